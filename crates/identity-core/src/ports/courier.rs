//! Who carries letters.

use async_trait::async_trait;

use crate::{
    change::LetterKind,
    domain::{
        kernel::{DisplayName, EmailAddress, Language, LoginName, SecretToken, ShortText, Timestamp, UnlockCode},
        organization::ContactPerson,
        recovery::BreakGlassStep,
        session::Source,
    },
};

/// A letter ready to be rendered and sent. The secrets in it exist here and in the mail, nowhere else.
#[derive(Debug)]
pub struct ReadyLetter {
    /// The one address it goes to.
    pub to: EmailAddress,
    /// The language it is written in.
    pub language: Language,
    /// What the reader is called, where that is known.
    pub reader: Option<DisplayName>,
    /// The organization in whose name it is written, where there is one.
    pub organization: Option<DisplayName>,
    /// Whom to turn to.
    pub contact: Option<ContactPerson>,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// What it says.
    pub content: LetterContent,
}

/// A permission that an invitation offers, as the reader reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermissionOffered {
    /// What it is called, in the reader's language.
    pub label: String,
    /// When it ends by itself.
    pub until: Option<Timestamp>,
}

/// What a letter says, with what it needs for it.
#[derive(Debug)]
#[expect(missing_docs, reason = "the fields are what the variant's sentence names")]
pub enum LetterContent {
    /// Sign-in of `login` is barred since `since`; it ends by itself at `until`, or by an unlock mail,
    /// which the sign-in page offers.
    Barred { login: LoginName, since: Timestamp, until: Option<Timestamp> },
    /// The code and the link that end the lockout of `login`.
    Unlock { login: LoginName, link: SecretToken, code: UnlockCode, expires_at: Timestamp },
    /// The link to another password for `login`. `instead_of_unlock`: an unlock was asked for, but after so
    /// many failures only a new password helps.
    Reset { login: LoginName, link: SecretToken, expires_at: Timestamp, instead_of_unlock: bool },
    /// The account `login` was made; the link to its first password.
    Welcome { login: LoginName, link: SecretToken, expires_at: Timestamp },
    /// The login names that use this address, with the organization of each.
    LoginNames { names: Vec<(LoginName, DisplayName)> },
    /// The password of `login` was changed at `at`; `from` where, as far as that is known.
    PasswordChanged { login: LoginName, at: Timestamp, from: Source },
    /// The link by which this address confirms to be the contact address of `login`.
    ConfirmNewAddress { login: LoginName, link: SecretToken, expires_at: Timestamp },
    /// The link by which this address agrees that `new` (masked) takes its place.
    AgreeFromOldAddress { login: LoginName, new: String, link: SecretToken, expires_at: Timestamp },
    /// `new` (masked; `None` when the address was taken away) has taken this address's place.
    AddressChanged { login: LoginName, new: Option<String>, at: Timestamp },
    /// At `at`, break-glass came as far as `step` for `login`, by the operator `by`, for the reason `why`;
    /// `is_own` when the reader is that account.
    BreakGlass {
        login: LoginName,
        step: BreakGlassStep,
        at: Timestamp,
        by: Option<ShortText>,
        why: Option<ShortText>,
        is_own: bool,
    },
    /// `inviter` (none: the operator) invites the reader to act for the organization as `login`, with these
    /// permissions, each category with its own; the link to answer. The account ends at `ends_at`.
    Invitation {
        login: LoginName,
        inviter: Option<DisplayName>,
        permissions: Vec<(String, Vec<PermissionOffered>)>,
        ends_at: Option<Timestamp>,
        link: SecretToken,
        expires_at: Timestamp,
    },
    /// `name` has accepted the invitation of the reader and signs in as `login`.
    InvitationAccepted { login: LoginName, name: DisplayName, at: Timestamp },
    /// `name` has declined the invitation of the reader at `at`; `by_itself` when nobody answered in time.
    InvitationDeclined { login: LoginName, name: DisplayName, at: Timestamp, by_itself: bool },
    /// The account `login` is ready to sign in with.
    Activated { login: LoginName },
    /// A test mail to whoever administers as `login`.
    Drill { login: LoginName },
}

impl LetterContent {
    /// The kind of letter that this is rendered as.
    #[must_use]
    pub const fn kind(&self) -> LetterKind {
        match self {
            Self::Barred { .. } => LetterKind::Barred,
            Self::Unlock { .. } => LetterKind::UnlockInstructions,
            Self::Reset { .. } => LetterKind::ResetInstructions,
            Self::Welcome { .. } => LetterKind::Welcome,
            Self::LoginNames { .. } => LetterKind::LoginNames,
            Self::PasswordChanged { .. } => LetterKind::PasswordChanged,
            Self::ConfirmNewAddress { .. } => LetterKind::ConfirmNewAddress,
            Self::AgreeFromOldAddress { .. } => LetterKind::AgreeFromOldAddress,
            Self::AddressChanged { .. } => LetterKind::AddressChanged,
            Self::BreakGlass { .. } => LetterKind::BreakGlass,
            Self::Drill { .. } => LetterKind::Drill,
            Self::Invitation { .. } => LetterKind::Invitation,
            Self::InvitationAccepted { .. } => LetterKind::InvitationAccepted,
            Self::InvitationDeclined { .. } => LetterKind::InvitationDeclined,
            Self::Activated { .. } => LetterKind::Activated,
        }
    }
}

/// How a delivery ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// The other side has taken it.
    Sent,
    /// The other side will never take it.
    Refused(ShortText),
    /// Not now.
    Later(ShortText),
}

/// Who carries letters.
#[async_trait]
pub trait Courier: Send + Sync {
    /// Renders and sends one letter, within a bounded time.
    async fn deliver(&self, letter: &ReadyLetter) -> Delivery;
}
