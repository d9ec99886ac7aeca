//! What can be typed about the audit log.

use clap::{Args, Subcommand, ValueEnum};

/// About the audit log.
#[derive(Debug, Subcommand)]
pub(crate) enum AuditVerb {
    /// List the latest lines
    List {
        #[command(flatten)]
        filter: AuditFilter,
        /// Only lines before the one with this number: the next page
        #[arg(long, value_name = "NUMBER")]
        before: Option<u64>,
        /// How many at most
        #[arg(long, value_name = "NUMBER", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=1000))]
        limit: u32,
    },
    /// Write lines out for other programs, the earliest first
    ///
    /// CSV is safe to open in a spreadsheet: what would be a formula there begins with an apostrophe.
    Export {
        /// In which form
        #[arg(long)]
        format: ExportFormat,
        #[command(flatten)]
        filter: AuditFilter,
    },
    /// Prove that nobody changed, removed or put in a line: ends with 8 when somebody did
    ///
    /// Prints the head of the chain. Note it somewhere else, and give it the next time: only so does it show
    /// when somebody cut the end off.
    Verify {
        /// A head that was noted earlier, as this command prints it
        #[arg(long, value_name = "NUMBER:DIGEST")]
        head: Option<String>,
    },
    /// Seal the lines that wait for it; identity-web does so by itself
    Seal,
    /// Take out old lines, whole sealed batches at a time; the chain stays verifiable
    Prune {
        /// Lines that were sealed longer ago than this, such as 400d; what the configuration says where left out
        #[arg(long, value_name = "SPAN")]
        older_than: Option<String>,
        /// Only say what would be done
        #[arg(long)]
        dry_run: bool,
        /// Do not ask for the typed confirmation
        #[arg(long)]
        yes: bool,
    },
}

/// Which lines; every filter that is given must hold.
#[derive(Debug, Args)]
pub(crate) struct AuditFilter {
    /// In the log of this organization
    #[arg(long, value_name = "HANDLE")]
    pub(crate) organization: Option<String>,
    /// From this day or moment on: 2026-11-24, or 2026-11-24T09:00:00Z
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<String>,
    /// Up to the end of this day, or before this moment
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<String>,
    /// About this account
    #[arg(long, value_name = "LOGIN")]
    pub(crate) about: Option<String>,
    /// By this account
    #[arg(long, value_name = "LOGIN", conflicts_with = "by_kind")]
    pub(crate) by: Option<String>,
    /// By somebody of this kind
    #[arg(long, value_name = "KIND")]
    pub(crate) by_kind: Option<ActorKind>,
    /// What happened, by the word that --json shows, such as signed-in
    #[arg(long, value_name = "WORD")]
    pub(crate) what: Option<String>,
    /// From this address or network: such as 192.0.2.7 or 192.0.2.0/24
    #[arg(long, value_name = "NETWORK")]
    pub(crate) network: Option<String>,
}

/// Who, where it is no account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ActorKind {
    /// An operator at a server's shell
    Operator,
    /// Portineria itself
    House,
    /// Somebody who was not signed in
    Stranger,
}

/// In which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// An object per line
    Jsonl,
    /// Comma-separated values, with a first row of names
    Csv,
}
