use identity_core::{
    application::{
        account::{AccountEdit, Reader},
        break_glass::{BreakGlassError, Rehearsal, TOLD_FOR},
        recovery::{NewPasswordError, PasswordLink},
        sign_in::SignInError,
        unlock::LinkError,
    },
    change::{Actor, AuditKind, LetterKind},
    domain::{
        account::Mailbox,
        kernel::{EmailAddress, Lifetime, SecretToken, ShortText},
        password::Weakness,
        permission::RightsWish,
        recovery::BreakGlassStep,
        session::Source,
        token::TokenPurpose,
    },
    ports::Tokens,
};

use crate::{
    accounts::{as_it_is, authority, inside},
    stage::{NEW, RIGHT, Stage, operator},
};

const OWNER: &str = "studio-rossi";

fn why() -> ShortText {
    ShortText::parse("lost the mailbox").unwrap()
}

async fn link(stage: &Stage, login: &str) -> SecretToken {
    let id = stage.account(login).await.id;
    stage.house.identity.break_glass().open(&operator(), id, why(), &Source::local()).await.unwrap().link
}

/// The owner without an address, and with nobody else.
async fn without_an_address(stage: &Stage) {
    let owner = stage.account(OWNER).await;
    let edit = AccountEdit { contact: None, ..as_it_is(&owner) };
    let name = owner.login.clone();
    let accounts = stage.house.identity.accounts();
    let version = accounts.by_login(&name).await.unwrap().unwrap().version;
    accounts.edit(&operator(), owner.id, version, edit, &Source::local()).await.unwrap();
    stage.house.deliver_all().await;
}

#[tokio::test]
async fn a_sole_owner_without_an_address_gets_back_in() {
    let stage = Stage::new().await;
    without_an_address(&stage).await;
    let before = stage.house.courier.posted().len();
    let link = link(&stage, OWNER).await;
    let break_glass = stage.house.identity.break_glass();
    let view = break_glass.look(&link).await.unwrap().unwrap();
    assert_eq!((view.login.to_string().as_str(), view.is_suspended), (OWNER, false));
    let given = break_glass.complete(&link, NEW, None, &stage.visit).await.unwrap();
    assert_eq!((given.reinstated, given.asks_address), (false, false));
    assert!(stage.try_with(OWNER, NEW, &[]).await.is_ok());
    assert!(matches!(stage.try_with(OWNER, RIGHT, &[]).await, Err(SignInError::NotRight)));
    stage.house.deliver_all().await;
    assert_eq!(stage.house.courier.posted().len(), before, "there is nobody to tell");
}

#[tokio::test]
async fn a_suspended_owner_is_reinstated_with_the_new_password_and_not_before() {
    let stage = Stage::new().await;
    let id = stage.account(OWNER).await.id;
    stage.house.identity.accounts().suspend(&operator(), id, &Source::local()).await.unwrap();
    let link = link(&stage, OWNER).await;
    let break_glass = stage.house.identity.break_glass();
    assert!(break_glass.look(&link).await.unwrap().unwrap().is_suspended);
    assert!(!stage.account(OWNER).await.is_active_at(stage.house.identity.now()), "looking changes nothing");
    assert!(break_glass.complete(&link, NEW, None, &stage.visit).await.unwrap().reinstated);
    assert!(stage.try_with(OWNER, NEW, &[]).await.is_ok());
    let used = AuditKind::BreakGlassUsed { reinstated: true };
    assert!(stage.house.store.audit().iter().any(|event| event.what == used));
}

#[tokio::test]
async fn it_ends_all_that_the_old_password_opened_and_a_hundred_failures_too() {
    let stage = Stage::new().await;
    let identity = &stage.house.identity;
    let marco = "marco/studio-rossi";
    let signed_in = stage.sign_in(marco).await;
    identity.recovery().request_reset(marco, &stage.visit).await.unwrap();
    let reset = stage.link(LetterKind::ResetInstructions).await;
    let id = stage.account(marco).await.id;
    for _ in 0..25 {
        stage.fail(marco, 5).await;
        identity.lockouts().clear(&operator(), id, &Source::local()).await.unwrap();
    }
    assert!(matches!(stage.try_with(marco, RIGHT, &[]).await, Err(SignInError::Barred { .. })), "exhausted");
    let link = link(&stage, marco).await;
    assert!(stage.present(&signed_in.session).await.is_some(), "the link alone ends nothing");
    identity.break_glass().complete(&link, NEW, None, &stage.visit).await.unwrap();
    assert!(stage.present(&signed_in.session).await.is_none());
    assert!(identity.recovery().look(PasswordLink::Reset, &reset).await.unwrap().is_none());
    assert!(stage.try_with(marco, NEW, std::slice::from_ref(&signed_in.device)).await.is_ok());
}

#[tokio::test]
async fn a_link_is_good_once_for_its_time_and_a_newer_one_takes_its_place() {
    for (seconds, is_alive) in [(0, true), (899, true), (900, false), (901, false)] {
        let stage = Stage::new().await;
        let link = link(&stage, OWNER).await;
        stage.house.clock.advance(Lifetime::seconds(seconds));
        let break_glass = stage.house.identity.break_glass();
        let done = break_glass.complete(&link, NEW, None, &stage.visit).await;
        assert_eq!(done.is_ok(), is_alive, "after {seconds} s");
        let again = break_glass.complete(&link, "un altro ancora piu lungo", None, &stage.visit).await;
        assert!(matches!(again, Err(NewPasswordError::Dead)));
    }
    let stage = Stage::new().await;
    let (older, newer) = (link(&stage, OWNER).await, link(&stage, OWNER).await);
    let break_glass = stage.house.identity.break_glass();
    assert!(break_glass.look(&older).await.unwrap().is_none());
    assert!(break_glass.look(&newer).await.unwrap().is_some());
}

#[tokio::test]
async fn a_weak_password_leaves_the_link_as_it_was() {
    let stage = Stage::new().await;
    let link = link(&stage, OWNER).await;
    let break_glass = stage.house.identity.break_glass();
    let weak = break_glass.complete(&link, "corta", None, &stage.visit).await;
    assert!(matches!(weak, Err(NewPasswordError::Weak(found)) if found == [Weakness::TooShort { minimum: 15 }]));
    let long = break_glass.complete(&link, &"x".repeat(1_025), None, &stage.visit).await;
    assert!(matches!(long, Err(NewPasswordError::TooLong)));
    assert!(break_glass.complete(&link, NEW, None, &stage.visit).await.is_ok());
}

#[tokio::test]
async fn a_new_address_counts_once_its_mailbox_confirms_whatever_the_old_one_says() {
    let stage = Stage::new().await;
    let link = link(&stage, OWNER).await;
    let new = EmailAddress::parse("giulia@new.example").unwrap();
    let identity = &stage.house.identity;
    identity.break_glass().complete(&link, NEW, Some(new.clone()), &stage.visit).await.unwrap();
    assert_ne!(stage.account(OWNER).await.contact.unwrap().address, new, "not yet");
    let confirm = stage.letter(LetterKind::ConfirmNewAddress).await;
    assert_eq!(confirm.to, new);
    assert_eq!(stage.house.courier.posted_of(LetterKind::AgreeFromOldAddress), []);
    let link = SecretToken::parse(&confirm.link.unwrap()).unwrap();
    let confirmed = identity.own_account().confirm_address(Mailbox::New, &link, &stage.visit).await.unwrap();
    assert!(confirmed.is_complete);
    assert_eq!(stage.account(OWNER).await.contact.unwrap().address, new);
    let told = stage.letter(LetterKind::AddressChanged).await;
    assert_eq!(told.to.as_str(), "giulia@mail.example", "the old one is told");
}

#[tokio::test]
async fn everybody_else_who_administers_is_told_twice_and_so_is_the_account() {
    let stage = Stage::new().await;
    stage.add("sara", Some("sara@mail.example"), RightsWish::administration()).await;
    let ugo = stage.add("ugo", Some("ugo@mail.example"), RightsWish::administration()).await;
    stage.add("vera", None, RightsWish::administration()).await;
    stage.house.identity.accounts().suspend(&operator(), ugo, &Source::local()).await.unwrap();
    let id = stage.account(OWNER).await.id;
    let break_glass = stage.house.identity.break_glass();
    let prospect = break_glass.prospect(&operator(), id).await.unwrap();
    let told: Vec<_> = prospect.told.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["sara/studio-rossi", OWNER]);
    let opened = break_glass.open(&operator(), id, why(), &Source::local()).await.unwrap();
    assert_eq!(opened.told, prospect.told);
    stage.house.deliver_all().await;
    // Later, since letters are told apart by when they were asked for.
    stage.house.clock.advance(Lifetime::seconds(1));
    break_glass.complete(&opened.link, NEW, None, &stage.visit).await.unwrap();
    stage.house.deliver_all().await;
    let mut letters: Vec<_> = stage
        .house
        .courier
        .posted_of(LetterKind::BreakGlass)
        .into_iter()
        .map(|letter| (letter.to.as_str().to_owned(), letter.logins[0].to_string(), letter.link))
        .collect();
    letters.sort();
    let expected = |to: &str| (to.to_owned(), OWNER.to_owned(), None);
    let (giulia, sara) = (expected("giulia@mail.example"), expected("sara@mail.example"));
    assert_eq!(letters, [giulia.clone(), giulia, sara.clone(), sara]);
}

#[tokio::test]
async fn the_console_tells_those_who_administer_for_thirty_days() {
    let stage = Stage::new().await;
    stage.add("sara", Some("sara@mail.example"), RightsWish::administration()).await;
    link(&stage, OWNER).await;
    let break_glass = stage.house.identity.break_glass();
    let sara = inside(&stage, "sara/studio-rossi").await;
    let told = break_glass.lately(Reader::Person(&sara), stage.organization).await.unwrap();
    assert_eq!(told.len(), 1);
    let notice = &told[0];
    assert_eq!((notice.login.to_string().as_str(), notice.step), (OWNER, BreakGlassStep::Opened));
    assert_eq!((notice.by.as_ref().map(ShortText::as_str), notice.why.as_ref()), (Some("root"), Some(&why())));
    let marco = inside(&stage, "marco/studio-rossi").await;
    assert_eq!(break_glass.lately(Reader::Person(&marco), stage.organization).await.unwrap(), []);
    stage.house.clock.advance(TOLD_FOR);
    assert_eq!(break_glass.lately(Reader::Operator, stage.organization).await.unwrap().len(), 1);
    stage.house.clock.advance(Lifetime::seconds(1));
    assert_eq!(break_glass.lately(Reader::Operator, stage.organization).await.unwrap(), []);
}

#[tokio::test]
async fn only_the_operator_breaks_the_glass_and_the_log_says_who_and_why() {
    let stage = Stage::new().await;
    let id = stage.account("marco/studio-rossi").await.id;
    let owner = inside(&stage, OWNER).await;
    let authority = authority(&stage, &owner);
    let break_glass = stage.house.identity.break_glass();
    let from = Source::local();
    assert!(matches!(break_glass.prospect(&authority, id).await, Err(BreakGlassError::NotAllowed)));
    assert!(matches!(break_glass.open(&authority, id, why(), &from).await, Err(BreakGlassError::NotAllowed)));
    let set = break_glass.set_password(&authority, id, why(), NEW, &from).await;
    assert!(matches!(set, Err(BreakGlassError::NotAllowed)));
    assert!(matches!(break_glass.rehearse(&authority, id, &from).await, Err(BreakGlassError::NotAllowed)));
    assert!(stage.house.store.tokens().is_empty());

    link(&stage, OWNER).await;
    let event = stage.house.store.audit().pop().unwrap();
    assert_eq!(event.what, AuditKind::BreakGlassOpened(why()));
    assert!(matches!(event.actor, Actor::Operator(name) if name.as_str() == "root"));
}

#[tokio::test]
async fn a_password_set_at_the_server_does_the_same_without_a_link() {
    let stage = Stage::new().await;
    let id = stage.account(OWNER).await.id;
    let identity = &stage.house.identity;
    identity.accounts().suspend(&operator(), id, &Source::local()).await.unwrap();
    let older = link(&stage, OWNER).await;
    let break_glass = identity.break_glass();
    let weak = break_glass.set_password(&operator(), id, why(), "corta", &Source::local()).await;
    assert!(matches!(weak, Err(BreakGlassError::Weak(_))));
    let given = break_glass.set_password(&operator(), id, why(), NEW, &Source::local()).await.unwrap();
    assert!(given.reinstated);
    assert!(stage.try_with(OWNER, NEW, &[]).await.is_ok());
    assert!(break_glass.look(&older).await.unwrap().is_none());
    let kind = AuditKind::BreakGlassPasswordSet(why());
    assert!(stage.house.store.audit().iter().any(|event| event.what == kind));
}

#[tokio::test]
async fn a_rehearsal_leaves_nothing_but_lines_in_the_log() {
    let stage = Stage::new().await;
    let before = stage.account(OWNER).await;
    let letters = stage.house.store.letters().len();
    let lines = stage.house.store.audit().len();
    let break_glass = stage.house.identity.break_glass();
    let rehearsal = break_glass.rehearse(&operator(), before.id, &Source::local()).await.unwrap();
    assert_eq!(rehearsal, Rehearsal::Works);
    assert!(stage.house.store.tokens().is_empty());
    assert_eq!(stage.house.store.letters().len(), letters);
    assert_eq!(stage.account(OWNER).await, before);
    let left: Vec<_> = stage.house.store.audit().into_iter().skip(lines).map(|event| event.what).collect();
    assert_eq!(left, [AuditKind::BreakGlassRehearsed, AuditKind::BreakGlassRehearsed]);
    assert_eq!(break_glass.lately(Reader::Operator, stage.organization).await.unwrap(), [], "it alarms nobody");
}

#[tokio::test]
async fn a_rehearsal_leaves_a_real_link_alone() {
    let stage = Stage::new().await;
    let link = link(&stage, OWNER).await;
    let id = stage.account(OWNER).await.id;
    let break_glass = stage.house.identity.break_glass();
    let rehearsal = break_glass.rehearse(&operator(), id, &Source::local()).await.unwrap();
    assert_eq!(rehearsal, Rehearsal::LinkIsOut);
    assert!(break_glass.look(&link).await.unwrap().is_some());
}

#[tokio::test]
async fn a_link_opens_nothing_else_and_no_other_link_opens_this() {
    let stage = Stage::new().await;
    let identity = &stage.house.identity;
    let marco = "marco/studio-rossi";
    let glass = link(&stage, marco).await;
    identity.recovery().request_reset(marco, &stage.visit).await.unwrap();
    let reset = stage.link(LetterKind::ResetInstructions).await;
    let dead = identity.break_glass().complete(&reset, NEW, None, &stage.visit).await;
    assert!(matches!(dead, Err(NewPasswordError::Dead)));
    for kind in [PasswordLink::Reset, PasswordLink::Welcome] {
        let dead = identity.recovery().complete(kind, &glass, NEW, &stage.visit).await;
        assert!(matches!(dead, Err(NewPasswordError::Dead)));
    }
    assert!(matches!(identity.unlock().by_link(&glass, &stage.visit).await, Err(LinkError::Dead)));
    for mailbox in [Mailbox::Old, Mailbox::New] {
        let dead = identity.own_account().confirm_address(mailbox, &glass, &stage.visit).await;
        assert!(matches!(dead, Err(LinkError::Dead)));
    }
    assert!(stage.present(&glass).await.is_none(), "it is no session either");
    let id = stage.account(marco).await.id;
    let token = stage.house.store.token_of(id, TokenPurpose::BreakGlass).await.unwrap().unwrap();
    assert_eq!((token.sent_to, token.code), (None, None));
    assert!(identity.break_glass().complete(&glass, NEW, None, &stage.visit).await.is_ok());
}
