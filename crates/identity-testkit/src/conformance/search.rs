//! Searching accounts, and what no search shows.

use identity_core::{
    change::{AuditKind, Change, LetterKind, Recipient},
    domain::{
        account::Account,
        kernel::{DisplayName, Id},
        lockout::{GuardKey, GuardKind},
        organization::Organization,
    },
    ports::{AccountQuery, LetterQuery, LettersFrom},
};

use super::{
    Store,
    pages::{all_of, logins, page},
    stage::{Answered, change, edit, land, put_guard, register, studio, studio_called},
};
use crate::samples::{self, NOON};

/// The members found by a search, without their handle.
async fn found(store: &Store, organization: &Organization, search: &str) -> Vec<String> {
    let page = page(store, AccountQuery { search: Some(search.to_owned()), ..all_of(organization.id) }).await;
    logins(&page).into_iter().map(|login| login.split('/').next().unwrap_or_default().to_owned()).collect()
}

/// What is searched for is text: `%`, `_`, quotes and backslashes stand for themselves.
pub async fn a_search_takes_its_text_as_it_is(store: Store) {
    let organization = studio(&store).await.organization;
    let named = [
        ("percent", "Cento % Cento"),
        ("under", "Sotto_Linea"),
        ("quote", "Dell'Orto"),
        ("double", "Il \"Capo\""),
        ("back", "Barra\\Rovescia X"),
        ("plain", "Cento X Cento"),
    ];
    for (login, name) in named {
        let member = Account { name: DisplayName::as_stored(name.to_owned()), ..samples::member(&organization, login) };
        land(&store, change(register(&member))).await;
    }
    for (search, whom) in [
        ("%", "percent"),
        ("_", "under"),
        ("l'o", "quote"),
        ("\"c", "double"),
        ("\\", "back"),
        ("a\\r", "back"),
        ("' or '1'='1", ""),
        ("\0", ""),
        ("percent/studio-rossi\nCento", ""),
        ("x cento", "plain"),
    ] {
        let expected: &[&str] = if whom.is_empty() { &[] } else { &[whom] };
        assert_eq!(found(&store, &organization, search).await, expected, "{search}");
    }
    assert_eq!(found(&store, &organization, "ento").await, ["percent", "plain"]);
}

/// Login name and display name are searched, whatever the case, in letters of any alphabet.
pub async fn a_search_knows_no_case(store: Store) {
    let organization = studio(&store).await.organization;
    for (login, name) in [("nicolo", "Nicol\u{f2} D'Angelo"), ("olga", "\u{41e}\u{43b}\u{44c}\u{433}\u{430}")] {
        land(&store, change(register(&Account { name: samples::name(name), ..samples::member(&organization, login) })))
            .await;
    }
    for search in ["nicolo", "NICOLO", "nicol\u{f2}", "NICOL\u{d2}", "d'ANGELO"] {
        assert_eq!(found(&store, &organization, search).await, ["nicolo"], "{search}");
    }
    for search in ["OLGA/", "\u{41e}\u{41b}\u{42c}\u{413}", "\u{43e}\u{43b}\u{44c}\u{433}\u{430}"] {
        assert_eq!(found(&store, &organization, search).await, ["olga"], "{search}");
    }
}

/// Accents do not matter, neither in what is searched for nor in the names, and the contact address is
/// searched too.
pub async fn a_search_knows_no_accents_and_finds_addresses(store: Store) {
    let organization = studio(&store).await.organization;
    for (login, name) in [("n1", "Nicol\u{f2} D'Angelo"), ("n2", "Nicolo Rossi"), ("n3", "Zo\u{eb} M\u{fc}ller")] {
        land(&store, change(register(&Account { name: samples::name(name), ..samples::member(&organization, login) })))
            .await;
    }
    for search in ["nicolo", "NICOL\u{d2}", "nicolo\u{300}"] {
        assert_eq!(found(&store, &organization, search).await, ["n1", "n2"], "{search}");
    }
    assert_eq!(found(&store, &organization, "zoe mu").await, ["n3"]);
    assert_eq!(found(&store, &organization, "N2@Mail.").await, ["n2"]);
    let moved = Account { contact: None, ..samples::member(&organization, "n2") };
    edit(&store, moved).await;
    assert_eq!(found(&store, &organization, "n2@mail.").await, [""; 0]);
}

/// Leaves a lockout, two letters and a line of one account.
async fn lock_out_and_write_to(store: &Store, account: &Account) {
    put_guard(
        store,
        &samples::barred(GuardKey::shared(samples::name_key(account), GuardKind::Password), NOON, None),
        true,
    )
    .await;
    let letters = [
        samples::letter(Recipient::Account(account.id), LetterKind::Barred, &format!("to {}", account.login)),
        samples::letter(
            Recipient::At(account.id, samples::address("old@mail.example")),
            LetterKind::AddressChanged,
            &format!("at {}", account.login),
        ),
    ];
    let [to, at] = letters;
    land(store, Change::recorded_as(samples::event_about(account, AuditKind::AccountEdited)).letter(to).letter(at))
        .await;
}

/// Nothing that is asked of one organization shows anything of another.
pub async fn other_organizations_never_show(store: Store) {
    let rossi = studio(&store).await;
    let verdi = studio_called(&store, "studio-verdi").await;
    for account in [&rossi.anna, &verdi.anna] {
        lock_out_and_write_to(&store, account).await;
    }
    let of_nobody = [Recipient::Nobody, Recipient::Mailbox(samples::address("any@mail.example"))];
    for (n, to) in of_nobody.into_iter().enumerate() {
        land(
            &store,
            Change::recorded_as(samples::event(AuditKind::LoginNamesRequested)).letter(samples::letter(
                to,
                LetterKind::LoginNames,
                &format!("free {n}"),
            )),
        )
        .await;
    }
    for (studio, handle) in [(&rossi, "studio-rossi"), (&verdi, "studio-verdi")] {
        let own = studio.organization.id;
        let page = page(&store, AccountQuery { search: Some("a".to_owned()), ..all_of(own) }).await;
        assert!(
            !page.rows.is_empty() && page.rows.iter().all(|row| row.account.organization == own),
            "accounts of {handle}"
        );
        let barred = store.barred_accounts(Some(own), samples::later(60), 10).await.answered();
        assert_eq!(
            barred.iter().map(|barred| barred.account.id).collect::<Vec<_>>(),
            [studio.anna.id],
            "lockouts of {handle}"
        );
        let letters = store.letters_page(&letters_of(Some(own))).await.answered().rows;
        let theirs =
            |to: &Recipient| matches!(to, Recipient::Account(id) | Recipient::At(id, _) if *id == studio.anna.id);
        assert_eq!((letters.len(), letters.iter().all(|row| theirs(&row.letter.to))), (2, true), "letters of {handle}");
        let lines = store.audit_of_organization(Some(own), 10).await.answered();
        assert_eq!(
            lines.iter().map(|line| line.subject).collect::<Vec<_>>(),
            [Some(studio.anna.id)],
            "audit lines of {handle}"
        );
    }
    assert_eq!(store.barred_accounts(None, samples::later(60), 10).await.answered().len(), 2);
    assert_eq!(store.letters_page(&letters_of(None)).await.answered().rows.len(), 6);
}

const fn letters_of(organization: Option<Id<Organization>>) -> LetterQuery {
    LetterQuery { organization, state: None, from: LettersFrom::Latest, limit: 10 }
}
