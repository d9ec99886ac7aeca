//! `identity backup`.

use std::{
    io::{self, IsTerminal, Write},
    path::Path,
};

use dialoguer::console::Term;
use identity_core::domain::kernel::Timestamp;
use identity_settings::adapters::{Copied, Inspection};
use serde_json::{Value as Json, json};

use super::Desk;
use crate::{
    output::{Answer, Cell, moment},
    refusal::Refusal,
    words::{Sentence, Words, say},
};

pub(super) async fn run(desk: &Desk, words: &Words, file: &Path) -> Result<Answer, Refusal> {
    let mut progress = Progress::begin(words);
    let made = desk.house.store.back_up(file, |copied| progress.tell(copied)).await;
    progress.end();
    let inspection = made.map_err(Refusal::Backup)?;
    let shown = file.display().to_string();
    let lies_with_the_key = same_directory(file, &desk.key);
    let mut document = document(&inspection);
    document["file"] = json!(shown);
    document["beside_key"] = json!(lies_with_the_key);
    let answer =
        Answer::new(document, desk.zone).record(facts(&inspection)).line(say!("backup-made").with("file", &shown));
    Ok(if lies_with_the_key {
        answer.line(say!("backup-beside-key").with("key", desk.key.display().to_string()))
    } else {
        answer
    })
}

/// What is in a backup, for machines.
pub(super) fn document(inspection: &Inspection) -> Json {
    json!({
        "bytes": inspection.bytes,
        "accounts": inspection.accounts,
        "schema": inspection.schema,
        "newest_line_at": inspection.newest_line_at.map_or(Json::Null, |at| moment(Timestamp::from_micros(at))),
    })
}

/// The same for people.
pub(super) fn facts(inspection: &Inspection) -> Vec<(Sentence, Cell)> {
    vec![
        (say!("fact-size"), Cell::Said(size(inspection.bytes))),
        (say!("fact-accounts"), Cell::Text(inspection.accounts.to_string())),
        (say!("fact-schema"), Cell::Text(inspection.schema.clone())),
        (say!("fact-newest"), Cell::at(inspection.newest_line_at.map(Timestamp::from_micros))),
    ]
}

fn size(bytes: u64) -> Sentence {
    const KIB: u64 = 1 << 10;
    const MIB: u64 = 1 << 20;
    if bytes < MIB {
        say!("size-kib").with("count", bytes.div_ceil(KIB))
    } else {
        say!("size-mib").with("count", bytes.div_ceil(MIB))
    }
}

fn same_directory(one: &Path, other: &Path) -> bool {
    let directory = |path: &Path| {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        parent.canonicalize().ok()
    };
    directory(one).is_some_and(|found| Some(found) == directory(other))
}

/// How far it is, on a terminal and nowhere else.
struct Progress<'a> {
    words: &'a Words,
    terminal: Option<Term>,
}

impl<'a> Progress<'a> {
    fn begin(words: &'a Words) -> Self {
        Self { words, terminal: io::stderr().is_terminal().then(Term::stderr) }
    }

    fn tell(&mut self, copied: Copied) {
        let Some(terminal) = &mut self.terminal else {
            return;
        };
        let percent = (copied.bytes * 100).checked_div(copied.of).unwrap_or(0).min(100);
        let told = self.words.tell(&say!("backup-progress").with("percent", percent));
        // A terminal that is gone is nobody who waits.
        terminal.clear_line().and_then(|()| write!(terminal, "{told}")).and_then(|()| terminal.flush()).ok();
    }

    fn end(&mut self) {
        if let Some(terminal) = &self.terminal {
            terminal.clear_line().ok();
        }
    }
}
