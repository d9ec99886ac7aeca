//! From a file and the environment to settings, or to everything that is wrong with them.

use std::env;
use std::path::Path;
use std::time::Duration;

use crate::fault::SettingsError;
use crate::known as keys;
use crate::known::KnownKey;
use crate::reading::{Reading, Refused};
use crate::settings::{
    Bar, DelaysLeave, LockoutSettings, Mail, PolicyBoundsSettings, Settings, StoreSettings, WebSettings,
};
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
        let policy_bounds = sections::policy_bounds(&mut reading);
        let tokens = sections::tokens(&mut reading);
        let audit = sections::audit(&mut reading);
        let logging = sections::logging(&mut reading);
        if let (Ok(web), Ok(store), Ok(mail), true) = (&web, &store, &mail, reading.is_faultless()) {
            check_together(&mut reading, web, store, mail);
        }
        if let (Ok(lockout), Ok(bounds)) = (&lockout, &policy_bounds) {
            check_bounds(&mut reading, lockout, bounds);
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
                policy_bounds: policy_bounds?,
                tokens: tokens?,
                audit: audit?,
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

/// The bounds among each other, and whether the policy that organizations start with is within them.
fn check_bounds(reading: &mut Reading, lockout: &LockoutSettings, bounds: &PolicyBoundsSettings) {
    let window = |span: Option<Duration>| span.unwrap_or(Duration::MAX);
    let bar = |bar: Bar| match bar {
        Bar::UntilUnlocked => Duration::MAX,
        Bar::For(span) => span,
    };
    let number = |count: u32| Duration::from_secs(count.into());
    let rows: [(&'static KnownKey, Duration, Duration, Duration, [&'static KnownKey; 2]); 3] = [
        (
            &keys::LOCKOUT_LIMIT,
            number(lockout.limit),
            number(bounds.limit_least),
            number(bounds.limit_most),
            [&keys::POLICY_BOUNDS_LIMIT_LEAST, &keys::POLICY_BOUNDS_LIMIT_MOST],
        ),
        (
            &keys::LOCKOUT_WINDOW,
            window(lockout.window),
            window(bounds.window_least),
            window(bounds.window_most),
            [&keys::POLICY_BOUNDS_WINDOW_LEAST, &keys::POLICY_BOUNDS_WINDOW_MOST],
        ),
        (
            &keys::LOCKOUT_BAR,
            bar(lockout.bar),
            bar(bounds.bar_least),
            bar(bounds.bar_most),
            [&keys::POLICY_BOUNDS_BAR_LEAST, &keys::POLICY_BOUNDS_BAR_MOST],
        ),
    ];
    for (key, value, least, most, [least_key, most_key]) in rows {
        if least > most {
            reading.refuse(least_key, Trouble::MoreThan(most_key.name));
        } else if value < least {
            reading.refuse(key, Trouble::Beyond(least_key.name));
        } else if value > most {
            reading.refuse(key, Trouble::Beyond(most_key.name));
        }
    }
    let contradicts = match bounds.delays {
        DelaysLeave::Free => false,
        DelaysLeave::Required => !lockout.delays,
        DelaysLeave::Forbidden => lockout.delays,
    };
    if contradicts {
        reading.refuse(&keys::LOCKOUT_DELAYS, Trouble::Beyond(keys::POLICY_BOUNDS_DELAYS.name));
    }
}
