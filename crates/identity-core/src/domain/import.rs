//! A list of people that is to be made true: what each of its lines would do, before anything is done.

use super::{
    account::{Account, ContactAddress, Rank, Standing},
    kernel::{DisplayName, EmailAddress, Language, LoginName, Timestamp},
};

/// One line of a list: a person as they are to be. What it does not say stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRow {
    /// Where it stands in the list, so that what is told of it is found there.
    pub line: u32,
    /// The login name, by which an account is found again.
    pub login: LoginName,
    /// What people call the person. A new account needs one.
    pub display_name: Option<DisplayName>,
    /// What the person reads; a new account reads what its organization does.
    pub language: Option<Language>,
    /// Where codes and links go.
    pub contact: ContactWish,
    /// Whether the account may be used; a new one may.
    pub standing: Option<StandingWish>,
}

/// What a line says of the contact address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ContactWish {
    /// Nothing.
    #[default]
    AsItIs,
    /// There is to be none. Has to be said on purpose: without one, nobody gets back in alone.
    Nowhere,
    /// This one.
    At(EmailAddress),
}

/// What a line says of whether an account may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandingWish {
    /// It may.
    Active,
    /// It may not.
    Suspended,
}

/// What a line can be about, beside the login name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ImportField {
    /// The display name.
    DisplayName,
    /// The language.
    Language,
    /// The contact address.
    Contact,
    /// Whether it may be used.
    Standing,
}

/// Why a line cannot be made true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportFault {
    /// A new account without a display name.
    NoDisplayName,
    /// An earlier line has the same login name, whatever its spelling.
    Twice {
        /// The earlier line.
        first: u32,
    },
    /// It would change the owner, whom no list changes.
    Owner,
    /// It would change an account that is stronger than whoever imports.
    Stronger,
    /// It would change the account of whoever imports.
    OwnAccount,
    /// The organization has no owner of this name; an owner comes with the organization.
    NoSuchOwner,
}

/// What a line does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportOutcome {
    /// It makes an account.
    Made,
    /// It changes these of an account.
    Changed(Vec<ImportField>),
    /// Everything is so already.
    Unchanged,
    /// It cannot be.
    Wrong(ImportFault),
}

/// The fields of an account that a line would change.
#[must_use]
pub fn changes(row: &ImportRow, account: &Account) -> Vec<ImportField> {
    let contact = account.contact.as_ref().map(|contact| &contact.address);
    let said = [
        (ImportField::DisplayName, row.display_name.as_ref().is_some_and(|name| *name != account.name)),
        (ImportField::Language, row.language.is_some_and(|language| language != account.language)),
        (
            ImportField::Contact,
            match &row.contact {
                ContactWish::AsItIs => false,
                ContactWish::Nowhere => contact.is_some(),
                ContactWish::At(address) => contact != Some(address),
            },
        ),
        (
            ImportField::Standing,
            row.standing.is_some_and(|wish| (account.standing == Standing::Active) != (wish == StandingWish::Active)),
        ),
    ];
    said.into_iter().filter_map(|(field, changes)| changes.then_some(field)).collect()
}

/// What a line does, to the account that has the login name, if there is one.
#[must_use]
pub fn outcome(row: &ImportRow, account: Option<&Account>) -> ImportOutcome {
    match account {
        None if row.login.member_name().is_none() => ImportOutcome::Wrong(ImportFault::NoSuchOwner),
        None if row.display_name.is_none() => ImportOutcome::Wrong(ImportFault::NoDisplayName),
        None => ImportOutcome::Made,
        Some(account) => match changes(row, account) {
            fields if fields.is_empty() => ImportOutcome::Unchanged,
            _ if account.rank == Rank::Owner => ImportOutcome::Wrong(ImportFault::Owner),
            fields => ImportOutcome::Changed(fields),
        },
    }
}

/// The account as a line wants it. Never touches the credential.
#[must_use]
pub fn applied(row: &ImportRow, account: Account, now: Timestamp) -> Account {
    let fields = changes(row, &account);
    let mut next = account;
    if let Some(name) = &row.display_name {
        next.name = name.clone();
    }
    if let Some(language) = row.language {
        next.language = language;
    }
    if fields.contains(&ImportField::Contact) {
        next.contact = match &row.contact {
            ContactWish::At(address) => Some(ContactAddress { address: address.clone(), confirmed_at: None }),
            ContactWish::AsItIs | ContactWish::Nowhere => None,
        };
        next.address_change = None;
    }
    if fields.contains(&ImportField::Standing) {
        next.standing = standing(row, now);
    }
    next
}

/// Whether an account may be used, as a line says; it may where the line says nothing.
#[must_use]
pub const fn standing(row: &ImportRow, now: Timestamp) -> Standing {
    match row.standing {
        Some(StandingWish::Suspended) => Standing::Suspended { since: now },
        Some(StandingWish::Active) | None => Standing::Active,
    }
}
