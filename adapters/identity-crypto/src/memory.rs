//! The memory that one hashing thread fills, again and again.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use argon2::Block;
use identity_core::ports::HashingFailure;
use zeroize::Zeroize;

use crate::parameters::HashingParameters;

/// The memory of one hashing thread: allocated at the first hash, reused by those that follow, wiped and
/// given back when there is nothing to do.
pub(crate) struct HashingMemory {
    blocks: Vec<Block>,
    kept: Arc<AtomicUsize>,
    #[cfg(test)]
    pub(crate) work: u64,
}

impl HashingMemory {
    /// Allocators keep smaller allocations for themselves when they are freed: glibc raises the size from
    /// which it maps memory directly, up to 32 MiB, with the first one of its kind that is freed. What is
    /// larger than that always goes back to the system. What is not touched costs no memory.
    const ALWAYS_MAPPED: usize = 33 << 10;

    /// No memory yet. What is held is added to `kept`, in bytes.
    pub(crate) fn new(kept: Arc<AtomicUsize>) -> Self {
        Self {
            blocks: Vec::new(),
            kept,
            #[cfg(test)]
            work: 0,
        }
    }

    /// True when nothing is held.
    pub(crate) fn is_free(&self) -> bool {
        self.blocks.is_empty()
    }

    /// At least so many blocks.
    pub(crate) fn hold(&mut self, blocks: usize) -> Result<&mut [Block], HashingFailure> {
        if self.blocks.len() < blocks {
            self.free();
            self.blocks.try_reserve_exact(blocks.max(Self::ALWAYS_MAPPED)).map_err(|_| HashingFailure::Broken)?;
            self.blocks.resize(blocks, Block::new());
            self.kept.fetch_add(self.held_bytes(), Ordering::Relaxed);
        }
        Ok(&mut self.blocks)
    }

    /// The argon2id tag of a password.
    pub(crate) fn fill(
        &mut self,
        parameters: HashingParameters,
        password: &[u8],
        salt: &[u8],
        tag: &mut [u8; HashingParameters::TAG_BYTES],
    ) -> Result<(), HashingFailure> {
        let blocks = self.hold(parameters.blocks().map_err(|_| HashingFailure::Broken)?)?;
        let argon2id = parameters.argon2id().map_err(|_| HashingFailure::Broken)?;
        argon2id.hash_password_into_with_memory(password, salt, tag, blocks).map_err(|_| HashingFailure::Broken)?;
        #[cfg(test)]
        {
            self.work += parameters.cost();
        }
        Ok(())
    }

    /// Wipes the memory and gives it back.
    pub(crate) fn free(&mut self) {
        self.kept.fetch_sub(self.held_bytes(), Ordering::Relaxed);
        // Not the vector's own wiping, which touches the unused capacity too.
        self.blocks.iter_mut().for_each(Zeroize::zeroize);
        self.blocks = Vec::new();
    }

    fn held_bytes(&self) -> usize {
        self.blocks.len() * Block::SIZE
    }
}

impl Drop for HashingMemory {
    fn drop(&mut self) {
        self.free();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_reused_and_accounted_for() {
        let kept = Arc::new(AtomicUsize::new(0));
        let mut memory = HashingMemory::new(Arc::clone(&kept));
        assert!(memory.is_free());
        let first = memory.hold(64).unwrap().as_ptr().addr();
        assert_eq!(memory.hold(64).unwrap().as_ptr().addr(), first);
        assert_eq!(memory.hold(16).unwrap().as_ptr().addr(), first);
        assert_eq!(kept.load(Ordering::Relaxed), 64 << 10);
        memory.hold(128).unwrap();
        assert_eq!(kept.load(Ordering::Relaxed), 128 << 10);
        memory.free();
        assert!(memory.is_free());
        drop(memory);
        assert_eq!(kept.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn memory_that_cannot_be_had_is_a_failure() {
        let mut memory = HashingMemory::new(Arc::default());
        assert_eq!(memory.hold(usize::MAX >> 11).err(), Some(HashingFailure::Broken));
        assert!(memory.is_free());
    }

    #[test]
    fn memory_used_before_changes_no_tag() {
        let mut memory = HashingMemory::new(Arc::default());
        let (mut first, mut again) = ([0; 32], [0; 32]);
        memory.fill(HashingParameters::for_tests(), b"una", b"sedici byte sale", &mut first).unwrap();
        memory.fill(HashingParameters::unchecked(256, 3, 2), b"altra", b"sedici byte sale", &mut again).unwrap();
        memory.fill(HashingParameters::for_tests(), b"una", b"sedici byte sale", &mut again).unwrap();
        assert_eq!(first, again);
        let mut fresh = [0; 32];
        HashingParameters::for_tests()
            .argon2id()
            .unwrap()
            .hash_password_into(b"una", b"sedici byte sale", &mut fresh)
            .unwrap();
        assert_eq!(first, fresh);
    }
}
