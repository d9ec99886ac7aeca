//! A hash as it lies in the store, read with suspicion.

use argon2::{
    Params, Version,
    password_hash::phc::{self, Output, ParamsString, Salt},
};
use identity_core::{domain::password::PasswordHash, ports::HashingFailure};
use zeroize::Zeroizing;

use crate::{
    memory::HashingMemory,
    parameters::{Bounds, HashingParameters},
};

/// Bytes of a salt.
pub(crate) const SALT_BYTES: usize = 16;

/// Longer than any text that [`StoredHash::write`] makes.
const MAX_TEXT: usize = 160;

/// An argon2id hash with its salt and parameters: `$argon2id$v=19$m=..,t=..,p=..$salt$tag`.
pub(crate) struct StoredHash {
    pub(crate) parameters: HashingParameters,
    salt: [u8; SALT_BYTES],
    tag: Output,
}

impl StoredHash {
    /// Hashes a password.
    pub(crate) fn make(
        parameters: HashingParameters,
        salt: [u8; SALT_BYTES],
        password: &str,
        memory: &mut HashingMemory,
    ) -> Result<Self, HashingFailure> {
        let mut tag = Zeroizing::new([0; HashingParameters::TAG_BYTES]);
        memory.fill(parameters, password.as_bytes(), &salt, &mut tag)?;
        let tag = Output::new(&*tag).map_err(|_| HashingFailure::Broken)?;
        Ok(Self { parameters, salt, tag })
    }

    /// A hash that is compared with where there is none.
    pub(crate) fn decoy(parameters: HashingParameters) -> Result<Self, HashingFailure> {
        let tag = Output::new(&[0; HashingParameters::TAG_BYTES]).map_err(|_| HashingFailure::Broken)?;
        Ok(Self { parameters, salt: [0; SALT_BYTES], tag })
    }

    /// Reads what the store holds; None for all that [`Self::write`] would not have written, and for
    /// parameters outside the bounds.
    pub(crate) fn read(text: &str, bounds: Bounds) -> Option<Self> {
        if text.len() > MAX_TEXT {
            return None;
        }
        let read = phc::PasswordHash::new(text).ok()?;
        let params = Params::try_from(&read.params).ok()?;
        let parameters =
            bounds.check(HashingParameters::unchecked(params.m_cost(), params.t_cost(), params.p_cost())).ok()?;
        let salt = read.salt.as_deref()?.try_into().ok()?;
        let tag = read.hash.filter(|tag| tag.len() == HashingParameters::TAG_BYTES)?;
        let stored = Self { parameters, salt, tag };
        // Other algorithms, versions, spellings and additional fields all end here.
        (stored.text()? == text).then_some(stored)
    }

    /// The hash in PHC form.
    pub(crate) fn write(&self) -> Result<PasswordHash, HashingFailure> {
        self.text().map(PasswordHash::as_stored).ok_or(HashingFailure::Broken)
    }

    /// Compares a password, in a time that does not depend on where the tags differ.
    pub(crate) fn is_of(&self, password: &str, memory: &mut HashingMemory) -> Result<bool, HashingFailure> {
        // The comparison of `Output` is a constant-time one.
        Ok(Self::make(self.parameters, self.salt, password, memory)?.tag == self.tag)
    }

    fn text(&self) -> Option<String> {
        let params = ParamsString::try_from(&self.parameters.as_params().ok()?).ok()?;
        let hash = phc::PasswordHash {
            algorithm: argon2::ARGON2ID_IDENT,
            version: Some(Version::V0x13.into()),
            params,
            salt: Some(Salt::new(&self.salt).ok()?),
            hash: Some(self.tag),
        };
        Some(hash.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSWORD: &str = "il cane di marco dorme sempre";

    fn memory() -> HashingMemory {
        HashingMemory::new(std::sync::Arc::default())
    }

    fn written(parameters: HashingParameters) -> String {
        let hash = StoredHash::make(parameters, *b"sedici byte sale", PASSWORD, &mut memory()).unwrap();
        hash.write().unwrap().as_str().to_owned()
    }

    fn is_read(text: &str) -> bool {
        StoredHash::read(text, Bounds::FOR_TESTS).is_some()
    }

    #[test]
    fn a_hash_survives_being_written_and_read() {
        let text = written(HashingParameters::for_tests());
        assert!(text.starts_with("$argon2id$v=19$m=64,t=2,p=1$c2VkaWNpIGJ5dGUgc2FsZQ$"), "{text}");
        let read = StoredHash::read(&text, Bounds::FOR_TESTS).unwrap();
        assert_eq!(read.parameters, HashingParameters::for_tests());
        assert_eq!(read.write().unwrap().as_str(), text);
        assert!(read.is_of(PASSWORD, &mut memory()).unwrap());
        assert!(!read.is_of("il cane di marco dorme sempre.", &mut memory()).unwrap());
    }

    #[test]
    fn the_library_of_reference_agrees() {
        use argon2::{Argon2, PasswordVerifier};
        let text = written(HashingParameters::default());
        assert!(Argon2::default().verify_password(PASSWORD.as_bytes(), text.as_str()).is_ok());
        assert!(Argon2::default().verify_password(b"another one", text.as_str()).is_err());
    }

    #[test]
    fn v01_a_weakened_or_huge_cost_in_the_store_is_refused() {
        let house = written(HashingParameters::default());
        let cost = "m=19456,t=2,p=1";
        assert!(StoredHash::read(&house, Bounds::HOUSE).is_some());
        for hostile in [
            "m=8,t=1,p=1",
            "m=8,t=2,p=1",
            "m=19455,t=2,p=1",
            "m=19456,t=1,p=1",
            "m=4194304,t=2,p=1",
            "m=1048577,t=2,p=1",
            "m=4294967295,t=4294967295,p=1",
            "m=99999999999,t=2,p=1",
            "m=19456,t=11,p=1",
            "m=19456,t=2,p=5",
            "m=19456,t=2,p=0",
            "m=4294967295,t=2,p=16777215",
            "m=19456,t=2,p=536870913",
        ] {
            let text = house.replace(cost, hostile);
            assert_ne!(text, house);
            assert!(StoredHash::read(&text, Bounds::HOUSE).is_none(), "{hostile}");
        }
    }

    #[test]
    fn v01_another_algorithm_version_or_spelling_is_refused() {
        let text = written(HashingParameters::for_tests());
        assert!(is_read(&text));
        let tag = text.rsplit('$').next().unwrap().to_owned();
        let hostile = [
            text.replace("argon2id", "argon2i"),
            text.replace("argon2id", "argon2d"),
            text.replace("argon2id", "scrypt"),
            text.replace("v=19", "v=16"),
            text.replace("$v=19", ""),
            text.replace("m=64,t=2,p=1", "t=2,m=64,p=1"),
            text.replace("m=64,t=2,p=1", "m=64,t=2"),
            text.replace("m=64,", "m=064,"),
            text.replace("p=1", "p=1,data=AAAA"),
            text.replace("p=1", "p=1,keyid=AAAA"),
            text.replace("c2VkaWNpIGJ5dGUgc2FsZQ", "c2VkaWNpIGJ5dGUgc2Fs"),
            text.replace("c2VkaWNpIGJ5dGUgc2FsZQ", "c2VkaWNpIGJ5dGUgc2FsZQ=="),
            text.replace(&tag, &tag[..22]),
            text.replace(&format!("${tag}"), ""),
            format!("{text}$"),
            format!(" {text}"),
            format!("{text}\n"),
            "$2b$12$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyzabcdefghi".to_owned(),
            "il cane".to_owned(),
            String::new(),
            "$".repeat(160),
            "$argon2id".repeat(100_000),
        ];
        for hostile in hostile {
            assert_ne!(hostile, text);
            assert!(!is_read(&hostile), "{}", &hostile[..hostile.len().min(120)]);
        }
    }
}
