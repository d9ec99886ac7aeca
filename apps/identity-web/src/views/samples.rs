//! One sample of every page and of its variants, for the tests and for `examples/gallery.rs`.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::{Browser, Contact, MailboxLetter, Page, PasswordRules, Person, View, Words};

mod console;
mod inside;
mod invitations;
mod outside;
mod people;
mod permissions;
mod policies;
mod readiness;
mod records;
mod recovery;

/// A page and the name of its sample.
pub type Sample = (&'static str, String);

/// Every page in one language, rendered.
#[must_use]
pub fn all(code: &str) -> Vec<Sample> {
    let mut samples = outside::lockout(code);
    samples.extend(outside::unlocking(code));
    samples.extend(recovery::recovery(code));
    samples.extend(recovery::break_glass(code));
    samples.extend(invitations::answering(code));
    samples.extend(readiness::readiness(code));
    samples.extend(outside::refusals(code));
    samples.extend(outside::first_run(code));
    samples.extend(inside::inside(code));
    samples.extend(console::console(code));
    samples.extend(records::records(code));
    samples.extend(policies::policies(code));
    samples.extend(policies::outbox(code));
    samples.extend(inside::mailbox(code));
    samples
}

/// The frame of somebody who is not signed in.
#[must_use]
pub fn page(code: &str) -> Page {
    Page {
        words: Words::new(code),
        zone: Tz::Europe__Rome,
        now: at(24, 8, 14),
        return_path: "/sign-in".into(),
        csrf: "c5rf\"><script>".into(),
        product: "Portineria".into(),
        organization: None,
        person: None,
        may: Vec::new(),
        contact: Some(Contact {
            name: "Sportello accessi".into(),
            organization: None,
            phone: Some("02 5550 0100".into()),
            email: Some("accessi@portineria.example".into()),
            hours: Some("9-18".into()),
        }),
        notice: None,
        alarms: Vec::new(),
        acting: None,
        product_entry: Some("/mailbox"),
        dev_mailbox: false,
    }
}

/// The frame of an administrator who is signed in.
#[must_use]
pub fn signed_in(code: &str) -> Page {
    Page {
        organization: Some("Studio Rossi".into()),
        person: Some(Person { display_name: "Giulia Rossi".into(), login: "studio-rossi".into() }),
        may: vec![
            "identity.audit.read",
            "identity.outbox.manage",
            "identity.accounts.read",
            "identity.accounts.manage",
            "identity.accounts.unlock",
            "identity.invitations.manage",
            "identity.permissions.grant",
            "identity.profiles.manage",
            "identity.organization.manage",
        ],
        ..page(code)
    }
}

/// A mail of the dev mailbox.
#[must_use]
pub fn letter(page: Page) -> MailboxLetter {
    MailboxLetter {
        page,
        id: "7".into(),
        subject: "Il tuo codice di sblocco".into(),
        from: "Studio Rossi <portineria@studio-rossi.example>".into(),
        to: "marco.bianchi@mail.example".into(),
        at: at(24, 8, 14),
        headers: vec![("Message-ID".into(), "<1@studio-rossi.example>".into())],
        text: "Buongiorno Marco,\n\n    4821 0937\n\nhttp://localhost:8080/unlock/link/r7Qm\n".into(),
        has_html: true,
        base_url: "http://localhost:8080".into(),
    }
}

fn rules() -> PasswordRules {
    PasswordRules { min_length: 15, names: vec!["marco".into(), "bianchi".into(), "studio-rossi".into()] }
}

fn contact_person() -> Contact {
    Contact {
        name: "Giulia Rossi".into(),
        organization: Some("Studio Rossi".into()),
        phone: Some("02 5550 0142".into()),
        email: Some("giulia.rossi@studio-rossi.example".into()),
        hours: None,
    }
}

fn firefox() -> Browser {
    Browser { name: Some("Firefox".into()), system: Some("Windows".into()) }
}

fn at(day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
    chrono::NaiveDate::from_ymd_opt(2026, 11, day)
        .and_then(|date| date.and_hms_opt(hour, minute, 0))
        .unwrap_or_default()
        .and_utc()
}

fn shown(name: &'static str, view: &impl View) -> Sample {
    (name, view.render().unwrap_or_default())
}
