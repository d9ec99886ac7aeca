//! X01 of the list of attacks: nothing that a stranger chose becomes a link or a tag.

use identity_core::domain::kernel::{DisplayName, Language, PhoneNumber, ShortText};
use identity_core::domain::organization::ContactPerson;
use identity_core::ports::LetterContent;

use crate::letters::hrefs;
use crate::samples::{BASE, contents, in_minutes, letter, login, renderer, token};

/// Also such as no name can be today: a store may hold older ones.
pub(crate) const NAMES: [&str; 16] = [
    "<a href=\"https://evil.example/reset\">Studio Rossi</a>",
    "<img src=x onerror=alert(1)>",
    "\"><script>alert(1)</script>",
    "' onmouseover='alert(1)",
    "https://evil.example/reset",
    "http://accessi.studio-rossi.example.evil.example",
    "evil.example/reset",
    "www.evil.example",
    "t.co",
    "write to a@evil.example",
    "mailto:a@evil.example",
    "javascript:alert(1)",
    "{ $login } { unlock-title }",
    "\u{F0000}\u{F0001}\u{F0002}",
    "\u{202e}elpmaxe.live",
    "&lt;b&gt;&amp;",
];

fn tags(html: &str) -> Vec<String> {
    let ends = |c: char| c.is_whitespace() || c == '>';
    html.split('<').skip(1).map(|rest| rest.split(ends).next().unwrap().to_owned()).collect()
}

#[test]
fn x01_names_that_look_like_links_or_tags_stay_names() {
    let renderer = renderer();
    for language in [Language::ITALIAN, Language::ENGLISH] {
        for name in NAMES {
            for ((kind, content), (_, plain)) in contents().into_iter().zip(contents()) {
                let expected = renderer.render(&letter(language, plain)).unwrap();
                let mut hostile = letter(language, content);
                let stored = || DisplayName::as_stored(name.to_owned());
                hostile.reader = Some(stored());
                hostile.organization = Some(stored());
                hostile.contact = Some(ContactPerson {
                    name: stored(),
                    phone: Some(PhoneNumber::as_stored("02 5550 0142".to_owned())),
                    email: None,
                    hours: Some(ShortText::as_stored(name.to_owned())),
                });
                if let LetterContent::LoginNames { names } = &mut hostile.content {
                    for (_, organization) in names.iter_mut() {
                        *organization = stored();
                    }
                }
                let mail = renderer.render(&hostile).unwrap();
                assert_eq!(hrefs(&mail.html), hrefs(&expected.html), "{kind}: {name:?}");
                let harmless = ["span", "/span", "br"];
                let count = |html: &str| {
                    tags(html).into_iter().filter(|tag| !harmless.contains(&tag.as_str())).collect::<Vec<_>>()
                };
                assert_eq!(count(&mail.html), count(&expected.html), "{kind}: {name:?}");
                for part in [&mail.text, &mail.subject] {
                    assert_no_link(part, &format!("{kind}: {name:?}"));
                }
            }
        }
    }
}

#[test]
fn x01_a_login_name_that_is_an_address_is_broken_up_and_still_the_same_name() {
    for name in ["info@pec.example", "evil.example", "t.co", "a.b/evil.example", "marco/info@pec.example"] {
        let content = LetterContent::Welcome { login: login(name), link: token(), expires_at: in_minutes(60) };
        let mail = renderer().render(&letter(Language::ENGLISH, content)).unwrap();
        let line = mail.text.lines().find(|line| line.starts_with("    ")).unwrap().trim();
        assert_no_link(line, name);
        assert_eq!(identity_core::domain::kernel::LoginName::read(line), Some(login(name)));
        assert!(!mail.html.contains(name), "{name}");
    }
}

/// What mail programs look for: a scheme, or a dot or an `@` with something on both sides.
fn assert_no_link(text: &str, context: &str) {
    for word in text.split_whitespace().filter(|word| !word.starts_with(&format!("{BASE}/"))) {
        let signs: Vec<char> = word.chars().collect();
        for window in signs.windows(3) {
            let joins = matches!(window[1], '.' | '@' | ':')
                && window[0].is_alphanumeric()
                && (window[2].is_alphanumeric() || window[2] == '/');
            let is_clock = window[1] == ':' && window[0].is_ascii_digit() && window[2].is_ascii_digit();
            assert!(!joins || is_clock, "{context}: {word}");
        }
    }
}
