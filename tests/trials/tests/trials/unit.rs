//! The unit for systemd: as closed as it can be, and open enough for the service.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use test_support::ports;
use test_support::process::program;
use tokio::time::{interval, timeout};
use trials::wire::{Request, exchange};

const UNIT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packaging/identity-web.service");

/// The most that `systemd-analyze security` may find open, out of 10.
const EXPOSURE: f64 = 1.5;

fn analyze(arguments: &[&str]) -> Result<(bool, String)> {
    let output = Command::new("systemd-analyze").args(arguments).env("NO_COLOR", "1").output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    Ok((output.status.success(), text))
}

#[test]
#[ignore = "needs systemd-analyze: run tests/run"]
fn the_unit_exposes_little() -> Result<()> {
    let (_, told) = analyze(&["security", "--offline=true", "--no-pager", UNIT])?;
    let line = told.lines().find(|line| line.contains("Overall exposure level")).context(told.clone())?;
    let level = line.split(": ").nth(1).and_then(|rest| rest.split(' ').next()).context("no level")?;
    assert!(level.parse::<f64>()? <= EXPOSURE, "{line}");
    Ok(())
}

#[test]
#[ignore = "needs systemd-analyze: run tests/run"]
fn the_unit_is_understood_whole() -> Result<()> {
    let directory = tempfile::tempdir()?;
    let unit = directory.path().join("identity-web.service");
    let web = program("identity-web")?;
    let installed = |text: &str| -> String {
        let lines = text.lines().filter(|line| !line.starts_with("Documentation="));
        lines.map(|line| line.replace("/usr/bin/identity-web", &web.display().to_string()) + "\n").collect()
    };
    std::fs::write(&unit, installed(&std::fs::read_to_string(UNIT)?))?;
    let (is_fine, told) = analyze(&["verify", "--man=no", &unit.display().to_string()])?;
    assert!(is_fine && !told.contains("identity-web.service"), "{told}");
    // The check itself finds what is wrong.
    std::fs::write(
        &unit,
        installed(&std::fs::read_to_string(UNIT)?).replace("ProtectSystem=strict", "ProtectSystm=strict"),
    )?;
    let (_, told) = analyze(&["verify", "--man=no", &unit.display().to_string()])?;
    assert!(told.contains("ProtectSystm"), "{told}");
    Ok(())
}

/// What the unit leaves, as far as it goes without systemd: another user without privileges, one directory to write,
/// the key from a directory that cannot be written, and the settings that the unit itself gives.
#[tokio::test]
#[ignore = "needs root and the built programs: run tests/run"]
async fn the_service_needs_nothing_to_write_but_its_state_directory() -> Result<()> {
    let _room = crate::ROOM.read().await;
    let root = tempfile::tempdir()?;
    let mode = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode));
    let [state, credentials, etc] = ["state", "credentials", "etc"].map(|name| root.path().join(name));
    for directory in [&state, &credentials, &etc] {
        std::fs::create_dir(directory)?;
    }
    // Where the test's own programs are, nobody else may look.
    let web = root.path().join("identity-web");
    std::fs::copy(program("identity-web")?, &web)?;
    std::fs::write(credentials.join("house-key"), "5a".repeat(32))?;
    let (port, operations) = (ports::free()?, ports::free()?);
    let settings = format!(
        "[web]\nlisten = \"127.0.0.1:{port}\"\noperations_listen = \"127.0.0.1:{operations}\"\nbase_url = \"http://localhost:{port}\"\n"
    );
    std::fs::write(etc.join("identity.toml"), settings)?;
    let owned = Command::new("chown").args(["-R", "nobody:"]).arg(&state).arg(&credentials).status()?;
    ensure!(owned.success(), "the directories cannot be given away");
    for (path, bits) in [
        (root.path(), 0o755),
        (&web, 0o755),
        (&state, 0o700),
        (&etc, 0o555),
        (&etc.join("identity.toml"), 0o444),
        (&credentials.join("house-key"), 0o400),
        (&credentials, 0o500),
    ] {
        mode(path, bits)?;
    }
    let unit = std::fs::read_to_string(UNIT)?;
    let given = unit.lines().filter_map(|line| line.strip_prefix("Environment=")?.split_once('='));
    let here = |value: &str| {
        let value = value.replace("%d", &credentials.display().to_string());
        value.replace("/var/lib/portineria", &state.display().to_string())
    };
    let mut command = tokio::process::Command::new("setpriv");
    command
        .args(["--reuid=nobody", "--clear-groups", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"])
        .arg(&web)
        .args(["serve", "--config"])
        .arg(etc.join("identity.toml"))
        .current_dir(&etc)
        .env_clear()
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    for (name, value) in given.filter(|(name, _)| !name.contains("MAIL")) {
        command.env(name, here(value));
    }
    let mut service = command.spawn()?;
    let address = ([127, 0, 0, 1], operations).into();
    let ready = async {
        let mut knocks = interval(Duration::from_millis(10));
        loop {
            knocks.tick().await;
            let answer = exchange(address, &Request::get("/readyz").bytes("localhost")).await;
            if answer.is_ok_and(|answer| answer.status == 200) {
                return;
            }
        }
    };
    let is_ready = tokio::select! {
        ended = service.wait() => { ensure!(ended?.success(), "it ended"); false }
        in_time = timeout(Duration::from_secs(30), ready) => in_time.is_ok(),
    };
    if !is_ready {
        service.kill().await?;
        let output = service.wait_with_output().await?;
        anyhow::bail!("it is not ready: {}", String::from_utf8_lossy(&output.stderr));
    }
    let page =
        exchange(([127, 0, 0, 1], port).into(), &Request::get("/sign-in").bytes(&format!("localhost:{port}"))).await?;
    assert_eq!(page.status, 200);
    for file in ["identity.db", "identity.mark"] {
        assert!(state.join(file).is_file(), "{file}");
    }
    service.kill().await?;
    Ok(())
}
