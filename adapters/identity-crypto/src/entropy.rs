//! Randomness from the operating system.

use identity_core::{
    domain::kernel::SecretBytes,
    ports::{Entropy, EntropyFailure},
};
use zeroize::Zeroizing;

/// The operating system's cryptographic random number generator.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsEntropy;

impl Entropy for OsEntropy {
    fn draw(&self) -> Result<SecretBytes, EntropyFailure> {
        let bytes = Zeroizing::new(random_bytes::<32>()?);
        Ok(SecretBytes::drawn(*bytes))
    }

    fn draw_for_id(&self) -> Result<[u8; 10], EntropyFailure> {
        random_bytes()
    }
}

/// Every random byte of the house comes from here.
pub(crate) fn random_bytes<const N: usize>() -> Result<[u8; N], EntropyFailure> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| EntropyFailure)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use identity_core::domain::kernel::SecretToken;

    use super::*;

    #[test]
    fn no_two_draws_are_alike() {
        let secrets: HashSet<String> =
            (0..1_000).map(|_| SecretToken::new(&OsEntropy.draw().unwrap()).reveal().to_string()).collect();
        assert_eq!(secrets.len(), 1_000);
        let ids: HashSet<[u8; 10]> = (0..1_000).map(|_| OsEntropy.draw_for_id().unwrap()).collect();
        assert_eq!(ids.len(), 1_000);
    }

    #[test]
    fn every_byte_of_a_draw_is_drawn() {
        let draws: Vec<[u8; 16]> = (0..64).map(|_| random_bytes().unwrap()).collect();
        for place in 0..16 {
            let seen: HashSet<u8> = draws.iter().map(|draw| draw[place]).collect();
            assert!(seen.len() > 1, "byte {place} never changes");
        }
    }
}
