//! What a drill looks at beside what doctor does.

use std::path::Path;

use identity_core::{
    domain::kernel::{EmailAddress, Language, LoginName, SecretToken, Timestamp},
    ports::{LetterContent, ReadyLetter},
};
use identity_settings::{Mail, Settings, StoreLocation, written_letter};

use super::super::doctor::finding::{Check, Finding, Grade, finding, fine};
use crate::words::say;

/// A secret that opens nothing: all of its digits are zero.
const NO_SECRET: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Whoever takes a directory with both has all that there is.
pub(super) fn key_place(settings: &Settings) -> Option<Finding> {
    let StoreLocation::Sqlite { path } = &settings.store.location else {
        return None;
    };
    let key = settings.secrets.house_key.path();
    let directory = |path: &Path| {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::canonicalize(parent).unwrap_or_else(|_| parent.to_owned())
    };
    let shared = directory(key);
    Some(if shared == directory(path) {
        finding(
            Check::HouseKey,
            Grade::Unwise,
            say!("key-beside").with("path", shared.display().to_string()),
            say!("key-beside-remedy"),
        )
    } else {
        fine(Check::HouseKey, say!("key-apart"))
    })
}

/// Whether links in mails lead to where pages are.
pub(super) fn links(settings: &Settings) -> Finding {
    let base = settings.web.base_url.as_str();
    let broken = || finding(Check::Links, Grade::Broken, say!("links-astray").with("url", base), say!("links-remedy"));
    let (Ok(link), Ok(to), Some(login)) =
        (SecretToken::parse(NO_SECRET), EmailAddress::parse("drill@portineria.example"), LoginName::read("drill"))
    else {
        return broken();
    };
    let now = Timestamp::from_micros(0);
    let letter = ReadyLetter {
        to,
        language: Language::ENGLISH,
        reader: None,
        organization: None,
        contact: None,
        asked_at: now,
        content: LetterContent::Reset { login, link, expires_at: now, instead_of_unlock: false },
    };
    let Ok(mail) = written_letter(settings, &letter) else {
        return broken();
    };
    let mut links = mail.text.split_whitespace().filter(|word| word.contains("://")).peekable();
    let lead_home = links.peek().is_some() && links.all(|link| link.strip_prefix(base).is_some_and(is_a_path));
    if lead_home { fine(Check::Links, say!("links-fine").with("url", base)) } else { broken() }
}

/// `https://id.example` is no beginning of a link to `https://id.example.org`.
fn is_a_path(rest: &str) -> bool {
    rest.starts_with('/')
}

/// The relay, for whoever has to ask there.
pub(super) fn relay_host(settings: &Settings) -> String {
    match &settings.mail {
        Mail::DevMailbox => "-".to_owned(),
        Mail::Relay(relay) => relay.host.clone(),
    }
}
