//! Making a change true: one transaction, its writes in one order everywhere, so that no two commits ever
//! wait for each other in a circle.

use std::time::Instant;

use async_trait::async_trait;
use identity_core::{
    change::{AccountWrite, AuditEvent, Change, InvitationWrite, Reliance, StampedChange, Version, Write},
    domain::{
        account::Account,
        kernel::{Id, NameKey},
    },
    ports::{Landing, Ledger, StoreFailure},
};
use sea_orm::{DatabaseTransaction, DbErr};

use crate::{
    SeaOrmStore, accounts, audit,
    connection::answered,
    devices, guards, installation, invitations, organizations, outbox, permissions,
    rows::{Stop, is_worth_another_try},
    sessions, tokens,
};

/// How often `PostgreSQL` may give a transaction up before the change counts as overtaken.
const TRIES: u32 = 4;

#[async_trait]
impl Ledger for SeaOrmStore {
    #[expect(clippy::disallowed_methods, reason = "measures how long a commit takes, which decides nothing about time")]
    async fn commit(&self, change: StampedChange) -> Result<Landing, StoreFailure> {
        let begun = Instant::now();
        let landing = self.land_in_time(&change).await;
        metrics::histogram!("identity_store_commit_seconds").record(begun.elapsed().as_secs_f64());
        count(&landing, change.event());
        landing
    }
}

/// Counts what happened, under its stable words.
fn count(landing: &Result<Landing, StoreFailure>, event: Option<&AuditEvent>) {
    match (landing, event) {
        (Ok(Landing::Landed), Some(event)) => {
            let (what, detail) = (event.what.word(), event.what.detail_word().unwrap_or_default());
            metrics::counter!("identity_events_total", "what" => what, "detail" => detail).increment(1);
        }
        (Ok(Landing::Landed), None) => {}
        (Ok(Landing::Overtaken), _) => metrics::counter!("identity_commits_overtaken_total").increment(1),
        (Err(_), _) => metrics::counter!("identity_store_failures_total").increment(1),
    }
}

impl SeaOrmStore {
    async fn land_in_time(&self, change: &StampedChange) -> Result<Landing, StoreFailure> {
        // A restore touches every row there is, and nobody waits for it but the operator.
        if change.writes().iter().any(|write| matches!(write, Write::Installation(_))) {
            return self.land(change).await.map_err(StoreFailure::new);
        }
        answered(self.land(change)).await
    }

    async fn land(&self, change: &StampedChange) -> Result<Landing, DbErr> {
        for _ in 0..TRIES {
            match self.try_to_land(change).await {
                Ok(()) => return Ok(Landing::Landed),
                Err(Stop::Overtaken) => return Ok(Landing::Overtaken),
                Err(Stop::Failed(error)) if is_worth_another_try(&error) => {}
                Err(Stop::Failed(error)) => return Err(error),
            }
        }
        Ok(Landing::Overtaken)
    }

    async fn try_to_land(&self, change: &StampedChange) -> Result<(), Stop> {
        let transaction = self.begin_writing().await?;
        match write_all(&transaction, change).await {
            Ok(()) => Ok(transaction.commit().await?),
            Err(stop) => {
                transaction.rollback().await?;
                Err(stop)
            }
        }
    }
}

/// Capability by capability; within one, in the order of keys where several rows may be locked, else as the
/// change says.
async fn write_all(transaction: &DatabaseTransaction, change: &StampedChange) -> Result<(), Stop> {
    let writes = change.writes();
    for write in writes {
        if let Write::Installation(write) = write {
            installation::write(transaction, write).await?;
        }
    }
    for write in writes {
        if let Write::Organization(write) = write {
            organizations::write(transaction, write).await?;
        }
    }
    for write in writes {
        if let Write::Profile(write) = write {
            permissions::write(transaction, write).await?;
        }
    }
    for write in writes {
        // Before the older one that makes room: whoever offers the same name waits for the organization, and holds nothing.
        if let Write::Invitation(InvitationWrite::Offer(invitation)) = write {
            organizations::hold(transaction, invitation.organization).await?;
        }
    }
    for write in writes {
        if let Write::Invitation(write) = write {
            invitations::write(transaction, write).await?;
        }
    }
    let mut steps = account_steps(change).into_iter().peekable();
    while let Some(step) = steps.next() {
        if let Some(first) = step.registers() {
            let mut together = vec![first];
            while let Some(next) = steps.peek().and_then(AccountStep::registers) {
                together.push(next);
                steps.next();
            }
            accounts::register_all(transaction, &together).await?;
        } else if let Some(write) = step.write {
            accounts::write(transaction, write, step.relied_on).await?;
        } else {
            let seen = step.relied_on.unwrap_or(Version::NONE);
            accounts::hold(transaction, step.id, seen).await?;
        }
    }
    let mut on_guards: Vec<_> =
        writes.iter().filter_map(|write| if let Write::Guard(write) = write { Some(write) } else { None }).collect();
    on_guards.sort_by_key(|write| guards::name_of(write));
    for write in on_guards {
        guards::write(transaction, write).await?;
    }
    for write in writes {
        if let Write::Token(write) = write {
            tokens::write(transaction, write).await?;
        }
    }
    for write in writes {
        if let Write::Session(write) = write {
            sessions::write(transaction, write).await?;
        }
    }
    for write in writes {
        if let Write::Device(write) = write {
            devices::write(transaction, write).await?;
        }
    }
    for write in writes {
        if let Write::Outbox(write) = write {
            outbox::write(transaction, write).await?;
        }
    }
    outbox::queue(transaction, change.letters()).await?;
    for write in writes {
        if let Write::Audit(write) = write {
            audit::write(transaction, write).await?;
        }
    }
    audit::record(transaction, change).await
}

/// What a change does about one account: writes it, or only holds it as it was read.
struct AccountStep<'a> {
    id: Id<Account>,
    relied_on: Option<Version>,
    write: Option<&'a AccountWrite>,
}

impl<'a> AccountStep<'a> {
    /// The account and its key, where a new one is all that there is to it.
    const fn registers(&self) -> Option<(&'a Account, &'a NameKey)> {
        match (self.write, self.relied_on) {
            (Some(AccountWrite::Register { account, key }), None) => Some((account, key)),
            _ => None,
        }
    }
}

/// The first write on an account carries the reliance on it in its own predicate; that saves a statement,
/// and on `PostgreSQL` a second lock on the same row.
fn account_steps(change: &Change) -> Vec<AccountStep<'_>> {
    let mut steps: Vec<_> = change
        .writes()
        .iter()
        .filter_map(|write| match write {
            Write::Account(write) => {
                Some(AccountStep { id: accounts::id_of(write), relied_on: None, write: Some(write) })
            }
            _ => None,
        })
        .collect();
    for Reliance::Account { id, seen } in change.reliances() {
        match steps.iter_mut().find(|step| step.id == *id) {
            Some(step) if step.relied_on.is_none_or(|version| version == *seen) => {
                step.relied_on = Some(*seen);
            }
            _ => steps.insert(0, AccountStep { id: *id, relied_on: Some(*seen), write: None }),
        }
    }
    steps.sort_by_key(|step| step.id);
    steps
}
