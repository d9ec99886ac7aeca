//! The tenant: an accounting studio, a mailbox, a company.

mod bounds;
mod difference;

pub use bounds::{Leave, OutOfBounds, PolicyBounds, PolicyBoundsError, Reach};
pub use difference::PolicyDifference;

use super::{
    kernel::{DisplayName, EmailAddress, Handle, Id, Language, PhoneNumber, ShortText},
    lockout::LockoutPolicy,
    password::SecondStep,
};

/// An organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Its id.
    pub id: Id<Organization>,
    /// Its unique name; the owner signs in with it.
    pub handle: Handle,
    /// What people call it.
    pub name: DisplayName,
    /// Whom to turn to when the mailbox is no longer one's own.
    pub contact: Option<ContactPerson>,
    /// The language of people whose own is not known.
    pub language: Language,
    /// Its rules.
    pub policy: OrganizationPolicy,
}

/// A person to turn to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactPerson {
    /// Who.
    pub name: DisplayName,
    /// Telephone.
    pub phone: Option<PhoneNumber>,
    /// Mail.
    pub email: Option<EmailAddress>,
    /// When they can be reached.
    pub hours: Option<ShortText>,
}

/// An organization's rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrganizationPolicy {
    /// About failed attempts.
    pub lockout: LockoutPolicy,
    /// Whether the masked contact address is shown to whoever types a login name (A6). Off, so that
    /// nothing tells which names exist.
    pub shows_masked_address: bool,
    /// Whether the contact person is shown to whoever types a login name (A5). Off, for the same reason.
    pub shows_contact: bool,
    /// Whether a second step is asked of everyone.
    pub second_step: SecondStep,
}

impl OrganizationPolicy {
    /// Privacy first: five attempts, nothing shown before sign-in.
    #[must_use]
    pub const fn standard(lockout: LockoutPolicy) -> Self {
        Self { lockout, shows_masked_address: false, shows_contact: false, second_step: SecondStep::Optional }
    }
}
