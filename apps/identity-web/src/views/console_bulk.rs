//! Many accounts at once: what would be done, before, and what was, after.

use askama::Template;

use super::console_list::Listing;
use super::frame::{Page, View};

/// What would become of each account (`asking`), or what has: `POST /console/accounts` with `confirmed=yes`.
#[derive(Clone, Debug, Template)]
#[template(path = "console/bulk.html")]
pub struct ConsoleBulk {
    /// The frame.
    pub page: Page,
    /// How many accounts are locked, for the index.
    pub locked_count: u64,
    /// What is done.
    pub act: BulkAct,
    /// The list that the accounts come from, while it is asked whether to go on; `None` once it was done.
    pub asking: Option<Listing>,
    /// Each account.
    pub lines: Vec<BulkLine>,
    /// Where the way back leads.
    pub back: String,
}

/// What is done for many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkAct {
    /// Their lockouts end.
    Unlock,
    /// They are suspended.
    Suspend,
    /// They are reinstated.
    Reinstate,
    /// They are sent the link to another password.
    SendReset,
    /// They are sent the link to the first password.
    SendWelcome,
}

impl BulkAct {
    fn value(self) -> &'static str {
        match self {
            Self::Unlock => "unlock",
            Self::Suspend => "suspend",
            Self::Reinstate => "reinstate",
            Self::SendReset => "reset",
            Self::SendWelcome => "welcome",
        }
    }
}

/// One account among many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkLine {
    /// What names it in forms.
    pub id: String,
    /// The person's name; empty where it may not be known.
    pub display_name: String,
    /// The login name; empty where it may not be known.
    pub login: String,
    /// What becomes of it.
    pub fate: BulkFate,
}

/// What becomes of an account among many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkFate {
    /// It is done.
    Done,
    /// It was so already.
    Already,
    /// There is no such account.
    NotFound,
    /// The account is stronger.
    Stronger,
    /// It is the reader's own.
    Own,
    /// It is suspended.
    Suspended,
    /// It has ended.
    Ended,
    /// It has no address.
    NoAddress,
    /// It has no password yet.
    NoPassword,
    /// It has a password already.
    HasPassword,
    /// Not just now.
    NotNow,
}

impl BulkFate {
    fn key(self) -> &'static str {
        match self {
            Self::Done => "bulk-done",
            Self::Already => "bulk-already",
            Self::NotFound => "bulk-not-found",
            Self::Stronger => "bulk-stronger",
            Self::Own => "bulk-own",
            Self::Suspended => "bulk-suspended",
            Self::Ended => "bulk-ended",
            Self::NoAddress => "bulk-no-address",
            Self::NoPassword => "bulk-no-password",
            Self::HasPassword => "bulk-has-password",
            Self::NotNow => "bulk-not-now",
        }
    }

    fn remedy_key(self) -> &'static str {
        match self {
            Self::Done | Self::Already => "bulk-nothing-more",
            Self::NotFound => "bulk-not-found-remedy",
            Self::Stronger => "bulk-stronger-remedy",
            Self::Own => "bulk-own-remedy",
            Self::Suspended => "bulk-suspended-remedy",
            Self::Ended => "bulk-ended-remedy",
            Self::NoAddress => "bulk-no-address-remedy",
            Self::NoPassword => "bulk-no-password-remedy",
            Self::HasPassword => "bulk-has-password-remedy",
            Self::NotNow => "bulk-not-now-remedy",
        }
    }
}

impl ConsoleBulk {
    fn those(&self, is_meant: fn(BulkFate) -> bool) -> Vec<&BulkLine> {
        self.lines.iter().filter(|line| is_meant(line.fate)).collect()
    }

    fn done(&self) -> Vec<&BulkLine> {
        self.those(|fate| fate == BulkFate::Done)
    }

    fn already(&self) -> Vec<&BulkLine> {
        self.those(|fate| fate == BulkFate::Already)
    }

    fn not_done(&self) -> Vec<&BulkLine> {
        self.those(|fate| !matches!(fate, BulkFate::Done | BulkFate::Already))
    }

    fn is_asking(&self) -> bool {
        self.asking.is_some() && !self.done().is_empty()
    }

    fn listing(&self) -> Listing {
        self.asking.clone().unwrap_or_default()
    }

    fn title_key(&self) -> &'static str {
        match (self.is_asking(), self.act) {
            (true, BulkAct::Unlock) => "bulk-ask-unlock",
            (true, BulkAct::Suspend) => "bulk-ask-suspend",
            (true, BulkAct::Reinstate) => "bulk-ask-reinstate",
            (true, BulkAct::SendReset) => "bulk-ask-reset",
            (true, BulkAct::SendWelcome) => "bulk-ask-welcome",
            (false, _) if self.lines.is_empty() => "bulk-nobody",
            (false, _) if self.done().is_empty() => "bulk-told-none",
            (false, _) if self.not_done().is_empty() => "bulk-told-all",
            (false, _) => "bulk-told-some",
        }
    }

    fn is_destroying(&self) -> bool {
        self.act == BulkAct::Suspend
    }
}

impl View for ConsoleBulk {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t(self.title_key())
    }
}
