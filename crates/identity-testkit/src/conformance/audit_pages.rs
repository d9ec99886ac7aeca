//! Pages of the audit log.

use std::net::{IpAddr, Ipv6Addr};

use identity_core::{
    change::{Actor, AuditEvent, AuditKind, Change},
    domain::{network::Network, session::Source, sign_in::PrivateReason},
    ports::{ActorFilter, AuditFrom, AuditQuery},
};

use super::{
    Store,
    stage::{Answered, Studio, land, studio, studio_called},
};
use crate::samples;

fn query(studio: &Studio) -> AuditQuery {
    AuditQuery { organization: Some(studio.organization.id), limit: 2, ..AuditQuery::default() }
}

/// Paging earlier and later again shows every line once, and tells when there are no more.
pub async fn audit_pages_follow_each_other_without_gaps(store: Store) {
    let studio = studio(&store).await;
    let others = studio_called(&store, "studio-verdi").await;
    for n in 0..5 {
        let event = AuditEvent { at: samples::later(n), ..samples::event_about(&studio.anna, AuditKind::SignedIn) };
        land(&store, Change::recorded_as(event)).await;
        land(&store, Change::recorded_as(samples::event_about(&others.anna, AuditKind::SignedOut))).await;
    }
    let read = |from| {
        let (store, query) = (Store::clone(&store), AuditQuery { from, ..query(&studio) });
        async move { store.audit_page(&query).await.answered() }
    };
    let first = read(AuditFrom::Latest).await;
    let second = read(AuditFrom::Before(first.lines[1].number)).await;
    let third = read(AuditFrom::Before(second.lines[1].number)).await;
    let seconds = |page: &identity_core::ports::AuditPage| {
        page.lines.iter().map(|line| samples::NOON.seconds_until(line.at)).collect::<Vec<_>>()
    };
    assert_eq!([seconds(&first), seconds(&second), seconds(&third)], [vec![4, 3], vec![2, 1], vec![0]]);
    let more = [&first, &second, &third].map(|page| (page.more_later, page.more_earlier));
    assert_eq!(more, [(false, true), (true, true), (true, false)]);
    assert_eq!(read(AuditFrom::After(second.lines[0].number)).await, first);
    assert_eq!(read(AuditFrom::After(third.lines[0].number)).await, second);
    let earliest = read(AuditFrom::After(0)).await;
    assert_eq!((seconds(&earliest), earliest.more_later, earliest.more_earlier), (vec![1, 0], true, false));
    assert_eq!(read(AuditFrom::Before(third.lines[0].number)).await.lines, []);
}

/// Every filter shows what it says and nothing else.
pub async fn audit_filters_show_what_they_say(store: Store) {
    let studio = studio(&store).await;
    let at = |n: u32, actor: Actor, subject, address: Option<IpAddr>, what| AuditEvent {
        at: samples::later(n),
        actor,
        from: address.map_or_else(Source::local, Source::network),
        subject: Some(subject),
        ..samples::event_about(&studio.anna, what)
    };
    let (anna, bruno) = (studio.anna.id, studio.bruno.id);
    let v4 = |last| Some(IpAddr::from([192, 0, 2, last]));
    let v6 = |text: &str| text.parse::<Ipv6Addr>().ok().map(IpAddr::V6);
    let failed = AuditKind::SignInFailed(PrivateReason::WrongPassword);
    for event in [
        at(1, Actor::Stranger, anna, v4(7), failed.clone()),
        at(2, Actor::Account(anna), anna, v4(255), AuditKind::SignedIn),
        at(3, Actor::Account(anna), bruno, v6("2001:db8::1:2:3:4"), AuditKind::AccountSuspended),
        at(4, Actor::Operator(samples::text("root")), bruno, None, AuditKind::AccountReinstated),
        at(5, Actor::House, anna, None, AuditKind::WelcomeSent),
        at(6, Actor::Stranger, bruno, v6("2001:db8:0:1::"), failed),
    ] {
        land(&store, Change::recorded_as(event)).await;
    }
    let shown = |change: fn(AuditQuery) -> AuditQuery| {
        let (store, query) = (Store::clone(&store), change(AuditQuery { limit: 10, ..query(&studio) }));
        async move {
            let lines = store.audit_page(&query).await.answered().lines;
            lines.iter().map(|line| samples::NOON.seconds_until(line.at)).collect::<Vec<_>>()
        }
    };
    let of_anna = AuditQuery { subject: Some(anna), ..query(&studio) };
    let by_anna = AuditQuery { actor: Some(ActorFilter::Account(anna)), ..query(&studio) };
    for (query, expected) in [(of_anna, vec![5, 2]), (by_anna, vec![3, 2])] {
        let lines = store.audit_page(&query).await.answered().lines;
        assert_eq!(lines.iter().map(|line| samples::NOON.seconds_until(line.at)).collect::<Vec<_>>(), expected);
    }
    assert_eq!(shown(|query| query).await, [6, 5, 4, 3, 2, 1]);
    assert_eq!(shown(|query| AuditQuery { since: Some(samples::later(4)), ..query }).await, [6, 5, 4]);
    assert_eq!(shown(|query| AuditQuery { until: Some(samples::later(4)), ..query }).await, [3, 2, 1]);
    assert_eq!(shown(|query| AuditQuery { actor: Some(ActorFilter::Operator), ..query }).await, [4]);
    assert_eq!(shown(|query| AuditQuery { actor: Some(ActorFilter::House), ..query }).await, [5]);
    assert_eq!(shown(|query| AuditQuery { actor: Some(ActorFilter::Stranger), ..query }).await, [6, 1]);
    assert_eq!(shown(|query| AuditQuery { what: Some("sign-in-failed".to_owned()), ..query }).await, [6, 1]);
    assert_eq!(shown(|query| AuditQuery { what: Some("sign-in".to_owned()), ..query }).await, [0; 0]);
    assert_eq!(shown(|query| AuditQuery { network: Network::parse("192.0.2.0/24"), ..query }).await, [2, 1]);
    assert_eq!(shown(|query| AuditQuery { network: Network::parse("192.0.2.7"), ..query }).await, [1]);
    assert_eq!(shown(|query| AuditQuery { network: Network::parse("2001:db8::/64"), ..query }).await, [3]);
    assert_eq!(shown(|query| AuditQuery { network: Network::parse("2001:db8::/32"), ..query }).await, [6, 3]);
    let both = |query| AuditQuery {
        actor: Some(ActorFilter::Stranger),
        since: Some(samples::later(2)),
        until: Some(samples::later(9)),
        ..query
    };
    assert_eq!(shown(both).await, [6]);
}
