//! The rules and use cases of Portineria: an identity system that people can get back into.
//!
//! No I/O, no runtime, no framework. What it needs from outside stands behind small traits ([`ports`]);
//! what it decides is a value ([`domain`]); what a decision becomes is a [`change::Change`] that a store
//! makes true as a whole or not at all; and [`Identity`] lends out the use cases.
//!
//! # Signing somebody in
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use identity_core::{application::{authority::Authority, organization::NewOrganization, sign_in::PasswordSignIn}, domain::{kernel::*, session::{Source, Visit}}};
//!
//! let house = identity_testkit::TestHouse::new(); // in memory, with a clock that the test sets
//! let operator = Authority::Operator(ShortText::parse("root")?);
//! let studio = NewOrganization {
//!     handle: Handle::parse("studio-rossi")?,
//!     name: DisplayName::parse("Studio Rossi")?,
//!     contact: None,
//!     language: Language::ITALIAN,
//!     owner_name: DisplayName::parse("Giulia")?,
//!     owner_address: None,
//!     password: Some("quattro gatti sul tetto"),
//!     policy: None,
//! };
//! house.identity.organizations().open(&operator, studio, &Source::local()).await?;
//! let request = PasswordSignIn { login: "Studio-Rossi", password: "quattro gatti sul tetto", devices: &[], visit: &Visit::default() };
//! let signed_in = house.identity.sign_in().with_password(request).await?;
//! let present = house.identity.sessions().present(&signed_in.session).await?;
//! assert_eq!(present.unwrap().account().login.to_string(), "studio-rossi");
//! # Ok(())
//! # }
//! ```
//!
//! For real use, give [`Identity::new`] a store, a hasher, a blocklist, a clock and a source of randomness;
//! `identity-store-sea-orm` and `identity-crypto` have them.
//!
//! # The four floors
//!
//! | floor | what is there | it knows |
//! |---|---|---|
//! | [`application`] | verbs: one use case each; read, decide, commit | everything below |
//! | [`ports`] | what the core needs from outside, one file for each | change and domain |
//! | [`change`] | what a decision becomes: writes, audit event, letters | domain |
//! | [`domain`] | nouns: types and decisions | itself alone |

pub mod application;
pub mod change;
pub mod domain;
mod identity;
pub mod ports;

pub use identity::{HouseRules, Identity, Ports};
