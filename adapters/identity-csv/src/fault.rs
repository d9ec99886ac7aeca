//! What can be wrong with a file, and where.

use identity_core::domain::kernel::{EmailAddressError, LanguageError, LoginNameError, TextError};
use thiserror::Error;

use crate::Column;

/// What is wrong with a file as a whole: nothing in it can be relied on.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FileFault {
    /// There is nothing in it, or nothing but empty lines.
    #[error("the file is empty")]
    Empty,
    /// Larger than [`crate::MOST_BYTES`].
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// More rows than [`crate::MOST_ROWS`].
    #[error("the file has more than {limit} rows")]
    TooManyRows {
        /// The limit.
        limit: usize,
    },
    /// Not a text: a spreadsheet, a picture, an archive.
    #[error("the file is no CSV but a spreadsheet, or something else that is no text")]
    NotText,
    /// UTF-16, as spreadsheets call "Unicode text".
    #[error("the file is written in UTF-16")]
    Utf16,
    /// Bytes that are no UTF-8.
    #[error("line {line}, character {character}: this is no UTF-8")]
    Encoding {
        /// The line, from 1.
        line: u32,
        /// The character in the line, from 1.
        character: u32,
    },
    /// A NUL.
    #[error("line {line}, character {character}: there is a NUL")]
    Nul {
        /// The line, from 1.
        line: u32,
        /// The character in the line, from 1.
        character: u32,
    },
    /// A column that there is not.
    #[error("line 1, column {column}: there is no column {name:?}")]
    UnknownColumn {
        /// Which, from 1.
        column: u32,
        /// Its name, shortened.
        name: String,
    },
    /// A column that is there already.
    #[error("line 1, column {column}: {name} is there already")]
    ColumnTwice {
        /// Which, from 1.
        column: u32,
        /// Its name.
        name: Column,
    },
    /// There is no column with login names.
    #[error("line 1: there is no column login")]
    NoLogin,
}

/// What is wrong with one row. The others are read all the same, so that one look shows everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFault {
    /// The line where the row begins, from 1.
    pub line: u32,
    /// The column; none where it is about the row.
    pub column: Option<Column>,
    /// What stands there, shortened.
    pub given: String,
    /// What is wrong with it.
    pub what: CellFault,
}

/// What is wrong with a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellFault {
    /// The row has another number of cells than the head.
    Ragged {
        /// How many it has.
        cells: usize,
        /// How many the head has.
        head: usize,
    },
    /// A line break, which mostly means that a closing quote is missing somewhere above.
    LineBreak,
    /// Longer than [`crate::LONGEST_CELL`].
    TooLong {
        /// The limit in characters.
        limit: usize,
    },
    /// No login name.
    Login(LoginNameError),
    /// A login name of another organization.
    OtherOrganization,
    /// No name for people.
    Name(TextError),
    /// No language.
    Language(LanguageError),
    /// No address.
    Address(EmailAddressError),
    /// Neither `active` nor `suspended`.
    State,
}

/// What was given, for a sentence: at most 80 characters on one line.
pub(crate) fn shortened(given: &str) -> String {
    const SHOWN: usize = 80;
    let mut shown: String = given.chars().map(|c| if c.is_control() { ' ' } else { c }).take(SHOWN).collect();
    if given.chars().nth(SHOWN).is_some() {
        shown.push_str("...");
    }
    shown
}
