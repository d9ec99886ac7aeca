//! A made-up product beside the pages: a mailbox, with three things that its owner may let others do, or not.

use axum::{http::StatusCode, response::Response, routing::get};
use identity_core::domain::{
    kernel::{DisplayName, EmailAddress, Language},
    permission::{Category, Labels, Permission, PermissionName},
};
use identity_settings::HostPermissions;

use crate::{
    host::{self, Permitted, Product, Refused, Sent, guarded},
    views::demo::{Inbox, OwnersData, Write},
};

/// Reading what has come.
pub(super) const READ: &str = "mail.read";
/// Sending in the owner's name.
pub(super) const SEND: &str = "mail.send";
/// What concerns the owner alone.
const OWNER: &str = "mail.owner";

/// The product.
///
/// # Errors
/// When a made-up name does not parse.
pub fn product() -> anyhow::Result<Product> {
    let labels = |english: &str, italian: &str| {
        anyhow::Ok(Labels::new(&DisplayName::parse(english)?).with(Language::ITALIAN, &DisplayName::parse(italian)?))
    };
    let permission = |name, english, italian, owner_only| {
        anyhow::Ok(Permission {
            name: PermissionName::parse(name)?,
            category: "mail".to_owned(),
            labels: labels(english, italian)?,
            owner_only,
        })
    };
    let permissions = HostPermissions {
        categories: vec![Category { name: "mail".to_owned(), labels: labels("Mailbox", "Casella")? }],
        permissions: vec![
            permission(READ, "Read the messages", "Leggere i messaggi", false)?,
            permission(SEND, "Send messages", "Inviare messaggi", false)?,
            permission(OWNER, "See the owner’s personal data", "Vedere i dati personali del titolare", true)?,
        ],
    };
    let routes = vec![
        guarded("/mailbox", READ, get(inbox)),
        guarded("/mailbox/write", SEND, get(write).post(send)),
        guarded("/mailbox/owner", OWNER, get(owner)),
    ];
    Ok(Product { permissions, routes, entry: "/mailbox" })
}

async fn inbox(visitor: Permitted) -> Response {
    let (may_send, owns) = (visitor.may(SEND), visitor.may(OWNER));
    host::page(StatusCode::OK, &Inbox { page: visitor.page(), may_send, owns })
}

async fn write(visitor: Permitted) -> Response {
    let page = Write { page: visitor.page(), to: String::new(), text: String::new(), wrong: false, sent: false };
    host::page(StatusCode::OK, &page)
}

async fn send(visitor: Permitted, form: Sent) -> Result<Response, Refused> {
    let shown = |text: &str| text.chars().take(2_000).collect::<String>();
    let (to, text) = (shown(form.one("to")?.trim()), shown(form.one("text")?));
    let wrong = EmailAddress::parse(&to).is_err();
    let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(host::page(status, &Write { page: visitor.page(), to, text, wrong, sent: !wrong }))
}

async fn owner(visitor: Permitted) -> Response {
    let account = visitor.empowered().present().account();
    let (name, login) = (account.name.as_str().to_owned(), account.login.to_string());
    host::page(StatusCode::OK, &OwnersData { page: visitor.page(), name, login })
}
