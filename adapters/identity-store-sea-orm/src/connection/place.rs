//! Which database, and how it is named without its password.

use std::{fmt, path::PathBuf, str::FromStr};

use sea_orm::{
    DbErr,
    sqlx::{postgres::PgConnectOptions, sqlite::SqliteConnectOptions},
};

use super::OpenError;

/// Which database.
#[derive(Clone)]
pub(crate) enum Place {
    Sqlite { file: PathBuf },
    Postgres { url: String, shown: String },
}

impl Place {
    pub(super) fn parse(url: &str) -> Result<Self, OpenError> {
        if url.starts_with("sqlite:") {
            let options =
                SqliteConnectOptions::from_str(url).map_err(|_| OpenError::Address("is no usable SQLite address"))?;
            let file = options.get_filename().to_owned();
            if file.as_os_str().is_empty() || url.contains(":memory:") || url.contains("mode=memory") {
                return Err(OpenError::Address("names no file, and a database in memory forgets everybody"));
            }
            return Ok(Self::Sqlite { file });
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let options =
                PgConnectOptions::from_str(url).map_err(|_| OpenError::Address("is no usable PostgreSQL address"))?;
            let shown = format!(
                "{} at {}:{}",
                options.get_database().unwrap_or("(unnamed)"),
                options.get_host(),
                options.get_port()
            );
            return Ok(Self::Postgres { url: url.to_owned(), shown });
        }
        Err(OpenError::Address("begins with neither sqlite:// nor postgres://"))
    }

    pub(crate) fn unreachable(&self, source: DbErr) -> OpenError {
        OpenError::Unreachable { place: self.to_string(), source }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite { file } => write!(f, "{}", file.display()),
            Self::Postgres { shown, .. } => f.write_str(shown),
        }
    }
}
