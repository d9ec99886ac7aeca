//! The page behind the link that the operator printed at the server.

use axum::{extract::Path, http::StatusCode, response::Response};
use identity_core::{
    application::{break_glass::BreakGlassView, recovery::NewPasswordError},
    domain::kernel::{EmailAddress, SecretToken},
};

use super::{dead_link, rules_shown, weaknesses_shown};
use crate::{
    request::{Caller, Posted, show},
    trouble::Trouble,
    views::{BreakGlass, BreakGlassDone, DeadLinkKind, Weakness},
};

pub(crate) async fn form(caller: Caller, Path(text): Path<String>) -> Result<Response, Trouble> {
    Ok(match look(&caller, &text).await? {
        Some((_, view)) => show(StatusCode::OK, &filled(&caller, &text, &view)),
        None => dead_link(&caller, DeadLinkKind::BreakGlass),
    })
}

pub(crate) async fn submit(caller: Caller, posted: Posted) -> Result<Response, Trouble> {
    let text = posted.one("token")?;
    let Some((link, view)) = look(&caller, text).await? else {
        return Ok(dead_link(&caller, DeadLinkKind::BreakGlass));
    };
    let typed = posted.one("contact_address")?.trim();
    let address = if typed.is_empty() { Ok(None) } else { EmailAddress::parse(typed).map(Some) };
    let shown: String = typed.chars().take(254).collect();
    let again = |weaknesses, not_an_address| {
        let page = filled(&caller, text, &view);
        let page = BreakGlass { weaknesses, contact_address: shown.clone(), not_an_address, ..page };
        Ok(show(StatusCode::UNPROCESSABLE_ENTITY, &page))
    };
    let Ok(address) = address else {
        return again(Vec::new(), true);
    };
    let asked_address = address.as_ref().map(|address| address.as_str().to_owned());
    let password = posted.one("new_password")?;
    match caller.identity().break_glass().complete(&link, password, address, caller.visit()).await {
        Ok(given) => {
            caller.letters_may_wait();
            let view = BreakGlassDone {
                page: caller.page(),
                login: given.login.to_string(),
                reinstated: given.reinstated,
                asked_address,
            };
            Ok(show(StatusCode::OK, &view))
        }
        Err(NewPasswordError::Dead) => Ok(dead_link(&caller, DeadLinkKind::BreakGlass)),
        Err(NewPasswordError::Weak(found)) => again(weaknesses_shown(&found), false),
        Err(NewPasswordError::TooLong) => again(vec![Weakness::TooLong], false),
        Err(NewPasswordError::Unavailable(unavailable)) => Err(unavailable.into()),
    }
}

async fn look(caller: &Caller, text: &str) -> Result<Option<(SecretToken, BreakGlassView)>, Trouble> {
    let Ok(link) = SecretToken::parse(text) else {
        return Ok(None);
    };
    Ok(caller.identity().break_glass().look(&link).await?.map(|view| (link, view)))
}

fn filled(caller: &Caller, token: &str, view: &BreakGlassView) -> BreakGlass {
    BreakGlass {
        page: caller.page(),
        token: token.to_owned(),
        login: view.login.to_string(),
        suspended: view.is_suspended,
        rules: rules_shown(&view.rules),
        weaknesses: Vec::new(),
        contact_address: String::new(),
        not_an_address: false,
    }
}
