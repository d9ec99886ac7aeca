//! A3, A4, E2: barred after five wrong passwords, and back in with the code from the mail.

use anyhow::{Result, ensure};
use reqwest::{Method, StatusCode};
use test_support::browser::Options;

use crate::house::{House, NORA, WRONG, holds};
use crate::mails::{code_in, link_in, secret_of};
use crate::stranger::Stranger;
use crate::visitor::Visitor;

pub(crate) async fn on_a_phone_in_italian(house: &House) -> Result<()> {
    story(house, Options::phone().language("it"), true).await
}

pub(crate) async fn without_scripts(house: &House) -> Result<()> {
    story(house, Options::phone().language("it").without_scripts(), false).await
}

async fn story(house: &House, options: Options, looks: bool) -> Result<()> {
    house.studio(&[NORA])?;
    let nora = Visitor::new(house, options).await?;

    for _ in 1..5 {
        nora.try_to_sign_in(NORA.login, WRONG).await?;
        nora.is_told("Entra").await?;
        nora.wait_for_text("Il nome di accesso o la password non sono giusti.").await?;
    }
    nora.try_to_sign_in(NORA.login, WRONG).await?;
    nora.is_told("L’accesso è bloccato").await?;
    ensure!(nora.shows("troppe password sbagliate").await?);
    ensure!(nora.shows("Help desk").await? && nora.shows("Annulla").await?);
    if looks {
        nora.picture("barred").await?;
    }
    house.mail(NORA.address, "L’accesso a Studio Rossi è bloccato").await?;

    // The right password does not help now, and says no more than a wrong one.
    nora.try_to_sign_in(NORA.login, NORA.password).await?;
    nora.is_told("L’accesso è bloccato").await?;
    nora.press("Mandami il codice di sblocco").await?;
    nora.is_told("Guarda la posta").await?;
    if looks {
        nora.picture("check-mail").await?;
    }

    let mail = house.mail(NORA.address, "Il tuo codice di sblocco per Studio Rossi").await?;
    ensure!(house.sink().commands().iter().any(|command| command.line == "STARTTLS"));
    ensure!(house.sink().commands().iter().all(|command| command.encrypted || !command.line.starts_with("MAIL")));
    let (code, link) = (code_in(&mail)?, link_in(&mail, "/unlock/link/")?);
    ensure!(!mail.subject().contains(&code));
    ensure!(link.starts_with(&house.url("/unlock/link/")));

    scanned(house, &link, looks).await?;

    nora.fill("code", &code).await?;
    nora.press("Sblocca").await?;
    nora.is_told("Puoi entrare di nuovo").await?;
    ensure!(nora.shows(NORA.login).await?);
    if looks {
        nora.picture("unlocked").await?;
    }
    nora.press("Entra").await?;
    nora.fill("login", NORA.login).await?;
    nora.fill("password", NORA.password).await?;
    nora.press("Entra").await?;
    nora.is_at_home(&NORA).await?;
    if looks {
        nora.picture("home").await?;
    }

    // Code and link are one token: it is spent.
    let mut scanner = Stranger::new(house, "scanner/1.0")?;
    let again = scanner.scan(Method::GET, &link).await?;
    ensure!(again.status == StatusCode::GONE, "{}", again.status);

    let kept = house.everything_kept()?;
    ensure!(holds(&kept, NORA.login) && holds(&kept, "Nora Caputo"));
    for secret in [&code, &code.replace(' ', ""), secret_of(&link)] {
        ensure!(!holds(&kept, secret), "{secret} is kept");
    }
    Ok(())
}

/// What stands between the mail server and the person: a program that follows links, and one that renders pages.
async fn scanned(house: &House, link: &str, with_browser: bool) -> Result<()> {
    let mut scanner = Stranger::new(house, "scanner/1.0")?;
    for method in [Method::HEAD, Method::GET, Method::GET, Method::GET] {
        let page = scanner.scan(method, link).await?;
        ensure!(page.status == StatusCode::OK, "{}", page.status);
    }
    if with_browser {
        let renderer = Visitor::new(house, Options::desk()).await?;
        renderer.goto(link).await?;
        renderer.is_told("One more button").await?;
    }
    Ok(())
}
