//! Pages of who is not in: signing in, locked out, refused, setting up.

use super::super::{
    Accessibility, Barred, CodeTrouble, FailedAttempts, FirstRun, Page, Privacy, SetUp, SetUpDone, SetUpFields,
    SetUpTrouble, SignIn, SignInTrouble, SignedOut, Status, StatusPage, UnlockAsk, UnlockLink, UnlockMail, Unlocked,
    Weakness,
};
use super::{Sample, at, contact_person, page, rules, shown, signed_in};

pub(super) fn lockout(code: &str) -> Vec<Sample> {
    let login = || "marco/studio-rossi".to_owned();
    let sign_in = |trouble| SignIn { page: page(code), login: login(), next: "/home".into(), trouble };
    let barred = Barred {
        page: page(code),
        login: login(),
        valid_minutes: 30,
        masked_address: None,
        organization_contact: None,
        ends_at: None,
    };
    vec![
        shown("sign-in", &sign_in(None)),
        shown("sign-in-wrong", &sign_in(Some(SignInTrouble::NotRight))),
        shown("sign-in-too-soon", &sign_in(Some(SignInTrouble::TooSoon { until: at(24, 8, 15) }))),
        shown("sign-in-must", &sign_in(Some(SignInTrouble::MustSignIn))),
        shown("barred", &barred),
        shown(
            "barred-shown",
            &Barred {
                masked_address: Some("m•••.b•••@mail.example".into()),
                organization_contact: Some(contact_person()),
                ends_at: Some(at(24, 9, 0)),
                ..barred.clone()
            },
        ),
    ]
}

pub(super) fn unlocking(code: &str) -> Vec<Sample> {
    let login = || "marco/studio-rossi".to_owned();
    let mail = UnlockMail {
        page: page(code),
        login: login(),
        code: String::new(),
        valid_until: at(24, 8, 44),
        masked_address: None,
        sender: Some("portineria@studio-rossi.example".into()),
        organization_contact: None,
        trouble: None,
    };
    let ask = |missing| UnlockAsk { page: page(code), login: String::new(), valid_minutes: 30, missing };
    let link = |login| UnlockLink { page: page(code), token: "r7Qm".into(), login };
    let unlocked = |attempts| Unlocked { page: page(code), login: login(), ended_at: at(24, 8, 16), attempts };
    let attempts = |count| Some(FailedAttempts { count, last: at(24, 8, 11), network: Some("203.0.113.24".into()) });
    vec![
        shown("unlock-ask", &ask(false)),
        shown("unlock-ask-missing", &ask(true)),
        shown("unlock-mail", &mail),
        shown(
            "unlock-mail-shown",
            &UnlockMail {
                masked_address: Some("m•••.b•••@mail.example".into()),
                organization_contact: Some(contact_person()),
                ..mail.clone()
            },
        ),
        shown(
            "unlock-mail-wrong",
            &UnlockMail { code: "4821 0973".into(), trouble: Some(CodeTrouble::NotRight { left: 3 }), ..mail.clone() },
        ),
        shown("unlock-mail-last", &UnlockMail { trouble: Some(CodeTrouble::NotRight { left: 1 }), ..mail.clone() }),
        shown(
            "unlock-mail-too-many",
            &UnlockMail { trouble: Some(CodeTrouble::TooMany { until: Some(at(25, 8, 14)) }), ..mail },
        ),
        shown("unlock-link", &link(None)),
        shown("unlock-link-for", &link(Some(login()))),
        shown("unlocked", &unlocked(None)),
        shown("unlocked-attempt", &unlocked(attempts(1))),
        shown("unlocked-attempts", &unlocked(attempts(5))),
    ]
}

pub(super) fn refusals(code: &str) -> Vec<Sample> {
    let no = |status| StatusPage { page: page(code), status };
    let back = || "/sign-in".to_owned();
    vec![
        shown("not-found", &no(Status::NotFound)),
        shown("forbidden", &StatusPage { page: signed_in(code), status: Status::Forbidden }),
        shown("stale-form", &no(Status::StaleForm { back: back() })),
        shown("throttled", &no(Status::Throttled { until: at(24, 8, 15), back: back() })),
        shown("busy", &no(Status::Busy { retry_seconds: 2, back: "//evil.example".into() })),
        shown("unreadable", &no(Status::Unreadable)),
        shown("too-large", &no(Status::TooLarge)),
        shown("fault", &no(Status::Fault { reference: "7F3A-0C92".into() })),
        shown("privacy", &Privacy { page: page(code) }),
        shown("accessibility", &Accessibility { page: page(code) }),
        shown("signed-out", &SignedOut { page: page(code) }),
    ]
}

pub(super) fn first_run(code: &str) -> Vec<Sample> {
    let new_house = || Page { dev_mailbox: true, return_path: "/set-up/a?b=c".into(), ..page(code) };
    let set_up = |form, trouble, weaknesses| SetUp {
        page: new_house(),
        token: "s3t".into(),
        form,
        rules: rules(),
        trouble,
        weaknesses,
    };
    let wrong =
        vec![SetUpTrouble::Organization, SetUpTrouble::Handle, SetUpTrouble::DisplayName, SetUpTrouble::ContactAddress];
    let filled = SetUpFields {
        organization: "Studio \"Rossi\" & Figli".into(),
        handle: "Studio Rossi".into(),
        display_name: "Giulia".into(),
        contact_address: "giulia".into(),
        language: "it".into(),
    };
    vec![
        shown("first-run", &FirstRun { page: new_house() }),
        shown("set-up", &set_up(SetUpFields::default(), Vec::new(), Vec::new())),
        shown("set-up-wrong", &set_up(filled, wrong, vec![Weakness::Common])),
        shown("set-up-done", &SetUpDone { page: new_house(), login: "studio-rossi".into() }),
    ]
}
