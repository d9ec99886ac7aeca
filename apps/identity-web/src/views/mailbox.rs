//! The dev mailbox: what would have been sent, while no mail server is configured.

use askama::Template;
use chrono::{DateTime, Utc};

use super::frame::{Page, View};

/// The mails so far: `/dev/mailbox`.
#[derive(Clone, Debug, Template)]
#[template(path = "mailbox.html")]
pub struct Mailbox {
    /// The frame.
    pub page: Page,
    /// The mails, the latest first.
    pub letters: Vec<LetterRow>,
}

/// One mail in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterRow {
    /// What names it in the address.
    pub id: String,
    /// When it would have gone out.
    pub at: DateTime<Utc>,
    /// To whom.
    pub to: String,
    /// About what.
    pub subject: String,
}

impl View for Mailbox {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("mailbox-title")
    }
}

/// One mail: `/dev/mailbox/{id}`; its HTML part alone is served at `/dev/mailbox/{id}/html`.
#[derive(Clone, Debug, Template)]
#[template(path = "mailbox-letter.html")]
pub struct MailboxLetter {
    /// The frame.
    pub page: Page,
    /// What names it in the address.
    pub id: String,
    /// About what.
    pub subject: String,
    /// From whom.
    pub from: String,
    /// To whom.
    pub to: String,
    /// When it would have gone out.
    pub at: DateTime<Utc>,
    /// Other headers worth seeing, by name.
    pub headers: Vec<(String, String)>,
    /// The text part.
    pub text: String,
    /// Whether there is an HTML part.
    pub has_html: bool,
    /// Our own address: only links that start with it are made into links here.
    pub base_url: String,
}

impl MailboxLetter {
    fn links(&self) -> Vec<&str> {
        let base = self.base_url.trim_end_matches('/');
        let ours = |word: &&str| {
            !base.is_empty()
                && base.starts_with("http")
                && word.strip_prefix(base).is_some_and(|rest| rest.starts_with('/'))
        };
        self.text.split_whitespace().filter(ours).collect()
    }
}

impl View for MailboxLetter {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.subject.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;

    #[test]
    fn only_our_own_addresses_become_links() {
        let mut letter = samples::letter(samples::page("en"));
        letter.base_url = "http://localhost:8080".into();
        letter.text = "see http://localhost:8080/unlock/a and http://localhost:8080.evil.example/x \
                       and javascript:alert(1)"
            .into();
        assert_eq!(letter.links(), ["http://localhost:8080/unlock/a"]);
        letter.base_url = "javascript:".into();
        assert_eq!(letter.links(), Vec::<&str>::new());
    }
}
