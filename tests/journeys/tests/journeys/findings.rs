//! What is wrong with pages, gathered over a tour of many.

use anyhow::{Result, ensure};
use serde_json::json;
use test_support::browser::Browser;

use crate::visitor::picture;

/// A desk, and a phone.
const SIZES: [(u32, u32); 2] = [(1280, 900), (360, 780)];

/// The narrowest window in which nobody has to scroll sideways.
const NARROWEST: (u32, u32) = (320, 640);

/// Everything that was found so far.
pub(crate) struct Findings {
    language: &'static str,
    pages: usize,
    found: Vec<String>,
}

impl Findings {
    /// None yet, on pages in this language.
    pub(crate) fn of(language: &'static str) -> Self {
        Self { language, pages: 0, found: Vec::new() }
    }

    /// Examines the page that the browser shows, and pictures it where pictures are asked for.
    pub(crate) async fn on(&mut self, browser: &Browser, page: &str) -> Result<()> {
        self.pages += 1;
        browser.find("h1").await?;
        let language = browser.run("return document.documentElement.lang", Vec::new()).await?;
        if language != json!(self.language) {
            self.found.push(format!("{page}: it speaks {language}"));
        }
        for (width, height) in SIZES {
            browser.resize(width, height).await?;
            for violation in browser.axe().await? {
                self.found.push(format!(
                    "{page} at {width}: {} ({}): {:?}",
                    violation.rule, violation.help, violation.elements
                ));
            }
            picture(browser, &format!("{}/{:02}-{}-{width}", self.language, self.pages, plain(page))).await?;
        }
        browser.resize(NARROWEST.0, NARROWEST.1).await?;
        if browser.scrolls_sideways().await? {
            self.found.push(format!("{page} at {}: it scrolls sideways", NARROWEST.0));
        }
        // A status that is no success is a line of the console too, and no fault.
        let complaints = browser.console().await?;
        self.found.extend(
            complaints
                .iter()
                .filter(|line| !line.contains("Failed to load resource"))
                .map(|line| format!("{page}: the console says {line}")),
        );
        Ok(())
    }

    /// Fails if there are any, or if fewer pages were seen than expected.
    pub(crate) fn are_none(self, pages: usize) -> Result<()> {
        ensure!(self.found.is_empty(), "{} on {} pages:\n{}", self.found.len(), self.pages, self.found.join("\n"));
        ensure!(self.pages == pages, "{} pages were seen", self.pages);
        Ok(())
    }
}

/// The name of a page, as it can be part of a file's.
fn plain(page: &str) -> String {
    page.replace(|it: char| !it.is_ascii_alphanumeric(), "-")
}
