use std::collections::BTreeSet;

use identity_core::{
    application::{
        account::{AccountEdit, EditError, Reader, StandingError},
        authority::Authority,
        permission::{Empowered, GrantError, ProfileError, Question},
    },
    change::Version,
    domain::{
        account::Account,
        kernel::{DisplayName, Id, Lifetime, LoginName},
        permission::{
            Decision, DelegablePermission, Granted, MAX_GRANTS, OwnPermission, PermissionName, Profile, RightsWish,
            Through, WhyNot,
        },
    },
};
use identity_testkit::samples;

use crate::{
    accounts::{authority, inside},
    stage::{Stage, open, operator},
};

const MARCO: &str = "marco/studio-rossi";
const SARA: &str = "sara/studio-rossi";

fn granted(permission: OwnPermission) -> Granted {
    Granted::Permission(samples::delegable(permission))
}

fn only(permissions: &[OwnPermission]) -> RightsWish {
    RightsWish { held: permissions.iter().map(|permission| (granted(*permission), None)).collect() }
}

fn name(text: &str) -> DisplayName {
    DisplayName::parse(text).unwrap()
}

fn set(permissions: &[OwnPermission]) -> BTreeSet<DelegablePermission> {
    permissions.iter().map(|permission| samples::delegable(*permission)).collect()
}

impl Stage {
    async fn powers(&self, login: &str) -> Vec<OwnPermission> {
        let empowered = inside(self, login).await;
        OwnPermission::ALL.into_iter().filter(|permission| empowered.may(*permission)).collect()
    }

    async fn decision(&self, login: &str, permission: OwnPermission) -> Decision {
        let id = self.account(login).await.id;
        let question = permission.name();
        let permissions = self.house.identity.permissions();
        let answer = permissions.explain(Reader::Operator, id, Question::One(&question)).await.unwrap().unwrap();
        answer[0].decision.clone()
    }

    async fn give(&self, by: &Authority<'_>, to: &str, what: Granted) -> Result<(), GrantError> {
        let id = self.account(to).await.id;
        self.house.identity.permissions().grant(by, id, what, None, &self.visit.from).await
    }

    async fn take(&self, by: &Authority<'_>, from: &str, what: &Granted) -> Result<(), GrantError> {
        let id = self.account(from).await.id;
        self.house.identity.permissions().take(by, id, what, &self.visit.from).await
    }

    async fn define(
        &self,
        by: &Authority<'_>,
        called: &str,
        holds: &[OwnPermission],
    ) -> Result<Id<Profile>, ProfileError> {
        let permissions = self.house.identity.permissions();
        permissions.define(by, self.organization, name(called), &set(holds), &self.visit.from).await
    }

    async fn redefine(&self, by: &Authority<'_>, id: Id<Profile>, holds: &[OwnPermission]) -> Result<(), ProfileError> {
        let permissions = self.house.identity.permissions();
        let read = permissions.profile(Reader::Operator, id).await.unwrap().unwrap().profile;
        permissions.edit(by, id, read.version, read.value.name, &set(holds), &self.visit.from).await
    }
}

#[tokio::test]
async fn nobody_gives_what_they_do_not_hold() {
    use OwnPermission::{AccountsRead, AuditRead, PermissionsGrant};
    let stage = Stage::new().await;
    stage.add("sara", None, only(&[PermissionsGrant, AccountsRead])).await;
    let sara = inside(&stage, SARA).await;
    let by = authority(&stage, &sara);
    stage.give(&by, MARCO, granted(AccountsRead)).await.unwrap();
    assert!(matches!(stage.give(&by, MARCO, granted(AuditRead)).await, Err(GrantError::NotAllowed)));
    assert_eq!(stage.powers(MARCO).await, [AccountsRead]);
    // Nor to themselves, nor to the owner, nor without the permission to give.
    assert!(matches!(stage.give(&by, SARA, granted(AccountsRead)).await, Err(GrantError::OwnAccount)));
    let to_the_owner = stage.give(&by, "studio-rossi", granted(AccountsRead)).await;
    assert!(matches!(to_the_owner, Err(GrantError::NotAllowed)));
    let to_the_owner = stage.give(&operator(), "studio-rossi", granted(AccountsRead)).await;
    assert!(matches!(to_the_owner, Err(GrantError::Owner)));
    stage.add("anna", None, RightsWish::default()).await;
    let marco = inside(&stage, MARCO).await;
    let without = stage.give(&authority(&stage, &marco), "anna/studio-rossi", granted(AccountsRead)).await;
    assert!(matches!(without, Err(GrantError::NotAllowed)));
    // A profile is given only by whoever holds all of it.
    let wide = stage.define(&operator(), "Wide", &[AccountsRead, AuditRead]).await.unwrap();
    assert!(matches!(stage.give(&by, MARCO, Granted::Profile(wide)).await, Err(GrantError::NotAllowed)));
}

#[tokio::test]
async fn what_a_giver_loses_is_lost_downstream_and_back_when_they_hold_it_again() {
    use OwnPermission::{AccountsRead, PermissionsGrant};
    let stage = Stage::new().await;
    let both = only(&[PermissionsGrant, AccountsRead]);
    stage.add("sara", None, both.clone()).await;
    stage.add("anna", None, RightsWish::default()).await;
    let sara = inside(&stage, SARA).await;
    for what in [PermissionsGrant, AccountsRead] {
        stage.give(&authority(&stage, &sara), MARCO, granted(what)).await.unwrap();
    }
    let marco = inside(&stage, MARCO).await;
    stage.give(&authority(&stage, &marco), "anna/studio-rossi", granted(AccountsRead)).await.unwrap();
    assert_eq!(stage.powers("anna/studio-rossi").await, [AccountsRead]);
    stage.take(&operator(), SARA, &granted(AccountsRead)).await.unwrap();
    assert!(stage.powers("anna/studio-rossi").await.is_empty());
    assert_eq!(stage.powers(MARCO).await, [PermissionsGrant]);
    let giver = stage.account(MARCO).await.id;
    let lost = Decision::Refused(WhyNot::GiverLostIt { giver });
    assert_eq!(stage.decision("anna/studio-rossi", AccountsRead).await, lost);
    stage.give(&operator(), SARA, granted(AccountsRead)).await.unwrap();
    assert_eq!(stage.powers("anna/studio-rossi").await, [AccountsRead]);
    // A giver who is suspended holds nothing meanwhile.
    let id = stage.account(SARA).await.id;
    stage.house.identity.accounts().suspend(&operator(), id, &stage.visit.from).await.unwrap();
    assert!(stage.powers("anna/studio-rossi").await.is_empty());
}

#[tokio::test]
async fn what_is_given_again_comes_from_whoever_gives_it_then() {
    use OwnPermission::{AccountsRead, PermissionsGrant};
    let stage = Stage::new().await;
    stage.add("sara", None, only(&[PermissionsGrant, AccountsRead])).await;
    let sara = inside(&stage, SARA).await;
    stage.give(&authority(&stage, &sara), MARCO, granted(AccountsRead)).await.unwrap();
    let owner = inside(&stage, "studio-rossi").await;
    stage.give(&authority(&stage, &owner), MARCO, granted(AccountsRead)).await.unwrap();
    let id = stage.account(SARA).await.id;
    stage.house.identity.accounts().remove(&operator(), id, &stage.visit.from).await.unwrap();
    assert_eq!(stage.powers(MARCO).await, [AccountsRead]);
}

#[tokio::test]
async fn two_who_give_to_each_other_hold_nothing_by_it() {
    use OwnPermission::{AccountsRead, PermissionsGrant};
    let stage = Stage::new().await;
    stage.add("sara", None, only(&[PermissionsGrant, AccountsRead])).await;
    stage.give(&operator(), MARCO, granted(PermissionsGrant)).await.unwrap();
    let sara = inside(&stage, SARA).await;
    stage.give(&authority(&stage, &sara), MARCO, granted(AccountsRead)).await.unwrap();
    let marco = inside(&stage, MARCO).await;
    // In place of the operator's grant, since the end is another.
    let (id, end) = (stage.account(SARA).await.id, stage.house.identity.now().plus(Lifetime::hours(1)));
    let permissions = stage.house.identity.permissions();
    let by = authority(&stage, &marco);
    permissions.grant(&by, id, granted(AccountsRead), Some(end), &stage.visit.from).await.unwrap();
    assert!(!stage.powers(MARCO).await.contains(&AccountsRead));
    assert!(!stage.powers(SARA).await.contains(&AccountsRead));
}

#[tokio::test]
async fn many_who_give_to_each_other_are_asked_once_each() {
    use OwnPermission::{AccountsManage, AccountsRead, AccountsUnlock, AuditRead, PermissionsGrant};
    let stage = Stage::new().await;
    let all = [AccountsManage, AccountsRead, AccountsUnlock, AuditRead, PermissionsGrant];
    let people: Vec<String> = (0..12).map(|n| format!("p{n}")).collect();
    for name in &people {
        stage.add(name, None, only(&all)).await;
    }
    let end = Some(stage.house.identity.now().plus(Lifetime::days(1)));
    let permissions = stage.house.identity.permissions();
    // Everybody gives everybody something, in place of what the operator gave.
    for (n, giver) in people.iter().enumerate() {
        let giver = inside(&stage, &format!("{giver}/studio-rossi")).await;
        for (m, to) in people.iter().enumerate().filter(|(m, _)| *m != n) {
            let id = stage.account(&format!("{to}/studio-rossi")).await.id;
            let what = granted(all[(n + m) % 4]);
            // Who has lost it meanwhile cannot give it.
            permissions.grant(&authority(&stage, &giver), id, what, end, &stage.visit.from).await.ok();
        }
    }
    for name in &people {
        assert!(stage.powers(&format!("{name}/studio-rossi")).await.contains(&PermissionsGrant));
    }
}

#[tokio::test]
async fn a_grant_and_an_account_end_by_themselves() {
    let stage = Stage::new().await;
    let (identity, from) = (&stage.house.identity, &stage.visit.from);
    let id = stage.account(MARCO).await.id;
    let end = identity.now().plus(Lifetime::hours(1));
    let what = granted(OwnPermission::AuditRead);
    let past = identity.permissions().grant(&operator(), id, what.clone(), Some(identity.now()), from).await;
    assert!(matches!(past, Err(GrantError::Past)));
    identity.permissions().grant(&operator(), id, what, Some(end), from).await.unwrap();
    let session = stage.sign_in(MARCO).await.session;
    let present = stage.present(&session).await.unwrap();
    let may = async || identity.permissions().of(&present).await.unwrap().may(OwnPermission::AuditRead);
    stage.house.clock.advance(Lifetime::seconds(3_599));
    assert!(may().await);
    stage.house.clock.advance(Lifetime::seconds(1));
    assert!(!may().await);
    let read = identity.accounts().by_login(&LoginName::read(MARCO).unwrap()).await.unwrap().unwrap();
    let edit = AccountEdit { ends_at: Some(identity.now().plus(Lifetime::hours(1))), ..as_it_is(&read.value) };
    identity.accounts().edit(&operator(), id, read.version, edit, from).await.unwrap();
    stage.house.clock.advance(Lifetime::seconds(3_599));
    assert!(stage.present(&session).await.is_some());
    stage.house.clock.advance(Lifetime::seconds(1));
    assert!(stage.present(&session).await.is_none());
    assert!(stage.try_with(MARCO, crate::stage::RIGHT, &[]).await.is_err());
}

fn as_it_is(account: &Account) -> AccountEdit {
    AccountEdit {
        display_name: account.name.clone(),
        language: account.language,
        contact: account.contact.as_ref().map(|contact| contact.address.clone()),
        rights: account.rights.as_wish(),
        ends_at: account.ends_at,
    }
}

#[tokio::test]
async fn an_edit_gives_and_takes_within_what_its_author_holds() {
    use OwnPermission::{AccountsManage, AuditRead, PermissionsGrant};
    let stage = Stage::new().await;
    stage.add("sara", None, only(&[AccountsManage, PermissionsGrant])).await;
    stage.add("ugo", None, only(&[AccountsManage])).await;
    let (sara, ugo) = (inside(&stage, SARA).await, inside(&stage, "ugo/studio-rossi").await);
    let edit = async |by: &Empowered, rights| {
        let read = stage.house.identity.accounts().by_login(&LoginName::read(MARCO).unwrap()).await.unwrap().unwrap();
        let edit = AccountEdit { rights, ..as_it_is(&read.value) };
        let authority = authority(&stage, by);
        stage.house.identity.accounts().edit(&authority, read.value.id, read.version, edit, &stage.visit.from).await
    };
    edit(&sara, only(&[AccountsManage])).await.unwrap();
    assert_eq!(stage.powers(MARCO).await, [AccountsManage]);
    assert!(matches!(edit(&sara, only(&[AccountsManage, AuditRead])).await, Err(EditError::NotAllowed)));
    assert!(matches!(edit(&ugo, only(&[])).await, Err(EditError::NotAllowed)), "without leave to take");
    edit(&ugo, only(&[AccountsManage])).await.unwrap();
    assert_eq!(stage.powers(MARCO).await, [AccountsManage]);
    let unknown = RightsWish { held: vec![(Granted::Profile(samples::id("nobody's")), None)] };
    assert!(matches!(edit(&sara, unknown).await, Err(EditError::NoSuchRight)));
    let forged = DelegablePermission::as_stored(OwnPermission::OrganizationManage.name());
    let forged = RightsWish { held: vec![(Granted::Permission(forged), None)] };
    assert!(matches!(edit(&sara, forged).await, Err(EditError::NoSuchRight)));
    let line = stage.house.store.audit().into_iter().rfind(|event| event.what.word() == "rights-changed").unwrap();
    assert_eq!(line.what.detail().unwrap(), "+identity.accounts.manage");
}

#[tokio::test]
async fn whoever_holds_as_much_is_managed_and_whoever_holds_more_is_not() {
    let stage = Stage::new().await;
    let some = only(&[OwnPermission::AccountsManage, OwnPermission::AccountsUnlock]);
    stage.add("sara", None, some.clone()).await;
    stage.add("anna", None, some).await;
    let more = only(&[OwnPermission::AccountsManage, OwnPermission::AccountsUnlock, OwnPermission::AuditRead]);
    stage.add("ugo", None, more).await;
    let sara = inside(&stage, SARA).await;
    let by = authority(&stage, &sara);
    let accounts = stage.house.identity.accounts();
    let from = &stage.visit.from;
    accounts.suspend(&by, stage.account("anna/studio-rossi").await.id, from).await.unwrap();
    let ugo = stage.account("ugo/studio-rossi").await.id;
    assert!(matches!(accounts.suspend(&by, ugo, from).await, Err(StandingError::NotAllowed)));
    // Suspended or not, it is stronger.
    accounts.suspend(&operator(), ugo, from).await.unwrap();
    assert!(matches!(accounts.reinstate(&by, ugo, from).await, Err(StandingError::NotAllowed)));
    assert!(matches!(stage.house.identity.lockouts().clear(&by, ugo, from).await, Err(EditError::NotAllowed)));
    let owner = stage.account("studio-rossi").await.id;
    accounts.suspend(&operator(), owner, from).await.unwrap();
    assert!(matches!(accounts.reinstate(&by, owner, from).await, Err(StandingError::NotAllowed)));
}

#[tokio::test]
async fn an_act_of_somebody_who_was_demoted_meanwhile_does_not_land() {
    let stage = Stage::new().await;
    stage.add("sara", None, RightsWish::administration()).await;
    let sara = inside(&stage, SARA).await;
    stage.take(&operator(), SARA, &granted(OwnPermission::AccountsManage)).await.unwrap();
    let marco = stage.account(MARCO).await.id;
    let accounts = stage.house.identity.accounts();
    // What Sara may do was read before; the commit relies on her account being as it was.
    assert!(accounts.suspend(&authority(&stage, &sara), marco, &stage.visit.from).await.is_err());
    assert!(stage.present(&stage.sign_in(MARCO).await.session).await.is_some());
}

#[tokio::test]
async fn a_profile_holds_for_everybody_what_it_says_now() {
    use OwnPermission::{AccountsRead, AuditRead};
    let stage = Stage::new().await;
    let secretary = stage.define(&operator(), "Segreteria", &[AccountsRead]).await.unwrap();
    stage.give(&operator(), MARCO, Granted::Profile(secretary)).await.unwrap();
    assert_eq!(stage.powers(MARCO).await, [AccountsRead]);
    stage.redefine(&operator(), secretary, &[AuditRead]).await.unwrap();
    assert_eq!(stage.powers(MARCO).await, [AuditRead]);
    assert!(matches!(
        stage.decision(MARCO, AuditRead).await,
        Decision::Allowed(Through::Profile(_, profile)) if profile.name.as_str() == "Segreteria"
    ));
    let permissions = stage.house.identity.permissions();
    let view = permissions.profile(Reader::Operator, secretary).await.unwrap().unwrap();
    assert_eq!(view.holders.iter().map(|account| account.login.to_string()).collect::<Vec<_>>(), [MARCO]);
    let before = Version::as_stored(view.profile.version.get() - 1);
    let from = &stage.visit.from;
    let removed = permissions.remove(&operator(), secretary, before, from).await;
    assert!(matches!(removed, Err(ProfileError::ChangedMeanwhile)));
    permissions.remove(&operator(), secretary, view.profile.version, from).await.unwrap();
    assert!(stage.powers(MARCO).await.is_empty());
    stage.add("anna", None, RightsWish::default()).await;
    let gone = stage.give(&operator(), "anna/studio-rossi", Granted::Profile(secretary)).await;
    assert!(matches!(gone, Err(GrantError::NotFound)));
    // What is left of it can still be taken.
    stage.take(&operator(), MARCO, &Granted::Profile(secretary)).await.unwrap();
    assert!(stage.account(MARCO).await.rights.is_empty());
}

#[tokio::test]
async fn a_profile_is_defined_and_changed_within_what_its_author_holds() {
    use OwnPermission::{AccountsRead, AuditRead, ProfilesManage};
    let stage = Stage::new().await;
    stage.add("sara", None, only(&[ProfilesManage, AccountsRead])).await;
    let sara = inside(&stage, SARA).await;
    let by = authority(&stage, &sara);
    assert!(matches!(stage.define(&by, "Wide", &[AccountsRead, AuditRead]).await, Err(ProfileError::NotAllowed)));
    let narrow = stage.define(&by, "Narrow", &[AccountsRead]).await.unwrap();
    assert!(matches!(stage.define(&by, "NARROW", &[]).await, Err(ProfileError::Taken)));
    let wide = stage.define(&operator(), "Wide", &[AuditRead]).await.unwrap();
    assert!(matches!(stage.redefine(&by, wide, &[]).await, Err(ProfileError::NotAllowed)));
    assert!(matches!(stage.redefine(&by, narrow, &[AuditRead]).await, Err(ProfileError::NotAllowed)));
    let permissions = stage.house.identity.permissions();
    let seen = permissions.profile(Reader::Operator, narrow).await.unwrap().unwrap().profile.version;
    let renamed = permissions.edit(&by, narrow, seen, name("wide"), &set(&[]), &stage.visit.from).await;
    assert!(matches!(renamed, Err(ProfileError::Taken)));
    let forged = BTreeSet::from([DelegablePermission::as_stored(OwnPermission::OrganizationManage.name())]);
    let forged = permissions.define(&operator(), stage.organization, name("Forged"), &forged, &stage.visit.from).await;
    assert!(matches!(forged, Err(ProfileError::NotDelegable)));
    // Nor by somebody of another organization.
    open(&stage.house, "studio-bianchi", None).await;
    let stranger = inside(&stage, "studio-bianchi").await;
    let by = authority(&stage, &stranger);
    assert!(matches!(stage.redefine(&by, narrow, &[]).await, Err(ProfileError::NotFound)));
    assert!(matches!(stage.define(&by, "Foreign", &[]).await, Err(ProfileError::NotFound)));
    assert!(permissions.profile(Reader::Person(&stranger), narrow).await.unwrap().is_none());
    assert!(permissions.profiles(Reader::Person(&stranger), stage.organization).await.unwrap().is_empty());
}

#[tokio::test]
async fn nobody_keeps_by_a_profile_what_was_taken_from_them() {
    use OwnPermission::{AuditRead, ProfilesManage};
    let stage = Stage::new().await;
    let held = stage.define(&operator(), "Held", &[]).await.unwrap();
    stage.add("sara", None, only(&[ProfilesManage, AuditRead])).await;
    stage.give(&operator(), SARA, Granted::Profile(held)).await.unwrap();
    stage.give(&operator(), MARCO, Granted::Profile(held)).await.unwrap();
    let sara = inside(&stage, SARA).await;
    stage.redefine(&authority(&stage, &sara), held, &[AuditRead]).await.unwrap();
    assert_eq!(stage.powers(MARCO).await, [AuditRead]);
    stage.take(&operator(), SARA, &granted(AuditRead)).await.unwrap();
    assert_eq!(stage.powers(SARA).await, [ProfilesManage]);
    assert!(stage.powers(MARCO).await.is_empty());
}

#[tokio::test]
async fn who_may_do_something_is_told_with_the_grant_that_counts() {
    use OwnPermission::AuditRead;
    let stage = Stage::new().await;
    let profile = stage.define(&operator(), "Revisione", &[AuditRead]).await.unwrap();
    stage.add("sara", None, only(&[AuditRead])).await;
    stage.give(&operator(), MARCO, Granted::Profile(profile)).await.unwrap();
    stage.add("anna", None, only(&[OwnPermission::AccountsRead])).await;
    let id = stage.add("ugo", None, only(&[AuditRead])).await;
    stage.house.identity.accounts().suspend(&operator(), id, &stage.visit.from).await.unwrap();
    let permissions = stage.house.identity.permissions();
    let who = async |permission: &PermissionName| {
        let (holders, next) =
            permissions.who_may(Reader::Operator, stage.organization, permission, None).await.unwrap();
        assert_eq!(next, None);
        holders.into_iter().map(|holder| holder.account.login.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(who(&AuditRead.name()).await, ["studio-rossi", MARCO, SARA]);
    assert_eq!(who(&OwnPermission::OrganizationManage.name()).await, ["studio-rossi"]);
    let marco = inside(&stage, MARCO).await;
    let (seen, _) =
        permissions.who_may(Reader::Person(&marco), stage.organization, &AuditRead.name(), None).await.unwrap();
    assert!(seen.is_empty(), "who may not see the accounts sees nobody");
}

#[tokio::test]
async fn an_account_holds_a_bounded_number_of_grants() {
    let stage = Stage::new().await;
    let mut wish = RightsWish::default();
    let (identity, from) = (&stage.house.identity, &stage.visit.from);
    for n in 0..100 {
        wish.held.push((Granted::Profile(stage.define(&operator(), &format!("P{n}"), &[]).await.unwrap()), None));
    }
    // Names of profiles that were removed fill it up further.
    let read = identity.accounts().by_login(&LoginName::read(MARCO).unwrap()).await.unwrap().unwrap();
    let edit = AccountEdit { rights: wish.clone(), ..as_it_is(&read.value) };
    identity.accounts().edit(&operator(), read.value.id, read.version, edit, from).await.unwrap();
    for n in 0..100 {
        let (Granted::Profile(old), _) = &wish.held[n] else { unreachable!("a profile") };
        let version = identity.permissions().profile(Reader::Operator, *old).await.unwrap().unwrap().profile.version;
        identity.permissions().remove(&operator(), *old, version, from).await.unwrap();
        let new = stage.define(&operator(), &format!("Q{n}"), &[]).await.unwrap();
        stage.give(&operator(), MARCO, Granted::Profile(new)).await.unwrap();
    }
    assert_eq!(stage.account(MARCO).await.rights.grants().len(), MAX_GRANTS);
    let beyond = stage.give(&operator(), MARCO, granted(OwnPermission::AuditRead)).await;
    assert!(matches!(beyond, Err(GrantError::TooMany)));
}
