//! What every file and every crate owes to its reader.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use architecture_tests::Repository;

const LONGEST: usize = 400;
const LONGEST_NOUN: usize = 350;

/// Files that are longer, and how long they may be: a list that only shrinks.
const LONG_FILES: &str = include_str!("../../long-files.allowed");

#[test]
fn no_module_is_called_mod() -> Result<()> {
    let found: Vec<PathBuf> = Repository::find()?
        .files("")?
        .into_iter()
        .filter(|file| file.file_name().is_some_and(|name| name == "mod.rs"))
        .collect();
    assert!(found.is_empty(), "{found:#?}");
    Ok(())
}

#[test]
fn no_file_is_too_long_to_read() -> Result<()> {
    let mut exceptions = long_files()?;
    let mut wrong = Vec::new();
    for (file, lines) in source_lengths(&["crates", "adapters", "apps", "tests"])? {
        match exceptions.remove(&file) {
            None if lines > LONGEST => wrong.push(format!("{} has {lines} lines", file.display())),
            Some(_) if lines <= LONGEST => {
                wrong.push(format!("{} is short now: take it off the list", file.display()));
            }
            Some(allowed) if lines > allowed => {
                wrong.push(format!("{} has grown to {lines} lines", file.display()));
            }
            Some(allowed) if lines < allowed => {
                wrong.push(format!("{} has shrunk: write {lines} into the list", file.display()));
            }
            _ => {}
        }
    }
    wrong.extend(exceptions.keys().map(|file| format!("{} is gone: take it off the list", file.display())));
    assert!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}

#[test]
fn a_noun_is_short() -> Result<()> {
    let nouns = source_lengths(&["crates/identity-core/src/domain"])?;
    let wrong: Vec<_> = nouns.iter().filter(|(_, lines)| *lines > LONGEST_NOUN).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}

#[test]
fn nothing_is_left_for_later_and_no_machine_is_named() -> Result<()> {
    let repository = Repository::find()?;
    // Put together here, or this file would hold them.
    let markers = [concat!("TO", "DO"), concat!("FIX", "ME")];
    let place = concat!("/wo", "rk/");
    let mut wrong = Vec::new();
    for file in repository.files("")? {
        let Some(text) = repository.text(&file) else {
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            let mut words = line.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
            if line.contains(place) || words.any(|word| markers.contains(&word)) {
                wrong.push(format!("{}:{}: {}", file.display(), number + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}

#[test]
fn every_crate_takes_its_lints_and_dependencies_from_the_workspace() -> Result<()> {
    let mut wrong = Vec::new();
    for member in Repository::find()?.members()? {
        let manifest = std::fs::read_to_string(member.folder.join("Cargo.toml"))?;
        let mut section = "";
        let mut lints = false;
        for line in manifest.lines().map(str::trim) {
            if line.starts_with('[') {
                section = line;
            } else if section == "[lints]" && line == "workspace = true" {
                lints = true;
            } else if section.ends_with("dependencies]")
                && line.contains('=')
                && !line.replace(' ', "").contains("workspace=true")
            {
                wrong.push(format!("{}: {line}", member.name));
            }
        }
        if !lints {
            wrong.push(format!("{}: lints of its own", member.name));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}

#[test]
fn a_test_that_is_not_always_run_says_what_it_needs() -> Result<()> {
    let repository = Repository::find()?;
    let mut wrong = Vec::new();
    for file in rust_files(&repository, &["crates", "adapters", "apps", "tests"])? {
        let text = repository.text(&file).unwrap_or_default();
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            let ignored = line.starts_with(concat!("#[", "ignore"));
            if ignored && !(line.contains("needs ") && line.contains("run tests/run")) {
                wrong.push(format!("{}:{}: {line}", file.display(), number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}

/// Rust files under the `src` folders of these places, or under the places themselves, with their numbers of lines.
fn source_lengths(places: &[&str]) -> Result<Vec<(PathBuf, usize)>> {
    let repository = Repository::find()?;
    let files = rust_files(&repository, places)?;
    assert!(!files.is_empty(), "nothing in {places:?}");
    Ok(files
        .into_iter()
        .filter(|file| file.components().any(|part| part.as_os_str() == "src"))
        .filter_map(|file| {
            let lines = repository.text(&file)?.lines().count();
            Some((file, lines))
        })
        .collect())
}

fn rust_files(repository: &Repository, places: &[&str]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for place in places {
        files.extend(repository.files(place)?);
    }
    files.retain(|file| file.extension().is_some_and(|extension| extension == "rs"));
    Ok(files)
}

fn long_files() -> Result<BTreeMap<PathBuf, usize>> {
    LONG_FILES
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let (file, lines) = line.rsplit_once(' ').context("PATH LINES")?;
            Ok((Path::new(file).to_owned(), lines.parse()?))
        })
        .collect()
}
