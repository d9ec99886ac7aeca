//! Making the key of the installation.

use std::path::Path;

use anyhow::Result;
use identity_settings::{Settings, process_environment};

/// Makes the key file that the configuration names. Never overwrites one.
///
/// # Errors
/// When there is one already, or it cannot be written.
#[expect(clippy::print_stdout, reason = "this is for the person at the terminal")]
pub fn make(config: Option<&Path>) -> Result<()> {
    let settings = Settings::load(config, process_environment())?;
    settings.secrets.house_key.create()?;
    println!(
        "Made {}. Give each node the same file, and keep a copy apart from the database.",
        settings.secrets.house_key.path().display()
    );
    Ok(())
}
