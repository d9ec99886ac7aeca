//! The columns. A new one is a variant here, a line where rows are read and one where they are written.

use std::fmt;

/// What a column of a list is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The login name, or its part before the slash.
    Login,
    /// What people call the person.
    DisplayName,
    /// What the person reads.
    Language,
    /// The contact address.
    Contact,
    /// Whether the account may be used.
    State,
}

impl Column {
    /// Every column, in the order in which they are written.
    pub const ALL: [Self; 5] = [Self::Login, Self::DisplayName, Self::Language, Self::Contact, Self::State];

    /// Its name in the head of a file; the same in every language.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::DisplayName => "display_name",
            Self::Language => "language",
            Self::Contact => "contact",
            Self::State => "state",
        }
    }

    /// The column with this name, whatever its case and the spaces around it.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim();
        Self::ALL.into_iter().find(|column| column.name().eq_ignore_ascii_case(name))
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
