//! Nouns: types and decisions. No I/O, no `async`, no clock, no randomness: time and drawn values are
//! arguments. Nothing here knows that there is a ledger, an audit log or mail.

pub mod account;
pub mod device;
pub mod help;
pub mod import;
pub mod installation;
pub mod invitation;
pub mod kernel;
pub mod lockout;
pub mod network;
pub mod organization;
pub mod outbox;
pub mod password;
pub mod permission;
pub mod readiness;
pub mod recovery;
pub mod seal;
pub mod session;
pub mod sign_in;
pub mod token;
