//! Pages of who is signed in, and the dev mailbox.

use super::super::{
    AccountAddress, AccountLanguage, AccountPassword, AccountPasswordTrouble, AccountSessions, AddressDone,
    AddressLink, AddressOnFile, AddressOutcome, AddressTrouble, Browser, DeviceRow, Home, LastSignIn, LetterRow,
    Mailbox, Notice, Page, PendingAddress, SessionRow, StepUp, StepUpTrouble, Tone, Weakness,
};
use super::{Sample, at, firefox, letter, page, rules, shown, signed_in};

pub(super) fn inside(code: &str) -> Vec<Sample> {
    let last = |network| LastSignIn { at: at(23, 17, 2), network, browser: firefox() };
    let home = |last_sign_in, has_address| Home { page: signed_in(code), last_sign_in, has_address, session_count: 3 };
    let evening =
        Home { page: Page { now: at(24, 20, 0), may: Vec::new(), ..signed_in(code) }, ..home(Some(last(None)), true) };
    let afternoon =
        Home { page: Page { now: at(24, 13, 0), ..signed_in(code) }, session_count: 1, ..home(None, false) };
    let step_up = |trouble| StepUp {
        page: signed_in(code),
        login: "studio-rossi".into(),
        next: "/account/password".into(),
        trouble,
    };
    let mut samples = vec![
        shown("home", &home(Some(last(Some("198.51.100.7".into()))), true)),
        shown("home-first", &afternoon),
        shown("home-member", &evening),
        shown("step-up", &step_up(None)),
        shown("step-up-wrong", &step_up(Some(StepUpTrouble::NotRight))),
        shown("step-up-too-soon", &step_up(Some(StepUpTrouble::TooSoon { until: at(25, 8, 15) }))),
        shown(
            "account-language",
            &AccountLanguage {
                page: Page {
                    notice: Some(Notice {
                        tone: Tone::Plain,
                        title: "Salvato".into(),
                        text: Some("Da ora ti scriviamo in italiano.".into()),
                    }),
                    ..signed_in(code)
                },
                current: "it".into(),
            },
        ),
    ];
    samples.extend(addresses(code));
    samples.extend(passwords(code));
    samples.push(shown("account-sessions", &sessions(code)));
    samples.push(shown(
        "account-sessions-one",
        &AccountSessions {
            sessions: sessions(code).sessions.into_iter().take(1).collect(),
            devices: Vec::new(),
            idle: 14 * 86_400,
            absolute: 90 * 86_400,
            ..sessions(code)
        },
    ));
    samples
}

fn addresses(code: &str) -> Vec<Sample> {
    let address = |address, pending, trouble| AccountAddress {
        page: signed_in(code),
        address,
        pending,
        new_address: "giulia@new.example".into(),
        trouble,
    };
    let on_file = |confirmed| Some(AddressOnFile { address: "giulia.rossi@studio-rossi.example".into(), confirmed });
    let pending = |old_confirmed, new_confirmed| {
        Some(PendingAddress {
            address: "giulia@new.example".into(),
            old_confirmed,
            new_confirmed,
            until: at(24, 20, 0),
        })
    };
    let link = |address| AddressLink { page: page(code), token: "r7Qm".into(), address };
    let done = |outcome| AddressDone { page: page(code), outcome };
    vec![
        shown("account-address", &address(on_file(true), None, None)),
        shown("account-address-none", &address(None, pending(None, false), Some(AddressTrouble::NotAnAddress))),
        shown("account-address-pending", &address(on_file(true), pending(Some(true), false), None)),
        shown(
            "account-address-other",
            &address(on_file(false), pending(Some(false), true), Some(AddressTrouble::Same)),
        ),
        shown("address-link", &link(None)),
        shown("address-link-for", &link(Some("giulia@new.example".into()))),
        shown("address-waiting", &done(AddressOutcome::WaitingForOther)),
        shown("address-changed", &done(AddressOutcome::Changed)),
    ]
}

fn passwords(code: &str) -> Vec<Sample> {
    let password = |trouble, weaknesses| AccountPassword {
        page: signed_in(code),
        login: "studio-rossi".into(),
        rules: rules(),
        trouble,
        weaknesses,
    };
    let too_soon = AccountPasswordTrouble::TooSoon { until: at(24, 8, 15) };
    vec![
        shown("account-password", &password(None, Vec::new())),
        shown("account-password-wrong", &password(Some(AccountPasswordTrouble::NotRight), vec![Weakness::TooShort])),
        shown("account-password-too-soon", &password(Some(too_soon), Vec::new())),
    ]
}

fn sessions(code: &str) -> AccountSessions {
    let session = |id: &str, label: Option<&str>, browser, current| SessionRow {
        id: id.into(),
        label: label.map(Into::into),
        browser,
        network: Some("203.0.113.24".into()),
        signed_in_at: at(3, 7, 40),
        last_seen_at: at(24, 8, 2),
        current,
    };
    let device =
        |id: &str, browser, current| DeviceRow { id: id.into(), browser, last_used_at: at(20, 7, 40), current };
    let phone = Browser { name: Some("Safari".into()), system: None };
    AccountSessions {
        page: signed_in(code),
        login: "studio-rossi".into(),
        sessions: vec![
            session("1", None, firefox(), true),
            session("2", Some("Il telefono di Giulia"), phone.clone(), false),
            session("3", Some("<script>alert(\"x\")</script>"), Browser::default(), false),
        ],
        devices: vec![device("1", firefox(), true), device("2", phone, false)],
        idle: 1_800,
        absolute: 12 * 3_600,
    }
}

pub(super) fn mailbox(code: &str) -> Vec<Sample> {
    let open = || Page { dev_mailbox: true, ..page(code) };
    let list = |letters| Mailbox { page: open(), letters };
    let row = LetterRow {
        id: "7".into(),
        at: at(24, 8, 14),
        to: "marco.bianchi@mail.example".into(),
        subject: "Il tuo codice di sblocco".into(),
    };
    vec![
        shown("mailbox", &list(vec![row.clone(), row])),
        shown("mailbox-empty", &list(Vec::new())),
        shown("mailbox-letter", &letter(open())),
    ]
}
