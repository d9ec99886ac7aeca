//! A hasher that costs nothing and protects nothing.

use std::sync::{
    Arc,
    atomic::{AtomicU32, AtomicU64, Ordering},
};

use async_trait::async_trait;
use identity_core::{
    domain::{
        lockout::{ReservedAttempt, Verdict},
        password::{AcceptedPassword, PasswordHash, TypedPassword},
    },
    ports::{HashingFailure, HashingTicket, PasswordHasher, PasswordVerdict},
};

const MARK: &str = "fake$";

/// Keeps passwords readable behind a `fake$`, so that nobody takes its hashes for real ones, and counts
/// what is asked of it. Clones count together. For tests only.
#[derive(Clone, Debug, Default)]
pub struct PlainHasher(Arc<Tally>);

#[derive(Debug, Default)]
struct Tally {
    evaluated: AtomicU64,
    decoys: AtomicU64,
    hashed: AtomicU64,
    parameters: AtomicU32,
    /// Seconds to wait, while there is no place; zero while there is.
    busy: AtomicU32,
    held: Arc<AtomicU32>,
}

/// Gives its place back when the ticket is dropped.
#[derive(Debug)]
struct Place(Arc<AtomicU32>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl PlainHasher {
    /// A hasher that nobody has asked anything yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What a hasher with the first parameters keeps of this password.
    #[must_use]
    pub fn hash_of(password: &str) -> PasswordHash {
        written(0, password)
    }

    /// How many passwords were compared with a stored hash or its decoy: what E1 bounds.
    #[must_use]
    pub fn evaluated(&self) -> u64 {
        self.0.evaluated.load(Ordering::SeqCst)
    }

    /// How often the work was done without comparing anything.
    #[must_use]
    pub fn decoys(&self) -> u64 {
        self.0.decoys.load(Ordering::SeqCst)
    }

    /// How many new passwords were hashed.
    #[must_use]
    pub fn hashed(&self) -> u64 {
        self.0.hashed.load(Ordering::SeqCst)
    }

    /// How many tickets are out.
    #[must_use]
    pub fn tickets_out(&self) -> u32 {
        self.0.held.load(Ordering::SeqCst)
    }

    /// From now on there is no place in the queue.
    pub fn be_busy(&self, retry_after_seconds: u32) {
        self.0.busy.store(retry_after_seconds.max(1), Ordering::SeqCst);
    }

    /// From now on there is a place again.
    pub fn be_free(&self) {
        self.0.busy.store(0, Ordering::SeqCst);
    }

    /// The parameters move on: from now on older hashes are answered with a new one.
    pub fn move_on(&self) {
        self.0.parameters.fetch_add(1, Ordering::SeqCst);
    }
}

#[async_trait]
impl PasswordHasher for PlainHasher {
    fn admit(&self) -> Result<HashingTicket, HashingFailure> {
        match self.0.busy.load(Ordering::SeqCst) {
            0 => {
                self.0.held.fetch_add(1, Ordering::SeqCst);
                Ok(HashingTicket::new(Place(Arc::clone(&self.0.held))))
            }
            retry_after_seconds => Err(HashingFailure::Busy { retry_after_seconds }),
        }
    }

    async fn verify(
        &self,
        ticket: HashingTicket,
        _attempt: &ReservedAttempt,
        password: TypedPassword,
        hash: Option<&PasswordHash>,
    ) -> Result<PasswordVerdict, HashingFailure> {
        self.0.evaluated.fetch_add(1, Ordering::SeqCst);
        drop(ticket);
        let wrong = PasswordVerdict { verdict: Verdict::Wrong, rehashed: None };
        let Some((parameters, kept)) = hash.and_then(read) else {
            return Ok(wrong);
        };
        if kept != password.reveal() {
            return Ok(wrong);
        }
        let now = self.0.parameters.load(Ordering::SeqCst);
        Ok(PasswordVerdict { verdict: Verdict::Right, rehashed: (parameters != now).then(|| written(now, kept)) })
    }

    async fn decoy(&self, ticket: HashingTicket, _password: TypedPassword) -> Result<(), HashingFailure> {
        self.0.decoys.fetch_add(1, Ordering::SeqCst);
        drop(ticket);
        Ok(())
    }

    async fn hash(&self, ticket: HashingTicket, password: AcceptedPassword) -> Result<PasswordHash, HashingFailure> {
        self.0.hashed.fetch_add(1, Ordering::SeqCst);
        drop(ticket);
        Ok(written(self.0.parameters.load(Ordering::SeqCst), password.reveal()))
    }
}

fn written(parameters: u32, password: &str) -> PasswordHash {
    PasswordHash::as_stored(format!("{MARK}{parameters}${password}"))
}

fn read(hash: &PasswordHash) -> Option<(u32, &str)> {
    let (parameters, password) = hash.as_str().strip_prefix(MARK)?.split_once('$')?;
    Some((parameters.parse().ok()?, password))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    async fn compared(hasher: &PlainHasher, password: &str, hash: Option<&PasswordHash>) -> PasswordVerdict {
        hasher.verify(hasher.admit().unwrap(), &samples::attempt(), samples::typed(password), hash).await.unwrap()
    }

    #[tokio::test]
    async fn a_password_is_right_against_its_own_hash_only() {
        let hasher = PlainHasher::new();
        let hash = hasher.hash(hasher.admit().unwrap(), samples::accepted("a$long$enough$one")).await.unwrap();
        assert!(hash.as_str().starts_with("fake$"));
        assert_eq!(compared(&hasher, "a$long$enough$one", Some(&hash)).await.verdict, Verdict::Right);
        assert_eq!(compared(&hasher, "another long one", Some(&hash)).await.verdict, Verdict::Wrong);
        assert_eq!(compared(&hasher, "a$long$enough$one", None).await.verdict, Verdict::Wrong);
        let foreign = PasswordHash::as_stored("$argon2id$v=19$..".to_owned());
        assert_eq!(compared(&hasher, "..", Some(&foreign)).await.verdict, Verdict::Wrong);
        hasher.decoy(hasher.admit().unwrap(), samples::typed("x")).await.unwrap();
        assert_eq!((hasher.evaluated(), hasher.decoys(), hasher.hashed()), (4, 1, 1));
    }

    #[tokio::test]
    async fn an_older_hash_of_the_right_password_is_renewed() {
        let hasher = PlainHasher::new();
        let old = PlainHasher::hash_of(samples::PASSWORD);
        assert_eq!(compared(&hasher, samples::PASSWORD, Some(&old)).await.rehashed, None);
        hasher.move_on();
        let new = compared(&hasher, samples::PASSWORD, Some(&old)).await.rehashed.unwrap();
        assert_eq!(
            compared(&hasher, samples::PASSWORD, Some(&new)).await,
            PasswordVerdict { verdict: Verdict::Right, rehashed: None }
        );
        assert_eq!(compared(&hasher, "another", Some(&old)).await.rehashed, None);
    }

    #[test]
    fn a_busy_hasher_admits_nobody_and_a_dropped_ticket_is_given_back() {
        let hasher = PlainHasher::new();
        let ticket = hasher.admit().unwrap();
        assert_eq!(hasher.tickets_out(), 1);
        drop(ticket);
        assert_eq!(hasher.tickets_out(), 0);
        hasher.be_busy(3);
        assert_eq!(hasher.admit().err(), Some(HashingFailure::Busy { retry_after_seconds: 3 }));
        hasher.be_free();
        assert!(hasher.admit().is_ok());
    }
}
