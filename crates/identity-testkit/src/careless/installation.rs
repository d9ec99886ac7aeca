//! Careless telling of how far the store has come.

use async_trait::async_trait;
use identity_core::{
    domain::{
        account::Account,
        installation::{Epoch, LinePlace, Reached},
    },
    ports::{Installation, StoreFailure},
};

use super::{CarelessStore, Fault};

#[async_trait]
impl Installation for CarelessStore {
    async fn reached(&self) -> Result<Reached, StoreFailure> {
        let mut reached = self.memory.reached().await?;
        reached.line = reached.line.filter(|_| !self.is(Fault::ForgetsTheNewestLine));
        Ok(reached)
    }

    async fn epoch(&self) -> Result<Epoch, StoreFailure> {
        self.memory.epoch().await
    }

    async fn line_place(&self, number: u64) -> Result<LinePlace, StoreFailure> {
        self.memory.line_place(number).await
    }

    async fn appointed(&self, limit: u32) -> Result<Vec<Account>, StoreFailure> {
        self.memory.appointed(limit).await
    }
}
