//! A form that came back. The only way for a handler to read one, so that none can forget to check where
//! it came from.

use std::{sync::Arc, time::Duration};

use axum::{
    Form,
    extract::{FromRequest, Request},
};

use tokio::time::timeout;

use super::{Arrival, Caller};
use crate::{app::App, trouble::Trouble};

/// How long a form may take to arrive.
const BODY_WITHIN: Duration = Duration::from_secs(15);

/// A form that came back from one of our own pages, with its token.
pub(crate) struct Posted {
    fields: Vec<(String, String)>,
}

impl Posted {
    /// A form whose token is right.
    pub(super) fn checked(fields: Vec<(String, String)>, arrival: &Arrival, app: &App) -> Result<Self, Trouble> {
        let posted = Self { fields };
        let token = posted.one("csrf")?;
        if arrival.accepts_form(app, token) {
            Ok(posted)
        } else {
            Err(Trouble::StaleForm { back: Caller::form_page(&arrival.path) })
        }
    }

    /// The one value of a field; empty when the form has none.
    ///
    /// # Errors
    /// When the field came several times: nobody can say which is meant.
    pub(crate) fn one<'a>(&'a self, name: &'a str) -> Result<&'a str, Trouble> {
        let mut values = self.many(name);
        let first = values.next().unwrap_or_default();
        if values.next().is_some() { Err(Trouble::Unreadable) } else { Ok(first) }
    }

    /// All values of a field.
    pub(crate) fn many<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

impl FromRequest<Arc<App>> for Posted {
    type Rejection = Trouble;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Trouble> {
        let arrival = request.extensions().get::<Arc<Arrival>>().cloned().ok_or(Trouble::Unreadable)?;
        let form = timeout(BODY_WITHIN, Form::<Vec<(String, String)>>::from_request(request, &()));
        let Form(fields) = form.await.map_err(|_| Trouble::TooSlow)?.map_err(|_| Trouble::Unreadable)?;
        Self::checked(fields, &arrival, app)
    }
}
