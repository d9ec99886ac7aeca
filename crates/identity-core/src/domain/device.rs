//! Devices that an account has signed in from. What they hold is no way in: it gives the device an attempt
//! budget of its own, so that strangers who fail on purpose keep nobody out (A11).

use super::{
    account::Account,
    kernel::{Digest, Id, Lifetime, ShortText, Timestamp},
};

/// The purpose that a device token's digest is bound to.
pub const DEVICE_PURPOSE: &str = "device";

/// How long a device is remembered after its last sign-in.
pub const DEVICE_LIFETIME: Lifetime = Lifetime::days(365);

/// How many devices an account is known by; the one longest unused makes room.
pub const DEVICES_PER_ACCOUNT: usize = 20;

/// A device that has signed in before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownDevice {
    /// Its id, for lists.
    pub id: Id<KnownDevice>,
    /// Whose device it is.
    pub account: Id<Account>,
    /// The digest of the token that it holds.
    pub token: Digest,
    /// What it calls itself.
    pub label: Option<ShortText>,
    /// Its first sign-in.
    pub known_since: Timestamp,
    /// Its last sign-in.
    pub signed_in_at: Timestamp,
}

impl KnownDevice {
    /// True while the device is remembered.
    #[must_use]
    pub fn is_remembered(&self, now: Timestamp) -> bool {
        now < self.signed_in_at.plus(DEVICE_LIFETIME)
    }
}
