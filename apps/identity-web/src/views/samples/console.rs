//! Pages of the console.

use super::super::{
    AccountFields, AccountFormTrouble, AccountRow, Actor, AddressOnFile, AddressState, Choice, ChoiceGroup,
    ConsoleAccount, ConsoleAccountForm, ConsoleAccounts, ConsoleLocked, ConsoleProfile, ConsoleProfiles, ConsoleRights,
    FormSubject, GrantRow, GrantState, Happening, HistoryLine, HolderRow, LockedRow, Page, Permit, PermitGroup,
    PermitWhy, ProfileRow, ProfileTrouble, Rank, RightsChoices, RightsTrouble, Standing, StateFilter,
};
use super::{Sample, at, shown, signed_in};

pub(super) fn console(code: &str) -> Vec<Sample> {
    let list = ConsoleAccounts {
        page: signed_in(code),
        locked_count: 2,
        q: "\"><script>".into(),
        filter: StateFilter::Any,
        rows: account_rows(),
        before: None,
        after: Some("cursor/+ä".into()),
    };
    let empty = ConsoleAccounts { rows: Vec::new(), after: None, locked_count: 0, ..list.clone() };
    let locked = |id: &str, name: &str, ends_at| LockedRow {
        id: id.into(),
        display_name: name.into(),
        login: format!("{}/studio-rossi", name.to_lowercase()),
        since: at(24, 8, 11),
        from: Some("203.0.113.24".into()),
        failures: 5,
        ends_at,
    };
    let locked_page = |rows| ConsoleLocked { page: signed_in(code), locked_count: 2, rows };
    let mut samples = vec![
        shown("console-accounts", &list),
        shown("console-accounts-none", &empty.clone()),
        shown("console-accounts-empty", &ConsoleAccounts { q: String::new(), ..empty }),
        shown(
            "console-accounts-suspended",
            &ConsoleAccounts { filter: StateFilter::Suspended, before: Some("b".into()), ..list },
        ),
        shown(
            "console-locked",
            &locked_page(vec![locked("1", "Marco", None), locked("2", "Bruno", Some(at(24, 9, 0)))]),
        ),
        shown("console-locked-none", &locked_page(Vec::new())),
    ];
    samples.extend(console_account(code));
    samples.extend(rights(code));
    samples.extend(profiles(code));
    samples.extend(console_form(code));
    samples
}

fn account_rows() -> Vec<AccountRow> {
    let row = |id: &str, display_name: &str, login: &str, standing, rank, address, last_sign_in| AccountRow {
        id: id.into(),
        display_name: display_name.into(),
        login: login.into(),
        standing,
        rank,
        address,
        last_sign_in,
    };
    vec![
        row(
            "1",
            "Anna Ferri",
            "anna/studio-rossi",
            Standing::Active,
            Rank::Member,
            AddressState::Confirmed,
            Some(at(24, 7, 51)),
        ),
        row(
            "2",
            "Bruno Galli",
            "bruno/studio-rossi",
            Standing::Locked { since: at(24, 7, 12), from: Some("203.0.113.24".into()) },
            Rank::Member,
            AddressState::Confirmed,
            Some(at(20, 16, 30)),
        ),
        row(
            "3",
            "Davide <b>Longo</b>",
            "davide/studio-rossi",
            Standing::Active,
            Rank::Member,
            AddressState::Missing,
            None,
        ),
        row(
            "4",
            "Elena Moretti",
            "elena/studio-rossi",
            Standing::Awaited,
            Rank::Member,
            AddressState::Unconfirmed,
            None,
        ),
        row(
            "5",
            "Giulia Rossi",
            "studio-rossi",
            Standing::Active,
            Rank::Owner,
            AddressState::Confirmed,
            Some(at(24, 7, 30)),
        ),
        row(
            "6",
            "Maximiliane von Hohenstein-Castellani",
            "maximiliane/studio-rossi",
            Standing::Suspended { since: Some(at(5, 9, 0)) },
            Rank::Empowered,
            AddressState::Confirmed,
            Some(at(23, 17, 2)),
        ),
        row(
            "7",
            "Luca Marchetti",
            "luca/studio-rossi",
            Standing::Suspended { since: None },
            Rank::Member,
            AddressState::Confirmed,
            None,
        ),
        row(
            "8",
            "Sara Vitale",
            "sara/studio-rossi",
            Standing::Locked { since: at(23, 7, 12), from: None },
            Rank::Member,
            AddressState::Confirmed,
            None,
        ),
    ]
}

fn console_account(code: &str) -> Vec<Sample> {
    let line = |happening, actor| HistoryLine {
        at: at(24, 8, 11),
        happening,
        detail: None,
        actor,
        from: Some("203.0.113.24".into()),
    };
    let account = ConsoleAccount {
        page: signed_in(code),
        locked_count: 2,
        id: "8".into(),
        display_name: "Marco Bianchi".into(),
        login: "marco/studio-rossi".into(),
        standing: Standing::Locked { since: at(24, 8, 11), from: Some("203.0.113.24".into()) },
        rank: Rank::Empowered,
        ends_at: Some(at(30, 23, 0)),
        profiles: vec![("Segreteria <b>".into(), Some(at(30, 23, 0)))],
        permits: permits(),
        created_at: at(4, 9, 0),
        contact_address: Some(AddressOnFile { address: "marco.bianchi@mail.example".into(), confirmed: true }),
        language_name: "Italiano".into(),
        last_sign_in: Some(at(23, 17, 2)),
        session_count: 1,
        device_count: 3,
        history: vec![
            line(Happening::UnlockSent, Actor::System),
            HistoryLine { detail: Some("5".into()), ..line(Happening::Barred, Actor::Unknown) },
            line(Happening::SignedIn, Actor::Themselves),
            line(Happening::AddressChanged, Actor::Administrator),
            line(Happening::Edited, Actor::Person("Giulia <i>Rossi</i>".into())),
            line(Happening::Created, Actor::Operator),
        ],
    };
    let others = happenings().into_iter().map(|happening| line(happening, Actor::System));
    vec![
        shown("console-account", &account),
        shown(
            "console-account-awaited",
            &ConsoleAccount {
                standing: Standing::Awaited,
                contact_address: Some(AddressOnFile { address: "marco.bianchi@mail.example".into(), confirmed: false }),
                last_sign_in: None,
                history: Vec::new(),
                ..account.clone()
            },
        ),
        shown(
            "console-account-suspended",
            &ConsoleAccount {
                standing: Standing::Suspended { since: Some(at(5, 9, 0)) },
                rank: Rank::Empowered,
                history: others.collect(),
                ..account.clone()
            },
        ),
        shown(
            "console-account-ended",
            &ConsoleAccount {
                standing: Standing::Ended { at: Some(at(5, 9, 0)) },
                profiles: Vec::new(),
                ..account.clone()
            },
        ),
        shown(
            "console-account-for-a-reader",
            &ConsoleAccount {
                page: Page { may: vec!["identity.accounts.read"], ..signed_in(code) },
                profiles: vec![("Segreteria".into(), None)],
                ..account.clone()
            },
        ),
        shown(
            "console-account-owner",
            &ConsoleAccount { standing: Standing::Active, rank: Rank::Owner, contact_address: None, ..account },
        ),
    ]
}

fn permits() -> Vec<PermitGroup> {
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

fn choices() -> RightsChoices {
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

fn happenings() -> Vec<Happening> {
    use Happening as H;
    vec![
        H::LanguageChosen,
        H::WelcomeSent,
        H::Activated,
        H::SignInFailed,
        H::SignedOut,
        H::SteppedUp,
        H::UnlockRequested,
        H::UnlockFailed,
        H::Unlocked,
        H::UnlockedByAdministrator,
        H::ResetRequested,
        H::ResetSent,
        H::PasswordReset,
        H::PasswordChanged,
        H::LoginNamesSent,
        H::AddressChangeRequested,
        H::AddressConfirmed,
        H::AddressChanged,
        H::AddressChangeCancelled,
        H::SessionEnded,
        H::SessionsEnded,
        H::DeviceForgotten,
        H::Suspended,
        H::Reinstated,
        H::RightsChanged,
        H::MailFailed,
        H::Other("policy.changed".into()),
    ]
}

fn console_form(code: &str) -> Vec<Sample> {
    let form = |subject, form, trouble| ConsoleAccountForm {
        page: signed_in(code),
        locked_count: 0,
        rights: Some(choices()),
        handle: "studio-rossi".into(),
        subject,
        form,
        trouble,
    };
    let existing = || FormSubject::Existing { id: "8".into(), display_name: "Marco \"Bianchi\"".into() };
    let fields = AccountFields {
        name: "marco".into(),
        display_name: "Marco \"Bianchi\"".into(),
        language: "it".into(),
        contact_address: "marco.bianchi@mail.example".into(),
        ends_on: "2026-12-31".into(),
        chosen: Vec::new(),
        owner: false,
        version: "12".into(),
    };
    let owner = AccountFields { owner: true, ..fields.clone() };
    let wrong = vec![
        AccountFormTrouble::Name,
        AccountFormTrouble::DisplayName,
        AccountFormTrouble::ContactAddress,
        AccountFormTrouble::EndsOn,
        AccountFormTrouble::Rights,
    ];
    vec![
        shown("console-account-new", &form(FormSubject::New, AccountFields::default(), Vec::new())),
        shown("console-account-new-wrong", &form(FormSubject::New, fields.clone(), wrong)),
        shown("console-account-taken", &form(FormSubject::New, fields.clone(), vec![AccountFormTrouble::NameTaken])),
        shown("console-account-edit", &form(existing(), fields.clone(), Vec::new())),
        shown("console-account-conflict", &form(existing(), fields, vec![AccountFormTrouble::Conflict])),
        shown(
            "console-account-edit-owner",
            &ConsoleAccountForm { rights: None, ..form(existing(), owner, Vec::new()) },
        ),
    ]
}
