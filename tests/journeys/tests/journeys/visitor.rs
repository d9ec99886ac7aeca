//! Somebody in front of a browser.

use std::ops::Deref;
use std::path::Path;

use anyhow::{Result, bail, ensure};
use fantoccini::Locator;
use fantoccini::elements::Element;
use test_support::browser::{Browser, Options, PATIENCE};

use crate::house::{House, Person};

/// A browser that is used to visit one house.
pub(crate) struct Visitor<'a> {
    browser: Browser,
    house: &'a House,
}

impl Deref for Visitor<'_> {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.browser
    }
}

impl<'a> Visitor<'a> {
    /// With a new browser.
    pub(crate) async fn new(house: &'a House, options: Options) -> Result<Self> {
        let browser = Browser::open(options).await?;
        Ok(Self { browser, house })
    }

    /// Goes to a page of the house.
    pub(crate) async fn open(&self, path: &str) -> Result<()> {
        self.goto(&self.house.url(path)).await
    }

    /// Fills in the sign-in page and sends it; what comes of it is the story's matter.
    pub(crate) async fn try_to_sign_in(&self, login: &str, password: &str) -> Result<()> {
        self.open("/sign-in").await?;
        self.fill("login", login).await?;
        self.fill("password", password).await?;
        send(self, "form[action='/sign-in']", "h1").await
    }

    /// Signs in, and is at home.
    pub(crate) async fn sign_in(&self, person: &Person) -> Result<()> {
        self.try_to_sign_in(person.login, person.password).await?;
        self.is_at_home(person).await
    }

    /// Fails unless this person is signed in and is greeted.
    pub(crate) async fn is_at_home(&self, person: &Person) -> Result<()> {
        self.wait_for_path("/home").await?;
        let greeting = self.find("h1").await?.text().await?;
        ensure!(greeting.ends_with(person.name), "{greeting}");
        Ok(())
    }

    /// Fails unless the page has this heading.
    pub(crate) async fn is_told(&self, heading: &str) -> Result<()> {
        let xpath = format!("//h1[normalize-space(.)=\"{heading}\"]");
        let found = self.client().wait().at_most(PATIENCE).for_element(Locator::XPath(&xpath)).await;
        if found.is_ok() {
            return Ok(());
        }
        bail!("no heading {heading:?} at {}, which shows: {}", self.url().await?, self.text().await?)
    }

    /// The table row that reads this.
    pub(crate) async fn row(&self, text: &str) -> Result<Element> {
        let xpath = format!("//tbody/tr[contains(normalize-space(.), \"{text}\")]");
        Ok(self.client().wait().at_most(PATIENCE).for_element(Locator::XPath(&xpath)).await?)
    }

    /// Presses something inside of the table row that reads this.
    pub(crate) async fn press_in_row(&self, row: &str, css: &str) -> Result<()> {
        Ok(self.row(row).await?.find(Locator::Css(css)).await?.click().await?)
    }

    /// Pictures the page, where pictures are asked for.
    pub(crate) async fn picture(&self, name: &str) -> Result<()> {
        picture(self, name).await
    }
}

/// Pictures what a browser shows from top to bottom, where pictures are asked for.
pub(crate) async fn picture(browser: &Browser, name: &str) -> Result<()> {
    match std::env::var_os("IDENTITY_PICTURES") {
        Some(directory) => browser.screenshot_whole(&Path::new(&directory).join(format!("{name}.png"))).await,
        None => Ok(()),
    }
}

/// Sends a form, and waits for what the next page must have; one without it is quoted.
pub(crate) async fn send(browser: &Browser, form: &str, answer: &str) -> Result<()> {
    // The page that is left may have the same things.
    browser.run("document.documentElement.dataset.left = ''", Vec::new()).await?;
    browser.click(&format!("{form} button:not([type=button]):not([disabled])")).await?;
    if browser.find(&format!("html:not([data-left]) {answer}")).await.is_ok() {
        return Ok(());
    }
    bail!("no {answer} at {}, which shows: {}", browser.url().await?, browser.text().await?)
}
