//! Lists the languages under `locales/`, so that a new one is a new folder and nothing else.

use std::{error::Error, fmt::Write as _, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    println!("cargo::rerun-if-changed={}", locales.display());
    let mut languages = Vec::new();
    for entry in fs::read_dir(&locales)? {
        languages.push(entry?.file_name().into_string().map_err(|name| format!("{} is no language", name.display()))?);
    }
    languages.sort();
    let mut list = String::from("&[");
    for language in languages {
        let file = locales.join(&language).join("permissions.toml");
        println!("cargo::rerun-if-changed={}", file.display());
        let path = file.to_str().ok_or("the path is no text")?;
        write!(list, "({language:?}, include_str!({path:?})),")?;
    }
    list.push(']');
    #[expect(clippy::disallowed_methods, reason = "cargo says where to write in no other way")]
    let out = std::env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("languages.rs"), list)?;
    Ok(())
}
