//! The first page inside.

use axum::{http::StatusCode, response::Response};

use super::account::browser;
use crate::{
    request::{SignedIn, moment, show},
    trouble::Trouble,
    views::{Home, LastSignIn},
};

pub(crate) async fn home(signed_in: SignedIn) -> Result<Response, Trouble> {
    let sessions = signed_in.caller.identity().sessions();
    let live = sessions.list(&signed_in.present).await?;
    let mine = signed_in.present.session();
    // The latest sign-in that was not this session's own, as far as its session is still known.
    let before = live
        .iter()
        .filter(|session| session.id != mine.id && session.opened_at <= mine.opened_at)
        .max_by_key(|session| session.opened_at);
    let view = Home {
        last_sign_in: before.map(|session| LastSignIn {
            at: moment(session.opened_at),
            network: session.from.address.map(|address| address.to_string()),
            browser: browser(session.device.as_ref()),
        }),
        has_address: signed_in.present.account().contact.is_some(),
        session_count: u32::try_from(live.len()).unwrap_or(u32::MAX),
        page: signed_in.page(),
    };
    Ok(show(StatusCode::OK, &view))
}
