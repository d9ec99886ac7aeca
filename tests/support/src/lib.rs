//! Rigs for tests against real parts: a throw-away `PostgreSQL`, an SMTP server that records and misbehaves, a browser, and
//! the web app as a process.
//!
//! Whatever a rig starts ends with the value that holds it, and also when the test process is killed: each one has a
//! companion that waits for the end of a pipe which only the test process holds open.

pub mod browser;
pub mod ports;
pub mod postgres;
pub mod process;
pub mod smtp;
mod watchdog;

use std::hash::{BuildHasher, Hasher, RandomState};

/// A few letters that no other name of this run has.
fn unique_suffix() -> String {
    format!("{:016x}", RandomState::new().build_hasher().finish())
}
