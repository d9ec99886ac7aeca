//! Letters into mails, and mails on their way: the mail adapter of Portineria.
//!
//! [`Renderer`] writes a [`ReadyLetter`](identity_core::ports::ReadyLetter) as text and HTML in the reader's
//! language. [`SmtpCourier`] hands the result to a relay over verified TLS within a bounded time; [`DevMailbox`]
//! keeps it in memory for a page to show. Both are a [`Courier`](identity_core::ports::Courier).
//!
//! ```
//! use chrono_tz::Tz;
//! use identity_mail_lettre::{MailSettings, OperatorContact, Renderer, Sender};
//!
//! # fn main() -> Result<(), identity_mail_lettre::MailSettingsError> {
//! let renderer = Renderer::new(MailSettings {
//!     base_url: "https://accessi.studio-rossi.example".into(),
//!     from: Sender { name: None, address: "portineria@studio-rossi.example".into() },
//!     product_name: "Portineria".into(),
//!     time_zone: Tz::Europe__Rome,
//!     operator: OperatorContact::default(),
//! })?;
//! assert!(renderer.languages().contains(&"it".to_owned()));
//! # Ok(())
//! # }
//! ```
//!
//! | module | what is in it |
//! |---|---|
//! | `settings` | what an operator decides: where links lead, who writes, whom to turn to |
//! | `links` | every link, made of the configured base URL and of nothing else |
//! | `words`, `sentence` | the catalogues under `locales/`; sentences with values in them |
//! | `moments` | times as the reader writes them, with their zone |
//! | `harmless` | what strangers chose, so that no mail program makes a link of it |
//! | `composition` | what each kind of letter says, block by block |
//! | `renderer` | blocks into text and HTML by the two templates |
//! | `message` | the MIME message |
//! | `smtp`, `dev_mailbox` | the two couriers |
//!
//! A language is a folder under `locales/`; adding one is adding a folder.

mod composition;
mod dev_mailbox;
mod harmless;
mod links;
mod message;
mod moments;
mod renderer;
mod sentence;
mod settings;
mod smtp;
mod words;

pub use dev_mailbox::{DevMailbox, KeptMail};
pub use renderer::{RenderFailure, RenderedMail, Renderer};
pub use settings::{MailSettings, MailSettingsError, OperatorContact, Sender};
pub use smtp::{RelayAnswer, SmtpCourier, SmtpCredentials, SmtpSecurity, SmtpSettings, SmtpSetupError, SmtpTrouble};
