//! `identity account export`: page after page, so that no list is too long.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, IsTerminal, Write},
    path::{Path, PathBuf},
};

use identity_core::{application::account::Reader, ports::AccountQuery};
use serde_json::json;

use super::super::Desk;
use crate::{
    arguments::ExportAccounts,
    output::Answer,
    progress,
    refusal::Refusal,
    words::{Words, harmless, say},
};

pub(super) async fn export(desk: &Desk, words: &Words, typed: &ExportAccounts) -> Result<Answer, Refusal> {
    let organization = desk.organization(&typed.organization).await?.value;
    let accounts = desk.identity().accounts();
    let all = AccountQuery::all(organization.id, 1, desk.identity().now());
    let count = accounts.count(Reader::Operator, &all, u32::MAX).await?;
    let begun = accounts.begin_export(&desk.authority, organization.id, &desk.from).await?;
    let mut export = begun.ok_or(Refusal::NotAllowed)?;
    let mut target = Target::open(typed.output.as_deref()).map_err(Refusal::Written)?;
    let bar = progress::counting(u64::from(count), &words.tell(&say!("exporting")));
    let mut written = 0_usize;
    target.put(&identity_csv::head()).map_err(Refusal::Written)?;
    loop {
        let some = accounts.next_exported(&mut export).await?;
        if some.is_empty() {
            break;
        }
        for account in &some {
            target.put(&identity_csv::line(account)).map_err(Refusal::Written)?;
        }
        written += some.len();
        bar.reached(written);
    }
    drop(bar);
    target.close().map_err(Refusal::Written)?;
    match &typed.output {
        None => Ok(Answer::verbatim(String::new())),
        Some(path) => {
            let path = path.display().to_string();
            let answer = Answer::new(json!({ "accounts": written, "output": path }), desk.zone);
            Ok(answer.line(say!("exported").with("count", written).with("path", path)))
        }
    }
}

/// Where an export goes. A file is in its place once it is whole, and before that not at all.
enum Target {
    Out { out: BufWriter<io::Stdout>, is_shown: bool },
    File { file: BufWriter<File>, beside: PathBuf, path: PathBuf },
}

impl Target {
    fn open(path: Option<&Path>) -> io::Result<Self> {
        let Some(path) = path else {
            return Ok(Self::Out { out: BufWriter::new(io::stdout()), is_shown: io::stdout().is_terminal() });
        };
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let beside = path.with_file_name(name);
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        // A list of people is nobody else's business.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = BufWriter::new(options.open(&beside)?);
        Ok(Self::File { file, beside, path: path.to_owned() })
    }

    fn put(&mut self, line: &str) -> io::Result<()> {
        match self {
            Self::Out { out, is_shown: true } => writeln!(out, "{}", harmless(line.trim_end())),
            Self::Out { out, is_shown: false } => out.write_all(line.as_bytes()),
            Self::File { file, .. } => file.write_all(line.as_bytes()),
        }
    }

    fn close(self) -> io::Result<()> {
        match self {
            Self::Out { mut out, .. } => out.flush(),
            Self::File { mut file, beside, path } => {
                file.flush()?;
                file.get_ref().sync_all()?;
                fs::rename(beside, path)
            }
        }
    }
}
