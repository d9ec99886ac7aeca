//! A6: what a page says about a name, with and without the organization's consent.

use anyhow::{Result, ensure};
use test_support::browser::Options;

use crate::house::{GIULIA, House, MARCO, Person, WRONG};
use crate::visitor::Visitor;

const PAOLO: Person =
    Person { login: "info@pec.example", name: "Paolo Conti", address: "paolo.conti@mail.example", ..GIULIA };

const MARCO_THERE: Person = Person { login: "marco/info@pec.example", ..MARCO };

const UNKNOWN: &str = "nobody/studio-rossi";

const MASKED: &str = "m•••.b•••@mail.example";

pub(crate) async fn story(house: &House) -> Result<()> {
    house.studio(&[MARCO])?;
    house.organization(&PAOLO, "Certified mail", &["--show-masked-address"])?;
    house.add(&MARCO_THERE)?;
    let visitor = Visitor::new(house, Options::phone()).await?;

    let shown = pages(&visitor, MARCO_THERE.login).await?;
    ensure!(shown.iter().all(|page| page.contains(MASKED)), "{shown:#?}");
    ensure!(!shown.iter().any(|page| page.contains("marco.bianchi")));

    // Where nobody chose otherwise, a name that exists is told from one that does not by nothing.
    let hidden = pages(&visitor, MARCO.login).await?;
    let unknown = pages(&visitor, UNKNOWN).await?;
    ensure!(!hidden.iter().any(|page| page.contains('•')), "{hidden:#?}");
    ensure!(hidden == unknown, "{hidden:#?}\n{unknown:#?}");
    Ok(())
}

/// The pages that answer to a name, without the name and the time of day.
async fn pages(visitor: &Visitor<'_>, login: &str) -> Result<Vec<String>> {
    let mut pages = Vec::new();
    for _ in 0..5 {
        visitor.try_to_sign_in(login, WRONG).await?;
    }
    visitor.is_told("Sign-in is barred").await?;
    pages.push(visitor.text().await?);
    visitor.press("Send me the unlock code").await?;
    visitor.is_told("Look at your mail").await?;
    pages.push(visitor.text().await?);
    visitor.open("/forgot-password").await?;
    visitor.fill("login", login).await?;
    visitor.press("Send me the link").await?;
    visitor.is_told("Look at your mail").await?;
    pages.push(visitor.text().await?);
    Ok(pages.iter().map(|page| timeless(&page.replace(login, ""))).collect())
}

fn timeless(page: &str) -> String {
    page.split(' ')
        .map(|word| {
            let clock = word.len() >= 5 && word.as_bytes()[2] == b':';
            if clock { "HH:MM" } else { word }
        })
        .collect::<Vec<_>>()
        .join(" ")
}
