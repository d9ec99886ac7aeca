//! What another policy would have done: attempts that were made are counted once more, by the same [`reserve`] and
//! [`settle`], and the lockouts that come of it are held against those that there were.
//!
//! An attempt that was refused was never made, so nobody knows how it would have gone: a policy with a higher limit
//! is told too mild. Whoever gave the right password while the simulation has them locked out is taken to have
//! asked for the unlock mail first, which ends that lockout.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::{
        account::Account,
        device::KnownDevice,
        kernel::{Id, NameKey, Timestamp},
        session::Source,
    },
    Clearing, GuardKey, GuardKind, LockoutPolicy, Refusal, Reservation, Settlement, SignInGuard, Verdict, reserve,
    settle,
};

/// Something in the log that matters to the guards of a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Incident {
    /// When.
    pub at: Timestamp,
    /// Whose guards.
    pub account: Id<Account>,
    /// What.
    pub what: Happened,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// A password was evaluated.
    Attempt {
        /// The known device whose own guard counted it; the shared one when `None`.
        device: Option<Id<KnownDevice>>,
        /// How it went.
        verdict: Verdict,
        /// What became of it in truth.
        truth: Truth,
    },
    /// The guards were cleared.
    Cleared(Clearing),
}

/// What became of an attempt in truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// What its verdict says.
    Settled,
    /// It began a lockout.
    Barred,
    /// It was right, and refused: a lockout had landed meanwhile.
    TooLate,
}

/// How a lockout ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Somebody unlocked.
    Unlocked,
    /// A new password was set.
    Reset,
    /// Its time was over.
    RanOut,
    /// The person came with the right password, and would have had to unlock first.
    CameBack,
}

/// A lockout that there would have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SimulatedLockout {
    /// Who would have been locked out.
    pub account: Id<Account>,
    /// Only on this known device, when there is one.
    pub device: Option<Id<KnownDevice>>,
    /// Since when.
    pub since: Timestamp,
    /// Until when, and why; `None` while it goes on at the end of the log.
    pub ended: Option<(Timestamp, End)>,
    /// Wrong passwords that would have been refused while it lasted.
    pub refused: u32,
    /// True when a lockout of the same guard began in truth while it lasted.
    pub happened: bool,
}

/// A lockout that there was, and would not have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SparedLockout {
    /// Who was locked out.
    pub account: Id<Account>,
    /// Only on this known device, when there is one.
    pub device: Option<Id<KnownDevice>>,
    /// Since when.
    pub since: Timestamp,
}

/// What another policy would have done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Attempts that were evaluated in truth.
    pub attempts: u64,
    /// Wrong passwords that a lockout would have kept from being evaluated.
    pub refused: u64,
    /// Right passwords that a lockout would have kept out until the person had unlocked.
    pub kept_out: u64,
    /// Attempts that would have come before a growing delay was over.
    pub too_soon: u64,
    /// Lockouts that there would have been.
    pub lockouts: u64,
    /// Lockouts that there were.
    pub happened: u64,
    /// Lockouts that there were, and would not have been.
    pub spared: u64,
    /// How many people would have been locked out.
    pub people: u64,
    /// The first of the lockouts that there would have been, in the order in which they began.
    pub first_lockouts: Vec<SimulatedLockout>,
    /// The first of those that would not have been, in the order in which they began.
    pub first_spared: Vec<SparedLockout>,
}

/// A policy, on its way through a log. Holds a guard for each account with failures, and no more of the log.
#[derive(Debug)]
pub struct Simulation {
    policy: LockoutPolicy,
    from: Timestamp,
    listed: usize,
    guards: BTreeMap<Id<Account>, BTreeMap<Option<Id<KnownDevice>>, Replayed>>,
    people: BTreeSet<Id<Account>>,
    outcome: Outcome,
}

/// A guard as the other policy would have it.
#[derive(Debug)]
struct Replayed {
    guard: SignInGuard,
    lockout: Option<SimulatedLockout>,
}

impl Simulation {
    /// A simulation of `policy` that tells about what happened from `from` on, with at most `listed` lockouts of
    /// each kind one by one. What happened before is replayed as well, since it still counts.
    #[must_use]
    pub fn new(policy: LockoutPolicy, from: Timestamp, listed: usize) -> Self {
        Self { policy, from, listed, guards: BTreeMap::new(), people: BTreeSet::new(), outcome: Outcome::default() }
    }

    /// Replays what happened next.
    pub fn replay(&mut self, incident: &Incident) {
        let Incident { at, account, what } = *incident;
        match what {
            Happened::Attempt { device, verdict, truth } => {
                let known = self.guards.entry(account).or_default().remove(&device);
                let mut replayed = known.unwrap_or_else(Replayed::untouched);
                self.attempt(&mut replayed, (account, device), verdict, truth, at);
                if !replayed.is_untouched() {
                    self.guards.entry(account).or_default().insert(device, replayed);
                }
            }
            Happened::Cleared(clearing) => {
                let end = if clearing == Clearing::Everything { End::Reset } else { End::Unlocked };
                for (device, mut replayed) in self.guards.remove(&account).unwrap_or_default() {
                    self.run_out(&mut replayed, at);
                    self.end(&mut replayed, Some((at, end)));
                    replayed.guard = replayed.guard.cleared(clearing);
                    if !replayed.is_untouched() {
                        self.guards.entry(account).or_default().insert(device, replayed);
                    }
                }
            }
        }
        if self.guards.get(&account).is_some_and(BTreeMap::is_empty) {
            self.guards.remove(&account);
        }
    }

    /// What came of it, once the log has been replayed up to `until`.
    #[must_use]
    pub fn told(mut self, until: Timestamp) -> Outcome {
        for (_, guards) in std::mem::take(&mut self.guards) {
            for (_, mut replayed) in guards {
                self.run_out(&mut replayed, until);
                self.end(&mut replayed, None);
            }
        }
        let mut outcome = self.outcome;
        outcome.people = u64::try_from(self.people.len()).unwrap_or(u64::MAX);
        outcome.first_lockouts.sort_by_key(|lockout| (lockout.since, lockout.account, lockout.device));
        outcome
    }

    fn attempt(
        &mut self,
        replayed: &mut Replayed,
        (account, device): (Id<Account>, Option<Id<KnownDevice>>),
        verdict: Verdict,
        truth: Truth,
        at: Timestamp,
    ) {
        let counts = u64::from(at >= self.from);
        self.run_out(replayed, at);
        self.outcome.attempts += counts;
        match reserve(&replayed.guard, &self.policy, at) {
            Reservation::Granted { guard, attempt } => {
                replayed.guard = match settle(&guard, &self.policy, &attempt, verdict, &Source::local(), at) {
                    Settlement::Opens { guard } | Settlement::Fails { guard, .. } => guard,
                    Settlement::LocksNow { guard, .. } => {
                        self.begin(replayed, account, device, at);
                        guard
                    }
                    Settlement::TooLate { .. } => guard,
                };
            }
            Reservation::Bars { guard, since, .. } => {
                replayed.guard = guard;
                self.begin(replayed, account, device, since);
                self.outcome.refused += counts;
            }
            Reservation::Refused(refusal) => {
                let delayed = matches!(refusal, Refusal::TooSoon { .. });
                match (delayed, verdict, truth) {
                    (true, ..) => self.outcome.too_soon += counts,
                    (false, Verdict::Wrong, _) => {
                        self.outcome.refused += counts;
                        if let Some(lockout) = &mut replayed.lockout {
                            lockout.refused += 1;
                        }
                    }
                    (false, Verdict::Right, Truth::TooLate) => {}
                    (false, Verdict::Right, _) => self.outcome.kept_out += counts,
                }
                if verdict == Verdict::Right && truth != Truth::TooLate {
                    // The person waits, or unlocks, and comes in all the same.
                    self.end(replayed, Some((at, End::CameBack)));
                    replayed.guard = replayed.guard.cleared(Clearing::Everything);
                }
            }
        }
        if truth == Truth::Barred {
            self.outcome.happened += counts;
            match &mut replayed.lockout {
                Some(lockout) => lockout.happened = true,
                None if counts > 0 => {
                    self.outcome.spared += 1;
                    if self.outcome.first_spared.len() < self.listed {
                        self.outcome.first_spared.push(SparedLockout { account, device, since: at });
                    }
                }
                None => {}
            }
        }
    }

    fn begin(
        &mut self,
        replayed: &mut Replayed,
        account: Id<Account>,
        device: Option<Id<KnownDevice>>,
        since: Timestamp,
    ) {
        replayed.lockout = Some(SimulatedLockout { account, device, since, ended: None, refused: 0, happened: false });
        if since >= self.from {
            self.outcome.lockouts += 1;
            self.people.insert(account);
        }
    }

    /// Ends a lockout whose time was over by `now`.
    fn run_out(&mut self, replayed: &mut Replayed, now: Timestamp) {
        let until = replayed.guard.bar.and_then(|bar| bar.until).filter(|until| *until <= now);
        if let Some(until) = until {
            self.end(replayed, Some((until, End::RanOut)));
        }
    }

    fn end(&mut self, replayed: &mut Replayed, ended: Option<(Timestamp, End)>) {
        let Some(lockout) = replayed.lockout.take().filter(|lockout| lockout.since >= self.from) else {
            return;
        };
        let first = &mut self.outcome.first_lockouts;
        first.push(SimulatedLockout { ended, ..lockout });
        if first.len() > self.listed {
            // The one that began last makes room; lockouts end in another order than they begin.
            let last = first.iter().enumerate().max_by_key(|(_, lockout)| lockout.since).map(|(place, _)| place);
            if let Some(place) = last {
                first.swap_remove(place);
            }
        }
    }
}

impl Replayed {
    /// Every guard is one of its own here, so that none needs the key of a name.
    const fn untouched() -> Self {
        let key = GuardKey::shared(NameKey::as_stored([0; 32]), GuardKind::Password);
        Self { guard: SignInGuard::untouched(key), lockout: None }
    }

    const fn is_untouched(&self) -> bool {
        self.lockout.is_none() && self.guard.in_a_row == 0 && self.guard.bar.is_none()
    }
}

#[cfg(test)]
mod tests;
