//! From the start of the process to the first page.

use std::{path::Path, process::Stdio, time::Duration};

use anyhow::{Result, ensure};
use test_support::{ports, process::program};
use tokio::{process::Command, time::Instant};

use crate::{
    Extent,
    figure::Goal,
    http::{Connection, Request},
    report::Report,
};

const GOAL: f64 = 150.0;

pub(super) async fn measure(extent: Extent, report: &mut Report) -> Result<()> {
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for _ in 0..extent.of(10, 2) {
        let directory = tempfile::tempdir()?;
        first.push(first_answer(directory.path()).await?);
        second.push(first_answer(directory.path()).await?);
    }
    report.figure_with_goal("In an empty directory: makes key and database", "ms", &first, Goal::AtMost(GOAL))?;
    report.figure("In the same directory again", "ms", &second)
}

/// Starts the web app with nothing but addresses in its environment, and asks for the sign-in page until it comes.
async fn first_answer(directory: &Path) -> Result<f64> {
    let (port, operations) = (ports::free()?, ports::free()?);
    let mut command = Command::new(program("identity-web")?);
    command
        .current_dir(directory)
        .env_clear()
        .env("IDENTITY__WEB__LISTEN", format!("127.0.0.1:{port}"))
        .env("IDENTITY__WEB__OPERATIONS_LISTEN", format!("127.0.0.1:{operations}"))
        .env("IDENTITY__WEB__BASE_URL", format!("http://localhost:{port}"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    let begun = Instant::now();
    let mut child = command.spawn()?;
    let mut connection = Connection::open_when_there(port, Duration::from_secs(30)).await?;
    let status = connection.ask(&Request::get("/sign-in", "")).await?.status;
    let took = begun.elapsed();
    ensure!(status == 200, "the first answer was {status}");
    child.kill().await?;
    Ok(took.as_secs_f64() * 1000.0)
}
