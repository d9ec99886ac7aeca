//! A list of people becomes true as a whole, or not at all.

use std::{collections::HashMap, fmt::Write as _};

use thiserror::Error;

use super::{
    super::{
        authority::{Allowed, Authority, Denial},
        unavailable::Unavailable,
        unlock::TRIES,
    },
    Accounts,
};
use crate::{
    change::{
        AccountWrite, AuditEvent, AuditKind, Change, DeviceWrite, LetterKind, Recipient, SessionWrite, TokenWrite,
        Version, Versioned,
    },
    domain::{
        account::{Account, ContactAddress, Rank, Standing},
        import::{ContactWish, ImportFault, ImportField, ImportOutcome, ImportRow, applied, outcome, standing},
        kernel::{Digest, Id, LoginName, NameKey, Timestamp},
        organization::Organization,
        permission::{OwnPermission, Rights},
        session::Source,
    },
    identity::event_about,
    ports::Landing,
};

/// How many login names are looked up at once.
const LOOKED_UP: usize = 500;

/// What a list of people would do, line by line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportPlan {
    /// What each line does, in the order of the lines.
    pub lines: Vec<(ImportRow, ImportOutcome)>,
    /// The same plan has the same digest while nothing that it is about changes.
    pub digest: Digest,
}

impl ImportPlan {
    /// True when some line cannot be made true, so that none is.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        self.lines.iter().any(|(_, outcome)| matches!(outcome, ImportOutcome::Wrong(_)))
    }

    /// True when everything is so already.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.lines.iter().all(|(_, outcome)| *outcome == ImportOutcome::Unchanged)
    }
}

/// How a list is imported.
#[derive(Clone, Copy, Debug)]
pub struct ImportTerms<'a> {
    /// Whether those whose account is made, and who have an address, get the mail with the link to choose a
    /// password. Without it, it is sent later.
    pub welcome: bool,
    /// The digest of the plan that somebody agreed to; any plan will do where there is none.
    pub agreed: Option<&'a Digest>,
}

/// Why nothing was imported.
#[derive(Debug, Error)]
pub enum ImportError {
    /// There is no such organization.
    #[error("there is no such organization")]
    NotFound,
    /// Not on this authority.
    #[error("not allowed")]
    NotAllowed,
    /// Some lines cannot be made true; the plan says which and why.
    #[error("some lines of the list are wrong")]
    Wrong(ImportPlan),
    /// It would do something else by now than what was agreed to; the plan says what.
    #[error("something has changed since the list was looked at")]
    ChangedMeanwhile(ImportPlan),
    /// Nothing could be done just now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl From<Denial> for ImportError {
    fn from(denial: Denial) -> Self {
        match denial {
            Denial::NotFound => Self::NotFound,
            Denial::NotAllowed | Denial::OwnAccount => Self::NotAllowed,
        }
    }
}

/// A plan and what it was made from.
struct Draft {
    plan: ImportPlan,
    allowed: Allowed,
    organization: Organization,
    accounts: HashMap<LoginName, Versioned<Account>>,
}

impl Accounts<'_> {
    /// What a list would do. Changes nothing.
    ///
    /// # Errors
    /// When there is no such organization, or accounts may not be made in it.
    pub async fn plan_import(
        &self,
        authority: &Authority<'_>,
        organization: Id<Organization>,
        rows: Vec<ImportRow>,
    ) -> Result<ImportPlan, ImportError> {
        Ok(self.draft(authority, organization, rows).await?.plan)
    }

    /// Makes a list true, all of it in one change, and says what each line did. A list that is so already
    /// changes nothing. No line touches a credential, the owner, a stronger account, or that of whoever
    /// imports. A new account with an address gets the mail with the link to choose a password, if the terms
    /// say so; an account that gets another address is treated as by an edit.
    ///
    /// # Errors
    /// The answers of [`ImportError`].
    pub async fn import(
        &self,
        authority: &Authority<'_>,
        organization: Id<Organization>,
        rows: Vec<ImportRow>,
        terms: ImportTerms<'_>,
        from: &Source,
    ) -> Result<ImportPlan, ImportError> {
        let mut rows = rows;
        for _ in 0..TRIES {
            let draft = self.draft(authority, organization, rows).await?;
            if draft.plan.is_wrong() {
                return Err(ImportError::Wrong(draft.plan));
            }
            if terms.agreed.is_some_and(|agreed| *agreed != draft.plan.digest) {
                return Err(ImportError::ChangedMeanwhile(draft.plan));
            }
            if draft.plan.is_idle() {
                return Ok(draft.plan);
            }
            let change = self.importing(authority, &draft, terms.welcome, from)?;
            if self.0.commit(change).await? == Landing::Landed {
                return Ok(draft.plan);
            }
            rows = draft.plan.lines.into_iter().map(|(row, _)| row).collect();
        }
        Err(Unavailable::Contended.into())
    }

    async fn draft(
        &self,
        authority: &Authority<'_>,
        organization: Id<Organization>,
        rows: Vec<ImportRow>,
    ) -> Result<Draft, ImportError> {
        let allowed = authority.to(OwnPermission::AccountsManage, organization)?;
        let store = &self.0.ports.store;
        let organization = store.organization(organization).await.map_err(Unavailable::from)?;
        let organization = organization.ok_or(ImportError::NotFound)?.value;
        let logins: Vec<LoginName> = rows.iter().map(|row| row.login.clone()).collect();
        let mut accounts = HashMap::new();
        for some in logins.chunks(LOOKED_UP) {
            for account in store.accounts_called(some).await.map_err(Unavailable::from)? {
                accounts.insert(account.value.login.clone(), account);
            }
        }
        let mut firsts: HashMap<LoginName, u32> = HashMap::new();
        let mut lines = Vec::with_capacity(rows.len());
        for row in rows {
            let first = *firsts.entry(row.login.clone()).or_insert(row.line);
            let account = accounts.get(&row.login).map(|account| &account.value);
            let outcome = if first == row.line {
                self.permitted(authority, outcome(&row, account), account).await?
            } else {
                ImportOutcome::Wrong(ImportFault::Twice { first })
            };
            lines.push((row, outcome));
        }
        let digest = self.digest_of(&organization, &lines, &accounts);
        Ok(Draft { plan: ImportPlan { lines, digest }, allowed, organization, accounts })
    }

    /// What a line does, if whoever imports may do that to the account.
    async fn permitted(
        self,
        authority: &Authority<'_>,
        outcome: ImportOutcome,
        account: Option<&Account>,
    ) -> Result<ImportOutcome, Unavailable> {
        let (ImportOutcome::Changed(_), Some(account)) = (&outcome, account) else {
            return Ok(outcome);
        };
        Ok(match self.0.over(authority, OwnPermission::AccountsManage, account).await? {
            Ok(_) => outcome,
            Err(Denial::OwnAccount) => ImportOutcome::Wrong(ImportFault::OwnAccount),
            Err(Denial::NotAllowed | Denial::NotFound) => ImportOutcome::Wrong(ImportFault::Stronger),
        })
    }

    /// Everything that a plan says, and the versions that it was made from.
    fn digest_of(
        self,
        organization: &Organization,
        lines: &[(ImportRow, ImportOutcome)],
        accounts: &HashMap<LoginName, Versioned<Account>>,
    ) -> Digest {
        let mut text = organization.id.to_string();
        for (row, outcome) in lines {
            let seen = accounts.get(&row.login).map_or(Version::NONE, |account| account.version);
            // Writing into a text never fails.
            write!(text, "\n{row:?} {outcome:?} {}", seen.get()).ok();
        }
        self.0.house.digest("import-plan", &[text.as_bytes()])
    }

    fn importing(
        self,
        authority: &Authority<'_>,
        draft: &Draft,
        welcome: bool,
        from: &Source,
    ) -> Result<Change, Unavailable> {
        let now = self.0.now();
        let mut change = draft.allowed.change(AuditEvent {
            at: now,
            actor: authority.actor(),
            acts_for: authority.acts_for(),
            from: from.clone(),
            organization: Some(draft.organization.id),
            subject: None,
            what: AuditKind::AccountsImported,
        });
        for (row, outcome) in &draft.plan.lines {
            let stored = draft.accounts.get(&row.login);
            let (next, kinds) = match (outcome, stored) {
                (ImportOutcome::Made, _) => {
                    let account = self.new_account(row, &draft.organization, now)?;
                    if welcome && account.contact.is_some() && account.is_active_at(now) {
                        let to = Recipient::Account(account.id);
                        change = change.letter(self.0.letter(LetterKind::Welcome, to, now)?);
                    }
                    let key = NameKey::of(&account.login, &self.0.house);
                    change = change.write(AccountWrite::Register { account: account.clone(), key });
                    (account, vec![AuditKind::AccountRegistered])
                }
                (ImportOutcome::Changed(fields), Some(Versioned { value, version })) => {
                    let next = applied(row, value.clone(), now);
                    change = self.following(change, value, &next, fields, welcome, now)?;
                    change = change.write(AccountWrite::Replace { account: next.clone(), seen: *version });
                    let kinds = kinds(fields, next.standing == Standing::Active);
                    (next, kinds)
                }
                _ => continue,
            };
            for what in kinds {
                change = change.also_recorded_as(event_about(&next, authority.actor(), from, now, what));
            }
        }
        Ok(change)
    }

    fn new_account(self, row: &ImportRow, organization: &Organization, now: Timestamp) -> Result<Account, Unavailable> {
        let address = match &row.contact {
            ContactWish::At(address) => Some(address.clone()),
            ContactWish::AsItIs | ContactWish::Nowhere => None,
        };
        Ok(Account {
            id: self.0.new_id(now)?,
            organization: organization.id,
            login: row.login.clone(),
            name: row.display_name.clone().unwrap_or_else(|| organization.name.clone()),
            language: row.language.unwrap_or(organization.language),
            contact: address.map(|address| ContactAddress { address, confirmed_at: None }),
            address_change: None,
            rank: Rank::Member,
            rights: Rights::default(),
            ends_at: None,
            standing: standing(row, now),
            password: None,
            created_at: now,
            signed_in_at: None,
        })
    }

    /// What goes with a change of an account, as when it is edited or suspended alone.
    fn following(
        self,
        mut change: Change,
        before: &Account,
        next: &Account,
        fields: &[ImportField],
        welcome: bool,
        now: Timestamp,
    ) -> Result<Change, Unavailable> {
        let (is_moved, turns) = (fields.contains(&ImportField::Contact), fields.contains(&ImportField::Standing));
        if is_moved || turns {
            change = change.write(TokenWrite::KillAll(next.id));
        }
        if turns {
            change = change.write(SessionWrite::CloseAll(next.id, None)).write(DeviceWrite::ForgetAll(next.id));
        }
        if is_moved {
            if let Some(old) = &before.contact {
                let to = Recipient::At(next.id, old.address.clone());
                change = change.letter(self.0.letter(LetterKind::AddressChanged, to, now)?);
            }
            if welcome && next.contact.is_some() && next.password.is_none() && next.is_active_at(now) {
                let to = Recipient::Account(next.id);
                change = change.letter(self.0.letter(LetterKind::Welcome, to, now)?);
            }
        }
        Ok(change)
    }
}

/// What is recorded of a change to these fields.
fn kinds(fields: &[ImportField], is_active: bool) -> Vec<AuditKind> {
    let mut kinds = Vec::new();
    if fields.contains(&ImportField::Contact) {
        kinds.push(AuditKind::AccountReaddressed);
    } else if fields.iter().any(|field| *field != ImportField::Standing) {
        kinds.push(AuditKind::AccountEdited);
    }
    if fields.contains(&ImportField::Standing) {
        kinds.push(if is_active { AuditKind::AccountReinstated } else { AuditKind::AccountSuspended });
    }
    kinds
}
