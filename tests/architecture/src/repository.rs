//! The repository as files and crates.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use cargo_metadata::{DependencyKind, MetadataCommand};

/// Where a crate of the workspace lives, in the order in which they may know each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Room {
    /// `crates/identity-core`.
    Core,
    /// `crates/identity-testkit`.
    Testkit,
    /// `adapters/`.
    Adapter,
    /// `apps/`.
    App,
    /// `tests/`.
    Test,
}

/// A crate of the workspace.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Where it lives.
    pub room: Room,
    /// Its folder.
    pub folder: PathBuf,
    /// The crates of the workspace that it needs, without those that its tests need.
    pub needs: Vec<String>,
}

/// The repository that this crate is part of.
#[derive(Debug, Clone)]
pub struct Repository {
    root: PathBuf,
}

impl Repository {
    /// Finds it.
    ///
    /// # Errors
    /// This crate is not two folders below it.
    pub fn find() -> Result<Self> {
        // As cargo says now: a build directory that several clones share may hold this program built in another one.
        let here = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = here.ancestors().nth(2).context("no workspace above this crate")?;
        ensure!(root.join("Cargo.lock").is_file(), "no workspace above this crate");
        Ok(Self { root: root.to_owned() })
    }

    /// Its root folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Its crates, as cargo knows them.
    ///
    /// # Errors
    /// Cargo cannot read the manifests, or a crate lives in no known room.
    pub fn members(&self) -> Result<Vec<Member>> {
        let metadata = MetadataCommand::new()
            .manifest_path(self.root.join("Cargo.toml"))
            .no_deps()
            .other_options(["--offline".to_owned(), "--locked".to_owned()])
            .exec()?;
        let names: Vec<String> = metadata.packages.iter().map(|package| package.name.to_string()).collect();
        metadata
            .packages
            .iter()
            .map(|package| {
                let folder =
                    package.manifest_path.parent().context("a manifest in no folder")?.to_owned().into_std_path_buf();
                let needs = package
                    .dependencies
                    .iter()
                    .filter(|one| one.kind != DependencyKind::Development)
                    .map(|one| one.name.clone())
                    .filter(|name| names.contains(name))
                    .collect();
                Ok(Member { name: package.name.to_string(), room: self.room(&folder)?, folder, needs })
            })
            .collect()
    }

    /// What a crate resolves to without its development: every crate that ends up in a product that uses it.
    ///
    /// # Errors
    /// Cargo cannot resolve it without the network.
    pub fn resolved(&self, name: &str) -> Result<Vec<String>> {
        let output = Command::new(env!("CARGO"))
            .current_dir(&self.root)
            .args(["tree", "--offline", "--locked", "-p", name])
            .args(["-e", "normal", "--prefix", "none", "-f", "{p}"])
            .output()?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout)?;
        let mut names: Vec<String> = text
            .lines()
            .filter_map(|line| line.split_whitespace().next())
            .filter(|found| *found != name)
            .map(str::to_owned)
            .collect();
        names.sort();
        names.dedup();
        Ok(names)
    }

    /// Every file below a folder that is part of the repository, with its path from the root.
    ///
    /// # Errors
    /// A folder cannot be read.
    pub fn files(&self, below: &str) -> Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        collect(&self.root.join(below), &mut found)?;
        found.sort();
        Ok(found.iter().filter_map(|path| path.strip_prefix(&self.root).ok()).map(Path::to_owned).collect())
    }

    /// The text of a file, unless it is no text.
    #[must_use]
    pub fn text(&self, file: &Path) -> Option<String> {
        std::fs::read_to_string(self.root.join(file)).ok()
    }

    fn room(&self, folder: &Path) -> Result<Room> {
        let path = folder.strip_prefix(&self.root)?;
        let text = path.to_string_lossy();
        match text.as_ref() {
            "crates/identity-core" => Ok(Room::Core),
            "crates/identity-testkit" => Ok(Room::Testkit),
            _ if text.starts_with("adapters/") => Ok(Room::Adapter),
            _ if text.starts_with("apps/") => Ok(Room::App),
            _ if text.starts_with("tests/") => Ok(Room::Test),
            _ => anyhow::bail!("{text} is in no room that this test knows"),
        }
    }
}

/// Leaves out what tools put there: version control, build output, packages.
fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_symlink() || matches!(name.as_ref(), ".git" | "target" | "node_modules") {
            continue;
        }
        if path.is_dir() {
            collect(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}
