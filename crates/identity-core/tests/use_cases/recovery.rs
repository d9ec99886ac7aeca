use identity_core::{
    application::{
        recovery::{NewPasswordError, PasswordLink},
        sign_in::SignInError,
        unlock::LinkError,
    },
    change::LetterKind,
    domain::{
        account::Mailbox,
        kernel::{EmailAddress, Lifetime, SecretToken},
        password::Weakness,
    },
};

use crate::stage::{NEW, RIGHT, Stage};

const MARCO: &str = "marco/studio-rossi";

async fn reset_link(stage: &Stage) -> SecretToken {
    stage.house.identity.recovery().request_reset(MARCO, &stage.visit).await.unwrap();
    stage.link(LetterKind::ResetInstructions).await
}

#[tokio::test]
async fn a_reset_ends_all_that_the_old_password_opened() {
    let stage = Stage::new().await;
    let identity = &stage.house.identity;
    let signed_in = stage.sign_in(MARCO).await;
    stage.bar(MARCO).await;
    identity.unlock().request(MARCO, &stage.visit).await.unwrap();
    let unlock_link = stage.link(LetterKind::UnlockInstructions).await;
    let link = reset_link(&stage).await;
    identity.recovery().complete(PasswordLink::Reset, &link, NEW, &stage.visit).await.unwrap();
    assert!(stage.present(&signed_in.session).await.is_none(), "sessions");
    assert!(matches!(identity.unlock().by_link(&unlock_link, &stage.visit).await, Err(LinkError::Dead)), "other links");
    assert!(stage.try_with(MARCO, NEW, &[]).await.is_ok(), "the lockout is over with it");
    assert!(matches!(stage.try_with(MARCO, RIGHT, &[]).await, Err(SignInError::NotRight)));
    stage.letter(LetterKind::PasswordChanged).await;
}

#[tokio::test]
async fn a_reset_link_is_good_once() {
    let stage = Stage::new().await;
    let link = reset_link(&stage).await;
    let recovery = stage.house.identity.recovery();
    recovery.complete(PasswordLink::Reset, &link, NEW, &stage.visit).await.unwrap();
    let again = recovery.complete(PasswordLink::Reset, &link, "un altro ancora piu lungo", &stage.visit).await;
    assert!(matches!(again, Err(NewPasswordError::Dead)));
    assert!(recovery.look(PasswordLink::Reset, &link).await.unwrap().is_none());
}

#[tokio::test]
async fn a_weak_password_leaves_the_link_as_it_was() {
    let stage = Stage::new().await;
    let link = reset_link(&stage).await;
    let recovery = stage.house.identity.recovery();
    for (password, found) in [
        ("corta", vec![Weakness::TooShort { minimum: 15 }]),
        ("passwordpassword", vec![Weakness::Common]),
        ("marco-studio-rossi", vec![Weakness::OwnName]),
    ] {
        let answer = recovery.complete(PasswordLink::Reset, &link, password, &stage.visit).await;
        assert!(matches!(answer, Err(NewPasswordError::Weak(ref weak)) if *weak == found), "{answer:?}");
    }
    assert!(matches!(
        recovery.complete(PasswordLink::Reset, &link, &"x".repeat(1_025), &stage.visit).await,
        Err(NewPasswordError::TooLong)
    ));
    assert!(recovery.complete(PasswordLink::Reset, &link, NEW, &stage.visit).await.is_ok());
}

#[tokio::test]
async fn asking_for_a_reset_changes_nothing_about_the_account() {
    let stage = Stage::new().await;
    for _ in 0..50 {
        stage.house.identity.recovery().request_reset(MARCO, &stage.visit).await.unwrap();
    }
    assert!(stage.try_with(MARCO, RIGHT, &[]).await.is_ok());
}

#[tokio::test]
async fn a_link_of_one_purpose_opens_nothing_of_another() {
    let stage = Stage::new().await;
    let identity = &stage.house.identity;
    stage.bar(MARCO).await;
    let reset = reset_link(&stage).await;
    identity.unlock().request(MARCO, &stage.visit).await.unwrap();
    let unlock = stage.link(LetterKind::UnlockInstructions).await;
    for link in [&reset, &unlock] {
        assert!(matches!(
            identity.recovery().complete(PasswordLink::Welcome, link, NEW, &stage.visit).await,
            Err(NewPasswordError::Dead)
        ));
        assert!(stage.present(link).await.is_none());
        for mailbox in [Mailbox::Old, Mailbox::New] {
            assert!(matches!(
                identity.own_account().confirm_address(mailbox, link, &stage.visit).await,
                Err(LinkError::Dead)
            ));
        }
    }
    assert!(matches!(identity.unlock().by_link(&reset, &stage.visit).await, Err(LinkError::Dead)));
    assert!(matches!(
        identity.recovery().complete(PasswordLink::Reset, &unlock, NEW, &stage.visit).await,
        Err(NewPasswordError::Dead)
    ));
    assert!(identity.unlock().by_link(&unlock, &stage.visit).await.is_ok());
    assert!(identity.recovery().complete(PasswordLink::Reset, &reset, NEW, &stage.visit).await.is_ok());
}

#[tokio::test]
async fn a_reset_link_lives_an_hour() {
    for (seconds, is_alive) in [(3_599, true), (3_600, false)] {
        let stage = Stage::new().await;
        let link = reset_link(&stage).await;
        stage.house.clock.advance(Lifetime::seconds(seconds));
        assert_eq!(
            stage.house.identity.recovery().complete(PasswordLink::Reset, &link, NEW, &stage.visit).await.is_ok(),
            is_alive
        );
    }
}

#[tokio::test]
async fn a_forgotten_login_name_is_mailed_to_the_address_on_file_only() {
    let stage = Stage::new().await;
    stage.add("anna", Some("marco@mail.example"), identity_core::domain::permission::RightsWish::default()).await;
    let ask = async |address: &str| {
        stage
            .house
            .identity
            .recovery()
            .request_login_names(EmailAddress::parse(address).unwrap(), &stage.visit)
            .await
            .unwrap();
    };
    stage.add("aldo", Some("marco+aldo@mail.example"), identity_core::domain::permission::RightsWish::default()).await;
    ask("MARCO@mail.example").await;
    ask("marco+x@mail.example").await;
    ask("nobody@mail.example").await;
    let letter = stage.letter(LetterKind::LoginNames).await;
    assert_eq!(letter.to.as_str(), "marco@mail.example", "the spelling on file");
    let names: Vec<_> = letter.logins.iter().map(ToString::to_string).collect();
    assert_eq!(names, ["anna/studio-rossi", "marco/studio-rossi"]);
    assert_eq!(stage.house.courier.posted().len(), 1);
    ask("Marco+Aldo@mail.example").await;
    let letter = stage.letter(LetterKind::LoginNames).await;
    assert_eq!((letter.to.as_str(), letter.logins.len()), ("marco+aldo@mail.example", 1), "and to no other");
}

#[tokio::test]
async fn a_mail_that_was_followed_confirms_its_address() {
    let stage = Stage::new().await;
    assert!(stage.account(MARCO).await.contact.unwrap().confirmed_at.is_none());
    let link = reset_link(&stage).await;
    stage.house.identity.recovery().complete(PasswordLink::Reset, &link, NEW, &stage.visit).await.unwrap();
    assert!(stage.account(MARCO).await.contact.unwrap().confirmed_at.is_some());
}
