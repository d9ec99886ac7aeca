//! What a change writes, by capability. Exhaustive on purpose: a new write does not compile until every
//! store handles it.

use super::{LetterKind, Tally, Version};
use crate::domain::{
    account::Account,
    device::KnownDevice,
    installation::Epoch,
    invitation::Invitation,
    kernel::{Digest, Id, NameKey, ShortText, Timestamp},
    lockout::{Clearing, GuardKey, GuardKind, SignInGuard},
    organization::Organization,
    outbox::LetterState,
    permission::Profile,
    seal::{Pruning, Seal},
    session::Session,
    token::{Token, TokenPurpose},
};

use super::Letter;

/// One write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// On organizations.
    Organization(OrganizationWrite),
    /// On authorization profiles.
    Profile(ProfileWrite),
    /// On accounts.
    Account(AccountWrite),
    /// On invitations.
    Invitation(InvitationWrite),
    /// On guards.
    Guard(GuardWrite),
    /// On tokens.
    Token(TokenWrite),
    /// On sessions.
    Session(SessionWrite),
    /// On known devices.
    Device(DeviceWrite),
    /// On the outbox.
    Outbox(OutboxWrite),
    /// On the installation as a whole.
    Installation(InstallationWrite),
    /// On the chain of the audit log.
    Audit(AuditWrite),
}

/// A write on organizations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrganizationWrite {
    /// The very first one. `Overtaken` when there is any: set-up happens once.
    Found(Organization),
    /// Another one. `Overtaken` when the handle is taken.
    Open(Organization),
    /// In place of the one that was read.
    Replace {
        /// The organization as it is to be.
        organization: Organization,
        /// The version that was read.
        seen: Version,
    },
}

/// A write on accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountWrite {
    /// A new one. `Overtaken` when the login name is taken.
    Register {
        /// The account.
        account: Account,
        /// The key of its login name; unique.
        key: NameKey,
    },
    /// In place of the one that was read. The login name stays.
    Replace {
        /// The account as it is to be.
        account: Account,
        /// The version that was read.
        seen: Version,
    },
    /// Removes the one that was read, and all that hangs on it: sessions, tokens, known devices, letters on their
    /// way. Its lines in the audit log stay, and what it gave to others counts for nothing any more.
    Remove {
        /// Which.
        id: Id<Account>,
        /// The version that was read.
        seen: Version,
    },
    /// Marks a sign-in; leaves the version alone.
    SignedIn {
        /// Who.
        id: Id<Account>,
        /// When.
        at: Timestamp,
    },
}

/// A write on invitations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InvitationWrite {
    /// A new one. `Overtaken` when one for the same login name is pending, or the organization has
    /// [`crate::domain::invitation::MAX_OPEN_INVITATIONS`] pending already.
    Offer(Invitation),
    /// In place of the one that was read; only its link and its state change.
    Replace {
        /// The invitation as it is to be.
        invitation: Invitation,
        /// The version that was read.
        seen: Version,
    },
}

/// A write on authorization profiles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileWrite {
    /// A new one. `Overtaken` when the organization has one of that name ([`Profile::name_key`]), or
    /// [`crate::domain::permission::MAX_PROFILES`] already.
    Define(Profile),
    /// In place of the one that was read. `Overtaken` also when another one has the name. Its organization stays.
    Replace {
        /// The profile as it is to be.
        profile: Profile,
        /// The version that was read.
        seen: Version,
    },
    /// Removes it: grants of it give nothing any more.
    Remove {
        /// Which.
        id: Id<Profile>,
        /// The version that was read.
        seen: Version,
    },
}

/// A write on guards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GuardWrite {
    /// In place of the one that was read; [`Version::NONE`] when there was none.
    Put {
        /// The guard as it is to be.
        guard: SignInGuard,
        /// The version that was read.
        seen: Version,
        /// Whether an account has this name. Guards of names that nobody has are kept within a bound.
        known: bool,
    },
    /// Marks that an attempt was refused, where the guard exists. Grows nothing and leaves the version
    /// alone; it makes a refusal cost the store what an attempt costs.
    Refused {
        /// Which guard.
        key: GuardKey,
        /// When.
        at: Timestamp,
    },
    /// Clears all guards of a name and kind, those of devices included; see [`SignInGuard::cleared`].
    ClearAll {
        /// The name.
        name: NameKey,
        /// The kind of secret.
        kind: GuardKind,
        /// What goes.
        clearing: Clearing,
    },
}

/// A write on tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenWrite {
    /// A new one, in place of an older one of the same account and purpose.
    Mint(Token),
    /// Uses it up. `Overtaken` when it is not there any more.
    Spend(Id<Token>),
    /// Kills what an account has of one purpose.
    Kill(Id<Account>, TokenPurpose),
    /// Kills all that an account has.
    KillAll(Id<Account>),
}

/// A write on sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionWrite {
    /// A new one.
    Open(Session),
    /// In place of the one whose token has this digest: the rotation of a token. `Overtaken` when it is
    /// not there any more.
    Rotate {
        /// The session as it is to be.
        session: Session,
        /// The digest of the token until now.
        token: Digest,
    },
    /// Ends one. `Overtaken` when the account has no such session.
    Close(Id<Account>, Id<Session>),
    /// Ends all of an account, but this one.
    CloseAll(Id<Account>, Option<Id<Session>>),
    /// Names one. `Overtaken` when the account has no such session.
    Name(Id<Account>, Id<Session>, ShortText),
}

/// A write on known devices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeviceWrite {
    /// A device signed in: in place of the one with this id, if there is one. Beyond
    /// [`crate::domain::device::DEVICES_PER_ACCOUNT`] the one longest unused makes room.
    Remember(KnownDevice),
    /// Forgets one. `Overtaken` when the account has no such device.
    Forget(Id<Account>, Id<KnownDevice>),
    /// Forgets all of an account.
    ForgetAll(Id<Account>),
}

/// How many letters of a kind may go to one mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailCap {
    /// Of which kind.
    pub kind: LetterKind,
    /// Since when they count.
    pub since: Timestamp,
    /// How many.
    pub limit: u32,
}

/// A write on the outbox. New letters are not here but in the change itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutboxWrite {
    /// Writes the mailbox that a claimed letter goes to on it, for the cap.
    Address {
        /// Which letter.
        id: Id<Letter>,
        /// The claim. `Overtaken` when somebody else holds it now.
        claim: Digest,
        /// The keyed digest of the mailbox.
        mailbox: Digest,
        /// How many may go there. `Overtaken` when that many went or are going already, counted exactly
        /// however many letters are addressed at once.
        cap: Option<MailCap>,
    },
    /// Says how a claimed letter fared.
    Settle {
        /// Which letter.
        id: Id<Letter>,
        /// The claim. `Overtaken` when somebody else holds it now.
        claim: Digest,
        /// Its state from now on.
        state: LetterState,
        /// When it came to this, or when it is tried next.
        at: Timestamp,
        /// Why it did not go, in the words of the other side.
        remark: Option<ShortText>,
    },
    /// Takes a claimed letter out: it was for nobody. `Overtaken` when somebody else holds it now.
    Drop {
        /// Which letter.
        id: Id<Letter>,
        /// The claim.
        claim: Digest,
    },
    /// Queues a refused or given-up letter again. `Overtaken` when it is neither.
    Retry {
        /// Which letter.
        id: Id<Letter>,
        /// What it says.
        kind: LetterKind,
        /// From when on.
        at: Timestamp,
        /// The new deadline.
        deadline: Timestamp,
    },
}

/// A write on the installation as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InstallationWrite {
    /// Begins an epoch, since the store came back from a backup. `Overtaken` when the epoch is not `seen` any more.
    ///
    /// With it every token, session and known device is gone; letters that were under way are given up; pending
    /// changes of address are dropped; pending invitations are revoked; what was granted counts for nothing until it is confirmed; and, where
    /// `ends_passwords`, nobody has a password. Guards stay: a count of failures is no way in.
    BeginEpoch {
        /// The new one.
        epoch: Epoch,
        /// The one that was read.
        seen: Epoch,
        /// When.
        at: Timestamp,
        /// Whether every password ends.
        ends_passwords: bool,
    },
}

/// A write on the chain of the audit log. New lines are not here but in the change itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuditWrite {
    /// Sets the next seal. `Overtaken` when there is one with its number, when the one before it is not
    /// there, or when one of its lines is not there or is sealed already.
    Seal {
        /// The seal.
        seal: Seal,
        /// What its lines add to the tallies.
        tallies: Vec<Tally>,
    },
    /// Takes out the lines of a seal, which stays. `Overtaken` when it was pruned already, is not there, or
    /// has not this many lines.
    Prune {
        /// The number of the seal.
        seal: u64,
        /// How many lines it has.
        lines: u64,
        /// What is said of it from now on.
        pruning: Pruning,
    },
}

macro_rules! into_write {
    ($($kind:ident($of:ty)),*) => {$(
        impl From<$of> for Write {
            fn from(write: $of) -> Self {
                Self::$kind(write)
            }
        }
    )*};
}
into_write!(
    Organization(OrganizationWrite),
    Profile(ProfileWrite),
    Account(AccountWrite),
    Invitation(InvitationWrite),
    Guard(GuardWrite),
    Token(TokenWrite),
    Session(SessionWrite),
    Device(DeviceWrite),
    Outbox(OutboxWrite),
    Installation(InstallationWrite),
    Audit(AuditWrite)
);
