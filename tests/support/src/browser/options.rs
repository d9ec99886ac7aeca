//! Who sits in front of the browser.

use std::path::Path;

use serde_json::{Value, json};

/// The size of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// 1280 by 900.
    Desk,
    /// 360 by 780, as a phone shows pages.
    Phone,
}

/// How a browser is set up.
#[derive(Debug, Clone)]
pub struct Options {
    window: Window,
    language: String,
    scripts: bool,
    dark: bool,
}

impl Options {
    /// A large window, English, scripts on.
    #[must_use]
    pub fn desk() -> Self {
        Self { window: Window::Desk, language: "en".into(), scripts: true, dark: false }
    }

    /// A phone's window, English, scripts on.
    #[must_use]
    pub fn phone() -> Self {
        Self { window: Window::Phone, ..Self::desk() }
    }

    /// In a window of this size.
    #[must_use]
    pub fn window(self, window: Window) -> Self {
        Self { window, ..self }
    }

    /// For a person who reads this language.
    #[must_use]
    pub fn language(self, language: &str) -> Self {
        Self { language: language.into(), ..self }
    }

    /// With the scripts of pages turned off.
    #[must_use]
    pub fn without_scripts(self) -> Self {
        Self { scripts: false, ..self }
    }

    /// For a person who prefers dark pages.
    #[must_use]
    pub fn dark(self) -> Self {
        Self { dark: true, ..self }
    }

    pub(super) fn capabilities(&self, profile: &Path) -> Value {
        let mut arguments: Vec<String> = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--force-color-profile=srgb",
        ]
        .map(str::to_owned)
        .into();
        arguments.push(format!("--user-data-dir={}", profile.display()));
        arguments.push(format!("--accept-lang={}", self.language));
        let scheme = u8::from(!self.dark);
        arguments.push(format!("--blink-settings=preferredColorScheme={scheme}"));

        let (width, height, mobile) = match self.window {
            Window::Desk => (1280, 900, false),
            Window::Phone => (360, 780, true),
        };
        let mut preferences = json!({
            "intl.accept_languages": self.language,
            "credentials_enable_service": false,
        });
        if !self.scripts {
            preferences["profile.managed_default_content_settings.javascript"] = json!(2);
        }
        json!({
            "goog:chromeOptions": {
                "args": arguments,
                "prefs": preferences,
                // Without touch: clicks by touch never end where scripts are off.
                "mobileEmulation": {
                    "deviceMetrics": { "width": width, "height": height, "pixelRatio": 1, "mobile": mobile, "touch": false },
                },
            },
            "goog:loggingPrefs": { "browser": "ALL" },
        })
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::desk()
    }
}
