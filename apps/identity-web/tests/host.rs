//! A host product beside the pages: its routes are for those who hold what they ask for, at the moment of asking.

#![expect(clippy::unwrap_used, reason = "a test stops where something is not there")]

use std::{num::NonZeroU32, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
    routing::get,
};
use identity_core::{
    application::{account::NewAccount, authority::Authority, organization::NewOrganization, sign_in::PasswordSignIn},
    domain::{
        kernel::{DisplayName, Handle, Language, LoginName, MemberName, ShortText},
        permission::{Catalogue, Granted, PermissionName, RightsWish},
        session::{Source, Visit},
    },
};
use identity_settings::BaseUrl;
use identity_testkit::TestHouse;
use identity_web::{
    app::App,
    demo,
    host::{Guarded, guarded},
    routes::router_with,
    throttle::Throttle,
};
use tokio::sync::Notify;
use tower::ServiceExt as _;

const PASSWORD: &str = "quattro gatti sul tetto";
const EMMA: &str = "emma/info@pec.example";
const OWNER: &str = "info@pec.example";
const PAGES: [&str; 3] = ["/mailbox", "/mailbox/write", "/mailbox/owner"];

/// The mailbox of the demo, with its owner and emma, to whom nothing was granted yet.
struct Mailbox {
    house: TestHouse,
    router: Router,
}

fn operator() -> Authority<'static> {
    Authority::Operator(ShortText::parse("root").unwrap())
}

impl Mailbox {
    async fn open() -> Self {
        Self::with(Vec::new()).await
    }

    /// With some routes more.
    async fn with(more: Vec<Guarded>) -> Self {
        let mut product = demo::product().unwrap();
        product.routes.extend(more);
        let permissions = product.permissions;
        let catalogue = Catalogue::own().with(permissions.categories, permissions.permissions).unwrap();
        let house = TestHouse::with_catalogue(catalogue);
        let new = NewOrganization {
            handle: Handle::parse(OWNER).unwrap(),
            name: DisplayName::parse("Comune").unwrap(),
            contact: None,
            language: Language::ENGLISH,
            owner_name: DisplayName::parse("Paolo").unwrap(),
            owner_address: None,
            password: Some(PASSWORD),
            policy: None,
        };
        let organization = house.identity.organizations().open(&operator(), new, &Source::local()).await.unwrap();
        let new = NewAccount {
            name: MemberName::parse("emma").unwrap(),
            display_name: DisplayName::parse("Emma").unwrap(),
            language: Language::ENGLISH,
            contact: None,
            rights: RightsWish::default(),
            ends_at: None,
            password: Some(PASSWORD),
        };
        house.identity.accounts().register(&operator(), organization, new, &Source::local()).await.unwrap();
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
            product_entry: Some(product.entry),
            letters: Arc::new(Notify::new()),
        });
        Self { house, router: router_with(&app, product.routes) }
    }

    async fn cookies(&self, login: &str) -> String {
        let request = PasswordSignIn { login, password: PASSWORD, devices: &[], visit: &Visit::default() };
        let session = self.house.identity.sign_in().with_password(request).await.unwrap().session;
        format!("__Host-visit=00112233445566778899aabbccddeeff; __Host-session={}", session.reveal().as_str())
    }

    async fn ask(&self, method: &str, path: &str, cookies: &str, body: &str) -> (StatusCode, String) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, cookies)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.to_owned()))
            .unwrap();
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let page = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        (status, String::from_utf8(page.to_vec()).unwrap())
    }

    async fn statuses(&self, cookies: &str) -> Vec<u16> {
        let mut statuses = Vec::new();
        for path in PAGES {
            statuses.push(self.ask("GET", path, cookies, "").await.0.as_u16());
        }
        statuses
    }

    async fn give(&self, permission: &str, given: bool) {
        let permissions = self.house.identity.permissions();
        let name = PermissionName::parse(permission).unwrap();
        let what = Granted::Permission(permissions.catalogue().delegable(&name).unwrap());
        let login = LoginName::read(EMMA).unwrap();
        let id = self.house.identity.accounts().by_login(&login).await.unwrap().unwrap().value.id;
        if given {
            permissions.grant(&operator(), id, what, None, &Source::local()).await.unwrap();
        } else {
            permissions.take(&operator(), id, &what, &Source::local()).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_route_of_the_product_is_there_for_those_who_hold_what_it_asks_for() {
    let mailbox = Mailbox::open().await;
    assert_eq!(mailbox.statuses("").await, [303, 303, 303], "nobody signs in first");
    let (owner, emma) = (mailbox.cookies(OWNER).await, mailbox.cookies(EMMA).await);
    assert_eq!(mailbox.statuses(&owner).await, [200, 200, 200]);
    assert_eq!(mailbox.statuses(&emma).await, [404, 404, 404]);
    mailbox.give("mail.read", true).await;
    assert_eq!(mailbox.statuses(&emma).await, [200, 404, 404], "in the session that was open before");
    let (_, inbox) = mailbox.ask("GET", "/mailbox", &emma, "").await;
    assert!(
        inbox.contains("You act for Comune") && !inbox.contains("/mailbox/write"),
        "only what may be done is shown"
    );
    mailbox.give("mail.send", true).await;
    assert_eq!(mailbox.statuses(&emma).await, [200, 200, 404]);
    assert!(mailbox.ask("GET", "/mailbox", &emma, "").await.1.contains("/mailbox/write"));
    mailbox.give("mail.read", false).await;
    assert_eq!(mailbox.statuses(&emma).await, [404, 200, 404]);
}

#[tokio::test]
async fn a_route_that_names_no_permission_is_there_for_nobody() {
    let mailbox = Mailbox::with(vec![guarded("/anything", "not a permission", get(async || "inside"))]).await;
    for login in [OWNER, EMMA] {
        let cookies = mailbox.cookies(login).await;
        assert_eq!(mailbox.ask("GET", "/anything", &cookies, "").await.0, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_stays_with_the_owner_can_be_given_to_nobody() {
    let mailbox = Mailbox::open().await;
    let catalogue = mailbox.house.identity.permissions();
    let name = PermissionName::parse("mail.owner").unwrap();
    assert!(catalogue.catalogue().delegable(&name).is_none());
}

#[tokio::test]
async fn a_form_of_the_product_bears_our_token_and_nothing_is_lost_when_it_is_wrong() {
    let mailbox = Mailbox::open().await;
    mailbox.give("mail.send", true).await;
    let emma = mailbox.cookies(EMMA).await;
    let (_, page) = mailbox.ask("GET", "/mailbox/write", &emma, "").await;
    let token = page.split("name=\"csrf\" value=\"").nth(1).unwrap()[..64].to_owned();
    let send = async |csrf: &str, to: &str| {
        mailbox.ask("POST", "/mailbox/write", &emma, &format!("csrf={csrf}&to={to}&text=Buongiorno+a+tutti")).await
    };
    assert_eq!(send("", "a@mail.example").await.0, StatusCode::FORBIDDEN);
    let (status, page) = send(&token, "nowhere").await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("Buongiorno a tutti"), "{status}");
    assert_eq!(send(&token, "a@mail.example").await.0, StatusCode::OK);
    mailbox.give("mail.send", false).await;
    assert_eq!(send(&token, "a@mail.example").await.0, StatusCode::NOT_FOUND);
}
