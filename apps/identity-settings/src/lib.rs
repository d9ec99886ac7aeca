//! The configuration of Portineria, as both apps read it.
//!
//! [`Settings::load`] reads an optional TOML file and the environment into plain typed values, or says everything that is
//! wrong at once: file, line, key, what, and the remedy. Without either it answers with what the first run uses: a `SQLite`
//! file and a house key in the current directory, loopback addresses, and the dev mailbox.
//!
//! ```
//! use identity_settings::{Mail, Settings};
//!
//! # fn main() -> Result<(), identity_settings::SettingsError> {
//! let settings = Settings::load(None, std::iter::empty())?;
//! assert_eq!(settings.web.base_url.as_str(), "http://localhost:8080");
//! assert!(matches!(settings.mail, Mail::DevMailbox));
//!
//! let one = ("IDENTITY__LOCKOUT__LIMIT".to_owned(), "1000".to_owned());
//! let refused = Settings::load(None, std::iter::once(one)).unwrap_err();
//! assert!(refused.to_string().starts_with("IDENTITY__LOCKOUT__LIMIT: lockout.limit: 1000 is more than 100"));
//! # Ok(())
//! # }
//! ```
//!
//! | module | what is in it |
//! |---|---|
//! | `known` | the one table of keys: kind, bounds, default, what it is for |
//! | `settings` | the values that an app receives |
//! | `load` | the verb: gather, read, check |
//! | `declared`, `labels` | the host product's permissions; what Portineria's own are called in each language |
//! | `source`, `reading` | where a value was found; how a text becomes a value |
//! | `trouble`, `fault` | every text about what is wrong; where it is wrong |
//! | `house_key`, `secret_file` | secrets that live in files of their own |
//! | `mark` | how far the store had come, in a file outside of it |
//! | `restoring` | bringing a store back from a backup |
//! | `composition` | which adapter stands behind which port |

mod base_url;
mod composition;
mod declared;
mod example;
mod fault;
mod house_key;
mod known;
mod labels;
mod load;
mod mark;
mod nearest;
mod reading;
mod restoring;
mod secret_file;
mod sender;
mod settings;
mod source;
mod span;
mod store_location;
mod trouble;

pub use base_url::BaseUrl;
pub use composition::{
    BackupError, CompositionError, House, LetterError, SmtpTrouble, StoreOpenError, adapters, attach, catalogue,
    compose, house_rules, open_as_it_is, read_lifetime, relay, written_letter, written_lifetime,
};
pub use declared::{DeclarationTrouble, Key as DeclarationKey};
pub use example::example;
pub use fault::{Fault, Place, SettingsError};
pub use house_key::{HouseKeyError, HouseKeyFile};
pub use known::{Fallback, KNOWN_KEYS, Kind, KnownKey};
pub use load::process_environment;
pub use mark::{MarkError, MarkFile};
pub use restoring::{BroughtBack, HowToRestore, RestoreTrouble, examine_backup, restore, restored};
pub use secret_file::SecretText;
pub use sender::Sender;
pub use settings::{
    AuditSettings, Bar, DelaysLeave, HostPermissions, LockoutSettings, LogFormat, LoggingSettings, Mail,
    OperatorContact, PasswordSettings, PolicyBoundsSettings, Relay, RelayCredentials, RelaySecurity, SecretSettings,
    SessionSettings, Settings, StoreSettings, ThrottleSettings, TokenSettings, WebSettings,
};
pub use store_location::StoreLocation;
pub use trouble::{SettingsWarning, Trouble};
