//! The file that both apps read.

use std::path::Path;

use anyhow::{Context, Result};
use toml_edit::{DocumentMut, Item, Table, Value};

use crate::postgres::TestDatabase;
use crate::smtp::{Encryption, Sink};

/// A configuration under construction. What it does not say is filled in by [`Home`](super::Home): ports, a `SQLite`
/// file, a house key.
#[derive(Debug, Clone, Default)]
pub struct Configuration {
    document: DocumentMut,
}

impl Configuration {
    /// One in which the throttle per source network is out of the way: every client of a test comes from one address.
    #[must_use]
    pub fn new() -> Self {
        Self::default().set("throttle.requests_per_minute", 1_000_000).set("throttle.burst", 1_000_000)
    }

    /// Sets one key: `.set("lockout.limit", 3)`.
    #[must_use]
    pub fn set(mut self, path: &str, value: impl Into<Value>) -> Self {
        let (section, key) = path.split_once('.').unwrap_or(("", path));
        let table = if section.is_empty() {
            self.document.as_table_mut()
        } else {
            let fresh = || Item::Table(Table::new());
            match self.document.entry(section).or_insert_with(fresh) {
                Item::Table(table) => table,
                // A section is a table, or the apps refuse it: let them.
                _ => return self,
            }
        };
        table.insert(key, Item::Value(value.into()));
        self
    }

    /// Adds raw TOML; a key that is there already takes the new value.
    ///
    /// # Errors
    /// It is no TOML.
    pub fn toml(mut self, text: &str) -> Result<Self> {
        let more: DocumentMut = text.parse().context("not TOML")?;
        merge(self.document.as_table_mut(), more.into_table());
        Ok(self)
    }

    /// Keeps everything in this database.
    #[must_use]
    pub fn on(self, database: &TestDatabase) -> Self {
        self.set("store.url", database.url())
    }

    /// Sends mail to this sink, whose authority is trusted.
    #[must_use]
    pub fn mail_to(self, sink: &Sink, encryption: Encryption) -> Self {
        let security = match encryption {
            Encryption::StartTls => "starttls",
            Encryption::Tls => "tls",
        };
        self.set("mail.host", sink.host())
            .set("mail.port", i64::from(sink.port()))
            .set("mail.security", security)
            .set("mail.from", "Portineria <no-reply@portineria.example>")
            .set("mail.trusted_certificate_file", sink.certificate_file().display().to_string())
    }

    /// Shows this operator's contact, the same for every name.
    #[must_use]
    pub fn operator(self, name: &str, phone: &str, email: &str, hours: &str) -> Self {
        self.set("operator.name", name)
            .set("operator.phone", phone)
            .set("operator.email", email)
            .set("operator.hours", hours)
    }

    pub(super) fn set_if_missing(self, path: &str, value: impl Into<Value>) -> Self {
        if self.text(path).is_some() { self } else { self.set(path, value) }
    }

    pub(super) fn text(&self, path: &str) -> Option<String> {
        let (section, key) = path.split_once('.')?;
        let value = self.document.get(section)?.get(key)?;
        Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    }

    pub(super) fn write(&self, file: &Path) -> Result<()> {
        std::fs::write(file, self.document.to_string()).with_context(|| format!("{} cannot be written", file.display()))
    }
}

fn merge(into: &mut Table, more: Table) {
    for (key, item) in more {
        match (into.get_mut(&key), item) {
            (Some(Item::Table(there)), Item::Table(new)) => merge(there, new),
            (_, item) => {
                into.insert(&key, item);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_text_and_single_keys_end_up_in_the_same_sections() {
        let configuration = Configuration::new()
            .set("lockout.limit", 3)
            .toml("[lockout]\nwindow = \"1h\"\n[throttle]\nburst = 7\n")
            .unwrap()
            .set_if_missing("lockout.limit", 9);
        let read: DocumentMut = configuration.document.to_string().parse().unwrap();
        assert_eq!(read["lockout"]["limit"].as_integer(), Some(3));
        assert_eq!(read["lockout"]["window"].as_str(), Some("1h"));
        assert_eq!(read["throttle"]["burst"].as_integer(), Some(7));
        assert_eq!(read["throttle"]["requests_per_minute"].as_integer(), Some(1_000_000));
    }
}
