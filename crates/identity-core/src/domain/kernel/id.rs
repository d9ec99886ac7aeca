//! Ids that know what they are the id of.

use std::{fmt, marker::PhantomData};

use uuid::Uuid;

use super::Timestamp;

/// The id of a `T`: a UUID of version 7, so that rows made together lie together. Never a secret.
pub struct Id<T> {
    uuid: Uuid,
    of: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// An id made at `now` out of ten drawn bytes.
    #[must_use]
    pub fn new(now: Timestamp, drawn: [u8; 10]) -> Self {
        let millis = u64::try_from(now.as_micros() / 1_000).unwrap_or(0);
        Self::as_stored(uuid::Builder::from_unix_timestamp_millis(millis, &drawn).into_uuid())
    }

    /// The id that a store or an address holds.
    #[must_use]
    pub const fn as_stored(uuid: Uuid) -> Self {
        Self { uuid, of: PhantomData }
    }

    /// Reads an id from its hyphenated form; `None` when it is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::try_parse(text).ok().map(Self::as_stored)
    }

    /// The UUID itself, for stores and addresses.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        self.uuid
    }
}

// Written out because a derive would ask the same of `T`.
impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.uuid == other.uuid
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.uuid.cmp(&other.uuid)
    }
}
impl<T> std::hash::Hash for Id<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.uuid.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.uuid)
    }
}
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.uuid)
    }
}
