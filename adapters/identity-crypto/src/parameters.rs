//! What one hash costs.

use argon2::{Algorithm, Argon2, Params, Version};
use thiserror::Error;

/// What one argon2id hash costs. The bounds are those of [`HashingParameters::new`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashingParameters {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// Parameters out of bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum HashingParametersError {
    /// Too little memory to be slow, or too much to be served.
    #[error("argon2id takes 19456 to 1048576 KiB of memory here, not {0}")]
    Memory(u32),
    /// Too few passes to be slow, or too many to be served.
    #[error("argon2id takes 2 to 10 passes here, not {0}")]
    Passes(u32),
    /// Too many lanes, or none.
    #[error("argon2id takes 1 to 4 lanes here, not {0}")]
    Lanes(u32),
}

impl HashingParameters {
    /// Bytes of a tag.
    pub(crate) const TAG_BYTES: usize = 32;

    /// Parameters between 19 MiB, two passes, one lane (the OWASP minimum) and 1 GiB, ten passes, four lanes.
    ///
    /// # Errors
    /// Names the first one that is out of bounds.
    pub fn new(memory_kib: u32, passes: u32, lanes: u32) -> Result<Self, HashingParametersError> {
        Bounds::HOUSE.check(Self { memory_kib, passes, lanes })
    }

    /// Memory of one hash in KiB.
    #[must_use]
    pub const fn memory_kib(self) -> u32 {
        self.memory_kib
    }

    /// Passes over that memory.
    #[must_use]
    pub const fn passes(self) -> u32 {
        self.passes
    }

    /// Lanes. They are computed one after the other: more of them cost nothing and bring nothing here, and
    /// exist for hashes made elsewhere.
    #[must_use]
    pub const fn lanes(self) -> u32 {
        self.lanes
    }

    /// Cheap enough for tests that are not about the cost.
    #[cfg(test)]
    pub(crate) const fn for_tests() -> Self {
        Self { memory_kib: 64, passes: 2, lanes: 1 }
    }

    /// Parameters that nobody has checked yet.
    pub(crate) const fn unchecked(memory_kib: u32, passes: u32, lanes: u32) -> Self {
        Self { memory_kib, passes, lanes }
    }

    /// Memory times passes: what the time of a hash is proportional to.
    pub(crate) fn cost(self) -> u64 {
        u64::from(self.memory_kib) * u64::from(self.passes)
    }

    /// True when a hash made so should be made anew under `current`.
    pub(crate) const fn is_weaker_than(self, current: Self) -> bool {
        self.memory_kib < current.memory_kib || self.passes < current.passes
    }

    /// The work that is left to do after a hash of these parameters, so that all that was done costs as
    /// much as one hash of `current`: as few passes as fit in the memory of `current`, so that the work is
    /// bound by memory like the real one. None when nothing worth a hash is left.
    pub(crate) fn shortfall(self, current: Self) -> Option<Self> {
        let left = current.cost().checked_sub(self.cost())?;
        let passes = left.div_ceil(u64::from(current.memory_kib)).max(1);
        let memory_kib = u32::try_from(left / passes).ok()?;
        let passes = u32::try_from(passes).ok()?;
        (memory_kib >= Params::MIN_M_COST).then_some(Self { memory_kib, passes, lanes: 1 })
    }

    /// The blocks of memory that a hash fills.
    pub(crate) fn blocks(self) -> Result<usize, argon2::Error> {
        Ok(self.as_params()?.block_count())
    }

    /// The function with these parameters.
    pub(crate) fn argon2id(self) -> Result<Argon2<'static>, argon2::Error> {
        Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, self.as_params()?))
    }

    /// The library's form of them.
    pub(crate) fn as_params(self) -> Result<Params, argon2::Error> {
        Params::new(self.memory_kib, self.passes, self.lanes, Some(Self::TAG_BYTES))
    }
}

impl Default for HashingParameters {
    fn default() -> Self {
        Bounds::HOUSE.least
    }
}

/// Between what parameters a hash is computed at all. Those of a stored hash are held to them too: whoever
/// can write to the store can neither make guessing cheap nor exhaust the memory (attack V01).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    least: HashingParameters,
    most: HashingParameters,
}

impl Bounds {
    /// The bounds of the house.
    pub(crate) const HOUSE: Self = Self {
        least: HashingParameters { memory_kib: 19_456, passes: 2, lanes: 1 },
        most: HashingParameters { memory_kib: 1_048_576, passes: 10, lanes: 4 },
    };

    /// Bounds around [`HashingParameters::for_tests`].
    #[cfg(test)]
    pub(crate) const FOR_TESTS: Self = Self {
        least: HashingParameters { memory_kib: 32, passes: 1, lanes: 1 },
        most: HashingParameters { memory_kib: 256, passes: 10, lanes: 4 },
    };

    /// The same parameters, when they are within.
    pub(crate) fn check(self, parameters: HashingParameters) -> Result<HashingParameters, HashingParametersError> {
        let HashingParameters { memory_kib, passes, lanes } = parameters;
        if !(self.least.memory_kib..=self.most.memory_kib).contains(&memory_kib) {
            return Err(HashingParametersError::Memory(memory_kib));
        }
        if !(self.least.passes..=self.most.passes).contains(&passes) {
            return Err(HashingParametersError::Passes(passes));
        }
        if !(self.least.lanes..=self.most.lanes).contains(&lanes) {
            return Err(HashingParametersError::Lanes(lanes));
        }
        Ok(parameters)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_have_a_floor_and_a_ceiling() {
        use HashingParametersError::{Lanes, Memory, Passes};
        assert!(HashingParameters::new(19_456, 2, 1).is_ok());
        assert!(HashingParameters::new(1_048_576, 10, 4).is_ok());
        assert_eq!(HashingParameters::new(19_455, 2, 1), Err(Memory(19_455)));
        assert_eq!(HashingParameters::new(1_048_577, 2, 1), Err(Memory(1_048_577)));
        assert_eq!(HashingParameters::new(19_456, 1, 1), Err(Passes(1)));
        assert_eq!(HashingParameters::new(19_456, 11, 1), Err(Passes(11)));
        assert_eq!(HashingParameters::new(19_456, 2, 0), Err(Lanes(0)));
        assert_eq!(HashingParameters::new(19_456, 2, 5), Err(Lanes(5)));
    }

    #[test]
    fn the_shortfall_makes_up_for_a_cheaper_hash_within_the_memory_at_hand() {
        let kinds = [(19_456, 2), (19_456, 3), (20_000, 2), (65_536, 2), (65_536, 10), (47_104, 2), (1_048_576, 10)];
        for (memory, passes) in kinds {
            let current = HashingParameters::new(memory, passes, 1).unwrap();
            for (memory, passes) in kinds {
                let older = HashingParameters::new(memory, passes, 1).unwrap();
                let Some(rest) = older.shortfall(current) else {
                    assert!(older.cost() + 64 > current.cost(), "{older:?} leaves something of {current:?} undone");
                    continue;
                };
                assert!(rest.memory_kib() <= current.memory_kib());
                let total = older.cost() + rest.cost();
                assert!(
                    total <= current.cost() && total + 16 > current.cost(),
                    "{older:?} and {rest:?} are not {current:?}"
                );
            }
        }
    }

    #[test]
    fn what_is_stronger_already_is_not_made_anew() {
        let current = HashingParameters::new(65_536, 3, 1).unwrap();
        assert!(HashingParameters::new(19_456, 10, 1).unwrap().is_weaker_than(current));
        assert!(HashingParameters::new(65_536, 2, 1).unwrap().is_weaker_than(current));
        assert!(!current.is_weaker_than(current));
        assert!(!HashingParameters::new(65_537, 4, 1).unwrap().is_weaker_than(current));
    }
}
