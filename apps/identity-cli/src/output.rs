//! An answer, as tables and sentences for people or as one JSON document for machines.

use std::{
    io::{self, IsTerminal, Write},
    process::ExitCode,
};

use chrono::{DateTime, SecondsFormat};
use chrono_tz::Tz;
use comfy_table::{ContentArrangement, Table, presets};
use dialoguer::console::Term;
use identity_core::domain::kernel::Timestamp;
use serde_json::{Value as Json, json};

use crate::{
    exit::Exit,
    refusal::Refusal,
    words::{Sentence, Words, harmless, is_harmful, say},
};

/// What a command answers, for either kind of reader.
#[derive(Debug)]
pub(crate) struct Answer {
    blocks: Vec<Block>,
    document: Option<Json>,
    zone: Tz,
    exit: Exit,
}

/// A part of an answer for people.
#[derive(Debug)]
enum Block {
    Line(Sentence),
    Heading(Sentence),
    Table { head: Vec<Sentence>, rows: Vec<Vec<Cell>> },
    Record(Vec<(Sentence, Cell)>),
    Verbatim(String),
}

/// What stands in one place of a table.
#[derive(Clone, Debug)]
pub(crate) enum Cell {
    /// A text that somebody chose.
    Text(String),
    /// One of the house's own.
    Said(Sentence),
    /// A moment.
    At(Timestamp),
    /// Nothing.
    Nothing,
}

impl Cell {
    /// A text, or nothing.
    pub(crate) fn text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Nothing, |text| Self::Text(text.into()))
    }

    /// A moment, or nothing.
    pub(crate) fn at(moment: Option<Timestamp>) -> Self {
        moment.map_or(Self::Nothing, Self::At)
    }
}

impl Answer {
    /// An answer with a document for machines; times for people are written in `zone`.
    pub(crate) const fn new(document: Json, zone: Tz) -> Self {
        Self { blocks: Vec::new(), document: Some(document), zone, exit: Exit::Done }
    }

    /// A text that is what it is, whoever reads it.
    pub(crate) fn verbatim(text: String) -> Self {
        Self { blocks: vec![Block::Verbatim(text)], document: None, zone: Tz::UTC, exit: Exit::Done }
    }

    /// Ending with another code than zero.
    pub(crate) const fn ending(mut self, exit: Exit) -> Self {
        self.exit = exit;
        self
    }

    /// With one more line.
    pub(crate) fn line(mut self, sentence: Sentence) -> Self {
        self.blocks.push(Block::Line(sentence));
        self
    }

    /// With a heading.
    pub(crate) fn heading(mut self, sentence: Sentence) -> Self {
        self.blocks.push(Block::Heading(sentence));
        self
    }

    /// With a table, or a sentence where it would be empty.
    pub(crate) fn table(mut self, head: Vec<Sentence>, rows: Vec<Vec<Cell>>, empty: Sentence) -> Self {
        self.blocks.push(if rows.is_empty() { Block::Line(empty) } else { Block::Table { head, rows } });
        self
    }

    /// With names and values, one below the other.
    pub(crate) fn record(mut self, facts: Vec<(Sentence, Cell)>) -> Self {
        self.blocks.push(Block::Record(facts));
        self
    }
}

/// A moment for machines.
pub(crate) fn moment(at: Timestamp) -> Json {
    DateTime::from_timestamp_micros(at.as_micros())
        .map_or(Json::Null, |at| Json::String(at.to_rfc3339_opts(SecondsFormat::Micros, true)))
}

/// A moment for people.
pub(crate) fn told(words: &Words, zone: Tz, at: Timestamp) -> String {
    let form = words.tell(&say!("moment-form"));
    DateTime::from_timestamp_micros(at.as_micros())
        .map_or_else(String::new, |at| at.with_timezone(&zone).format(&form).to_string())
}

/// Where answers and refusals go.
#[derive(Debug)]
pub(crate) struct Output<'a> {
    words: &'a Words,
    json: bool,
    width: Option<u16>,
}

impl<'a> Output<'a> {
    /// To the standard streams. Tables fit the terminal, if there is one; elsewhere a row is a line.
    pub(crate) fn new(words: &'a Words, json: bool) -> Self {
        let width =
            if io::stdout().is_terminal() { Term::stdout().size_checked().map(|(_, columns)| columns) } else { None };
        Self { words, json, width }
    }

    /// Prints an answer.
    pub(crate) fn answer(&self, answer: &Answer) -> Exit {
        let text = match (&answer.document, self.json) {
            (Some(document), true) => written(document),
            _ => self.shown(answer),
        };
        match io::stdout().lock().write_all(text.as_bytes()).and_then(|()| io::stdout().flush()) {
            Ok(()) => answer.exit,
            // Whoever read has seen enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => answer.exit,
            Err(error) => self.refusal(&Refusal::Written(error)),
        }
    }

    /// Prints a refusal: what is wrong, and what to do.
    pub(crate) fn refusal(&self, refusal: &Refusal) -> Exit {
        let exit = Exit::from(refusal);
        let (what, remedy) = (self.words.tell(&refusal.what()), self.words.tell(&refusal.remedy()));
        let details = refusal.details();
        let text = if self.json {
            written(
                &json!({ "error": { "kind": exit.word(), "exit_code": exit.code(), "what": what, "details": details, "remedy": remedy } }),
            )
        } else {
            let label = self.words.tell(&say!("error-label"));
            let details = details.iter().fold(String::new(), |all, line| format!("{all}  {}\n", harmless(line)));
            format!("{label} {what}\n{details}{remedy}\n")
        };
        // With standard error gone there is nobody left to tell.
        io::stderr().lock().write_all(text.as_bytes()).ok();
        exit
    }

    fn shown(&self, answer: &Answer) -> String {
        let mut text = String::new();
        for block in &answer.blocks {
            match block {
                Block::Verbatim(verbatim) => text.push_str(verbatim),
                Block::Line(sentence) => push_line(&mut text, &self.words.tell(sentence)),
                Block::Heading(sentence) => {
                    text.push('\n');
                    push_line(&mut text, &self.words.tell(sentence));
                }
                Block::Table { head, rows } => {
                    let head = head.iter().map(|sentence| self.words.tell(sentence)).collect();
                    let rows = rows.iter().map(|row| row.iter().map(|cell| self.cell(cell, answer.zone)).collect());
                    self.push_table(&mut text, Some(head), rows);
                }
                Block::Record(facts) => {
                    let rows =
                        facts.iter().map(|(name, cell)| vec![self.words.tell(name), self.cell(cell, answer.zone)]);
                    self.push_table(&mut text, None, rows);
                }
            }
        }
        text
    }

    fn push_table(&self, text: &mut String, head: Option<Vec<String>>, rows: impl Iterator<Item = Vec<String>>) {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        if let Some(width) = self.width {
            table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        }
        if let Some(head) = head {
            table.set_header(head);
        }
        table.add_rows(rows);
        for column in table.column_iter_mut() {
            column.set_padding((0, 2));
        }
        table.lines().for_each(|line| push_line(text, line.trim_end()));
    }

    fn cell(&self, cell: &Cell, zone: Tz) -> String {
        match cell {
            Cell::Text(text) => harmless(text),
            Cell::Said(sentence) => self.words.tell(sentence),
            Cell::At(at) => told(self.words, zone, *at),
            Cell::Nothing => "-".to_owned(),
        }
    }
}

fn push_line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// Prints what the parser of arguments says. In what it says of wrong ones stands what was typed.
pub(crate) fn usage(told: &clap::Error) -> ExitCode {
    if !told.use_stderr() {
        told.exit();
    }
    let text = told.render().to_string();
    let shown = text.lines().fold(String::new(), |all, line| all + &harmless(line) + "\n");
    // With standard error gone there is nobody left to tell.
    io::stderr().lock().write_all(shown.as_bytes()).ok();
    ExitCode::from(Exit::Usage.code())
}

/// JSON in which nothing does anything to a terminal either. Outside of strings there is no such character.
fn written(document: &Json) -> String {
    let mut text = String::new();
    for c in format!("{document:#}\n").chars() {
        if is_harmful(c) && c != '\n' {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                text.extend(format!("\\u{unit:04x}").chars());
            }
        } else {
            text.push(c);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_keeps_every_character_and_shows_none_that_hides() {
        let document = json!({ "name": "a\u{202e}b\u{9b}c\u{e0041}\n" });
        let text = written(&document);
        assert!(!text.trim_end().chars().any(|c| is_harmful(c) && c != '\n'), "{text:?}");
        assert_eq!(serde_json::from_str::<Json>(&text).unwrap(), document);
    }

    #[test]
    fn a_moment_is_told_in_the_zone_of_the_installation_and_in_universal_time_to_machines() {
        let at = Timestamp::from_micros(1_780_000_000_123_456);
        assert_eq!(moment(at), "2026-05-28T20:26:40.123456Z");
        let told = |code| told(&Words::choose(Some(code)), Tz::Europe__Rome, at);
        assert_eq!((told("it").as_str(), told("en").as_str()), ("28/05/2026 22:26 CEST", "2026-05-28 22:26 CEST"));
    }

    #[test]
    fn a_table_shows_chosen_names_harmlessly_and_ends_no_line_in_spaces() {
        let words = Words::choose(Some("en"));
        let answer = Answer::new(Json::Null, Tz::UTC).table(
            vec![say!("column-login"), say!("column-name")],
            vec![
                vec![Cell::Text("a/b".to_owned()), Cell::Text("A\u{1b}c".to_owned())],
                vec![Cell::Text("long/handle".to_owned()), Cell::Nothing],
            ],
            say!("no-accounts"),
        );
        let text = Output { words: &words, json: false, width: None }.shown(&answer);
        assert_eq!(text, "Login name   Name\na/b          A\\u{1b}c\nlong/handle  -\n");
    }
}
