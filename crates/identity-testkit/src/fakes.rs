//! Stand-ins for what a store is not: the clock that a test sets, entropy that can be foretold, a hasher
//! that costs nothing, a courier that keeps what it was given.

mod blocklist;
mod clock;
mod courier;
mod entropy;
mod hasher;

pub use blocklist::ListBlocklist;
pub use clock::SteppingClock;
pub use courier::{PostedLetter, RecordingCourier};
pub use entropy::CountedEntropy;
pub use hasher::PlainHasher;
