//! What the command answers: sessions as a person types them, on a database of their own.

#![expect(clippy::unwrap_used, reason = "a test stops where something is not there")]

#[path = "cli/invitations.rs"]
mod invitations;

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use async_trait::async_trait;
use identity_core::{
    application::sign_in::PasswordSignIn,
    domain::{
        kernel::{EmailAddress, ShortText},
        session::{Source, Visit},
    },
    ports::{Courier, Delivery, ReadyLetter},
};
use identity_settings::{House, Settings, compose};
use test_support::postgres::{Cluster, TestDatabase};
use trycmd::TestCases;

/// An installation in a directory of its own.
struct Home {
    directory: tempfile::TempDir,
    store: String,
}

impl Home {
    /// With a SQLite file.
    fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let store = format!("sqlite://{}", directory.path().join("identity.db").display());
        Self { directory, store }
    }

    /// With a database of a server, and the key that somebody made for it.
    fn on(database: &TestDatabase) -> Self {
        let home = Self { store: database.url().to_owned(), ..Self::new() };
        std::fs::write(home.path("identity.key"), "07".repeat(32)).unwrap();
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn variables(&self) -> [(String, String); 2] {
        [
            ("IDENTITY__STORE__URL".to_owned(), self.store.clone()),
            ("IDENTITY__SECRETS__HOUSE_KEY_FILE".to_owned(), self.path("identity.key").display().to_string()),
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
    home.play("tests/cases/third/*.md");
    home.play("tests/cases/policies/*.md");
    bounds_that_came_later_are_told(&home);

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

#[test]
fn whoever_could_not_get_back_in_is_told_and_given_back() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let home = Home::new();
    drop(runtime.block_on(home.compose()));
    home.play("tests/cases/recovery/*.md");
    let printed = home.run(&["break-glass", "studio-rossi", "--reason", "A test", "--yes", "--json"], b"");
    let printed: serde_json::Value = serde_json::from_slice(&printed.stdout).unwrap();
    let link = printed["link"].as_str().unwrap();
    assert!(link.starts_with("http://localhost:8080/break-glass/"), "{link}");
    assert_eq!(link.rsplit('/').next().unwrap().len(), 64);

    let set = ["break-glass", "studio-rossi", "--reason", "A test", "--set-password", "--yes"];
    assert_eq!(home.run(&set, b"corta\n").status.code(), Some(6));
    let done = home.run(&set, "il gatto dorme di giorno\n".as_bytes());
    assert!(done.status.success(), "{done:?}");
    let visit = Visit::default();
    let request =
        PasswordSignIn { login: "studio-rossi", password: "il gatto dorme di giorno", devices: &[], visit: &visit };
    runtime.block_on(async { home.compose().await.identity.sign_in().with_password(request).await.map(drop) }).unwrap();
}

#[test]
fn permissions_are_listed_given_explained_and_taken() {
    rights(&Home::new());
}

#[test]
#[ignore = "needs PostgreSQL: run tests/run"]
fn permissions_are_listed_given_explained_and_taken_on_a_server() {
    let database = Cluster::shared().unwrap().database().unwrap();
    rights(&Home::on(&database));
}

fn rights(home: &Home) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    drop(runtime.block_on(home.compose()));
    home.play("tests/cases/rights/*.md");
}

/// A configuration whose catalogue has this many permissions of the host product, `mail.p0` and on.
fn with_permissions(home: &Home, count: usize) -> String {
    use std::fmt::Write as _;
    let mut text = "[[permissions.category]]\nname = \"mail\"\nlabel = { en = \"Mail\" }\n".to_owned();
    for number in 0..count {
        let label = "label = { en = \"Something\" }";
        writeln!(text, "[[permissions.permission]]\nname = \"mail.p{number}\"\ncategory = \"mail\"\n{label}").unwrap();
    }
    let file = home.path("many.toml");
    std::fs::write(&file, text).unwrap();
    file.display().to_string()
}

/// An organization `a` with an account `b/a`.
fn opened() -> Home {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let home = Home::new();
    drop(runtime.block_on(home.compose()));
    let open = "organization open --handle a --name A --owner-name A --owner-address a@mail.example";
    for line in [open, "account add b/a --name B"] {
        assert!(home.run(&line.split(' ').collect::<Vec<_>>(), b"").status.success(), "{line}");
    }
    home
}

fn told(output: &Output) -> (Option<i32>, String) {
    (output.status.code(), String::from_utf8(output.stderr.clone()).unwrap())
}

#[test]
fn an_account_is_given_as_much_as_it_may_hold_and_nothing_of_what_is_more() {
    const MOST: usize = 200;
    let home = opened();
    let many = with_permissions(&home, MOST + 1);
    let names: Vec<String> = (0..=MOST).map(|number| format!("mail.p{number}")).collect();
    let grant = |names: &[String]| {
        let options = names.iter().flat_map(|name| ["--permission", name.as_str()]);
        let line = ["--config", &many, "permission", "grant", "b/a"].into_iter().chain(options);
        home.run(&line.collect::<Vec<_>>(), b"")
    };
    let held = || {
        let shown = home.run(&["account", "show", "b/a", "--json"], b"").stdout;
        let shown: serde_json::Value = serde_json::from_slice(&shown).unwrap();
        shown["account"]["permissions"].as_array().unwrap().len()
    };
    let (code, text) = told(&grant(&names));
    assert_eq!(code, Some(4));
    assert!(text.contains("b/a would hold more than 200 permissions and profiles."), "{text}");
    assert_eq!(held(), 0);
    assert!(grant(&names[..MOST]).status.success());
    assert_eq!(held(), MOST);
    assert!(grant(&names[..1]).status.success(), "what is given again is held already");
    assert_eq!(grant(&names[MOST..]).status.code(), Some(4));

    let options = names.iter().flat_map(|name| ["--permission", name.as_str()]);
    let line = ["--config", &many, "account", "add", "c/a", "--name", "C"].into_iter().chain(options);
    assert_eq!(home.run(&line.collect::<Vec<_>>(), b"").status.code(), Some(4));
}

#[test]
fn an_organization_has_as_many_profiles_as_it_may_and_no_more() {
    const MOST: usize = 100;
    let home = opened();
    let define = |number: usize| {
        let name = format!("P{number}");
        let line = ["profile", "define", &name, "--organization", "a", "--permission", "identity.audit.read"];
        home.run(&line, b"")
    };
    for number in 0..MOST {
        assert!(define(number).status.success(), "{number}");
    }
    let (code, text) = told(&define(MOST));
    assert_eq!(code, Some(4));
    assert!(text.contains("a has 100 profiles, which is as many as an organization may have."), "{text}");
    let (code, text) = told(&define(0));
    assert_eq!(code, Some(4));
    assert!(text.contains("is taken by another profile"), "{text}");
}

#[test]
fn what_the_catalogue_no_longer_has_can_be_taken_and_taken_out() {
    let home = opened();
    let many = with_permissions(&home, 1);
    let run = |line: &str| home.run(&line.split(' ').collect::<Vec<_>>(), b"");
    let known = |line: &str| run(&format!("--config {many} {line}"));
    assert!(known("permission grant b/a --permission mail.p0").status.success());
    let define = "profile define P --organization a --permission mail.p0 --permission identity.audit.read";
    assert!(known(define).status.success());

    assert_eq!(run("permission explain b/a mail.p0").status.code(), Some(3));
    let shown = String::from_utf8(run("profile show P --organization a").stdout).unwrap();
    assert!(shown.contains("mail.p0              There is no such permission.   an operator"), "{shown}");
    let (code, text) = told(&run("profile edit P --organization a --rename Q"));
    assert_eq!(code, Some(5));
    assert!(text.contains("Take it out in the same step: --remove mail.p0"), "{text}");
    assert!(run("profile edit P --organization a --rename Q --remove mail.p0").status.success());
    assert!(run("permission take b/a --permission mail.p0").status.success());
    assert_eq!(run("permission take b/a --permission mail.p0").status.code(), Some(3));
}

#[test]
fn the_audit_log_is_read_proved_and_pruned() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let home = Home::new();
    drop(runtime.block_on(home.compose()));
    home.play("tests/cases/audit/*.md");

    // The head that one verification prints is the one that the next accepts.
    let verified: serde_json::Value =
        serde_json::from_slice(&home.run(&["audit", "verify", "--json"], b"").stdout).unwrap();
    let head = verified["head"].as_str().unwrap();
    assert!(home.run(&["audit", "verify", "--head", head], b"").status.success());
    let wrong = home.run(&["audit", "verify", "--json", "--head", &head.replacen("2:", "3:", 1)], b"");
    assert_eq!(wrong.status.code(), Some(8));
    let wrong: serde_json::Value = serde_json::from_slice(&wrong.stdout).unwrap();
    assert_eq!(wrong["findings"], serde_json::json!([{ "kind": "head-differs", "seal": 3 }]));
}

#[test]
fn an_export_goes_from_the_first_line_to_the_last_over_many_pages() {
    const FAILURES: usize = 1_203;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let home = Home::new();
    runtime.block_on(async {
        let house = home.compose().await;
        let visit = Visit { from: Source::network("2001:db8::7".parse().unwrap()), device: None };
        for nobody in 0..FAILURES {
            let address = EmailAddress::parse(&format!("nobody{nobody}@mail.example")).unwrap();
            house.identity.recovery().request_login_names(address, &visit).await.unwrap();
        }
    });
    let exported = home.run(&["audit", "export", "--format", "jsonl", "--network", "2001:db8::/64"], b"");
    assert!(exported.status.success(), "{exported:?}");
    let text = String::from_utf8(exported.stdout).unwrap();
    let numbers: Vec<u64> = text
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["number"].as_u64().unwrap())
        .collect();
    assert_eq!(numbers.len(), FAILURES);
    assert!(numbers.is_sorted_by(|a, b| a < b));
}

/// With bounds of the configuration that the policy from before does not keep to.
fn bounds_that_came_later_are_told(home: &Home) {
    let configuration = home.path("bounds.toml");
    let text = "[lockout]\nbar = \"1h\"\n[policy_bounds]\nlimit_least = 3\nbar_most = \"1h\"\nmasked_address = false\n";
    std::fs::write(&configuration, text).unwrap();
    let file = configuration.to_str().unwrap();
    let run = |arguments: &[&str]| home.run(&[&["--config", file], arguments].concat(), b"");
    let shown = run(&["policy", "show", "--organization", "studio-rossi", "--json"]);
    let shown: serde_json::Value = serde_json::from_slice(&shown.stdout).unwrap();
    assert_eq!((&shown["within_bounds"], &shown["policy"]["lockout"]["limit"]), (&false.into(), &2.into()));
    assert_eq!(shown["bounds"]["bar_seconds"], serde_json::json!({ "least": 60, "most": 3_600 }));
    let examined = run(&["doctor", "--json"]);
    let report: serde_json::Value = serde_json::from_slice(&examined.stdout).unwrap();
    let found = report["checks"].as_array().unwrap().iter().find(|found| found["check"] == "policies").unwrap();
    assert_eq!((&found["grade"], found["what"].as_str().unwrap().contains("studio-rossi")), (&"warning".into(), true));

    for dry_run in [&["--dry-run"][..], &[]] {
        let set = ["policy", "set", "--organization", "studio-rossi", "--limit", "2", "--show-masked-address", "on"];
        let refused = run(&[&set[..], dry_run].concat());
        assert_eq!(refused.status.code(), Some(6));
        let told = String::from_utf8(refused.stderr).unwrap();
        for bound in ["The limit is 3 or more.", "A bar holds for 1h or shorter.", "The masked address is not shown."] {
            assert!(told.contains(bound), "{told}");
        }
    }
    let within = run(&["policy", "set", "--organization", "studio-rossi", "--limit", "3", "--bar", "1h"]);
    assert!(within.status.success(), "{within:?}");
    let examined = String::from_utf8(run(&["doctor"]).stdout).unwrap();
    assert!(!examined.contains("studio-rossi"), "{examined}");
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

    let who = home.run(&["permission", "who", "identity.audit.read", "--organization", "a", "--json"], b"");
    let who: serde_json::Value = serde_json::from_slice(&who.stdout).unwrap();
    let holders = who["holders"].as_array().unwrap().iter().map(|holder| holder["login"].as_str().unwrap().to_owned());
    assert_eq!(holders.collect::<Vec<_>>().len(), PEOPLE + 1);
    assert!(
        logins.iter().all(|login| who["holders"].as_array().unwrap().iter().any(|holder| holder["login"] == **login))
    );
}

async fn many_people(house: &House, people: usize) {
    use identity_core::{
        application::{account::NewAccount, authority::Authority},
        domain::{
            kernel::{DisplayName, Handle, Language, MemberName},
            permission::{Catalogue, Granted, OwnPermission, RightsWish},
        },
    };
    let organization =
        house.identity.organizations().by_handle(&Handle::parse("a").unwrap()).await.unwrap().unwrap().value;
    let authority = Authority::Operator(ShortText::parse("test").unwrap());
    let read = Catalogue::own().delegable(&OwnPermission::AuditRead.name()).unwrap();
    for number in 0..people {
        let new = NewAccount {
            name: MemberName::parse(&format!("p{number}")).unwrap(),
            display_name: DisplayName::parse(&format!("Person {number}")).unwrap(),
            language: Language::ENGLISH,
            contact: None,
            rights: RightsWish { held: vec![(Granted::Permission(read.clone()), None)] },
            ends_at: None,
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
    assert!(String::from_utf8(page.stdout).unwrap().contains("doctor, drill or audit verify found problems"));
    let directory = home.directory.path().to_str().unwrap();
    assert!(home.run(&["man", "--directory", directory], b"").status.success());
    assert!(home.path("identity-account-suspend.1").exists());
    assert_eq!(home.run(&["man", "--directory", "/nowhere/at/all"], b"").status.code(), Some(1));
}

/// A house with an organization in it, whose owner has an address.
async fn studio() -> Home {
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
        "--owner-address",
        "giulia@mail.example",
    ];
    assert!(home.run(&open, b"").status.success());
    home
}

fn said(output: &Output) -> (Option<i32>, String) {
    let text = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    (output.status.code(), String::from_utf8(text).unwrap())
}

fn document(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

const IMPORT: [&str; 5] = ["account", "import", "-", "--organization", "studio-rossi"];

#[tokio::test]
async fn a_list_is_looked_at_imported_and_the_second_time_changes_nothing() {
    let home = studio().await;
    let list = "login,display_name,contact,state\nmarco,Marco Bianchi,marco@mail.example,\nanna/studio-rossi,\"Ferri, Anna\",,suspended\nstudio-rossi,Giulia Rossi,,\n";
    let dry = home.run(&[&IMPORT[..], &["--dry-run", "--json"]].concat(), list.as_bytes());
    let dry = document(&dry);
    assert_eq!((&dry["imported"], &dry["made"], &dry["unchanged"]), (&false.into(), &2.into(), &1.into()));
    assert_eq!(dry["lines"][1]["login"], "anna/studio-rossi");
    let listed = home.run(&["account", "list", "--json"], b"");
    assert_eq!(document(&listed)["accounts"].as_array().unwrap().len(), 1, "a dry run changes nothing");

    let (code, text) = said(&home.run(&IMPORT, list.as_bytes()));
    assert_eq!(code, Some(0), "{text}");
    assert!(text.ends_with("Imported the list: 2 made, 0 changed, 1 unchanged.\n"), "{text}");
    assert!(text.contains("2     marco/studio-rossi  new account\n"), "{text}");
    let (code, text) = said(&home.run(&IMPORT, list.as_bytes()));
    assert_eq!(
        (code, text.as_str()),
        (Some(0), "All 3 accounts are already as the list has them. Nothing was changed.\n")
    );
    let letters = document(&home.run(&["outbox", "list", "--json"], b""));
    assert_eq!(letters["letters"].as_array().unwrap().len(), 2, "marco and the owner are welcomed, once");

    let quiet = "login,display_name,contact\nbruno,Bruno,bruno@mail.example\n";
    let quiet = home.run(&[&IMPORT[..], &["--no-welcome", "--json"]].concat(), quiet.as_bytes());
    assert_eq!(document(&quiet)["imported"], true);
    let letters = document(&home.run(&["outbox", "list", "--json"], b""));
    assert_eq!(letters["letters"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_list_that_is_wrong_says_where_and_changes_nothing() {
    let home = studio().await;
    let list = "login,display_name,contact\nmarco,Marco,marco@mail.example\nmar co,X,\nanna,An\u{202e}na,\nbruno,Bruno,nowhere\nMARCO,M,\nstudio-rossi,Not Giulia,\nluca,,\n\u{1b}[2J,X\n";
    let (code, text) = said(&home.run(&IMPORT, list.as_bytes()));
    assert_eq!(code, Some(6), "{text}");
    for line in [
        "3     login         mar co              A name holds letters",
        "4     display_name  An\\u{202e}na",
        "5     contact       nowhere             Write an address such as name@mail.example.",
        "6     login         marco/studio-rossi  Take one of the two out: the same login name stands in line 2 already.",
        "7     login         studio-rossi        Take the line out: no list changes the owner.",
        "8     display_name  luca/studio-rossi   Fill in display_name",
        "9     -              [2J                Look for a comma too many or too few: the line has 2 cells",
        "7 lines are not right, so nothing was changed.",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(!text.contains('\u{1b}'));
    let json = document(&home.run(&[&IMPORT[..], &["--json"]].concat(), list.as_bytes()));
    assert_eq!((&json["imported"], &json["wrong"]), (&false.into(), &7.into()));
    assert_eq!(json["lines"][1]["column"], "login");
    let listed = document(&home.run(&["account", "list", "--json"], b""));
    assert_eq!(listed["accounts"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_file_that_is_no_list_is_told_with_line_and_remedy() {
    let home = studio().await;
    let utf16: Vec<u8> = "login,state\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let long = [b"login\n".as_slice(), &vec![b'\n'; 4 << 20]].concat();
    for (bytes, what) in [
        (b"".as_slice(), "The list is empty."),
        (b"PK\x03\x04", "not a CSV file.\nSave it as CSV in UTF-8."),
        (&utf16, "The list is written in UTF-16."),
        (b"login,display_name\nmarco,Nicol\xf2\n", "Line 2, character 12 of the list is not UTF-8."),
        (b"login\nma\0rco\n", "Line 2, character 3 of the list is a NUL"),
        (
            b"login,password\n",
            "Line 1, column 2 of the list: there is no column \u{201c}password\u{201d}.\nThere are login, display_name, language, contact, state",
        ),
        (&long, "The list has more than 4 MiB.\nSplit it in two."),
    ] {
        let (code, text) = said(&home.run(&IMPORT, bytes));
        assert_eq!(code, Some(6), "{text}");
        assert!(text.contains(what), "{text}");
    }
}

#[tokio::test]
async fn what_is_exported_is_imported_again_and_no_formula_is_in_it() {
    let home = studio().await;
    let list = "login,display_name,language,contact,state\nf1,'=1+1,it,=x@mail.example,\nf2,-Anna,en,,suspended\nf3,\"O'Neil, \"\"Jo\"\"\",,,\n";
    assert!(home.run(&IMPORT, list.as_bytes()).status.success());
    let export = ["account", "export", "--organization", "studio-rossi"];
    let exported = home.run(&export, b"");
    let text = String::from_utf8(exported.stdout.clone()).unwrap();
    assert_eq!(
        text,
        "login,display_name,language,contact,state\r\nf1/studio-rossi,'=1+1,it,'=x@mail.example,active\r\nf2/studio-rossi,'-Anna,en,,suspended\r\nf3/studio-rossi,\"O'Neil, \"\"Jo\"\"\",en,,active\r\nstudio-rossi,Giulia Rossi,en,giulia@mail.example,active\r\n"
    );
    let (code, again) = said(&home.run(&IMPORT, &exported.stdout));
    assert_eq!(
        (code, again.as_str()),
        (Some(0), "All 4 accounts are already as the list has them. Nothing was changed.\n")
    );

    let file = home.path("people.csv");
    let to_file = [&export[..], &["--output", file.to_str().unwrap(), "--json"]].concat();
    let answer = document(&home.run(&to_file, b""));
    assert_eq!((&answer["accounts"], answer["output"].as_str()), (&4.into(), file.to_str()));
    assert_eq!(std::fs::read(&file).unwrap(), exported.stdout);
    assert!(!home.path("people.csv.part").exists());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let nowhere = [&export[..], &["--output", "/nowhere/at/all.csv"]].concat();
    assert_eq!(home.run(&nowhere, b"").status.code(), Some(1));
}

#[tokio::test]
async fn login_names_come_from_standard_input_too() {
    let home = studio().await;
    let list = "login,display_name\nanna,Anna\nbruno,Bruno\n";
    assert!(home.run(&IMPORT, list.as_bytes()).status.success());
    let names = b"anna/studio-rossi\n\n  bruno/studio-rossi \nnobody/studio-rossi\n";
    let unconfirmed = home.run(&["account", "suspend", "--stdin"], names);
    assert_eq!(unconfirmed.status.code(), Some(2));
    let suspended = home.run(&["account", "suspend", "--stdin", "--yes", "--json"], names);
    assert_eq!(suspended.status.code(), Some(3));
    assert_eq!(
        document(&suspended),
        serde_json::json!({ "dry_run": false, "results": [
            { "login": "anna/studio-rossi", "outcome": "done", "reason": null },
            { "login": "bruno/studio-rossi", "outcome": "done", "reason": null },
            { "login": "nobody/studio-rossi", "outcome": "failed", "reason": "no-such-account" },
        ] })
    );
    let sorted =
        document(&home.run(&["account", "list", "--state", "suspended", "--sort", "name", "--reverse", "--json"], b""));
    let logins: Vec<_> = sorted["accounts"].as_array().unwrap().iter().map(|account| &account["login"]).collect();
    assert_eq!(logins, ["bruno/studio-rossi", "anna/studio-rossi"]);
}

#[test]
#[ignore = "needs bash and groff: run tests/run"]
fn a_shell_completes_nouns_and_verbs_and_every_page_renders() {
    let home = Home::new();
    let completions = home.run(&["completions", "bash"], b"");
    std::fs::write(home.path("completions"), completions.stdout).unwrap();
    let complete = |words: &[&str]| {
        let (last, before) = (words[words.len() - 1], words[words.len() - 2]);
        let script = format!(
            "source {}; COMP_WORDS=({}); COMP_CWORD={}; _identity identity '{last}' '{before}'; echo ${{COMPREPLY[@]}}",
            home.path("completions").display(),
            words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" "),
            words.len() - 1,
        );
        let output = Command::new("bash").args(["--norc", "-c", &script]).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    assert_eq!(complete(&["identity", "acc"]), "account");
    assert_eq!(complete(&["identity", "account", "rei"]), "reinstate");
    assert_eq!(complete(&["identity", "invitation", "rese"]), "resend");
    assert_eq!(complete(&["identity", "account", "list", "--state", "susp"]), "suspended");
    assert!(complete(&["identity", "restore", "--"]).contains("--end-passwords"));
    for shell in ["zsh", "fish", "elvish", "powershell"] {
        let text = String::from_utf8(home.run(&["completions", shell], b"").stdout).unwrap();
        assert!(text.contains("reinstate") && text.contains("restored"), "{shell}");
    }

    let pages = home.path("pages");
    std::fs::create_dir(&pages).unwrap();
    assert!(home.run(&["man", "--directory", pages.to_str().unwrap()], b"").status.success());
    let mut rendered = 0;
    for page in std::fs::read_dir(&pages).unwrap() {
        let page = page.unwrap().path();
        let output = Command::new("groff").args(["-man", "-ww", "-Kutf8", "-Tutf8", "-z"]).arg(&page).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        // A line of usage too long to be spread over the width is no mistake in the page.
        let wrong: Vec<&str> = told.lines().filter(|line| !line.ends_with("cannot adjust line")).collect();
        assert!(output.status.success() && wrong.is_empty(), "{}: {output:?}", page.display());
        rendered += 1;
    }
    assert!(rendered > 20, "{rendered} pages");
}

#[tokio::test]
async fn nothing_that_is_typed_or_kept_does_anything_to_a_terminal() {
    let home = Home::new();
    drop(home.compose().await);
    let hostile = "a\u{1b}[2J\u{202e}\u{9b}b\u{2066}";
    for arguments in [
        vec!["account", "show", hostile],
        vec!["organization", "show", hostile],
        vec!["account", "list", "--state", hostile],
        vec!["--config", hostile, "doctor"],
        vec![hostile],
        vec!["outbox", "retry", hostile],
        vec!["invitation", "show", hostile],
        vec!["invitation", "send", hostile, "--name", hostile, "--address", hostile],
        vec!["account", "remove", hostile, "--yes"],
        vec!["account", "remove", hostile, "also/nobody", "--yes"],
        vec!["restore", hostile, "--dry-run"],
        vec!["backup", "/nowhere/\u{1b}[2J/x"],
        vec!["organization", "open", "--handle", hostile, "--name", hostile, "--owner-name", "A"],
    ] {
        for json in [false, true] {
            let mut arguments = arguments.clone();
            if json {
                arguments.push("--json");
            }
            let output = home.run(&arguments, b"");
            assert!(!output.status.success(), "{arguments:?}");
            let told = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
            let is_harmful = |c: char| c.is_control() && c != '\n' || "\u{202e}\u{2066}".contains(c);
            assert!(!told.contains(is_harmful) && !told.is_empty(), "{arguments:?}: {told:?}");
        }
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_backup_is_whole_private_and_told_apart_from_the_key() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    drop(home.compose().await);
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("copy");
    let made = home.run(&["backup", file.to_str().unwrap(), "--json"], b"");
    assert!(made.status.success(), "{made:?}");
    let told: serde_json::Value = serde_json::from_slice(&made.stdout).unwrap();
    assert_eq!((&told["beside_key"], &told["accounts"]), (&serde_json::json!(false), &serde_json::json!(0)));
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 1, "no draft is left behind");
    assert!(made.stderr.is_empty(), "no progress where nobody looks: {made:?}");
    let again = home.run(&["backup", file.to_str().unwrap()], b"");
    assert_eq!(again.status.code(), Some(4));
    let beside = home.run(&["backup", home.path("copy").to_str().unwrap()], b"");
    assert!(String::from_utf8(beside.stdout).unwrap().contains("Keep the two apart"));

    let backed_up = home.run(&["restore", file.to_str().unwrap(), "--yes"], b"");
    assert!(backed_up.status.success(), "{backed_up:?}");
    let left = |name: &str| home.path(name).exists();
    assert!(!left("identity.db.restoring") && !left("identity.db.restoring.lock") && !left("identity.db-wal"));
    assert_eq!(std::fs::metadata(home.path("identity.db")).unwrap().permissions().mode() & 0o777, 0o600);
    // A newer schema, and a file of another program.
    for (name, sql) in [
        ("newer", "INSERT INTO seaql_migrations (version, applied_at) VALUES ('9999_x', 0)"),
        ("other", "DROP TABLE audit_log"),
    ] {
        let spoilt = elsewhere.path().join(name);
        std::fs::copy(&file, &spoilt).unwrap();
        let connection = sea_orm::Database::connect(format!("sqlite://{}", spoilt.display())).await.unwrap();
        sea_orm::ConnectionTrait::execute_unprepared(&connection, sql).await.unwrap();
        connection.close().await.unwrap();
        let refused = home.run(&["restore", spoilt.to_str().unwrap(), "--yes"], b"");
        assert_eq!(refused.status.code(), Some(6), "{name}: {refused:?}");
    }
}

#[test]
fn a_backup_that_grew_old_and_a_mark_that_is_not_kept_are_found() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let home = Home::new();
    drop(runtime.block_on(home.compose()));
    let backups = home.path("backups");
    std::fs::create_dir(&backups).unwrap();
    let examine = || {
        let configuration = home.path("identity.toml");
        std::fs::write(
            &configuration,
            format!("[store]\nbackup_directory = \"{}\"\nbackup_age = \"2h\"\n", backups.display()),
        )
        .unwrap();
        let report = home.run(&["--config", configuration.to_str().unwrap(), "doctor", "--json"], b"");
        let report: serde_json::Value = serde_json::from_slice(&report.stdout).unwrap();
        move |check: &str| {
            let found = report["checks"].as_array().unwrap().iter().find(|found| found["check"] == check).unwrap();
            found["grade"].as_str().unwrap().to_owned()
        }
    };
    assert_eq!(examine()("backups"), "failure");
    let file = backups.join("copy");
    std::fs::write(&file, "x").unwrap();
    let well = examine();
    assert_eq!(["backups", "mark", "lockouts", "letters", "log"].map(well), ["ok", "ok", "ok", "ok", "ok"]);
    let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_hours(24 * 365);
    std::fs::File::options().write(true).open(&file).unwrap().set_modified(old).unwrap();
    std::fs::write(home.path("identity.key.mark"), "nonsense").unwrap();
    assert_eq!(["backups", "mark"].map(examine()), ["failure", "failure"]);
}
