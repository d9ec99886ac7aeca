//! Places, the queue, and what becomes of memory.

#![expect(clippy::disallowed_methods, reason = "a test waits at most so long")]

use std::{
    pin::pin,
    sync::mpsc,
    task::{Context, Poll, Waker},
};

use super::*;

const PATIENCE: Duration = Duration::from_secs(20);

fn crew(threads: u32, queue: u32, idle_after: Duration) -> Crew {
    Crew::start(CrewSize { threads: NonZeroU32::new(threads).unwrap(), queue, idle_after }).unwrap()
}

/// Waits for something that another thread brings about.
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "{what} never came about");
        thread::yield_now();
    }
}

#[test]
fn a_full_queue_says_busy_at_once_and_a_dropped_ticket_is_a_free_place() {
    let crew = crew(1, 2, PATIENCE);
    let mut tickets: Vec<HashingTicket> = (0..3).map(|_| crew.admit().unwrap()).collect();
    for _ in 0..3 {
        assert_eq!(crew.admit().unwrap_err(), HashingFailure::Busy { retry_after_seconds: 1 });
    }
    tickets.pop();
    let again = crew.admit().unwrap();
    assert!(crew.admit().is_err());
    drop((tickets, again));
    assert_eq!(crew.places.available_permits(), 3);
}

#[test]
fn the_time_to_wait_grows_with_what_a_job_takes_and_stays_within_a_minute() {
    let crew = crew(2, 100, PATIENCE);
    assert_eq!(crew.seconds_to_clear(), 1);
    crew.desk.note(Duration::from_millis(100));
    assert_eq!(crew.seconds_to_clear(), 6);
    crew.desk.note(Duration::from_hours(10));
    assert_eq!(crew.seconds_to_clear(), 60);
}

#[tokio::test]
async fn a_place_is_free_again_when_the_answer_is_there() {
    let crew = crew(1, 0, PATIENCE);
    for round in 0..50 {
        let ticket = crew.admit().unwrap();
        assert_eq!(crew.run(ticket, move |_| Ok(round)).await, Ok(round));
    }
}

#[tokio::test]
async fn one_thread_keeps_one_memory() {
    let crew = crew(1, 0, PATIENCE);
    let mut places = Vec::new();
    for _ in 0..5 {
        let ticket = crew.admit().unwrap();
        places.push(crew.run(ticket, |memory| Ok(memory.hold(64)?.as_ptr().addr())).await.unwrap());
    }
    places.dedup();
    assert_eq!(places.len(), 1);
    assert_eq!(crew.held_bytes(), 64 << 10);
}

#[tokio::test]
async fn idle_threads_hold_no_memory_and_work_again() {
    let crew = crew(2, 0, Duration::from_millis(1));
    for _ in 0..3 {
        let ticket = crew.admit().unwrap();
        crew.run(ticket, |memory| memory.hold(64).map(|_| ())).await.unwrap();
        until("memory given back", || crew.held_bytes() == 0);
    }
}

#[tokio::test]
async fn threads_wait_for_work_without_memory_and_end_with_the_crew() {
    let crew = crew(2, 2, PATIENCE);
    let (tell, told) = mpsc::channel();
    for _ in 0..2 {
        let (ticket, tell) = (crew.admit().unwrap(), tell.clone());
        crew.run(ticket, move |memory| memory.hold(64).map(|_| tell.send(()).unwrap())).await.unwrap();
    }
    drop(tell);
    assert_eq!(told.iter().count(), 2);
    let desk = Arc::clone(&crew.desk);
    drop(crew);
    until("the end of the threads", || Arc::strong_count(&desk) == 1);
    assert_eq!(desk.kept.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn a_job_that_panics_is_reported_and_costs_neither_place_nor_thread() {
    let crew = crew(1, 0, PATIENCE);
    for _ in 0..3 {
        let ticket = crew.admit().unwrap();
        let fell: Result<(), _> = crew
            .run(ticket, |memory| {
                memory.hold(64)?;
                panic!("as intended");
            })
            .await;
        assert_eq!(fell, Err(HashingFailure::Broken));
        assert_eq!(crew.held_bytes(), 0);
        let ticket = crew.admit().unwrap();
        assert_eq!(crew.run(ticket, |_| Ok(7)).await, Ok(7));
    }
}

#[tokio::test]
async fn a_ticket_from_elsewhere_is_no_place_here() {
    let (here, elsewhere) = (crew(1, 0, PATIENCE), crew(1, 0, PATIENCE));
    let foreign = elsewhere.admit().unwrap();
    assert_eq!(here.run(foreign, |_| Ok(())).await, Err(HashingFailure::Broken));
    assert_eq!(here.run(HashingTicket::new(()), |_| Ok(())).await, Err(HashingFailure::Broken));
    assert!(elsewhere.admit().is_ok());
}

#[test]
fn work_that_nobody_waits_for_keeps_its_place_until_its_turn_and_is_not_begun() {
    let crew = crew(1, 1, PATIENCE);
    let (go, gone) = mpsc::channel::<()>();
    let (tell, told) = mpsc::channel();
    let poll = |future: std::pin::Pin<&mut dyn Future<Output = Result<(), HashingFailure>>>| {
        future.poll(&mut Context::from_waker(Waker::noop()))
    };

    let first_ticket = crew.admit().unwrap();
    let mut first = pin!(crew.run(first_ticket, move |_| {
        gone.recv().unwrap();
        Ok(())
    }));
    assert_eq!(poll(first.as_mut()), Poll::Pending);
    {
        let ticket = crew.admit().unwrap();
        let mut second = pin!(crew.run(ticket, move |_| {
            tell.send(()).unwrap();
            Ok(())
        }));
        assert_eq!(poll(second.as_mut()), Poll::Pending);
    }
    assert!(crew.admit().is_err());
    go.send(()).unwrap();
    until("both places free", || crew.places.available_permits() == 2);
    assert_eq!(told.recv(), Err(mpsc::RecvError));
    assert_eq!(poll(first.as_mut()), Poll::Ready(Ok(())));
}
