//! One letter of each kind, and the settings that they are rendered with.

use std::net::{IpAddr, Ipv4Addr};

use chrono_tz::Tz;
use identity_core::{
    domain::{
        kernel::{
            DisplayName, EmailAddress, Language, LoginName, PhoneNumber, SecretBytes, SecretToken, ShortText,
            Timestamp, UnlockCode,
        },
        organization::ContactPerson,
        recovery::BreakGlassStep,
        session::Source,
    },
    ports::{LetterContent, PermissionOffered, ReadyLetter},
};
use identity_mail_lettre::{MailSettings, OperatorContact, Renderer, Sender};

pub(crate) const BASE: &str = "https://accessi.studio-rossi.example";

/// 24 November 2026, 9:14 in Rome.
const ASKED: i64 = 1_795_508_040;

pub(crate) fn settings() -> MailSettings {
    MailSettings {
        base_url: BASE.into(),
        from: Sender { name: None, address: "portineria@studio-rossi.example".into() },
        product_name: "Portineria".into(),
        time_zone: Tz::Europe__Rome,
        operator: OperatorContact {
            name: Some("Sportello Accessi".into()),
            phone: Some("06 5550 0100".into()),
            email: None,
            hours: Some("9-18".into()),
        },
    }
}

pub(crate) fn renderer() -> Renderer {
    Renderer::new(settings()).unwrap()
}

pub(crate) fn in_minutes(minutes: i64) -> Timestamp {
    Timestamp::from_seconds(ASKED + 60 * minutes)
}

pub(crate) fn token() -> SecretToken {
    SecretToken::new(&SecretBytes::drawn([0xa7; 32]))
}

pub(crate) fn code() -> UnlockCode {
    UnlockCode::new(&SecretBytes::drawn([9; 32]))
}

pub(crate) fn login(text: &str) -> LoginName {
    LoginName::read(text).unwrap()
}

pub(crate) fn unlock() -> LetterContent {
    LetterContent::Unlock {
        login: login("marco/studio-rossi"),
        link: token(),
        code: code(),
        expires_at: in_minutes(30),
    }
}

pub(crate) fn letter(language: Language, content: LetterContent) -> ReadyLetter {
    ReadyLetter {
        to: EmailAddress::parse("marco@posta.example").unwrap(),
        language,
        reader: Some(DisplayName::parse("Marco Bianchi").unwrap()),
        organization: Some(DisplayName::parse("Studio Rossi").unwrap()),
        contact: Some(ContactPerson {
            name: DisplayName::parse("Giulia Rossi").unwrap(),
            phone: Some(PhoneNumber::parse("02 5550 0142").unwrap()),
            email: Some(EmailAddress::parse("giulia@studio-rossi.example").unwrap()),
            hours: Some(ShortText::parse("9-13, 14-18").unwrap()),
        }),
        asked_at: in_minutes(0),
        content,
    }
}

/// Every kind, and every form that a kind can take; the first words of the names are the kinds'.
pub(crate) fn contents() -> Vec<(&'static str, LetterContent)> {
    let mut all = lockout();
    all.extend(password());
    all.extend(address());
    all.extend(at_the_server());
    all.extend(invitations());
    all
}

fn marco() -> LoginName {
    login("marco/studio-rossi")
}

fn info() -> LoginName {
    login("info@pec.example")
}

fn lockout() -> Vec<(&'static str, LetterContent)> {
    let barred = |until| LetterContent::Barred { login: marco(), since: in_minutes(-1), until };
    vec![("barred", barred(None)), ("barred for a time", barred(Some(in_minutes(59)))), ("unlock", unlock())]
}

fn password() -> Vec<(&'static str, LetterContent)> {
    let reset = |login, instead_of_unlock| LetterContent::Reset {
        login,
        link: token(),
        expires_at: in_minutes(60),
        instead_of_unlock,
    };
    let changed = |from| LetterContent::PasswordChanged { login: marco(), at: in_minutes(-2), from };
    let network = Source::network(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7)));
    let welcome = LetterContent::Welcome { login: marco(), link: token(), expires_at: in_minutes(7 * 24 * 60) };
    vec![
        ("reset", reset(marco(), false)),
        ("reset instead of unlock", reset(info(), true)),
        ("welcome", welcome),
        ("password-changed", changed(network)),
        ("password-changed at the server", changed(Source::local())),
    ]
}

fn address() -> Vec<(&'static str, LetterContent)> {
    let name = |text| DisplayName::parse(text).unwrap();
    let names = vec![(marco(), name("Studio Rossi")), (info(), name("Fratelli Verdi S.p.A."))];
    let masked = || "m•••@nuova-posta.example".to_owned();
    let expires_at = in_minutes(24 * 60);
    let agree = LetterContent::AgreeFromOldAddress { login: marco(), new: masked(), link: token(), expires_at };
    let changed = |new| LetterContent::AddressChanged { login: marco(), new, at: in_minutes(-2) };
    vec![
        ("login-names", LetterContent::LoginNames { names }),
        ("login-names of nobody", LetterContent::LoginNames { names: Vec::new() }),
        ("confirm-address", LetterContent::ConfirmNewAddress { login: marco(), link: token(), expires_at }),
        ("agree-address", agree),
        ("address-changed", changed(Some(masked()))),
        ("address-changed to none", changed(None)),
    ]
}

fn at_the_server() -> Vec<(&'static str, LetterContent)> {
    let text = |text: &str| ShortText::parse(text).ok();
    let told = |step, why, is_own| LetterContent::BreakGlass {
        login: if is_own { marco() } else { login("studio-rossi") },
        step,
        at: in_minutes(-2),
        by: if step == BreakGlassStep::Used { None } else { text("anna as root") },
        why,
        is_own,
    };
    let why = || text("Lost the mailbox, called from the number on file");
    vec![
        ("break-glass", told(BreakGlassStep::Opened, why(), false)),
        ("break-glass of their own", told(BreakGlassStep::Opened, why(), true)),
        ("break-glass used", told(BreakGlassStep::Used, None, false)),
        ("break-glass used of their own", told(BreakGlassStep::Used, None, true)),
        ("break-glass at the server", told(BreakGlassStep::PasswordSet, why(), false)),
        ("break-glass at the server of their own", told(BreakGlassStep::PasswordSet, why(), true)),
        ("drill", LetterContent::Drill { login: marco() }),
    ]
}

fn invitations() -> Vec<(&'static str, LetterContent)> {
    let name = |text| DisplayName::parse(text).unwrap();
    let offered = |label: &str, until| PermissionOffered { label: label.into(), until };
    let permissions = || {
        vec![
            (
                "Posta".to_owned(),
                vec![offered("Leggere i messaggi", None), offered("Inviare", Some(in_minutes(90 * 24 * 60)))],
            ),
            ("Archivio".to_owned(), vec![offered("Consultare i documenti", None)]),
        ]
    };
    let invitation = |inviter, permissions, ends_at| LetterContent::Invitation {
        login: marco(),
        inviter,
        permissions,
        ends_at,
        link: token(),
        expires_at: in_minutes(7 * 24 * 60),
    };
    let declined = |by_itself| LetterContent::InvitationDeclined {
        login: marco(),
        name: name("Marco Bianchi"),
        at: in_minutes(-2),
        by_itself,
    };
    let accepted =
        LetterContent::InvitationAccepted { login: marco(), name: name("Marco Bianchi"), at: in_minutes(-2) };
    vec![
        ("invitation", invitation(Some(name("Giulia Rossi")), permissions(), Some(in_minutes(120 * 24 * 60)))),
        ("invitation of the house", invitation(None, Vec::new(), None)),
        ("invitation-accepted", accepted),
        ("invitation-declined", declined(false)),
        ("invitation-declined by itself", declined(true)),
        ("activated", LetterContent::Activated { login: marco() }),
    ]
}
