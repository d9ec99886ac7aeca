//! Filling a new database with people, past the web app: a million of them would take it hours, which is what
//! hashing their passwords is for.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use argon2::{Argon2, PasswordHasher as _};
use identity_core::domain::{
    account::Account,
    kernel::{HouseKey, Id, LoginName, NameKey, SecretBytes, SecretToken, Timestamp, folded},
    organization::Organization,
    session::{SESSION_PURPOSE, Session},
    token::{Token, TokenPurpose},
};
use identity_settings::HouseKeyFile;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, Statement,
    TransactionTrait, Value,
};

use super::{PEOPLE_OF_ONE, handle, login};

/// Everybody's password.
pub(crate) const PASSWORD: &str = "quattro gatti sul tetto";

/// Rows of one statement.
const ROWS: usize = 500;

const SECOND: i64 = 1_000_000;

/// The mark of a session's last use is that far ahead, so that no check has to renew it while the benches run.
const MARKED_AHEAD: i64 = 1800 * SECOND;

pub(super) fn database(directory: &Path) -> PathBuf {
    directory.join("identity.db")
}

/// The token of a person's session.
pub(super) fn session(person: usize) -> SecretToken {
    secret(1, person)
}

/// The token of the link by which a person can unlock.
pub(super) fn unlock_link(person: usize) -> SecretToken {
    secret(2, person)
}

/// Puts so many people into the database of a web app that does not run, each with a session and an unlock link.
pub(super) async fn fill(directory: &Path, people: usize) -> Result<()> {
    let file = database(directory);
    let database = open(&file).await?;
    let filling = Filling::new(directory, people)?;
    let indexes = indexes(&database).await?;
    for (name, _) in &indexes {
        database.execute_unprepared(&format!("DROP INDEX {name}")).await?;
    }
    let transaction = database.begin().await?;
    filling.organizations(&transaction).await?;
    filling.accounts(&transaction).await?;
    filling.sessions(&transaction).await?;
    filling.tokens(&transaction).await?;
    transaction.commit().await?;
    for (_, definition) in &indexes {
        database.execute_unprepared(definition).await?;
    }
    database.execute_unprepared("PRAGMA journal_mode = WAL").await?;
    database.close().await?;
    // What is written back later would slow down what is measured.
    Ok(std::fs::File::open(&file)?.sync_all()?)
}

/// Moves everybody into the organization of the first, as people there are: some signed in lately and some never, a
/// few suspended, some with an address that never confirmed or none at all.
pub(super) async fn gather(directory: &Path) -> Result<()> {
    let file = database(directory);
    let database = open(&file).await?;
    database
        .execute_unprepared(
            "UPDATE accounts SET organization_id = (SELECT organization_id FROM accounts WHERE login = 'office-0'), \
             signed_in_at = CASE WHEN rowid % 4 = 0 THEN NULL ELSE created_at + (rowid * 7919 % 86400) * 1000000 END, \
             suspended_at = CASE WHEN rowid % 1000 = 7 THEN created_at END, \
             address_confirmed_at = CASE WHEN rowid % 500 = 3 THEN NULL ELSE created_at END, \
             address = CASE WHEN rowid % 500 = 5 THEN NULL ELSE address END, \
             mailbox = CASE WHEN rowid % 500 = 5 THEN NULL ELSE mailbox END",
        )
        .await?;
    database.execute_unprepared("PRAGMA journal_mode = WAL").await?;
    database.close().await?;
    Ok(std::fs::File::open(&file)?.sync_all()?)
}

/// Grants everybody but the owner of the one organization a profile of two permissions, and one permission more.
pub(super) async fn grant(directory: &Path) -> Result<()> {
    const PROFILE: &str = "0198f3a0-0000-7000-8000-00000000beef";
    let file = database(directory);
    let database = open(&file).await?;
    let owner =
        Statement::from_string(DbBackend::Sqlite, "SELECT id, organization_id FROM accounts WHERE login = 'office-0'");
    let row = database.query_one_raw(owner).await?.context("no owner")?;
    let (owner, organization): (sea_orm::prelude::Uuid, sea_orm::prelude::Uuid) =
        (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    let profile = sea_orm::prelude::Uuid::parse_str(PROFILE)?;
    let holds = format!(r#"{{"identity.accounts.read":"owner:{owner}","identity.accounts.unlock":"owner:{owner}"}}"#);
    let define =
        "INSERT INTO profiles (id, organization_id, name, name_key, permissions, version) VALUES (?, ?, ?, ?, ?, 1)";
    let values: Vec<Value> = vec![profile.into(), organization.into(), "Front".into(), "front".into(), holds.into()];
    database.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, define, values)).await?;
    let given = |what: &str| format!(r#"{{"what":"{what}","by":"owner:{owner}","at":1}}"#);
    let rights = format!("[{},{}]", given(&format!("profile:{PROFILE}")), given("identity.audit.read"));
    let update = "UPDATE accounts SET rights = ? WHERE rank = 'member'";
    database.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, update, [Value::from(rights)])).await?;
    for what in [format!("profile:{PROFILE}"), "identity.audit.read".to_owned()] {
        let list = "INSERT INTO grants (account_id, what, organization_id) \
                    SELECT id, ?, organization_id FROM accounts WHERE rank = 'member'";
        database.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, list, [Value::from(what)])).await?;
    }
    database.execute_unprepared("PRAGMA journal_mode = WAL").await?;
    database.close().await?;
    Ok(std::fs::File::open(&file)?.sync_all()?)
}

/// One connection without a log: nothing is lost if this fails but the benches' own work.
async fn open(file: &Path) -> Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(format!("sqlite://{}", file.display()));
    options.max_connections(1).sqlx_logging(false);
    let database = Database::connect(options).await?;
    for pragma in ["journal_mode = MEMORY", "synchronous = OFF", "cache_size = -200000"] {
        database.execute_unprepared(&format!("PRAGMA {pragma}")).await?;
    }
    Ok(database)
}

/// The indexes that statements made: rows go in faster without them.
async fn indexes(database: &DatabaseConnection) -> Result<Vec<(String, String)>> {
    let made = Statement::from_string(
        DbBackend::Sqlite,
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
    );
    let rows = database.query_all_raw(made).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

struct Filling {
    people: usize,
    key: HouseKey,
    hash: String,
    now: i64,
}

impl Filling {
    fn new(directory: &Path, people: usize) -> Result<Self> {
        let key = HouseKeyFile::at(directory.join("identity.key")).open()?;
        let hash = Argon2::default()
            .hash_password_with_salt(PASSWORD.as_bytes(), b"sedici byte sale")
            .map_err(|error| anyhow::anyhow!("the password cannot be hashed: {error}"))?;
        Ok(Self {
            people,
            key: HouseKey::new(*key),
            hash: hash.to_string(),
            now: chrono::Utc::now().timestamp_micros(),
        })
    }

    async fn organizations(&self, transaction: &DatabaseTransaction) -> Result<()> {
        transaction.execute_unprepared("INSERT INTO founding (id) VALUES (1)").await?;
        let columns =
            "id, handle, name, language, lockout_limit, shows_masked_address, shows_contact, second_step, version";
        let rows = (0..self.people.div_ceil(PEOPLE_OF_ONE)).map(|organization| {
            let handle = handle(organization);
            Ok(vec![
                self.organization(organization).into(),
                handle.clone().into(),
                handle.into(),
                "en".into(),
                5_i64.into(),
                false.into(),
                false.into(),
                "optional".into(),
                1_i64.into(),
            ])
        });
        insert(transaction, "organizations", columns, rows).await
    }

    async fn accounts(&self, transaction: &DatabaseTransaction) -> Result<()> {
        let columns = "id, organization_id, login, name_key, name, search, language, address, mailbox, \
                       address_confirmed_at, wished_new_confirmed, wished_old_agreed, rank, password_hash, \
                       password_set_at, created_at, version, name_folded";
        let rows = (0..self.people).map(|person| {
            let (login, name) = (login(person), format!("Person {person}"));
            let key = NameKey::of(&LoginName::read(&login).context("no login name")?, &self.key);
            let address = format!("person.{person}@mail.example");
            let created_at = self.created_at(person);
            Ok(vec![
                self.account(person).into(),
                self.organization(person / PEOPLE_OF_ONE).into(),
                login.clone().into(),
                key.as_bytes().to_vec().into(),
                name.clone().into(),
                format!("{login}\n{}\n{address}", folded(&name)).into(),
                "en".into(),
                address.clone().into(),
                address.into(),
                created_at.into(),
                false.into(),
                false.into(),
                if person % PEOPLE_OF_ONE == 0 { "owner" } else { "member" }.into(),
                self.hash.clone().into(),
                created_at.into(),
                created_at.into(),
                1_i64.into(),
                folded(&name).into(),
            ])
        });
        insert(transaction, "accounts", columns, rows).await
    }

    async fn sessions(&self, transaction: &DatabaseTransaction) -> Result<()> {
        let columns = "id, account_id, token, device, source, opened_at, seen_at, proven_at";
        let rows = (0..self.people).map(|person| {
            Ok(vec![
                self.id::<Session>(3, person).into(),
                self.account(person).into(),
                session(person).digest(SESSION_PURPOSE).as_bytes().to_vec().into(),
                "Firefox, Linux".into(),
                "192.0.2.7".into(),
                self.now.into(),
                (self.now + MARKED_AHEAD).into(),
                self.now.into(),
            ])
        });
        insert(transaction, "sessions", columns, rows).await
    }

    async fn tokens(&self, transaction: &DatabaseTransaction) -> Result<()> {
        let purpose = TokenPurpose::Unlock.as_str();
        let columns = "id, account_id, purpose, link, sent_to, minted_at, expires_at";
        let rows = (0..self.people).map(|person| {
            Ok(vec![
                self.id::<Token>(4, person).into(),
                self.account(person).into(),
                purpose.into(),
                unlock_link(person).digest(purpose).as_bytes().to_vec().into(),
                format!("person.{person}@mail.example").into(),
                self.now.into(),
                (self.now + MARKED_AHEAD).into(),
            ])
        });
        insert(transaction, "tokens", columns, rows).await
    }

    fn organization(&self, organization: usize) -> sea_orm::prelude::Uuid {
        self.id::<Organization>(1, organization * PEOPLE_OF_ONE)
    }

    fn account(&self, person: usize) -> sea_orm::prelude::Uuid {
        self.id::<Account>(2, person)
    }

    /// An id as the core makes them, of the moment when the person came.
    fn id<T>(&self, kind: u8, person: usize) -> sea_orm::prelude::Uuid {
        let mut drawn = [kind; 10];
        drawn[2..].copy_from_slice(&(person as u64).to_be_bytes());
        Id::<T>::new(Timestamp::from_micros(self.created_at(person)), drawn).uuid()
    }

    /// One person a second, the last one just now.
    fn created_at(&self, person: usize) -> i64 {
        let seconds = i64::try_from(self.people - person.min(self.people)).unwrap_or_default();
        self.now - seconds * SECOND
    }
}

fn secret(kind: u8, person: usize) -> SecretToken {
    let mut drawn = [kind; 32];
    drawn[24..].copy_from_slice(&(person as u64).to_be_bytes());
    SecretToken::new(&SecretBytes::drawn(drawn))
}

/// Inserts rows, many with each statement.
async fn insert(
    transaction: &DatabaseTransaction,
    table: &str,
    columns: &str,
    rows: impl Iterator<Item = Result<Vec<Value>>>,
) -> Result<()> {
    let row = format!("({})", vec!["?"; columns.split(',').count()].join(", "));
    let mut rows = rows.peekable();
    while rows.peek().is_some() {
        let some: Vec<_> = rows.by_ref().take(ROWS).collect::<Result<_>>()?;
        let places = vec![row.as_str(); some.len()].join(", ");
        let text = format!("INSERT INTO {table} ({columns}) VALUES {places}");
        transaction
            .execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, text, some.into_iter().flatten()))
            .await?;
    }
    Ok(())
}
