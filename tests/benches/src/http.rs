//! A client that costs little beside the server it measures: HTTP/1.1 with keep-alive, requests made beforehand,
//! answers read by their length.

use std::{fmt::Write as _, time::Duration};

use anyhow::{Context, Result, bail, ensure};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::{Instant, sleep, timeout},
};

/// How long an answer may take before the whole run fails.
const PATIENCE: Duration = Duration::from_mins(1);

/// A request, ready to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Request(Vec<u8>);

impl Request {
    /// A page, for a browser with these cookies.
    pub(crate) fn get(path: &str, cookies: &str) -> Self {
        Self(format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n{}\r\n", cookie_line(cookies)).into_bytes())
    }

    /// A form.
    pub(crate) fn post(path: &str, cookies: &str, fields: &[(&str, &str)]) -> Self {
        let body =
            fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&");
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\n{}content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n",
            cookie_line(cookies),
            body.len()
        );
        Self((head + &body).into_bytes())
    }
}

fn cookie_line(cookies: &str) -> String {
    if cookies.is_empty() { String::new() } else { format!("cookie: {cookies}\r\n") }
}

fn encoded(value: &str) -> String {
    value.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() {
            text.push(char::from(byte));
        } else {
            // Writing to a string never fails.
            write!(text, "%{byte:02X}").ok();
        }
        text
    })
}

/// An answer, in the memory of its connection.
#[derive(Debug)]
pub(crate) struct Answer<'a> {
    pub(crate) status: u16,
    pub(crate) head: &'a str,
    pub(crate) body: &'a [u8],
}

impl Answer<'_> {
    /// The value of a cookie that the answer sets.
    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .filter(|(header, _)| header.eq_ignore_ascii_case("set-cookie"))
            .filter_map(|(_, cookie)| cookie.split(';').next()?.split_once('='))
            .find(|(found, _)| *found == name)
            .map(|(_, value)| value.to_owned())
    }
}

/// A connection that is kept open.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
}

impl Connection {
    pub(crate) async fn open(port: u16) -> Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, received: Vec::with_capacity(32 * 1024) })
    }

    /// Opens one as soon as somebody listens.
    pub(crate) async fn open_when_there(port: u16, within: Duration) -> Result<Self> {
        let end = Instant::now() + within;
        loop {
            match Self::open(port).await {
                Ok(connection) => return Ok(connection),
                Err(_) if Instant::now() < end => sleep(Duration::from_millis(1)).await,
                Err(error) => return Err(error.context("nobody listens")),
            }
        }
    }

    /// Sends a request and reads the whole answer.
    pub(crate) async fn ask(&mut self, request: &Request) -> Result<Answer<'_>> {
        timeout(PATIENCE, self.exchange(request)).await.context("no answer within a minute")?
    }

    async fn exchange(&mut self, request: &Request) -> Result<Answer<'_>> {
        self.stream.write_all(&request.0).await?;
        self.received.clear();
        let head_end = loop {
            if let Some(place) = self.received.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                break place;
            }
            self.receive().await?;
        };
        let (status, length) = head_facts(std::str::from_utf8(&self.received[..head_end])?)?;
        let body_start = head_end + 4;
        while self.received.len() < body_start + length {
            self.receive().await?;
        }
        ensure!(self.received.len() == body_start + length, "the server said more than it was asked");
        Ok(Answer {
            status,
            head: std::str::from_utf8(&self.received[..head_end])?,
            body: &self.received[body_start..],
        })
    }

    async fn receive(&mut self) -> Result<()> {
        ensure!(self.stream.read_buf(&mut self.received).await? > 0, "the server hung up");
        Ok(())
    }
}

/// The status, and the length of the body.
fn head_facts(head: &str) -> Result<(u16, usize)> {
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).context("no status")?.parse()?;
    let mut headers = lines.filter_map(|line| line.split_once(':'));
    match headers.find(|(name, _)| name.eq_ignore_ascii_case("content-length")) {
        Some((_, length)) => Ok((status, length.trim().parse()?)),
        None => bail!("an answer without a length: {head}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_encoded_so_that_nothing_in_it_is_taken_for_a_separator() {
        let Request(bytes) = Request::post("/sign-in", "a=b", &[("login", "anna/studio"), ("password", "a b&c")]);
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.ends_with("content-length: 38\r\n\r\nlogin=anna%2Fstudio&password=a%20b%26c"), "{text}");
        assert!(text.contains("\r\ncookie: a=b\r\n"));
    }

    #[test]
    fn an_answer_tells_its_status_length_and_cookies() {
        let head = "HTTP/1.1 303 See Other\r\nContent-Length: 12\r\nset-cookie: __Host-session=abc; Path=/; Secure";
        assert_eq!(head_facts(head).unwrap(), (303, 12));
        let answer = Answer { status: 303, head, body: b"" };
        assert_eq!(answer.cookie("__Host-session").as_deref(), Some("abc"));
        assert_eq!(answer.cookie("session"), None);
        assert!(head_facts("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked").is_err());
    }
}
