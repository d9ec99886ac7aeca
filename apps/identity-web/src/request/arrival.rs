//! What is known of a request before anything is done for it, and what every answer gets.

use std::{
    net::SocketAddr,
    sync::{Arc, LazyLock},
};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use data_encoding::HEXLOWER;
use identity_core::domain::{
    kernel::{SecretToken, ShortText},
    session::{Source, Visit},
};

use super::{Cookie, cookies, csrf, origin, source::source};
use crate::{
    app::App,
    routes::{body_limit, routes},
    trouble::Trouble,
    views::Words,
};

/// How the addresses begin that hold a secret: those of the routes with a token in them.
static TOKEN_PATHS: LazyLock<Vec<&str>> =
    LazyLock::new(|| routes().into_iter().filter_map(|route| Some(route.path.split_once("{token}")?.0)).collect());

const CONTENT_SECURITY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What is known of a request before anything is done for it.
pub(crate) struct Arrival {
    /// From where, on what.
    pub(crate) visit: Visit,
    /// The language to answer in.
    pub(crate) words: Words,
    /// The token of the session that the browser holds, if it holds one.
    pub(crate) session: Option<SecretToken>,
    /// The tokens by which the browser is a known device.
    pub(crate) devices: Vec<SecretToken>,
    /// The token for forms.
    pub(crate) form_token: String,
    /// The path that was asked for, for the language switch.
    pub(crate) path: String,
    /// Whether one of our own pages sent it, as far as the browser says.
    pub(crate) is_our_own: bool,
    visit_cookie: String,
    session_cookie: String,
}

impl Arrival {
    /// True when a form came back with its token, from one of our own pages.
    pub(crate) fn accepts_form(&self, app: &App, token: &str) -> bool {
        self.is_our_own && csrf::is_token(&app.form_key, &self.visit_cookie, &self.session_cookie, token)
    }

    /// The token of a form that is shown along with another session for the browser to hold.
    pub(crate) fn form_token_within(&self, app: &App, session: &SecretToken) -> String {
        csrf::form_token(&app.form_key, &self.visit_cookie, &session.reveal())
    }

    fn read(app: &App, request: &Request, visit_cookie: String) -> Self {
        let headers = request.headers();
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let from = peer.map_or_else(Source::local, |peer| source(peer, headers, &app.trusted_proxies));
        let device = header_text(headers, &header::USER_AGENT)
            .and_then(|agent| ShortText::cut(&crate::devices::describe(agent)));
        let session_cookie = Cookie::Session.read(headers).unwrap_or_default().to_owned();
        let path = request.uri().path().to_owned();
        Self {
            visit: Visit { from, device },
            words: words(app, request),
            session: SecretToken::parse(&session_cookie).ok(),
            devices: cookies::devices(headers),
            form_token: csrf::form_token(&app.form_key, &visit_cookie, &session_cookie),
            is_our_own: origin::is_our_own(headers, app.base_url.as_str()),
            path,
            visit_cookie,
            session_cookie,
        }
    }
}

fn header_text<'a>(headers: &'a HeaderMap, name: &header::HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The language of a page: chosen on it, chosen before, preferred by the browser, or the configured one.
fn words(app: &App, request: &Request) -> Words {
    chosen_language(request)
        .or_else(|| Cookie::Language.read(request.headers()).and_then(Words::known))
        .or_else(|| header_text(request.headers(), &header::ACCEPT_LANGUAGE).and_then(Words::accepted))
        .unwrap_or_else(|| Words::new(&app.default_language))
}

fn chosen_language(request: &Request) -> Option<Words> {
    let query = request.uri().query()?;
    query.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(Words::known)
}

/// Reads the arrival, lets the request through, and dresses the answer: error pages in the reader's
/// language, cookies, and the headers that every answer has. What changes something runs to its end even
/// if the browser goes away.
pub(crate) async fn greet(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let held = Cookie::Visit.read(request.headers()).filter(|value| value.len() == 32).map(str::to_owned);
    let (visit_cookie, is_new) = match held {
        Some(value) => (value, false),
        None => (fresh_visit(), true),
    };
    let language = chosen_language(&request);
    let method = request.method().clone();
    let arrival = Arc::new(Arrival::read(&app, &request, visit_cookie.clone()));
    request.extensions_mut().insert(Arc::clone(&arrival));
    let is_asset = request.uri().path().starts_with("/assets/");
    let holds_token = TOKEN_PATHS.iter().any(|start| request.uri().path().starts_with(start));
    let is_framed = request.uri().path().starts_with("/dev/mailbox/");
    // What only reads may stop when nobody waits for it any more.
    let mut response = match *request.method() {
        _ if is_too_large(&request) => Trouble::TooLarge.into_response(),
        Method::GET | Method::HEAD => next.run(request).await,
        _ => crate::crew::to_its_end(next.run(request)).await,
    };
    if let Some(trouble) = response.extensions_mut().remove::<Trouble>() {
        response = trouble.page(&app, &arrival);
    }
    let headers = response.headers_mut();
    if !is_asset {
        if is_new && let Some(value) = Cookie::Visit.set(&visit_cookie) {
            headers.append(header::SET_COOKIE, value);
        }
        if let Some(value) = language.and_then(|words| Cookie::Language.set(&words.code())) {
            headers.append(header::SET_COOKIE, value);
        }
    }
    tracing::debug!(method = %method, status = response.status().as_u16(), "answered");
    let headers = response.headers_mut();
    dress(headers, &app, is_asset, is_framed, holds_token);
    response
}

/// Refused by its own word, before any of it is read.
fn is_too_large(request: &Request) -> bool {
    let length = header_text(request.headers(), &header::CONTENT_LENGTH).and_then(|length| length.parse::<u64>().ok());
    length.is_some_and(|length| length > body_limit(request.uri().path()) as u64)
}

fn dress(headers: &mut HeaderMap, app: &App, is_asset: bool, is_framed: bool, holds_token: bool) {
    let mut set = |name: &'static str, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    if !is_asset {
        set("cache-control", "no-store");
    }
    set("content-security-policy", CONTENT_SECURITY);
    set("x-frame-options", if is_framed { "SAMEORIGIN" } else { "DENY" });
    // With `no-referrer`, browsers send `Origin: null` with forms: only where the address is a secret.
    set("referrer-policy", if holds_token { "no-referrer" } else { "same-origin" });
    set("x-content-type-options", "nosniff");
    set("cross-origin-opener-policy", "same-origin");
    set("cross-origin-resource-policy", "same-origin");
    set("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=()");
    if app.base_url.is_https() {
        set("strict-transport-security", "max-age=63072000");
    }
}

/// What form tokens are bound to before anybody is signed in. From the same source as every secret.
fn fresh_visit() -> String {
    use identity_core::ports::Entropy as _;
    identity_crypto::OsEntropy.draw_for_id().map_or_else(
        |_| String::new(),
        |bytes| {
            let mut visit = HEXLOWER.encode(&bytes);
            if let Ok(more) = identity_crypto::OsEntropy.draw_for_id() {
                visit.push_str(&HEXLOWER.encode(&more));
            }
            visit.truncate(32);
            visit
        },
    )
}
