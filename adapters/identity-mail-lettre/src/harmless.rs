//! What strangers chose, made harmless where it is shown.
//!
//! A mail program makes links of whatever looks like an address of a page or a mailbox, in both parts of a mail. A
//! handle may well be `evil.example`, and a name in an old store may be anything. So behind each sign that such an
//! address needs (a dot, an `@`, a colon) goes a word joiner: it shows nothing and breaks no line, and no link is made
//! across it. In HTML the sign also stands in an element of its own, for programs that look at words instead of
//! characters. Whoever copies a login name with a joiner in it and signs in with it is understood, because login names
//! are read without invisible characters.
//!
//! The contact person's mail address is left whole: it is there to be written to.

/// Shows nothing, and joins what stands on both sides.
pub(crate) const JOINER: char = '\u{2060}';

/// The signs without which nothing looks like an address; some scripts have dots of their own.
const SIGNS: [char; 8] = ['.', '。', '．', '｡', '@', '＠', ':', '：'];

/// True when a link could be made across `sign`.
pub(crate) fn links(sign: char, next: Option<char>) -> bool {
    SIGNS.contains(&sign) && next.is_some_and(|next| !next.is_whitespace())
}

/// The text with a joiner behind every sign that a link could be made across.
pub(crate) fn unlinkable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(sign) = rest.next() {
        out.push(sign);
        if links(sign, rest.peek().copied()) {
            out.push(JOINER);
        }
    }
    out
}

/// The text on one line, without characters that move what is shown around them.
pub(crate) fn one_line(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    let spaced: String = text.chars().filter(|c| !turns(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_looks_like_an_address_stays_in_one_piece() {
        for (text, pieces) in [
            ("evil.example/reset", "evil.|example/reset"),
            ("https://www.evil.example", "https:|//www.|evil.|example"),
            ("info@pec.example", "info@|pec.|example"),
            ("t.co", "t.|co"),
            ("192.0.2.1", "192.|0.|2.|1"),
            ("evil。example", "evil。|example"),
        ] {
            assert_eq!(unlinkable(text), pieces.replace('|', "\u{2060}"));
        }
        for text in ["Giulia Rossi", "Dr. Anna De Santis", "marco/studio-rossi", "Rossi & Figli."] {
            assert_eq!(unlinkable(text), text);
        }
    }

    #[test]
    fn a_text_stays_on_one_line() {
        assert_eq!(one_line("Anna\r\nBcc: x\u{0}\u{202e}y"), "Anna Bcc: x y");
    }
}
