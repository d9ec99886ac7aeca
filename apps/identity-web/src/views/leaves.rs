//! The two pages that every footer leads to.

use askama::Template;

use super::frame::{Page, View};

/// What is kept about people here, and why: `/privacy`.
#[derive(Clone, Debug, Template)]
#[template(path = "privacy.html")]
pub struct Privacy {
    /// The frame.
    pub page: Page,
}

impl View for Privacy {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("privacy-title")
    }

    fn call_key(&self) -> &'static str {
        "call-help"
    }
}

/// What these pages do for everybody, and where they fall short: `/accessibility`.
#[derive(Clone, Debug, Template)]
#[template(path = "accessibility.html")]
pub struct Accessibility {
    /// The frame.
    pub page: Page,
}

impl View for Accessibility {
    fn page(&self) -> &Page {
        &self.page
    }

    fn title(&self) -> String {
        self.page.t("accessibility-title")
    }

    fn call_key(&self) -> &'static str {
        "call-help"
    }
}
