//! B6: the names that use an address, in one mail.

use anyhow::{Result, ensure};
use test_support::browser::Options;

use crate::house::{GIULIA, House, MARCO, Person};
use crate::mails::as_read;
use crate::visitor::Visitor;

const PAOLO: Person =
    Person { login: "info@pec.example", name: "Paolo Conti", address: "paolo.conti@mail.example", ..GIULIA };

const MARCO_THERE: Person = Person { login: "marco/info@pec.example", ..MARCO };

const SUBJECT: &str = "Your login names";

pub(crate) async fn story(house: &House) -> Result<()> {
    house.studio(&[MARCO])?;
    house.organization(&PAOLO, "Certified mail", &[])?;
    house.add(&MARCO_THERE)?;
    let marco = Visitor::new(house, Options::desk()).await?;

    let unknown = asked(&marco, "nobody@mail.example").await?;
    let known = asked(&marco, MARCO.address).await?;
    ensure!(unknown == known, "{unknown}\n{known}");

    let mail = house.mail(MARCO.address, SUBJECT).await?;
    let text = as_read(&mail);
    ensure!(text.contains(MARCO.login) && text.contains(MARCO_THERE.login), "{text}");
    ensure!(text.contains("Studio Rossi") && text.contains("Certified mail"), "{text}");
    ensure!(!text.contains(PAOLO.address) && !text.contains("/reset/"), "{text}");
    let like_it =
        |mail: &&test_support::smtp::Mail| mail.subject().contains(SUBJECT) && mail.recipients() == [MARCO.address];
    ensure!(house.sink().mails().iter().filter(like_it).count() == 1);

    marco.press("Go to sign-in").await?;
    marco.sign_in(&MARCO_THERE).await
}

/// What the page says, without the address that was typed.
async fn asked(marco: &Visitor<'_>, address: &str) -> Result<String> {
    marco.open("/sign-in").await?;
    marco.press("I do not remember my login name").await?;
    marco.fill("email", address).await?;
    marco.press("Send me my login names").await?;
    marco.is_told("Look at your mail").await?;
    Ok(marco.text().await?.replace(address, ""))
}
