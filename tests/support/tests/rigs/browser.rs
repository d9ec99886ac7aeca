use std::path::Path;

use anyhow::{Context, Result};
use serde_json::json;
use test_support::browser::{Browser, Key, Options};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

const PAGE: &str = "<!doctype html><html lang=en><meta name=viewport content='width=device-width'><title>Rig</title>\
    <main><h1>A rig</h1><p id=state>waiting</p><noscript>without scripts</noscript>\
    <form><label>Name <input name=login autocomplete=username></label>\
    <label>Word <input name=word></label>\
    <label>Password <input name=password type=password></label>\
    <label>Kind <select name=kind><option value=a>A</option><option value=b>B</option></select></label>\
    <label>Yes <input type=checkbox name=agreed value=yes></label>\
    <button type=button>L'altro \"uno\"</button></form>\
    <script>document.querySelector('button').onclick = () => { state.textContent = 'pressed by ' + document.forms[0].login.value }</script>\
    </main>";

fn as_address(page: &str) -> String {
    let encoded = page.replace('%', "%25").replace('#', "%23");
    format!("data:text/html;charset=utf-8,{encoded}")
}

/// Serves one page to whoever asks, as often as they ask, and answers where.
async fn serve(head: &'static str, page: &'static str) -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://localhost:{}/page", listener.local_addr()?.port());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = [0; 4096];
            if stream.read(&mut request).await.is_ok() {
                let asked = String::from_utf8_lossy(&request).to_lowercase();
                let language = asked.lines().find(|line| line.starts_with("accept-language:")).unwrap_or_default();
                let body = page.replace("LANGUAGE", language);
                let answer =
                    format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n{head}\r\n{body}");
                stream.write_all(answer.as_bytes()).await.ok();
                stream.shutdown().await.ok();
            }
        }
    });
    Ok(address)
}

#[tokio::test]
#[ignore = "needs Chromium: run tests/run"]
async fn a_page_is_read_filled_in_and_pressed() -> Result<()> {
    let browser = Browser::open(Options::desk()).await?;
    browser.goto(&as_address(PAGE)).await?;
    assert_eq!(browser.title().await?, "Rig");
    browser.fill("login", "first").await?;
    browser.fill("login", "nora").await?;
    browser.choose("kind", "b").await?;
    browser.tick("agreed", "yes").await?;
    browser.press("L'altro \"uno\"").await?;
    browser.wait_for_text("pressed by nora").await?;
    assert_eq!(browser.value("kind").await?, "b");
    assert!(browser.find("[name=agreed]").await?.is_selected().await?);
    assert!(!browser.shows("without scripts").await?);
    browser.click("[name=word]").await?;
    browser.keys("typed").await?;
    browser.keys(Key::Tab).await?;
    assert_eq!(browser.value("word").await?, "typed");
    assert_eq!(browser.client().active_element().await?.prop("name").await?.as_deref(), Some("password"));
    assert_eq!(browser.run("return [innerWidth, innerHeight]", Vec::new()).await?, json!([1280, 900]));
    browser.close().await
}

#[tokio::test]
#[ignore = "needs Chromium: run tests/run"]
async fn a_manager_fills_passwords_and_what_stands_before_them() -> Result<()> {
    let browser = Browser::open(Options::desk()).await?;
    browser.goto(&as_address(PAGE)).await?;
    let filled = browser.autofill("saved", "correct horse").await?;
    assert_eq!(filled, ["login", "password", "word"]);
    assert_eq!(browser.value("password").await?, "correct horse");
    assert_eq!(browser.value("word").await?, "saved");
    Ok(())
}

#[tokio::test]
#[ignore = "needs Chromium: run tests/run"]
async fn a_phone_without_scripts_in_italian_at_night() -> Result<()> {
    let options = Options::phone().language("it").without_scripts().dark();
    let browser = Browser::open(options).await?;
    let address = serve(
        "",
        "<!doctype html><meta name=viewport content='width=device-width'>LANGUAGE\
        <noscript>without scripts <a href='?again'>Again</a></noscript><p style='width:400px'>wide</p><p>",
    )
    .await?;
    browser.goto(&address).await?;
    assert!(browser.shows("without scripts").await?);
    assert!(browser.shows("accept-language: it").await?);
    browser.press("Again").await?;
    assert!(browser.url().await?.ends_with("/page?again"));
    assert_eq!(browser.path().await?, "/page");
    let seen = browser
        .run("return [innerWidth, navigator.language, matchMedia('(prefers-color-scheme: dark)').matches]", Vec::new())
        .await?;
    assert_eq!(seen[1], "it");
    assert_eq!(seen[2], true);
    assert!(browser.scrolls_sideways().await?);
    Ok(())
}

#[tokio::test]
#[ignore = "needs Chromium: run tests/run"]
async fn axe_and_the_console_tell_what_is_wrong_under_a_strict_policy() -> Result<()> {
    let browser = Browser::open(Options::phone()).await?;
    let policy = "Content-Security-Policy: default-src 'none'\r\n";
    let address =
        serve(policy, "<!doctype html><html lang=en><title>x</title><main><h1>x</h1><input name=q><script>1</script>")
            .await?;
    browser.goto(&address).await?;
    let violations = browser.axe().await?;
    let rules: Vec<&str> = violations.iter().map(|found| found.rule.as_str()).collect();
    assert_eq!(rules, ["label"], "{violations:#?}");
    assert!(violations[0].elements[0].contains("name=\"q\""));
    assert!(browser.is_accessible().await.is_err());
    let console = browser.console().await?;
    assert!(console.iter().any(|line| line.contains("Content Security Policy")), "{console:?}");

    browser.goto(&as_address("<!doctype html><html lang=en><title>x</title><main><h1>x</h1><p>fine</main>")).await?;
    browser.is_accessible().await
}

#[tokio::test]
#[ignore = "needs Chromium: run tests/run"]
async fn pictures_show_the_window_or_the_whole_page() -> Result<()> {
    let browser = Browser::open(Options::phone()).await?;
    browser
        .goto(&as_address("<meta name=viewport content='width=device-width'><div style='height:2000px'>x</div>"))
        .await?;
    let home = tempfile::tempdir()?;
    let (window, whole) = (home.path().join("a/window.png"), home.path().join("a/whole.png"));
    browser.screenshot(&window).await?;
    browser.screenshot_whole(&whole).await?;
    assert_eq!(size(&window)?, (360, 780));
    let (width, height) = size(&whole)?;
    assert!(width == 360 && height >= 2000, "{width} x {height}");
    Ok(())
}

#[tokio::test]
#[ignore = "needs Chromium: run tests/run"]
async fn a_browser_leaves_nothing_behind() -> Result<()> {
    let browser = Browser::open(Options::desk()).await?;
    let profile = browser
        .client()
        .capabilities()
        .and_then(|all| all.get("chrome")?.get("userDataDir")?.as_str().map(str::to_owned))
        .context("no profile")?;
    assert!(Path::new(&profile).is_dir());
    drop(browser);
    assert!(!Path::new(&profile).exists());
    assert!(!alive(&profile)?, "a process of the browser goes on");
    Ok(())
}

/// Width and height, which a PNG says right after its signature.
fn size(file: &Path) -> Result<(u32, u32)> {
    let bytes = std::fs::read(file)?;
    let number = |at: usize| -> Result<u32> { Ok(u32::from_be_bytes(bytes[at..at + 4].try_into()?)) };
    Ok((number(16)?, number(20)?))
}

fn alive(profile: &str) -> Result<bool> {
    for entry in std::fs::read_dir("/proc")? {
        let command = std::fs::read(entry?.path().join("cmdline")).unwrap_or_default();
        let command = String::from_utf8_lossy(&command);
        if command.contains(profile) && command.contains("--type=") {
            return Ok(true);
        }
    }
    Ok(false)
}
