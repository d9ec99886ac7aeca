//! What a person reads in a mail.

use anyhow::{Context, Result};
use test_support::smtp::Mail;

/// The unlock code as it stands in the mail: two groups of four digits, on a line of their own.
pub(crate) fn code_in(mail: &Mail) -> Result<String> {
    let text = mail.text();
    let code = text.lines().map(str::trim).find(|line| {
        let digits = line.chars().filter(char::is_ascii_digit).count();
        digits == 8 && line.chars().all(|letter| letter.is_ascii_digit() || letter == ' ')
    });
    Ok(code.with_context(|| format!("no code in {text}"))?.to_owned())
}

/// The link whose address holds this.
pub(crate) fn link_in(mail: &Mail, path: &str) -> Result<String> {
    mail.link(path).with_context(|| format!("no {path} in {}", mail.text()))
}

/// The secret at the end of a link.
pub(crate) fn secret_of(link: &str) -> &str {
    link.rsplit('/').next().unwrap_or_default()
}

/// The text as it is read, without the signs that only keep mail programs from making links.
pub(crate) fn as_read(mail: &Mail) -> String {
    mail.text().replace('\u{2060}', "")
}
