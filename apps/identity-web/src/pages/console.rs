//! The console's lists: all accounts, and those that are locked.

use axum::{http::StatusCode, response::Response};
use identity_core::{
    application::{
        account::{EditError, Reader, StandingError},
        authority::Authority,
        session::Present,
    },
    domain::{
        account::{self, Account},
        kernel::{Id, Language, Lifetime, Timestamp},
        lockout::{Bar, LastFailure},
    },
    ports::{self, AccountQuery, PageFrom},
};
use serde::Deserialize;

use crate::{
    request::{Asked, Posted, SignedIn, go, moment, show},
    routes::Demanded,
    trouble::Trouble,
    views::{
        AccountRow, AddressState, ConsoleAccounts, ConsoleLocked, LockedRow, Notice, Page, Rank, Standing, StateFilter,
        Tone, WaitingNetwork,
    },
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
            EditError::NotAllowed | EditError::OwnAccount | EditError::Owner => Self::Forbidden,
            EditError::NoSuchRight | EditError::Past | EditError::TooManyGrants => Self::Unreadable,
            EditError::ChangedMeanwhile => Self::StaleForm { back: "/console/accounts".to_owned() },
            EditError::Unavailable(unavailable) => unavailable.into(),
        }
    }
}

/// Somebody who holds the permission that the row of the route demands. Others see no such page.
pub(crate) struct Administrator(pub(crate) SignedIn);

impl Administrator {
    pub(crate) fn present(&self) -> &Present {
        &self.0.present
    }

    pub(crate) fn reader(&self) -> Reader<'_> {
        Reader::Person(&self.0.empowered)
    }

    /// For what changes something: the person has proved a short while ago to be there.
    pub(crate) fn authority(&self) -> Result<Authority<'_>, Trouble> {
        Ok(Authority::Administrator(&self.0.empowered, self.0.freshly_proven()?))
    }

    /// The language that the reader reads.
    pub(crate) fn language(&self) -> Language {
        Language::parse(&self.0.words().code()).unwrap_or(Language::ENGLISH)
    }

    /// A page of the console. For a month after a restore it says what the backup cannot know.
    pub(crate) fn page(&self) -> Page {
        const TOLD_FOR: Lifetime = Lifetime::days(30);
        let (caller, mut page) = (&self.0.caller, self.0.page());
        let now = caller.identity().now();
        if let Some(at) = caller.app.restored_at.filter(|at| now < at.plus(TOLD_FOR)) {
            let when = moment(at).with_timezone(&caller.app.time_zone).format("%Y-%m-%d %H:%M").to_string();
            let title = page.say("console-restored").text("when", when).to_string();
            let text = Some(page.t("console-restored-text"));
            page.notice = Some(Notice { tone: Tone::Care, title, text });
        }
        page
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
        let demanded = parts.extensions.get::<Demanded>().copied();
        let signed_in = SignedIn::from_request_parts(parts, app).await?;
        let holds = demanded.is_some_and(|Demanded(permission)| signed_in.empowered.may(permission));
        if holds { Ok(Self(signed_in)) } else { Err(Trouble::NotFound) }
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

pub(crate) async fn accounts(administrator: Administrator, Asked(find): Asked<Find>) -> Result<Response, Trouble> {
    let identity = administrator.0.caller.identity();
    let filter = StateFilter::from_query(&find.state);
    let q: String = find.q.trim().chars().take(100).collect();
    let query = AccountQuery {
        organization: administrator.present().account().organization,
        search: (!q.is_empty()).then(|| q.clone()),
        state: match filter {
            StateFilter::Any => ports::StateFilter::Any,
            StateFilter::Active => ports::StateFilter::Active,
            StateFilter::Locked => ports::StateFilter::Locked,
            StateFilter::Suspended => ports::StateFilter::Suspended,
        },
        from: match (find.after, find.before) {
            (Some(after), _) => PageFrom::After(after),
            (None, Some(before)) => PageFrom::Before(before),
            (None, None) => PageFrom::Start,
        },
        limit: ROWS,
        now: identity.now(),
    };
    let page = identity.accounts().page(administrator.reader(), &query).await?;
    let cursor = |row: Option<&ports::AccountRow>| row.map(|row| row.account.login.to_string());
    let view = ConsoleAccounts {
        page: administrator.page(),
        locked_count: administrator.locked_count().await?,
        q,
        filter,
        before: cursor(page.rows.first()).filter(|_| page.more_before),
        after: cursor(page.rows.last()).filter(|_| page.more_after),
        rows: page
            .rows
            .iter()
            .map(|row| shown(&row.account, row.bar.as_ref(), row.last_failure.as_ref(), query.now))
            .collect(),
    };
    Ok(show(StatusCode::OK, &view))
}

fn shown(account: &Account, bar: Option<&Bar>, last: Option<&LastFailure>, now: Timestamp) -> AccountRow {
    AccountRow {
        id: account.id.to_string(),
        display_name: account.name.as_str().to_owned(),
        login: account.login.to_string(),
        standing: standing(account, bar, last, now),
        rank: rank(account),
        address: match &account.contact {
            None => AddressState::Missing,
            Some(contact) if contact.confirmed_at.is_some() => AddressState::Confirmed,
            Some(_) => AddressState::Unconfirmed,
        },
        last_sign_in: account.signed_in_at.map(moment),
    }
}

pub(crate) fn standing(account: &Account, bar: Option<&Bar>, last: Option<&LastFailure>, now: Timestamp) -> Standing {
    match (account.standing, bar) {
        (account::Standing::Suspended { since }, _) => Standing::Suspended { since: Some(moment(since)) },
        (account::Standing::Active, _) if account.ends_at.is_some_and(|end| end <= now) => {
            Standing::Ended { at: account.ends_at.map(moment) }
        }
        (account::Standing::Active, Some(bar)) => Standing::Locked { since: moment(bar.since), from: network(last) },
        (account::Standing::Active, None) if account.password.is_none() => Standing::Awaited,
        (account::Standing::Active, None) => Standing::Active,
    }
}

fn network(last: Option<&LastFailure>) -> Option<String> {
    last.and_then(|last| last.from.address).map(|address| address.to_string())
}

/// What somebody is, told from what was granted; what it comes to now is asked on the page of the account.
pub(crate) fn rank(account: &Account) -> Rank {
    match account.rank {
        account::Rank::Owner => Rank::Owner,
        account::Rank::Member if account.rights.is_empty() => Rank::Member,
        account::Rank::Member => Rank::Empowered,
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
    let page = administrator.0.page();
    let view = ConsoleLocked {
        waiting: waiting(&administrator, page.now).await?,
        page,
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

/// The networks that this node makes wait just now; of them only those from which accounts of the organization were
/// tried, since the others are other organizations' affair.
async fn waiting(
    administrator: &Administrator,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Vec<WaitingNetwork>, Trouble> {
    let caller = &administrator.0.caller;
    let waiting = caller.app.throttle.waiting();
    if waiting.is_empty() {
        return Ok(Vec::new());
    }
    let organization = administrator.present().account().organization;
    let tried = caller.identity().lockouts().networks_tried_from(administrator.reader(), organization).await?;
    let told = waiting.into_iter().filter(|(network, _)| tried.contains(network)).map(|(network, left)| {
        let until = now + chrono::TimeDelta::from_std(left).unwrap_or_default();
        WaitingNetwork { network: network.to_string(), until }
    });
    Ok(told.collect())
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
