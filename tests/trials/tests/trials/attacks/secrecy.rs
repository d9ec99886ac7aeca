//! Secrets stay in their place: codes and links in the mail, passwords nowhere at all.

use std::path::Path;

use anyhow::{Context, Result};
use test_support::process::Configuration;
use trials::house::PASSWORD;
use trials::r2::{code_in, token_in};
use trials::visitor::SESSION;

use super::{NEXT_PASSWORD, Scene};

const CANARY: &str = "pappagallo giallo alla finestra";

/// What must not be found, and what it is.
struct Canaries(Vec<(&'static str, String)>);

impl Canaries {
    fn found_in(&self, bytes: &[u8]) -> Vec<&'static str> {
        let holds = |secret: &str| {
            let secret = secret.as_bytes();
            bytes
                .windows(secret.len())
                .enumerate()
                .any(|(at, window)| window == secret && is_a_word(bytes, at, secret.len()))
        };
        self.0.iter().filter(|(_, secret)| holds(secret)).map(|(what, _)| *what).collect()
    }
}

/// Eight digits are found in the middle of longer numbers now and then.
fn is_a_word(bytes: &[u8], at: usize, length: usize) -> bool {
    let is_digit = |place: Option<usize>| place.and_then(|place| bytes.get(place)).is_some_and(u8::is_ascii_hexdigit);
    !is_digit(at.checked_sub(1)) && !is_digit(Some(at + length))
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn r11_c03_no_secret_shows_in_any_answer_list_log_or_database() -> Result<()> {
    let mut scene = Scene::set_on(Configuration::new().set("logging.level", "trace")).await?;
    let mut shown: Vec<String> = Vec::new();
    scene.house.newcomer(scene.ditta, "nuova", Some("nuova@mail.example")).await?;
    let welcome = token_in(&scene.mail("nuova@mail.example", "/welcome/").await?, "/welcome/").context("no link")?;

    // A password typed as a name, and wrong ones.
    let mut stranger = scene.visitor()?;
    let typed_as_name = stranger.sign_in(CANARY, CANARY).await?;
    assert!(typed_as_name.body.contains(CANARY), "the page shows again what was typed as a name");
    shown.push(stranger.sign_in("vito/ditta", CANARY).await?.body);
    scene.house.bar("vito/ditta").await?;
    shown.push(scene.ask("/unlock", "vito/ditta").await?.body);
    let mail = scene.mail("vito@mail.example", "/unlock/link/").await?;
    let (unlock, code) = (token_in(&mail, "/unlock/link/").context("no link")?, code_in(&mail).context("no code")?);
    shown.push(scene.visitor()?.post("/unlock/code", &[("login", "vito/ditta"), ("code", &code)]).await?.body);

    let reset = scene.token("/forgot-password", "nora/ditta", "/reset/").await?;
    let fields = [("token", reset.as_str()), ("new_password", NEXT_PASSWORD)];
    shown.push(scene.visitor()?.post("/reset", &fields).await?.body);
    shown.push(scene.visitor()?.post("/reset", &fields).await?.body);

    let glass = scene.break_glass("nora/ditta")?;
    let spent = scene.break_glass("ditta")?;
    let fields = [("token", spent.as_str()), ("new_password", NEXT_PASSWORD), ("contact_address", "")];
    shown.push(scene.visitor()?.post("/break-glass", &fields).await?.body);
    shown.push(scene.visitor()?.post("/break-glass", &fields).await?.body);

    let mut vito = scene.signed_in("vito/ditta").await?;
    shown.push(vito.post("/account/address", &[("new_address", "vito@new.example")]).await?.body);
    let address =
        token_in(&scene.mail("vito@new.example", "/address/new/").await?, "/address/new/").context("no link")?;
    let session = vito.cookie(SESSION).context("no session")?.to_owned();
    let device = vito.cookie("__Host-devices").context("no device")?.to_owned();
    let weak = [("current_password", PASSWORD), ("new_password", CANARY), ("password", CANARY)];
    shown.push(vito.post("/account/password", &weak[..1]).await?.body);
    let mut owner = scene.visitor()?;
    assert_eq!(owner.sign_in("ditta", NEXT_PASSWORD).await?.status, 303);
    let ids = [
        scene.account("vito/ditta").await?.id,
        scene.account("nora/ditta").await?.id,
        scene.account("nuova/ditta").await?.id,
    ];
    for visitor in [&mut vito, &mut owner] {
        for page in [
            "/home",
            "/account/sessions",
            "/account/address",
            "/account/password",
            "/console/accounts",
            "/console/locked",
            "/console/readiness",
            "/dev/mailbox",
            "/dev/mailbox/1",
        ] {
            shown.push(visitor.get(page).await?.body);
        }
        for id in &ids {
            shown.push(visitor.get(&format!("/console/accounts/{id}")).await?.body);
            shown.push(visitor.get(&format!("/console/accounts/{id}/edit")).await?.body);
        }
    }
    scene.let_the_outbox_rest().await?;
    shown.extend(said_at_the_shell(&scene)?);
    let metrics = scene.house.counted(0, "identity_hashing_buffer_bytes").await?;
    assert!(metrics < 1 << 30);

    let grouped = format!("{} {}", &code[..4], &code[4..]);
    let mut canaries = Canaries(vec![
        ("welcome link", welcome),
        ("unlock link", unlock),
        ("unlock code", code),
        ("unlock code as mailed", grouped),
        ("reset link", reset),
        ("address link", address),
        ("session", session),
        ("device", device),
        ("break-glass link", glass),
        ("spent break-glass link", spent),
    ]);
    for (what, password) in [("password", PASSWORD), ("new password", NEXT_PASSWORD), ("typed password", CANARY)] {
        canaries.0.push((what, password.to_owned()));
        canaries.0.push((what, password.replace(' ', "+")));
        canaries.0.push((what, password.replace(' ', "%20")));
    }
    for text in &shown {
        assert_eq!(canaries.found_in(text.as_bytes()), Vec::<&str>::new(), "{text}");
    }
    let node = &mut scene.house.nodes[0];
    assert!(node.terminate().await?.success());
    assert!(node.stderr()?.contains("stopping"), "it logs");
    for log in [node.stdout()?, node.stderr()?] {
        assert_eq!(canaries.found_in(log.as_bytes()), Vec::<&str>::new());
    }
    for file in ["identity.db", "identity.db-wal"] {
        let path = scene.house.home()?.directory().join(file);
        assert_eq!(canaries.found_in(&bytes_of(&path)?), Vec::<&str>::new(), "{file}");
    }
    // The search itself finds what is there.
    let mails: Vec<u8> = scene.house.sink.mails().iter().flat_map(|mail| mail.text().into_bytes()).collect();
    assert_eq!(canaries.found_in(&mails).len(), 5);
    Ok(())
}

/// What every command answers that may speak of somebody.
fn said_at_the_shell(scene: &Scene) -> Result<Vec<String>> {
    let mut shown = Vec::new();
    for command in [
        "account list",
        "account show vito/ditta",
        "account show nora/ditta",
        "account show nuova/ditta",
        "organization list",
        "organization show ditta",
        "lockout list",
        "outbox list",
        "readiness",
        "break-glass ditta --reason canary --dry-run",
        "drill",
        "doctor",
    ] {
        let arguments: Vec<&str> = command.split(' ').chain(["--json"]).collect();
        let answer = scene.house.home()?.identity(&arguments, "")?;
        assert!(answer.out.starts_with('{'), "{command}: {}", answer.err);
        shown.push(answer.out + &answer.err);
    }
    Ok(shown)
}

fn bytes_of(path: &Path) -> Result<Vec<u8>> {
    if path.is_file() { Ok(std::fs::read(path)?) } else { Ok(Vec::new()) }
}
