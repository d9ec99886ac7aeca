//! Real SMTP: what arrives, and that nothing else does; X02 and C03 of the list of attacks.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use identity_core::domain::kernel::{DisplayName, Language};
use identity_core::ports::{Courier, Delivery};
use identity_mail_lettre::{SmtpCredentials, SmtpSettings};
use test_support::smtp::{Fault, Mail, Sink};

use crate::hostile_names::NAMES;
use crate::relay::{courier, deliver, settings};
use crate::samples::{BASE, code, contents, letter, renderer, token, unlock};

/// The names of the headers of a message, in order.
fn header_names(mail: &Mail) -> Vec<String> {
    let message = String::from_utf8(mail.message()).unwrap();
    let head = message.split("\r\n\r\n").next().unwrap();
    let own = head.lines().filter(|line| !line.starts_with([' ', '\t']));
    own.map(|line| line.split(':').next().unwrap().to_owned()).collect()
}

const HEADERS: [&str; 9] = [
    "Date",
    "From",
    "To",
    "Subject",
    "Message-ID",
    "Auto-Submitted",
    "Content-Language",
    "MIME-Version",
    "Content-Type",
];

#[tokio::test]
async fn a_mail_arrives_whole_over_starttls() {
    let sink = Sink::start().await.unwrap();
    assert_eq!(deliver(&courier(settings(&sink))).await, Delivery::Sent);
    let mails = sink.mails();
    let [mail] = mails.as_slice() else { panic!("{} mails", mails.len()) };
    assert!(mail.encrypted());
    assert_eq!(
        (mail.sender(), mail.recipients()),
        ("portineria@studio-rossi.example", &["marco@posta.example".to_owned()][..])
    );
    assert_eq!(header_names(mail), HEADERS);
    assert_eq!(mail.to(), ["marco@posta.example"]);
    assert_eq!(mail.subject(), "Il tuo codice di sblocco per Studio Rossi");
    assert_eq!(mail.header("From"), "\"Studio Rossi\" <portineria@studio-rossi.example>");
    assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
    assert_eq!(mail.header("Content-Language"), "it");
    assert!(mail.header("Message-ID").ends_with("@accessi.studio-rossi.example>"), "{}", mail.header("Message-ID"));
    assert!(mail.header("Content-Type").starts_with("multipart/alternative;"));
    let raw = String::from_utf8(mail.raw().to_vec()).unwrap();
    assert!(raw.is_ascii() && raw.lines().all(|line| line.len() <= 78), "{raw}");
    assert_eq!(raw.matches("Content-Transfer-Encoding: quoted-printable").count(), 2);

    let link = format!("{BASE}/unlock/link/{}", token().reveal().as_str());
    let code = code().reveal().to_string();
    assert!(
        mail.text().lines().any(|line| line == link) && mail.text().contains(&format!("    {code}")),
        "{}",
        mail.text()
    );
    assert!(mail.html().contains(&format!("href=\"{link}\"")) && mail.html().contains(&format!(">{code}</td>")));
}

#[tokio::test]
async fn every_letter_arrives_as_it_was_rendered_and_on_one_connection() {
    let sink = Sink::start().await.unwrap();
    let courier = courier(settings(&sink));
    for (name, content) in contents() {
        assert_eq!(courier.deliver(&letter(Language::ITALIAN, content)).await, Delivery::Sent, "{name}");
    }
    let mails = sink.wait_for_count(contents().len()).await.unwrap();
    for ((name, content), mail) in contents().into_iter().zip(&mails) {
        let rendered = renderer().render(&letter(Language::ITALIAN, content)).unwrap();
        assert_eq!(mail.text().replace("\r\n", "\n").trim_end(), rendered.text.trim_end(), "{name}");
        assert_eq!(mail.html().replace("\r\n", "\n").trim_end(), rendered.html.trim_end(), "{name}");
    }
    let ids: BTreeSet<String> = mails.iter().map(|mail| mail.header("Message-ID")).collect();
    assert_eq!(ids.len(), mails.len());
    assert_eq!(sink.connections(), 1);
}

#[tokio::test]
async fn x02_no_name_breaks_out_of_its_header() {
    let sink = Sink::start().await.unwrap();
    let courier = courier(settings(&sink));
    let breaking = [
        "Rossi\r\nBcc: eve@evil.example",
        "Rossi\nBcc: eve@evil.example",
        "Rossi\rBcc: eve@evil.example",
        "Rossi\r\n.\r\nMAIL FROM:<x@y.example>",
        "Rossi\u{0}\u{b}\u{85}\u{2028}Bcc: x",
        "=?utf-8?q?=0D=0ABcc:_eve@evil.example?=",
        "=?utf-8?b?DQpCY2M6IGV2ZUBldmlsLmV4YW1wbGU=?=",
        "Rossi\" <eve@evil.example>, \"",
        "Rossi <eve@evil.example>",
        "Rossi, eve@evil.example",
        "\\\" \\",
        ".\r\n.",
        "..",
        "è".repeat(80).leak(),
        "città\r\n\r\n<html>",
        "a b ".repeat(20).leak(),
    ];
    for name in breaking.into_iter().chain(NAMES) {
        sink.forget();
        let mut hostile = letter(Language::ITALIAN, unlock());
        hostile.reader = Some(DisplayName::as_stored(name.to_owned()));
        hostile.organization = Some(DisplayName::as_stored(name.to_owned()));
        assert_eq!(courier.deliver(&hostile).await, Delivery::Sent, "{name:?}");
        let mails = sink.mails();
        let [mail] = mails.as_slice() else { panic!("{name:?}: {} mails", mails.len()) };
        let commands = sink.commands();
        let count =
            |verb: &str| commands.iter().filter(|command| command.line.to_uppercase().starts_with(verb)).count();
        assert_eq!((count("MAIL"), count("RCPT"), count("DATA")), (1, 1, 1), "{name:?}: {commands:?}");
        assert_eq!(mail.recipients(), ["marco@posta.example"], "{name:?}");
        assert_eq!(header_names(mail), HEADERS, "{name:?}");
        assert_eq!(mail.to(), ["marco@posta.example"], "{name:?}");
        assert_eq!(mail.from(), "portineria@studio-rossi.example", "{name:?}: {}", mail.header("From"));
        assert!(mail.text().contains(code().reveal().as_str()), "{name:?}");
    }
}

/// Where a test's log goes.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn c03_no_log_holds_a_secret_or_an_address_at_any_level() {
    let log = Log::default();
    let to_log = log.clone();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || to_log.clone()).finish();
    let _guard = tracing::subscriber::set_default(subscriber);

    let sink = Sink::start().await.unwrap();
    let password = SmtpCredentials { username: "canary-user".into(), password: "canary-password".into() };
    let courier = courier(SmtpSettings { credentials: Some(password), ..settings(&sink) });
    assert_eq!(deliver(&courier).await, Delivery::Sent);
    sink.misbehave_once(Fault::unknown_recipient());
    assert!(matches!(deliver(&courier).await, Delivery::Refused(_)));
    sink.misbehave(Fault::NoStartTls);
    assert!(matches!(deliver(&courier).await, Delivery::Later(_)));

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("no mail can be sent"), "{log}");
    let (code, token) = (code().reveal().to_string(), token().reveal().to_string());
    for secret in [code.as_str(), &code.replace(' ', ""), &token, "canary", "marco", "posta.example", "Y2FuYXJ5"] {
        assert!(!log.contains(secret), "{secret}: {log}");
    }
}
