//! Form tokens: a keyed digest of what only this browser holds. Nothing is stored.

use data_encoding::HEXLOWER;
use identity_core::domain::kernel::{Digest, HouseKey};

/// The token for forms shown to a browser with this visit and this session cookie.
pub(crate) fn form_token(key: &HouseKey, visit: &str, session: &str) -> String {
    HEXLOWER.encode(digest(key, visit, session).as_bytes())
}

/// True when a form came back with its token.
pub(crate) fn is_token(key: &HouseKey, visit: &str, session: &str, sent: &str) -> bool {
    let mut bytes = [0; 32];
    // The decoder asks for the exact length.
    let is_whole = sent.len() == 64 && HEXLOWER.decode_mut(sent.as_bytes(), &mut bytes).is_ok();
    // Digests compare in constant time.
    is_whole && Digest::as_stored(bytes) == digest(key, visit, session)
}

fn digest(key: &HouseKey, visit: &str, session: &str) -> Digest {
    key.digest("form", &[visit.as_bytes(), session.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_token_is_good_for_its_own_browser_and_session_only() {
        let key = HouseKey::new([1; 32]);
        let token = form_token(&key, "visit", "session");
        assert!(is_token(&key, "visit", "session", &token));
        assert!(!is_token(&key, "visit", "", &token) && !is_token(&key, "other", "session", &token));
        for wrong in ["", "0", "é", &token[..63], &format!("{token}0"), &token.to_uppercase()] {
            assert!(!is_token(&key, "visit", "session", wrong) || *wrong == *token, "{wrong}");
        }
    }
}
