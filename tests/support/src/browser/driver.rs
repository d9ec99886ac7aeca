//! The program between the test and the browser.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command};

use anyhow::{Result, bail};

use crate::ports;
use crate::watchdog::Companion;

/// In a session of its own, so that the driver and every process of the browser can be ended together.
const SCRIPT: &str = r#"
home=$1 port=$2
export HOME="$home" TMPDIR="$home"
exec 2>&1
setsid chromedriver --port="$port" </dev/null & group=$!
exec >/dev/null 2>&1
while read -r _; do :; done
kill -KILL "-$group"
wait "$group"
# The browser's own processes are killed too, but are not this script's to wait for.
for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 "-$group" || break; sleep 0.05; done
rm -rf "$home" || rm -rf "$home"
"#;

/// A running `chromedriver`. Dropping it ends it with its browser.
#[derive(Debug)]
pub(super) struct Driver {
    address: String,
    profile: PathBuf,
    _companion: Companion,
    /// Kept open: what the driver still has to say goes somewhere.
    _output: BufReader<ChildStdout>,
}

impl Driver {
    pub(super) fn start() -> Result<Self> {
        let home = tempfile::Builder::new().prefix("portineria-browser.").tempdir()?;
        // Left to choose, the driver takes a port of one address and fails where the other's is taken.
        let port = ports::free()?;
        let (companion, output) = Companion::start(
            Command::new("sh").args(["-c", SCRIPT, "browser"]).arg(home.path()).arg(port.to_string()),
        )?;
        // From here on the script removes it, after the last process that writes there.
        let home = home.keep();
        let mut output = BufReader::new(output);
        wait_for_start(&mut output)?;
        Ok(Self {
            address: format!("http://127.0.0.1:{port}"),
            profile: home.join("profile"),
            _companion: companion,
            _output: output,
        })
    }

    pub(super) fn address(&self) -> &str {
        &self.address
    }

    pub(super) fn profile(&self) -> &Path {
        &self.profile
    }
}

fn wait_for_start(output: &mut impl BufRead) -> Result<()> {
    let mut told = String::new();
    for line in output.lines() {
        let line = line?;
        if line.contains("started successfully") {
            return Ok(());
        }
        told.push_str(&line);
        told.push('\n');
    }
    bail!("chromedriver does not start (Debian's packages are chromium and chromium-driver): {}", told.trim())
}
