//! `identity account list`: every page of every organization asked for.

use identity_core::{
    application::account::Reader,
    domain::{
        kernel::{Id, Timestamp},
        organization::Organization,
    },
    ports::{AccountOrder, AccountQuery, AccountRow, PageFrom, SortBy, StateFilter},
};
use serde::Serialize;
use serde_json::json;

use super::{
    super::{Desk, rank, rights::RightsNames, state},
    document::{AccountDocument, LockoutDocument},
};
use crate::{
    arguments::{AccountSort, AccountState, ListAccounts},
    output::{Answer, Cell},
    refusal::Refusal,
    words::say,
};

/// How many accounts are read at once; the most that a page holds.
const PAGE: u32 = 200;

/// An account in a list, for machines.
#[derive(Serialize)]
struct RowDocument {
    #[serde(flatten)]
    account: AccountDocument,
    state: &'static str,
    lockout: Option<LockoutDocument>,
}

pub(super) async fn list(desk: &Desk, typed: &ListAccounts) -> Result<Answer, Refusal> {
    let mut rows = Vec::new();
    for organization in desk.organizations(typed.organization.as_deref()).await? {
        rows.extend(accounts_of(desk, organization.id, typed).await?);
    }
    let names = desk.names(rows.iter().map(|row| &row.account)).await?;
    let now = desk.identity().now();
    let documents: Vec<_> = rows.iter().map(|row| document(row, &names, now)).collect();
    let head = vec![
        say!("column-login"),
        say!("column-name"),
        say!("column-rank"),
        say!("column-state"),
        say!("column-address"),
        say!("column-signed-in"),
        say!("column-ends"),
        say!("column-profiles"),
        say!("column-permissions"),
    ];
    let cells = rows.into_iter().map(|row| {
        let AccountRow { account, bar, .. } = row;
        vec![
            Cell::Text(account.login.to_string()),
            Cell::Text(account.name.as_str().to_owned()),
            Cell::Said(rank(account.rank).1),
            Cell::Said(state(&account, bar.is_some(), now).1),
            Cell::text(account.contact.as_ref().map(|contact| contact.address.as_str())),
            Cell::at(account.signed_in_at),
            Cell::at(account.ends_at),
            listed(&names.profiles_of(&account), ", "),
            listed(&names.permissions_of(&account), " "),
        ]
    });
    Ok(Answer::new(json!({ "accounts": documents }), desk.zone).table(head, cells.collect(), say!("no-accounts")))
}

async fn accounts_of(
    desk: &Desk,
    organization: Id<Organization>,
    typed: &ListAccounts,
) -> Result<Vec<AccountRow>, Refusal> {
    let mut query = AccountQuery {
        search: typed.search.clone(),
        state: match typed.state {
            AccountState::Any => StateFilter::Any,
            AccountState::Active => StateFilter::Active,
            AccountState::Locked => StateFilter::Locked,
            AccountState::Suspended => StateFilter::Suspended,
            AccountState::NoPassword => StateFilter::NoPassword,
            AccountState::NeverSignedIn => StateFilter::NeverSignedIn,
            AccountState::NoAddress => StateFilter::NoAddress,
            AccountState::Unconfirmed => StateFilter::Unconfirmed,
        },
        order: AccountOrder {
            by: match typed.sort {
                AccountSort::Login => SortBy::Login,
                AccountSort::Name => SortBy::Name,
                AccountSort::SignedIn => SortBy::SignedIn,
                AccountSort::Created => SortBy::Created,
            },
            descending: typed.reverse,
        },
        ..AccountQuery::all(organization, PAGE, desk.identity().now())
    };
    let mut rows: Vec<AccountRow> = Vec::new();
    loop {
        let page = desk.identity().accounts().page(Reader::Operator, &query).await?;
        rows.extend(page.rows);
        match rows.last() {
            Some(last) if page.more_after => {
                query.from = PageFrom::After(query.order.place(&last.account));
            }
            _ => return Ok(rows),
        }
    }
}

fn listed(names: &[String], between: &str) -> Cell {
    if names.is_empty() { Cell::Nothing } else { Cell::Text(names.join(between)) }
}

fn document(row: &AccountRow, names: &RightsNames, now: Timestamp) -> RowDocument {
    RowDocument {
        account: AccountDocument::of(&row.account, names),
        state: state(&row.account, row.bar.is_some(), now).0,
        lockout: row.bar.as_ref().map(|bar| LockoutDocument::of(bar, row.last_failure.as_ref())),
    }
}
