//! Lists of people that come in and go out as files.
//!
//! Between the look at a list and its import the server keeps nothing: the page carries the list, and the
//! digest of what was said about it. Where it would do something else by then, it is looked at again.

use std::sync::Arc;

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use data_encoding::HEXLOWER;
use futures_util::stream;
use identity_core::{
    application::account::{ImportError, ImportPlan, ImportTerms},
    domain::{
        import::{ImportFault, ImportField, ImportOutcome, ImportRow},
        kernel::Digest,
    },
};
use identity_csv::{Column, FileFault, RowFault, Sheet};

use super::console::Administrator;
use crate::{
    request::{Posted, Uploaded, show},
    trouble::Trouble,
    views::{ConsoleImport, ImportLine, ImportReport, ImportState, Remark, WrongLine},
};

mod words;

use self::words::{cell_fault, file_fault, import_fault};

/// How many lines of each kind a page shows.
const SHOWN: usize = 200;

impl From<ImportError> for Trouble {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::NotFound => Self::NotFound,
            ImportError::NotAllowed => Self::Forbidden,
            // Told on the page of the import itself.
            ImportError::Wrong(_) | ImportError::ChangedMeanwhile(_) => Self::Unreadable,
            ImportError::Unavailable(unavailable) => unavailable.into(),
        }
    }
}

pub(crate) async fn form(administrator: Administrator) -> Result<Response, Trouble> {
    administrator.authority().await?;
    page(&administrator, StatusCode::OK, ImportState::Choose).await
}

/// A file is looked at; a list that comes back from the page that showed it is imported.
pub(crate) async fn submit(administrator: Administrator, uploaded: Uploaded) -> Result<Response, Trouble> {
    let Uploaded { posted, file } = uploaded;
    match file {
        Some(file) => look(&administrator, &file).await,
        None if posted.one("agreed")?.is_empty() => {
            let nothing = Remark::new("import-no-file");
            page(&administrator, StatusCode::UNPROCESSABLE_ENTITY, ImportState::Broken(nothing)).await
        }
        None => import(&administrator, &posted).await,
    }
}

async fn look(administrator: &Administrator, file: &[u8]) -> Result<Response, Trouble> {
    let authority = administrator.authority().await?;
    let organization = administrator.present().organization();
    let sheet = match identity_csv::read(file, &organization.handle) {
        Ok(sheet) => sheet,
        Err(fault) => return broken(administrator, &fault).await,
    };
    let Sheet { rows, faults } = sheet;
    let accounts = administrator.0.caller.identity().accounts();
    let plan = accounts.plan_import(&authority, organization.id, rows).await?;
    let content = String::from_utf8_lossy(file).into_owned();
    checked(administrator, &plan, &faults, content, false).await
}

async fn import(administrator: &Administrator, posted: &Posted) -> Result<Response, Trouble> {
    let authority = administrator.authority().await?;
    let organization = administrator.present().organization();
    let (content, agreed) = (posted.one("content")?, digest(posted.one("agreed")?)?);
    let sheet = match identity_csv::read(content.as_bytes(), &organization.handle) {
        Ok(sheet) => sheet,
        Err(fault) => return broken(administrator, &fault).await,
    };
    if !sheet.faults.is_empty() {
        return Err(Trouble::Unreadable);
    }
    let caller = &administrator.0.caller;
    let terms = ImportTerms { welcome: posted.one("welcome")? == "yes", agreed: Some(&agreed) };
    let accounts = caller.identity().accounts();
    match accounts.import(&authority, organization.id, sheet.rows, terms, &caller.visit().from).await {
        Ok(plan) => {
            caller.letters_may_wait();
            page(administrator, StatusCode::OK, ImportState::Done(report(&plan, &[]))).await
        }
        Err(ImportError::Wrong(plan) | ImportError::ChangedMeanwhile(plan)) => {
            checked(administrator, &plan, &[], content.to_owned(), true).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn broken(administrator: &Administrator, fault: &FileFault) -> Result<Response, Trouble> {
    page(administrator, StatusCode::UNPROCESSABLE_ENTITY, ImportState::Broken(file_fault(fault))).await
}

async fn checked(
    administrator: &Administrator,
    plan: &ImportPlan,
    faults: &[RowFault],
    content: String,
    is_late: bool,
) -> Result<Response, Trouble> {
    let report = report(plan, faults);
    let status = match (report.wrong_count > 0, is_late) {
        (true, _) => StatusCode::UNPROCESSABLE_ENTITY,
        (false, true) => StatusCode::CONFLICT,
        (false, false) => StatusCode::OK,
    };
    let agreed = HEXLOWER.encode(plan.digest.as_bytes());
    page(administrator, status, ImportState::Checked { report, content, agreed, is_late }).await
}

async fn page(administrator: &Administrator, status: StatusCode, state: ImportState) -> Result<Response, Trouble> {
    let view = ConsoleImport {
        page: administrator.0.page(),
        locked_count: administrator.locked_count().await?,
        handle: administrator.present().organization().handle.to_string(),
        columns: Column::ALL.map(Column::name).to_vec(),
        most_rows: identity_csv::MOST_ROWS,
        most_megabytes: identity_csv::MOST_BYTES >> 20,
        state,
    };
    Ok(show(status, &view))
}

fn digest(text: &str) -> Result<Digest, Trouble> {
    let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_| Trouble::Unreadable)?;
    bytes.try_into().map(Digest::as_stored).map_err(|_| Trouble::Unreadable)
}

/// What the page tells of a plan: counts of all, and the first lines of each kind.
fn report(plan: &ImportPlan, faults: &[RowFault]) -> ImportReport {
    let mut report = ImportReport { wrong_count: faults.len(), ..ImportReport::default() };
    let mut wrong: Vec<WrongLine> = faults.iter().map(wrong_cell).collect();
    for (row, outcome) in &plan.lines {
        match outcome {
            ImportOutcome::Made => {
                report.made_count += 1;
                if report.made.len() < SHOWN {
                    report.made.push(import_line(row, &[]));
                }
            }
            ImportOutcome::Changed(fields) => {
                report.changed_count += 1;
                if report.changed.len() < SHOWN {
                    report.changed.push(import_line(row, fields));
                }
            }
            ImportOutcome::Unchanged => report.unchanged_count += 1,
            ImportOutcome::Wrong(fault) => {
                report.wrong_count += 1;
                wrong.push(wrong_line(row, *fault));
            }
        }
    }
    wrong.sort_by_key(|line| line.line);
    wrong.truncate(SHOWN);
    report.wrong = wrong;
    report
}

fn import_line(row: &ImportRow, fields: &[ImportField]) -> ImportLine {
    let column = |field: &ImportField| match field {
        ImportField::DisplayName => Column::DisplayName,
        ImportField::Language => Column::Language,
        ImportField::Contact => Column::Contact,
        ImportField::Standing => Column::State,
    };
    ImportLine {
        line: row.line,
        login: row.login.to_string(),
        display_name: row.display_name.as_ref().map(|name| name.as_str().to_owned()),
        columns: fields.iter().map(|field| column(field).name()).collect(),
    }
}

fn wrong_cell(fault: &RowFault) -> WrongLine {
    WrongLine {
        line: fault.line,
        column: fault.column.map(Column::name),
        given: fault.given.clone(),
        remark: cell_fault(fault.what),
    }
}

fn wrong_line(row: &ImportRow, fault: ImportFault) -> WrongLine {
    let column = match fault {
        ImportFault::NoDisplayName => Column::DisplayName,
        _ => Column::Login,
    };
    WrongLine { line: row.line, column: Some(column.name()), given: row.login.to_string(), remark: import_fault(fault) }
}

/// Everybody, page after page, as the store gives them. That they were taken out is recorded.
pub(crate) async fn export(administrator: Administrator, _posted: Posted) -> Result<Response, Trouble> {
    let authority = administrator.authority().await?;
    let caller = &administrator.0.caller;
    let organization = administrator.present().account().organization;
    let accounts = caller.identity().accounts();
    let begun = accounts.begin_export(&authority, organization, &caller.visit().from).await?;
    let export = begun.ok_or(Trouble::NotFound)?;
    let lines = stream::try_unfold((Arc::clone(&caller.app), export, true), |(app, mut export, is_first)| async move {
        let accounts = app.identity.accounts().next_exported(&mut export).await?;
        if accounts.is_empty() && !is_first {
            return Ok::<_, identity_core::application::unavailable::Unavailable>(None);
        }
        let mut text = if is_first { identity_csv::head() } else { String::new() };
        text.extend(accounts.iter().map(identity_csv::line));
        Ok(Some((text, (app, export, false))))
    });
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"accounts.csv\"")),
    ];
    Ok((headers, Body::from_stream(lines)).into_response())
}
