use identity_core::{
    HouseRules,
    application::{
        account::Reader,
        authority::Authority,
        organization::{NewOrganization, OpenError},
        policy::{PolicyEdit, PolicyError, SimulateError},
        recovery::PasswordLink,
        sign_in::{PasswordSignIn, SignInError},
    },
    change::{Actor, AuditEvent, AuditKind, Change, LetterKind, OrganizationWrite, UnlockedBy, Version},
    domain::{
        kernel::{DisplayName, Handle, Language, Lifetime, SecretToken, Timestamp},
        lockout::{
            BarLength, LockoutPolicy,
            simulation::{End, Outcome},
        },
        organization::{Leave, Organization, OrganizationPolicy, OutOfBounds, PolicyBounds, Reach},
        permission::{Catalogue, Granted, OwnPermission, RightsWish},
        session::Source,
        sign_in::PrivateReason,
    },
    ports::{Landing, Ledger as _},
};
use identity_testkit::{TestHouse, samples};
use proptest::prelude::*;

use crate::{
    accounts::{authority, inside},
    stage::{NEW, RIGHT, Stage, WRONG, open, operator},
};

fn policy(limit: u32, window: Option<u32>, bar: Option<u32>) -> LockoutPolicy {
    let bar = bar.map_or(BarLength::UntilUnlocked, |seconds| BarLength::For(Lifetime::seconds(seconds)));
    LockoutPolicy::new(limit, window.map(Lifetime::seconds), bar, None).unwrap()
}

fn edit(lockout: LockoutPolicy) -> PolicyEdit {
    PolicyEdit { lockout, shows_masked_address: false, shows_contact: false }
}

async fn version(stage: &Stage) -> Version {
    let file = stage.house.identity.policies().show(Reader::Operator, stage.organization).await.unwrap();
    file.unwrap().organization.version
}

async fn set(stage: &Stage, lockout: LockoutPolicy) -> Result<bool, PolicyError> {
    let seen = version(stage).await;
    let policies = stage.house.identity.policies();
    policies.change(&operator(), stage.organization, seen, edit(lockout), &Source::local()).await
}

#[tokio::test]
async fn a_policy_counts_from_the_next_attempt_on_and_the_log_says_what_changed() {
    let stage = Stage::new().await;
    stage.add("anna", None, only(OwnPermission::PoliciesManage)).await;
    let anna = inside(&stage, "anna/studio-rossi").await;
    let authority = authority(&stage, &anna);
    let policies = stage.house.identity.policies();
    let file = policies.show(Reader::Person(&anna), stage.organization).await.unwrap().unwrap();
    assert_eq!(file.outside, []);
    let seen = file.organization.version;
    let stricter = PolicyEdit { shows_contact: true, ..edit(policy(2, None, Some(600))) };
    let from = &stage.visit.from;
    assert!(policies.change(&authority, stage.organization, seen, stricter, from).await.unwrap());
    stage.fail("marco/studio-rossi", 1).await;
    let barred = stage.try_with("marco/studio-rossi", WRONG, &[]).await;
    let expected = stage.house.identity.now().plus(Lifetime::minutes(10));
    assert!(matches!(barred, Err(SignInError::Barred { until: Some(until), .. }) if until == expected));

    let events = stage.house.store.audit();
    let event = events.iter().find(|event| event.what.word() == "policy-changed").unwrap();
    assert_eq!(
        (event.organization, &event.actor),
        (Some(stage.organization), &Actor::Account(anna.present().account().id))
    );
    let told = event.what.detail().unwrap();
    assert_eq!(told, "limit=5>2 bar=until-unlocked>600s shows-contact=no>yes");

    let again = policies.change(&authority, stage.organization, seen, edit(policy(9, None, None)), from).await;
    assert!(matches!(again, Err(PolicyError::ChangedMeanwhile)), "the form is from before");
    let seen = version(&stage).await;
    assert!(
        !policies.change(&authority, stage.organization, seen, stricter, from).await.unwrap(),
        "nothing is different"
    );
    assert_eq!(stage.house.store.audit().iter().filter(|event| event.what.word() == "policy-changed").count(), 1);
}

#[tokio::test]
async fn nobody_else_reads_changes_or_tries_a_policy() {
    let stage = Stage::new().await;
    let other = open(&stage.house, "studio-verdi", None).await;
    let mut rights = RightsWish::administration();
    rights.held.retain(|(granted, _)| *granted != right(OwnPermission::PoliciesManage));
    stage.add("sara", None, rights).await;
    let policies = stage.house.identity.policies();
    let now = stage.house.identity.now();
    let seen = version(&stage).await;
    let giulia = inside(&stage, "studio-rossi").await;
    let marco = inside(&stage, "marco/studio-rossi").await;
    let sara = inside(&stage, "sara/studio-rossi").await;
    for (who, organization) in [(&marco, stage.organization), (&sara, stage.organization), (&giulia, other)] {
        let authority = authority(&stage, who);
        assert!(policies.show(Reader::Person(who), organization).await.unwrap().is_none());
        let changed =
            policies.change(&authority, organization, seen, edit(policy(9, None, None)), &stage.visit.from).await;
        assert!(matches!(changed, Err(PolicyError::NotFound | PolicyError::NotAllowed)));
        let span = (now.minus(Lifetime::days(1)), now);
        let tried = policies.simulate(Reader::Person(who), organization, policy(1, None, None), span, 100).await;
        assert!(matches!(tried, Err(SimulateError::NotFound)));
    }
    // The proof of one is not the proof of another.
    let proof = stage.house.identity.sessions().freshly_proven(marco.present()).unwrap();
    let authority = Authority::Administrator(&giulia, proof);
    let changed =
        policies.change(&authority, stage.organization, seen, edit(policy(9, None, None)), &stage.visit.from).await;
    assert!(matches!(changed, Err(PolicyError::NotFound)));
}

fn right(permission: OwnPermission) -> Granted {
    Granted::Permission(Catalogue::own().delegable(&permission.name()).unwrap())
}

/// The right to one thing.
fn only(permission: OwnPermission) -> RightsWish {
    RightsWish { held: vec![(right(permission), None)] }
}

fn bounded() -> TestHouse {
    let limit = Reach { least: 3, most: 10 };
    let bounds = PolicyBounds::standard();
    let bounds = bounds.with_lockout(limit, bounds.window(), bounds.bar(), Leave::Free).unwrap();
    let bounds = bounds.with_disclosure(false, true);
    TestHouse::with_rules(HouseRules { bounds, ..HouseRules::standard() })
}

#[tokio::test]
async fn the_bounds_of_the_house_hold_for_everybody_the_operator_too() {
    let house = bounded();
    let organization = open(&house, "studio-rossi", None).await;
    let policies = house.identity.policies();
    let change =
        async |edit| policies.change(&operator(), organization, Version::as_stored(1), edit, &Source::local()).await;
    for (limit, why) in [(2, OutOfBounds::LimitTooLow(3)), (11, OutOfBounds::LimitTooHigh(10))] {
        let refused = change(edit(policy(limit, None, None))).await;
        assert!(matches!(refused, Err(PolicyError::OutOfBounds(found)) if found == [why]), "{limit}");
    }
    let shown = PolicyEdit { shows_masked_address: true, shows_contact: true, ..edit(policy(3, None, None)) };
    assert!(
        matches!(change(shown).await, Err(PolicyError::OutOfBounds(found)) if found == [OutOfBounds::MaskedAddress])
    );
    assert!(change(PolicyEdit { shows_masked_address: false, ..shown }).await.unwrap());

    let new = NewOrganization {
        handle: Handle::parse("studio-verdi").unwrap(),
        name: DisplayName::parse("Studio Verdi").unwrap(),
        contact: None,
        language: Language::ITALIAN,
        owner_name: DisplayName::parse("Ugo Verdi").unwrap(),
        owner_address: None,
        password: Some(RIGHT),
        policy: Some(OrganizationPolicy::standard(policy(50, None, None))),
    };
    let opened = house.identity.organizations().open(&operator(), new, &Source::local()).await;
    assert!(matches!(opened, Err(OpenError::OutOfBounds(found)) if found == [OutOfBounds::LimitTooHigh(10)]));
}

#[tokio::test]
async fn a_policy_beyond_bounds_that_were_set_later_holds_and_is_told() {
    let house = bounded();
    let lenient =
        OrganizationPolicy { shows_masked_address: true, ..OrganizationPolicy::standard(policy(20, None, None)) };
    // As it was kept before there were bounds.
    let organization = Organization { policy: lenient, ..samples::organization("studio-rossi") };
    let opened = Change::recorded_as(samples::event(AuditKind::OrganizationOpened))
        .write(OrganizationWrite::Open(organization.clone()));
    assert_eq!(house.store.commit(samples::stamped(opened)).await.unwrap(), Landing::Landed);
    let policies = house.identity.policies();
    let file = policies.show(Reader::Operator, organization.id).await.unwrap().unwrap();
    assert_eq!(file.organization.value.policy, lenient, "it is as it was");
    assert_eq!(file.outside, [OutOfBounds::LimitTooHigh(10), OutOfBounds::MaskedAddress]);
    // Whoever changes anything brings all of it within.
    let half = PolicyEdit { shows_masked_address: false, ..PolicyEdit::of(&lenient) };
    let seen = file.organization.version;
    let changed = policies.change(&operator(), organization.id, seen, half, &Source::local()).await;
    assert!(matches!(changed, Err(PolicyError::OutOfBounds(found)) if found == [OutOfBounds::LimitTooHigh(10)]));
}

#[tokio::test]
async fn a_lower_limit_locks_whoever_has_reached_it_already_and_the_unlock_mail_ends_that() {
    let stage = Stage::new().await;
    stage.fail("marco/studio-rossi", 4).await;
    let since = stage.house.identity.now();
    stage.house.clock.advance(Lifetime::minutes(5));
    let evaluated = stage.house.hasher.evaluated();
    assert!(set(&stage, policy(3, None, None)).await.unwrap());
    for _ in 0..2 {
        let refused = stage.try_with("marco/studio-rossi", RIGHT, &[]).await;
        assert!(matches!(refused, Err(SignInError::Barred { until: None, .. })));
    }
    assert_eq!(stage.house.hasher.evaluated(), evaluated, "no fifth password is looked at");
    let locked = stage.house.identity.lockouts().list(Reader::Operator, Some(stage.organization)).await.unwrap();
    assert_eq!(locked.iter().map(|row| (row.bar.since, row.counted)).collect::<Vec<_>>(), [(since, 4)]);
    stage.house.identity.unlock().request("marco/studio-rossi", &stage.visit).await.unwrap();
    let link = stage.link(LetterKind::UnlockInstructions).await;
    stage.house.identity.unlock().by_link(&link, &stage.visit).await.unwrap();
    assert!(stage.try_with("marco/studio-rossi", RIGHT, &[]).await.is_ok());
}

async fn simulate(stage: &Stage, policy: LockoutPolicy) -> Outcome {
    let until = stage.house.identity.now().plus(Lifetime::seconds(1));
    let span = (Timestamp::from_micros(0), until);
    let policies = stage.house.identity.policies();
    let report = policies.simulate(Reader::Operator, stage.organization, policy, span, u64::MAX).await.unwrap();
    let told = |id| report.people.iter().any(|(known, ..)| *known == id);
    assert!(report.outcome.first_lockouts.iter().all(|lockout| told(lockout.account)));
    report.outcome
}

#[tokio::test]
async fn another_policy_is_tried_on_what_happened_to_whom_and_on_which_device() {
    let stage = Stage::new().await;
    let marco = stage.account("marco/studio-rossi").await.id;
    let device = stage.sign_in("marco/studio-rossi").await.device;
    stage.fail("marco/studio-rossi", 3).await;
    for _ in 0..2 {
        assert!(stage.try_with("marco/studio-rossi", WRONG, std::slice::from_ref(&device)).await.is_err());
    }
    stage.house.clock.advance(Lifetime::minutes(1));
    stage.fail("nobody/studio-rossi", 2).await;
    let known = stage.try_with("marco/studio-rossi", RIGHT, &[device]).await.unwrap().device;
    let outcome = simulate(&stage, policy(3, None, None)).await;
    assert_eq!((outcome.attempts, outcome.lockouts, outcome.happened, outcome.people), (7, 1, 0, 1));
    let lockout = outcome.first_lockouts[0];
    assert_eq!((lockout.account, lockout.device, lockout.ended, lockout.happened), (marco, None, None, false));
    // On the device, two failures were cleared by a success.
    let stricter = simulate(&stage, policy(2, None, None)).await;
    assert_eq!((stricter.lockouts, stricter.kept_out), (2, 1));
    let on_device: Vec<_> = stricter.first_lockouts.iter().filter(|lockout| lockout.device.is_some()).collect();
    assert!(matches!(on_device[..], [lockout] if matches!(lockout.ended, Some((_, End::CameBack)))));
    assert!(stage.try_with("marco/studio-rossi", RIGHT, &[known]).await.is_ok());
    let none = simulate(&stage, policy(4, None, None)).await;
    assert_eq!((none.lockouts, none.spared), (0, 0));
}

#[tokio::test]
async fn a_log_longer_than_whoever_asks_waits_for_is_not_half_told() {
    let stage = Stage::new().await;
    stage.fail("marco/studio-rossi", 3).await;
    let now = stage.house.identity.now().plus(Lifetime::seconds(1));
    let policies = stage.house.identity.policies();
    let span = (Timestamp::from_micros(0), now);
    for (lines, fits) in [(2, false), (3, true)] {
        let tried = policies.simulate(Reader::Operator, stage.organization, policy(3, None, None), span, lines).await;
        assert_eq!(tried.is_ok(), fits, "{lines}");
    }
}

/// What may happen in a studio of two.
#[derive(Clone, Copy, Debug)]
enum Step {
    Try { who: usize, right: bool, known: bool },
    Unlock(usize),
    Reset(usize),
    Pass(u32),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => (0_usize..2, prop::bool::weighted(0.15), any::<bool>())
            .prop_map(|(who, right, known)| Step::Try { who, right, known }),
        1 => (0_usize..2).prop_map(Step::Unlock),
        1 => (0_usize..2).prop_map(Step::Reset),
        3 => (1_u32..900).prop_map(Step::Pass),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn simulating_the_policy_that_was_in_force_tells_exactly_the_lockouts_that_there_were(
        steps in prop::collection::vec(step(), 1..80),
        limit in 1_u32..6,
        window in prop::option::of(60_u32..1_200),
        bar in prop::option::of(60_u32..1_200),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(history(&steps, policy(limit, window, bar)));
    }
}

async fn history(steps: &[Step], in_force: LockoutPolicy) {
    let stage = Stage::new().await;
    stage.add("anna", Some("anna@mail.example"), RightsWish::default()).await;
    if in_force != LockoutPolicy::standard() {
        assert!(set(&stage, in_force).await.unwrap());
    }
    let logins = ["marco/studio-rossi", "anna/studio-rossi"];
    let mut passwords = [RIGHT.to_owned(), RIGHT.to_owned()];
    let mut devices: [Vec<SecretToken>; 2] = [Vec::new(), Vec::new()];
    for (turn, step) in steps.iter().enumerate() {
        match *step {
            Step::Try { who, right, known } => {
                let password = if right { passwords[who].as_str() } else { WRONG };
                let held: &[SecretToken] = if known { &devices[who] } else { &[] };
                let request = PasswordSignIn { login: logins[who], password, devices: held, visit: &stage.visit };
                if let Ok(signed_in) = stage.house.identity.sign_in().with_password(request).await {
                    devices[who] = vec![signed_in.device];
                }
            }
            Step::Unlock(who) => {
                let id = stage.account(logins[who]).await.id;
                stage.house.identity.lockouts().clear(&operator(), id, &Source::local()).await.unwrap();
            }
            Step::Reset(who) => {
                let account = stage.account(logins[who]).await;
                stage.house.identity.recovery().request_reset(logins[who], &stage.visit).await.unwrap();
                stage.house.deliver_all().await;
                let address = account.contact.unwrap().address;
                let letters = stage.house.courier.posted_of(LetterKind::ResetInstructions);
                let Some(letter) = letters.into_iter().rfind(|letter| letter.to == address) else { continue };
                let Some(link) = letter.link.as_deref().and_then(|link| SecretToken::parse(link).ok()) else {
                    continue;
                };
                let new = format!("{NEW} {turn}");
                let recovery = stage.house.identity.recovery();
                // The cap on mails may have held this one back: then the older link is dead.
                if recovery.complete(PasswordLink::Reset, &link, &new, &stage.visit).await.is_ok() {
                    passwords[who] = new;
                    devices[who].clear();
                }
            }
            Step::Pass(seconds) => stage.house.clock.advance(Lifetime::seconds(seconds)),
        }
    }
    let happened: Vec<_> = stage
        .house
        .store
        .audit()
        .into_iter()
        .filter(|event| event.what.word() == "locked-out")
        .map(|event| (event.at, event.subject.unwrap()))
        .collect();
    let outcome = simulate(&stage, in_force).await;
    let mut told: Vec<_> = outcome.first_lockouts.iter().map(|lockout| (lockout.since, lockout.account)).collect();
    let mut expected = happened;
    told.sort_unstable();
    expected.sort_unstable();
    assert_eq!(told, expected);
    assert!(outcome.first_lockouts.iter().all(|lockout| lockout.happened));
    assert_eq!((outcome.spared, outcome.refused, outcome.kept_out, outcome.too_soon), (0, 0, 0, 0));
}

#[tokio::test]
async fn a_hundred_thousand_lines_are_gone_through_a_page_at_a_time() {
    let stage = Stage::new().await;
    let marco = stage.account("marco/studio-rossi").await;
    for n in 0..100_000_u32 {
        let what = match n % 10 {
            9 => AuditKind::Unlocked(UnlockedBy::Code),
            8 => AuditKind::SignedIn,
            _ => AuditKind::SignInFailed(PrivateReason::WrongPassword),
        };
        let event = AuditEvent { at: samples::later(n), ..samples::event_about(&marco, what) };
        assert_eq!(
            stage.house.store.commit(samples::stamped(Change::recorded_as(event))).await.unwrap(),
            Landing::Landed
        );
    }
    let until = samples::later(200_000);
    let span = (Timestamp::from_micros(0), until);
    let policies = stage.house.identity.policies();
    let report = policies.simulate(Reader::Operator, stage.organization, policy(5, None, None), span, 200_000).await;
    let outcome = report.unwrap().outcome;
    assert_eq!((outcome.attempts, outcome.lockouts), (90_000, 10_000));
    assert_eq!((outcome.refused, outcome.kept_out), (30_000, 10_000));
    assert_eq!(outcome.first_lockouts.len(), 200, "the rest is counted");
}
