//! How what was given becomes a value. What is wrong is recorded on the way.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::fault::{Fault, Place};
use crate::known::{Fallback, Kind, KnownKey};
use crate::secret_file::looseness;
use crate::sender::has_invisible;
use crate::settings::HostPermissions;
use crate::source::{Given, Source};
use crate::span;
use crate::trouble::{SettingsWarning, Trouble, quoted};

/// There is no value; what is wrong with it has been recorded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Refused;

/// What was given, on its way to values.
pub(crate) struct Reading {
    source: Source,
    /// Where relative paths start.
    base: PathBuf,
    pub(crate) warnings: Vec<SettingsWarning>,
}

impl Reading {
    pub(crate) fn new(source: Source, base: PathBuf) -> Self {
        Self { source, base, warnings: Vec::new() }
    }

    /// What was found wrong so far.
    pub(crate) fn into_faults(self) -> Vec<Fault> {
        self.source.faults
    }

    /// What the host product declares.
    pub(crate) fn declared(&mut self) -> HostPermissions {
        std::mem::take(&mut self.source.declared)
    }

    pub(crate) fn base(&self) -> &Path {
        &self.base
    }

    pub(crate) fn is_faultless(&self) -> bool {
        self.source.faults.is_empty()
    }

    /// Whether anything of a section was given.
    pub(crate) fn mentions(&self, section: &str) -> bool {
        self.source.given.keys().any(|path| path.split_once('.').is_some_and(|(first, _)| first == section))
    }

    pub(crate) fn has(&self, key: &'static KnownKey) -> bool {
        self.source.given.contains_key(&key.path())
    }

    /// Where a key was given, or where it would be.
    pub(crate) fn place_of(&self, key: &'static KnownKey) -> Place {
        match self.source.given.get(&key.path()).map(Vec::as_slice) {
            Some([(place, _), ..]) => place.clone(),
            _ => Place::Default,
        }
    }

    pub(crate) fn refuse(&mut self, key: &'static KnownKey, trouble: Trouble) {
        let place = self.place_of(key);
        self.source.faults.push(Fault::of_key(key, place, trouble));
    }

    /// A key that must be given because its section is used.
    pub(crate) fn missing(&mut self, key: &'static KnownKey) {
        let place = self.source.sections.get(key.section).cloned();
        let place = place.unwrap_or_else(|| Place::Environment { variable: key.variable() });
        self.source.faults.push(Fault::of_key(key, place, Trouble::Missing));
    }

    /// A value by `read`, of the default if none was given.
    pub(crate) fn value<T>(
        &mut self,
        key: &'static KnownKey,
        read: impl Fn(&str) -> Result<T, Trouble>,
    ) -> Result<T, Refused> {
        let (place, text) = match self.given(key) {
            Some(given) => given.into_iter().next().ok_or(Refused)?,
            None => match key.fallback {
                Fallback::Value(value) => (Place::Default, value.to_owned()),
                Fallback::Absent(..) => {
                    self.missing(key);
                    return Err(Refused);
                }
            },
        };
        read(&text).map_err(|trouble| {
            self.source.faults.push(Fault::of_key(key, place, trouble));
            Refused
        })
    }

    /// A value that may be left out.
    pub(crate) fn optional<T>(
        &mut self,
        key: &'static KnownKey,
        read: impl Fn(&str) -> Result<T, Trouble>,
    ) -> Result<Option<T>, Refused> {
        if self.has(key) { self.value(key, read).map(Some) } else { Ok(None) }
    }

    /// Each part of a list by `read`.
    pub(crate) fn list<T>(
        &mut self,
        key: &'static KnownKey,
        read: impl Fn(&str) -> Result<T, Trouble>,
    ) -> Result<Vec<T>, Refused> {
        let faults = self.source.faults.len();
        let mut values = Vec::new();
        for (place, text) in self.given(key).unwrap_or_default() {
            match read(&text) {
                Ok(value) => values.push(value),
                Err(trouble) => self.source.faults.push(Fault::of_key(key, place, trouble)),
            }
        }
        if self.source.faults.len() == faults { Ok(values) } else { Err(Refused) }
    }

    /// A whole number within the key's bounds.
    pub(crate) fn count<T: TryFrom<u32>>(&mut self, key: &'static KnownKey) -> Result<T, Refused> {
        self.value(key, |text| T::try_from(count(key, text)?).map_err(|_| Trouble::unparsable(text)))
    }

    /// A duration within the key's bounds.
    pub(crate) fn span(&mut self, key: &'static KnownKey) -> Result<Duration, Refused> {
        self.value(key, |text| span_within(key, text))
    }

    /// A duration within the key's bounds, or nothing for the word that may stand in its place.
    pub(crate) fn span_or_word(&mut self, key: &'static KnownKey) -> Result<Option<Duration>, Refused> {
        self.value(key, |text| match key.kind {
            Kind::Span { word: Some(word), .. } if word == text => Ok(None),
            _ => span_within(key, text).map(Some),
        })
    }

    /// One of the key's words, as what `meaning` makes of it.
    pub(crate) fn choice<T>(
        &mut self,
        key: &'static KnownKey,
        meaning: impl Fn(&str) -> Option<T>,
    ) -> Result<T, Refused> {
        self.value(key, |text| meaning(text).ok_or_else(|| Trouble::unparsable(text)))
    }

    pub(crate) fn flag(&mut self, key: &'static KnownKey) -> Result<bool, Refused> {
        self.value(key, |text| text.parse().map_err(|_| Trouble::unparsable(text)))
    }

    /// A file's path, from the directory of the configuration.
    pub(crate) fn file(&mut self, key: &'static KnownKey) -> Result<PathBuf, Refused> {
        let base = self.base.clone();
        self.value(key, |text| file(&base, text))
    }

    /// What `read` makes of the content of a file that may be left out.
    pub(crate) fn content<T>(
        &mut self,
        key: &'static KnownKey,
        read: impl Fn(&Path) -> Result<T, Trouble>,
    ) -> Result<Option<T>, Refused> {
        let base = self.base.clone();
        self.optional(key, |text| file(&base, text).and_then(|path| read(&path)))
    }

    /// Warns when others can read or change the secret in a file.
    pub(crate) fn warn_if_loose(&mut self, key: &'static KnownKey) {
        let given = self.given(key).and_then(|given| given.into_iter().next()).map(|(_, text)| text);
        let fallback = match key.fallback {
            Fallback::Value(value) => Some(value.to_owned()),
            Fallback::Absent(..) => None,
        };
        self.warnings.extend(given.or(fallback).and_then(|text| looseness(&self.base.join(text))));
    }

    fn given(&self, key: &'static KnownKey) -> Option<Given> {
        self.source.given.get(&key.path()).cloned()
    }
}

/// A line of text for people, within the key's bound.
pub(crate) fn text_within(key: &KnownKey, text: &str) -> Result<String, Trouble> {
    let Kind::Text { longest } = key.kind else {
        return Err(Trouble::unparsable(text));
    };
    let length = text.chars().count();
    match text {
        _ if text.trim().is_empty() => Err(Trouble::unparsable(text)),
        _ if length > longest => {
            Err(Trouble::TooMuch { given: format!("a text of {length} characters"), most: longest.to_string() })
        }
        _ if has_invisible(text) => Err(Trouble::Invisible(quoted(text))),
        _ => Ok(text.trim().to_owned()),
    }
}

fn count(key: &KnownKey, text: &str) -> Result<u32, Trouble> {
    let number: i128 = text.parse().map_err(|_| Trouble::unparsable(text))?;
    match key.kind {
        Kind::Count { least, .. } if number < i128::from(least) => {
            Err(Trouble::TooLittle { given: number.to_string(), least: least.to_string() })
        }
        Kind::Count { most, .. } if number > i128::from(most) => {
            Err(Trouble::TooMuch { given: number.to_string(), most: most.to_string() })
        }
        _ => u32::try_from(number).map_err(|_| Trouble::unparsable(text)),
    }
}

fn span_within(key: &KnownKey, text: &str) -> Result<Duration, Trouble> {
    let span = span::read(text).ok_or_else(|| Trouble::unparsable(text))?;
    match key.kind {
        Kind::Span { least, .. } if span < least => {
            Err(Trouble::TooLittle { given: text.to_owned(), least: span::written(least) })
        }
        Kind::Span { most, .. } if span > most => {
            Err(Trouble::TooMuch { given: text.to_owned(), most: span::written(most) })
        }
        _ => Ok(span),
    }
}

fn file(base: &Path, text: &str) -> Result<PathBuf, Trouble> {
    if text.is_empty() || text.chars().any(char::is_control) {
        return Err(Trouble::unparsable(text));
    }
    Ok(base.join(text))
}
