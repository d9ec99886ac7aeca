//! Verbs: one use case each. Read, decide, commit.

pub mod account;
pub mod authority;
pub mod guarded;
pub mod installation;
pub mod lockout;
pub mod organization;
pub mod outbox;
pub mod own_account;
pub mod permission;
pub mod recovery;
pub mod session;
pub mod sign_in;
pub mod unavailable;
pub mod unlock;
