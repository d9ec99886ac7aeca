//! The list of accounts, and what is done for many of them at once.

mod cursor;

use axum::{http::StatusCode, response::Response};
use identity_core::{
    application::account::{HelpError, Helped},
    domain::{
        account::Account,
        help::{Help, Unfit},
        kernel::{Id, Language, Timestamp},
        lockout::{Bar, LastFailure},
        organization::Organization,
    },
    ports::{self, AccountOrder, AccountQuery, PageFrom, SortBy},
};
use serde::Deserialize;

use super::console::{Administrator, rank, standing};
use crate::{
    request::{Asked, Posted, Segment, go, moment, show},
    trouble::Trouble,
    views::{
        AccountRow, AddressState, BulkAct, BulkFate, BulkLine, ConsoleAccounts, ConsoleBulk, Listing, Sorting,
        StateFilter, Words,
    },
};

const ROWS: u32 = 50;

/// The most accounts that something is done for at once: what their ids take fits into a form, and a page of
/// as many names can still be read.
pub(crate) const AT_ONCE: usize = 500;

/// What the address of the list may say.
#[derive(Default, Deserialize)]
pub(crate) struct Find {
    #[serde(default)]
    q: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    sort: String,
    before: Option<String>,
    after: Option<String>,
}

impl Find {
    /// The list that a form came from.
    fn posted(posted: &Posted) -> Result<Self, Trouble> {
        let text = |name| posted.one(name).map(str::to_owned);
        Ok(Self {
            q: text("q")?,
            state: text("state")?,
            language: text("language")?,
            sort: text("sort")?,
            before: None,
            after: None,
        })
    }

    fn listing(&self) -> Listing {
        Listing {
            q: self.q.trim().chars().take(100).collect(),
            filter: StateFilter::from_query(&self.state),
            language: Words::languages().into_iter().map(|known| known.code).find(|code| *code == self.language),
            sorting: Sorting::from_query(&self.sort),
        }
    }

    fn query(&self, organization: Id<Organization>, limit: u32, now: Timestamp) -> AccountQuery {
        let Listing { q, filter, language, sorting } = self.listing();
        AccountQuery {
            search: (!q.is_empty()).then_some(q),
            state: state(filter),
            language: language.and_then(|code| Language::parse(&code).ok()),
            order: order(sorting),
            from: match (&self.after, &self.before) {
                (Some(after), _) => cursor::read(after).map_or(PageFrom::Start, PageFrom::After),
                (None, Some(before)) => cursor::read(before).map_or(PageFrom::Start, PageFrom::Before),
                (None, None) => PageFrom::Start,
            },
            ..AccountQuery::all(organization, limit, now)
        }
    }
}

const fn state(filter: StateFilter) -> ports::StateFilter {
    match filter {
        StateFilter::Any => ports::StateFilter::Any,
        StateFilter::Active => ports::StateFilter::Active,
        StateFilter::Locked => ports::StateFilter::Locked,
        StateFilter::Suspended => ports::StateFilter::Suspended,
        StateFilter::NoPassword => ports::StateFilter::NoPassword,
        StateFilter::NeverSignedIn => ports::StateFilter::NeverSignedIn,
        StateFilter::NoAddress => ports::StateFilter::NoAddress,
        StateFilter::Unconfirmed => ports::StateFilter::Unconfirmed,
    }
}

const fn order(sorting: Sorting) -> AccountOrder {
    let (by, descending) = match sorting {
        Sorting::Login => (SortBy::Login, false),
        Sorting::LoginDown => (SortBy::Login, true),
        Sorting::Name => (SortBy::Name, false),
        Sorting::NameDown => (SortBy::Name, true),
        Sorting::SignedIn => (SortBy::SignedIn, false),
        Sorting::SignedInDown => (SortBy::SignedIn, true),
        Sorting::Made => (SortBy::Created, false),
        Sorting::MadeDown => (SortBy::Created, true),
    };
    AccountOrder { by, descending }
}

pub(crate) async fn accounts(administrator: Administrator, Asked(find): Asked<Find>) -> Result<Response, Trouble> {
    let accounts = administrator.0.caller.identity().accounts();
    let now = administrator.0.caller.identity().now();
    let query = find.query(administrator.present().account().organization, ROWS, now);
    let page = accounts.page(administrator.reader(), &query).await?;
    let cursor = |row: Option<&ports::AccountRow>| row.map(|row| cursor::write(&query.order.place(&row.account)));
    // Where all of them are on this page, there is nothing to count.
    let matching = if page.more_before || page.more_after {
        let most = u32::try_from(AT_ONCE).unwrap_or(u32::MAX).saturating_add(1);
        Some(accounts.count(administrator.reader(), &query, most).await?)
    } else {
        None
    };
    let view = ConsoleAccounts {
        page: administrator.page(),
        locked_count: administrator.locked_count().await?,
        listing: find.listing(),
        before: cursor(page.rows.first()).filter(|_| page.more_before),
        after: cursor(page.rows.last()).filter(|_| page.more_after),
        rows: page
            .rows
            .iter()
            .map(|row| shown(&row.account, row.bar.as_ref(), row.last_failure.as_ref(), now))
            .collect(),
        matching: matching.map(|count| count as usize),
        most: AT_ONCE,
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
        made_at: moment(account.created_at),
    }
}

/// Those that were ticked, or all that the list finds, each of them shown before anything is done.
pub(crate) async fn bulk(administrator: Administrator, posted: Posted) -> Result<Response, Trouble> {
    let authority = administrator.authority().await?;
    let help = Help::parse(posted.one("do")?).ok_or(Trouble::Unreadable)?;
    if !administrator.0.empowered.may(help.permission()) {
        return Err(Trouble::Forbidden);
    }
    let find = Find::posted(&posted)?;
    let back = find.listing().address();
    let takes_all = posted.one("all")? == "yes";
    let ids = if takes_all { all_of(&administrator, &find).await? } else { chosen(posted.many("account"))? };
    let is_asked_first = takes_all || (help == Help::Suspend && ids.len() > 1);
    let accounts = administrator.0.caller.identity().accounts();
    if is_asked_first && posted.one("confirmed")? != "yes" {
        let would = accounts.would_help_each(&authority, help, &ids).await;
        return bulk_page(&administrator, help, &would, Some(find.listing()), back).await;
    }
    let done = accounts.help_each(&authority, help, &ids, &administrator.0.caller.visit().from).await;
    administrator.0.caller.letters_may_wait();
    bulk_page(&administrator, help, &done, None, back).await
}

/// Unlocks from the list of those who are locked, and goes back there where all went well.
pub(crate) async fn unlock_locked(administrator: Administrator, posted: Posted) -> Result<Response, Trouble> {
    const BACK: &str = "/console/locked";
    let authority = administrator.authority().await?;
    let one = posted.one("one")?;
    let ids = if one.is_empty() { chosen(posted.many("account"))? } else { chosen(std::iter::once(one))? };
    let caller = &administrator.0.caller;
    let done = caller.identity().accounts().help_each(&authority, Help::Unlock, &ids, &caller.visit().from).await;
    if done.iter().all(|helped| helped.outcome.is_ok()) {
        return Ok(go(BACK));
    }
    bulk_page(&administrator, Help::Unlock, &done, None, BACK.to_owned()).await
}

fn chosen<'a>(ids: impl Iterator<Item = &'a str>) -> Result<Vec<Id<Account>>, Trouble> {
    let ids: Option<Vec<_>> = ids.take(AT_ONCE + 1).map(Id::parse).collect();
    ids.filter(|ids| ids.len() <= AT_ONCE).ok_or(Trouble::Unreadable)
}

/// Every account that a list finds, at most [`AT_ONCE`].
async fn all_of(administrator: &Administrator, find: &Find) -> Result<Vec<Id<Account>>, Trouble> {
    const PAGE: u32 = 200;
    let identity = administrator.0.caller.identity();
    let mut query = find.query(administrator.present().account().organization, PAGE, identity.now());
    let mut ids = Vec::new();
    loop {
        let page = identity.accounts().page(administrator.reader(), &query).await?;
        ids.extend(page.rows.iter().map(|row| row.account.id));
        match page.rows.last() {
            Some(last) if page.more_after && ids.len() < AT_ONCE => {
                query.from = PageFrom::After(query.order.place(&last.account));
            }
            _ => break,
        }
    }
    ids.truncate(AT_ONCE);
    Ok(ids)
}

async fn bulk_page(
    administrator: &Administrator,
    help: Help,
    helped: &[Helped],
    asking: Option<Listing>,
    back: String,
) -> Result<Response, Trouble> {
    let view = ConsoleBulk {
        page: administrator.0.page(),
        locked_count: administrator.locked_count().await?,
        act: match help {
            Help::Unlock => BulkAct::Unlock,
            Help::Suspend => BulkAct::Suspend,
            Help::Reinstate => BulkAct::Reinstate,
            Help::SendReset => BulkAct::SendReset,
            Help::SendWelcome => BulkAct::SendWelcome,
        },
        asking,
        lines: helped.iter().map(bulk_line).collect(),
        back,
    };
    Ok(show(StatusCode::OK, &view))
}

fn bulk_line(helped: &Helped) -> BulkLine {
    let (login, display_name) = helped
        .who
        .as_ref()
        .map_or_else(Default::default, |(login, name)| (login.to_string(), name.as_str().to_owned()));
    BulkLine { id: helped.id.to_string(), display_name, login, fate: fate(&helped.outcome) }
}

pub(crate) const fn fate(outcome: &Result<bool, HelpError>) -> BulkFate {
    match outcome {
        Ok(true) => BulkFate::Done,
        Ok(false) => BulkFate::Already,
        Err(HelpError::NotFound) => BulkFate::NotFound,
        Err(HelpError::NotAllowed) => BulkFate::Stronger,
        Err(HelpError::OwnAccount) => BulkFate::Own,
        Err(HelpError::Unfit(Unfit::Suspended)) => BulkFate::Suspended,
        Err(HelpError::Unfit(Unfit::Ended)) => BulkFate::Ended,
        Err(HelpError::Unfit(Unfit::NoAddress)) => BulkFate::NoAddress,
        Err(HelpError::Unfit(Unfit::NoPassword)) => BulkFate::NoPassword,
        Err(HelpError::Unfit(Unfit::HasPassword)) => BulkFate::HasPassword,
        Err(HelpError::Unavailable(_)) => BulkFate::NotNow,
    }
}

/// The button on the page of one account.
pub(crate) async fn reset(
    administrator: Administrator,
    Segment(id): Segment,
    _posted: Posted,
) -> Result<Response, Trouble> {
    let authority = administrator.authority().await?;
    let id = Id::parse(&id).ok_or(Trouble::NotFound)?;
    let caller = &administrator.0.caller;
    match caller.identity().accounts().send_reset(&authority, id, &caller.visit().from).await {
        Ok(()) => {
            caller.letters_may_wait();
            Ok(go(&format!("/console/accounts/{id}")))
        }
        Err(HelpError::NotFound) => Err(Trouble::NotFound),
        Err(HelpError::Unavailable(unavailable)) => Err(unavailable.into()),
        // Said with its reason, as among many.
        Err(_) => {
            let answer = caller.identity().accounts().would_help_each(&authority, Help::SendReset, &[id]).await;
            bulk_page(&administrator, Help::SendReset, &answer, None, format!("/console/accounts/{id}")).await
        }
    }
}
