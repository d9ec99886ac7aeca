//! What would have been sent, while no relay is set up. Not there at all otherwise.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use std::sync::Arc;

use identity_mail_lettre::{DevMailbox, KeptMail};

use crate::{
    request::{Caller, Segment, moment, show},
    trouble::Trouble,
    views::{LetterRow, Mailbox, MailboxLetter},
};

/// The mail's own page: its inline styles are allowed, and nothing else is.
const MAIL_SECURITY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups allow-top-navigation-by-user-activation; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

fn mailbox(caller: &Caller) -> Result<&DevMailbox, Trouble> {
    caller.app.dev_mailbox.as_deref().ok_or(Trouble::NotFound)
}

fn mail(caller: &Caller, id: &str) -> Result<Arc<KeptMail>, Trouble> {
    let id = id.parse().map_err(|_| Trouble::NotFound)?;
    mailbox(caller)?.get(id).ok_or(Trouble::NotFound)
}

pub(crate) async fn list(caller: Caller) -> Result<Response, Trouble> {
    let row = |kept: &Arc<KeptMail>| LetterRow {
        id: kept.id.to_string(),
        at: moment(kept.asked_at),
        to: kept.mail.to.as_str().to_owned(),
        subject: kept.mail.subject.clone(),
    };
    let letters = mailbox(&caller)?.list().iter().map(row).collect();
    Ok(show(StatusCode::OK, &Mailbox { page: caller.page(), letters }))
}

pub(crate) async fn letter(caller: Caller, Segment(id): Segment) -> Result<Response, Trouble> {
    let kept = mail(&caller, &id)?;
    let view = MailboxLetter {
        page: caller.page(),
        id,
        subject: kept.mail.subject.clone(),
        from: kept.mail.from_name.clone(),
        to: kept.mail.to.as_str().to_owned(),
        at: moment(kept.asked_at),
        headers: Vec::new(),
        text: kept.mail.text.clone(),
        has_html: true,
        base_url: caller.app.base_url.as_str().to_owned(),
    };
    Ok(show(StatusCode::OK, &view))
}

pub(crate) async fn html(caller: Caller, Segment(id): Segment) -> Result<Response, Trouble> {
    let kept = mail(&caller, &id)?;
    let security = [(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(MAIL_SECURITY))];
    Ok((security, Html(kept.mail.html.clone())).into_response())
}
