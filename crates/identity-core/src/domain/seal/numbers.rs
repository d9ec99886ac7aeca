//! Which lines a seal covers.

use std::fmt;

/// Line numbers, each once, as the stretches they make: `7-9,12`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers(Vec<(u64, u64)>);

impl Numbers {
    /// These numbers.
    #[must_use]
    pub fn of(numbers: impl IntoIterator<Item = u64>) -> Self {
        let mut sorted: Vec<u64> = numbers.into_iter().collect();
        sorted.sort_unstable();
        let mut stretches: Vec<(u64, u64)> = Vec::new();
        for number in sorted {
            match stretches.last_mut() {
                Some((_, last)) if number == *last => {}
                Some((_, last)) if number == last.saturating_add(1) => *last = number,
                _ => stretches.push((number, number)),
            }
        }
        Self(stretches)
    }

    /// Reads the text that a store keeps; `None` when it is not one that [`Numbers`] writes.
    #[must_use]
    pub fn as_stored(text: &str) -> Option<Self> {
        let mut stretches: Vec<(u64, u64)> = Vec::new();
        for stretch in text.split(',').filter(|_| !text.is_empty()) {
            let (first, last) = stretch.split_once('-').unwrap_or((stretch, stretch));
            let (first, last): (u64, u64) = (first.parse().ok()?, last.parse().ok()?);
            let apart =
                stretches.last().is_none_or(|(_, before)| before.checked_add(1).is_some_and(|next| first > next));
            if first > last || !apart {
                return None;
            }
            stretches.push((first, last));
        }
        let read = Self(stretches);
        (read.to_string() == text).then_some(read)
    }

    /// The stretches, first and last number of each, in order.
    #[must_use]
    pub fn stretches(&self) -> &[(u64, u64)] {
        &self.0
    }

    /// How many they are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.iter().map(|(first, last)| last - first + 1).sum()
    }

    /// The lowest.
    #[must_use]
    pub fn first(&self) -> Option<u64> {
        self.0.first().map(|(first, _)| *first)
    }

    /// The highest.
    #[must_use]
    pub fn last(&self) -> Option<u64> {
        self.0.last().map(|(_, last)| *last)
    }

    /// Whether a number is among them.
    #[must_use]
    pub fn holds(&self, number: u64) -> bool {
        let after = self.0.partition_point(|(first, _)| *first <= number);
        after.checked_sub(1).and_then(|at| self.0.get(at)).is_some_and(|(_, last)| number <= *last)
    }

    /// Those that are not in `sorted`, at most `limit`.
    #[must_use]
    pub fn missing_from(&self, sorted: &[u64], limit: usize) -> Vec<u64> {
        let all = self.0.iter().flat_map(|(first, last)| *first..=*last);
        all.filter(|number| sorted.binary_search(number).is_err()).take(limit).collect()
    }
}

impl fmt::Display for Numbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (first, last)) in self.0.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            if first == last {
                write!(f, "{comma}{first}")?;
            } else {
                write!(f, "{comma}{first}-{last}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_back_from_their_own_text_only() {
        for (numbers, text) in [
            (vec![], ""),
            (vec![5], "5"),
            (vec![3, 1, 2, 2], "1-3"),
            (vec![12, 7, 8, 9], "7-9,12"),
            (vec![u64::MAX, 0], "0,18446744073709551615"),
        ] {
            assert_eq!(Numbers::of(numbers.clone()).to_string(), text);
            assert_eq!(Numbers::as_stored(text), Some(Numbers::of(numbers)));
        }
        for wrong in ["x", "1,", ",1", "2-1", "1-2,3", "3,1", "1,1", "01", "1-1", "1 ", "-1", "1-2-3"] {
            assert_eq!(Numbers::as_stored(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn numbers_know_what_they_hold_and_what_is_missing() {
        let numbers = Numbers::of([7, 8, 9, 12]);
        assert_eq!((numbers.count(), numbers.first(), numbers.last()), (4, Some(7), Some(12)));
        let held: Vec<u64> = (0..20).filter(|number| numbers.holds(*number)).collect();
        assert_eq!(held, [7, 8, 9, 12]);
        assert_eq!(numbers.missing_from(&[8, 12], 10), [7, 9]);
        assert_eq!(numbers.missing_from(&[8, 12], 1), [7]);
    }
}
