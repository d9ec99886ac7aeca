//! Forgotten passwords and login names.

use axum::{http::StatusCode, response::Response};
use identity_core::{
    application::recovery::{NewPasswordError, PasswordLink, PasswordLinkView},
    domain::kernel::{EmailAddress, SecretToken, TypedLogin},
};

use super::{dead_link, minutes, rules_shown, unlock::Whose, weaknesses_shown};
use crate::{
    request::{Asked, Caller, Posted, Segment, moment, show},
    trouble::Trouble,
    views::{
        DeadLinkKind, ForgotLogin, ForgotLoginSent, ForgotPassword, ForgotPasswordSent, PasswordPurpose, PasswordSet,
        SetPassword, Weakness,
    },
};

pub(crate) async fn forgot_password_form(caller: Caller, Asked(whose): Asked<Whose>) -> Response {
    show(StatusCode::OK, &ask(&caller, &whose.login(), false))
}

fn ask(caller: &Caller, login: &str, missing: bool) -> ForgotPassword {
    ForgotPassword {
        page: caller.page(),
        login: login.to_owned(),
        valid_minutes: minutes(caller.identity().rules().tokens.reset),
        missing,
    }
}

pub(crate) async fn forgot_password(caller: Caller, posted: Posted) -> Result<Response, Trouble> {
    let login = posted.one("login")?;
    if login.trim().is_empty() {
        return Ok(show(StatusCode::UNPROCESSABLE_ENTITY, &ask(&caller, "", true)));
    }
    let asked = caller.identity().recovery().request_reset(login, caller.visit()).await?;
    caller.letters_may_wait();
    let view = ForgotPasswordSent {
        page: caller.page(),
        login: TypedLogin::read(login).shown().to_owned(),
        valid_until: moment(asked.expires_at),
        masked_address: asked.disclosure.masked_address,
        sender: caller.app.sender.clone(),
    };
    Ok(show(StatusCode::OK, &view))
}

pub(crate) async fn forgot_login_form(caller: Caller) -> Response {
    show(StatusCode::OK, &ForgotLogin { page: caller.page(), email: String::new(), not_an_address: false })
}

pub(crate) async fn forgot_login(caller: Caller, posted: Posted) -> Result<Response, Trouble> {
    let typed = posted.one("email")?;
    let shown: String = typed.chars().take(254).collect();
    let Ok(address) = EmailAddress::parse(typed) else {
        return Ok(show(
            StatusCode::UNPROCESSABLE_ENTITY,
            &ForgotLogin { page: caller.page(), email: shown, not_an_address: true },
        ));
    };
    caller.identity().recovery().request_login_names(address, caller.visit()).await?;
    caller.letters_may_wait();
    Ok(show(StatusCode::OK, &ForgotLoginSent { page: caller.page(), email: shown, sender: caller.app.sender.clone() }))
}

pub(crate) async fn reset_form(caller: Caller, Segment(text): Segment) -> Result<Response, Trouble> {
    form(&caller, PasswordLink::Reset, text).await
}

pub(crate) async fn welcome_form(caller: Caller, Segment(text): Segment) -> Result<Response, Trouble> {
    form(&caller, PasswordLink::Welcome, text).await
}

pub(crate) async fn reset(caller: Caller, posted: Posted) -> Result<Response, Trouble> {
    submit(&caller, PasswordLink::Reset, &posted).await
}

pub(crate) async fn welcome(caller: Caller, posted: Posted) -> Result<Response, Trouble> {
    submit(&caller, PasswordLink::Welcome, &posted).await
}

async fn form(caller: &Caller, link: PasswordLink, text: String) -> Result<Response, Trouble> {
    Ok(match look(caller, link, &text).await? {
        Some((_, view)) => show(StatusCode::OK, &set_password(caller, link, text, &view, Vec::new())),
        None => dead_link(caller, dead_kind(link)),
    })
}

async fn look(
    caller: &Caller,
    link: PasswordLink,
    text: &str,
) -> Result<Option<(SecretToken, PasswordLinkView)>, Trouble> {
    let Ok(token) = SecretToken::parse(text) else {
        return Ok(None);
    };
    let view = caller.identity().recovery().look(link, &token).await?;
    Ok(view.map(|view| (token, view)))
}

async fn submit(caller: &Caller, link: PasswordLink, posted: &Posted) -> Result<Response, Trouble> {
    let text = posted.one("token")?;
    let Some((token, view)) = look(caller, link, text).await? else {
        return Ok(dead_link(caller, dead_kind(link)));
    };
    let weaknesses =
        match caller.identity().recovery().complete(link, &token, posted.one("new_password")?, caller.visit()).await {
            Ok(_) => {
                caller.letters_may_wait();
                return Ok(show(StatusCode::OK, &PasswordSet { page: caller.page(), purpose: purpose(link) }));
            }
            Err(NewPasswordError::Dead) => return Ok(dead_link(caller, dead_kind(link))),
            Err(NewPasswordError::Weak(found)) => weaknesses_shown(&found),
            Err(NewPasswordError::TooLong) => vec![Weakness::TooLong],
            Err(NewPasswordError::Unavailable(unavailable)) => return Err(unavailable.into()),
        };
    Ok(show(StatusCode::UNPROCESSABLE_ENTITY, &set_password(caller, link, text.to_owned(), &view, weaknesses)))
}

fn set_password(
    caller: &Caller,
    link: PasswordLink,
    token: String,
    view: &PasswordLinkView,
    weaknesses: Vec<Weakness>,
) -> SetPassword {
    SetPassword {
        page: caller.page(),
        purpose: purpose(link),
        token,
        login: Some(view.login.to_string()),
        rules: rules_shown(&view.rules),
        weaknesses,
    }
}

const fn purpose(link: PasswordLink) -> PasswordPurpose {
    match link {
        PasswordLink::Reset => PasswordPurpose::Reset,
        PasswordLink::Welcome => PasswordPurpose::Welcome,
    }
}

const fn dead_kind(link: PasswordLink) -> DeadLinkKind {
    match link {
        PasswordLink::Reset => DeadLinkKind::Reset,
        PasswordLink::Welcome => DeadLinkKind::Welcome,
    }
}
