//! The page behind the link of an invitation: accepting with a password, or declining.

use axum::{
    extract::{FromRequestParts, Path},
    http::{StatusCode, request::Parts},
    response::Response,
};
use identity_core::{
    application::{
        invitation::{AcceptError, InvitationView},
        recovery::NewPasswordError,
        unlock::LinkError,
    },
    domain::kernel::{Language, SecretToken},
};

use super::{dead_link, permits, rules_shown, weaknesses_shown};
use crate::{
    app::App,
    request::{Caller, Posted, SignedIn, moment, show},
    trouble::Trouble,
    views::{DeadLinkKind, Invitation, InvitationAnswered, InvitationElsewhere, Weakness},
};

/// Whoever opens an invitation; somebody who is signed in answers none.
pub(crate) struct Invited {
    caller: Caller,
    inside: Option<SignedIn>,
}

impl FromRequestParts<std::sync::Arc<App>> for Invited {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, app: &std::sync::Arc<App>) -> Result<Self, Trouble> {
        let caller = Caller::from_request_parts(parts, app).await?;
        let inside = match SignedIn::from_request_parts(parts, app).await {
            Ok(signed_in) => Some(signed_in),
            Err(Trouble::SignInFirst { .. }) => None,
            Err(trouble) => return Err(trouble),
        };
        Ok(Self { caller, inside })
    }
}

impl Invited {
    /// What somebody reads who is signed in as somebody else: nothing is answered.
    fn elsewhere(&self, view: &InvitationView) -> Option<Response> {
        let inside = self.inside.as_ref()?;
        let view = InvitationElsewhere {
            page: inside.page(),
            login: view.login.to_string(),
            address: view.address.clone(),
            organization: view.organization.as_str().to_owned(),
        };
        Some(show(StatusCode::CONFLICT, &view))
    }
}

pub(crate) async fn form(invited: Invited, Path(text): Path<String>) -> Result<Response, Trouble> {
    let Some((_, view)) = look(&invited.caller, &text).await? else {
        return Ok(dead_link(&invited.caller, DeadLinkKind::Invitation));
    };
    if let Some(elsewhere) = invited.elsewhere(&view) {
        return Ok(elsewhere);
    }
    Ok(show(StatusCode::OK, &filled(&invited.caller, &text, &view)))
}

pub(crate) async fn submit(invited: Invited, posted: Posted) -> Result<Response, Trouble> {
    let caller = &invited.caller;
    let text = posted.one("token")?;
    let Some((link, view)) = look(caller, text).await? else {
        return Ok(dead_link(caller, DeadLinkKind::Invitation));
    };
    if let Some(elsewhere) = invited.elsewhere(&view) {
        return Ok(elsewhere);
    }
    let answered = |accepted: bool| {
        caller.letters_may_wait();
        let page = InvitationAnswered {
            page: caller.page(),
            accepted,
            login: view.login.to_string(),
            organization: view.organization.as_str().to_owned(),
        };
        Ok(show(StatusCode::OK, &page))
    };
    if posted.one("decline")? == "1" {
        return match caller.identity().invitations().decline(&link, caller.visit()).await {
            Ok(_) => answered(false),
            Err(LinkError::Dead) => Ok(dead_link(caller, DeadLinkKind::Invitation)),
            Err(LinkError::Unavailable(unavailable)) => Err(unavailable.into()),
        };
    }
    let again = |weaknesses, taken| {
        let page = Invitation { weaknesses, taken, ..filled(caller, text, &view) };
        let status = if taken { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
        Ok(show(status, &page))
    };
    match caller.identity().invitations().accept(&link, posted.one("new_password")?, caller.visit()).await {
        Ok(_) => answered(true),
        Err(AcceptError::Taken) => again(Vec::new(), true),
        Err(AcceptError::Password(NewPasswordError::Dead)) => Ok(dead_link(caller, DeadLinkKind::Invitation)),
        Err(AcceptError::Password(NewPasswordError::Weak(found))) => again(weaknesses_shown(&found), false),
        Err(AcceptError::Password(NewPasswordError::TooLong)) => again(vec![Weakness::TooLong], false),
        Err(AcceptError::Password(NewPasswordError::Unavailable(unavailable))) => Err(unavailable.into()),
    }
}

async fn look(caller: &Caller, text: &str) -> Result<Option<(SecretToken, InvitationView)>, Trouble> {
    let Ok(link) = SecretToken::parse(text) else {
        return Ok(None);
    };
    Ok(caller.identity().invitations().look(&link).await?.map(|view| (link, view)))
}

fn filled(caller: &Caller, token: &str, view: &InvitationView) -> Invitation {
    let page = caller.page();
    let language = Language::parse(&page.words.code()).unwrap_or(Language::ENGLISH);
    let catalogue = caller.identity().permissions();
    Invitation {
        token: token.to_owned(),
        login: view.login.to_string(),
        organization: view.organization.as_str().to_owned(),
        inviter: view.inviter.as_ref().map(|name| name.as_str().to_owned()),
        permits: permits::offered(catalogue.catalogue(), &view.permissions, language),
        ends_at: view.ends_at.map(moment),
        expires_at: moment(view.expires_at),
        rules: rules_shown(&view.rules),
        weaknesses: Vec::new(),
        taken: false,
        page,
    }
}
