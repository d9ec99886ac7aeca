//! An installation with people in it.

use anyhow::{Context, Result, ensure};
use data_encoding::HEXLOWER;
use serde_json::Value;
use test_support::postgres::{Cluster, TestDatabase};
use test_support::process::{Configuration, Home, WebProcess};
use test_support::smtp::{Encryption, Mail, Sink};

/// Where a house keeps everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Database {
    Sqlite,
    Postgresql,
}

/// The web app on a database, with a mail server beside it.
#[derive(Debug)]
pub(crate) struct House {
    web: WebProcess,
    sink: Sink,
    /// After the web app, which is connected to it.
    database: Option<TestDatabase>,
}

/// Somebody with an account.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Person {
    pub(crate) login: &'static str,
    pub(crate) name: &'static str,
    pub(crate) address: &'static str,
    pub(crate) language: &'static str,
    pub(crate) password: &'static str,
}

/// The owner of the studio, who reads English.
pub(crate) const GIULIA: Person = Person {
    login: "studio-rossi",
    name: "Giulia Rossi",
    address: "giulia.rossi@studio-rossi.example",
    language: "en",
    password: "sette nani e una mela",
};

/// One who works there and reads Italian.
pub(crate) const NORA: Person = Person {
    login: "nora/studio-rossi",
    name: "Nora Caputo",
    address: "nora.caputo@mail.example",
    language: "it",
    password: "quattro gatti sul tetto",
};

/// One who works there and reads English.
pub(crate) const MARCO: Person = Person {
    login: "marco/studio-rossi",
    name: "Marco Bianchi",
    address: "marco.bianchi@mail.example",
    language: "en",
    password: "three boats in a bottle",
};

/// Another one.
pub(crate) const BRUNO: Person = Person {
    login: "bruno/studio-rossi",
    name: "Bruno Galli",
    address: "bruno.galli@mail.example",
    language: "en",
    password: "nine clocks and no time",
};

/// What nobody's password is.
pub(crate) const WRONG: &str = "not the password at all";

impl House {
    /// An empty one: nobody lives there.
    pub(crate) async fn open(database: Database) -> Result<Self> {
        let sink = Sink::start().await?;
        let configuration = Configuration::new().mail_to(&sink, Encryption::StartTls).operator(
            "Help desk",
            "+39 06 5550 0199",
            "help@portineria.example",
            "9-18",
        );
        let configuration = configuration.set("policy_bounds.limit_least", 2).set("policy_bounds.limit_most", 10);
        let (configuration, database) = match database {
            Database::Sqlite => (configuration, None),
            Database::Postgresql => {
                let database = Cluster::shared()?.database()?;
                (configuration.on(&database), Some(database))
            }
        };
        let web = WebProcess::start(&Home::prepare(configuration)?).await?;
        Ok(Self { web, sink, database })
    }

    /// Opens the studio with its owner, and adds these people.
    pub(crate) fn studio(&self, people: &[Person]) -> Result<()> {
        self.organization(&GIULIA, "Studio Rossi", &[])?;
        people.iter().try_for_each(|person| self.add(person))
    }

    /// Opens an organization with its owner, who has a password already.
    pub(crate) fn organization(&self, owner: &Person, name: &str, options: &[&str]) -> Result<()> {
        let fixed = [
            "organization",
            "open",
            "--handle",
            owner.login,
            "--name",
            name,
            "--owner-name",
            owner.name,
            "--owner-address",
            owner.address,
            "--language",
            owner.language,
            "--password-stdin",
        ];
        self.cli(&[&fixed, options].concat(), owner.password).map(drop)
    }

    /// Adds somebody who has a password already.
    pub(crate) fn add(&self, person: &Person) -> Result<()> {
        let arguments = [
            "account",
            "add",
            person.login,
            "--name",
            person.name,
            "--address",
            person.address,
            "--language",
            person.language,
            "--password-stdin",
        ];
        self.cli(&arguments, person.password).map(drop)
    }

    /// What `identity account show` knows of somebody.
    pub(crate) fn account(&self, person: &Person) -> Result<Value> {
        let shown = self.cli(&["--json", "account", "show", person.login], "")?;
        let shown: Value = serde_json::from_str(&shown)?;
        Ok(shown["account"].clone())
    }

    /// Runs the CLI as the operator at the server.
    pub(crate) fn cli(&self, arguments: &[&str], input: &str) -> Result<String> {
        self.web
            .home()
            .identity(arguments, &format!("{input}\n"))?
            .succeeds()
            .with_context(|| format!("identity {}", arguments.join(" ")))
    }

    /// An address of it.
    pub(crate) fn url(&self, path: &str) -> String {
        self.web.url(path)
    }

    /// Where it lives, for commands that end with another code than zero.
    pub(crate) fn web_home(&self) -> &Home {
        self.web.home()
    }

    /// Its mail server.
    pub(crate) fn sink(&self) -> &Sink {
        &self.sink
    }

    /// The first mail to this address with a subject that holds this, waiting for it if need be.
    pub(crate) async fn mail(&self, to: &str, subject: &str) -> Result<Mail> {
        self.mail_after(0, to, subject).await
    }

    /// The same among those that came after the first `seen`.
    pub(crate) async fn mail_after(&self, seen: usize, to: &str, subject: &str) -> Result<Mail> {
        let mail = self
            .sink
            .wait_for_after(seen, |mail| mail.recipients() == [to] && mail.subject().contains(subject))
            .await
            .with_context(|| format!("{subject:?} to {to}"))?;
        ensure!(mail.encrypted(), "it came in the clear");
        ensure!(!mail.raw().is_empty() && !mail.text().is_empty() && !mail.html().is_empty());
        Ok(mail)
    }

    /// How many mails have come.
    pub(crate) fn mails_so_far(&self) -> usize {
        self.sink.mails().len()
    }

    /// Everything that is kept: the database as it lies on the disk, or as a backup holds it, and the log.
    pub(crate) fn everything_kept(&self) -> Result<Vec<u8>> {
        let mut all = self.web.stderr()?.into_bytes();
        all.extend(self.web.stdout()?.into_bytes());
        match &self.database {
            Some(database) => all.extend(database.dump()?.into_bytes()),
            None => {
                for file in ["identity.db", "identity.db-wal"] {
                    let file = self.web.home().directory().join(file);
                    all.extend(std::fs::read(&file).with_context(|| file.display().to_string())?);
                }
            }
        }
        Ok(all)
    }

    /// The end of a story; a bad one comes with the last lines of the log.
    pub(crate) fn explained(&self, end: Result<()>) -> Result<()> {
        end.with_context(|| {
            let log = self.web.stderr().unwrap_or_default();
            let lines: Vec<&str> = log.lines().collect();
            lines[lines.len().saturating_sub(12)..].join("\n")
        })
    }
}

/// Whether this text is somewhere in there: as it is, or as hexadecimal digits of its bytes.
pub(crate) fn holds(kept: &[u8], text: &str) -> bool {
    let digits = HEXLOWER.encode(text.as_bytes());
    [text, digits.as_str()].iter().any(|wanted| kept.windows(wanted.len()).any(|part| part == wanted.as_bytes()))
}
