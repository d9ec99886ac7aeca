//! What the pages say, in the reader's language.
//!
//! A language is a folder under `locales/`. Nothing else names the languages: the list of them is
//! read from the folders, and each catalogue says its own name and how it writes a time.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{Loader as _, static_loader};
use unic_langid::LanguageIdentifier;

use super::markup::Phrase;

static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "en",
        // The marks that isolate values are invisible, and would be copied along with a login name.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// The catalogue of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    language: LanguageIdentifier,
}

/// A language that the pages speak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// Its tag, as in `?lang=it`.
    pub code: String,
    /// Its name in itself.
    pub name: String,
}

impl Words {
    /// The catalogue for a language tag, or the English one where there is no such folder.
    #[must_use]
    pub fn new(code: &str) -> Self {
        Self::known(code).unwrap_or_else(|| Self { language: LOCALES.fallback().clone() })
    }

    /// The catalogue for a language tag, if there is one; `it-CH` is served by `it`.
    #[must_use]
    pub fn known(code: &str) -> Option<Self> {
        let asked: LanguageIdentifier = code.parse().ok()?;
        let folders: Vec<_> = LOCALES.locales().collect();
        folders
            .iter()
            .find(|folder| ***folder == asked)
            .or_else(|| folders.iter().find(|folder| folder.language == asked.language))
            .map(|folder| Self { language: (*folder).clone() })
    }

    /// The catalogue that an `Accept-Language` header likes best, if it likes any.
    #[must_use]
    pub fn accepted(header: &str) -> Option<Self> {
        let mut wishes: Vec<(u16, &str)> = header.split(',').filter_map(wish).collect();
        wishes.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        wishes.into_iter().find_map(|(_, code)| Self::known(code))
    }

    /// Every language that has a folder, by name.
    #[must_use]
    pub fn languages() -> Vec<Language> {
        let mut all: Vec<_> = LOCALES
            .locales()
            .map(|folder| Language { code: folder.to_string(), name: LOCALES.lookup(folder, "language-name") })
            .collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }

    /// The language tag, for `lang` attributes and for what is kept with an account.
    #[must_use]
    pub fn code(&self) -> String {
        self.language.to_string()
    }

    /// The message under a key.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        LOCALES.lookup(&self.language, key)
    }

    /// The message under a key with values in it, as plain text: whoever puts it in a page escapes it.
    #[must_use]
    pub fn t_with(&self, key: &str, values: &[(&'static str, &str)]) -> String {
        let values = values.iter().map(|(name, value)| (Cow::Borrowed(*name), FluentValue::from(*value))).collect();
        LOCALES.lookup_with_args(&self.language, key, &values)
    }

    /// The message under a key, to be filled in and put in a page as it is.
    pub fn say<'a>(&'a self, key: &'a str) -> Phrase<'a> {
        Phrase::new(self, key)
    }

    pub(super) fn resolve(&self, key: &str, values: &HashMap<Cow<'static, str>, FluentValue<'static>>) -> String {
        LOCALES.lookup_with_args(&self.language, key, values)
    }
}

/// One entry of an `Accept-Language` header: its weight in thousandths, and the tag.
fn wish(entry: &str) -> Option<(u16, &str)> {
    let mut parts = entry.split(';').map(str::trim);
    let code = parts.next().filter(|code| !code.is_empty())?;
    let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1000), thousandths)?;
    (weight > 0).then_some((weight, code))
}

/// `1`, `0.8`, `0.125`: what a weight may look like, and nothing else.
fn thousandths(weight: &str) -> Option<u16> {
    let (whole, fraction) = weight.split_once('.').unwrap_or((weight, ""));
    let whole: u16 = whole.parse().ok()?;
    if fraction.len() > 3 {
        return None;
    }
    let fraction: u16 = format!("{fraction:0<3}").parse().ok()?;
    Some((whole.min(1) * 1000 + fraction).min(1000))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;

    #[test]
    fn a_header_is_served_by_weight_and_by_what_there_is() {
        let code = |header| Words::accepted(header).map(|words| words.code());
        assert_eq!(code("it-CH, en;q=0.9").as_deref(), Some("it"));
        assert_eq!(code("en;q=0.2, it;q=0.8").as_deref(), Some("it"));
        assert_eq!(code("xx, it;q=0, en;q=0.1").as_deref(), Some("en"));
        assert_eq!(code("xx"), None);
        assert_eq!(code(";;q=,"), None);
    }

    #[test]
    fn every_language_says_its_own_name() {
        let names: Vec<_> = Words::languages().into_iter().map(|l| l.name).collect();
        assert_eq!(names, ["English", "Italiano"]);
    }

    #[test]
    fn every_language_holds_the_same_messages_with_the_same_values() {
        let english = catalogue("en");
        for language in Words::languages() {
            let theirs = catalogue(&language.code);
            for (key, values) in &english {
                assert_eq!(theirs.get(key), Some(values), "{key} in {}", language.code);
            }
            for key in theirs.keys() {
                assert!(english.contains_key(key), "only {} has {key}", language.code);
            }
        }
    }

    #[test]
    fn every_message_is_used_and_every_message_used_exists() {
        let mut text = String::new();
        for file in files(&root().join("templates")) {
            text.push_str(&fs::read_to_string(file).unwrap());
        }
        for file in files(&root().join("src")) {
            let source = fs::read_to_string(file).unwrap();
            text.push_str(source.split("#[cfg(test)]").next().unwrap());
        }
        let catalogue = catalogue("en");
        let quoted: BTreeSet<&str> = text.split('"').collect();
        for key in catalogue.keys() {
            assert!(quoted.contains(key.as_str()), "{key} is used nowhere");
        }
        for call in [".t(\"", ".say(\"", ".t_with(\"", "page.field(\""] {
            for rest in text.split(call).skip(1) {
                // `field` names the input first and its message second.
                let key = if call.starts_with("page") { rest.split('"').nth(2) } else { rest.split('"').next() };
                let key = key.unwrap();
                let is_a_key = key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
                assert!(!is_a_key || catalogue.contains_key(key), "{key} does not exist");
            }
        }
    }

    /// Each message of a language, with the values that it takes.
    fn catalogue(code: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut messages = BTreeMap::new();
        for file in files(&root().join("locales").join(code)) {
            let mut key = String::new();
            for line in fs::read_to_string(&file).unwrap().lines() {
                let starts = line.starts_with(|c: char| c.is_ascii_alphabetic());
                if let (true, Some((name, _))) = (starts, line.split_once('=')) {
                    key = name.trim().to_owned();
                    let earlier = messages.insert(key.clone(), BTreeSet::new());
                    assert!(earlier.is_none(), "{key} twice in {code}");
                }
                if line.starts_with('#') {
                    continue;
                }
                for value in line.split('$').skip(1) {
                    let value = value.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).next().unwrap();
                    messages.get_mut(&key).unwrap().insert(value.to_owned());
                }
            }
        }
        assert!(!messages.is_empty(), "no messages in {code}");
        messages
    }

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR"))
    }

    fn files(under: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for entry in fs::read_dir(under).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(files(&path));
            } else {
                found.push(path);
            }
        }
        found
    }
}
