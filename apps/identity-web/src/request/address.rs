//! What stands in the address of a page, for handlers: what cannot be read gets a page of ours.

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts, Path, Query},
    http::request::Parts,
};
use serde::de::DeserializeOwned;

use crate::{app::App, trouble::Trouble};

/// The part of the path that the route leaves open.
pub(crate) struct Segment(pub(crate) String);

impl FromRequestParts<Arc<App>> for Segment {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Trouble> {
        // No link and no page of ours holds what is not text.
        let Path(text) = Path::from_request_parts(parts, app).await.map_err(|_| Trouble::NotFound)?;
        Ok(Self(text))
    }
}

/// What follows the question mark.
pub(crate) struct Asked<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequestParts<Arc<App>> for Asked<T> {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Trouble> {
        let Query(asked) = Query::from_request_parts(parts, app).await.map_err(|_| Trouble::Unreadable)?;
        Ok(Self(asked))
    }
}
