//! The use cases on a store in memory: each test is a sentence of the house's rules.

#![expect(clippy::unwrap_used, reason = "a test stops where something is not there")]

#[path = "use_cases/accounts.rs"]
mod accounts;
#[path = "use_cases/audit.rs"]
mod audit;
#[path = "use_cases/break_glass.rs"]
mod break_glass;
#[path = "use_cases/installation.rs"]
mod installation;
#[path = "use_cases/invitations.rs"]
mod invitations;
#[path = "use_cases/letters.rs"]
mod letters;
#[path = "use_cases/own_account.rs"]
mod own_account;
#[path = "use_cases/people.rs"]
mod people;
#[path = "use_cases/permissions.rs"]
mod permissions;
#[path = "use_cases/policies.rs"]
mod policies;
#[path = "use_cases/readiness.rs"]
mod readiness;
#[path = "use_cases/recovery.rs"]
mod recovery;
#[path = "use_cases/sign_in.rs"]
mod sign_in;
#[path = "use_cases/stage.rs"]
mod stage;
#[path = "use_cases/unlock.rs"]
mod unlock;
