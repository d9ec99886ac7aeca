//! The installation as a whole: its epochs, and whether its store has gone back in time.

use super::kernel::Timestamp;

/// The time between two restores of the store. What was handed out in an older epoch (sessions, codes, links, known
/// devices, rights) counts no more: a backup cannot know what was spent or taken away after it was made.
///
/// Named by the moment at which its restore was made true, so that two of them are never taken for one, whichever
/// backup each came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Epoch(Timestamp);

impl Epoch {
    /// The epoch of a store that has never been restored.
    pub const FIRST: Self = Self(Timestamp::from_micros(0));

    /// The epoch that a store holds.
    #[must_use]
    pub const fn as_stored(micros: i64) -> Self {
        Self(Timestamp::from_micros(micros))
    }

    /// The number, for stores: microseconds.
    #[must_use]
    pub const fn as_micros(self) -> i64 {
        self.0.as_micros()
    }

    /// When the store was restored; `None` when it never was.
    #[must_use]
    pub fn restored_at(self) -> Option<Timestamp> {
        (self != Self::FIRST).then_some(self.0)
    }

    /// The epoch that a restore at `now` begins: after this one, and after every `other` that is known of, even where
    /// a clock was wrong.
    #[must_use]
    pub fn followed(self, other: Option<Self>, now: Timestamp) -> Self {
        let latest = other.map_or(self, |other| other.max(self));
        Self(now.max(Timestamp::from_micros(latest.as_micros().saturating_add(1))))
    }
}

/// A line of the audit log, as it is recognized again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// Its place in the log.
    pub number: u64,
    /// When it was written.
    pub at: Timestamp,
}

/// How far a store has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached {
    /// In which epoch it is.
    pub epoch: Epoch,
    /// The newest line of its audit log.
    pub line: Option<LogLine>,
}

/// What a store has in the place of a line that was seen before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinePlace {
    /// When the line there was written; none where there is no line.
    pub at: Option<Timestamp>,
    /// The number of the oldest line that is still kept.
    pub oldest: Option<u64>,
}

impl Reached {
    /// True when a store that had come this far is now behind it: an older copy was put in its place, or commits that
    /// it acknowledged are lost. A store that has begun a later epoch was restored knowingly; one with nothing in it
    /// brings nobody back.
    #[must_use]
    pub fn is_lost_in(&self, now: &Self, place: LinePlace) -> bool {
        if now.line.is_none() {
            return false;
        }
        let Some(line) = self.line.filter(|_| now.epoch == self.epoch) else {
            return now.epoch < self.epoch;
        };
        match place.at {
            Some(at) => at != line.at,
            // Old lines may have been pruned; a line that is missing among those that are kept was not.
            None => place.oldest.is_none_or(|oldest| oldest <= line.number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_seconds(seconds)
    }

    fn reached(epoch: Epoch, number: u64) -> Reached {
        Reached { epoch, line: Some(LogLine { number, at: at(10) }) }
    }

    #[test]
    fn an_epoch_follows_every_other_that_is_known_of() {
        let second = Epoch::FIRST.followed(None, at(100));
        assert_eq!((Epoch::FIRST.restored_at(), second.restored_at()), (None, Some(at(100))));
        // A backup of the first epoch, restored after the second one began, by a clock that is behind.
        let third = Epoch::FIRST.followed(Some(second), at(50));
        assert!(third > second, "{third:?}");
        assert_eq!(second.followed(Some(Epoch::FIRST), at(200)).restored_at(), Some(at(200)));
    }

    #[test]
    fn a_store_that_lost_its_newest_line_has_gone_back() {
        let seen = reached(Epoch::FIRST, 7);
        let now = reached(Epoch::FIRST, 9);
        let place = |seconds: Option<i64>, oldest| LinePlace { at: seconds.map(at), oldest };
        assert!(!seen.is_lost_in(&now, place(Some(10), Some(1))), "it is still there");
        assert!(seen.is_lost_in(&now, place(Some(11), Some(1))), "another line has its number");
        assert!(seen.is_lost_in(&now, place(None, Some(1))), "it is gone");
        assert!(!seen.is_lost_in(&Reached { line: None, ..now }, place(None, None)), "this is a new store");
        assert!(!seen.is_lost_in(&now, place(None, Some(8))), "it was pruned with those before it");
        assert!(!Reached { line: None, ..seen }.is_lost_in(&now, place(None, None)), "nothing was seen yet");
    }

    #[test]
    fn a_later_epoch_was_begun_knowingly_and_an_earlier_one_was_not() {
        let later = Epoch::FIRST.followed(None, at(100));
        let gone = LinePlace { at: None, oldest: Some(1) };
        assert!(!reached(Epoch::FIRST, 7).is_lost_in(&reached(later, 3), gone));
        assert!(
            reached(later, 7).is_lost_in(&reached(Epoch::FIRST, 9), LinePlace { at: Some(at(10)), oldest: Some(1) })
        );
        assert!(reached(later, 7).is_lost_in(&reached(later, 3), gone));
    }
}
