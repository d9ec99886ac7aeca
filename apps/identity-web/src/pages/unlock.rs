//! Ending a lockout by mail.

use axum::{http::StatusCode, response::Response};
use identity_core::{
    application::{
        sign_in::Disclosure,
        unlock::{self, CodeError, LinkError},
    },
    domain::kernel::{SecretToken, Timestamp, TypedLogin},
};
use serde::Deserialize;

use super::{dead_link, minutes, organization_contact};
use crate::{
    request::{Asked, Caller, Posted, Segment, moment, show},
    trouble::Trouble,
    views::{CodeTrouble, DeadLinkKind, FailedAttempts, UnlockAsk, UnlockLink, UnlockMail, Unlocked},
};

/// What the address of the page may say.
#[derive(Deserialize)]
pub(crate) struct Whose {
    #[serde(default)]
    login: String,
}

impl Whose {
    /// The name, as it may be shown.
    pub(crate) fn login(&self) -> String {
        TypedLogin::read(&self.login).shown().to_owned()
    }
}

pub(crate) async fn form(caller: Caller, Asked(whose): Asked<Whose>) -> Response {
    show(StatusCode::OK, &ask(&caller, &whose.login(), false))
}

fn ask(caller: &Caller, login: &str, missing: bool) -> UnlockAsk {
    UnlockAsk {
        page: caller.page(),
        login: login.to_owned(),
        valid_minutes: minutes(caller.identity().rules().tokens.unlock),
        missing,
    }
}

pub(crate) async fn request(caller: Caller, posted: Posted) -> Result<Response, Trouble> {
    let login = posted.one("login")?;
    if login.trim().is_empty() {
        return Ok(show(StatusCode::UNPROCESSABLE_ENTITY, &ask(&caller, "", true)));
    }
    let asked = caller.identity().unlock().request(login, caller.visit()).await?;
    caller.letters_may_wait();
    Ok(show(StatusCode::OK, &mail(&caller, login, "", asked.expires_at, asked.disclosure, None)))
}

fn mail(
    caller: &Caller,
    login: &str,
    code: &str,
    valid_until: Timestamp,
    disclosure: Disclosure,
    trouble: Option<CodeTrouble>,
) -> UnlockMail {
    UnlockMail {
        page: caller.page(),
        login: TypedLogin::read(login).shown().to_owned(),
        code: code.chars().take(20).collect(),
        valid_until: moment(valid_until),
        masked_address: disclosure.masked_address,
        sender: caller.app.sender.clone(),
        organization_contact: disclosure.contact.map(|contact| organization_contact(&contact, None)),
        trouble,
    }
}

pub(crate) async fn by_code(caller: Caller, posted: Posted) -> Result<Response, Trouble> {
    let (login, code) = (posted.one("login")?, posted.one("code")?);
    let trouble = match caller.identity().unlock().by_code(login, code, caller.visit()).await {
        Ok(unlocked) => return Ok(done(&caller, unlocked)),
        Err(CodeError::NotRight { left }) => CodeTrouble::NotRight { left },
        Err(CodeError::TooMany { until }) => CodeTrouble::TooMany { until: until.map(moment) },
        Err(CodeError::Unavailable(unavailable)) => return Err(unavailable.into()),
    };
    let disclosure = caller.identity().unlock().disclosure(login).await?;
    let valid_until = told_before(&caller, posted.one("valid_until")?);
    Ok(show(StatusCode::UNPROCESSABLE_ENTITY, &mail(&caller, login, code, valid_until, disclosure, Some(trouble))))
}

/// Until when the page before said that the code is good. When the latest code really dies is known only for names
/// that exist, and the form is the visitor's own: nothing is decided by it.
fn told_before(caller: &Caller, told: &str) -> Timestamp {
    let latest = caller.identity().now().plus(caller.identity().rules().tokens.unlock);
    told.parse().map_or(latest, |seconds: u32| Timestamp::from_seconds(seconds.into()).min(latest))
}

pub(crate) async fn link(caller: Caller, Segment(text): Segment) -> Result<Response, Trouble> {
    let Ok(token) = SecretToken::parse(&text) else {
        return Ok(dead_link(&caller, DeadLinkKind::Unlock));
    };
    Ok(match caller.identity().unlock().look(&token).await? {
        Some(login) => {
            show(StatusCode::OK, &UnlockLink { page: caller.page(), token: text, login: Some(login.to_string()) })
        }
        None => dead_link(&caller, DeadLinkKind::Unlock),
    })
}

pub(crate) async fn by_link(caller: Caller, posted: Posted) -> Result<Response, Trouble> {
    let Ok(token) = SecretToken::parse(posted.one("token")?) else {
        return Ok(dead_link(&caller, DeadLinkKind::Unlock));
    };
    match caller.identity().unlock().by_link(&token, caller.visit()).await {
        Ok(unlocked) => Ok(done(&caller, unlocked)),
        Err(LinkError::Dead) => Ok(dead_link(&caller, DeadLinkKind::Unlock)),
        Err(LinkError::Unavailable(unavailable)) => Err(unavailable.into()),
    }
}

fn done(caller: &Caller, unlocked: unlock::Unlocked) -> Response {
    let attempts = unlocked.last_failure.filter(|_| unlocked.failures > 0).map(|last| FailedAttempts {
        count: unlocked.failures,
        last: moment(last.at),
        network: last.from.address.map(|address| address.to_string()),
    });
    show(
        StatusCode::OK,
        &Unlocked { page: caller.page(), login: unlocked.login.to_string(), ended_at: moment(unlocked.at), attempts },
    )
}
