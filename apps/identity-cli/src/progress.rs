//! How far long work has come, where somebody watches.

use std::{
    io::IsTerminal as _,
    sync::atomic::{AtomicU64, Ordering},
};

use dialoguer::console::Term;

use crate::words::{Sentence, Words};

/// How many lines go by between two tellings.
const STEP: u64 = 1_000;

/// A count on standard error that takes its own place again and again; nothing where that is no terminal.
pub(crate) struct Progress<'a> {
    words: &'a Words,
    doing: Sentence,
    term: Option<Term>,
    told: AtomicU64,
}

impl<'a> Progress<'a> {
    /// For work that `doing` names.
    pub(crate) fn new(words: &'a Words, doing: Sentence) -> Self {
        let term = std::io::stderr().is_terminal().then(Term::stderr);
        Self { words, doing, term, told: AtomicU64::new(0) }
    }

    /// That so much is done.
    pub(crate) fn at(&self, count: u64) {
        if let Some(term) = &self.term
            && count / STEP != self.told.swap(count, Ordering::Relaxed) / STEP
        {
            // With standard error gone there is nobody left to tell.
            term.clear_line().and_then(|()| term.write_str(&format!("{} {count}", self.words.tell(&self.doing)))).ok();
        }
    }

    /// That it is over.
    pub(crate) fn end(&self) {
        if let Some(term) = &self.term {
            term.clear_line().ok();
        }
    }
}
