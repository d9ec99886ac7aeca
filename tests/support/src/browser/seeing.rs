//! What a person in front of the browser can see.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde_json::json;
use tokio::time::{interval, timeout};

use super::{Browser, GLANCE, PATIENCE, Violation, axe, devtools, one_line};

impl Browser {
    /// The address of the page, as the browser has it.
    ///
    /// # Errors
    /// The browser is gone.
    pub async fn url(&self) -> Result<String> {
        Ok(self.client.current_url().await?.to_string())
    }

    /// The path of that address.
    ///
    /// # Errors
    /// The browser is gone.
    pub async fn path(&self) -> Result<String> {
        Ok(self.client.current_url().await?.path().to_owned())
    }

    /// The title of the page.
    ///
    /// # Errors
    /// The browser is gone.
    pub async fn title(&self) -> Result<String> {
        Ok(self.client.title().await?)
    }

    /// What can be read on the page, with runs of white space as one blank.
    ///
    /// # Errors
    /// The browser is gone.
    pub async fn text(&self) -> Result<String> {
        // Not WebDriver's own idea of text, which leaves out noscript also where it is shown.
        let script = "return document.body ? document.body.innerText : ''";
        let text = self.run(script, Vec::new()).await?;
        Ok(one_line(text.as_str().unwrap_or_default()))
    }

    /// Whether this can be read on the page now.
    ///
    /// # Errors
    /// The browser is gone.
    pub async fn shows(&self, text: &str) -> Result<bool> {
        Ok(self.text().await?.contains(&one_line(text)))
    }

    /// Waits until this can be read on the page.
    ///
    /// # Errors
    /// It cannot after a good while; the error quotes the page.
    pub async fn wait_for_text(&self, text: &str) -> Result<()> {
        let wanted = one_line(text);
        let arrived = async {
            let mut glances = interval(GLANCE);
            loop {
                glances.tick().await;
                // A page that is just being replaced has no text for a moment.
                if self.text().await.is_ok_and(|shown| shown.contains(&wanted)) {
                    return;
                }
            }
        };
        if timeout(PATIENCE, arrived).await.is_ok() {
            return Ok(());
        }
        bail!("{wanted:?} does not appear at {}, which shows: {}", self.url().await?, self.text().await?)
    }

    /// Waits until the address has this path.
    ///
    /// # Errors
    /// It has another after a good while; the error quotes the page.
    pub async fn wait_for_path(&self, path: &str) -> Result<()> {
        let arrived = async {
            let mut glances = interval(GLANCE);
            loop {
                glances.tick().await;
                if self.path().await.is_ok_and(|now| now == path) {
                    return;
                }
            }
        };
        if timeout(PATIENCE, arrived).await.is_ok() {
            return Ok(());
        }
        bail!("{path} is not reached; {} shows: {}", self.url().await?, self.text().await?)
    }

    /// What the field of that name holds.
    ///
    /// # Errors
    /// There is no such field.
    pub async fn value(&self, name: &str) -> Result<String> {
        Ok(self.field(name).await?.prop("value").await?.unwrap_or_default())
    }

    /// Whether the page is wider than its window, so that one has to scroll sideways to read it.
    ///
    /// # Errors
    /// The browser is gone.
    pub async fn scrolls_sideways(&self) -> Result<bool> {
        let script = "const root = document.scrollingElement; return root.scrollWidth > root.clientWidth";
        Ok(self.run(script, Vec::new()).await? == json!(true))
    }

    /// What axe-core finds wrong with the page. It needs `IDENTITY_AXE`, the path of `axe.min.js`, which tests/run sets.
    ///
    /// # Errors
    /// axe-core is missing or fails.
    pub async fn axe(&self) -> Result<Vec<Violation>> {
        axe::examine(&self.client).await
    }

    /// Fails if axe-core finds anything wrong with the page.
    ///
    /// # Errors
    /// Each violation with the elements concerned.
    pub async fn is_accessible(&self) -> Result<()> {
        let violations = self.axe().await?;
        ensure!(violations.is_empty(), "axe finds at {}: {violations:#?}", self.url().await?);
        Ok(())
    }

    /// What the browser has written to its console since the last call: refused resources, broken scripts, and the like.
    ///
    /// # Errors
    /// The browser is gone.
    pub async fn console(&self) -> Result<Vec<String>> {
        devtools::console(&self.client).await
    }

    /// Writes a picture of what the window shows, as PNG.
    ///
    /// # Errors
    /// The file cannot be written.
    pub async fn screenshot(&self, file: &Path) -> Result<()> {
        write(file, &self.client.screenshot().await?)
    }

    /// Writes a picture of the page from top to bottom, as PNG.
    ///
    /// # Errors
    /// The file cannot be written.
    pub async fn screenshot_whole(&self, file: &Path) -> Result<()> {
        write(file, &devtools::whole_page(&self.client).await?)
    }
}

fn write(file: &Path, picture: &[u8]) -> Result<()> {
    if let Some(directory) = file.parent() {
        std::fs::create_dir_all(directory)?;
    }
    std::fs::write(file, picture).with_context(|| format!("{} cannot be written", file.display()))
}
