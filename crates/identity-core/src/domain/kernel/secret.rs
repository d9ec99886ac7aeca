//! Secrets and what is kept of them. A secret has no `Display` and no `Clone`, prints as its type's name,
//! and is wiped when dropped; a digest is bound to the purpose it was made for, so that what opens one
//! thing opens nothing else.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq;
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// What is kept of a secret: 32 bytes from which it cannot be read back. Compared in constant time.
#[derive(Clone, Copy)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest that a store holds.
    #[must_use]
    pub const fn as_stored(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, for stores.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The bytes themselves.
    #[must_use]
    pub const fn into_bytes(self) -> [u8; 32] {
        self.0
    }
}

impl PartialEq for Digest {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}
impl Eq for Digest {}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Digest")
    }
}

/// The key of the installation, kept apart from the store: what is short enough to be guessed (a typed
/// code, a login name) is digested with it, so that the store alone gives nothing away.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct HouseKey([u8; 32]);

impl HouseKey {
    /// A key of 32 bytes from a good source.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A digest under this key, bound to `purpose` and to each of `parts` with its length.
    #[must_use]
    pub fn digest(&self, purpose: &str, parts: &[&[u8]]) -> Digest {
        let mut padded = [0_u8; 64];
        padded[..32].copy_from_slice(&self.0);
        let mut mac = <Hmac<Sha256> as KeyInit>::new(&padded.into());
        padded.zeroize();
        for part in std::iter::once(&purpose.as_bytes()).chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        Digest(mac.finalize().into_bytes().into())
    }
}

impl fmt::Debug for HouseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HouseKey")
    }
}

/// 32 drawn bytes on their way to becoming a secret.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct SecretBytes([u8; 32]);

impl SecretBytes {
    /// Bytes drawn from a cryptographic source.
    #[must_use]
    pub const fn drawn(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for SecretBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretBytes")
    }
}

/// A secret of 256 bits that is shown once: in a link, a cookie, a header.
#[derive(ZeroizeOnDrop)]
pub struct SecretToken([u8; 32]);

/// A text that is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a token")]
pub struct SecretTokenError;

impl SecretToken {
    /// A token out of drawn bytes.
    #[must_use]
    pub fn new(drawn: &SecretBytes) -> Self {
        Self(drawn.0)
    }

    /// Reads the text of a token: 64 lower-case hexadecimal digits.
    ///
    /// # Errors
    /// For any other text.
    pub fn parse(text: &str) -> Result<Self, SecretTokenError> {
        let text = text.as_bytes();
        if text.len() != 64 {
            return Err(SecretTokenError);
        }
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Ok(byte - b'0'),
            b'a'..=b'f' => Ok(byte - b'a' + 10),
            _ => Err(SecretTokenError),
        };
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Ok(Self(bytes))
    }

    /// The text of the token, to be handed to the one who may have it.
    #[must_use]
    pub fn reveal(&self) -> Zeroizing<String> {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = String::with_capacity(64);
        for byte in self.0 {
            text.push(char::from(DIGITS[usize::from(byte >> 4)]));
            text.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
        Zeroizing::new(text)
    }

    /// What is kept of the token; another purpose gives another digest.
    #[must_use]
    pub fn digest(&self, purpose: &str) -> Digest {
        let mut hasher = Sha256::new();
        hasher.update((purpose.len() as u64).to_be_bytes());
        hasher.update(purpose.as_bytes());
        hasher.update(self.0);
        Digest(hasher.finalize().into())
    }
}

impl fmt::Debug for SecretToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretToken")
    }
}

/// A code of eight digits that a person types. Short, so it is only ever compared under a guard.
#[derive(ZeroizeOnDrop)]
pub struct UnlockCode(u32);

impl UnlockCode {
    const COUNT: u64 = 100_000_000;

    /// A code out of drawn bytes. 64 bits are folded into 10^8 values: the bias is below 10^-11.
    #[must_use]
    pub fn new(drawn: &SecretBytes) -> Self {
        let mut eight = [0; 8];
        eight.copy_from_slice(&drawn.0[..8]);
        Self(u32::try_from(u64::from_be_bytes(eight) % Self::COUNT).unwrap_or(0))
    }

    /// Reads what somebody typed: eight digits of any script's width, spaces and hyphens ignored.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if text.len() > 64 {
            return None;
        }
        let folded = icu_normalizer::ComposingNormalizer::new_nfkc().normalize(text);
        let digits: Zeroizing<String> =
            Zeroizing::new(folded.chars().filter(|c| !c.is_whitespace() && *c != '-').collect());
        (digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit()))
            .then(|| digits.parse().ok().map(Self))
            .flatten()
    }

    /// The code in two groups of four, as it stands in the mail.
    #[must_use]
    pub fn reveal(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("{:04} {:04}", self.0 / 10_000, self.0 % 10_000))
    }

    /// What is kept of the code: bound to the installation's key and to whom it was sent.
    #[must_use]
    pub fn digest(&self, house: &HouseKey, recipient: &[u8]) -> Digest {
        house.digest("unlock-code", &[recipient, &self.0.to_be_bytes()])
    }
}

impl fmt::Debug for UnlockCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnlockCode")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(byte: u8) -> SecretToken {
        SecretToken::new(&SecretBytes::drawn([byte; 32]))
    }

    #[test]
    fn a_token_reads_back_from_its_own_text_only() {
        let text = token(0xa7).reveal();
        assert_eq!(SecretToken::parse(&text).unwrap().digest("reset"), token(0xa7).digest("reset"));
        for wrong in ["", "0", &text[..63], &text.to_uppercase(), &format!("{}0", *text), "null", "0000"] {
            assert!(SecretToken::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_digest_is_bound_to_its_purpose() {
        assert_ne!(token(1).digest("unlock"), token(1).digest("reset"));
        assert_ne!(token(1).digest("unlock"), token(2).digest("unlock"));
        let house = HouseKey::new([3; 32]);
        assert_ne!(house.digest("a", &[b"bc"]), house.digest("ab", &[b"c"]));
        assert_ne!(house.digest("a", &[b"b", b"c"]), house.digest("a", &[b"bc"]));
    }

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let house = HouseKey::new([3; 32]);
        let drawn = UnlockCode::new(&SecretBytes::drawn([9; 32]));
        let shown = drawn.reveal();
        let kept = drawn.digest(&house, b"anna");
        for typed in [shown.as_str(), &shown.replace(' ', ""), &shown.replace(' ', "-"), &format!(" {} ", *shown)] {
            assert_eq!(UnlockCode::read(typed).unwrap().digest(&house, b"anna"), kept, "{typed}");
        }
        assert_ne!(drawn.digest(&house, b"bruno"), kept);
        assert!(UnlockCode::read("１２３４５６７８").is_some());
        for typed in ["", "1234567", "123456789", "1234567x", "-", &"1".repeat(500)] {
            assert!(UnlockCode::read(typed).is_none(), "{typed}");
        }
    }

    #[test]
    fn secrets_print_as_their_names() {
        assert_eq!(format!("{:?} {:?}", token(1), HouseKey::new([1; 32])), "SecretToken HouseKey");
    }
}
