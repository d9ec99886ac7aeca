//! The console's audit log: looking through it, and taking it out for other programs.

use axum::{
    body::Body,
    extract::Query,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use chrono::{NaiveDate, NaiveTime, TimeDelta, TimeZone as _};
use chrono_tz::Tz;
use futures_util::stream;
use identity_audit_export::Format;
use identity_core::{
    application::audit::NamedPage,
    change::{Actor, AuditKind, AuditRecord},
    domain::{
        account::Account,
        kernel::{Id, LoginName, Timestamp},
        network::Network,
    },
    ports::{ActorFilter, AuditFrom, AuditQuery},
};
use serde::Deserialize;

use super::console::Administrator;
use crate::{
    request::{moment, show},
    trouble::Trouble,
    views::{self, AuditFilter, AuditLine, AuditTrouble, ByWhom, ConsoleAudit},
};

const ROWS: u32 = 50;

/// How many lines of an export are read at once.
const EXPORTED: u32 = 500;

/// The longest that is taken of what was typed into a filter.
const LONGEST: usize = 320;

/// What the address of the page may say.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Sift {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    what: String,
    #[serde(default)]
    about: String,
    #[serde(default)]
    by: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    network: String,
    #[serde(default)]
    format: String,
    before: Option<u64>,
    after: Option<u64>,
}

impl Sift {
    fn filter(&self) -> AuditFilter {
        let text = |typed: &str| typed.trim().chars().take(LONGEST).collect::<String>();
        AuditFilter {
            from: text(&self.from),
            to: text(&self.to),
            what: text(&self.what),
            about: text(&self.about),
            by: text(&self.by),
            kind: ByWhom::from_query(&self.kind),
            network: text(&self.network),
        }
    }
}

/// What is asked of the log, or what is wrong with what was typed.
async fn query(
    administrator: &Administrator,
    filter: &AuditFilter,
) -> Result<Result<AuditQuery, Vec<AuditTrouble>>, Trouble> {
    let zone = administrator.0.caller.app.time_zone;
    let mut troubles = Vec::new();
    let mut query = AuditQuery {
        organization: Some(administrator.present().account().organization),
        actor: match filter.kind {
            ByWhom::Anybody => None,
            ByWhom::Operator => Some(ActorFilter::Operator),
            ByWhom::System => Some(ActorFilter::House),
            ByWhom::Stranger => Some(ActorFilter::Stranger),
        },
        what: Some(filter.what.clone()).filter(|word| AuditKind::WORDS.contains(&word.as_str())),
        ..AuditQuery::default()
    };
    if !filter.from.is_empty() {
        query.since = start_of(&filter.from, 0, zone);
        troubles.extend(query.since.is_none().then_some(AuditTrouble::From));
    }
    if !filter.to.is_empty() {
        query.until = start_of(&filter.to, 1, zone);
        troubles.extend(query.until.is_none().then_some(AuditTrouble::To));
    }
    if !filter.network.is_empty() {
        query.network = Network::parse(&filter.network);
        troubles.extend(query.network.is_none().then_some(AuditTrouble::Network));
    }
    if !filter.about.is_empty() {
        query.subject = account(administrator, &filter.about).await?;
        troubles.extend(query.subject.is_none().then_some(AuditTrouble::About));
    }
    if !filter.by.is_empty() {
        let actor = account(administrator, &filter.by).await?;
        query.actor = actor.map(ActorFilter::Account);
        troubles.extend(actor.is_none().then_some(AuditTrouble::By));
    }
    Ok(if troubles.is_empty() { Ok(query) } else { Err(troubles) })
}

/// The account of the organization with this login name; others are as good as none.
async fn account(administrator: &Administrator, login: &str) -> Result<Option<Id<Account>>, Trouble> {
    let Some(login) = LoginName::read(login) else { return Ok(None) };
    let found = administrator.0.caller.identity().accounts().by_login(&login).await?;
    let organization = administrator.present().account().organization;
    Ok(found.map(|found| found.value).filter(|account| account.organization == organization).map(|account| account.id))
}

/// When a day, or one that many days later, begins in a zone.
fn start_of(typed: &str, later: i64, zone: Tz) -> Option<Timestamp> {
    let day: NaiveDate = typed.parse().ok()?;
    local_start(day.checked_add_signed(TimeDelta::days(later))?, zone)
}

/// When a day begins in a zone. Where clocks go forward at midnight, it begins an hour later.
pub(super) fn local_start(day: NaiveDate, zone: Tz) -> Option<Timestamp> {
    let midnight = day.and_time(NaiveTime::MIN);
    let start = (0..4).find_map(|hours| zone.from_local_datetime(&(midnight + TimeDelta::hours(hours))).earliest())?;
    Some(Timestamp::from_micros(start.timestamp_micros()))
}

pub(crate) async fn list(administrator: Administrator, Query(sift): Query<Sift>) -> Result<Response, Trouble> {
    let filter = sift.filter();
    let (asked, troubles) = match query(&administrator, &filter).await? {
        Ok(query) => (Some(query), Vec::new()),
        Err(troubles) => (None, troubles),
    };
    let named = match asked {
        Some(query) => {
            let from = match (sift.before, sift.after) {
                (Some(before), _) => AuditFrom::Before(before),
                (None, Some(after)) => AuditFrom::After(after),
                (None, None) => AuditFrom::Latest,
            };
            let query = AuditQuery { from, limit: ROWS, ..query };
            administrator.0.caller.identity().audit().page(administrator.reader(), &query).await?
        }
        None => NamedPage::default(),
    };
    let lines = &named.page.lines;
    let view = ConsoleAudit {
        page: administrator.0.page(),
        locked_count: administrator.locked_count().await?,
        kinds: AuditKind::WORDS.to_vec(),
        filter,
        rows: lines.iter().map(|line| shown(line, &named, &administrator)).collect(),
        later: lines.first().filter(|_| named.page.more_later).map(|line| line.number),
        earlier: lines.last().filter(|_| named.page.more_earlier).map(|line| line.number),
        troubles,
    };
    let status = if view.troubles.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(show(status, &view))
}

fn shown(line: &AuditRecord, page: &NamedPage, administrator: &Administrator) -> AuditLine {
    let name = |id| page.called(id).map(|account| (account.name.as_str().to_owned(), account.login.to_string()));
    let own = administrator.present().account().organization;
    AuditLine {
        number: line.number,
        at: moment(line.at),
        what: line.what.clone(),
        detail: line.particulars().map(str::to_owned),
        actor: match &line.actor {
            Actor::Stranger => views::Actor::Unknown,
            Actor::House => views::Actor::System,
            Actor::Operator(_) => views::Actor::Operator,
            Actor::Account(id) => name(*id).map_or(views::Actor::Administrator, |(name, _)| views::Actor::Person(name)),
        },
        acts_for: line
            .acts_for
            .filter(|id| *id != own)
            .map(|id| page.handle_of(id).map_or_else(|| id.to_string(), |handle| handle.as_str().to_owned())),
        subject: line.subject.map(|id| views::Subject {
            id: id.to_string(),
            name: name(id).map(|(name, _)| name),
            login: name(id).map(|(_, login)| login),
        }),
        from: line.from.address.map(|address| address.to_string()),
        sealed: line.seal.is_some(),
    }
}

/// The lines that the page would show, all of them, the earliest first: written while they are read, so that
/// a long log needs no more memory than a short one.
pub(crate) async fn export(administrator: Administrator, Query(sift): Query<Sift>) -> Result<Response, Trouble> {
    let format = match sift.format.as_str() {
        "" => Format::Csv,
        word => Format::of_word(word).ok_or(Trouble::Unreadable)?,
    };
    let Ok(query) = query(&administrator, &sift.filter()).await? else {
        return Err(Trouble::Unreadable);
    };
    let query = AuditQuery { limit: EXPORTED, ..query };
    let head = format.head().map_err(|error| Trouble::Fault(error.to_string()))?;
    let day = moment(administrator.0.caller.identity().now()).with_timezone(&administrator.0.caller.app.time_zone);
    let name = format!("attachment; filename=\"audit-{}.{}\"", day.format("%Y-%m-%d"), format.word());
    let pages = stream::try_unfold((administrator, query, Some(0)), move |(administrator, query, after)| async move {
        let Some(after) = after else { return Ok(None) };
        let audit = administrator.0.caller.identity().audit();
        let read = audit.next(administrator.reader(), &query, after).await;
        // A download that breaks off says so by itself; what there is of it must not pass for the whole.
        let page = read.map_err(std::io::Error::other)?;
        let next = page.page.lines.last().map(|line| line.number);
        let lines = format.lines(&page)?;
        Ok::<_, std::io::Error>(Some((lines, (administrator, query, next))))
    });
    let body = Body::from_stream(stream::StreamExt::chain(stream::once(async { Ok(head) }), pages));
    let headers = [(header::CONTENT_TYPE, format.media_type().to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, body).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_in_the_readers_zone_and_ends_where_the_next_begins() {
        let seconds = |typed, later| start_of(typed, later, Tz::Europe__Rome).map(|at| at.as_micros() / 1_000_000);
        assert_eq!(seconds("2026-11-24", 0), Some(1_795_474_800));
        assert_eq!(seconds("2026-11-24", 1), seconds("2026-11-25", 0));
        for wrong in ["24/11/2026", "x", "2026-02-30"] {
            assert_eq!(seconds(wrong, 0), None, "{wrong}");
        }
        assert!(start_of("2026-03-29", 0, Tz::Asia__Beirut).is_some());
    }

    #[test]
    fn everything_that_happens_has_its_words() {
        for word in AuditKind::WORDS {
            assert!(views::what_happened(word).is_some(), "{word}");
        }
    }
}
