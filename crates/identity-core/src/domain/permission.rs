//! What an account may do: named capabilities, declared in a catalogue, given by grants, asked one at a time.
//!
//! Decided here: what may be given at all ([`DelegablePermission`]), and whether somebody may do something now
//! ([`authorize`], which says why). Not decided here: who may give (`application/permission.rs`).

mod catalogue;
mod decision;
mod name;
mod own;
mod profile;
mod rights;

pub use catalogue::{Catalogue, CatalogueError, Category, DelegablePermission, Labels, Permission};
pub use decision::{Decision, Powers, Subject, Through, WhyNot, authorize, powers};
pub use name::{PermissionName, PermissionNameError};
pub use own::OwnPermission;
pub use profile::{MAX_PROFILES, Profile};
pub use rights::{Grant, Granted, GrantedBy, MAX_GRANTS, Rights, RightsWish};
