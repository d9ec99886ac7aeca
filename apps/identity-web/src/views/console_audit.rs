//! The console's audit log.

use askama::Template;
use chrono::{DateTime, Utc};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::frame::{Page, Problem, View};
use super::happening::Actor;

/// The audit log of one organization: `GET /console/audit?from=&to=&what=&about=&by=&kind=&network=` and
/// `&before=` or `&after=`; the same at `/console/audit/export` with `&format=`.
#[derive(Clone, Debug, Template)]
#[template(path = "console/audit.html")]
pub struct ConsoleAudit {
    /// The frame.
    pub page: Page,
    /// How many accounts are locked, for the index.
    pub locked_count: u64,
    /// Every word of what can happen.
    pub kinds: Vec<&'static str>,
    /// What was asked for.
    pub filter: AuditFilter,
    /// One stretch of the log, the latest line first.
    pub rows: Vec<AuditLine>,
    /// The number after which the stretch of later lines lies.
    pub later: Option<u64>,
    /// The number before which the stretch of earlier lines lies.
    pub earlier: Option<u64>,
    /// What is wrong with what was asked for.
    pub troubles: Vec<AuditTrouble>,
}

/// What was typed into the form that looks through the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// The word of what happened.
    pub what: String,
    /// The login name of whom it is about.
    pub about: String,
    /// The login name of who did it.
    pub by: String,
    /// What kind of somebody did it.
    pub kind: ByWhom,
    /// The network that it came from.
    pub network: String,
}

/// What kind of somebody did something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ByWhom {
    /// Whoever.
    #[default]
    Anybody,
    /// The operator, at the server.
    Operator,
    /// The program by itself.
    System,
    /// Whoever was not signed in.
    Stranger,
}

impl ByWhom {
    const ALL: [Self; 4] = [Self::Anybody, Self::Stranger, Self::Operator, Self::System];

    /// The kind that a query string names; anything else is whoever.
    #[must_use]
    pub fn from_query(value: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.value() == value).unwrap_or_default()
    }

    /// How a query string names it.
    #[must_use]
    pub fn value(self) -> &'static str {
        match self {
            Self::Anybody => "",
            Self::Operator => "operator",
            Self::System => "house",
            Self::Stranger => "stranger",
        }
    }

    fn said(self, page: &Page) -> String {
        match self {
            Self::Anybody => page.t("audit-by-anybody"),
            Self::Operator => page.t("actor-operator"),
            Self::System => page.product.clone(),
            Self::Stranger => page.t("audit-by-stranger"),
        }
    }
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLine {
    /// Its number.
    pub number: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// The word of what happened.
    pub what: String,
    /// The word of the particulars.
    pub detail: Option<String>,
    /// Who.
    pub actor: Actor,
    /// In the name of which other organization.
    pub acts_for: Option<String>,
    /// To whom.
    pub subject: Option<Subject>,
    /// From which network.
    pub from: Option<String>,
    /// Whether a seal covers it.
    pub sealed: bool,
}

/// The account that a line is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// What names it in addresses.
    pub id: String,
    /// The person's name, while the account is there.
    pub name: Option<String>,
    /// The login name, while the account is there.
    pub login: Option<String>,
}

/// What is wrong with what was typed into the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditTrouble {
    /// The first day is none.
    From,
    /// The last day is none.
    To,
    /// Nobody has the login name of whom it is about.
    About,
    /// Nobody has the login name of who did it.
    By,
    /// It is no network.
    Network,
}

impl AuditFilter {
    fn is_any(&self) -> bool {
        *self != Self::default()
    }

    fn query(&self) -> String {
        let fields = [
            ("from", self.from.as_str()),
            ("to", &self.to),
            ("what", &self.what),
            ("about", &self.about),
            ("by", &self.by),
            ("kind", self.kind.value()),
            ("network", &self.network),
        ];
        let given = fields.into_iter().filter(|(_, value)| !value.is_empty());
        let written = given.map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)));
        written.collect::<Vec<_>>().join("&")
    }
}

impl ConsoleAudit {
    fn kind_options(&self) -> Vec<(&'static str, String)> {
        let label = |word: &&'static str| (*word, said(&self.page, word));
        let mut options: Vec<_> = self.kinds.iter().map(label).collect();
        options.sort_by_cached_key(|(_, label)| label.to_lowercase());
        options
    }

    fn by_options(&self) -> Vec<(&'static str, String)> {
        ByWhom::ALL.into_iter().map(|kind| (kind.value(), kind.said(&self.page))).collect()
    }

    fn what(&self, row: &AuditLine) -> String {
        said(&self.page, &row.what)
    }

    fn detail(&self, row: &AuditLine) -> Option<String> {
        let word = row.detail.as_deref()?;
        // What was given or changed goes by its own name, whatever that is.
        let is_a_name = row.what.starts_with("profile-")
            || matches!(
                row.what.as_str(),
                "rights-changed" | "policy-changed" | "break-glass-opened" | "break-glass-password-set"
            );
        let key = if is_a_name { None } else { particulars(word) };
        Some(key.map_or_else(|| word.to_owned(), |key| self.page.t(key)))
    }

    fn who(&self, row: &AuditLine) -> String {
        row.actor.said(&self.page)
    }

    fn later_url(&self) -> Option<String> {
        Some(self.url("/console/audit", &format!("after={}", self.later?)))
    }

    fn earlier_url(&self) -> Option<String> {
        Some(self.url("/console/audit", &format!("before={}", self.earlier?)))
    }

    fn export_url(&self, format: &str) -> String {
        self.url("/console/audit/export", &format!("format={format}"))
    }

    fn url(&self, path: &str, more: &str) -> String {
        let query = self.filter.query();
        let joint = if query.is_empty() { "" } else { "&" };
        format!("{path}?{query}{joint}{more}")
    }

    fn is_wrong(&self, field: &str) -> bool {
        self.error_for(field).is_some()
    }

    fn error_for(&self, field: &str) -> Option<String> {
        Some(self.problems().into_iter().find(|problem| problem.field == Some(field))?.text)
    }
}

impl View for ConsoleAudit {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("audit-title")
    }

    fn problems(&self) -> Vec<Problem> {
        let problem = |trouble: &AuditTrouble| match trouble {
            AuditTrouble::From => self.page.problem("from", "audit-wrong-from"),
            AuditTrouble::To => self.page.problem("to", "audit-wrong-to"),
            AuditTrouble::About => self.page.problem("about", "audit-wrong-about"),
            AuditTrouble::By => self.page.problem("by", "audit-wrong-by"),
            AuditTrouble::Network => self.page.problem("network", "audit-wrong-network"),
        };
        self.troubles.iter().map(problem).collect()
    }
}

fn said(page: &Page, word: &str) -> String {
    what_happened(word).map_or_else(|| word.to_owned(), |key| page.t(key))
}

/// The message for the stable word of what happened; none for one that a newer version wrote.
#[must_use]
pub fn what_happened(word: &str) -> Option<&'static str> {
    Some(match word {
        "signed-in" => "happened-signed-in",
        "sign-in-failed" => "did-sign-in-failed",
        "locked-out" => "happened-barred",
        "sign-in-too-late" => "did-sign-in-too-late",
        "proved-again" => "happened-stepped-up",
        "signed-out" => "happened-signed-out",
        "unlock-requested" => "happened-unlock-requested",
        "code-failed" => "happened-unlock-failed",
        "unlocked" => "did-unlocked",
        "reset-requested" => "happened-reset-requested",
        "password-reset" => "happened-password-reset",
        "password-chosen" => "happened-activated",
        "password-changed" => "happened-password-changed",
        "login-names-requested" => "did-login-names-requested",
        "organization-opened" => "did-organization-opened",
        "organization-changed" => "did-organization-changed",
        "policy-changed" => "did-policy-changed",
        "account-registered" => "happened-created",
        "account-edited" => "happened-edited",
        "account-readdressed" => "did-account-readdressed",
        "account-suspended" => "happened-suspended",
        "account-reinstated" => "happened-reinstated",
        "welcome-sent" => "did-welcome-sent",
        "reset-sent" => "did-reset-sent",
        "accounts-imported" => "did-accounts-imported",
        "accounts-exported" => "did-accounts-exported",
        "rights-changed" => "happened-rights-changed",
        "profile-defined" => "did-profile-defined",
        "profile-changed" => "did-profile-changed",
        "profile-removed" => "did-profile-removed",
        "language-changed" => "happened-language",
        "address-change-asked" => "happened-address-requested",
        "address-confirmed" => "happened-address-confirmed",
        "address-changed" => "happened-address-changed",
        "address-change-dropped" => "happened-address-cancelled",
        "session-revoked" => "happened-session-ended",
        "sessions-revoked" => "happened-sessions-ended",
        "session-named" => "did-session-named",
        "device-forgotten" => "happened-device-forgotten",
        "account-removed" => "did-account-removed",
        "invitation-offered" => "did-invitation-offered",
        "invitation-resent" => "did-invitation-resent",
        "invitation-revoked" => "did-invitation-revoked",
        "invitation-superseded" => "did-invitation-superseded",
        "invitation-accepted" => "did-invitation-accepted",
        "invitation-declined" => "did-invitation-declined",
        "invitation-lapsed" => "did-invitation-lapsed",
        "letter-readied" => "did-letter-readied",
        "letter-settled" => "did-letter-settled",
        "letter-retried" => "did-letter-retried",
        "break-glass-opened" => "did-break-glass-opened",
        "break-glass-used" => "did-break-glass-used",
        "break-glass-password-set" => "did-break-glass-password-set",
        "break-glass-rehearsed" => "did-break-glass-rehearsed",
        "installation-restored" => "did-installation-restored",
        "lockout-carried-over" => "did-lockout-carried-over",
        "audit-pruned" => "did-audit-pruned",
        _ => return None,
    })
}

/// The message for the stable word of particulars.
fn particulars(word: &str) -> Option<&'static str> {
    Some(match word {
        "unknown-name" => "detail-unknown-name",
        "no-password" => "detail-no-password",
        "wrong-password" => "detail-wrong-password",
        "suspended" => "detail-suspended",
        "password" => "detail-password",
        "unlock-code" => "detail-unlock-code",
        "by-code" => "detail-by-code",
        "by-link" => "detail-by-link",
        "by-administrator" => "detail-by-administrator",
        "by-operator" => "detail-by-operator",
        "barred" => "detail-letter-barred",
        "unlock" => "detail-letter-unlock",
        "reset" => "detail-letter-reset",
        "welcome" => "detail-letter-welcome",
        "login-names" => "detail-letter-login-names",
        "password-changed" => "detail-letter-password-changed",
        "confirm-address" => "detail-letter-confirm-address",
        "agree-address" => "detail-letter-agree-address",
        "address-changed" => "detail-letter-address-changed",
        "break-glass" => "detail-letter-break-glass",
        "drill" => "detail-letter-drill",
        "invitation" => "detail-letter-invitation",
        "invitation-accepted" => "detail-letter-invitation-accepted",
        "invitation-declined" => "detail-letter-invitation-declined",
        "activated" => "detail-letter-activated",
        "reinstated" => "detail-reinstated",
        "queued" => "detail-letter-queued",
        "sent" => "detail-letter-sent",
        "refused" => "detail-letter-refused",
        "given-up" => "detail-letter-given-up",
        "withheld" => "detail-letter-withheld",
        _ => return None,
    })
}
