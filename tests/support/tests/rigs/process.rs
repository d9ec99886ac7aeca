use anyhow::{Context, Result};
use test_support::process::{Configuration, Home};

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
    let name = name
        .file_name()
        .and_then(|name| name.to_str())
        .context("no name")?;
    assert!(test_support::process::program(name).is_ok());
    assert!(test_support::process::program("no-such-program").is_err());
    Ok(())
}
