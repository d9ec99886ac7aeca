//! Who gets what from which route: the router's own table, asked by every kind of subject. A route that is
//! not in the snapshot fails the test.

#![expect(clippy::unwrap_used, reason = "a test stops where something is not there")]

use std::{fmt::Write as _, net::SocketAddr, num::NonZeroU32, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{Request, StatusCode, header},
    response::Response,
};
use identity_core::{
    application::{
        account::NewAccount, authority::Authority, invitation::NewInvitation, organization::NewOrganization,
        sign_in::PasswordSignIn,
    },
    domain::{
        account::Account,
        invitation::Invitation,
        kernel::{DisplayName, EmailAddress, Handle, Id, Language, Lifetime, LoginName, MemberName, ShortText},
        outbox::LetterState,
        permission::{Catalogue, Granted, OwnPermission, Profile, RightsWish},
        session::{Source, Visit},
    },
    ports::Delivery,
};
use identity_settings::BaseUrl;
use identity_testkit::TestHouse;
use identity_web::{
    app::App,
    routes::{Access, Route, router, routes},
    throttle::Throttle,
};
use tokio::sync::Notify;
use tower::ServiceExt as _;

const PASSWORD: &str = "quattro gatti sul tetto";
const VISIT: &str = "__Host-visit=00112233445566778899aabbccddeeff";
const NOBODY: Option<&str> = None;

/// To hold one permission alone.
fn only(permission: OwnPermission) -> RightsWish {
    let held = Catalogue::own().delegable(&permission.name()).unwrap();
    RightsWish { held: vec![(Granted::Permission(held), None)] }
}

struct Stage {
    house: TestHouse,
    router: Router,
    profile: Id<Profile>,
    invitation: Id<Invitation>,
}

impl Stage {
    async fn new() -> Self {
        Self::with_throttle(Throttle::new(NonZeroU32::MAX, NonZeroU32::MAX)).await
    }

    async fn with_throttle(throttle: Throttle) -> Self {
        let house = TestHouse::new();
        let operator = Authority::Operator(ShortText::parse("root").unwrap());
        let mut profile = None;
        let mut invitation = None;
        for handle in ["studio-bianchi", "studio-rossi"] {
            let new = NewOrganization {
                handle: Handle::parse(handle).unwrap(),
                name: DisplayName::parse("Studio").unwrap(),
                contact: None,
                language: Language::ENGLISH,
                owner_name: DisplayName::parse("Giulia").unwrap(),
                owner_address: None,
                password: Some(PASSWORD),
                policy: None,
            };
            let organization = house.identity.organizations().open(&operator, new, &Source::local()).await.unwrap();
            for (name, rights) in [
                ("marco", RightsWish::default()),
                ("anna", RightsWish::default()),
                ("sara", RightsWish::administration()),
                ("ugo", only(OwnPermission::AccountsUnlock)),
            ] {
                let new = NewAccount {
                    name: MemberName::parse(name).unwrap(),
                    display_name: DisplayName::parse(name).unwrap(),
                    language: Language::ENGLISH,
                    contact: Some(EmailAddress::parse(&format!("{name}@mail.example")).unwrap()),
                    rights,
                    ends_at: None,
                    password: Some(PASSWORD),
                };
                house.identity.accounts().register(&operator, organization, new, &Source::local()).await.unwrap();
            }
            let permissions = house.identity.permissions();
            let name = DisplayName::parse("Segreteria").unwrap();
            let defined = permissions.define(&operator, organization, name, &[].into(), &Source::local()).await;
            profile = Some(defined.unwrap());
            let new = NewInvitation {
                name: MemberName::parse("luca").unwrap(),
                display_name: DisplayName::parse("Luca").unwrap(),
                language: Language::ENGLISH,
                address: EmailAddress::parse("luca@mail.example").unwrap(),
                rights: RightsWish::default(),
                ends_at: None,
            };
            let offered = house.identity.invitations().offer(&operator, organization, new, &Source::local()).await;
            invitation = Some(offered.unwrap());
        }
        let app = Arc::new(App {
            identity: Arc::clone(&house.identity),
            base_url: BaseUrl::parse("http://localhost:8080").unwrap(),
            trusted_proxies: Vec::new(),
            time_zone: chrono_tz::Tz::Europe__Rome,
            default_language: "en".to_owned(),
            product_name: "Portineria".to_owned(),
            operator: None,
            form_key: house.identity.derived_key("forms"),
            throttle,
            sender: None,
            restored_at: None,
            dev_mailbox: None,
            product_entry: None,
            letters: Arc::new(Notify::new()),
        });
        let router = router(&app);
        let profile = profile.unwrap();
        let invitation = invitation.unwrap();
        Self { house, router, profile, invitation }
    }

    async fn id(&self, login: &str) -> Id<Account> {
        let name = LoginName::read(login).unwrap();
        self.house.identity.accounts().by_login(&name).await.unwrap().unwrap().value.id
    }

    async fn cookies(&self, login: Option<&str>) -> String {
        let Some(login) = login else { return VISIT.to_owned() };
        let request = PasswordSignIn { login, password: PASSWORD, devices: &[], visit: &Visit::default() };
        let signed_in = self.house.identity.sign_in().with_password(request).await.unwrap();
        format!("{VISIT}; __Host-session={}", signed_in.session.reveal().as_str())
    }

    async fn ask(&self, method: &str, path: &str, cookies: &str, body: String) -> Response {
        self.router.clone().oneshot(asking(method, path, cookies, body)).await.unwrap()
    }

    async fn ask_from(&self, network: [u8; 4], path: &str, cookies: &str, body: String) -> Response {
        let mut request = asking("POST", path, cookies, body);
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from((network, 5_000))));
        self.router.clone().oneshot(request).await.unwrap()
    }

    async fn form_token(&self, cookies: &str) -> String {
        let page = self.ask("GET", "/sign-in", cookies, String::new()).await;
        let body = to_bytes(page.into_body(), usize::MAX).await.unwrap();
        let text = String::from_utf8(body.to_vec()).unwrap();
        text.split("name=\"csrf\" value=\"").nth(1).unwrap()[..64].to_owned()
    }

    /// The path with real ids in it: of marco in Studio Rossi, and of a session of whoever asks.
    async fn path(&self, route: &Route) -> String {
        let token = "0".repeat(64);
        let path = route.path.replace("{token}", &token);
        if path.starts_with("/console/profiles/") {
            path.replace("{id}", &self.profile.to_string())
        } else if path.starts_with("/console/invitations/") {
            path.replace("{id}", &self.invitation.to_string())
        } else if path.starts_with("/console/") {
            path.replace("{id}", &self.id("marco/studio-rossi").await.to_string())
        } else {
            path.replace("{id}", "00000000-0000-7000-8000-000000000000")
        }
    }
}

fn asking(method: &str, path: &str, cookies: &str, body: String) -> Request<Body> {
    let (kind, body) = if method == "POST" && TAKES_A_FILE.contains(&path) {
        ("multipart/form-data; boundary=x", with_a_file(&body))
    } else {
        ("application/x-www-form-urlencoded", body)
    };
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::COOKIE, cookies)
        .header(header::CONTENT_TYPE, kind)
        .body(Body::from(body))
        .unwrap()
}

const FIELDS: &str = "&login=nobody&password=wrong&code=1&email=a@mail.example&language=en&new_address=x@mail.example\
    &label=x&current_password=wrong&new_password=sette+anatre+nello+stagno&token=0&do=unlock&version=1&display_name=Marco\
    &contact_address=marco@mail.example&organization_name=Studio&account_name=nuovo&name=Archivio&what=identity.accounts.read&next=";

/// Forms that bring a file.
const TAKES_A_FILE: [&str; 1] = ["/console/accounts/import"];

/// The same fields as parts of a form with a file.
fn with_a_file(fields: &str) -> String {
    let mut body = String::new();
    for (name, value) in fields.split('&').filter_map(|field| field.split_once('=')) {
        write!(body, "--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").unwrap();
    }
    body + "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nlogin\nmarco\n\r\n--x--\r\n"
}

fn said(response: &Response) -> String {
    let location = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
    let place = location.map(|place| place.split(['?', '0', '1']).next().unwrap_or_default());
    match place {
        Some(place) => format!("{} {place}", response.status().as_u16()),
        None => response.status().as_u16().to_string(),
    }
}

#[tokio::test]
async fn every_route_answers_every_subject_as_the_matrix_says() {
    let subjects = [
        ("nobody", NOBODY),
        ("member", Some("anna/studio-rossi")),
        ("unlocker", Some("ugo/studio-rossi")),
        ("administrator", Some("sara/studio-rossi")),
        ("owner", Some("studio-rossi")),
        ("elsewhere", Some("sara/studio-bianchi")),
    ];
    let mut matrix = format!("{:<48}", "");
    for (name, _) in subjects {
        write!(matrix, "{name:<26}").unwrap();
    }
    for route in routes() {
        write!(matrix, "\n{:<5}{:<43}", route.method, route.path).unwrap();
        for (_, login) in subjects {
            let stage = Stage::new().await;
            let cookies = stage.cookies(login).await;
            let token = stage.form_token(&cookies).await;
            let path = stage.path(&route).await;
            let response = stage.ask(route.method, &path, &cookies, format!("csrf={token}{FIELDS}")).await;
            write!(matrix, "{:<26}", said(&response)).unwrap();
        }
    }
    let matrix: Vec<_> = matrix.lines().map(str::trim_end).collect();
    insta::assert_snapshot!(matrix.join("\n"));
}

#[tokio::test]
async fn a_form_without_its_token_changes_nothing_on_any_route() {
    for route in routes().into_iter().filter(|route| route.method == "POST") {
        let stage = Stage::new().await;
        let cookies = stage.cookies(Some("studio-rossi")).await;
        let path = stage.path(&route).await;
        for body in [FIELDS.trim_start_matches('&').to_owned(), format!("csrf={}{FIELDS}", "0".repeat(64))] {
            let before = stage.house.store.audit().len();
            let response = stage.ask("POST", &path, &cookies, body).await;
            assert_eq!(response.status(), StatusCode::FORBIDDEN, "{path}");
            assert_eq!(stage.house.store.audit().len(), before, "{path}");
        }
    }
}

const POLICY: &str = "&limit=7&window_kind=after&window=45&window_unit=m&bar_kind=for&bar=3&bar_unit=h&version=1";

async fn text_of(response: Response) -> String {
    String::from_utf8(to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
}

#[tokio::test]
async fn a_policy_is_saved_with_a_fresh_proof_only_and_what_was_typed_is_not_lost() {
    let stage = Stage::new().await;
    let cookies = stage.cookies(Some("studio-rossi")).await;
    let token = stage.form_token(&cookies).await;
    let send = async |what: &str| {
        stage.ask("POST", "/console/policies", &cookies, format!("csrf={token}{POLICY}&do={what}")).await
    };
    stage.house.clock.advance(Lifetime::minutes(16));
    let before = stage.house.store.audit().len();
    for (what, status) in [("preview", 200), ("try", 200), ("save", 401), ("other", 400)] {
        let response = send(what).await;
        assert_eq!(response.status().as_u16(), status, "{what}");
        let page = text_of(response).await;
        let kept = ["value=\"7\"", "value=\"45\"", "value=\"3\""].iter().all(|value| page.contains(value));
        assert!(kept || what == "other", "{what}");
        assert_eq!(page.contains("name=\"password\""), what != "other", "{what}");
    }
    assert_eq!(stage.house.store.audit().len(), before, "nothing was changed");
    let wrong = send("save&password=not+it").await;
    assert_eq!(wrong.status(), StatusCode::UNAUTHORIZED);
    assert!(text_of(wrong).await.contains("value=\"45\""));
    assert!(!stage.house.store.audit().iter().any(|event| event.what.word() == "policy-changed"));
    let saved = send(&format!("save&password={}", PASSWORD.replace(' ', "+"))).await;
    assert_eq!(said(&saved), "303 /console/policies");
    assert!(saved.headers()[header::SET_COOKIE].to_str().unwrap().contains("session="), "the session goes on anew");
    assert!(stage.house.store.audit().iter().any(|event| event.what.word() == "policy-changed"));
}

#[tokio::test]
async fn letters_are_sent_again_by_those_who_administer_the_people_they_are_for() {
    let stage = Stage::new().await;
    let rossi = stage.cookies(Some("sara/studio-rossi")).await;
    let other = stage.cookies(Some("sara/studio-bianchi")).await;
    let visit = Visit::default();
    stage.house.identity.unlock().request("marco/studio-rossi", &visit).await.unwrap();
    stage.house.courier.answer_next(Delivery::Refused(ShortText::cut("550 5.1.1 <nobody>").unwrap()));
    stage.house.deliver_all().await;
    let letter = stage.house.store.letters().into_iter().find(|row| row.state == LetterState::Refused).unwrap();
    let id = letter.letter.id;
    for (cookies, status, sees) in [(&other, 409, false), (&rossi, 303, true), (&rossi, 409, true)] {
        let page = text_of(stage.ask("GET", "/console/outbox", cookies, String::new()).await).await;
        assert_eq!(page.contains("marco/studio-rossi"), sees);
        let token = stage.form_token(cookies).await;
        let sent = stage.ask("POST", "/console/outbox", cookies, format!("csrf={token}&one={id}&state=refused")).await;
        assert_eq!(sent.status().as_u16(), status);
        let refused = stage.house.store.letters().iter().any(|row| row.state == LetterState::Refused);
        assert_eq!(refused, !sees, "only who administers those people has it sent again");
    }
    for cursor in ["older=x", "older=1.2", "newer=-5.00000000-0000-7000-8000-000000000000", "state=%3Cscript%3E"] {
        let page = stage.ask("GET", &format!("/console/outbox?{cursor}"), &rossi, String::new()).await;
        assert_eq!(page.status(), StatusCode::OK, "{cursor}");
    }
}

#[tokio::test]
async fn a_network_that_waits_is_told_to_those_whose_accounts_it_tried() {
    let stage = Stage::with_throttle(Throttle::new(NonZeroU32::MIN, NonZeroU32::new(9).unwrap())).await;
    let [rossi, other] = [stage.cookies(Some("studio-rossi")).await, stage.cookies(Some("studio-bianchi")).await];
    let guesser = "__Host-visit=ffeeddccbbaa99887766554433221100";
    let token = stage.form_token(guesser).await;
    let guess = async |login: &str| {
        let body = format!("csrf={token}&login={login}&password=wrong&next=");
        stage.ask_from([192, 0, 2, 9], "/sign-in", guesser, body).await.status()
    };
    let locked = async |cookies: &str| {
        text_of(stage.ask("GET", "/console/locked", cookies, String::new()).await).await.contains("192.0.2.9")
    };
    assert_eq!(guess("marco/studio-rossi").await, StatusCode::UNAUTHORIZED);
    assert!(!locked(&rossi).await, "it does not wait");
    for _ in 0..12 {
        guess("nobody").await;
    }
    assert_eq!(guess("nobody").await, StatusCode::TOO_MANY_REQUESTS);
    assert!(locked(&rossi).await);
    assert!(!locked(&other).await, "nobody of theirs was tried from there");
}

#[tokio::test]
async fn s06_nothing_that_changes_something_answers_a_get() {
    let stage = Stage::new().await;
    let all = routes();
    for route in all.iter().filter(|route| route.method == "POST") {
        let is_a_page = all.iter().any(|other| other.method == "GET" && other.path == route.path);
        let cookies = stage.cookies(Some("studio-rossi")).await;
        let before = stage.house.store.audit().len();
        let path = stage.path(route).await;
        let response = stage.ask("GET", &path, &cookies, String::new()).await;
        assert!(
            is_a_page || matches!(response.status(), StatusCode::METHOD_NOT_ALLOWED | StatusCode::NOT_FOUND),
            "{path}"
        );
        assert_eq!(stage.house.store.audit().len(), before, "{path}");
    }
}

#[tokio::test]
async fn whatever_cannot_be_read_of_an_address_gets_a_page_of_ours() {
    let stage = Stage::new().await;
    for (method, path, status) in [
        ("GET", "/sign-in?next=a&next=b", StatusCode::BAD_REQUEST),
        ("GET", "/unlock?login=a&login=b", StatusCode::BAD_REQUEST),
        ("GET", "/reset/%FF", StatusCode::NOT_FOUND),
        ("GET", "/assets/%FF", StatusCode::NOT_FOUND),
        ("DELETE", "/sign-in", StatusCode::METHOD_NOT_ALLOWED),
        ("POST", "/privacy", StatusCode::METHOD_NOT_ALLOWED),
    ] {
        let response = stage.ask(method, path, VISIT, String::new()).await;
        assert_eq!(response.status(), status, "{method} {path}");
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let text = String::from_utf8(body.to_vec()).unwrap();
        assert!(text.starts_with("<!doctype html>") && text.contains("/assets/portineria"), "{method} {path}: {text}");
    }
}

#[tokio::test]
async fn w03_no_page_is_kept_and_none_leaks_where_it_was() {
    let stage = Stage::new().await;
    for route in routes().into_iter().filter(|route| route.method == "GET") {
        let cookies = stage.cookies(Some("studio-rossi")).await;
        let path = stage.path(&route).await;
        let response = stage.ask("GET", &path, &cookies, String::new()).await;
        let header = |name: &str| {
            response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
        };
        assert_eq!(header("cache-control"), "no-store", "{path}");
        let policy = if route.path.contains("{token}") { "no-referrer" } else { "same-origin" };
        assert_eq!(header("referrer-policy"), policy, "{path}");
        assert!(header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        assert!(!header("content-security-policy").contains("unsafe"), "{path}");
    }
}

#[test]
fn whatever_takes_a_secret_or_leads_to_mail_is_counted_by_the_throttle() {
    for route in routes().into_iter().filter(|route| route.method == "POST") {
        let needs_a_session = matches!(route.access, Access::SignedIn | Access::Holding(_));
        assert!(needs_a_session || route.access == Access::Counted, "{}", route.path);
    }
}
