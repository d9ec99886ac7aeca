//! Lists of people and many accounts at once, as far as browsers cannot go: limits on both sides, and forms that nobody
//! was shown.

#![expect(clippy::unwrap_used, reason = "a test stops where something is not there")]

use std::{num::NonZeroU32, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use identity_core::{
    application::{authority::Authority, organization::NewOrganization, sign_in::PasswordSignIn},
    change::AuditKind,
    domain::{
        kernel::{DisplayName, Handle, Language, LoginName, ShortText},
        session::{Source, Visit},
    },
};
use identity_settings::BaseUrl;
use identity_testkit::TestHouse;
use identity_web::{
    app::App,
    routes::{BODY_LIMIT, UPLOAD_LIMIT, router},
    throttle::Throttle,
};
use tokio::sync::Notify;
use tower::ServiceExt as _;

const PASSWORD: &str = "quattro gatti sul tetto";
const IMPORT: &str = "/console/accounts/import";
const FORM: &str = "application/x-www-form-urlencoded";
const FILE: &str = "multipart/form-data; boundary=x";

/// The owner of an organization in front of the console.
struct Console {
    house: TestHouse,
    router: Router,
    cookies: String,
    token: String,
}

impl Console {
    async fn open() -> Self {
        let house = TestHouse::new();
        let operator = Authority::Operator(ShortText::parse("root").unwrap());
        let new = NewOrganization {
            handle: Handle::parse("studio-rossi").unwrap(),
            name: DisplayName::parse("Studio").unwrap(),
            contact: None,
            language: Language::ENGLISH,
            owner_name: DisplayName::parse("Giulia").unwrap(),
            owner_address: None,
            password: Some(PASSWORD),
            policy: None,
        };
        house.identity.organizations().open(&operator, new, &Source::local()).await.unwrap();
        let app = Arc::new(App {
            identity: Arc::clone(&house.identity),
            base_url: BaseUrl::parse("http://localhost:8080").unwrap(),
            trusted_proxies: Vec::new(),
            time_zone: chrono_tz::Tz::Europe__Rome,
            default_language: "en".to_owned(),
            product_name: "Portineria".to_owned(),
            operator: None,
            form_key: house.identity.derived_key("forms"),
            throttle: Throttle::new(NonZeroU32::MAX, NonZeroU32::MAX),
            sender: None,
            restored_at: None,
            dev_mailbox: None,
            product_entry: None,
            letters: Arc::new(Notify::new()),
        });
        let request =
            PasswordSignIn { login: "studio-rossi", password: PASSWORD, devices: &[], visit: &Visit::default() };
        let session = house.identity.sign_in().with_password(request).await.unwrap().session.reveal().to_string();
        let cookies = format!("__Host-visit=00112233445566778899aabbccddeeff; __Host-session={session}");
        let mut console = Self { house, router: router(&app), cookies, token: String::new() };
        let (_, page) = console.ask("GET", IMPORT, FORM, Vec::new()).await;
        page.split("name=\"csrf\" value=\"").nth(1).unwrap()[..64].clone_into(&mut console.token);
        console
    }

    async fn ask(&self, method: &str, path: &str, kind: &str, body: Vec<u8>) -> (StatusCode, String) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, &self.cookies)
            .header(header::CONTENT_TYPE, kind)
            .header(header::CONTENT_LENGTH, body.len())
            .body(Body::from(body))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    async fn upload(&self, fields: &[(&str, &str)], file: Option<&[u8]>) -> (StatusCode, String) {
        let mut body = Vec::new();
        for (name, value) in [("csrf", self.token.as_str())].iter().chain(fields) {
            body.extend(
                format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes(),
            );
        }
        if let Some(file) = file {
            body.extend(b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n");
            body.extend(file);
            body.extend(b"\r\n");
        }
        body.extend(b"--x--\r\n");
        self.ask("POST", IMPORT, FILE, body).await
    }

    async fn there_is(&self, login: &str) -> bool {
        let login = LoginName::read(login).unwrap();
        self.house.identity.accounts().by_login(&login).await.unwrap().is_some()
    }

    fn events(&self) -> usize {
        self.house.store.audit().len()
    }
}

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let value = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
    value.split('"').next().unwrap().to_owned()
}

fn padded(length: usize) -> Vec<u8> {
    let mut file = b"login,display_name\nmarco,Marco\n".to_vec();
    file.resize(length, b'\n');
    file
}

#[tokio::test]
async fn a_file_is_taken_up_to_its_limit_and_told_above_it() {
    let console = Console::open().await;
    let (status, page) = console.upload(&[], Some(&padded(identity_csv::MOST_BYTES))).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("What the list would do"));
    let (status, page) = console.upload(&[], Some(&padded(identity_csv::MOST_BYTES + 1))).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("The file has more than 4 MiB. Split it in two."));
    let (status, _) = console.upload(&[], Some(&padded(UPLOAD_LIMIT + 1))).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(!console.there_is("marco/studio-rossi").await);
}

#[tokio::test]
async fn every_other_form_keeps_its_own_limit() {
    let console = Console::open().await;
    for (length, is_read) in [(BODY_LIMIT, true), (BODY_LIMIT + 1, false)] {
        let mut body = format!("csrf={}&do=unlock&q=", console.token).into_bytes();
        body.resize(length, b'a');
        let (status, _) = console.ask("POST", "/console/accounts", FORM, body).await;
        assert_eq!(status, if is_read { StatusCode::OK } else { StatusCode::PAYLOAD_TOO_LARGE });
    }
}

#[tokio::test]
async fn five_hundred_accounts_are_taken_at_once_and_no_more() {
    let console = Console::open().await;
    for (count, expected) in [(500, StatusCode::OK), (501, StatusCode::BAD_REQUEST)] {
        let ids = (0..count).map(|n| format!("&account=0198f3a0-0000-7000-8000-{n:012}")).collect::<Vec<_>>().concat();
        let body = format!("csrf={}&do=unlock{ids}", console.token).into_bytes();
        assert!(body.len() < BODY_LIMIT);
        assert_eq!(console.ask("POST", "/console/accounts", FORM, body).await.0, expected, "{count}");
    }
}

#[tokio::test]
async fn what_was_shown_is_imported_and_nothing_that_was_not() {
    let console = Console::open().await;
    let before = console.events();
    let (status, page) = console.upload(&[], Some(b"login,display_name\nmarco,\"O'Neil \"\"Jo\"\"\"\n")).await;
    assert_eq!((status, console.events()), (StatusCode::OK, before));
    let agreed = hidden(&page, "agreed");
    let content = hidden(&page, "content").replace("&#34;", "\"").replace("&#39;", "'");

    let other = content.replace("marco", "bruno");
    let (status, page) = console.upload(&[("agreed", &agreed), ("content", &other)], None).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("Something has changed in between"));
    for agreed in ["", "0", &"0".repeat(63), &"g".repeat(64)] {
        let (status, _) = console.upload(&[("agreed", agreed), ("content", &content)], None).await;
        assert!(status.is_client_error(), "{agreed}");
    }
    let (status, _) = console.upload(&[("agreed", &agreed), ("content", "login\nmar co\n")], None).await;
    assert!(status.is_client_error());
    assert_eq!(console.events(), before, "nothing has happened yet");

    // As a browser sends it: every line break in its own way.
    let sent = content.replace('\n', "\r\n");
    let (status, page) = console.upload(&[("agreed", &agreed), ("content", &sent)], None).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert!(console.there_is("marco/studio-rossi").await);
    assert!(console.house.store.audit().iter().any(|event| event.what == AuditKind::AccountsImported));
    let after = console.events();
    let (status, _) = console.upload(&[("agreed", &agreed), ("content", &sent)], None).await;
    assert_eq!((status, console.events()), (StatusCode::CONFLICT, after), "the same form once more does nothing");
}

#[tokio::test]
async fn a_form_that_is_no_form_is_unreadable() {
    let console = Console::open().await;
    for (kind, body) in [(FILE, "nothing"), (FILE, "--x\r\n\r\n"), (FORM, "csrf=x"), ("multipart/form-data", "--x--")] {
        let (status, _) = console.ask("POST", IMPORT, kind, body.as_bytes().to_vec()).await;
        assert!(status.is_client_error(), "{kind} {body}");
    }
    let crowd: Vec<(&str, &str)> = vec![("a", "b"); 60];
    assert_eq!(console.upload(&crowd, None).await.0, StatusCode::BAD_REQUEST);
    assert_eq!(console.upload(&[], None).await.0, StatusCode::UNPROCESSABLE_ENTITY, "no file was chosen");
}
