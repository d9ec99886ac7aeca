//! A restore ends what lived before it.

use identity_core::{
    application::{
        installation::{CarriedOver, Restoration, RestoreError},
        recovery::{NewPasswordError, PasswordLink},
        sign_in::SignInError,
    },
    change::{AuditKind, LetterKind},
    domain::{
        account::Standing,
        installation::Epoch,
        kernel::Lifetime,
        permission::{OwnPermission, RightsWish},
        session::Source,
    },
};

use crate::{
    accounts::{authority, inside},
    stage::{NEW, RIGHT, Stage, operator},
};

async fn begin(stage: &Stage, restoration: Restoration) -> Epoch {
    let installation = stage.house.identity.installation();
    installation.begin_epoch(&operator(), restoration, &Source::local()).await.unwrap()
}

#[tokio::test]
async fn a_restore_ends_what_people_hold_and_what_they_were_given() {
    let stage = Stage::new().await;
    stage.add("sara", Some("sara@mail.example"), RightsWish::administration()).await;
    let marco = stage.sign_in("marco/studio-rossi").await;
    let recovery = stage.house.identity.recovery();
    recovery.request_reset("marco/studio-rossi", &stage.visit).await.unwrap();
    let link = stage.link(LetterKind::ResetInstructions).await;
    let appointed = stage.house.identity.installation().appointed(10).await.unwrap();
    assert_eq!(appointed.iter().map(|account| account.login.to_string()).collect::<Vec<_>>(), ["sara/studio-rossi"]);

    stage.house.clock.advance(Lifetime::seconds(1));
    let epoch = begin(&stage, Restoration::default()).await;
    assert_eq!(epoch.restored_at(), Some(stage.house.identity.now()));
    assert!(stage.present(&marco.session).await.is_none());
    let reset = recovery.complete(PasswordLink::Reset, &link, NEW, &stage.visit).await;
    assert!(matches!(reset, Err(NewPasswordError::Dead)), "{reset:?}");
    let may = async || inside(&stage, "sara/studio-rossi").await.may(OwnPermission::AccountsRead);
    assert!(!may().await, "what was granted before waits to be confirmed");
    let id = stage.account("sara/studio-rossi").await.id;
    stage.house.identity.permissions().confirm(&operator(), id, &stage.visit.from).await.unwrap();
    assert!(may().await);
    assert!(stage.house.store.audit().iter().any(|event| event.what == AuditKind::InstallationRestored));
    stage.sign_in("marco/studio-rossi").await;
}

#[tokio::test]
async fn an_epoch_comes_after_every_other_that_is_known_of() {
    let stage = Stage::new().await;
    let later = Epoch::as_stored(stage.house.identity.now().plus(Lifetime::days(1)).as_micros());
    let epoch = begin(&stage, Restoration { seen: Some(later), ends_passwords: false }).await;
    assert!(epoch > later);
    assert!(begin(&stage, Restoration::default()).await > epoch);
}

#[tokio::test]
async fn a_store_that_went_back_is_noticed_until_an_epoch_begins() {
    let (stage, older) = (Stage::new().await, Stage::new().await);
    stage.sign_in("marco/studio-rossi").await;
    let seen = stage.house.identity.installation().reached().await.unwrap();
    assert!(!stage.house.identity.installation().has_lost(&seen).await.unwrap());
    let restored = older.house.identity.installation();
    assert!(restored.has_lost(&seen).await.unwrap());
    begin(&older, Restoration { seen: Some(seen.epoch), ends_passwords: false }).await;
    assert!(!restored.has_lost(&seen).await.unwrap());
}

#[tokio::test]
async fn what_was_done_against_an_account_after_the_backup_is_carried_over() {
    // The same people on both sides: time and chance are the test's.
    let (backup, replaced) = (Stage::new().await, Stage::new().await);
    for stage in [&backup, &replaced] {
        stage.add("anna", Some("anna@mail.example"), RightsWish::default()).await;
        stage.add("bruno", None, RightsWish::default()).await;
    }
    let gone = replaced.account("bruno/studio-rossi").await.id;
    replaced.house.identity.accounts().remove(&operator(), gone, &Source::local()).await.unwrap();
    replaced.add("nuova", None, RightsWish::default()).await;
    let id = replaced.account("anna/studio-rossi").await.id;
    assert_eq!(backup.account("anna/studio-rossi").await.id, id);
    replaced.house.identity.accounts().suspend(&operator(), id, &Source::local()).await.unwrap();
    replaced.bar("marco/studio-rossi").await;
    replaced.bar("nuova/studio-rossi").await;

    let installation = backup.house.identity.installation();
    let carry =
        async || installation.carry_over(&operator(), replaced.house.store.as_ref(), &Source::local()).await.unwrap();
    assert_eq!(carry().await, CarriedOver { suspended: 2, barred: 1 });
    for login in ["anna/studio-rossi", "bruno/studio-rossi"] {
        assert!(matches!(backup.account(login).await.standing, Standing::Suspended { .. }), "{login}");
    }
    assert!(matches!(backup.try_with("marco/studio-rossi", RIGHT, &[]).await, Err(SignInError::Barred { .. })));
    let recorded: Vec<_> = backup.house.store.audit().iter().map(|line| line.what.word()).collect();
    assert!(recorded.contains(&"account-suspended") && recorded.contains(&"lockout-carried-over"), "{recorded:?}");
    assert_eq!(carry().await, CarriedOver::default());
}

#[tokio::test]
async fn passwords_that_end_are_chosen_anew_by_mail() {
    let stage = Stage::new().await;
    begin(&stage, Restoration { seen: None, ends_passwords: true }).await;
    assert!(matches!(stage.try_with("marco/studio-rossi", RIGHT, &[]).await, Err(SignInError::NotRight)));
    let recovery = stage.house.identity.recovery();
    recovery.request_reset("marco/studio-rossi", &stage.visit).await.unwrap();
    let link = stage.link(LetterKind::ResetInstructions).await;
    recovery.complete(PasswordLink::Reset, &link, NEW, &stage.visit).await.unwrap();
    stage.try_with("marco/studio-rossi", NEW, &[]).await.unwrap();
}

#[tokio::test]
async fn only_the_operator_says_that_the_store_was_restored() {
    let stage = Stage::new().await;
    let owner = inside(&stage, "studio-rossi").await;
    let authority = authority(&stage, &owner);
    let installation = stage.house.identity.installation();
    let begun = installation.begin_epoch(&authority, Restoration::default(), &Source::local()).await;
    assert!(matches!(begun, Err(RestoreError::NotAllowed)));
    let carried = installation.carry_over(&authority, stage.house.store.as_ref(), &Source::local()).await;
    assert!(matches!(carried, Err(RestoreError::NotAllowed)));
    assert_eq!(installation.reached().await.unwrap().epoch, Epoch::FIRST);
}
