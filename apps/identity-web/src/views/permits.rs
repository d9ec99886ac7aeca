//! Permissions as people read them: what somebody may do and why, and what can be chosen to be given.

use askama::Template;
use askama::filters::HtmlSafe;
use chrono::{DateTime, Utc};

use super::frame::Page;
use super::markup::Markup;

/// The permissions of a category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermitGroup {
    /// What the category is called.
    pub title: String,
    /// Its permissions.
    pub permits: Vec<Permit>,
}

/// A permission that somebody holds or does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permit {
    /// What people read.
    pub label: String,
    /// Why it is so.
    pub why: PermitWhy,
}

/// Why somebody may do something, or may not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PermitWhy {
    /// The organization is theirs.
    Owner,
    /// It was granted itself.
    Granted {
        /// By whom, where it was an account.
        by: Option<String>,
        /// When it ends.
        until: Option<DateTime<Utc>>,
    },
    /// A profile holds it.
    Profile {
        /// The profile.
        name: String,
        /// When it ends.
        until: Option<DateTime<Utc>>,
    },
    /// An invitation offers it.
    Offered {
        /// When it would end.
        until: Option<DateTime<Utc>>,
    },
    /// Nobody granted it.
    NotGranted,
    /// It stays with the owner.
    OwnerOnly,
    /// The grant has ended.
    Ended {
        /// When.
        at: DateTime<Utc>,
    },
    /// Whoever gave it does not hold it any more.
    GiverLostIt {
        /// Who gave it.
        giver: Option<String>,
    },
    /// It waits to be confirmed after the database was restored.
    Unconfirmed,
    /// The account can be used no more.
    Unusable,
}

impl Permit {
    pub(super) const fn is_allowed(&self) -> bool {
        matches!(
            self.why,
            PermitWhy::Owner | PermitWhy::Granted { .. } | PermitWhy::Profile { .. } | PermitWhy::Offered { .. }
        )
    }

    pub(super) fn why(&self, page: &Page) -> Option<Markup> {
        let until = |until: &Option<DateTime<Utc>>, text: String| match until {
            Some(until) => page.say("permit-until").text("why", text).markup("at", page.moment(until)).into(),
            None => Markup::text(&text),
        };
        Some(match &self.why {
            PermitWhy::Owner => Markup::text(&page.t("permit-owner")),
            PermitWhy::Granted { by: Some(by), until: end } => {
                until(end, page.words.t_with("permit-by", &[("name", by)]))
            }
            PermitWhy::Granted { by: None, until: end } => until(end, page.t("permit-by-operator")),
            PermitWhy::Profile { name, until: end } => {
                until(end, page.words.t_with("permit-profile", &[("name", name)]))
            }
            PermitWhy::Offered { until } => {
                page.say("invitation-until").markup("at", page.moment(until.as_ref()?)).into()
            }
            PermitWhy::NotGranted => return None,
            PermitWhy::OwnerOnly => Markup::text(&page.t("permit-owner-only")),
            PermitWhy::Ended { at } => page.say("permit-ended").markup("at", page.moment(at)).into(),
            PermitWhy::GiverLostIt { giver: Some(giver) } => {
                page.say("permit-giver-lost-it").text("name", giver).into()
            }
            PermitWhy::GiverLostIt { giver: None } => Markup::text(&page.t("permit-giver-gone")),
            PermitWhy::Unconfirmed => Markup::text(&page.t("permit-unconfirmed")),
            PermitWhy::Unusable => Markup::text(&page.t("permit-unusable")),
        })
    }
}

/// Things of one kind that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceGroup {
    /// What they are called together.
    pub title: String,
    /// Each of them.
    pub choices: Vec<Choice>,
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What names it in forms.
    pub value: String,
    /// What people read.
    pub label: String,
    /// More about it.
    pub note: Option<String>,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl Choice {
    pub(super) fn of(&self, name: &'static str) -> TickBox {
        TickBox {
            id: format!("{name}-{}", self.value.replace('.', "-")),
            name,
            value: self.value.clone(),
            label: self.label.clone(),
            note: self.note.clone(),
            chosen: self.chosen,
        }
    }
}

/// A box to tick, with its label.
#[derive(Clone, Debug, Template)]
#[template(path = "part/choice.html")]
pub(super) struct TickBox {
    id: String,
    name: &'static str,
    value: String,
    label: String,
    note: Option<String>,
    chosen: bool,
}

impl HtmlSafe for TickBox {}
