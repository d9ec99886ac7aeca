//! Verbs: one use case each. Read, decide, commit.

pub mod account;
pub mod audit;
pub mod authority;
pub mod break_glass;
pub mod guarded;
pub mod installation;
pub mod invitation;
pub mod lockout;
pub mod organization;
pub mod outbox;
pub mod own_account;
pub mod permission;
pub mod policy;
pub mod readiness;
pub mod recovery;
pub mod session;
pub mod sign_in;
pub mod unavailable;
pub mod unlock;
