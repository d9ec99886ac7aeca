//! Every command is held to the same promises: a case that shows it, JSON where it answers, and for what destroys a
//! dry run and a typed confirmation.

use std::{fs, path::Path};

use clap::Command;

use super::command;

/// What a command does to the installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    /// Nothing, and it answers.
    Answers,
    /// Nothing, and what it prints is a text for other programs.
    Prints,
    /// Something that can be done again or undone.
    Changes,
    /// Something that cannot be brought back.
    Destroys,
}

/// Every command. Whoever adds one says here what it does.
const EFFECTS: &[(&str, Effect)] = &[
    ("account add", Effect::Changes),
    ("account edit", Effect::Changes),
    ("account export", Effect::Prints),
    ("account import", Effect::Changes),
    ("account list", Effect::Answers),
    ("account reinstate", Effect::Changes),
    ("account remove", Effect::Destroys),
    ("account reset", Effect::Changes),
    ("account show", Effect::Answers),
    ("account suspend", Effect::Destroys),
    ("account unlock", Effect::Changes),
    ("account welcome", Effect::Changes),
    ("audit export", Effect::Prints),
    ("audit list", Effect::Answers),
    ("audit prune", Effect::Destroys),
    ("audit seal", Effect::Changes),
    ("audit verify", Effect::Answers),
    ("backup", Effect::Changes),
    ("break-glass", Effect::Destroys),
    ("completions", Effect::Prints),
    ("doctor", Effect::Answers),
    ("drill", Effect::Changes),
    ("invitation list", Effect::Answers),
    ("invitation resend", Effect::Changes),
    ("invitation revoke", Effect::Changes),
    ("invitation send", Effect::Changes),
    ("invitation show", Effect::Answers),
    ("lockout clear", Effect::Changes),
    ("lockout list", Effect::Answers),
    ("man", Effect::Prints),
    ("organization edit", Effect::Changes),
    ("organization list", Effect::Answers),
    ("organization open", Effect::Changes),
    ("organization show", Effect::Answers),
    ("outbox list", Effect::Answers),
    ("outbox retry", Effect::Changes),
    ("permission confirm", Effect::Changes),
    ("permission explain", Effect::Answers),
    ("permission grant", Effect::Changes),
    ("permission list", Effect::Answers),
    ("permission take", Effect::Changes),
    ("permission who", Effect::Answers),
    ("policy set", Effect::Changes),
    ("policy show", Effect::Answers),
    ("policy simulate", Effect::Answers),
    ("profile define", Effect::Changes),
    ("profile edit", Effect::Changes),
    ("profile list", Effect::Answers),
    ("profile remove", Effect::Destroys),
    ("profile show", Effect::Answers),
    ("readiness", Effect::Answers),
    ("restore", Effect::Destroys),
    ("restored", Effect::Destroys),
];

/// The commands that do something themselves, with the words that lead to each.
fn leaves(command: &Command, path: &str, found: &mut Vec<(String, Command)>) {
    for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help") {
        let path = format!("{path} {}", inner.get_name());
        if inner.has_subcommands() {
            leaves(inner, &path, found);
        } else {
            found.push((path.trim_start().to_owned(), inner.clone()));
        }
    }
}

fn all() -> Vec<(String, Command)> {
    let mut found = Vec::new();
    leaves(&command(), "", &mut found);
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found
}

/// The lines of all cases in which the command is run.
fn cases() -> Vec<String> {
    fn read(directory: &Path, lines: &mut Vec<String>) {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, lines);
            } else if path.extension().is_some_and(|end| end == "md") {
                let text = fs::read_to_string(path).unwrap();
                lines.extend(text.lines().filter_map(|line| line.strip_prefix("$ identity ")).map(str::to_owned));
            }
        }
    }
    let mut lines = Vec::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases"), &mut lines);
    lines
}

/// True for a line that runs this command, whatever options stand before it, and does more than show its help.
fn runs(line: &str, path: &str) -> bool {
    let wanted: Vec<&str> = path.split(' ').collect();
    let words: Vec<&str> = line.split_whitespace().collect();
    words.windows(wanted.len()).any(|window| window == wanted) && !words.contains(&"-h")
}

#[test]
fn every_command_says_what_it_does() {
    let there: Vec<String> = all().into_iter().map(|(path, _)| path).collect();
    let said: Vec<&str> = EFFECTS.iter().map(|(path, _)| *path).collect();
    assert_eq!(there, said, "a command is missing in EFFECTS, or is not there any more");
}

#[test]
fn every_command_has_a_case_and_answers_in_json() {
    let cases = cases();
    let mut wrong = Vec::new();
    for (path, effect) in EFFECTS {
        let its: Vec<&String> = cases.iter().filter(|line| runs(line, path)).collect();
        if its.is_empty() && *effect != Effect::Prints {
            wrong.push(format!("{path} has no case"));
        } else if *effect != Effect::Prints && !its.iter().any(|line| line.contains("--json")) {
            wrong.push(format!("{path} has no case with --json"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_destroys_can_be_tried_first_and_is_confirmed() {
    for (path, command) in all() {
        let has = |option: &str| command.get_arguments().any(|argument| argument.get_long() == Some(option));
        let effect = EFFECTS.iter().find(|(known, _)| *known == path).map(|(_, effect)| *effect);
        if effect == Some(Effect::Destroys) {
            assert!(has("dry-run") && has("yes"), "{path}");
            let is_tried = cases().iter().any(|line| runs(line, &path) && line.contains("--dry-run"));
            assert!(is_tried, "{path} has no case with --dry-run");
        } else {
            assert!(!has("yes"), "{path} asks for a confirmation and destroys nothing?");
        }
    }
}

#[test]
fn every_command_and_option_is_explained() {
    for (path, command) in all() {
        assert!(command.get_about().is_some(), "{path}");
        for argument in command.get_arguments() {
            assert!(argument.get_help().is_some() || argument.get_id() == "help", "{path} {}", argument.get_id());
        }
    }
}
