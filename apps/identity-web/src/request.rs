//! Who is asking, from where, and whether the form is one of ours.

mod address;
mod arrival;
mod cookies;
mod csrf;
mod origin;
mod posted;
mod source;
mod uploaded;
mod visitor;

pub(crate) use address::{Asked, Segment};
pub(crate) use arrival::{Arrival, greet};
pub(crate) use cookies::{Cookie, devices_value};
pub(crate) use posted::Posted;
pub(crate) use uploaded::Uploaded;
pub(crate) use visitor::{Caller, SignedIn, go, moment, safe_next, show};
