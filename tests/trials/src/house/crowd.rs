//! Many accounts at once, so that a trial is about a database of some size.

use anyhow::{Context, Result, ensure};
use identity_core::change::{AccountWrite, Actor, AuditEvent, AuditKind, Change};
use identity_core::domain::account::{Account, Rank, Standing};
use identity_core::domain::kernel::{DisplayName, Id, Language, LoginName, NameKey};
use identity_core::domain::organization::Organization;
use identity_core::domain::permission::Rights;
use identity_core::domain::session::Source;
use identity_core::ports::{Landing, Ledger};

use super::House;

impl House {
    /// Defines many accounts that nobody has a password or an address for.
    ///
    /// # Errors
    /// They are refused.
    pub async fn crowd(&self, organization: Id<Organization>, handle: &str, people: usize) -> Result<()> {
        const AT_ONCE: usize = 500;
        let operator = self.operator()?;
        let key = crate::careless::house_key(&self.home()?.directory().join("identity.key"))?;
        let numbers: Vec<usize> = (0..people).collect();
        for chunk in numbers.chunks(AT_ONCE) {
            let event = AuditEvent {
                at: operator.identity.now(),
                actor: Actor::House,
                from: Source::local(),
                organization: Some(organization),
                subject: None,
                what: AuditKind::AccountRegistered,
            };
            let mut change = Change::recorded_as(event);
            for number in chunk {
                let login = LoginName::read(&format!("crowd{number}/{handle}")).context("no login name")?;
                let mut drawn = [0; 10];
                drawn[2..].copy_from_slice(&(*number as u64).to_be_bytes());
                let account = Account {
                    rights: Rights::default(),
                    ends_at: None,
                    id: Id::new(operator.identity.now(), drawn),
                    organization,
                    login,
                    name: DisplayName::parse("Folla")?,
                    language: Language::ENGLISH,
                    contact: None,
                    address_change: None,
                    rank: Rank::Member,
                    standing: Standing::Active,
                    password: None,
                    created_at: operator.identity.now(),
                    signed_in_at: None,
                };
                let key = NameKey::of(&account.login, &key);
                change = change.write(AccountWrite::Register { account, key });
            }
            ensure!(operator.store.commit(change).await? == Landing::Landed, "the crowd is there already");
        }
        Ok(())
    }
}
