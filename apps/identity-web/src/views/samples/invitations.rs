//! Pages about invitations, and what is shown while somebody acts for an organization.

use super::super::{
    AccountFields, AccountFormTrouble, Acting, ConsoleAccountForm, ConsoleInvitation, ConsoleInvitations,
    ConsoleRemove, DeadLink, DeadLinkKind, FormSubject, Home, Invitation, InvitationAnswered, InvitationElsewhere,
    InvitationLine, InvitationOutcome, Page, Permit, PermitGroup, PermitWhy, Person, Weakness,
};
use super::permissions::choices;
use super::{Sample, at, page, rules, shown, signed_in};

fn offered() -> Vec<PermitGroup> {
    let permit = |label: &str, until| Permit { label: label.into(), why: PermitWhy::Offered { until } };
    vec![
        PermitGroup {
            title: "Posta".into(),
            permits: vec![permit("Leggere i messaggi", None), permit("Inviare <b>", Some(at(30, 23, 0)))],
        },
        PermitGroup { title: "Archivio".into(), permits: vec![permit("Consultare i documenti", None)] },
    ]
}

pub(super) fn answering(code: &str) -> Vec<Sample> {
    let open = Invitation {
        page: page(code),
        token: "r7Qm".into(),
        login: "marco/studio-rossi".into(),
        organization: "Studio Rossi".into(),
        inviter: Some("Giulia <b>Rossi</b>".into()),
        permits: offered(),
        ends_at: Some(at(30, 23, 0)),
        expires_at: at(28, 8, 14),
        rules: rules(),
        weaknesses: Vec::new(),
        taken: false,
    };
    let bare = Invitation { inviter: None, permits: Vec::new(), ends_at: None, ..open.clone() };
    let wrong = Invitation { weaknesses: vec![Weakness::TooShort, Weakness::OwnName], taken: true, ..open.clone() };
    let answered = |accepted| InvitationAnswered {
        page: page(code),
        accepted,
        login: "marco/studio-rossi".into(),
        organization: "Studio Rossi".into(),
    };
    let elsewhere = InvitationElsewhere {
        page: signed_in(code),
        login: "marco/studio-rossi".into(),
        address: "m•••@mail.example".into(),
        organization: "Studio Rossi".into(),
    };
    vec![
        shown("invitation", &open),
        shown("invitation-bare", &bare),
        shown("invitation-wrong", &wrong),
        shown("invitation-accepted", &answered(true)),
        shown("invitation-declined", &answered(false)),
        shown("invitation-elsewhere", &elsewhere),
        shown("dead-link-invitation", &DeadLink { page: page(code), kind: DeadLinkKind::Invitation }),
        shown("home-acting", &home(code, vec![("Segreteria <b>".into(), Some(at(30, 23, 0)))], None)),
        shown("home-acting-alone", &home(code, Vec::new(), Some(at(30, 23, 0)))),
    ]
}

fn home(
    code: &str,
    profiles: Vec<(String, Option<chrono::DateTime<chrono::Utc>>)>,
    ends_at: Option<chrono::DateTime<chrono::Utc>>,
) -> Home {
    let person = Person { display_name: "Marco Bianchi".into(), login: "marco/studio-rossi".into() };
    let acting = Some(Acting { profiles, ends_at });
    let page = Page { person: Some(person), may: Vec::new(), acting, ..signed_in(code) };
    Home { page, last_sign_in: None, has_address: true, session_count: 1 }
}

pub(super) fn console(code: &str) -> Vec<Sample> {
    use InvitationOutcome as O;

    let line = |id: &str, outcome, inviter: Option<&str>| InvitationLine {
        id: id.into(),
        display_name: "Marco <b>Bianchi</b>".into(),
        login: "marco/studio-rossi".into(),
        outcome,
        at: at(28, 8, 14),
        offered_at: at(21, 8, 14),
        by_operator: inviter.is_none(),
        inviter: inviter.map(Into::into),
    };
    let all = [O::Pending, O::Accepted, O::Declined, O::Lapsed, O::Revoked, O::Superseded];
    let list = ConsoleInvitations {
        page: signed_in(code),
        locked_count: 2,
        shows_all: true,
        is_first: false,
        rows: all.into_iter().map(|outcome| line("7", outcome, Some("Giulia \"Rossi\""))).collect(),
        older: Some("17.a".into()),
    };
    let none = ConsoleInvitations { shows_all: false, is_first: true, rows: Vec::new(), older: None, ..list.clone() };
    let one = ConsoleInvitation {
        page: signed_in(code),
        locked_count: 0,
        line: line("7", O::Pending, None),
        address: "marco.bianchi@mail.example".into(),
        ends_at: Some(at(30, 23, 0)),
        stands: true,
        permits: offered(),
        account: None,
    };
    let forsaken = ConsoleInvitation { stands: false, permits: Vec::new(), ..one.clone() };
    let bare = ConsoleInvitation { permits: Vec::new(), ..one.clone() };
    let accepted = ConsoleInvitation {
        line: line("7", O::Accepted, Some("Giulia")),
        account: Some("8".into()),
        ends_at: None,
        ..one.clone()
    };
    let form = |form, trouble| ConsoleAccountForm {
        page: signed_in(code),
        locked_count: 0,
        rights: Some(choices()),
        handle: "studio-rossi".into(),
        subject: FormSubject::Invited,
        form,
        trouble,
    };
    let fields = AccountFields { name: "marco".into(), display_name: "Marco".into(), ..AccountFields::default() };
    let wrong = vec![AccountFormTrouble::ContactAddress, AccountFormTrouble::TooManyInvitations];
    let remove = ConsoleRemove {
        page: signed_in(code),
        locked_count: 0,
        id: "8".into(),
        display_name: "Marco <b>Bianchi</b>".into(),
        login: "marco/studio-rossi".into(),
    };
    vec![
        shown("console-invitations", &list),
        shown("console-invitations-none", &none),
        shown("console-invitation", &one),
        shown("console-invitation-lost", &forsaken),
        shown("console-invitation-bare", &bare),
        shown("console-invitation-accepted", &accepted),
        shown("console-invite", &form(AccountFields::default(), Vec::new())),
        shown("console-invite-wrong", &form(fields, wrong)),
        shown("console-remove", &remove),
    ]
}
