//! The policy of an organization in the console. Looking, previewing and trying change nothing; saving asks for a
//! fresh proof, and nothing that was typed is lost on the way.

mod trial;

use axum::{http::StatusCode, response::Response};
use identity_core::{
    application::{
        authority::Authority,
        permission::Empowered,
        policy::{PolicyEdit, PolicyError, PolicyFile, SimulateError},
        sign_in::SignInError,
    },
    change::Version,
    domain::{
        kernel::{Lifetime, SecretToken},
        lockout::{BarLength, Delays, HARD_CAP, LockoutPolicy, LockoutPolicyError},
        organization::{OrganizationPolicy, OutOfBounds},
    },
};

use super::{
    console::Administrator,
    sign_in::{barred, holding},
};
use crate::{
    request::{Posted, go, moment, show},
    trouble::Trouble,
    views::{ConsolePolicies, Meaning, PolicyBounds, PolicyFields, PolicyTrouble, Trial},
};

pub(crate) async fn form(administrator: Administrator) -> Result<Response, Trouble> {
    let file = file(&administrator).await?;
    let form = as_it_is(&file);
    respond(&administrator, &file, form, Answer::default()).await
}

pub(crate) async fn submit(administrator: Administrator, posted: Posted) -> Result<Response, Trouble> {
    let form = fields(&posted)?;
    let file = file(&administrator).await?;
    let edit = match parse(&form, &file) {
        Ok(edit) => edit,
        Err(trouble) => return respond(&administrator, &file, form, Answer { trouble, ..Answer::default() }).await,
    };
    let preview = Some(edit);
    match posted.one("do")? {
        "save" => save(&administrator, &posted, file, form, edit).await,
        "preview" => respond(&administrator, &file, form, Answer { preview, ..Answer::default() }).await,
        "try" => {
            let answer = match trial::simulated(&administrator, edit.lockout).await {
                Ok(trial) => Answer { preview, trial: Some(trial), ..Answer::default() },
                Err(SimulateError::NotFound) => return Err(Trouble::NotFound),
                Err(SimulateError::TooLong) => {
                    Answer { preview, trouble: vec![PolicyTrouble::LogTooLong], ..Answer::default() }
                }
                Err(SimulateError::Unavailable(unavailable)) => return Err(unavailable.into()),
            };
            respond(&administrator, &file, form, answer).await
        }
        _ => Err(Trouble::Unreadable),
    }
}

async fn save(
    administrator: &Administrator,
    posted: &Posted,
    file: PolicyFile,
    form: PolicyFields,
    edit: PolicyEdit,
) -> Result<Response, Trouble> {
    let caller = &administrator.0.caller;
    let seen = Version::as_stored(form.version.parse().map_err(|_| Trouble::Unreadable)?);
    let answered = |trouble, holds| Answer { trouble, preview: Some(edit), trial: None, holds };
    // What would be refused in any case asks for no password.
    let policy = edit.applied_to(&file.organization.value.policy);
    if let Err(found) = caller.identity().rules().bounds.admit(&policy) {
        let trouble = found.iter().map(out_of_bounds).collect();
        return respond(administrator, &file, form, answered(trouble, None)).await;
    }
    if seen != file.organization.version {
        return conflict(administrator, form, answered(vec![PolicyTrouble::Conflict], None)).await;
    }
    let (empowered, holds) = match proven(administrator, posted).await? {
        Proof::Fresh => (administrator.0.empowered.clone(), None),
        Proof::Anew(empowered, session) => (*empowered, Some(session)),
        Proof::Missing(trouble) => return respond(administrator, &file, form, answered(vec![trouble], None)).await,
        Proof::Barred(page) => return Ok(page),
    };
    let back = || Trouble::ProveAgain { back: "/console/policies".to_owned() };
    let proof = caller.identity().sessions().freshly_proven(empowered.present()).ok_or_else(back)?;
    let authority = Authority::Administrator(&empowered, proof);
    let organization = file.organization.value.id;
    match caller.identity().policies().change(&authority, organization, seen, edit, &caller.visit().from).await {
        Ok(_) => Ok(held(go("/console/policies"), holds.as_ref())),
        Err(PolicyError::ChangedMeanwhile) => {
            conflict(administrator, form, answered(vec![PolicyTrouble::Conflict], holds)).await
        }
        Err(PolicyError::OutOfBounds(found)) => {
            let trouble = found.iter().map(out_of_bounds).collect();
            respond(administrator, &file, form, answered(trouble, holds)).await
        }
        Err(PolicyError::NotFound) => Err(Trouble::NotFound),
        Err(PolicyError::NotAllowed) => Err(Trouble::Forbidden),
        Err(PolicyError::Unavailable(unavailable)) => Err(unavailable.into()),
    }
}

/// What was typed stays, beside what holds by now; saving it once more is a choice.
async fn conflict(administrator: &Administrator, form: PolicyFields, answer: Answer) -> Result<Response, Trouble> {
    let file = file(administrator).await?;
    let form = PolicyFields { version: file.organization.version.get().to_string(), ..form };
    respond(administrator, &file, form, answer).await
}

/// That the person is there.
enum Proof {
    /// Known from a short while ago.
    Fresh,
    /// By the password on the form; the browser holds another session from now on.
    Anew(Box<Empowered>, SecretToken),
    /// Not known.
    Missing(PolicyTrouble),
    /// Too many wrong passwords.
    Barred(Response),
}

/// Asks for the password on the same form, so that nothing that was typed is lost on a way to another page.
async fn proven(administrator: &Administrator, posted: &Posted) -> Result<Proof, Trouble> {
    let (signed_in, caller) = (&administrator.0, &administrator.0.caller);
    if administrator.authority().await.is_ok() {
        return Ok(Proof::Fresh);
    }
    let password = posted.one("password")?;
    if password.is_empty() {
        return Ok(Proof::Missing(PolicyTrouble::Proof));
    }
    let sessions = caller.identity().sessions();
    match sessions.prove_again(&signed_in.present, password, caller.devices(), caller.visit()).await {
        Ok(session) => {
            let back = || Trouble::SignInFirst { back: "/console/policies".to_owned() };
            let present = sessions.present(&session).await?.ok_or_else(back)?;
            let empowered = caller.identity().permissions().of(&present).await?;
            Ok(Proof::Anew(Box::new(empowered), session))
        }
        Err(SignInError::NotRight) => Ok(Proof::Missing(PolicyTrouble::NotRight)),
        Err(SignInError::TooSoon { until }) => Ok(Proof::Missing(PolicyTrouble::TooSoon(moment(until)))),
        Err(SignInError::Barred { until, disclosure }) => {
            caller.letters_may_wait();
            let login = signed_in.present.account().login.to_string();
            Ok(Proof::Barred(show(StatusCode::FORBIDDEN, &barred(caller, login, until, *disclosure))))
        }
        Err(SignInError::PasswordTooLong) => Err(Trouble::TooLarge),
        Err(SignInError::SessionEnded) => Err(Trouble::SignInFirst { back: "/console/policies".to_owned() }),
        Err(SignInError::Unavailable(unavailable)) => Err(unavailable.into()),
    }
}

fn held(response: Response, session: Option<&SecretToken>) -> Response {
    match session {
        Some(session) => holding(response, session),
        None => response,
    }
}

/// What comes of a form that was sent.
#[derive(Default)]
struct Answer {
    trouble: Vec<PolicyTrouble>,
    preview: Option<PolicyEdit>,
    trial: Option<Trial>,
    /// The session that the browser holds from now on, where it is another one.
    holds: Option<SecretToken>,
}

async fn file(administrator: &Administrator) -> Result<PolicyFile, Trouble> {
    let organization = administrator.present().account().organization;
    let file = administrator.0.caller.identity().policies().show(administrator.reader(), organization).await?;
    file.ok_or(Trouble::NotFound)
}

async fn respond(
    administrator: &Administrator,
    file: &PolicyFile,
    form: PolicyFields,
    answer: Answer,
) -> Result<Response, Trouble> {
    let status = match answer.trouble.as_slice() {
        [] => StatusCode::OK,
        [PolicyTrouble::Conflict, ..] => StatusCode::CONFLICT,
        [PolicyTrouble::Proof | PolicyTrouble::NotRight | PolicyTrouble::TooSoon(_), ..] => StatusCode::UNAUTHORIZED,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let bounds = &administrator.0.caller.identity().rules().bounds;
    let policy = &file.organization.value.policy;
    let (limit, window, bar) = (bounds.limit(), bounds.window(), bounds.bar());
    let seconds = |span: Option<Lifetime>| span.map(Lifetime::as_seconds);
    let caller = &administrator.0.caller;
    let mut page = administrator.0.page();
    if let Some(session) = &answer.holds {
        page.csrf = caller.arrival.form_token_within(&caller.app, session);
    }
    let view = ConsolePolicies {
        page,
        locked_count: administrator.locked_count().await?,
        form,
        bounds: PolicyBounds {
            limit: (limit.least, limit.most),
            window: (seconds(window.least), seconds(window.most)),
            bar: (seconds(lasts(bar.least)), seconds(lasts(bar.most))),
        },
        current: meaning(policy),
        preview: answer.preview.map(|edit| meaning(&edit.applied_to(policy))),
        outside: file.outside.iter().map(out_of_bounds).collect(),
        trouble: answer.trouble,
        trial: answer.trial,
        needs_proof: answer.holds.is_none() && administrator.authority().await.is_err(),
    };
    Ok(held(show(status, &view), answer.holds.as_ref()))
}

fn meaning(policy: &OrganizationPolicy) -> Meaning {
    let lockout = &policy.lockout;
    Meaning {
        limit: lockout.limit(),
        window: lockout.window().map(Lifetime::as_seconds),
        bar: lasts(lockout.bar()).map(Lifetime::as_seconds),
        delays: lockout.delays().map(|delays| (delays.first.as_seconds(), delays.ceiling.as_seconds())),
        tries_a_day: lockout.tries_within(Lifetime::days(1)),
        tries_in_all: HARD_CAP,
        masked_address: policy.shows_masked_address,
        contact: policy.shows_contact,
    }
}

/// Until somebody unlocks when `None`.
const fn lasts(bar: BarLength) -> Option<Lifetime> {
    match bar {
        BarLength::UntilUnlocked => None,
        BarLength::For(span) => Some(span),
    }
}

fn fields(posted: &Posted) -> Result<PolicyFields, Trouble> {
    let text = |name| posted.one(name).map(|value| value.trim().chars().take(20).collect::<String>());
    Ok(PolicyFields {
        limit: text("limit")?,
        forgets: posted.one("window_kind")? == "after",
        window: text("window")?,
        window_unit: text("window_unit")?,
        ends: posted.one("bar_kind")? == "for",
        bar: text("bar")?,
        bar_unit: text("bar_unit")?,
        delays: posted.one("delays")? == "yes",
        masked_address: posted.one("masked_address")? == "yes",
        contact: posted.one("contact")? == "yes",
        version: text("version")?,
    })
}

/// The form, filled in with what is kept.
fn as_it_is(file: &PolicyFile) -> PolicyFields {
    let policy = &file.organization.value.policy;
    let (window, bar) = (policy.lockout.window(), lasts(policy.lockout.bar()));
    // Something to begin with, for whoever chooses a time.
    let (window_text, window_unit) = written(window.unwrap_or(Lifetime::minutes(30)));
    let (bar_text, bar_unit) = written(bar.unwrap_or(Lifetime::minutes(30)));
    PolicyFields {
        limit: policy.lockout.limit().to_string(),
        forgets: window.is_some(),
        window: window_text,
        window_unit,
        ends: bar.is_some(),
        bar: bar_text,
        bar_unit,
        delays: policy.lockout.delays().is_some(),
        masked_address: policy.shows_masked_address,
        contact: policy.shows_contact,
        version: file.organization.version.get().to_string(),
    }
}

/// A number and its unit, so that it reads back as the same span. Spans of a policy are a minute and more; the odd
/// seconds that a configuration may hold are rounded up.
fn written(span: Lifetime) -> (String, String) {
    let seconds = span.as_seconds();
    let (count, unit) = match seconds {
        _ if seconds.is_multiple_of(86_400) => (seconds / 86_400, "d"),
        _ if seconds.is_multiple_of(3_600) => (seconds / 3_600, "h"),
        _ => (seconds.div_ceil(60), "m"),
    };
    (count.to_string(), unit.to_owned())
}

fn read(count: &str, unit: &str) -> Option<Lifetime> {
    let seconds = match unit {
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return None,
    };
    count.parse::<u32>().ok()?.checked_mul(seconds).map(Lifetime::seconds)
}

/// What was typed, within the bounds of the house; everything that has to be put right otherwise.
fn parse(form: &PolicyFields, file: &PolicyFile) -> Result<PolicyEdit, Vec<PolicyTrouble>> {
    let mut trouble = Vec::new();
    let limit = form.limit.parse().map_err(|_| trouble.push(PolicyTrouble::Limit)).unwrap_or(1);
    let window = form.forgets.then(|| read(&form.window, &form.window_unit));
    if window == Some(None) {
        trouble.push(PolicyTrouble::Window);
    }
    let bar = form.ends.then(|| read(&form.bar, &form.bar_unit));
    if bar == Some(None) {
        trouble.push(PolicyTrouble::Bar);
    }
    let bar = bar.flatten().map_or(BarLength::UntilUnlocked, BarLength::For);
    // Whoever has delays of their own keeps them.
    let kept = file.organization.value.policy.lockout.delays().unwrap_or(Delays::standard());
    let lockout = match LockoutPolicy::new(limit, window.flatten(), bar, form.delays.then_some(kept)) {
        Ok(lockout) if trouble.is_empty() => lockout,
        Ok(_) => return Err(trouble),
        Err(error) => {
            let also = match error {
                LockoutPolicyError::Limit => PolicyTrouble::Limit,
                LockoutPolicyError::Window => PolicyTrouble::Window,
                LockoutPolicyError::Bar => PolicyTrouble::Bar,
                LockoutPolicyError::Delays => PolicyTrouble::DelaysForbidden,
            };
            if !trouble.contains(&also) {
                trouble.push(also);
            }
            return Err(trouble);
        }
    };
    Ok(PolicyEdit { lockout, shows_masked_address: form.masked_address, shows_contact: form.contact })
}

const fn out_of_bounds(found: &OutOfBounds) -> PolicyTrouble {
    match found {
        OutOfBounds::LimitTooLow(_) | OutOfBounds::LimitTooHigh(_) => PolicyTrouble::Limit,
        OutOfBounds::WindowTooShort(_) | OutOfBounds::WindowTooLong(_) => PolicyTrouble::Window,
        OutOfBounds::BarTooShort(_) | OutOfBounds::BarTooLong(_) => PolicyTrouble::Bar,
        OutOfBounds::DelaysRequired => PolicyTrouble::DelaysRequired,
        OutOfBounds::DelaysForbidden => PolicyTrouble::DelaysForbidden,
        OutOfBounds::MaskedAddress => PolicyTrouble::MaskedAddress,
        OutOfBounds::Contact => PolicyTrouble::Contact,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_written_as_it_is_read() {
        for span in [Lifetime::minutes(1), Lifetime::minutes(90), Lifetime::hours(36), Lifetime::days(30)] {
            let (count, unit) = written(span);
            assert_eq!(read(&count, &unit), Some(span));
        }
        assert_eq!(written(Lifetime::seconds(61)), ("2".to_owned(), "m".to_owned()));
        for (count, unit) in [("", "m"), ("-1", "m"), ("1.5", "h"), ("5", "s"), ("99999999999", "d"), ("4294967", "d")]
        {
            assert_eq!(read(count, unit), None, "{count} {unit}");
        }
    }
}
