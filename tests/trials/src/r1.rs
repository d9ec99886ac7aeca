//! R1, the guess limit under fire: however many guesses arrive at once, at however many nodes, no more secrets are
//! evaluated than the limit allows.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use identity_core::domain::kernel::Id;
use identity_core::domain::{account::Account, permission::RightsWish};
use serde::Serialize;
use test_support::process::Configuration;
use tokio::time::interval;

use crate::any_below;
use crate::checker::check;
use crate::history::{History, Kind, Outcome, Record, read};
use crate::house::{Database, House, PASSWORD};
use crate::visitor::Visitor;
use crate::volley::{Hit, Shot, fire};
use crate::wire::exchange;

/// The limit of the standard policy.
const LIMIT: u64 = 5;

/// The hard cap, which no unlock clears.
const CAP: u64 = 100;

/// How large a trial is.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Accounts that come under fire, one after the other.
    pub accounts: usize,
    /// Guesses at each, all at once; the right password is one of them.
    pub guesses: usize,
    /// Where everything is kept.
    pub database: Database,
    /// Over how many nodes.
    pub nodes: usize,
    /// Within which every guess of a burst is to be answered.
    pub within: Duration,
}

/// What was seen.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    trial: &'static str,
    database: Database,
    nodes: usize,
    accounts: usize,
    guesses: usize,
    /// The most that were evaluated of one account in one window, where no success cleared it.
    evaluated_at_most: u64,
    /// The most that were evaluated in a row over many unlocks.
    in_a_row_at_most: u64,
    /// In how many bursts the right password was among the first and won.
    right_won: usize,
    accepted: usize,
    refused: usize,
    busy: usize,
    lost: usize,
    slowest_ms: u64,
    history: String,
    /// What the checker found.
    pub violations: Vec<String>,
}

/// Runs the trial and leaves its history in a directory.
///
/// # Errors
/// The rig fails; what the house does wrong is in the report.
pub async fn run(plan: Plan, directory: &Path) -> Result<Report> {
    let mut trial = Trial {
        house: House::open(plan.database, plan.nodes, Configuration::new()).await?,
        history: History::default(),
        plan,
    };
    let organization = trial.house.organization("r1", None).await?;
    let mut people = Vec::new();
    for number in 0..plan.accounts {
        people.push(format!("a{number:04}"));
    }
    let struck = (plan.accounts / 10).max(1);
    people.extend((0..struck).map(|number| format!("k{number:04}")));
    people.extend(["remembered", "unlocked", "unlocked-meanwhile"].map(str::to_owned));
    let mut ids = std::collections::BTreeMap::new();
    for name in people {
        let id = trial.house.person(organization, &name, None, RightsWish::default()).await?;
        ids.insert(name, id);
    }
    let of = |name: &str| ids.get(name).copied().context("nobody of that name");

    for number in 0..plan.accounts {
        trial.burst(&format!("a{number:04}/r1")).await?;
    }
    for number in 0..struck {
        trial.burst_with_a_kill(&format!("k{number:04}/r1")).await?;
    }
    trial.restart_in_between("remembered/r1").await?;
    trial.unlock_in_between("unlocked/r1", of("unlocked")?).await?;
    trial.unlock_meanwhile("unlocked-meanwhile/r1", of("unlocked-meanwhile")?).await?;

    let name = format!("r1-{:?}-{}", plan.database, plan.nodes).to_lowercase();
    let path = trial.history.write(directory, &name)?;
    Ok(report(plan, &path.display().to_string(), &read(&path)?))
}

struct Trial {
    house: House,
    history: History,
    plan: Plan,
}

impl Trial {
    /// All guesses at once, the right one somewhere among them.
    async fn burst(&mut self, login: &str) -> Result<()> {
        let before = self.house.evaluated().await?;
        let shots = self.shots(login, self.plan.guesses, true).await?;
        self.fire(login, shots).await?;
        let evaluated = self.house.evaluated().await? - before;
        self.history.evaluated(login, evaluated, LIMIT);
        self.afterwards(login).await
    }

    /// The same, and one node is killed as soon as it has evaluated something. What it had counted is read just before;
    /// afterwards it comes back, and everybody guesses again.
    async fn burst_with_a_kill(&mut self, login: &str) -> Result<()> {
        let victim = self.plan.nodes - 1;
        let before = self.house.evaluated().await?;
        let of_victim = self.house.evaluated_by(victim).await?;
        let shots = self.shots(login, self.plan.guesses, false).await?;
        let flying = tokio::spawn(fire(shots));
        let mut seen = of_victim;
        // A node that evaluates nothing of its own is killed in the middle all the same.
        for _ in 0..40 {
            seen = self.house.evaluated_by(victim).await?;
            if seen > of_victim {
                break;
            }
        }
        let node = self.house.nodes.get_mut(victim).context("no victim")?;
        node.kill().await?;
        let hits = flying.await??;
        self.history.volley(Kind::Guess, login, &hits);
        let mut evaluated = seen;
        for survivor in 0..victim {
            evaluated += self.house.evaluated_by(survivor).await?;
        }
        evaluated -= before;
        let node = self.house.nodes.get_mut(victim).context("no victim")?;
        node.restart().await?;

        let before = self.house.evaluated().await?;
        let shots = self.shots(login, self.plan.guesses, false).await?;
        self.fire(login, shots).await?;
        evaluated += self.house.evaluated().await? - before;
        self.history.evaluated(login, evaluated, LIMIT);
        self.afterwards(login).await
    }

    /// One guess short of the limit, then every node is killed and started again, then a burst.
    async fn restart_in_between(&mut self, login: &str) -> Result<()> {
        let before = self.house.evaluated().await?;
        for _ in 1..LIMIT {
            let shots = self.shots(login, 1, false).await?;
            self.fire(login, shots).await?;
        }
        let evaluated = self.house.evaluated().await? - before;
        self.house.restart().await?;
        let shots = self.shots(login, self.plan.guesses.min(60), false).await?;
        self.fire(login, shots).await?;
        let evaluated = evaluated + self.house.evaluated().await?;
        self.history.evaluated(login, evaluated, LIMIT);
        self.afterwards(login).await
    }

    /// A burst and an unlock in turns, until nothing is evaluated any more.
    async fn unlock_in_between(&mut self, login: &str, id: Id<Account>) -> Result<()> {
        for _ in 0..CAP {
            let before = self.house.evaluated().await?;
            let shots = self.shots(login, 12, false).await?;
            self.fire(login, shots).await?;
            let evaluated = self.house.evaluated().await? - before;
            self.history.evaluated(login, evaluated, LIMIT);
            if evaluated == 0 {
                break;
            }
            self.house.unlock(id).await?;
        }
        self.house.unlock(id).await?;
        self.afterwards(login).await
    }

    /// Bursts, with an unlock in the middle of them as soon as anything has been evaluated.
    async fn unlock_meanwhile(&mut self, login: &str, id: Id<Account>) -> Result<()> {
        let before = self.house.evaluated().await?;
        let mut looks = interval(Duration::from_millis(5));
        for _ in 0..2 {
            let shots = self.shots(login, self.plan.guesses.min(70), false).await?;
            let flying = tokio::spawn(fire(shots));
            let mut seen = self.house.evaluated().await?;
            while !flying.is_finished() {
                looks.tick().await;
                let now = self.house.evaluated().await?;
                if now > seen {
                    self.house.unlock(id).await?;
                    seen = now;
                }
            }
            let hits = flying.await??;
            self.history.volley(Kind::GuessMeanwhile, login, &hits);
        }
        let evaluated = self.house.evaluated().await? - before;
        self.history.evaluated(login, evaluated, CAP);
        Ok(())
    }

    async fn fire(&mut self, login: &str, shots: Vec<Shot>) -> Result<Vec<Hit>> {
        let hits = fire(shots).await?;
        self.history.volley(Kind::Guess, login, &hits);
        Ok(hits)
    }

    async fn shots(&self, login: &str, guesses: usize, with_right: bool) -> Result<Vec<Shot>> {
        let mut stranger = self.stranger().await?;
        let right = if with_right { any_below(guesses) } else { guesses };
        let mut shots = Vec::with_capacity(guesses);
        for place in 0..guesses {
            let wrong = format!("certamente sbagliata {place}");
            let password = if place == right { PASSWORD } else { &wrong };
            let node = place % self.plan.nodes;
            let fields = [("login", login), ("password", password)];
            shots.push(Shot {
                node,
                address: self.house.address(node)?,
                bytes: stranger.form("/sign-in", &fields).await?,
            });
        }
        Ok(shots)
    }

    /// A new browser at a node that is up.
    async fn stranger(&self) -> Result<Visitor> {
        let mut stranger = self.house.visitor(0)?;
        stranger.form_token().await?;
        Ok(stranger)
    }

    async fn afterwards(&mut self, login: &str) -> Result<()> {
        for node in 0..self.plan.nodes {
            let mut stranger = self.stranger().await?;
            let fields = [("login", login), ("password", PASSWORD)];
            let bytes = stranger.form("/sign-in", &fields).await?;
            let answer = exchange(self.house.address(node)?, &bytes).await?;
            self.history.single(Kind::Afterwards, login, node, &answer);
        }
        Ok(())
    }
}

fn report(plan: Plan, history: &str, records: &[Record]) -> Report {
    let mut report = Report {
        trial: "r1",
        database: plan.database,
        nodes: plan.nodes,
        accounts: plan.accounts,
        guesses: plan.guesses,
        evaluated_at_most: 0,
        in_a_row_at_most: 0,
        right_won: 0,
        accepted: 0,
        refused: 0,
        busy: 0,
        lost: 0,
        slowest_ms: 0,
        history: history.to_owned(),
        violations: check(records, plan.within),
    };
    let (mut won, mut in_a_row, mut last) = (false, 0, "");
    for record in records {
        match record {
            Record::Call { begun, ended, kind: Kind::Guess, outcome, .. } => {
                let took = Duration::from_micros(ended - begun);
                let took = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
                report.slowest_ms = report.slowest_ms.max(took);
                match outcome {
                    Outcome::Accepted => {
                        report.accepted += 1;
                        won = true;
                    }
                    Outcome::Refused => report.refused += 1,
                    Outcome::Busy => report.busy += 1,
                    Outcome::Lost | Outcome::Broken => report.lost += 1,
                }
            }
            Record::Call { .. } => {}
            Record::Evaluated { subject, secrets, limit } => {
                in_a_row = if subject == last { in_a_row + secrets } else { *secrets };
                last = subject;
                report.right_won += usize::from(won);
                if !won {
                    report.in_a_row_at_most = report.in_a_row_at_most.max(in_a_row);
                    if *limit == LIMIT {
                        report.evaluated_at_most = report.evaluated_at_most.max(*secrets);
                    }
                }
                won = false;
            }
        }
    }
    report
}
