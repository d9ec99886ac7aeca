//! What can go wrong with a request, and the page for it. Handlers give the trouble; the page is written
//! in one place, in the reader's language.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::TimeDelta;
use identity_core::application::unavailable::Unavailable;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{
    app::App,
    request::{Arrival, Caller, go, show},
    views::{Page, Status, StatusPage},
};

/// What can go wrong with a request.
#[derive(Clone, Debug)]
pub(crate) enum Trouble {
    /// There is no such page, or not for this account.
    NotFound,
    /// Not with this account.
    Forbidden,
    /// What was sent cannot be read.
    Unreadable,
    /// The page is there, but does not answer this method.
    NotThatWay,
    /// What was sent is too large.
    TooLarge,
    /// What was sent did not arrive in time.
    TooSlow,
    /// The form is too old, or came from another site.
    StaleForm {
        /// The page that holds the form.
        back: String,
    },
    /// Somebody must sign in first.
    SignInFirst {
        /// The page that was asked for.
        back: String,
    },
    /// The person must prove again to be there.
    ProveAgain {
        /// The page that holds the form.
        back: String,
    },
    /// Too much from this network.
    Throttled {
        /// How long to wait.
        seconds: u64,
    },
    /// Not now.
    Busy {
        /// How long to wait.
        seconds: u32,
    },
    /// Our fault.
    Fault(String),
}

impl From<Unavailable> for Trouble {
    fn from(unavailable: Unavailable) -> Self {
        match &unavailable {
            Unavailable::Hashing(_) | Unavailable::Contended => {}
            _ => {
                tracing::error!(error = %Chain(&unavailable), "a request could not be carried out");
            }
        }
        Self::Busy { seconds: unavailable.retry_after_seconds() }
    }
}

/// An error with its causes, for the log.
struct Chain<'a>(&'a dyn std::error::Error);

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl IntoResponse for Trouble {
    /// A marker: [`crate::request::greet`] puts the page in its place.
    fn into_response(self) -> Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl Trouble {
    /// The page, or the detour.
    pub(crate) fn page(self, app: &App, arrival: &Arrival) -> Response {
        let page = Page::for_arrival(app, arrival);
        let back = Caller::form_page(&arrival.path);
        let (code, status) = match self {
            Self::SignInFirst { back } => return go(&format!("/sign-in?next={}", encoded(&back))),
            Self::ProveAgain { back } => {
                return go(&format!("/sign-in/again?next={}", encoded(&back)));
            }
            Self::NotFound => (StatusCode::NOT_FOUND, Status::NotFound),
            Self::Forbidden => (StatusCode::FORBIDDEN, Status::Forbidden),
            Self::Unreadable => (StatusCode::BAD_REQUEST, Status::Unreadable),
            Self::NotThatWay => (StatusCode::METHOD_NOT_ALLOWED, Status::Unreadable),
            Self::TooSlow => (StatusCode::REQUEST_TIMEOUT, Status::Unreadable),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, Status::TooLarge),
            Self::StaleForm { back } => (StatusCode::FORBIDDEN, Status::StaleForm { back }),
            Self::Throttled { seconds } => {
                let until = page.now + TimeDelta::seconds(i64::try_from(seconds).unwrap_or(3_600));
                return waiting(
                    show(
                        StatusCode::TOO_MANY_REQUESTS,
                        &StatusPage { page, status: Status::Throttled { until, back } },
                    ),
                    seconds,
                );
            }
            Self::Busy { seconds } => {
                let status = Status::Busy { retry_seconds: seconds, back };
                return waiting(show(StatusCode::SERVICE_UNAVAILABLE, &StatusPage { page, status }), seconds.into());
            }
            Self::Fault(why) => {
                let reference = app.identity.now().as_micros().to_string();
                tracing::error!(%why, reference, "a page could not be written");
                (StatusCode::INTERNAL_SERVER_ERROR, Status::Fault { reference })
            }
        };
        show(code, &StatusPage { page, status })
    }
}

fn encoded(path: &str) -> String {
    utf8_percent_encode(path, NON_ALPHANUMERIC).to_string()
}

fn waiting(mut response: Response, seconds: u64) -> Response {
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}
