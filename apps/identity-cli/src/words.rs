//! What the command says, in the reader's language.
//!
//! A language is a folder under `locales/`; nothing else names the languages.

use std::{borrow::Cow, collections::HashMap, env};

use fluent_templates::{Loader as _, fluent_bundle::FluentValue, static_loader};
use identity_core::domain::kernel::Language;
use unic_langid::LanguageIdentifier;

static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "en",
        // The marks that isolate values are invisible, and would be copied along with a login name.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// Something to say, in no language yet. Made by [`say!`](crate::words::say) alone, so that a test finds every one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sentence {
    key: &'static str,
    values: Vec<(&'static str, Value)>,
}

/// What stands in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// A text that somebody chose; made harmless when it is said.
    Text(String),
    /// A number.
    Count(u64),
    /// Another sentence.
    Said(Box<Sentence>),
}

/// A sentence of the catalogues.
macro_rules! say {
    ($key:literal) => {
        $crate::words::Sentence::under($key)
    };
}
pub(crate) use say;

impl Sentence {
    /// For [`say!`](crate::words::say).
    pub(crate) const fn under(key: &'static str) -> Self {
        Self { key, values: Vec::new() }
    }

    /// With a value in it.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.values.push((name, value.into()));
        self
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<u32> for Value {
    fn from(count: u32) -> Self {
        Self::Count(count.into())
    }
}

impl From<u64> for Value {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<usize> for Value {
    fn from(count: usize) -> Self {
        Self::Count(u64::try_from(count).unwrap_or(u64::MAX))
    }
}

impl From<Sentence> for Value {
    fn from(sentence: Sentence) -> Self {
        Self::Said(Box::new(sentence))
    }
}

/// The catalogue of one language.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    language: LanguageIdentifier,
}

impl Words {
    /// The catalogue that was asked for, or else the one that the environment names, or else the English one.
    pub(crate) fn choose(asked: Option<&str>) -> Self {
        let language = asked.and_then(of_locale).or_else(of_environment);
        Self { language: language.unwrap_or_else(|| LOCALES.fallback().clone()) }
    }

    /// The language, as the core knows it.
    pub(crate) fn language(&self) -> Language {
        Language::parse(self.language.language.as_str()).unwrap_or(Language::ENGLISH)
    }

    /// The sentence in this language.
    pub(crate) fn tell(&self, sentence: &Sentence) -> String {
        let values: HashMap<Cow<'static, str>, FluentValue<'static>> =
            sentence.values.iter().map(|(name, value)| (Cow::Borrowed(*name), self.value(value))).collect();
        LOCALES.lookup_with_args(&self.language, sentence.key, &values)
    }

    fn value(&self, value: &Value) -> FluentValue<'static> {
        match value {
            Value::Text(text) => FluentValue::from(harmless(text)),
            Value::Count(count) => FluentValue::from(*count),
            Value::Said(sentence) => FluentValue::from(self.tell(sentence)),
        }
    }
}

/// Every language that has a folder.
pub(crate) fn languages() -> Vec<&'static str> {
    let mut all: Vec<_> = LOCALES.locales().map(|folder| folder.language.as_str()).collect();
    all.sort_unstable();
    all
}

/// The language that the shell is set to.
#[expect(clippy::disallowed_methods, reason = "the reader's language is the shell's, not the installation's")]
fn of_environment() -> Option<LanguageIdentifier> {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()))?;
    of_locale(&locale)
}

/// `it_IT.UTF-8` and `it-CH` are served by `it`.
fn of_locale(locale: &str) -> Option<LanguageIdentifier> {
    let tag = locale.split(['_', '-', '.', '@']).next()?;
    LOCALES.locales().find(|folder| folder.language.as_str().eq_ignore_ascii_case(tag)).cloned()
}

/// A text that does nothing to a terminal: characters that move, hide or reorder others are written out.
pub(crate) fn harmless(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_harmful(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Control characters, line and paragraph separators, bidirectional and other invisible format characters.
pub(crate) fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use std::{
        collections::{BTreeMap, BTreeSet},
        fs,
        path::{Path, PathBuf},
    };

    use super::*;

    #[test]
    fn a_language_is_found_under_any_spelling_of_a_locale() {
        for locale in ["it", "it_IT.UTF-8", "IT", "it-CH", "it@euro"] {
            assert_eq!(of_locale(locale).unwrap().to_string(), "it", "{locale}");
        }
        for locale in ["", "C.UTF-8", "POSIX", "xx"] {
            assert_eq!(of_locale(locale), None, "{locale}");
        }
        assert_eq!(languages(), ["en", "it"]);
    }

    #[test]
    fn a_chosen_text_does_nothing_to_a_terminal() {
        assert_eq!(harmless("Anna \u{1b}[2J\u{202e}b\n"), "Anna \\u{1b}[2J\\u{202e}b\\u{a}");
        assert_eq!(harmless("Città di Castello, 名前 👋"), "Città di Castello, 名前 👋");
        let told = Words::choose(Some("en")).tell(&say!("no-such-account").with("login", "a\u{9b}2J"));
        assert!(told.contains("a\\u{9b}2J"), "{told}");
    }

    #[test]
    fn every_language_holds_the_same_messages_with_the_same_values() {
        let english = catalogue("en");
        for language in languages() {
            let theirs = catalogue(language);
            for (key, values) in &english {
                assert_eq!(theirs.get(key), Some(values), "{key} in {language}");
            }
            assert!(theirs.keys().all(|key| english.contains_key(key)), "{language} has more than English");
        }
    }

    #[test]
    fn every_message_is_used_and_every_message_used_exists_with_its_values() {
        let english = catalogue("en");
        let mut used = BTreeSet::new();
        for file in files(&root().join("src")) {
            let source = fs::read_to_string(file).unwrap();
            for rest in source.split("#[cfg(test)]").next().unwrap().split("say!(\"").skip(1) {
                let (key, rest) = rest.split_once("\")").unwrap();
                let given: BTreeSet<String> = withs(rest);
                assert_eq!(english.get(key), Some(&given), "{key}");
                used.insert(key.to_owned());
            }
        }
        for key in english.keys() {
            assert!(used.contains(key), "{key} is used nowhere");
        }
        assert!(used.len() > 100, "only {} were seen", used.len());
    }

    /// The names in the chain of `.with("name", ..)` that a sentence begins.
    fn withs(mut rest: &str) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        while let Some(call) = rest.trim_start().strip_prefix(".with(\"") {
            names.insert(call.split('"').next().unwrap().to_owned());
            let mut depth = 1;
            let end = call.char_indices().find(|(_, c)| {
                depth += match c {
                    '(' => 1,
                    ')' => -1,
                    _ => 0,
                };
                depth == 0
            });
            rest = &call[end.unwrap().0 + 1..];
        }
        names
    }

    /// Each message of a language, with the values that it takes.
    fn catalogue(language: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for file in files(&root().join("locales").join(language)) {
            let mut key = String::new();
            for line in fs::read_to_string(&file).unwrap().lines().filter(|line| !line.starts_with('#')) {
                let starts = line.starts_with(|c: char| c.is_ascii_alphabetic());
                if let (true, Some((name, _))) = (starts, line.split_once('=')) {
                    name.trim().clone_into(&mut key);
                    assert!(messages.insert(key.clone(), BTreeSet::new()).is_none(), "{key} twice in {language}");
                }
                for value in line.split('$').skip(1) {
                    let value = value.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).next().unwrap();
                    messages.get_mut(&key).unwrap().insert(value.to_owned());
                }
            }
        }
        assert!(!messages.is_empty(), "no messages in {language}");
        messages
    }

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR"))
    }

    fn files(under: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for entry in fs::read_dir(under).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
        }
        found
    }
}
