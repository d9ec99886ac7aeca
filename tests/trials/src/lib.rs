//! Trials: what the house promises, tried from outside on the running programs, and attacks that others fell to.
//!
//! A trial fills a [`history`] with what every client saw and what every node counted, writes it to a file, and has the
//! [`checker`] replay it. It has passed when the checker finds nothing.

pub mod careless;
pub mod checker;
pub mod history;
pub mod house;
pub mod r1;
pub mod r11;
pub mod r12;
pub mod r2;
pub mod timing;
pub mod visitor;
pub mod volley;
pub mod wire;

use std::hash::{BuildHasher, Hasher, RandomState};

/// A number below `end` that nobody can foresee.
#[must_use]
pub fn any_below(end: usize) -> usize {
    let drawn = RandomState::new().build_hasher().finish();
    usize::try_from(drawn % u64::try_from(end.max(1)).unwrap_or(1)).unwrap_or(0)
}
