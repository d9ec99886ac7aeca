//! Delivering one letter: claim it, draw its secret, commit the digest, hand it over, say how it fared.
//! A crash after the handing over means a second mail with a newer secret; never a secret at rest.

mod draft;

use self::draft::Draft;
use super::{
    super::{invitation::InvitedDraft, unavailable::Unavailable, unlock::TRIES},
    Outbox,
};
use crate::{
    change::{
        Actor, AuditEvent, AuditKind, Change, Letter, LetterCap, LetterKind, MailCap, OutboxWrite, Recipient, Reliance,
        TokenWrite,
    },
    domain::{
        account::Account,
        kernel::{Digest, DisplayName, EmailAddress, LoginName, SecretToken, ShortText, Timestamp, UnlockCode},
        outbox::{CAP_WINDOW, CLAIM_LEASE, LetterState, next_try},
        session::Source,
        token::{Token, TokenPurpose},
    },
    ports::{ClaimedLetter, Courier, Delivery, Landing, LetterContent, ReadyLetter},
};

impl Outbox<'_> {
    /// Delivers the most urgent letter that is due. `false` when there is none. Call it in a loop, from as
    /// many tasks and nodes as wanted: each letter goes to one of them.
    ///
    /// # Errors
    /// When the store does not answer; the letter is taken up again when its lease is over.
    pub async fn deliver_one(&self, courier: &dyn Courier) -> Result<bool, Unavailable> {
        let identity = self.0;
        let claim = identity.new_token()?.digest("outbox-claim");
        let now = identity.now();
        let claimed = identity.ports.store.claim_letters(now, now.plus(CLAIM_LEASE), claim, 1).await?;
        let Some(claimed) = claimed.into_iter().next() else {
            return Ok(false);
        };
        if claimed.letter.deadline <= now {
            if claimed.letter.to == Recipient::Nobody {
                self.drop_it(&claimed).await?;
                return Ok(true);
            }
            self.settle(&claimed, LetterState::GivenUp, now, None).await?;
            return Ok(true);
        }
        let Some(ready) = self.ready(&claimed).await? else {
            return Ok(true);
        };
        let delivery = courier.deliver(&ready).await;
        drop(ready);
        let now = identity.now();
        let (state, at, remark) = match delivery {
            Delivery::Sent => (LetterState::Sent, now, None),
            Delivery::Refused(why) => (LetterState::Refused, now, Some(why)),
            Delivery::Later(why) => match next_try(claimed.tries, now, claimed.letter.deadline) {
                Some(at) => (LetterState::Queued, at, Some(why)),
                None => (LetterState::GivenUp, now, Some(why)),
            },
        };
        self.settle(&claimed, state, at, remark).await?;
        Ok(true)
    }

    /// Mints what the letter carries and commits its digest. `None` when the letter has come to rest
    /// already: it was for nobody, too many went to the mailbox, or somebody else has it.
    async fn ready(&self, claimed: &ClaimedLetter) -> Result<Option<ReadyLetter>, Unavailable> {
        let identity = self.0;
        let letter = &claimed.letter;
        for _ in 0..TRIES {
            let now = identity.now();
            let Some(draft) = self.draft(letter).await? else {
                self.as_if_readied(claimed).await?;
                self.drop_it(claimed).await?;
                return Ok(None);
            };
            let (mailbox, limit) = self.counted_as(letter.kind, &draft);
            let cap = MailCap { kind: letter.kind, since: now.minus(CAP_WINDOW), limit };
            let went = identity.ports.store.letters_to(&mailbox, cap.kind, cap.since, letter.id).await?;
            if went >= cap.limit {
                self.as_if_readied(claimed).await?;
                self.settle(claimed, LetterState::Withheld, now, None).await?;
                return Ok(None);
            }
            let (change, ready) = self.mint(claimed, draft, (mailbox, cap), now).await?;
            if identity.commit(change).await? == Landing::Landed {
                return Ok(Some(ready));
            }
        }
        // Its lease ends and it is claimed again.
        Ok(None)
    }

    /// Under which digest a letter is counted, and how many are let through.
    fn counted_as(self, kind: LetterKind, draft: &Draft) -> (Digest, u32) {
        if let Some(invited) = &draft.invited {
            // Each organization has its own count: none keeps another's mail back.
            let (LetterCap::PerMailbox(limit) | LetterCap::PerAccount(limit)) = kind.cap();
            return (self.0.mailbox_of_organization_digest(&draft.to, invited.organization.id), limit);
        }
        match (kind.cap(), &draft.account) {
            (LetterCap::PerAccount(limit), Some((account, _))) => {
                (self.0.mailbox_of_account_digest(&draft.to, account.value.id), limit)
            }
            (LetterCap::PerAccount(limit) | LetterCap::PerMailbox(limit), _) => {
                (self.0.mailbox_digest(&draft.to), limit)
            }
        }
    }

    /// The commit that readying is, for a letter that does not go: whoever asks for something right afterwards
    /// waits for the same writes, whoever was named.
    async fn as_if_readied(&self, claimed: &ClaimedLetter) -> Result<(), Unavailable> {
        let mailbox = self.0.new_token()?.digest("no-mailbox");
        let address = OutboxWrite::Address { id: claimed.letter.id, claim: claimed.claim, mailbox, cap: None };
        let (Landing::Landed | Landing::Overtaken) = self.0.commit(Change::about_nobody(address)).await?;
        Ok(())
    }

    /// Takes out a letter that is for nobody, or has lost its sense. Where it was for somebody, that is
    /// recorded.
    async fn drop_it(&self, claimed: &ClaimedLetter) -> Result<(), Unavailable> {
        let letter = &claimed.letter;
        let dropped = OutboxWrite::Drop { id: letter.id, claim: claimed.claim };
        let change = match letter.to {
            Recipient::Nobody | Recipient::Mailbox(_) => Change::about_nobody(dropped),
            Recipient::Account(_) | Recipient::At(..) | Recipient::Invited(_) | Recipient::Inviter(..) => {
                let what = AuditKind::LetterSettled(letter.kind, LetterState::Withheld);
                let event = self.with_organization(house_event(letter, None, self.0.now(), what), letter).await?;
                Change::recorded_as(event).write(dropped)
            }
        };
        let (Landing::Landed | Landing::Overtaken) = self.0.commit(change).await?;
        Ok(())
    }

    async fn mint(
        &self,
        claimed: &ClaimedLetter,
        draft: Draft,
        (mailbox, cap): (Digest, MailCap),
        now: Timestamp,
    ) -> Result<(Change, ReadyLetter), Unavailable> {
        let identity = self.0;
        let letter = &claimed.letter;
        let Draft { kind, to, account, names, instead_of_unlock, invited, answer } = draft;
        if let Some(invited) = invited {
            return self.mint_invitation(claimed, invited, (mailbox, cap), now);
        }
        let subject = account.as_ref().map(|(account, _)| &account.value);
        let mut change = Change::recorded_as(house_event(letter, subject, now, AuditKind::LetterReadied(kind)))
            .write(OutboxWrite::Address { id: letter.id, claim: claimed.claim, mailbox, cap: Some(cap) });
        let link = identity.new_token()?;
        let code = UnlockCode::new(&identity.ports.entropy.draw()?);
        let expires_at = kind.purpose().map_or(now, |purpose| now.plus(identity.rules.tokens.of(purpose)));
        if let (Some(purpose), Some((account, _))) = (kind.purpose(), &account) {
            let id = account.value.id;
            let token = Token {
                id: identity.new_id(now)?,
                account: id,
                purpose,
                link: link.digest(purpose.as_str()),
                code: (purpose == TokenPurpose::Unlock).then(|| code.digest(&identity.house, id.uuid().as_bytes())),
                sent_to: Some(to.clone()),
                minted_at: now,
                expires_at,
            };
            // The address is the one on file only while the account is as it was read.
            change = change.write(TokenWrite::Mint(token)).relying_on(Reliance::Account { id, seen: account.version });
        }
        let secrets = Secrets { link, code, expires_at, instead_of_unlock };
        let content = match (answer, &account) {
            (Some(answer), _) => answer,
            (None, Some((account, _))) => self.content(kind, letter, &account.value, names, secrets).await?,
            (None, None) => LetterContent::LoginNames { names },
        };
        let organization = account.as_ref().map(|(_, organization)| organization);
        let is_one_account = letter.kind != LetterKind::LoginNames;
        let ready = ReadyLetter {
            to,
            language: account
                .as_ref()
                .map_or(crate::domain::kernel::Language::ENGLISH, |(account, _)| account.value.language),
            reader: account.as_ref().map(|(account, _)| account.value.name.clone()),
            organization: organization.filter(|_| is_one_account).map(|organization| organization.name.clone()),
            contact: organization.filter(|_| is_one_account).and_then(|organization| organization.contact.clone()),
            asked_at: letter.asked_at,
            content,
        };
        Ok((change, ready))
    }

    /// The same for an invitation, whose link is its own.
    fn mint_invitation(
        self,
        claimed: &ClaimedLetter,
        invited: InvitedDraft,
        (mailbox, cap): (Digest, MailCap),
        now: Timestamp,
    ) -> Result<(Change, ReadyLetter), Unavailable> {
        let identity = self.0;
        let letter = &claimed.letter;
        let link = identity.new_token()?;
        let event = AuditEvent {
            organization: Some(invited.organization.id),
            ..house_event(letter, None, now, AuditKind::LetterReadied(letter.kind))
        };
        let change = Change::recorded_as(event)
            .write(OutboxWrite::Address { id: letter.id, claim: claimed.claim, mailbox, cap: Some(cap) })
            .write(invited.opened_by(&link));
        let permissions = identity.invitations().offer_in_words(&invited);
        let ready = ReadyLetter {
            to: invited.invitation.value.address.clone(),
            language: invited.invitation.value.language,
            reader: Some(invited.invitation.value.name.clone()),
            organization: Some(invited.organization.name.clone()),
            contact: invited.organization.contact.clone(),
            asked_at: letter.asked_at,
            content: invited.content(permissions, link),
        };
        Ok((change, ready))
    }

    async fn content(
        &self,
        kind: LetterKind,
        letter: &Letter,
        account: &Account,
        names: Vec<(LoginName, DisplayName)>,
        secrets: Secrets,
    ) -> Result<LetterContent, Unavailable> {
        let login = account.login.clone();
        let Secrets { link, code, expires_at, instead_of_unlock } = secrets;
        let masked = |address: &EmailAddress| address.masked();
        Ok(match kind {
            LetterKind::Barred => {
                let guard = self.0.telling_guard(self.0.name_key(account), self.0.now()).await?;
                let until = guard.bar.and_then(|bar| bar.until);
                LetterContent::Barred { login, since: guard.bar.map_or(letter.asked_at, |bar| bar.since), until }
            }
            LetterKind::UnlockInstructions => LetterContent::Unlock { login, link, code, expires_at },
            LetterKind::ResetInstructions => LetterContent::Reset { login, link, expires_at, instead_of_unlock },
            LetterKind::Welcome => LetterContent::Welcome { login, link, expires_at },
            LetterKind::LoginNames => LetterContent::LoginNames { names },
            LetterKind::PasswordChanged => LetterContent::PasswordChanged {
                login,
                at: letter.asked_at,
                from: self.password_changed_from(letter, account).await?,
            },
            LetterKind::ConfirmNewAddress => LetterContent::ConfirmNewAddress { login, link, expires_at },
            LetterKind::AgreeFromOldAddress => {
                let new = account.address_change.as_ref().map(|change| masked(&change.new)).unwrap_or_default();
                LetterContent::AgreeFromOldAddress { login, new, link, expires_at }
            }
            LetterKind::AddressChanged => {
                let new = account.contact.as_ref().map(|contact| masked(&contact.address));
                LetterContent::AddressChanged { login, new, at: letter.asked_at }
            }
            LetterKind::BreakGlass => self.0.break_glass().told(letter, account).await?,
            LetterKind::Activated => LetterContent::Activated { login },
            // Those about invitations have their content from the draft on.
            LetterKind::Drill
            | LetterKind::Invitation
            | LetterKind::InvitationAccepted
            | LetterKind::InvitationDeclined => LetterContent::Drill { login },
        })
    }

    /// From where the password was changed: the event that was committed with the letter knows.
    async fn password_changed_from(&self, letter: &Letter, account: &Account) -> Result<Source, Unavailable> {
        const LATEST: u32 = 50;
        let events = self.0.ports.store.audit_of_account(account.id, LATEST).await?;
        let is_it =
            |what: &str| [AuditKind::PasswordReset, AuditKind::PasswordChanged].iter().any(|kind| kind.word() == what);
        let event = events.into_iter().find(|event| event.at == letter.asked_at && is_it(&event.what));
        Ok(event.map_or_else(Source::local, |event| event.from))
    }

    /// An event about a letter to somebody who is invited, in the log of the organization that invites.
    async fn with_organization(&self, event: AuditEvent, letter: &Letter) -> Result<AuditEvent, Unavailable> {
        let Recipient::Invited(id) = &letter.to else {
            return Ok(event);
        };
        let organization = self.0.ports.store.invitation(*id).await?.map(|read| read.value.organization);
        Ok(AuditEvent { organization, ..event })
    }

    async fn settle(
        &self,
        claimed: &ClaimedLetter,
        state: LetterState,
        at: Timestamp,
        remark: Option<ShortText>,
    ) -> Result<(), Unavailable> {
        let letter = &claimed.letter;
        let event = house_event(letter, None, self.0.now(), AuditKind::LetterSettled(letter.kind, state));
        let event = self.with_organization(event, letter).await?;
        let settle = OutboxWrite::Settle { id: letter.id, claim: claimed.claim, state, at, remark };
        // Overtaken: the lease ran out and somebody else has the letter now.
        let (Landing::Landed | Landing::Overtaken) = self.0.commit(Change::recorded_as(event).write(settle)).await?;
        Ok(())
    }
}

struct Secrets {
    link: SecretToken,
    code: UnlockCode,
    expires_at: Timestamp,
    instead_of_unlock: bool,
}

fn house_event(letter: &Letter, subject: Option<&Account>, at: Timestamp, what: AuditKind) -> AuditEvent {
    let named = match &letter.to {
        Recipient::Account(id) | Recipient::At(id, _) | Recipient::Inviter(id, _) => Some(*id),
        Recipient::Invited(_) | Recipient::Mailbox(_) | Recipient::Nobody => None,
    };
    AuditEvent {
        at,
        actor: Actor::House,
        acts_for: None,
        from: Source::local(),
        organization: subject.map(|account| account.organization),
        subject: named,
        what,
    }
}
