//! The floors of `identity-core`: each knows itself and those below it.

use anyhow::Result;
use architecture_tests::{Repository, Source};

const CORE: &str = "crates/identity-core/src";

/// What nouns and what becomes of them have no use for: time, chance, the outside, and whatever waits for it.
const NOT_PURE: [&str; 23] = [
    "async",
    "await",
    "async_trait",
    "SystemTime",
    "Instant",
    "std::env",
    "std::fs",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "ToSocketAddrs",
    "std::thread",
    "std::process",
    "print!",
    "println!",
    "eprintln!",
    "tracing",
    "serde",
    "sqlx",
    "sea_orm",
    "getrandom",
    "tokio",
    "chrono",
];

#[test]
fn each_floor_knows_only_those_below_it() -> Result<()> {
    let mut wrong = Vec::new();
    for (floor, below) in [
        ("domain", ["domain"].as_slice()),
        ("change", &["domain", "change"]),
        ("ports", &["domain", "change", "ports"]),
        // `identity` is the object that lends the use cases out, and that they borrow the ports from.
        ("application", &["domain", "change", "ports", "application", "identity"]),
    ] {
        for (file, source) in sources(floor)? {
            for root in source.roots() {
                if !below.contains(&root.as_str()) {
                    wrong.push(format!("{file} names crate::{root}"));
                }
            }
            for above in ["change", "ports", "application"] {
                // A path that climbs out of its floor and down into another.
                if !below.contains(&above) && source.mentions(&format!("super::{above}")) {
                    wrong.push(format!("{file} names super::{above}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}

#[test]
fn nouns_and_changes_are_pure() -> Result<()> {
    let mut wrong = Vec::new();
    for (file, source) in sources("domain")?.into_iter().chain(sources("change")?) {
        for word in NOT_PURE {
            if source.mentions(word) {
                wrong.push(format!("{file} mentions {word}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}

#[test]
fn the_core_asks_nobody_for_time_chance_or_files() -> Result<()> {
    let mut wrong = Vec::new();
    for floor in ["domain", "change", "ports", "application"] {
        for (file, source) in sources(floor)? {
            for word in ["SystemTime", "Instant", "std::env", "std::fs", "TcpStream", "UdpSocket", "getrandom"] {
                if source.mentions(word) {
                    wrong.push(format!("{file} mentions {word}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}

/// The files of a floor but for those that hold nothing but tests.
fn sources(floor: &str) -> Result<Vec<(String, Source)>> {
    let repository = Repository::find()?;
    let mut files = repository.files(&format!("{CORE}/{floor}"))?;
    files.push(format!("{CORE}/{floor}.rs").into());
    let found: Vec<(String, Source)> = files
        .iter()
        .filter(|file| file.file_stem().is_some_and(|stem| stem != "tests"))
        .filter_map(|file| Some((file.display().to_string(), Source::read(&repository.text(file)?))))
        .collect();
    assert!(!found.is_empty(), "no floor {floor}");
    Ok(found)
}
