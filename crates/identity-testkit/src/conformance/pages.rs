//! Pages of accounts.

use identity_core::{
    domain::{
        account::{Account, Standing},
        kernel::Id,
        lockout::{GuardKey, GuardKind},
        organization::Organization,
    },
    ports::{AccountPage, AccountQuery, PageFrom, Place, PlaceKey, StateFilter},
};

use super::{
    Store,
    stage::{Answered, change, edit, land, put_guard, register, studio},
};
use crate::samples::{self, NOON};

/// The query for all accounts of an organization on one page.
pub(super) fn all_of(organization: Id<Organization>) -> AccountQuery {
    AccountQuery::all(organization, 200, samples::later(60))
}

/// A place of a list that goes by login name.
fn at(login: &str) -> Place {
    Place { key: PlaceKey::Text(login.to_owned()), id: samples::id("anywhere") }
}

pub(super) async fn page(store: &Store, query: AccountQuery) -> AccountPage {
    store.accounts_page(&query).await.answered()
}

pub(super) fn logins(page: &AccountPage) -> Vec<String> {
    page.rows.iter().map(|row| row.account.login.to_string()).collect()
}

async fn crowd(store: &Store) -> Organization {
    let studio = studio(store).await;
    for name in ["a-b", "a.b", "ab", "a_b", "a", "z9", "z10", "\u{e8}va", "eva", "f"] {
        land(store, change(register(&samples::member(&studio.organization, name)))).await;
    }
    studio.organization
}

/// Pages forwards and pages backwards show every account once, in the order of login names (by code point,
/// whatever the machine's language).
pub async fn pages_follow_each_other_without_gaps(store: Store) {
    let organization = crowd(&store).await;
    let all = logins(&page(&store, all_of(organization.id)).await);
    let mut sorted = all.clone();
    sorted.sort();
    assert_eq!((all.len(), &all), (13, &sorted));
    for limit in [1, 2, 5, 13, 20] {
        let mut forwards: Vec<String> = Vec::new();
        let mut from = PageFrom::Start;
        for _ in 0..=all.len() {
            let page = page(&store, AccountQuery { from, limit, ..all_of(organization.id) }).await;
            assert!(page.rows.len() <= limit as usize);
            forwards.extend(logins(&page));
            from = PageFrom::After(at(forwards.last().map_or("", String::as_str)));
            if !page.more_after {
                break;
            }
        }
        assert_eq!(forwards, all, "forwards by {limit}");
        let mut backwards: Vec<String> = Vec::new();
        let mut from = PageFrom::Before(at("\u{10ffff}"));
        for _ in 0..=all.len() {
            let page = page(&store, AccountQuery { from, limit, ..all_of(organization.id) }).await;
            assert!(page.rows.len() <= limit as usize);
            backwards.splice(0..0, logins(&page));
            from = PageFrom::Before(at(backwards.first().map_or("", String::as_str)));
            if !page.more_before {
                break;
            }
        }
        assert_eq!(backwards, all, "backwards by {limit}");
    }
}

/// A page tells truly whether there are more before its first and after its last, whatever it began from.
pub async fn pages_tell_what_lies_beyond_them(store: Store) {
    let organization = crowd(&store).await;
    let all = logins(&page(&store, all_of(organization.id)).await);
    let last = all.len() - 1;
    let beyond = async |from, limit| {
        let page = page(&store, AccountQuery { from, limit, ..all_of(organization.id) }).await;
        (page.more_before, page.more_after)
    };
    assert_eq!(beyond(PageFrom::Start, 200).await, (false, false));
    assert_eq!(beyond(PageFrom::Start, 13).await, (false, false));
    assert_eq!(beyond(PageFrom::Start, 12).await, (false, true));
    assert_eq!(beyond(PageFrom::After(at("!")), 3).await, (false, true));
    assert_eq!(beyond(PageFrom::After(at(&all[0])), 3).await, (true, true));
    assert_eq!(beyond(PageFrom::After(at(&all[last - 1])), 3).await, (true, false));
    assert_eq!(beyond(PageFrom::Before(at(&all[3])), 3).await, (false, true));
    assert_eq!(beyond(PageFrom::Before(at(&all[4])), 3).await, (true, true));
    assert_eq!(beyond(PageFrom::Before(at("\u{10ffff}")), 3).await, (true, false));
}

/// Each filter shows the accounts in that state, with the lockout that is in force; only guards of the
/// password count, that of a known device as much as the shared one.
pub async fn a_state_filter_shows_that_state_only(store: Store) {
    let studio = studio(&store).await;
    let key = |account: &Account, kind| GuardKey::shared(samples::name_key(account), kind);
    let locked = samples::member(&studio.organization, "locked");
    let lapsed = samples::member(&studio.organization, "lapsed");
    for account in [&locked, &lapsed] {
        land(&store, change(register(account))).await;
    }
    edit(&store, Account { standing: Standing::Suspended { since: NOON }, ..studio.bruno.clone() }).await;
    let bar = samples::barred(key(&locked, GuardKind::Password), NOON, None);
    put_guard(&store, &bar, true).await;
    put_guard(&store, &samples::barred(key(&lapsed, GuardKind::Password), NOON, Some(samples::later(59))), true).await;
    put_guard(&store, &samples::barred(key(&studio.anna, GuardKind::UnlockCode), NOON, None), true).await;
    let at_home = samples::member(&studio.organization, "home");
    land(&store, change(register(&at_home))).await;
    let of_a_device = GuardKey { device: Some(samples::digest("device")), ..key(&at_home, GuardKind::Password) };
    put_guard(&store, &samples::barred(of_a_device, NOON, None), true).await;
    let in_state = async |state| logins(&page(&store, AccountQuery { state, ..all_of(studio.organization.id) }).await);
    assert_eq!(in_state(StateFilter::Locked).await, ["home/studio-rossi", "locked/studio-rossi"]);
    assert_eq!(in_state(StateFilter::Suspended).await, ["bruno/studio-rossi"]);
    assert_eq!(in_state(StateFilter::Active).await, ["anna/studio-rossi", "lapsed/studio-rossi", "studio-rossi"]);
    assert_eq!(in_state(StateFilter::Any).await.len(), 6);
    let all = page(&store, all_of(studio.organization.id)).await;
    for row in &all.rows {
        assert_eq!(row.bar.is_some(), [locked.id, at_home.id].contains(&row.account.id), "{}", row.account.login);
    }
    let row = all.rows.into_iter().find(|row| row.account.id == locked.id).answered();
    assert_eq!((row.bar, row.last_failure), (bar.bar, bar.last_failure));
}

/// Two filters narrow together, and pages of a filtered list follow each other too.
pub async fn filtered_pages_follow_each_other_too(store: Store) {
    let organization = studio(&store).await.organization;
    for n in 0..6 {
        let standing = if n % 2 == 0 { Standing::Suspended { since: NOON } } else { Standing::Active };
        land(&store, change(register(&Account { standing, ..samples::member(&organization, &format!("wanted{n}")) })))
            .await;
    }
    let query = |from| AccountQuery {
        search: Some("WANTED".to_owned()),
        state: StateFilter::Suspended,
        from,
        limit: 2,
        ..all_of(organization.id)
    };
    let first = page(&store, query(PageFrom::Start)).await;
    assert_eq!(logins(&first), ["wanted0/studio-rossi", "wanted2/studio-rossi"]);
    assert_eq!((first.more_before, first.more_after), (false, true));
    let second = page(&store, query(PageFrom::After(at("wanted2/studio-rossi")))).await;
    assert_eq!(logins(&second), ["wanted4/studio-rossi"]);
    assert_eq!((second.more_before, second.more_after), (true, false));
    let back = page(&store, query(PageFrom::Before(at("wanted4/studio-rossi")))).await;
    assert_eq!(back, first);
}
