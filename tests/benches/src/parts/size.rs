//! How large the programs are.

use anyhow::Result;
use test_support::process::program;

use crate::{house::megabytes_of, report::Report};

pub(super) fn measure(report: &mut Report) -> Result<()> {
    for name in ["identity-web", "identity"] {
        report.figure(format!("`{name}`"), "MB", &[megabytes_of(&program(name)?)?])?;
    }
    Ok(())
}
