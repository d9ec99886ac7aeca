//! Where a configuration is wrong.

use std::fmt;
use std::path::PathBuf;

use crate::known::KnownKey;
use crate::trouble::Trouble;

/// Everything that is wrong with a configuration, by line.
#[derive(Debug, thiserror::Error)]
pub struct SettingsError {
    faults: Vec<Fault>,
}

/// One thing that is wrong, and where.
#[derive(Debug)]
pub struct Fault {
    place: Place,
    name: String,
    key: Option<&'static KnownKey>,
    trouble: Trouble,
}

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A configuration file, at a line if it could be read so far.
    File {
        /// The file as it was named.
        path: PathBuf,
        /// The line, from 1.
        line: Option<usize>,
    },
    /// A variable of the environment.
    Environment {
        /// Its name.
        variable: String,
    },
    /// The built-in default.
    Default,
}

impl SettingsError {
    pub(crate) fn new(mut faults: Vec<Fault>) -> Self {
        faults.sort_by(|one, other| (&one.place, &one.name).cmp(&(&other.place, &other.name)));
        Self { faults }
    }

    /// The faults: those of the file by line, then those of the environment by variable.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }
}

impl fmt::Display for SettingsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.faults.iter().enumerate() {
            if index > 0 {
                writeln!(formatter)?;
            }
            write!(formatter, "{fault}")?;
        }
        Ok(())
    }
}

impl Fault {
    /// A fault of a known key.
    pub(crate) fn of_key(key: &'static KnownKey, place: Place, trouble: Trouble) -> Self {
        Self { place, name: key.path(), key: Some(key), trouble }
    }

    /// A fault of something that is no known key; `name` is empty for a whole file.
    pub(crate) fn elsewhere(name: String, place: Place, trouble: Trouble) -> Self {
        Self { place, name, key: None, trouble }
    }

    /// Where it is.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The key that it is about, as `section.name`; empty when it is about the whole file.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.name
    }

    /// What is wrong.
    #[must_use]
    pub fn what(&self) -> String {
        self.trouble.what()
    }

    /// What to do about it.
    #[must_use]
    pub fn remedy(&self) -> String {
        self.trouble.remedy(self.key, &self.place)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: ", self.place)?;
        if !self.name.is_empty() {
            write!(formatter, "{}: ", self.name.escape_debug())?;
        }
        write!(formatter, "{}\n    {}", self.what(), self.remedy())
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path, line: Some(line) } => write!(formatter, "{}:{line}", path.display()),
            Self::File { path, line: None } => write!(formatter, "{}", path.display()),
            Self::Environment { variable } => write!(formatter, "{}", variable.escape_debug()),
            Self::Default => formatter.write_str("default"),
        }
    }
}
