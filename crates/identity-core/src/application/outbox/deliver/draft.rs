//! Where a letter goes and what it says, as things are when it is written.

use super::{
    super::super::{
        invitation::{Invitations, InvitedDraft},
        unavailable::Unavailable,
    },
    Outbox,
};
use crate::{
    change::{Letter, LetterKind, Recipient, Version, Versioned},
    domain::{
        account::Account,
        kernel::{DisplayName, EmailAddress, LoginName},
        lockout::{GuardKind, SignInGuard},
        organization::Organization,
    },
    ports::LetterContent,
};

/// A letter with everything it needs but its secret.
pub(super) struct Draft {
    pub(super) kind: LetterKind,
    pub(super) to: EmailAddress,
    pub(super) account: Option<(Versioned<Account>, Organization)>,
    pub(super) names: Vec<(LoginName, DisplayName)>,
    pub(super) instead_of_unlock: bool,
    pub(super) invited: Option<InvitedDraft>,
    pub(super) answer: Option<LetterContent>,
}

impl Outbox<'_> {
    /// Where the letter goes and what it says, as things are now; `None` when it has lost its sense.
    pub(super) async fn draft(&self, letter: &Letter) -> Result<Option<Draft>, Unavailable> {
        let store = &self.0.ports.store;
        let (id, at) = match &letter.to {
            Recipient::Nobody => return Ok(None),
            Recipient::Mailbox(address) => return self.draft_of_names(letter.kind, address).await,
            Recipient::Invited(id) => {
                let draft = self.0.invitations().draft(*id).await?;
                return Ok(draft.map(|invited| Draft {
                    kind: letter.kind,
                    to: invited.invitation.value.address.clone(),
                    account: None,
                    names: Vec::new(),
                    instead_of_unlock: false,
                    invited: Some(invited),
                    answer: None,
                }));
            }
            Recipient::Account(id) | Recipient::Inviter(id, _) => (*id, None),
            Recipient::At(id, address) => (*id, Some(address.clone())),
        };
        let Some(account) = store.account(id).await? else {
            return Ok(None);
        };
        let value = &account.value;
        let is_active = value.is_active_at(self.0.now());
        let Some(to) = at.or_else(|| value.contact.as_ref().map(|contact| contact.address.clone())) else {
            return Ok(None);
        };
        let answer = match &letter.to {
            Recipient::Inviter(_, id) => {
                let invitation = store.invitation(*id).await?;
                invitation.and_then(|read| Invitations::answer_in_words(letter.kind, read.value, self.0.now()))
            }
            _ => None,
        };
        let makes_sense = match letter.kind {
            LetterKind::Barred
            | LetterKind::UnlockInstructions
            | LetterKind::ResetInstructions
            | LetterKind::Activated => is_active,
            LetterKind::Welcome => is_active && value.password.is_none(),
            LetterKind::ConfirmNewAddress => {
                value.address_change.as_ref().is_some_and(|change| change.new == to && !change.new_confirmed)
            }
            // Only the address that is to make room may agree to it; an older letter may have gone elsewhere.
            LetterKind::AgreeFromOldAddress => {
                value.address_change.as_ref().is_some_and(|change| !change.old_agreed)
                    && value.contact.as_ref().is_some_and(|contact| contact.address == to)
            }
            LetterKind::InvitationAccepted | LetterKind::InvitationDeclined => is_active && answer.is_some(),
            LetterKind::PasswordChanged
            | LetterKind::AddressChanged
            | LetterKind::LoginNames
            | LetterKind::BreakGlass => true,
            // A drill hands its mails to the courier itself, and waits for the verdict; invitations go to nobody who
            // has an account.
            LetterKind::Drill | LetterKind::Invitation => false,
        };
        let organization = store.organization(value.organization).await?;
        let (true, Some(organization)) = (makes_sense, organization) else {
            return Ok(None);
        };
        let mut draft = Draft {
            kind: letter.kind,
            to,
            account: Some((account, organization.value)),
            names: Vec::new(),
            instead_of_unlock: false,
            invited: None,
            answer,
        };
        if let (LetterKind::UnlockInstructions, Some((account, _))) = (letter.kind, &draft.account) {
            let guards = store.guards_of(self.0.name_key(&account.value), GuardKind::Password).await?;
            if guards.iter().any(SignInGuard::is_exhausted) {
                draft.kind = LetterKind::ResetInstructions;
                draft.instead_of_unlock = true;
            }
        }
        Ok(Some(draft))
    }

    async fn draft_of_names(&self, kind: LetterKind, address: &EmailAddress) -> Result<Option<Draft>, Unavailable> {
        let store = &self.0.ports.store;
        let now = self.0.now();
        let mut accounts = store.accounts_by_address(address).await?;
        accounts.retain(|account| account.is_active_at(now));
        let mut names = Vec::with_capacity(accounts.len());
        let mut first = None;
        for account in accounts {
            if let Some(organization) = store.organization(account.organization).await? {
                names.push((account.login.clone(), organization.value.name.clone()));
                // The case on file, not the one that a stranger typed.
                let to = account.contact.as_ref().map(|contact| contact.address.clone());
                first = first.or_else(|| to.map(|to| (to, account, organization.value)));
            }
        }
        Ok(first.map(|(to, account, organization)| {
            let account = Versioned { value: account, version: Version::NONE };
            Draft {
                kind,
                to,
                account: Some((account, organization)),
                names,
                instead_of_unlock: false,
                invited: None,
                answer: None,
            }
        }))
    }
}
