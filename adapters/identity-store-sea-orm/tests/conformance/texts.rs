//! Texts that somebody typed to break something.

use std::sync::Arc;

use identity_core::{
    change::{AccountWrite, AuditKind, Change, OrganizationWrite},
    ports::{AccountPage, AccountQuery, Accounts, Landing, Ledger, PageFrom, Place, PlaceKey},
};
use identity_store_sea_orm::SeaOrmStore;
use identity_testkit::samples;

crate::on_both! {
    a_text_that_no_database_takes_finds_nothing_and_breaks_nothing
}

/// `PostgreSQL` takes no NUL in a text, and `SQLite` no pattern of any length.
async fn a_text_that_no_database_takes_finds_nothing_and_breaks_nothing(store: Arc<SeaOrmStore>) {
    let organization = samples::organization("studio-rossi");
    let anna = samples::member(&organization, "anna");
    let opening = Change::recorded_as(samples::event(AuditKind::OrganizationOpened))
        .write(OrganizationWrite::Open(organization.clone()))
        .write(AccountWrite::Register { key: samples::name_key(&anna), account: anna });
    assert_eq!(store.commit(samples::stamped(opening)).await.unwrap(), Landing::Landed);
    let query = |search: Option<&str>, from| AccountQuery {
        search: search.map(str::to_owned),
        from,
        ..AccountQuery::all(organization.id, 10, samples::NOON)
    };
    let at = |text: &str| Place { key: PlaceKey::Text(text.to_owned()), id: samples::id("anywhere") };
    for search in ["\0", "a\0n", "anna\nanna", "\n", &"a".repeat(100_000), &"%".repeat(100_000)] {
        let page = store.accounts_page(&query(Some(search), PageFrom::Start)).await.unwrap();
        assert_eq!(page, AccountPage::default());
    }
    let after = store.accounts_page(&query(None, PageFrom::After(at("\0")))).await.unwrap();
    let before = store.accounts_page(&query(None, PageFrom::Before(at("b\0")))).await.unwrap();
    assert_eq!((after.rows.len(), before.rows.len()), (1, 1));
}
