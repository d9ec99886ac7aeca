//! Writes every page with sample values as files, so that one can look at them.
//!
//! `cargo run -p identity-web --example gallery -- DIRECTORY`

use std::fs;
use std::path::PathBuf;

use anyhow::Context as _;
use identity_web::views::{Words, asset, asset_version, samples};

fn main() -> anyhow::Result<()> {
    let directory = std::env::args_os().nth(1).context("name a directory to write to")?;
    let directory = PathBuf::from(directory);
    fs::create_dir_all(&directory)?;
    for name in ["portineria.css", "portineria.js", "mark.svg"] {
        let (_, bytes) = asset(name).with_context(|| format!("{name} is missing"))?;
        fs::write(directory.join(name), bytes)?;
    }
    for language in Words::languages() {
        for (name, html) in samples::all(&language.code) {
            let html = html.replace("\"/assets/", "\"").replace(&format!("?v={}", asset_version()), "");
            fs::write(directory.join(format!("{name}-{}.html", language.code)), html)?;
        }
    }
    Ok(())
}
