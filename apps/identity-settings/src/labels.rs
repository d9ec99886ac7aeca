//! What Portineria's own permissions are called, in each language under `locales/`.

use identity_core::domain::{
    kernel::{DisplayName, Language},
    permission::Catalogue,
};
use toml_edit::Document;

/// The tag of each language, and its texts.
const LANGUAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// The catalogue in every language that there are texts in.
pub(crate) fn translated(catalogue: Catalogue) -> Catalogue {
    LANGUAGES.iter().fold(catalogue, |catalogue, (tag, texts)| {
        let Ok(language) = Language::parse(tag) else {
            return catalogue;
        };
        let texts = read(texts);
        let lent: Vec<_> = texts.iter().map(|(name, text)| (name.as_str(), text)).collect();
        catalogue.speaking(language, &lent)
    })
}

/// Names and texts; a test holds that there is nothing else in the files.
fn read(texts: &str) -> Vec<(String, DisplayName)> {
    let Ok(document) = Document::parse(texts) else {
        return Vec::new();
    };
    let text = |(name, item): (&str, &toml_edit::Item)| {
        let text = item.as_str().and_then(|text| DisplayName::parse(text).ok())?;
        Some((name.to_owned(), text))
    };
    document.as_table().iter().filter_map(text).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use identity_core::domain::permission::OwnPermission;

    use super::*;

    #[test]
    fn each_language_has_a_text_for_everything_that_is_our_own_and_for_nothing_else() {
        let own = OwnPermission::ALL.map(OwnPermission::as_str).into_iter().chain([OwnPermission::CATEGORY]);
        let own: BTreeSet<String> = own.map(str::to_owned).collect();
        assert!(LANGUAGES.iter().any(|(tag, _)| *tag == "it"));
        for (tag, texts) in LANGUAGES {
            assert_eq!(Language::parse(tag).unwrap().as_str(), *tag);
            assert_eq!(Document::parse(*texts).unwrap().as_table().len(), own.len(), "{tag}");
            assert_eq!(read(texts).into_iter().map(|(name, _)| name).collect::<BTreeSet<_>>(), own, "{tag}");
        }
    }

    #[test]
    fn a_reader_of_italian_reads_italian() {
        let catalogue = translated(Catalogue::own());
        let unlock = catalogue.get(&OwnPermission::AccountsUnlock.name()).unwrap();
        assert_eq!(unlock.labels.text(Language::ITALIAN), "Vedere chi è bloccato, e sbloccare");
        assert_eq!(unlock.labels.text(Language::ENGLISH), "See who is locked, and unlock");
        let (category, _) = catalogue.by_category().next().unwrap();
        assert_eq!(category.labels.text(Language::ITALIAN), "Amministrazione");
    }
}
