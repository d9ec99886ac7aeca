//! Pages that show something and decide nothing, and files.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{
    request::{Caller, Segment, go, show},
    trouble::Trouble,
    views::{self, Accessibility, FirstRun, Privacy},
};

pub(crate) async fn start(caller: Caller) -> Result<Response, Trouble> {
    if caller.identity().organizations().is_set_up_open().await? {
        return Ok(show(StatusCode::OK, &FirstRun { page: caller.page() }));
    }
    Ok(go(if caller.arrival.session.is_some() { "/home" } else { "/sign-in" }))
}

pub(crate) async fn privacy(caller: Caller) -> Response {
    show(StatusCode::OK, &Privacy { page: caller.page() })
}

pub(crate) async fn accessibility(caller: Caller) -> Response {
    show(StatusCode::OK, &Accessibility { page: caller.page() })
}

/// Where password managers find the page to change a password.
pub(crate) async fn change_password() -> Response {
    go("/account/password")
}

pub(crate) async fn asset(Segment(name): Segment) -> Response {
    match views::asset(&name) {
        Some((kind, bytes)) => {
            let headers =
                [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
            (headers, bytes).into_response()
        }
        None => Trouble::NotFound.into_response(),
    }
}

/// A page that does not take what was sent to it, or nothing at all.
pub(crate) async fn not_that_way() -> Trouble {
    Trouble::NotThatWay
}

pub(crate) async fn nothing_here() -> Trouble {
    Trouble::NotFound
}
