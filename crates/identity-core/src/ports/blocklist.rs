//! Which passwords everybody tries first.

/// Which passwords everybody tries first (NIST SP 800-63B-4 3.1.1.2): listed, leaked or easily derived.
pub trait Blocklist: Send + Sync {
    /// True when the password as a whole is one of them.
    fn is_common(&self, password: &str) -> bool;
}
