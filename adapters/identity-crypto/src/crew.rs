//! The threads that hash, and the short queue before them.
//!
//! Threads of their own, as many as there are cores, each with its own memory: the async runtime's pool for
//! blocking work would start hundreds, and more hashes at once than cores make every one of them slower.

use std::{
    collections::VecDeque,
    io,
    num::NonZeroU32,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use identity_core::ports::{HashingFailure, HashingTicket};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::memory::HashingMemory;

/// How many threads hash, how many jobs may wait for them, and when an idle one gives its memory back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CrewSize {
    pub(crate) threads: NonZeroU32,
    pub(crate) queue: u32,
    pub(crate) idle_after: Duration,
}

/// The hashing threads. They end when it is dropped.
pub(crate) struct Crew {
    places: Arc<Semaphore>,
    size: CrewSize,
    desk: Arc<Desk>,
    refused: AtomicU64,
}

impl Crew {
    /// Starts the threads.
    pub(crate) fn start(size: CrewSize) -> io::Result<Self> {
        let places = size.threads.get().saturating_add(size.queue);
        let places = usize::try_from(places).unwrap_or(Semaphore::MAX_PERMITS).min(Semaphore::MAX_PERMITS);
        let crew =
            Self { places: Arc::new(Semaphore::new(places)), size, desk: Arc::default(), refused: AtomicU64::new(0) };
        for number in 0..size.threads.get() {
            let desk = Arc::clone(&crew.desk);
            thread::Builder::new().name(format!("hashing-{number}")).spawn(move || desk.serve(size.idle_after))?;
        }
        Ok(crew)
    }

    /// Takes a place, on a thread or in the queue.
    pub(crate) fn admit(&self) -> Result<HashingTicket, HashingFailure> {
        let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else {
            self.refused.fetch_add(1, Ordering::Relaxed);
            return Err(HashingFailure::Busy { retry_after_seconds: self.seconds_to_clear() });
        };
        Ok(HashingTicket::new(place))
    }

    /// Has a thread do `work`. The place is given back when the work is done, even when nobody waits for it
    /// any more; work that nobody waits for when its turn comes is not begun.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        ticket: HashingTicket,
        work: impl FnOnce(&mut HashingMemory) -> Result<T, HashingFailure> + Send + 'static,
    ) -> Result<T, HashingFailure> {
        let place = self.redeem(ticket)?;
        let (reply, answer) = oneshot::channel();
        self.desk.put(Box::new(move |memory| {
            if reply.is_closed() {
                return;
            }
            let done = catch_unwind(AssertUnwindSafe(|| work(memory))).unwrap_or_else(|_| {
                memory.free();
                Err(HashingFailure::Broken)
            });
            drop(place);
            // The receiver may be gone: nobody to tell.
            drop(reply.send(done));
        }));
        answer.await.unwrap_or(Err(HashingFailure::Broken))
    }

    /// The bytes that the threads hold.
    pub(crate) fn held_bytes(&self) -> usize {
        self.desk.kept.load(Ordering::Relaxed)
    }

    /// How many jobs wait for a thread.
    pub(crate) fn waiting(&self) -> usize {
        self.desk.waiting().jobs.len()
    }

    /// How many were sent away.
    pub(crate) fn refused(&self) -> u64 {
        self.refused.load(Ordering::Relaxed)
    }

    /// Only a ticket of this crew is a place here.
    fn redeem(&self, ticket: HashingTicket) -> Result<OwnedSemaphorePermit, HashingFailure> {
        let place = ticket.into_inner().downcast::<OwnedSemaphorePermit>().map_err(|_| HashingFailure::Broken)?;
        if Arc::ptr_eq(place.semaphore(), &self.places) { Ok(*place) } else { Err(HashingFailure::Broken) }
    }

    /// How long a full queue takes, going by the latest jobs: at least a second, at most a minute.
    fn seconds_to_clear(&self) -> u32 {
        let turns = u64::from(self.size.queue / self.size.threads) + 1;
        let micros = self.desk.usual_micros.load(Ordering::Relaxed).saturating_mul(turns);
        u32::try_from(micros.div_ceil(1_000_000)).unwrap_or(u32::MAX).clamp(1, 60)
    }
}

impl Drop for Crew {
    fn drop(&mut self) {
        self.desk.close();
    }
}

type Job = Box<dyn FnOnce(&mut HashingMemory) + Send>;

/// Where jobs are put and fetched.
#[derive(Default)]
struct Desk {
    waiting: Mutex<Waiting>,
    changed: Condvar,
    /// A moving average of what a job takes.
    usual_micros: AtomicU64,
    kept: Arc<AtomicUsize>,
}

#[derive(Default)]
struct Waiting {
    jobs: VecDeque<Job>,
    closed: bool,
}

impl Desk {
    fn put(&self, job: Job) {
        self.waiting().jobs.push_back(job);
        self.changed.notify_one();
    }

    fn close(&self) {
        self.waiting().closed = true;
        self.changed.notify_all();
    }

    /// The life of one thread.
    #[expect(clippy::disallowed_methods, reason = "measures how long a hash takes, which decides nothing about time")]
    fn serve(&self, idle_after: Duration) {
        let mut memory = HashingMemory::new(Arc::clone(&self.kept));
        while let Some(job) = self.next(&mut memory, idle_after) {
            let begun = Instant::now();
            job(&mut memory);
            self.note(begun.elapsed());
        }
    }

    /// Waits for a job; None when there will be none any more.
    fn next(&self, memory: &mut HashingMemory, idle_after: Duration) -> Option<Job> {
        let mut waiting = self.waiting();
        loop {
            if let Some(job) = waiting.jobs.pop_front() {
                return Some(job);
            }
            if waiting.closed {
                return None;
            }
            if memory.is_free() {
                waiting = self.changed.wait(waiting).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            let (back, wait) = self.changed.wait_timeout(waiting, idle_after).unwrap_or_else(PoisonError::into_inner);
            waiting = back;
            if wait.timed_out() && waiting.jobs.is_empty() {
                drop(waiting);
                memory.free();
                waiting = self.waiting();
            }
        }
    }

    fn note(&self, took: Duration) {
        let took = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let usual = self.usual_micros.load(Ordering::Relaxed);
        // Two threads may overwrite each other's; an estimate bears that.
        self.usual_micros.store(if usual == 0 { took } else { usual / 8 * 7 + took / 8 }, Ordering::Relaxed);
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
