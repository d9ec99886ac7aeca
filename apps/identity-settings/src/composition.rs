//! Which adapter stands behind which port: the one place where settings, core and adapters meet.
//!
//! [`compose`] is for the service, which brings the schema up to this build. [`attach`] is for commands beside
//! it, which change nothing about the installation. Neither starts a task: whoever composes decides what runs.

mod policy;

use std::{path::PathBuf, sync::Arc, time::Duration};

use identity_core::{
    HouseRules, Identity, Ports,
    application::unavailable::Unavailable,
    domain::{
        kernel::{HouseKey, Lifetime},
        lockout::LockoutPolicyError,
        organization::PolicyBoundsError,
        permission::{Catalogue, CatalogueError},
        session::SessionLimits,
        token::TokenLifetimes,
    },
    ports::{Courier, IdentityStore, ReadyLetter, StoreFailure},
};
use identity_crypto::{
    Argon2Pool, CommonPasswords, HashingParameters, HashingParametersError, OsEntropy, PoolFailure, PoolSize,
};
use identity_mail_lettre::{
    DevMailbox, MailSettings, MailSettingsError, OperatorContact, RenderFailure, RenderedMail, Renderer, Sender,
    SmtpCourier, SmtpCredentials, SmtpSecurity, SmtpSettings, SmtpSetupError,
};
use identity_store_sea_orm::{DatabaseClock, SeaOrmStore};
use thiserror::Error;

use crate::{
    house_key::HouseKeyError,
    labels,
    mark::{MarkError, MarkFile},
    settings::{HostPermissions, Mail, PasswordSettings, Relay, RelaySecurity, Settings},
    span,
    store_location::StoreLocation,
};
use policy::{lifetime, lockout_policy, policy_bounds};

pub use identity_mail_lettre::SmtpTrouble;
pub use identity_store_sea_orm::{BackupError, OpenError as StoreOpenError};

/// The adapters that a [`House`] lends out, for whoever must name their types.
pub mod adapters {
    pub use identity_crypto::Argon2Pool;
    pub use identity_mail_lettre::{DevMailbox, KeptMail, RenderedMail, SmtpCourier};
    pub use identity_store_sea_orm::{Copied, DatabaseClock, Inspection, SeaOrmStore};
}

/// An installation, put together.
pub struct House {
    /// The use cases.
    pub identity: Arc<Identity>,
    /// The store, for readiness and for closing it at the end.
    pub store: Arc<SeaOrmStore>,
    /// The store's clock; the service refreshes it every minute or so.
    pub clock: Arc<DatabaseClock>,
    /// The hashing threads, for metrics.
    pub hasher: Arc<Argon2Pool>,
    /// Who carries letters.
    pub courier: Arc<dyn Courier>,
    /// The same, while letters are shown instead of being sent.
    pub dev_mailbox: Option<Arc<DevMailbox>>,
    /// The same, where a relay is configured.
    pub smtp: Option<Arc<SmtpCourier>>,
    /// The languages that letters are written in, by tag.
    pub letter_languages: Vec<String>,
    /// Where it is remembered how far the store had come.
    pub mark: MarkFile,
}

impl House {
    /// Remembers how far the store has come; the service does so every minute or so, and at its end.
    ///
    /// # Errors
    /// When the store does not answer, or the mark cannot be written.
    pub async fn keep_mark(&self) -> Result<(), CompositionError> {
        let reached = self.identity.installation().reached().await?;
        let mark = self.mark.clone();
        let kept = tokio::task::spawn_blocking(move || mark.write(&reached)).await;
        Ok(kept.unwrap_or(Ok(()))?)
    }

    /// Refuses a store that has gone back behind the mark.
    async fn must_not_have_gone_back(&self) -> Result<(), CompositionError> {
        if let Some(seen) = self.mark.read()?
            && self.identity.installation().has_lost(&seen).await?
        {
            return Err(CompositionError::WentBack(self.mark.path().to_owned()));
        }
        Ok(())
    }
}

/// Why an installation cannot be put together.
#[derive(Debug, Error)]
pub enum CompositionError {
    /// There is no house key, or none that can be used.
    #[error(transparent)]
    HouseKey(#[from] HouseKeyError),
    /// The store cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreOpenError),
    /// There is no database yet, and a command does not make one.
    #[error("there is no database at {}: start identity-web here once, or name the configuration with --config", .0.display())]
    NoDatabase(PathBuf),
    /// The database has not had the migrations of this build.
    #[error(
        "the database is older than this program: start this version of identity-web once, which brings it up to date"
    )]
    OlderSchema,
    /// The store tells no time.
    #[error(transparent)]
    Clock(#[from] StoreFailure),
    /// The store could be opened and then did not answer.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
    /// It cannot be remembered how far the store has come.
    #[error(transparent)]
    Mark(#[from] MarkError),
    /// An older copy is in the place of the store, and nobody has said so.
    #[error(
        "the database has gone back in time: what the mark {} remembers is not in it any more\n    \
         If it was restored from a backup, stop every node and run `identity restored`: it ends what must not live again. \
         If this is another database, remove the mark. If neither, commits were lost: look at the database server first.", .0.display()
    )]
    WentBack(PathBuf),
    /// The hashing threads do not start.
    #[error(transparent)]
    Hashing(#[from] PoolFailure),
    /// Nobody hashes at such a cost.
    #[error(transparent)]
    HashingCost(#[from] HashingParametersError),
    /// No policy may be so.
    #[error(transparent)]
    Lockout(#[from] LockoutPolicyError),
    /// No catalogue may be so.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// Bounds that leave no policy.
    #[error(transparent)]
    Bounds(#[from] PolicyBoundsError),
    /// Letters cannot be written so.
    #[error(transparent)]
    Letters(#[from] MailSettingsError),
    /// The relay cannot be used so.
    #[error(transparent)]
    Relay(#[from] SmtpSetupError),
}

/// Puts the service together: makes what a first run needs, and brings the schema up to this build.
///
/// # Errors
/// What is in the way, with its remedy.
pub async fn compose(settings: &Settings) -> Result<House, CompositionError> {
    // The key before the store: a database without its key would look like one that lost it.
    let key = settings.house_key()?;
    let store = SeaOrmStore::open(&settings.store.location.url(), settings.store.connections).await?;
    store.migrate().await?;
    let house = furnish(settings, HouseKey::new(*key), store, pool_size(&settings.passwords)).await?;
    house.must_not_have_gone_back().await?;
    house.keep_mark().await?;
    Ok(house)
}

/// Puts together what a command needs, in an installation that is there: makes no key, no database and no
/// change to the schema, and hashes one password at a time.
///
/// # Errors
/// What is in the way, with its remedy.
pub async fn attach(settings: &Settings) -> Result<House, CompositionError> {
    let store = open_as_it_is(settings).await?;
    let key = settings.secrets.house_key.open()?;
    let house = furnish_quietly(settings, HouseKey::new(*key), store).await?;
    house.must_not_have_gone_back().await?;
    Ok(house)
}

/// Puts a house together that hashes one password at a time.
pub(crate) async fn furnish_quietly(
    settings: &Settings,
    key: HouseKey,
    store: SeaOrmStore,
) -> Result<House, CompositionError> {
    let size = PoolSize { threads: std::num::NonZeroU32::MIN, ..pool_size(&settings.passwords) };
    furnish(settings, key, store, size).await
}

/// Opens the store if it is there and has the schema of this build. Makes and changes nothing.
///
/// # Errors
/// What is in the way, with its remedy.
pub async fn open_as_it_is(settings: &Settings) -> Result<SeaOrmStore, CompositionError> {
    let store = open_there(settings).await?;
    if store.schema_version().await?.as_deref() == Some(SeaOrmStore::SCHEMA) {
        Ok(store)
    } else {
        Err(CompositionError::OlderSchema)
    }
}

/// Opens the store if it is there, whatever older schema it has.
pub(crate) async fn open_there(settings: &Settings) -> Result<SeaOrmStore, CompositionError> {
    if let StoreLocation::Sqlite { path } = &settings.store.location
        && !path.exists()
    {
        return Err(CompositionError::NoDatabase(path.clone()));
    }
    Ok(SeaOrmStore::open(&settings.store.location.url(), settings.store.connections).await?)
}

/// The courier to the configured relay, if there is one. Connects to nothing yet.
///
/// # Errors
/// When letters or the relay cannot be set up so.
pub fn relay(settings: &Settings) -> Result<Option<SmtpCourier>, CompositionError> {
    match &settings.mail {
        Mail::DevMailbox => Ok(None),
        Mail::Relay(relay) => Ok(Some(SmtpCourier::new(renderer(settings)?, smtp_settings(relay))?)),
    }
}

/// A letter as it would be written, for whoever wants to look before it is sent.
///
/// # Errors
/// When letters cannot be written so.
pub fn written_letter(settings: &Settings, letter: &ReadyLetter) -> Result<RenderedMail, LetterError> {
    Ok(renderer(settings)?.render(letter)?)
}

/// Why a letter cannot be written.
#[derive(Debug, Error)]
pub enum LetterError {
    /// Not with these settings.
    #[error(transparent)]
    Settings(#[from] MailSettingsError),
    /// Not this one.
    #[error(transparent)]
    Letter(#[from] RenderFailure),
}

/// The rules of the house as configured.
///
/// # Errors
/// When no lockout policy may be so, or bounds leave none.
pub fn house_rules(settings: &Settings) -> Result<HouseRules, CompositionError> {
    let (sessions, tokens) = (&settings.sessions, &settings.tokens);
    Ok(HouseRules {
        sessions: SessionLimits {
            idle: lifetime(sessions.idle),
            absolute: lifetime(sessions.absolute),
            fresh: lifetime(sessions.fresh),
        },
        tokens: TokenLifetimes {
            unlock: lifetime(tokens.unlock),
            reset: lifetime(tokens.reset),
            welcome: lifetime(tokens.welcome),
            address: lifetime(tokens.address),
            break_glass: lifetime(tokens.break_glass),
            invitation: lifetime(tokens.invitation),
        },
        lockout: lockout_policy(&settings.lockout)?,
        audit_kept_for: settings.audit.keep_for.map(lifetime),
        bounds: policy_bounds(&settings.policy_bounds)?,
    })
}

/// Which permissions there are: the host product's as configured, then Portineria's own, in every language.
///
/// # Errors
/// When no catalogue may be so.
pub fn catalogue(settings: &Settings) -> Result<Catalogue, CatalogueError> {
    let HostPermissions { categories, permissions } = settings.permissions.clone();
    Ok(labels::translated(Catalogue::own().with(categories, permissions)?))
}

/// Reads a length of time as the configuration writes it: `30s`, `15m`, `12h`, `7d`.
#[must_use]
pub fn read_lifetime(text: &str) -> Option<Lifetime> {
    let seconds = span::read(text)?.as_secs();
    u32::try_from(seconds).ok().map(Lifetime::seconds)
}

/// Writes a length of time as the configuration does.
#[must_use]
pub fn written_lifetime(span: Lifetime) -> String {
    span::written(Duration::from_secs(span.as_seconds().into()))
}

async fn furnish(
    settings: &Settings,
    key: HouseKey,
    store: SeaOrmStore,
    size: PoolSize,
) -> Result<House, CompositionError> {
    let rules = house_rules(settings)?;
    let passwords = &settings.passwords;
    let parameters = HashingParameters::new(passwords.memory_kib, passwords.passes, passwords.lanes)?;
    let renderer = renderer(settings)?;
    let letter_languages = renderer.languages();
    let hasher = Arc::new(Argon2Pool::start(parameters, size)?);
    let clock = Arc::new(store.clock(0).await?);
    let store = Arc::new(store);
    let ports = Ports {
        store: Arc::clone(&store) as Arc<dyn IdentityStore>,
        hasher: hasher.clone(),
        blocklist: Arc::new(CommonPasswords::new()),
        clock: clock.clone(),
        entropy: Arc::new(OsEntropy),
    };
    let (courier, dev_mailbox, smtp): (Arc<dyn Courier>, _, _) = match &settings.mail {
        Mail::DevMailbox => {
            let mailbox = Arc::new(DevMailbox::new(renderer));
            (mailbox.clone(), Some(mailbox), None)
        }
        Mail::Relay(relay) => {
            let courier = Arc::new(SmtpCourier::new(renderer, smtp_settings(relay))?);
            (courier.clone(), None, Some(courier))
        }
    };
    let identity = Arc::new(Identity::new(ports, key, rules).with_catalogue(catalogue(settings)?));
    Ok(House {
        identity,
        store,
        clock,
        hasher,
        courier,
        dev_mailbox,
        smtp,
        letter_languages,
        mark: settings.store.mark.clone(),
    })
}

fn renderer(settings: &Settings) -> Result<Renderer, MailSettingsError> {
    let (web, operator) = (&settings.web, &settings.operator);
    let from = match &settings.mail {
        Mail::Relay(relay) => {
            Sender { name: relay.from.name().map(str::to_owned), address: relay.from.address().to_owned() }
        }
        // Nothing leaves the machine; the address only has to look like one.
        Mail::DevMailbox => Sender { name: None, address: "no-reply@portineria.example".to_owned() },
    };
    Renderer::new(MailSettings {
        base_url: web.base_url.as_str().to_owned(),
        from,
        product_name: web.product_name.clone(),
        time_zone: web.time_zone,
        operator: OperatorContact {
            name: operator.name.clone(),
            phone: operator.phone.clone(),
            email: operator.email.clone(),
            hours: operator.hours.clone(),
        },
    })
}

fn smtp_settings(relay: &Relay) -> SmtpSettings {
    SmtpSettings {
        host: relay.host.clone(),
        port: relay.port,
        security: match relay.security {
            RelaySecurity::StartTls => SmtpSecurity::StartTls,
            RelaySecurity::Tls => SmtpSecurity::Tls,
        },
        credentials: relay.credentials.as_ref().map(|credentials| SmtpCredentials {
            username: credentials.username.clone(),
            password: credentials.password.expose().to_owned(),
        }),
        timeout: relay.timeout,
        trusted_certificate: relay.trusted_certificate.clone(),
    }
}

fn pool_size(passwords: &PasswordSettings) -> PoolSize {
    PoolSize { threads: passwords.threads, queue: passwords.queue, ..PoolSize::default() }
}

#[cfg(test)]
mod tests;
