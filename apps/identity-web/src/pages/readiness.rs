//! The console's page of who could not get back in.

use axum::{extract::Query, http::StatusCode, response::Response};
use identity_core::{
    application::readiness::UnreadyAccount,
    domain::readiness::{Severity, Unready},
};
use serde::Deserialize;

use super::console::Administrator;
use crate::{
    request::{moment, show},
    trouble::Trouble,
    views::{ConsoleReadiness, Counted, Reason, Stretch, UnreadyRow},
};

/// The most people in one list of a page.
const ROWS: u32 = 50;

/// How far people are counted, so that a page costs the same in a large house.
const COUNTED: u32 = 1_000;

/// What the address of the page may say.
#[derive(Deserialize)]
pub(crate) struct Find {
    #[serde(default)]
    of: String,
    after: Option<String>,
}

pub(crate) async fn page(administrator: Administrator, Query(find): Query<Find>) -> Result<Response, Trouble> {
    let organization = administrator.present().account().organization;
    let identity = administrator.0.caller.identity();
    let reader = administrator.reader();
    let later = find.after.is_some();
    let (cannot, at_risk) = match find.of.as_str() {
        "risk" if later => (None, Some(stretch(&administrator, Severity::AtRisk, find.after).await?)),
        _ if later => (Some(stretch(&administrator, Severity::CannotRecover, find.after).await?), None),
        _ => (
            Some(stretch(&administrator, Severity::CannotRecover, None).await?),
            Some(stretch(&administrator, Severity::AtRisk, None).await?),
        ),
    };
    let counts = identity.readiness().counts(reader, organization, COUNTED).await?;
    let counted = |count| if count >= COUNTED { Counted::AtLeast(count) } else { Counted::Exactly(count) };
    let view = ConsoleReadiness {
        page: administrator.0.page(),
        locked_count: administrator.locked_count().await?,
        cannot,
        at_risk,
        active: counted(counts.active),
        without_address: counted(counts.without_address),
        unconfirmed: counted(counts.unconfirmed),
    };
    Ok(show(StatusCode::OK, &view))
}

async fn stretch(administrator: &Administrator, severity: Severity, after: Option<String>) -> Result<Stretch, Trouble> {
    let account = administrator.present().account();
    let readiness = administrator.0.caller.identity().readiness();
    let page = readiness.page(administrator.reader(), account.organization, severity, after, ROWS).await?;
    let shown = |row: &UnreadyAccount| UnreadyRow {
        id: row.account.id.to_string(),
        display_name: row.account.name.as_str().to_owned(),
        login: row.account.login.to_string(),
        own: row.account.id == account.id,
        reasons: row.reasons.iter().map(reason).collect(),
    };
    Ok(Stretch { rows: page.rows.iter().map(shown).collect(), next: page.next })
}

fn reason(reason: &Unready) -> Reason {
    match reason {
        Unready::NoAddress => Reason::NoAddress,
        Unready::Bouncing { since } => Reason::Bouncing { since: moment(*since) },
        Unready::Exhausted => Reason::Exhausted,
        Unready::SuspendedOwner => Reason::SuspendedOwner,
        Unready::NobodyAdministers => Reason::NobodyAdministers,
        Unready::NeverConfirmed => Reason::NeverConfirmed,
        Unready::NeverCameIn => Reason::NeverCameIn,
        Unready::SoleAdministrator => Reason::SoleAdministrator,
    }
}
