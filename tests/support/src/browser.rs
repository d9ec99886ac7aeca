//! A real browser: headless Chromium, driven as a person would use it.
//!
//! Every step waits for what it needs, up to [`PATIENCE`], and fails with what it was looking for.

mod axe;
mod devtools;
mod driver;
mod options;
mod seeing;
mod sizing;

use std::fmt::Display;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::time::{interval, timeout};

pub use self::axe::Violation;
pub use self::options::{Options, Window};
pub use fantoccini::key::Key;

use self::driver::Driver;

/// How long a step waits for what it needs.
pub const PATIENCE: Duration = Duration::from_secs(15);

const GLANCE: Duration = Duration::from_millis(20);

/// A browser with a profile of its own. Dropping it ends every process of it and removes the profile.
#[derive(Debug)]
pub struct Browser {
    client: Client,
    /// After the client, which still says goodbye to it.
    _driver: Driver,
}

impl Browser {
    /// Starts one.
    ///
    /// # Errors
    /// Chromium or its driver is not installed, or does not start.
    pub async fn open(options: Options) -> Result<Self> {
        let driver = tokio::task::spawn_blocking(Driver::start).await??;
        let Value::Object(capabilities) = options.capabilities(driver.profile()) else {
            bail!("capabilities are an object");
        };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(driver.address())
            .await
            .context("Chromium does not start")?;
        Ok(Self { client, _driver: driver })
    }

    /// The WebDriver client, for what has no word here.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Opens an address and waits until it is loaded.
    ///
    /// # Errors
    /// There is nothing at that address.
    pub async fn goto(&self, url: &str) -> Result<()> {
        self.client.goto(url).await.with_context(|| format!("{url} does not open"))
    }

    /// Loads the page again.
    ///
    /// # Errors
    /// The browser is gone.
    pub async fn reload(&self) -> Result<()> {
        Ok(self.client.refresh().await?)
    }

    /// The first element of a CSS selector, waiting for it if need be.
    ///
    /// # Errors
    /// There is none after a good while.
    pub async fn find(&self, css: &str) -> Result<Element> {
        self.client
            .wait()
            .at_most(PATIENCE)
            .every(GLANCE)
            .for_element(Locator::Css(css))
            .await
            .with_context(|| format!("there is no {css}"))
    }

    /// Whether a CSS selector finds anything now.
    ///
    /// # Errors
    /// The browser is gone.
    pub async fn has(&self, css: &str) -> Result<bool> {
        Ok(!self.client.find_all(Locator::Css(css)).await?.is_empty())
    }

    /// Types this into the field of that name, over what was there. A day is given as `2026-12-31`, however the
    /// browser lets people type it in its language.
    ///
    /// # Errors
    /// There is no such field, or it takes no text.
    pub async fn fill(&self, name: &str, value: &str) -> Result<()> {
        let field = self.field(name).await?;
        if field.attr("type").await?.as_deref() == Some("date") {
            const PICK: &str = "const [name, day] = arguments; const field = document.querySelector(`[name=${name}]`); \
                field.value = day; field.dispatchEvent(new Event('input', { bubbles: true }));";
            return self.run(PICK, vec![name.into(), value.into()]).await.map(drop);
        }
        field.clear().await?;
        Ok(field.send_keys(value).await?)
    }

    /// Chooses the option with this value in the list of that name.
    ///
    /// # Errors
    /// There is no such list or option.
    pub async fn choose(&self, name: &str, value: &str) -> Result<()> {
        Ok(self.field(name).await?.select_by_value(value).await?)
    }

    /// Ticks the box or the radio button of that name and value, if it is not ticked.
    ///
    /// # Errors
    /// There is no such box.
    pub async fn tick(&self, name: &str, value: &str) -> Result<()> {
        let field = self.find(&format!("input[name={}][value={}]", css_string(name), css_string(value))).await?;
        if !field.is_selected().await? {
            field.click().await?;
        }
        Ok(())
    }

    /// Presses the button, link or disclosure that reads exactly so, and waits for the page that follows.
    ///
    /// # Errors
    /// None that can be seen reads so after a good while; the error quotes the page.
    pub async fn press(&self, label: &str) -> Result<()> {
        let reads_so = format!("normalize-space(.)={}", xpath_string(&one_line(label)));
        let xpath = format!(
            "//*[self::button or self::a or self::summary or @role='button'][{reads_so}] \
             | //input[(@type='submit' or @type='button') and @value={}]",
            xpath_string(label)
        );
        let found = timeout(PATIENCE, async {
            let mut glances = interval(GLANCE);
            loop {
                glances.tick().await;
                for element in self.client.find_all(Locator::XPath(&xpath)).await? {
                    if self.is_visible(&element).await {
                        return anyhow::Ok(element);
                    }
                }
            }
        })
        .await;
        match found {
            Ok(element) => Ok(element?.click().await?),
            Err(_) => {
                bail!("nothing to press reads {label:?} at {}, which shows: {}", self.url().await?, self.text().await?)
            }
        }
    }

    /// Clicks the first element of a CSS selector, and waits for the page that follows.
    ///
    /// # Errors
    /// There is none, or something covers it.
    pub async fn click(&self, css: &str) -> Result<()> {
        Ok(self.find(css).await?.click().await?)
    }

    /// Types keys into whatever has the focus: text, or a [`Key`].
    ///
    /// # Errors
    /// The browser is gone.
    pub async fn keys(&self, keys: impl Display) -> Result<()> {
        let keys = keys.to_string();
        Ok(self.client.active_element().await?.send_keys(&keys).await?)
    }

    /// Runs a script in the page and answers what it returns. It works without scripts of the page's own, and under any
    /// content security policy.
    ///
    /// # Errors
    /// The script throws.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.client.execute(script, arguments).await?)
    }

    /// Does what password managers do with credentials saved for the site: fills every password field, the text field
    /// before each, and fields that say they are for a user name or an address. Answers the names of what was filled.
    ///
    /// # Errors
    /// The browser is gone.
    pub async fn autofill(&self, login: &str, password: &str) -> Result<Vec<String>> {
        let filled = self.run(include_str!("browser/autofill.js"), vec![json!(login), json!(password)]).await?;
        Ok(serde_json::from_value(filled)?)
    }

    /// Ends the session in good order, so that the next start of a profile would find it.
    ///
    /// # Errors
    /// The browser is gone.
    pub async fn close(self) -> Result<()> {
        Ok(self.client.clone().close().await?)
    }

    /// A page that is just being replaced shows nothing.
    async fn is_visible(&self, element: &Element) -> bool {
        let script = "return arguments[0].checkVisibility({ visibilityProperty: true })";
        let Ok(element) = serde_json::to_value(element) else {
            return false;
        };
        self.run(script, vec![element]).await.is_ok_and(|visible| visible == json!(true))
    }

    async fn field(&self, name: &str) -> Result<Element> {
        self.find(&format!("[name={}]:not([type=hidden])", css_string(name))).await
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn css_string(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// XPath has no escape: text with both kinds of quotes is put together.
fn xpath_string(text: &str) -> String {
    if !text.contains('\'') {
        return format!("'{text}'");
    }
    let parts: Vec<String> = text.split('\'').map(|part| format!("'{part}'")).collect();
    format!("concat({})", parts.join(", \"'\", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_can_be_looked_for() {
        assert_eq!(xpath_string("Accedi"), "'Accedi'");
        assert_eq!(xpath_string("L'\"altro\""), "concat('L', \"'\", '\"altro\"')");
        assert_eq!(css_string("a\"b\\"), "\"a\\\"b\\\\\"");
        assert_eq!(one_line(" a\n  b "), "a b");
    }
}
