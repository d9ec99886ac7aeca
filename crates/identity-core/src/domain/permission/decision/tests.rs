use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::domain::{
    kernel::{DisplayName, Handle, Language, LoginName, MemberName},
    permission::{DelegablePermission, Rights, RightsWish},
};

const NOW: Timestamp = Timestamp::from_seconds(1_000);

fn id<T>(n: u8) -> Id<T> {
    Id::new(NOW, [n; 10])
}

fn own(permission: OwnPermission) -> DelegablePermission {
    Catalogue::own().delegable(&permission.name()).unwrap()
}

fn grant(what: Granted, by: GrantedBy, until: Option<i64>) -> Grant {
    Grant { what, by, at: Timestamp::from_seconds(500), until: until.map(Timestamp::from_seconds) }
}

fn account(rank: Rank, grants: Vec<Grant>) -> Account {
    let handle = Handle::parse("studio").unwrap();
    Account {
        id: id(1),
        organization: id(2),
        login: LoginName::member(MemberName::parse("anna").unwrap(), handle),
        name: DisplayName::parse("Anna").unwrap(),
        language: Language::ITALIAN,
        contact: None,
        address_change: None,
        rank,
        rights: Rights::as_stored(grants),
        standing: Standing::Active,
        ends_at: None,
        password: None,
        created_at: NOW,
        signed_in_at: None,
    }
}

fn profile(permissions: &[OwnPermission]) -> Profile {
    Profile {
        id: id(7),
        organization: id(2),
        name: DisplayName::parse("Segreteria").unwrap(),
        permissions: permissions.iter().map(|permission| (own(*permission), GrantedBy::Operator)).collect(),
    }
}

fn decide(account: &Account, profiles: &[Profile], permission: OwnPermission) -> Decision {
    let subject = Subject { account, profiles, givers: &BTreeMap::new(), grants_since: None };
    authorize(&subject, &Catalogue::own(), &permission.name(), NOW)
}

fn what_may(account: &Account, profiles: &[Profile]) -> Powers {
    let subject = Subject { account, profiles, givers: &BTreeMap::new(), grants_since: None };
    powers(&subject, &Catalogue::own(), NOW)
}

#[test]
fn the_owner_may_everything_while_the_account_may_be_used() {
    let owner = account(Rank::Owner, vec![]);
    assert_eq!(decide(&owner, &[], OwnPermission::OrganizationManage), Decision::Allowed(Through::Ownership));
    assert_eq!(what_may(&owner, &[]).len(), OwnPermission::ALL.len());
    let since = Timestamp::from_seconds(9);
    let suspended = Account { standing: Standing::Suspended { since }, ..owner.clone() };
    assert_eq!(decide(&suspended, &[], OwnPermission::AuditRead), Decision::Refused(WhyNot::Suspended { since }));
    let ended = Account { ends_at: Some(NOW), ..owner };
    assert_eq!(decide(&ended, &[], OwnPermission::AuditRead), Decision::Refused(WhyNot::AccountEnded { at: NOW }));
    assert!(what_may(&ended, &[]).is_empty() && !what_may(&ended, &[]).own());
}

#[test]
fn nothing_is_allowed_that_was_not_granted() {
    let member = account(Rank::Member, vec![]);
    for permission in OwnPermission::ALL {
        assert!(!decide(&member, &[], permission).is_allowed());
    }
    assert_eq!(decide(&member, &[], OwnPermission::AuditRead), Decision::Refused(WhyNot::NotGranted));
}

#[test]
fn a_grant_ends_by_itself_at_its_end_and_not_before() {
    let until = |until| {
        account(
            Rank::Member,
            vec![grant(Granted::Permission(own(OwnPermission::AuditRead)), GrantedBy::Operator, Some(until))],
        )
    };
    assert!(decide(&until(1_001), &[], OwnPermission::AuditRead).is_allowed());
    let at = NOW;
    assert_eq!(decide(&until(1_000), &[], OwnPermission::AuditRead), Decision::Refused(WhyNot::Ended { at }));
}

#[test]
fn a_profile_grants_what_it_says_now() {
    let held = grant(Granted::Profile(id(7)), GrantedBy::Owner(id(3)), None);
    let member = account(Rank::Member, vec![held.clone()]);
    let wide = profile(&[OwnPermission::AuditRead, OwnPermission::AccountsRead]);
    assert_eq!(
        decide(&member, std::slice::from_ref(&wide), OwnPermission::AuditRead),
        Decision::Allowed(Through::Profile(held, wide))
    );
    let narrow = profile(&[OwnPermission::AccountsRead]);
    assert_eq!(decide(&member, &[narrow], OwnPermission::AuditRead), Decision::Refused(WhyNot::NotGranted));
    assert_eq!(decide(&member, &[], OwnPermission::AuditRead), Decision::Refused(WhyNot::NotGranted));
}

#[test]
fn an_owner_only_permission_counts_for_nothing_in_a_grant() {
    // As a store might hold it after somebody wrote into the database, or after the catalogue changed.
    let forged = DelegablePermission::as_stored(OwnPermission::OrganizationManage.name());
    let member = account(Rank::Member, vec![grant(Granted::Permission(forged.clone()), GrantedBy::Operator, None)]);
    assert_eq!(decide(&member, &[], OwnPermission::OrganizationManage), Decision::Refused(WhyNot::OwnerOnly));
    let holder = account(Rank::Member, vec![grant(Granted::Profile(id(7)), GrantedBy::Operator, None)]);
    let all = Profile { permissions: BTreeMap::from([(forged, GrantedBy::Operator)]), ..profile(&[]) };
    assert_eq!(decide(&holder, &[all], OwnPermission::OrganizationManage), Decision::Refused(WhyNot::OwnerOnly));
}

#[test]
fn a_permission_that_left_the_catalogue_is_gone_at_once() {
    let gone = PermissionName::parse("mail.send").unwrap();
    let held = grant(Granted::Permission(DelegablePermission::as_stored(gone.clone())), GrantedBy::Operator, None);
    let member = account(Rank::Member, vec![held]);
    let subject = Subject { account: &member, profiles: &[], givers: &BTreeMap::new(), grants_since: None };
    assert_eq!(authorize(&subject, &Catalogue::own(), &gone, NOW), Decision::Refused(WhyNot::Unknown));
}

#[test]
fn what_a_giver_lost_is_lost_downstream() {
    let giver = id(9);
    let held = grant(Granted::Permission(own(OwnPermission::AuditRead)), GrantedBy::Account(giver), None);
    let member = account(Rank::Member, vec![held]);
    let ask = |givers: &BTreeMap<_, _>| {
        let subject = Subject { account: &member, profiles: &[], givers, grants_since: None };
        authorize(&subject, &Catalogue::own(), &OwnPermission::AuditRead.name(), NOW)
    };
    let held_by_giver = grant(Granted::Permission(own(OwnPermission::AuditRead)), GrantedBy::Operator, None);
    let strong = what_may(&account(Rank::Member, vec![held_by_giver]), &[]);
    assert!(ask(&BTreeMap::from([(giver, strong)])).is_allowed());
    let lost = Decision::Refused(WhyNot::GiverLostIt { giver });
    assert_eq!(ask(&BTreeMap::from([(giver, Powers::default())])), lost);
    assert_eq!(ask(&BTreeMap::new()), lost);
}

#[test]
fn nobody_keeps_by_a_profile_what_was_taken_from_them() {
    // They hold the profile, and had put something into it that they held otherwise at the time.
    let member = account(Rank::Member, vec![grant(Granted::Profile(id(7)), GrantedBy::Operator, None)]);
    let put_in = BTreeMap::from([(own(OwnPermission::AuditRead), GrantedBy::Account(member.id))]);
    let profiles = [Profile { permissions: put_in, ..profile(&[]) }];
    let giver = member.id;
    let lost = Decision::Refused(WhyNot::GiverLostIt { giver });
    assert_eq!(decide(&member, &profiles, OwnPermission::AuditRead), lost);
}

#[test]
fn what_was_granted_before_a_restore_waits_for_confirmation() {
    let held = grant(Granted::Permission(own(OwnPermission::AuditRead)), GrantedBy::Operator, None);
    let member = account(Rank::Member, vec![held]);
    let ask = |since: i64| {
        let grants_since = Some(Timestamp::from_seconds(since));
        let subject = Subject { account: &member, profiles: &[], givers: &BTreeMap::new(), grants_since };
        authorize(&subject, &Catalogue::own(), &OwnPermission::AuditRead.name(), NOW)
    };
    assert!(ask(500).is_allowed());
    let since = Timestamp::from_seconds(501);
    assert_eq!(ask(501), Decision::Refused(WhyNot::Unconfirmed { since }));
}

#[test]
fn one_good_grant_is_enough_whatever_the_others_are() {
    let held = |until| grant(Granted::Permission(own(OwnPermission::AuditRead)), GrantedBy::Operator, until);
    let in_profile = grant(Granted::Profile(id(7)), GrantedBy::Operator, None);
    let member = account(Rank::Member, vec![held(Some(10)), in_profile]);
    assert!(decide(&member, &[profile(&[OwnPermission::AuditRead])], OwnPermission::AuditRead).is_allowed());
}

#[test]
fn powers_cover_what_is_not_beyond_them() {
    let with = |permissions: &[OwnPermission]| {
        let grants =
            permissions.iter().map(|p| grant(Granted::Permission(own(*p)), GrantedBy::Operator, None)).collect();
        what_may(&account(Rank::Member, grants), &[])
    };
    let (none, read) = (with(&[]), with(&[OwnPermission::AuditRead]));
    let both = with(&[OwnPermission::AuditRead, OwnPermission::AccountsRead]);
    let owner = what_may(&account(Rank::Owner, vec![]), &[]);
    let all = [&none, &read, &both, &owner];
    let table = all.map(|one| all.map(|other| one.cover(other)));
    assert_eq!(
        table,
        [[true, false, false, false], [true, true, false, false], [true, true, true, false], [true, true, true, true]]
    );
}

#[test]
fn a_wish_keeps_what_is_held_gives_what_is_new_and_takes_the_rest() {
    let (audit, accounts) = (own(OwnPermission::AuditRead), own(OwnPermission::AccountsRead));
    let (audit, accounts) = (Granted::Permission(audit), Granted::Permission(accounts));
    let secretary = Granted::Profile(id(7));
    let held = Rights::as_stored(vec![
        grant(audit.clone(), GrantedBy::Operator, None),
        grant(accounts.clone(), GrantedBy::Operator, Some(2_000)),
    ]);
    let wish = RightsWish { held: vec![(audit.clone(), None), (secretary.clone(), None)] };
    let by = GrantedBy::Account(id(4));
    let (next, given, taken) = held.as_wished(&wish, by, NOW, None);
    assert_eq!(next.grant_of(&audit), held.grant_of(&audit));
    assert_eq!(next.grant_of(&secretary).map(|grant| (grant.by, grant.at)), Some((by, NOW)));
    assert_eq!((given, taken), (BTreeSet::from([secretary]), BTreeSet::from([accounts.clone()])));
    // What waits to be confirmed is given anew.
    let (next, given, taken) = held.as_wished(&held.as_wish(), by, NOW, Some(NOW));
    assert_eq!((given.len(), taken.len()), (2, 0));
    assert!(next.grants().iter().all(|grant| (grant.by, grant.at) == (by, NOW)));
    // Another end is another grant.
    let longer = RightsWish { held: vec![(audit, None), (accounts.clone(), Some(Timestamp::from_seconds(3_000)))] };
    let (next, given, taken) = held.as_wished(&longer, by, NOW, None);
    assert_eq!(next.grant_of(&accounts).map(|grant| grant.by), Some(by));
    assert_eq!((given, taken), (BTreeSet::from([accounts]), BTreeSet::new()));
}
