//! Where values are found: the file, and the environment over it.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::Path;

use toml_edit::{Document, Item, TableLike, Value};

use crate::declared;
use crate::fault::{Fault, Place};
use crate::known::{KNOWN_KEYS, Kind, KnownKey, SECTIONS};
use crate::nearest::nearest;
use crate::settings::HostPermissions;
use crate::trouble::Trouble;

/// What every variable that is meant for this program starts with.
pub(crate) const PREFIX: &str = "IDENTITY__";

/// What was given for one key: one part, or any number for a list. Nothing at all when it had the wrong type.
pub(crate) type Given = Vec<(Place, String)>;

/// Everything that was given, and what is already known to be wrong with it.
#[derive(Debug, Default)]
pub(crate) struct Source {
    pub(crate) given: BTreeMap<String, Given>,
    /// Where each section begins in the file, for keys that should be there and are not.
    pub(crate) sections: BTreeMap<String, Place>,
    /// What the host product declares; nothing where something is wrong with it.
    pub(crate) declared: HostPermissions,
    pub(crate) faults: Vec<Fault>,
}

impl Source {
    /// Reads the file, if there is one, and lays the environment over it.
    pub(crate) fn gather(path: Option<&Path>, environment: impl Iterator<Item = (String, String)>) -> Self {
        let mut source = Self::default();
        if let Some(path) = path {
            match read(path) {
                Ok(text) => Sheet { path, text: &text }.collect(&mut source),
                Err(fault) => source.faults.push(*fault),
            }
        }
        for (variable, value) in environment.filter(|(variable, _)| variable.starts_with(PREFIX)) {
            source.overlay(variable, value);
        }
        source
    }

    fn overlay(&mut self, variable: String, value: String) {
        let place = Place::Environment { variable };
        let Place::Environment { variable } = &place else {
            return;
        };
        let Some(key) = KNOWN_KEYS.iter().find(|key| key.variable() == *variable) else {
            let variables: Vec<String> = KNOWN_KEYS.iter().map(|key| key.variable()).collect();
            let meant = nearest(variable, variables.iter().map(String::as_str)).map(|(meant, _)| meant.to_owned());
            self.faults.push(Fault::elsewhere(String::new(), place.clone(), Trouble::UnknownKey(meant)));
            return;
        };
        let given = match key.kind {
            Kind::Networks => value
                .split(',')
                .map(str::trim)
                .filter(|one| !one.is_empty())
                .map(|one| (place.clone(), one.to_owned()))
                .collect(),
            _ => vec![(place.clone(), value)],
        };
        let path = key.path();
        // What the variable replaces no longer matters, nor does what was wrong with it.
        self.faults.retain(|fault| fault.key() != path);
        self.given.insert(path, given);
    }
}

/// A configuration file that could be read.
pub(crate) struct Sheet<'a> {
    path: &'a Path,
    text: &'a str,
}

impl Sheet<'_> {
    fn collect(&self, source: &mut Source) {
        let document = match Document::parse(self.text) {
            Ok(document) => document,
            Err(error) => {
                // Its own text repeats the line, which may hold a secret.
                let trouble = Trouble::NotToml(error.message().lines().collect::<Vec<_>>().join(", "));
                source.faults.push(Fault::elsewhere(String::new(), self.place(error.span()), trouble));
                return;
            }
        };
        let root = document.as_table();
        for (name, item) in root {
            let place = self.place(key_span(root, name).or_else(|| item.span()));
            let known = SECTIONS.iter().any(|(section, _)| *section == name);
            match item.as_table_like() {
                Some(section) if name == declared::SECTION => declared::collect(self, section, source),
                Some(section) if known => {
                    source.sections.insert(name.to_owned(), place);
                    for (inner, value) in section.iter() {
                        self.collect_key(name, inner, section, value, source);
                    }
                }
                None if known => source.faults.push(Fault::elsewhere(
                    name.to_owned(),
                    place,
                    Trouble::NotASection(a(item.type_name())),
                )),
                Some(_) => {
                    let sections = SECTIONS.iter().map(|(section, _)| *section);
                    let meant = nearest(name, sections).map(|(meant, _)| format!("[{meant}]"));
                    source.faults.push(Fault::elsewhere(name.to_owned(), place, Trouble::UnknownSection(meant)));
                }
                None => source.faults.push(Fault::elsewhere(
                    name.to_owned(),
                    place,
                    Trouble::UnknownKey(meant_key("", name)),
                )),
            }
        }
    }

    fn collect_key(&self, section: &str, name: &str, table: &dyn TableLike, item: &Item, source: &mut Source) {
        let named_at = self.place(key_span(table, name).or_else(|| item.span()));
        let Some(key) = KNOWN_KEYS.iter().find(|key| key.section == section && key.name == name) else {
            let trouble = Trouble::UnknownKey(meant_key(section, name));
            source.faults.push(Fault::elsewhere(format!("{section}.{name}"), named_at, trouble));
            return;
        };
        let given = self.parts(key, &named_at, item).unwrap_or_else(|(place, found)| {
            source.faults.push(Fault::of_key(key, place, Trouble::WrongType(a(found))));
            Given::new()
        });
        source.given.insert(key.path(), given);
    }

    /// The value as text if it has the type that its key needs, else where and what it is.
    fn parts(&self, key: &KnownKey, named_at: &Place, item: &Item) -> Result<Given, (Place, &'static str)> {
        let wrong = || (named_at.clone(), item.type_name());
        let value = item.as_value().ok_or_else(wrong)?;
        let place = value.span().map_or_else(|| named_at.clone(), |span| self.place(Some(span)));
        let text = match (&key.kind, value) {
            (Kind::Networks, Value::Array(array)) => {
                return array
                    .iter()
                    .map(|part| {
                        let place = self.place(part.span());
                        part.as_str().map(|text| (place.clone(), text.to_owned())).ok_or((place, part.type_name()))
                    })
                    .collect();
            }
            (Kind::Count { .. }, Value::Integer(number)) => number.value().to_string(),
            (Kind::Flag, Value::Boolean(flag)) => flag.value().to_string(),
            (Kind::Networks | Kind::Count { .. } | Kind::Flag, _) => return Err(wrong()),
            (_, Value::String(text)) => text.value().clone(),
            _ => return Err(wrong()),
        };
        Ok(vec![(place, text)])
    }

    pub(crate) fn place(&self, span: Option<Range<usize>>) -> Place {
        let line = span.and_then(|span| self.text.as_bytes().get(..span.start)).map(line_after);
        Place::File { path: self.path.to_owned(), line }
    }
}

fn read(path: &Path) -> Result<String, Box<Fault>> {
    let fault =
        |line, trouble| Box::new(Fault::elsewhere(String::new(), Place::File { path: path.to_owned(), line }, trouble));
    let bytes =
        fs::read(path).map_err(|error| fault(None, Trouble::Unreadable { path: None, reason: error.to_string() }))?;
    String::from_utf8(bytes).map_err(|error| {
        let before = error.as_bytes().get(..error.utf8_error().valid_up_to()).map(line_after);
        fault(before, Trouble::NotText(None))
    })
}

/// The number of the line that begins or goes on after these bytes.
fn line_after(before: &[u8]) -> usize {
    before.split(|byte| *byte == b'\n').count()
}

pub(crate) fn key_span(table: &dyn TableLike, name: &str) -> Option<Range<usize>> {
    table.key(name).and_then(toml_edit::Key::span)
}

/// The key that somebody meant who wrote `name` in `section`: one of that section first, then the same name in another.
fn meant_key(section: &str, name: &str) -> Option<String> {
    let here = nearest(name, KNOWN_KEYS.iter().filter(|key| key.section == section).map(|key| key.name));
    let elsewhere = nearest(name, KNOWN_KEYS.iter().map(|key| key.name));
    match (here, elsewhere) {
        (Some((meant, distance)), other) if other.is_none_or(|(_, further)| distance <= further + 1) => {
            Some(format!("{section}.{meant}"))
        }
        (_, Some((meant, _))) => KNOWN_KEYS.iter().find(|key| key.name == meant).map(|key| key.path()),
        (Some(_) | None, None) => None,
    }
}

/// A TOML type with its article.
pub(crate) fn a(type_name: &str) -> &'static str {
    match type_name {
        "string" => "a text",
        "integer" => "an integer",
        "float" => "a float",
        "boolean" => "true or false",
        "datetime" => "a date",
        "array" => "a list",
        "inline table" | "table" => "a section",
        "array of tables" => "a list of sections",
        _ => "something else",
    }
}
