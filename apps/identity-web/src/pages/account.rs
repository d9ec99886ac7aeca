//! One's own account.

use axum::{http::StatusCode, response::Response};
use identity_core::{
    application::{
        own_account::{ChangePasswordError, OwnAccountError},
        session::SessionError,
        sign_in::SignInError,
        unlock::LinkError,
    },
    domain::{
        account::Mailbox,
        device::DEVICE_PURPOSE,
        kernel::{EmailAddress, Id, Language, SecretToken, ShortText},
    },
};

use super::{
    dead_link, rules_shown,
    sign_in::{barred, holding},
    weaknesses_shown,
};
use crate::{
    request::{Caller, Posted, Segment, SignedIn, go, moment, show},
    trouble::Trouble,
    views::{
        AccountAddress, AccountLanguage, AccountPassword, AccountPasswordTrouble, AccountSessions, AddressDone,
        AddressLink, AddressOnFile, AddressOutcome, AddressTrouble, Browser, DeadLinkKind, DeviceRow, Notice,
        PendingAddress, SessionRow, Tone, Weakness, Words,
    },
};

impl From<OwnAccountError> for Trouble {
    fn from(error: OwnAccountError) -> Self {
        match error {
            OwnAccountError::Unavailable(unavailable) => unavailable.into(),
            // The page shows what there is now.
            OwnAccountError::ChangedMeanwhile | OwnAccountError::SameAddress => {
                Self::StaleForm { back: "/account/address".to_owned() }
            }
        }
    }
}

impl From<SessionError> for Trouble {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::NotFound => Self::NotFound,
            SessionError::Unavailable(unavailable) => unavailable.into(),
        }
    }
}

pub(crate) async fn language_form(signed_in: SignedIn) -> Response {
    let current = signed_in.present.account().language.as_str().to_owned();
    show(StatusCode::OK, &AccountLanguage { page: signed_in.page(), current })
}

pub(crate) async fn language(signed_in: SignedIn, posted: Posted) -> Result<Response, Trouble> {
    let chosen = posted.one("language")?;
    let language =
        Words::known(chosen).and_then(|words| Language::parse(&words.code()).ok()).ok_or(Trouble::Unreadable)?;
    let caller = &signed_in.caller;
    caller.identity().own_account().choose_language(&signed_in.present, language, caller.visit()).await?;
    Ok(go("/account/language"))
}

pub(crate) async fn address_form(signed_in: SignedIn) -> Response {
    show(StatusCode::OK, &address_page(&signed_in, String::new(), None))
}

fn address_page(signed_in: &SignedIn, new_address: String, trouble: Option<AddressTrouble>) -> AccountAddress {
    let account = signed_in.present.account();
    let lifetime = signed_in.caller.identity().rules().tokens.address;
    AccountAddress {
        page: signed_in.page(),
        address: account.contact.as_ref().map(|contact| AddressOnFile {
            address: contact.address.as_str().to_owned(),
            confirmed: contact.confirmed_at.is_some(),
        }),
        pending: account.address_change.as_ref().map(|change| PendingAddress {
            address: change.new.as_str().to_owned(),
            old_confirmed: account.contact.as_ref().map(|_| change.old_agreed),
            new_confirmed: change.new_confirmed,
            until: moment(change.asked_at.plus(lifetime)),
        }),
        new_address,
        trouble,
    }
}

pub(crate) async fn address(signed_in: SignedIn, posted: Posted) -> Result<Response, Trouble> {
    let proof = signed_in.freshly_proven()?;
    let typed = posted.one("new_address")?;
    let again = |trouble| {
        let shown = typed.chars().take(254).collect();
        Ok(show(StatusCode::UNPROCESSABLE_ENTITY, &address_page(&signed_in, shown, Some(trouble))))
    };
    let Ok(new) = EmailAddress::parse(typed) else {
        return again(AddressTrouble::NotAnAddress);
    };
    let caller = &signed_in.caller;
    match caller.identity().own_account().ask_for_address(&signed_in.present, proof, new, caller.visit()).await {
        Ok(()) => {
            caller.letters_may_wait();
            Ok(go("/account/address"))
        }
        Err(OwnAccountError::SameAddress) => again(AddressTrouble::Same),
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn drop_address_change(signed_in: SignedIn, _posted: Posted) -> Result<Response, Trouble> {
    let caller = &signed_in.caller;
    caller.identity().own_account().drop_address_change(&signed_in.present, caller.visit()).await?;
    Ok(go("/account/address"))
}

pub(crate) async fn new_address_link(caller: Caller, Segment(text): Segment) -> Result<Response, Trouble> {
    address_link(&caller, text, Mailbox::New).await
}

pub(crate) async fn old_address_link(caller: Caller, Segment(text): Segment) -> Result<Response, Trouble> {
    address_link(&caller, text, Mailbox::Old).await
}

async fn address_link(caller: &Caller, text: String, mailbox: Mailbox) -> Result<Response, Trouble> {
    let Ok(token) = SecretToken::parse(&text) else {
        return Ok(dead_link(caller, DeadLinkKind::Address));
    };
    Ok(match caller.identity().own_account().look_at_address_link(mailbox, &token).await? {
        Some(_) => show(StatusCode::OK, &AddressLink { page: caller.page(), token: text, address: None }),
        None => dead_link(caller, DeadLinkKind::Address),
    })
}

/// The form does not say which mailbox: the token does, since it is found under one purpose only.
pub(crate) async fn confirm_address(caller: Caller, posted: Posted) -> Result<Response, Trouble> {
    let Ok(token) = SecretToken::parse(posted.one("token")?) else {
        return Ok(dead_link(&caller, DeadLinkKind::Address));
    };
    for mailbox in [Mailbox::New, Mailbox::Old] {
        match caller.identity().own_account().confirm_address(mailbox, &token, caller.visit()).await {
            Ok(confirmation) => {
                caller.letters_may_wait();
                let outcome =
                    if confirmation.is_complete { AddressOutcome::Changed } else { AddressOutcome::WaitingForOther };
                return Ok(show(StatusCode::OK, &AddressDone { page: caller.page(), outcome }));
            }
            Err(LinkError::Dead) => {}
            Err(LinkError::Unavailable(unavailable)) => return Err(unavailable.into()),
        }
    }
    Ok(dead_link(&caller, DeadLinkKind::Address))
}

pub(crate) async fn password_form(signed_in: SignedIn) -> Response {
    show(StatusCode::OK, &password_page(&signed_in, None, Vec::new()))
}

fn password_page(
    signed_in: &SignedIn,
    trouble: Option<AccountPasswordTrouble>,
    weaknesses: Vec<Weakness>,
) -> AccountPassword {
    let rules = signed_in.caller.identity().own_account().password_rules(&signed_in.present);
    AccountPassword {
        page: signed_in.page(),
        login: signed_in.present.account().login.to_string(),
        rules: rules_shown(&rules),
        trouble,
        weaknesses,
    }
}

pub(crate) async fn password(signed_in: SignedIn, posted: Posted) -> Result<Response, Trouble> {
    let (current, new) = (posted.one("current_password")?, posted.one("new_password")?);
    let caller = &signed_in.caller;
    let changed = caller
        .identity()
        .own_account()
        .change_password(&signed_in.present, current, new, caller.devices(), caller.visit())
        .await;
    caller.letters_may_wait();
    let (trouble, weaknesses) = match changed {
        Ok(session) => return Ok(holding(go("/account/sessions"), &session)),
        Err(ChangePasswordError::Weak(found)) => (None, weaknesses_shown(&found)),
        Err(ChangePasswordError::TooLong) => (None, vec![Weakness::TooLong]),
        Err(ChangePasswordError::Current(SignInError::NotRight)) => {
            (Some(AccountPasswordTrouble::NotRight), Vec::new())
        }
        Err(ChangePasswordError::Current(SignInError::TooSoon { until })) => {
            (Some(AccountPasswordTrouble::TooSoon { until: moment(until) }), Vec::new())
        }
        Err(ChangePasswordError::Current(SignInError::Barred { until, disclosure })) => {
            let login = signed_in.present.account().login.to_string();
            return Ok(show(StatusCode::FORBIDDEN, &barred(caller, login, until, *disclosure)));
        }
        Err(ChangePasswordError::Current(SignInError::SessionEnded)) => {
            return Err(Trouble::SignInFirst { back: "/account/password".to_owned() });
        }
        Err(ChangePasswordError::Current(SignInError::PasswordTooLong)) => {
            return Err(Trouble::TooLarge);
        }
        Err(
            ChangePasswordError::Current(SignInError::Unavailable(unavailable))
            | ChangePasswordError::Unavailable(unavailable),
        ) => {
            return Err(unavailable.into());
        }
    };
    Ok(show(StatusCode::UNPROCESSABLE_ENTITY, &password_page(&signed_in, trouble, weaknesses)))
}

pub(crate) async fn sessions(signed_in: SignedIn) -> Result<Response, Trouble> {
    Ok(show(StatusCode::OK, &sessions_page(&signed_in).await?))
}

async fn sessions_page(signed_in: &SignedIn) -> Result<AccountSessions, Trouble> {
    let identity = signed_in.caller.identity();
    let mine = signed_in.present.session().id;
    let mut live = identity.sessions().list(&signed_in.present).await?;
    live.sort_by_key(|session| session.id != mine);
    let devices = identity.sessions().devices(&signed_in.present).await?;
    let limits = &identity.rules().sessions;
    let held: Vec<_> = signed_in.caller.devices().iter().map(|token| token.digest(DEVICE_PURPOSE)).collect();
    Ok(AccountSessions {
        page: signed_in.page(),
        login: signed_in.present.account().login.to_string(),
        sessions: live
            .iter()
            .map(|session| SessionRow {
                id: session.id.to_string(),
                label: session.label.as_ref().map(|label| label.as_str().to_owned()),
                browser: browser(session.device.as_ref()),
                network: session.from.address.map(|address| address.to_string()),
                signed_in_at: moment(session.opened_at),
                last_seen_at: moment(session.seen_at),
                current: session.id == mine,
            })
            .collect(),
        devices: devices
            .iter()
            .map(|device| DeviceRow {
                id: device.id.to_string(),
                browser: browser(device.label.as_ref()),
                last_used_at: moment(device.signed_in_at),
                current: held.contains(&device.token),
            })
            .collect(),
        idle: limits.idle.as_seconds(),
        absolute: limits.absolute.as_seconds(),
    })
}

/// "Firefox, Windows", as [`crate::devices::describe`] wrote it.
pub(crate) fn browser(label: Option<&ShortText>) -> Browser {
    let Some(label) = label else {
        return Browser::default();
    };
    match label.as_str().split_once(", ") {
        Some((name, system)) => Browser { name: Some(name.to_owned()), system: Some(system.to_owned()) },
        None => Browser { name: Some(label.as_str().to_owned()), system: None },
    }
}

pub(crate) async fn name_session(
    signed_in: SignedIn,
    Segment(id): Segment,
    posted: Posted,
) -> Result<Response, Trouble> {
    let id = Id::parse(&id).ok_or(Trouble::NotFound)?;
    let Ok(label) = ShortText::parse(posted.one("label")?) else {
        let mut view = sessions_page(&signed_in).await?;
        let title = view.page.t("session-name-wrong");
        view.page.notice = Some(Notice { tone: Tone::Stop, title, text: None });
        return Ok(show(StatusCode::UNPROCESSABLE_ENTITY, &view));
    };
    let caller = &signed_in.caller;
    caller.identity().sessions().name(&signed_in.present, id, label, caller.visit()).await?;
    Ok(go("/account/sessions"))
}

pub(crate) async fn revoke_session(
    signed_in: SignedIn,
    Segment(id): Segment,
    _posted: Posted,
) -> Result<Response, Trouble> {
    let id = Id::parse(&id).ok_or(Trouble::NotFound)?;
    let caller = &signed_in.caller;
    caller.identity().sessions().revoke(&signed_in.present, id, caller.visit()).await?;
    Ok(go("/account/sessions"))
}

pub(crate) async fn revoke_other_sessions(signed_in: SignedIn, _posted: Posted) -> Result<Response, Trouble> {
    let caller = &signed_in.caller;
    caller.identity().sessions().revoke_others(&signed_in.present, caller.visit()).await?;
    Ok(go("/account/sessions"))
}

pub(crate) async fn forget_device(
    signed_in: SignedIn,
    Segment(id): Segment,
    _posted: Posted,
) -> Result<Response, Trouble> {
    let id = Id::parse(&id).ok_or(Trouble::NotFound)?;
    let caller = &signed_in.caller;
    caller.identity().sessions().forget_device(&signed_in.present, id, caller.visit()).await?;
    Ok(go("/account/sessions"))
}
