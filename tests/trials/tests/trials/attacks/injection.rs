//! What people type, in mails and on pages: text, and nothing else.

use anyhow::Result;
use test_support::smtp::Mail;
use trials::wire::encoded;

use super::{Scene, is_to};

const NAMES: [&str; 12] = [
    "Nora\r\nBcc: evil@evil.example",
    "Nora\nTo: evil@evil.example",
    "Nora\rX-Evil: 1",
    "Nora\0",
    ".",
    "=?utf-8?q?=0d=0aBcc:_evil@evil.example?=",
    "Nora\u{2028}Bcc: evil@evil.example",
    "<a href=\"https://evil.example/reset\">Reset</a>",
    "<img src=https://evil.example/x.png>",
    "evil.example/reset",
    "https://evil.example/reset",
    "\"><script>alert(1)</script>",
];

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn x01_x02_names_and_addresses_add_neither_headers_nor_links_to_a_mail() -> Result<()> {
    let scene = Scene::set().await?;
    let mut owner = scene.signed_in("ditta").await?;
    let mut defined = 0;
    for (number, name) in NAMES.iter().enumerate() {
        let account = format!("pia{number}");
        let address = format!("{account}@mail.example");
        let fields = [
            ("account_name", account.as_str()),
            ("display_name", name),
            ("contact_address", &address),
            ("language", "en"),
            ("version", ""),
        ];
        let answer = owner.post("/console/accounts/new", &fields).await?;
        assert!(matches!(answer.status, 303 | 422), "{name:?}: {}", answer.status);
        if answer.status == 303 {
            defined += 1;
            scene.mail(&address, "/welcome/").await?;
        }
    }
    for (number, address) in [
        "pia@mail.example\r\nRCPT TO:<evil@evil.example>",
        "pia@mail.example\nBcc: evil@evil.example",
        "pia@mail.example>\r\nDATA",
        "pia\0@mail.example",
        "pia@mail.example,evil@evil.example",
        "<pia@mail.example>",
        "\"a\r\nb\"@mail.example",
        "pia@mail.example ORCPT=rfc822;evil@evil.example",
        "evil@evil.example>,<pia@mail.example",
    ]
    .iter()
    .enumerate()
    {
        let account = format!("leo{number}");
        let fields = [
            ("account_name", account.as_str()),
            ("display_name", "Leo"),
            ("contact_address", address),
            ("language", "en"),
            ("version", ""),
        ];
        let answer = owner.post("/console/accounts/new", &fields).await?;
        assert_eq!(answer.status, 422, "{address:?}");
    }
    scene.let_the_outbox_rest().await?;
    let mails: Vec<Mail> = scene.house.sink.attempts();
    assert_eq!(mails.iter().filter(|mail| mail.recipients()[0].starts_with("pia")).count(), defined);
    for mail in &mails {
        assert_eq!(mail.recipients().len(), 1);
        assert_eq!(mail.to(), mail.recipients());
        let message = String::from_utf8_lossy(&mail.message()).into_owned();
        let (head, _) = message.split_once("\r\n\r\n").unwrap_or((&message, ""));
        for line in head.lines() {
            let name = line.split(':').next().unwrap_or_default().to_ascii_lowercase();
            assert!(line.starts_with([' ', '\t']) || !matches!(name.as_str(), "bcc" | "cc" | "x-evil"), "{line}");
        }
        assert_eq!(head.lines().filter(|line| line.to_ascii_lowercase().starts_with("to:")).count(), 1);
        let html = mail.html();
        for mark in ["href=\"", "src=\"", "href='", "src="] {
            for place in html.split(mark).skip(1) {
                assert!(!place.split(['"', '\'', '>']).next().unwrap_or_default().contains("evil.example"), "{html}");
            }
        }
        assert!(!html.contains("<script") && !html.contains("<img src=https"));
        // A reader's program makes links of what looks like one: names are broken up where they would.
        for text in [mail.text(), mail.html()] {
            assert!(!text.contains("https://evil.example"), "{text}");
            assert!(!text.contains("evil.example/reset"), "{text}");
        }
    }
    let heard = scene.house.sink.commands();
    assert!(heard.iter().all(|command| !command.line.contains("evil.example")));
    assert!(mails.iter().all(|mail| !is_to(mail, "evil@evil.example")));
    Ok(())
}

#[tokio::test]
#[ignore = "needs the built programs: run tests/run"]
async fn x07_polyglots_in_links_and_fields_are_inert() -> Result<()> {
    let scene = Scene::set().await?;
    let polyglots = [
        "\"><script>alert(1)</script>",
        "'><img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "</title><svg onload=alert(1)>",
        "{{7*7}}",
        "${7*7}",
        "<%= 7*7 %>",
        "\" onfocus=alert(1) autofocus=\"",
        "<a href='javascript:alert(1)'>x</a>",
        "</textarea><script>alert(1)</script>",
        "--><script>alert(1)</script>",
        "\u{202e}<script>",
    ];
    let mut owner = scene.signed_in("ditta").await?;
    for text in polyglots {
        let path = percent(text);
        let mut pages = Vec::new();
        for place in [
            "/reset/",
            "/unlock/link/",
            "/welcome/",
            "/address/new/",
            "/address/old/",
            "/set-up/",
            "/",
            "/console/accounts/",
        ] {
            pages.push(owner.get(&format!("{place}{path}")).await?);
        }
        for (place, field) in [
            ("/sign-in", "login"),
            ("/sign-in", "next"),
            ("/sign-in", "lang"),
            ("/unlock", "login"),
            ("/forgot-password", "login"),
            ("/console/accounts", "q"),
            ("/console/accounts", "state"),
        ] {
            pages.push(owner.get(&format!("{place}?{}", encoded(&[(field, text)]))).await?);
        }
        let mut stranger = scene.visitor()?;
        for (place, fields) in [
            ("/sign-in", [("login", text), ("password", "x")]),
            ("/unlock", [("login", text), ("x", "x")]),
            ("/unlock/code", [("login", text), ("code", text)]),
            ("/forgot-password", [("login", text), ("x", "x")]),
            ("/forgot-login", [("email", text), ("x", "x")]),
            ("/reset", [("token", text), ("new_password", text)]),
        ] {
            pages.push(stranger.post(place, &fields).await?);
        }
        let fields = [
            ("account_name", text),
            ("display_name", text),
            ("contact_address", text),
            ("language", text),
            ("version", text),
        ];
        pages.push(owner.post("/console/accounts/new", &fields).await?);
        pages.push(owner.get("/console/accounts").await?);
        for page in pages {
            assert!(page.status < 500, "{}", page.status);
            let security = page.header("content-security-policy");
            assert!(security.contains("script-src 'self'") && !security.contains("unsafe"), "{security}");
            for live in [
                "<script>",
                "<img src=x",
                "<svg onload",
                "onfocus=alert(1) autofocus=\"",
                "href='javascript",
                "href=\"javascript",
            ] {
                assert!(!page.body.contains(live), "{text:?} is alive: {live}");
            }
        }
    }
    Ok(())
}

fn percent(text: &str) -> String {
    encoded(&[("", text)]).trim_start_matches('=').to_owned()
}
