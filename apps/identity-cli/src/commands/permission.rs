//! `identity permission`.

mod explain;

use identity_core::{
    application::{
        account::Reader,
        permission::{Holder, Question},
    },
    domain::{
        account::{Account, Rank},
        organization::Organization,
        permission::{Decision, DelegablePermission, Granted, MAX_GRANTS, PermissionName},
    },
};
use serde_json::json;

use super::{
    Desk, date,
    rights::{Named, RightsNames, until},
};
use crate::{
    arguments::{GrantRights, PermissionVerb, TakeRights},
    output::{Answer, Cell, moment},
    refusal::Refusal,
    words::{Words, say},
};

pub(super) async fn run(desk: &Desk, words: &Words, verb: PermissionVerb) -> Result<Answer, Refusal> {
    match verb {
        PermissionVerb::List => Ok(list(desk, words)),
        PermissionVerb::Explain { login, permission } => {
            explain::explain(desk, words, &login, permission.as_deref()).await
        }
        PermissionVerb::Who { permission, organization } => who(desk, words, &permission, &organization).await,
        PermissionVerb::Grant(typed) => grant(desk, words, &typed).await,
        PermissionVerb::Confirm { login } => confirm(desk, &login).await,
        PermissionVerb::Take(typed) => take(desk, words, &typed).await,
    }
}

fn list(desk: &Desk, words: &Words) -> Answer {
    let language = words.language();
    let (mut rows, mut documents) = (Vec::new(), Vec::new());
    for (category, permissions) in desk.identity().permissions().catalogue().by_category() {
        for permission in permissions {
            let label = permission.labels.text(language);
            rows.push(vec![
                Cell::Text(category.labels.text(language).to_owned()),
                Cell::Text(permission.name.to_string()),
                Cell::Text(label.to_owned()),
                if permission.owner_only { Cell::Said(say!("marked-owner-only")) } else { Cell::Nothing },
            ]);
            documents.push(json!({
                "name": permission.name.as_str(), "category": category.name, "label": label, "owner_only": permission.owner_only
            }));
        }
    }
    let head = vec![say!("column-category"), say!("column-permission"), say!("column-meaning"), say!("column-remark")];
    // There are always Portineria's own.
    Answer::new(json!({ "permissions": documents }), desk.zone).table(head, rows, say!("no-rights"))
}

async fn confirm(desk: &Desk, login: &str) -> Result<Answer, Refusal> {
    let account = desk.account(login).await?.value;
    let login = account.login.to_string();
    let confirmed = desk.identity().permissions().confirm(&desk.authority, account.id, &desk.from).await;
    confirmed.map_err(|error| Refusal::of_granting(error, &login, &login, None))?;
    let document = json!({ "login": login, "confirmed": true });
    Ok(Answer::new(document, desk.zone).line(say!("rights-confirmed").with("login", &login)))
}

/// A permission that there is.
fn declared(desk: &Desk, name: &str) -> Result<PermissionName, Refusal> {
    let known = |name: &PermissionName| desk.identity().permissions().catalogue().get(name).is_some();
    let parsed = PermissionName::parse(name).ok().filter(known);
    parsed.ok_or_else(|| Refusal::NoSuchPermission(name.to_owned()))
}

async fn who(desk: &Desk, words: &Words, name: &str, handle: &str) -> Result<Answer, Refusal> {
    let permission = declared(desk, name)?;
    let organization = desk.organization(handle).await?.value;
    let mut holders: Vec<Holder> = Vec::new();
    let mut after: Option<String> = None;
    loop {
        let permissions = desk.identity().permissions();
        let (page, next) =
            permissions.who_may(Reader::Operator, organization.id, &permission, after.as_deref()).await?;
        holders.extend(page);
        after = next;
        if after.is_none() {
            break;
        }
    }
    let mut names = RightsNames::default();
    desk.add_givers(&mut names, holders.iter().filter_map(|holder| explain::given_by(&holder.through))).await?;
    let mut documents = Vec::new();
    let mut rows = Vec::new();
    for Holder { account, through } in &holders {
        let login = account.login.to_string();
        let mut document = explain::through_document(through);
        document["login"] = json!(login);
        document["name"] = json!(account.name.as_str());
        documents.push(document);
        rows.push(vec![
            Cell::Text(login),
            Cell::Text(account.name.as_str().to_owned()),
            Cell::Said(explain::through(desk, words, through, &names)),
        ]);
    }
    let head = vec![say!("column-login"), say!("column-name"), say!("column-through")];
    let document = json!({ "permission": permission.as_str(), "holders": documents });
    Ok(Answer::new(document, desk.zone).table(head, rows, say!("no-holders")))
}

async fn grant(desk: &Desk, words: &Words, typed: &GrantRights) -> Result<Answer, Refusal> {
    let (account, organization) = member(desk, &typed.login).await?;
    let login = account.login.to_string();
    let named = desk.named(&organization, &typed.permissions, &typed.profiles).await?;
    let end = typed.until.as_deref().map(|given| date::end(desk.zone, "--until", given)).transpose()?;
    // Each is a change of its own; what stops the last is looked for before the first.
    let more = named.iter().filter(|named| account.rights.grant_of(&named.what).is_none()).count();
    if account.rights.grants().len() + more > MAX_GRANTS {
        return Err(Refusal::TooManyGrants(login));
    }
    let document = json!({
        "login": login, "granted": named.iter().map(Named::document).collect::<Vec<_>>(), "until": end.map(moment)
    });
    let mut answer = Answer::new(document, desk.zone);
    for named in named {
        let said = named.said();
        let given = desk.identity().permissions().grant(&desk.authority, account.id, named.what, end, &desk.from).await;
        given.map_err(|error| {
            Refusal::of_granting(error, &login, organization.handle.as_str(), typed.until.as_deref())
        })?;
        answer = answer
            .line(say!("granted").with("what", said).with("login", &login).with("until", until(words, desk, end)));
    }
    Ok(answer)
}

async fn take(desk: &Desk, words: &Words, typed: &TakeRights) -> Result<Answer, Refusal> {
    let (account, organization) = member(desk, &typed.login).await?;
    let login = account.login.to_string();
    let mut named = desk.named(&organization, &[], &typed.profiles).await?;
    for name in &typed.permissions {
        let what = Granted::Permission(takable(desk, &account, name)?);
        if named.iter().all(|other| other.what != what) {
            named.push(Named { what, name: name.clone() });
        }
    }
    let (held, not_held): (Vec<_>, Vec<_>) =
        named.into_iter().partition(|named| account.rights.grant_of(&named.what).is_some());
    let documents = |all: &[Named]| all.iter().map(Named::document).collect::<Vec<_>>();
    let document = json!({
        "login": login, "taken": documents(&held), "not_held": documents(&not_held), "dry_run": typed.dry_run
    });
    let mut answer = Answer::new(document, desk.zone);
    for named in &held {
        if typed.dry_run {
            answer = answer.line(say!("would-take").with("what", named.said()).with("login", &login));
            continue;
        }
        let taken = desk.identity().permissions().take(&desk.authority, account.id, &named.what, &desk.from).await;
        taken.map_err(|error| Refusal::of_granting(error, &login, organization.handle.as_str(), None))?;
        answer = answer.line(say!("taken").with("what", named.said()).with("login", &login));
    }
    for named in &not_held {
        answer = answer.line(say!("not-held").with("login", &login).with("what", named.said()));
    }
    if typed.dry_run && !held.is_empty() {
        return Ok(answer.line(say!("nothing-was-done")));
    }
    for named in held.iter().chain(&not_held) {
        answer = still_held(desk, words, &account, named, answer).await?;
    }
    Ok(answer)
}

/// Whoever takes a permission learns that it is still held through something else.
async fn still_held(
    desk: &Desk,
    words: &Words,
    account: &Account,
    taken: &Named,
    answer: Answer,
) -> Result<Answer, Refusal> {
    let Granted::Permission(permission) = &taken.what else {
        return Ok(answer);
    };
    let question = Question::One(permission.name());
    let explained = desk.identity().permissions().explain(Reader::Operator, account.id, question).await?;
    let decision = explained.and_then(|all| all.into_iter().next()).map(|explanation| explanation.decision);
    let Some(Decision::Allowed(through)) = decision else {
        return Ok(answer);
    };
    let mut names = RightsNames::default();
    desk.add_givers(&mut names, explain::given_by(&through)).await?;
    let why = explain::through(desk, words, &through, &names);
    Ok(answer.line(
        say!("still-may")
            .with("login", account.login.to_string())
            .with("permission", permission.name().as_str())
            .with("why", why),
    ))
}

/// The account, where something can be given to it.
async fn member(desk: &Desk, login: &str) -> Result<(Account, Organization), Refusal> {
    let account = desk.account(login).await?.value;
    if account.rank == Rank::Owner {
        return Err(Refusal::OwnerHoldsAll(account.login.to_string()));
    }
    let organization = desk.organization(account.login.handle().as_str()).await?.value;
    Ok((account, organization))
}

/// A permission that there is, or one that the account was given when there was.
fn takable(desk: &Desk, account: &Account, name: &str) -> Result<DelegablePermission, Refusal> {
    let held = account.rights.grants().iter().find_map(|grant| match &grant.what {
        Granted::Permission(permission) if permission.name().as_str() == name => Some(permission.clone()),
        Granted::Permission(_) | Granted::Profile(_) => None,
    });
    held.map_or_else(|| desk.givable(name), Ok)
}
