//! Many accounts at once, and lists of people.

use super::super::{
    BulkAct, BulkFate, BulkLine, ConsoleBulk, ConsoleImport, ImportLine, ImportReport, ImportState, Listing, Remark,
    WrongLine,
};
use super::{Sample, shown, signed_in};

pub(super) fn many(code: &str) -> Vec<Sample> {
    use BulkFate as F;
    let line = |(id, fate): (usize, BulkFate)| BulkLine {
        id: id.to_string(),
        display_name: if fate == BulkFate::NotFound { String::new() } else { "Davide <b>Longo</b>".into() },
        login: if fate == BulkFate::NotFound { String::new() } else { format!("davide{id}/studio-rossi") },
        fate,
    };
    let page = |act, asking, fates: &[BulkFate]| ConsoleBulk {
        page: signed_in(code),
        locked_count: 2,
        act,
        asking,
        lines: fates.iter().copied().enumerate().map(line).collect(),
        back: "/console/accounts".into(),
    };
    let every = [
        F::Done,
        F::Done,
        F::Already,
        F::NotFound,
        F::Stronger,
        F::Own,
        F::Suspended,
        F::Ended,
        F::NoAddress,
        F::NoPassword,
        F::HasPassword,
        F::NotNow,
    ];
    let asked = || Some(Listing { q: "\"><x>".into(), ..Listing::default() });
    vec![
        shown("console-bulk-ask-suspend", &page(BulkAct::Suspend, asked(), &every)),
        shown("console-bulk-ask-unlock", &page(BulkAct::Unlock, asked(), &[F::Done])),
        shown("console-bulk-ask-reinstate", &page(BulkAct::Reinstate, asked(), &[F::Done, F::Already])),
        shown("console-bulk-ask-reset", &page(BulkAct::SendReset, asked(), &[F::Done, F::NoAddress])),
        shown("console-bulk-ask-welcome", &page(BulkAct::SendWelcome, asked(), &[F::Done, F::Done])),
        shown("console-bulk-some", &page(BulkAct::SendReset, None, &every)),
        shown("console-bulk-all", &page(BulkAct::Suspend, None, &[F::Done, F::Already])),
        shown("console-bulk-none", &page(BulkAct::Unlock, None, &[F::Stronger])),
        shown("console-bulk-nobody", &page(BulkAct::Unlock, None, &[])),
    ]
}

pub(super) fn import(code: &str) -> Vec<Sample> {
    let page = |state| ConsoleImport {
        page: signed_in(code),
        locked_count: 0,
        handle: "studio-rossi".into(),
        columns: vec!["login", "display_name", "language", "contact", "state", "later"],
        most_rows: 20_000,
        most_megabytes: 4,
        state,
    };
    let checked = |report, is_late| ImportState::Checked {
        report,
        content: "login\n\"><script>\n".into(),
        agreed: "5f".repeat(32),
        is_late,
    };
    let report = ImportReport {
        made_count: 203,
        made: vec![line(2, "marco/studio-rossi", Some("Marco <b>Bianchi</b>"), &[])],
        changed_count: 2,
        changed: vec![
            line(3, "anna/studio-rossi", None, &["display_name", "contact"]),
            line(4, "bruno/studio-rossi", None, &["state"]),
        ],
        unchanged_count: 12,
        ..ImportReport::default()
    };
    let wrong = ImportReport { wrong_count: 212, wrong: wrong_lines(), ..report.clone() };
    let changing = ImportReport { made_count: 0, made: Vec::new(), ..report.clone() };
    let idle = ImportReport { unchanged_count: 7, ..ImportReport::default() };
    let unknown = Remark::new("import-unknown-column").count("column", 2_u32);
    vec![
        shown("console-import", &page(ImportState::Choose)),
        shown(
            "console-import-broken",
            &page(ImportState::Broken(unknown.text("name", "<img src=x>".into()).text("known", "login, state".into()))),
        ),
        shown("console-import-checked", &page(checked(report.clone(), false))),
        shown("console-import-late", &page(checked(changing, true))),
        shown("console-import-wrong", &page(checked(wrong, false))),
        shown("console-import-idle", &page(checked(idle, false))),
        shown("console-import-done", &page(ImportState::Done(report))),
    ]
}

fn line(line: u32, login: &str, display_name: Option<&str>, columns: &[&'static str]) -> ImportLine {
    let display_name = display_name.map(str::to_owned);
    ImportLine { line, login: login.into(), display_name, columns: columns.to_vec() }
}

fn wrong_lines() -> Vec<WrongLine> {
    let wrong = |line, column, given: &str, remark| WrongLine { line, column, given: given.into(), remark };
    vec![
        wrong(5, Some("contact"), "a@mail.example, <b>", Remark::new("import-address-characters")),
        wrong(9, None, "marco", Remark::new("import-ragged").count("cells", 3_u32).count("head", 5_u32)),
        wrong(11, Some("login"), "marco/studio-rossi", Remark::new("import-twice").count("first", 2_u32)),
    ]
}
