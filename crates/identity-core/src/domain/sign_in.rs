//! The one choke point: what it takes to be signed in, whatever the way.

use super::{
    account::Account,
    kernel::{Id, Timestamp},
    lockout::Verdict,
};

/// That somebody has shown to be the person behind an account. Every way to a session goes through
/// [`judge`]; a session cannot be opened without one of these.
///
/// ```compile_fail,E0451
/// # use identity_core::domain::{kernel::{Id, Timestamp}, sign_in::Proven};
/// let anybody = Proven { account: Id::new(Timestamp::from_seconds(0), [0; 10]) };
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Proven {
    account: Id<Account>,
}

impl Proven {
    /// Who.
    #[must_use]
    pub const fn account(&self) -> Id<Account> {
        self.account
    }
}

/// Why a sign-in failed. For the audit log; the person is told only that name or password are not right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrivateReason {
    /// No account has this login name.
    UnknownName,
    /// The account has no password yet.
    NoPassword,
    /// The password is another.
    WrongPassword,
    /// The password was right, but the account is suspended or has ended.
    Suspended,
}

/// Judges a password that was evaluated at `now`. The right password of an account that is suspended or has
/// ended counts as wrong: the answer and the count must not tell the two apart.
///
/// # Errors
/// The reason, for the audit log.
pub fn judge(account: Option<&Account>, verdict: Verdict, now: Timestamp) -> Result<Proven, PrivateReason> {
    let account = account.ok_or(PrivateReason::UnknownName)?;
    if account.password.is_none() {
        return Err(PrivateReason::NoPassword);
    }
    match verdict {
        Verdict::Wrong => Err(PrivateReason::WrongPassword),
        Verdict::Right if !account.is_active_at(now) => Err(PrivateReason::Suspended),
        Verdict::Right => Ok(Proven { account: account.id }),
    }
}
