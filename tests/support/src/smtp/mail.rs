//! One message as it arrived.

use mail_parser::{Message, MessageParser};

/// A message and the envelope that it came in.
#[derive(Debug, Clone)]
pub struct Mail {
    pub(super) connection: usize,
    pub(super) sender: String,
    pub(super) recipients: Vec<String>,
    pub(super) raw: Vec<u8>,
    pub(super) encrypted: bool,
    pub(super) authenticated_as: Option<String>,
    pub(super) accepted: bool,
}

impl Mail {
    /// Which connection it came on, counted from one.
    #[must_use]
    pub fn connection(&self) -> usize {
        self.connection
    }

    /// Whom the envelope says it comes from.
    #[must_use]
    pub fn sender(&self) -> &str {
        &self.sender
    }

    /// Whom the envelope is for.
    #[must_use]
    pub fn recipients(&self) -> &[String] {
        &self.recipients
    }

    /// Whether it came over an encrypted connection.
    #[must_use]
    pub fn encrypted(&self) -> bool {
        self.encrypted
    }

    /// Who the client said it was, and proved it.
    #[must_use]
    pub fn authenticated_as(&self) -> Option<&str> {
        self.authenticated_as.as_deref()
    }

    /// Whether the sink took it on.
    #[must_use]
    pub fn accepted(&self) -> bool {
        self.accepted
    }

    /// The bytes after `DATA` as they came, without the dot that ends them.
    #[must_use]
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// The message itself: the same bytes with leading dots as they were meant.
    #[must_use]
    pub fn message(&self) -> Vec<u8> {
        self.raw
            .split_inclusive(|byte| *byte == b'\n')
            .flat_map(|line| line.strip_prefix(b".").unwrap_or(line))
            .copied()
            .collect()
    }

    /// The subject, decoded; empty if there is none.
    #[must_use]
    pub fn subject(&self) -> String {
        self.parsed(|message| message.subject().map(str::to_owned))
    }

    /// The addresses in its `To`.
    #[must_use]
    pub fn to(&self) -> Vec<String> {
        self.parsed(|message| {
            let people = message.to()?.iter();
            Some(people.filter_map(|one| one.address()).map(str::to_owned).collect())
        })
    }

    /// The address in its `From`.
    #[must_use]
    pub fn from(&self) -> String {
        self.parsed(|message| {
            message.from().and_then(|from| from.first()).and_then(|one| one.address()).map(str::to_owned)
        })
    }

    /// The part for plain text, decoded; empty if it has none.
    #[must_use]
    pub fn text(&self) -> String {
        self.parsed(|message| {
            message
                .text_bodies()
                .find(|part| part.is_text() && !part.is_text_html())
                .and_then(|part| part.text_contents().map(str::to_owned))
        })
    }

    /// The part for HTML, decoded; empty if it has none.
    #[must_use]
    pub fn html(&self) -> String {
        self.parsed(|message| {
            message
                .html_bodies()
                .find(|part| part.is_text_html())
                .and_then(|part| part.text_contents().map(str::to_owned))
        })
    }

    /// A header as it was written, folded lines and all; empty if it has none.
    #[must_use]
    pub fn header(&self, name: &str) -> String {
        self.parsed(|message| message.header_raw(name).map(|value| value.trim().to_owned()))
    }

    /// The first `http` or `https` address in the text part that contains this.
    #[must_use]
    pub fn link(&self, containing: &str) -> Option<String> {
        self.text()
            .split(|letter: char| letter.is_whitespace() || matches!(letter, '<' | '>' | '"'))
            .find(|word| word.starts_with("http") && word.contains(containing))
            .map(str::to_owned)
    }

    fn parsed<T: Default>(&self, read: impl FnOnce(&Message<'_>) -> Option<T>) -> T {
        MessageParser::default().parse(&self.message()).and_then(|message| read(&message)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(raw: &str) -> Mail {
        Mail {
            connection: 1,
            sender: String::new(),
            recipients: Vec::new(),
            raw: raw.as_bytes().to_vec(),
            encrypted: true,
            authenticated_as: None,
            accepted: true,
        }
    }

    #[test]
    fn dots_that_the_wire_doubles_are_single_in_the_message() {
        let mail = mail("Subject: x\r\n\r\n..one\r\n...two\r\nthree.\r\n");
        assert_eq!(mail.message(), b"Subject: x\r\n\r\n.one\r\n..two\r\nthree.\r\n");
        assert!(mail.text().starts_with(".one"));
    }

    #[test]
    fn what_a_message_lacks_is_empty() {
        let mail = mail(
            "Subject: =?utf-8?q?perch=C3=A9?=\r\nTo: Nora <nora@rossi.example>\r\n\r\nciao https://a.example/x\r\n",
        );
        assert_eq!(mail.subject(), "perché");
        assert_eq!(mail.to(), ["nora@rossi.example"]);
        assert_eq!(mail.html(), "");
        assert_eq!(mail.header("Reply-To"), "");
        assert_eq!(mail.link("/x").as_deref(), Some("https://a.example/x"));
        assert_eq!(mail.link("/y"), None);
    }
}
