//! B1 to B9, B13: invited, in within limits, less while a page is open, and out.

use anyhow::{Context, Result, ensure};
use test_support::browser::Options;

use crate::house::{GIULIA, House, MARCO, NORA, Person};
use crate::mails::{as_read, link_in, secret_of};
use crate::stranger::Stranger;
use crate::visitor::Visitor;

/// Whoever is invited; there is no account yet.
const LUCA: Person = Person {
    login: "luca/studio-rossi",
    name: "Luca Marchetti",
    address: "luca@mail.example",
    language: "it",
    password: "nove lune sopra il mare",
};

async fn invite(giulia: &Visitor<'_>) -> Result<()> {
    giulia.open("/console/invitations/new").await?;
    giulia.fill("account_name", "luca").await?;
    giulia.fill("display_name", LUCA.name).await?;
    giulia.fill("contact_address", LUCA.address).await?;
    giulia.choose("language", LUCA.language).await?;
    giulia.tick("permission", "identity.accounts.read").await?;
    giulia.tick("permission", "identity.accounts.unlock").await?;
    giulia.press("Send the invitation").await?;
    giulia.is_told("Invitation for Luca Marchetti").await
}

/// The story of a collaborator from the invitation to the removal.
pub(crate) async fn story(house: &House) -> Result<()> {
    house.studio(&[MARCO])?;
    let giulia = Visitor::new(house, Options::desk()).await?;
    giulia.sign_in(&GIULIA).await?;
    giulia.press("Open the console").await?;
    giulia.press("Invitations").await?;
    giulia.is_told("Invitations").await?;
    giulia.press("Invite somebody").await?;
    giulia.fill("account_name", "luca").await?;
    giulia.fill("display_name", LUCA.name).await?;
    giulia.fill("contact_address", "not an address").await?;
    giulia.press("Send the invitation").await?;
    giulia.wait_for_text("Type a mail address").await?;
    ensure!(!giulia.has("[value='identity.organization.manage']").await?, "owner-only cannot be offered");
    invite(&giulia).await?;
    giulia.picture("console-invitation").await?;

    // The mail says it all, and holds what the page needs and no more.
    let mail = house.mail(LUCA.address, "Studio Rossi").await?;
    let text = as_read(&mail);
    for said in [LUCA.login, GIULIA.name, "Vedere gli account", "Vedere chi è bloccato, e sbloccare"] {
        ensure!(text.contains(said), "{said}: {text}");
    }
    let link = link_in(&mail, "/invitation/")?;
    ensure!(!giulia.client().source().await?.contains(secret_of(&link)), "the page shows the secret");
    ensure!(!house.everything_kept()?.windows(64).any(|part| part == secret_of(&link).as_bytes()), "it was kept");

    // Whoever is signed in as somebody else answers nothing.
    let marco = Visitor::new(house, Options::phone()).await?;
    marco.sign_in(&MARCO).await?;
    marco.goto(&link).await?;
    marco.is_told("This invitation is for somebody else").await?;
    ensure!(marco.shows("l•••@mail.example").await? && !marco.has("input[type=password]").await?);
    marco.picture("invitation-elsewhere").await?;

    let luca = Visitor::new(house, Options::phone().language("it")).await?;
    luca.goto(&link).await?;
    luca.is_told("Giulia Rossi ti invita a lavorare per Studio Rossi").await?;
    luca.picture("invitation").await?;
    luca.fill("new_password", "corta").await?;
    luca.press("Accetta l’invito").await?;
    luca.find(".notice.stop").await?;
    luca.fill("new_password", LUCA.password).await?;
    luca.press("Accetta l’invito").await?;
    luca.is_told("Il tuo account è pronto").await?;
    house.mail(LUCA.address, "pronto").await?;
    let told = house.mail(GIULIA.address, "Luca Marchetti").await?;
    ensure!(as_read(&told).contains(LUCA.login), "{}", told.text());
    luca.goto(&link).await?;
    luca.is_told("Questo link non apre più niente").await?;

    // In, and told for whom; what was not given is neither shown nor there.
    luca.sign_in(&LUCA).await?;
    ensure!(luca.shows("Agisci per Studio Rossi").await?);
    luca.picture("home-acting").await?;
    luca.press("Apri la console").await?;
    luca.is_told("Account").await?;
    luca.open("/console/locked").await?;
    luca.is_told("Bloccati").await?;
    for path in ["/console/accounts/new", "/console/organization", "/console/invitations", "/console/audit"] {
        ensure!(!luca.has(&format!("nav a[href='{path}']")).await?, "{path} is shown");
        luca.open(path).await?;
        luca.is_told("Questa pagina non c’è").await?;
    }

    // Less, while a page is open: the next thing it asks for is refused.
    luca.open("/console/locked").await?;
    house.cli(&["permission", "take", LUCA.login, "--permission", "identity.accounts.unlock"], "")?;
    luca.reload().await?;
    luca.is_told("Questa pagina non c’è").await?;
    luca.open("/console/accounts").await?;
    luca.is_told("Account").await?;

    // The log says both identities.
    let log = house.cli(&["audit", "list", "--json"], "")?;
    ensure!(log.contains("invitation-accepted") && log.contains("invitation-offered"), "{log}");

    // Removed: out at once, and the name is free.
    giulia.open("/console/accounts").await?;
    giulia.press(LUCA.name).await?;
    giulia.press("Remove").await?;
    giulia.is_told("Remove Luca Marchetti?").await?;
    giulia.picture("console-remove").await?;
    giulia.press("Remove for good").await?;
    giulia.is_told("Accounts").await?;
    ensure!(!giulia.shows(LUCA.login).await?);
    luca.reload().await?;
    ensure!(luca.path().await? == "/sign-in", "the session goes on");
    luca.try_to_sign_in(LUCA.login, LUCA.password).await?;
    luca.find(".notice.stop").await?;
    invite(&giulia).await
}

/// Declined, sent again, taken back: what is over opens nothing, not by a side door either.
pub(crate) async fn over(house: &House) -> Result<()> {
    house.studio(&[NORA])?;
    let giulia = Visitor::new(house, Options::desk()).await?;
    giulia.sign_in(&GIULIA).await?;
    invite(&giulia).await?;
    let mail = house.mail(LUCA.address, "Studio Rossi").await?;
    let first = link_in(&mail, "/invitation/")?;
    let seen = house.mails_so_far();
    giulia.press("Send it again").await?;
    giulia.is_told("Invitation for Luca Marchetti").await?;
    let luca = Visitor::new(house, Options::phone().language("it")).await?;
    luca.goto(&first).await?;
    luca.is_told("Questo link non apre più niente").await?;
    let mail = house.mail_after(seen, LUCA.address, "Studio Rossi").await?;
    let second = link_in(&mail, "/invitation/")?;
    luca.goto(&second).await?;
    luca.is_told("Giulia Rossi ti invita a lavorare per Studio Rossi").await?;
    luca.press("Rifiuta l’invito").await?;
    luca.is_told("Hai rifiutato").await?;
    let told = house.mail(GIULIA.address, "Luca Marchetti").await?;
    ensure!(as_read(&told).contains(LUCA.login), "{}", told.text());
    giulia.open("/console/invitations?all=yes").await?;
    giulia.wait_for_text("declined").await?;
    giulia.picture("console-invitations").await?;

    // No side door: neither a reset nor an unlock mail, and no login name to tell.
    let seen = house.mails_so_far();
    let mut stranger = Stranger::new(house, "stranger/1.0")?;
    stranger.send("/forgot-password", "/forgot-password", &[("login", LUCA.login)]).await?;
    stranger.send("/unlock", "/unlock", &[("login", LUCA.login)]).await?;
    stranger.send("/forgot-login", "/forgot-login", &[("email", LUCA.address)]).await?;

    // Invited once more, and taken back.
    invite(&giulia).await?;
    let mail = house.mail_after(seen, LUCA.address, "Studio Rossi").await?;
    let third = link_in(&mail, "/invitation/").context("a mail by a side door")?;
    luca.goto(&third).await?;
    luca.is_told("Giulia Rossi ti invita a lavorare per Studio Rossi").await?;
    giulia.press("Take it back").await?;
    giulia.wait_for_text("taken back").await?;
    luca.fill("new_password", LUCA.password).await?;
    luca.press("Accetta l’invito").await?;
    luca.is_told("Questo link non apre più niente").await?;
    let rows = house.cli(&["invitation", "list", "--json"], "")?;
    for state in ["\"declined\"", "\"revoked\""] {
        ensure!(rows.contains(state), "{rows}");
    }
    Ok(())
}
