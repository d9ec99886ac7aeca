//! From a file and the environment to settings, or to everything that is wrong with them.

use std::env;
use std::path::Path;

use crate::fault::SettingsError;
use crate::known as keys;
use crate::reading::{Reading, Refused};
use crate::settings::{Mail, Settings, StoreSettings, WebSettings};
use crate::source::{PREFIX, Source};
use crate::trouble::{SettingsWarning, Trouble};

mod sections;

#[cfg(test)]
mod tests;

impl Settings {
    /// Reads `path`, if there is one, with the variables of `environment` over it; others than `IDENTITY__...` are passed over.
    /// Relative paths start at the directory of the file, whoever reads it from wherever, or else at the current directory.
    ///
    /// # Errors
    /// Everything that is wrong, each with its place and its remedy.
    pub fn load(
        path: Option<&Path>,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, SettingsError> {
        let base = path.and_then(Path::parent).map(Path::to_owned).unwrap_or_default();
        let mut reading = Reading::new(Source::gather(path, environment), base);
        // Each section on its own: a fault in one must not hide those in the next.
        let web = sections::web(&mut reading);
        let store = sections::store(&mut reading);
        let secrets = sections::secrets(&mut reading);
        let mail = sections::mail(&mut reading);
        let operator = sections::operator(&mut reading);
        let passwords = sections::passwords(&mut reading);
        let throttle = sections::throttle(&mut reading);
        let sessions = sections::sessions(&mut reading);
        let lockout = sections::lockout(&mut reading);
        let tokens = sections::tokens(&mut reading);
        let logging = sections::logging(&mut reading);
        if let (Ok(web), Ok(store), Ok(mail), true) = (&web, &store, &mail, reading.is_faultless()) {
            check_together(&mut reading, web, store, mail);
        }
        let permissions = reading.declared();
        let warnings = std::mem::take(&mut reading.warnings);
        let whole = || -> Result<Self, Refused> {
            Ok(Self {
                web: web?,
                store: store?,
                secrets: secrets?,
                mail: mail?,
                operator: operator?,
                passwords: passwords?,
                throttle: throttle?,
                sessions: sessions?,
                lockout: lockout?,
                tokens: tokens?,
                logging: logging?,
                permissions,
                warnings,
            })
        };
        match whole() {
            Ok(settings) if reading.is_faultless() => Ok(settings),
            _ => Err(SettingsError::new(reading.into_faults())),
        }
    }
}

/// The variables of this process that are meant for [`Settings::load`], whatever else the environment holds.
pub fn process_environment() -> impl Iterator<Item = (String, String)> {
    env::vars_os()
        .map(|(variable, value)| (variable.to_string_lossy().into_owned(), value.to_string_lossy().into_owned()))
        .filter(|(variable, _)| variable.starts_with(PREFIX))
}

/// What is wrong, or unwise, only in sight of each other.
fn check_together(reading: &mut Reading, web: &WebSettings, store: &StoreSettings, mail: &Mail) {
    if web.listen == web.operations_listen && web.listen.port() != 0 {
        reading.refuse(&keys::WEB_OPERATIONS_LISTEN, Trouble::SameListener);
    }
    if matches!(mail, Mail::DevMailbox) {
        if !web.base_url.is_loopback() {
            reading.refuse(&keys::WEB_BASE_URL, Trouble::OpenMailbox(web.base_url.to_string()));
        } else if !web.listen.ip().is_loopback() {
            reading.warnings.push(SettingsWarning::MailboxInReach(web.listen));
        }
    }
    if !store.location.is_verified() {
        reading.warnings.push(SettingsWarning::UnverifiedStore);
    }
}
