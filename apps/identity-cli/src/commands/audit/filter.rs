//! From what was typed to what is asked of the log.

use identity_core::{
    change::AuditKind,
    domain::network::Network,
    ports::{ActorFilter, AuditQuery},
};

use super::super::{Desk, date, unacceptable};
use crate::{
    arguments::{ActorKind, AuditFilter},
    refusal::{Refusal, Why},
};

pub(super) async fn query(desk: &Desk, typed: &AuditFilter) -> Result<AuditQuery, Refusal> {
    let AuditFilter { organization, since, until, about, by, by_kind, what, network } = typed;
    let mut query = AuditQuery::default();
    if let Some(handle) = organization {
        query.organization = Some(desk.organization(handle).await?.value.id);
    }
    if let Some(login) = about {
        query.subject = Some(desk.account(login).await?.value.id);
    }
    if let Some(login) = by {
        query.actor = Some(ActorFilter::Account(desk.account(login).await?.value.id));
    }
    query.actor = query.actor.or(by_kind.map(|kind| match kind {
        ActorKind::Operator => ActorFilter::Operator,
        ActorKind::House => ActorFilter::House,
        ActorKind::Stranger => ActorFilter::Stranger,
    }));
    query.since = since.as_ref().map(|given| date::begin(desk.zone, "--since", given)).transpose()?;
    query.until = until.as_ref().map(|given| date::end(desk.zone, "--until", given)).transpose()?;
    if let Some(word) = what {
        if !AuditKind::WORDS.contains(&word.as_str()) {
            return Err(unacceptable("--what", word, Why::Happening));
        }
        query.what = Some(word.clone());
    }
    if let Some(given) = network {
        query.network = Some(Network::parse(given).ok_or_else(|| unacceptable("--network", given, Why::Network))?);
    }
    Ok(query)
}
