//! What the core needs from outside, one small trait for each role. An error is opaque; whatever a caller
//! can act on is in the returned value.

mod accounts;
mod audit_chain;
mod audit_log;
mod blocklist;
mod clock;
mod courier;
mod devices;
mod entropy;
mod guards;
mod installation;
mod invitations;
mod ledger;
mod organizations;
mod outbox_queue;
mod password_hasher;
mod profiles;
mod readiness;
mod sessions;
mod tokens;

pub use accounts::{
    AccountOrder, AccountPage, AccountQuery, AccountRow, Accounts, LoginRead, PageFrom, Place, PlaceKey, SortBy,
    StateFilter,
};
pub use audit_chain::AuditChain;
pub use audit_log::{ActorFilter, AuditFrom, AuditLog, AuditPage, AuditQuery};
pub use blocklist::Blocklist;
pub use clock::Clock;
pub use courier::{Courier, Delivery, LetterContent, PermissionOffered, ReadyLetter};
pub use devices::Devices;
pub use entropy::{Entropy, EntropyFailure};
pub use guards::{BarredAccount, Guards};
pub use installation::Installation;
pub use invitations::{InvitationPage, InvitationPlace, InvitationQuery, Invitations};
pub use ledger::{Landing, Ledger, StoreFailure};
pub use organizations::Organizations;
pub use outbox_queue::{ClaimedLetter, LetterPage, LetterPlace, LetterQuery, LettersFrom, OutboxQueue, OutboxRow};
pub use password_hasher::{HashingFailure, HashingTicket, PasswordHasher, PasswordVerdict};
pub use profiles::Profiles;
pub use readiness::{LastMail, Readiness, ReadinessCounts, ReadinessPage, ReadinessQuery, ReadinessRow};
pub use sessions::{Sessions, SignedInSession};
pub use tokens::Tokens;

/// Everything that a store does; an adapter implements each part and gets this by itself.
pub trait IdentityStore:
    Ledger
    + Accounts
    + AuditChain
    + AuditLog
    + Devices
    + Guards
    + Installation
    + Invitations
    + Organizations
    + OutboxQueue
    + Profiles
    + Readiness
    + Sessions
    + Tokens
{
}

impl<S> IdentityStore for S where
    S: Ledger
        + Accounts
        + AuditChain
        + AuditLog
        + Devices
        + Guards
        + Installation
        + Invitations
        + Organizations
        + OutboxQueue
        + Profiles
        + Readiness
        + Sessions
        + Tokens
{
}
