//! Another policy on what has happened: the audit log, a page at a time, through the rule itself.

use thiserror::Error;

use super::{
    super::{account::Reader, unavailable::Unavailable},
    Policies,
};
use crate::{
    change::AuditRecord,
    domain::{
        account::Account,
        kernel::{DisplayName, Id, LoginName, Timestamp},
        lockout::{
            Clearing, LockoutPolicy, Verdict,
            simulation::{Happened, Incident, Outcome, Simulation, Truth},
        },
        organization::Organization,
        permission::OwnPermission,
    },
};

/// The longest log that a page waits for, in lines about passwords; the command goes through any.
pub const LINES_ON_A_PAGE: u64 = 200_000;

/// Lockouts of each kind that are told one by one.
const LISTED: usize = 200;

/// Lines that are held at once.
const LINES_AT_ONCE: u32 = 1_000;

/// The words of the log that matter to the guards of a password: see [`happened`].
const REPLAYED: [&str; 11] = [
    "signed-in",
    "proved-again",
    "password-changed",
    "sign-in-failed",
    "locked-out",
    "sign-in-too-late",
    "unlocked",
    "password-reset",
    "password-chosen",
    "break-glass-used",
    "break-glass-password-set",
];

/// What another policy would have done, and to whom.
#[derive(Clone, Debug)]
pub struct SimulationReport {
    /// What it would have done.
    pub outcome: Outcome,
    /// Attempts at names that nobody has: the log does not tell them apart, so they are left out.
    pub strangers: u64,
    /// Who those are that are told one by one.
    pub people: Vec<(Id<Account>, DisplayName, LoginName)>,
}

/// Why nothing was simulated.
#[derive(Debug, Error)]
pub enum SimulateError {
    /// As far as whoever asks goes, there is no such organization.
    #[error("there is no such organization")]
    NotFound,
    /// The log is longer than whoever asks waits for.
    #[error("the log is too long")]
    TooLong,
    /// Nothing could be done just now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl Policies<'_> {
    /// Replays the attempts of an organization's log under another policy, and tells what would have happened from
    /// `from` until before `until`. What was before is replayed as well, since failures of any age may count. Reads at most
    /// `lines`, and holds a page of them and the guards with failures in memory.
    ///
    /// # Errors
    /// The answers of [`SimulateError`].
    pub async fn simulate(
        &self,
        reader: Reader<'_>,
        organization: Id<Organization>,
        policy: LockoutPolicy,
        (from, until): (Timestamp, Timestamp),
        lines: u64,
    ) -> Result<SimulationReport, SimulateError> {
        let store = &self.0.ports.store;
        if !reader.may(OwnPermission::PoliciesManage, organization) {
            return Err(SimulateError::NotFound);
        }
        let mut simulation = Simulation::new(policy, from, LISTED);
        let (mut strangers, mut after, mut read) = (0, 0, 0_u64);
        loop {
            let page = store.audit_lines_after(organization, &REPLAYED, after, LINES_AT_ONCE).await;
            let page = page.map_err(Unavailable::from)?;
            let Some(last) = page.last() else { break };
            after = last.number;
            read += u64::try_from(page.len()).unwrap_or(u64::MAX);
            if read > lines {
                return Err(SimulateError::TooLong);
            }
            for record in page.iter().filter(|record| record.at < until) {
                match (record.subject, happened(record)) {
                    (Some(account), Some(what)) => simulation.replay(&Incident { at: record.at, account, what }),
                    (None, Some(_)) if record.at >= from => strangers += 1,
                    _ => {}
                }
            }
        }
        let outcome = simulation.told(until);
        let people = self.people(&outcome).await?;
        Ok(SimulationReport { outcome, strangers, people })
    }

    /// What those are called who are told one by one.
    async fn people(&self, outcome: &Outcome) -> Result<Vec<(Id<Account>, DisplayName, LoginName)>, Unavailable> {
        let lockouts = outcome.first_lockouts.iter().map(|lockout| lockout.account);
        let mut ids: Vec<_> = lockouts.chain(outcome.first_spared.iter().map(|spared| spared.account)).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut people = Vec::with_capacity(ids.len());
        for id in ids {
            if let Some(account) = self.0.ports.store.account(id).await? {
                people.push((id, account.value.name, account.value.login));
            }
        }
        Ok(people)
    }
}

/// What a line of the log did to the guards of a password.
fn happened(record: &AuditRecord) -> Option<Happened> {
    let device = record.device();
    let attempt = |verdict, truth| Some(Happened::Attempt { device, verdict, truth });
    match record.what.as_str() {
        "signed-in" | "proved-again" | "password-changed" => attempt(Verdict::Right, Truth::Settled),
        "sign-in-failed" => attempt(Verdict::Wrong, Truth::Settled),
        "locked-out" => attempt(Verdict::Wrong, Truth::Barred),
        "sign-in-too-late" => attempt(Verdict::Right, Truth::TooLate),
        "unlocked" => Some(Happened::Cleared(Clearing::Lockout)),
        "password-reset" | "password-chosen" | "break-glass-used" | "break-glass-password-set" => {
            Some(Happened::Cleared(Clearing::Everything))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        change::{Actor, AuditKind, UnlockedBy},
        domain::{kernel::ShortText, session::Source, sign_in::PrivateReason},
    };

    #[test]
    fn the_words_are_those_of_the_log_and_each_means_something() {
        let kinds = [
            AuditKind::SignedIn,
            AuditKind::ProvedAgain,
            AuditKind::PasswordChanged,
            AuditKind::SignInFailed(PrivateReason::WrongPassword),
            AuditKind::LockedOut(PrivateReason::WrongPassword),
            AuditKind::SignInTooLate,
            AuditKind::Unlocked(UnlockedBy::Code),
            AuditKind::PasswordReset,
            AuditKind::PasswordChosen,
            AuditKind::BreakGlassUsed { reinstated: false },
            AuditKind::BreakGlassPasswordSet(ShortText::parse("lost").unwrap()),
        ];
        assert_eq!(kinds.each_ref().map(AuditKind::word), REPLAYED);
        for word in REPLAYED {
            let record = AuditRecord {
                number: 1,
                id: None,
                at: Timestamp::from_seconds(0),
                actor: Actor::Stranger,
                acts_for: None,
                from: Source::local(),
                organization: None,
                subject: None,
                what: word.to_owned(),
                detail: None,
                seal: None,
            };
            assert!(happened(&record).is_some(), "{word}");
        }
    }
}
