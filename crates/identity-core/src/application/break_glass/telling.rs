//! Who is told of it, by mail and in the console.

use super::{
    super::{account::Reader, unavailable::Unavailable},
    BreakGlass,
};
use crate::{
    change::{Actor, AuditRecord, Change, Letter, LetterKind, Recipient},
    domain::{
        account::Account,
        kernel::{Id, Lifetime, LoginName, ShortText, Timestamp},
        organization::Organization,
        permission::OwnPermission,
        recovery::BreakGlassStep,
    },
    ports::LetterContent,
};

/// For how long the console tells of it.
pub const TOLD_FOR: Lifetime = Lifetime::days(30);

/// The most lines that are looked at for what the console tells.
const TOLD_AT_MOST: u32 = 20;

/// The most administrators that are written to.
pub const ANNOUNCED_AT_MOST: usize = 50;

/// A line that the console tells administrators of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreakGlassNotice {
    /// When.
    pub at: Timestamp,
    /// For whom.
    pub login: LoginName,
    /// How far.
    pub step: BreakGlassStep,
    /// The operator, where it was one.
    pub by: Option<ShortText>,
    /// The operator's reason, where one was given.
    pub why: Option<ShortText>,
}

impl BreakGlass<'_> {
    /// What there is to tell the administrators of an organization, the latest first: what happened in the last
    /// [`TOLD_FOR`]. Nothing where readiness may not be read.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn lately(
        &self,
        reader: Reader<'_>,
        organization: Id<Organization>,
    ) -> Result<Vec<BreakGlassNotice>, Unavailable> {
        if !reader.may(OwnPermission::ReadinessRead, organization) {
            return Ok(Vec::new());
        }
        let store = &self.0.ports.store;
        let since = self.0.now().minus(TOLD_FOR);
        let mut notices: Vec<BreakGlassNotice> = Vec::new();
        for line in store.break_glass_since(organization, since, TOLD_AT_MOST).await? {
            let (Some(step), Some(subject)) = (line.break_glass_step(), line.subject) else { continue };
            if let Some(account) = store.account(subject).await? {
                notices.push(notice(line, step, account.value.login));
            }
        }
        Ok(notices)
    }

    /// What a letter tells: the line that was committed with it knows.
    pub(crate) async fn told(&self, letter: &Letter, reader: &Account) -> Result<LetterContent, Unavailable> {
        let store = &self.0.ports.store;
        let lines = store.break_glass_since(reader.organization, letter.asked_at, u32::MAX).await?;
        let line = lines.into_iter().find(|line| line.at == letter.asked_at);
        let step = line.as_ref().and_then(AuditRecord::break_glass_step);
        let subject = match line.as_ref().and_then(|line| line.subject) {
            Some(subject) => store.account(subject).await?.map(|account| account.value.login),
            None => None,
        };
        Ok(match (line, step, subject) {
            (Some(line), Some(step), Some(login)) => {
                let is_own = login == reader.login;
                let BreakGlassNotice { at, login, step, by, why } = notice(line, step, login);
                LetterContent::BreakGlass { login, step, at, by, why, is_own }
            }
            // The log has been cut since. Whoever reads this should look all the same.
            _ => LetterContent::BreakGlass {
                login: reader.login.clone(),
                step: BreakGlassStep::Opened,
                at: letter.asked_at,
                by: None,
                why: None,
                is_own: false,
            },
        })
    }

    /// Whom to write to: everybody else who administers and has an address, and the account itself.
    pub(super) async fn told_of(&self, account: &Account) -> Result<Vec<Account>, Unavailable> {
        let mut told = self.0.administrators(account.organization, |_| true, ANNOUNCED_AT_MOST).await?;
        told.retain(|other| other.id != account.id);
        told.push(account.clone());
        told.retain(|other| other.contact.is_some());
        Ok(told)
    }

    pub(super) fn announced(self, mut change: Change, told: &[Account], now: Timestamp) -> Result<Change, Unavailable> {
        for account in told {
            change = change.letter(self.0.letter(LetterKind::BreakGlass, Recipient::Account(account.id), now)?);
        }
        Ok(change)
    }
}

fn notice(line: AuditRecord, step: BreakGlassStep, login: LoginName) -> BreakGlassNotice {
    let by = match line.actor {
        Actor::Operator(name) => Some(name),
        Actor::Stranger | Actor::Account(_) | Actor::House => None,
    };
    // With a link, the detail is a word of ours.
    let why = line.detail.filter(|_| step != BreakGlassStep::Used).map(ShortText::as_stored);
    BreakGlassNotice { at: line.at, login, step, by, why }
}
