use identity_core::{
    application::{
        account::AccountEdit,
        own_account::{ChangePasswordError, OwnAccountError},
        sign_in::SignInError,
        unlock::LinkError,
    },
    change::LetterKind,
    domain::{
        account::Mailbox,
        kernel::{EmailAddress, LoginName},
    },
};

use crate::stage::{NEW, RIGHT, Stage, WRONG, operator};

const MARCO: &str = "marco/studio-rossi";

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions_and_rotates_this_one() {
    let stage = Stage::new().await;
    let mine = stage.sign_in(MARCO).await;
    let other = stage.sign_in(MARCO).await;
    let present = stage.present(&mine.session).await.unwrap();
    let own = stage.house.identity.own_account();
    assert!(matches!(
        own.change_password(&present, RIGHT, "corta", &[], &stage.visit).await,
        Err(ChangePasswordError::Weak(_))
    ));
    assert!(matches!(
        own.change_password(&present, WRONG, NEW, &[], &stage.visit).await,
        Err(ChangePasswordError::Current(SignInError::NotRight))
    ));
    let rotated = own.change_password(&present, RIGHT, NEW, &[], &stage.visit).await.unwrap();
    assert!(stage.present(&mine.session).await.is_none() && stage.present(&other.session).await.is_none());
    assert!(stage.present(&rotated).await.is_some());
    assert!(stage.try_with(MARCO, NEW, &[]).await.is_ok());
    stage.letter(LetterKind::PasswordChanged).await;
}

#[tokio::test]
async fn the_device_that_a_password_is_changed_on_stays_known_and_the_others_do_not() {
    let stage = Stage::new().await;
    let other = [stage.sign_in(MARCO).await.device];
    let mine = stage.sign_in(MARCO).await;
    let present = stage.present(&mine.session).await.unwrap();
    let device = [mine.device];
    stage.house.identity.own_account().change_password(&present, RIGHT, NEW, &device, &stage.visit).await.unwrap();
    for _ in 0..5 {
        assert!(stage.try_with(MARCO, WRONG, &[]).await.is_err());
    }
    assert!(matches!(stage.try_with(MARCO, NEW, &other).await, Err(SignInError::Barred { .. })));
    assert!(stage.try_with(MARCO, NEW, &device).await.is_ok());
}

#[tokio::test]
async fn guesses_at_the_current_password_share_the_guard_of_sign_in() {
    let stage = Stage::new().await;
    let session = stage.sign_in(MARCO).await.session;
    let present = stage.present(&session).await.unwrap();
    let own = stage.house.identity.own_account();
    for _ in 0..5 {
        assert!(own.change_password(&present, WRONG, NEW, &[], &stage.visit).await.is_err());
    }
    let answer = own.change_password(&present, RIGHT, NEW, &[], &stage.visit).await;
    assert!(matches!(answer, Err(ChangePasswordError::Current(SignInError::Barred { .. }))), "{answer:?}");
}

#[tokio::test]
async fn a_new_address_takes_both_mailboxes() {
    let stage = Stage::new().await;
    let session = stage.sign_in(MARCO).await.session;
    let present = stage.present(&session).await.unwrap();
    let proof = stage.house.identity.sessions().freshly_proven(&present).unwrap();
    let own = stage.house.identity.own_account();
    own.ask_for_address(&present, proof, EmailAddress::parse("m.bianchi@mail.example").unwrap(), &stage.visit)
        .await
        .unwrap();
    let confirm = stage.link(LetterKind::ConfirmNewAddress).await;
    let agree = stage.link(LetterKind::AgreeFromOldAddress).await;
    assert_eq!(stage.letter(LetterKind::AgreeFromOldAddress).await.to.as_str(), "marco@mail.example");
    assert!(
        matches!(own.confirm_address(Mailbox::Old, &confirm, &stage.visit).await, Err(LinkError::Dead)),
        "each link is one mailbox's"
    );

    stage.house.identity.recovery().request_reset(MARCO, &stage.visit).await.unwrap();
    let reset = stage.letter(LetterKind::ResetInstructions).await;
    assert_eq!(reset.to.as_str(), "marco@mail.example", "nothing goes to an address that has not confirmed");

    assert!(!own.confirm_address(Mailbox::New, &confirm, &stage.visit).await.unwrap().is_complete);
    assert!(own.confirm_address(Mailbox::Old, &agree, &stage.visit).await.unwrap().is_complete);
    let contact = stage.account(MARCO).await.contact.unwrap();
    assert_eq!(contact.address.as_str(), "m.bianchi@mail.example");
    let reset = identity_core::domain::kernel::SecretToken::parse(&reset.link.unwrap()).unwrap();
    let look = stage
        .house
        .identity
        .recovery()
        .look(identity_core::application::recovery::PasswordLink::Reset, &reset)
        .await
        .unwrap();
    assert!(look.is_none(), "what went to the old address is dead");
    assert_eq!(stage.letter(LetterKind::AddressChanged).await.to.as_str(), "marco@mail.example");
}

#[tokio::test]
async fn a_dropped_change_of_address_leaves_its_links_dead() {
    let stage = Stage::new().await;
    let session = stage.sign_in(MARCO).await.session;
    let present = stage.present(&session).await.unwrap();
    let proof = stage.house.identity.sessions().freshly_proven(&present).unwrap();
    let own = stage.house.identity.own_account();
    own.ask_for_address(&present, proof, EmailAddress::parse("m.bianchi@mail.example").unwrap(), &stage.visit)
        .await
        .unwrap();
    let confirm = stage.link(LetterKind::ConfirmNewAddress).await;
    let present = stage.present(&session).await.unwrap();
    own.drop_address_change(&present, &stage.visit).await.unwrap();
    assert!(matches!(own.confirm_address(Mailbox::New, &confirm, &stage.visit).await, Err(LinkError::Dead)));
}

/// A letter that still waits for the old mailbox must not come alive for a later change that is none of its business.
#[tokio::test]
async fn only_the_address_on_file_is_asked_to_agree() {
    let stage = Stage::new().await;
    let session = stage.sign_in(MARCO).await.session;
    let (identity, from) = (&stage.house.identity, &stage.visit.from);
    let address = |text| EmailAddress::parse(text).unwrap();
    let ask = async |new| {
        let present = stage.present(&session).await.unwrap();
        let proof = identity.sessions().freshly_proven(&present).unwrap();
        identity.own_account().ask_for_address(&present, proof, address(new), &stage.visit).await.unwrap();
    };
    ask("first@mail.example").await;
    let read = identity.accounts().by_login(&LoginName::read(MARCO).unwrap()).await.unwrap().unwrap();
    let edit = AccountEdit {
        display_name: read.value.name.clone(),
        language: read.value.language,
        contact: Some(address("moved@mail.example")),
        rights: read.value.rights.as_wish(),
        ends_at: read.value.ends_at,
    };
    identity.accounts().edit(&operator(), read.value.id, read.version, edit, from).await.unwrap();
    ask("second@mail.example").await;
    stage.house.deliver_all().await;
    let asked = stage.house.courier.posted_of(LetterKind::AgreeFromOldAddress);
    assert_eq!(asked.iter().map(|letter| letter.to.as_str()).collect::<Vec<_>>(), ["moved@mail.example"]);
}

#[tokio::test]
async fn an_address_that_was_never_confirmed_is_confirmed_by_itself_alone() {
    let stage = Stage::new().await;
    let session = stage.sign_in(MARCO).await.session;
    let own = stage.house.identity.own_account();
    let address = || EmailAddress::parse("marco@mail.example").unwrap();
    let present = stage.present(&session).await.unwrap();
    let proof = stage.house.identity.sessions().freshly_proven(&present).unwrap();
    own.ask_for_address(&present, proof, address(), &stage.visit).await.unwrap();
    let confirm = stage.link(LetterKind::ConfirmNewAddress).await;
    assert!(own.confirm_address(Mailbox::New, &confirm, &stage.visit).await.unwrap().is_complete);
    assert!(stage.account(MARCO).await.contact.unwrap().confirmed_at.is_some());
    stage.house.deliver_all().await;
    assert_eq!(stage.house.courier.posted().len(), 1, "nobody else is asked or told");
    let present = stage.present(&session).await.unwrap();
    let again = own.ask_for_address(&present, proof, address(), &stage.visit).await;
    assert!(matches!(again, Err(OwnAccountError::SameAddress)));
}
