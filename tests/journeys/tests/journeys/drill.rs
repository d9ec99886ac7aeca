//! E5: a drill on a real relay: test mails, a recipient that is refused, a certificate that is not the relay's.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use test_support::postgres::{Cluster, TestDatabase};
use test_support::process::{Configuration, Home, WebProcess};
use test_support::smtp::{Certificate, Encryption, Fault, Sink, Terms};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs the built programs: run tests/run"]
async fn a_drill_tells_what_works_and_what_does_not_on_sqlite() -> Result<()> {
    story(None).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs PostgreSQL: run tests/run"]
async fn a_drill_tells_what_works_and_what_does_not_on_postgresql() -> Result<()> {
    story(Some(Cluster::shared()?.database()?)).await
}

/// A report, and how the command ended.
struct Report(Value, Option<i32>);

impl Report {
    fn of(home: &Home, arguments: &[&str]) -> Result<Self> {
        let answer = home.identity(&[&["drill", "--json"], arguments].concat(), "")?;
        let report = serde_json::from_str(&answer.out).with_context(|| answer.err.clone())?;
        Ok(Self(report, answer.status.code()))
    }

    fn grades(&self, check: &str) -> Vec<&str> {
        let all = self.0["checks"].as_array().map(Vec::as_slice).unwrap_or_default();
        all.iter().filter(|found| found["check"] == check).filter_map(|found| found["grade"].as_str()).collect()
    }
}

async fn story(database: Option<TestDatabase>) -> Result<()> {
    let sink = Sink::start().await?;
    let configuration = Configuration::new().mail_to(&sink, Encryption::StartTls);
    let configuration = match &database {
        Some(database) => configuration.on(database),
        None => configuration,
    };
    let home = Home::prepare(configuration)?;
    let mut web = WebProcess::start(&home).await?;
    ensure!(web.terminate().await?.success(), "a drill needs no pages");
    let cli = |arguments: &[&str], input: &str| home.identity(arguments, input)?.succeeds();
    let open = ["organization", "open", "--handle", "studio-rossi", "--name", "Studio Rossi", "--owner-name", "Giulia"];
    let address = ["--owner-address", "giulia@mail.example", "--language", "it", "--password-stdin"];
    cli(&[&open[..], &address].concat(), "sette nani e una mela\n")?;

    let report = Report::of(&home, &[])?;
    ensure!(report.1 == Some(0), "{}", report.0);
    // The disk of a database server is not for a command beside it to see.
    let disk: &[&str] = if database.is_some() { &[] } else { &["ok"] };
    ensure!(report.grades("disk") == disk, "{}", report.0);
    for check in ["links", "store", "schema", "clock", "mail", "test-mail", "break-glass"] {
        ensure!(report.grades(check) == ["ok"], "{check}: {}", report.0);
    }
    ensure!(report.grades("administrator") == ["warning", "warning"], "{}", report.0);
    let mail = sink.wait_for(|mail| mail.recipients() == ["giulia@mail.example"]).await?;
    ensure!(mail.subject().contains("prova") && mail.encrypted(), "{}", mail.subject());
    let shown: Value = serde_json::from_str(&cli(&["account", "show", "studio-rossi", "--json"], "")?)?;
    let events = shown["events"].as_array().context("no events")?;
    ensure!(events.iter().filter(|event| event["what"] == "break-glass-rehearsed").count() == 2, "{shown}");

    // To another address, and nobody else gets any.
    let seen = sink.mails().len();
    ensure!(Report::of(&home, &["--to", "operator@mail.example"])?.1 == Some(0));
    let mails = sink.mails();
    ensure!(mails.len() == seen + 1 && mails[seen].recipients() == ["operator@mail.example"]);

    // A mailbox that is gone, and an administrator who could not get back in.
    cli(&["account", "add", "sara/studio-rossi", "--name", "Sara", "--permission", "identity.accounts.manage"], "")?;
    sink.misbehave_once(Fault::unknown_recipient());
    let report = Report::of(&home, &["--organization", "studio-rossi"])?;
    ensure!(report.1 == Some(8), "{}", report.0);
    ensure!(report.grades("test-mail") == ["failure"], "{}", report.0);
    ensure!(report.grades("administrator").contains(&"failure"), "{}", report.0);

    // A link that is out is left alone.
    cli(&["break-glass", "studio-rossi", "--reason", "A drill", "--yes"], "")?;
    ensure!(Report::of(&home, &[])?.grades("break-glass") == ["warning"]);

    // Somebody else's certificate: nothing is said to whoever shows it.
    let impostor = Sink::start_on(Terms { certificate: Certificate::SelfSigned, ..Terms::default() }).await?;
    let text = std::fs::read_to_string(home.configuration_file())?;
    let text = text.replace(&format!("port = {}", sink.port()), &format!("port = {}", impostor.port()));
    std::fs::write(home.configuration_file(), text)?;
    let report = Report::of(&home, &[])?;
    ensure!(report.1 == Some(8) && report.grades("mail") == ["failure"], "{}", report.0);
    ensure!(report.grades("test-mail") == ["warning"] && impostor.mails().is_empty(), "{}", report.0);
    Ok(())
}
