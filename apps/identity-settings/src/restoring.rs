//! Bringing a store back from a backup, so that nothing that ended after the backup lives again.
//!
//! On `SQLite` all of it is done to a copy beside the database, and the copy takes the database's place when it is
//! ready: nothing can ever be served from a store that was restored and does not know it. On `PostgreSQL` the store's
//! own programs restore, and [`restored`] says so before the service starts; a service that is started too early finds
//! by its mark that the store went back, and refuses.

use std::path::{Path, PathBuf};

use identity_core::{
    application::{
        authority::Authority,
        installation::{CarriedOver, Restoration, RestoreError},
        unavailable::Unavailable,
    },
    domain::{
        account::Account,
        installation::{Epoch, Reached},
        kernel::{HouseKey, Timestamp},
        session::Source,
    },
};
use identity_store_sea_orm::{Alone, BackupError, Inspection, OpenError, SeaOrmStore, SqliteFile};
use thiserror::Error;

use crate::{
    composition::{CompositionError, House, furnish_quietly, open_as_it_is, open_there},
    mark::MarkError,
    settings::Settings,
    store_location::StoreLocation,
};

/// How many people are named who have to be appointed again.
const NAMED: u32 = 500;

/// How a backup is brought back.
#[derive(Clone, Copy, Debug, Default)]
pub struct HowToRestore {
    /// Whether every password ends.
    pub ends_passwords: bool,
    /// Whether suspensions and lockouts of the store that goes are left behind, too.
    pub as_it_was: bool,
    /// Whether nothing is to be changed, only found out.
    pub dry_run: bool,
}

/// What was brought back.
#[derive(Debug)]
pub struct BroughtBack {
    /// The new epoch; none in a dry run.
    pub epoch: Option<Epoch>,
    /// What is in the backup; none where the store's own programs restored it.
    pub backup: Option<Inspection>,
    /// Where the store is that was replaced; none where there was none.
    pub aside: Option<PathBuf>,
    /// What was carried over from it; none where it could not be read, or was not to be.
    pub carried: Option<CarriedOver>,
    /// Who has to be appointed again.
    pub appointed: Vec<Account>,
}

/// Why nothing was brought back. The store is as it was.
#[derive(Debug, Error)]
pub enum RestoreTrouble {
    /// The house cannot be put together.
    #[error(transparent)]
    Composition(#[from] CompositionError),
    /// The backup cannot be taken, or not put in place.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// The epoch cannot begin.
    #[error(transparent)]
    Epoch(#[from] RestoreError),
    /// Nothing could be read just now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl From<OpenError> for RestoreTrouble {
    fn from(error: OpenError) -> Self {
        CompositionError::from(error).into()
    }
}

impl From<MarkError> for RestoreTrouble {
    fn from(error: MarkError) -> Self {
        CompositionError::from(error).into()
    }
}

/// Looks at a backup, and at whether it could be brought back now. Changes nothing.
///
/// # Errors
/// Why it could not.
pub async fn examine_backup(settings: &Settings, backup: &Path) -> Result<Inspection, RestoreTrouble> {
    let StoreLocation::Sqlite { path } = &settings.store.location else {
        return Err(BackupError::NotSqlite.into());
    };
    settings.secrets.house_key.open().map_err(CompositionError::from)?;
    drop(Alone::with(path)?);
    Ok(SqliteFile::at(backup).inspect().await?)
}

/// Brings a backup of a `SQLite` store back. The backup stays as it is; the store that it replaces is kept under
/// another name.
///
/// # Errors
/// Why not; the store is as it was.
pub async fn restore(
    settings: &Settings,
    backup: &Path,
    how: HowToRestore,
    authority: &Authority<'_>,
    now: Timestamp,
) -> Result<BroughtBack, RestoreTrouble> {
    let StoreLocation::Sqlite { path } = &settings.store.location else {
        return Err(BackupError::NotSqlite.into());
    };
    let alone = Alone::with(path)?;
    let inspection = SqliteFile::at(backup).inspect().await?;
    let draft = alone.draft(backup)?;
    let prepared = prepare(settings, &alone, &draft, how, authority).await;
    let aside = path.try_exists().unwrap_or(true).then(|| named_aside(path, now));
    let ended = match &prepared {
        Ok(_) if !how.dry_run => {
            // The name is taken only where there is a store to keep under it.
            alone.replace(&draft, &aside.clone().unwrap_or_else(|| named_aside(path, now))).await
        }
        _ => Ok(()),
    };
    // In place it is another name; else it goes.
    alone.discard(&draft)?;
    let (epoch, carried, appointed) = prepared?;
    ended?;
    Ok(BroughtBack { epoch, backup: Some(inspection), aside, carried, appointed })
}

/// Makes of a copy what may be served.
async fn prepare(
    settings: &Settings,
    alone: &Alone,
    draft: &Path,
    how: HowToRestore,
    authority: &Authority<'_>,
) -> Result<(Option<Epoch>, Option<CarriedOver>, Vec<Account>), RestoreTrouble> {
    let url = StoreLocation::Sqlite { path: draft.to_owned() }.url();
    let store = SeaOrmStore::open(&url, 1).await?;
    store.migrate().await?;
    let key = settings.secrets.house_key.open().map_err(CompositionError::from)?;
    let house = furnish_quietly(settings, HouseKey::new(*key), store).await?;
    let replaced = look_at_replaced(settings, alone).await;
    let from = Source::local();
    let mut carried = None;
    if let Some(replaced) = &replaced
        && !how.as_it_was
    {
        // A store that can be opened and not read to its end is one that cannot be read.
        carried = house.identity.installation().carry_over(authority, replaced, &from).await.ok();
    }
    let seen = [last_seen(settings)?, reached(replaced.as_ref()).await].into_iter().flatten().map(|seen| seen.epoch);
    let restoration = Restoration { seen: seen.max(), ends_passwords: how.ends_passwords };
    let begun = begin(&house, restoration, authority, how.dry_run).await;
    if let Some(replaced) = replaced {
        replaced.close().await.map_err(Unavailable::from)?;
    }
    house.store.as_ref().clone().close().await.map_err(Unavailable::from)?;
    let (epoch, appointed) = begun?;
    Ok((epoch, carried, appointed))
}

/// Says that the store's own programs have brought it back.
///
/// # Errors
/// Why the epoch does not begin; the store is as it was.
pub async fn restored(
    settings: &Settings,
    how: HowToRestore,
    authority: &Authority<'_>,
) -> Result<BroughtBack, RestoreTrouble> {
    // A dry run looks at a store of this schema only: to migrate it would be to change it.
    let store = if how.dry_run { open_as_it_is(settings).await? } else { open_there(settings).await? };
    if !how.dry_run {
        if store.schema_version().await.map_err(CompositionError::from)?.is_none() {
            return Err(CompositionError::OlderSchema.into());
        }
        store.migrate().await?;
    }
    let key = settings.secrets.house_key.open().map_err(CompositionError::from)?;
    let house = furnish_quietly(settings, HouseKey::new(*key), store).await?;
    let restoration =
        Restoration { seen: last_seen(settings)?.map(|seen| seen.epoch), ends_passwords: how.ends_passwords };
    let (epoch, appointed) = begin(&house, restoration, authority, how.dry_run).await?;
    house.store.as_ref().clone().close().await.map_err(Unavailable::from)?;
    Ok(BroughtBack { epoch, backup: None, aside: None, carried: None, appointed })
}

async fn begin(
    house: &House,
    restoration: Restoration,
    authority: &Authority<'_>,
    dry_run: bool,
) -> Result<(Option<Epoch>, Vec<Account>), RestoreTrouble> {
    let installation = house.identity.installation();
    let appointed = installation.appointed(NAMED).await?;
    if dry_run {
        return Ok((None, appointed));
    }
    let epoch = installation.begin_epoch(authority, restoration, &Source::local()).await?;
    Ok((Some(epoch), appointed))
}

/// The store that goes, if it can be read and has the schema of this build.
async fn look_at_replaced(settings: &Settings, alone: &Alone) -> Option<SeaOrmStore> {
    let StoreLocation::Sqlite { path } = &settings.store.location else {
        return None;
    };
    if !path.try_exists().ok()? {
        return None;
    }
    let store = alone.open().await.ok()?;
    if reached(Some(&store)).await.is_some() {
        return Some(store);
    }
    store.close().await.ok();
    None
}

async fn reached(store: Option<&SeaOrmStore>) -> Option<Reached> {
    use identity_core::ports::Installation as _;
    match store {
        Some(store) => store.reached().await.ok(),
        None => None,
    }
}

fn last_seen(settings: &Settings) -> Result<Option<Reached>, MarkError> {
    settings.store.mark.read()
}

/// `identity.db.replaced-20261127T074500Z`, or with a number behind it where that is taken.
fn named_aside(path: &Path, now: Timestamp) -> PathBuf {
    let at = chrono::DateTime::from_timestamp_micros(now.as_micros()).unwrap_or_default();
    let stamp = at.format("%Y%m%dT%H%M%SZ");
    let named = |tail: String| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".replaced-{stamp}{tail}"));
        PathBuf::from(name)
    };
    // Nobody restores that often in one second.
    (1..1_000)
        .map(|number| named(if number == 1 { String::new() } else { format!("-{number}") }))
        .find(|name| !name.try_exists().unwrap_or(false))
        .unwrap_or_else(|| named(String::new()))
}
