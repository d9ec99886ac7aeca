//! Accessibility, examined by axe-core.

use anyhow::{Context, Result, bail};
use fantoccini::Client;
use serde_json::Value;

/// A rule that the page breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// axe-core's name of the rule.
    pub rule: String,
    /// How bad it is, in axe-core's words.
    pub impact: String,
    /// What it is about.
    pub help: String,
    /// The elements concerned, as HTML.
    pub elements: Vec<String>,
}

const EXAMINE: &str = r"
const done = arguments[arguments.length - 1];
axe.run(document).then(
  (report) => done({ violations: report.violations }),
  (reason) => done({ failure: String(reason) }),
);
";

pub(super) async fn examine(client: &Client) -> Result<Vec<Violation>> {
    let file = std::env::var("IDENTITY_AXE").context("IDENTITY_AXE names no axe.min.js; tests/run sets it")?;
    let source = std::fs::read_to_string(&file).with_context(|| format!("{file} cannot be read"))?;
    client.execute(&source, Vec::new()).await?;
    let report = client.execute_async(EXAMINE, Vec::new()).await?;
    if let Some(failure) = report["failure"].as_str() {
        bail!("axe-core fails: {failure}");
    }
    let violations = report["violations"].as_array().context("axe-core reports nothing")?;
    Ok(violations.iter().map(violation).collect())
}

fn violation(found: &Value) -> Violation {
    let part = |name: &str| found[name].as_str().unwrap_or_default().to_owned();
    Violation {
        rule: part("id"),
        impact: part("impact"),
        help: part("help"),
        elements: found["nodes"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default()
            .iter()
            .map(|node| node["html"].as_str().unwrap_or_default().to_owned())
            .collect(),
    }
}
