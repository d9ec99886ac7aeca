//! Entropy that can be foretold.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use identity_core::{
    domain::kernel::SecretBytes,
    ports::{Entropy, EntropyFailure},
};

/// Counts instead of drawing: every draw differs from every other, and every run gives the same. The
/// first code that is made of it reads `0000 0001`. For tests only: anybody can foretell it.
#[derive(Debug, Default)]
pub struct CountedEntropy {
    drawn: AtomicU64,
    dry: AtomicBool,
}

impl CountedEntropy {
    /// Entropy that has not been drawn from.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// From now on every draw fails, or, with `false`, none does.
    pub fn run_dry(&self, dry: bool) {
        self.dry.store(dry, Ordering::SeqCst);
    }

    /// How often it was drawn from.
    #[must_use]
    pub fn draws(&self) -> u64 {
        self.drawn.load(Ordering::SeqCst)
    }

    fn next(&self) -> Result<[u8; 8], EntropyFailure> {
        if self.dry.load(Ordering::SeqCst) {
            return Err(EntropyFailure);
        }
        Ok((self.drawn.fetch_add(1, Ordering::SeqCst) + 1).to_be_bytes())
    }
}

impl Entropy for CountedEntropy {
    fn draw(&self) -> Result<SecretBytes, EntropyFailure> {
        let mut bytes = [0xa5; 32];
        bytes[..8].copy_from_slice(&self.next()?);
        Ok(SecretBytes::drawn(bytes))
    }

    fn draw_for_id(&self) -> Result<[u8; 10], EntropyFailure> {
        let mut bytes = [0; 10];
        bytes[2..].copy_from_slice(&self.next()?);
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use identity_core::domain::kernel::{SecretToken, UnlockCode};

    use super::*;

    #[test]
    fn no_two_draws_are_alike() {
        let entropy = CountedEntropy::new();
        let first = SecretToken::new(&entropy.draw().unwrap()).reveal();
        let second = SecretToken::new(&entropy.draw().unwrap()).reveal();
        assert_ne!(*first, *second);
        assert_ne!(entropy.draw_for_id().unwrap(), entropy.draw_for_id().unwrap());
        assert_eq!(entropy.draws(), 4);
    }

    #[test]
    fn the_first_code_can_be_foretold() {
        let code = UnlockCode::new(&CountedEntropy::new().draw().unwrap());
        assert_eq!(*code.reveal(), "0000 0001");
    }

    #[test]
    fn what_has_run_dry_gives_nothing() {
        let entropy = CountedEntropy::new();
        entropy.run_dry(true);
        assert!(entropy.draw().is_err() && entropy.draw_for_id().is_err());
        entropy.run_dry(false);
        assert!(entropy.draw().is_ok());
    }
}
