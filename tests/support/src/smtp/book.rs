//! What a sink has heard.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Result, bail};
use tokio::sync::Notify;

use super::{Fault, Mail, Stage};

/// A line that a client sent outside of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// Which connection it came on, counted from one.
    pub connection: usize,
    /// The line without its end.
    pub line: String,
    /// Whether the connection was encrypted by then.
    pub encrypted: bool,
}

/// Everything that can be asked about, and a bell that rings at each change.
#[derive(Debug, Default)]
pub(super) struct Book {
    page: Mutex<Page>,
    changed: Notify,
}

#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) connections: usize,
    pub(super) commands: Vec<Command>,
    pub(super) mails: Vec<Mail>,
    /// How many more times, if not always.
    pub(super) fault: Option<(Fault, Option<u32>)>,
}

impl Book {
    pub(super) fn read<T>(&self, look: impl FnOnce(&Page) -> T) -> T {
        look(&self.page.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn write<T>(&self, change: impl FnOnce(&mut Page) -> T) -> T {
        let answer = change(&mut self.page.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify_waiters();
        answer
    }

    /// The fault that is to happen at this stage, if any; one more of its times is then over.
    pub(super) fn fault_at(&self, stage: Stage) -> Option<Fault> {
        self.write(|page| {
            let (fault, left) = page.fault.as_mut()?;
            if !fault.happens_at(stage) {
                return None;
            }
            let fault = fault.clone();
            if let Some(times) = left {
                *times = times.saturating_sub(1);
                if *times == 0 {
                    page.fault = None;
                }
            }
            Some(fault)
        })
    }

    pub(super) async fn wait<T>(&self, patience: Duration, look: impl Fn(&Page) -> Option<T>) -> Result<T> {
        let arrived = async {
            loop {
                let changed = self.changed.notified();
                tokio::pin!(changed);
                // From here on no change is missed, although nobody awaits it yet.
                changed.as_mut().enable();
                if let Some(found) = self.read(&look) {
                    return found;
                }
                changed.await;
            }
        };
        if let Ok(found) = tokio::time::timeout(patience, arrived).await {
            return Ok(found);
        }
        bail!("nothing of the kind within {} s; heard so far: {}", patience.as_secs(), self.summary())
    }

    fn summary(&self) -> String {
        self.read(|page| {
            let subjects: Vec<String> =
                page.mails.iter().map(|mail| format!("{:?} to {:?}", mail.subject(), mail.recipients())).collect();
            format!(
                "{} connections, {} lines, last {:?}, messages {subjects:?}",
                page.connections,
                page.commands.len(),
                page.commands.last().map(|command| &command.line)
            )
        })
    }
}
