//! Which database.

use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::base_url::is_loopback;
use crate::secret_file::SecretText;
use crate::trouble::Trouble;

/// Which database everything is kept in.
#[derive(Debug)]
pub enum StoreLocation {
    /// A `SQLite` file, made when it is missing.
    Sqlite {
        /// The file.
        path: PathBuf,
    },
    /// A `PostgreSQL` server.
    Postgres {
        /// The whole URL; it may hold a password.
        url: SecretText,
    },
}

impl StoreLocation {
    /// Reads `sqlite://PATH` or `postgres://...`; a relative path starts at `base`. No message repeats the text.
    pub(crate) fn parse(text: &str, base: &Path) -> Result<Self, Trouble> {
        if let Some(path) = text.strip_prefix("sqlite://") {
            return sqlite(path, base);
        }
        let Some(rest) = text.strip_prefix("postgres://").or_else(|| text.strip_prefix("postgresql://")) else {
            return Err(Trouble::UnparsableSecret("it starts with neither sqlite:// nor postgres://"));
        };
        let (place, _) = rest.split_once('?').unwrap_or((rest, ""));
        match place.split_once('/') {
            Some((_, database))
                if !database.is_empty() && !database.contains('/') && !text.contains(char::is_whitespace) =>
            {
                Ok(Self::Postgres { url: SecretText::new(text.to_owned()) })
            }
            _ => Err(Trouble::UnparsableSecret("it names no database after the host")),
        }
    }

    /// The URL that the store's adapter connects to.
    #[must_use]
    pub fn url(&self) -> Zeroizing<String> {
        match self {
            Self::Sqlite { path } => {
                let path = path.to_string_lossy().replace('%', "%25").replace('?', "%3F").replace('#', "%23");
                Zeroizing::new(format!("sqlite://{path}?mode=rwc"))
            }
            Self::Postgres { url } => Zeroizing::new(url.expose().to_owned()),
        }
    }

    /// Whether the database is on this machine, or its identity is verified on the way there.
    pub(crate) fn is_verified(&self) -> bool {
        let Self::Postgres { url } = self else {
            return true;
        };
        let rest = url.expose().split_once("://").map_or("", |(_, rest)| rest);
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let authority = place.split('/').next().unwrap_or_default();
        let host_and_port = authority.rsplit('@').next().unwrap_or_default();
        let host = match host_and_port.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => host,
            _ => host_and_port,
        };
        let mut parameters = query.split('&').filter_map(|one| one.split_once('='));
        let elsewhere =
            parameters.clone().any(|(name, value)| name == "hostaddr" || (name == "host" && !is_socket(value)));
        let here = (host.is_empty() || is_loopback(host) || is_socket(host)) && !elsewhere;
        here || parameters.any(|(name, value)| matches!(name, "sslmode" | "ssl-mode") && value == "verify-full")
    }
}

/// Whether a host of a `PostgreSQL` URL is the directory of a Unix socket.
fn is_socket(host: &str) -> bool {
    host.starts_with('/') || host.to_ascii_lowercase().starts_with("%2f")
}

fn sqlite(path: &str, base: &Path) -> Result<StoreLocation, Trouble> {
    if path.is_empty() {
        return Err(Trouble::UnparsableSecret("it names no file after sqlite://"));
    }
    if path.contains(":memory:") {
        return Err(Trouble::UnparsableSecret("a database in memory forgets everybody at the end"));
    }
    if path.contains(['?', '#']) || path.chars().any(char::is_control) {
        return Err(Trouble::UnparsableSecret("a SQLite path takes no parameters"));
    }
    let path = base.join(path);
    match path.parent() {
        Some(directory) if !directory.as_os_str().is_empty() && !directory.is_dir() => {
            Err(Trouble::NoDirectory(directory.to_owned()))
        }
        _ if path.to_str().is_none() => Err(Trouble::UnparsableSecret("the path is not UTF-8")),
        _ => Ok(StoreLocation::Sqlite { path }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<StoreLocation, Trouble> {
        StoreLocation::parse(text, Path::new(""))
    }

    #[test]
    fn a_sqlite_path_starts_at_the_configuration() {
        let directory = tempfile::tempdir().unwrap();
        let location = StoreLocation::parse("sqlite://a%b.db", directory.path()).unwrap();
        assert!(matches!(&location, StoreLocation::Sqlite { path } if *path == directory.path().join("a%b.db")));
        assert_eq!(*location.url(), format!("sqlite://{}/a%25b.db?mode=rwc", directory.path().display()));
        assert_eq!(*parse("sqlite://identity.db").unwrap().url(), "sqlite://identity.db?mode=rwc");
        assert!(matches!(parse("sqlite:///"), Ok(StoreLocation::Sqlite { .. })));
    }

    #[test]
    fn a_directory_that_is_not_there_is_named() {
        assert_eq!(parse("sqlite:///nowhere/at/all/x.db").unwrap_err(), Trouble::NoDirectory("/nowhere/at/all".into()));
    }

    #[test]
    fn what_names_no_database_is_refused_without_being_repeated() {
        for text in [
            "",
            "identity.db",
            "mysql://u:s3cret@h/d",
            "sqlite://",
            "sqlite://:memory:",
            "sqlite://x.db?mode=ro",
            "sqlite::memory:",
            "postgres://u:s3cret@h",
            "postgres://u:s3cret@h/",
            "postgres://u:s3cret@h/?sslmode=require",
            "postgres://u:s3cret@h/d/e",
            "postgres://u:s3 cret@h/d",
        ] {
            let trouble = parse(text).unwrap_err();
            assert!(!format!("{trouble:?}{}", trouble.what()).contains("s3"), "{text}");
        }
    }

    #[test]
    fn the_password_of_a_database_is_not_in_its_debug_text() {
        let location = parse("postgres://identity:s3cret@db.example/identity").unwrap();
        assert!(!format!("{location:?}").contains("s3cret"));
        assert_eq!(*location.url(), "postgres://identity:s3cret@db.example/identity");
    }

    #[test]
    fn a_server_elsewhere_must_show_who_it_is() {
        for url in [
            "postgres://u@localhost/d",
            "postgres://u@127.0.0.1:5433/d",
            "postgres://u@[::1]:5433/d",
            "postgres:///d?host=/run/postgresql",
            "postgres://u@%2Frun%2Fpostgresql/d",
            "postgres://u:p@db.example/d?sslmode=verify-full&sslrootcert=/x.pem",
            "sqlite://x.db",
        ] {
            assert!(parse(url).unwrap().is_verified(), "{url}");
        }
        for url in [
            "postgres://u@db.example/d",
            "postgres://u@db.example:5432/d?sslmode=require",
            "postgres://u@10.0.0.1/d",
            "postgres:///d?host=db.example",
            "postgres://u@localhost/d?hostaddr=10.0.0.1",
        ] {
            assert!(!parse(url).unwrap().is_verified(), "{url}");
        }
    }
}
