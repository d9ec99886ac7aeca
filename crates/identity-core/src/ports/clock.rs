//! What time it is.

use crate::domain::kernel::Timestamp;

/// What time it is: the store's time where there is one, so that nodes never disagree about what has
/// expired. Whole microseconds.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}
