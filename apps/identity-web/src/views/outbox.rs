//! The letters of an organization, and how they fare.

use askama::Template;
use chrono::{DateTime, Utc};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::frame::{Page, View};
use super::markup::Markup;

/// `GET /console/outbox?state=&newer=&older=`, and `POST /console/outbox` with `one` (that letter alone), or
/// `do=retry` and one `letter` for each chosen; `state` goes along.
#[derive(Clone, Debug, Template)]
#[template(path = "console/outbox.html")]
pub struct ConsoleOutbox {
    /// The frame.
    pub page: Page,
    /// How many accounts are locked, for the index.
    pub locked_count: u64,
    /// Which states are shown.
    pub filter: LetterFilter,
    /// One stretch of the list, the latest first.
    pub rows: Vec<OutboxLine>,
    /// The cursor of the newer ones.
    pub newer: Option<String>,
    /// The cursor of the older ones.
    pub older: Option<String>,
}

/// Which states the list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LetterFilter {
    /// All of them.
    #[default]
    Any,
    /// Waiting for a try.
    Queued,
    /// Under way.
    Sending,
    /// Handed over.
    Sent,
    /// Refused by the other side.
    Refused,
    /// Tried until it was of no use.
    GivenUp,
    /// Too many for one mailbox.
    Withheld,
}

impl LetterFilter {
    const ALL: [Self; 7] =
        [Self::Any, Self::Queued, Self::Sending, Self::Sent, Self::Refused, Self::GivenUp, Self::Withheld];

    /// The filter that a query string names; anything else shows everything.
    #[must_use]
    pub fn from_query(value: &str) -> Self {
        Self::ALL.into_iter().find(|filter| filter.value() == value).unwrap_or_default()
    }

    /// How a query string names it.
    #[must_use]
    pub fn value(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Refused => "refused",
            Self::GivenUp => "given-up",
            Self::Withheld => "withheld",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Any => "state-any",
            Self::Queued => "letter-queued",
            Self::Sending => "letter-sending",
            Self::Sent => "letter-sent",
            Self::Refused => "letter-refused",
            Self::GivenUp => "letter-given-up",
            Self::Withheld => "letter-withheld",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Any | Self::Queued | Self::Sending => "invited",
            Self::Sent => "active",
            Self::Refused | Self::GivenUp => "warn",
            Self::Withheld => "ended",
        }
    }
}

/// One letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxLine {
    /// What names it in forms.
    pub id: String,
    /// The message that says what it is about.
    pub kind: &'static str,
    /// Whom it is for.
    pub person: Option<OutboxPerson>,
    /// How it stands.
    pub state: LetterFilter,
    /// How many tries there have been.
    pub tries: u32,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// When it came to its state, or is tried next.
    pub at: DateTime<Utc>,
    /// Why it did not go, in the words of the other side.
    pub remark: Option<String>,
}

/// Whom a letter is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxPerson {
    /// What names the account in addresses.
    pub id: String,
    /// The person's name.
    pub display_name: String,
    /// The login name.
    pub login: String,
}

impl OutboxLine {
    /// Whether it can be sent again.
    fn failed(&self) -> bool {
        matches!(self.state, LetterFilter::Refused | LetterFilter::GivenUp)
    }

    fn name(&self) -> &str {
        self.person.as_ref().map_or("", |person| &person.display_name)
    }
}

impl ConsoleOutbox {
    fn filters(&self) -> Vec<(&'static str, String)> {
        LetterFilter::ALL.into_iter().map(|filter| (filter.value(), self.page.t(filter.key()))).collect()
    }

    fn chosen_filter(&self) -> &'static str {
        self.filter.value()
    }

    fn filtered(&self) -> bool {
        self.filter != LetterFilter::Any || self.newer.is_some() || self.older.is_some()
    }

    fn any_failed(&self) -> bool {
        self.rows.iter().any(OutboxLine::failed)
    }

    fn state(&self, row: &OutboxLine) -> Markup {
        let page = &self.page;
        let word = Markup::text(&page.t(row.state.key()));
        let note = match row.state {
            LetterFilter::Queued => page.say("letter-next-try").markup("at", page.near(&row.at)),
            LetterFilter::Sending => page.say("letter-again-from").markup("at", page.near(&row.at)),
            _ => page.say("letter-at").markup("at", page.near(&row.at)),
        };
        Markup::trusted(format!("<span class=\"state {}\">{word}</span><small>{note}</small>", row.state.class()))
    }

    /// Why it did not go.
    fn why(&self, row: &OutboxLine) -> Option<String> {
        match (&row.remark, row.state) {
            (Some(remark), _) => Some(remark.clone()),
            (None, LetterFilter::GivenUp) => Some(self.page.t("letter-why-given-up")),
            (None, LetterFilter::Withheld) => Some(self.page.t("letter-why-withheld")),
            (None, _) => None,
        }
    }

    fn newer_url(&self) -> Option<String> {
        Some(self.stretch("newer", self.newer.as_deref()?))
    }

    fn older_url(&self) -> Option<String> {
        Some(self.stretch("older", self.older.as_deref()?))
    }

    fn stretch(&self, side: &str, cursor: &str) -> String {
        let cursor = utf8_percent_encode(cursor, NON_ALPHANUMERIC);
        format!("/console/outbox?state={}&{side}={cursor}", self.filter.value())
    }
}

impl View for ConsoleOutbox {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("console-outbox-title")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_what_its_value_says() {
        for filter in LetterFilter::ALL {
            assert_eq!(LetterFilter::from_query(filter.value()), filter);
        }
        assert_eq!(LetterFilter::from_query("<script>"), LetterFilter::Any);
    }
}
