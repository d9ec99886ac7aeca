//! The password hasher of the house.

use std::{
    io,
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

use async_trait::async_trait;
use identity_core::{
    domain::{
        lockout::ReservedAttempt,
        password::{AcceptedPassword, PasswordHash, TypedPassword},
    },
    ports::{HashingFailure, HashingTicket, PasswordHasher, PasswordVerdict},
};
use thiserror::Error;

use crate::{
    crew::{Crew, CrewSize},
    hashing::Hashing,
    parameters::{Bounds, HashingParameters},
};

/// How many passwords are hashed at once, and how many may wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolSize {
    /// Hashing threads. More than there are cores make every hash slower and none come sooner.
    pub threads: NonZeroU32,
    /// Hashes that may wait for a thread before others are sent away.
    pub queue: u32,
    /// After how long without work a thread gives its memory back.
    pub idle_after: Duration,
}

impl Default for PoolSize {
    /// A thread for each core, 128 waiting, memory given back after 20 seconds.
    fn default() -> Self {
        let cores = thread::available_parallelism().ok().and_then(|cores| NonZeroU32::try_from(cores).ok());
        Self { threads: cores.unwrap_or(NonZeroU32::MIN), queue: 128, idle_after: Duration::from_secs(20) }
    }
}

/// The hashing threads could not be started.
#[derive(Debug, Error)]
pub enum PoolFailure {
    /// The system starts no more threads.
    #[error("the hashing threads do not start")]
    Threads(#[from] io::Error),
    /// The library refuses the parameters.
    #[error("argon2id refuses its parameters")]
    Parameters,
}

/// Hashes passwords with argon2id on threads of its own. Each keeps the memory of one hash between hashes
/// and gives it back when there is nothing to do; passwords are wiped when they have been hashed.
pub struct Argon2Pool {
    crew: Crew,
    hashing: Arc<Hashing>,
    evaluations: Arc<AtomicU64>,
}

impl Argon2Pool {
    /// Starts the threads.
    ///
    /// # Errors
    /// When the system starts no more of them.
    pub fn start(parameters: HashingParameters, size: PoolSize) -> Result<Self, PoolFailure> {
        Self::start_within(parameters, Bounds::HOUSE, size)
    }

    /// The bytes of hashing memory that the threads hold at this moment.
    #[must_use]
    pub fn held_bytes(&self) -> usize {
        self.crew.held_bytes()
    }

    /// How many passwords have been compared for a counted attempt, right or wrong, with a hash or where
    /// there was none. Decoys and new hashes are not among them.
    #[must_use]
    pub fn evaluations(&self) -> u64 {
        self.evaluations.load(Ordering::Relaxed)
    }

    /// How many hashes wait for a thread at this moment.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.crew.waiting()
    }

    /// How many hashes were sent away because too many waited.
    #[must_use]
    pub fn refused(&self) -> u64 {
        self.crew.refused()
    }

    fn start_within(parameters: HashingParameters, bounds: Bounds, size: PoolSize) -> Result<Self, PoolFailure> {
        let hashing = Hashing::new(parameters, bounds).map_err(|_| PoolFailure::Parameters)?;
        let PoolSize { threads, queue, idle_after } = size;
        Ok(Self {
            crew: Crew::start(CrewSize { threads, queue, idle_after })?,
            hashing: Arc::new(hashing),
            evaluations: Arc::default(),
        })
    }
}

#[async_trait]
impl PasswordHasher for Argon2Pool {
    fn admit(&self) -> Result<HashingTicket, HashingFailure> {
        self.crew.admit()
    }

    async fn verify(
        &self,
        ticket: HashingTicket,
        _attempt: &ReservedAttempt,
        password: TypedPassword,
        hash: Option<&PasswordHash>,
    ) -> Result<PasswordVerdict, HashingFailure> {
        let (hashing, hash) = (Arc::clone(&self.hashing), hash.cloned());
        let evaluations = Arc::clone(&self.evaluations);
        self.crew
            .run(ticket, move |memory| {
                // Before the work: one that is broken off in the middle has looked at the secret, too.
                evaluations.fetch_add(1, Ordering::Relaxed);
                hashing.compare(memory, password.reveal(), hash.as_ref())
            })
            .await
    }

    async fn decoy(&self, ticket: HashingTicket, password: TypedPassword) -> Result<(), HashingFailure> {
        let hashing = Arc::clone(&self.hashing);
        self.crew.run(ticket, move |memory| hashing.compare(memory, password.reveal(), None).map(drop)).await
    }

    async fn hash(&self, ticket: HashingTicket, password: AcceptedPassword) -> Result<PasswordHash, HashingFailure> {
        let hashing = Arc::clone(&self.hashing);
        self.crew.run(ticket, move |memory| hashing.hash(memory, password.reveal())).await
    }
}

#[cfg(test)]
mod tests {
    use identity_core::domain::{
        kernel::{NameKey, Timestamp},
        lockout::{GuardKey, GuardKind, LockoutPolicy, Reservation, SignInGuard, Verdict, reserve},
        password::{PasswordRules, SecondStep},
    };

    use super::*;

    const PASSWORD: &str = "il cane di marco dorme sempre";

    fn attempt() -> ReservedAttempt {
        let guard = SignInGuard::untouched(GuardKey::shared(NameKey::as_stored([7; 32]), GuardKind::Password));
        match reserve(&guard, &LockoutPolicy::standard(), Timestamp::from_seconds(0)) {
            Reservation::Granted { attempt, .. } => attempt,
            Reservation::Refused(refusal) => panic!("an untouched guard refuses: {refusal:?}"),
        }
    }

    fn typed(text: &str) -> TypedPassword {
        TypedPassword::read(text).unwrap()
    }

    fn accepted(text: &str) -> AcceptedPassword {
        PasswordRules::new(SecondStep::Optional, []).accept(typed(text), false).unwrap()
    }

    fn pool(parameters: HashingParameters, bounds: Bounds) -> Argon2Pool {
        let size = PoolSize { threads: NonZeroU32::new(2).unwrap(), queue: 64, ..PoolSize::default() };
        Argon2Pool::start_within(parameters, bounds, size).unwrap()
    }

    async fn judge(pool: &Argon2Pool, password: &str, hash: Option<&PasswordHash>) -> PasswordVerdict {
        pool.verify(pool.admit().unwrap(), &attempt(), typed(password), hash).await.unwrap()
    }

    #[tokio::test]
    async fn a_password_is_hashed_and_recognised_under_the_parameters_of_the_house() {
        let pool = pool(HashingParameters::default(), Bounds::HOUSE);
        assert_eq!(pool.held_bytes(), 0);
        let hash = pool.hash(pool.admit().unwrap(), accepted(PASSWORD)).await.unwrap();
        assert!(hash.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_eq!(
            judge(&pool, PASSWORD, Some(&hash)).await,
            PasswordVerdict { verdict: Verdict::Right, rehashed: None }
        );
        assert_eq!(judge(&pool, "il cane di marco non dorme mai", Some(&hash)).await.verdict, Verdict::Wrong);
        assert_eq!(judge(&pool, PASSWORD, None).await, PasswordVerdict { verdict: Verdict::Wrong, rehashed: None });
        assert!(pool.held_bytes() <= 2 * 19_456 * 1_024);
    }

    #[tokio::test]
    async fn parameters_that_moved_on_reach_each_password_at_its_next_use() {
        let hash = {
            let before = pool(HashingParameters::for_tests(), Bounds::FOR_TESTS);
            before.hash(before.admit().unwrap(), accepted(PASSWORD)).await.unwrap()
        };
        let after = pool(HashingParameters::unchecked(128, 2, 1), Bounds::FOR_TESTS);
        assert_eq!(judge(&after, "wrong", Some(&hash)).await.rehashed, None);
        let anew = judge(&after, PASSWORD, Some(&hash)).await.rehashed.unwrap();
        assert!(anew.as_str().contains("$m=128,"));
        assert_eq!(
            judge(&after, PASSWORD, Some(&anew)).await,
            PasswordVerdict { verdict: Verdict::Right, rehashed: None }
        );
    }

    #[tokio::test]
    async fn a_decoy_takes_a_place_and_gives_it_back() {
        let size = PoolSize { threads: NonZeroU32::MIN, queue: 0, ..PoolSize::default() };
        let pool = Argon2Pool::start_within(HashingParameters::for_tests(), Bounds::FOR_TESTS, size).unwrap();
        let ticket = pool.admit().unwrap();
        assert!(matches!(pool.admit(), Err(HashingFailure::Busy { retry_after_seconds: 1.. })));
        pool.decoy(ticket, typed("whatever")).await.unwrap();
        assert_eq!(pool.evaluations(), 0);
        assert!(pool.admit().is_ok());
        assert_eq!(pool.held_bytes(), 64 << 10);
    }

    #[tokio::test]
    async fn many_at_once_are_all_answered_rightly() {
        let pool = Arc::new(pool(HashingParameters::for_tests(), Bounds::FOR_TESTS));
        let hash = pool.hash(pool.admit().unwrap(), accepted(PASSWORD)).await.unwrap();
        let mut running = tokio::task::JoinSet::new();
        for number in 0..60 {
            let (pool, hash) = (Arc::clone(&pool), hash.clone());
            running.spawn(async move {
                let password = if number % 3 == 0 { PASSWORD.to_owned() } else { format!("wrong {number}") };
                (number % 3 == 0, judge(&pool, &password, Some(&hash)).await.verdict)
            });
        }
        for (is_right, verdict) in running.join_all().await {
            assert_eq!(verdict == Verdict::Right, is_right);
        }
        assert_eq!(pool.evaluations(), 60);
    }
}
