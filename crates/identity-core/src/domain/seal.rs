//! The chain of the audit log: a seal speaks of a batch of lines and of the seal before it, under the key of
//! the installation, so that whoever has only the store cannot make another.

mod numbers;

use std::fmt;

pub use self::numbers::Numbers;
use super::kernel::{Digest, HouseKey, Timestamp};

/// A seal over a batch of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// Its place in the chain, from one.
    pub number: u64,
    /// When it was set.
    pub at: Timestamp,
    /// Which lines it covers.
    pub covers: Numbers,
    /// Whether they are from before the chain and bear no mark. Only the seals at the very start are so.
    pub adopts: bool,
    /// Of the lines: their numbers and marks.
    pub lines: Digest,
    /// Of the seal before; of nothing, for the first.
    pub previous: Digest,
    /// Of all of the above.
    pub digest: Digest,
}

/// That the lines of a seal were taken out when their time was over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pruning {
    /// When.
    pub at: Timestamp,
    /// The keyed mark that says so.
    pub mark: Digest,
}

/// A seal as a store keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSeal {
    /// The seal.
    pub seal: Seal,
    /// Whether its lines were taken out.
    pub pruned: Option<Pruning>,
}

const NOTHING: Digest = Digest::as_stored([0; 32]);

impl Seal {
    /// The seal that follows `previous` over these lines: the number and the mark of each, in the order of numbers.
    #[must_use]
    pub fn after(
        previous: Option<&Self>,
        lines: &[(u64, Digest)],
        adopts: bool,
        at: Timestamp,
        house: &HouseKey,
    ) -> Self {
        let mut seal = Self {
            number: previous.map_or(1, |seal| seal.number.saturating_add(1)),
            at,
            covers: Numbers::of(lines.iter().map(|(number, _)| *number)),
            adopts,
            lines: digest_of_lines(lines, house),
            previous: previous.map_or(NOTHING, |seal| seal.digest),
            digest: NOTHING,
        };
        seal.digest = seal.own_digest(house);
        seal
    }

    fn own_digest(&self, house: &HouseKey) -> Digest {
        house.digest(
            "audit-seal",
            &[
                self.previous.as_bytes(),
                &self.number.to_be_bytes(),
                &self.at.as_micros().to_be_bytes(),
                &self.covers.count().to_be_bytes(),
                self.covers.to_string().as_bytes(),
                &[u8::from(self.adopts)],
                self.lines.as_bytes(),
            ],
        )
    }

    /// Whether it is as it was set.
    #[must_use]
    pub fn is_whole(&self, house: &HouseKey) -> bool {
        self.own_digest(house) == self.digest
    }

    /// Whether it was set after the seal with this digest; after none, for the first.
    #[must_use]
    pub fn follows(&self, previous: Option<&Digest>) -> bool {
        self.previous == *previous.unwrap_or(&NOTHING)
    }

    /// Whether these are the lines that it was set over.
    #[must_use]
    pub fn is_over(&self, lines: &[(u64, Digest)], house: &HouseKey) -> bool {
        digest_of_lines(lines, house) == self.lines
    }

    /// The end of the chain, if this is the last seal.
    #[must_use]
    pub const fn head(&self) -> Head {
        Head { number: self.number, digest: self.digest }
    }
}

fn digest_of_lines(lines: &[(u64, Digest)], house: &HouseKey) -> Digest {
    let mut bytes = Vec::with_capacity(lines.len() * 40);
    for (number, mark) in lines {
        bytes.extend_from_slice(&number.to_be_bytes());
        bytes.extend_from_slice(mark.as_bytes());
    }
    house.digest("audit-lines", &[&bytes])
}

impl Pruning {
    /// That the lines of `seal` are taken out at `at`.
    #[must_use]
    pub fn of(seal: &Seal, at: Timestamp, house: &HouseKey) -> Self {
        let parts: [&[u8]; 3] = [&seal.number.to_be_bytes(), seal.digest.as_bytes(), &at.as_micros().to_be_bytes()];
        Self { at, mark: house.digest("audit-pruned", &parts) }
    }

    /// Whether it speaks of `seal`.
    #[must_use]
    pub fn is_of(&self, seal: &Seal, house: &HouseKey) -> bool {
        *self == Self::of(seal, self.at, house)
    }
}

/// The end of the chain, to be noted elsewhere: a log that was cut off behind it no longer holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of the last seal.
    pub number: u64,
    /// Its digest.
    pub digest: Digest,
}

impl Head {
    /// Reads what [`Head`] writes: the number, a colon, 64 hexadecimal digits of either case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (number, hex) = text.trim().split_once(':')?;
        let number = number.parse().ok()?;
        let mut bytes = [0; 32];
        if hex.len() != 64 || !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(hex.get(at * 2..at * 2 + 2)?, 16).ok()?;
        }
        Some(Self { number, digest: Digest::as_stored(bytes) })
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.number)?;
        self.digest.as_bytes().iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Timestamp = Timestamp::from_seconds(1_000);

    fn house() -> HouseKey {
        HouseKey::new([7; 32])
    }

    fn mark(of: u8) -> Digest {
        Digest::as_stored([of; 32])
    }

    fn batch() -> Vec<(u64, Digest)> {
        vec![(1, mark(1)), (2, mark(2)), (4, mark(4))]
    }

    #[test]
    fn a_seal_holds_its_lines_their_numbers_and_their_order() {
        let seal = Seal::after(None, &batch(), false, AT, &house());
        assert!(seal.is_over(&batch(), &house()));
        let mut exchanged = batch();
        (exchanged[0].1, exchanged[1].1) = (exchanged[1].1, exchanged[0].1);
        let mut renumbered = batch();
        renumbered[2].0 = 3;
        let mut longer = batch();
        longer.push((5, mark(5)));
        for wrong in [&exchanged[..], &renumbered, &longer, &batch()[..2], &[]] {
            assert!(!seal.is_over(wrong, &house()), "{wrong:?}");
        }
    }

    #[test]
    fn whatever_is_changed_about_a_seal_shows() {
        let first = Seal::after(None, &batch(), false, AT, &house());
        let seal = Seal::after(Some(&first), &[(9, mark(9))], false, AT, &house());
        assert!(seal.is_whole(&house()) && seal.follows(Some(&first.digest)) && !seal.follows(None));
        assert_eq!(seal.number, 2);
        for changed in [
            Seal { number: 3, ..seal.clone() },
            Seal { at: Timestamp::from_seconds(1), ..seal.clone() },
            Seal { covers: Numbers::of([8]), ..seal.clone() },
            Seal { adopts: true, ..seal.clone() },
            Seal { lines: mark(8), ..seal.clone() },
            Seal { previous: mark(8), ..seal.clone() },
            Seal { digest: mark(8), ..seal.clone() },
        ] {
            assert!(!changed.is_whole(&house()), "{changed:?}");
        }
    }

    #[test]
    fn without_the_key_there_is_no_seal_and_no_pruning() {
        let forged = Seal::after(None, &batch(), false, AT, &HouseKey::new([8; 32]));
        assert!(!forged.is_whole(&house()) && !forged.is_over(&batch(), &house()));
        let seal = Seal::after(None, &batch(), false, AT, &house());
        let other = Seal::after(None, &batch()[..1], false, AT, &house());
        let pruning = Pruning::of(&seal, AT, &house());
        assert!(pruning.is_of(&seal, &house()));
        assert!(!pruning.is_of(&other, &house()));
        assert!(!Pruning { at: Timestamp::from_seconds(2), ..pruning }.is_of(&seal, &house()));
        assert!(!Pruning::of(&seal, AT, &HouseKey::new([8; 32])).is_of(&seal, &house()));
    }

    #[test]
    fn a_head_reads_back_from_its_own_text() {
        let head = Seal::after(None, &batch(), false, AT, &house()).head();
        assert_eq!(Head::parse(&head.to_string()), Some(head));
        assert_eq!(Head::parse(&format!(" {} ", head.to_string().to_uppercase())), Some(head));
        for wrong in ["", "1", "1:", "x:00", "1:zz", &head.to_string()[..60], "1:é"] {
            assert_eq!(Head::parse(wrong), None, "{wrong}");
        }
    }
}
