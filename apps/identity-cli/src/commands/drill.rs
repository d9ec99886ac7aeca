//! `identity drill`: recovery, rehearsed. Nobody is harmed: what it leaves behind are lines in the audit log and
//! test mails that hold nothing.

mod checks;

use std::path::Path;

use identity_core::{
    application::{account::Reader, break_glass::Rehearsal},
    domain::{
        account::{Account, Rank},
        kernel::EmailAddress,
        organization::Organization,
        readiness::{Severity, has_way_in},
    },
    ports::{Courier, Delivery, LetterContent, ReadyLetter},
};
use identity_settings::Settings;

use super::{
    Desk, address,
    doctor::{
        base_url_finding, configuration,
        finding::{Check, Finding, Grade, finding, fine},
        key_finding, mail_finding, report, store_findings,
    },
    readiness,
};
use crate::{
    output::Answer,
    refusal::Refusal,
    words::{Words, say},
};

/// The most test mails of one drill.
const MAILS: usize = 200;

pub(super) async fn hold(
    file: Option<&Path>,
    words: &Words,
    handle: Option<&str>,
    to: Option<&str>,
) -> Result<Answer, Refusal> {
    let to = to.map(|to| address("--to", to)).transpose()?;
    let (mut findings, settings) = configuration(file);
    let Some(settings) = settings else {
        return Ok(report(findings, chrono_tz::Tz::UTC, words));
    };
    findings.push(key_finding(&settings.secrets.house_key));
    findings.extend(checks::key_place(&settings));
    findings.extend(store_findings(&settings).await);
    findings.push(base_url_finding(&settings));
    findings.push(checks::links(&settings));
    let mail = mail_finding(&settings).await;
    let mails_go = mail.grade == Grade::Fine;
    findings.push(mail);
    let can_go_on = findings.iter().all(|finding| {
        finding.grade != Grade::Broken || !matches!(finding.check, Check::HouseKey | Check::Store | Check::Schema)
    });
    if can_go_on {
        let desk = Desk::in_house(&settings).await?;
        let rehearsed = rehearse(&desk, &settings, handle, to, mails_go).await;
        desk.house.store.as_ref().clone().close().await.ok();
        findings.extend(rehearsed?);
    }
    Ok(report(findings, settings.web.time_zone, words))
}

async fn rehearse(
    desk: &Desk,
    settings: &Settings,
    handle: Option<&str>,
    to: Option<EmailAddress>,
    mails_go: bool,
) -> Result<Vec<Finding>, Refusal> {
    let mut findings = Vec::new();
    let mut readers: Vec<(Account, Organization)> = Vec::new();
    let mut owners: Vec<(Account, bool)> = Vec::new();
    for organization in desk.organizations(handle).await? {
        let administrators = desk.identity().readiness().administrators(Reader::Operator, organization.id).await?;
        let owner = desk.account(organization.handle.as_str()).await?.value;
        let is_alone = !administrators.iter().any(|other| other.id != owner.id && has_way_in(other));
        owners.push((owner, is_alone));
        findings.extend(unready(desk, &organization, &administrators).await?);
        readers.extend(administrators.into_iter().map(|account| (account, organization.clone())));
    }
    // Where no owner is alone, the first one shows that the way is open.
    if !owners.iter().any(|(_, is_alone)| *is_alone)
        && let Some((_, is_alone)) = owners.first_mut()
    {
        *is_alone = true;
    }
    for (owner, _) in owners.into_iter().filter(|(_, is_alone)| *is_alone) {
        findings.push(broken(desk, &owner).await?);
    }
    if let Some(to) = to {
        readers.truncate(1);
        for (reader, _) in &mut readers {
            reader.contact =
                Some(identity_core::domain::account::ContactAddress { address: to.clone(), confirmed_at: None });
        }
    }
    if mails_go {
        for (reader, organization) in readers.iter().filter(|(reader, _)| reader.contact.is_some()).take(MAILS) {
            findings.extend(mailed(desk, settings, reader, organization).await);
        }
    } else {
        findings.push(finding(Check::TestMail, Grade::Unwise, say!("drill-no-mails"), say!("drill-no-mails-remedy")));
    }
    Ok(findings)
}

/// The administrators of an organization who could not get back in.
async fn unready(
    desk: &Desk,
    organization: &Organization,
    administrators: &[Account],
) -> Result<Vec<Finding>, Refusal> {
    let rows = readiness::of(desk, organization.id).await?;
    let administering = rows.into_iter().filter(|row| {
        let account = &row.account;
        account.rank == Rank::Owner || administrators.iter().any(|administrator| administrator.id == account.id)
    });
    let findings = administering.flat_map(|row| {
        let login = row.account.login.to_string();
        let told = |reason: identity_core::domain::readiness::Unready| {
            let grade = if reason.severity() == Severity::CannotRecover { Grade::Broken } else { Grade::Unwise };
            let what = say!("drill-unready").with("login", &login).with("reason", readiness::reason(reason));
            finding(Check::Administrator, grade, what, readiness::remedy(reason, &login))
        };
        row.reasons.into_iter().map(told).collect::<Vec<_>>()
    });
    let findings: Vec<Finding> = findings.collect();
    if findings.is_empty() {
        let what = say!("drill-all-ready").with("handle", organization.handle.as_str());
        return Ok(vec![fine(Check::Administrator, what)]);
    }
    Ok(findings)
}

/// Breaks the glass for an owner, and puts it back together.
async fn broken(desk: &Desk, owner: &Account) -> Result<Finding, Refusal> {
    let login = owner.login.to_string();
    let rehearsal = desk.identity().break_glass().rehearse(&desk.authority, owner.id, &desk.from).await;
    let rehearsal = rehearsal.map_err(|error| Refusal::of_breaking(error, &login))?;
    let broken = |what| finding(Check::BreakGlass, Grade::Broken, what, say!("run-doctor"));
    Ok(match rehearsal {
        Rehearsal::Works => fine(Check::BreakGlass, say!("drill-glass-works").with("login", &login)),
        Rehearsal::LinkIsOut => finding(
            Check::BreakGlass,
            Grade::Unwise,
            say!("drill-glass-out").with("login", &login),
            say!("drill-glass-out-remedy"),
        ),
        Rehearsal::NotFound => broken(say!("drill-glass-not-found").with("login", &login)),
        Rehearsal::LeftBehind => broken(say!("drill-glass-left").with("login", &login)),
    })
}

/// Hands a test mail to the courier, and says what became of it. The courier gives up in bounded time.
async fn mailed(desk: &Desk, settings: &Settings, reader: &Account, organization: &Organization) -> Option<Finding> {
    let login = reader.login.to_string();
    let letter = ReadyLetter {
        to: reader.contact.as_ref()?.address.clone(),
        language: reader.language,
        reader: Some(reader.name.clone()),
        organization: Some(organization.name.clone()),
        contact: organization.contact.clone(),
        asked_at: desk.identity().now(),
        content: LetterContent::Drill { login: reader.login.clone() },
    };
    let courier: &dyn Courier = desk.house.courier.as_ref();
    let failed = |what, remedy| finding(Check::TestMail, Grade::Broken, what, remedy);
    Some(match courier.deliver(&letter).await {
        Delivery::Sent => fine(Check::TestMail, say!("drill-mail-sent").with("login", &login)),
        Delivery::Refused(answer) => failed(
            say!("drill-mail-refused").with("login", &login).with("answer", answer.as_str()),
            say!("remedy-address").with("login", &login),
        ),
        Delivery::Later(answer) => failed(
            say!("drill-mail-later").with("login", &login).with("answer", answer.as_str()),
            say!("drill-mail-later-remedy").with("host", checks::relay_host(settings)),
        ),
    })
}
