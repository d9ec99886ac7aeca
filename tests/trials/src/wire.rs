//! HTTP as bytes, so that a trial can send what no client library would.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A request before it is bytes.
#[derive(Debug, Clone)]
pub struct Request {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Request {
    /// Of any method, without a body.
    #[must_use]
    pub fn of(method: &str, target: &str) -> Self {
        Self { method: method.to_owned(), target: target.to_owned(), headers: Vec::new(), body: Vec::new() }
    }

    /// A page.
    #[must_use]
    pub fn get(target: &str) -> Self {
        Self::of("GET", target)
    }

    /// A form.
    #[must_use]
    pub fn post(target: &str, fields: &[(&str, &str)]) -> Self {
        Self::of("POST", target).header("Content-Type", "application/x-www-form-urlencoded").body(encoded(fields))
    }

    /// With one more header; the same name may come twice.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With this body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// What it is on the wire. `Host` and `Connection` are filled in where they are missing.
    #[must_use]
    pub fn bytes(&self, host: &str) -> Vec<u8> {
        let has = |wanted: &str| self.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(wanted));
        let mut head = format!("{} {} HTTP/1.1\r\n", self.method, self.target);
        let mut line = |name: &str, value: &str| {
            head.push_str(name);
            head.push_str(": ");
            head.push_str(value);
            head.push_str("\r\n");
        };
        if !has("host") {
            line("Host", host);
        }
        if !has("connection") {
            line("Connection", "close");
        }
        for (name, value) in &self.headers {
            line(name, value);
        }
        if !has("content-length") && (!self.body.is_empty() || self.method == "POST") {
            line("Content-Length", &self.body.len().to_string());
        }
        head.push_str("\r\n");
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(&self.body);
        bytes
    }
}

/// Fields as a form sends them.
#[must_use]
pub fn encoded(fields: &[(&str, &str)]) -> String {
    let text = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", text(name), text(value))).collect();
    pairs.join("&")
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its headers in their order, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: String,
    /// From the last byte of the request to the last byte of the answer.
    pub took: Duration,
}

impl Answer {
    /// The first header of this name; empty if there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// Every header of this name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.headers.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The value that it gives a cookie, if it does.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.all("set-cookie")
            .filter_map(|header| header.split(';').next()?.split_once('='))
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    }

    /// The value of the first field of this name in its forms.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&str> {
        let (_, rest) = self.body.split_once(&format!("name=\"{name}\" value=\""))?;
        rest.split('"').next()
    }
}

/// Sends bytes on a connection of their own and reads the answer.
///
/// # Errors
/// The connection fails, or what comes back is no answer.
pub async fn exchange(address: SocketAddr, bytes: &[u8]) -> Result<Answer> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    converse(&mut stream, bytes).await
}

/// Sends bytes on a connection and reads the answer.
///
/// # Errors
/// The connection fails, or what comes back is no answer.
pub async fn converse(stream: &mut TcpStream, bytes: &[u8]) -> Result<Answer> {
    let begun = Instant::now();
    // Whoever is refused early may find the door shut while still speaking; the answer is there all the same.
    let written = stream.write_all(bytes).await;
    let answer = read_answer(stream).await;
    written.or_else(|error| answer.as_ref().map(drop).map_err(|_| error))?;
    let mut answer = answer?;
    answer.took = begun.elapsed();
    Ok(answer)
}

/// Reads one answer from a connection.
///
/// # Errors
/// The connection ends first, or what comes is no answer.
pub async fn read_answer(stream: &mut TcpStream) -> Result<Answer> {
    let mut read = Vec::with_capacity(8192);
    let head_end = loop {
        if let Some(at) = read.windows(4).position(|four| four == b"\r\n\r\n") {
            break at;
        }
        ensure!(stream.read_buf(&mut read).await? > 0, "no answer");
    };
    let head = String::from_utf8_lossy(&read[..head_end]).into_owned();
    let mut body = read.split_off(head_end + 4);
    let mut lines = head.split("\r\n");
    let status =
        lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok()).context("no status")?;
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let of = |wanted: &str| headers.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    if let Some(length) = of("content-length") {
        let length: usize = length.parse()?;
        while body.len() < length {
            ensure!(stream.read_buf(&mut body).await? > 0, "half an answer");
        }
        body.truncate(length);
    } else if of("transfer-encoding").is_some() {
        bail!("no page of ours comes in chunks");
    } else if !matches!(status, 204 | 304) {
        while stream.read_buf(&mut body).await? > 0 {}
    }
    Ok(Answer { status, headers, body: String::from_utf8_lossy(&body).into_owned(), took: Duration::ZERO })
}
