//! What the operator wrote about lockouts, as the domain's policies.

use std::time::Duration;

use identity_core::domain::{
    kernel::Lifetime,
    lockout::{BarLength, Delays, LockoutPolicy, LockoutPolicyError},
    organization::{Leave, PolicyBounds, PolicyBoundsError, Reach},
};

use crate::settings::{Bar, DelaysLeave, LockoutSettings, PolicyBoundsSettings};

pub(super) fn lockout_policy(lockout: &LockoutSettings) -> Result<LockoutPolicy, LockoutPolicyError> {
    let delays = lockout.delays.then_some(Delays::standard());
    LockoutPolicy::new(lockout.limit, lockout.window.map(lifetime), bar_length(lockout.bar), delays)
}

pub(super) fn policy_bounds(bounds: &PolicyBoundsSettings) -> Result<PolicyBounds, PolicyBoundsError> {
    let limit = Reach { least: bounds.limit_least, most: bounds.limit_most };
    let window = Reach { least: bounds.window_least.map(lifetime), most: bounds.window_most.map(lifetime) };
    let bar = Reach { least: bar_length(bounds.bar_least), most: bar_length(bounds.bar_most) };
    let delays = match bounds.delays {
        DelaysLeave::Free => Leave::Free,
        DelaysLeave::Required => Leave::Required,
        DelaysLeave::Forbidden => Leave::Forbidden,
    };
    let within = PolicyBounds::standard().with_lockout(limit, window, bar, delays)?;
    Ok(within.with_disclosure(bounds.masked_address, bounds.contact))
}

fn bar_length(bar: Bar) -> BarLength {
    match bar {
        Bar::UntilUnlocked => BarLength::UntilUnlocked,
        Bar::For(span) => BarLength::For(lifetime(span)),
    }
}

/// The settings bound every span far below the longest lifetime.
pub(super) fn lifetime(span: Duration) -> Lifetime {
    Lifetime::seconds(u32::try_from(span.as_secs()).unwrap_or(u32::MAX))
}
