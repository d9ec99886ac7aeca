//! Rows that can go back to what they were.

use std::collections::BTreeMap;

/// Rows under their keys, and what they were before the change that is under way.
#[derive(Clone, Debug)]
pub(crate) struct Table<K, V> {
    rows: BTreeMap<K, V>,
    before: Vec<(K, Option<V>)>,
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self { rows: BTreeMap::new(), before: Vec::new() }
    }
}

impl<K: Ord + Copy, V> Table<K, V> {
    pub(crate) fn get(&self, key: K) -> Option<&V> {
        self.rows.get(&key)
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &V> {
        self.rows.values()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (K, &V)> {
        self.rows.iter().map(|(key, row)| (*key, row))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Puts a row in, in place of what is under the key.
    pub(crate) fn put(&mut self, key: K, row: V) {
        let old = self.rows.insert(key, row);
        self.before.push((key, old));
    }

    /// Takes a row out; false when there is none.
    pub(crate) fn take(&mut self, key: K) -> bool {
        let old = self.rows.remove(&key);
        let was_there = old.is_some();
        self.before.push((key, old));
        was_there
    }

    /// Takes out every row that `goes`, and says how many they were.
    pub(crate) fn take_where(&mut self, goes: impl Fn(&V) -> bool) -> u64 {
        let keys: Vec<K> = self.rows.iter().filter(|(_, row)| goes(row)).map(|(key, _)| *key).collect();
        keys.into_iter().map(|key| u64::from(self.take(key))).sum()
    }

    /// What was done since the last time stays.
    pub(crate) fn keep(&mut self) {
        self.before.clear();
    }

    /// What was done since the last time has not happened.
    pub(crate) fn roll_back(&mut self) {
        while let Some((key, old)) = self.before.pop() {
            match old {
                Some(row) => self.rows.insert(key, row),
                None => self.rows.remove(&key),
            };
        }
    }
}

impl<K: Ord + Copy, V: Clone> Table<K, V> {
    /// Changes a row; false when there is none.
    pub(crate) fn amend(&mut self, key: K, how: impl FnOnce(&mut V)) -> bool {
        let Some(mut row) = self.get(key).cloned() else {
            return false;
        };
        how(&mut row);
        self.put(key, row);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_rolled_back_has_not_happened() {
        let mut table = Table::default();
        table.put(1, "one");
        table.put(2, "two");
        table.keep();
        table.put(1, "uno");
        assert!(table.amend(1, |row| *row = "eins"));
        assert!(table.take(2));
        assert!(!table.take(3));
        table.put(2, "due");
        table.put(3, "tre");
        assert_eq!(table.take_where(|row| row.len() == 3), 2);
        table.roll_back();
        assert_eq!(table.iter().collect::<Vec<_>>(), [(1, &"one"), (2, &"two")]);
    }

    #[test]
    fn what_is_kept_is_not_rolled_back() {
        let mut table = Table::default();
        table.put(1, "one");
        table.keep();
        table.roll_back();
        assert_eq!(table.get(1), Some(&"one"));
    }
}
