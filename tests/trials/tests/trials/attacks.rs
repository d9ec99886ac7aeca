//! Attacks that real products fell to, against one running process. Each test bears the row that it comes from; rows
//! about what other tests hold already (L01 and R2 by the trials, L08 also by the unit tests of the web app, X04 by those
//! of the mail adapter) are not repeated here.

mod discovery;
mod guessing;
mod injection;
mod invitations;
mod logs;
mod permissions;
mod recovery;
mod secrecy;
mod sessions;
mod tokens;
mod web;

use anyhow::{Context, Result, ensure};
use identity_core::domain::kernel::Id;
use identity_core::domain::organization::Organization;
use identity_core::domain::{account::Account, permission::RightsWish};
use test_support::process::Configuration;
use test_support::smtp::Mail;
use trials::house::{Database, House};
use trials::r2::token_in;
use trials::visitor::Visitor;
use trials::wire::Answer;

const WRONG: &str = "certamente sbagliata ora";
const NEXT_PASSWORD: &str = "otto barattoli di marmellata";

/// One node on a file, with the organization `ditta`: its owner, the administrator `anna`, and the members `nora` and
/// `vito`; all have the trial's password and an address at `mail.example`.
struct Scene {
    house: House,
    ditta: Id<Organization>,
    _room: tokio::sync::RwLockReadGuard<'static, ()>,
}

impl Scene {
    async fn set() -> Result<Self> {
        Self::set_on(Configuration::new()).await
    }

    async fn set_on(configuration: Configuration) -> Result<Self> {
        let room = crate::ROOM.read().await;
        let house = House::open(Database::Sqlite, 1, configuration).await?;
        let ditta = house.organization("ditta", Some("olga@mail.example")).await?;
        let people =
            [("anna", RightsWish::administration()), ("nora", RightsWish::default()), ("vito", RightsWish::default())];
        for (name, rights) in people {
            let address = format!("{name}@mail.example");
            house.person(ditta, name, Some(&address), rights).await?;
        }
        Ok(Self { house, ditta, _room: room })
    }

    fn visitor(&self) -> Result<Visitor> {
        self.house.visitor(0)
    }

    async fn signed_in(&self, login: &str) -> Result<Visitor> {
        self.house.signed_in(login).await
    }

    async fn account(&self, login: &str) -> Result<Account> {
        self.house.account_of(login).await
    }

    /// Tries a password once, as a browser that has never been here; answers the status.
    async fn try_password(&self, login: &str, password: &str) -> Result<u16> {
        Ok(self.visitor()?.sign_in(login, password).await?.status)
    }

    /// Asks for a mail about a name, as a stranger.
    async fn ask(&self, path: &str, login: &str) -> Result<Answer> {
        self.visitor()?.post(path, &[("login", login)]).await
    }

    /// The next mail to an address that has a link to this path.
    async fn mail(&self, address: &str, path: &str) -> Result<Mail> {
        self.mail_after(0, address, path).await
    }

    async fn mail_after(&self, seen: usize, address: &str, path: &str) -> Result<Mail> {
        let is_it = |mail: &Mail| is_to(mail, address) && mail.link(path).is_some();
        self.house.sink.wait_for_after(seen, is_it).await
    }

    /// Has a link mailed, and answers its secret.
    async fn token(&self, ask: &str, login: &str, path: &str) -> Result<String> {
        let seen = self.house.sink.mails().len();
        self.ask(ask, login).await?;
        let name = login.split('/').next().unwrap_or_default();
        let mail = self.mail_after(seen, &format!("{name}@mail.example"), path).await?;
        token_in(&mail, path).context("no secret in the link")
    }

    /// Has the operator print the link that gives an account back, and answers its secret.
    fn break_glass(&self, login: &str) -> Result<String> {
        let printed = self.command(&["break-glass", login, "--reason", "a trial", "--yes", "--json"])?;
        let printed: serde_json::Value = serde_json::from_str(&printed)?;
        let link = printed["link"].as_str().context("no link")?;
        Ok(link.rsplit('/').next().context("no secret")?.to_owned())
    }

    /// Waits until no letter is on its way any more.
    async fn let_the_outbox_rest(&self) -> Result<()> {
        for _ in 0..600 {
            let mut waiting = 0;
            for state in ["queued", "sending"] {
                let listed = self.command(&["outbox", "list", "--state", state, "--json"])?;
                waiting += serde_json::from_str::<serde_json::Value>(&listed)?["letters"]
                    .as_array()
                    .context("no list of letters")?
                    .len();
            }
            if waiting == 0 {
                return Ok(());
            }
            tokio::task::yield_now().await;
        }
        anyhow::bail!("letters are still on their way")
    }

    fn command(&self, arguments: &[&str]) -> Result<String> {
        self.house.home()?.identity(arguments, "")?.succeeds()
    }
}

fn is_to(mail: &Mail, address: &str) -> bool {
    mail.recipients().iter().any(|to| to == address)
}

/// Makes sure that a page is the one for whoever is not signed in.
fn is_shut_out(answer: &Answer) -> Result<()> {
    ensure!(
        answer.status == 303 && answer.header("location").starts_with("/sign-in"),
        "{} {}",
        answer.status,
        answer.header("location")
    );
    Ok(())
}
