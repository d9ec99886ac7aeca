//! Where secrets come from.

use thiserror::Error;

use crate::domain::kernel::SecretBytes;

/// The system gives no random bytes.
#[derive(Debug, Error)]
#[error("the system gives no random bytes")]
pub struct EntropyFailure;

/// The one source of randomness: a cryptographic one (NIST SP 800-63B-4 3.2.12).
pub trait Entropy: Send + Sync {
    /// 32 bytes.
    ///
    /// # Errors
    /// When the system gives none.
    fn draw(&self) -> Result<SecretBytes, EntropyFailure>;

    /// Ten bytes for an id, which is no secret.
    ///
    /// # Errors
    /// When the system gives none.
    fn draw_for_id(&self) -> Result<[u8; 10], EntropyFailure>;
}
