//! Authorization profiles, and who holds what.

use identity_core::{
    change::{AuditKind, Change, ProfileWrite, Version},
    domain::{
        account::Account,
        permission::{Grant, Granted, GrantedBy, MAX_PROFILES, OwnPermission, Profile, Rights},
    },
};

use super::{
    Store,
    stage::{Answered, change, edit, land, landed_at_once, overtaken, register, stored_account, studio, studio_called},
};
use crate::samples::{self, NOON, later};

fn define(profile: &Profile) -> Change {
    change(ProfileWrite::Define(profile.clone()))
}

/// Every event of a change is a line of the log, in its order.
pub async fn a_change_leaves_each_of_its_lines(store: Store) {
    let studio = studio(&store).await;
    let kinds = [AuditKind::AccountEdited, AuditKind::WelcomeSent, AuditKind::AccountSuspended];
    let [first, second, third] = kinds.clone().map(|kind| samples::event_about(&studio.anna, kind));
    land(&store, Change::recorded_as(first).also_recorded_as(second).also_recorded_as(third)).await;
    let lines = store.audit_of_account(studio.anna.id, 10).await.answered();
    let words: Vec<_> = lines.iter().rev().map(|line| line.what.as_str()).collect();
    assert_eq!(words, kinds.iter().map(AuditKind::word).collect::<Vec<_>>());
}

/// A name belongs to one profile of an organization, whatever its case, also when two want it at the same moment;
/// in another organization it is free.
pub async fn a_profile_name_is_taken_once_whatever_its_case(store: Store) {
    let (rossi, bianchi) = (studio(&store).await.organization, studio_called(&store, "studio-bianchi").await);
    let called = |n: u32| {
        let name = if n.is_multiple_of(2) { "Segreteria" } else { "SEGRETERIA" };
        let profile = samples::profile(&rossi, name, &[]);
        define(&Profile { id: samples::id(&format!("profile {n}")), ..profile })
    };
    assert_eq!(landed_at_once(&store, (0..8).map(called).collect()).await, 1);
    overtaken(&store, called(9)).await;
    land(&store, define(&samples::profile(&bianchi.organization, "Segreteria", &[]))).await;
    let other = samples::profile(&rossi, "Archivio", &[]);
    land(&store, define(&other)).await;
    let seen = store.profile(other.id).await.answered().answered().version;
    let renamed = Profile { name: samples::name("segreteria"), ..other };
    overtaken(&store, change(ProfileWrite::Replace { profile: renamed, seen })).await;
}

/// A replaced profile stays in the organization it was defined in.
pub async fn a_profile_stays_in_its_organization(store: Store) {
    let (rossi, bianchi) = (studio(&store).await.organization, studio_called(&store, "studio-bianchi").await);
    let profile = samples::profile(&rossi, "Segreteria", &[OwnPermission::AuditRead]);
    land(&store, define(&profile)).await;
    let seen = store.profile(profile.id).await.answered().answered().version;
    let moved = Profile { organization: bianchi.organization.id, ..profile.clone() };
    land(&store, change(ProfileWrite::Replace { profile: moved, seen })).await;
    assert_eq!(store.profile(profile.id).await.answered().answered().value, profile);
    let nowhere = samples::profile(&samples::organization("studio-verdi"), "Segreteria", &[]);
    overtaken(&store, define(&nowhere)).await;
}

/// Of two who replace or remove a profile as they read it, one does.
pub async fn a_profile_is_replaced_and_removed_as_it_was_read(store: Store) {
    let rossi = studio(&store).await.organization;
    let profile = samples::profile(&rossi, "Segreteria", &[OwnPermission::AuditRead]);
    land(&store, define(&profile)).await;
    overtaken(&store, define(&profile)).await;
    let seen = store.profile(profile.id).await.answered().answered().version;
    let replacing = |n: u32| {
        let profile = Profile { name: samples::name(&format!("Name {n}")), ..profile.clone() };
        change(ProfileWrite::Replace { profile, seen })
    };
    assert_eq!(landed_at_once(&store, (0..8).map(replacing).collect()).await, 1);
    overtaken(&store, change(ProfileWrite::Remove { id: profile.id, seen })).await;
    let seen = store.profile(profile.id).await.answered().answered().version;
    let removing = |_| change(ProfileWrite::Remove { id: profile.id, seen });
    assert_eq!(landed_at_once(&store, (0..8).map(removing).collect()).await, 1);
    overtaken(&store, replacing(9)).await;
}

/// An organization has at most [`MAX_PROFILES`], also when two want the last place at the same moment.
pub async fn an_organization_has_its_bound_of_profiles(store: Store) {
    let rossi = studio(&store).await.organization;
    let numbered = |n: usize| define(&samples::profile(&rossi, &format!("Profile {n}"), &[]));
    for n in 1..MAX_PROFILES {
        land(&store, numbered(n)).await;
    }
    let landed = landed_at_once(&store, (0..4).map(|n| numbered(MAX_PROFILES + n)).collect()).await;
    assert_eq!(landed, 1);
    overtaken(&store, numbered(MAX_PROFILES + 9)).await;
    assert_eq!(store.profiles_of(rossi.id).await.answered().len(), MAX_PROFILES);
}

/// A removed profile is found no more, and its name is free again.
pub async fn a_removed_profile_is_gone(store: Store) {
    let rossi = studio(&store).await.organization;
    let profile = samples::profile(&rossi, "Segreteria", &[OwnPermission::AuditRead]);
    land(&store, define(&profile)).await;
    let seen = store.profile(profile.id).await.answered().answered().version;
    land(&store, change(ProfileWrite::Remove { id: profile.id, seen })).await;
    assert_eq!(store.profile(profile.id).await.answered(), None);
    assert_eq!(store.profiles(&[profile.id]).await.answered(), []);
    assert_eq!(store.profiles_of(rossi.id).await.answered(), []);
    land(&store, define(&Profile { id: samples::id("another"), ..profile })).await;
}

/// Profiles are listed by name, those of their own organization, and found by their ids.
pub async fn profiles_are_listed_by_name_for_their_own_organization(store: Store) {
    let (rossi, bianchi) = (studio(&store).await.organization, studio_called(&store, "studio-bianchi").await);
    let named = |name| samples::profile(&rossi, name, &[]);
    let [zeta, archive, caffe] = [named("zeta"), named("Archivio"), named("caff\u{e8}")];
    let foreign = samples::profile(&bianchi.organization, "Foreign", &[]);
    for profile in [&zeta, &archive, &caffe, &foreign] {
        land(&store, define(profile)).await;
    }
    let listed = store.profiles_of(rossi.id).await.answered();
    assert!(listed.iter().all(|read| read.version != Version::NONE));
    let listed: Vec<_> = listed.into_iter().map(|read| read.value).collect();
    assert_eq!(listed, [archive.clone(), caffe, zeta.clone()]);
    let mut found = store.profiles(&[zeta.id, archive.id, samples::id("nobody's")]).await.answered();
    found.sort_by_key(Profile::name_key);
    assert_eq!(found, [archive, zeta]);
    assert_eq!(store.profiles(&[]).await.answered(), []);
}

/// Whoever was granted one of several things is found, once, by login name; whoever was granted something else, has
/// lost it, or belongs to another organization is not.
pub async fn grantees_are_found_by_what_they_were_granted(store: Store) {
    let rossi = studio(&store).await;
    let bianchi = studio_called(&store, "studio-bianchi").await;
    let profile = samples::profile(&rossi.organization, "Segreteria", &[]);
    land(&store, define(&profile)).await;
    let audit = Granted::Permission(samples::delegable(OwnPermission::AuditRead));
    let held = Granted::Profile(profile.id);
    let grant = |what: &Granted| Grant { what: what.clone(), ..samples::grant(OwnPermission::AuditRead) };
    let both = Rights::as_stored(vec![grant(&audit), grant(&held)]);
    let only = Rights::as_stored(vec![grant(&held), samples::grant(OwnPermission::OutboxManage)]);
    let carla = Account { rights: both.clone(), ..samples::member(&rossi.organization, "carla") };
    land(&store, change(register(&carla))).await;
    edit(&store, Account { rights: both.clone(), ..rossi.anna.clone() }).await;
    edit(&store, Account { rights: only, ..rossi.bruno.clone() }).await;
    edit(&store, Account { rights: both, ..bianchi.anna.clone() }).await;
    let names = async |what: &[Granted], after: Option<&str>, limit: u32| {
        let found = store.grantees(rossi.organization.id, what, after, limit).await.answered();
        found.iter().map(|account| account.login.to_string()).collect::<Vec<_>>()
    };
    let all = ["anna/studio-rossi", "bruno/studio-rossi", "carla/studio-rossi"];
    assert_eq!(names(&[audit.clone(), held.clone()], None, 10).await, all);
    assert_eq!(names(&[audit.clone(), held.clone()], Some(all[0]), 1).await, [all[1]]);
    assert_eq!(names(std::slice::from_ref(&audit), None, 10).await, [all[0], all[2]]);
    assert_eq!(names(&[], None, 10).await, [""; 0]);
    edit(&store, Account { rights: Rights::default(), ..rossi.anna.clone() }).await;
    assert_eq!(names(&[audit, held], None, 10).await, [all[1], all[2]]);
}

/// Profiles read back as they were written, with whoever put each permission in.
pub async fn profiles_read_back_as_written(store: Store) {
    let studio = studio(&store).await;
    let by = [GrantedBy::Owner(studio.owner.id), GrantedBy::Account(studio.anna.id), GrantedBy::Operator];
    let permissions = [OwnPermission::AuditRead, OwnPermission::AccountsRead, OwnPermission::OutboxManage];
    let mut profile = samples::profile(&studio.organization, "Z\u{e0} \u{540d} 100% _", &[]);
    profile.permissions = permissions.map(samples::delegable).into_iter().zip(by).collect();
    land(&store, define(&profile)).await;
    let read = store.profile(profile.id).await.answered().answered();
    assert_eq!(read.value, profile);
    let emptied = Profile { permissions: [].into(), name: samples::name("Other"), ..profile };
    land(&store, change(ProfileWrite::Replace { profile: emptied.clone(), seen: read.version })).await;
    assert_eq!(store.profile(emptied.id).await.answered().answered().value, emptied);
}

/// What was granted reads back as it was written, by whom and until when, and so does the end of an account.
pub async fn rights_read_back_as_written(store: Store) {
    let studio = studio(&store).await;
    let profile = samples::profile(&studio.organization, "Segreteria", &[]);
    let grant = |permission, by, until| Grant { by, until, at: later(7), ..samples::grant(permission) };
    let rights = Rights::as_stored(vec![
        grant(OwnPermission::OutboxManage, GrantedBy::Account(studio.bruno.id), Some(later(90))),
        grant(OwnPermission::AuditRead, GrantedBy::Owner(studio.owner.id), None),
        Grant { what: Granted::Profile(profile.id), by: GrantedBy::Operator, at: NOON, until: Some(later(9)) },
    ]);
    let carla =
        Account { rights: rights.clone(), ends_at: Some(later(3)), ..samples::member(&studio.organization, "carla") };
    land(&store, change(register(&carla))).await;
    assert_eq!(stored_account(&store, &carla).await.value, carla);
    let anna = Account { rights, ends_at: Some(NOON), ..studio.anna.clone() };
    edit(&store, anna.clone()).await;
    assert_eq!(stored_account(&store, &anna).await.value, anna);
    let session = samples::session(&anna, "one");
    land(&store, change(identity_core::change::SessionWrite::Open(session.clone()))).await;
    assert_eq!(store.session(&session.token).await.answered().answered().account.value, anna);
    edit(&store, studio.anna.clone()).await;
    assert_eq!(stored_account(&store, &studio.anna).await.value, studio.anna);
}
