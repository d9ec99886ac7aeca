//! The example file, made from the table of keys.

use std::fmt::Write;

use crate::declared;
use crate::known::{Fallback, KNOWN_KEYS, Kind, KnownKey, SECTIONS};

const PREFACE: &str = "\
Every option of Portineria, with what holds when it is left out.
Remove the # before a line to set it. Durations are a number and s, m, h or d.
Relative paths start at the directory of this file.

Each option but [permissions] can also be set in the environment, which comes before this file:
[lockout] limit is IDENTITY__LOCKOUT__LIMIT. Lists are separated by commas there.
Secrets never stand here: options that end in _file name the file that holds one.
";

/// The text of `identity.example.toml`: every option, commented out, with its unit, default and bounds.
#[must_use]
pub fn example() -> String {
    let mut text = String::new();
    comment(&mut text, PREFACE);
    for (section, about) in SECTIONS {
        text.push('\n');
        comment(&mut text, about);
        text.extend(["[", section, "]\n"]);
        if *section == declared::SECTION {
            for declaration in declared::SAMPLE.split("\n\n") {
                text.push('\n');
                comment(&mut text, declaration);
            }
        }
        for key in KNOWN_KEYS.iter().filter(|key| key.section == *section) {
            text.push('\n');
            comment(&mut text, key.doc);
            comment(&mut text, &bounds(key));
            text.extend(["# ", key.name, " = ", &key.sample_as_toml(), "\n"]);
        }
    }
    text
}

/// The line about what may be given and what holds otherwise.
fn bounds(key: &KnownKey) -> String {
    let allowed = key.kind.allowed();
    let mut letters = allowed.chars();
    let mut line: String = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    line.push_str(letters.as_str());
    let written = match (key.fallback, &key.kind) {
        (Fallback::Value(_), Kind::Text { .. } | Kind::Networks) => {
            write!(line, "; by default {}.", key.sample_as_toml())
        }
        (Fallback::Value(value), _) => write!(line, "; by default {value}."),
        (Fallback::Absent(_, meaning), _) => write!(line, "; left out: {meaning}."),
    };
    // Writing to a string cannot fail.
    written.map(|()| line).unwrap_or_default()
}

fn comment(text: &mut String, lines: &str) {
    for line in lines.lines() {
        text.push_str(if line.is_empty() { "#" } else { "# " });
        text.extend([line, "\n"]);
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::{Mail, Settings};

    fn shipped() -> String {
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../identity.example.toml")).unwrap()
    }

    /// Lines that are an option behind "# ".
    fn uncommented(keep: impl Fn(&str, &str) -> bool) -> String {
        let mut section = String::new();
        let mut text = String::new();
        for line in shipped().lines() {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                name.clone_into(&mut section);
            }
            let option = line.strip_prefix("# ").filter(|rest| {
                if section == declared::SECTION && rest.starts_with("[[") && rest.ends_with("]]") {
                    return keep(&section, "");
                }
                let name = rest.split_once(" = ").map_or("", |(name, _)| name);
                !name.is_empty()
                    && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
                    && keep(&section, name)
            });
            text.extend([option.unwrap_or(line), "\n"]);
        }
        text
    }

    fn load(directory: &Path, text: &str) -> Settings {
        let path = directory.join("identity.toml");
        fs::write(&path, text).unwrap();
        Settings::load(Some(&path), std::iter::empty()).unwrap()
    }

    #[test]
    fn the_example_file_is_made_from_the_table() {
        assert!(
            shipped() == example(),
            "identity.example.toml is out of date: cargo run -p identity-settings --example identity-example > identity.example.toml"
        );
    }

    #[test]
    fn the_example_as_it_is_changes_nothing() {
        let directory = tempfile::tempdir().unwrap();
        let as_shipped = load(directory.path(), &shipped());
        let empty = load(directory.path(), "");
        assert_eq!(format!("{as_shipped:?}"), format!("{empty:?}"));
    }

    #[test]
    fn every_default_in_the_example_is_the_default() {
        let directory = tempfile::tempdir().unwrap();
        let has_default = |section: &str, name: &str| {
            section != "mail"
                && section != declared::SECTION
                && KNOWN_KEYS
                    .iter()
                    .any(|key| key.section == section && key.name == name && matches!(key.fallback, Fallback::Value(_)))
        };
        let text = uncommented(has_default);
        assert!(text.contains("\nabsolute = \"30d\"\n") && text.contains("\nlanes = 1\n"));
        assert_eq!(format!("{:?}", load(directory.path(), &text)), format!("{:?}", load(directory.path(), "")));
    }

    #[test]
    fn every_option_in_the_example_is_known_and_can_be_set() {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("smtp-password.secret"), "correct horse\n").unwrap();
        fs::write(directory.path().join("store-url.secret"), "postgres://identity@localhost/identity\n").unwrap();
        fs::write(directory.path().join("relay-root.pem"), "-----BEGIN CERTIFICATE-----\n").unwrap();
        let text = uncommented(|section, name| (section, name) != ("store", "url"));
        let settings = load(directory.path(), &text);
        assert!(
            matches!(&settings.mail, Mail::Relay(relay) if relay.host == "smtp.example.org" && relay.credentials.is_some())
        );
        assert_eq!(settings.operator.phone.as_deref(), Some("+39 06 0000 0000"));
        assert_eq!((settings.permissions.categories.len(), settings.permissions.permissions.len()), (1, 2));

        let document = toml_edit::Document::parse(uncommented(|_, _| true)).unwrap();
        for key in KNOWN_KEYS {
            assert!(
                document.get(key.section).and_then(|section| section.get(key.name)).is_some(),
                "{} is not in it",
                key.path()
            );
        }
    }

    #[test]
    fn every_bound_is_in_the_example() {
        let text = shipped();
        for key in KNOWN_KEYS {
            assert!(text.contains(&format!("{}\n# {} = ", bounds(key), key.name)), "{}", key.path());
        }
    }
}
