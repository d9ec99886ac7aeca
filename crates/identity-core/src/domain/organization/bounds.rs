//! How far an organization may go with its own policy, as whoever runs the server has set it.

use thiserror::Error;

use super::{
    super::{
        kernel::Lifetime,
        lockout::{BarLength, LockoutPolicy, LockoutPolicyError},
    },
    OrganizationPolicy,
};

/// From the least to the most, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach<T> {
    /// The least.
    pub least: T,
    /// The most.
    pub most: T,
}

/// Whether a thing is left to the organizations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    /// As each likes.
    Free,
    /// All of them have it.
    Required,
    /// None of them has it.
    Forbidden,
}

/// The bounds of every organization's policy. What lasts for ever is longer than any span: a window of `None`,
/// and a lockout until somebody unlocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PolicyBounds {
    limit: Reach<u32>,
    window: Reach<Option<Lifetime>>,
    bar: Reach<BarLength>,
    delays: Leave,
    may_show_masked_address: bool,
    may_show_contact: bool,
}

/// Why bounds are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PolicyBoundsError {
    /// The least limit is more than the most.
    #[error("the least limit is more than the most")]
    Limit,
    /// The shortest window is longer than the longest.
    #[error("the shortest window is longer than the longest")]
    Window,
    /// The shortest lockout is longer than the longest.
    #[error("the shortest lockout is longer than the longest")]
    Bar,
    /// No policy could be so.
    #[error(transparent)]
    Policy(#[from] LockoutPolicyError),
}

/// In what a policy is out of its bounds, with the bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutOfBounds {
    /// The limit is too low.
    LimitTooLow(u32),
    /// The limit is too high.
    LimitTooHigh(u32),
    /// Failures are forgotten too soon; `None` when they must never be.
    WindowTooShort(Option<Lifetime>),
    /// Failures count for too long.
    WindowTooLong(Option<Lifetime>),
    /// A lockout is too short.
    BarTooShort(BarLength),
    /// A lockout is too long.
    BarTooLong(BarLength),
    /// There must be growing delays.
    DelaysRequired,
    /// There must be none.
    DelaysForbidden,
    /// The masked address may not be shown.
    MaskedAddress,
    /// The contact person may not be shown.
    Contact,
}

impl PolicyBounds {
    /// Whatever a policy can be at all.
    #[must_use]
    pub const fn standard() -> Self {
        Self {
            limit: Reach { least: 1, most: super::super::lockout::HARD_CAP },
            window: Reach { least: Some(Lifetime::minutes(1)), most: None },
            bar: Reach { least: BarLength::For(Lifetime::minutes(1)), most: BarLength::UntilUnlocked },
            delays: Leave::Free,
            may_show_masked_address: true,
            may_show_contact: true,
        }
    }

    /// With bounds for the lockout.
    ///
    /// # Errors
    /// When a least is more than its most, or no policy could be so.
    pub fn with_lockout(
        self,
        limit: Reach<u32>,
        window: Reach<Option<Lifetime>>,
        bar: Reach<BarLength>,
        delays: Leave,
    ) -> Result<Self, PolicyBoundsError> {
        for corner in [(limit.least, window.least, bar.least), (limit.most, window.most, bar.most)] {
            LockoutPolicy::new(corner.0, corner.1, corner.2, None)?;
        }
        if limit.least > limit.most {
            return Err(PolicyBoundsError::Limit);
        }
        if counts_for(window.least) > counts_for(window.most) {
            return Err(PolicyBoundsError::Window);
        }
        if lasts(bar.least) > lasts(bar.most) {
            return Err(PolicyBoundsError::Bar);
        }
        Ok(Self { limit, window, bar, delays, ..self })
    }

    /// With leave to show the masked address, and the contact person, to whoever types a login name.
    #[must_use]
    pub const fn with_disclosure(self, masked_address: bool, contact: bool) -> Self {
        Self { may_show_masked_address: masked_address, may_show_contact: contact, ..self }
    }

    /// The limits that are accepted.
    #[must_use]
    pub const fn limit(&self) -> Reach<u32> {
        self.limit
    }

    /// The windows that are accepted.
    #[must_use]
    pub const fn window(&self) -> Reach<Option<Lifetime>> {
        self.window
    }

    /// The lengths of a lockout that are accepted.
    #[must_use]
    pub const fn bar(&self) -> Reach<BarLength> {
        self.bar
    }

    /// Whether growing delays are left to the organizations.
    #[must_use]
    pub const fn delays(&self) -> Leave {
        self.delays
    }

    /// Whether the masked address may be shown to whoever types a login name.
    #[must_use]
    pub const fn may_show_masked_address(&self) -> bool {
        self.may_show_masked_address
    }

    /// Whether the contact person may be shown to whoever types a login name.
    #[must_use]
    pub const fn may_show_contact(&self) -> bool {
        self.may_show_contact
    }

    /// Whether an organization may have this policy.
    ///
    /// # Errors
    /// Everything in which it goes too far.
    pub fn admit(&self, policy: &OrganizationPolicy) -> Result<(), Vec<OutOfBounds>> {
        let lockout = &policy.lockout;
        let (window, bar) = (counts_for(lockout.window()), lasts(lockout.bar()));
        let found: Vec<_> = [
            (lockout.limit() < self.limit.least).then_some(OutOfBounds::LimitTooLow(self.limit.least)),
            (lockout.limit() > self.limit.most).then_some(OutOfBounds::LimitTooHigh(self.limit.most)),
            (window < counts_for(self.window.least)).then_some(OutOfBounds::WindowTooShort(self.window.least)),
            (window > counts_for(self.window.most)).then_some(OutOfBounds::WindowTooLong(self.window.most)),
            (bar < lasts(self.bar.least)).then_some(OutOfBounds::BarTooShort(self.bar.least)),
            (bar > lasts(self.bar.most)).then_some(OutOfBounds::BarTooLong(self.bar.most)),
            (self.delays == Leave::Required && lockout.delays().is_none()).then_some(OutOfBounds::DelaysRequired),
            (self.delays == Leave::Forbidden && lockout.delays().is_some()).then_some(OutOfBounds::DelaysForbidden),
            (policy.shows_masked_address && !self.may_show_masked_address).then_some(OutOfBounds::MaskedAddress),
            (policy.shows_contact && !self.may_show_contact).then_some(OutOfBounds::Contact),
        ]
        .into_iter()
        .flatten()
        .collect();
        if found.is_empty() { Ok(()) } else { Err(found) }
    }
}

/// Seconds that a failure counts.
fn counts_for(window: Option<Lifetime>) -> u32 {
    window.map_or(u32::MAX, Lifetime::as_seconds)
}

/// Seconds that a lockout lasts.
const fn lasts(bar: BarLength) -> u32 {
    match bar {
        BarLength::UntilUnlocked => u32::MAX,
        BarLength::For(span) => span.as_seconds(),
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::super::{lockout::Delays, password::SecondStep},
        *,
    };

    const fn minutes(count: u32) -> Lifetime {
        Lifetime::minutes(count)
    }

    fn tight() -> PolicyBounds {
        let limit = Reach { least: 3, most: 10 };
        let window = Reach { least: Some(minutes(15)), most: Some(minutes(60)) };
        let bar = Reach { least: BarLength::For(minutes(5)), most: BarLength::For(minutes(30)) };
        let bounds = PolicyBounds::standard().with_lockout(limit, window, bar, Leave::Free).unwrap();
        bounds.with_disclosure(false, false)
    }

    fn policy(limit: u32, window: Option<u32>, bar: Option<u32>) -> OrganizationPolicy {
        let bar = bar.map_or(BarLength::UntilUnlocked, |seconds| BarLength::For(Lifetime::seconds(seconds)));
        let lockout = LockoutPolicy::new(limit, window.map(Lifetime::seconds), bar, None).unwrap();
        OrganizationPolicy::standard(lockout)
    }

    #[test]
    fn every_bound_holds_on_both_sides() {
        use OutOfBounds::{BarTooLong, BarTooShort, LimitTooHigh, LimitTooLow, WindowTooLong, WindowTooShort};
        let bounds = tight();
        for inside in [policy(3, Some(900), Some(300)), policy(10, Some(3_600), Some(1_800))] {
            assert_eq!(bounds.admit(&inside), Ok(()));
        }
        let cases = [
            (policy(2, Some(900), Some(300)), LimitTooLow(3)),
            (policy(11, Some(900), Some(300)), LimitTooHigh(10)),
            (policy(5, Some(899), Some(300)), WindowTooShort(Some(minutes(15)))),
            (policy(5, Some(3_601), Some(300)), WindowTooLong(Some(minutes(60)))),
            (policy(5, None, Some(300)), WindowTooLong(Some(minutes(60)))),
            (policy(5, Some(900), Some(299)), BarTooShort(BarLength::For(minutes(5)))),
            (policy(5, Some(900), Some(1_801)), BarTooLong(BarLength::For(minutes(30)))),
            (policy(5, Some(900), None), BarTooLong(BarLength::For(minutes(30)))),
        ];
        for (outside, why) in cases {
            assert_eq!(bounds.admit(&outside), Err(vec![why]));
        }
    }

    #[test]
    fn everything_that_goes_too_far_is_named_at_once() {
        let open = OrganizationPolicy { shows_masked_address: true, shows_contact: true, ..policy(50, None, None) };
        assert_eq!(tight().admit(&open).unwrap_err().len(), 5);
        assert_eq!(PolicyBounds::standard().admit(&open), Ok(()));
    }

    #[test]
    fn delays_are_left_asked_for_or_forbidden() {
        let bounds = |delays| {
            let standard = PolicyBounds::standard();
            standard.with_lockout(standard.limit(), standard.window(), standard.bar(), delays).unwrap()
        };
        let without = policy(5, None, None);
        let delayed = LockoutPolicy::new(5, None, BarLength::UntilUnlocked, Some(Delays::standard())).unwrap();
        let with = OrganizationPolicy { lockout: delayed, second_step: SecondStep::Optional, ..without };
        let told = |delays| (bounds(delays).admit(&without), bounds(delays).admit(&with));
        assert_eq!(told(Leave::Free), (Ok(()), Ok(())));
        assert_eq!(told(Leave::Required), (Err(vec![OutOfBounds::DelaysRequired]), Ok(())));
        assert_eq!(told(Leave::Forbidden), (Ok(()), Err(vec![OutOfBounds::DelaysForbidden])));
    }

    #[test]
    fn bounds_that_leave_nothing_are_none() {
        let (standard, wide) = (PolicyBounds::standard(), PolicyBounds::standard());
        let with = |limit, window, bar| standard.with_lockout(limit, window, bar, Leave::Free);
        let backwards = Reach { least: 6, most: 5 };
        assert_eq!(with(backwards, wide.window(), wide.bar()), Err(PolicyBoundsError::Limit));
        let backwards = Reach { least: None, most: Some(minutes(5)) };
        assert_eq!(with(wide.limit(), backwards, wide.bar()), Err(PolicyBoundsError::Window));
        let backwards = Reach { least: BarLength::UntilUnlocked, most: BarLength::For(minutes(5)) };
        assert_eq!(with(wide.limit(), wide.window(), backwards), Err(PolicyBoundsError::Bar));
        let nowhere = Reach { least: 0, most: 101 };
        assert_eq!(with(nowhere, wide.window(), wide.bar()), Err(PolicyBoundsError::Policy(LockoutPolicyError::Limit)));
    }
}
