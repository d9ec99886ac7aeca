//! From a file to the rows that the core imports.

use csv::{ReaderBuilder, StringRecord, Trim};
use identity_core::domain::{
    import::{ContactWish, ImportRow, StandingWish},
    kernel::{DisplayName, EmailAddress, Handle, Language, LoginName, LoginNameError, MemberName},
};

use crate::{
    CellFault, Column, FileFault, RowFault,
    fault::shortened,
    formula::undone,
    text::{number, text},
};

/// The most rows that are read, without the head.
pub const MOST_ROWS: usize = 20_000;

/// The longest cell, in characters; above the longest value that any column can have.
pub const LONGEST_CELL: usize = 1_000;

/// What takes a contact address away.
const NOWHERE: &str = "-";

/// A list as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The rows that can be read, in their order.
    pub rows: Vec<ImportRow>,
    /// What is wrong with the others. Nothing is to be imported of a list that has any.
    pub faults: Vec<RowFault>,
}

/// Reads a list of people of the organization with this handle.
///
/// # Errors
/// What is wrong with the file as a whole. What is wrong with single rows is in the sheet.
pub fn read(bytes: &[u8], handle: &Handle) -> Result<Sheet, FileFault> {
    let text = text(bytes)?;
    let mut lines = Lines::of(&text);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(Trim::None)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut columns: Option<Vec<Column>> = None;
    let mut sheet = Sheet::default();
    let mut rows = 0;
    for record in reader.records() {
        // The text is UTF-8, and rows may have any number of cells: there is nothing left to go wrong.
        let record = record.map_err(|_| FileFault::NotText)?;
        let Some(columns) = &columns else {
            columns = Some(head(&record)?);
            continue;
        };
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        rows += 1;
        if rows > MOST_ROWS {
            return Err(FileFault::TooManyRows { limit: MOST_ROWS });
        }
        match row(&record, lines.line_of(&record), columns, handle) {
            Ok(row) => sheet.rows.push(row),
            Err(fault) => sheet.faults.push(fault),
        }
    }
    Ok(sheet)
}

/// What the head has more of. Spreadsheets write semicolons where the comma is for decimals.
fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    if head.matches(';').count() > head.matches(',').count() { b';' } else { b',' }
}

fn head(record: &StringRecord) -> Result<Vec<Column>, FileFault> {
    let mut columns = Vec::with_capacity(record.len());
    for (place, name) in (1..).zip(record) {
        let column = Column::named(name)
            .ok_or_else(|| FileFault::UnknownColumn { column: place, name: shortened(name.trim()) })?;
        if columns.contains(&column) {
            return Err(FileFault::ColumnTwice { column: place, name: column });
        }
        columns.push(column);
    }
    if columns.contains(&Column::Login) { Ok(columns) } else { Err(FileFault::NoLogin) }
}

/// Counts lines as rows are read. What reads the rows counts an empty line to the row below it.
struct Lines<'a> {
    text: &'a str,
    counted: usize,
    line: u32,
}

impl<'a> Lines<'a> {
    const fn of(text: &'a str) -> Self {
        Self { text, counted: 0, line: 1 }
    }

    /// The line where a row begins, from 1. Rows are asked for in their order.
    fn line_of(&mut self, record: &StringRecord) -> u32 {
        let begins = record.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(0);
        let empty = self.text.get(begins..).map_or(0, |rest| rest.len() - rest.trim_start_matches('\n').len());
        let begins = begins + empty;
        let between = self.text.get(self.counted..begins).unwrap_or_default();
        self.line += number(between.matches('\n').count());
        self.counted = begins.max(self.counted);
        self.line
    }
}

fn row(record: &StringRecord, line: u32, columns: &[Column], handle: &Handle) -> Result<ImportRow, RowFault> {
    for (cell, column) in record.iter().zip(columns) {
        let wrong = |what| RowFault { line, column: Some(*column), given: shortened(cell), what };
        if cell.trim().contains('\n') {
            return Err(wrong(CellFault::LineBreak));
        }
        if cell.chars().nth(LONGEST_CELL).is_some() {
            return Err(wrong(CellFault::TooLong { limit: LONGEST_CELL }));
        }
    }
    if record.len() != columns.len() {
        let what = CellFault::Ragged { cells: record.len(), head: columns.len() };
        return Err(RowFault { line, column: None, given: shortened(record.get(0).unwrap_or_default()), what });
    }
    let cell = |wanted: Column| {
        let at = columns.iter().position(|column| *column == wanted)?;
        record.get(at).map(|cell| undone(cell.trim())).filter(|cell| !cell.is_empty())
    };
    // A column that says something is read by its own reader; one that says nothing changes nothing.
    let wrong = |column: Column, what| RowFault {
        line,
        column: Some(column),
        given: shortened(cell(column).unwrap_or_default()),
        what,
    };
    let login = login(cell(Column::Login).unwrap_or_default(), handle).map_err(|what| wrong(Column::Login, what))?;
    let display_name = cell(Column::DisplayName).map(DisplayName::parse).transpose();
    let language = cell(Column::Language).map(Language::parse).transpose();
    let contact = match cell(Column::Contact) {
        None => Ok(ContactWish::AsItIs),
        Some(NOWHERE) => Ok(ContactWish::Nowhere),
        Some(address) => EmailAddress::parse(address).map(ContactWish::At),
    };
    let standing = match cell(Column::State) {
        None => Ok(None),
        Some(state) if state.eq_ignore_ascii_case(ACTIVE) => Ok(Some(StandingWish::Active)),
        Some(state) if state.eq_ignore_ascii_case(SUSPENDED) => Ok(Some(StandingWish::Suspended)),
        Some(_) => Err(CellFault::State),
    };
    Ok(ImportRow {
        line,
        login,
        display_name: display_name.map_err(|error| wrong(Column::DisplayName, CellFault::Name(error)))?,
        language: language.map_err(|error| wrong(Column::Language, CellFault::Language(error)))?,
        contact: contact.map_err(|error| wrong(Column::Contact, CellFault::Address(error)))?,
        standing: standing.map_err(|what| wrong(Column::State, what))?,
    })
}

/// The words of the column `state`.
pub(crate) const ACTIVE: &str = "active";
pub(crate) const SUSPENDED: &str = "suspended";

/// A whole login name, or its part before the slash; the handle alone is the owner's.
fn login(cell: &str, handle: &Handle) -> Result<LoginName, CellFault> {
    let whole = match cell.split_once('/') {
        Some((member, of)) => {
            let member = MemberName::parse(member).map_err(CellFault::Login)?;
            let of = Handle::parse(of).map_err(CellFault::Login)?;
            if of != *handle {
                return Err(CellFault::OtherOrganization);
            }
            LoginName::member(member, of)
        }
        None if Handle::parse(cell).is_ok_and(|of| of == *handle) => LoginName::owner(handle.clone()),
        None => LoginName::member(MemberName::parse(cell).map_err(CellFault::Login)?, handle.clone()),
    };
    // What cannot be typed to sign in is no login name.
    LoginName::read(&whole.to_string()).ok_or(CellFault::Login(LoginNameError::TooLong))
}

#[cfg(test)]
mod tests;
