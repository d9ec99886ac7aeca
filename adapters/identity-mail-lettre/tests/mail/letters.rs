use identity_core::change::LetterKind;
use identity_core::domain::kernel::Language;
use identity_mail_lettre::{MailSettings, MailSettingsError, OperatorContact, RenderedMail, Renderer, Sender};

use crate::samples::{BASE, code, contents, letter, renderer, settings, token, unlock};

const LANGUAGES: [Language; 2] = [Language::ITALIAN, Language::ENGLISH];

/// Every form of every letter in both languages, as its name and the mail.
fn all() -> Vec<(String, RenderedMail)> {
    let renderer = renderer();
    let mut mails = Vec::new();
    for language in LANGUAGES {
        for (name, content) in contents() {
            let mail = renderer.render(&letter(language, content)).unwrap();
            mails.push((format!("{} {name}", language.as_str()), mail));
        }
    }
    mails
}

fn carries_a_secret(kind: LetterKind) -> bool {
    kind.purpose().is_some() || kind == LetterKind::Invitation
}

/// What stands in every `href`.
pub(crate) fn hrefs(html: &str) -> Vec<&str> {
    html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn every_kind_is_written_in_both_languages() {
    let names: Vec<&str> = contents().iter().map(|(name, _)| *name).collect();
    for kind in LetterKind::ALL {
        assert!(names.iter().any(|name| name.split(' ').next() == Some(kind.as_str())), "{kind:?}");
    }
    for (name, mail) in all() {
        let word = name.split(' ').nth(1).unwrap();
        assert_eq!(mail.kind.as_str(), word);
        insta::assert_snapshot!(
            name.replace(' ', "_"),
            format!("{}: {}\n\n{}", mail.from_name, mail.subject, mail.text)
        );
    }
}

#[test]
fn no_message_is_missing_a_word() {
    for (name, mail) in all() {
        for part in [&mail.subject, &mail.text] {
            assert!(!part.contains(['{', '}']) && !part.contains("Unknown localization"), "{name}: {part}");
            assert!(!part.chars().any(|c| u32::from(c) >= 0xF_0000), "{name}: an empty seat");
        }
        assert!(!mail.html.contains("{ $") && !mail.html.contains("Unknown localization"), "{name}");
    }
}

#[test]
fn every_link_begins_with_the_base_url() {
    for (name, mail) in all() {
        for href in hrefs(&mail.html) {
            assert!(href.starts_with(&format!("{BASE}/")), "{name}: {href}");
        }
        for word in mail.text.split_whitespace().filter(|word| word.contains("://")) {
            assert!(word.starts_with(&format!("{BASE}/")), "{name}: {word}");
        }
        assert!(!mail.html.contains("<img") && !mail.html.contains("url(") && !mail.html.contains("src="), "{name}");
    }
}

#[test]
fn both_parts_hold_the_same_links() {
    for (name, mail) in all() {
        let mut in_html = hrefs(&mail.html);
        in_html.dedup();
        let in_text: Vec<&str> = mail.text.lines().filter(|line| line.starts_with(BASE)).collect();
        assert_eq!(in_html, in_text, "{name}");
        assert!(in_html.iter().all(|link| mail.html.contains(&format!(">{link}</a>"))), "{name}: not spelled out");
    }
}

#[test]
fn each_link_leads_to_its_page() {
    let token = token().reveal().to_string();
    for (kind, path) in [
        ("unlock", format!("/unlock/link/{token}")),
        ("reset", format!("/reset/{token}")),
        ("welcome", format!("/welcome/{token}")),
        ("confirm-address", format!("/address/new/{token}")),
        ("agree-address", format!("/address/old/{token}")),
        ("invitation", format!("/invitation/{token}")),
        ("activated", "/sign-in".to_owned()),
        ("barred", "/unlock".to_owned()),
        ("login-names", "/sign-in".to_owned()),
        ("password-changed", "/forgot-password".to_owned()),
    ] {
        let (_, mail) = all().into_iter().find(|(name, _)| name == &format!("it {kind}")).unwrap();
        assert_eq!(hrefs(&mail.html)[0], format!("{BASE}{path}"));
    }
}

#[test]
fn the_code_stands_once_in_each_part_and_never_in_the_subject() {
    let code = code().reveal().to_string();
    for (name, mail) in all() {
        let times = usize::from(mail.kind == LetterKind::UnlockInstructions);
        assert_eq!(mail.text.matches(&code).count(), times, "{name}");
        assert_eq!(mail.html.matches(&code).count(), times, "{name}");
        assert!(!mail.subject.bytes().any(|byte| byte.is_ascii_digit()), "{name}");
    }
}

#[test]
fn letters_without_a_link_hold_no_secret() {
    let (code, token) = (code().reveal().to_string(), token().reveal().to_string());
    for (name, mail) in all().into_iter().filter(|(_, mail)| !carries_a_secret(mail.kind)) {
        assert!(!mail.text.contains(&code) && !mail.text.contains(&token), "{name}");
        assert!(!mail.html.contains(&code) && !mail.html.contains(&token), "{name}");
    }
}

#[test]
fn every_mail_names_the_organization_and_whom_to_turn_to() {
    for (name, mail) in all() {
        assert!(mail.text.starts_with("Studio Rossi\n------------\n"), "{name}");
        assert_eq!(mail.from_name, "Studio Rossi");
        for part in [&mail.text, &mail.html] {
            for word in ["Marco Bianchi", "Giulia Rossi", "02 5550 0142", "giulia@studio-rossi.example"] {
                assert!(part.contains(word), "{name}: {word}");
            }
        }
    }
}

#[test]
fn text_lines_are_short_but_links_are_whole() {
    for (name, mail) in all() {
        for line in mail.text.lines() {
            assert!(line.chars().count() <= 76 || line.starts_with(BASE), "{name}: {line}");
            assert_eq!(line.trim_end(), line, "{name}");
        }
        assert!(!mail.text.contains("\n\n\n"), "{name}: {}", mail.text);
    }
}

#[test]
fn without_a_contact_person_the_operator_is_named_and_without_one_whoever_administers() {
    let written = |settings: MailSettings, alone: bool| {
        let mut letter = letter(Language::ENGLISH, unlock());
        letter.contact = None;
        if alone {
            letter.organization = None;
            letter.reader = None;
        }
        Renderer::new(settings).unwrap().render(&letter).unwrap()
    };
    let mail = written(settings(), false);
    assert!(mail.text.contains("turn to Sportello Accessi, who runs this service"), "{}", mail.text);
    assert!(mail.text.contains("Telephone: 06 5550 0100\nHours: 9-18\n"), "{}", mail.text);

    let nameless = OperatorContact { phone: Some("06 5550 0100".into()), ..OperatorContact::default() };
    let mail = written(MailSettings { operator: nameless, ..settings() }, false);
    assert!(mail.text.contains("turn to whoever runs this service.\nTelephone: 06 5550 0100\n"), "{}", mail.text);

    let nobody = || MailSettings { operator: OperatorContact::default(), ..settings() };
    assert!(written(nobody(), false).text.contains("turn to the administrator of Studio Rossi."));
    let mail = written(nobody(), true);
    assert!(mail.text.starts_with("Portineria\n----------\n\nHello,\n"), "{}", mail.text);
    assert!(mail.text.contains("turn to whoever gave you your login name."));
    assert_eq!(mail.from_name, "Portineria");

    let named = Sender { name: Some("Accessi".into()), ..settings().from };
    assert_eq!(written(MailSettings { from: named, ..nobody() }, true).from_name, "Accessi");
}

#[test]
fn a_language_without_a_catalogue_is_written_in_english() {
    let mail = renderer().render(&letter(Language::parse("ja").unwrap(), unlock())).unwrap();
    assert_eq!((mail.language.as_str(), mail.subject.as_str()), ("en", "Your unlock code for Studio Rossi"));
    assert!(mail.html.contains("<html lang=\"en\">"));
}

#[test]
fn settings_that_no_mail_can_be_made_with_are_refused() {
    let refused = |change: fn(&mut MailSettings)| {
        let mut settings = settings();
        change(&mut settings);
        Renderer::new(settings).unwrap_err()
    };
    assert_eq!(refused(|s| s.base_url = "https://a.example/path".into()), MailSettingsError::BaseUrl);
    assert_eq!(refused(|s| s.from.address = "a@b.example\r\nBcc: x@y.example".into()), MailSettingsError::Sender);
    assert_eq!(refused(|s| s.from.address = "città@b.example".into()), MailSettingsError::Sender);
}

#[test]
fn a_mail_prints_as_its_kind_alone() {
    let mail = renderer().render(&letter(Language::ENGLISH, unlock())).unwrap();
    assert_eq!(format!("{mail:?}"), "RenderedMail(unlock)");
}
