//! Pages about permissions and profiles, and what other pages show of them.

use super::super::{
    Choice, ChoiceGroup, ConsolePermissions, ConsoleProfile, ConsoleProfiles, ConsoleRights, GrantRow, GrantState,
    HolderRow, Permit, PermitGroup, PermitWhy, ProfileRow, ProfileTrouble, RightsChoices, RightsTrouble, WhoMay,
};
use super::{Sample, at, shown, signed_in};

pub(super) fn permissions(code: &str) -> Vec<Sample> {
    let mut samples = rights(code);
    samples.extend(profiles(code));
    samples.extend(who_may(code));
    samples
}

fn who_may(code: &str) -> Vec<Sample> {
    let row = |id: &str, why, giver: Option<&str>| WhoMay {
        id: id.into(),
        display_name: "Marco <b>Bianchi</b>".into(),
        login: "marco/studio-rossi".into(),
        permit: Permit { label: String::new(), why },
        giver: giver.map(Into::into),
    };
    let until = Some(at(30, 23, 0));
    let asked = ConsolePermissions {
        page: signed_in(code),
        locked_count: 0,
        groups: choices().permissions,
        what: "identity.accounts.read".into(),
        asked: true,
        rows: vec![
            row("1", PermitWhy::Owner, None),
            row("2", PermitWhy::Profile { name: "Segreteria".into(), until }, Some("Giulia \"Rossi\"")),
            row("3", PermitWhy::Granted { by: None, until: None }, None),
        ],
        next: Some("marco/studio-rossi".into()),
    };
    let nobody = ConsolePermissions { rows: Vec::new(), next: None, ..asked.clone() };
    let first = ConsolePermissions { asked: false, what: String::new(), ..nobody.clone() };
    vec![
        shown("console-permissions", &asked),
        shown("console-permissions-nobody", &nobody),
        shown("console-permissions-first", &first),
    ]
}

pub(super) fn permits() -> Vec<PermitGroup> {
    let permit = |label: &str, why| Permit { label: label.into(), why };
    let until = Some(at(30, 23, 0));
    vec![
        PermitGroup {
            title: "Posta".into(),
            permits: vec![
                permit("Leggere i messaggi", PermitWhy::Profile { name: "Segreteria".into(), until }),
                permit("Rispondere", PermitWhy::Profile { name: "Segreteria".into(), until: None }),
                permit("Inviare", PermitWhy::Granted { by: Some("Giulia \"Rossi\"".into()), until }),
                permit("Archiviare", PermitWhy::Granted { by: None, until: None }),
                permit("Cancellare per sempre", PermitWhy::NotGranted),
                permit("Firmare", PermitWhy::Ended { at: at(5, 9, 0) }),
            ],
        },
        PermitGroup {
            title: "Amministrazione".into(),
            permits: vec![
                permit("Vedere gli account", PermitWhy::GiverLostIt { giver: Some("Sara Vitale".into()) }),
                permit("Definire gli account", PermitWhy::GiverLostIt { giver: None }),
                permit("Leggere il registro", PermitWhy::Unconfirmed),
                permit("Sbloccare", PermitWhy::Unusable),
                permit("Cedere l\u{2019}organizzazione", PermitWhy::OwnerOnly),
            ],
        },
    ]
}

pub(super) fn choices() -> RightsChoices {
    let choice = |value: &str, label: &str, note: Option<&str>, chosen| Choice {
        value: value.into(),
        label: label.into(),
        note: note.map(Into::into),
        chosen,
    };
    RightsChoices {
        profiles: vec![
            choice("0190-1", "Segreteria <b>", Some("Leggere i messaggi, Inviare"), true),
            choice("0190-2", "Vuoto", None, false),
        ],
        permissions: vec![ChoiceGroup {
            title: "Amministrazione".into(),
            choices: vec![
                choice("identity.accounts.read", "Vedere gli account", None, true),
                choice("identity.accounts.unlock", "Sbloccare", None, false),
            ],
        }],
    }
}

fn rights(code: &str) -> Vec<Sample> {
    let row = |label: &str, is_profile, by: Option<&str>, until, state| GrantRow {
        what: label.into(),
        label: label.into(),
        is_profile,
        by: by.map(Into::into),
        at: at(4, 9, 0),
        until,
        state,
    };
    let rights = ConsoleRights {
        page: signed_in(code),
        locked_count: 0,
        id: "8".into(),
        display_name: "Marco Bianchi".into(),
        grants: vec![
            row("Segreteria", true, Some("Giulia Rossi"), Some(at(30, 23, 0)), GrantState::Counts),
            row("Leggere il registro", false, None, None, GrantState::Void),
            row("Firmare", false, Some("Sara Vitale"), Some(at(5, 9, 0)), GrantState::Ended),
        ],
        permits: permits(),
        to_give: choices().permissions,
        until: String::new(),
        trouble: None,
    };
    let trouble =
        |trouble| ConsoleRights { until: "31/12".into(), trouble: Some(trouble), grants: Vec::new(), ..rights.clone() };
    vec![
        shown("console-rights", &rights),
        shown("console-rights-for-a-reader", &ConsoleRights { to_give: Vec::new(), ..rights.clone() }),
        shown("console-rights-nothing", &trouble(RightsTrouble::Nothing)),
        shown("console-rights-until", &trouble(RightsTrouble::Until)),
        shown("console-rights-not-given", &trouble(RightsTrouble::NotGiven)),
    ]
}

fn profiles(code: &str) -> Vec<Sample> {
    let list = ConsoleProfiles {
        page: signed_in(code),
        locked_count: 0,
        rows: vec![
            ProfileRow {
                id: "1".into(),
                name: "Segreteria <b>".into(),
                permissions: vec!["Leggere i messaggi".into(), "Inviare".into()],
            },
            ProfileRow { id: "2".into(), name: "Vuoto".into(), permissions: Vec::new() },
        ],
    };
    let new = ConsoleProfile {
        page: signed_in(code),
        locked_count: 0,
        id: None,
        kept_name: String::new(),
        name: String::new(),
        permissions: choices().permissions,
        version: "0".into(),
        holders: Vec::new(),
        trouble: None,
    };
    let one = ConsoleProfile {
        id: Some("1".into()),
        kept_name: "Segreteria".into(),
        name: "Segreteria".into(),
        holders: vec![HolderRow {
            id: "8".into(),
            display_name: "Marco Bianchi".into(),
            login: "marco/studio-rossi".into(),
        }],
        ..new.clone()
    };
    let trouble = |trouble| ConsoleProfile { trouble: Some(trouble), holders: Vec::new(), ..one.clone() };
    vec![
        shown("console-profiles", &list),
        shown("console-profiles-none", &ConsoleProfiles { rows: Vec::new(), ..list }),
        shown("console-profile-new", &new),
        shown("console-profile", &one),
        shown("console-profile-name", &trouble(ProfileTrouble::Name)),
        shown("console-profile-taken", &trouble(ProfileTrouble::NameTaken)),
        shown("console-profile-rights", &trouble(ProfileTrouble::Rights)),
        shown("console-profile-conflict", &trouble(ProfileTrouble::Conflict)),
    ]
}
