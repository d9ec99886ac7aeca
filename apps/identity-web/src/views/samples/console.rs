//! Pages of the console.

use super::super::{
    AccountFields, AccountFormTrouble, AccountRow, Actor, AddressOnFile, AddressState, ConsoleAccount,
    ConsoleAccountForm, ConsoleAccounts, ConsoleLocked, ConsoleOrganization, FormSubject, Happening, HistoryLine,
    Listing, LockedRow, Notice, OrganizationFields, OrganizationTrouble, Page, Rank, Sorting, Standing, StateFilter,
    Tone, WaitingNetwork,
};
use super::{
    Sample, at, people,
    permissions::{self, choices, permits},
    shown, signed_in,
};

fn restored(code: &str) -> Page {
    let mut page = signed_in(code);
    let title = page.say("console-restored").text("when", "2026-11-24 08:11").to_string();
    page.notice = Some(Notice { tone: Tone::Care, title, text: Some(page.t("console-restored-text")) });
    page
}

pub(super) fn console(code: &str) -> Vec<Sample> {
    let list = ConsoleAccounts {
        page: signed_in(code),
        locked_count: 2,
        listing: Listing { q: "\"><script>".into(), ..Listing::default() },
        rows: account_rows(),
        before: None,
        after: Some("cursor/+ä".into()),
        matching: Some(312),
        most: 500,
    };
    let empty = ConsoleAccounts { rows: Vec::new(), after: None, matching: None, locked_count: 0, ..list.clone() };
    let suspended = Listing {
        filter: StateFilter::Suspended,
        language: Some("it".into()),
        sorting: Sorting::NameDown,
        ..Listing::default()
    };
    let locked = |id: &str, name: &str, ends_at| LockedRow {
        id: id.into(),
        display_name: name.into(),
        login: format!("{}/studio-rossi", name.to_lowercase()),
        since: at(24, 8, 11),
        from: Some("203.0.113.24".into()),
        failures: 5,
        ends_at,
    };
    let locked_page = |rows: Vec<LockedRow>| {
        let waiting = rows.first().map(|_| WaitingNetwork { network: "203.0.113.24".into(), until: at(24, 8, 15) });
        ConsoleLocked { page: signed_in(code), locked_count: 2, rows, waiting: waiting.into_iter().collect() }
    };
    let mut samples = vec![
        shown("console-accounts", &list),
        shown("console-accounts-restored", &ConsoleAccounts { page: restored(code), ..list.clone() }),
        shown("console-accounts-none", &empty.clone()),
        shown("console-accounts-empty", &ConsoleAccounts { listing: Listing::default(), ..empty }),
        shown(
            "console-accounts-suspended",
            &ConsoleAccounts { listing: suspended, before: Some("b".into()), matching: Some(501), ..list },
        ),
        shown(
            "console-locked",
            &locked_page(vec![locked("1", "Marco", None), locked("2", "Bruno", Some(at(24, 9, 0)))]),
        ),
        shown("console-locked-none", &locked_page(Vec::new())),
    ];
    samples.extend(people::many(code));
    samples.extend(people::import(code));
    samples.extend(console_account(code));
    samples.extend(permissions::permissions(code));
    samples.extend(super::invitations::console(code));
    samples.extend(console_form(code));
    samples.extend(console_organization(code));
    samples
}

fn console_organization(code: &str) -> Vec<Sample> {
    let form = OrganizationFields {
        name: "Studio Rossi".into(),
        language: code.into(),
        contact_name: "Giulia Rossi".into(),
        contact_phone: "+39 06 5550 0100".into(),
        contact_email: "giulia.rossi@studio-rossi.example".into(),
        contact_hours: "lun-ven 9-18".into(),
        version: "3".into(),
    };
    let page = ConsoleOrganization {
        page: signed_in(code),
        locked_count: 2,
        handle: "studio-rossi".into(),
        form,
        is_saved: false,
        trouble: Vec::new(),
    };
    let wrong = [
        OrganizationTrouble::Name,
        OrganizationTrouble::ContactName,
        OrganizationTrouble::ContactPhone,
        OrganizationTrouble::ContactEmail,
        OrganizationTrouble::ContactHours,
    ];
    let conflict = vec![OrganizationTrouble::Conflict];
    vec![
        shown("console-organization", &page),
        shown("console-organization-saved", &ConsoleOrganization { is_saved: true, ..page.clone() }),
        shown("console-organization-conflict", &ConsoleOrganization { trouble: conflict, ..page.clone() }),
        shown("console-organization-wrong", &ConsoleOrganization { trouble: wrong.into(), ..page }),
    ]
}

fn account_rows() -> Vec<AccountRow> {
    let row = |id: &str, display_name: &str, login: &str, standing, rank, address, last_sign_in| AccountRow {
        made_at: at(4, 9, 0),
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
        H::ResetOrdered,
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
        H::BreakGlassOpened,
        H::BreakGlassTold,
        H::BreakGlassUsed,
        H::BreakGlassPasswordSet,
        H::BreakGlassRehearsed,
        H::InvitationAccepted,
        H::ActivationTold,
        H::InvitationAnswerTold,
        H::PolicyChanged,
        H::Other("something-newer".into()),
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
