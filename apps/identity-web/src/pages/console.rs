//! Whoever may enter the console, and the list of those who are locked.

use axum::{http::StatusCode, response::Response};
use identity_core::{
    application::{
        account::{EditError, Reader, StandingError},
        authority::Authority,
        permission::Empowered,
        session::Present,
    },
    domain::{
        account::{self, Account},
        kernel::{Language, Lifetime, Timestamp},
        lockout::{Bar, LastFailure},
    },
    ports,
};

use tokio::sync::OnceCell;

use crate::{
    request::{SignedIn, moment, show},
    routes::Demanded,
    trouble::Trouble,
    views::{ConsoleLocked, LockedRow, Notice, Page, Rank, Standing, Tone, WaitingNetwork},
};

impl From<StandingError> for Trouble {
    fn from(error: StandingError) -> Self {
        match error {
            StandingError::NotFound => Self::NotFound,
            StandingError::NotAllowed | StandingError::OwnAccount | StandingError::NothingToSend => Self::Forbidden,
            StandingError::Unavailable(unavailable) => unavailable.into(),
        }
    }
}

impl From<EditError> for Trouble {
    fn from(error: EditError) -> Self {
        match error {
            EditError::NotFound => Self::NotFound,
            EditError::NotAllowed | EditError::OwnAccount | EditError::Owner => Self::Forbidden,
            EditError::NoSuchRight | EditError::Past | EditError::TooManyGrants => Self::Unreadable,
            EditError::ChangedMeanwhile => Self::StaleForm { back: "/console/accounts".to_owned() },
            EditError::Unavailable(unavailable) => unavailable.into(),
        }
    }
}

/// Somebody who holds the permission that the row of the route demands. Others see no such page.
pub(crate) struct Administrator(pub(crate) SignedIn, Demanded, OnceCell<Empowered>);

impl Administrator {
    pub(crate) fn present(&self) -> &Present {
        &self.0.present
    }

    pub(crate) fn reader(&self) -> Reader<'_> {
        Reader::Person(&self.0.empowered)
    }

    /// For what changes something: the person has proved a short while ago to be there, and still holds what the route
    /// demands once all of the form has arrived, however long that took.
    pub(crate) async fn authority(&self) -> Result<Authority<'_>, Trouble> {
        let proof = self.0.freshly_proven()?;
        let empowered = self.2.get_or_try_init(|| self.0.asked_again()).await?;
        if !empowered.may(self.1.0) {
            return Err(Trouble::NotFound);
        }
        Ok(Authority::Administrator(empowered, proof))
    }

    /// The language that the reader reads.
    pub(crate) fn language(&self) -> Language {
        Language::parse(&self.0.words().code()).unwrap_or(Language::ENGLISH)
    }

    /// A page of the console. For a month after a restore it says what the backup cannot know.
    pub(crate) fn page(&self) -> Page {
        const TOLD_FOR: Lifetime = Lifetime::days(30);
        let (caller, mut page) = (&self.0.caller, self.0.page());
        let now = caller.identity().now();
        if let Some(at) = caller.app.restored_at.filter(|at| now < at.plus(TOLD_FOR)) {
            let when = moment(at).with_timezone(&caller.app.time_zone).format("%Y-%m-%d %H:%M").to_string();
            let title = page.say("console-restored").text("when", when).to_string();
            let text = Some(page.t("console-restored-text"));
            page.notice = Some(Notice { tone: Tone::Care, title, text });
        }
        page
    }

    pub(crate) async fn locked(&self) -> Result<Vec<ports::BarredAccount>, Trouble> {
        let organization = self.present().account().organization;
        Ok(self.0.caller.identity().lockouts().list(self.reader(), Some(organization)).await?)
    }

    pub(crate) async fn locked_count(&self) -> Result<u64, Trouble> {
        Ok(self.locked().await?.len() as u64)
    }
}

impl axum::extract::FromRequestParts<std::sync::Arc<crate::app::App>> for Administrator {
    type Rejection = Trouble;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        app: &std::sync::Arc<crate::app::App>,
    ) -> Result<Self, Trouble> {
        let demanded = parts.extensions.get::<Demanded>().copied();
        let signed_in = SignedIn::from_request_parts(parts, app).await?;
        match demanded {
            Some(demanded) if signed_in.empowered.may(demanded.0) => Ok(Self(signed_in, demanded, OnceCell::new())),
            _ => Err(Trouble::NotFound),
        }
    }
}

pub(crate) fn standing(account: &Account, bar: Option<&Bar>, last: Option<&LastFailure>, now: Timestamp) -> Standing {
    match (account.standing, bar) {
        (account::Standing::Suspended { since }, _) => Standing::Suspended { since: Some(moment(since)) },
        (account::Standing::Active, _) if account.ends_at.is_some_and(|end| end <= now) => {
            Standing::Ended { at: account.ends_at.map(moment) }
        }
        (account::Standing::Active, Some(bar)) => Standing::Locked { since: moment(bar.since), from: network(last) },
        (account::Standing::Active, None) if account.password.is_none() => Standing::Awaited,
        (account::Standing::Active, None) => Standing::Active,
    }
}

fn network(last: Option<&LastFailure>) -> Option<String> {
    last.and_then(|last| last.from.address).map(|address| address.to_string())
}

/// What somebody is, told from what was granted; what it comes to now is asked on the page of the account.
pub(crate) fn rank(account: &Account) -> Rank {
    match account.rank {
        account::Rank::Owner => Rank::Owner,
        account::Rank::Member if account.rights.is_empty() => Rank::Member,
        account::Rank::Member => Rank::Empowered,
    }
}

pub(crate) async fn locked(administrator: Administrator) -> Result<Response, Trouble> {
    let locked = administrator.locked().await?;
    let page = administrator.0.page();
    let view = ConsoleLocked {
        waiting: waiting(&administrator, page.now).await?,
        page,
        locked_count: locked.len() as u64,
        rows: locked
            .iter()
            .map(|barred| LockedRow {
                id: barred.account.id.to_string(),
                display_name: barred.account.name.as_str().to_owned(),
                login: barred.account.login.to_string(),
                since: moment(barred.bar.since),
                from: network(barred.last_failure.as_ref()),
                failures: barred.counted,
                ends_at: barred.bar.until.map(moment),
            })
            .collect(),
    };
    Ok(show(StatusCode::OK, &view))
}

/// The networks that this node makes wait just now; of them only those from which accounts of the organization were
/// tried, since the others are other organizations' affair.
async fn waiting(
    administrator: &Administrator,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Vec<WaitingNetwork>, Trouble> {
    let caller = &administrator.0.caller;
    let waiting = caller.app.throttle.waiting();
    if waiting.is_empty() {
        return Ok(Vec::new());
    }
    let organization = administrator.present().account().organization;
    let tried = caller.identity().lockouts().networks_tried_from(administrator.reader(), organization).await?;
    let told = waiting.into_iter().filter(|(network, _)| tried.contains(network)).map(|(network, left)| {
        let until = now + chrono::TimeDelta::from_std(left).unwrap_or_default();
        WaitingNetwork { network: network.to_string(), until }
    });
    Ok(told.collect())
}
