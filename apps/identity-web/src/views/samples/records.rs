//! The console's overview and its audit log.

use chrono::NaiveDate;

use super::super::{
    Actor, AuditFilter, AuditLine, AuditTrouble, ByWhom, ConsoleAudit, ConsoleOverview, DayFigures, Locked, Subject,
};
use super::{Sample, at, shown, signed_in};

pub(super) fn records(code: &str) -> Vec<Sample> {
    let overview = |locked_count, failed_letters, days| ConsoleOverview {
        page: signed_in(code),
        locked_count,
        locked: Some(Locked {
            names: ["Bruno Galli", "Davide <b>Longo</b>", "Marco Bianchi"]
                .into_iter()
                .take(usize::try_from(locked_count).unwrap_or(3))
                .map(str::to_owned)
                .collect(),
            since: (locked_count > 0).then(|| at(24, 7, 12)),
        }),
        failed_letters: Some(failed_letters),
        days,
    };
    let log = ConsoleAudit {
        page: signed_in(code),
        locked_count: 2,
        kinds: vec!["signed-in", "sign-in-failed", "locked-out", "account-edited", "letter-settled"],
        filter: AuditFilter::default(),
        rows: lines(),
        later: None,
        earlier: Some(17),
        troubles: Vec::new(),
    };
    let sifted = AuditFilter {
        from: "2026-11-01".into(),
        to: "2026-11-24".into(),
        what: "signed-in".into(),
        about: "\"><script>".into(),
        by: "marco/studio-rossi".into(),
        kind: ByWhom::Operator,
        network: "203.0.113.0/24".into(),
    };
    let wrong =
        vec![AuditTrouble::From, AuditTrouble::To, AuditTrouble::About, AuditTrouble::By, AuditTrouble::Network];
    let none = ConsoleAudit { rows: Vec::new(), earlier: None, ..log.clone() };
    vec![
        shown("console-overview", &overview(5, 2, days())),
        shown("console-overview-quiet", &overview(0, 0, Vec::new())),
        shown(
            "console-overview-some",
            &ConsoleOverview { locked: None, failed_letters: None, ..overview(0, 0, days()) },
        ),
        shown("console-audit", &log.clone()),
        shown("console-audit-sifted", &ConsoleAudit { filter: sifted.clone(), later: Some(40), ..log }),
        shown("console-audit-none", &ConsoleAudit { filter: sifted.clone(), ..none.clone() }),
        shown("console-audit-wrong", &ConsoleAudit { filter: sifted, troubles: wrong, ..none }),
    ]
}

fn days() -> Vec<DayFigures> {
    let first = NaiveDate::from_ymd_opt(2026, 10, 26).unwrap_or_default();
    let figures = |(day, n): (NaiveDate, u64)| DayFigures {
        day,
        signed_in: if n % 7 > 4 { 12 + n } else { 140 + n * 37 % 60 },
        failed: if n == 23 { 34 } else { n * 7 % 12 },
        locked_out: if n == 23 { 3 } else { u64::from(n % 9 == 5) },
    };
    first.iter_days().zip(0..30).map(figures).collect()
}

fn lines() -> Vec<AuditLine> {
    let line = |number, what: &str, detail: Option<&str>, actor, from: Option<&str>| AuditLine {
        number,
        at: at(24, 8, 11),
        what: what.to_owned(),
        detail: detail.map(str::to_owned),
        actor,
        acts_for: None,
        subject: Some(Subject {
            id: "8".into(),
            name: Some("Davide <b>Longo</b>".into()),
            login: Some("davide/studio-rossi".into()),
        }),
        from: from.map(str::to_owned),
        sealed: number < 25,
    };
    let partner = AuditLine {
        acts_for: Some("partner-verdi".into()),
        ..line(22, "account-edited", None, Actor::Person("Sara <i>Rossi</i>".into()), Some("2001:db8:1:2::77"))
    };
    let gone = AuditLine {
        subject: Some(Subject { id: "9".into(), name: None, login: None }),
        ..line(20, "account-suspended", None, Actor::Operator, None)
    };
    vec![
        line(25, "signed-in", None, Actor::Person("Davide <b>Longo</b>".into()), Some("203.0.113.24")),
        line(24, "sign-in-failed", Some("wrong-password"), Actor::Unknown, Some("203.0.113.24")),
        line(23, "letter-settled", Some("refused"), Actor::System, None),
        partner,
        line(21, "something-newer", Some("with-particulars"), Actor::Administrator, None),
        gone,
        AuditLine { subject: None, ..line(17, "login-names-requested", None, Actor::Unknown, Some("198.51.100.9")) },
    ]
}
