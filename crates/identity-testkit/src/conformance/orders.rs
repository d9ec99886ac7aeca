//! Lists of accounts in several orders, and what they can be narrowed to.

use identity_core::{
    domain::{
        account::{Account, ContactAddress},
        kernel::{Id, Language},
        organization::Organization,
    },
    ports::{AccountOrder, AccountQuery, PageFrom, Place, PlaceKey, SortBy, StateFilter},
};

use super::{
    Store,
    pages::{all_of, logins, page},
    stage::{Answered, change, land, register, studio},
};
use crate::samples;

const EVERY: [SortBy; 4] = [SortBy::Login, SortBy::Name, SortBy::SignedIn, SortBy::Created];

/// People among whom whatever a list goes by is the same for several.
async fn alike(store: &Store) -> (Organization, Vec<Account>) {
    let studio = studio(store).await;
    let named = ["Anna", "\u{c0}nna", "anna", "Zeno", "\u{e9}va", "Eva", "Eva", "\u{4e2d}\u{6751}", "Bruno", "bruno"];
    let mut all = vec![studio.owner, studio.anna, studio.bruno];
    for (n, name) in (0_u32..).zip(named) {
        let account = Account {
            name: samples::name(name),
            created_at: samples::later(n / 3),
            signed_in_at: (n % 3 > 0).then(|| samples::later(n % 3)),
            ..samples::member(&studio.organization, &format!("m{n}"))
        };
        land(store, change(register(&account))).await;
        all.push(account);
    }
    (studio.organization, all)
}

/// Pages of every order, forwards and backwards, show every account once, where its place is; what is equal
/// goes by id.
pub async fn every_order_shows_every_account_once(store: Store) {
    let (organization, accounts) = alike(&store).await;
    for by in EVERY {
        for descending in [false, true] {
            let order = AccountOrder { by, descending };
            let mut expected: Vec<(Place, String)> =
                accounts.iter().map(|account| (order.place(account), account.login.to_string())).collect();
            expected.sort();
            if descending {
                expected.reverse();
            }
            let expected: Vec<String> = expected.into_iter().map(|(_, login)| login).collect();
            for limit in [1, 2, 5, 200] {
                let query = |from| AccountQuery { order, from, limit, ..all_of(organization.id) };
                assert_eq!(forwards(&store, &query, order).await, expected, "{order:?} forwards by {limit}");
                assert_eq!(backwards(&store, &query, order).await, expected, "{order:?} backwards by {limit}");
            }
        }
    }
}

async fn forwards(store: &Store, query: &impl Fn(PageFrom) -> AccountQuery, order: AccountOrder) -> Vec<String> {
    let (mut all, mut from) = (Vec::new(), PageFrom::Start);
    for _ in 0..50 {
        let page = page(store, query(from)).await;
        all.extend(logins(&page));
        let Some(last) = page.rows.last().filter(|_| page.more_after) else { break };
        from = PageFrom::After(order.place(&last.account));
    }
    all
}

/// From beyond the end, which no account is at.
async fn backwards(store: &Store, query: &impl Fn(PageFrom) -> AccountQuery, order: AccountOrder) -> Vec<String> {
    let key = match (order.by, order.descending) {
        (SortBy::Login | SortBy::Name, false) => PlaceKey::Text("\u{10ffff}".to_owned()),
        (SortBy::Login | SortBy::Name, true) => PlaceKey::Text(String::new()),
        (_, false) => PlaceKey::Moment(Some(samples::later(1_000))),
        (_, true) => PlaceKey::Moment(None),
    };
    let id = if order.descending { Id::parse("00000000-0000-0000-0000-000000000000") } else { None };
    let beyond = Place { key, id: id.unwrap_or_else(|| samples::id("anywhere")) };
    let (mut all, mut from) = (Vec::new(), PageFrom::Before(beyond));
    for _ in 0..50 {
        let page = page(store, query(from)).await;
        all.splice(0..0, logins(&page));
        let Some(first) = page.rows.first().filter(|_| page.more_before) else { break };
        from = PageFrom::Before(order.place(&first.account));
    }
    all
}

/// A place that a list of this order cannot have is its start: whoever writes one into an address sees the
/// first page.
pub async fn a_place_of_another_order_is_the_start(store: Store) {
    let (organization, _) = alike(&store).await;
    for by in EVERY {
        let order = AccountOrder { by, descending: false };
        let other = match by {
            SortBy::Login | SortBy::Name => PlaceKey::Moment(Some(samples::later(1))),
            SortBy::SignedIn | SortBy::Created => PlaceKey::Text("m5/studio-rossi".to_owned()),
        };
        let place = || Place { key: other.clone(), id: samples::id("anywhere") };
        let query = |from| AccountQuery { order, from, limit: 4, ..all_of(organization.id) };
        let start = page(&store, query(PageFrom::Start)).await;
        assert_eq!(page(&store, query(PageFrom::After(place()))).await, start, "{by:?}");
        assert_eq!(page(&store, query(PageFrom::Before(place()))).await, start, "{by:?}");
    }
}

/// Accounts are narrowed to those without a password, never signed in, without an address, or with one that
/// never confirmed.
pub async fn a_list_is_narrowed_to_those_in_need(store: Store) {
    let studio = studio(&store).await;
    let member = |name| samples::member(&studio.organization, name);
    let unconfirmed = ContactAddress { address: samples::address("u@mail.example"), confirmed_at: None };
    for account in [
        Account { password: None, signed_in_at: Some(samples::NOON), ..member("p") },
        Account { contact: None, signed_in_at: Some(samples::NOON), ..member("c") },
        Account { contact: Some(unconfirmed), signed_in_at: Some(samples::NOON), ..member("u") },
    ] {
        land(&store, change(register(&account))).await;
    }
    let narrowed = async |state| {
        let found = logins(&page(&store, AccountQuery { state, ..all_of(studio.organization.id) }).await);
        found.into_iter().map(|login| login.split('/').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(narrowed(StateFilter::NoPassword).await, ["p"]);
    assert_eq!(narrowed(StateFilter::NeverSignedIn).await, ["anna", "bruno", "studio-rossi"]);
    assert_eq!(narrowed(StateFilter::NoAddress).await, ["c"]);
    assert_eq!(narrowed(StateFilter::Unconfirmed).await, ["u"]);
}

/// A list is narrowed to those who read one language, together with whatever else it is narrowed to.
pub async fn a_list_is_narrowed_to_one_language(store: Store) {
    let studio = studio(&store).await;
    for (name, password) in [("e1", true), ("e2", false)] {
        let english = Account { language: Language::ENGLISH, ..samples::member(&studio.organization, name) };
        let account = Account { password: english.password.clone().filter(|_| password), ..english };
        land(&store, change(register(&account))).await;
    }
    let query = AccountQuery { language: Some(Language::ENGLISH), ..all_of(studio.organization.id) };
    assert_eq!(logins(&page(&store, query.clone()).await), ["e1/studio-rossi", "e2/studio-rossi"]);
    let query = AccountQuery { state: StateFilter::NoPassword, ..query };
    assert_eq!(logins(&page(&store, query).await), ["e2/studio-rossi"]);
}

/// What a query finds is counted, however many pages it takes and wherever its page begins, but no further
/// than asked.
pub async fn accounts_are_counted_up_to_a_bound(store: Store) {
    let (organization, accounts) = alike(&store).await;
    let place = AccountOrder::default().place(&accounts[4]);
    let query = AccountQuery { limit: 2, from: PageFrom::After(place), ..all_of(organization.id) };
    for (most, count) in [(200, 13), (13, 13), (12, 12), (1, 1)] {
        assert_eq!(store.count_accounts(&query, most).await.answered(), count, "up to {most}");
    }
    let eva = AccountQuery { search: Some("eva".to_owned()), ..query };
    assert_eq!(store.count_accounts(&eva, 200).await.answered(), 3);
    let locked = AccountQuery { state: StateFilter::Locked, ..eva };
    assert_eq!(store.count_accounts(&locked, 200).await.answered(), 0);
}
