//! `identity account import`.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use identity_core::{
    application::account::{ImportError, ImportPlan, ImportTerms},
    domain::import::{ImportFault, ImportField, ImportOutcome, ImportRow},
};
use identity_csv::{CellFault, Column, RowFault, Sheet};
use serde_json::{Value as Json, json};

use super::super::Desk;
use crate::{
    arguments::ImportAccounts,
    exit::Exit,
    output::{Answer, Cell},
    progress,
    refusal::{Refusal, Why},
    words::{Sentence, Words, say},
};

/// How many lines of each kind people are shown; machines get all.
const SHOWN: usize = 50;

pub(super) async fn import(desk: &Desk, words: &Words, typed: &ImportAccounts) -> Result<Answer, Refusal> {
    let bytes = read(&typed.file)?;
    let organization = desk.organization(&typed.organization).await?.value;
    let Sheet { rows, faults } = identity_csv::read(&bytes, &organization.handle).map_err(Refusal::List)?;
    let accounts = desk.identity().accounts();
    let waiting = progress::waiting(&words.tell(&say!("importing").with("count", rows.len())));
    let (plan, is_done) = if typed.dry_run || !faults.is_empty() {
        (accounts.plan_import(&desk.authority, organization.id, rows).await, false)
    } else {
        let terms = ImportTerms { welcome: !typed.no_welcome, agreed: None };
        (accounts.import(&desk.authority, organization.id, rows, terms, &desk.from).await, true)
    };
    drop(waiting);
    let (plan, is_done) = match plan {
        Ok(plan) => (plan, is_done),
        Err(ImportError::Wrong(plan) | ImportError::ChangedMeanwhile(plan)) => (plan, false),
        Err(ImportError::NotFound) => return Err(Refusal::NoSuchOrganization(typed.organization.clone())),
        Err(ImportError::NotAllowed) => return Err(Refusal::NotAllowed),
        Err(ImportError::Unavailable(unavailable)) => return Err(unavailable.into()),
    };
    Ok(answer(desk, typed.dry_run, is_done, &plan, &faults))
}

/// What is in a file, as far as any list goes and a byte more.
fn read(file: &Path) -> Result<Vec<u8>, Refusal> {
    let unread = |error: io::Error| Refusal::ListUnread(file.to_owned(), error.to_string());
    let mut source: Box<dyn Read> =
        if file == Path::new("-") { Box::new(io::stdin().lock()) } else { Box::new(File::open(file).map_err(unread)?) };
    let most = u64::try_from(identity_csv::MOST_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    source.by_ref().take(most).read_to_end(&mut bytes).map_err(unread)?;
    Ok(bytes)
}

/// A line of the report.
struct Line {
    number: u32,
    login: String,
    outcome: &'static str,
    columns: Vec<&'static str>,
    fault: Option<(&'static str, Sentence)>,
}

fn answer(desk: &Desk, dry_run: bool, is_done: bool, plan: &ImportPlan, faults: &[RowFault]) -> Answer {
    let mut lines: Vec<Line> = plan.lines.iter().map(|(row, outcome)| planned(row, outcome)).collect();
    lines.extend(faults.iter().map(unreadable));
    lines.sort_by_key(|line| line.number);
    let count = |outcome| lines.iter().filter(|line| line.outcome == outcome).count();
    let (made, changed, unchanged, wrong) = (count("made"), count("changed"), count("unchanged"), count("wrong"));
    let document = json!({
        "imported": is_done,
        "dry_run": dry_run,
        "made": made,
        "changed": changed,
        "unchanged": unchanged,
        "wrong": wrong,
        "lines": lines.iter().map(document).collect::<Vec<_>>(),
    });
    let mut answer = Answer::new(document, desk.zone);
    if wrong > 0 {
        answer = table_of_wrong(answer, &lines).line(say!("import-refused").with("count", wrong));
        return answer.ending(Exit::Invalid);
    }
    if made + changed == 0 {
        return answer.line(say!("import-idle").with("count", unchanged));
    }
    answer = table_of_others(answer, &lines);
    answer = answer.line(if is_done {
        say!("import-done").with("made", made).with("changed", changed).with("unchanged", unchanged)
    } else {
        say!("import-would").with("made", made).with("changed", changed).with("unchanged", unchanged)
    });
    if dry_run { answer.line(say!("nothing-was-done")) } else { answer }
}

fn table_of_wrong(answer: Answer, lines: &[Line]) -> Answer {
    let head = vec![say!("column-line"), say!("column-column"), say!("column-cell"), say!("column-remedy")];
    let wrong: Vec<&Line> = lines.iter().filter(|line| line.fault.is_some()).collect();
    let rows = wrong.iter().take(SHOWN).filter_map(|line| {
        let (column, remedy) = line.fault.clone()?;
        Some(vec![
            Cell::Text(line.number.to_string()),
            Cell::Text(column.to_owned()),
            Cell::Text(line.login.clone()),
            Cell::Said(remedy),
        ])
    });
    more(answer.table(head, rows.collect(), say!("nobody-named")), wrong.len())
}

fn table_of_others(answer: Answer, lines: &[Line]) -> Answer {
    let head = vec![say!("column-line"), say!("column-login"), say!("column-outcome")];
    let others: Vec<&Line> = lines.iter().filter(|line| line.outcome != "unchanged").collect();
    let rows = others.iter().take(SHOWN).map(|line| {
        let outcome = match line.outcome {
            "made" => say!("outcome-made"),
            _ => say!("outcome-changed").with("columns", line.columns.join(", ")),
        };
        vec![Cell::Text(line.number.to_string()), Cell::Text(line.login.clone()), Cell::Said(outcome)]
    });
    more(answer.table(head, rows.collect(), say!("nobody-named")), others.len())
}

fn more(answer: Answer, all: usize) -> Answer {
    match all.checked_sub(SHOWN) {
        Some(more) if more > 0 => answer.line(say!("import-more").with("count", more)),
        _ => answer,
    }
}

fn planned(row: &ImportRow, outcome: &ImportOutcome) -> Line {
    let line =
        |outcome, columns, fault| Line { number: row.line, login: row.login.to_string(), outcome, columns, fault };
    match outcome {
        ImportOutcome::Made => line("made", Vec::new(), None),
        ImportOutcome::Changed(fields) => line("changed", fields.iter().map(|field| column(*field)).collect(), None),
        ImportOutcome::Unchanged => line("unchanged", Vec::new(), None),
        ImportOutcome::Wrong(fault) => {
            let column = if *fault == ImportFault::NoDisplayName { Column::DisplayName } else { Column::Login };
            line("wrong", Vec::new(), Some((column.name(), import_fault(*fault))))
        }
    }
}

fn unreadable(fault: &RowFault) -> Line {
    let column = fault.column.map_or("-", Column::name);
    Line {
        number: fault.line,
        login: fault.given.clone(),
        outcome: "wrong",
        columns: Vec::new(),
        fault: Some((column, cell_fault(fault.what))),
    }
}

fn document(line: &Line) -> Json {
    match &line.fault {
        Some((column, _)) => {
            json!({ "line": line.number, "outcome": line.outcome, "column": column, "given": line.login })
        }
        None => {
            json!({ "line": line.number, "outcome": line.outcome, "login": line.login, "columns": line.columns })
        }
    }
}

const fn column(field: ImportField) -> &'static str {
    match field {
        ImportField::DisplayName => Column::DisplayName,
        ImportField::Language => Column::Language,
        ImportField::Contact => Column::Contact,
        ImportField::Standing => Column::State,
    }
    .name()
}

fn import_fault(fault: ImportFault) -> Sentence {
    match fault {
        ImportFault::NoDisplayName => say!("import-no-name"),
        ImportFault::Twice { first } => say!("import-twice").with("first", first),
        ImportFault::Owner => say!("import-owner"),
        ImportFault::Stronger | ImportFault::OwnAccount => say!("import-stronger"),
        ImportFault::NoSuchOwner => say!("member-wanted"),
    }
}

fn cell_fault(fault: CellFault) -> Sentence {
    match fault {
        CellFault::Ragged { cells, head } => say!("import-ragged").with("cells", cells).with("head", head),
        CellFault::LineBreak => say!("import-line-break"),
        CellFault::TooLong { limit } => say!("name-at-most").with("limit", limit),
        CellFault::OtherOrganization => say!("import-other-organization"),
        CellFault::State => say!("import-state"),
        CellFault::Login(error) => Why::Name(error).remedy(),
        CellFault::Name(error) => Why::Text(error).remedy(),
        CellFault::Language(error) => Why::Language(error).remedy(),
        CellFault::Address(error) => Why::Address(error).remedy(),
    }
}
