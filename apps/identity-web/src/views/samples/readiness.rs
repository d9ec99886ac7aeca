//! Pages of who could not get back in, and what is told above them.

use super::super::{Alarm, AlarmStep, ConsoleReadiness, Counted, Page, Reason, Stretch, UnreadyRow};
use super::{Sample, at, shown, signed_in};

pub(super) fn readiness(code: &str) -> Vec<Sample> {
    let row = |id: &str, name: &str, login: &str, reasons| UnreadyRow {
        id: id.into(),
        display_name: name.into(),
        login: login.into(),
        own: login == "studio-rossi",
        reasons,
    };
    let since = at(19, 9, 30);
    let cannot = vec![
        row("3", "Davide <b>Longo</b>", "davide/studio-rossi", vec![Reason::NoAddress, Reason::Exhausted]),
        row(
            "6",
            "Maximiliane von Hohenstein-Castellani",
            "maximiliane/studio-rossi",
            vec![Reason::Bouncing { since }, Reason::NeverConfirmed],
        ),
        row("7", "Olga Neri", "altro-studio", vec![Reason::SuspendedOwner, Reason::NobodyAdministers]),
        row("9", "Bo Li", "bo/studio-rossi", vec![Reason::Exhausted]),
    ];
    let at_risk = vec![
        row("5", "Giulia Rossi", "studio-rossi", vec![Reason::NeverConfirmed, Reason::SoleAdministrator]),
        row("1", "Anna Ferri", "anna/studio-rossi", vec![Reason::NeverConfirmed]),
        row("4", "Elena Moretti", "elena/studio-rossi", vec![Reason::NeverCameIn]),
        row("5", "Sara Vitale", "sara/studio-rossi", vec![Reason::SoleAdministrator]),
        row("8", "Ugo Blu", "ugo/studio-rossi", vec![Reason::NobodyAdministers]),
    ];
    let page = ConsoleReadiness {
        page: Page { alarms: alarms(), ..signed_in(code) },
        locked_count: 2,
        cannot: Some(Stretch { rows: cannot, next: Some("m/ä".into()) }),
        at_risk: Some(Stretch { rows: at_risk, next: None }),
        active: Counted::AtLeast(1_000),
        without_address: Counted::Exactly(12),
        unconfirmed: Counted::AtLeast(1),
    };
    let well = ConsoleReadiness {
        page: signed_in(code),
        cannot: Some(Stretch::default()),
        at_risk: Some(Stretch::default()),
        ..page.clone()
    };
    let later = Stretch { rows: Vec::new(), next: Some("z".into()) };
    vec![
        shown("console-readiness", &page),
        shown("console-readiness-well", &well),
        shown("console-readiness-later", &ConsoleReadiness { cannot: Some(later), at_risk: None, ..page }),
    ]
}

fn alarms() -> Vec<Alarm> {
    let alarm = |step, by: Option<&str>| Alarm {
        at: at(24, 7, 2),
        login: "studio-rossi".into(),
        step,
        by: by.map(Into::into),
        why: by.map(|_| "Lost the mailbox <script>".into()),
    };
    vec![
        alarm(AlarmStep::Used, None),
        alarm(AlarmStep::Opened, Some("anna as root")),
        alarm(AlarmStep::PasswordSet, Some("root")),
    ]
}
