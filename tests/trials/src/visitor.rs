//! A browser without a window: it keeps cookies, and sends forms with the token of the page that they were on.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use anyhow::{Context, Result};

use crate::wire::{Answer, Request, exchange};

/// The cookie that holds the session.
pub const SESSION: &str = "__Host-session";

/// A browser without a window. Cookies are marked `Secure`; like a browser it sends them to localhost all the same.
#[derive(Debug, Clone)]
pub struct Visitor {
    address: SocketAddr,
    cookies: BTreeMap<String, String>,
    /// With the session that it goes with.
    token: Option<(Option<String>, String)>,
}

impl Visitor {
    /// One that has never been anywhere.
    #[must_use]
    pub fn new(address: SocketAddr) -> Self {
        Self { address, cookies: BTreeMap::new(), token: None }
    }

    /// The same browser, sent to another node from now on.
    #[must_use]
    pub fn sent_to(mut self, address: SocketAddr) -> Self {
        self.address = address;
        self
    }

    /// Where it goes.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// A cookie that it holds.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Puts a cookie into it, as somebody might who has planted or stolen one.
    pub fn plant(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// Takes a cookie out of it.
    pub fn forget(&mut self, name: &str) {
        self.cookies.remove(name);
    }

    /// Opens a page.
    ///
    /// # Errors
    /// The node does not answer.
    pub async fn get(&mut self, path: &str) -> Result<Answer> {
        self.send(Request::get(path)).await
    }

    /// Sends a form of ours.
    ///
    /// # Errors
    /// The node does not answer.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Answer> {
        let bytes = self.form(path, fields).await?;
        self.hand_over(&bytes).await
    }

    /// Sends any request with its cookies.
    ///
    /// # Errors
    /// The node does not answer.
    pub async fn send(&mut self, request: Request) -> Result<Answer> {
        let bytes = self.dressed(request).bytes(&self.host());
        self.hand_over(&bytes).await
    }

    /// The bytes of a form of ours, to be sent later or often.
    ///
    /// # Errors
    /// The node shows no form to take the token from.
    pub async fn form(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Vec<u8>> {
        let token = self.form_token().await?;
        let all: Vec<(&str, &str)> = fields.iter().copied().chain([("csrf", token.as_str())]).collect();
        Ok(self.dressed(Request::post(path, &all)).bytes(&self.host()))
    }

    /// The token that forms of ours have for this browser.
    ///
    /// # Errors
    /// The node shows no form to take it from.
    pub async fn form_token(&mut self) -> Result<String> {
        let session = self.cookie(SESSION).map(str::to_owned);
        if let Some((of, token)) = &self.token
            && *of == session
        {
            return Ok(token.clone());
        }
        let page = self.get("/sign-in").await?;
        let token = page.field("csrf").with_context(|| format!("no token on the page: {}", page.status))?.to_owned();
        self.token = Some((session, token.clone()));
        Ok(token)
    }

    /// Signs in.
    ///
    /// # Errors
    /// The node does not answer; what it answers is the caller's matter.
    pub async fn sign_in(&mut self, login: &str, password: &str) -> Result<Answer> {
        self.post("/sign-in", &[("login", login), ("password", password)]).await
    }

    fn host(&self) -> String {
        format!("localhost:{}", self.address.port())
    }

    fn dressed(&self, request: Request) -> Request {
        if self.cookies.is_empty() {
            return request;
        }
        let pairs: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        request.header("Cookie", &pairs.join("; "))
    }

    async fn hand_over(&mut self, bytes: &[u8]) -> Result<Answer> {
        let answer = exchange(self.address, bytes).await?;
        for header in answer.all("set-cookie") {
            let Some((name, value)) = header.split(';').next().and_then(|pair| pair.split_once('=')) else {
                continue;
            };
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Ok(answer)
    }
}
