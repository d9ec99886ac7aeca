//! D11: every kind of page, with the words of each language, in wide and narrow windows.

use anyhow::Result;
use fantoccini::Locator;
use test_support::browser::Options;

use crate::findings::Findings;
use crate::house::{BRUNO, Database, GIULIA, House, MARCO, NORA, Person, WRONG};
use crate::mails::link_in;
use crate::stranger::Stranger;
use crate::visitor::{Visitor, send};

/// The mailbox of somebody who is invited.
const LIA: &str = "lia@mail.example";

/// Has no contact address, so no way back alone.
const DAVIDE: Person = Person {
    login: "davide/studio-rossi",
    name: "Davide Longo",
    address: "",
    language: "en",
    password: "six hats on one camel",
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs Chromium: run tests/run"]
async fn axe_finds_nothing_on_any_page_in_english() -> Result<()> {
    let house = House::open(Database::Sqlite).await?;
    house.explained(tour(&house, "en", Options::desk()).await)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs Chromium and PostgreSQL: run tests/run"]
async fn axe_finds_nothing_on_any_page_in_italian_at_night() -> Result<()> {
    let house = House::open(Database::Postgresql).await?;
    house.explained(tour(&house, "it", Options::desk().language("it").dark()).await)
}

async fn tour(house: &House, language: &'static str, options: Options) -> Result<()> {
    let speaking = |person| Person { language, ..person };
    house.organization(&speaking(GIULIA), "Studio Rossi", &[])?;
    for person in [MARCO, NORA, BRUNO] {
        house.add(&speaking(person))?;
    }
    let fixed = ["account", "add", DAVIDE.login, "--name", DAVIDE.name];
    let options_of_davide = ["--language", language, "--password-stdin"];
    house.cli(&[&fixed[..], &options_of_davide].concat(), DAVIDE.password)?;
    Stranger::new(house, "stranger/1.0")?.bar(&BRUNO).await?;

    let visitor = Visitor::new(house, options).await?;
    let mut findings = Findings::of(language);
    outside(&visitor, &mut findings).await?;
    barred_and_back(house, &visitor, &mut findings).await?;
    forgotten(house, &visitor, &mut findings).await?;
    without_address(&visitor, &mut findings).await?;
    Stranger::new(house, "stranger/1.0")?.bar(&BRUNO).await?;
    visitor.sign_in(&speaking(GIULIA)).await?;
    own_account(house, &visitor, &mut findings).await?;
    console(house, &visitor, &mut findings).await?;
    send(&visitor, "form[action='/sign-out']", "a[href='/sign-in']").await?;
    findings.on(&visitor, "signed out").await?;
    invited(house, &visitor, &mut findings).await?;
    given_back(house, &visitor, &mut findings).await?;
    findings.are_none(102)
}

/// Inviting, and what whoever is invited sees while somebody else is signed in.
async fn invitations(house: &House, visitor: &Visitor<'_>, findings: &mut Findings) -> Result<()> {
    for path in ["/console/invitations", "/console/invitations/new"] {
        visitor.open(path).await?;
        findings.on(visitor, path).await?;
    }
    visitor.fill("account_name", "lia/here").await?;
    visitor.fill("display_name", "Lia Moretti").await?;
    visitor.fill("contact_address", LIA).await?;
    send(visitor, "form[action='/console/invitations/new']", ".notice.stop").await?;
    findings.on(visitor, "invite, not right").await?;
    visitor.fill("account_name", "lia").await?;
    visitor.tick("permission", "identity.accounts.read").await?;
    send(visitor, "form[action='/console/invitations/new']", "form[action$='/revoke']").await?;
    findings.on(visitor, "invitation").await?;
    visitor.open("/console/invitations").await?;
    visitor.find("table.ledger").await?;
    findings.on(visitor, "invitations").await?;
    visitor.goto(&mailed(house, LIA, "/invitation/").await?).await?;
    visitor.find("form[action='/sign-out']").await?;
    findings.on(visitor, "invitation of somebody else").await?;
    visitor.open("/console/accounts").await?;
    visitor.press(NORA.name).await?;
    visitor.click("a[href$='/remove']").await?;
    visitor.find("form[action$='/remove']").await?;
    findings.on(visitor, "remove").await
}

/// Accepting, and the first page of somebody who acts for an organization.
async fn invited(house: &House, visitor: &Visitor<'_>, findings: &mut Findings) -> Result<()> {
    let link = mailed(house, LIA, "/invitation/").await?;
    visitor.goto(&link).await?;
    visitor.find("input[name=new_password]").await?;
    findings.on(visitor, "invited").await?;
    visitor.fill("new_password", "corta").await?;
    send(visitor, "form[action='/invitation']", ".notice.stop").await?;
    findings.on(visitor, "invited, weak").await?;
    visitor.fill("new_password", "nove lune sopra il mare").await?;
    send(visitor, "form[action='/invitation']", "main a[href='/sign-in']").await?;
    findings.on(visitor, "accepted").await?;
    visitor.goto(&link).await?;
    findings.on(visitor, "dead invitation").await?;
    visitor.try_to_sign_in("lia/studio-rossi", "nove lune sopra il mare").await?;
    visitor.find(".acting").await?;
    findings.on(visitor, "acting for").await?;
    send(visitor, "form[action='/sign-out']", "a[href='/sign-in']").await
}

async fn outside(visitor: &Visitor<'_>, findings: &mut Findings) -> Result<()> {
    for path in ["/sign-in", "/privacy", "/accessibility", "/nowhere", "/unlock/link/nothing"] {
        visitor.open(path).await?;
        findings.on(visitor, path).await?;
    }
    visitor.open("/home").await?;
    findings.on(visitor, "sign-in before home").await?;
    visitor.try_to_sign_in("somebody", WRONG).await?;
    visitor.find(".notice.stop").await?;
    findings.on(visitor, "sign-in, not right").await?;
    // A form that outlived its browser's visit.
    visitor.open("/sign-in").await?;
    visitor.client().delete_all_cookies().await?;
    visitor.fill("login", "somebody").await?;
    visitor.fill("password", WRONG).await?;
    send(visitor, "form[action='/sign-in']", "main a[href='/sign-in']").await?;
    findings.on(visitor, "a form too old").await
}

async fn barred_and_back(house: &House, visitor: &Visitor<'_>, findings: &mut Findings) -> Result<()> {
    visitor.open("/unlock").await?;
    findings.on(visitor, "/unlock").await?;
    visitor.fill("login", " ").await?;
    send(visitor, "form[action='/unlock']", ".notice.stop").await?;
    findings.on(visitor, "unlock whom").await?;
    visitor.try_to_sign_in(BRUNO.login, BRUNO.password).await?;
    visitor.find("form[action='/unlock']").await?;
    findings.on(visitor, "barred").await?;
    send(visitor, "form[action='/unlock']", "form[action='/unlock/code']").await?;
    findings.on(visitor, "look at your mail").await?;
    for page in ["wrong code", "no more codes"] {
        let times = if page == "wrong code" { 1 } else { 4 };
        for _ in 0..times {
            visitor.fill("code", "0000 0000").await?;
            send(visitor, "form[action='/unlock/code']", ".notice.stop").await?;
        }
        findings.on(visitor, page).await?;
    }
    let link = mailed(house, BRUNO.address, "/unlock/link/").await?;
    visitor.goto(&link).await?;
    findings.on(visitor, "unlock by link").await?;
    send(visitor, "form[action='/unlock/link']", "#others").await?;
    findings.on(visitor, "unlocked").await?;
    visitor.goto(&link).await?;
    findings.on(visitor, "dead link").await
}

async fn forgotten(house: &House, visitor: &Visitor<'_>, findings: &mut Findings) -> Result<()> {
    visitor.open("/forgot-password").await?;
    findings.on(visitor, "/forgot-password").await?;
    for (login, page) in [(" ", "whose password"), (NORA.login, "reset link sent")] {
        visitor.fill("login", login).await?;
        let next = if login == " " {
            ".notice.stop"
        } else {
            "form[action='/forgot-password'] input[name=login][type=hidden]"
        };
        send(visitor, "form[action='/forgot-password']", next).await?;
        findings.on(visitor, page).await?;
    }
    let link = mailed(house, NORA.address, "/reset/").await?;
    visitor.goto(&link).await?;
    findings.on(visitor, "reset").await?;
    visitor.fill("new_password", "password").await?;
    send(visitor, "form[action='/reset']", ".notice.stop").await?;
    findings.on(visitor, "reset, weak").await?;
    visitor.fill("new_password", "a lighthouse made of soap").await?;
    send(visitor, "form[action='/reset']", "main a[href='/sign-in']").await?;
    findings.on(visitor, "reset done").await?;
    visitor.goto(&link).await?;
    findings.on(visitor, "dead reset link").await?;

    visitor.open("/forgot-login").await?;
    findings.on(visitor, "/forgot-login").await?;
    for (address, page) in [("a@b", "no address"), (NORA.address, "login names sent")] {
        visitor.fill("email", address).await?;
        let next = if address == "a@b" { ".notice.stop" } else { "main a[href='/forgot-login']" };
        send(visitor, "form[action='/forgot-login']", next).await?;
        findings.on(visitor, page).await?;
    }
    Ok(())
}

async fn given_back(house: &House, visitor: &Visitor<'_>, findings: &mut Findings) -> Result<()> {
    house.cli(&["account", "suspend", GIULIA.login, "--yes"], "")?;
    let printed = house.cli(&["break-glass", GIULIA.login, "--reason", "A tour", "--yes", "--json"], "")?;
    let printed: serde_json::Value = serde_json::from_str(&printed)?;
    let link = printed["link"].as_str().unwrap_or_default();
    visitor.goto(link).await?;
    findings.on(visitor, "break-glass").await?;
    visitor.fill("new_password", "password").await?;
    send(visitor, "form[action='/break-glass']", ".notice.stop").await?;
    findings.on(visitor, "break-glass, not right").await?;
    let password = "a lighthouse made of soap";
    visitor.fill("new_password", password).await?;
    visitor.fill("contact_address", "giulia@newer.example").await?;
    send(visitor, "form[action='/break-glass']", "main a.button[href='/sign-in']").await?;
    findings.on(visitor, "given back").await?;
    visitor.goto(link).await?;
    findings.on(visitor, "dead link of break-glass").await?;
    visitor.sign_in(&Person { password, ..GIULIA }).await?;
    for path in ["/console/readiness", "/console/accounts"] {
        visitor.open(path).await?;
        findings.on(visitor, "told in the console").await?;
    }
    Ok(())
}

async fn without_address(visitor: &Visitor<'_>, findings: &mut Findings) -> Result<()> {
    visitor.sign_in(&DAVIDE).await?;
    visitor.find("#way-back").await?;
    findings.on(visitor, "home without an address").await?;
    visitor.open("/account/address").await?;
    findings.on(visitor, "no address on file").await?;
    send(visitor, "form[action='/sign-out']", "main a[href='/sign-in']").await
}

async fn own_account(house: &House, visitor: &Visitor<'_>, findings: &mut Findings) -> Result<()> {
    for path in
        ["/home", "/account/language", "/account/password", "/account/sessions", "/account/address", "/sign-in/again"]
    {
        visitor.open(path).await?;
        findings.on(visitor, path).await?;
    }
    visitor.fill("password", WRONG).await?;
    send(visitor, "form[action='/sign-in/again']", ".notice.stop").await?;
    findings.on(visitor, "step-up, not right").await?;
    visitor.open("/account/password").await?;
    visitor.fill("current_password", WRONG).await?;
    visitor.fill("new_password", "a lighthouse made of soap").await?;
    send(visitor, "form[action='/account/password']", ".notice.stop").await?;
    findings.on(visitor, "password, not right").await?;

    visitor.open("/account/address").await?;
    visitor.fill("new_address", "giulia@new.example").await?;
    send(visitor, "form[action='/account/address']", "#pending").await?;
    findings.on(visitor, "address pending").await?;
    let link = mailed(house, "giulia@new.example", "/address/new/").await?;
    visitor.goto(&link).await?;
    findings.on(visitor, "address link").await?;
    send(visitor, "form[action='/address']", "main .actions a.button").await?;
    findings.on(visitor, "address half confirmed").await
}

async fn console(house: &House, visitor: &Visitor<'_>, findings: &mut Findings) -> Result<()> {
    for path in [
        "/console",
        "/console/audit",
        "/console/audit?what=audit-pruned",
        "/console/audit?from=yesterday&network=here",
        "/console/accounts",
        "/console/accounts?q=zzz&sort=-name",
        "/console/locked",
        "/console/accounts/import",
        "/console/readiness",
        "/console/permissions",
        "/console/permissions?what=identity.accounts.read",
    ] {
        visitor.open(path).await?;
        findings.on(visitor, path).await?;
    }
    many_at_once(visitor, findings).await?;
    visitor.open("/console/accounts/new").await?;
    findings.on(visitor, "/console/accounts/new").await?;
    visitor.fill("account_name", "luca/here").await?;
    visitor.fill("display_name", "Luca Marchetti").await?;
    visitor.fill("contact_address", "luca@mail.example").await?;
    send(visitor, "form[action='/console/accounts/new']", ".notice.stop").await?;
    findings.on(visitor, "new account, not right").await?;
    visitor.fill("account_name", "luca").await?;
    send(visitor, "form[action='/console/accounts/new']", "form[action$='/welcome']").await?;
    findings.on(visitor, "new account").await?;
    visitor.click("a[href$='/edit']").await?;
    visitor.find("form[action$='/edit']").await?;
    findings.on(visitor, "edit").await?;
    visitor.fill("contact_address", "nowhere").await?;
    send(visitor, "form[action$='/edit']", ".notice.stop").await?;
    findings.on(visitor, "edit, not right").await?;

    invitations(house, visitor, findings).await?;
    visitor.open("/console/profiles").await?;
    findings.on(visitor, "no profiles").await?;
    visitor.open("/console/profiles/new").await?;
    findings.on(visitor, "new profile").await?;
    visitor.fill("name", "evil.example/reset").await?;
    visitor.tick("permission", "identity.accounts.read").await?;
    send(visitor, "form[action='/console/profiles/new']", ".notice.stop").await?;
    findings.on(visitor, "new profile, not right").await?;
    visitor.fill("name", "Segreteria").await?;
    send(visitor, "form[action='/console/profiles/new']", "table.ledger").await?;
    findings.on(visitor, "profiles").await?;
    visitor.press("Segreteria").await?;
    visitor.find("form[action$='/remove']").await?;
    findings.on(visitor, "profile").await?;
    visitor.open("/console/accounts").await?;
    visitor.press(NORA.name).await?;
    visitor.click("a[href$='/rights']").await?;
    visitor.find("form[action$='/rights/give']").await?;
    visitor.choose("what", "identity.audit.read").await?;
    send(visitor, "form[action$='/rights/give']", "form[action$='/rights/take']").await?;
    findings.on(visitor, "rights").await?;
    send(visitor, "form[action$='/rights/give']", ".notice.stop").await?;
    findings.on(visitor, "rights, not right").await?;
    visitor.open("/console/organization").await?;
    findings.on(visitor, "/console/organization").await?;
    visitor.fill("contact_phone", "nobody's").await?;
    send(visitor, "form[action='/console/organization']", ".notice.stop").await?;
    findings.on(visitor, "organization, not right").await?;

    visitor.open("/console/locked").await?;
    visitor.press(BRUNO.name).await?;
    visitor.find("form[action$='/unlock']").await?;
    findings.on(visitor, "locked account").await?;
    send(visitor, "form[action$='/unlock']", "form[action$='/suspend']").await?;
    send(visitor, "form[action$='/suspend']", "form[action$='/reinstate']").await?;
    findings.on(visitor, "suspended account").await?;
    visitor.open("/console/locked").await?;
    findings.on(visitor, "nobody locked").await?;
    policies_and_letters(visitor, findings).await?;

    let link = mailed(house, "luca@mail.example", "/welcome/").await?;
    visitor.goto(&link).await?;
    findings.on(visitor, "welcome").await?;
    visitor.open("/home").await
}

async fn policies_and_letters(visitor: &Visitor<'_>, findings: &mut Findings) -> Result<()> {
    for path in ["/console/policies", "/console/outbox", "/console/outbox?state=withheld"] {
        visitor.open(path).await?;
        findings.on(visitor, path).await?;
    }
    visitor.open("/console/policies").await?;
    visitor.fill("limit", "2").await?;
    visitor.click("button[value=preview]").await?;
    visitor.find("#would-mean").await?;
    findings.on(visitor, "policy, previewed").await?;
    visitor.click("button[value=try]").await?;
    visitor.find("#trial").await?;
    findings.on(visitor, "policy, tried").await?;
    visitor.fill("limit", "99").await?;
    visitor.click("button[value=save]").await?;
    visitor.find(".notice.stop").await?;
    findings.on(visitor, "policy, out of bounds").await
}

/// Lists that are imported, and what is done for several.
async fn many_at_once(visitor: &Visitor<'_>, findings: &mut Findings) -> Result<()> {
    let desk = tempfile::tempdir()?;
    for (page, list) in [
        ("a list that is none", "name\n"),
        ("a list that is wrong", "login,display_name\nvera,Vera\nve ra,Vera\n"),
        ("a list that is right", "login,display_name\nvera,Vera\nmarco,Marco B.\n"),
    ] {
        visitor.open("/console/accounts/import").await?;
        let file = desk.path().join("list.csv");
        std::fs::write(&file, list)?;
        let field = visitor.client().find(Locator::Css("#file")).await?;
        field.send_keys(&file.display().to_string()).await?;
        send(visitor, "form[action='/console/accounts/import']", "h1").await?;
        findings.on(visitor, page).await?;
    }
    send(visitor, "form[action='/console/accounts/import']", "a.button[href='/console/accounts']").await?;
    findings.on(visitor, "a list that was imported").await?;
    for (act, page) in [("suspend", "suspend whom"), ("welcome", "who was welcomed")] {
        visitor.open("/console/accounts").await?;
        for name in [DAVIDE.name, GIULIA.name] {
            visitor.press_in_row(name, "label.tick").await?;
        }
        findings.on(visitor, &format!("chosen to {act}")).await?;
        visitor.choose("do", act).await?;
        visitor.click(".bulk button").await?;
        visitor.find("a.back[href='/console/accounts']").await?;
        findings.on(visitor, page).await?;
    }
    Ok(())
}

/// The link to this path in the mail that brought one to this address.
async fn mailed(house: &House, address: &str, path: &str) -> Result<String> {
    let mail = house.sink().wait_for(|mail| mail.recipients() == [address] && mail.link(path).is_some()).await?;
    link_in(&mail, path)
}
