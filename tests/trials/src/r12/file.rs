//! The backup as a file: what is in it, and what is none.

use std::path::Path;

use anyhow::{Result, ensure};

use crate::house::House;

/// What is in the file in clear, though it opens something.
pub(super) fn found_in(file: &Path, canaries: &[(&'static str, String)]) -> Result<Vec<String>> {
    let bytes = std::fs::read(file)?;
    let holds = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
    let raw = |text: &str| -> Option<Vec<u8>> {
        let digits = text.as_bytes();
        (digits.len() == 64).then(|| {
            digits
                .chunks(2)
                .map(|pair| {
                    std::str::from_utf8(pair)
                        .ok()
                        .and_then(|pair| u8::from_str_radix(pair, 16).ok())
                        .unwrap_or_default()
                })
                .collect()
        })
    };
    // The search itself finds what is there.
    ensure!(holds(b"nora/ditta") || holds(b"PGDMP"), "this is no backup");
    Ok(canaries
        .iter()
        .filter(|(_, text)| holds(text.as_bytes()) || raw(text).is_some_and(|bytes| holds(&bytes)))
        .map(|(what, _)| format!("{what} is in the backup"))
        .collect())
}

/// What is no backup is refused, and nothing is overwritten.
pub(super) fn negative_backups(house: &House, file: &Path) -> Result<Vec<String>> {
    let home = house.home()?;
    let mut wrong = Vec::new();
    let mut expect = |what: &str, arguments: &[&str], code: i32| -> Result<()> {
        let answer = home.identity(arguments, "")?;
        if answer.status.code() != Some(code) {
            wrong.push(format!("{what}: {} {}", answer.status, answer.err));
        }
        Ok(())
    };
    let name = file.display().to_string();
    expect("a backup over another", &["backup", &name], 4)?;
    let length = std::fs::metadata(file)?.len();
    let broken = file.with_extension("broken");
    std::fs::copy(file, &broken)?;
    let middle = std::fs::OpenOptions::new().write(true).open(&broken)?;
    std::os::unix::fs::FileExt::write_all_at(&middle, &[0xff; 8192], length / 2 / 4096 * 4096)?;
    let text = file.with_extension("text");
    std::fs::write(&text, "no database")?;
    for (what, file) in [("a damaged file", &broken), ("a text", &text)] {
        // The service still runs: what is wrong with the file comes second.
        let told = home.identity(&["restore", &file.display().to_string(), "--yes"], "")?;
        if told.status.success() {
            wrong.push(format!("{what} was restored"));
        }
    }
    Ok(wrong)
}
