use anyhow::{Context, Result};
use test_support::process::{Configuration, Home, WebProcess};

#[test]
fn a_home_has_a_key_for_its_owner_alone_and_a_configuration() -> Result<()> {
    use std::os::unix::fs::PermissionsExt;

    let home = Home::prepare(Configuration::new().set("lockout.limit", 3))?;
    let key = home.directory().join("identity.key");
    assert_eq!(std::fs::read_to_string(&key)?.trim().len(), 64);
    assert_eq!(std::fs::metadata(&key)?.permissions().mode() & 0o777, 0o600);
    let written = std::fs::read_to_string(home.configuration_file())?;
    assert!(written.contains("limit = 3"));
    assert!(written.contains(&format!("base_url = \"{}\"", home.address())));
    Ok(())
}

#[test]
fn nodes_of_one_home_share_all_but_their_ports() -> Result<()> {
    let first = Home::prepare(Configuration::new())?;
    let second = first.another_node(2)?;
    assert_ne!(first.address(), second.address());
    assert_ne!(first.operations_address(), second.operations_address());
    assert_eq!(first.base_url(), second.base_url());
    assert_eq!(first.directory(), second.directory());

    let directory = first.directory().to_owned();
    drop(first);
    assert!(second.configuration_file().is_file());
    drop(second);
    assert!(!directory.exists());
    Ok(())
}

#[test]
fn a_program_is_found_beside_the_test() -> Result<()> {
    let name = std::env::current_exe()?;
    let name = name.file_name().and_then(|name| name.to_str()).context("no name")?;
    assert!(test_support::process::program(name).is_ok());
    assert!(test_support::process::program("no-such-program").is_err());
    Ok(())
}

#[tokio::test]
#[ignore = "needs the programs of the workspace: run tests/run"]
async fn the_web_app_is_killed_started_again_and_ended_in_good_order() -> Result<()> {
    let home = Home::prepare(Configuration::new())?;
    let mut web = WebProcess::start(&home).await?;
    let first = web.pid().context("it does not run")?;
    assert!(web.memory()? > 1 << 20 && web.peak_memory()? >= web.memory()? / 2);
    assert!(web.open_files()? > 3);
    assert!(!reqwest::get(web.url("/sign-in")).await?.text().await?.is_empty());

    web.kill().await?;
    assert!(web.memory().is_err());
    web.restart().await?;
    assert_ne!(web.pid(), Some(first));
    assert!(web.processor_time()? > std::time::Duration::ZERO);

    assert!(web.terminate().await?.success(), "{}", web.stderr()?);
    assert!(web.pid().is_none());
    assert!(!format!("{}{}", web.stdout()?, web.stderr()?).is_empty());
    Ok(())
}

#[tokio::test]
#[ignore = "needs the programs of the workspace: run tests/run"]
async fn an_app_that_does_not_start_says_why() -> Result<()> {
    let home = Home::prepare(Configuration::new().set("lockout.limit", "many"))?;
    let reason = format!("{:#}", WebProcess::start(&home).await.unwrap_err());
    assert!(reason.contains("limit"), "{reason}");
    let answer = home.identity(&["organization", "list"], "")?;
    assert!(answer.succeeds().is_err());
    Ok(())
}
