//! What was looked at, and how bad it is.

use crate::words::{Sentence, say};

/// A finding.
pub(super) struct Finding {
    pub(super) check: Check,
    pub(super) grade: Grade,
    pub(super) what: Sentence,
    pub(super) remedy: Option<Sentence>,
}

/// What was looked at.
#[derive(Clone, Copy)]
pub(super) enum Check {
    Configuration,
    HouseKey,
    Store,
    Schema,
    BaseUrl,
    Mail,
    Clock,
    Mark,
    Lockouts,
    Letters,
    Disk,
    Log,
    Backups,
}

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Grade {
    Fine,
    Unwise,
    Broken,
}

pub(super) const fn fine(check: Check, what: Sentence) -> Finding {
    Finding { check, grade: Grade::Fine, what, remedy: None }
}

pub(super) const fn finding(check: Check, grade: Grade, what: Sentence, remedy: Sentence) -> Finding {
    Finding { check, grade, what, remedy: Some(remedy) }
}

impl Grade {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Fine => "ok",
            Self::Unwise => "warning",
            Self::Broken => "failure",
        }
    }

    pub(super) fn said(self) -> Sentence {
        match self {
            Self::Fine => say!("grade-fine"),
            Self::Unwise => say!("grade-unwise"),
            Self::Broken => say!("grade-broken"),
        }
    }
}

impl Check {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Configuration => "configuration",
            Self::HouseKey => "house-key",
            Self::Store => "store",
            Self::Schema => "schema",
            Self::BaseUrl => "base-url",
            Self::Mail => "mail",
            Self::Clock => "clock",
            Self::Mark => "mark",
            Self::Lockouts => "lockouts",
            Self::Letters => "letters",
            Self::Disk => "disk",
            Self::Log => "log",
            Self::Backups => "backups",
        }
    }

    pub(super) fn said(self) -> Sentence {
        match self {
            Self::Configuration => say!("check-configuration"),
            Self::HouseKey => say!("check-house-key"),
            Self::Store => say!("check-store"),
            Self::Schema => say!("check-schema"),
            Self::BaseUrl => say!("check-base-url"),
            Self::Mail => say!("check-mail"),
            Self::Clock => say!("check-clock"),
            Self::Mark => say!("check-mark"),
            Self::Lockouts => say!("check-lockouts"),
            Self::Letters => say!("check-letters"),
            Self::Disk => say!("check-disk"),
            Self::Log => say!("check-log"),
            Self::Backups => say!("check-backups"),
        }
    }
}
