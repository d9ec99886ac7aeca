//! Tests about the code itself.

mod dependencies;
mod floors;
mod hygiene;
mod invariants;
