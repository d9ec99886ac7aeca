//! `identity policy`.

mod simulate;

use identity_core::{
    application::{
        account::Reader,
        policy::{PolicyEdit, PolicyError},
    },
    domain::{
        kernel::Lifetime,
        lockout::{BarLength, Delays, HARD_CAP, LockoutPolicy, LockoutPolicyError},
        organization::{OrganizationPolicy, OutOfBounds, PolicyBounds, PolicyDifference},
    },
};
use identity_settings::{read_lifetime, written_lifetime};
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::{Desk, unacceptable, yes_or_no};
use crate::{
    arguments::{LockoutOptions, PolicyVerb, Switch},
    output::{Answer, Cell},
    refusal::{Refusal, Why},
    words::{Sentence, say},
};

/// A policy for machines. Spans are seconds; a window of `null` never ends, a bar of `null` holds until somebody
/// unlocks.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct LockoutDocument {
    limit: u32,
    window_seconds: Option<u32>,
    bar_seconds: Option<u32>,
    delays: bool,
}

impl LockoutDocument {
    pub(super) fn of(policy: &LockoutPolicy) -> Self {
        Self {
            limit: policy.limit(),
            window_seconds: policy.window().map(Lifetime::as_seconds),
            bar_seconds: seconds(policy.bar()),
            delays: policy.delays().is_some(),
        }
    }
}

pub(super) async fn run(desk: &Desk, verb: PolicyVerb) -> Result<Answer, Refusal> {
    match verb {
        PolicyVerb::Show { organization } => show(desk, &organization).await,
        PolicyVerb::Set { organization, lockout, show_masked_address, show_contact, dry_run } => {
            let shown = (show_masked_address, show_contact);
            set(desk, &organization, &lockout, shown, dry_run).await
        }
        PolicyVerb::Simulate { organization, lockout, from, to } => {
            simulate::run(desk, &organization, &lockout, from.as_deref(), to.as_deref()).await
        }
    }
}

async fn show(desk: &Desk, handle: &str) -> Result<Answer, Refusal> {
    let id = desk.organization(handle).await?.value.id;
    let file = desk.identity().policies().show(Reader::Operator, id).await?;
    let file = file.ok_or_else(|| Refusal::NoSuchOrganization(handle.to_owned()))?;
    let policy = &file.organization.value.policy;
    let bounds = &desk.identity().rules().bounds;
    let facts = vec![
        (say!("fact-limit"), Cell::Text(policy.lockout.limit().to_string())),
        (say!("fact-window"), Cell::Said(window(&policy.lockout))),
        (say!("fact-bar"), Cell::Said(bar(&policy.lockout))),
        (say!("fact-delays"), Cell::Said(yes_or_no(policy.lockout.delays().is_some()))),
        (say!("fact-shows-address"), Cell::Said(yes_or_no(policy.shows_masked_address))),
        (say!("fact-shows-contact"), Cell::Said(yes_or_no(policy.shows_contact))),
    ];
    let document = json!({
        "organization": handle,
        "policy": document(policy),
        "tries_a_day": policy.lockout.tries_within(Lifetime::days(1)),
        "within_bounds": file.outside.is_empty(),
        "bounds": bounds_document(bounds),
    });
    let mut answer = Answer::new(document, desk.zone).record(facts).heading(say!("heading-means"));
    for sentence in means(policy) {
        answer = answer.line(sentence);
    }
    if !file.outside.is_empty() {
        answer = answer.heading(say!("heading-outside"));
        for found in &file.outside {
            answer = answer.line(out_of_bounds(found));
        }
    }
    Ok(answer)
}

async fn set(
    desk: &Desk,
    handle: &str,
    typed: &LockoutOptions,
    (show_masked_address, show_contact): (Option<Switch>, Option<Switch>),
    dry_run: bool,
) -> Result<Answer, Refusal> {
    let read = desk.organization(handle).await?;
    let before = read.value.policy;
    let edit = PolicyEdit {
        lockout: lockout_policy(before.lockout, typed)?,
        shows_masked_address: show_masked_address.map_or(before.shows_masked_address, Switch::is_on),
        shows_contact: show_contact.map_or(before.shows_contact, Switch::is_on),
    };
    let after = edit.applied_to(&before);
    let differences = before.differences(&after);
    if dry_run {
        desk.identity().rules().bounds.admit(&after).map_err(Refusal::OutOfBounds)?;
    } else {
        let id = read.value.id;
        let changed = desk.identity().policies().change(&desk.authority, id, read.version, edit, &desk.from).await;
        changed.map_err(|error| refused(error, handle))?;
    }
    let words: Vec<_> = differences.iter().map(ToString::to_string).collect();
    let document =
        json!({ "organization": handle, "policy": document(&after), "different": words, "dry_run": dry_run });
    let mut answer = Answer::new(document, desk.zone);
    if differences.is_empty() {
        return Ok(answer.line(say!("policy-same")));
    }
    for difference in &differences {
        answer = answer.line(different(difference));
    }
    answer = answer.heading(say!("heading-means"));
    for sentence in means(&after) {
        answer = answer.line(sentence);
    }
    Ok(answer.line(if dry_run { say!("nothing-was-done") } else { say!("policy-set").with("handle", handle) }))
}

fn refused(error: PolicyError, handle: &str) -> Refusal {
    match error {
        PolicyError::NotFound => Refusal::NoSuchOrganization(handle.to_owned()),
        PolicyError::NotAllowed => Refusal::NotAllowed,
        PolicyError::ChangedMeanwhile => Refusal::OrganizationChangedMeanwhile(handle.to_owned()),
        PolicyError::OutOfBounds(found) => Refusal::OutOfBounds(found),
        PolicyError::Unavailable(unavailable) => Refusal::Unavailable(unavailable),
    }
}

/// A policy with what was typed in the place of its parts.
pub(super) fn lockout_policy(standing: LockoutPolicy, typed: &LockoutOptions) -> Result<LockoutPolicy, Refusal> {
    let span = |option, given: &str| read_lifetime(given).ok_or_else(|| unacceptable(option, given, Why::Span));
    let limit = typed.limit.unwrap_or(standing.limit());
    let window = match typed.window.as_deref() {
        None => standing.window(),
        Some("none") => None,
        Some(given) => Some(span("--window", given)?),
    };
    let bar = match typed.bar.as_deref() {
        None => standing.bar(),
        Some("until-unlocked") => BarLength::UntilUnlocked,
        Some(given) => BarLength::For(span("--bar", given)?),
    };
    let delays = match typed.delays {
        None => standing.delays(),
        Some(Switch::On) => Some(standing.delays().unwrap_or(Delays::standard())),
        Some(Switch::Off) => None,
    };
    LockoutPolicy::new(limit, window, bar, delays).map_err(|error| {
        let (option, given) = match error {
            LockoutPolicyError::Limit => ("--limit", limit.to_string()),
            LockoutPolicyError::Window => ("--window", typed.window.clone().unwrap_or_default()),
            LockoutPolicyError::Bar => ("--bar", typed.bar.clone().unwrap_or_default()),
            LockoutPolicyError::Delays => ("--delays", String::new()),
        };
        unacceptable(option, &given, Why::Policy(error))
    })
}

pub(super) fn window(policy: &LockoutPolicy) -> Sentence {
    said_window(policy.window())
}

pub(super) fn bar(policy: &LockoutPolicy) -> Sentence {
    said_bar(policy.bar())
}

fn said_window(window: Option<Lifetime>) -> Sentence {
    window.map_or_else(|| say!("window-none"), |window| say!("for-span").with("span", written_lifetime(window)))
}

fn said_bar(bar: BarLength) -> Sentence {
    match bar {
        BarLength::UntilUnlocked => say!("bar-until-unlocked"),
        BarLength::For(span) => say!("for-span").with("span", written_lifetime(span)),
    }
}

/// What a policy means, in plain words.
fn means(policy: &OrganizationPolicy) -> Vec<Sentence> {
    let lockout = &policy.lockout;
    let mut said = vec![
        match lockout.window() {
            None => say!("means-limit").with("limit", lockout.limit()),
            Some(window) => {
                say!("means-limit-window").with("limit", lockout.limit()).with("window", written_lifetime(window))
            }
        },
        match lockout.bar() {
            BarLength::UntilUnlocked => say!("means-until-unlocked"),
            BarLength::For(span) => say!("means-for").with("span", written_lifetime(span)),
        },
    ];
    if let Some(delays) = lockout.delays() {
        let said_delays = say!("means-delays")
            .with("first", written_lifetime(delays.first))
            .with("ceiling", written_lifetime(delays.ceiling));
        said.push(said_delays);
    }
    let tries = lockout.tries_within(Lifetime::days(1));
    said.push(say!("means-guesser").with("tries", tries).with("all", HARD_CAP));
    said.push(match (policy.shows_masked_address, policy.shows_contact) {
        (false, false) => say!("means-private"),
        (true, false) => say!("means-masked-address"),
        (false, true) => say!("means-contact"),
        (true, true) => say!("means-both"),
    });
    said
}

fn different(difference: &PolicyDifference) -> Sentence {
    let from_to = |what: Sentence, old: Sentence, new: Sentence| {
        say!("was-and-is").with("what", what).with("old", old).with("new", new)
    };
    let number = |number: u32| say!("as-it-says").with("text", number.to_string());
    match *difference {
        PolicyDifference::Limit(old, new) => from_to(say!("fact-limit"), number(old), number(new)),
        PolicyDifference::Window(old, new) => from_to(say!("fact-window"), said_window(old), said_window(new)),
        PolicyDifference::Bar(old, new) => from_to(say!("fact-bar"), said_bar(old), said_bar(new)),
        PolicyDifference::Delays(old, new) => {
            from_to(say!("fact-delays"), yes_or_no(old.is_some()), yes_or_no(new.is_some()))
        }
        PolicyDifference::MaskedAddress(old, new) => {
            from_to(say!("fact-shows-address"), yes_or_no(old), yes_or_no(new))
        }
        PolicyDifference::Contact(old, new) => from_to(say!("fact-shows-contact"), yes_or_no(old), yes_or_no(new)),
        PolicyDifference::SecondStep(old, new) => {
            let asked = |step| yes_or_no(step == identity_core::domain::password::SecondStep::Required);
            from_to(say!("fact-second-step"), asked(old), asked(new))
        }
    }
}

/// What would be within the bounds instead.
pub(crate) fn out_of_bounds(found: &OutOfBounds) -> Sentence {
    match *found {
        OutOfBounds::LimitTooLow(least) => say!("bound-limit-least").with("least", least),
        OutOfBounds::LimitTooHigh(most) => say!("bound-limit-most").with("most", most),
        OutOfBounds::WindowTooShort(least) => say!("bound-window-least").with("least", said_window(least)),
        OutOfBounds::WindowTooLong(most) => say!("bound-window-most").with("most", said_window(most)),
        OutOfBounds::BarTooShort(least) => say!("bound-bar-least").with("least", said_bar(least)),
        OutOfBounds::BarTooLong(most) => say!("bound-bar-most").with("most", said_bar(most)),
        OutOfBounds::DelaysRequired => say!("bound-delays-required"),
        OutOfBounds::DelaysForbidden => say!("bound-delays-forbidden"),
        OutOfBounds::MaskedAddress => say!("bound-masked-address"),
        OutOfBounds::Contact => say!("bound-contact"),
    }
}

/// All of them, one after the other.
pub(crate) fn all_out_of_bounds(found: &[OutOfBounds]) -> Sentence {
    let all = found.iter().map(out_of_bounds);
    all.reduce(|one, other| say!("one-and-other").with("one", one).with("other", other))
        .unwrap_or_else(|| say!("policy-bounds-remedy"))
}

fn document(policy: &OrganizationPolicy) -> Json {
    json!({
        "lockout": LockoutDocument::of(&policy.lockout),
        "shows_masked_address": policy.shows_masked_address,
        "shows_contact": policy.shows_contact,
    })
}

/// A window or a bar of `null` is for ever, and longer than any span.
fn bounds_document(bounds: &PolicyBounds) -> Json {
    use identity_core::domain::organization::Leave;
    let window = |window: Option<Lifetime>| window.map(Lifetime::as_seconds);
    json!({
        "limit": { "least": bounds.limit().least, "most": bounds.limit().most },
        "window_seconds": { "least": window(bounds.window().least), "most": window(bounds.window().most) },
        "bar_seconds": { "least": seconds(bounds.bar().least), "most": seconds(bounds.bar().most) },
        "delays": match bounds.delays() {
            Leave::Free => "free",
            Leave::Required => "required",
            Leave::Forbidden => "forbidden",
        },
        "masked_address": bounds.may_show_masked_address(),
        "contact": bounds.may_show_contact(),
    })
}

const fn seconds(bar: BarLength) -> Option<u32> {
    match bar {
        BarLength::UntilUnlocked => None,
        BarLength::For(span) => Some(span.as_seconds()),
    }
}
