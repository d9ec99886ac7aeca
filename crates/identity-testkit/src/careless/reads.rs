//! Careless reading, claiming and sweeping.

use async_trait::async_trait;
use identity_core::{
    change::{AuditRecord, StoredLine, Tally, Version, Versioned},
    domain::{
        account::Account,
        device::KnownDevice,
        kernel::{Digest, EmailAddress, Handle, Id, LoginName, NameKey, Timestamp},
        lockout::{GuardKey, GuardKind, SignInGuard},
        organization::Organization,
        seal::KeptSeal,
        session::Session,
        token::{Token, TokenPurpose},
    },
    ports::{
        AccountPage, AccountQuery, Accounts, AuditChain, AuditFrom, AuditLog, AuditPage, AuditQuery, BarredAccount,
        Devices, Guards, LoginRead, Organizations, PageFrom, Sessions, SignedInSession, SortBy, StateFilter,
        StoreFailure, Tokens,
    },
};

use super::{CarelessStore, Fault};
use crate::samples;

const EVER: Timestamp = Timestamp::from_micros(i64::MIN);

impl CarelessStore {
    pub(super) fn listed<T>(&self, mut rows: Vec<T>) -> Vec<T> {
        if self.is(Fault::ListsBackwards) {
            rows.reverse();
        }
        rows
    }

    pub(super) fn asked(&self, organization: Option<Id<Organization>>) -> Option<Id<Organization>> {
        organization.filter(|_| !self.is(Fault::ShowsEveryOrganization))
    }
}

#[async_trait]
impl Organizations for CarelessStore {
    async fn organization(&self, id: Id<Organization>) -> Result<Option<Versioned<Organization>>, StoreFailure> {
        self.memory.organization(id).await
    }

    async fn organization_by_handle(&self, handle: &Handle) -> Result<Option<Versioned<Organization>>, StoreFailure> {
        let found = self.memory.organization_by_handle(handle).await?;
        Ok(found.filter(|_| !self.is(Fault::FindsNoHandles)))
    }

    async fn organizations(&self, after: Option<&Handle>, limit: u32) -> Result<Vec<Organization>, StoreFailure> {
        self.memory.organizations(after.filter(|_| !self.is(Fault::RepeatsTheFirstPage)), limit).await
    }
}

#[async_trait]
impl Accounts for CarelessStore {
    async fn account(&self, id: Id<Account>) -> Result<Option<Versioned<Account>>, StoreFailure> {
        self.memory.account(id).await
    }

    async fn account_by_login(&self, login: &LoginName) -> Result<LoginRead, StoreFailure> {
        let mut read = self.memory.account_by_login(login).await?;
        if self.is(Fault::HidesOrganizations) && read.account.is_none() {
            read.organization = None;
        }
        Ok(read)
    }

    async fn accounts_by_address(&self, address: &EmailAddress) -> Result<Vec<Account>, StoreFailure> {
        let mut found = self.memory.accounts_by_address(address).await?;
        if self.is(Fault::ComparesAddressesAsSpelt) {
            found.retain(|account| account.contact.as_ref().is_some_and(|contact| contact.address == *address));
        }
        if self.is(Fault::DropsTags) {
            let theirs = address.mailbox();
            let state = self.memory.state();
            found = state.accounts.values().map(|entry| entry.stored.value.clone()).collect();
            found.retain(|account| account.contact.as_ref().is_some_and(|c| c.address.mailbox() == theirs));
        }
        if self.is(Fault::AnswersCrowds) {
            let known: Vec<Id<Account>> = found.iter().map(|account| account.id).collect();
            let state = self.memory.state();
            let others =
                state.accounts.values().map(|entry| &entry.stored.value).filter(|account| !known.contains(&account.id));
            found.extend(
                others
                    .filter(|account| account.contact.as_ref().is_some_and(|contact| contact.address == *address))
                    .cloned(),
            );
        }
        Ok(found)
    }

    async fn accounts_called(&self, logins: &[LoginName]) -> Result<Vec<Versioned<Account>>, StoreFailure> {
        let mut found = self.memory.accounts_called(logins).await?;
        if self.is(Fault::KnowsOneName) {
            found.truncate(1);
        }
        Ok(found)
    }

    async fn accounts_page(&self, query: &AccountQuery) -> Result<AccountPage, StoreFailure> {
        let query = self.misheard(query);
        if self.is(Fault::BelievesAnyPlace) && query.from != PageFrom::Start && *query.beginning() == PageFrom::Start {
            return Ok(AccountPage::default());
        }
        let mut page = self.memory.accounts_page(&query).await?;
        if self.is(Fault::SkipsAtPageEdges) && matches!(query.from, PageFrom::After(_)) && !page.rows.is_empty() {
            page.rows.remove(0);
        }
        if let Some(text) = query.search.as_ref().filter(|_| self.is(Fault::SearchesByCase)) {
            page.rows
                .retain(|row| row.account.login.to_string().contains(text) || row.account.name.as_str().contains(text));
        } else if let Some(text) = query.search.filter(|_| self.is(Fault::SearchesByAccent)) {
            page.rows.retain(|row| row.account.name.as_str().to_lowercase().contains(&text.to_lowercase()));
        }
        if self.is(Fault::TellsSharedLockoutsOnly) {
            let state = self.memory.state();
            for row in &mut page.rows {
                let key = GuardKey::shared(samples::name_key(&row.account), GuardKind::Password);
                row.bar = state.guard(&key).value.bar_at(query.now);
            }
        }
        page.more_after |= self.is(Fault::AlwaysTellsOfMore);
        Ok(page)
    }

    async fn count_accounts(&self, query: &AccountQuery, most: u32) -> Result<u32, StoreFailure> {
        let query = self.misheard(query);
        let most = if self.is(Fault::CountsPages) { query.limit } else { most };
        self.memory.count_accounts(&query, most).await
    }
}

impl CarelessStore {
    /// The query as this store understands it.
    fn misheard(&self, query: &AccountQuery) -> AccountQuery {
        let mut query = query.clone();
        if self.is(Fault::ForgetsFilters) {
            query.state = StateFilter::Any;
        }
        if self.is(Fault::ForgetsLanguages) {
            query.language = None;
        }
        if self.is(Fault::SearchesByPattern) {
            query.search = query.search.map(|text| text.replace(['%', '_'], ""));
        }
        if self.is(Fault::SortsByLoginName) {
            query.order.by = SortBy::Login;
        }
        if let (true, PageFrom::After(place)) = (self.is(Fault::ForgetsTies), &mut query.from) {
            let edge = if query.order.descending { "0" } else { "f" };
            place.id = Id::parse(&edge.repeat(32)).unwrap();
        }
        query
    }
}

#[async_trait]
impl Guards for CarelessStore {
    async fn guard(&self, key: &GuardKey) -> Result<Versioned<SignInGuard>, StoreFailure> {
        let mut read = if self.is(Fault::MixesDevices) {
            let mut read = self.memory.guard(&GuardKey::shared(key.name, key.kind)).await?;
            read.value.key = *key;
            read
        } else {
            self.memory.guard(key).await?
        };
        if self.is(Fault::InventsVersions) && read.version == Version::NONE {
            read.version = Version::as_stored(1);
        }
        Ok(read)
    }

    async fn guards_of(&self, name: NameKey, kind: GuardKind) -> Result<Vec<SignInGuard>, StoreFailure> {
        let mut guards = self.memory.guards_of(name, kind).await?;
        if self.is(Fault::MixesDevices) {
            guards.truncate(1);
        }
        if self.is(Fault::MixesKinds) {
            guards = self.memory.guards_of(name, GuardKind::Password).await?;
        }
        Ok(guards)
    }

    async fn barred_accounts(
        &self,
        organization: Option<Id<Organization>>,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<BarredAccount>, StoreFailure> {
        let now = if self.is(Fault::TellsOldLockouts) { EVER } else { now };
        let mut barred = self.memory.barred_accounts(self.asked(organization), now, limit).await?;
        if self.is(Fault::TellsSharedLockoutsOnly) {
            let state = self.memory.state();
            barred.retain(|barred| {
                let key = GuardKey::shared(samples::name_key(&barred.account), GuardKind::Password);
                state.guard(&key).value.bar_at(now).is_some_and(|bar| bar == barred.bar)
            });
        }
        if self.is(Fault::TellsLandedLockoutsOnly) {
            barred.retain(|barred| barred.bar.landed);
        }
        Ok(barred)
    }

    async fn sweep_strangers(&self, before: Timestamp, keep: u64) -> Result<u64, StoreFailure> {
        if self.is(Fault::SweepsEveryGuard) || self.is(Fault::SweepsByTheMark) {
            let gone = self.memory.state().guards.take_where(|entry| !entry.known || self.is(Fault::SweepsEveryGuard));
            return Ok(gone);
        }
        self.memory.sweep_strangers(before, keep).await
    }
}

#[async_trait]
impl Tokens for CarelessStore {
    async fn token_by_link(&self, purpose: TokenPurpose, link: &Digest) -> Result<Option<Token>, StoreFailure> {
        if self.is(Fault::MixesPurposes) {
            return Ok(self.memory.tokens().into_iter().find(|token| token.link == *link));
        }
        self.memory.token_by_link(purpose, link).await
    }

    async fn token_of(&self, account: Id<Account>, purpose: TokenPurpose) -> Result<Option<Token>, StoreFailure> {
        self.memory.token_of(account, purpose).await
    }
}

#[async_trait]
impl Sessions for CarelessStore {
    async fn session(&self, token: &Digest) -> Result<Option<SignedInSession>, StoreFailure> {
        let read = self.memory.session(token).await?;
        let mut stale = self.stale.lock().unwrap();
        if let Some(first) =
            stale.iter().find(|first| self.is(Fault::RemembersStaleAccounts) && first.session.token == *token)
        {
            return Ok(Some(first.clone()));
        }
        stale.extend(read.clone());
        Ok(read)
    }

    async fn sessions_of(&self, account: Id<Account>) -> Result<Vec<Session>, StoreFailure> {
        Ok(self.listed(self.memory.sessions_of(account).await?))
    }

    async fn mark_session_seen(&self, session: Id<Session>, at: Timestamp) -> Result<(), StoreFailure> {
        if let Some(closed) =
            self.closed.lock().unwrap().iter().find(|closed| self.is(Fault::MarksBringBack) && closed.id == session)
        {
            self.memory.state().sessions.put(session, closed.clone());
        }
        self.memory.mark_session_seen(session, at).await
    }

    async fn sweep_sessions(&self, idle_since: Timestamp, opened_before: Timestamp) -> Result<u64, StoreFailure> {
        let opened_before = if self.is(Fault::SweepsIdleSessionsOnly) { EVER } else { opened_before };
        self.memory.sweep_sessions(idle_since, opened_before).await
    }
}

#[async_trait]
impl Devices for CarelessStore {
    async fn known_device(&self, account: Id<Account>, tokens: &[Digest]) -> Result<Option<KnownDevice>, StoreFailure> {
        if self.is(Fault::KnowsOthersDevices) {
            return Ok(self.memory.state().devices.values().find(|device| tokens.contains(&device.token)).cloned());
        }
        self.memory.known_device(account, tokens).await
    }

    async fn devices_of(&self, account: Id<Account>) -> Result<Vec<KnownDevice>, StoreFailure> {
        self.memory.devices_of(account).await
    }
}

#[async_trait]
impl AuditLog for CarelessStore {
    async fn audit_of_account(&self, account: Id<Account>, limit: u32) -> Result<Vec<AuditRecord>, StoreFailure> {
        let mut lines = self.memory.audit_of_account(account, limit).await?;
        if self.is(Fault::MissesOwnDoing) {
            lines.retain(|line| line.subject == Some(account));
        }
        Ok(self.listed(lines))
    }

    async fn audit_of_organization(
        &self,
        organization: Option<Id<Organization>>,
        limit: u32,
    ) -> Result<Vec<AuditRecord>, StoreFailure> {
        Ok(self.listed(self.memory.audit_of_organization(self.asked(organization), limit).await?))
    }

    async fn audit_page(&self, query: &AuditQuery) -> Result<AuditPage, StoreFailure> {
        let mut query = query.clone();
        if self.is(Fault::ForgetsFilters) {
            query.network = None;
        }
        let mut page = self.memory.audit_page(&query).await?;
        if self.is(Fault::SkipsAtPageEdges) && matches!(query.from, AuditFrom::Before(_)) && !page.lines.is_empty() {
            page.lines.remove(0);
        }
        Ok(page)
    }

    async fn break_glass_since(
        &self,
        organization: Id<Organization>,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<AuditRecord>, StoreFailure> {
        let mut lines = self.memory.break_glass_since(organization, since, limit).await?;
        if self.is(Fault::ForgetsBrokenGlass) {
            lines.pop();
        }
        Ok(lines)
    }

    async fn audit_tallies(
        &self,
        organization: Id<Organization>,
        kinds: &[&str],
        since: i64,
    ) -> Result<Vec<Tally>, StoreFailure> {
        self.memory.audit_tallies(organization, kinds, since).await
    }

    async fn audit_lines_after(
        &self,
        organization: Id<Organization>,
        words: &[&'static str],
        after: u64,
        limit: u32,
    ) -> Result<Vec<AuditRecord>, StoreFailure> {
        if self.is(Fault::TellsOfEverything) {
            let mut lines = self.memory.audit_of_organization(Some(organization), u32::MAX).await?;
            lines.retain(|line| line.number > after);
            lines.reverse();
            lines.truncate(limit as usize);
            return Ok(lines);
        }
        self.memory.audit_lines_after(organization, words, after, limit).await
    }
}

#[async_trait]
impl AuditChain for CarelessStore {
    async fn last_seal(&self) -> Result<Option<KeptSeal>, StoreFailure> {
        self.memory.last_seal().await
    }

    async fn seals(&self, after: u64, limit: u32) -> Result<Vec<KeptSeal>, StoreFailure> {
        self.memory.seals(after, limit).await
    }

    async fn prunable_seals(&self, before: Timestamp, after: u64, limit: u32) -> Result<Vec<KeptSeal>, StoreFailure> {
        let before = if self.is(Fault::PrunesTheYoung) { Timestamp::from_micros(i64::MAX) } else { before };
        self.memory.prunable_seals(before, after, limit).await
    }

    async fn sealed_lines(&self, after: (u64, u64), limit: u32) -> Result<Vec<StoredLine>, StoreFailure> {
        Ok(self.listed(self.memory.sealed_lines(after, limit).await?))
    }

    async fn unsealed_lines(&self, marked: bool, after: u64, limit: u32) -> Result<Vec<StoredLine>, StoreFailure> {
        self.memory.unsealed_lines(marked, after, limit).await
    }

    async fn copied_lines(&self, limit: u32) -> Result<Vec<u64>, StoreFailure> {
        self.memory.copied_lines(limit).await
    }
}
