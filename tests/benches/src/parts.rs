//! What is measured.

mod console;
mod delegation;
mod guesses;
mod import;
mod memory;
mod scale;
mod sessions;
mod sign_ins;
mod size;
mod start;

use anyhow::Result;
use clap::ValueEnum;

use crate::{Extent, report::Report};

/// How many people the smaller houses have.
const PEOPLE: usize = 1_000;

/// Something that can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Everything.
    All,
    /// Sign-ins against bare argon2.
    SignIns,
    /// Session checks against bare axum and sea-orm.
    Sessions,
    /// Resident memory.
    Memory,
    /// The first answer after a start.
    Start,
    /// The size of the programs.
    Size,
    /// Many accounts against few.
    Scale,
    /// Guesses at one account, and everybody else meanwhile.
    Guesses,
    /// The list of accounts of a large organization against that of a small one.
    Console,
    /// What a collaborator may do, where many have grants and where few do.
    Delegation,
    /// A list of ten thousand people, and sign-ins meanwhile.
    Import,
}

impl Part {
    pub(crate) const EACH: [Self; 10] = [
        Self::Size,
        Self::Start,
        Self::SignIns,
        Self::Sessions,
        Self::Memory,
        Self::Guesses,
        Self::Scale,
        Self::Console,
        Self::Delegation,
        Self::Import,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::SignIns => "sign-ins",
            Self::Sessions => "sessions",
            Self::Memory => "memory",
            Self::Start => "start",
            Self::Size => "size",
            Self::Scale => "scale",
            Self::Guesses => "guesses",
            Self::Console => "console",
            Self::Delegation => "delegation",
            Self::Import => "import",
        }
    }

    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::All => "Everything",
            Self::SignIns => "Sign-ins against bare argon2",
            Self::Sessions => "Session checks against bare axum and sea-orm",
            Self::Memory => "Memory",
            Self::Start => "First answer after start",
            Self::Size => "Size of the programs",
            Self::Scale => "Many accounts",
            Self::Guesses => "A thousand guesses at one account",
            Self::Console => "The list of accounts",
            Self::Delegation => "What a collaborator may do",
            Self::Import => "A list of people",
        }
    }

    pub(crate) async fn measure(self, extent: Extent, report: &mut Report) -> Result<()> {
        match self {
            Self::All => Ok(()),
            Self::SignIns => sign_ins::measure(extent, report).await,
            Self::Sessions => sessions::measure(extent, report).await,
            Self::Memory => memory::measure(extent, report).await,
            Self::Start => start::measure(extent, report).await,
            Self::Size => size::measure(report),
            Self::Scale => scale::measure(extent, report).await,
            Self::Guesses => guesses::measure(extent, report).await,
            Self::Console => console::measure(extent, report).await,
            Self::Delegation => delegation::measure(extent, report).await,
            Self::Import => import::measure(extent, report).await,
        }
    }
}
