//! `identity invitation`.

use identity_core::{
    application::{
        account::Reader,
        invitation::{InvitationFile, NewInvitation, WithdrawError},
    },
    domain::{
        invitation::{Invitation, InvitationState},
        kernel::{Id, LoginName, Timestamp},
        organization::Organization,
        permission::{Granted, Permission, RightsWish},
    },
    ports::{InvitationPlace, InvitationQuery},
};
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::{
    Desk, address, date, display_name, language, new_member,
    rights::{RightsNames, cell, giver_words},
};
use crate::{
    arguments::{InvitationVerb, ListInvitations, SendInvitation},
    output::{Answer, Cell, moment, told},
    refusal::Refusal,
    words::{Sentence, Words, say},
};

/// How many invitations are read at once; the most that a page holds.
const PAGE: u32 = 200;

/// An invitation for machines. Nothing in it opens it.
#[derive(Serialize)]
struct InvitationDocument {
    id: String,
    login: String,
    name: String,
    language: String,
    address: String,
    state: &'static str,
    invited_by: &'static str,
    inviter_id: Option<String>,
    offered_at: Json,
    expires_at: Json,
    ended_at: Option<Json>,
    account_id: Option<String>,
    account_ends_at: Option<Json>,
    profiles: Vec<OfferDocument>,
    permissions: Vec<OfferDocument>,
}

/// A profile or a permission that is offered, for machines.
#[derive(Serialize)]
struct OfferDocument {
    name: String,
    until: Option<Json>,
}

pub(super) async fn run(desk: &Desk, words: &Words, verb: InvitationVerb) -> Result<Answer, Refusal> {
    match verb {
        InvitationVerb::Send(typed) => send(desk, words, &typed).await,
        InvitationVerb::List(typed) => list(desk, &typed).await,
        InvitationVerb::Show { invitation } => show(desk, words, &invitation).await,
        InvitationVerb::Resend { invitation } => resend(desk, words, &invitation).await,
        InvitationVerb::Revoke { invitation, dry_run } => revoke(desk, &invitation, dry_run).await,
    }
}

async fn send(desk: &Desk, words: &Words, typed: &SendInvitation) -> Result<Answer, Refusal> {
    let (name, handle) = new_member(&typed.login)?;
    let address = address("--address", &typed.address)?;
    let display_name = display_name("--name", &typed.name)?;
    let organization = desk.organization(handle).await?.value;
    let language = typed.language.as_deref().map_or(Ok(organization.language), language)?;
    let end =
        |option, given: &Option<String>| given.as_deref().map(|given| date::end(desk.zone, option, given)).transpose();
    let (until, ends_at) = (end("--until", &typed.until)?, end("--ends", &typed.ends)?);
    let held = desk.named(&organization, &typed.permissions, &typed.profiles).await?;
    let login = LoginName::member(name.clone(), organization.handle.clone());
    let older = desk.identity().invitations().pending(Reader::Operator, &login).await?;
    let new = NewInvitation {
        name,
        display_name,
        language,
        address,
        rights: RightsWish { held: held.into_iter().map(|named| (named.what, until)).collect() },
        ends_at,
    };
    let offered = desk.identity().invitations().offer(&desk.authority, organization.id, new, &desk.from).await;
    let id = offered.map_err(|error| {
        let past = if ends_at.is_some_and(|end| end <= desk.identity().now()) {
            ("--ends", typed.ends.as_deref())
        } else {
            ("--until", typed.until.as_deref())
        };
        Refusal::of_inviting(error, &login.to_string(), organization.handle.as_str(), past)
    })?;

    let file = read(desk, id, &typed.login).await?;
    let now = file.invitation.value;
    let until = told(words, desk.zone, now.expires_at);
    let answer = answered(desk, &now).await?;
    let answer = answer.line(say!("invited").with("login", now.login.to_string()).with("until", until));
    let answer = answer.line(say!("invitation-follows").with("address", now.address.as_str()));
    // What is over already has nothing to lose.
    let is_superseded = older.is_some_and(|older| older.value.is_open_at(now.offered_at));
    Ok(if is_superseded { answer.line(say!("older-invitation-dead")) } else { answer })
}

async fn list(desk: &Desk, typed: &ListInvitations) -> Result<Answer, Refusal> {
    let now = desk.identity().now();
    let mut found = Vec::new();
    let mut names = RightsNames::default();
    for organization in desk.organizations(typed.organization.as_deref()).await? {
        let its = invitations_of(desk, organization.id, typed.open.then_some(now)).await?;
        if !its.is_empty() {
            desk.add_profiles(&mut names, organization.id).await?;
        }
        found.extend(its);
    }
    desk.add_givers(&mut names, found.iter().map(|invitation| invitation.by)).await?;
    let documents: Vec<_> = found.iter().map(|invitation| document(invitation, &names, now)).collect();
    let head = vec![
        say!("column-login"),
        say!("column-name"),
        say!("column-address"),
        say!("column-state"),
        say!("column-invited-by"),
        say!("column-offered"),
        say!("column-expires"),
        say!("column-over"),
        say!("column-id"),
    ];
    let rows = found.iter().map(|invitation| {
        let stands = invitation.state_at(now);
        vec![
            Cell::Text(invitation.login.to_string()),
            Cell::Text(invitation.name.as_str().to_owned()),
            Cell::Text(invitation.address.as_str().to_owned()),
            Cell::Said(state(&stands)),
            Cell::Said(names.giver(invitation.by)),
            Cell::At(invitation.offered_at),
            Cell::At(invitation.expires_at),
            Cell::at(stands.ended_at()),
            Cell::Text(invitation.id.to_string()),
        ]
    });
    let answer = Answer::new(json!({ "invitations": documents }), desk.zone);
    Ok(answer.table(head, rows.collect(), say!("no-invitations")))
}

/// Every invitation of an organization, the latest first; those open at a moment only, where one is given.
async fn invitations_of(
    desk: &Desk,
    organization: Id<Organization>,
    open_at: Option<Timestamp>,
) -> Result<Vec<Invitation>, Refusal> {
    let mut query = InvitationQuery { organization, open_at, after: None, limit: PAGE };
    let mut found = Vec::new();
    loop {
        let page = desk.identity().invitations().page(Reader::Operator, &query).await?;
        found.extend(page.rows.into_iter().map(|read| read.value));
        match found.last() {
            Some(last) if page.more => query.after = Some(InvitationPlace::of(last)),
            _ => return Ok(found),
        }
    }
}

async fn show(desk: &Desk, words: &Words, given: &str) -> Result<Answer, Refusal> {
    let file = target(desk, given).await?;
    let now = desk.identity().now();
    let invitation = &file.invitation.value;
    let names = names_of(desk, invitation).await?;
    let is_open = invitation.is_open_at(now);
    let comes_to: &[(Permission, Option<Timestamp>)] = if is_open { &file.permissions } else { &[] };
    let offers: Vec<_> = comes_to
        .iter()
        .map(|(permission, until)| json!({ "name": permission.name.as_str(), "until": until.map(moment) }))
        .collect();
    let document = json!({
        "invitation": document(invitation, &names, now), "opens": is_open && file.stands, "offers_now": offers
    });
    let answer = Answer::new(document, desk.zone).record(facts(invitation, &names, now));
    let rows = invitation.rights.held.iter().filter_map(|(what, until)| {
        let name = names.name_of(what)?;
        Some(vec![cell(what, name), Cell::at(*until)])
    });
    let head = vec![say!("column-what"), say!("column-until")];
    let answer = answer.heading(say!("heading-offered")).table(head, rows.collect(), say!("no-rights"));
    if !is_open {
        return Ok(answer);
    }
    let answer = answer.heading(say!("heading-comes-to"));
    if !file.stands {
        return Ok(answer.line(say!("inviter-gone")));
    }
    let rows = comes_to.iter().map(|(permission, until)| {
        vec![
            Cell::Text(permission.name.to_string()),
            Cell::Text(permission.labels.text(words.language()).to_owned()),
            Cell::at(*until),
        ]
    });
    let head = vec![say!("column-permission"), say!("column-meaning"), say!("column-until")];
    Ok(answer.table(head, rows.collect(), say!("no-rights")))
}

fn facts(invitation: &Invitation, names: &RightsNames, now: Timestamp) -> Vec<(Sentence, Cell)> {
    let stands = invitation.state_at(now);
    vec![
        (say!("column-login"), Cell::Text(invitation.login.to_string())),
        (say!("column-name"), Cell::Text(invitation.name.as_str().to_owned())),
        (say!("column-state"), Cell::Said(state(&stands))),
        (say!("column-language"), Cell::Text(invitation.language.as_str().to_owned())),
        (say!("column-address"), Cell::Text(invitation.address.as_str().to_owned())),
        (say!("column-invited-by"), Cell::Said(names.giver(invitation.by))),
        (say!("column-offered"), Cell::At(invitation.offered_at)),
        (say!("column-expires"), Cell::At(invitation.expires_at)),
        (say!("column-over"), Cell::at(stands.ended_at())),
        (say!("fact-account-ends"), Cell::at(invitation.ends_at)),
        (say!("column-id"), Cell::Text(invitation.id.to_string())),
    ]
}

async fn resend(desk: &Desk, words: &Words, given: &str) -> Result<Answer, Refusal> {
    let file = target(desk, given).await?;
    let id = file.invitation.value.id;
    let sent = desk.identity().invitations().resend(&desk.authority, id, &desk.from).await;
    let now = withdrawn(desk, &file, sent).await?;
    let until = told(words, desk.zone, now.expires_at);
    let said = say!("invitation-resent").with("login", now.login.to_string()).with("until", until);
    let answer = answered(desk, &now).await?.line(said);
    Ok(answer.line(say!("invitation-follows").with("address", now.address.as_str())))
}

async fn revoke(desk: &Desk, given: &str, dry_run: bool) -> Result<Answer, Refusal> {
    let file = target(desk, given).await?;
    let before = &file.invitation.value;
    let login = before.login.to_string();
    if dry_run {
        let state = before.state_at(desk.identity().now());
        if state != InvitationState::Pending {
            return Err(Refusal::of_withdrawing(WithdrawError::Over, &login, state));
        }
        let answer = revoked(desk, before, dry_run).await?.line(say!("would-revoke").with("login", &login));
        return Ok(answer.line(say!("nothing-was-done")));
    }
    let done = desk.identity().invitations().revoke(&desk.authority, before.id, &desk.from).await;
    let now = withdrawn(desk, &file, done).await?;
    Ok(revoked(desk, &now, dry_run).await?.line(say!("invitation-revoked").with("login", &login)))
}

async fn revoked(desk: &Desk, invitation: &Invitation, dry_run: bool) -> Result<Answer, Refusal> {
    let names = names_of(desk, invitation).await?;
    let document = document(invitation, &names, desk.identity().now());
    Ok(Answer::new(json!({ "invitation": document, "dry_run": dry_run }), desk.zone))
}

/// The invitation as it is after something was done about it, or why it was not.
async fn withdrawn(
    desk: &Desk,
    before: &InvitationFile,
    done: Result<(), WithdrawError>,
) -> Result<Invitation, Refusal> {
    let before = &before.invitation.value;
    let login = before.login.to_string();
    let now = read(desk, before.id, &login).await?.invitation.value;
    done.map_err(|error| Refusal::of_withdrawing(error, &login, now.state_at(desk.identity().now())))?;
    Ok(now)
}

/// The invitation with this id, or the one to this login name that nobody has written the end of.
async fn target(desk: &Desk, given: &str) -> Result<InvitationFile, Refusal> {
    if let Some(id) = Id::parse(given) {
        return read(desk, id, given).await;
    }
    let missing = || Refusal::NoSuchInvitation(given.to_owned());
    let login = LoginName::read(given).ok_or_else(missing)?;
    let pending = desk.identity().invitations().pending(Reader::Operator, &login).await?;
    read(desk, pending.ok_or_else(missing)?.value.id, given).await
}

async fn read(desk: &Desk, id: Id<Invitation>, given: &str) -> Result<InvitationFile, Refusal> {
    let file = desk.identity().invitations().file(Reader::Operator, id).await?;
    file.ok_or_else(|| Refusal::NoSuchInvitation(given.to_owned()))
}

async fn answered(desk: &Desk, invitation: &Invitation) -> Result<Answer, Refusal> {
    let names = names_of(desk, invitation).await?;
    let document = document(invitation, &names, desk.identity().now());
    Ok(Answer::new(json!({ "invitation": document }), desk.zone))
}

/// What everything that an invitation is about is called.
async fn names_of(desk: &Desk, invitation: &Invitation) -> Result<RightsNames, Refusal> {
    let mut names = RightsNames::default();
    desk.add_profiles(&mut names, invitation.organization).await?;
    desk.add_givers(&mut names, [invitation.by]).await?;
    Ok(names)
}

/// An invitation for machines.
fn document(invitation: &Invitation, names: &RightsNames, now: Timestamp) -> InvitationDocument {
    let stands = invitation.state_at(now);
    let (invited_by, inviter_id) = giver_words(invitation.by);
    let (mut profiles, mut permissions) = (Vec::new(), Vec::new());
    for (what, until) in &invitation.rights.held {
        let Some(name) = names.name_of(what) else { continue };
        let kind = match what {
            Granted::Profile(_) => &mut profiles,
            Granted::Permission(_) => &mut permissions,
        };
        kind.push(OfferDocument { name: name.to_owned(), until: until.map(moment) });
    }
    InvitationDocument {
        id: invitation.id.to_string(),
        login: invitation.login.to_string(),
        name: invitation.name.as_str().to_owned(),
        language: invitation.language.as_str().to_owned(),
        address: invitation.address.as_str().to_owned(),
        state: stands.word(),
        invited_by,
        inviter_id,
        offered_at: moment(invitation.offered_at),
        expires_at: moment(invitation.expires_at),
        ended_at: stands.ended_at().map(moment),
        account_id: match stands {
            InvitationState::Accepted { account, .. } => Some(account.to_string()),
            _ => None,
        },
        account_ends_at: invitation.ends_at.map(moment),
        profiles,
        permissions,
    }
}

/// What became of an invitation.
pub(crate) fn state(state: &InvitationState) -> Sentence {
    match state {
        InvitationState::Pending => say!("invitation-pending"),
        InvitationState::Accepted { .. } => say!("invitation-accepted"),
        InvitationState::Declined { .. } => say!("invitation-declined"),
        InvitationState::Lapsed { .. } => say!("invitation-lapsed"),
        InvitationState::Revoked { .. } => say!("invitation-taken-back"),
        InvitationState::Superseded { .. } => say!("invitation-superseded"),
    }
}
