//! Known devices.

use std::cmp::Reverse;

use async_trait::async_trait;
use identity_core::{
    change::DeviceWrite,
    domain::{
        account::Account,
        device::{DEVICES_PER_ACCOUNT, KnownDevice},
        kernel::{Digest, Id},
    },
    ports::{Devices, StoreFailure},
};

use super::{
    MemoryStore, State,
    state::{Moved, only_if},
};

impl State {
    pub(super) fn write_device(&mut self, write: &DeviceWrite) -> Result<(), Moved> {
        match write {
            DeviceWrite::Remember(device) => {
                only_if(self.accounts.get(device.account).is_some())?;
                only_if(self.devices.get(device.id).is_none_or(|old| old.account == device.account))?;
                self.devices.put(device.id, device.clone());
                for device in self.devices_of(device.account).into_iter().skip(DEVICES_PER_ACCOUNT) {
                    self.devices.take(device.id);
                }
            }
            DeviceWrite::Forget(account, id) => {
                only_if(self.devices.get(*id).is_some_and(|device| device.account == *account))?;
                self.devices.take(*id);
            }
            DeviceWrite::ForgetAll(account) => {
                self.devices.take_where(|device| device.account == *account);
            }
        }
        Ok(())
    }

    fn devices_of(&self, account: Id<Account>) -> Vec<KnownDevice> {
        let mut found: Vec<KnownDevice> =
            self.devices.values().filter(|device| device.account == account).cloned().collect();
        found.sort_by_key(|device| Reverse(device.signed_in_at));
        found
    }
}

#[async_trait]
impl Devices for MemoryStore {
    async fn known_device(&self, account: Id<Account>, tokens: &[Digest]) -> Result<Option<KnownDevice>, StoreFailure> {
        self.with(|state| state.devices_of(account).into_iter().find(|device| tokens.contains(&device.token)))
    }

    async fn devices_of(&self, account: Id<Account>) -> Result<Vec<KnownDevice>, StoreFailure> {
        self.with(|state| state.devices_of(account))
    }
}
