//! Signing in, proving it again, signing out.

use axum::{
    http::{StatusCode, header},
    response::Response,
};
use identity_core::{
    application::sign_in::{Disclosure, PasswordSignIn, SignInError},
    domain::kernel::{SecretToken, Timestamp, TypedLogin},
};
use serde::Deserialize;

use super::{minutes, organization_contact};
use crate::{
    request::{Asked, Caller, Cookie, Posted, SignedIn, devices_value, go, moment, safe_next, show},
    trouble::Trouble,
    views::{Barred, SignIn, SignInTrouble, SignedOut, StepUp, StepUpTrouble},
};

/// What the address of a page may say.
#[derive(Deserialize)]
pub(crate) struct Next {
    #[serde(default)]
    next: String,
    #[serde(default)]
    login: String,
}

pub(crate) async fn form(caller: Caller, Asked(query): Asked<Next>) -> Response {
    let trouble = (!query.next.is_empty()).then_some(SignInTrouble::MustSignIn);
    let next = safe_next(&query.next).to_owned();
    let mut page = caller.page();
    if trouble.is_some() {
        // The language switch leads back here, and from here on to where one wanted to go.
        page.return_path = format!("/sign-in?next={next}");
    }
    let view = SignIn { page, login: TypedLogin::read(&query.login).shown().to_owned(), next, trouble };
    show(StatusCode::OK, &view)
}

/// What a sign-in can come to, as it is counted.
pub(crate) const OUTCOMES: [&str; 7] =
    ["signed-in", "not-right", "barred", "too-soon", "too-long", "session-ended", "unavailable"];

pub(crate) async fn submit(caller: Caller, posted: Posted) -> Result<Response, Trouble> {
    let login = posted.one("login")?;
    let next = safe_next(posted.one("next")?);
    let request =
        PasswordSignIn { login, password: posted.one("password")?, devices: caller.devices(), visit: caller.visit() };
    let answer = caller.identity().sign_in().with_password(request).await;
    let outcome = match &answer {
        Ok(_) => "signed-in",
        Err(SignInError::NotRight) => "not-right",
        Err(SignInError::Barred { .. }) => "barred",
        Err(SignInError::TooSoon { .. }) => "too-soon",
        Err(SignInError::PasswordTooLong) => "too-long",
        Err(SignInError::SessionEnded) => "session-ended",
        Err(SignInError::Unavailable(_)) => "unavailable",
    };
    metrics::counter!("identity_sign_ins_total", "outcome" => outcome).increment(1);
    match answer {
        Ok(signed_in) => {
            let devices = devices_value(caller.devices(), signed_in.replaces, &signed_in.device);
            let response = holding(go(next), &signed_in.session);
            Ok(with_cookie(response, Cookie::Devices.set(&devices)))
        }
        Err(error) => {
            caller.letters_may_wait();
            refusal(&caller, login, next, error)
        }
    }
}

fn refusal(caller: &Caller, login: &str, next: &str, error: SignInError) -> Result<Response, Trouble> {
    let login = TypedLogin::read(login).shown().to_owned();
    let trouble = match error {
        SignInError::NotRight => SignInTrouble::NotRight,
        SignInError::TooSoon { until } => SignInTrouble::TooSoon { until: moment(until) },
        SignInError::Barred { until, disclosure } => {
            return Ok(show(StatusCode::FORBIDDEN, &barred(caller, login, until, *disclosure)));
        }
        SignInError::PasswordTooLong => return Err(Trouble::TooLarge),
        SignInError::SessionEnded => return Err(Trouble::SignInFirst { back: next.to_owned() }),
        SignInError::Unavailable(unavailable) => return Err(unavailable.into()),
    };
    Ok(show(
        StatusCode::UNAUTHORIZED,
        &SignIn { page: caller.page(), login, next: next.to_owned(), trouble: Some(trouble) },
    ))
}

/// The page of a barred name, wherever a password was asked for.
pub(crate) fn barred(caller: &Caller, login: String, until: Option<Timestamp>, disclosure: Disclosure) -> Barred {
    Barred {
        page: caller.page(),
        login,
        valid_minutes: minutes(caller.identity().rules().tokens.unlock),
        masked_address: disclosure.masked_address,
        organization_contact: disclosure.contact.map(|contact| organization_contact(&contact, None)),
        ends_at: until.map(moment),
    }
}

/// The answer, with the session that the browser holds from now on.
pub(crate) fn holding(response: Response, session: &SecretToken) -> Response {
    with_cookie(response, Cookie::Session.set(&session.reveal()))
}

fn with_cookie(mut response: Response, cookie: Option<header::HeaderValue>) -> Response {
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

pub(crate) async fn again_form(signed_in: SignedIn, Asked(query): Asked<Next>) -> Response {
    let login = signed_in.present.account().login.to_string();
    show(
        StatusCode::OK,
        &StepUp { page: signed_in.page(), login, next: safe_next(&query.next).to_owned(), trouble: None },
    )
}

pub(crate) async fn again(signed_in: SignedIn, posted: Posted) -> Result<Response, Trouble> {
    let next = safe_next(posted.one("next")?);
    let caller = &signed_in.caller;
    let login = signed_in.present.account().login.to_string();
    let proof = caller
        .identity()
        .sessions()
        .prove_again(&signed_in.present, posted.one("password")?, caller.devices(), caller.visit())
        .await;
    let trouble = match proof {
        Ok(session) => return Ok(holding(go(next), &session)),
        Err(SignInError::NotRight) => StepUpTrouble::NotRight,
        Err(SignInError::TooSoon { until }) => StepUpTrouble::TooSoon { until: moment(until) },
        Err(SignInError::Barred { until, disclosure }) => {
            caller.letters_may_wait();
            return Ok(show(StatusCode::FORBIDDEN, &barred(caller, login, until, *disclosure)));
        }
        Err(SignInError::PasswordTooLong) => return Err(Trouble::TooLarge),
        Err(SignInError::SessionEnded) => return Err(Trouble::SignInFirst { back: next.to_owned() }),
        Err(SignInError::Unavailable(unavailable)) => return Err(unavailable.into()),
    };
    Ok(show(
        StatusCode::UNAUTHORIZED,
        &StepUp { page: signed_in.page(), login, next: next.to_owned(), trouble: Some(trouble) },
    ))
}

pub(crate) async fn sign_out(signed_in: SignedIn, _posted: Posted) -> Result<Response, Trouble> {
    let caller = &signed_in.caller;
    caller.identity().sessions().sign_out(&signed_in.present, caller.visit()).await?;
    let response = show(StatusCode::OK, &SignedOut { page: caller.page() });
    Ok(with_cookie(response, Cookie::Session.clear()))
}
