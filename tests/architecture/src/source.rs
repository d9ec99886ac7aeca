//! Source text, read closely enough for questions about it.

use std::collections::BTreeSet;

/// Code without comments, texts and tests.
#[derive(Debug)]
pub struct Source {
    code: String,
}

impl Source {
    /// Reads a file's text. Tests stand at its end, after `#[cfg(test)]`.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let code = without_comments_and_texts(text);
        let product = code.split("#[cfg(test)]").next().unwrap_or_default();
        Self { code: product.to_owned() }
    }

    /// Whether these words stand in it, next to no further letter: `async`, `std::env`, `println!`.
    #[must_use]
    pub fn mentions(&self, words: &str) -> bool {
        self.code.match_indices(words).any(|(at, _)| {
            let before = self.code[..at].chars().next_back();
            let after = self.code[at + words.len()..].chars().next();
            !before.is_some_and(is_word) && !after.is_some_and(is_word)
        })
    }

    /// The modules below the crate's root that it names: `change` of `crate::change::Write`, `change` and `domain` of
    /// `crate::{change, domain::{..}}`.
    #[must_use]
    pub fn roots(&self) -> BTreeSet<String> {
        let mut roots = BTreeSet::new();
        for (at, matched) in self.code.match_indices("crate::") {
            let before = self.code[..at].chars().next_back();
            if before.is_some_and(is_word) {
                continue;
            }
            let rest = self.code[at + matched.len()..].trim_start();
            match rest.strip_prefix('{') {
                Some(group) => roots.extend(heads(group)),
                None => roots.extend(head(rest)),
            }
        }
        roots
    }
}

/// The same text with nothing in place of comments and of the contents of texts and characters; lines stay where they are.
#[must_use]
pub fn without_comments_and_texts(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let next = letters.get(at + 1).copied();
        let end = match (letter, next) {
            ('/', Some('/')) => line_end(&letters, at),
            ('/', Some('*')) => block_end(&letters, at),
            ('"', _) => text_end(&letters, at),
            ('r', Some('"' | '#')) if !follows_word(&letters, at) => raw_end(&letters, at),
            ('\'', _) => character_end(&letters, at),
            _ => at,
        };
        if end == at {
            kept.push(letter);
            at += 1;
        } else {
            let gone = &letters[at..end.min(letters.len())];
            kept.push(' ');
            kept.extend(gone.iter().filter(|one| **one == '\n'));
            at = end;
        }
    }
    kept
}

fn line_end(letters: &[char], at: usize) -> usize {
    let rest = letters[at..].iter().position(|one| *one == '\n');
    rest.map_or(letters.len(), |length| at + length)
}

fn block_end(letters: &[char], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0_usize);
    while at < letters.len() {
        match (letters[at], letters.get(at + 1)) {
            ('/', Some('*')) => {
                depth += 1;
                at += 2;
            }
            ('*', Some('/')) => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    at
}

fn text_end(letters: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while at < letters.len() {
        match letters[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    at
}

/// `r"..."`, `r#"..."#`; a raw identifier such as `r#type` is no text.
fn raw_end(letters: &[char], start: usize) -> usize {
    let hashes = letters[start + 1..].iter().take_while(|one| **one == '#').count();
    let open = start + 1 + hashes;
    if letters.get(open) != Some(&'"') {
        return start;
    }
    let mut at = open + 1;
    while at < letters.len() {
        let closed = letters[at] == '"' && letters[at + 1..].iter().take_while(|one| **one == '#').count() >= hashes;
        if closed {
            return at + 1 + hashes;
        }
        at += 1;
    }
    at
}

/// `'x'` and `'\n'`, but not the lifetime `'x`.
fn character_end(letters: &[char], start: usize) -> usize {
    match letters.get(start + 1) {
        Some('\\') => {
            let rest = letters.iter().skip(start + 3).position(|one| *one == '\'');
            rest.map_or(start, |length| start + 3 + length + 1)
        }
        Some(_) if letters.get(start + 2) == Some(&'\'') => start + 3,
        _ => start,
    }
}

fn follows_word(letters: &[char], at: usize) -> bool {
    at > 0 && is_word(letters[at - 1]) && !(letters[at - 1] == 'b' && (at < 2 || !is_word(letters[at - 2])))
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn head(path: &str) -> Option<String> {
    let name: String = path.trim_start().chars().take_while(|one| is_word(*one)).collect();
    (!name.is_empty()).then_some(name)
}

/// The first names of the members of a group, up to its closing brace.
fn heads(group: &str) -> BTreeSet<String> {
    let (mut names, mut depth, mut start) = (BTreeSet::new(), 0_usize, 0);
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => {
                names.extend(head(&group[start..at]));
                return names;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                names.extend(head(&group[start..at]));
                start = at + 1;
            }
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_texts_are_not_code() {
        let code = without_comments_and_texts(
            "let a = \"async \\\" fn\"; // async\n/* async /* async */ async */ let b: &'a str = r#\"async\"\"#; let c = ('\"', '\\'', b'x');\nlet r#type = br\"async\"; fn x<'b>(x: &'b u8) {}",
        );
        assert!(!code.contains("async"), "{code}");
        for kept in ["let a", "let b: &'a str", "let c", "r#type", "fn x<'b>(x: &'b u8) {}"] {
            assert!(code.contains(kept), "{kept} in {code}");
        }
        assert_eq!(code.lines().count(), 3);
    }

    #[test]
    fn words_are_found_whole() {
        let source = Source::read(
            "fn asynchronous() { std::env::var(); println!() }\n#[cfg(test)]\nmod tests { async fn x() {} }",
        );
        assert!(!source.mentions("async"));
        assert!(source.mentions("std::env"));
        assert!(source.mentions("println!"));
        assert!(!source.mentions("std::en"));
    }

    #[test]
    fn roots_are_found_in_paths_and_groups() {
        let source = Source::read(
            "use crate::{change::{Change, Write}, domain::account::Account,\n ports};\nuse crate::application;\npub(crate) fn x() -> crate::other::Y {}",
        );
        let roots: Vec<String> = source.roots().into_iter().collect();
        assert_eq!(roots, ["application", "change", "domain", "other", "ports"]);
    }
}
