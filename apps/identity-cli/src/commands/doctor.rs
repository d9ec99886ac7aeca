//! `identity doctor`: what is wrong with the installation, and what to do about it. Changes nothing.

pub(super) mod finding;
mod house;

use std::{
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

use chrono_tz::Tz;
use identity_core::{
    domain::kernel::Timestamp,
    ports::{Clock as _, Organizations as _},
};
use identity_settings::{
    HouseKeyFile, Settings, SettingsWarning, SmtpTrouble, StoreLocation, adapters::SeaOrmStore, house_rules,
    open_as_it_is, relay,
};
use serde_json::json;

use self::finding::{Check, Finding, Grade, finding, fine};
use crate::{
    exit::Exit,
    output::{Answer, Cell},
    refusal::{Refusal, composition, house_key},
    words::{Sentence, Words, say},
};

/// Looks at everything that can be looked at, whatever else is broken.
pub(super) async fn examine(file: Option<&Path>, words: &Words) -> Answer {
    let (mut findings, settings) = configuration(file);
    let zone = settings.as_ref().map_or(Tz::UTC, |settings| settings.web.time_zone);
    if let Some(settings) = &settings {
        findings.push(key_finding(&settings.secrets.house_key));
        findings.extend(store_findings(settings).await);
        findings.extend(house::backup_finding(settings));
        findings.push(base_url_finding(settings));
        findings.push(mail_finding(settings).await);
    }
    report(findings, zone, words)
}

/// What is to be said about the configuration, and the settings where there are any.
pub(super) fn configuration(file: Option<&Path>) -> (Vec<Finding>, Option<Settings>) {
    let settings = match super::load(file) {
        Ok(settings) => settings,
        Err(refusal) => return (configuration_faults(&refusal), None),
    };
    let mut findings = vec![fine(
        Check::Configuration,
        file.map_or_else(
            || say!("configuration-default"),
            |path| say!("configuration-file").with("path", path.display().to_string()),
        ),
    )];
    findings.extend(settings.warnings.iter().filter_map(|warning| settings_warning(&settings, warning)));
    (findings, Some(settings))
}

pub(super) fn report(findings: Vec<Finding>, zone: Tz, words: &Words) -> Answer {
    let count = |grade| findings.iter().filter(|finding| finding.grade == grade).count();
    let (warnings, failures) = (count(Grade::Unwise), count(Grade::Broken));
    let checks: Vec<_> = findings
        .iter()
        .map(|finding| {
            let remedy = finding.remedy.as_ref().map(|remedy| words.tell(remedy));
            json!({ "check": finding.check.word(), "grade": finding.grade.word(), "what": words.tell(&finding.what), "remedy": remedy })
        })
        .collect();
    let document = json!({ "healthy": failures == 0, "warnings": warnings, "failures": failures, "checks": checks });
    let mut rows = Vec::new();
    for finding in findings {
        rows.push(vec![Cell::Said(finding.grade.said()), Cell::Said(finding.check.said()), Cell::Said(finding.what)]);
        if let Some(remedy) = finding.remedy {
            rows.push(vec![Cell::Text(String::new()), Cell::Text(String::new()), Cell::Said(remedy)]);
        }
    }
    let head = vec![say!("column-grade"), say!("column-check"), say!("column-finding")];
    let answer = Answer::new(document, zone).table(head, rows, say!("all-well"));
    match (failures, warnings) {
        (0, 0) => answer.line(say!("all-well")),
        (0, _) => answer.line(say!("warnings-found").with("count", warnings)),
        _ => answer.line(say!("failures-found").with("count", failures)).ending(Exit::Unwell),
    }
}

fn configuration_faults(refusal: &Refusal) -> Vec<Finding> {
    let Refusal::Settings(error) = refusal else {
        return vec![finding(Check::Configuration, Grade::Broken, refusal.what(), refusal.remedy())];
    };
    let faults = error.faults().iter().map(|fault| {
        let place = if fault.key().is_empty() {
            fault.place().to_string()
        } else {
            format!("{}: {}", fault.place(), fault.key())
        };
        let what = say!("configuration-fault").with("place", place).with("what", fault.what());
        finding(Check::Configuration, Grade::Broken, what, say!("as-it-says").with("text", fault.remedy()))
    });
    faults.collect()
}

/// A loose house key is told with the key.
fn settings_warning(settings: &Settings, warning: &SettingsWarning) -> Option<Finding> {
    let is_the_key =
        matches!(warning, SettingsWarning::LooseSecret { path, .. } if path == settings.secrets.house_key.path());
    let told = || Finding {
        check: Check::Configuration,
        grade: Grade::Unwise,
        what: say!("as-it-says").with("text", warning.to_string()),
        remedy: None,
    };
    (!is_the_key).then(told)
}

pub(super) fn key_finding(key: &HouseKeyFile) -> Finding {
    let path = key.path().display().to_string();
    if let Err(error) = key.open() {
        let (what, remedy) = house_key(&error);
        return finding(Check::HouseKey, Grade::Broken, what, remedy);
    }
    match mode(key.path()) {
        Some(mode) if mode & 0o077 != 0 => {
            let what = say!("key-loose").with("path", &path).with("mode", format!("{mode:04o}"));
            finding(Check::HouseKey, Grade::Unwise, what, say!("key-loose-remedy").with("path", &path))
        }
        Some(mode) => fine(Check::HouseKey, say!("key-fine").with("path", &path).with("mode", format!("{mode:04o}"))),
        None => fine(Check::HouseKey, say!("key-readable").with("path", &path)),
    }
}

pub(super) async fn store_findings(settings: &Settings) -> Vec<Finding> {
    match open_as_it_is(settings).await {
        Err(error) => {
            let (what, remedy) = composition(&error);
            vec![finding(Check::Store, Grade::Broken, what, remedy)]
        }
        Ok(store) => {
            let version = store.engine_version().await.unwrap_or_default();
            let engine = match &settings.store.location {
                StoreLocation::Sqlite { path } => {
                    say!("store-sqlite").with("path", path.display().to_string()).with("version", version)
                }
                StoreLocation::Postgres { .. } => say!("store-postgres").with("version", version),
            };
            let mut findings = vec![if store.is_ready().await {
                fine(Check::Store, engine)
            } else {
                finding(Check::Store, Grade::Broken, say!("store-not-ready"), say!("store-not-ready-remedy"))
            }];
            findings.push(match store.schema_version().await {
                Ok(Some(version)) => fine(Check::Schema, say!("schema-current").with("version", version)),
                Ok(None) => finding(Check::Schema, Grade::Broken, say!("schema-older"), say!("start-web")),
                Err(_) => finding(Check::Schema, Grade::Broken, say!("store-silent"), say!("store-unreachable-remedy")),
            });
            findings.push(clock_finding(&store).await);
            findings.push(policies_finding(settings, &store).await);
            findings.push(house::mark_finding(settings, &store).await);
            if let Ok(clock) = store.clock(0).await {
                findings.extend(house::people_findings(&store, clock.now()).await);
            }
            if let StoreLocation::Sqlite { path } = &settings.store.location {
                findings.extend(house::file_findings(path));
            }
            store.close().await.ok();
            findings
        }
    }
}

/// Policies that are beyond bounds which were set after them.
async fn policies_finding(settings: &Settings, store: &SeaOrmStore) -> Finding {
    const PAGE: u32 = 200;
    const NAMED: usize = 5;
    let Ok(rules) = house_rules(settings) else {
        return finding(Check::Policies, Grade::Broken, say!("settings-unusable"), say!("settings-remedy"));
    };
    let (mut outside, mut after) = (Vec::new(), None);
    loop {
        let Ok(page) = store.organizations(after.as_ref(), PAGE).await else {
            return finding(Check::Policies, Grade::Broken, say!("store-silent"), say!("store-unreachable-remedy"));
        };
        let Some(last) = page.last() else { break };
        after = Some(last.handle.clone());
        let beyond = page.iter().filter(|organization| rules.bounds.admit(&organization.policy).is_err());
        outside.extend(beyond.map(|organization| organization.handle.to_string()));
    }
    let Some(first) = outside.first() else {
        return fine(Check::Policies, say!("policies-within"));
    };
    let remedy = say!("policies-outside-remedy").with("handle", first);
    let named = outside.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    let what = say!("policies-outside").with("count", outside.len()).with("handles", named);
    finding(Check::Policies, Grade::Unwise, what, remedy)
}

#[expect(clippy::disallowed_methods, reason = "the machine's own clock is what is looked at")]
async fn clock_finding(store: &SeaOrmStore) -> Finding {
    /// Sessions and codes are judged by the database's clock; what this machine writes in logs should agree with it.
    const TOLERATED_SECONDS: u64 = 5;
    let Ok(clock) = store.clock(0).await else {
        return finding(Check::Clock, Grade::Broken, say!("store-silent"), say!("store-unreachable-remedy"));
    };
    let here =
        SystemTime::now().duration_since(UNIX_EPOCH).ok().and_then(|since| i64::try_from(since.as_micros()).ok());
    let apart = here.map(|here| clock.now().as_micros().abs_diff(here) / 1_000_000);
    match apart {
        _ if clock.now() < BUILT_AFTER => {
            finding(Check::Clock, Grade::Broken, say!("clock-past"), say!("clock-remedy"))
        }
        Some(apart) if apart <= TOLERATED_SECONDS => fine(Check::Clock, say!("clock-fine")),
        Some(apart) => finding(
            Check::Clock,
            Grade::Unwise,
            say!("clock-apart").with("seconds", usize::try_from(apart).unwrap_or(usize::MAX)),
            say!("clock-remedy"),
        ),
        None => finding(Check::Clock, Grade::Broken, say!("clock-past"), say!("clock-remedy")),
    }
}

/// No clock that is right shows a time before this program was written.
const BUILT_AFTER: Timestamp = Timestamp::from_seconds(1_767_225_600);

pub(super) fn base_url_finding(settings: &Settings) -> Finding {
    let url = &settings.web.base_url;
    if url.is_https() {
        fine(Check::BaseUrl, say!("base-url-fine").with("url", url.as_str()))
    } else {
        finding(
            Check::BaseUrl,
            Grade::Unwise,
            say!("base-url-plain").with("url", url.as_str()),
            say!("base-url-remedy"),
        )
    }
}

pub(super) async fn mail_finding(settings: &Settings) -> Finding {
    let courier = match relay(settings) {
        Ok(Some(courier)) => courier,
        Ok(None) => {
            return finding(Check::Mail, Grade::Unwise, say!("mail-dev"), say!("mail-dev-remedy"));
        }
        Err(error) => {
            let (what, remedy) = composition(&error);
            return finding(Check::Mail, Grade::Broken, what, remedy);
        }
    };
    match courier.test_connection().await {
        Ok(()) => fine(Check::Mail, say!("mail-fine")),
        Err(trouble) => {
            let (what, remedy) = smtp_trouble(&trouble);
            finding(Check::Mail, Grade::Broken, what, remedy)
        }
    }
}

fn smtp_trouble(trouble: &SmtpTrouble) -> (Sentence, Sentence) {
    match trouble {
        SmtpTrouble::Silent => (say!("mail-silent"), say!("mail-reach-remedy")),
        SmtpTrouble::Unreachable => (say!("mail-unreachable"), say!("mail-reach-remedy")),
        SmtpTrouble::NoStartTls => (say!("mail-no-starttls"), say!("mail-no-starttls-remedy")),
        SmtpTrouble::Unverified => (say!("mail-unverified"), say!("mail-unverified-remedy")),
        SmtpTrouble::Credentials(answer) => {
            (say!("mail-credentials").with("answer", answer.to_string()), say!("mail-credentials-remedy"))
        }
        SmtpTrouble::NoMechanism => (say!("mail-no-mechanism"), say!("mail-no-mechanism-remedy")),
        SmtpTrouble::TurnedAway(answer) | SmtpTrouble::Refused(answer) | SmtpTrouble::PutOff(answer) => {
            (say!("mail-turned-away").with("answer", answer.to_string()), say!("mail-turned-away-remedy"))
        }
        SmtpTrouble::BrokenOff => (say!("mail-broken-off"), say!("mail-reach-remedy")),
    }
}

#[cfg(unix)]
fn mode(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    Some(std::fs::metadata(path).ok()?.permissions().mode() & 0o7777)
}

#[cfg(not(unix))]
fn mode(_: &Path) -> Option<u32> {
    None
}
