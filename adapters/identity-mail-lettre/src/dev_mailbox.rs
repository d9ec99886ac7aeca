//! Mails that are shown instead of being sent, while no relay is configured.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use identity_core::{
    domain::kernel::{ShortText, Timestamp},
    ports::{Courier, Delivery, ReadyLetter},
};

use crate::renderer::{RenderedMail, Renderer};

/// How many mails are kept; the oldest go first.
const KEPT: usize = 200;

/// Keeps the latest mails in memory and nowhere else, since they hold secrets.
#[derive(Debug)]
pub struct DevMailbox {
    renderer: Renderer,
    shelf: Mutex<Shelf>,
}

/// A mail in the dev mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptMail {
    /// What names it, counted from one.
    pub id: u64,
    /// When the letter was asked for.
    pub asked_at: Timestamp,
    /// The mail.
    pub mail: RenderedMail,
}

#[derive(Debug, Default)]
struct Shelf {
    last_id: u64,
    mails: VecDeque<Arc<KeptMail>>,
}

impl DevMailbox {
    /// An empty mailbox.
    #[must_use]
    pub fn new(renderer: Renderer) -> Self {
        Self { renderer, shelf: Mutex::default() }
    }

    /// The mails, the latest first.
    #[must_use]
    pub fn list(&self) -> Vec<Arc<KeptMail>> {
        self.shelf().mails.iter().rev().cloned().collect()
    }

    /// One mail, while it is kept.
    #[must_use]
    pub fn get(&self, id: u64) -> Option<Arc<KeptMail>> {
        self.shelf().mails.iter().find(|kept| kept.id == id).cloned()
    }

    fn keep(&self, asked_at: Timestamp, mail: RenderedMail) {
        let mut kept = self.shelf();
        kept.last_id += 1;
        let id = kept.last_id;
        kept.mails.push_back(Arc::new(KeptMail { id, asked_at, mail }));
        if kept.mails.len() > KEPT {
            kept.mails.pop_front();
        }
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Courier for DevMailbox {
    async fn deliver(&self, letter: &ReadyLetter) -> Delivery {
        match self.renderer.render(letter) {
            Ok(mail) => {
                self.keep(letter.asked_at, mail);
                Delivery::Sent
            }
            Err(failure) => Delivery::Later(ShortText::as_stored(failure.to_string())),
        }
    }
}
