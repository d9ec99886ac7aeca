//! Many accounts at once, and lists of people.

use identity_core::{
    application::{
        account::{HelpError, ImportError, ImportPlan, ImportTerms},
        authority::Authority,
    },
    change::{AuditKind, LetterKind},
    domain::{
        account::{Account, Rank, Standing},
        help::{Help, Unfit, fits},
        import::{ContactWish, ImportFault, ImportField, ImportOutcome, ImportRow, StandingWish},
        kernel::{DisplayName, EmailAddress, Id, Language, LoginName},
        permission::{Catalogue, Granted, OwnPermission, RightsWish},
    },
};

use crate::{
    accounts::{authority, inside},
    stage::{NEW, RIGHT, Stage, open, operator},
};

const MARCO: &str = "marco/studio-rossi";

/// What became of each: `Ok(done)`, or the word of the error.
async fn helped(
    stage: &Stage,
    authority: &Authority<'_>,
    help: Help,
    ids: &[Id<Account>],
) -> Vec<Result<bool, String>> {
    let helped = stage.house.identity.accounts().help_each(authority, help, ids, &stage.visit.from).await;
    helped.into_iter().map(|helped| helped.outcome.map_err(|error| format!("{error:?}"))).collect()
}

fn row(line: u32, login: &str) -> ImportRow {
    ImportRow {
        line,
        login: LoginName::read(&format!("{login}/studio-rossi")).unwrap(),
        display_name: Some(DisplayName::parse(&format!("{login} del Prato")).unwrap()),
        language: None,
        contact: ContactWish::AsItIs,
        standing: None,
    }
}

fn at(address: &str) -> ContactWish {
    ContactWish::At(EmailAddress::parse(address).unwrap())
}

const TERMS: ImportTerms<'static> = ImportTerms { welcome: true, agreed: None };

async fn import(stage: &Stage, authority: &Authority<'_>, rows: Vec<ImportRow>) -> Result<ImportPlan, ImportError> {
    stage.house.identity.accounts().import(authority, stage.organization, rows, TERMS, &stage.visit.from).await
}

fn outcomes(plan: &ImportPlan) -> Vec<&ImportOutcome> {
    plan.lines.iter().map(|(_, outcome)| outcome).collect()
}

#[tokio::test]
async fn an_administrator_sends_the_reset_link_and_nothing_else_changes() {
    let stage = Stage::new().await;
    let owner = inside(&stage, "studio-rossi").await;
    let marco = stage.account(MARCO).await;
    let accounts = stage.house.identity.accounts();
    accounts.send_reset(&authority(&stage, &owner), marco.id, &stage.visit.from).await.unwrap();
    assert_eq!(stage.account(MARCO).await, marco);
    let told = stage.house.store.audit();
    assert!(told.iter().any(|event| event.what == AuditKind::ResetSent && event.subject == Some(marco.id)));
    stage.sign_in(MARCO).await;
    let link = stage.link(LetterKind::ResetInstructions).await;
    let kind = identity_core::application::recovery::PasswordLink::Reset;
    stage.house.identity.recovery().complete(kind, &link, NEW, &stage.visit).await.unwrap();
    assert!(stage.try_with(MARCO, RIGHT, &[]).await.is_err() && stage.try_with(MARCO, NEW, &[]).await.is_ok());
}

#[tokio::test]
async fn no_reset_link_goes_to_whom_it_cannot_help_or_may_not() {
    let stage = Stage::new().await;
    let sara = stage.add("sara", Some("sara@mail.example"), RightsWish::administration()).await;
    let nobody = stage.add("nowhere", None, RightsWish::default()).await;
    let gone = stage.add("gone", Some("gone@mail.example"), RightsWish::default()).await;
    let owner = stage.account("studio-rossi").await;
    let present = inside(&stage, "sara/studio-rossi").await;
    let sara_says = authority(&stage, &present);
    let accounts = stage.house.identity.accounts();
    accounts.suspend(&sara_says, gone, &stage.visit.from).await.unwrap();
    let refused = async |id| accounts.send_reset(&sara_says, id, &stage.visit.from).await.unwrap_err();
    assert!(matches!(refused(sara).await, HelpError::OwnAccount));
    assert!(matches!(refused(owner.id).await, HelpError::NotAllowed));
    assert!(matches!(refused(nobody).await, HelpError::Unfit(Unfit::NoAddress)));
    assert!(matches!(refused(gone).await, HelpError::Unfit(Unfit::Suspended)));
    let rows = vec![ImportRow { contact: at("new@mail.example"), ..row(2, "fresh") }];
    import(&stage, &sara_says, rows).await.unwrap();
    let fresh = stage.account("fresh/studio-rossi").await;
    assert!(matches!(refused(fresh.id).await, HelpError::Unfit(Unfit::NoPassword)));
    open(&stage.house, "studio-verdi", None).await;
    let stranger = inside(&stage, "studio-verdi").await;
    let from = &stage.visit.from;
    let elsewhere = accounts.send_reset(&authority(&stage, &stranger), nobody, from).await;
    assert!(matches!(elsewhere, Err(HelpError::NotFound)));
    stage.house.deliver_all().await;
    assert!(stage.house.courier.posted_of(LetterKind::ResetInstructions).is_empty());
}

#[tokio::test]
async fn one_account_that_cannot_be_helped_holds_up_nobody_and_is_told_with_its_reason() {
    let stage = Stage::new().await;
    let sara = stage.add("sara", Some("sara@mail.example"), RightsWish::administration()).await;
    let bruno = stage.add("bruno", Some("bruno@mail.example"), RightsWish::default()).await;
    let (owner, marco) = (stage.account("studio-rossi").await.id, stage.account(MARCO).await.id);
    let present = inside(&stage, "sara/studio-rossi").await;
    let sara_says = authority(&stage, &present);
    let missing = Id::parse("0198f3a0-0000-7000-8000-000000000001").unwrap();
    let all = [marco, sara, owner, missing, marco, bruno];
    let before = stage.house.store.audit().len();
    let accounts = stage.house.identity.accounts();
    let would = accounts.would_help_each(&sara_says, Help::Suspend, &all).await;
    assert_eq!(stage.house.store.audit().len(), before, "asking changes nothing");
    let told: Vec<_> = would.iter().map(|helped| helped.outcome.as_ref().ok().copied()).collect();
    assert_eq!(told, [Some(true), None, None, None, Some(true)]);
    assert_eq!(
        helped(&stage, &sara_says, Help::Suspend, &all).await,
        [Ok(true), Err("OwnAccount".into()), Err("NotAllowed".into()), Err("NotFound".into()), Ok(true)]
    );
    assert_eq!(helped(&stage, &sara_says, Help::Suspend, &[marco]).await, [Ok(false)], "it is so already");
    assert_eq!(helped(&stage, &sara_says, Help::SendReset, &[marco]).await, [Err("Unfit(Suspended)".into())]);
    assert_eq!(helped(&stage, &sara_says, Help::Reinstate, &[marco, bruno]).await, [Ok(true), Ok(true)]);
    assert_eq!(helped(&stage, &sara_says, Help::SendWelcome, &[marco]).await, [Err("Unfit(HasPassword)".into())]);
    stage.bar(MARCO).await;
    assert_eq!(helped(&stage, &sara_says, Help::Unlock, &[marco, bruno]).await, [Ok(true), Ok(true)]);
    stage.sign_in(MARCO).await;
}

#[tokio::test]
async fn a_store_that_does_not_answer_is_not_asked_five_hundred_times() {
    let stage = Stage::new().await;
    let marco = stage.account(MARCO).await.id;
    let bruno = stage.add("bruno", None, RightsWish::default()).await;
    stage.house.store.unplug(true);
    let told =
        stage.house.identity.accounts().help_each(&operator(), Help::Unlock, &[marco, bruno], &stage.visit.from).await;
    assert!(told.iter().all(|helped| matches!(helped.outcome, Err(HelpError::Unavailable(_)))));
}

#[tokio::test]
async fn a_list_makes_changes_and_leaves_alone_and_a_second_time_does_nothing() {
    let stage = Stage::new().await;
    let owner = inside(&stage, "studio-rossi").await;
    let giulia = authority(&stage, &owner);
    let before = stage.account(MARCO).await;
    let rows = || {
        vec![
            ImportRow { contact: at("anna@mail.example"), language: Some(Language::ENGLISH), ..row(2, "anna") },
            ImportRow { display_name: None, contact: at("marco@other.example"), ..row(3, "marco") },
            ImportRow { standing: Some(StandingWish::Suspended), ..row(4, "bruno") },
            ImportRow { login: LoginName::read("studio-rossi").unwrap(), display_name: None, ..row(5, "x") },
        ]
    };
    let plan = import(&stage, &giulia, rows()).await.unwrap();
    let changed = ImportOutcome::Changed(vec![ImportField::Contact]);
    assert_eq!(outcomes(&plan), [&ImportOutcome::Made, &changed, &ImportOutcome::Made, &ImportOutcome::Unchanged]);
    let (anna, marco) = (stage.account("anna/studio-rossi").await, stage.account(MARCO).await);
    assert_eq!((anna.language, anna.rank, anna.password.is_none()), (Language::ENGLISH, Rank::Member, true));
    assert_eq!((&marco.password, &marco.name), (&before.password, &before.name), "no credential is touched");
    assert!(marco.contact.unwrap().confirmed_at.is_none());
    assert_ne!(stage.account("bruno/studio-rossi").await.standing, Standing::Active);
    let told: Vec<AuditKind> = stage.house.store.audit().into_iter().rev().map(|event| event.what).take(4).collect();
    assert_eq!(
        told,
        [
            AuditKind::AccountRegistered,
            AuditKind::AccountReaddressed,
            AuditKind::AccountRegistered,
            AuditKind::AccountsImported
        ]
    );
    stage.house.deliver_all().await;
    let welcomed = stage.house.courier.posted_of(LetterKind::Welcome);
    assert_eq!(welcomed.iter().map(|letter| letter.to.as_str()).collect::<Vec<_>>(), ["anna@mail.example"]);
    assert_eq!(stage.letter(LetterKind::AddressChanged).await.to.as_str(), "marco@mail.example");

    let lines = stage.house.store.audit().len();
    let again = import(&stage, &giulia, rows()).await.unwrap();
    assert!(again.is_idle());
    assert_eq!(stage.house.store.audit().len(), lines, "nothing happened, so nothing is recorded");
}

#[tokio::test]
async fn one_line_that_is_wrong_keeps_the_whole_list_out_and_each_is_told() {
    let stage = Stage::new().await;
    let sara = stage.add("sara", Some("sara@mail.example"), RightsWish::administration()).await;
    let second = stage.add("second", Some("second@mail.example"), RightsWish::administration()).await;
    let present = inside(&stage, "sara/studio-rossi").await;
    let sara_says = authority(&stage, &present);
    let owner = |display_name: Option<&str>| ImportRow {
        login: LoginName::read("studio-rossi").unwrap(),
        display_name: display_name.map(|name| DisplayName::parse(name).unwrap()),
        ..row(2, "x")
    };
    let rows = vec![
        row(2, "anna"),
        ImportRow { line: 3, ..owner(Some("Not Giulia")) },
        ImportRow { display_name: Some(DisplayName::parse("Sara S.").unwrap()), ..row(4, "sara") },
        ImportRow { display_name: None, ..row(5, "new") },
        row(6, "ANNA"),
        ImportRow { line: 7, ..owner(None) },
        row(8, "marco"),
    ];
    let before = stage.house.store.audit().len();
    let Err(ImportError::Wrong(plan)) = import(&stage, &sara_says, rows).await else { panic!("it was imported") };
    assert_eq!(
        outcomes(&plan)[..6],
        [
            &ImportOutcome::Made,
            &ImportOutcome::Wrong(ImportFault::Owner),
            &ImportOutcome::Wrong(ImportFault::OwnAccount),
            &ImportOutcome::Wrong(ImportFault::NoDisplayName),
            &ImportOutcome::Wrong(ImportFault::Twice { first: 2 }),
            &ImportOutcome::Wrong(ImportFault::Twice { first: 3 }),
        ]
    );
    assert_eq!(stage.house.store.audit().len(), before);
    let anna = LoginName::read("anna/studio-rossi").unwrap();
    assert!(stage.house.identity.accounts().by_login(&anna).await.unwrap().is_none());
    assert_ne!(sara, second);
}

#[tokio::test]
async fn whoever_may_not_make_accounts_imports_nothing() {
    let stage = Stage::new().await;
    open(&stage.house, "studio-verdi", None).await;
    let (marco, stranger) = (inside(&stage, MARCO).await, inside(&stage, "studio-verdi").await);
    let by_marco = import(&stage, &authority(&stage, &marco), vec![row(2, "anna")]).await;
    assert!(matches!(by_marco, Err(ImportError::NotAllowed)));
    let by_stranger = import(&stage, &authority(&stage, &stranger), vec![row(2, "anna")]).await;
    assert!(matches!(by_stranger, Err(ImportError::NotFound)));
    let accounts = stage.house.identity.accounts();
    for present in [&marco, &stranger] {
        let begun = accounts.begin_export(&authority(&stage, present), stage.organization, &stage.visit.from).await;
        assert!(begun.unwrap().is_none());
    }
}

#[tokio::test]
async fn what_was_agreed_to_is_done_and_nothing_else() {
    let stage = Stage::new().await;
    let (operator, from) = (operator(), &stage.visit.from);
    let accounts = stage.house.identity.accounts();
    let rows = || vec![ImportRow { contact: at("new@mail.example"), ..row(2, "marco") }, row(3, "anna")];
    let agreed = accounts.plan_import(&operator, stage.organization, rows()).await.unwrap();
    let marco = stage.account(MARCO).await;
    accounts.suspend(&operator, marco.id, from).await.unwrap();
    let terms = ImportTerms { welcome: false, agreed: Some(&agreed.digest) };
    let late = accounts.import(&operator, stage.organization, rows(), terms, from).await;
    let Err(ImportError::ChangedMeanwhile(now)) = late else { panic!("it was imported") };
    let terms = ImportTerms { agreed: Some(&now.digest), ..terms };
    accounts.import(&operator, stage.organization, rows(), terms, from).await.unwrap();
    assert!(stage.house.store.letters().iter().all(|row| row.letter.kind != LetterKind::Welcome));
    assert_eq!(stage.account(MARCO).await.contact.unwrap().address.as_str(), "new@mail.example");
}

#[tokio::test]
async fn an_export_shows_everybody_once_and_is_recorded() {
    let stage = Stage::new().await;
    let (operator, accounts) = (operator(), stage.house.identity.accounts());
    let rows = (0..450).map(|n| row(n + 2, &format!("m{n}"))).collect();
    import(&stage, &operator, rows).await.unwrap();
    let mut export = accounts.begin_export(&operator, stage.organization, &stage.visit.from).await.unwrap().unwrap();
    let mut logins = Vec::new();
    loop {
        let some = accounts.next_exported(&mut export).await.unwrap();
        if some.is_empty() {
            break;
        }
        logins.extend(some.into_iter().map(|account| account.login.to_string()));
    }
    assert_eq!(logins.len(), 452);
    assert!(logins.is_sorted());
    let told = stage.house.store.audit().pop().unwrap();
    assert_eq!((told.what, told.organization), (AuditKind::AccountsExported, Some(stage.organization)));
}

#[tokio::test]
async fn each_kind_of_help_asks_for_its_own_permission() {
    let stage = Stage::new().await;
    let marco = stage.account(MARCO).await.id;
    for (name, permission, expected) in [
        ("unlocker", OwnPermission::AccountsUnlock, Help::Unlock),
        ("recoverer", OwnPermission::AccountsRecover, Help::SendReset),
        ("manager", OwnPermission::AccountsManage, Help::Reinstate),
    ] {
        let given = Catalogue::own().delegable(&permission.name()).unwrap();
        stage.add(name, None, RightsWish { held: vec![(Granted::Permission(given), None)] }).await;
        let somebody = inside(&stage, &format!("{name}/studio-rossi")).await;
        let word = authority(&stage, &somebody);
        for help in [Help::Unlock, Help::SendReset, Help::Reinstate] {
            let told = stage.house.identity.accounts().would_help_each(&word, help, &[marco]).await;
            assert_eq!(told[0].outcome.is_ok(), help == expected, "{name}: {help:?}");
        }
        let rows = vec![row(2, "anna")];
        let planned = stage.house.identity.accounts().plan_import(&word, stage.organization, rows).await;
        assert_eq!(planned.is_ok(), permission == OwnPermission::AccountsManage, "{name}");
        let begun = stage.house.identity.accounts().begin_export(&word, stage.organization, &stage.visit.from).await;
        assert!(begun.unwrap().is_none(), "{name} may not read");
    }
}

#[tokio::test]
async fn an_account_that_has_ended_is_sent_nothing() {
    let stage = Stage::new().await;
    let accounts = stage.house.identity.accounts();
    let marco = stage.account(MARCO).await;
    let ended = Account { ends_at: Some(stage.house.identity.now()), ..marco.clone() };
    assert_eq!(fits(Help::SendReset, &ended, stage.house.identity.now()), Err(Unfit::Ended));
    assert_eq!(fits(Help::SendReset, &marco, stage.house.identity.now()), Ok(true));
    accounts.send_reset(&operator(), marco.id, &stage.visit.from).await.unwrap();
}
