//! The console's lists: all accounts, and those that are locked.

use axum::{extract::Query, http::StatusCode, response::Response};
use identity_core::{
    application::{
        account::{EditError, Reader, StandingError},
        authority::Authority,
        session::Present,
    },
    domain::{
        account::{self, Account},
        kernel::Id,
        lockout::{Bar, LastFailure},
    },
    ports::{self, AccountQuery, PageFrom},
};
use serde::Deserialize;

use crate::{
    request::{Posted, SignedIn, go, moment, show},
    trouble::Trouble,
    views::{AccountRow, AddressState, ConsoleAccounts, ConsoleLocked, LockedRow, Rank, Standing, StateFilter},
};

const ROWS: u32 = 50;

/// The most accounts that one bulk action takes.
const BULK: usize = 200;

impl From<StandingError> for Trouble {
    fn from(error: StandingError) -> Self {
        match error {
            StandingError::NotFound => Self::NotFound,
            StandingError::NotAllowed | StandingError::OwnAccount | StandingError::NothingToSend => Self::Forbidden,
            StandingError::Unavailable(unavailable) => unavailable.into(),
        }
    }
}

impl From<EditError> for Trouble {
    fn from(error: EditError) -> Self {
        match error {
            EditError::NotFound => Self::NotFound,
            EditError::NotAllowed | EditError::OwnAccount => Self::Forbidden,
            EditError::ChangedMeanwhile => Self::StaleForm { back: "/console/accounts".to_owned() },
            EditError::Unavailable(unavailable) => unavailable.into(),
        }
    }
}

/// Somebody who may enter the console. Others see no such page.
pub(crate) struct Administrator(pub(crate) SignedIn);

impl Administrator {
    pub(crate) fn present(&self) -> &Present {
        &self.0.present
    }

    pub(crate) fn reader(&self) -> Reader<'_> {
        Reader::Person(&self.0.present)
    }

    /// For what changes something: the person has proved a short while ago to be there.
    pub(crate) fn authority(&self) -> Result<Authority<'_>, Trouble> {
        Ok(Authority::Administrator(&self.0.present, self.0.freshly_proven()?))
    }

    pub(crate) async fn locked(&self) -> Result<Vec<ports::BarredAccount>, Trouble> {
        let organization = self.present().account().organization;
        Ok(self.0.caller.identity().lockouts().list(self.reader(), Some(organization)).await?)
    }

    pub(crate) async fn locked_count(&self) -> Result<u64, Trouble> {
        Ok(self.locked().await?.len() as u64)
    }
}

impl axum::extract::FromRequestParts<std::sync::Arc<crate::app::App>> for Administrator {
    type Rejection = Trouble;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        app: &std::sync::Arc<crate::app::App>,
    ) -> Result<Self, Trouble> {
        let signed_in = SignedIn::from_request_parts(parts, app).await?;
        if signed_in.present.account().rank.administers() { Ok(Self(signed_in)) } else { Err(Trouble::NotFound) }
    }
}

/// What the address of the list may say.
#[derive(Deserialize)]
pub(crate) struct Find {
    #[serde(default)]
    q: String,
    #[serde(default)]
    state: String,
    before: Option<String>,
    after: Option<String>,
}

pub(crate) async fn accounts(administrator: Administrator, Query(find): Query<Find>) -> Result<Response, Trouble> {
    let identity = administrator.0.caller.identity();
    let filter = StateFilter::from_query(&find.state);
    let q: String = find.q.trim().chars().take(100).collect();
    let query = AccountQuery {
        search: (!q.is_empty()).then(|| q.clone()),
        state: match filter {
            StateFilter::Any => ports::StateFilter::Any,
            StateFilter::Active => ports::StateFilter::Active,
            StateFilter::Locked => ports::StateFilter::Locked,
            StateFilter::Suspended => ports::StateFilter::Suspended,
        },
        from: match (find.after, find.before) {
            _ => PageFrom::Start,
        },
        ..AccountQuery::all(administrator.present().account().organization, ROWS, identity.now())
    };
    let page = identity.accounts().page(administrator.reader(), &query).await?;
    let cursor = |row: Option<&ports::AccountRow>| row.map(|row| row.account.login.to_string());
    let view = ConsoleAccounts {
        page: administrator.0.page(),
        locked_count: administrator.locked_count().await?,
        q,
        filter,
        before: cursor(page.rows.first()).filter(|_| page.more_before),
        after: cursor(page.rows.last()).filter(|_| page.more_after),
        rows: page.rows.iter().map(|row| shown(&row.account, row.bar.as_ref(), row.last_failure.as_ref())).collect(),
    };
    Ok(show(StatusCode::OK, &view))
}

fn shown(account: &Account, bar: Option<&Bar>, last: Option<&LastFailure>) -> AccountRow {
    AccountRow {
        id: account.id.to_string(),
        display_name: account.name.as_str().to_owned(),
        login: account.login.to_string(),
        standing: standing(account, bar, last),
        rank: rank(account.rank),
        address: match &account.contact {
            None => AddressState::Missing,
            Some(contact) if contact.confirmed_at.is_some() => AddressState::Confirmed,
            Some(_) => AddressState::Unconfirmed,
        },
        last_sign_in: account.signed_in_at.map(moment),
    }
}

pub(crate) fn standing(account: &Account, bar: Option<&Bar>, last: Option<&LastFailure>) -> Standing {
    match (account.standing, bar) {
        (account::Standing::Suspended { since }, _) => Standing::Suspended { since: Some(moment(since)) },
        (account::Standing::Active, Some(bar)) => Standing::Locked { since: moment(bar.since), from: network(last) },
        (account::Standing::Active, None) if account.password.is_none() => Standing::Awaited,
        (account::Standing::Active, None) => Standing::Active,
    }
}

fn network(last: Option<&LastFailure>) -> Option<String> {
    last.and_then(|last| last.from.address).map(|address| address.to_string())
}

pub(crate) const fn rank(rank: account::Rank) -> Rank {
    match rank {
        account::Rank::Owner => Rank::Owner,
        account::Rank::Administrator => Rank::Administrator,
        account::Rank::Member => Rank::Member,
    }
}

pub(crate) async fn bulk(administrator: Administrator, posted: Posted) -> Result<Response, Trouble> {
    let authority = administrator.authority()?;
    let act = posted.one("do")?;
    act_on(&administrator, &authority, act, &chosen(posted.many("account"))?).await?;
    Ok(go("/console/accounts"))
}

pub(crate) async fn locked(administrator: Administrator) -> Result<Response, Trouble> {
    let locked = administrator.locked().await?;
    let view = ConsoleLocked {
        page: administrator.0.page(),
        locked_count: locked.len() as u64,
        rows: locked
            .iter()
            .map(|barred| LockedRow {
                id: barred.account.id.to_string(),
                display_name: barred.account.name.as_str().to_owned(),
                login: barred.account.login.to_string(),
                since: moment(barred.bar.since),
                from: network(barred.last_failure.as_ref()),
                failures: barred.counted,
                ends_at: barred.bar.until.map(moment),
            })
            .collect(),
    };
    Ok(show(StatusCode::OK, &view))
}

pub(crate) async fn unlock_locked(administrator: Administrator, posted: Posted) -> Result<Response, Trouble> {
    let authority = administrator.authority()?;
    let one = posted.one("one")?;
    let ids = if one.is_empty() { chosen(posted.many("account"))? } else { chosen(std::iter::once(one))? };
    act_on(&administrator, &authority, "unlock", &ids).await?;
    Ok(go("/console/locked"))
}

fn chosen<'a>(ids: impl Iterator<Item = &'a str>) -> Result<Vec<Id<Account>>, Trouble> {
    let ids: Option<Vec<_>> = ids.take(BULK + 1).map(Id::parse).collect();
    ids.filter(|ids| ids.len() <= BULK).ok_or(Trouble::Unreadable)
}

/// Each account on its own: one that may not be touched does not hold up the others.
async fn act_on(
    administrator: &Administrator,
    authority: &Authority<'_>,
    act: &str,
    ids: &[Id<Account>],
) -> Result<(), Trouble> {
    let caller = &administrator.0.caller;
    let mut first = None;
    for id in ids {
        let done = match act {
            "unlock" => {
                caller.identity().lockouts().clear(authority, *id, &caller.visit().from).await.map_err(Trouble::from)
            }
            "suspend" => {
                caller.identity().accounts().suspend(authority, *id, &caller.visit().from).await.map_err(Trouble::from)
            }
            _ => Err(Trouble::Unreadable),
        };
        if let Err(trouble) = done {
            first.get_or_insert(trouble);
        }
    }
    first.map_or(Ok(()), Err)
}
