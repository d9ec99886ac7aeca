//! What was looked at, and how bad it is.

use crate::words::{Sentence, say};

/// A finding.
pub(in crate::commands) struct Finding {
    pub(in crate::commands) check: Check,
    pub(in crate::commands) grade: Grade,
    pub(in crate::commands) what: Sentence,
    pub(in crate::commands) remedy: Option<Sentence>,
}

/// What was looked at.
#[derive(Clone, Copy)]
pub(in crate::commands) enum Check {
    Configuration,
    HouseKey,
    Store,
    Schema,
    BaseUrl,
    Mail,
    Clock,
    Links,
    Disk,
    TestMail,
    BreakGlass,
    Administrator,
    Policies,
    Mark,
    Lockouts,
    Letters,
    Log,
    Backups,
}

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::commands) enum Grade {
    Fine,
    Unwise,
    Broken,
}

pub(in crate::commands) const fn fine(check: Check, what: Sentence) -> Finding {
    Finding { check, grade: Grade::Fine, what, remedy: None }
}

pub(in crate::commands) const fn finding(check: Check, grade: Grade, what: Sentence, remedy: Sentence) -> Finding {
    Finding { check, grade, what, remedy: Some(remedy) }
}

impl Grade {
    pub(in crate::commands) const fn word(self) -> &'static str {
        match self {
            Self::Fine => "ok",
            Self::Unwise => "warning",
            Self::Broken => "failure",
        }
    }

    pub(in crate::commands) fn said(self) -> Sentence {
        match self {
            Self::Fine => say!("grade-fine"),
            Self::Unwise => say!("grade-unwise"),
            Self::Broken => say!("grade-broken"),
        }
    }
}

impl Check {
    pub(in crate::commands) const fn word(self) -> &'static str {
        match self {
            Self::Configuration => "configuration",
            Self::HouseKey => "house-key",
            Self::Store => "store",
            Self::Schema => "schema",
            Self::BaseUrl => "base-url",
            Self::Mail => "mail",
            Self::Clock => "clock",
            Self::Links => "links",
            Self::Disk => "disk",
            Self::TestMail => "test-mail",
            Self::BreakGlass => "break-glass",
            Self::Administrator => "administrator",
            Self::Policies => "policies",
            Self::Mark => "mark",
            Self::Lockouts => "lockouts",
            Self::Letters => "letters",
            Self::Log => "log",
            Self::Backups => "backups",
        }
    }

    pub(in crate::commands) fn said(self) -> Sentence {
        match self {
            Self::Configuration => say!("check-configuration"),
            Self::HouseKey => say!("check-house-key"),
            Self::Store => say!("check-store"),
            Self::Schema => say!("check-schema"),
            Self::BaseUrl => say!("check-base-url"),
            Self::Mail => say!("check-mail"),
            Self::Clock => say!("check-clock"),
            Self::Links => say!("check-links"),
            Self::Disk => say!("check-disk"),
            Self::TestMail => say!("check-test-mail"),
            Self::BreakGlass => say!("check-break-glass"),
            Self::Administrator => say!("check-administrator"),
            Self::Policies => say!("check-policies"),
            Self::Mark => say!("check-mark"),
            Self::Lockouts => say!("check-lockouts"),
            Self::Letters => say!("check-letters"),
            Self::Log => say!("check-log"),
            Self::Backups => say!("check-backups"),
        }
    }
}
