//! What a host product builds its own routes on: each names the permission of the catalogue that it asks for, and its
//! handler takes a [`Permitted`], which nobody gets who does not hold it at that moment. For everybody else such a page
//! is not there.
//!
//! ```no_run
//! use std::sync::Arc;
//!
//! use axum::{Router, response::Html, routing::get};
//! use identity_web::{app::App, host::{Permitted, guarded}};
//!
//! async fn inbox(visitor: Permitted) -> Html<String> {
//!     Html(format!("The mail of {}", visitor.empowered().present().organization().name.as_str()))
//! }
//!
//! fn routes() -> Router<Arc<App>> {
//!     Router::new().route("/mailbox", guarded("mail.read", get(inbox)))
//! }
//! ```

use std::sync::Arc;

use axum::{
    Extension, Router,
    extract::{FromRequest, FromRequestParts, Request},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Response},
    routing::MethodRouter,
};
use identity_core::{application::permission::Empowered, domain::permission::PermissionName};
use identity_settings::HostPermissions;

use crate::{
    app::App,
    request::{Posted, SignedIn, show},
    trouble::Trouble,
    views::{Page, View},
};

/// A host product, as far as the pages have to do with it.
#[derive(Clone)]
pub struct Product {
    /// What it lets accounts do.
    pub permissions: HostPermissions,
    /// Its routes; see [`guarded`].
    pub routes: Router<Arc<App>>,
    /// Where the start page leads to.
    pub entry: &'static str,
}

/// What a route of a host product asks for.
#[derive(Clone)]
struct Asked(PermissionName);

/// A route for those who hold this permission of the catalogue; for nobody where there is no such permission.
pub fn guarded(permission: &str, handler: MethodRouter<Arc<App>>) -> MethodRouter<Arc<App>> {
    match PermissionName::parse(permission) {
        Ok(name) => handler.layer(Extension(Asked(name))),
        Err(_) => handler,
    }
}

/// Somebody who is signed in and holds, at this moment, the permission that the route asks for.
pub struct Permitted(SignedIn);

impl Permitted {
    /// Who that is, and what they may do.
    #[must_use]
    pub const fn empowered(&self) -> &Empowered {
        &self.0.empowered
    }

    /// Whether they may do another thing too, to show the way there.
    #[must_use]
    pub fn may(&self, permission: &str) -> bool {
        PermissionName::parse(permission).is_ok_and(|name| self.empowered().powers().hold(&name))
    }

    /// The frame of a page for them, with the banner that says for whom they act.
    #[must_use]
    pub fn page(&self) -> Page {
        self.0.page()
    }
}

/// Nobody, or somebody who may not: the page for it, in the reader's language.
pub struct Refused(Trouble);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}

impl FromRequestParts<Arc<App>> for Permitted {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refused> {
        let asked = parts.extensions.get::<Asked>().cloned();
        let signed_in = SignedIn::from_request_parts(parts, app).await.map_err(Refused)?;
        let holds = asked.is_some_and(|Asked(name)| signed_in.empowered.powers().hold(&name));
        if holds { Ok(Self(signed_in)) } else { Err(Refused(Trouble::NotFound)) }
    }
}

/// A form of ours: one that bears the token of the page that it was on.
pub struct Sent(Posted);

impl Sent {
    /// The value of a field; empty where there is none.
    ///
    /// # Errors
    /// There are several.
    pub fn one<'a>(&'a self, field: &'a str) -> Result<&'a str, Refused> {
        self.0.one(field).map_err(Refused)
    }
}

impl FromRequest<Arc<App>> for Sent {
    type Rejection = Refused;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Refused> {
        Posted::from_request(request, app).await.map(Self).map_err(Refused)
    }
}

/// A page of the host product in the frame of ours.
pub fn page(status: StatusCode, view: &impl View) -> Response {
    show(status, view)
}
