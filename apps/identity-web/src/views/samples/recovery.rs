//! Pages of who has forgotten something.

use super::super::{
    BreakGlass, BreakGlassDone, DeadLink, DeadLinkKind, ForgotLogin, ForgotLoginSent, ForgotPassword,
    ForgotPasswordSent, PasswordPurpose, PasswordSet, SetPassword, Weakness,
};
use super::{Sample, at, page, rules, shown};

pub(super) fn recovery(code: &str) -> Vec<Sample> {
    let login = || "marco/studio-rossi".to_owned();
    let forgot = |missing| ForgotPassword { page: page(code), login: String::new(), valid_minutes: 30, missing };
    let sent = |masked_address| ForgotPasswordSent {
        page: page(code),
        login: login(),
        valid_until: at(24, 8, 44),
        masked_address,
        sender: Some("portineria@studio-rossi.example".into()),
    };
    let forgot_login = |not_an_address| ForgotLogin { page: page(code), email: "marco".into(), not_an_address };
    let choosing = |purpose, login, weaknesses| SetPassword {
        page: page(code),
        purpose,
        token: "r7Qm".into(),
        login,
        rules: rules(),
        weaknesses,
    };
    let chosen = |purpose| PasswordSet { page: page(code), purpose };
    let dead = |kind| DeadLink { page: page(code), kind };
    let weak = vec![Weakness::TooShort, Weakness::OwnName, Weakness::Common, Weakness::TooLong];
    vec![
        shown("forgot-password", &forgot(false)),
        shown("forgot-password-missing", &forgot(true)),
        shown("forgot-password-sent", &sent(None)),
        shown("forgot-password-sent-shown", &sent(Some("m•••@mail.example".into()))),
        shown("forgot-login", &forgot_login(false)),
        shown("forgot-login-wrong", &forgot_login(true)),
        shown(
            "forgot-login-sent",
            &ForgotLoginSent { page: page(code), email: "marco@mail.example".into(), sender: None },
        ),
        shown("reset", &choosing(PasswordPurpose::Reset, None, Vec::new())),
        shown("reset-weak", &choosing(PasswordPurpose::Reset, Some(login()), weak)),
        shown("welcome", &choosing(PasswordPurpose::Welcome, Some(login()), Vec::new())),
        shown("reset-done", &chosen(PasswordPurpose::Reset)),
        shown("welcome-done", &chosen(PasswordPurpose::Welcome)),
        shown("dead-link-unlock", &dead(DeadLinkKind::Unlock)),
        shown("dead-link-reset", &dead(DeadLinkKind::Reset)),
        shown("dead-link-welcome", &dead(DeadLinkKind::Welcome)),
        shown("dead-link-address", &dead(DeadLinkKind::Address)),
        shown("dead-link-set-up", &dead(DeadLinkKind::SetUp)),
        shown("dead-link-break-glass", &dead(DeadLinkKind::BreakGlass)),
    ]
}

pub(super) fn break_glass(code: &str) -> Vec<Sample> {
    let choosing = BreakGlass {
        page: page(code),
        token: "r7Qm".into(),
        login: "studio-rossi".into(),
        suspended: false,
        rules: rules(),
        weaknesses: Vec::new(),
        contact_address: String::new(),
        not_an_address: false,
    };
    let wrong = BreakGlass {
        suspended: true,
        weaknesses: vec![Weakness::TooShort],
        contact_address: "giulia\"><script>".into(),
        not_an_address: true,
        ..choosing.clone()
    };
    let done = |reinstated, asked_address: Option<&str>| BreakGlassDone {
        page: page(code),
        login: "studio-rossi".into(),
        reinstated,
        asked_address: asked_address.map(Into::into),
    };
    vec![
        shown("break-glass", &choosing),
        shown("break-glass-wrong", &wrong),
        shown("break-glass-done", &done(false, None)),
        shown("break-glass-done-all", &done(true, Some("giulia@new.example"))),
    ]
}
