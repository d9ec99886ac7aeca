//! What the command answers: sessions as a person types them, on a database of their own.

#![expect(clippy::unwrap_used, reason = "a test stops where something is not there")]

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use async_trait::async_trait;
use identity_core::{
    application::sign_in::PasswordSignIn,
    domain::{
        kernel::ShortText,
        session::{Source, Visit},
    },
    ports::{Courier, Delivery, ReadyLetter},
};
use identity_settings::{House, Settings, compose};
use trycmd::TestCases;

/// An installation in a directory of its own.
struct Home {
    directory: tempfile::TempDir,
}

impl Home {
    fn new() -> Self {
        Self { directory: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn variables(&self) -> [(String, String); 2] {
        let shown = |name| self.path(name).display().to_string();
        [
            ("IDENTITY__STORE__URL".to_owned(), format!("sqlite://{}", shown("identity.db"))),
            ("IDENTITY__SECRETS__HOUSE_KEY_FILE".to_owned(), shown("identity.key")),
        ]
    }

    /// The installation as the service has it.
    async fn compose(&self) -> House {
        compose(&Settings::load(None, self.variables().into_iter()).unwrap()).await.unwrap()
    }

    /// Runs the sessions under `tests/cases`.
    fn play(&self, cases: &str) {
        let played = english();
        for (name, value) in self.variables() {
            played.env(name, value);
        }
        played.insert_var("[HOME]", self.directory.path().display().to_string()).unwrap();
        played.case(cases).run();
    }

    /// Runs one command with a text on its standard input.
    fn run(&self, arguments: &[&str], input: &[u8]) -> Output {
        let mut child = Command::new(env!("CARGO_BIN_EXE_identity"))
            .args(arguments)
            .envs(self.variables())
            .env("LC_ALL", "en_US.UTF-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        child.wait_with_output().unwrap()
    }
}

/// Sessions in English, whatever the machine speaks.
fn english() -> TestCases {
    let cases = TestCases::new();
    cases.env("LC_ALL", "en_US.UTF-8").env("IDENTITY__WEB__TIME_ZONE", "UTC");
    cases
}

/// A courier whose letters are all turned away.
struct TurnedAway;

#[async_trait]
impl Courier for TurnedAway {
    async fn deliver(&self, _: &ReadyLetter) -> Delivery {
        Delivery::Refused(ShortText::cut("550 5.1.1").unwrap())
    }
}

#[test]
fn help_and_refusals_need_no_installation() {
    english().case("tests/cases/alone/*.md").run();
}

#[test]
fn people_are_defined_barred_unlocked_and_suspended() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let home = Home::new();
    drop(runtime.block_on(home.compose()));
    home.play("tests/cases/first/*.md");
    runtime.block_on(async {
        let house = home.compose().await;
        while house.identity.outbox().deliver_one(&TurnedAway).await.unwrap() {}
        let visit = Visit { from: Source::network("192.0.2.7".parse().unwrap()), device: None };
        for login in ["marco/studio-rossi", "lucia/studio-rossi"] {
            for _ in 0..3 {
                let request = PasswordSignIn { login, password: "not the right one", devices: &[], visit: &visit };
                house.identity.sign_in().with_password(request).await.unwrap_err();
            }
        }
    });
    home.play("tests/cases/second/*.md");

    let letters: serde_json::Value =
        serde_json::from_slice(&home.run(&["outbox", "list", "--state", "refused", "--json"], b"").stdout).unwrap();
    let id = letters["letters"][0]["id"].as_str().unwrap().to_owned();
    assert!(home.run(&["outbox", "retry", &id], b"").status.success());
    assert_eq!(home.run(&["outbox", "retry", &id], b"").status.code(), Some(3));
    let other = letters["letters"][1]["id"].as_str().unwrap();
    let half = home.run(&["outbox", "retry", &id, other, "--json"], b"");
    assert_eq!(half.status.code(), Some(3));
    let half: serde_json::Value = serde_json::from_slice(&half.stdout).unwrap();
    assert_eq!(half, serde_json::json!({ "retried": [other], "not_failed": [id] }));
}

#[tokio::test]
async fn a_first_password_is_read_from_standard_input_and_opens_the_account() {
    let home = Home::new();
    drop(home.compose().await);
    let open = [
        "organization",
        "open",
        "--handle",
        "studio-rossi",
        "--name",
        "Studio Rossi",
        "--owner-name",
        "Giulia Rossi",
        "--password-stdin",
    ];
    let weak = home.run(&open, b"corta\n");
    assert_eq!(weak.status.code(), Some(6));
    assert!(String::from_utf8(weak.stderr).unwrap().contains("at least 15 characters"));
    assert_eq!(home.run(&open, &[b'x'; 2_000]).status.code(), Some(6));

    let opened = home.run(&open, "il gatto dorme di giorno\n".as_bytes());
    assert!(opened.status.success(), "{opened:?}");
    assert!(String::from_utf8(opened.stdout).unwrap().contains("signs in as studio-rossi"));

    let visit = Visit::default();
    let request =
        PasswordSignIn { login: "studio-rossi", password: "il gatto dorme di giorno", devices: &[], visit: &visit };
    home.compose().await.identity.sign_in().with_password(request).await.unwrap();
}

#[tokio::test]
async fn what_is_done_is_recorded_under_the_name_of_the_systems_user() {
    let home = Home::new();
    drop(home.compose().await);
    let open = [
        "organization",
        "open",
        "--handle",
        "a-b",
        "--name",
        "A B",
        "--owner-name",
        "A",
        "--owner-address",
        "a@mail.example",
    ];
    assert!(home.run(&open, b"").status.success());
    let shown: serde_json::Value =
        serde_json::from_slice(&home.run(&["account", "show", "a-b", "--json"], b"").stdout).unwrap();
    let event = &shown["events"][0];
    assert_eq!((event["what"].as_str(), event["actor"].as_str()), (Some("organization-opened"), Some("operator")));
    let user = Command::new("id").arg("-un").output().unwrap();
    let user = String::from_utf8(user.stdout).unwrap();
    let recorded = event["actor_id"].as_str().unwrap();
    assert!(recorded == user.trim() || recorded.ends_with(&format!(" as {}", user.trim())), "{recorded}");
}

#[tokio::test]
async fn more_people_than_a_page_holds_are_all_listed_once() {
    const PEOPLE: usize = 205;
    let home = Home::new();
    let house = home.compose().await;
    assert!(
        home.run(
            &[
                "organization",
                "open",
                "--handle",
                "a",
                "--name",
                "A",
                "--owner-name",
                "A",
                "--owner-address",
                "a@mail.example"
            ],
            b""
        )
        .status
        .success()
    );
    many_people(&house, PEOPLE).await;
    let listed: serde_json::Value =
        serde_json::from_slice(&home.run(&["account", "list", "--json"], b"").stdout).unwrap();
    let logins: std::collections::BTreeSet<_> = listed["accounts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|account| account["login"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(logins.len(), PEOPLE + 1);
    assert_eq!(listed["accounts"].as_array().unwrap().len(), PEOPLE + 1);
}

async fn many_people(house: &House, people: usize) {
    use identity_core::{
        application::{account::NewAccount, authority::Authority},
        domain::{
            account::Rank,
            kernel::{DisplayName, Handle, Language, MemberName},
        },
    };
    let organization =
        house.identity.organizations().by_handle(&Handle::parse("a").unwrap()).await.unwrap().unwrap().value;
    let authority = Authority::Operator(ShortText::parse("test").unwrap());
    for number in 0..people {
        let new = NewAccount {
            name: MemberName::parse(&format!("p{number}")).unwrap(),
            display_name: DisplayName::parse(&format!("Person {number}")).unwrap(),
            language: Language::ENGLISH,
            contact: None,
            rank: Rank::Member,
            password: None,
        };
        house.identity.accounts().register(&authority, organization.id, new, &Source::local()).await.unwrap();
    }
}

#[test]
fn a_loose_house_key_and_a_relay_that_is_not_there_are_found() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let home = Home::new();
    drop(runtime.block_on(home.compose()));
    loosen(&home.path("identity.key"));
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let configuration = home.path("identity.toml");
    let text = format!(
        "[mail]\nhost = \"127.0.0.1\"\nport = {}\nfrom = \"no-reply@mail.example\"\n[web]\nbase_url = \"https://id.mail.example\"\n",
        nobody.port()
    );
    std::fs::write(&configuration, text).unwrap();
    let examined = home.run(&["--config", configuration.to_str().unwrap(), "doctor", "--json"], b"");
    assert_eq!(examined.status.code(), Some(8));
    let report: serde_json::Value = serde_json::from_slice(&examined.stdout).unwrap();
    let grade = |check: &str| {
        report["checks"].as_array().unwrap().iter().find(|found| found["check"] == check).unwrap()["grade"].clone()
    };
    let grades = ["configuration", "house-key", "store", "schema", "clock", "base-url", "mail"]
        .map(|check| grade(check).as_str().unwrap().to_owned());
    assert_eq!(grades, ["ok", if cfg!(unix) { "warning" } else { "ok" }, "ok", "ok", "ok", "ok", "failure"]);
}

fn loosen(path: &Path) {
    #[cfg(unix)]
    std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
}

#[test]
fn completions_and_manual_pages_cover_every_command() {
    let home = Home::new();
    let completions = home.run(&["completions", "bash"], b"");
    assert!(completions.status.success() && String::from_utf8(completions.stdout).unwrap().contains("reinstate"));
    let page = home.run(&["man"], b"");
    assert!(String::from_utf8(page.stdout).unwrap().contains("doctor found problems"));
    let directory = home.directory.path().to_str().unwrap();
    assert!(home.run(&["man", "--directory", directory], b"").status.success());
    assert!(home.path("identity-account-suspend.1").exists());
    assert_eq!(home.run(&["man", "--directory", "/nowhere/at/all"], b"").status.code(), Some(1));
}
