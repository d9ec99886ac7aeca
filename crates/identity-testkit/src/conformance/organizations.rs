//! Organizations.

use identity_core::{
    change::OrganizationWrite,
    domain::{kernel::Handle, organization::Organization},
};

use super::{
    Store,
    stage::{Answered, change, land, landed_at_once, overtaken, register},
};
use crate::samples;

/// Of many that set the house up at the same moment, each with an organization and an owner of its own,
/// one does; nobody does later.
pub async fn found_happens_once_even_in_a_race(store: Store) {
    let founding = |n: u32| {
        let organization = samples::organization(&format!("studio-{n}"));
        change(OrganizationWrite::Found(organization.clone())).write(register(&samples::owner(&organization)))
    };
    assert_eq!(landed_at_once(&store, (0..8).map(founding).collect()).await, 1);
    assert_eq!(store.organizations(None, 100).await.answered().len(), 1);
    overtaken(&store, founding(9)).await;
    land(&store, change(OrganizationWrite::Open(samples::organization("another")))).await;
}

/// A handle belongs to one organization, also when two want it at the same moment.
pub async fn a_handle_is_taken_once(store: Store) {
    let opening = |n: u32| {
        change(OrganizationWrite::Open(Organization {
            id: samples::id(&format!("id {n}")),
            ..samples::organization("studio-rossi")
        }))
    };
    assert_eq!(landed_at_once(&store, (0..8).map(opening).collect()).await, 1);
    overtaken(&store, opening(9)).await;
    assert_eq!(store.organizations(None, 100).await.answered().len(), 1);
}

/// An organization is found by its id and by its handle, and by no other.
pub async fn an_organization_is_found_by_id_and_by_handle(store: Store) {
    let studio = samples::organization("info@pec.example");
    land(&store, change(OrganizationWrite::Open(studio.clone()))).await;
    let by_id = store.organization(studio.id).await.answered().answered();
    let by_handle = store.organization_by_handle(&studio.handle).await.answered().answered();
    assert_eq!(by_id, by_handle);
    assert_eq!(by_id.value, studio);
    let other = samples::organization("info@pec2.example");
    assert_eq!(store.organization(other.id).await.answered(), None);
    assert_eq!(store.organization_by_handle(&other.handle).await.answered(), None);
}

/// Organizations are listed in the order of their handles (by code point, whatever the machine's
/// language), and a list goes on where the last one ended.
pub async fn organizations_are_listed_in_the_order_of_their_handles(store: Store) {
    for handle in ["zeta", "b.a", "b-a", "ba", "b_a", "10", "9", "caff\u{e8}", "cafg", "info@pec.example"] {
        land(&store, change(OrganizationWrite::Open(samples::organization(handle)))).await;
    }
    let handles =
        |found: &[Organization]| found.iter().map(|organization| organization.handle.clone()).collect::<Vec<Handle>>();
    let all = handles(&store.organizations(None, 100).await.answered());
    let mut sorted = all.clone();
    sorted.sort();
    assert_eq!((all.len(), &all), (10, &sorted));
    let mut walked: Vec<Handle> = Vec::new();
    loop {
        let page = handles(&store.organizations(walked.last(), 3).await.answered());
        assert!(page.len() <= 3);
        if page.is_empty() || walked.len() > all.len() {
            break;
        }
        walked.extend(page);
    }
    assert_eq!(walked, all);
}
