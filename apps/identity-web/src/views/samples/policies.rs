//! The policy of an organization, and its letters.

use super::super::{
    ConsoleOutbox, ConsolePolicies, LetterFilter, Meaning, Notice, OutboxLine, OutboxPerson, PolicyBounds,
    PolicyFields, PolicyTrouble as T, Tone, Trial, TrialEnd, TrialRow,
};
use super::{Sample, at, shown, signed_in};

pub(super) fn policies(code: &str) -> Vec<Sample> {
    let meaning = Meaning {
        limit: 5,
        window: None,
        bar: None,
        delays: None,
        tries_a_day: 5,
        tries_in_all: 100,
        masked_address: false,
        contact: false,
    };
    let other = Meaning {
        limit: 1,
        window: Some(5_400),
        bar: Some(86_400),
        delays: Some((2, 900)),
        tries_a_day: 1,
        masked_address: true,
        contact: true,
        ..meaning.clone()
    };
    let form = PolicyFields {
        limit: "5".into(),
        window: "30".into(),
        window_unit: "m".into(),
        bar: "1".into(),
        bar_unit: "d".into(),
        version: "3".into(),
        ..PolicyFields::default()
    };
    let view = ConsolePolicies {
        page: signed_in(code),
        locked_count: 1,
        form: form.clone(),
        bounds: PolicyBounds { limit: (1, 100), window: (Some(60), None), bar: (Some(60), None) },
        current: meaning.clone(),
        preview: None,
        outside: Vec::new(),
        trouble: Vec::new(),
        trial: None,
        needs_proof: false,
    };
    let typed = PolicyFields {
        limit: "\"><script>".into(),
        forgets: true,
        ends: true,
        delays: true,
        masked_address: true,
        contact: true,
        ..form
    };
    let tight = PolicyBounds { limit: (3, 10), window: (Some(900), Some(172_800)), bar: (Some(300), Some(1_800)) };
    let never = PolicyBounds { window: (None, None), bar: (None, None), ..tight };
    let wrong = vec![T::Limit, T::Window, T::Bar, T::DelaysForbidden, T::MaskedAddress, T::Contact];
    let contact = Meaning { contact: true, ..meaning.clone() };
    let masked = Meaning { masked_address: true, ..meaning };
    vec![
        shown("console-policies", &view),
        shown("console-policies-preview", &ConsolePolicies { preview: Some(other.clone()), ..view.clone() }),
        shown(
            "console-policies-wrong",
            &ConsolePolicies { form: typed.clone(), bounds: tight, trouble: wrong, ..view.clone() },
        ),
        shown(
            "console-policies-outside",
            &ConsolePolicies {
                bounds: never,
                outside: vec![T::Limit, T::Window, T::Bar, T::DelaysRequired],
                current: contact,
                ..view.clone()
            },
        ),
        shown(
            "console-policies-conflict",
            &ConsolePolicies { trouble: vec![T::Conflict], preview: Some(masked), ..view.clone() },
        ),
        shown(
            "console-policies-proof",
            &ConsolePolicies { trouble: vec![T::Proof], needs_proof: true, ..view.clone() },
        ),
        shown(
            "console-policies-not-right",
            &ConsolePolicies { trouble: vec![T::NotRight], needs_proof: true, ..view.clone() },
        ),
        shown(
            "console-policies-too-soon",
            &ConsolePolicies { trouble: vec![T::TooSoon(at(24, 8, 15))], needs_proof: true, ..view.clone() },
        ),
        shown("console-policies-too-long", &ConsolePolicies { trouble: vec![T::LogTooLong], ..view.clone() }),
        shown(
            "console-policies-trial",
            &ConsolePolicies { preview: Some(other), trial: Some(trial()), ..view.clone() },
        ),
        shown(
            "console-policies-trial-none",
            &ConsolePolicies {
                trial: Some(Trial { lockouts: 0, people: 0, happened: 0, spared: 0, rows: Vec::new(), ..trial() }),
                ..view
            },
        ),
    ]
}

fn trial() -> Trial {
    let row = |end, happened, on_device| TrialRow {
        id: "8".into(),
        display_name: "Davide <b>Longo</b>".into(),
        login: "davide/studio-rossi".into(),
        on_device,
        since: at(23, 8, 0),
        end,
        happened,
    };
    Trial {
        since: at(1, 9, 0),
        attempts: 412,
        happened: 3,
        lockouts: 5,
        people: 4,
        spared: 1,
        refused: 17,
        kept_out: 2,
        too_soon: 1,
        strangers: 31,
        rows: vec![
            row(TrialEnd::Unlocked(at(23, 8, 9)), true, false),
            row(TrialEnd::Reset(at(23, 9, 0)), false, true),
            row(TrialEnd::RanOut(at(23, 9, 1)), false, false),
            row(TrialEnd::CameBack(at(23, 9, 2)), false, false),
            row(TrialEnd::Open, false, false),
            row(TrialEnd::Spared, true, false),
        ],
    }
}

pub(super) fn outbox(code: &str) -> Vec<Sample> {
    let line = |id: &str, kind, state, tries, remark: Option<&str>| OutboxLine {
        id: id.into(),
        kind,
        person: Some(OutboxPerson {
            id: "3".into(),
            display_name: "Davide <b>Longo</b>".into(),
            login: "davide/studio-rossi".into(),
        }),
        state,
        tries,
        asked_at: at(24, 8, 0),
        at: at(24, 8, 11),
        remark: remark.map(str::to_owned),
    };
    let rows = vec![
        line("1", "letter-kind-unlock", LetterFilter::Queued, 2, Some("451 4.3.0 try again <later>")),
        line("2", "letter-kind-reset", LetterFilter::Sending, 1, None),
        line("3", "letter-kind-welcome", LetterFilter::Refused, 1, Some("550 5.1.1 no such mailbox here")),
        OutboxLine { person: None, ..line("4", "letter-kind-login-names", LetterFilter::GivenUp, 9, None) },
        line("5", "letter-kind-barred", LetterFilter::Withheld, 1, None),
        line("6", "letter-kind-password-changed", LetterFilter::Sent, 1, None),
        line("7", "letter-kind-confirm-address", LetterFilter::Sent, 1, None),
        line("8", "letter-kind-agree-address", LetterFilter::Sent, 1, None),
        line("9", "letter-kind-address-changed", LetterFilter::Queued, 0, None),
    ];
    let view = ConsoleOutbox {
        page: signed_in(code),
        locked_count: 0,
        filter: LetterFilter::Any,
        rows,
        newer: Some("1.a".into()),
        older: Some("2.b".into()),
    };
    let mut page = signed_in(code);
    page.notice = Some(Notice {
        tone: Tone::Care,
        title: page.say("outbox-not-failed").count("count", 2_u32).to_string(),
        text: Some(page.t("outbox-not-failed-text")),
    });
    vec![
        shown("console-outbox", &view),
        shown("console-outbox-not-failed", &ConsoleOutbox { page, ..view.clone() }),
        shown(
            "console-outbox-none",
            &ConsoleOutbox { filter: LetterFilter::Refused, rows: Vec::new(), newer: None, older: None, ..view },
        ),
    ]
}
