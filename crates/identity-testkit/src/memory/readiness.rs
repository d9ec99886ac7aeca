//! Who might not get back in.

use async_trait::async_trait;
use identity_core::{
    change::Recipient,
    domain::{
        account::{Account, Standing},
        kernel::{Id, Timestamp},
        lockout::{GuardKey, GuardKind, SignInGuard},
        organization::Organization,
        outbox::LetterState,
        readiness::Severity,
        token::TokenPurpose,
    },
    ports::{LastMail, Readiness, ReadinessCounts, ReadinessPage, ReadinessQuery, ReadinessRow, StoreFailure},
};

use super::{MemoryStore, State, accounts, outbox};

impl State {
    fn might(&self, account: &Account, severity: Severity) -> bool {
        let contact = account.contact.as_ref();
        match severity {
            Severity::CannotRecover => {
                let came_back = |entry: &outbox::Entry| {
                    matches!(entry.state, LetterState::Refused | LetterState::GivenUp)
                        && entry.letter.to == Recipient::Account(account.id)
                };
                account.standing == Standing::Active && (contact.is_none() || self.letters.values().any(came_back))
            }
            Severity::AtRisk => {
                let to_come =
                    contact.is_some_and(|contact| contact.confirmed_at.is_none() || account.password.is_none());
                account.standing == Standing::Active && to_come
            }
        }
    }

    fn readiness_row(&self, entry: &accounts::Entry) -> ReadinessRow {
        let account = entry.stored.value.clone();
        let at_rest = [LetterState::Sent, LetterState::Refused, LetterState::GivenUp];
        let mails = self
            .letters
            .values()
            .filter(|letter| letter.letter.to == Recipient::Account(account.id) && at_rest.contains(&letter.state));
        let last = mails.max_by_key(|entry| (entry.at, entry.letter.id));
        let mut tokens = self.tokens.values();
        let welcome = tokens.find(|token| token.account == account.id && token.purpose == TokenPurpose::Welcome);
        ReadinessRow {
            failures_in_a_row: self.shared_guard_of(entry).map_or(0, |guard| guard.in_a_row),
            last_mail: last.map(|entry| LastMail { state: entry.state, at: entry.at, mailbox: entry.mailbox }),
            welcome_until: welcome.map(|token| token.expires_at),
            account,
        }
    }

    fn shared_guard_of(&self, entry: &accounts::Entry) -> Option<SignInGuard> {
        let shared = GuardKey::shared(entry.key, GuardKind::Password);
        self.guards_of(entry.key, GuardKind::Password).into_iter().find(|guard| guard.key == shared)
    }

    fn of_organization(&self, organization: Id<Organization>) -> impl Iterator<Item = &accounts::Entry> {
        self.accounts.values().filter(move |entry| entry.stored.value.organization == organization)
    }
}

#[async_trait]
impl Readiness for MemoryStore {
    async fn readiness_page(&self, query: &ReadinessQuery) -> Result<ReadinessPage, StoreFailure> {
        self.with(|state| {
            let login = |entry: &accounts::Entry| entry.stored.value.login.to_string();
            let mut found: Vec<&accounts::Entry> = state
                .of_organization(query.organization)
                .filter(|entry| {
                    let account = &entry.stored.value;
                    query.also == Some(account.id) || state.might(account, query.severity)
                })
                .filter(|entry| query.after.as_ref().is_none_or(|after| login(entry) > *after))
                .collect();
            found.sort_by_key(|entry| login(entry));
            let limit = query.limit.clamp(1, 200) as usize;
            ReadinessPage {
                more: found.len() > limit,
                rows: found.into_iter().take(limit).map(|entry| state.readiness_row(entry)).collect(),
            }
        })
    }

    async fn readiness_counts(
        &self,
        organization: Id<Organization>,
        now: Timestamp,
        at_most: u32,
    ) -> Result<ReadinessCounts, StoreFailure> {
        self.with(|state| {
            let counted = |is_so: fn(&Account) -> bool| {
                let all = state.of_organization(organization).filter(|entry| entry.stored.value.is_active_at(now));
                let those = all.filter(|entry| is_so(&entry.stored.value)).take(at_most as usize);
                u32::try_from(those.count()).unwrap_or(u32::MAX)
            };
            ReadinessCounts {
                active: counted(|_| true),
                without_address: counted(|account| account.contact.is_none()),
                unconfirmed: counted(|account| {
                    account.contact.as_ref().is_some_and(|contact| contact.confirmed_at.is_none())
                }),
            }
        })
    }
}
