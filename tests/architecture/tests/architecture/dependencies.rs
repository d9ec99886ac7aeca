//! Who may know whom.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use architecture_tests::{Member, Repository, Room};

/// What `identity-core` may resolve to. It grows only with a reason in a decision record.
const ALLOWED: &str = include_str!("../../identity-core.allowed");

#[test]
fn dependencies_point_inwards() -> Result<()> {
    let members = Repository::find()?.members()?;
    let rooms: BTreeMap<&str, Room> = members.iter().map(|member| (member.name.as_str(), member.room)).collect();
    let mut wrong = Vec::new();
    for member in members.iter().filter(|member| member.room != Room::Test) {
        for need in &member.needs {
            let other = rooms.get(need.as_str()).context("an unknown crate")?;
            // The one crate of an app's room that the others share.
            let shared = need == "identity-settings" && member.room == Room::App;
            if *other >= member.room && !shared {
                wrong.push(format!("{} needs {need}", member.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}

#[test]
fn the_core_needs_no_crate_of_the_workspace() -> Result<()> {
    let members = Repository::find()?.members()?;
    let core = named(&members, "identity-core")?;
    assert!(core.needs.is_empty(), "{:?}", core.needs);
    Ok(())
}

#[test]
fn nothing_but_tests_needs_the_rigs_of_tests() -> Result<()> {
    let members = Repository::find()?.members()?;
    for member in members.iter().filter(|member| member.room != Room::Test) {
        assert!(!member.needs.contains(&"test-support".to_owned()), "{}", member.name);
    }
    Ok(())
}

#[test]
fn the_core_resolves_to_a_short_list() -> Result<()> {
    let resolved = Repository::find()?.resolved("identity-core")?;
    let allowed: Vec<&str> = ALLOWED.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    assert!(resolved.iter().any(|name| name == "hmac"), "{resolved:?}");
    let newcomers: Vec<&String> = resolved.iter().filter(|name| !allowed.contains(&name.as_str())).collect();
    assert!(newcomers.is_empty(), "not in the list: {newcomers:?}");
    let gone: Vec<&&str> = allowed.iter().filter(|name| !resolved.iter().any(|found| found == **name)).collect();
    assert!(gone.is_empty(), "no longer needed, take them off the list: {gone:?}");
    Ok(())
}

fn named<'a>(members: &'a [Member], name: &str) -> Result<&'a Member> {
    members.iter().find(|member| member.name == name).with_context(|| format!("no crate {name}"))
}
