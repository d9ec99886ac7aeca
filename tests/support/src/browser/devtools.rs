//! What Chromium's driver offers beyond the WebDriver standard.

use std::str::FromStr;

use anyhow::{Context, Result};
use data_encoding::BASE64;
use fantoccini::Client;
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use reqwest::Url;
use serde_json::{Value, json};

/// A `POST` below the session's own address.
#[derive(Debug)]
struct Extension {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(&self, base_url: &Url, session_id: Option<&str>) -> Result<Url, <Url as FromStr>::Err> {
        base_url.join(&format!("session/{}/{}", session_id.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

pub(super) async fn console(client: &Client) -> Result<Vec<String>> {
    let entries = client.issue_cmd(Extension { path: "se/log", body: json!({ "type": "browser" }) }).await?;
    Ok(entries
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
        .map(|entry| {
            let part = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
            format!("{} {}", part("level"), part("message"))
        })
        .collect())
}

pub(super) async fn whole_page(client: &Client) -> Result<Vec<u8>> {
    let picture = client
        .issue_cmd(Extension {
            path: "goog/cdp/execute",
            body: json!({ "cmd": "Page.captureScreenshot", "params": { "format": "png", "captureBeyondViewport": true } }),
        })
        .await?;
    let encoded = picture["data"].as_str().context("no picture came back")?;
    Ok(BASE64.decode(encoded.as_bytes())?)
}

/// Small windows are a phone's: pages then obey their viewport.
pub(super) async fn resize(client: &Client, width: u32, height: u32) -> Result<()> {
    let parameters = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
    client
        .issue_cmd(Extension {
            path: "goog/cdp/execute",
            body: json!({ "cmd": "Emulation.setDeviceMetricsOverride", "params": parameters }),
        })
        .await?;
    Ok(())
}
