//! What tells two policies apart.

use std::fmt;

use super::{
    super::{
        kernel::Lifetime,
        lockout::{BarLength, Delays},
        password::SecondStep,
    },
    OrganizationPolicy,
};

/// One thing that tells two policies apart: as it was, and as it is to be. Its text is made of stable words, for
/// the audit log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyDifference {
    /// The limit.
    Limit(u32, u32),
    /// The window; for ever when `None`.
    Window(Option<Lifetime>, Option<Lifetime>),
    /// How long a lockout lasts.
    Bar(BarLength, BarLength),
    /// The growing delays.
    Delays(Option<Delays>, Option<Delays>),
    /// Whether the masked address is shown.
    MaskedAddress(bool, bool),
    /// Whether the contact person is shown.
    Contact(bool, bool),
    /// Whether a second step is asked of everyone.
    SecondStep(SecondStep, SecondStep),
}

impl OrganizationPolicy {
    /// What is different in `next`, in a fixed order.
    #[must_use]
    pub fn differences(&self, next: &Self) -> Vec<PolicyDifference> {
        let (old, new) = (&self.lockout, &next.lockout);
        [
            (old.limit() != new.limit()).then(|| PolicyDifference::Limit(old.limit(), new.limit())),
            (old.window() != new.window()).then(|| PolicyDifference::Window(old.window(), new.window())),
            (old.bar() != new.bar()).then(|| PolicyDifference::Bar(old.bar(), new.bar())),
            (old.delays() != new.delays()).then(|| PolicyDifference::Delays(old.delays(), new.delays())),
            (self.shows_masked_address != next.shows_masked_address)
                .then_some(PolicyDifference::MaskedAddress(self.shows_masked_address, next.shows_masked_address)),
            (self.shows_contact != next.shows_contact)
                .then_some(PolicyDifference::Contact(self.shows_contact, next.shows_contact)),
            (self.second_step != next.second_step)
                .then_some(PolicyDifference::SecondStep(self.second_step, next.second_step)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl fmt::Display for PolicyDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let window = |span: &Option<Lifetime>| span.map_or_else(|| "none".to_owned(), seconds);
        let bar = |bar: &BarLength| match bar {
            BarLength::UntilUnlocked => "until-unlocked".to_owned(),
            BarLength::For(span) => seconds(*span),
        };
        let delays = |delays: &Option<Delays>| {
            delays.map_or_else(|| "none".to_owned(), |d| format!("{}..{}", seconds(d.first), seconds(d.ceiling)))
        };
        let yes = |is_so: &bool| if *is_so { "yes" } else { "no" };
        let step = |step: &SecondStep| match step {
            SecondStep::Optional => "optional",
            SecondStep::Required => "required",
        };
        match self {
            Self::Limit(old, new) => write!(f, "limit={old}>{new}"),
            Self::Window(old, new) => write!(f, "window={}>{}", window(old), window(new)),
            Self::Bar(old, new) => write!(f, "bar={}>{}", bar(old), bar(new)),
            Self::Delays(old, new) => write!(f, "delays={}>{}", delays(old), delays(new)),
            Self::MaskedAddress(old, new) => write!(f, "shows-masked-address={}>{}", yes(old), yes(new)),
            Self::Contact(old, new) => write!(f, "shows-contact={}>{}", yes(old), yes(new)),
            Self::SecondStep(old, new) => write!(f, "second-step={}>{}", step(old), step(new)),
        }
    }
}

fn seconds(span: Lifetime) -> String {
    format!("{}s", span.as_seconds())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lockout::LockoutPolicy;

    #[test]
    fn a_difference_names_what_was_and_what_is_to_be() {
        let old = OrganizationPolicy::standard(LockoutPolicy::standard());
        let bar = BarLength::For(Lifetime::minutes(15));
        let lockout = LockoutPolicy::new(3, Some(Lifetime::minutes(1)), bar, Some(Delays::standard())).unwrap();
        let second_step = SecondStep::Required;
        let new = OrganizationPolicy { lockout, shows_masked_address: true, shows_contact: true, second_step };
        let words: Vec<_> = old.differences(&new).iter().map(ToString::to_string).collect();
        assert_eq!(
            words.join(" "),
            "limit=5>3 window=none>60s bar=until-unlocked>900s delays=none>2s..900s shows-masked-address=no>yes \
             shows-contact=no>yes second-step=optional>required"
        );
        assert_eq!(old.differences(&old), []);
    }
}
