//! The web app and the CLI as processes, on a directory of their own.
//!
//! ```no_run
//! # async fn example() -> anyhow::Result<()> {
//! use test_support::process::{Configuration, Home, WebProcess};
//!
//! let home = Home::prepare(Configuration::new().set("lockout.limit", 3))?;
//! home.identity(&["organization", "list"], "")?.succeeds()?;
//! let mut web = WebProcess::start(&home).await?;
//! println!("{}", web.url("/sign-in"));
//! web.kill().await?;
//! web.restart().await?;
//! # Ok(())
//! # }
//! ```

mod configuration;
mod home;
mod measure;
mod web;

pub use self::configuration::Configuration;
pub use self::home::{Answer, Home, program};
pub use self::web::WebProcess;
