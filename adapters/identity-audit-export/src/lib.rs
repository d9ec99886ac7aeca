//! The audit log for other programs: as JSON Lines, or as CSV that is safe to open in a spreadsheet.
//!
//! Every line has the same fields in both, in this order: [`FIELDS`]. Moments are in universal time, to the
//! microsecond (RFC 3339); organizations and accounts go by their ids and, while they are there, by their names.

use std::{borrow::Cow, io};

use chrono::{DateTime, SecondsFormat};
use identity_core::{
    application::audit::NamedPage,
    change::{Actor, AuditRecord},
    domain::{kernel::Timestamp, organization::Organization},
};
use serde::Serialize;

/// The names of the fields, as the first row of CSV has them and each object of JSON Lines. They are stable.
pub const FIELDS: [&str; 17] = [
    "number",
    "id",
    "at",
    "what",
    "detail",
    "actor",
    "actor_id",
    "actor_name",
    "acts_for_id",
    "acts_for",
    "from",
    "organization_id",
    "organization",
    "subject_id",
    "subject_login",
    "subject_name",
    "seal",
];

/// In which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// An object in each line, in UTF-8.
    JsonLines,
    /// Comma-separated values after RFC 4180, with a first row of names, in UTF-8.
    Csv,
}

impl Format {
    /// The format of a word: `jsonl` or `csv`.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        match word {
            "jsonl" => Some(Self::JsonLines),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }

    /// The word, which is also how the name of such a file ends.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::JsonLines => "jsonl",
            Self::Csv => "csv",
        }
    }

    /// The media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::JsonLines => "application/jsonl; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8; header=present",
        }
    }

    /// What comes before the first line.
    ///
    /// # Errors
    /// None that memory does not have.
    pub fn head(self) -> io::Result<Vec<u8>> {
        match self {
            Self::JsonLines => Ok(Vec::new()),
            Self::Csv => rows([FIELDS.map(str::to_owned)]),
        }
    }

    /// The lines of a page, in its order.
    ///
    /// # Errors
    /// None that memory does not have.
    pub fn lines(self, page: &NamedPage) -> io::Result<Vec<u8>> {
        let lines = page.page.lines.iter().map(|record| Line::of(record, page));
        match self {
            Self::JsonLines => {
                let mut text = Vec::new();
                for line in lines {
                    serde_json::to_writer(&mut text, &line)?;
                    text.push(b'\n');
                }
                Ok(text)
            }
            Self::Csv => rows(lines.map(Line::cells)),
        }
    }
}

/// A line as other programs read it.
#[derive(Debug, Serialize)]
struct Line<'a> {
    number: u64,
    id: Option<String>,
    at: String,
    what: &'a str,
    detail: Option<&'a str>,
    actor: &'static str,
    actor_id: Option<String>,
    actor_name: Option<String>,
    acts_for_id: Option<String>,
    acts_for: Option<&'a str>,
    from: Option<String>,
    organization_id: Option<String>,
    organization: Option<&'a str>,
    subject_id: Option<String>,
    subject_login: Option<String>,
    subject_name: Option<&'a str>,
    seal: Option<u64>,
}

impl<'a> Line<'a> {
    fn of(record: &'a AuditRecord, page: &'a NamedPage) -> Self {
        let handle = |id: Option<identity_core::domain::kernel::Id<Organization>>| {
            id.and_then(|id| page.handle_of(id)).map(identity_core::domain::kernel::Handle::as_str)
        };
        let (actor_id, actor_name) = match &record.actor {
            Actor::Account(id) => (Some(id.to_string()), page.called(*id).map(|account| account.login.to_string())),
            Actor::Operator(name) => (None, Some(name.as_str().to_owned())),
            Actor::Stranger | Actor::House => (None, None),
        };
        let subject = record.subject.and_then(|id| page.called(id));
        Self {
            number: record.number,
            id: record.id.map(|id| id.to_string()),
            at: written(record.at),
            what: &record.what,
            detail: record.detail.as_deref(),
            actor: record.actor.word(),
            actor_id,
            actor_name,
            acts_for_id: record.acts_for.map(|id| id.to_string()),
            acts_for: handle(record.acts_for),
            from: record.from.address.map(|address| address.to_string()),
            organization_id: record.organization.map(|id| id.to_string()),
            organization: handle(record.organization),
            subject_id: record.subject.map(|id| id.to_string()),
            subject_login: subject.map(|account| account.login.to_string()),
            subject_name: subject.map(|account| account.name.as_str()),
            seal: record.seal,
        }
    }

    fn cells(self) -> [String; 17] {
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        [
            self.number.to_string(),
            self.id.unwrap_or_default(),
            self.at,
            self.what.to_owned(),
            text(self.detail),
            self.actor.to_owned(),
            self.actor_id.unwrap_or_default(),
            self.actor_name.unwrap_or_default(),
            self.acts_for_id.unwrap_or_default(),
            text(self.acts_for),
            self.from.unwrap_or_default(),
            self.organization_id.unwrap_or_default(),
            text(self.organization),
            self.subject_id.unwrap_or_default(),
            self.subject_login.unwrap_or_default(),
            text(self.subject_name),
            self.seal.map(|seal| seal.to_string()).unwrap_or_default(),
        ]
    }
}

fn rows(rows: impl IntoIterator<Item = [String; 17]>) -> io::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(|cell| defused(cell).into_owned()))?;
    }
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}

/// A cell that no spreadsheet takes for a formula: one that begins like a formula gets an apostrophe before it.
fn defused(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

fn written(at: Timestamp) -> String {
    DateTime::from_timestamp_micros(at.as_micros())
        .map(|at| at.to_rfc3339_opts(SecondsFormat::Micros, true))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use identity_core::{
        application::audit::NamedAccount,
        change::AuditKind,
        domain::kernel::{DisplayName, ShortText},
        ports::AuditPage,
    };
    use identity_testkit::samples;

    use super::*;

    fn page(operator: &str, person: &str) -> NamedPage {
        let studio = samples::organization("studio-rossi");
        let anna = samples::member(&studio, "anna");
        let event = samples::event_about(&anna, AuditKind::AccountEdited);
        let record = AuditRecord {
            number: 7,
            id: Some(samples::id("event")),
            at: event.at,
            actor: Actor::Operator(ShortText::as_stored(operator.to_owned())),
            acts_for: None,
            from: event.from,
            organization: event.organization,
            subject: event.subject,
            what: "account-edited".to_owned(),
            detail: None,
            seal: Some(2),
        };
        let name = DisplayName::as_stored(person.to_owned());
        NamedPage {
            page: AuditPage { lines: vec![record], ..AuditPage::default() },
            accounts: vec![NamedAccount { id: anna.id, login: anna.login, name }],
            organizations: vec![(studio.id, studio.handle)],
        }
    }

    fn text(bytes: io::Result<Vec<u8>>) -> String {
        String::from_utf8(bytes.unwrap()).unwrap()
    }

    fn read(csv: &str) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn a_line_of_json_names_every_field() {
        let text = text(Format::JsonLines.lines(&page("root", "Anna")));
        assert_eq!(text.matches('\n').count(), 1);
        let line: serde_json::Value = serde_json::from_str(&text).unwrap();
        let names: Vec<&str> = line.as_object().unwrap().keys().map(String::as_str).collect();
        let mut expected = FIELDS.to_vec();
        expected.sort_unstable();
        assert_eq!(names, expected);
        assert_eq!(line["at"], "2026-11-10T12:00:00.123457Z");
        assert_eq!(line["organization"], "studio-rossi");
        assert_eq!(line["subject_login"], "anna/studio-rossi");
    }

    #[test]
    fn csv_has_the_fields_in_their_order() {
        let written = text(Format::Csv.head()) + &text(Format::Csv.lines(&page("root", "Anna")));
        let rows = read(&written);
        assert_eq!(rows[0], FIELDS);
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[1][3].as_str(), rows[1][7].as_str(), rows[1][16].as_str()), ("account-edited", "root", "2"));
    }

    #[test]
    fn no_cell_is_a_formula_and_none_breaks_out_of_its_place() {
        let hostile = [
            "=HYPERLINK(\"http://evil.example\",\"click\")",
            "+1+1",
            "-2+3",
            "@SUM(A1)",
            "\t=1+1",
            "\r=1+1",
            "\n=1+1",
            "＝1+1",
            "a\",\"=1+1",
            "a\r\n=1+1",
            "a,b;c",
            "'=1",
        ];
        for text_of_theirs in hostile {
            let rows = read(&text(Format::Csv.lines(&page(text_of_theirs, text_of_theirs))));
            assert_eq!((rows.len(), rows[0].len()), (1, FIELDS.len()), "{text_of_theirs:?}");
            for cell in [&rows[0][7], &rows[0][15]] {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝']), "{cell:?}");
                assert_eq!(
                    cell.strip_prefix('\'').unwrap_or(cell),
                    text_of_theirs.strip_prefix('\'').unwrap_or(text_of_theirs)
                );
            }
        }
    }

    #[test]
    fn a_format_is_what_its_word_says() {
        for format in [Format::JsonLines, Format::Csv] {
            assert_eq!(Format::of_word(format.word()), Some(format));
        }
        assert_eq!(Format::of_word("xlsx"), None);
    }
}
