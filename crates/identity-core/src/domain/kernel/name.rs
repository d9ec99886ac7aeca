//! Names to sign in with. Every spelling of a name (case, width, accents composed or not, invisible
//! characters, spaces, punycode) folds to one canonical form: there is one account and one guard behind it.

use std::fmt;

use icu_casemap::CaseMapper;
use icu_normalizer::ComposingNormalizer;
use thiserror::Error;

use super::{HouseKey, text::is_invisible};

/// The longest login name, in bytes of its canonical form; anything longer that is typed is no name.
pub const MAX_LOGIN_BYTES: usize = 320;

const MAX_PART_CHARS: usize = 64;

/// What is wrong with a name that somebody wants to give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum LoginNameError {
    /// Nothing.
    #[error("write a name")]
    Empty,
    /// A part of more than 64 characters, or the whole above [`MAX_LOGIN_BYTES`].
    #[error("a name has at most 64 characters")]
    TooLong,
    /// Something else than letters, digits, `-`, `_` and `.`, or not a letter or digit at both ends.
    #[error("a name holds letters, digits, `-`, `_` and `.`, and begins and ends with a letter or digit")]
    UnusableCharacter,
    /// Invisible or control characters.
    #[error("a name cannot hold invisible characters")]
    Invisible,
    /// A handle in the form of an address whose host is none.
    #[error("the part after the @ is not a host name")]
    Host,
}

/// NFKC, case folding, NFKC again, with everything invisible and all white space gone.
fn fold(text: &str) -> String {
    let normalizer = ComposingNormalizer::new_nfkc();
    let seen: String = normalizer.normalize(text).chars().filter(|c| !is_invisible(*c) && *c != ' ').collect();
    let folded = CaseMapper::new().fold_string(&seen).into_owned();
    normalizer.normalize(&folded).chars().filter(|c| !is_invisible(*c) && *c != ' ').collect()
}

fn part(folded: &str) -> Result<(), LoginNameError> {
    if folded.is_empty() {
        return Err(LoginNameError::Empty);
    }
    if folded.chars().count() > MAX_PART_CHARS {
        return Err(LoginNameError::TooLong);
    }
    let inner = |c: char| c.is_alphanumeric() || "-_.".contains(c) || unicode_mark(c);
    let ends = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || unicode_mark(c));
    if folded.chars().all(inner)
        && folded.chars().next().is_some_and(char::is_alphanumeric)
        && ends(folded.chars().last())
    {
        Ok(())
    } else {
        Err(LoginNameError::UnusableCharacter)
    }
}

/// What is given shows all that it holds, and holds no space.
fn visible(text: &str) -> Result<(), LoginNameError> {
    let text = text.trim();
    if text.contains(' ') {
        return Err(LoginNameError::UnusableCharacter);
    }
    if text.chars().any(is_invisible) { Err(LoginNameError::Invisible) } else { Ok(()) }
}

/// Combining marks belong to their letter in many scripts.
fn unicode_mark(c: char) -> bool {
    use icu_properties::{
        CodePointMapData,
        props::{GeneralCategory, GeneralCategoryGroup},
    };
    GeneralCategoryGroup::Mark.contains(CodePointMapData::<GeneralCategory>::new().get(c))
}

/// An organization's unique name in its canonical form: a slug (`studio-rossi`) or an address
/// (`info@pec.example`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle(String);

impl Handle {
    /// Reads a handle that somebody wants to give.
    ///
    /// # Errors
    /// What is wrong with it, for the person who typed it.
    pub fn parse(text: &str) -> Result<Self, LoginNameError> {
        let handle = visible(text).and_then(|()| Self::from_folded(&fold(text)))?;
        // As for a mailbox: a name that looks like one must be able to be one.
        let is_bare = handle.0.split_once('@').is_some_and(|(_, host)| !host.contains('.'));
        if is_bare { Err(LoginNameError::Host) } else { Ok(handle) }
    }

    fn from_folded(folded: &str) -> Result<Self, LoginNameError> {
        let folded = folded.trim_end_matches('.');
        if folded.len() > MAX_LOGIN_BYTES {
            return Err(LoginNameError::TooLong);
        }
        let Some((local, host)) = folded.split_once('@') else {
            part(folded)?;
            return Ok(Self(folded.to_owned()));
        };
        part(local)?;
        let host = idna::domain_to_ascii_strict(host).map_err(|_| LoginNameError::Host)?;
        if host.split('.').any(str::is_empty) {
            return Err(LoginNameError::Host);
        }
        Ok(Self(format!("{local}@{host}")))
    }

    /// The canonical form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The part of a login name before the `/`, in its canonical form: `marco` in `marco/studio-rossi`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MemberName(String);

impl MemberName {
    /// Reads a name that somebody wants to give.
    ///
    /// # Errors
    /// What is wrong with it, for the person who typed it.
    pub fn parse(text: &str) -> Result<Self, LoginNameError> {
        visible(text)?;
        let folded = fold(text);
        part(&folded)?;
        Ok(Self(folded))
    }

    /// The canonical form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is typed to sign in, in its canonical form: `handle` for the owner, `name/handle` for everyone else.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LoginName {
    member: Option<MemberName>,
    handle: Handle,
}

impl LoginName {
    /// The owner's login name.
    #[must_use]
    pub const fn owner(handle: Handle) -> Self {
        Self { member: None, handle }
    }

    /// A member's login name.
    #[must_use]
    pub const fn member(name: MemberName, handle: Handle) -> Self {
        Self { member: Some(name), handle }
    }

    /// The login name behind any spelling of it; `None` when the text cannot be one. Also how a store's
    /// canonical text is read back.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        // Folding may expand: bound the input before it costs anything.
        if text.len() > 4 * MAX_LOGIN_BYTES {
            return None;
        }
        let folded = fold(text);
        let name = match folded.split_once('/') {
            None => Self::owner(Handle::from_folded(&folded).ok()?),
            Some((name, handle)) => {
                part(name).ok()?;
                Self::member(MemberName(name.to_owned()), Handle::from_folded(handle).ok()?)
            }
        };
        (name.to_string().len() <= MAX_LOGIN_BYTES).then_some(name)
    }

    /// The handle of the organization.
    #[must_use]
    pub const fn handle(&self) -> &Handle {
        &self.handle
    }

    /// The part before the `/`; `None` for the owner.
    #[must_use]
    pub const fn member_name(&self) -> Option<&MemberName> {
        self.member.as_ref()
    }
}

impl fmt::Display for LoginName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(member) = &self.member {
            write!(f, "{}/", member.as_str())?;
        }
        f.write_str(self.handle.as_str())
    }
}

/// What somebody typed as their login name. Any text is one: a text that cannot be a login name behaves
/// like the name of nobody.
#[derive(Clone)]
pub struct TypedLogin {
    shown: String,
    login: LoginName,
    is_possible: bool,
}

impl TypedLogin {
    /// Reads any text.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let bounded: String = text.chars().take(MAX_LOGIN_BYTES).collect();
        let possible = LoginName::read(text);
        let is_possible = possible.is_some();
        // Looked up like any other, so that it costs the same; no handle that was parsed can equal it.
        let login = possible.unwrap_or_else(|| LoginName::owner(Handle(format!("?{}", fold(&bounded)))));
        let shown = bounded.chars().filter(|c| !is_invisible(*c)).collect::<String>().trim().to_owned();
        Self { shown, login, is_possible }
    }

    /// The text to show again, bounded and without invisible characters.
    #[must_use]
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The login name to look up: the one it spells, or one that nobody can have.
    #[must_use]
    pub const fn login(&self) -> &LoginName {
        &self.login
    }

    /// True when somebody may have this name.
    #[must_use]
    pub const fn is_possible(&self) -> bool {
        self.is_possible
    }

    /// What guards are kept under: the same for every spelling, and telling nothing of what was typed
    /// (people type passwords here).
    #[must_use]
    pub fn key(&self, house: &HouseKey) -> NameKey {
        NameKey::of(&self.login, house)
    }
}

impl fmt::Debug for TypedLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TypedLogin")
    }
}

/// The key under which everything about one login name is counted; a keyed digest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameKey([u8; 32]);

impl NameKey {
    /// The key of a login name.
    #[must_use]
    pub fn of(login: &LoginName, house: &HouseKey) -> Self {
        Self(house.digest("login-name", &[login.to_string().as_bytes()]).into_bytes())
    }

    /// The bytes, for stores.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The key that a store holds.
    #[must_use]
    pub const fn as_stored(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for NameKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NameKey({:02x}{:02x}..)", self.0[0], self.0[1])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_folds_to_one_name() {
        for spelling in [
            "marco/studio-rossi",
            "Marco/Studio-Rossi",
            " marco/studio-rossi ",
            "marco\u{a0}/studio-rossi",
            "\tmarco/studio-rossi\n",
            "marco/studio-rossi.",
            "ｍａｒｃｏ/studio-rossi",
            "marco／studio-rossi",
            "mar\u{200b}co/studio-rossi",
            "marco/studio\u{ad}-rossi",
            "MARCO / STUDIO-ROSSI",
            "\u{feff}marco/studio-rossi",
            "marco/studio-ros\u{017f}i",
        ] {
            assert_eq!(
                LoginName::read(spelling).map(|n| n.to_string()).as_deref(),
                Some("marco/studio-rossi"),
                "{spelling:?}"
            );
        }
        let bucher = LoginName::read("info@bücher.example").unwrap();
        assert_eq!(LoginName::read("INFO@xn--bcher-kva.example"), Some(bucher.clone()));
        assert_eq!(LoginName::read("info@bu\u{308}cher.example."), Some(bucher));
        assert_eq!(LoginName::read("caf\u{e9}"), LoginName::read("CAFE\u{301}"));
    }

    #[test]
    fn a_text_that_cannot_be_a_name_is_the_name_of_nobody() {
        for text in ["", "/", "a/", "/a", "a/b/c", "a b@", "<x>", "-a", "a@b@c"] {
            assert!(LoginName::read(text).is_none() && !TypedLogin::read(text).is_possible(), "{text:?}");
        }
        let key = |text| TypedLogin::read(text).key(&HouseKey::new([7; 32]));
        assert!(TypedLogin::read(&"x".repeat(1_000_000)).shown().len() <= MAX_LOGIN_BYTES);
        assert_ne!(key("?"), key("!"));
    }

    #[test]
    fn a_name_is_given_without_invisible_characters_and_within_its_length() {
        assert_eq!(MemberName::parse("mar\u{200b}co"), Err(LoginNameError::Invisible));
        assert!(MemberName::parse(&"a".repeat(64)).is_ok());
        assert_eq!(MemberName::parse(&"a".repeat(65)), Err(LoginNameError::TooLong));
        assert_eq!(MemberName::parse("a/b"), Err(LoginNameError::UnusableCharacter));
        assert_eq!(Handle::parse("Studio Rossi"), Err(LoginNameError::UnusableCharacter));
        assert_eq!(Handle::parse(" Studio-Rossi ").map(|h| h.to_string()), Ok("studio-rossi".to_owned()));
        assert_eq!(["info@pec.example", "a@b"].map(|text| Handle::parse(text).is_ok()), [true, false]);
    }
}
