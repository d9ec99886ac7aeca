//! What can be typed about invitations.

use clap::{ArgGroup, Args, Subcommand};

/// About invitations.
#[derive(Debug, Subcommand)]
pub(crate) enum InvitationVerb {
    /// Invite somebody: a mail with a link to accept goes to the address
    ///
    /// There is no account until they accept and choose a password. An older invitation to the same login name makes
    /// room for this one.
    Send(SendInvitation),
    /// List invitations, the latest first
    List(ListInvitations),
    /// Show one invitation, and what it offers
    Show {
        /// Login name, such as marco/studio-rossi; or the id, for one that was answered or replaced
        #[arg(value_name = "LOGIN|ID")]
        invitation: String,
    },
    /// Send an open invitation again: the older link dies, and it ends when it was to end
    Resend {
        /// Login name, such as marco/studio-rossi; or the id
        #[arg(value_name = "LOGIN|ID")]
        invitation: String,
    },
    /// Take an open invitation back: its link opens nothing any more
    Revoke {
        /// Login name, such as marco/studio-rossi; or the id
        #[arg(value_name = "LOGIN|ID")]
        invitation: String,
        /// Only say what would be done
        #[arg(long)]
        dry_run: bool,
    },
}

/// A new invitation.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("what").args(["permissions", "profiles"]).multiple(true))]
pub(crate) struct SendInvitation {
    /// The login name that is offered, such as marco/studio-rossi
    pub(crate) login: String,
    /// What people call the person
    #[arg(long)]
    pub(crate) name: String,
    /// The mailbox that it is for; only whoever reads it can accept
    #[arg(long)]
    pub(crate) address: String,
    /// What the person reads; the organization's language where left out
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<String>,
    /// A profile of the organization that the account is to hold; may be repeated
    #[arg(long = "profile", value_name = "NAME")]
    pub(crate) profiles: Vec<String>,
    /// A permission that the account is to hold, such as mail.send; may be repeated
    #[arg(long = "permission", value_name = "NAME")]
    pub(crate) permissions: Vec<String>,
    /// The last day (2026-12-31), or the moment (2026-12-31T18:00:00+01:00) at which what it holds ends; until taken where left out
    #[arg(long, value_name = "DATE", requires = "what")]
    pub(crate) until: Option<String>,
    /// The account's last day (2026-12-31), or the moment (2026-12-31T18:00:00+01:00) at which it ends
    #[arg(long, value_name = "DATE")]
    pub(crate) ends: Option<String>,
}

/// Which invitations to list.
#[derive(Debug, Args)]
pub(crate) struct ListInvitations {
    /// Of this organization only
    #[arg(long, value_name = "HANDLE")]
    pub(crate) organization: Option<String>,
    /// Only those that can still be accepted
    #[arg(long)]
    pub(crate) open: bool,
}
