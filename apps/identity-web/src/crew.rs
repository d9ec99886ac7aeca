//! Tasks of their own: the only room that spawns. Deliveries, housekeeping, and requests that must run to
//! their end.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use axum::response::{IntoResponse, Response};
use futures_util::FutureExt as _;
use identity_core::{Identity, ports::Courier};
use tokio::{
    sync::{Notify, watch},
    task::JoinHandle,
    time::{Instant, sleep_until},
};

use crate::{app::App, trouble::Trouble};

/// How many letters are under way at once on one node.
const COURIERS: usize = 4;

/// How long an idle courier waits before it looks again for letters that other nodes committed or that are
/// due for another try.
const LOOK_AGAIN: Duration = Duration::from_millis(700);

/// After the bell, a courier waits for a random part of this before it looks: a request that comes on the heels of
/// another is not slowed by the delivery that the other may have caused, and so learns nothing of it.
const AT_ODDS_MS: u32 = 400;

/// How long the audit log is left unsealed; so much is what somebody with the database could take out unseen.
const SEAL_EVERY: Duration = Duration::from_secs(2);

const SWEEP_EVERY: Duration = Duration::from_mins(1);

/// How often it is counted who could not get back in: it goes through all that might.
const TAKE_STOCK_EVERY: Duration = Duration::from_mins(10);

/// Runs a request in a task of its own: whoever hangs up in the middle does not stop it there.
pub async fn to_its_end(request: impl Future<Output = Response> + Send + 'static) -> Response {
    spawn(request).await.unwrap_or_else(|broken| Trouble::Fault(broken.to_string()).into_response())
}

#[expect(clippy::disallowed_methods, reason = "the room for it")]
pub(crate) fn spawn<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
    tokio::spawn(work)
}

/// Starts delivering, sealing and sweeping until `stop` says so.
#[must_use]
pub fn set_to_work(app: &Arc<App>, courier: &Arc<dyn Courier>, stop: &watch::Receiver<bool>) -> Vec<JoinHandle<()>> {
    let mut crew: Vec<_> = (0..COURIERS)
        .map(|_| spawn(deliver(Arc::clone(&app.identity), Arc::clone(courier), Arc::clone(&app.letters), stop.clone())))
        .collect();
    crew.push(spawn(seal(Arc::clone(&app.identity), stop.clone())));
    crew.push(spawn(sweep(Arc::clone(app), stop.clone())));
    crew.push(spawn(take_stock(Arc::clone(app), stop.clone())));
    crew
}

async fn deliver(
    identity: Arc<Identity>,
    courier: Arc<dyn Courier>,
    letters: Arc<Notify>,
    mut stop: watch::Receiver<bool>,
) {
    while !*stop.borrow() {
        // A letter that breaks the courier must not take the courier with it: it waits for the end of its lease.
        let outbox = identity.outbox();
        let one = AssertUnwindSafe(outbox.deliver_one(courier.as_ref())).catch_unwind();
        let Ok(delivered) = one.await else {
            tracing::error!("the delivery of a letter broke; it is tried again when its lease is over");
            continue;
        };
        match delivered {
            Ok(true) => {
                letters.notify_one();
                continue;
            }
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "letters cannot be delivered just now"),
        }
        tokio::select! {
            () = letters.notified() => wait_a_moment(&mut stop).await,
            () = sleep_until(later(LOOK_AGAIN)) => {}
            _ = stop.changed() => {}
        }
    }
}

async fn wait_a_moment(stop: &mut watch::Receiver<bool>) {
    let moment = getrandom::u32().map_or(AT_ODDS_MS, |drawn| drawn % AT_ODDS_MS);
    tokio::select! {
        () = sleep_until(later(Duration::from_millis(u64::from(moment)))) => {}
        _ = stop.changed() => {}
    }
}

/// Seals what was committed, after the commit: nobody who signs in waits for it. At the end too, so that nothing
/// is left open while nobody looks.
async fn seal(identity: Arc<Identity>, mut stop: watch::Receiver<bool>) {
    loop {
        let stops = *stop.borrow();
        match identity.audit().seal().await {
            Ok(lines) => {
                metrics::counter!("identity_audit_lines_sealed_total").increment(lines);
                if lines == u64::from(identity_core::application::audit::BATCH) {
                    continue;
                }
            }
            Err(error) => tracing::warn!(%error, "the audit log cannot be sealed just now"),
        }
        if stops {
            return;
        }
        tokio::select! {
            () = sleep_until(later(SEAL_EVERY)) => {}
            _ = stop.changed() => {}
        }
    }
}

async fn sweep(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        tokio::select! {
            () = sleep_until(later(SWEEP_EVERY)) => {}
            _ = stop.changed() => continue,
        }
        app.throttle.sweep();
        match app.identity.sweep().await {
            Ok(rows) => tracing::debug!(rows, "swept"),
            Err(error) => tracing::warn!(%error, "sweeping failed"),
        }
        match app.identity.audit().prune_what_is_due().await {
            Ok(0) => {}
            Ok(lines) => tracing::info!(lines, "old lines of the audit log were taken out"),
            Err(error) => tracing::error!(%error, "old lines of the audit log cannot be taken out"),
        }
    }
}

/// Counts who could not get back in, for the gauge: at once, and then now and then.
async fn take_stock(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        match app.identity.readiness().tally().await {
            Ok(tally) => {
                for (reason, people) in tally {
                    let people = u32::try_from(people).unwrap_or(u32::MAX);
                    metrics::gauge!("identity_not_ready", "reason" => reason).set(f64::from(people));
                }
            }
            Err(error) => tracing::warn!(%error, "who could not get back in was not counted"),
        }
        tokio::select! {
            () = sleep_until(later(TAKE_STOCK_EVERY)) => {}
            _ = stop.changed() => {}
        }
    }
}

fn later(wait: Duration) -> Instant {
    Instant::now() + wait
}

/// Keeps this node's idea of the time at the store's, and remembers how far the store has come.
#[must_use]
pub fn keep_time(house: Arc<identity_settings::House>, mut stop: watch::Receiver<bool>) -> JoinHandle<()> {
    spawn(async move {
        while !*stop.borrow() {
            tokio::select! {
                () = sleep_until(later(SWEEP_EVERY)) => {}
                _ = stop.changed() => continue,
            }
            if let Err(error) = house.clock.refresh().await {
                tracing::warn!(%error, "the store's clock cannot be read");
            }
            if let Err(error) = house.keep_mark().await {
                tracing::warn!(%error, "it cannot be remembered how far the store has come");
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use std::{pin::Pin, sync::Mutex};

    use identity_core::{
        application::{authority::Authority, organization::NewOrganization},
        domain::{
            kernel::{DisplayName, EmailAddress, Handle, Language, ShortText},
            session::Source,
        },
        ports::{Delivery, ReadyLetter},
    };
    use identity_testkit::TestHouse;

    use super::*;

    /// Breaks at its first letter; says stop at the second.
    struct Fragile {
        tried: Mutex<u32>,
        stop: watch::Sender<bool>,
    }

    impl Courier for Fragile {
        fn deliver<'a, 'b, 'c>(&'a self, _: &'b ReadyLetter) -> Pin<Box<dyn Future<Output = Delivery> + Send + 'c>>
        where
            'a: 'c,
            'b: 'c,
            Self: 'c,
        {
            let mut tried = self.tried.lock().unwrap();
            *tried += 1;
            let is_first = *tried == 1;
            drop(tried);
            Box::pin(async move {
                assert!(!is_first, "broken by the test");
                self.stop.send_replace(true);
                Delivery::Sent
            })
        }
    }

    #[tokio::test]
    async fn a_letter_that_breaks_the_courier_holds_up_no_other() {
        let house = TestHouse::new();
        let operator = Authority::Operator(ShortText::parse("root").unwrap());
        for handle in ["first", "second"] {
            let new = NewOrganization {
                handle: Handle::parse(handle).unwrap(),
                name: DisplayName::parse("Studio").unwrap(),
                contact: None,
                language: Language::ENGLISH,
                owner_name: DisplayName::parse("Giulia").unwrap(),
                owner_address: Some(EmailAddress::parse(&format!("{handle}@mail.example")).unwrap()),
                password: None,
                policy: None,
            };
            house.identity.organizations().open(&operator, new, &Source::local()).await.unwrap();
        }
        let (stop, stopped) = watch::channel(false);
        let courier = Arc::new(Fragile { tried: Mutex::new(0), stop });
        let carried: Arc<dyn Courier> = courier.clone();
        deliver(Arc::clone(&house.identity), carried, Arc::new(Notify::new()), stopped).await;
        assert_eq!(*courier.tried.lock().unwrap(), 2);
    }

    #[tokio::test]
    async fn a_request_that_breaks_gets_the_page_for_that() {
        let broken = to_its_end(async { unreachable!("broken by the test") }).await;
        assert!(matches!(broken.extensions().get(), Some(Trouble::Fault(_))));
    }
}
