//! What can be typed about letters.

use clap::{Subcommand, ValueEnum};

/// About letters.
#[derive(Debug, Subcommand)]
pub(crate) enum OutboxVerb {
    /// List the latest letters
    List {
        /// To accounts of this organization only
        #[arg(long, value_name = "HANDLE")]
        organization: Option<String>,
        /// Only those in this state
        #[arg(long)]
        state: Option<LetterPhase>,
        /// How many at most
        #[arg(long, value_name = "NUMBER", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=1000))]
        limit: u32,
    },
    /// Send refused or given-up letters again; what they carry is made anew
    Retry {
        /// Ids of letters, as `outbox list` shows them
        #[arg(required = true, value_name = "ID")]
        ids: Vec<String>,
    },
}

/// How a letter fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LetterPhase {
    /// Waiting for its time
    Queued,
    /// In a node's hands
    Sending,
    /// Taken by the other side
    Sent,
    /// The other side will never take it
    Refused,
    /// Tried until it was worth nothing any more
    GivenUp,
    /// Too many of its kind went to that mailbox
    Withheld,
}
