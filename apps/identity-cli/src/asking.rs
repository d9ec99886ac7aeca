//! What is asked of whoever sits at the terminal: passwords and confirmations.

use std::io::{self, BufRead, IsTerminal, Read, Write};

use dialoguer::Password;
use identity_core::domain::password::MAX_PASSWORD_BYTES;
use zeroize::Zeroizing;

use crate::{
    refusal::Refusal,
    words::{Sentence, Words, say},
};

/// The longest answer that is read to the end.
const LONGEST_ANSWER: u64 = 1_000;

/// True when somebody can be asked.
pub(crate) fn somebody_is_there() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// A new password: typed twice where somebody is there, or else the first line of standard input.
pub(crate) fn new_password(words: &Words) -> Result<Zeroizing<String>, Refusal> {
    if !somebody_is_there() {
        return first_line(io::stdin().lock());
    }
    loop {
        let typed = hidden(&words.tell(&say!("ask-password")))?;
        if typed == hidden(&words.tell(&say!("ask-password-again")))? {
            return Ok(typed);
        }
        writeln!(io::stderr(), "{}", words.tell(&say!("passwords-differ"))).map_err(Refusal::Input)?;
    }
}

/// The lines of standard input that hold something, without the spaces around it.
pub(crate) fn lines() -> Result<Vec<String>, Refusal> {
    /// The most that is read, in bytes: some tens of thousands of login names.
    const MOST: u64 = 4 * 1024 * 1024;
    let mut text = String::new();
    io::stdin().lock().take(MOST).read_to_string(&mut text).map_err(Refusal::Input)?;
    Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

/// What is typed without being shown.
fn hidden(prompt: &str) -> Result<Zeroizing<String>, Refusal> {
    let typed = Password::new().with_prompt(prompt).allow_empty_password(true).report(false).interact();
    typed.map(Zeroizing::new).map_err(|dialoguer::Error::IO(error)| Refusal::Input(error))
}

/// Asks for the typed confirmation of what `about` says, unless it was given beforehand.
pub(crate) fn confirm(words: &Words, given: bool, about: &Sentence) -> Result<(), Refusal> {
    let word = say!("confirmation-word");
    if given {
        return Ok(());
    }
    if !somebody_is_there() {
        return Err(Refusal::NeedsYes);
    }
    let question = words.tell(&say!("ask-confirmation").with("word", word.clone()));
    let mut answer = String::new();
    write!(io::stderr(), "{}\n{question} ", words.tell(about)).map_err(Refusal::Input)?;
    io::stdin().lock().take(LONGEST_ANSWER).read_line(&mut answer).map_err(Refusal::Input)?;
    if is_confirmation(&answer, &words.tell(&say!("confirmation-spellings"))) {
        Ok(())
    } else {
        Err(Refusal::NotConfirmed(word))
    }
}

/// Any case will do, and the spellings that a keyboard without accents has.
fn is_confirmation(answer: &str, spellings: &str) -> bool {
    let answer = answer.trim().to_lowercase();
    spellings.split_whitespace().any(|spelling| spelling.to_lowercase() == answer)
}

fn first_line(input: impl Read) -> Result<Zeroizing<String>, Refusal> {
    // Whole capacity at once: a text that grows leaves copies of the password behind.
    let most = MAX_PASSWORD_BYTES + 2;
    let mut bytes = Zeroizing::new(Vec::with_capacity(most + 1));
    let mut byte = [0];
    let mut input = input.take(u64::try_from(most).unwrap_or(u64::MAX));
    while input.read(&mut byte).map_err(Refusal::Input)? == 1 && byte != *b"\n" {
        bytes.push(byte[0]);
    }
    if bytes.last() == Some(&b'\r') {
        bytes.pop();
    }
    let text = std::str::from_utf8(&bytes)
        .map_err(|error| Refusal::Input(io::Error::new(io::ErrorKind::InvalidData, error)))?;
    Ok(Zeroizing::new(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_readers_own_word_confirms() {
        let told = |code, answer: &str| {
            is_confirmation(answer, &Words::choose(Some(code)).tell(&say!("confirmation-spellings")))
        };
        for answer in ["YES\n", "yes", " Yes \r\n"] {
            assert!(told("en", answer), "{answer:?}");
        }
        for answer in ["SÌ\n", "sì", "SI", "si'"] {
            assert!(told("it", answer), "{answer:?}");
        }
        for answer in ["", "\n", "y", "ye", "yes please", "no"] {
            assert!(!told("en", answer) && !told("it", answer), "{answer:?}");
        }
        assert!(!told("en", "SÌ") && !told("it", "YES"));
    }

    #[test]
    fn a_password_is_the_first_line_and_nothing_of_it_is_lost() {
        let read = |text: &[u8]| first_line(text).map(|password| password.to_string());
        assert_eq!(read(b" il cane dorme \r\nmore\n").ok().as_deref(), Some(" il cane dorme "));
        assert_eq!(read(b"no end of line").ok().as_deref(), Some("no end of line"));
        assert_eq!(read(b"").ok().as_deref(), Some(""));
        assert!(matches!(read(b"\xff\xfe\n"), Err(Refusal::Input(_))));
        let long = read(&[b'x'; 5_000]).ok().map(|password| password.len());
        assert!(long.is_some_and(|length| length > MAX_PASSWORD_BYTES), "{long:?}");
    }
}
