//! R2, once means once: whatever is good for one use is accepted once, however often it arrives at the same moment.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use identity_core::domain::permission::RightsWish;
use serde::Serialize;
use test_support::process::Configuration;
use test_support::smtp::Mail;

use crate::checker::{ANSWERED_WITHIN, check};
use crate::history::{History, Kind, Outcome, Record, read};
use crate::house::{Database, House, PASSWORD};
use crate::visitor::Visitor;
use crate::volley::{Shot, fire};

const NEW_PASSWORD: &str = "otto barattoli di marmellata";

/// How large a trial is.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Of each kind so many.
    pub secrets: usize,
    /// How often each arrives at the same moment.
    pub redemptions: usize,
    /// Where everything is kept.
    pub database: Database,
    /// Over how many nodes.
    pub nodes: usize,
}

/// What was seen.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    trial: &'static str,
    database: Database,
    nodes: usize,
    kinds: Vec<&'static str>,
    secrets: usize,
    redemptions: usize,
    accepted: usize,
    refused: usize,
    busy: usize,
    broken: usize,
    history: String,
    /// What the checker found.
    pub violations: Vec<String>,
}

/// What is good for one use.
#[derive(Debug, Clone, Copy)]
enum Secret {
    UnlockLink,
    UnlockCode,
    ResetLink,
    WelcomeLink,
    NewAddressLink,
    OldAddressLink,
    BreakGlassLink,
    InvitationLink,
    SessionRotation,
}

impl Secret {
    const ALL: [Self; 9] = [
        Self::UnlockLink,
        Self::UnlockCode,
        Self::ResetLink,
        Self::WelcomeLink,
        Self::NewAddressLink,
        Self::OldAddressLink,
        Self::BreakGlassLink,
        Self::InvitationLink,
        Self::SessionRotation,
    ];

    const fn word(self) -> &'static str {
        match self {
            Self::UnlockLink => "unlock-link",
            Self::UnlockCode => "unlock-code",
            Self::ResetLink => "reset-link",
            Self::WelcomeLink => "welcome-link",
            Self::NewAddressLink => "new-address-link",
            Self::OldAddressLink => "old-address-link",
            Self::BreakGlassLink => "break-glass-link",
            Self::InvitationLink => "invitation-link",
            Self::SessionRotation => "session-rotation",
        }
    }
}

/// Runs the trial and leaves its history in a directory.
///
/// # Errors
/// The rig fails; what the house does wrong is in the report.
pub async fn run(plan: Plan, directory: &Path) -> Result<Report> {
    let house = House::open(plan.database, plan.nodes, Configuration::new()).await?;
    let organization = house.organization("r2", None).await?;
    let mut history = History::default();
    for secret in Secret::ALL {
        let mut ready = Vec::new();
        for number in 0..plan.secrets {
            let name = format!("{}-{number:03}", secret.word());
            let address = address_of(&name);
            match secret {
                Secret::WelcomeLink => drop(house.newcomer(organization, &name, Some(&address)).await?),
                Secret::InvitationLink => drop(house.invite(organization, &name, &address).await?),
                _ => drop(house.person(organization, &name, Some(&address), RightsWish::default()).await?),
            }
            let visitor = ask(&house, secret, &name).await?;
            ready.push((name, visitor));
        }
        for (name, visitor) in ready {
            let (bytes, subject) = form(&house, secret, &name, visitor).await?;
            let mut shots = Vec::new();
            for place in 0..plan.redemptions {
                let node = place % plan.nodes;
                let address = house.address(node)?;
                let bytes = bytes.clone();
                shots.push(Shot { node, address, bytes });
            }
            history.volley(Kind::Redeem, &subject, &fire(shots).await?);
        }
    }
    let name = format!("r2-{:?}-{}", plan.database, plan.nodes).to_lowercase();
    let path = history.write(directory, &name)?;
    Ok(report(plan, &path.display().to_string(), &read(&path)?))
}

fn address_of(name: &str) -> String {
    format!("{name}@mail.example")
}

fn new_address_of(name: &str) -> String {
    format!("{name}@new.example")
}

/// Has the secret mailed, or opens the session that is to be rotated.
async fn ask(house: &House, secret: Secret, name: &str) -> Result<Visitor> {
    let login = format!("{name}/r2");
    let mut visitor = house.visitor(0)?;
    let answer = match secret {
        Secret::WelcomeLink | Secret::BreakGlassLink | Secret::InvitationLink => return Ok(visitor),
        Secret::UnlockLink | Secret::UnlockCode => visitor.post("/unlock", &[("login", &login)]).await?,
        Secret::ResetLink => visitor.post("/forgot-password", &[("login", &login)]).await?,
        Secret::SessionRotation => visitor.sign_in(&login, PASSWORD).await?,
        Secret::NewAddressLink | Secret::OldAddressLink => {
            visitor.sign_in(&login, PASSWORD).await?;
            let fields = [("new_address", new_address_of(name))];
            let fields = fields.each_ref().map(|(key, value)| (*key, value.as_str()));
            visitor.post("/account/address", &fields).await?
        }
    };
    ensure!(matches!(answer.status, 200 | 303), "{name} gets {}", answer.status);
    Ok(visitor)
}

/// The form that uses the secret up.
async fn form(house: &House, secret: Secret, name: &str, mut visitor: Visitor) -> Result<(Vec<u8>, String)> {
    let login = format!("{name}/r2");
    let (to, new) = (address_of(name), new_address_of(name));
    let link = async |address: &str, path: &str| {
        let mail = house.sink.wait_for(|mail| is_to(mail, address) && mail.link(path).is_some()).await?;
        anyhow::Ok(token_in(&mail, path).context("no link")?)
    };
    let bytes = match secret {
        Secret::UnlockLink => {
            let token = link(&to, "/unlock/link/").await?;
            visitor.form("/unlock/link", &[("token", &token)]).await?
        }
        Secret::UnlockCode => {
            let mail = house.sink.wait_for(|mail| is_to(mail, &to)).await?;
            let code = code_in(&mail).context("no code")?;
            let fields = [("login", login.as_str()), ("code", &code)];
            visitor.form("/unlock/code", &fields).await?
        }
        Secret::ResetLink | Secret::WelcomeLink | Secret::InvitationLink => {
            let (path, action) = match secret {
                Secret::ResetLink => ("/reset/", "/reset"),
                Secret::InvitationLink => ("/invitation/", "/invitation"),
                _ => ("/welcome/", "/welcome"),
            };
            let token = link(&to, path).await?;
            let fields = [("token", token.as_str()), ("new_password", NEW_PASSWORD)];
            visitor.form(action, &fields).await?
        }
        Secret::BreakGlassLink => {
            let arguments = ["break-glass", &login, "--reason", "a trial", "--yes", "--json"];
            let printed: serde_json::Value =
                serde_json::from_str(&house.home()?.identity(&arguments, "")?.succeeds()?)?;
            let token = printed["link"].as_str().and_then(|link| link.rsplit('/').next()).context("no link")?;
            let fields = [("token", token), ("new_password", NEW_PASSWORD), ("contact_address", "")];
            visitor.form("/break-glass", &fields).await?
        }
        Secret::NewAddressLink => {
            let token = link(&new, "/address/new/").await?;
            visitor.form("/address", &[("token", &token)]).await?
        }
        Secret::OldAddressLink => {
            let token = link(&to, "/address/old/").await?;
            visitor.form("/address", &[("token", &token)]).await?
        }
        Secret::SessionRotation => visitor.form("/sign-in/again", &[("password", PASSWORD)]).await?,
    };
    Ok((bytes, name.to_owned()))
}

fn is_to(mail: &Mail, address: &str) -> bool {
    mail.recipients().iter().any(|to| to == address)
}

/// The secret at the end of a link in a mail.
#[must_use]
pub fn token_in(mail: &Mail, path: &str) -> Option<String> {
    let link = mail.link(path)?;
    link.rsplit('/').next().map(str::to_owned)
}

/// The typed code in a mail: eight digits in two groups.
#[must_use]
pub fn code_in(mail: &Mail) -> Option<String> {
    let text = mail.text();
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_group = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    words.windows(2).find(|pair| pair.iter().all(|word| is_group(word))).map(<[&str]>::concat)
}

fn report(plan: Plan, history: &str, records: &[Record]) -> Report {
    let count = |wanted: Outcome| {
        records.iter().filter(|record| matches!(record, Record::Call { outcome, .. } if *outcome == wanted)).count()
    };
    Report {
        trial: "r2",
        database: plan.database,
        nodes: plan.nodes,
        kinds: Secret::ALL.map(Secret::word).to_vec(),
        secrets: plan.secrets,
        redemptions: plan.redemptions,
        accepted: count(Outcome::Accepted),
        refused: count(Outcome::Refused),
        busy: count(Outcome::Busy),
        broken: count(Outcome::Broken) + count(Outcome::Lost),
        history: history.to_owned(),
        violations: check(records, ANSWERED_WITHIN),
    }
}
