use std::sync::Arc;

use identity_core::{
    application::sign_in::{Disclosure, SignInError},
    change::{AuditKind, LetterKind, Recipient},
    domain::{kernel::Lifetime, lockout::LockoutPolicy, organization::OrganizationPolicy, sign_in::PrivateReason},
};

use crate::stage::{RIGHT, Stage, WRONG, open, operator};

#[tokio::test]
async fn the_right_password_opens_a_session_and_the_device_is_known() {
    let stage = Stage::new().await;
    let signed_in = stage.sign_in("Marco/Studio-Rossi ").await;
    let present = stage.present(&signed_in.session).await.unwrap();
    assert_eq!(present.account().login.to_string(), "marco/studio-rossi");
    assert_eq!(stage.house.identity.sessions().devices(&present).await.unwrap().len(), 1);
    let again = stage.try_with("marco/studio-rossi", RIGHT, &[signed_in.device]).await.unwrap();
    assert_eq!(again.replaces, Some(0), "the device gets a new token and stays one device");
    assert_eq!(stage.house.identity.sessions().devices(&present).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_name_that_nobody_has_is_answered_and_barred_like_one_that_somebody_has() {
    let stage = Stage::new().await;
    for login in ["marco/studio-rossi", "nobody/studio-rossi", "nobody/nowhere", "<script>"] {
        let evaluated = stage.house.hasher.evaluated();
        for _ in 0..4 {
            assert!(matches!(stage.try_with(login, WRONG, &[]).await, Err(SignInError::NotRight)), "{login}");
        }
        for _ in 0..3 {
            let answer = stage.try_with(login, WRONG, &[]).await;
            let Err(SignInError::Barred { until: None, disclosure }) = answer else { panic!("{login}: {answer:?}") };
            assert_eq!(*disclosure, Disclosure::default(), "{login}");
        }
        assert_eq!(stage.house.hasher.evaluated() - evaluated, 5, "{login}");
    }
    assert_eq!(stage.house.hasher.decoys(), 8, "two refusals for each name cost what an evaluation costs");
    let recipients: Vec<_> = stage.house.store.letters().into_iter().map(|row| row.letter.to).collect();
    assert_eq!(recipients.len(), 4, "each lockout leads to a letter");
    assert_eq!(recipients.iter().filter(|to| **to == Recipient::Nobody).count(), 3);
    stage.house.deliver_all().await;
    assert_eq!(stage.house.courier.posted().len(), 1, "and only one of them is somebody's");
}

#[tokio::test]
async fn no_spelling_of_a_name_gives_more_attempts() {
    let stage = Stage::new().await;
    let spellings = [
        "marco/studio-rossi",
        "MARCO/studio-rossi",
        " marco / studio-rossi",
        "ｍａｒｃｏ/studio-rossi",
        "mar\u{200b}co/studio-rossi.",
        "marco／STUDIO-ROSSI",
    ];
    for spelling in spellings.iter().cycle().take(30) {
        assert!(stage.try_with(spelling, WRONG, &[]).await.is_err());
    }
    assert_eq!(stage.house.hasher.evaluated(), 5);
}

#[tokio::test]
async fn a_suspended_account_is_answered_as_if_the_password_were_wrong() {
    let stage = Stage::new().await;
    let id = stage.account("marco/studio-rossi").await.id;
    stage.house.identity.accounts().suspend(&operator(), id, &stage.visit.from).await.unwrap();
    for _ in 0..4 {
        assert!(matches!(stage.try_with("marco/studio-rossi", RIGHT, &[]).await, Err(SignInError::NotRight)));
    }
    assert!(matches!(stage.try_with("marco/studio-rossi", RIGHT, &[]).await, Err(SignInError::Barred { .. })));
    let reasons = stage
        .house
        .store
        .audit()
        .into_iter()
        .filter(|event| event.what == AuditKind::SignInFailed(PrivateReason::Suspended))
        .count();
    assert_eq!(reasons, 4, "the log knows");
    stage.house.deliver_all().await;
    assert!(stage.house.courier.posted().is_empty());
}

#[tokio::test]
async fn nothing_is_evaluated_while_the_attempt_cannot_be_written() {
    let stage = Stage::new().await;
    stage.house.store.unplug(true);
    assert!(matches!(stage.try_with("marco/studio-rossi", RIGHT, &[]).await, Err(SignInError::Unavailable(_))));
    assert_eq!((stage.house.hasher.evaluated(), stage.house.hasher.tickets_out()), (0, 0));
}

#[tokio::test]
async fn a_busy_hasher_counts_nothing() {
    let stage = Stage::new().await;
    stage.house.hasher.be_busy(3);
    for _ in 0..9 {
        let answer = stage.try_with("marco/studio-rossi", WRONG, &[]).await;
        assert!(matches!(answer, Err(SignInError::Unavailable(unavailable)) if unavailable.retry_after_seconds() == 3));
    }
    stage.house.hasher.be_free();
    assert!(stage.try_with("marco/studio-rossi", RIGHT, &[]).await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_guesses_at_once_evaluate_no_more_than_the_limit() {
    let stage = Arc::new(Stage::new().await);
    let guesses = (0..300).map(|_| {
        let stage = Arc::clone(&stage);
        async move { stage.try_with("marco/studio-rossi", WRONG, &[]).await.is_err() }
    });
    let mut tasks: tokio::task::JoinSet<bool> = guesses.collect();
    while let Some(refused) = tasks.join_next().await {
        assert!(refused.unwrap());
    }
    assert_eq!(stage.house.hasher.evaluated(), 5);
    assert!(matches!(stage.try_with("marco/studio-rossi", RIGHT, &[]).await, Err(SignInError::Barred { .. })));
}

#[tokio::test]
async fn strangers_keep_nobody_out_whose_device_is_known() {
    let stage = Stage::new().await;
    let signed_in = stage.sign_in("marco/studio-rossi").await;
    stage.bar("marco/studio-rossi").await;
    let held = [signed_in.device];
    let again = stage.try_with("marco/studio-rossi", RIGHT, &held).await.unwrap();
    assert!(
        matches!(stage.try_with("marco/studio-rossi", RIGHT, &held).await, Err(SignInError::Barred { .. })),
        "the old token is no device's any more"
    );
    let held = [again.device];
    for _ in 0..5 {
        assert!(stage.try_with("marco/studio-rossi", WRONG, &held).await.is_err());
    }
    let Err(SignInError::Barred { disclosure, .. }) = stage.try_with("marco/studio-rossi", RIGHT, &held).await else {
        panic!("the device has a limit too")
    };
    assert!(disclosure.contact.is_some(), "a known device is told whom to turn to");
}

#[tokio::test]
async fn a_device_is_known_to_its_own_account_only() {
    let stage = Stage::new().await;
    let signed_in = stage.sign_in("studio-rossi").await;
    stage.bar("marco/studio-rossi").await;
    assert!(matches!(
        stage.try_with("marco/studio-rossi", RIGHT, &[signed_in.device]).await,
        Err(SignInError::Barred { .. })
    ));
}

#[tokio::test]
async fn an_organization_may_show_its_masked_address_and_its_contact() {
    let stage = Stage::new().await;
    let policy = OrganizationPolicy {
        shows_masked_address: true,
        shows_contact: true,
        ..OrganizationPolicy::standard(LockoutPolicy::standard())
    };
    open(&stage.house, "info@pec.example", Some(policy)).await;
    stage.fail("info@pec.example", 4).await;
    let Err(SignInError::Barred { disclosure, .. }) = stage.try_with("info@pec.example", WRONG, &[]).await else {
        panic!("barred")
    };
    assert_eq!(disclosure.masked_address.as_deref(), Some("g•••@mail.example"));
    assert!(disclosure.contact.is_some());
}

#[tokio::test]
async fn the_hash_is_made_anew_when_parameters_move_on() {
    let stage = Stage::new().await;
    let before = stage.account("marco/studio-rossi").await.password.unwrap();
    stage.house.hasher.move_on();
    stage.sign_in("marco/studio-rossi").await;
    let after = stage.account("marco/studio-rossi").await.password.unwrap();
    assert!(after.hash != before.hash && after.set_at == before.set_at);
    stage.sign_in("marco/studio-rossi").await;
}

#[tokio::test]
async fn a_session_ends_idle_or_old_and_with_the_account() {
    let stage = Stage::new().await;
    let session = stage.sign_in("marco/studio-rossi").await.session;
    stage.house.clock.advance(Lifetime::seconds(12 * 3_600 - 1));
    assert!(stage.present(&session).await.is_some());
    for _ in 0..61 {
        stage.house.clock.advance(Lifetime::hours(12).minus_a_second());
        if stage.present(&session).await.is_none() {
            break;
        }
    }
    assert!(stage.present(&session).await.is_none(), "thirty days are the end in any case");
    let session = stage.sign_in("marco/studio-rossi").await.session;
    stage.house.clock.advance(Lifetime::hours(12));
    assert!(stage.present(&session).await.is_none());
    let session = stage.sign_in("marco/studio-rossi").await.session;
    let id = stage.account("marco/studio-rossi").await.id;
    stage.house.identity.accounts().suspend(&operator(), id, &stage.visit.from).await.unwrap();
    assert!(stage.present(&session).await.is_none());
    stage.house.identity.accounts().reinstate(&operator(), id, &stage.visit.from).await.unwrap();
    assert!(stage.present(&session).await.is_none(), "what was ended stays ended");
}

trait MinusASecond {
    fn minus_a_second(self) -> Self;
}

impl MinusASecond for Lifetime {
    fn minus_a_second(self) -> Self {
        Self::seconds(self.as_seconds() - 1)
    }
}

#[tokio::test]
async fn proving_again_counts_like_signing_in_and_rotates_the_token() {
    let stage = Stage::new().await;
    let identity = &stage.house.identity;
    let session = stage.sign_in("marco/studio-rossi").await.session;
    stage.house.clock.advance(Lifetime::minutes(15));
    let present = stage.present(&session).await.unwrap();
    assert!(identity.sessions().freshly_proven(&present).is_none());
    let rotated = identity.sessions().prove_again(&present, RIGHT, &[], &stage.visit).await.unwrap();
    assert!(stage.present(&session).await.is_none());
    let present = stage.present(&rotated).await.unwrap();
    assert!(identity.sessions().freshly_proven(&present).is_some());
    for _ in 0..5 {
        assert!(identity.sessions().prove_again(&present, WRONG, &[], &stage.visit).await.is_err());
    }
    assert!(matches!(
        identity.sessions().prove_again(&present, RIGHT, &[], &stage.visit).await,
        Err(SignInError::Barred { .. })
    ));
    assert!(
        matches!(stage.try_with("marco/studio-rossi", RIGHT, &[]).await, Err(SignInError::Barred { .. })),
        "one guard for all"
    );
}

#[tokio::test]
async fn sessions_are_revoked_by_their_owner_only() {
    let stage = Stage::new().await;
    let sessions = stage.house.identity.sessions();
    let mine = stage.present(&stage.sign_in("marco/studio-rossi").await.session).await.unwrap();
    let other = stage.sign_in("marco/studio-rossi").await;
    let theirs = stage.present(&stage.sign_in("studio-rossi").await.session).await.unwrap();
    let other_id = stage.present(&other.session).await.unwrap().session().id;
    assert!(sessions.revoke(&theirs, other_id, &stage.visit).await.is_err());
    assert!(stage.present(&other.session).await.is_some());
    sessions.revoke(&mine, other_id, &stage.visit).await.unwrap();
    assert!(stage.present(&other.session).await.is_none());
    assert_eq!(sessions.list(&mine).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_password_of_a_megabyte_is_refused_before_anything_is_counted() {
    let stage = Stage::new().await;
    let long = "x".repeat(1_000_000);
    assert!(matches!(stage.try_with("marco/studio-rossi", &long, &[]).await, Err(SignInError::PasswordTooLong)));
    assert_eq!((stage.house.hasher.evaluated(), stage.house.hasher.decoys()), (0, 0));
}

#[tokio::test]
async fn the_barred_letter_tells_and_holds_no_secret() {
    let stage = Stage::new().await;
    stage.bar("marco/studio-rossi").await;
    let letter = stage.letter(LetterKind::Barred).await;
    assert_eq!((letter.link, letter.code), (None, None));
}
