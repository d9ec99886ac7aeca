//! The trials in their short form, and attacks that others fell to, on the running programs.

mod attacks;
mod short;
mod unit;

use tokio::sync::RwLock;

/// Trials are alone in it: they measure, and take what the machine has. Attacks share it.
static ROOM: RwLock<()> = RwLock::const_new(());
