//! Choosing a password: the rules shown, and what was wrong with the one tried.

use super::frame::{Page, Problem};

/// The rules that a new password is held to, as far as a page can show them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordRules {
    /// The least number of characters.
    pub min_length: u16,
    /// The person's and the organization's own names: none of them may be in it.
    pub names: Vec<String>,
}

/// Why a new password was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// Fewer characters than the rules ask for.
    TooShort,
    /// More than is accepted at all.
    TooLong,
    /// It holds one of the person's own names.
    OwnName,
    /// Many people use it.
    Common,
}

impl Weakness {
    fn key(self) -> &'static str {
        match self {
            Self::TooShort => "password-too-short",
            Self::TooLong => "password-too-long",
            Self::OwnName => "password-own-name",
            Self::Common => "password-common",
        }
    }
}

/// The sentences under the field, one after the other.
pub(super) fn weakness_text(page: &Page, rules: &PasswordRules, found: &[Weakness]) -> Option<String> {
    let said: Vec<String> = found
        .iter()
        .map(|weakness| match weakness {
            Weakness::TooShort => {
                let min = rules.min_length.to_string();
                page.words.t_with(weakness.key(), &[("min", &min)])
            }
            _ => page.t(weakness.key()),
        })
        .collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// The same in the summary at the top.
pub(super) fn weakness_problem(page: &Page, found: &[Weakness]) -> Option<Problem> {
    (!found.is_empty()).then(|| page.problem("new_password", "password-choose-another"))
}
