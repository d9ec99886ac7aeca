//! An installation with so many people in it, and its web app running.

mod filling;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use data_encoding::HEXLOWER;
use identity_core::domain::{
    kernel::{LoginName, SecretToken},
    session::SESSION_PURPOSE,
};
use test_support::process::{Configuration, Home, WebProcess};

pub(crate) use self::filling::PASSWORD;
use crate::{
    http::{Connection, Request},
    process::{hashing_seconds, processor_seconds},
};

/// How many people an organization has.
const PEOPLE_OF_ONE: usize = 100;

/// An installation with people in it.
pub(crate) struct House {
    pub(crate) web: WebProcess,
    pub(crate) port: u16,
    home: Home,
    people: usize,
    forms: Forms,
}

/// What every form of somebody who is not signed in comes back with.
struct Forms {
    visit: String,
    token: String,
}

/// What the server has used at some moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Used {
    pub(crate) all: f64,
    pub(crate) hashing: f64,
}

/// How people belong together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// In organizations of a hundred.
    Many,
    /// In one.
    One,
    /// In one, with something granted to each.
    Granted,
}

impl House {
    /// One in which nobody is refused for asking much.
    pub(crate) async fn of(people: usize) -> Result<Self> {
        Self::configured(people, Configuration::new().set("passwords.queue", 4096)).await
    }

    /// One with a configuration of its own.
    pub(crate) async fn configured(people: usize, configuration: Configuration) -> Result<Self> {
        Self::filled(people, configuration, Kind::Many).await
    }

    /// One in which everybody is of one organization, whose owner is the first. The others cannot sign in: their login
    /// names still have the handles that they had.
    pub(crate) async fn of_one_organization(people: usize) -> Result<Self> {
        Self::filled(people, Configuration::new().set("passwords.queue", 4096), Kind::One).await
    }

    /// The same, where everybody else was granted a profile and a permission.
    pub(crate) async fn of_collaborators(people: usize) -> Result<Self> {
        Self::filled(people, Configuration::new(), Kind::Granted).await
    }

    async fn filled(people: usize, configuration: Configuration, kind: Kind) -> Result<Self> {
        let home = Home::prepare(configuration)?;
        // The first start makes the database.
        WebProcess::start(&home).await?.terminate().await?;
        filling::fill(home.directory(), people).await?;
        if kind != Kind::Many {
            filling::gather(home.directory()).await?;
        }
        if kind == Kind::Granted {
            filling::grant(home.directory()).await?;
        }
        let web = WebProcess::start(&home).await?;
        let port = home.address().rsplit(':').next().context("an address without a port")?.parse()?;
        let forms = Forms::fetch(port).await?;
        Ok(Self { web, port, home, people, forms })
    }

    /// Ends it, and waits until it has.
    pub(crate) async fn end(mut self) -> Result<()> {
        self.web.kill().await
    }

    pub(crate) fn database(&self) -> PathBuf {
        filling::database(self.home.directory())
    }

    pub(crate) fn configuration_file(&self) -> PathBuf {
        self.home.configuration_file()
    }

    pub(crate) fn used(&self) -> Result<Used> {
        let pid = self.web.pid().context("the web app does not run")?;
        Ok(Used { all: processor_seconds(pid)?, hashing: hashing_seconds(pid)? })
    }

    /// Sign-ins of so many people with the right password, beginning with the `first`.
    pub(crate) fn sign_ins(&self, first: usize, count: usize) -> Vec<Request> {
        self.some(first, count).map(|person| self.sign_in(&login(person), PASSWORD)).collect()
    }

    /// A sign-in with these words.
    pub(crate) fn sign_in(&self, login: &str, password: &str) -> Request {
        self.form("/sign-in", &[("login", login), ("password", password), ("next", "/home")])
    }

    /// A page for so many people who are signed in.
    pub(crate) fn pages(&self, path: &str, count: usize) -> Vec<Request> {
        let session = |person| filling::session(person).reveal().to_string();
        self.some(0, count).map(|person| Request::get(path, &format!("__Host-session={}", session(person)))).collect()
    }

    /// The same people's requests to the bare app, which has the digest itself for a cookie.
    pub(crate) fn bare_pages(&self, count: usize) -> Vec<Request> {
        let hex = |person| HEXLOWER.encode(filling::session(person).digest(SESSION_PURPOSE).as_bytes());
        self.some(0, count).map(|person| Request::get("/", &format!("session={}", hex(person)))).collect()
    }

    /// A page for the first person.
    pub(crate) fn page_of_the_first(path: &str) -> Request {
        Self::page_of(0, path)
    }

    /// A page for one person.
    pub(crate) fn page_of(person: usize, path: &str) -> Request {
        Request::get(path, &format!("__Host-session={}", filling::session(person).reveal().as_str()))
    }

    /// Runs the CLI on the same database, and waits for it.
    pub(crate) fn cli(&self, arguments: &[&str], input: &str) -> Result<String> {
        tokio::task::block_in_place(|| self.home.identity(arguments, input)?.succeeds())
    }

    /// Unlocks by the links of so many people, beginning with the `first`. Each can be used once.
    pub(crate) fn unlocks(&self, first: usize, count: usize) -> Vec<Request> {
        let unlock = |person| self.form("/unlock/link", &[("token", filling::unlock_link(person).reveal().as_str())]);
        self.some(first, count).map(unlock).collect()
    }

    /// The login names of so many people.
    pub(crate) fn logins(&self, count: usize) -> Vec<LoginName> {
        self.some(0, count).filter_map(|person| LoginName::read(&login(person))).collect()
    }

    /// The token of the session of one person.
    #[expect(clippy::unused_self, reason = "it is this house's")]
    pub(crate) fn session_of(&self, person: usize) -> SecretToken {
        filling::session(person)
    }

    /// The tokens of so many sessions.
    pub(crate) fn sessions(&self, count: usize) -> Vec<SecretToken> {
        self.some(0, count).map(filling::session).collect()
    }

    fn form(&self, path: &str, fields: &[(&str, &str)]) -> Request {
        let mut all = vec![("csrf", self.forms.token.as_str())];
        all.extend(fields);
        Request::post(path, &format!("__Host-visit={}", self.forms.visit), &all)
    }

    /// People from all over the house: the same ones for the same numbers, and nobody twice within `people` numbers.
    fn some(&self, first: usize, count: usize) -> impl Iterator<Item = usize> {
        // A prime, which no number of people here is a multiple of.
        const STRIDE: usize = 7919;
        let people = self.people;
        (first..first + count).map(move |turn| turn * STRIDE % people)
    }
}

impl Forms {
    async fn fetch(port: u16) -> Result<Self> {
        let mut connection = Connection::open(port).await?;
        let answer = connection.ask(&Request::get("/sign-in", "")).await?;
        let visit = answer.cookie("__Host-visit").context("no visit cookie")?;
        let page = String::from_utf8_lossy(answer.body);
        let token = page
            .split_once("name=\"csrf\" value=\"")
            .and_then(|(_, rest)| rest.split('"').next())
            .context("no form token")?
            .to_owned();
        Ok(Self { visit, token })
    }
}

/// The login name of a person: the first of each organization is its owner.
fn login(person: usize) -> String {
    let (organization, place) = (person / PEOPLE_OF_ONE, person % PEOPLE_OF_ONE);
    match place {
        0 => handle(organization),
        _ => format!("person-{place}/{}", handle(organization)),
    }
}

fn handle(organization: usize) -> String {
    format!("office-{organization}")
}

/// How large a file is, in megabytes.
pub(crate) fn megabytes_of(file: &Path) -> Result<f64> {
    let bytes = std::fs::metadata(file).with_context(|| format!("{} is not there", file.display()))?.len();
    Ok(megabytes(bytes))
}

/// Bytes as megabytes of a million bytes.
pub(crate) fn megabytes(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes / 1000).unwrap_or(u32::MAX)) / 1000.0
}
