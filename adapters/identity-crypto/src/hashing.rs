//! What a hashing thread does with a password.

use std::sync::{Mutex, PoisonError};

use identity_core::{
    domain::{lockout::Verdict, password::PasswordHash},
    ports::{HashingFailure, PasswordVerdict},
};
use zeroize::Zeroizing;

use crate::{
    entropy::random_bytes,
    memory::HashingMemory,
    parameters::{Bounds, HashingParameters},
    stored_hash::{SALT_BYTES, StoredHash},
};

/// The parameters in force, and what follows from them.
pub(crate) struct Hashing {
    current: HashingParameters,
    bounds: Bounds,
    decoy: StoredHash,
    ordinary_blocks: usize,
    one_large: Mutex<()>,
}

impl Hashing {
    /// Hashing under `current`, reading hashes within `bounds`.
    pub(crate) fn new(current: HashingParameters, bounds: Bounds) -> Result<Self, HashingFailure> {
        let ordinary_blocks = current.blocks().map_err(|_| HashingFailure::Broken)?;
        Ok(Self { current, bounds, decoy: StoredHash::decoy(current)?, ordinary_blocks, one_large: Mutex::new(()) })
    }

    /// Hashes under the parameters in force, with a salt of its own.
    pub(crate) fn hash(&self, memory: &mut HashingMemory, password: &str) -> Result<PasswordHash, HashingFailure> {
        let salt = random_bytes::<SALT_BYTES>().map_err(|_| HashingFailure::Broken)?;
        StoredHash::make(self.current, salt, password, memory)?.write()
    }

    /// Compares. A wrong password costs one hash under the parameters in force, whether there is a hash or
    /// not, can be read or not, and is of older, cheaper parameters or not: what such a one lacks is worked
    /// off afterwards. Hashes of dearer parameters, left from before they were lowered, cost what they cost.
    /// A right password under weaker parameters is hashed anew instead.
    pub(crate) fn compare(
        &self,
        memory: &mut HashingMemory,
        password: &str,
        stored: Option<&PasswordHash>,
    ) -> Result<PasswordVerdict, HashingFailure> {
        let read = stored.and_then(|hash| StoredHash::read(hash.as_str(), self.bounds));
        let is_there = read.is_some();
        let target = read.as_ref().unwrap_or(&self.decoy);
        let is_same = self.with_room_for(target.parameters, memory, |memory| target.is_of(password, memory))?;
        if !(is_there && is_same) {
            self.work_off(target.parameters, memory, password)?;
            return Ok(PasswordVerdict { verdict: Verdict::Wrong, rehashed: None });
        }
        // The password is right, whether or not its new hash can be made.
        let rehashed =
            target.parameters.is_weaker_than(self.current).then(|| self.hash(memory, password).ok()).flatten();
        Ok(PasswordVerdict { verdict: Verdict::Right, rehashed })
    }

    /// Hashes that take more memory than the parameters in force are computed one at a time, and the thread
    /// does not keep what they took: however many of them the store holds, the server needs one such memory.
    fn with_room_for<T>(
        &self,
        parameters: HashingParameters,
        memory: &mut HashingMemory,
        work: impl FnOnce(&mut HashingMemory) -> Result<T, HashingFailure>,
    ) -> Result<T, HashingFailure> {
        let blocks = parameters.blocks().map_err(|_| HashingFailure::Broken)?;
        if blocks <= self.ordinary_blocks {
            memory.hold(self.ordinary_blocks)?;
            return work(memory);
        }
        let _alone = self.one_large.lock().unwrap_or_else(PoisonError::into_inner);
        let done = work(memory);
        memory.free();
        done
    }

    fn work_off(
        &self,
        done: HashingParameters,
        memory: &mut HashingMemory,
        password: &str,
    ) -> Result<(), HashingFailure> {
        let Some(rest) = done.shortfall(self.current) else {
            return Ok(());
        };
        let mut nothing = Zeroizing::new([0; HashingParameters::TAG_BYTES]);
        memory.fill(rest, password.as_bytes(), &[0; SALT_BYTES], &mut nothing)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    use super::*;

    const PASSWORD: &str = "correct horse battery staple";

    fn hashing(memory_kib: u32, passes: u32) -> Hashing {
        Hashing::new(HashingParameters::unchecked(memory_kib, passes, 1), Bounds::FOR_TESTS).unwrap()
    }

    fn compare(hashing: &Hashing, password: &str, stored: Option<&PasswordHash>) -> (PasswordVerdict, u64) {
        let mut memory = HashingMemory::new(Arc::default());
        let verdict = hashing.compare(&mut memory, password, stored).unwrap();
        (verdict, memory.work)
    }

    fn hash(hashing: &Hashing) -> PasswordHash {
        hashing.hash(&mut HashingMemory::new(Arc::default()), PASSWORD).unwrap()
    }

    #[test]
    fn only_the_password_itself_is_right() {
        let now = hashing(64, 2);
        let stored = hash(&now);
        assert_eq!(
            compare(&now, PASSWORD, Some(&stored)).0,
            PasswordVerdict { verdict: Verdict::Right, rehashed: None }
        );
        for wrong in
            ["", "correct horse battery stapl", "correct horse battery staple ", "Correct horse battery staple"]
        {
            assert_eq!(compare(&now, wrong, Some(&stored)).0.verdict, Verdict::Wrong, "{wrong:?}");
        }
    }

    #[test]
    fn two_hashes_of_one_password_differ() {
        let now = hashing(64, 2);
        assert_ne!(hash(&now).as_str(), hash(&now).as_str());
    }

    #[test]
    fn a_wrong_password_costs_the_same_without_a_hash_with_an_old_one_and_with_an_unreadable_one() {
        let now = hashing(200, 3);
        let full = 200 * 3;
        assert_eq!(compare(&now, "wrong", None).1, full);
        assert_eq!(compare(&now, "wrong", Some(&hash(&now))).1, full);
        for (memory, passes) in [(64, 2), (32, 1), (200, 2), (100, 3), (199, 3)] {
            let (verdict, work) = compare(&now, "wrong", Some(&hash(&hashing(memory, passes))));
            assert_eq!(verdict.verdict, Verdict::Wrong);
            assert!(work <= full && work + 8 > full, "{work} of {full} after m={memory} t={passes}");
        }
        let weakened = PasswordHash::as_stored(hash(&now).as_str().replace("m=200", "m=8"));
        assert_eq!(
            compare(&now, PASSWORD, Some(&weakened)),
            (PasswordVerdict { verdict: Verdict::Wrong, rehashed: None }, full)
        );
    }

    #[test]
    fn a_right_password_of_older_parameters_is_hashed_anew() {
        let now = hashing(128, 3);
        let (old, _) = compare(&now, PASSWORD, Some(&hash(&hashing(64, 2))));
        assert_eq!(old.verdict, Verdict::Right);
        let anew = old.rehashed.unwrap();
        assert!(anew.as_str().contains("$m=128,t=3,p=1$"));
        assert_eq!(compare(&now, PASSWORD, Some(&anew)).0, PasswordVerdict { verdict: Verdict::Right, rehashed: None });
    }

    #[test]
    fn a_dearer_hash_is_read_left_as_it_is_and_its_memory_given_back() {
        let now = hashing(64, 2);
        let dear = hash(&hashing(256, 4));
        let kept = Arc::new(AtomicUsize::new(0));
        let mut memory = HashingMemory::new(Arc::clone(&kept));
        assert_eq!(
            now.compare(&mut memory, PASSWORD, Some(&dear)),
            Ok(PasswordVerdict { verdict: Verdict::Right, rehashed: None })
        );
        assert_eq!(kept.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn nothing_of_a_long_password_is_ignored() {
        let now = hashing(32, 1);
        let mut memory = HashingMemory::new(Arc::default());
        let password: String = ('a'..='z').cycle().take(128).collect();
        let stored = now.hash(&mut memory, &password).unwrap();
        assert_eq!(now.compare(&mut memory, &password, Some(&stored)).unwrap().verdict, Verdict::Right);
        for place in 0..128 {
            let mut other = password.clone();
            other.replace_range(place..=place, "#");
            assert_eq!(
                now.compare(&mut memory, &other, Some(&stored)).unwrap().verdict,
                Verdict::Wrong,
                "character {place}"
            );
        }
        for length in 0..128 {
            assert_eq!(
                now.compare(&mut memory, &password[..length], Some(&stored)).unwrap().verdict,
                Verdict::Wrong,
                "{length} characters"
            );
        }
    }

    #[test]
    fn a_nul_ends_nothing_and_byte_73_counts() {
        let now = hashing(32, 1);
        let mut memory = HashingMemory::new(Arc::default());
        let filler = "x".repeat(72);
        for (right, wrong) in [
            ("prima\0dopo".to_owned(), "prima\0altro".to_owned()),
            ("prima\0dopo".to_owned(), "prima".to_owned()),
            (format!("{filler}a"), format!("{filler}b")),
            (format!("{filler}a"), filler.clone()),
            ("y".repeat(1_024), "y".repeat(1_023)),
        ] {
            let stored = now.hash(&mut memory, &right).unwrap();
            assert_eq!(now.compare(&mut memory, &right, Some(&stored)).unwrap().verdict, Verdict::Right);
            assert_eq!(now.compare(&mut memory, &wrong, Some(&stored)).unwrap().verdict, Verdict::Wrong);
        }
    }
}
