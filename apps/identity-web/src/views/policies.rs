//! The policy of an organization: what it means, changing it, and trying another one on what has happened.

use askama::Template;
use chrono::{DateTime, Utc};

use super::field::Secret;
use super::frame::{Page, Problem, View};
use super::markup::Markup;
use super::policy_words::{Meaning, span};
use super::sign_in::too_soon;

/// `GET /console/policies`, and `POST /console/policies` with `limit`, `window_kind=never|after`, `window`,
/// `window_unit=m|h|d`, `bar_kind=until-unlocked|for`, `bar`, `bar_unit`, `delays=yes`, `masked_address=yes`,
/// `contact=yes`, `version`, `password` once the sign-in is no
/// longer fresh, and `do=preview|try|save`. Only `save` changes anything.
#[derive(Clone, Debug, Template)]
#[template(path = "console/policies.html")]
pub struct ConsolePolicies {
    /// The frame.
    pub page: Page,
    /// How many accounts are locked, for the index.
    pub locked_count: u64,
    /// What is filled in.
    pub form: PolicyFields,
    /// How far the operator lets organizations go.
    pub bounds: PolicyBounds,
    /// What the policy in force means.
    pub current: Meaning,
    /// What the one that is filled in would mean.
    pub preview: Option<Meaning>,
    /// In what the policy in force is beyond bounds that were set later.
    pub outside: Vec<PolicyTrouble>,
    /// What has to be put right.
    pub trouble: Vec<PolicyTrouble>,
    /// What the one that is filled in would have done.
    pub trial: Option<Trial>,
    /// Whether saving asks for the password.
    pub needs_proof: bool,
}

/// What is filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each one is a box of the form")]
pub struct PolicyFields {
    /// Wrong passwords that bar.
    pub limit: String,
    /// Whether they are forgotten after a time.
    pub forgets: bool,
    /// After how long.
    pub window: String,
    /// In which unit: `m`, `h` or `d`.
    pub window_unit: String,
    /// Whether a lockout ends by itself.
    pub ends: bool,
    /// After how long.
    pub bar: String,
    /// In which unit.
    pub bar_unit: String,
    /// Whether each failure makes the next try wait longer.
    pub delays: bool,
    /// Whether the masked address is shown.
    pub masked_address: bool,
    /// Whether the contact person is shown.
    pub contact: bool,
    /// The state of the organization that this form started from.
    pub version: String,
}

/// How far an organization may go; spans in seconds, none for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PolicyBounds {
    /// The least and the most limit.
    pub limit: (u32, u32),
    /// The shortest and the longest window.
    pub window: (Option<u32>, Option<u32>),
    /// The shortest and the longest lockout.
    pub bar: (Option<u32>, Option<u32>),
}

/// What has to be put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyTrouble {
    /// The limit is none, or out of bounds.
    Limit,
    /// So is the window.
    Window,
    /// So is the length of a lockout.
    Bar,
    /// Growing delays are asked for.
    DelaysRequired,
    /// They are not allowed.
    DelaysForbidden,
    /// The masked address may not be shown.
    MaskedAddress,
    /// The contact person may not be shown.
    Contact,
    /// Somebody else saved in between.
    Conflict,
    /// The password has to be given, too.
    Proof,
    /// It is not the password.
    NotRight,
    /// Tries have to be further apart; from when on another is accepted.
    TooSoon(DateTime<Utc>),
    /// There is too much to try it on.
    LogTooLong,
}

/// What a policy would have done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// From when on.
    pub since: DateTime<Utc>,
    /// Attempts that were made.
    pub attempts: u64,
    /// Lockouts that there were.
    pub happened: u64,
    /// Lockouts that there would have been.
    pub lockouts: u64,
    /// How many people they would have been about.
    pub people: u64,
    /// Lockouts that there were, and would not have been.
    pub spared: u64,
    /// Wrong passwords that would not have been looked at.
    pub refused: u64,
    /// Right passwords that would have had to wait for an unlock.
    pub kept_out: u64,
    /// Attempts that would have come too soon.
    pub too_soon: u64,
    /// Attempts at names that nobody has.
    pub strangers: u64,
    /// The lockouts one by one, those that would not have been among them.
    pub rows: Vec<TrialRow>,
}

/// One lockout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialRow {
    /// What names the account in addresses.
    pub id: String,
    /// The person's name.
    pub display_name: String,
    /// The login name.
    pub login: String,
    /// Whether it is about a known browser alone.
    pub on_device: bool,
    /// Since when.
    pub since: DateTime<Utc>,
    /// What became of it.
    pub end: TrialEnd,
    /// Whether it happened in truth.
    pub happened: bool,
}

/// What became of a lockout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrialEnd {
    /// It would not have been.
    Spared,
    /// It goes on.
    Open,
    /// Somebody unlocked.
    Unlocked(DateTime<Utc>),
    /// A new password was set.
    Reset(DateTime<Utc>),
    /// Its time was over.
    RanOut(DateTime<Utc>),
    /// The person came with the right password, and would have had to unlock first.
    CameBack(DateTime<Utc>),
}

impl PolicyTrouble {
    fn field(self) -> Option<&'static str> {
        match self {
            Self::Limit => Some("limit"),
            Self::Window => Some("window"),
            Self::Bar => Some("bar"),
            Self::DelaysRequired | Self::DelaysForbidden => Some("delays"),
            Self::MaskedAddress => Some("masked_address"),
            Self::Contact => Some("contact"),
            Self::Proof | Self::NotRight | Self::TooSoon(_) => Some("password"),
            Self::Conflict | Self::LogTooLong => None,
        }
    }
}

impl PolicyTrouble {
    fn is_refusal(self) -> bool {
        match self {
            Self::Limit
            | Self::Window
            | Self::Bar
            | Self::DelaysRequired
            | Self::DelaysForbidden
            | Self::MaskedAddress
            | Self::Contact => true,
            Self::Conflict | Self::Proof | Self::NotRight | Self::TooSoon(_) | Self::LogTooLong => false,
        }
    }
}

impl ConsolePolicies {
    fn means(&self, meaning: &Meaning) -> Vec<Markup> {
        meaning.sentences(&self.page)
    }

    /// What would be refused would mean nothing.
    fn shown_preview(&self) -> Option<&Meaning> {
        self.preview.as_ref().filter(|_| !self.trouble.iter().any(|trouble| trouble.is_refusal()))
    }

    fn units(&self) -> [(&'static str, String); 3] {
        [("m", "policy-unit-minutes"), ("h", "policy-unit-hours"), ("d", "policy-unit-days")]
            .map(|(unit, key)| (unit, self.page.t(key)))
    }

    fn limit_hint(&self) -> String {
        let (least, most) = self.bounds.limit;
        self.page.words.t_with("policy-limit-hint", &[("least", &least.to_string()), ("most", &most.to_string())])
    }

    fn limit_said(&self) -> Markup {
        Markup::text(&self.limit_hint())
    }

    fn window_hint(&self) -> String {
        self.reach(self.bounds.window, ["policy-window-hint", "policy-window-hint-least", "policy-window-never"])
    }

    fn bar_hint(&self) -> String {
        self.reach(self.bounds.bar, ["policy-bar-hint", "policy-bar-hint-least", "policy-bar-never"])
    }

    /// The bounds of a span, in words: between two, from one on, or for ever alone.
    fn reach(&self, (least, most): (Option<u32>, Option<u32>), [between, from, never]: [&str; 3]) -> String {
        let said = |seconds| span(&self.page, seconds).to_string();
        match (least, most) {
            (Some(least), Some(most)) => {
                self.page.words.t_with(between, &[("least", &said(least)), ("most", &said(most))])
            }
            (Some(least), None) => self.page.words.t_with(from, &[("least", &said(least))]),
            (None, _) => self.page.t(never),
        }
    }

    fn told(&self, trouble: PolicyTrouble) -> String {
        match trouble {
            PolicyTrouble::Limit => self.limit_hint(),
            PolicyTrouble::Window => self.window_hint(),
            PolicyTrouble::Bar => self.bar_hint(),
            PolicyTrouble::DelaysRequired => self.page.t("policy-delays-required"),
            PolicyTrouble::DelaysForbidden => self.page.t("policy-delays-forbidden"),
            PolicyTrouble::MaskedAddress => self.page.t("policy-masked-address-forbidden"),
            PolicyTrouble::Contact => self.page.t("policy-contact-forbidden"),
            PolicyTrouble::Conflict => self.page.t("policy-conflict"),
            PolicyTrouble::Proof => self.page.t("policy-proof"),
            PolicyTrouble::NotRight => self.page.t("password-not-right"),
            PolicyTrouble::TooSoon(until) => too_soon(&self.page, until).text,
            PolicyTrouble::LogTooLong => self.page.t("policy-log-too-long"),
        }
    }

    fn outside_told(&self) -> Vec<String> {
        self.outside.iter().map(|trouble| self.told(*trouble)).collect()
    }

    fn error_for(&self, field: &'static str) -> Option<String> {
        let trouble = self.trouble.iter().find(|trouble| trouble.field() == Some(field))?;
        Some(self.told(*trouble))
    }

    fn password(&self) -> Secret {
        Secret::current(&self.page, "password", self.page.t("field-password")).wrong(self.error_for("password"))
    }

    fn end(&self, row: &TrialRow) -> Markup {
        let at = |key: &'static str, at: &DateTime<Utc>| self.page.say(key).markup("at", self.page.near(at)).into();
        match &row.end {
            TrialEnd::Spared => self.page.say("trial-spared").into(),
            TrialEnd::Open => self.page.say("trial-open").into(),
            TrialEnd::Unlocked(end) => at("trial-unlocked", end),
            TrialEnd::Reset(end) => at("trial-reset", end),
            TrialEnd::RanOut(end) => at("trial-ran-out", end),
            TrialEnd::CameBack(end) => at("trial-came-back", end),
        }
    }
}

impl TrialRow {
    fn truth_key(&self) -> &'static str {
        if self.happened { "trial-happened" } else { "trial-new" }
    }
}

impl View for ConsolePolicies {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("console-policies-title")
    }

    fn problems(&self) -> Vec<Problem> {
        let problem = |trouble: &PolicyTrouble| {
            let told = self.told(*trouble);
            // Away from its field, a bound needs the question that it answers.
            let text = match trouble {
                PolicyTrouble::Limit => format!("{}: {told}", self.page.t("policy-limit")),
                PolicyTrouble::Window => format!("{} {told}", self.page.t("policy-window")),
                PolicyTrouble::Bar => format!("{} {told}", self.page.t("policy-bar")),
                _ => told,
            };
            Problem { field: trouble.field(), text }
        };
        self.trouble.iter().map(problem).collect()
    }
}
