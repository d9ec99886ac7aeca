//! The list of letters: one stretch at a time, the latest first.

use identity_core::ports::{LetterPage, LetterPlace, LetterQuery, LettersFrom, OutboxRow};
use sea_orm::{
    ConnectionTrait, DbErr, ExprTrait, FromQueryResult, Iterable,
    entity::prelude::*,
    sea_query::{Query, SelectStatement},
};

use super::{Column, Entity, Model};
use crate::{SeaOrmStore, accounts, invitations};

impl SeaOrmStore {
    pub(super) async fn letters(&self, query: &LetterQuery) -> Result<LetterPage, DbErr> {
        // One more than asked for tells whether there are more on that side.
        let wanted = LetterQuery { limit: query.limit.saturating_add(1), ..*query };
        let found = self.reader.query_all(&stretch(&wanted)).await?;
        let rows = found.iter().map(|row| Model::from_query_result(row, "")?.row());
        let mut rows = rows.collect::<Result<Vec<OutboxRow>, DbErr>>()?;
        let wanted = usize::try_from(query.limit).unwrap_or(usize::MAX);
        let goes_on = rows.len() > wanted;
        rows.truncate(wanted);
        let (more_newer, more_older) = match query.from {
            LettersFrom::Latest => (false, goes_on),
            LettersFrom::OlderThan(_) => (self.is_beyond(query, rows.first(), true).await?, goes_on),
            LettersFrom::NewerThan(_) => {
                rows.reverse();
                (goes_on, self.is_beyond(query, rows.last(), false).await?)
            }
        };
        Ok(LetterPage { rows, more_newer, more_older })
    }

    /// Whether there are letters beyond one end of a stretch; of an empty one, whether there are any on that side.
    async fn is_beyond(&self, query: &LetterQuery, edge: Option<&OutboxRow>, newer: bool) -> Result<bool, DbErr> {
        let from = match (edge.map(|row| LetterPlace::of(&row.letter)), query.from) {
            (Some(place), _) if newer => LettersFrom::NewerThan(place),
            (Some(place), _) => LettersFrom::OlderThan(place),
            (None, LettersFrom::OlderThan(place)) => {
                // The place itself is not older than it is.
                return Ok(self.reader.query_one(&at_or_beyond(query, place, true)).await?.is_some());
            }
            (None, LettersFrom::NewerThan(place)) => {
                return Ok(self.reader.query_one(&at_or_beyond(query, place, false)).await?.is_some());
            }
            (None, LettersFrom::Latest) => return Ok(false),
        };
        Ok(self.reader.query_one(&stretch(&LetterQuery { from, limit: 1, ..*query })).await?.is_some())
    }
}

/// A stretch of letters, away from where it begins: the latest first, or the oldest first of those that are newer.
pub(crate) fn stretch(query: &LetterQuery) -> SelectStatement {
    let (place, newer) = match query.from {
        LettersFrom::Latest => (None, false),
        LettersFrom::OlderThan(place) => (Some(place), false),
        LettersFrom::NewerThan(place) => (Some(place), true),
    };
    let beyond = place.map(|place| {
        let (at, id) = (Expr::col((Entity, Column::AskedAt)), Expr::col((Entity, Column::Id)));
        let there = at.clone().eq(place.asked_at.as_micros());
        if newer {
            at.gt(place.asked_at.as_micros()).or(there.and(id.gt(place.id.uuid())))
        } else {
            at.lt(place.asked_at.as_micros()).or(there.and(id.lt(place.id.uuid())))
        }
    });
    // Said twice over, so that the index is entered at the place.
    let bound = place.map(|place| {
        let at = Expr::col((Entity, Column::AskedAt));
        if newer { at.gte(place.asked_at.as_micros()) } else { at.lte(place.asked_at.as_micros()) }
    });
    let order = if newer { sea_orm::Order::Asc } else { sea_orm::Order::Desc };
    let mut select = letters_of(query);
    for condition in bound.into_iter().chain(beyond) {
        select.and_where(condition);
    }
    select
        .order_by((Entity, Column::AskedAt), order.clone())
        .order_by((Entity, Column::Id), order)
        .limit(u64::from(query.limit))
        .to_owned()
}

/// Whether any letter is at this place, or on one side of it.
fn at_or_beyond(query: &LetterQuery, place: LetterPlace, newer: bool) -> SelectStatement {
    let at = Expr::col((Entity, Column::AskedAt));
    let side = if newer { at.gte(place.asked_at.as_micros()) } else { at.lte(place.asked_at.as_micros()) };
    letters_of(query).and_where(side).limit(1).to_owned()
}

/// The letters of an organization and in a state, where these are asked for.
fn letters_of(query: &LetterQuery) -> SelectStatement {
    let mut select = Query::select().columns(Column::iter().map(|column| (Entity, column))).from(Entity).to_owned();
    if let Some(organization) = query.organization {
        // Asked of each letter by the key of its account: an organization may have more accounts than there are letters.
        let theirs = Query::select()
            .expr(Expr::val(1))
            .from(accounts::Entity)
            .and_where(Expr::col((accounts::Entity, accounts::Column::Id)).equals((Entity, Column::AccountId)))
            .and_where(Expr::col((accounts::Entity, accounts::Column::OrganizationId)).eq(organization.uuid()))
            .to_owned();
        let to_theirs = Query::select()
            .expr(Expr::val(1))
            .from(invitations::Entity)
            .and_where(Expr::col((invitations::Entity, invitations::Column::Id)).equals((Entity, Column::InvitationId)))
            .and_where(Expr::col((invitations::Entity, invitations::Column::OrganizationId)).eq(organization.uuid()))
            .to_owned();
        select.and_where(Expr::exists(theirs).or(Expr::exists(to_theirs)));
    }
    if let Some(state) = query.state {
        select.and_where(Expr::col((Entity, Column::State)).eq(state.as_str()));
    }
    select
}
