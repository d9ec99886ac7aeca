use identity_core::{
    application::{
        account::{AccountEdit, EditError, NewAccount, Reader, RegisterError, StandingError},
        authority::Authority,
        organization::{NewOrganization, OpenError, OrganizationEdit, OrganizationEditError},
        permission::Empowered,
        recovery::PasswordLink,
    },
    change::{AccountWrite, AuditKind, Change, LetterKind, Version},
    domain::{
        account::{Account, Password},
        kernel::{DisplayName, EmailAddress, Handle, Language, LoginName, MemberName, SecretBytes, SecretToken},
        organization::Organization,
        permission::{Granted, OwnPermission, RightsWish},
    },
};
use identity_testkit::{TestHouse, fakes::PlainHasher, samples};

use crate::stage::{NEW, RIGHT, Stage, open, operator};

const MARCO: &str = "marco/studio-rossi";

pub(crate) fn as_it_is(account: &Account) -> AccountEdit {
    AccountEdit {
        display_name: account.name.clone(),
        language: account.language,
        contact: account.contact.as_ref().map(|contact| contact.address.clone()),
        rights: account.rights.as_wish(),
        ends_at: account.ends_at,
    }
}

async fn version(stage: &Stage, login: &str) -> Version {
    stage.house.identity.accounts().by_login(&LoginName::read(login).unwrap()).await.unwrap().unwrap().version
}

pub(crate) async fn inside(stage: &Stage, login: &str) -> Empowered {
    let session = stage.sign_in(login).await.session;
    let present = stage.present(&session).await.unwrap();
    stage.house.identity.permissions().of(&present).await.unwrap()
}

pub(crate) fn authority<'a>(stage: &Stage, empowered: &'a Empowered) -> Authority<'a> {
    let proof = stage.house.identity.sessions().freshly_proven(empowered.present()).unwrap();
    Authority::Administrator(empowered, proof)
}

#[tokio::test]
async fn an_edit_never_touches_the_credential() {
    let stage = Stage::new().await;
    let owner = inside(&stage, "studio-rossi").await;
    let before = stage.account(MARCO).await;
    let edit = AccountEdit {
        display_name: DisplayName::parse("Marco B.").unwrap(),
        language: Language::ENGLISH,
        ..as_it_is(&before)
    };
    stage
        .house
        .identity
        .accounts()
        .edit(&authority(&stage, &owner), before.id, version(&stage, MARCO).await, edit, &stage.visit.from)
        .await
        .unwrap();
    let after = stage.account(MARCO).await;
    assert_eq!((&after.password, &after.contact), (&before.password, &before.contact));
    assert_eq!((after.name.as_str(), after.language), ("Marco B.", Language::ENGLISH));
    stage.sign_in(MARCO).await;
}

#[tokio::test]
async fn an_edit_of_what_somebody_else_changed_is_refused_whole() {
    let stage = Stage::new().await;
    let owner = inside(&stage, "studio-rossi").await;
    let seen = version(&stage, MARCO).await;
    let account = stage.account(MARCO).await;
    let edit = |name: &str| AccountEdit { display_name: DisplayName::parse(name).unwrap(), ..as_it_is(&account) };
    let accounts = stage.house.identity.accounts();
    accounts.edit(&authority(&stage, &owner), account.id, seen, edit("Primo"), &stage.visit.from).await.unwrap();
    let second = accounts.edit(&authority(&stage, &owner), account.id, seen, edit("Secondo"), &stage.visit.from).await;
    assert!(matches!(second, Err(EditError::ChangedMeanwhile)));
    assert_eq!(stage.account(MARCO).await.name.as_str(), "Primo");
}

/// Whoever names the version that a change of the password is about to make would put the old one back.
#[tokio::test]
async fn an_edit_that_names_a_version_ahead_of_the_account_undoes_nothing() {
    let stage = Stage::new().await;
    let owner = inside(&stage, "studio-rossi").await;
    let account = stage.account(MARCO).await;
    let seen = version(&stage, MARCO).await;
    let password = account.password.clone().map(|old| Password { hash: PlainHasher::hash_of(NEW), ..old });
    let in_between = Change::recorded_as(samples::event_about(&account, AuditKind::PasswordChanged))
        .write(AccountWrite::Replace { account: Account { password: password.clone(), ..account.clone() }, seen });
    stage.house.store.commit_before_the_next(samples::stamped(in_between));
    let ahead = Version::as_stored(seen.get() + 1);
    let edited = stage
        .house
        .identity
        .accounts()
        .edit(&authority(&stage, &owner), account.id, ahead, as_it_is(&account), &stage.visit.from)
        .await;
    assert!(matches!(edited, Err(EditError::ChangedMeanwhile)));
    // Whatever is committed next lets that one in before it.
    stage.fail("nobody/studio-rossi", 1).await;
    assert_eq!(stage.account(MARCO).await.password, password);
}

#[tokio::test]
async fn another_address_kills_the_links_to_the_old_one() {
    let stage = Stage::new().await;
    let owner = inside(&stage, "studio-rossi").await;
    stage.house.identity.recovery().request_reset(MARCO, &stage.visit).await.unwrap();
    let link = stage.link(LetterKind::ResetInstructions).await;
    let account = stage.account(MARCO).await;
    let edit = AccountEdit { contact: Some(EmailAddress::parse("new@mail.example").unwrap()), ..as_it_is(&account) };
    stage
        .house
        .identity
        .accounts()
        .edit(&authority(&stage, &owner), account.id, version(&stage, MARCO).await, edit, &stage.visit.from)
        .await
        .unwrap();
    assert!(stage.house.identity.recovery().look(PasswordLink::Reset, &link).await.unwrap().is_none());
    assert_eq!(
        stage.letter(LetterKind::AddressChanged).await.to.as_str(),
        "marco@mail.example",
        "the old address is told"
    );
    assert!(stage.account(MARCO).await.contact.unwrap().confirmed_at.is_none());
}

/// Toggling an address back and forth fills no stranger's mailbox, and uses up nobody else's notices.
#[tokio::test]
async fn notices_are_capped_for_each_account_and_welcomes_for_each_mailbox() {
    let stage = Stage::new().await;
    let owner = inside(&stage, "studio-rossi").await;
    stage.add("anna", Some("shared@mail.example"), RightsWish::default()).await;
    stage.add("nuova", Some("shared@mail.example"), RightsWish::default()).await;
    let move_to = async |login: &str, address: &str| {
        let account = stage.account(login).await;
        let edit = AccountEdit { contact: Some(EmailAddress::parse(address).unwrap()), ..as_it_is(&account) };
        let (identity, seen) = (&stage.house.identity, version(&stage, login).await);
        identity.accounts().edit(&authority(&stage, &owner), account.id, seen, edit, &stage.visit.from).await.unwrap();
        stage.house.deliver_all().await;
    };
    let notices = || {
        let told = stage.house.courier.posted_of(LetterKind::AddressChanged);
        told.iter().filter(|letter| letter.to.as_str() == "shared@mail.example").count()
    };
    for _ in 0..12 {
        move_to("anna/studio-rossi", "elsewhere@mail.example").await;
        move_to("anna/studio-rossi", "shared@mail.example").await;
    }
    assert_eq!(notices(), 5);
    move_to("nuova/studio-rossi", "elsewhere@mail.example").await;
    assert_eq!(notices(), 6, "what is about another account is told all the same");

    let new = NewAccount {
        name: MemberName::parse("attesa").unwrap(),
        display_name: DisplayName::parse("Attesa").unwrap(),
        language: Language::ITALIAN,
        contact: Some(EmailAddress::parse("shared@mail.example").unwrap()),
        rights: RightsWish::default(),
        ends_at: None,
        password: None,
    };
    let accounts = stage.house.identity.accounts();
    let authority = authority(&stage, &owner);
    let id = accounts.register(&authority, stage.organization, new, &stage.visit.from).await.unwrap();
    for _ in 0..25 {
        accounts.send_welcome(&authority, id, &stage.visit.from).await.unwrap();
    }
    stage.house.deliver_all().await;
    assert_eq!(stage.house.courier.posted_of(LetterKind::Welcome).len(), 20);
}

#[tokio::test]
async fn nobody_acts_on_a_stronger_account_or_makes_one() {
    let stage = Stage::new().await;
    stage.add("sara", Some("sara@mail.example"), RightsWish::administration()).await;
    let (sara, marco) = (inside(&stage, "sara/studio-rossi").await, inside(&stage, MARCO).await);
    let owner = stage.account("studio-rossi").await;
    let (identity, from) = (&stage.house.identity, &stage.visit.from);
    for actor in [&sara, &marco] {
        let authority = authority(&stage, actor);
        assert!(matches!(
            identity.accounts().suspend(&authority, owner.id, from).await,
            Err(StandingError::NotAllowed)
        ));
        assert!(matches!(identity.lockouts().clear(&authority, owner.id, from).await, Err(EditError::NotAllowed)));
        let edit = identity
            .accounts()
            .edit(&authority, owner.id, version(&stage, "studio-rossi").await, as_it_is(&owner), from)
            .await;
        assert!(matches!(edit, Err(EditError::NotAllowed)));
    }
    let marco_id = stage.account(MARCO).await.id;
    // Sara may not see to the outbox, so she cannot let anybody.
    let outbox = Granted::Permission(samples::delegable(OwnPermission::OutboxManage));
    identity.permissions().take(&crate::stage::operator(), sara.present().account().id, &outbox, from).await.unwrap();
    let sara = inside(&stage, "sara/studio-rossi").await;
    let beyond = RightsWish { held: vec![(outbox, None)] };
    let raise = AccountEdit { rights: beyond, ..as_it_is(&stage.account(MARCO).await) };
    let raised =
        identity.accounts().edit(&authority(&stage, &sara), marco_id, version(&stage, MARCO).await, raise, from).await;
    assert!(matches!(raised, Err(EditError::NotAllowed)));
    let own = AccountEdit { rights: RightsWish::administration(), ..as_it_is(&stage.account(MARCO).await) };
    let own =
        identity.accounts().edit(&authority(&stage, &marco), marco_id, version(&stage, MARCO).await, own, from).await;
    assert!(matches!(own, Err(EditError::NotAllowed)));
    let account = stage.account("sara/studio-rossi").await;
    let own = AccountEdit { rights: RightsWish::administration(), ..as_it_is(&account) };
    let seen = version(&stage, "sara/studio-rossi").await;
    let own = identity.accounts().edit(&authority(&stage, &sara), account.id, seen, own, from).await;
    assert!(matches!(own, Err(EditError::OwnAccount)));
    let new = NewAccount {
        name: MemberName::parse("x").unwrap(),
        display_name: DisplayName::parse("X").unwrap(),
        language: Language::ITALIAN,
        contact: None,
        rights: RightsWish::default(),
        ends_at: None,
        password: None,
    };
    let made = identity.accounts().register(&authority(&stage, &marco), stage.organization, new, from).await;
    assert!(matches!(made, Err(RegisterError::NotAllowed)));
    assert!(identity.lockouts().list(Reader::Person(&marco), Some(stage.organization)).await.unwrap().is_empty());
    assert!(identity.accounts().file(Reader::Person(&marco), owner.id).await.unwrap().is_none());
}

#[tokio::test]
async fn another_organization_does_not_exist() {
    let stage = Stage::new().await;
    open(&stage.house, "studio-bianchi", None).await;
    let stranger = inside(&stage, "studio-bianchi").await;
    let authority = authority(&stage, &stranger);
    let marco = stage.account(MARCO).await;
    let (identity, from) = (&stage.house.identity, &stage.visit.from);
    assert!(matches!(identity.accounts().suspend(&authority, marco.id, from).await, Err(StandingError::NotFound)));
    assert!(matches!(identity.accounts().send_welcome(&authority, marco.id, from).await, Err(StandingError::NotFound)));
    assert!(matches!(identity.lockouts().clear(&authority, marco.id, from).await, Err(EditError::NotFound)));
    assert!(identity.accounts().file(Reader::Person(&stranger), marco.id).await.unwrap().is_none());
    assert!(identity.lockouts().list(Reader::Person(&stranger), Some(stage.organization)).await.unwrap().is_empty());
    assert!(identity.lockouts().list(Reader::Person(&stranger), None).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_person_who_was_defined_chooses_the_first_password_by_mail() {
    let stage = Stage::new().await;
    let owner = inside(&stage, "studio-rossi").await;
    let identity = &stage.house.identity;
    let new = || NewAccount {
        name: MemberName::parse("Anna").unwrap(),
        display_name: DisplayName::parse("Anna Ferri").unwrap(),
        language: Language::ITALIAN,
        contact: Some(EmailAddress::parse("anna@mail.example").unwrap()),
        rights: RightsWish::default(),
        ends_at: None,
        password: None,
    };
    let id = identity
        .accounts()
        .register(&authority(&stage, &owner), stage.organization, new(), &stage.visit.from)
        .await
        .unwrap();
    let taken =
        identity.accounts().register(&authority(&stage, &owner), stage.organization, new(), &stage.visit.from).await;
    assert!(matches!(taken, Err(RegisterError::Taken)));
    let first = stage.link(LetterKind::Welcome).await;
    identity.accounts().send_welcome(&authority(&stage, &owner), id, &stage.visit.from).await.unwrap();
    let second = stage.link(LetterKind::Welcome).await;
    let recovery = identity.recovery();
    assert!(
        recovery.complete(PasswordLink::Welcome, &first, NEW, &stage.visit).await.is_err(),
        "the newer link took its place"
    );
    recovery.complete(PasswordLink::Welcome, &second, NEW, &stage.visit).await.unwrap();
    assert!(stage.try_with("anna/studio-rossi", NEW, &[]).await.is_ok());
    let again = identity.accounts().send_welcome(&authority(&stage, &owner), id, &stage.visit.from).await;
    assert!(matches!(again, Err(StandingError::NothingToSend)));
    let given = NewAccount { name: MemberName::parse("carla").unwrap(), password: Some(RIGHT), ..new() };
    let given =
        identity.accounts().register(&authority(&stage, &owner), stage.organization, given, &stage.visit.from).await;
    assert!(matches!(given, Err(RegisterError::NotAllowed)), "only the operator gives a password");
}

#[tokio::test]
async fn administrators_see_who_is_locked_and_help() {
    let stage = Stage::new().await;
    let owner = inside(&stage, "studio-rossi").await;
    stage.bar(MARCO).await;
    let locked = stage.house.identity.lockouts().list(Reader::Person(&owner), Some(stage.organization)).await.unwrap();
    assert_eq!(locked.len(), 1);
    assert_eq!(locked[0].last_failure.as_ref().unwrap().from, stage.visit.from);
    stage
        .house
        .identity
        .lockouts()
        .clear(&authority(&stage, &owner), locked[0].account.id, &stage.visit.from)
        .await
        .unwrap();
    stage.sign_in(MARCO).await;
}

#[tokio::test]
async fn an_organization_is_edited_by_its_owner_and_the_operator_alone() {
    let stage = Stage::new().await;
    stage.add("sara", None, RightsWish::administration()).await;
    open(&stage.house, "studio-bianchi", None).await;
    let identity = &stage.house.identity;
    let handle = Handle::parse("studio-rossi").unwrap();
    let read = async || identity.organizations().by_handle(&handle).await.unwrap().unwrap();
    let before = read().await;
    let edit = |name: &str| OrganizationEdit {
        name: DisplayName::parse(name).unwrap(),
        contact: None,
        language: Language::ENGLISH,
    };
    let try_to = async |authority: &Authority<'_>, seen, name: &str| {
        identity.organizations().edit(authority, stage.organization, seen, edit(name), &stage.visit.from).await
    };
    let sara = inside(&stage, "sara/studio-rossi").await;
    let as_sara = try_to(&authority(&stage, &sara), before.version, "Sara").await;
    assert!(matches!(as_sara, Err(OrganizationEditError::NotAllowed)));
    let elsewhere = inside(&stage, "studio-bianchi").await;
    let from_elsewhere = try_to(&authority(&stage, &elsewhere), before.version, "Bianchi").await;
    assert!(matches!(from_elsewhere, Err(OrganizationEditError::NotFound)));
    assert_eq!(read().await, before);

    let owner = inside(&stage, "studio-rossi").await;
    try_to(&authority(&stage, &owner), before.version, "Studio Rosso").await.unwrap();
    let after = read().await;
    assert_eq!((after.value.name.as_str(), &after.value.contact), ("Studio Rosso", &None));
    assert_eq!(
        after.value,
        Organization { name: after.value.name.clone(), contact: None, language: Language::ENGLISH, ..before.value }
    );
    let last = stage.house.store.audit().pop().unwrap();
    assert_eq!((last.what, last.organization), (AuditKind::OrganizationChanged, Some(stage.organization)));
    let ahead = Version::as_stored(after.version.get() + 1);
    for seen in [before.version, ahead] {
        let overtaken = try_to(&authority(&stage, &owner), seen, "Altro").await;
        assert!(matches!(overtaken, Err(OrganizationEditError::ChangedMeanwhile)));
    }
    try_to(&operator(), after.version, "Studio Rossi").await.unwrap();
}

#[tokio::test]
async fn set_up_happens_once_with_the_link_that_was_printed() {
    let house = TestHouse::new();
    let organizations = house.identity.organizations();
    let new = |handle: &str| NewOrganization {
        handle: Handle::parse(handle).unwrap(),
        name: DisplayName::parse("Studio Rossi").unwrap(),
        contact: None,
        language: Language::ITALIAN,
        owner_name: DisplayName::parse("Giulia").unwrap(),
        owner_address: None,
        password: Some(RIGHT),
        policy: None,
    };
    let wrong = SecretToken::new(&SecretBytes::drawn([7; 32]));
    let visit = crate::stage::visit(1);
    assert!(matches!(organizations.set_up(&wrong, new("a1"), &visit).await, Err(OpenError::Closed)));
    organizations.set_up(&organizations.set_up_secret(), new("studio-rossi"), &visit).await.unwrap();
    assert!(matches!(
        organizations.set_up(&organizations.set_up_secret(), new("a2"), &visit).await,
        Err(OpenError::Closed)
    ));
    house.store.unplug(true);
    assert!(organizations.is_set_up_open().await.is_err(), "a store that does not answer is not an empty one");
}
