//! Codes and links: how long they live, and what each is good for.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use identity_core::HouseRules;
use identity_core::application::account::NewAccount;
use identity_core::application::authority::Authority;
use identity_core::application::organization::NewOrganization;
use identity_core::application::recovery::PasswordLink;
use identity_core::application::sign_in::PasswordSignIn;
use identity_core::change::LetterKind;
use identity_core::domain::kernel::{
    DisplayName, EmailAddress, Handle, Language, Lifetime, LoginName, MemberName, SecretToken, ShortText,
};
use identity_core::domain::session::{Source, Visit};
use identity_core::domain::token::TokenPurpose;
use identity_core::domain::{account::Mailbox, permission::RightsWish};
use identity_core::ports::Entropy;
use identity_crypto::OsEntropy;
use identity_testkit::TestHouse;
use trials::house::PASSWORD;
use trials::visitor::SESSION;

use super::{NEXT_PASSWORD, Scene, is_shut_out};

/// Uses a secret of this purpose up in a house in memory, so long after it was minted; whether it was accepted.
async fn accepted_after(purpose: TokenPurpose, by_code: bool, span: Lifetime) -> Result<bool> {
    let house = TestHouse::with_rules(HouseRules::standard());
    let (identity, visit) = (&house.identity, Visit::default());
    let operator = Authority::Operator(ShortText::parse("root")?);
    let ditta = NewOrganization {
        handle: Handle::parse("ditta")?,
        name: DisplayName::parse("Ditta Prova")?,
        contact: None,
        language: Language::ENGLISH,
        owner_name: DisplayName::parse("Olga")?,
        owner_address: None,
        password: Some(PASSWORD),
        policy: None,
    };
    let ditta = identity.organizations().open(&operator, ditta, &Source::local()).await?;
    let nora = NewAccount {
        name: MemberName::parse("nora")?,
        display_name: DisplayName::parse("Nora")?,
        language: Language::ENGLISH,
        contact: Some(EmailAddress::parse("nora@mail.example")?),
        rights: RightsWish::default(),
        ends_at: None,
        password: (purpose != TokenPurpose::Welcome).then_some(PASSWORD),
    };
    identity.accounts().register(&operator, ditta, nora, &Source::local()).await?;
    let kind = match purpose {
        TokenPurpose::Unlock => {
            identity.unlock().request("nora/ditta", &visit).await?;
            LetterKind::UnlockInstructions
        }
        TokenPurpose::Reset => {
            identity.recovery().request_reset("nora/ditta", &visit).await?;
            LetterKind::ResetInstructions
        }
        TokenPurpose::Welcome => LetterKind::Welcome,
        TokenPurpose::BreakGlass => {
            let nora = LoginName::read("nora/ditta").context("no login name")?;
            let id = identity.accounts().by_login(&nora).await?.context("nobody")?.value.id;
            let opened =
                identity.break_glass().open(&operator, id, ShortText::parse("a trial")?, &Source::local()).await?;
            house.clock.advance(span);
            return Ok(identity.break_glass().complete(&opened.link, NEXT_PASSWORD, None, &visit).await.is_ok());
        }
        TokenPurpose::ConfirmNewAddress | TokenPurpose::AgreeFromOldAddress => {
            let request = PasswordSignIn { login: "nora/ditta", password: PASSWORD, devices: &[], visit: &visit };
            let signed_in = identity.sign_in().with_password(request).await?;
            let present = identity.sessions().present(&signed_in.session).await?.context("nobody")?;
            let proof = identity.sessions().freshly_proven(&present).context("not fresh")?;
            let new = EmailAddress::parse("nora@new.example")?;
            identity.own_account().ask_for_address(&present, proof, new, &visit).await?;
            if purpose == TokenPurpose::ConfirmNewAddress {
                LetterKind::ConfirmNewAddress
            } else {
                LetterKind::AgreeFromOldAddress
            }
        }
    };
    house.deliver_all().await;
    let posted = house.courier.posted_of(kind).pop().context("no letter")?;
    let link = SecretToken::parse(posted.link.as_deref().context("no link")?)?;
    house.clock.advance(span);
    Ok(match purpose {
        TokenPurpose::Unlock if by_code => {
            let code = posted.code.context("no code")?;
            identity.unlock().by_code("nora/ditta", &code, &visit).await.is_ok()
        }
        TokenPurpose::Unlock => identity.unlock().by_link(&link, &visit).await.is_ok(),
        TokenPurpose::Reset | TokenPurpose::Welcome => {
            let which = if purpose == TokenPurpose::Reset { PasswordLink::Reset } else { PasswordLink::Welcome };
            identity.recovery().complete(which, &link, NEXT_PASSWORD, &visit).await.is_ok()
        }
        TokenPurpose::ConfirmNewAddress => {
            identity.own_account().confirm_address(Mailbox::New, &link, &visit).await.is_ok()
        }
        TokenPurpose::AgreeFromOldAddress => {
            identity.own_account().confirm_address(Mailbox::Old, &link, &visit).await.is_ok()
        }
        TokenPurpose::BreakGlass => anyhow::bail!("it is in no letter"),
    })
}

#[tokio::test]
async fn r06_every_secret_is_good_until_its_last_second_and_no_longer() -> Result<()> {
    let lifetimes = HouseRules::standard().tokens;
    for purpose in TokenPurpose::ALL {
        for by_code in [false, true] {
            if by_code && purpose != TokenPurpose::Unlock {
                continue;
            }
            let whole = lifetimes.of(purpose).as_seconds();
            for (seconds, is_good) in [(0, true), (whole - 1, true), (whole, false), (whole + 1, false)] {
                let accepted = accepted_after(purpose, by_code, Lifetime::seconds(seconds)).await?;
                assert_eq!(accepted, is_good, "{purpose:?} after {seconds} s");
            }
        }
    }
    Ok(())
}

#[test]
fn r16_secrets_are_drawn_from_all_that_there_are() -> Result<()> {
    let mut seen = BTreeSet::new();
    let mut ones = [0_u32; 256];
    let count = 20_000;
    for _ in 0..count {
        let text = SecretToken::new(&OsEntropy.draw()?).reveal();
        assert_eq!(text.len(), 64);
        for (place, digit) in text.chars().enumerate() {
            let digit = digit.to_digit(16).context("no digit")?;
            for bit in 0..4 {
                ones[place * 4 + bit] += digit >> bit & 1;
            }
        }
        assert!(seen.insert(text.as_str().to_owned()));
    }
    // Seven standard deviations to both sides.
    for (bit, ones) in ones.iter().enumerate() {
        assert!(ones.abs_diff(count / 2) < 500, "bit {bit}: {ones}");
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn r07_a_secret_for_one_thing_is_good_for_no_other() -> Result<()> {
    let scene = Scene::set().await?;
    scene.house.newcomer(scene.ditta, "nuova", Some("nuova@mail.example")).await?;
    let welcome = scene.mail("nuova@mail.example", "/welcome/").await?;
    let welcome = trials::r2::token_in(&welcome, "/welcome/").context("no link")?;
    let unlock = scene.token("/unlock", "nora/ditta", "/unlock/link/").await?;
    let reset = scene.token("/forgot-password", "nora/ditta", "/reset/").await?;
    let mut vito = scene.signed_in("vito/ditta").await?;
    vito.post("/account/address", &[("new_address", "vito@new.example")]).await?;
    let new = scene.mail("vito@new.example", "/address/new/").await?;
    let new = trials::r2::token_in(&new, "/address/new/").context("no link")?;
    let old = scene.mail("vito@mail.example", "/address/old/").await?;
    let old = trials::r2::token_in(&old, "/address/old/").context("no link")?;
    let glass = scene.break_glass("anna/ditta")?;
    scene.house.invite(scene.ditta, "invitata", "invitata@mail.example").await?;
    let invited = scene.mail("invitata@mail.example", "/invitation/").await?;
    let invited = trials::r2::token_in(&invited, "/invitation/").context("no link")?;
    let session = vito.cookie(SESSION).context("no session")?.to_owned();
    let device = vito.cookie("__Host-devices").context("no device")?.to_owned();
    let form = vito.form_token().await?;
    let out = scene.house.nodes[0].stdout()?;
    let set_up = out.split("/set-up/").nth(1).and_then(|rest| rest.get(..64)).context("no set-up link")?.to_owned();

    // What it is for, and the secret.
    let secrets = [
        ("unlock", &unlock),
        ("reset", &reset),
        ("welcome", &welcome),
        ("new", &new),
        ("old", &old),
        ("break-glass", &glass),
        ("invitation", &invited),
        ("session", &session),
        ("device", &device),
        ("form", &form),
        ("set-up", &set_up),
    ];
    let pages = [
        ("unlock", "/unlock/link"),
        ("reset", "/reset"),
        ("welcome", "/welcome"),
        ("new", "/address/new"),
        ("old", "/address/old"),
        ("break-glass", "/break-glass"),
        ("invitation", "/invitation"),
        ("none", "/set-up"),
    ];
    let forms = [
        ("unlock", "/unlock/link"),
        ("reset", "/reset"),
        ("welcome", "/welcome"),
        ("new old", "/address"),
        ("break-glass", "/break-glass"),
        ("invitation", "/invitation"),
    ];
    for (what, secret) in secrets {
        for (kind, page) in pages {
            let answer = scene.visitor()?.get(&format!("{page}/{secret}")).await?;
            assert_eq!(answer.status, if kind == what { 200 } else { 410 }, "{what} at {page}");
        }
        for (kinds, path) in forms {
            if kinds.split(' ').any(|kind| kind == what) {
                continue;
            }
            let fields = [("token", secret.as_str()), ("new_password", NEXT_PASSWORD)];
            let answer = scene.visitor()?.post(path, &fields).await?;
            assert_eq!(answer.status, 410, "{what} at {path}");
        }
        let mut intruder = scene.visitor()?;
        if what != "session" {
            intruder.plant(SESSION, secret);
            is_shut_out(&intruder.get("/home").await?)?;
        }
        let code = [("login", "nora/ditta"), ("code", secret.as_str())];
        if what == "unlock" {
            assert_eq!(scene.visitor()?.post("/unlock/code", &code).await?.status, 422);
        }
    }
    // All of them have been alive all the time.
    for (path, secret) in [
        ("/unlock/link", &unlock),
        ("/reset", &reset),
        ("/welcome", &welcome),
        ("/address", &new),
        ("/address", &old),
        ("/break-glass", &glass),
        ("/invitation", &invited),
    ] {
        let fields = [("token", secret.as_str()), ("new_password", NEXT_PASSWORD)];
        assert_eq!(scene.visitor()?.post(path, &fields).await?.status, 200, "{path}");
    }
    Ok(())
}
