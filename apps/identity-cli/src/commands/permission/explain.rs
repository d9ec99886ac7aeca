//! `identity permission explain`: allowed or not, through which grant, by whom, until when.

use identity_core::{
    application::{
        account::Reader,
        permission::{Explanation, Question},
    },
    domain::{
        kernel::{DisplayName, Timestamp},
        permission::{Decision, Grant, GrantedBy, Through, WhyNot},
    },
};
use serde_json::{Value as Json, json};

use super::{
    super::{
        Desk,
        rights::{RightsNames, giver_words, until},
        yes_or_no,
    },
    declared,
};
use crate::{
    output::{Answer, Cell, moment, told},
    refusal::Refusal,
    words::{Sentence, Words, say},
};

pub(super) async fn explain(
    desk: &Desk,
    words: &Words,
    login: &str,
    permission: Option<&str>,
) -> Result<Answer, Refusal> {
    let account = desk.account(login).await?.value;
    let one = permission.map(|name| declared(desk, name)).transpose()?;
    let question = one.as_ref().map_or(Question::Everything, Question::One);
    let explained = desk.identity().permissions().explain(Reader::Operator, account.id, question).await?;
    let explained = explained.ok_or_else(|| Refusal::NoSuchAccount(login.to_owned()))?;
    let mut names = RightsNames::default();
    desk.add_givers(&mut names, explained.iter().filter_map(named_in)).await?;
    let documents: Vec<_> = explained.iter().map(|explanation| document(explanation, words)).collect();
    let login = account.login.to_string();
    let answer = Answer::new(json!({ "login": login, "permissions": documents }), desk.zone);
    if let (Some(name), Some(explanation)) = (&one, explained.first()) {
        let label = explanation.permission.labels.text(words.language());
        return Ok(answer.record(vec![
            (say!("column-login"), Cell::Text(login)),
            (say!("column-permission"), Cell::Text(name.to_string())),
            (say!("column-meaning"), Cell::Text(label.to_owned())),
            (say!("column-may"), Cell::Said(yes_or_no(explanation.decision.is_allowed()))),
            (say!("column-why"), Cell::Said(why(desk, words, &explanation.decision, &names))),
        ]));
    }
    let rows = explained.iter().map(|explanation| {
        vec![
            Cell::Text(explanation.permission.name.to_string()),
            Cell::Said(yes_or_no(explanation.decision.is_allowed())),
            Cell::Said(why(desk, words, &explanation.decision, &names)),
        ]
    });
    let head = vec![say!("column-permission"), say!("column-may"), say!("column-why")];
    Ok(answer.table(head, rows.collect(), say!("no-rights")))
}

/// Who is named in an answer.
const fn named_in(explanation: &Explanation) -> Option<GrantedBy> {
    match &explanation.decision {
        Decision::Allowed(through) => given_by(through),
        Decision::Refused(WhyNot::GiverLostIt { giver }) => Some(GrantedBy::Account(*giver)),
        Decision::Refused(_) => None,
    }
}

/// Who gave that through which something is allowed.
pub(super) const fn given_by(through: &Through) -> Option<GrantedBy> {
    match through {
        Through::Ownership => None,
        Through::Permission(grant) | Through::Profile(grant, _) => Some(grant.by),
    }
}

fn why(desk: &Desk, words: &Words, decision: &Decision, names: &RightsNames) -> Sentence {
    match decision {
        Decision::Allowed(allowed) => through(desk, words, allowed, names),
        Decision::Refused(refused) => why_not(refused, names, |at| told(words, desk.zone, at)),
    }
}

/// Through what it is allowed.
pub(super) fn through(desk: &Desk, words: &Words, through: &Through, names: &RightsNames) -> Sentence {
    match through {
        Through::Ownership => say!("through-ownership"),
        Through::Permission(grant) => say!("through-permission")
            .with("giver", names.giver(grant.by))
            .with("at", told(words, desk.zone, grant.at))
            .with("until", until(words, desk, grant.until)),
        Through::Profile(grant, profile) => say!("through-profile")
            .with("profile", profile.name.as_str())
            .with("giver", names.giver(grant.by))
            .with("at", told(words, desk.zone, grant.at))
            .with("until", until(words, desk, grant.until)),
    }
}

fn why_not(refused: &WhyNot, names: &RightsNames, told: impl Fn(Timestamp) -> String) -> Sentence {
    match refused {
        WhyNot::Unknown => say!("why-unknown"),
        WhyNot::Suspended { since } => say!("why-suspended").with("at", told(*since)),
        WhyNot::AccountEnded { at } => say!("why-account-ended").with("at", told(*at)),
        WhyNot::OwnerOnly => say!("why-owner-only"),
        WhyNot::Ended { at } => say!("why-ended").with("at", told(*at)),
        WhyNot::GiverLostIt { giver } => {
            say!("why-giver-lost-it").with("giver", names.giver(GrantedBy::Account(*giver)))
        }
        WhyNot::Unconfirmed { since } => say!("why-unconfirmed").with("at", told(*since)),
        WhyNot::NotGranted => say!("why-not-granted"),
    }
}

/// The reason for machines, and the moment in it.
const fn why_not_words(refused: &WhyNot) -> (&'static str, Option<Timestamp>) {
    match refused {
        WhyNot::Unknown => ("unknown", None),
        WhyNot::Suspended { since } => ("suspended", Some(*since)),
        WhyNot::AccountEnded { at } => ("account-ended", Some(*at)),
        WhyNot::OwnerOnly => ("owner-only", None),
        WhyNot::Ended { at } => ("ended", Some(*at)),
        WhyNot::GiverLostIt { .. } => ("giver-lost-it", None),
        WhyNot::Unconfirmed { since } => ("unconfirmed", Some(*since)),
        WhyNot::NotGranted => ("not-granted", None),
    }
}

/// Through what it is allowed, for machines.
pub(super) fn through_document(through: &Through) -> Json {
    let of = |word: &str, grant: &Grant, profile: Option<&str>| {
        let (given_by, giver_id) = giver_words(grant.by);
        json!({
            "through": word, "profile": profile, "given_by": given_by, "giver_id": giver_id,
            "given_at": moment(grant.at), "until": grant.until.map(moment)
        })
    };
    match through {
        Through::Ownership => json!({
            "through": "ownership", "profile": null, "given_by": null, "giver_id": null, "given_at": null, "until": null
        }),
        Through::Permission(grant) => of("permission", grant, None),
        Through::Profile(grant, profile) => of("profile", grant, Some(profile.name.as_str())),
    }
}

fn document(explanation: &Explanation, words: &Words) -> Json {
    let permission = &explanation.permission;
    let (through, why_not, at) = match &explanation.decision {
        Decision::Allowed(through) => (through_document(through), None, None),
        Decision::Refused(refused) => {
            let (word, at) = why_not_words(refused);
            (Json::Null, Some(word), at)
        }
    };
    json!({
        "name": permission.name.as_str(),
        "category": permission.category,
        "label": permission.labels.text(words.language()),
        "owner_only": permission.owner_only,
        "allowed": explanation.decision.is_allowed(),
        "grant": through,
        "giver": explanation.giver.as_ref().map(DisplayName::as_str),
        "why_not": why_not,
        "why_not_at": at.map(moment),
    })
}

#[cfg(test)]
mod tests {
    use identity_core::domain::kernel::Id;

    use super::*;

    #[test]
    fn every_reason_for_a_no_has_its_sentence_and_its_word() {
        let at = Timestamp::from_seconds(0);
        let giver = Id::new(at, [0; 10]);
        let all = [
            (WhyNot::Unknown, "unknown", "There is no such permission."),
            (WhyNot::Suspended { since: at }, "suspended", "The account is suspended since then."),
            (WhyNot::AccountEnded { at }, "account-ended", "The account ended on then."),
            (WhyNot::OwnerOnly, "owner-only", "It stays with the owner, whatever is given."),
            (WhyNot::Ended { at }, "ended", "What was given ended on then."),
            (WhyNot::GiverLostIt { giver }, "giver-lost-it", ", who does not hold it (any more)."),
            (WhyNot::Unconfirmed { since: at }, "unconfirmed", "before the database was restored on then"),
            (WhyNot::NotGranted, "not-granted", "Nobody gave it."),
        ];
        for (refused, word, sentence) in all {
            assert_eq!(why_not_words(&refused).0, word);
            let said = why_not(&refused, &RightsNames::default(), |_| "then".to_owned());
            let told = Words::choose(Some("en")).tell(&said);
            assert!(told.contains(sentence), "{told}");
            assert_ne!(Words::choose(Some("it")).tell(&said), told);
        }
    }
}
