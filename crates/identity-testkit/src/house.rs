//! A whole house in memory.

use std::sync::Arc;

use identity_core::{HouseRules, Identity, Ports, domain::permission::Catalogue};

use crate::{
    MemoryStore,
    fakes::{CountedEntropy, ListBlocklist, PlainHasher, RecordingCourier, SteppingClock},
    samples,
};

/// An identity system in memory, with every fake within reach: for tests of policies and of the code
/// around them.
pub struct TestHouse {
    /// The identity system.
    pub identity: Arc<Identity>,
    /// Its store.
    pub store: Arc<MemoryStore>,
    /// Its clock, which the test sets.
    pub clock: SteppingClock,
    /// Its hasher, which counts.
    pub hasher: PlainHasher,
    /// A courier that keeps what it is given; hand it to `identity.outbox().deliver_one(..)`.
    pub courier: RecordingCourier,
}

impl TestHouse {
    /// An empty house with the standard rules.
    #[must_use]
    pub fn new() -> Self {
        Self::with_rules(HouseRules::standard())
    }

    /// An empty house with rules of its own.
    #[must_use]
    pub fn with_rules(rules: HouseRules) -> Self {
        Self::of(rules, Catalogue::own())
    }

    /// An empty house with the standard rules, and the permissions of a host product.
    #[must_use]
    pub fn with_catalogue(catalogue: Catalogue) -> Self {
        Self::of(HouseRules::standard(), catalogue)
    }

    fn of(rules: HouseRules, catalogue: Catalogue) -> Self {
        let store = Arc::new(MemoryStore::new());
        let clock = SteppingClock::at(samples::later(0));
        let hasher = PlainHasher::new();
        let ports = Ports {
            store: store.clone(),
            hasher: Arc::new(hasher.clone()),
            blocklist: Arc::new(ListBlocklist::new(["passwordpassword"])),
            clock: Arc::new(clock.clone()),
            entropy: Arc::new(CountedEntropy::new()),
        };
        let identity = Arc::new(Identity::new(ports, samples::house_key(), rules).with_catalogue(catalogue));
        Self { identity, store, clock, hasher, courier: RecordingCourier::new() }
    }

    /// Delivers every letter that is due. Returns how many came to rest.
    ///
    /// # Panics
    /// When the store does not answer, or letters never end.
    pub async fn deliver_all(&self) -> usize {
        for delivered in 0..10_000 {
            match self.identity.outbox().deliver_one(&self.courier).await {
                Ok(true) => {}
                Ok(false) => return delivered,
                Err(error) => unreachable!("the store does not answer: {error}"),
            }
        }
        unreachable!("letters without end")
    }
}

impl Default for TestHouse {
    fn default() -> Self {
        Self::new()
    }
}
