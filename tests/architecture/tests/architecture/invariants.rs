//! What ARCHITECTURE.md promises, and the tests that hold it.

use std::path::Path;

use anyhow::{Context, Result};
use architecture_tests::{Repository, without_comments_and_texts};

#[test]
fn each_invariant_is_held_by_a_test_that_exists() -> Result<()> {
    let repository = Repository::find()?;
    let document = repository.text(Path::new("ARCHITECTURE.md")).context("there is no ARCHITECTURE.md")?;
    let invariants = invariants(&document);
    assert!(invariants.len() >= 7, "{} invariants", invariants.len());

    let code = all_code(&repository)?;
    let mut wrong = Vec::new();
    for (number, text) in &invariants {
        let names = held_by(text);
        if names.is_empty() {
            wrong.push(format!("{number} is held by nothing"));
        }
        for name in names {
            if !code.contains(&format!("fn {name}(")) {
                wrong.push(format!("{number} is held by {name}, which does not exist"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}

#[test]
fn names_are_read_from_the_lines_that_hold() {
    let document = "## Other\n1. Not this.\n## Invariants\n\n1. First, and\n   more.\n   Held by: `one`, `two`.\n2. Second `x`.\n\n## After\n3. Nor this.";
    let found = invariants(document);
    assert_eq!(found.len(), 2);
    assert_eq!(held_by(&found[0].1), ["one", "two"]);
    assert!(held_by(&found[1].1).is_empty());
}

/// The numbered items of the section about invariants, each with all its lines.
fn invariants(document: &str) -> Vec<(String, String)> {
    let mut items: Vec<(String, String)> = Vec::new();
    let section = document
        .lines()
        .skip_while(|line| !(line.starts_with('#') && line.to_lowercase().contains("invariants")))
        .skip(1)
        .take_while(|line| !line.starts_with('#'));
    for line in section {
        let number: String = line.chars().take_while(char::is_ascii_digit).collect();
        if !number.is_empty() && line[number.len()..].starts_with(". ") {
            items.push((number, String::new()));
        }
        if let Some((_, text)) = items.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    items
}

/// The names between backticks after `Held by:`, up to the end of the item.
fn held_by(item: &str) -> Vec<String> {
    item.split("Held by:").skip(1).flat_map(|names| names.split('`').skip(1).step_by(2)).map(str::to_owned).collect()
}

fn all_code(repository: &Repository) -> Result<String> {
    let mut code = String::new();
    for place in ["crates", "adapters", "apps", "tests"] {
        for file in repository.files(place)? {
            if file.extension().is_some_and(|extension| extension == "rs") {
                let text = repository.text(&file).unwrap_or_default();
                code.push_str(&without_comments_and_texts(&text));
            }
        }
    }
    Ok(code)
}
