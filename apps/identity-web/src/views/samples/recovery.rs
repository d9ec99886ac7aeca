//! Pages of who has forgotten something.

use super::super::{
    DeadLink, DeadLinkKind, ForgotLogin, ForgotLoginSent, ForgotPassword, ForgotPasswordSent, PasswordPurpose,
    PasswordSet, SetPassword, Weakness,
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
    ]
}
