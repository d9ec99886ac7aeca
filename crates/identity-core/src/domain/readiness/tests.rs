use super::*;
use crate::domain::{
    account::{ContactAddress, Password, Standing},
    kernel::{DisplayName, EmailAddress, Handle, Id, Language, LoginName},
    password::PasswordHash,
    permission::Rights,
};

const NOW: Timestamp = Timestamp::from_seconds(1_000);

fn account(rank: Rank) -> Account {
    Account {
        id: Id::new(NOW, [1; 10]),
        organization: Id::new(NOW, [2; 10]),
        login: LoginName::owner(Handle::parse("studio").unwrap()),
        name: DisplayName::parse("Giulia").unwrap(),
        language: Language::ITALIAN,
        contact: Some(ContactAddress {
            address: EmailAddress::parse("giulia@mail.example").unwrap(),
            confirmed_at: Some(NOW),
        }),
        address_change: None,
        rank,
        rights: Rights::default(),
        standing: Standing::Active,
        ends_at: None,
        password: Some(Password { hash: PasswordHash::as_stored("x".to_owned()), set_at: NOW }),
        created_at: NOW,
        signed_in_at: None,
    }
}

fn facts(account: &Account) -> Facts<'_> {
    Facts {
        account,
        bouncing_since: None,
        is_exhausted: false,
        welcome_until: None,
        administrators: Administrators::Several,
    }
}

fn words(facts: &Facts<'_>) -> Vec<&'static str> {
    assess(facts, NOW).into_iter().map(Unready::as_str).collect()
}

#[test]
fn whoever_has_a_confirmed_address_and_a_colleague_is_ready() {
    for rank in [Rank::Member, Rank::Owner] {
        assert_eq!(words(&facts(&account(rank))), [""; 0], "{rank:?}");
    }
}

#[test]
fn each_reason_is_told_alone_and_with_others() {
    let good = account(Rank::Member);
    let nowhere = Account { contact: None, ..good.clone() };
    assert_eq!(words(&facts(&nowhere)), ["no-address"]);
    assert_eq!(words(&Facts { is_exhausted: true, ..facts(&nowhere) }), ["no-address", "exhausted"]);
    assert_eq!(words(&Facts { is_exhausted: true, ..facts(&good) }), [""; 0], "a reset helps");
    assert_eq!(words(&Facts { bouncing_since: Some(NOW), ..facts(&good) }), ["bouncing"]);
    let mut unconfirmed = good.clone();
    unconfirmed.contact.iter_mut().for_each(|contact| contact.confirmed_at = None);
    assert_eq!(words(&facts(&unconfirmed)), ["never-confirmed"]);
    let bouncing = Facts { bouncing_since: Some(NOW), ..facts(&unconfirmed) };
    assert_eq!(words(&bouncing), ["bouncing", "never-confirmed"]);
    assert_eq!(worst(&assess(&bouncing, NOW)), Some(Severity::CannotRecover));
}

#[test]
fn somebody_who_never_chose_a_password_is_told_once_the_link_is_dead() {
    let newcomer = Account { password: None, ..account(Rank::Member) };
    let until = |welcome_until| words(&Facts { welcome_until, ..facts(&newcomer) });
    assert_eq!(until(Some(Timestamp::from_micros(NOW.as_micros() + 1))), [""; 0]);
    assert_eq!(until(Some(NOW)), ["never-came-in"]);
    assert_eq!(until(None), ["never-came-in"]);
    let nowhere = Account { contact: None, ..newcomer };
    assert_eq!(words(&facts(&nowhere)), ["no-address"], "one reason is enough");
}

#[test]
fn the_only_one_who_could_help_is_told_so() {
    let owner = account(Rank::Owner);
    let beside = |administrators| words(&Facts { administrators, ..facts(&owner) });
    assert_eq!(beside(Administrators::Sole(owner.id)), ["sole-administrator"]);
    assert_eq!(beside(Administrators::Sole(Id::new(NOW, [9; 10]))), [""; 0], "another one is the only one");
}

#[test]
fn a_suspended_owner_is_told_and_a_suspended_member_is_not() {
    let suspended = |rank| Account { standing: Standing::Suspended { since: NOW }, contact: None, ..account(rank) };
    assert_eq!(words(&facts(&suspended(Rank::Owner))), ["suspended-owner"]);
    assert_eq!(words(&facts(&suspended(Rank::Member))), [""; 0]);
    let owner = account(Rank::Owner);
    let nobody = |owner| words(&Facts { administrators: Administrators::Nobody, ..facts(owner) });
    assert_eq!(nobody(&owner), ["nobody-administers"]);
    let both = suspended(Rank::Owner);
    assert_eq!(nobody(&both), ["suspended-owner", "nobody-administers"]);
}

#[test]
fn nothing_is_told_of_an_account_that_has_ended() {
    let ending = |at| Account { ends_at: Some(at), contact: None, ..account(Rank::Member) };
    assert_eq!(words(&facts(&ending(NOW))), [""; 0]);
    assert_eq!(words(&facts(&ending(Timestamp::from_micros(NOW.as_micros() + 1)))), ["no-address"]);
}

#[test]
fn what_is_worst_comes_first_and_every_word_is_its_own() {
    let all = [
        Unready::NoAddress,
        Unready::Bouncing { since: NOW },
        Unready::Exhausted,
        Unready::SuspendedOwner,
        Unready::NobodyAdministers,
        Unready::NeverConfirmed,
        Unready::NeverCameIn,
        Unready::SoleAdministrator,
    ];
    assert_eq!(all.map(Unready::as_str), Unready::WORDS);
    assert!(all.is_sorted() && all.map(Unready::severity).is_sorted());
}
