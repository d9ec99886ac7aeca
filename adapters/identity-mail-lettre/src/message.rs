//! A mail as the MIME message that travels.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};

use lettre::message::header::{ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};
use thiserror::Error;

use crate::renderer::RenderedMail;

/// Writes messages of one sender.
#[derive(Debug)]
pub(crate) struct Typesetter {
    from: Address,
    id_host: String,
    run: [u64; 2],
    count: AtomicU64,
}

/// The mail cannot be a message.
#[derive(Debug, Error)]
#[error("the mail cannot be made a message")]
pub(crate) struct NotAMessage;

impl Typesetter {
    /// For mails from `from`, with message ids of `host`.
    pub(crate) fn new(from: Address, host: &str) -> Self {
        let id_host = match host.parse() {
            Ok(IpAddr::V4(address)) => format!("[{address}]"),
            Ok(IpAddr::V6(address)) => format!("[IPv6:{address}]"),
            Err(_) => host.to_owned(),
        };
        // Tells apart the runs and nodes of one installation; nobody has to be unable to guess it.
        let run = [(); 2].map(|()| RandomState::new().build_hasher().finish());
        Self { from, id_host, run, count: AtomicU64::new(0) }
    }

    /// One `To`, both parts in quoted-printable, so that no server on the way has a reason to touch long lines.
    pub(crate) fn message(&self, mail: &RenderedMail) -> Result<Message, NotAMessage> {
        let to: Address = mail.to.as_str().parse().map_err(|_| NotAMessage)?;
        let name = (!mail.from_name.is_empty()).then(|| mail.from_name.clone());
        let part = |kind: ContentType, body: &str| {
            SinglePart::builder().header(kind).header(ContentTransferEncoding::QuotedPrintable).body(body.to_owned())
        };
        let parts = MultiPart::alternative()
            .singlepart(part(ContentType::TEXT_PLAIN, &mail.text))
            .singlepart(part(ContentType::TEXT_HTML, &mail.html));
        Message::builder()
            .date_now()
            .from(Mailbox::new(name, self.from.clone()))
            .to(Mailbox::new(None, to))
            .subject(mail.subject.as_str())
            .message_id(Some(self.next_id()))
            .header(AutoSubmitted)
            .header(ContentLanguage(mail.language.clone()))
            .multipart(parts)
            .map_err(|_| NotAMessage)
    }

    fn next_id(&self) -> String {
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        let [a, b] = self.run;
        format!("<{count:x}.{a:016x}{b:016x}@{}>", self.id_host)
    }
}

/// Written by a program: no holiday notes in answer, please (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The language of both parts.
#[derive(Clone)]
struct ContentLanguage(String);

impl Header for ContentLanguage {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Language")
    }

    fn parse(tag: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(tag.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}
