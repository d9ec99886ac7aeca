//! How far long work has come: drawn on a terminal, and nowhere else.

use std::{io, io::IsTerminal, time::Duration};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work under way; what is drawn of it goes when it is dropped.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// So much of it is done.
    pub(crate) fn reached(&self, done: impl TryInto<u64>) {
        self.0.set_position(done.try_into().unwrap_or(u64::MAX));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

fn target() -> ProgressDrawTarget {
    if io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() }
}

/// Work whose end is known.
pub(crate) fn counting(all: u64, what: &str) -> Progress {
    let bar = ProgressBar::with_draw_target(Some(all), target()).with_message(what.to_owned());
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}") {
        bar.set_style(style);
    }
    Progress(bar)
}

/// Work that is done when it is done.
pub(crate) fn waiting(what: &str) -> Progress {
    spinning(what, "{spinner} {msg} {elapsed}")
}

/// The same, where it can be said how much is done.
pub(crate) fn going_on(what: &str) -> Progress {
    spinning(what, "{spinner} {msg} {pos}")
}

fn spinning(what: &str, template: &str) -> Progress {
    let bar = ProgressBar::with_draw_target(None, target()).with_message(what.to_owned());
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    if !bar.is_hidden() {
        bar.enable_steady_tick(Duration::from_millis(100));
    }
    Progress(bar)
}
