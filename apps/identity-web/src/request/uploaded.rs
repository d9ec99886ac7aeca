//! A form that came back with a file. Like [`Posted`], the only way for a handler to read one.

use std::{sync::Arc, time::Duration};

use axum::extract::{FromRequest, Multipart, Request, multipart::MultipartError};
use tokio::time::timeout;

use super::{Arrival, Posted};
use crate::{app::App, trouble::Trouble};

/// How long a form with a file may take to arrive: the largest one, over a slow line.
const BODY_WITHIN: Duration = Duration::from_mins(2);

/// The most fields that such a form has.
const FIELDS: usize = 50;

/// A form that came back from one of our own pages, with its token and a file.
pub(crate) struct Uploaded {
    /// Its fields.
    pub(crate) posted: Posted,
    /// What is in the file; none where none was chosen.
    pub(crate) file: Option<Vec<u8>>,
}

impl FromRequest<Arc<App>> for Uploaded {
    type Rejection = Trouble;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Trouble> {
        let arrival = request.extensions().get::<Arc<Arrival>>().cloned().ok_or(Trouble::Unreadable)?;
        let parts = Multipart::from_request(request, &()).await.map_err(|_| Trouble::Unreadable)?;
        let (fields, file) = timeout(BODY_WITHIN, read(parts)).await.map_err(|_| Trouble::TooSlow)??;
        Ok(Self { posted: Posted::checked(fields, &arrival, app)?, file })
    }
}

/// The fields of a form, and the file.
type Parts = (Vec<(String, String)>, Option<Vec<u8>>);

async fn read(mut parts: Multipart) -> Result<Parts, Trouble> {
    let (mut fields, mut file) = (Vec::new(), None);
    while let Some(field) = parts.next_field().await.map_err(|error| unreadable(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        if field.file_name().is_some() {
            let bytes = field.bytes().await.map_err(|error| unreadable(&error))?;
            if !bytes.is_empty() {
                file = Some(bytes.to_vec());
            }
        } else {
            fields.push((name, field.text().await.map_err(|error| unreadable(&error))?));
        }
        if fields.len() > FIELDS {
            return Err(Trouble::Unreadable);
        }
    }
    Ok((fields, file))
}

fn unreadable(error: &MultipartError) -> Trouble {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE { Trouble::TooLarge } else { Trouble::Unreadable }
}
