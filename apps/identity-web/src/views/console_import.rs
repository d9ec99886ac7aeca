//! A list of people that is to be imported: chosen, looked at, and done.

use askama::Template;

use super::frame::{Page, View};
use super::markup::Markup;

/// A list of people: `POST /console/accounts/import` with a `file`, then with `content`, `agreed` and
/// `welcome`.
#[derive(Clone, Debug, Template)]
#[template(path = "console/import.html")]
pub struct ConsoleImport {
    /// The frame.
    pub page: Page,
    /// How many accounts are locked, for the index.
    pub locked_count: u64,
    /// The handle of the organization, for the example.
    pub handle: String,
    /// The columns that there are.
    pub columns: Vec<&'static str>,
    /// The most rows of a list.
    pub most_rows: usize,
    /// The largest file, in MiB.
    pub most_megabytes: usize,
    /// How far it has come.
    pub state: ImportState,
}

/// How far an import has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportState {
    /// A file is to be chosen.
    Choose,
    /// The file cannot be read.
    Broken(Remark),
    /// The list was looked at.
    Checked {
        /// What it would do.
        report: ImportReport,
        /// The list itself.
        content: String,
        /// The digest of what it would do.
        agreed: String,
        /// Whether it would do something else than was agreed to.
        is_late: bool,
    },
    /// The list was imported.
    Done(ImportReport),
}

/// What a list does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// How many accounts it makes.
    pub made_count: usize,
    /// The first of them.
    pub made: Vec<ImportLine>,
    /// How many it changes.
    pub changed_count: usize,
    /// The first of them.
    pub changed: Vec<ImportLine>,
    /// How many are so already.
    pub unchanged_count: usize,
    /// How many lines are wrong.
    pub wrong_count: usize,
    /// The first of them.
    pub wrong: Vec<WrongLine>,
}

/// A line that does something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportLine {
    /// Where it stands.
    pub line: u32,
    /// The login name.
    pub login: String,
    /// The name of the person, where the line has one.
    pub display_name: Option<String>,
    /// The columns that change something.
    pub columns: Vec<&'static str>,
}

/// A line that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongLine {
    /// Where it stands.
    pub line: u32,
    /// In which column, if in one.
    pub column: Option<&'static str>,
    /// What stands there.
    pub given: String,
    /// What is wrong with it and what to do.
    pub remark: Remark,
}

/// A message of the catalogue, with what is to stand in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    key: &'static str,
    counts: Vec<(&'static str, u64)>,
    texts: Vec<(&'static str, String)>,
}

impl Remark {
    /// A message.
    #[must_use]
    pub const fn new(key: &'static str) -> Self {
        Self { key, counts: Vec::new(), texts: Vec::new() }
    }

    /// With a number in it.
    #[must_use]
    pub fn count(mut self, name: &'static str, number: impl super::Tally) -> Self {
        self.counts.push((name, number.tally()));
        self
    }

    /// With a text from anywhere in it.
    #[must_use]
    pub fn text(mut self, name: &'static str, text: String) -> Self {
        self.texts.push((name, text));
        self
    }

    fn said(&self, page: &Page) -> Markup {
        let phrase = self.counts.iter().fold(page.say(self.key), |phrase, (name, number)| phrase.count(name, *number));
        self.texts.iter().fold(phrase, |phrase, (name, text)| phrase.text(name, text)).into()
    }
}

impl ConsoleImport {
    fn title_key(&self) -> &'static str {
        match &self.state {
            ImportState::Choose => "import-title",
            ImportState::Broken(_) => "import-broken-title",
            ImportState::Checked { report, .. } if report.wrong_count > 0 => "import-wrong-title",
            ImportState::Checked { is_late: true, .. } => "import-late-title",
            ImportState::Checked { .. } => "import-checked-title",
            ImportState::Done(_) => "import-done-title",
        }
    }

    fn broken(&self) -> Option<Markup> {
        match &self.state {
            ImportState::Broken(remark) => Some(remark.said(&self.page)),
            _ => None,
        }
    }

    fn report(&self) -> Option<&ImportReport> {
        match &self.state {
            ImportState::Checked { report, .. } | ImportState::Done(report) => Some(report),
            _ => None,
        }
    }

    /// The list and the digest that go on with the form, where there is something to be imported.
    fn going_on(&self) -> Option<(&str, &str)> {
        match &self.state {
            ImportState::Checked { report, content, agreed, .. }
                if report.wrong_count == 0 && report.made_count + report.changed_count > 0 =>
            {
                Some((content, agreed))
            }
            _ => None,
        }
    }

    fn is_done(&self) -> bool {
        matches!(self.state, ImportState::Done(_))
    }

    fn takes_a_file(&self) -> bool {
        !self.is_done() && self.going_on().is_none()
    }

    fn said(&self, line: &WrongLine) -> Markup {
        line.remark.said(&self.page)
    }

    /// What a column holds; one that is new is its own description until it has one.
    fn means(&self, column: &str) -> String {
        let key = match column {
            "login" => "import-means-login",
            "display_name" => "import-means-display-name",
            "language" => "import-means-language",
            "contact" => "import-means-contact",
            "state" => "import-means-state",
            other => return other.to_owned(),
        };
        self.page.t(key)
    }

    fn example(&self) -> String {
        format!(
            "login,display_name,language,contact,state\nmarco,Marco Bianchi,it,marco@mail.example,active\nanna/{},Anna Ferri,en,,",
            self.handle
        )
    }
}

impl ImportReport {
    fn more(all: usize, shown: usize) -> Option<usize> {
        all.checked_sub(shown).filter(|more| *more > 0)
    }

    fn more_made(&self) -> Option<usize> {
        Self::more(self.made_count, self.made.len())
    }

    fn more_changed(&self) -> Option<usize> {
        Self::more(self.changed_count, self.changed.len())
    }

    fn more_wrong(&self) -> Option<usize> {
        Self::more(self.wrong_count, self.wrong.len())
    }

    fn is_idle(&self) -> bool {
        self.made_count + self.changed_count + self.wrong_count == 0
    }
}

impl View for ConsoleImport {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t(self.title_key())
    }
}
