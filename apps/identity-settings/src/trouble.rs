//! Every text about what is wrong with a configuration: what, and the remedy.

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use crate::declared::DeclarationTrouble;
use crate::fault::Place;
use crate::known::{Kind, KnownKey};

/// What is wrong. Values that may hold a password are never part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Trouble {
    /// A file cannot be read.
    Unreadable {
        /// The file, when it is another than the configuration.
        path: Option<PathBuf>,
        /// What the system says.
        reason: String,
    },
    /// A file is empty.
    Empty(PathBuf),
    /// A file is not UTF-8 text.
    NotText(Option<PathBuf>),
    /// A file holds no certificate.
    NoCertificate(PathBuf),
    /// The directory that a file should be in is not there.
    NoDirectory(PathBuf),
    /// The configuration is not TOML.
    NotToml(String),
    /// There is no such section.
    UnknownSection(Option<String>),
    /// There is no such key.
    UnknownKey(Option<String>),
    /// Something else stands where a section belongs.
    NotASection(&'static str),
    /// The value has another type.
    WrongType(&'static str),
    /// The value cannot be read as what it should be.
    Unparsable(String),
    /// The value cannot be read, and may be secret.
    UnparsableSecret(&'static str),
    /// The value is below the least.
    TooLittle {
        /// What was given.
        given: String,
        /// The least that is accepted.
        least: String,
    },
    /// The value is above the most.
    TooMuch {
        /// What was given.
        given: String,
        /// The most that is accepted.
        most: String,
    },
    /// The text has characters that cannot be seen.
    Invisible(String),
    /// Passwords would travel in the clear.
    PlainHttp(String),
    /// The base URL has more than an origin.
    BeyondOrigin(&'static str),
    /// Everybody would be trusted to say where a request comes from.
    TrustsEverybody(String),
    /// A network with bits set beyond its prefix.
    LooseNetwork {
        /// What was given.
        given: String,
        /// The network that it lies in.
        network: String,
    },
    /// Two keys that exclude each other.
    Beside(&'static str),
    /// A key that needs another.
    Without(&'static str),
    /// A key that must be given is not.
    Missing,
    /// Two listeners on one address.
    SameListener,
    /// Letters would be shown to whoever asks.
    OpenMailbox(String),
    /// A permission or category cannot be declared so.
    Declaration(DeclarationTrouble),
}

/// Something that works and should not stay so.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SettingsWarning {
    /// Others on this machine can read or write a secret.
    LooseSecret {
        /// The secret's file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The dev mailbox is served on an address that others may reach.
    MailboxInReach(SocketAddr),
    /// The database's identity is not verified on the way there.
    UnverifiedStore,
}

impl Trouble {
    pub(crate) fn unparsable(given: &str) -> Self {
        Self::Unparsable(quoted(given))
    }

    pub(crate) fn what(&self) -> String {
        match self {
            Self::Unreadable { path: Some(path), reason } => format!("{} cannot be read: {reason}", path.display()),
            Self::Unreadable { path: None, reason } => format!("cannot be read: {reason}"),
            Self::Empty(path) => format!("{} is empty", path.display()),
            Self::NotText(Some(path)) => format!("{} is not UTF-8 text", path.display()),
            Self::NotText(None) => "is not UTF-8 text".to_owned(),
            Self::NoCertificate(path) => format!("{} holds no certificate in PEM", path.display()),
            Self::NoDirectory(path) => format!("the directory {} is not there", path.display()),
            Self::NotToml(message) => format!("is not TOML: {message}"),
            Self::UnknownSection(_) => "there is no such section".to_owned(),
            Self::UnknownKey(_) => "there is no such key".to_owned(),
            Self::NotASection(found) => format!("is a section, not {found}"),
            Self::WrongType(found) => format!("has the wrong type, {found}"),
            Self::Unparsable(given) => format!("{given} cannot be understood"),
            Self::UnparsableSecret(why) => format!("cannot be understood: {why}"),
            Self::TooLittle { given, least } => format!("{given} is less than {least}"),
            Self::TooMuch { given, most } => format!("{given} is more than {most}"),
            Self::Invisible(given) => format!("{given} has control or invisible characters"),
            Self::PlainHttp(host) => {
                format!("plain http would carry passwords to {host} unencrypted")
            }
            Self::BeyondOrigin(part) => format!("has {part}"),
            Self::TrustsEverybody(given) => {
                format!("{given} is everybody, and whoever is trusted can claim to be anywhere")
            }
            Self::LooseNetwork { given, .. } => {
                format!("{given} is an address inside a network, not a network")
            }
            Self::Beside(other) => format!("stands beside {other}, and only one of them can hold"),
            Self::Without(other) => format!("means nothing without {other}"),
            Self::Missing => "is not given".to_owned(),
            Self::SameListener => "is the same address as web.listen".to_owned(),
            Self::Declaration(trouble) => trouble.what(),
            Self::OpenMailbox(url) => {
                format!("people reach {url}, and without a relay the dev mailbox would show them each other's letters")
            }
        }
    }

    pub(crate) fn remedy(&self, key: Option<&KnownKey>, place: &Place) -> String {
        match self {
            Self::Unreadable { path: None, .. } => {
                "Name a file that the service can read, made from identity.example.toml, or leave it out to use the defaults.".to_owned()
            }
            Self::Unreadable { .. } => "Put the file there, and let the service's user read it.".to_owned(),
            Self::Empty(_) => "Write the secret into it, on one line.".to_owned(),
            Self::NotText(_) => "Save it as UTF-8.".to_owned(),
            Self::NoCertificate(_) => "Give a file with a block that starts with -----BEGIN CERTIFICATE-----.".to_owned(),
            Self::NoDirectory(_) => "Make the directory, for the service's user to write in.".to_owned(),
            Self::NotToml(_) => "Correct the line; identity.example.toml shows how each key is written.".to_owned(),
            Self::UnparsableSecret(_) if key.is_some_and(|key| matches!(key.kind, Kind::File)) => {
                "Write into the file what belongs there, on one line.".to_owned()
            }
            Self::UnknownSection(Some(meant)) | Self::UnknownKey(Some(meant)) => format!("Did you mean {meant}?"),
            Self::UnknownSection(None) | Self::UnknownKey(None) => "identity.example.toml has every key that there is.".to_owned(),
            Self::NotASection(_) => "Write it as a line of its own in brackets, and its keys below.".to_owned(),
            Self::PlainHttp(_) => "Give an https:// URL, and let a reverse proxy hold the certificate.".to_owned(),
            Self::BeyondOrigin(_) => "Give scheme, host and port alone, such as https://id.example.org.".to_owned(),
            Self::TrustsEverybody(_) => "Name the proxies themselves.".to_owned(),
            Self::LooseNetwork { network, .. } => format!("Give {network} for the network, or the address alone."),
            Self::Beside(_) => "Remove one of the two.".to_owned(),
            Self::Without(other) => format!("Set {other} too, or remove this."),
            Self::SameListener => "Give the operations listener a port of its own.".to_owned(),
            Self::Declaration(trouble) => trouble.remedy(),
            Self::OpenMailbox(_) => "Set host and from in [mail], or use a loopback base_url while trying things out.".to_owned(),
            _ => key.map_or_else(String::new, |key| format!("Give {}, such as {}.", key.kind.allowed(), key.sample_at(place))),
        }
    }
}

impl fmt::Display for SettingsWarning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LooseSecret { path, mode } => {
                let path = Path::display(path);
                write!(formatter, "{path} has mode {mode:04o}: others on this machine can read or change it. Run: chmod 600 {path}")
            }
            Self::MailboxInReach(listen) => write!(
                formatter,
                "the dev mailbox is served on {listen}: whoever reaches that address can read every letter. Set [mail], or listen on 127.0.0.1"
            ),
            Self::UnverifiedStore => formatter.write_str(
                "the connection to the database is not verified: add sslmode=verify-full (and sslrootcert=...) to its URL unless the network is your own",
            ),
        }
    }
}

/// A given value for a message: quoted, control characters made visible, cut when long.
pub(crate) fn quoted(given: &str) -> String {
    const SHOWN: usize = 60;
    if given.chars().count() > SHOWN {
        let beginning: String = given.chars().take(SHOWN).collect();
        format!("{beginning:?}...")
    } else {
        format!("{given:?}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_value_is_harmless_on_a_terminal_and_short() {
        assert_eq!(quoted("a\u{1b}[2Jb"), r#""a\u{1b}[2Jb""#);
        assert_eq!(quoted(&"x".repeat(5_000)).len(), 65);
    }
}
