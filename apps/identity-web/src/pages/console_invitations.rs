//! Invitations in the console: inviting, sending again, taking back.

use axum::{extract::Query, http::StatusCode, response::Response};
use identity_core::{
    application::invitation::{InvitationFile, InviteError, NewInvitation, WithdrawError},
    domain::{
        invitation::{Invitation, InvitationState},
        kernel::{DisplayName, Id, MemberName, Timestamp},
        permission::{GrantedBy, Rights},
    },
    ports::{InvitationPlace, InvitationQuery},
};
use serde::Deserialize;

use super::{
    console::Administrator,
    console_account::{fields, form_page, parse},
    permits,
};
use crate::{
    request::{Posted, Segment, go, moment, show},
    trouble::Trouble,
    views::{
        AccountFields, AccountFormTrouble, ConsoleInvitation, ConsoleInvitations, FormSubject, InvitationLine,
        InvitationOutcome, Notice, Tone,
    },
};

const ROWS: u32 = 50;

impl From<WithdrawError> for Trouble {
    fn from(error: WithdrawError) -> Self {
        match error {
            WithdrawError::NotFound => Self::NotFound,
            WithdrawError::NotAllowed | WithdrawError::Over => Self::Forbidden,
            WithdrawError::Unavailable(unavailable) => unavailable.into(),
        }
    }
}

/// What the address of the list may say.
#[derive(Deserialize)]
pub(crate) struct Find {
    #[serde(default)]
    all: String,
    older: Option<String>,
}

pub(crate) async fn list(administrator: Administrator, Query(find): Query<Find>) -> Result<Response, Trouble> {
    let identity = administrator.0.caller.identity();
    let now = identity.now();
    let shows_all = find.all == "yes";
    let query = InvitationQuery {
        organization: administrator.present().account().organization,
        open_at: (!shows_all).then_some(now),
        after: find.older.as_deref().and_then(place),
        limit: ROWS,
    };
    let found = identity.invitations().page(administrator.reader(), &query).await?;
    let mut rows = Vec::with_capacity(found.rows.len());
    for read in &found.rows {
        let inviter = inviter(&administrator, &read.value).await?;
        rows.push(line(&read.value, inviter, now));
    }
    let last = found.rows.last().map(|read| InvitationPlace::of(&read.value));
    let view = ConsoleInvitations {
        page: administrator.page(),
        locked_count: administrator.locked_count().await?,
        shows_all,
        is_first: query.after.is_none(),
        older: last.filter(|_| found.more).map(|place| format!("{}.{}", place.offered_at.as_micros(), place.id)),
        rows,
    };
    Ok(show(StatusCode::OK, &view))
}

/// What whoever invited is called, as far as the reader may know.
async fn inviter(administrator: &Administrator, invitation: &Invitation) -> Result<Option<DisplayName>, Trouble> {
    let account = administrator.present().account();
    match invitation.by {
        GrantedBy::Operator => Ok(None),
        GrantedBy::Owner(id) | GrantedBy::Account(id) if id == account.id => Ok(Some(account.name.clone())),
        GrantedBy::Owner(id) | GrantedBy::Account(id) => {
            Ok(administrator.0.caller.identity().accounts().name_of(administrator.reader(), id).await?)
        }
    }
}

fn line(invitation: &Invitation, inviter: Option<DisplayName>, now: Timestamp) -> InvitationLine {
    let state = invitation.state_at(now);
    InvitationLine {
        id: invitation.id.to_string(),
        display_name: invitation.name.as_str().to_owned(),
        login: invitation.login.to_string(),
        outcome: match state {
            InvitationState::Pending => InvitationOutcome::Pending,
            InvitationState::Accepted { .. } => InvitationOutcome::Accepted,
            InvitationState::Declined { .. } => InvitationOutcome::Declined,
            InvitationState::Lapsed { .. } => InvitationOutcome::Lapsed,
            InvitationState::Revoked { .. } => InvitationOutcome::Revoked,
            InvitationState::Superseded { .. } => InvitationOutcome::Superseded,
        },
        at: moment(state.ended_at().unwrap_or(invitation.expires_at)),
        offered_at: moment(invitation.offered_at),
        by_operator: invitation.by == GrantedBy::Operator,
        inviter: inviter.map(|name| name.as_str().to_owned()),
    }
}

pub(crate) async fn new_form(administrator: Administrator) -> Result<Response, Trouble> {
    administrator.authority().await?;
    let form = AccountFields {
        language: administrator.present().organization().language.as_str().to_owned(),
        ..AccountFields::default()
    };
    form_page(&administrator, FormSubject::Invited, form, Vec::new()).await
}

pub(crate) async fn invite(administrator: Administrator, posted: Posted) -> Result<Response, Trouble> {
    let authority = administrator.authority().await?;
    let form = fields(&posted)?;
    let zone = administrator.0.caller.app.time_zone;
    let (parsed, name) = (parse(&form, zone), MemberName::parse(&form.name));
    let mut trouble = Vec::new();
    if name.is_err() {
        trouble.push(AccountFormTrouble::Name);
    }
    if matches!(&parsed, Ok(person) if person.contact.is_none()) {
        trouble.push(AccountFormTrouble::ContactAddress);
    }
    let (person, name, address) = match (parsed, name) {
        (Ok(person), Ok(name)) if let Some(address) = person.contact.clone() => (person, name, address),
        (parsed, _) => {
            trouble.extend(parsed.err().unwrap_or_default());
            return form_page(&administrator, FormSubject::Invited, form, trouble).await;
        }
    };
    let again = async |form, trouble| form_page(&administrator, FormSubject::Invited, form, vec![trouble]).await;
    let Some(rights) = permits::wish(&administrator, &Rights::default(), &form.chosen).await? else {
        return again(form, AccountFormTrouble::Rights).await;
    };
    let new = NewInvitation {
        name,
        display_name: person.display_name,
        language: person.language,
        address,
        rights,
        ends_at: person.ends_at,
    };
    let caller = &administrator.0.caller;
    let organization = administrator.present().account().organization;
    match caller.identity().invitations().offer(&authority, organization, new, &caller.visit().from).await {
        Ok(id) => {
            caller.letters_may_wait();
            Ok(go(&format!("/console/invitations/{id}")))
        }
        Err(InviteError::Taken) => again(form, AccountFormTrouble::NameTaken).await,
        Err(InviteError::Past) => again(form, AccountFormTrouble::EndsOn).await,
        Err(InviteError::NoSuchRight | InviteError::TooManyGrants) => again(form, AccountFormTrouble::Rights).await,
        Err(InviteError::TooMany) => again(form, AccountFormTrouble::TooManyInvitations).await,
        Err(InviteError::NotFound) => Err(Trouble::NotFound),
        Err(InviteError::NotAllowed) => Err(Trouble::Forbidden),
        Err(InviteError::Unavailable(unavailable)) => Err(unavailable.into()),
    }
}

pub(crate) async fn show_invitation(administrator: Administrator, Segment(id): Segment) -> Result<Response, Trouble> {
    let file = file(&administrator, &id).await?;
    respond(&administrator, &file, false).await
}

pub(crate) async fn resend(
    administrator: Administrator,
    Segment(id): Segment,
    _posted: Posted,
) -> Result<Response, Trouble> {
    let authority = administrator.authority().await?;
    let caller = &administrator.0.caller;
    let file = file(&administrator, &id).await?;
    let (id, from) = (file.invitation.value.id, &caller.visit().from);
    let sent = caller.identity().invitations().resend(&authority, id, from).await;
    amended(&administrator, id, sent).await
}

pub(crate) async fn revoke(
    administrator: Administrator,
    Segment(id): Segment,
    _posted: Posted,
) -> Result<Response, Trouble> {
    let authority = administrator.authority().await?;
    let caller = &administrator.0.caller;
    let file = file(&administrator, &id).await?;
    let (id, from) = (file.invitation.value.id, &caller.visit().from);
    let revoked = caller.identity().invitations().revoke(&authority, id, from).await;
    amended(&administrator, id, revoked).await
}

async fn amended(
    administrator: &Administrator,
    id: Id<Invitation>,
    result: Result<(), WithdrawError>,
) -> Result<Response, Trouble> {
    match result {
        Ok(()) => {
            administrator.0.caller.letters_may_wait();
            Ok(go(&format!("/console/invitations/{id}")))
        }
        Err(WithdrawError::Over) => {
            let file = file(administrator, &id.to_string()).await?;
            respond(administrator, &file, true).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn file(administrator: &Administrator, id: &str) -> Result<InvitationFile, Trouble> {
    let id = Id::parse(id).ok_or(Trouble::NotFound)?;
    let found = administrator.0.caller.identity().invitations().file(administrator.reader(), id).await?;
    found.ok_or(Trouble::NotFound)
}

async fn respond(
    administrator: &Administrator,
    file: &InvitationFile,
    over_meanwhile: bool,
) -> Result<Response, Trouble> {
    let identity = administrator.0.caller.identity();
    let invitation = &file.invitation.value;
    let now = identity.now();
    let mut page = administrator.page();
    if over_meanwhile {
        let title = page.t("invitation-over-meanwhile");
        page.notice = Some(Notice { tone: Tone::Care, title, text: None });
    }
    let catalogue = identity.permissions();
    let language = administrator.language();
    let view = ConsoleInvitation {
        locked_count: administrator.locked_count().await?,
        line: line(invitation, file.inviter.clone(), now),
        address: invitation.address.as_str().to_owned(),
        ends_at: invitation.ends_at.map(moment),
        stands: file.stands,
        permits: permits::offered(catalogue.catalogue(), &file.permissions, language),
        account: match invitation.state {
            InvitationState::Accepted { account, .. } => Some(account.to_string()),
            _ => None,
        },
        page,
    };
    let status = if over_meanwhile { StatusCode::CONFLICT } else { StatusCode::OK };
    Ok(show(status, &view))
}

/// A place in the list, as the address holds it; one that cannot be read shows the latest.
fn place(cursor: &str) -> Option<InvitationPlace> {
    let (micros, id) = cursor.split_once('.')?;
    Some(InvitationPlace { offered_at: Timestamp::from_micros(micros.parse().ok()?), id: Id::parse(id)? })
}
