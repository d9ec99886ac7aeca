//! What every client saw and what every node counted, in a file of JSON lines.

use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::volley::Hit;
use crate::wire::Answer;

/// What a call came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It did what was asked for.
    Accepted,
    /// It did not, as it should be said.
    Refused,
    /// Not now: 429 or 503.
    Busy,
    /// A fault of the server.
    Broken,
    /// The node went away before it answered.
    Lost,
}

impl Outcome {
    /// Of an answer to a form: a page or a new session is what was asked for, a detour is not.
    #[must_use]
    pub fn of(answer: Option<&Answer>) -> Self {
        let Some(answer) = answer else {
            return Self::Lost;
        };
        match answer.status {
            200 => Self::Accepted,
            303 if answer.cookie(crate::visitor::SESSION).is_some() => Self::Accepted,
            429 | 503 => Self::Busy,
            303 | 400..=499 => Self::Refused,
            _ => Self::Broken,
        }
    }
}

/// What was called for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A password, right or wrong.
    Guess,
    /// A password too, while an operator unlocks again and again: nobody promises how long that takes.
    GuessMeanwhile,
    /// The right password after a burst of guesses.
    Afterwards,
    /// A secret that is good once.
    Redeem,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "kebab-case")]
pub enum Record {
    /// A call of a client.
    Call {
        /// Microseconds from the beginning to its last byte.
        begun: u64,
        /// Microseconds from the beginning to the end of the answer.
        ended: u64,
        /// Which node.
        node: usize,
        /// What it was for.
        kind: Kind,
        /// Whose secret.
        subject: String,
        /// The status of the answer.
        status: Option<u16>,
        /// What it came to.
        outcome: Outcome,
    },
    /// What the nodes evaluated of one subject's secrets while nothing cleared the failures but a success.
    Evaluated {
        /// Whose secrets.
        subject: String,
        /// How many.
        secrets: u64,
        /// How many may be.
        limit: u64,
    },
}

/// A history under way.
#[derive(Debug)]
pub struct History {
    begun: Instant,
    records: Vec<Record>,
}

impl Default for History {
    fn default() -> Self {
        Self { begun: Instant::now(), records: Vec::new() }
    }
}

impl History {
    /// Writes down what became of a volley.
    pub fn volley(&mut self, kind: Kind, subject: &str, hits: &[Hit]) {
        for hit in hits {
            self.call(kind, subject, hit.node, (hit.begun, hit.ended), hit.answer.as_ref());
        }
    }

    /// Writes down one call that has just ended.
    pub fn single(&mut self, kind: Kind, subject: &str, node: usize, answer: &Answer) {
        let ended = Instant::now();
        self.call(kind, subject, node, (ended.checked_sub(answer.took).unwrap_or(ended), ended), Some(answer));
    }

    /// Writes down what the nodes evaluated.
    pub fn evaluated(&mut self, subject: &str, secrets: u64, limit: u64) {
        self.records.push(Record::Evaluated { subject: subject.to_owned(), secrets, limit });
    }

    /// Writes it to a file of this name in a directory, which is made if need be.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&self, directory: &Path, name: &str) -> Result<PathBuf> {
        std::fs::create_dir_all(directory)?;
        let path = directory.join(format!("{name}.jsonl"));
        let mut file = BufWriter::new(std::fs::File::create(&path)?);
        for record in &self.records {
            serde_json::to_writer(&mut file, record)?;
            file.write_all(b"\n")?;
        }
        file.flush()?;
        Ok(path)
    }

    fn call(
        &mut self,
        kind: Kind,
        subject: &str,
        node: usize,
        (begun, ended): (Instant, Instant),
        answer: Option<&Answer>,
    ) {
        let micros =
            |at: Instant| u64::try_from(at.saturating_duration_since(self.begun).as_micros()).unwrap_or(u64::MAX);
        let record = Record::Call {
            begun: micros(begun),
            ended: micros(ended),
            node,
            kind,
            subject: subject.to_owned(),
            status: answer.map(|answer| answer.status),
            outcome: Outcome::of(answer),
        };
        self.records.push(record);
    }
}

/// Reads a history back.
///
/// # Errors
/// It is none.
pub fn read(path: &Path) -> Result<Vec<Record>> {
    let file = std::fs::File::open(path).with_context(|| format!("no history at {}", path.display()))?;
    BufReader::new(file).lines().map(|line| Ok(serde_json::from_str(&line?)?)).collect()
}
