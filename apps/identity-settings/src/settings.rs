//! What an app receives: plain values, each already checked.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use chrono_tz::Tz;
use identity_core::domain::permission::{Category, Permission};
use ipnet::IpNet;
use unic_langid::LanguageIdentifier;
use zeroize::Zeroizing;

use crate::base_url::BaseUrl;
use crate::house_key::{HouseKeyError, HouseKeyFile};
use crate::mark::MarkFile;
use crate::secret_file::SecretText;
use crate::sender::Sender;
use crate::store_location::StoreLocation;
use crate::trouble::SettingsWarning;

/// The whole configuration.
#[derive(Debug)]
pub struct Settings {
    /// Pages.
    pub web: WebSettings,
    /// The database.
    pub store: StoreSettings,
    /// Secrets outside the database.
    pub secrets: SecretSettings,
    /// Outgoing mail.
    pub mail: Mail,
    /// Whom people may turn to.
    pub operator: OperatorContact,
    /// What hashing a password costs.
    pub passwords: PasswordSettings,
    /// What one source network may ask for.
    pub throttle: ThrottleSettings,
    /// How long a sign-in lasts.
    pub sessions: SessionSettings,
    /// What a new organization's lockout policy starts with.
    pub lockout: LockoutSettings,
    /// How far organizations may go with a policy of their own.
    pub policy_bounds: PolicyBoundsSettings,
    /// How long mailed codes and links are good.
    pub tokens: TokenSettings,
    /// The audit log.
    pub audit: AuditSettings,
    /// What the service writes about itself.
    pub logging: LoggingSettings,
    /// What the host product lets its accounts do.
    pub permissions: HostPermissions,
    /// What works and should not stay so; to be logged at start.
    pub warnings: Vec<SettingsWarning>,
}

impl Settings {
    /// Opens the house key, before the store is opened. A first run with `SQLite`, where there is no database yet, makes it;
    /// a key that is missing beside an existing database is an error, because a new one would open nothing of what is there.
    ///
    /// # Errors
    /// The file is missing, cannot be read or made, or is no key.
    pub fn house_key(&self) -> Result<Zeroizing<[u8; 32]>, HouseKeyError> {
        match &self.store.location {
            // Looked at before the key: whoever makes both makes the key first.
            StoreLocation::Sqlite { path } if !path.exists() => self.secrets.house_key.open_or_create(),
            _ => self.secrets.house_key.open(),
        }
    }
}

/// Pages.
#[derive(Debug)]
pub struct WebSettings {
    /// Where pages are served.
    pub listen: SocketAddr,
    /// Where health and metrics are served.
    pub operations_listen: SocketAddr,
    /// What browsers see.
    pub base_url: BaseUrl,
    /// Proxies whose forwarding headers are believed.
    pub trusted_proxies: Vec<IpNet>,
    /// The zone in which times are written.
    pub time_zone: Tz,
    /// The language for people whose own is not known.
    pub default_language: LanguageIdentifier,
    /// The name on every page.
    pub product_name: String,
    /// How long requests under way may go on after the signal to stop.
    pub shutdown_grace: Duration,
}

/// The database.
#[derive(Debug)]
pub struct StoreSettings {
    /// Which one.
    pub location: StoreLocation,
    /// The most connections.
    pub connections: u32,
    /// Where it is remembered how far the database had come.
    pub mark: MarkFile,
    /// Where backups are kept, if they are looked after.
    pub backup_directory: Option<PathBuf>,
    /// How old the newest of them may become.
    pub backup_age: Duration,
}

/// Secrets outside the database.
#[derive(Debug)]
pub struct SecretSettings {
    /// The file of the house key.
    pub house_key: HouseKeyFile,
}

/// Where letters go.
#[derive(Debug)]
pub enum Mail {
    /// They are shown on a page of the service itself.
    DevMailbox,
    /// They are sent through a relay.
    Relay(Relay),
}

/// An SMTP relay.
#[derive(Debug)]
pub struct Relay {
    /// Its host.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is encrypted.
    pub security: RelaySecurity,
    /// Whom to authenticate as, if at all.
    pub credentials: Option<RelayCredentials>,
    /// Whom letters come from.
    pub from: Sender,
    /// The time for one delivery in all.
    pub timeout: Duration,
    /// Roots in PEM to trust beside the public ones.
    pub trusted_certificate: Option<Vec<u8>>,
}

/// How the connection to a relay is encrypted; verified either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RelaySecurity {
    /// In the clear until STARTTLS, which must succeed.
    StartTls,
    /// From the first byte.
    Tls,
}

/// Whom to authenticate as at a relay.
#[derive(Debug)]
pub struct RelayCredentials {
    /// The user's name.
    pub username: String,
    /// The password, from its file.
    pub password: SecretText,
}

/// Whom people may turn to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OperatorContact {
    /// Who can help.
    pub name: Option<String>,
    /// Their telephone number.
    pub phone: Option<String>,
    /// Their mail address.
    pub email: Option<String>,
    /// When they are there.
    pub hours: Option<String>,
}

/// What hashing a password costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordSettings {
    /// Memory of one hash in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes of one hash.
    pub lanes: u32,
    /// Hashes at the same time; the number of cores when none was given.
    pub threads: NonZeroU32,
    /// Hashes that may wait.
    pub queue: u32,
}

/// What one source network may ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThrottleSettings {
    /// In a minute.
    pub requests_per_minute: NonZeroU32,
    /// At once.
    pub burst: NonZeroU32,
}

/// How long a sign-in lasts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionSettings {
    /// Without use.
    pub idle: Duration,
    /// In any case.
    pub absolute: Duration,
    /// As a recent one.
    pub fresh: Duration,
}

/// What a new organization's lockout policy starts with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockoutSettings {
    /// Consecutive failures that bar.
    pub limit: u32,
    /// After which a failure no longer counts, if ever.
    pub window: Option<Duration>,
    /// How long the bar holds.
    pub bar: Bar,
    /// Whether each failure makes the next attempt wait longer.
    pub delays: bool,
}

/// How long a bar holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bar {
    /// Until somebody unlocks.
    UntilUnlocked,
    /// For this long.
    For(Duration),
}

/// How far organizations may go with a policy of their own. What lasts for ever is longer than any span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyBoundsSettings {
    /// The fewest failures that may bar.
    pub limit_least: u32,
    /// The most failures that may be accepted.
    pub limit_most: u32,
    /// The shortest window; `None` when failures must always count.
    pub window_least: Option<Duration>,
    /// The longest window; `None` when failures may always count.
    pub window_most: Option<Duration>,
    /// The shortest bar.
    pub bar_least: Bar,
    /// The longest bar.
    pub bar_most: Bar,
    /// Whether growing delays are left to the organizations.
    pub delays: DelaysLeave,
    /// Whether the masked contact address may be shown.
    pub masked_address: bool,
    /// Whether the contact person may be shown.
    pub contact: bool,
}

/// Whether growing delays are left to the organizations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DelaysLeave {
    /// As each likes.
    Free,
    /// All of them have them.
    Required,
    /// None of them has them.
    Forbidden,
}

/// How long mailed codes and links are good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenSettings {
    /// To unlock.
    pub unlock: Duration,
    /// To reset a password.
    pub reset: Duration,
    /// To set a first password.
    pub welcome: Duration,
    /// To confirm a contact address.
    pub address: Duration,
    /// To get back in by the operator's word.
    pub break_glass: Duration,
    /// To accept an invitation, from when it is made.
    pub invitation: Duration,
}

/// The audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditSettings {
    /// How long its lines are kept; for ever, when `None`.
    pub keep_for: Option<Duration>,
}

/// What the service writes about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggingSettings {
    /// The least that is written.
    pub level: tracing::Level,
    /// How it is written.
    pub format: LogFormat,
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// An object per line.
    Json,
}

/// What the host product lets its accounts do: categories and permissions, shown before Portineria's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HostPermissions {
    /// The categories, in the order in which they are shown.
    pub categories: Vec<Category>,
    /// The permissions, in the order in which they are shown inside their categories.
    pub permissions: Vec<Permission>,
}

impl SecretSettings {
    pub(crate) fn at(path: PathBuf) -> Self {
        Self { house_key: HouseKeyFile::at(path) }
    }
}
