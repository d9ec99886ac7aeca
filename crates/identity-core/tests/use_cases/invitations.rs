use identity_core::{
    application::{
        account::Reader,
        authority::Authority,
        invitation::{AcceptError, InviteError, NewInvitation, WithdrawError},
        recovery::NewPasswordError,
        sign_in::SignInError,
        unlock::LinkError,
    },
    change::{AccountWrite, Actor, AuditKind, Change, InvitationWrite, LetterKind, Write},
    domain::{
        account::Account,
        invitation::{Invitation, InvitationState},
        kernel::{DisplayName, EmailAddress, Id, Language, Lifetime, LoginName, MemberName, SecretToken},
        password::Weakness,
        permission::{Granted, OwnPermission, Rights, RightsWish},
        session::Source,
    },
    ports::InvitationQuery,
};
use identity_testkit::samples;

use crate::{
    accounts::{as_it_is, authority, inside},
    stage::{NEW, RIGHT, Stage, open, operator},
};

const BRUNO: &str = "bruno/studio-rossi";
const SARA: &str = "sara/studio-rossi";
const OWNER: &str = "studio-rossi";
const MAILBOX: &str = "bruno@mail.example";

fn granted(permission: OwnPermission) -> Granted {
    Granted::Permission(samples::delegable(permission))
}

fn only(permissions: &[OwnPermission]) -> RightsWish {
    RightsWish { held: permissions.iter().map(|permission| (granted(*permission), None)).collect() }
}

fn bruno(rights: RightsWish) -> NewInvitation {
    NewInvitation {
        name: MemberName::parse("bruno").unwrap(),
        display_name: DisplayName::parse("Bruno Galli").unwrap(),
        language: Language::ITALIAN,
        address: EmailAddress::parse(MAILBOX).unwrap(),
        rights,
        ends_at: None,
    }
}

impl Stage {
    async fn invite(&self, by: &Authority<'_>, new: NewInvitation) -> Result<Id<Invitation>, InviteError> {
        self.house.identity.invitations().offer(by, self.organization, new, &self.visit.from).await
    }

    /// Bruno, invited by the owner with these rights.
    async fn invited(&self, rights: &[OwnPermission]) -> Id<Invitation> {
        let owner = inside(self, OWNER).await;
        self.invite(&authority(self, &owner), bruno(only(rights))).await.unwrap()
    }

    async fn mailed(&self) -> SecretToken {
        self.link(LetterKind::Invitation).await
    }

    async fn accept(&self, link: &SecretToken) -> Result<(), AcceptError> {
        self.house.identity.invitations().accept(link, NEW, &self.visit).await.map(drop)
    }

    async fn state(&self, id: Id<Invitation>) -> InvitationState {
        let file = self.house.identity.invitations().file(Reader::Operator, id).await.unwrap().unwrap();
        file.invitation.value.state
    }

    async fn is_open(&self, link: &SecretToken) -> bool {
        self.house.identity.invitations().look(link).await.unwrap().is_some()
    }
}

fn is_dead(answer: &Result<(), AcceptError>) -> bool {
    matches!(answer, Err(AcceptError::Password(NewPasswordError::Dead)))
}

#[tokio::test]
async fn whoever_accepts_chooses_a_password_and_both_sides_are_told() {
    use OwnPermission::{AccountsRead, AuditRead};
    let stage = Stage::new().await;
    let id = stage.invited(&[AccountsRead, AuditRead]).await;
    let mail = stage.letter(LetterKind::Invitation).await;
    assert_eq!((mail.to.as_str(), mail.logins[0].to_string().as_str()), (MAILBOX, BRUNO));
    let link = SecretToken::parse(&mail.link.unwrap()).unwrap();
    let invitations = stage.house.identity.invitations();
    let view = invitations.look(&link).await.unwrap().unwrap();
    let names: Vec<_> = view.permissions.iter().map(|(permission, _)| permission.name.to_string()).collect();
    assert_eq!(names, ["identity.accounts.read", "identity.audit.read"]);
    assert_eq!(view.inviter.as_ref().map(DisplayName::as_str), Some("Giulia Rossi"));
    assert!(matches!(stage.try_with(BRUNO, NEW, &[]).await, Err(SignInError::NotRight)), "there is nobody yet");

    let login = invitations.accept(&link, NEW, &stage.visit).await.unwrap();
    assert_eq!(login.to_string(), BRUNO);
    let account = stage.account(BRUNO).await;
    assert!(account.contact.unwrap().confirmed_at.is_some(), "accepting proves the mailbox");
    assert_eq!(
        stage.state(id).await,
        InvitationState::Accepted { at: stage.house.identity.now(), account: account.id }
    );
    assert!(stage.house.store.all_sessions().iter().all(|session| session.account != account.id));
    let person = stage.try_with(BRUNO, NEW, &[]).await.unwrap();
    let present = stage.present(&person.session).await.unwrap();
    let empowered = stage.house.identity.permissions().of(&present).await.unwrap();
    assert!(empowered.may(AccountsRead) && empowered.may(AuditRead) && !empowered.may(OwnPermission::AccountsManage));
    assert_eq!(empowered.acting(), Some(&[][..]));
    assert_eq!(stage.letter(LetterKind::Activated).await.to.as_str(), MAILBOX);
    assert_eq!(stage.letter(LetterKind::InvitationAccepted).await.to.as_str(), "giulia@mail.example");
    assert!(is_dead(&stage.accept(&link).await), "once");
    let lines = stage.house.store.audit();
    let accepted = lines.iter().find(|line| line.what.word() == "invitation-accepted").unwrap();
    assert_eq!((&accepted.actor, accepted.subject), (&Actor::Account(account.id), Some(account.id)));
}

#[tokio::test]
async fn an_invitation_lives_for_seven_days_whether_anything_runs_or_not() {
    const WEEK: u32 = 7 * 24 * 3_600;
    for (seconds, is_alive) in [(WEEK - 1, true), (WEEK, false), (WEEK + 1, false)] {
        let stage = Stage::new().await;
        stage.invited(&[]).await;
        let link = stage.mailed().await;
        stage.house.clock.advance(Lifetime::seconds(seconds));
        assert_eq!(stage.is_open(&link).await, is_alive, "after {seconds} s");
        assert_eq!(stage.accept(&link).await.is_ok(), is_alive, "after {seconds} s");
    }
}

#[tokio::test]
async fn what_nobody_answers_counts_as_declined_and_whoever_invited_is_told_once() {
    let stage = Stage::new().await;
    let id = stage.invited(&[]).await;
    stage.mailed().await;
    let invitations = stage.house.identity.invitations();
    stage.house.clock.advance(Lifetime::days(7));
    assert_eq!(stage.state(id).await, InvitationState::Pending, "nobody has written it down");
    let expected = stage.house.identity.now();
    assert_eq!(invitations.lapse().await.unwrap(), 1);
    assert_eq!(invitations.lapse().await.unwrap(), 0);
    assert_eq!(stage.state(id).await, InvitationState::Lapsed { at: expected });
    stage.house.deliver_all().await;
    let told = stage.house.courier.posted_of(LetterKind::InvitationDeclined);
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].to.as_str(), told[0].logins[0].to_string().as_str()), ("giulia@mail.example", BRUNO));
    let owner = inside(&stage, OWNER).await;
    let over = invitations.resend(&authority(&stage, &owner), id, &stage.visit.from).await;
    assert!(matches!(over, Err(WithdrawError::Over)), "a new one is needed");
}

#[tokio::test]
async fn whoever_is_invited_can_decline_and_nothing_is_left_behind() {
    let stage = Stage::new().await;
    let id = stage.invited(&[OwnPermission::AccountsRead]).await;
    let link = stage.mailed().await;
    let identity = &stage.house.identity;
    identity.invitations().decline(&link, &stage.visit).await.unwrap();
    assert_eq!(stage.state(id).await, InvitationState::Declined { at: identity.now() });
    assert_eq!(stage.letter(LetterKind::InvitationDeclined).await.to.as_str(), "giulia@mail.example");
    assert!(is_dead(&stage.accept(&link).await));
    assert!(matches!(identity.invitations().decline(&link, &stage.visit).await, Err(LinkError::Dead)));
    // No side door: nothing can be reset, unlocked or told about somebody who is not there.
    let before = stage.house.courier.posted().len();
    identity.recovery().request_reset(BRUNO, &stage.visit).await.unwrap();
    identity.unlock().request(BRUNO, &stage.visit).await.unwrap();
    identity.recovery().request_login_names(EmailAddress::parse(MAILBOX).unwrap(), &stage.visit).await.unwrap();
    stage.house.deliver_all().await;
    assert_eq!(stage.house.courier.posted().len(), before);
}

#[tokio::test]
async fn sending_it_again_kills_the_older_link_and_keeps_the_end() {
    let stage = Stage::new().await;
    let id = stage.invited(&[]).await;
    let older = stage.mailed().await;
    stage.house.clock.advance(Lifetime::days(6));
    let owner = inside(&stage, OWNER).await;
    let by = authority(&stage, &owner);
    stage.house.identity.invitations().resend(&by, id, &stage.visit.from).await.unwrap();
    assert!(!stage.is_open(&older).await, "at once, before the new mail goes");
    let newer = stage.mailed().await;
    assert!(stage.is_open(&newer).await && !stage.is_open(&older).await);
    stage.house.clock.advance(Lifetime::days(1));
    assert!(is_dead(&stage.accept(&newer).await), "seven days from when it was made");
}

#[tokio::test]
async fn a_newer_invitation_takes_the_place_of_the_older_and_lives_its_own_time() {
    let stage = Stage::new().await;
    let first = stage.invited(&[]).await;
    let older = stage.mailed().await;
    stage.house.clock.advance(Lifetime::days(6));
    stage.invited(&[]).await;
    assert!(matches!(stage.state(first).await, InvitationState::Superseded { .. }));
    assert!(is_dead(&stage.accept(&older).await));
    let newer = stage.mailed().await;
    stage.house.clock.advance(Lifetime::days(6));
    assert!(stage.accept(&newer).await.is_ok());
    // The name is taken now.
    let owner = inside(&stage, OWNER).await;
    let taken = stage.invite(&authority(&stage, &owner), bruno(RightsWish::default())).await;
    assert!(matches!(taken, Err(InviteError::Taken)));
}

#[tokio::test]
async fn an_invitation_that_is_taken_back_opens_nothing() {
    let stage = Stage::new().await;
    let id = stage.invited(&[]).await;
    let link = stage.mailed().await;
    let owner = inside(&stage, OWNER).await;
    let by = authority(&stage, &owner);
    let invitations = stage.house.identity.invitations();
    invitations.revoke(&by, id, &stage.visit.from).await.unwrap();
    assert!(is_dead(&stage.accept(&link).await));
    assert!(matches!(invitations.revoke(&by, id, &stage.visit.from).await, Err(WithdrawError::Over)));
    // A mail that was on its way goes nowhere any more.
    stage.invited(&[]).await;
    let id = invitations.page(Reader::Operator, &all(&stage)).await.unwrap().rows[0].value.id;
    invitations.revoke(&by, id, &stage.visit.from).await.unwrap();
    let before = stage.house.courier.posted().len();
    stage.house.deliver_all().await;
    assert_eq!(stage.house.courier.posted().len(), before);
}

fn all(stage: &Stage) -> InvitationQuery {
    InvitationQuery { organization: stage.organization, open_at: None, after: None, limit: 200 }
}

#[tokio::test]
async fn an_inviter_who_is_gone_or_may_not_invite_takes_the_invitation_with_them() {
    use OwnPermission::{AccountsRead, InvitationsManage, PermissionsGrant};
    for how in ["demoted", "suspended", "ended", "removed"] {
        let stage = Stage::new().await;
        let sara = stage.add("sara", None, only(&[InvitationsManage, PermissionsGrant, AccountsRead])).await;
        let empowered = inside(&stage, SARA).await;
        stage.invite(&authority(&stage, &empowered), bruno(only(&[AccountsRead]))).await.unwrap();
        let link = stage.mailed().await;
        assert!(stage.is_open(&link).await);
        let (identity, from) = (&stage.house.identity, Source::local());
        let accounts = identity.accounts();
        match how {
            "demoted" => {
                identity.permissions().take(&operator(), sara, &granted(InvitationsManage), &from).await.unwrap();
            }
            "suspended" => accounts.suspend(&operator(), sara, &from).await.unwrap(),
            "removed" => accounts.remove(&operator(), sara, &from).await.unwrap(),
            _ => {
                let read = accounts.by_login(&stage.account(SARA).await.login).await.unwrap().unwrap();
                let ends_at = Some(identity.now().plus(Lifetime::hours(1)));
                let edit = identity_core::application::account::AccountEdit { ends_at, ..as_it_is(&read.value) };
                accounts.edit(&operator(), sara, read.version, edit, &from).await.unwrap();
                stage.house.clock.advance(Lifetime::hours(1));
            }
        }
        assert!(!stage.is_open(&link).await, "{how}");
        assert!(is_dead(&stage.accept(&link).await), "{how}");
    }
}

#[tokio::test]
async fn rights_are_those_that_the_inviter_holds_when_it_is_accepted_and_ever_after() {
    use OwnPermission::{AccountsRead, AuditRead, InvitationsManage, PermissionsGrant};
    let stage = Stage::new().await;
    let rights = only(&[InvitationsManage, PermissionsGrant, AccountsRead, AuditRead]);
    let sara = stage.add("sara", None, rights).await;
    let empowered = inside(&stage, SARA).await;
    stage.invite(&authority(&stage, &empowered), bruno(only(&[AccountsRead, AuditRead]))).await.unwrap();
    let link = stage.mailed().await;
    let permissions = stage.house.identity.permissions();
    permissions.take(&operator(), sara, &granted(AuditRead), &Source::local()).await.unwrap();
    let offered = stage.house.identity.invitations().look(&link).await.unwrap().unwrap().permissions;
    assert_eq!(offered.len(), 1);
    stage.accept(&link).await.unwrap();
    let may = async |permission| {
        let person = stage.try_with(BRUNO, NEW, &[]).await.unwrap();
        let present = stage.present(&person.session).await.unwrap();
        permissions.of(&present).await.unwrap().may(permission)
    };
    assert!(may(AccountsRead).await && !may(AuditRead).await);
    permissions.grant(&operator(), sara, granted(AuditRead), None, &Source::local()).await.unwrap();
    assert!(!may(AuditRead).await, "what was not given is not given later by itself");
    permissions.take(&operator(), sara, &granted(AccountsRead), &Source::local()).await.unwrap();
    assert!(!may(AccountsRead).await, "taken upstream is taken downstream");
}

#[tokio::test]
async fn nobody_invites_with_more_than_they_hold_or_where_they_may_not() {
    use OwnPermission::{AccountsRead, AuditRead, InvitationsManage, PermissionsGrant};
    let stage = Stage::new().await;
    let other = open(&stage.house, "studio-verdi", None).await;
    stage.add("sara", None, only(&[InvitationsManage, PermissionsGrant, AccountsRead])).await;
    stage.add("anna", None, only(&[InvitationsManage, AccountsRead])).await;
    let (sara, anna) = (inside(&stage, SARA).await, inside(&stage, "anna/studio-rossi").await);
    let marco = inside(&stage, "marco/studio-rossi").await;
    let too_much = stage.invite(&authority(&stage, &sara), bruno(only(&[AuditRead]))).await;
    assert!(matches!(too_much, Err(InviteError::NotAllowed)));
    let gives_nothing = stage.invite(&authority(&stage, &anna), bruno(only(&[AccountsRead]))).await;
    assert!(matches!(gives_nothing, Err(InviteError::NotAllowed)), "giving is a permission of its own");
    let without = stage.invite(&authority(&stage, &marco), bruno(RightsWish::default())).await;
    assert!(matches!(without, Err(InviteError::NotAllowed)));
    let invitations = stage.house.identity.invitations();
    let by = authority(&stage, &sara);
    let elsewhere = invitations.offer(&by, other, bruno(RightsWish::default()), &stage.visit.from).await;
    assert!(matches!(elsewhere, Err(InviteError::NotFound)));
    let past = NewInvitation { ends_at: Some(stage.house.identity.now()), ..bruno(RightsWish::default()) };
    assert!(matches!(stage.invite(&by, past).await, Err(InviteError::Past)));

    // What is another organization's is nobody's.
    let id = invitations.offer(&operator(), other, bruno(RightsWish::default()), &Source::local()).await.unwrap();
    assert!(matches!(invitations.revoke(&by, id, &stage.visit.from).await, Err(WithdrawError::NotFound)));
    assert!(matches!(invitations.resend(&by, id, &stage.visit.from).await, Err(WithdrawError::NotFound)));
    assert!(invitations.file(Reader::Person(&sara), id).await.unwrap().is_none());
    assert!(invitations.page(Reader::Person(&marco), &all(&stage)).await.unwrap().rows.is_empty());
    let id = stage.invite(&by, bruno(only(&[AccountsRead]))).await.unwrap();
    assert!(invitations.file(Reader::Person(&sara), id).await.unwrap().is_some());
    assert!(invitations.file(Reader::Person(&marco), id).await.unwrap().is_none());
    let by_marco = invitations.revoke(&authority(&stage, &marco), id, &stage.visit.from).await;
    assert!(matches!(by_marco, Err(WithdrawError::NotAllowed)));
}

#[tokio::test]
async fn whoever_may_invite_and_not_give_any_more_invites_without_rights() {
    use OwnPermission::{AccountsRead, InvitationsManage, PermissionsGrant};
    let stage = Stage::new().await;
    let sara = stage.add("sara", None, only(&[InvitationsManage, PermissionsGrant, AccountsRead])).await;
    let empowered = inside(&stage, SARA).await;
    stage.invite(&authority(&stage, &empowered), bruno(only(&[AccountsRead]))).await.unwrap();
    let link = stage.mailed().await;
    let permissions = stage.house.identity.permissions();
    permissions.take(&operator(), sara, &granted(PermissionsGrant), &Source::local()).await.unwrap();
    assert_eq!(stage.house.identity.invitations().look(&link).await.unwrap().unwrap().permissions, []);
    stage.accept(&link).await.unwrap();
    assert!(stage.account(BRUNO).await.rights.is_empty());
}

#[tokio::test]
async fn nobody_touches_what_somebody_stronger_offers() {
    use OwnPermission::{AccountsRead, AuditRead, InvitationsManage};
    let stage = Stage::new().await;
    let id = stage.invited(&[AccountsRead, AuditRead]).await;
    let link = stage.mailed().await;
    stage.add("sara", None, only(&[InvitationsManage])).await;
    let empowered = inside(&stage, SARA).await;
    let by = authority(&stage, &empowered);
    let invitations = stage.house.identity.invitations();
    assert!(matches!(invitations.revoke(&by, id, &stage.visit.from).await, Err(WithdrawError::NotAllowed)));
    assert!(matches!(invitations.resend(&by, id, &stage.visit.from).await, Err(WithdrawError::NotAllowed)));
    let instead = stage.invite(&by, bruno(RightsWish::default())).await;
    assert!(matches!(instead, Err(InviteError::NotAllowed)));
    assert!(stage.is_open(&link).await);
}

#[tokio::test]
async fn an_answer_is_told_to_nobody_whose_account_is_suspended() {
    use OwnPermission::InvitationsManage;
    let stage = Stage::new().await;
    let sara = stage.add("sara", Some("sara@mail.example"), only(&[InvitationsManage])).await;
    let empowered = inside(&stage, SARA).await;
    stage.invite(&authority(&stage, &empowered), bruno(RightsWish::default())).await.unwrap();
    stage.mailed().await;
    let accounts = stage.house.identity.accounts();
    accounts.suspend(&operator(), sara, &Source::local()).await.unwrap();
    stage.house.clock.advance(Lifetime::days(7));
    stage.house.identity.invitations().lapse().await.unwrap();
    stage.house.deliver_all().await;
    assert_eq!(stage.house.courier.posted_of(LetterKind::InvitationDeclined), []);
}

#[tokio::test]
async fn a_weak_password_or_a_name_that_somebody_got_meanwhile_leaves_the_invitation_open() {
    let stage = Stage::new().await;
    stage.invited(&[]).await;
    let link = stage.mailed().await;
    let invitations = stage.house.identity.invitations();
    for (password, weakness) in
        [("corta", Weakness::TooShort { minimum: 15 }), ("bruno galli studio", Weakness::OwnName)]
    {
        let weak = invitations.accept(&link, password, &stage.visit).await;
        assert!(
            matches!(&weak, Err(AcceptError::Password(NewPasswordError::Weak(found))) if found.contains(&weakness)),
            "{weak:?}"
        );
    }
    stage.add("bruno", None, RightsWish::default()).await;
    assert!(matches!(stage.accept(&link).await, Err(AcceptError::Taken)));
    assert!(stage.is_open(&link).await);
    assert!(stage.try_with(BRUNO, RIGHT, &[]).await.is_ok(), "the other one is as they were");
}

#[tokio::test]
async fn what_was_guessed_at_the_name_before_is_not_held_against_whoever_accepts() {
    let stage = Stage::new().await;
    stage.invited(&[]).await;
    stage.bar(BRUNO).await;
    let link = stage.mailed().await;
    stage.accept(&link).await.unwrap();
    assert!(stage.try_with(BRUNO, NEW, &[]).await.is_ok());
}

#[tokio::test]
async fn many_who_accept_at_once_make_one_account() {
    let stage = Stage::new().await;
    stage.invited(&[]).await;
    let link = stage.mailed().await;
    let answers = futures_join((0..20).map(|_| stage.accept(&link)).collect()).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    let told = stage.house.store.audit();
    assert_eq!(told.iter().filter(|line| line.what.word() == "invitation-accepted").count(), 1);
}

#[tokio::test]
async fn who_accepts_at_the_moment_of_a_demotion_or_a_revocation_comes_too_late() {
    use OwnPermission::{AccountsRead, InvitationsManage, PermissionsGrant};
    for how in ["demoted", "revoked"] {
        let stage = Stage::new().await;
        stage.add("sara", None, only(&[InvitationsManage, PermissionsGrant, AccountsRead])).await;
        let empowered = inside(&stage, SARA).await;
        let id = stage.invite(&authority(&stage, &empowered), bruno(only(&[AccountsRead]))).await.unwrap();
        let link = stage.mailed().await;
        let identity = &stage.house.identity;
        let write: Write = if how == "demoted" {
            let login = stage.account(SARA).await.login;
            let read = identity.accounts().by_login(&login).await.unwrap().unwrap();
            AccountWrite::Replace { account: Account { rights: Rights::default(), ..read.value }, seen: read.version }
                .into()
        } else {
            let read = identity.invitations().file(Reader::Operator, id).await.unwrap().unwrap().invitation;
            let ended = read.value.ended(InvitationState::Revoked { at: identity.now() });
            InvitationWrite::Replace { invitation: ended, seen: read.version }.into()
        };
        let in_between = Change::recorded_as(samples::event(AuditKind::AccountEdited)).write(write);
        stage.house.store.commit_before_the_next(samples::stamped(in_between));
        assert!(is_dead(&stage.accept(&link).await), "{how}");
        let login = LoginName::read(BRUNO).unwrap();
        assert!(identity.accounts().by_login(&login).await.unwrap().is_none(), "{how}: nothing dangles");
    }
}

/// All of them, each a step at a time.
async fn futures_join<T>(futures: Vec<impl Future<Output = T>>) -> Vec<T> {
    let mut futures: Vec<_> = futures.into_iter().map(Box::pin).collect();
    let mut answers: Vec<Option<T>> = futures.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, answer) in futures.iter_mut().zip(&mut answers) {
            if answer.is_none()
                && let std::task::Poll::Ready(value) = future.as_mut().poll(context)
            {
                *answer = Some(value);
            }
        }
        if answers.iter().all(Option::is_some) { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    answers.into_iter().flatten().collect()
}

#[tokio::test]
async fn somebody_who_is_removed_is_out_at_once_and_leaves_the_name_free() {
    use OwnPermission::AccountsManage;
    let stage = Stage::new().await;
    let id = stage.add("sara", Some("sara@mail.example"), only(&[AccountsManage])).await;
    let session = stage.sign_in(SARA).await.session;
    let owner = inside(&stage, OWNER).await;
    let by = authority(&stage, &owner);
    let accounts = stage.house.identity.accounts();
    accounts.remove(&by, id, &stage.visit.from).await.unwrap();
    assert!(stage.present(&session).await.is_none());
    assert!(matches!(stage.try_with(SARA, RIGHT, &[]).await, Err(SignInError::NotRight)));
    let gone = accounts.remove(&by, id, &stage.visit.from).await;
    assert!(matches!(gone, Err(identity_core::application::account::StandingError::NotFound)));
    let new = NewInvitation { name: MemberName::parse("sara").unwrap(), ..bruno(RightsWish::default()) };
    stage.invite(&by, new).await.unwrap();
    // The owner is removed by nobody, and nobody removes themselves.
    let owner_id = stage.account(OWNER).await.id;
    for by in [&operator(), &by] {
        assert!(accounts.remove(by, owner_id, &stage.visit.from).await.is_err());
    }
}
