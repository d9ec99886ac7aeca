//! Accounts.

use identity_core::{
    change::{AccountWrite, Reliance},
    domain::{
        account::{Account, ContactAddress, Standing},
        kernel::LoginName,
    },
};

use super::{
    Store,
    stage::{
        Answered, change, edit, land, landed_at_once, overtaken, recorded, register, stored_account, studio,
        studio_called,
    },
};
use crate::samples::{self, NOON};

/// A login name belongs to one account, also when two want it at the same moment.
pub async fn a_login_name_is_taken_once(store: Store) {
    let studio = studio(&store).await;
    let carla = |n: u32| {
        change(register(&Account {
            id: samples::id(&format!("carla {n}")),
            ..samples::member(&studio.organization, "carla")
        }))
    };
    assert_eq!(landed_at_once(&store, (0..8).map(carla).collect()).await, 1);
    overtaken(&store, carla(9)).await;
    overtaken(&store, change(register(&Account { id: samples::id("another owner"), ..studio.owner }))).await;
}

/// Replacing an account never moves it to another login name.
pub async fn a_login_name_stays_when_its_account_is_replaced(store: Store) {
    let studio = studio(&store).await;
    let carla = samples::member(&studio.organization, "carla");
    edit(&store, Account { login: carla.login.clone(), name: samples::name("Carla"), ..studio.anna.clone() }).await;
    let stored = stored_account(&store, &studio.anna).await.value;
    assert_eq!(stored, Account { name: samples::name("Carla"), ..studio.anna.clone() });
    assert_eq!(store.account_by_login(&carla.login).await.answered().account, None);
    land(&store, change(register(&carla))).await;
}

/// A sign-in shows on the account, and overtakes nobody who relies on the account or edits it.
pub async fn a_sign_in_is_marked_without_moving_the_version(store: Store) {
    let anna = studio(&store).await.anna;
    let seen = stored_account(&store, &anna).await.version;
    let at = samples::later(5);
    land(&store, change(AccountWrite::SignedIn { id: anna.id, at })).await;
    let stored = stored_account(&store, &anna).await;
    assert_eq!((stored.value.signed_in_at, stored.version), (Some(at), seen));
    land(&store, recorded().relying_on(Reliance::Account { id: anna.id, seen })).await;
    land(&store, change(AccountWrite::Replace { account: stored.value, seen })).await;
}

/// A login name leads to its organization and its account; a name that nobody has there leads to the
/// organization alone, and one of another handle to neither.
pub async fn a_login_name_leads_to_its_organization_and_account(store: Store) {
    let rossi = studio(&store).await;
    let verdi = studio_called(&store, "studio-verdi").await;
    for account in [&rossi.owner, &rossi.anna, &verdi.owner, &verdi.anna] {
        let found = store.account_by_login(&account.login).await.answered();
        assert_eq!(found.organization.map(|organization| organization.id), Some(account.organization));
        assert_eq!(found.account, Some(stored_account(&store, account).await));
        assert_eq!(found.account.map(|stored| stored.value.id), Some(account.id));
    }
    let unknown = samples::member(&rossi.organization, "nobody").login;
    let found = store.account_by_login(&unknown).await.answered();
    assert_eq!((found.organization, found.account), (Some(rossi.organization), None));
    let elsewhere = LoginName::owner(samples::organization("nowhere").handle);
    let found = store.account_by_login(&elsewhere).await.answered();
    assert_eq!((found.organization, found.account), (None, None));
}

/// An address finds its active accounts in every organization, by login name, whatever its case; one with a
/// tag is another address.
pub async fn an_address_finds_its_active_accounts_whatever_its_case(store: Store) {
    let rossi = studio(&store).await;
    let verdi = studio_called(&store, "studio-verdi").await;
    let at = |text: &str| Some(ContactAddress { address: samples::address(text), confirmed_at: None });
    edit(&store, Account { contact: at("Nome.Cognome@mail.example"), ..rossi.bruno.clone() }).await;
    edit(&store, Account { contact: at("NOME.cognome@MAIL.example"), ..verdi.anna.clone() }).await;
    edit(
        &store,
        Account {
            contact: at("nome.cognome@mail.example"),
            standing: Standing::Suspended { since: NOON },
            ..rossi.anna.clone()
        },
    )
    .await;
    edit(&store, Account { contact: at("nome_cognome@mail.example"), ..verdi.bruno.clone() }).await;
    edit(&store, Account { contact: None, ..verdi.owner.clone() }).await;
    let tagged = samples::member(&rossi.organization, "tagged");
    land(&store, change(register(&Account { contact: at("nome.cognome+studio@mail.example"), ..tagged.clone() })))
        .await;
    let found = store.accounts_by_address(&samples::address("Nome.Cognome+Studio@mail.example")).await.answered();
    assert_eq!(found.iter().map(|account| account.id).collect::<Vec<_>>(), [tagged.id]);
    assert_eq!(store.accounts_by_address(&samples::address("nome.cognome+x@mail.example")).await.answered(), []);
    for spelling in ["nome.cognome@mail.example", "NOME.Cognome@Mail.example"] {
        let found = store.accounts_by_address(&samples::address(spelling)).await.answered();
        assert_eq!(
            found.iter().map(|account| account.id).collect::<Vec<_>>(),
            [verdi.anna.id, rossi.bruno.id],
            "{spelling}"
        );
    }
    assert_eq!(store.accounts_by_address(&samples::address("nome.cognome@other.example")).await.answered(), []);
    edit(&store, Account { contact: at("new@mail.example"), ..rossi.bruno.clone() }).await;
    let found = store.accounts_by_address(&samples::address("nome.cognome@mail.example")).await.answered();
    assert_eq!(found.iter().map(|account| account.id).collect::<Vec<_>>(), [verdi.anna.id]);
}

/// An address that very many accounts share is answered with 50 of them, the first by login name, and no
/// crowd of other addresses takes their place.
pub async fn a_crowded_address_finds_fifty(store: Store) {
    let studio = studio(&store).await;
    let mut logins = Vec::new();
    for n in 0..55 {
        let contact = Some(ContactAddress { address: samples::address("shared+x@mail.example"), confirmed_at: None });
        let member = Account { contact, ..samples::member(&studio.organization, &format!("a{n:02}")) };
        land(&store, change(register(&member))).await;
    }
    for n in 0..55 {
        let contact = Some(ContactAddress { address: samples::address("shared@mail.example"), confirmed_at: None });
        let member = Account { contact, ..samples::member(&studio.organization, &format!("m{n:02}")) };
        land(&store, change(register(&member))).await;
        logins.push(member.login);
    }
    let found = store.accounts_by_address(&samples::address("shared@mail.example")).await.answered();
    assert_eq!(found.into_iter().map(|account| account.login).collect::<Vec<_>>(), logins[..50]);
}

/// Accounts are found by many login names at once, of whichever organization; names that nobody has are left
/// out.
pub async fn accounts_are_found_by_many_login_names_at_once(store: Store) {
    let rossi = studio(&store).await;
    let verdi = studio_called(&store, "studio-verdi").await;
    let nobody = (0..1_200).filter_map(|n| LoginName::read(&format!("nobody{n}/studio-rossi")));
    let logins: Vec<LoginName> =
        nobody.chain([&rossi.owner, &rossi.bruno, &verdi.anna].map(|account| account.login.clone())).collect();
    let mut found = store.accounts_called(&logins).await.answered();
    found.sort_by_key(|account| account.value.login.to_string());
    let mut expected = Vec::new();
    for account in [&verdi.anna, &rossi.bruno, &rossi.owner] {
        expected.push(stored_account(&store, account).await);
    }
    assert_eq!(found, expected);
    assert_eq!(store.accounts_called(&[]).await.answered(), []);
}
