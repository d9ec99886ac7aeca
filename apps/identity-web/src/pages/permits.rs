//! Permissions on their way to a page: what somebody may do and why, and what a reader can give.

use identity_core::{
    application::permission::Explanation,
    domain::{
        kernel::{Id, Language, Timestamp},
        permission::{
            Catalogue, Category, Decision, DelegablePermission, Granted, GrantedBy, MAX_GRANTS, OwnPermission,
            Permission, PermissionName, Powers, Profile, Rights, RightsWish, Through, WhyNot,
        },
    },
};

use super::console::Administrator;
use crate::{
    request::{Posted, moment},
    trouble::Trouble,
    views::{Choice, ChoiceGroup, Permit, PermitGroup, PermitWhy, RightsChoices},
};

/// What an account may do, by category.
pub(super) fn permits(catalogue: &Catalogue, explained: &[Explanation], language: Language) -> Vec<PermitGroup> {
    let group = |(category, permissions): (&Category, Vec<_>)| {
        let permits = permissions.iter().filter_map(|permission: &&Permission| {
            let explanation = explained.iter().find(|explained| explained.permission.name == permission.name)?;
            Some(Permit { label: permission.labels.text(language).to_owned(), why: why(explanation) })
        });
        PermitGroup { title: category.labels.text(language).to_owned(), permits: permits.collect() }
    };
    catalogue.by_category().map(group).filter(|group| !group.permits.is_empty()).collect()
}

/// What an invitation offers, by category.
pub(super) fn offered(
    catalogue: &Catalogue,
    permissions: &[(Permission, Option<Timestamp>)],
    language: Language,
) -> Vec<PermitGroup> {
    let group = |(category, _): (&Category, Vec<&Permission>)| {
        let its = permissions.iter().filter(|(permission, _)| permission.category == category.name);
        let permit = |(permission, until): &(Permission, Option<Timestamp>)| Permit {
            label: permission.labels.text(language).to_owned(),
            why: PermitWhy::Offered { until: until.map(moment) },
        };
        PermitGroup { title: category.labels.text(language).to_owned(), permits: its.map(permit).collect() }
    };
    catalogue.by_category().map(group).filter(|group| !group.permits.is_empty()).collect()
}

fn why(explanation: &Explanation) -> PermitWhy {
    let giver = || explanation.giver.as_ref().map(|name| name.as_str().to_owned());
    match &explanation.decision {
        Decision::Allowed(Through::Ownership) => PermitWhy::Owner,
        Decision::Allowed(Through::Permission(grant)) => PermitWhy::Granted {
            by: giver().filter(|_| grant.by != GrantedBy::Operator),
            until: grant.until.map(moment),
        },
        Decision::Allowed(Through::Profile(grant, profile)) => {
            PermitWhy::Profile { name: profile.name.as_str().to_owned(), until: grant.until.map(moment) }
        }
        Decision::Refused(WhyNot::OwnerOnly) => PermitWhy::OwnerOnly,
        Decision::Refused(WhyNot::Ended { at }) => PermitWhy::Ended { at: moment(*at) },
        Decision::Refused(WhyNot::GiverLostIt { .. }) => PermitWhy::GiverLostIt { giver: giver() },
        Decision::Refused(WhyNot::Unconfirmed { .. }) => PermitWhy::Unconfirmed,
        Decision::Refused(WhyNot::Suspended { .. } | WhyNot::AccountEnded { .. }) => PermitWhy::Unusable,
        Decision::Refused(WhyNot::NotGranted | WhyNot::Unknown) => PermitWhy::NotGranted,
    }
}

/// The permissions that somebody with these powers can give, by category.
pub(super) fn to_give(
    catalogue: &Catalogue,
    powers: &Powers,
    language: Language,
    is_chosen: impl Fn(&str) -> bool,
) -> Vec<ChoiceGroup> {
    let groups = catalogue.by_category().map(|(category, permissions)| {
        let choices = permissions.iter().filter(|permission| !permission.owner_only && powers.hold(&permission.name));
        let choice = |permission: &&Permission| Choice {
            value: permission.name.to_string(),
            label: permission.labels.text(language).to_owned(),
            note: None,
            chosen: is_chosen(permission.name.as_str()),
        };
        ChoiceGroup { title: category.labels.text(language).to_owned(), choices: choices.map(choice).collect() }
    });
    groups.filter(|group| !group.choices.is_empty()).collect()
}

/// The profiles that somebody with these powers can give.
pub(super) fn profiles_to_give<'a>(
    catalogue: &Catalogue,
    profiles: impl Iterator<Item = &'a Profile>,
    powers: &Powers,
    language: Language,
    is_chosen: impl Fn(&str) -> bool,
) -> Vec<Choice> {
    profiles
        .filter(|profile| {
            profile
                .permissions
                .keys()
                .all(|held| catalogue.delegable(held.name()).is_none() || powers.hold(held.name()))
        })
        .map(|profile| Choice {
            value: profile.id.to_string(),
            label: profile.name.as_str().to_owned(),
            note: Some(labels(catalogue, profile, language).join(", ")).filter(|note| !note.is_empty()),
            chosen: is_chosen(&profile.id.to_string()),
        })
        .collect()
}

/// What a profile holds, as people read it; what the catalogue does not have (any more) by its name.
pub(super) fn labels(catalogue: &Catalogue, profile: &Profile, language: Language) -> Vec<String> {
    profile.permissions.keys().map(|held| label(catalogue, held, language)).collect()
}

pub(super) fn label(catalogue: &Catalogue, held: &DelegablePermission, language: Language) -> String {
    catalogue
        .get(held.name())
        .map_or_else(|| held.name().to_string(), |permission| permission.labels.text(language).to_owned())
}

/// What was chosen to be given, by name; profiles by their ids.
pub(super) fn chosen_in(posted: &Posted) -> Vec<String> {
    let most = MAX_GRANTS + 1;
    posted.many("profile").chain(posted.many("permission")).take(most).map(str::to_owned).collect()
}

/// What the reader may give; none where they may give nothing.
pub(super) async fn rights_choices(
    administrator: &Administrator,
    chosen: &[String],
) -> Result<Option<RightsChoices>, Trouble> {
    let empowered = &administrator.0.empowered;
    if !empowered.may(OwnPermission::PermissionsGrant) {
        return Ok(None);
    }
    let permissions = administrator.0.caller.identity().permissions();
    let (catalogue, language) = (permissions.catalogue(), administrator.language());
    let organization = administrator.present().account().organization;
    let profiles = permissions.profiles(administrator.reader(), organization).await?;
    let profiles = profiles.iter().map(|read| &read.value);
    let is_chosen = |value: &str| chosen.iter().any(|chosen| chosen == value);
    Ok(Some(RightsChoices {
        profiles: profiles_to_give(catalogue, profiles, empowered.powers(), language, is_chosen),
        permissions: to_give(catalogue, empowered.powers(), language, is_chosen),
    }))
}

/// What the account is to hold by a form: what is chosen, with the ends that it has already, and what the form did
/// not show. `None` when something cannot be given at all.
pub(super) async fn wish(
    administrator: &Administrator,
    rights: &Rights,
    chosen: &[String],
) -> Result<Option<RightsWish>, Trouble> {
    let Some(shown) = rights_choices(administrator, &[]).await? else {
        return Ok(Some(rights.as_wish()));
    };
    let shown_groups = shown.permissions.iter().flat_map(|group| &group.choices);
    let is_shown: Vec<&str> = shown.profiles.iter().chain(shown_groups).map(|choice| choice.value.as_str()).collect();
    let mut held = rights.as_wish().held;
    held.retain(|(what, _)| {
        let name = named(what);
        chosen.contains(&name) || !is_shown.contains(&name.as_str())
    });
    let permissions = administrator.0.caller.identity().permissions();
    for name in chosen {
        let Some(what) = granted(permissions.catalogue(), name) else {
            return Ok(None);
        };
        if held.iter().all(|(other, _)| *other != what) {
            held.push((what, None));
        }
    }
    Ok(Some(RightsWish { held }))
}

/// The profiles through which something is allowed now.
pub(super) fn profiles_in(explained: &[Explanation]) -> Vec<(String, Option<chrono::DateTime<chrono::Utc>>)> {
    let mut found: Vec<(String, _)> = Vec::new();
    for explanation in explained {
        if let Decision::Allowed(Through::Profile(grant, profile)) = &explanation.decision
            && found.iter().all(|(name, _)| name != profile.name.as_str())
        {
            found.push((profile.name.as_str().to_owned(), grant.until.map(moment)));
        }
    }
    found
}

/// What a form names: a profile by its id, a permission by its name.
pub(super) fn granted(catalogue: &Catalogue, text: &str) -> Option<Granted> {
    match Id::parse(text) {
        Some(id) => Some(Granted::Profile(id)),
        None => PermissionName::parse(text).ok().and_then(|name| catalogue.delegable(&name)).map(Granted::Permission),
    }
}

/// How forms name it.
pub(super) fn named(what: &Granted) -> String {
    match what {
        Granted::Profile(id) => id.to_string(),
        Granted::Permission(permission) => permission.name().to_string(),
    }
}

/// A text that is no day.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NoDay;

/// The moment after the last day that a date field holds, in the zone of the installation; none for an empty field.
pub(super) fn end_of(text: &str, zone: chrono_tz::Tz) -> Result<Option<Timestamp>, NoDay> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let day = chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().and_then(|day| day.succ_opt()).ok_or(NoDay)?;
    // Midnight may be skipped or told twice where clocks change: the first moment of the day counts.
    let first = |hour| day.and_hms_opt(hour, 0, 0)?.and_local_timezone(zone).earliest();
    let first = first(0).or_else(|| first(1)).ok_or(NoDay)?;
    Ok(Some(Timestamp::from_micros(first.timestamp_micros())))
}

/// The last day before a moment, as a date field holds it.
pub(super) fn last_day(end: Option<Timestamp>, zone: chrono_tz::Tz) -> String {
    let day = end.and_then(|end| chrono::DateTime::from_timestamp_micros(end.as_micros() - 1));
    day.map(|day| day.with_timezone(&zone).format("%Y-%m-%d").to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;

    #[test]
    fn the_last_day_is_included_in_the_zone_of_the_installation() {
        let end = end_of(" 2026-12-31 ", Tz::Europe__Rome).unwrap().unwrap();
        assert_eq!(moment(end).to_rfc3339(), "2026-12-31T23:00:00+00:00");
        assert_eq!(last_day(Some(end), Tz::Europe__Rome), "2026-12-31");
        // Midnight is skipped on that day there.
        let end = end_of("2026-04-23", Tz::Africa__Cairo).unwrap().unwrap();
        assert_eq!(last_day(Some(end), Tz::Africa__Cairo), "2026-04-23");
        assert_eq!(end_of("", Tz::UTC), Ok(None));
        assert_eq!(last_day(None, Tz::UTC), "");
        for text in ["31/12/2026", "2026-02-30", "tomorrow", "99999-01-01"] {
            assert_eq!(end_of(text, Tz::UTC), Err(NoDay), "{text}");
        }
    }
}
