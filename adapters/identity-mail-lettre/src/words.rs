//! What mails say, in the reader's language.

use std::collections::HashMap;

use fluent_templates::{Loader as _, static_loader};
use identity_core::domain::kernel::Language;
use unic_langid::LanguageIdentifier;

use crate::sentence::{Phrase, Values};

static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "en",
        // The marks that isolate values are invisible, and would be copied along with a login name.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// The catalogue of one language.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    language: LanguageIdentifier,
}

impl Words {
    /// The catalogue of a language, or the English one where there is no folder for it.
    pub(crate) fn of(language: Language) -> Self {
        let folder = LOCALES.locales().find(|folder| folder.language.as_str() == language.as_str());
        Self { language: folder.unwrap_or_else(|| LOCALES.fallback()).clone() }
    }

    /// Every language that has a folder.
    pub(crate) fn languages() -> Vec<String> {
        let mut all: Vec<_> = LOCALES.locales().map(ToString::to_string).collect();
        all.sort();
        all
    }

    /// The language tag, for `lang` attributes and `Content-Language`.
    pub(crate) fn tag(&self) -> String {
        self.language.to_string()
    }

    /// The message under a key.
    pub(crate) fn t(&self, key: &str) -> String {
        self.resolve(key, &HashMap::new())
    }

    /// The message under a key, to be filled in.
    pub(crate) fn say<'a>(&'a self, key: &'a str) -> Phrase<'a> {
        Phrase::new(self, key)
    }

    pub(crate) fn resolve(&self, key: &str, values: &Values) -> String {
        LOCALES.lookup_with_args(&self.language, key, values)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;

    #[test]
    fn a_language_without_a_folder_is_served_in_english() {
        let tag = |text| Words::of(Language::parse(text).unwrap()).tag();
        assert_eq!([tag("it"), tag("en"), tag("xx")], ["it", "en", "en"]);
        assert_eq!(Words::languages(), ["en", "it"]);
    }

    #[test]
    fn every_language_holds_the_same_messages_with_the_same_values() {
        let english = catalogue("en");
        for language in Words::languages() {
            let theirs = catalogue(&language);
            for (key, values) in &english {
                let found = theirs.get(key);
                // Which form of the hour a time is written with is each language's own business.
                let agree = found == Some(values) || key.starts_with("moment-") && found.is_some();
                assert!(agree, "{key} in {language}: {found:?} instead of {values:?}");
            }
            for key in theirs.keys() {
                assert!(english.contains_key(key), "only {language} has {key}");
            }
        }
    }

    #[test]
    fn every_message_is_used_and_every_message_used_exists() {
        let mut text = String::new();
        for file in files(&root().join("src")) {
            let source = fs::read_to_string(file).unwrap();
            text.push_str(source.split("#[cfg(test)]").next().unwrap());
        }
        let catalogue = catalogue("en");
        let quoted: BTreeSet<&str> = text.split('"').collect();
        for key in catalogue.keys() {
            assert!(quoted.contains(key.as_str()), "{key} is used nowhere");
        }
        let mut calls = 0;
        for call in [".t(\"", ".say(\""] {
            for rest in text.split(call).skip(1) {
                let key = rest.split('"').next().unwrap();
                assert!(catalogue.contains_key(key), "{key} does not exist");
                calls += 1;
            }
        }
        assert!(calls > 50, "only {calls} calls were seen");
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
            if path.is_dir() {
                found.extend(files(&path));
            } else {
                found.push(path);
            }
        }
        found
    }
}
