//! What is read is what was written: organizations and accounts.

use identity_core::{
    change::OrganizationWrite,
    domain::{
        account::{Account, AddressChange, ContactAddress, Password, Rank, Standing},
        kernel::{Language, Lifetime},
        lockout::{BarLength, Delays, LockoutPolicy},
        organization::{ContactPerson, Organization, OrganizationPolicy},
        password::{PasswordHash, SecondStep},
    },
};

use super::{
    Store,
    reading_back::moments,
    stage::{Answered, change, edit, land, register, stored_account, studio},
};
use crate::samples::{self, NOON};

/// Organizations, with every rule that a policy can hold.
pub async fn organizations_read_back_as_written(store: Store) {
    let policies = [
        LockoutPolicy::new(
            100,
            Some(Lifetime::days(30)),
            BarLength::For(Lifetime::minutes(1)),
            Some(Delays { first: Lifetime::seconds(1), ceiling: Lifetime::hours(1) }),
        ),
        LockoutPolicy::new(1, None, BarLength::UntilUnlocked, None),
        LockoutPolicy::new(3, Some(Lifetime::minutes(1)), BarLength::UntilUnlocked, None),
        LockoutPolicy::new(3, None, BarLength::For(Lifetime::days(30)), None),
    ];
    let full = samples::contact_person();
    let contacts = [
        Some(full.clone()),
        None,
        Some(ContactPerson { phone: None, email: None, hours: None, ..full.clone() }),
        Some(ContactPerson { phone: None, ..full }),
    ];
    let flags = [
        (true, false, SecondStep::Required),
        (false, true, SecondStep::Optional),
        (true, true, SecondStep::Optional),
        (false, false, SecondStep::Required),
    ];
    for (n, ((lockout, contact), (shows_masked_address, shows_contact, second_step))) in
        policies.into_iter().zip(contacts).zip(flags).enumerate()
    {
        let policy =
            OrganizationPolicy { lockout: lockout.ok().answered(), shows_masked_address, shows_contact, second_step };
        let language = if n % 2 == 0 { Language::ENGLISH } else { Language::ITALIAN };
        let written = Organization {
            contact,
            policy,
            language,
            name: samples::name("Società à 名前 \u{1f600} 100%"),
            ..samples::organization(&format!("s{n}"))
        };
        land(&store, change(OrganizationWrite::Open(written.clone()))).await;
        let read = store.organization(written.id).await.answered().answered();
        assert_eq!(read.value, written);
        let plain = Organization { id: written.id, handle: written.handle, ..samples::organization("plain") };
        land(&store, change(OrganizationWrite::Replace { organization: plain.clone(), seen: read.version })).await;
        assert_eq!(store.organization(plain.id).await.answered().answered().value, plain);
    }
}

/// Accounts, as registered and as replaced.
pub async fn accounts_read_back_as_written(store: Store) {
    let organization = studio(&store).await.organization;
    let bare = Account { contact: None, password: None, ..samples::member(&organization, "bare") };
    let full = Account {
        contact: Some(ContactAddress {
            address: samples::address("o'Neill+tag@m\u{fc}nchen.example"),
            confirmed_at: None,
        }),
        address_change: Some(AddressChange {
            new: samples::address("new@mail.example"),
            asked_at: moments()[1],
            new_confirmed: true,
            old_agreed: false,
        }),
        rank: Rank::Owner,
        standing: Standing::Suspended { since: moments()[1] },
        password: Some(Password {
            hash: PasswordHash::as_stored("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA".to_owned()),
            set_at: moments()[2],
        }),
        created_at: moments()[3],
        signed_in_at: Some(moments()[1]),
        language: Language::ENGLISH,
        name: samples::name("Zoë 名前 \u{1f600} %_"),
        ..samples::member(&organization, "full")
    };
    let agreed = Account {
        address_change: Some(AddressChange {
            new: samples::address("x@mail.example"),
            asked_at: NOON,
            new_confirmed: false,
            old_agreed: true,
        }),
        ..samples::member(&organization, "agreed")
    };
    for written in [&bare, &full, &agreed] {
        land(&store, change(register(written))).await;
        assert_eq!(stored_account(&store, written).await.value, *written);
    }
    let filled = Account { id: bare.id, login: bare.login, created_at: bare.created_at, ..full.clone() };
    edit(&store, filled.clone()).await;
    assert_eq!(stored_account(&store, &filled).await.value, filled);
    let emptied = Account {
        contact: None,
        address_change: None,
        password: None,
        standing: Standing::Active,
        rank: Rank::Member,
        ..full
    };
    edit(&store, emptied.clone()).await;
    assert_eq!(stored_account(&store, &emptied).await.value, emptied);
}
