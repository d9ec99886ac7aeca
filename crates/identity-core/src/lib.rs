//! Placeholder front page.

pub mod application;
pub mod change;
pub mod domain;
mod identity;
pub mod ports;

pub use identity::{HouseRules, Identity, Ports};
