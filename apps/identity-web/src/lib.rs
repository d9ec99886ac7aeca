//! The web app of Portineria: pages, and the server that answers with them. A host product may take the
//! [`routes::router`] alone.

pub mod app;
pub mod crew;
pub mod demo;
mod devices;
pub mod greeting;
pub mod host;
pub mod key;
pub mod operations;
mod pages;
mod request;
pub mod routes;
pub mod serve;
pub mod server;
pub mod throttle;
mod trouble;
pub mod views;

use identity_core::domain::kernel::Language;

/// The words of a language, or the English ones.
fn words_of(language: Language) -> views::Words {
    views::Words::new(language.as_str())
}
