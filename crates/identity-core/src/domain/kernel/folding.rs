//! Texts as they are searched and sorted: without case, width and accents.

use icu_casemap::CaseMapper;
use icu_normalizer::DecomposingNormalizer;
use icu_properties::{CodePointMapData, props::CanonicalCombiningClass};

/// The text as lists search and sort it: decomposed, case folded, without accents (`Nicolò` is `nicolo`).
/// Marks that make another letter of theirs in scripts without accents (the voicing of kana, nuktas,
/// viramas) stay.
///
/// Stores keep what this makes. Where it changes, a migration has to make it anew.
#[must_use]
pub fn folded(text: &str) -> String {
    let normalizer = DecomposingNormalizer::new_nfkd();
    let folded = CaseMapper::new().fold_string(&normalizer.normalize(text)).into_owned();
    let classes = CodePointMapData::<CanonicalCombiningClass>::new();
    normalizer.normalize(&folded).chars().filter(|c| !is_accent(classes.get(*c))).collect()
}

fn is_accent(class: CanonicalCombiningClass) -> bool {
    use CanonicalCombiningClass as Class;
    !matches!(class, Class::NotReordered | Class::Overlay | Class::Nukta | Class::KanaVoicing | Class::Virama)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_width_and_accents_fold_away_and_nothing_else_does() {
        for text in ["Nicolò", "NICOLO\u{300}", "nicolo", "Ｎｉｃｏｌò"] {
            assert_eq!(folded(text), "nicolo", "{text}");
        }
        assert_eq!(folded("Straße"), folded("STRASSE"));
        assert_eq!(folded("ÅNGSTRÖM"), "angstrom");
        assert_ne!(folded("が"), folded("か"));
        assert_eq!(folded("a%_\\'\"\0\n"), "a%_\\'\"\0\n");
    }
}
