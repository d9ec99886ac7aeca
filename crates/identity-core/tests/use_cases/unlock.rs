use identity_core::domain::kernel::ShortText;
use identity_core::{
    application::{
        account::Reader,
        sign_in::SignInError,
        unlock::{CodeError, LinkError},
    },
    change::LetterKind,
    domain::{
        kernel::{EmailAddress, Lifetime, SecretToken, Timestamp},
        lockout::{BarLength, LockoutPolicy},
        organization::OrganizationPolicy,
        outbox::LetterState,
        permission::RightsWish,
    },
    ports::{Courier, Delivery, LetterContent, ReadyLetter},
};
use identity_testkit::TestHouse;

use crate::stage::{RIGHT, Stage, WRONG, open, visit};

const MARCO: &str = "marco/studio-rossi";

async fn ask(stage: &Stage) -> (SecretToken, String) {
    stage.house.identity.unlock().request(MARCO, &stage.visit).await.unwrap();
    let letter = stage.letter(LetterKind::UnlockInstructions).await;
    (SecretToken::parse(&letter.link.unwrap()).unwrap(), letter.code.unwrap())
}

#[tokio::test]
async fn the_code_ends_the_lockout_and_the_password_is_still_needed() {
    let stage = Stage::new().await;
    stage.bar(MARCO).await;
    let (_, code) = ask(&stage).await;
    let unlocked = stage.house.identity.unlock().by_code(MARCO, &code, &stage.visit).await.unwrap();
    assert_eq!((unlocked.login.to_string().as_str(), unlocked.failures), (MARCO, 5));
    assert!(stage.try_with(MARCO, WRONG, &[]).await.is_err());
    assert!(stage.try_with(MARCO, RIGHT, &[]).await.is_ok());
}

/// The usual case: somebody who has signed in before fails on the very device that they always use.
#[tokio::test]
async fn whoever_is_barred_on_a_known_device_is_seen_told_and_helped_like_anybody() {
    let policy = LockoutPolicy::new(5, None, BarLength::For(Lifetime::hours(2)), None).unwrap();
    let policy = OrganizationPolicy::standard(policy);
    let house = TestHouse::new();
    let organization = open(&house, "studio-rossi", Some(policy)).await;
    let stage = Stage { house, organization, visit: visit(7) };
    stage.add("marco", Some("marco@mail.example"), RightsWish::default()).await;
    let identity = &stage.house.identity;
    for by_code in [true, false] {
        let device = [stage.sign_in(MARCO).await.device];
        for _ in 0..5 {
            assert!(stage.try_with(MARCO, WRONG, &device).await.is_err());
        }
        assert!(matches!(stage.try_with(MARCO, RIGHT, &device).await, Err(SignInError::Barred { .. })));
        let listed = identity.lockouts().list(Reader::Operator, None).await.unwrap();
        assert_eq!(listed.iter().map(|listed| listed.counted).collect::<Vec<_>>(), [5]);
        let account = stage.account(MARCO).await.id;
        let file = identity.accounts().file(Reader::Operator, account).await.unwrap().unwrap();
        assert_eq!(file.guard.bar, Some(listed[0].bar));
        let told = Reading::default();
        while identity.outbox().deliver_one(&told).await.unwrap() {}
        assert_eq!(told.barred_until(), [listed[0].bar.until]);
        let (link, code) = ask(&stage).await;
        let unlocked = if by_code {
            identity.unlock().by_code(MARCO, &code, &stage.visit).await.unwrap()
        } else {
            identity.unlock().by_link(&link, &stage.visit).await.unwrap()
        };
        assert_eq!((unlocked.failures, unlocked.last_failure.is_some()), (5, true));
        assert!(stage.try_with(MARCO, RIGHT, &device).await.is_ok());
    }
}

/// Remembers until when the mails say that sign-in is barred.
#[derive(Debug, Default)]
struct Reading(std::sync::Mutex<Vec<Option<Timestamp>>>);

impl Reading {
    fn barred_until(&self) -> Vec<Option<Timestamp>> {
        self.0.lock().unwrap().clone()
    }
}

#[async_trait::async_trait]
impl Courier for Reading {
    async fn deliver(&self, letter: &ReadyLetter) -> Delivery {
        if let LetterContent::Barred { until, .. } = letter.content {
            self.0.lock().unwrap().push(until);
        }
        Delivery::Sent
    }
}

#[tokio::test]
async fn code_and_link_are_one_token_and_good_once() {
    let stage = Stage::new().await;
    let unlock = stage.house.identity.unlock();
    stage.bar(MARCO).await;
    let (link, code) = ask(&stage).await;
    unlock.by_link(&link, &stage.visit).await.unwrap();
    assert!(matches!(unlock.by_link(&link, &stage.visit).await, Err(LinkError::Dead)));
    assert!(matches!(unlock.by_code(MARCO, &code, &stage.visit).await, Err(CodeError::NotRight { left: 4 })));
}

#[tokio::test]
async fn looking_at_a_link_changes_nothing() {
    let stage = Stage::new().await;
    stage.bar(MARCO).await;
    let (link, _) = ask(&stage).await;
    let before = stage.house.store.audit().len();
    for _ in 0..3 {
        assert!(stage.house.identity.unlock().look(&link).await.unwrap().is_some());
    }
    assert_eq!(stage.house.store.audit().len(), before);
    assert!(stage.house.identity.unlock().by_link(&link, &stage.visit).await.is_ok());
}

#[tokio::test]
async fn a_token_lives_to_the_second_before_its_end() {
    for (seconds, is_alive) in [(30 * 60 - 1, true), (30 * 60, false), (30 * 60 + 1, false)] {
        let stage = Stage::new().await;
        stage.bar(MARCO).await;
        let (link, code) = ask(&stage).await;
        stage.house.clock.advance(Lifetime::seconds(seconds));
        let unlock = stage.house.identity.unlock();
        assert_eq!(unlock.look(&link).await.unwrap().is_some(), is_alive, "{seconds}");
        assert_eq!(unlock.by_code(MARCO, &code, &stage.visit).await.is_ok(), is_alive, "{seconds}");
    }
}

#[tokio::test]
async fn a_newer_mail_kills_the_older() {
    let stage = Stage::new().await;
    stage.bar(MARCO).await;
    let (first, _) = ask(&stage).await;
    let (second, _) = ask(&stage).await;
    let unlock = stage.house.identity.unlock();
    assert!(matches!(unlock.by_link(&first, &stage.visit).await, Err(LinkError::Dead)));
    assert!(unlock.by_link(&second, &stage.visit).await.is_ok());
}

#[tokio::test]
async fn new_codes_give_no_new_tries_and_the_link_still_works() {
    let stage = Stage::new().await;
    stage.bar(MARCO).await;
    let unlock = stage.house.identity.unlock();
    let (link, code) = ask(&stage).await;
    for left in [4, 3, 2, 1] {
        let answer = unlock.by_code(MARCO, "0000 0000", &stage.visit).await;
        assert!(matches!(answer, Err(CodeError::NotRight { left: l }) if l == left), "{answer:?}");
    }
    assert!(matches!(unlock.by_code(MARCO, "not a code", &stage.visit).await, Err(CodeError::TooMany { .. })));
    assert!(matches!(unlock.by_code(MARCO, &code, &stage.visit).await, Err(CodeError::TooMany { .. })));
    unlock.by_link(&link, &stage.visit).await.unwrap();
    stage.bar(MARCO).await;
    let (_, code) = ask(&stage).await;
    assert!(unlock.by_code(MARCO, &code, &stage.visit).await.is_ok(), "the link showed whose mailbox it is");
}

#[tokio::test]
async fn codes_of_a_name_that_nobody_has_are_counted_alike() {
    let stage = Stage::new().await;
    for name in ["nobody/studio-rossi", "nobody/nowhere"] {
        let answers = async |name| match stage.house.identity.unlock().by_code(name, "1234 5678", &stage.visit).await {
            Err(CodeError::NotRight { left }) => left,
            Err(CodeError::TooMany { .. }) => 0,
            other => panic!("{other:?}"),
        };
        let mut left = Vec::new();
        for _ in 0..6 {
            left.push(answers(name).await);
        }
        assert_eq!(left, [4, 3, 2, 1, 0, 0], "{name}");
    }
}

#[tokio::test]
async fn a_request_looks_the_same_whoever_is_named() {
    let stage = Stage::new().await;
    stage.add("davide", None, identity_core::domain::permission::RightsWish::default()).await;
    let mut answers = Vec::new();
    for name in [MARCO, "davide/studio-rossi", "nobody/studio-rossi", "nobody/nowhere", "\u{0}"] {
        answers.push(stage.house.identity.unlock().request(name, &stage.visit).await.unwrap());
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
    assert_eq!(stage.house.store.letters().len(), 5, "the same work, down to the commit");
    stage.house.deliver_all().await;
    assert_eq!(stage.house.courier.posted().len(), 1);
    assert_eq!(stage.house.store.letters().len(), 1, "what was for nobody is gone");
}

/// Where one request waits for the writes of another, more of them would tell who exists.
#[tokio::test]
async fn a_letter_that_goes_nowhere_takes_the_commits_of_one_that_goes() {
    let stage = Stage::new().await;
    let (identity, store) = (&stage.house.identity, &stage.house.store);
    let commits = async |name: &str| {
        identity.unlock().request(name, &stage.visit).await.unwrap();
        let before = (store.landed(), stage.house.courier.posted().len());
        stage.house.deliver_all().await;
        (store.landed() - before.0, stage.house.courier.posted().len() - before.1)
    };
    for _ in 0..3 {
        assert_eq!(commits(MARCO).await, (2, 1));
    }
    assert_eq!(commits(MARCO).await, (2, 0), "withheld");
    let lines = store.audit().len();
    assert_eq!(commits("nobody/studio-rossi").await, (2, 0));
    assert_eq!(store.audit().len(), lines + 1, "the request alone: nothing else has happened to anybody");
    identity
        .recovery()
        .request_login_names(EmailAddress::parse("x@mail.example").unwrap(), &stage.visit)
        .await
        .unwrap();
    let before = store.landed();
    stage.house.deliver_all().await;
    assert_eq!((store.landed() - before, store.audit().len()), (2, lines + 2));
    identity.unlock().request("nobody/studio-rossi", &stage.visit).await.unwrap();
    stage.house.clock.advance(Lifetime::hours(1));
    stage.house.deliver_all().await;
    assert_eq!((store.audit().len(), store.letters().len()), (lines + 3, 4), "nobody's, too late, leaves no trace");
}

#[tokio::test]
async fn after_a_hundred_failures_the_mail_leads_to_a_new_password() {
    let stage = Stage::new().await;
    let unlock = stage.house.identity.unlock();
    let marco = stage.account(MARCO).await.id;
    for _ in 0..20 {
        stage.fail(MARCO, 5).await;
        stage.house.identity.lockouts().clear(&crate::stage::operator(), marco, &stage.visit.from).await.unwrap();
    }
    let evaluated = stage.house.hasher.evaluated();
    assert_eq!(evaluated, 100);
    assert!(stage.try_with(MARCO, RIGHT, &[]).await.is_err(), "the hundred-and-first is refused, though right");
    assert_eq!(stage.house.hasher.evaluated(), evaluated);
    unlock.request(MARCO, &stage.visit).await.unwrap();
    let letter = stage.letter(LetterKind::ResetInstructions).await;
    assert!(letter.link.is_some());
}

#[tokio::test]
async fn after_a_hundred_failures_on_a_known_device_the_mail_leads_to_a_new_password_too() {
    let stage = Stage::new().await;
    let device = [stage.sign_in(MARCO).await.device];
    let marco = stage.account(MARCO).await.id;
    for failure in 1..=100 {
        assert!(stage.try_with(MARCO, WRONG, &device).await.is_err());
        if failure % 5 == 0 {
            stage.house.identity.lockouts().clear(&crate::stage::operator(), marco, &stage.visit.from).await.unwrap();
        }
    }
    stage.house.identity.unlock().request(MARCO, &stage.visit).await.unwrap();
    assert!(stage.letter(LetterKind::ResetInstructions).await.link.is_some());
}

#[tokio::test]
async fn a_mailbox_gets_three_mails_of_a_kind_in_an_hour_however_it_is_spelled() {
    let stage = Stage::new().await;
    stage.add("anna", Some("Marco+anna@Mail.example"), identity_core::domain::permission::RightsWish::default()).await;
    for login in [MARCO, "anna/studio-rossi"].iter().cycle().take(50) {
        stage.house.identity.unlock().request(login, &stage.visit).await.unwrap();
    }
    stage.house.deliver_all().await;
    assert_eq!(stage.house.courier.posted().len(), 3);
    let withheld = stage.house.store.letters().iter().filter(|row| row.state == LetterState::Withheld).count();
    assert_eq!(withheld, 47);
    stage.house.clock.advance(Lifetime::seconds(3_601));
    stage.house.identity.unlock().request(MARCO, &stage.visit).await.unwrap();
    stage.house.deliver_all().await;
    assert_eq!(stage.house.courier.posted().len(), 4);
}

#[tokio::test]
async fn a_letter_is_tried_again_with_a_new_secret_until_its_time_is_over() {
    let stage = Stage::new().await;
    let later = || Delivery::Later(ShortText::parse("451 not now").unwrap());
    stage.bar(MARCO).await;
    stage.house.deliver_all().await;
    stage.house.courier.answer_next(later());
    stage.house.identity.unlock().request(MARCO, &stage.visit).await.unwrap();
    stage.house.deliver_all().await;
    stage.house.clock.advance(Lifetime::seconds(10));
    stage.house.deliver_all().await;
    let letters = stage.house.courier.posted_of(LetterKind::UnlockInstructions);
    assert_eq!(letters.len(), 2);
    let [first, second] = [0, 1].map(|n| SecretToken::parse(letters[n].link.as_ref().unwrap()).unwrap());
    assert!(matches!(stage.house.identity.unlock().by_link(&first, &stage.visit).await, Err(LinkError::Dead)));
    assert!(stage.house.identity.unlock().by_link(&second, &stage.visit).await.is_ok());

    for _ in 0..40 {
        stage.house.courier.answer_next(later());
    }
    stage.house.identity.unlock().request(MARCO, &stage.visit).await.unwrap();
    for _ in 0..60 {
        stage.house.deliver_all().await;
        stage.house.clock.advance(Lifetime::minutes(1));
    }
    let states: Vec<_> = stage
        .house
        .store
        .letters()
        .into_iter()
        .filter(|row| row.letter.kind == LetterKind::UnlockInstructions)
        .map(|row| row.state)
        .collect();
    assert!(states.contains(&LetterState::GivenUp) && !states.contains(&LetterState::Queued), "{states:?}");
}

#[tokio::test]
async fn no_secret_of_a_letter_is_in_the_store() {
    let stage = Stage::new().await;
    stage.bar(MARCO).await;
    let (link, code) = ask(&stage).await;
    let kept =
        format!("{:?} {:?} {:?}", stage.house.store.letters(), stage.house.store.tokens(), stage.house.store.audit());
    assert!(!kept.contains(link.reveal().as_str()) && !kept.contains(&code) && !kept.contains(&code.replace(' ', "")));
}
