//! How well somebody with a stop-watch tells names apart: sign-ins for names of every kind in turn, one at a time, and
//! the best that a threshold on the time makes of each pair. Then the same for what a request tells of the one just
//! before it.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use identity_core::domain::permission::RightsWish;
use serde::Serialize;
use test_support::process::Configuration;
use tokio::net::TcpStream;

use crate::any_below;
use crate::house::{Database, House};
use crate::wire::{Request, converse};

/// Attempts at one name: one fewer than would bar it.
const AT_EACH: usize = 4;

/// A kind of name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Name {
    /// Nobody's, in an organization that there is.
    Unknown,
    /// Nobody's, in an organization that there is not.
    UnknownOrganization,
    /// Somebody's; the password is wrong.
    Wrong,
    /// Of somebody suspended; the password is the right one.
    Suspended,
    /// Of somebody who has not chosen a password yet.
    WithoutPassword,
    /// Somebody's, barred.
    BarredKnown,
    /// Nobody's, barred.
    BarredUnknown,
}

impl Name {
    const ALL: [Self; 7] = [
        Self::Unknown,
        Self::UnknownOrganization,
        Self::Wrong,
        Self::Suspended,
        Self::WithoutPassword,
        Self::BarredKnown,
        Self::BarredUnknown,
    ];

    const fn letter(self) -> char {
        match self {
            Self::Unknown => 'u',
            Self::UnknownOrganization => 'o',
            Self::Wrong => 'w',
            Self::Suspended => 's',
            Self::WithoutPassword => 'n',
            Self::BarredKnown => 'b',
            Self::BarredUnknown => 'x',
        }
    }

    const fn is_barred(self) -> bool {
        matches!(self, Self::BarredKnown | Self::BarredUnknown)
    }

    fn login(self, sample: usize) -> String {
        let number = if self.is_barred() { 0 } else { sample / AT_EACH };
        let organization = if matches!(self, Self::UnknownOrganization) { "timinj" } else { "timing" };
        format!("{}{number:05}/{organization}", self.letter())
    }
}

/// What two kinds of name look like to somebody with a stop-watch.
#[derive(Debug, Clone, Serialize)]
pub struct Pair {
    one: Name,
    other: Name,
    /// Whether the answers themselves are the same, so that the time is all there is to tell them apart.
    same_answer: bool,
    /// The area under the curve of the best threshold: 0.5 tells nothing, 1 everything.
    pub auc: f64,
}

/// What was measured.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    trial: &'static str,
    database: Database,
    samples: usize,
    median_us: BTreeMap<String, u64>,
    mean_us: BTreeMap<String, u64>,
    /// A tenth took less: what the work itself costs, where a busy machine hides it in the others.
    tenth_us: BTreeMap<String, u64>,
    /// Every pair.
    pub pairs: Vec<Pair>,
    /// The largest among those with the same answer.
    pub auc_at_most: f64,
    /// How long a request for nobody takes on the heels of one for somebody, or for nobody.
    pub follow_ups: Vec<FollowUp>,
    /// The largest among those.
    pub follow_ups_auc_at_most: f64,
}

/// What somebody with a stop-watch learns of a name by asking for a mail to it, and at once for one to nobody: the
/// second request waits for whatever the delivery of the first one writes.
#[derive(Debug, Clone, Serialize)]
pub struct FollowUp {
    page: &'static str,
    samples: usize,
    median_after_somebody_us: u64,
    median_after_nobody_us: u64,
    /// The area under the curve of the best threshold: 0.5 tells nothing, 1 everything.
    pub auc: f64,
}

/// The pages that send mail to whoever has the name that is typed.
const MAILING: [&str; 2] = ["/forgot-password", "/unlock"];

/// Mails of a kind that somebody gets before more are held back.
const MAILS_TO_EACH: usize = 3;

/// A pause after each pair, so that most of what it leads to is over.
const PAUSE: Duration = Duration::from_millis(25);

/// Measures.
///
/// # Errors
/// The rig fails, or an answer is not what that name gets.
pub async fn run(samples: usize, database: Database) -> Result<Report> {
    let house = House::open(database, 1, Configuration::new()).await?;
    people(&house, samples).await?;
    let mut visitor = house.visitor(0)?;
    let token = visitor.form_token().await?;
    let visit = visitor.cookie("__Host-visit").context("no visit")?.to_owned();
    let mut stream = TcpStream::connect(house.address(0)?).await?;
    stream.set_nodelay(true)?;

    let mut times: BTreeMap<Name, Vec<Duration>> = BTreeMap::new();
    // The first round warms everything up and is thrown away.
    for sample in 0..=samples {
        let mut order = Name::ALL;
        for place in (1..order.len()).rev() {
            order.swap(place, any_below(place + 1));
        }
        for name in order {
            let login = name.login(sample.max(1) - 1);
            let login = if sample == 0 { login.replacen(name.letter(), "z", 1) } else { login };
            let password = if name == Name::Suspended { crate::house::PASSWORD } else { "certamente sbagliata ora" };
            let fields = [("login", login.as_str()), ("password", password), ("csrf", &token)];
            let request = Request::post("/sign-in", &fields)
                .header("Connection", "keep-alive")
                .header("Cookie", &format!("__Host-visit={visit}"));
            let answer = converse(&mut stream, &request.bytes("localhost")).await?;
            if sample > 0 {
                let due = if name.is_barred() { 403 } else { 401 };
                ensure!(answer.status == due, "{name:?} gets {}", answer.status);
                times.entry(name).or_default().push(answer.took);
            }
        }
    }
    let mut report = report(samples, database, &times);
    for page in MAILING {
        let one = Prober { stream: &mut stream, visit: &visit, token: &token };
        report.follow_ups.push(follow_up(one, page, samples).await?);
    }
    report.follow_ups_auc_at_most = report.follow_ups.iter().map(|pair| pair.auc).fold(0.5, f64::max);
    Ok(report)
}

/// One connection with a form to send.
struct Prober<'a> {
    stream: &'a mut TcpStream,
    visit: &'a str,
    token: &'a str,
}

impl Prober<'_> {
    async fn ask(&mut self, page: &str, login: &str) -> Result<Duration> {
        let request = Request::post(page, &[("login", login), ("csrf", self.token)])
            .header("Connection", "keep-alive")
            .header("Cookie", &format!("__Host-visit={}", self.visit));
        let answer = converse(self.stream, &request.bytes("localhost")).await?;
        ensure!(answer.status == 200, "{page} for {login} gets {}", answer.status);
        Ok(answer.took)
    }
}

async fn follow_up(mut one: Prober<'_>, page: &'static str, samples: usize) -> Result<FollowUp> {
    let (mut after_somebody, mut after_nobody) = (Vec::new(), Vec::new());
    for sample in 0..samples {
        let somebody_first = any_below(2) == 0;
        for somebody in [somebody_first, !somebody_first] {
            let letter = if somebody { 'm' } else { 'q' };
            one.ask(page, &format!("{letter}{:05}/timing", sample / MAILS_TO_EACH)).await?;
            let took = one.ask(page, &format!("z{:05}/timing", sample / MAILS_TO_EACH)).await?;
            if somebody { &mut after_somebody } else { &mut after_nobody }.push(took);
            tokio::time::sleep(PAUSE).await;
        }
    }
    Ok(FollowUp {
        page,
        samples,
        median_after_somebody_us: quantile(&after_somebody, 2),
        median_after_nobody_us: quantile(&after_nobody, 2),
        auc: auc(&after_somebody, &after_nobody),
    })
}

async fn people(house: &House, samples: usize) -> Result<()> {
    let organization = house.organization("timing", None).await?;
    let member = |login: String| login.split('/').next().unwrap_or_default().to_owned();
    for first in (0..samples).step_by(AT_EACH) {
        let name = member(Name::Wrong.login(first));
        let address = format!("{name}@mail.example");
        house.person(organization, &name, Some(&address), RightsWish::default()).await?;
        let name = member(Name::Suspended.login(first));
        let address = format!("{name}@mail.example");
        let id = house.person(organization, &name, Some(&address), RightsWish::default()).await?;
        house.suspend(id).await?;
        let name = member(Name::WithoutPassword.login(first));
        house.newcomer(organization, &name, None).await?;
    }
    for number in 0..samples.div_ceil(MAILS_TO_EACH) {
        let name = format!("m{number:05}");
        house.person(organization, &name, Some(&format!("{name}@mail.example")), RightsWish::default()).await?;
    }
    let name = member(Name::BarredKnown.login(0));
    house.person(organization, &name, Some("b@mail.example"), RightsWish::default()).await?;
    house.bar(&Name::BarredKnown.login(0)).await?;
    house.bar(&Name::BarredUnknown.login(0)).await
}

fn report(samples: usize, database: Database, times: &BTreeMap<Name, Vec<Duration>>) -> Report {
    let word = |name: &Name| format!("{name:?}");
    let mut pairs = Vec::new();
    for (place, (one, fast)) in times.iter().enumerate() {
        for (other, slow) in times.iter().skip(place + 1) {
            pairs.push(Pair {
                one: *one,
                other: *other,
                same_answer: one.is_barred() == other.is_barred(),
                auc: auc(fast, slow),
            });
        }
    }
    let same = pairs.iter().filter(|pair| pair.same_answer);
    Report {
        trial: "timing",
        database,
        samples,
        median_us: times.iter().map(|(name, all)| (word(name), quantile(all, 2))).collect(),
        tenth_us: times.iter().map(|(name, all)| (word(name), quantile(all, 10))).collect(),
        mean_us: times.iter().map(|(name, all)| (word(name), mean(all))).collect(),
        auc_at_most: same.map(|pair| pair.auc).fold(0.5, f64::max),
        pairs,
        follow_ups: Vec::new(),
        follow_ups_auc_at_most: 0.5,
    }
}

/// The chance that a random one of these took longer than a random one of those, or the other way round, whichever is
/// larger; ties count half.
#[expect(clippy::cast_precision_loss, reason = "some millions at most")]
fn auc(one: &[Duration], other: &[Duration]) -> f64 {
    let mut sorted = other.to_vec();
    sorted.sort_unstable();
    let halves: usize = one
        .iter()
        .map(|time| {
            let below = sorted.partition_point(|it| it < time);
            let not_above = sorted.partition_point(|it| it <= time);
            below + not_above
        })
        .sum();
    let chance = halves as f64 / 2.0 / (one.len().max(1) * other.len().max(1)) as f64;
    let best = chance.max(1.0 - chance);
    (best * 10_000.0).round() / 10_000.0
}

/// What one in so many took less than.
fn quantile(times: &[Duration], one_in: usize) -> u64 {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / one_in).map_or(0, micros)
}

fn mean(times: &[Duration]) -> u64 {
    let sum: Duration = times.iter().sum();
    sum.checked_div(u32::try_from(times.len()).unwrap_or(u32::MAX)).as_ref().map_or(0, micros)
}

fn micros(time: &Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_tells_nothing_of_equal_times_and_everything_of_distinct_ones() {
        let of = |times: &[u64]| times.iter().map(|ms| Duration::from_millis(*ms)).collect::<Vec<_>>();
        let close = |one: f64, other: f64| (one - other).abs() < 1e-9;
        assert!(close(auc(&of(&[1, 2, 3, 4]), &of(&[1, 2, 3, 4])), 0.5));
        assert!(close(auc(&of(&[1, 2]), &of(&[3, 4])), 1.0));
        assert!(close(auc(&of(&[3, 4]), &of(&[1, 2])), 1.0));
        assert!(close(auc(&of(&[1, 3]), &of(&[2, 4])), 0.75));
    }
}
