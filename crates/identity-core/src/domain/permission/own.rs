//! What Portineria itself asks permission for: administering accounts is a permission like any other.

use super::PermissionName;

/// A permission that Portineria's own use cases, routes and commands ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OwnPermission {
    /// See the accounts of the organization, and what happened to each.
    AccountsRead,
    /// Define, edit, suspend and reinstate accounts.
    AccountsManage,
    /// See who is locked, and end it.
    AccountsUnlock,
    /// Send somebody the link to another password.
    AccountsRecover,
    /// Invite people to act for the organization, and take invitations back.
    InvitationsManage,
    /// Give and take permissions, within what one holds oneself.
    PermissionsGrant,
    /// Define authorization profiles, within what one holds oneself.
    ProfilesManage,
    /// Change the organization's policies.
    PoliciesManage,
    /// Read and export the audit log.
    AuditRead,
    /// See who could not get back in.
    ReadinessRead,
    /// See letters on their way, and try them again.
    OutboxManage,
    /// Change what the organization is called and whom to turn to. Owner-only.
    OrganizationManage,
}

impl OwnPermission {
    /// Every one, in the order in which they are shown.
    pub const ALL: [Self; 12] = [
        Self::AccountsRead,
        Self::AccountsManage,
        Self::AccountsUnlock,
        Self::AccountsRecover,
        Self::InvitationsManage,
        Self::PermissionsGrant,
        Self::ProfilesManage,
        Self::PoliciesManage,
        Self::AuditRead,
        Self::ReadinessRead,
        Self::OutboxManage,
        Self::OrganizationManage,
    ];

    /// The category that they are shown in.
    pub const CATEGORY: &'static str = "identity";

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AccountsRead => "identity.accounts.read",
            Self::AccountsManage => "identity.accounts.manage",
            Self::AccountsUnlock => "identity.accounts.unlock",
            Self::AccountsRecover => "identity.accounts.recover",
            Self::InvitationsManage => "identity.invitations.manage",
            Self::PermissionsGrant => "identity.permissions.grant",
            Self::ProfilesManage => "identity.profiles.manage",
            Self::PoliciesManage => "identity.policies.manage",
            Self::AuditRead => "identity.audit.read",
            Self::ReadinessRead => "identity.readiness.read",
            Self::OutboxManage => "identity.outbox.manage",
            Self::OrganizationManage => "identity.organization.manage",
        }
    }

    /// What people read, where there is no text in their language.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::AccountsRead => "See the accounts",
            Self::AccountsManage => "Define, edit and suspend accounts",
            Self::AccountsUnlock => "See who is locked, and unlock",
            Self::AccountsRecover => "Send the link to another password",
            Self::InvitationsManage => "Invite people, and take invitations back",
            Self::PermissionsGrant => "Give and take permissions",
            Self::ProfilesManage => "Define authorization profiles",
            Self::PoliciesManage => "Change the policies",
            Self::AuditRead => "Read and export the audit log",
            Self::ReadinessRead => "See who could not get back in",
            Self::OutboxManage => "See the outgoing mail, and send it again",
            Self::OrganizationManage => "Change the organization's name and contact person",
        }
    }

    /// Whether it stays with the owner, whatever is granted.
    #[must_use]
    pub const fn is_owner_only(self) -> bool {
        matches!(self, Self::OrganizationManage)
    }

    /// The name as the catalogue has it.
    #[must_use]
    pub fn name(self) -> PermissionName {
        PermissionName::known(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_own_name_is_a_name() {
        for own in OwnPermission::ALL {
            assert_eq!(PermissionName::parse(own.as_str()), Ok(own.name()));
        }
    }
}
