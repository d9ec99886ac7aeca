//! The cryptography behind the ports of `identity-core`: slow password hashing on threads of its own, the
//! system's randomness, and the passwords that everybody tries first.
//!
//! - [`Argon2Pool`] is the `PasswordHasher`.
//! - [`OsEntropy`] is the `Entropy`, and the only place of the workspace that asks for random bytes.
//! - [`CommonPasswords`] is the `Blocklist`.

mod argon2_pool;
mod common_passwords;
mod crew;
mod entropy;
mod hashing;
mod memory;
mod parameters;
mod stored_hash;

pub use argon2_pool::{Argon2Pool, PoolFailure, PoolSize};
pub use common_passwords::CommonPasswords;
pub use entropy::OsEntropy;
pub use parameters::{HashingParameters, HashingParametersError};
