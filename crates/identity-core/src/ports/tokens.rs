//! Reading tokens.

use async_trait::async_trait;

use super::StoreFailure;
use crate::domain::{
    account::Account,
    kernel::{Digest, Id},
    token::{Token, TokenPurpose},
};

/// Reading tokens.
#[async_trait]
pub trait Tokens: Send + Sync {
    /// The token of this purpose whose link has this digest, dead or alive.
    async fn token_by_link(&self, purpose: TokenPurpose, link: &Digest) -> Result<Option<Token>, StoreFailure>;

    /// The token that an account has for a purpose, dead or alive.
    async fn token_of(&self, account: Id<Account>, purpose: TokenPurpose) -> Result<Option<Token>, StoreFailure>;
}
