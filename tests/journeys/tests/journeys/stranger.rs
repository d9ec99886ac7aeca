//! Somebody without a browser: a program that speaks HTTP.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use reqwest::header::{COOKIE, HeaderMap, LOCATION, SET_COOKIE, USER_AGENT};
use reqwest::{Client, Method, StatusCode};

use crate::house::{House, Person, WRONG};

/// Keeps cookies and sends forms back with what was in them, as a browser would.
pub(crate) struct Stranger<'a> {
    house: &'a House,
    client: Client,
    agent: String,
    cookies: BTreeMap<String, String>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) body: String,
}

impl<'a> Stranger<'a> {
    /// One who comes for the first time, and says to use this.
    pub(crate) fn new(house: &'a House, agent: &str) -> Result<Self> {
        let client = Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build()?;
        Ok(Self { house, client, agent: agent.to_owned(), cookies: BTreeMap::new() })
    }

    /// Asks for a page.
    pub(crate) async fn get(&mut self, path: &str) -> Result<Page> {
        let url = self.house.url(path);
        self.ask(Method::GET, &url, None).await
    }

    /// Asks for whatever address a mail holds, the way that a scanner of mails does: it remembers nothing.
    pub(crate) async fn scan(&mut self, method: Method, url: &str) -> Result<Page> {
        self.cookies.clear();
        self.ask(method, url, None).await
    }

    /// Opens the page with a form, fills it in and sends it to `action`.
    pub(crate) async fn send(&mut self, page: &str, action: &str, fields: &[(&str, &str)]) -> Result<Page> {
        let form = self.get(page).await?;
        let token =
            between(&form.body, "name=\"csrf\" value=\"", "\"").with_context(|| format!("{page} has no form"))?;
        let mut sent = vec![("csrf", token)];
        sent.extend_from_slice(fields);
        let url = self.house.url(action);
        self.ask(Method::POST, &url, Some(&sent)).await
    }

    /// Tries a password.
    pub(crate) async fn try_to_sign_in(&mut self, login: &str, password: &str) -> Result<Page> {
        let fields = [("login", login), ("password", password), ("next", "")];
        self.send("/sign-in", "/sign-in", &fields).await
    }

    /// Signs in.
    pub(crate) async fn sign_in(&mut self, person: &Person) -> Result<()> {
        let page = self.try_to_sign_in(person.login, person.password).await?;
        ensure!(page.location == "/home", "{}: {}", page.status, page.body);
        Ok(())
    }

    /// Whether a signed-in page is open to it.
    pub(crate) async fn is_signed_in(&mut self) -> Result<bool> {
        let page = self.get("/home").await?;
        ensure!(page.status == StatusCode::OK || page.location.starts_with("/sign-in"));
        Ok(page.status == StatusCode::OK)
    }

    /// Guesses until the name is barred, which is after five wrong passwords and not before.
    pub(crate) async fn bar(&mut self, person: &Person) -> Result<()> {
        for guess in 1..=5 {
            let page = self.try_to_sign_in(person.login, WRONG).await?;
            let expected = if guess < 5 { StatusCode::UNAUTHORIZED } else { StatusCode::FORBIDDEN };
            ensure!(page.status == expected, "guess {guess}: {}", page.status);
        }
        Ok(())
    }

    async fn ask(&mut self, method: Method, url: &str, form: Option<&[(&str, &str)]>) -> Result<Page> {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = self.client.request(method, url).header(USER_AGENT, &self.agent);
        if !cookies.is_empty() {
            request = request.header(COOKIE, cookies.join("; "));
        }
        if let Some(fields) = form {
            request = request.form(fields);
        }
        let answer = request.send().await?;
        self.keep(answer.headers());
        let location = answer.headers().get(LOCATION);
        Ok(Page {
            status: answer.status(),
            location: location.and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned(),
            body: answer.text().await?,
        })
    }

    fn keep(&mut self, headers: &HeaderMap) {
        let set = headers.get_all(SET_COOKIE).iter();
        for cookie in set.filter_map(|value| value.to_str().ok()) {
            let pair = cookie.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    Some(rest.split_once(after)?.0)
}
