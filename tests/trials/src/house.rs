//! A running house: one or more nodes on one database, an SMTP sink, and an operator who works on the same database.

mod crowd;

use std::net::SocketAddr;

use anyhow::{Context, Result, ensure};
use clap::ValueEnum;
use identity_core::application::account::NewAccount;
use identity_core::application::authority::Authority;
use identity_core::application::invitation::NewInvitation;
use identity_core::application::organization::NewOrganization;
use identity_core::change::{Actor, AuditEvent, AuditKind, Change, SessionWrite};
use identity_core::domain::invitation::Invitation;
use identity_core::domain::kernel::{
    DisplayName, EmailAddress, Handle, Id, Language, Lifetime, LoginName, MemberName, SecretToken, ShortText,
};
use identity_core::domain::organization::Organization;
use identity_core::domain::session::{SESSION_PURPOSE, Session, Source};
use identity_core::domain::{account::Account, permission::RightsWish};
use identity_core::ports::{Landing, Ledger, Sessions};
use identity_settings::{Settings, attach};
use serde::Serialize;
use test_support::postgres::{Cluster, TestDatabase};
use test_support::process::{Configuration, Home, WebProcess};
use test_support::smtp::{Encryption, Sink};

use crate::visitor::Visitor;
use crate::wire::{Request, exchange};

/// The right password of everybody in a trial.
pub const PASSWORD: &str = "sette aringhe nel cassetto";

/// Where everything is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Database {
    /// A file; one node.
    Sqlite,
    /// A throw-away server.
    Postgres,
}

/// A running house.
pub struct House {
    /// Its nodes.
    pub nodes: Vec<WebProcess>,
    /// Where its mail goes.
    pub sink: Sink,
    /// Nobody, while the operator works with other programs.
    operator: Option<identity_settings::House>,
    /// Dropped after the nodes.
    database: Option<TestDatabase>,
}

impl House {
    /// Opens one with an empty database.
    ///
    /// # Errors
    /// Something of it does not start.
    pub async fn open(database: Database, nodes: usize, configuration: Configuration) -> Result<Self> {
        ensure!(nodes > 0, "no house without a node");
        let sink = Sink::start().await?;
        let mut configuration = configuration.mail_to(&sink, Encryption::StartTls);
        let database = match database {
            Database::Sqlite => {
                ensure!(nodes == 1, "SQLite is for one node");
                None
            }
            Database::Postgres => Some(Cluster::shared()?.database()?),
        };
        if let Some(database) = &database {
            configuration = configuration.on(database);
        }
        let home = Home::prepare(configuration)?;
        let mut running = vec![WebProcess::start(&home).await?];
        for number in 2..=nodes {
            running.push(WebProcess::start(&home.another_node(number)?).await?);
        }
        let settings = Settings::load(Some(&home.configuration_file()), std::iter::empty())?;
        let operator = attach(&settings).await?;
        Ok(Self { nodes: running, sink, operator: Some(operator), database })
    }

    /// The `PostgreSQL` database, where there is one.
    #[must_use]
    pub const fn database(&self) -> Option<&TestDatabase> {
        self.database.as_ref()
    }

    /// The directory of the first node, and the CLI on its configuration.
    ///
    /// # Errors
    /// There is no node.
    pub fn home(&self) -> Result<&Home> {
        Ok(self.nodes.first().context("no node")?.home())
    }

    /// Where a node serves its pages.
    ///
    /// # Errors
    /// There is no such node.
    pub fn address(&self, node: usize) -> Result<SocketAddr> {
        of_url(&self.nodes.get(node).context("no such node")?.home().address())
    }

    /// A browser that has never been here, at a node.
    ///
    /// # Errors
    /// There is no such node.
    pub fn visitor(&self, node: usize) -> Result<Visitor> {
        Ok(Visitor::new(self.address(node)?))
    }

    /// A browser that is signed in.
    ///
    /// # Errors
    /// It is not let in.
    pub async fn signed_in(&self, login: &str) -> Result<Visitor> {
        let mut visitor = self.visitor(0)?;
        let answer = visitor.sign_in(login, PASSWORD).await?;
        ensure!(answer.status == 303, "{login} is not let in: {}", answer.status);
        Ok(visitor)
    }

    /// What a node has counted of itself under a name.
    ///
    /// # Errors
    /// It does not answer, or counts nothing of the name.
    pub async fn counted(&self, node: usize, name: &str) -> Result<u64> {
        let home = self.nodes.get(node).context("no such node")?.home();
        let address = of_url(&home.operations_address())?;
        let metrics = exchange(address, &Request::get("/metrics").bytes("localhost")).await?;
        let line = metrics.body.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        Ok(line.with_context(|| format!("no {name}"))?.trim().parse()?)
    }

    /// How many secrets a node has evaluated since it started.
    ///
    /// # Errors
    /// It does not answer.
    pub async fn evaluated_by(&self, node: usize) -> Result<u64> {
        self.counted(node, "identity_password_evaluations_total").await
    }

    /// How many secrets all nodes have evaluated since each started.
    ///
    /// # Errors
    /// One does not answer.
    pub async fn evaluated(&self) -> Result<u64> {
        let mut sum = 0;
        for node in 0..self.nodes.len() {
            sum += self.evaluated_by(node).await?;
        }
        Ok(sum)
    }

    /// Kills every node at once and starts all again.
    ///
    /// # Errors
    /// One does not come back.
    pub async fn restart(&mut self) -> Result<()> {
        for node in &mut self.nodes {
            node.kill().await?;
        }
        for node in &mut self.nodes {
            node.restart().await?;
        }
        Ok(())
    }

    /// The operator who works on the same database.
    ///
    /// # Errors
    /// They have left.
    pub fn operator(&self) -> Result<&identity_settings::House> {
        self.operator.as_ref().context("the operator has left")
    }

    /// The operator leaves the database to other programs.
    pub fn leave(&mut self) {
        self.operator = None;
    }

    /// The operator comes back to it.
    ///
    /// # Errors
    /// The database cannot be worked on.
    pub async fn come_back(&mut self) -> Result<()> {
        let settings = Settings::load(Some(&self.home()?.configuration_file()), std::iter::empty())?;
        self.operator = Some(attach(&settings).await?);
        Ok(())
    }

    /// Opens an organization whose owner has the trial's password.
    ///
    /// # Errors
    /// It is refused.
    pub async fn organization(&self, handle: &str, owner_address: Option<&str>) -> Result<Id<Organization>> {
        let new = NewOrganization {
            handle: Handle::parse(handle)?,
            name: DisplayName::parse("Ditta Prova")?,
            contact: None,
            language: Language::ENGLISH,
            owner_name: DisplayName::parse("Olga")?,
            owner_address: owner_address.map(EmailAddress::parse).transpose()?,
            password: Some(PASSWORD),
            policy: None,
        };
        let organizations = self.operator()?.identity.organizations();
        Ok(organizations.open(&authority()?, new, &Source::local()).await?)
    }

    /// Defines an account that has the trial's password.
    ///
    /// # Errors
    /// It is refused.
    pub async fn person(
        &self,
        organization: Id<Organization>,
        name: &str,
        address: Option<&str>,
        rights: RightsWish,
    ) -> Result<Id<Account>> {
        self.account(organization, name, address, rights, Some(PASSWORD)).await
    }

    /// Defines an account that has no password yet; with an address, the person is sent the link to choose one.
    ///
    /// # Errors
    /// It is refused.
    pub async fn newcomer(
        &self,
        organization: Id<Organization>,
        name: &str,
        address: Option<&str>,
    ) -> Result<Id<Account>> {
        self.account(organization, name, address, RightsWish::default(), None).await
    }

    /// Invites somebody in Italian, on the operator's word; the person is sent the link.
    ///
    /// # Errors
    /// It is refused.
    pub async fn invite(&self, organization: Id<Organization>, name: &str, address: &str) -> Result<Id<Invitation>> {
        let new = NewInvitation {
            name: MemberName::parse(name)?,
            display_name: DisplayName::parse(name)?,
            language: Language::ITALIAN,
            address: EmailAddress::parse(address)?,
            rights: RightsWish::default(),
            ends_at: None,
        };
        let invitations = self.operator()?.identity.invitations();
        Ok(invitations.offer(&authority()?, organization, new, &Source::local()).await?)
    }

    /// Suspends an account.
    ///
    /// # Errors
    /// It is refused.
    pub async fn suspend(&self, id: Id<Account>) -> Result<()> {
        let accounts = self.operator()?.identity.accounts();
        Ok(accounts.suspend(&authority()?, id, &Source::local()).await?)
    }

    /// Ends the lockout of an account.
    ///
    /// # Errors
    /// It is refused.
    pub async fn unlock(&self, id: Id<Account>) -> Result<()> {
        let lockouts = self.operator()?.identity.lockouts();
        Ok(lockouts.clear(&authority()?, id, &Source::local()).await?)
    }

    /// The account behind a login name, as it is now.
    ///
    /// # Errors
    /// There is none.
    pub async fn account_of(&self, login: &str) -> Result<Account> {
        let name = LoginName::read(login).context("no login name")?;
        let accounts = self.operator()?.identity.accounts();
        Ok(accounts.by_login(&name).await?.context("no such account")?.value)
    }

    /// Makes it long ago that the person behind a session proved to be there.
    ///
    /// # Errors
    /// There is no such session.
    pub async fn grow_stale(&self, session: &str) -> Result<()> {
        let digest = SecretToken::parse(session)?.digest(SESSION_PURPOSE);
        let operator = self.operator()?;
        let found = operator.store.session(&digest).await?;
        let found = found.context("no such session")?.session;
        let event = AuditEvent {
            at: operator.identity.now(),
            actor: Actor::House,
            acts_for: None,
            from: Source::local(),
            organization: None,
            subject: Some(found.account),
            what: AuditKind::SessionNamed,
        };
        let session = Session { proven_at: found.proven_at.minus(Lifetime::hours(2)), ..found };
        let token = session.token;
        let change = Change::recorded_as(event).write(SessionWrite::Rotate { session, token });
        let key = operator.identity.derived_key("trial");
        let stamped = change.stamped(&key, |event| anyhow::Ok(Id::new(event.at, [0; 10])))?;
        let landing = operator.store.commit(stamped).await?;
        ensure!(landing == Landing::Landed, "the session has moved");
        Ok(())
    }

    /// Bars a name, whether anybody has it or not, as strangers do.
    ///
    /// # Errors
    /// It does not become barred.
    pub async fn bar(&self, login: &str) -> Result<()> {
        for _ in 0..self.operator()?.identity.rules().lockout.limit() {
            let mut stranger = self.visitor(0)?;
            stranger.sign_in(login, "certamente sbagliata").await?;
        }
        let answer = self.visitor(0)?.sign_in(login, PASSWORD).await?;
        ensure!(answer.status == 403, "{login} is not barred: {}", answer.status);
        Ok(())
    }

    async fn account(
        &self,
        organization: Id<Organization>,
        name: &str,
        address: Option<&str>,
        rights: RightsWish,
        password: Option<&str>,
    ) -> Result<Id<Account>> {
        let new = NewAccount {
            name: MemberName::parse(name)?,
            display_name: DisplayName::parse("Nora")?,
            language: Language::ENGLISH,
            contact: address.map(EmailAddress::parse).transpose()?,
            rights,
            ends_at: None,
            password,
        };
        let accounts = self.operator()?.identity.accounts();
        Ok(accounts.register(&authority()?, organization, new, &Source::local()).await?)
    }
}

fn authority() -> Result<Authority<'static>> {
    Ok(Authority::Operator(ShortText::parse("trial")?))
}

/// `http://localhost:PORT`, as a socket has it.
///
/// # Errors
/// It ends in no port.
pub fn of_url(url: &str) -> Result<SocketAddr> {
    let port = url.rsplit(':').next().context("no port")?.parse::<u16>()?;
    Ok(SocketAddr::from(([127, 0, 0, 1], port)))
}
