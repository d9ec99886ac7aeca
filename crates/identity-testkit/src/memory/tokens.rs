//! Tokens.

use async_trait::async_trait;
use identity_core::{
    change::TokenWrite,
    domain::{
        account::Account,
        kernel::{Digest, Id},
        token::{Token, TokenPurpose},
    },
    ports::{StoreFailure, Tokens},
};

use super::{
    MemoryStore, State,
    state::{Moved, only_if},
};

impl State {
    pub(super) fn write_token(&mut self, write: &TokenWrite) -> Result<(), Moved> {
        match write {
            TokenWrite::Mint(token) => {
                only_if(self.accounts.get(token.account).is_some())?;
                self.tokens.take_where(|old| old.account == token.account && old.purpose == token.purpose);
                only_if(self.tokens.get(token.id).is_none())?;
                only_if(!self.tokens.values().any(|other| other.purpose == token.purpose && other.link == token.link))?;
                self.tokens.put(token.id, token.clone());
            }
            TokenWrite::Spend(id) => only_if(self.tokens.take(*id))?,
            TokenWrite::Kill(account, purpose) => {
                self.tokens.take_where(|token| token.account == *account && token.purpose == *purpose);
            }
            TokenWrite::KillAll(account) => {
                self.tokens.take_where(|token| token.account == *account);
            }
        }
        Ok(())
    }
}

#[async_trait]
impl Tokens for MemoryStore {
    async fn token_by_link(&self, purpose: TokenPurpose, link: &Digest) -> Result<Option<Token>, StoreFailure> {
        self.with(|state| state.tokens.values().find(|token| token.purpose == purpose && token.link == *link).cloned())
    }

    async fn token_of(&self, account: Id<Account>, purpose: TokenPurpose) -> Result<Option<Token>, StoreFailure> {
        self.with(|state| {
            state.tokens.values().find(|token| token.account == account && token.purpose == purpose).cloned()
        })
    }
}
