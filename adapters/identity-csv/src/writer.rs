//! From accounts to lines of a file.

use csv::{Terminator, WriterBuilder};
use identity_core::domain::account::{Account, Standing};

use crate::{
    Column,
    formula::defused,
    reader::{ACTIVE, SUSPENDED},
};

/// The first line of a file, with its line break.
#[must_use]
pub fn head() -> String {
    written(Column::ALL.map(|column| column.name().to_owned()))
}

/// An account as a line of a file, with its line break. Holds nothing that opens it, and nothing that a
/// spreadsheet would calculate.
#[must_use]
pub fn line(account: &Account) -> String {
    written(Column::ALL.map(|column| defused(&cell(column, account))))
}

fn cell(column: Column, account: &Account) -> String {
    match column {
        Column::Login => account.login.to_string(),
        Column::DisplayName => account.name.as_str().to_owned(),
        Column::Language => account.language.as_str().to_owned(),
        Column::Contact => {
            account.contact.as_ref().map_or_else(String::new, |contact| contact.address.as_str().to_owned())
        }
        Column::State => if account.standing == Standing::Active { ACTIVE } else { SUSPENDED }.to_owned(),
    }
}

/// A line as RFC 4180 has it.
fn written(cells: [String; Column::ALL.len()]) -> String {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    // Writing into memory never fails, and what was text is text.
    writer.write_record(cells).ok();
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}
