//! Invitations, and accounts that are removed.

use identity_core::{
    change::{
        AccountWrite, AuditEvent, AuditKind, Change, DeviceWrite, InstallationWrite, InvitationWrite, LetterKind,
        Recipient, SessionWrite, TokenWrite, Version,
    },
    domain::{
        account::Account,
        installation::Epoch,
        invitation::{Invitation, InvitationState, MAX_OPEN_INVITATIONS},
        kernel::{Id, Language, LoginName, MemberName, Timestamp},
        organization::Organization,
        outbox::LetterState,
        permission::{Granted, GrantedBy, OwnPermission, RightsWish},
        token::TokenPurpose,
    },
    ports::{InvitationPlace, InvitationQuery, LetterQuery, LettersFrom},
};

use super::{
    Store,
    outbox::settle,
    reading_back::moments,
    stage::{Answered, change, edit, land, landed_at_once, overtaken, recorded, register, studio, studio_called},
};
use crate::samples::{self, NOON, digest, later};

fn offer(invitation: &Invitation) -> Change {
    change(InvitationWrite::Offer(invitation.clone()))
}

fn replaced(invitation: &Invitation, seen: Version) -> Change {
    change(InvitationWrite::Replace { invitation: invitation.clone(), seen })
}

async fn version(store: &Store, of: &Invitation) -> Version {
    store.invitation(of.id).await.answered().answered().version
}

/// Ends an invitation as if it were declined.
async fn decline(store: &Store, invitation: &Invitation) {
    let seen = version(store, invitation).await;
    let ended = invitation.clone().ended(InvitationState::Declined { at: NOON });
    land(store, replaced(&ended, seen)).await;
}

/// An invitation is found by its id, by the digest of its link and, while nobody wrote its end, by its login name;
/// each reads back as it was written.
pub async fn invitations_read_back_as_written(store: Store) {
    let studio = studio(&store).await;
    let plain = Invitation {
        offered_at: moments()[2],
        expires_at: moments()[1],
        login: LoginName::member(MemberName::parse("zoë_名前").ok().answered(), studio.organization.handle.clone()),
        ..samples::invitation(&studio.organization, "zoe")
    };
    let profile = samples::profile(&studio.organization, "Segreteria", &[]);
    let full = Invitation {
        name: samples::name("O’Brien \"'); DROP TABLE x;-- 名前 \u{1f98a} %_ $1 ?1"),
        language: Language::ENGLISH,
        address: samples::address("o'Neill+tag@m\u{fc}nchen.example"),
        rights: RightsWish {
            held: vec![
                (Granted::Profile(profile.id), Some(later(600))),
                (Granted::Permission(samples::delegable(OwnPermission::AuditRead)), None),
            ],
        },
        ends_at: Some(moments()[1]),
        by: GrantedBy::Account(studio.anna.id),
        offered_at: moments()[1],
        expires_at: moments()[3],
        link: Some(digest("link of lia")),
        ..samples::invitation(&studio.organization, "lia")
    };
    let by_owner =
        Invitation { by: GrantedBy::Owner(studio.owner.id), ..samples::invitation(&studio.organization, "leo") };
    for invitation in [&plain, &full, &by_owner] {
        land(&store, offer(invitation)).await;
        let read = store.invitation(invitation.id).await.answered().answered();
        assert_eq!(read.value, *invitation);
        assert_eq!(store.pending_invitation(&invitation.login).await.answered().answered(), read);
    }
    let found = store.invitation_by_link(&digest("link of lia")).await.answered().answered();
    assert_eq!(found.value, full);
    assert_eq!(store.invitation_by_link(&digest("another")).await.answered(), None);
    let at = moments()[1];
    let account = studio.bruno.id;
    for state in [
        InvitationState::Accepted { at, account },
        InvitationState::Declined { at },
        InvitationState::Lapsed { at },
        InvitationState::Revoked { at },
        InvitationState::Superseded { at },
    ] {
        let seen = version(&store, &full).await;
        let ended = full.clone().ended(state);
        land(&store, replaced(&ended, seen)).await;
        assert_eq!(store.invitation(full.id).await.answered().answered().value, ended);
        assert_eq!(store.pending_invitation(&full.login).await.answered(), None);
        assert_eq!(store.invitation_by_link(&digest("link of lia")).await.answered(), None);
    }
}

/// A login name is offered once at a time, also when two offer it at the same moment; when the one is over, or in the
/// same change made to be, there may be another.
pub async fn a_login_name_is_offered_once_at_a_time(store: Store) {
    let rossi = studio(&store).await.organization;
    let numbered =
        |n: u32| Invitation { id: samples::id(&format!("invitation {n}")), ..samples::invitation(&rossi, "luca") };
    assert_eq!(landed_at_once(&store, (0..8).map(|n| offer(&numbered(n))).collect()).await, 1);
    let login = numbered(0).login;
    let first = store.pending_invitation(&login).await.answered().answered();
    let ended = first.value.ended(InvitationState::Superseded { at: NOON });
    let instead = replaced(&ended, first.version).write(InvitationWrite::Offer(numbered(9)));
    land(&store, instead).await;
    overtaken(&store, offer(&numbered(10))).await;
    assert_eq!(store.pending_invitation(&login).await.answered().answered().value, numbered(9));
    let nowhere = samples::invitation(&samples::organization("studio-verdi"), "luca");
    overtaken(&store, offer(&nowhere)).await;
}

/// Of those who replace an invitation as they read it, one does; only its link and its state become others.
pub async fn an_invitation_is_answered_once_and_stays_what_it_is(store: Store) {
    let (rossi, verdi) = (studio(&store).await.organization, studio_called(&store, "studio-verdi").await);
    let invitation = samples::invitation(&rossi, "luca");
    land(&store, offer(&invitation)).await;
    let seen = version(&store, &invitation).await;
    let answer = |n: i64| {
        let state = InvitationState::Declined { at: Timestamp::from_seconds(n) };
        replaced(&invitation.clone().ended(state), seen)
    };
    assert_eq!(landed_at_once(&store, (0..8).map(answer).collect()).await, 1);
    overtaken(&store, answer(9)).await;
    let seen = version(&store, &invitation).await;
    let state = InvitationState::Revoked { at: NOON };
    let twisted = Invitation {
        organization: verdi.organization.id,
        address: samples::address("evil@evil.example"),
        expires_at: later(99_999),
        ends_at: Some(later(99_999)),
        rights: RightsWish::administration(),
        by: GrantedBy::Operator,
        ..invitation.clone().ended(state)
    };
    land(&store, replaced(&twisted, seen)).await;
    assert_eq!(store.invitation(invitation.id).await.answered().answered().value, invitation.ended(state));
}

/// Sent again, an invitation opens by the new link and by no older one; no link opens two.
pub async fn an_invitation_opens_by_its_latest_link_only(store: Store) {
    let rossi = studio(&store).await.organization;
    let linked = |name: &str, link: &str| Invitation { link: Some(digest(link)), ..samples::invitation(&rossi, name) };
    land(&store, offer(&linked("luca", "first"))).await;
    let again = linked("luca", "second");
    let seen = version(&store, &again).await;
    land(&store, replaced(&again, seen)).await;
    assert_eq!(store.invitation_by_link(&digest("first")).await.answered(), None);
    assert_eq!(store.invitation_by_link(&digest("second")).await.answered().answered().value, again);
    assert_eq!(store.pending_invitation(&again.login).await.answered().answered().value, again);
    overtaken(&store, offer(&linked("lia", "second"))).await;
    land(&store, offer(&linked("lia", "third"))).await;
    let seen = version(&store, &linked("lia", "third")).await;
    overtaken(&store, replaced(&linked("lia", "second"), seen)).await;
    assert_eq!(store.invitation_by_link(&digest("third")).await.answered().answered().value, linked("lia", "third"));
}

/// An organization has at most [`MAX_OPEN_INVITATIONS`] pending, also when two want the last place at the same moment.
pub async fn an_organization_has_its_bound_of_open_invitations(store: Store) {
    let (rossi, verdi) = (studio(&store).await.organization, studio_called(&store, "studio-verdi").await.organization);
    let numbered = |n: usize| samples::invitation(&rossi, &format!("n{n}"));
    let all: Vec<usize> = (1..MAX_OPEN_INVITATIONS).collect();
    for some in all.chunks(100) {
        let offers = some.iter().fold(recorded(), |change, n| change.write(InvitationWrite::Offer(numbered(*n))));
        land(&store, offers).await;
    }
    let last = (0..4).map(|n| offer(&numbered(MAX_OPEN_INVITATIONS + n))).collect();
    assert_eq!(landed_at_once(&store, last).await, 1);
    overtaken(&store, offer(&numbered(MAX_OPEN_INVITATIONS + 9))).await;
    land(&store, offer(&samples::invitation(&verdi, "luca"))).await;
    decline(&store, &numbered(1)).await;
    land(&store, offer(&numbered(MAX_OPEN_INVITATIONS + 9))).await;
}

fn all_of(organization: &Organization) -> InvitationQuery {
    InvitationQuery { organization: organization.id, open_at: None, after: None, limit: 200 }
}

async fn logins(store: &Store, query: InvitationQuery) -> (Vec<String>, bool) {
    let page = store.invitations_page(&query).await.answered();
    (page.rows.iter().map(|row| row.value.login.to_string()).collect(), page.more)
}

/// Invitations are listed for their own organization, the latest first, a stretch at a time, each once; those that are
/// over, or whose time is, are left out where only open ones are asked for.
pub async fn invitations_are_listed_latest_first_for_their_own_organization(store: Store) {
    let (rossi, verdi) = (studio(&store).await.organization, studio_called(&store, "studio-verdi").await.organization);
    let made = |name: &str, at| Invitation { offered_at: at, ..samples::invitation(&rossi, name) };
    let short = Invitation { expires_at: later(50), ..made("short", later(20)) };
    for invitation in [
        made("a", later(10)),
        made("b", later(10)),
        made("c", later(30)),
        short,
        made("over", later(5)),
        samples::invitation(&verdi, "elsewhere"),
    ] {
        land(&store, offer(&invitation)).await;
    }
    decline(&store, &made("over", later(5))).await;
    let (all, more) = logins(&store, all_of(&rossi)).await;
    let of = |name: &str| format!("{name}/studio-rossi");
    assert!(!more && all.len() == 5, "{all:?}");
    assert_eq!((&all[0], &all[1], &all[4]), (&of("c"), &of("short"), &of("over")));
    let open = InvitationQuery { open_at: Some(later(49)), ..all_of(&rossi) };
    assert_eq!(logins(&store, open).await.0.len(), 4);
    let open = InvitationQuery { open_at: Some(later(50)), ..all_of(&rossi) };
    assert_eq!(logins(&store, open).await.0, [&all[0], &all[2], &all[3]].map(Clone::clone));
    for limit in 1..=6 {
        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let query = InvitationQuery { after, limit, ..all_of(&rossi) };
            let page = store.invitations_page(&query).await.answered();
            assert!(page.rows.len() <= limit as usize);
            seen.extend(page.rows.iter().map(|row| row.value.login.to_string()));
            assert_eq!(page.more, seen.len() < all.len(), "by {limit}");
            after = page.rows.last().map(|row| InvitationPlace::of(&row.value));
            if !page.more {
                break;
            }
        }
        assert_eq!(seen, all, "by {limit}");
    }
}

/// Invitations are counted since a moment, whatever became of them, for their own organization.
pub async fn invitations_are_counted_since_a_moment(store: Store) {
    let (rossi, verdi) = (studio(&store).await.organization, studio_called(&store, "studio-verdi").await.organization);
    let made = |name: &str, at| Invitation { offered_at: at, ..samples::invitation(&rossi, name) };
    for invitation in [made("a", NOON), made("b", later(10)), made("c", later(20)), samples::invitation(&verdi, "d")] {
        land(&store, offer(&invitation)).await;
    }
    decline(&store, &made("b", later(10))).await;
    for (since, count) in [(NOON, 3), (later(10), 2), (later(11), 1), (later(21), 0)] {
        assert_eq!(store.invitations_since(rossi.id, since).await.answered(), count);
    }
}

/// Those whose time is over while nobody has written so are found, the oldest first, a few at a time.
pub async fn invitations_whose_time_is_over_are_found_oldest_first(store: Store) {
    let rossi = studio(&store).await.organization;
    let ends = |name: &str, at| Invitation { expires_at: at, ..samples::invitation(&rossi, name) };
    for invitation in [ends("b", later(20)), ends("a", later(10)), ends("c", later(30)), ends("over", later(1))] {
        land(&store, offer(&invitation)).await;
    }
    decline(&store, &ends("over", later(1))).await;
    let found = async |now, limit| {
        let overdue = store.overdue_invitations(now, limit).await.answered();
        overdue.into_iter().map(|read| read.value.login.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(found(later(9), 10).await, Vec::<String>::new());
    assert_eq!(found(later(20), 10).await, ["a/studio-rossi", "b/studio-rossi"]);
    assert_eq!(found(later(99), 2).await, ["a/studio-rossi", "b/studio-rossi"]);
}

/// A removed account is gone with its sessions, tokens, known devices, what it was granted and the letters on their way to
/// it; nobody else is touched, its lines in the log and the letters that came to rest stay, its name is free, and of two
/// who remove it one does.
pub async fn a_removed_account_takes_with_it_what_hangs_on_it(store: Store) {
    let studio = studio(&store).await;
    let rights = samples::rights_to(&[OwnPermission::AuditRead]);
    edit(&store, Account { rights, ..studio.anna.clone() }).await;
    let invitation = samples::invitation(&studio.organization, "luca");
    land(&store, offer(&invitation)).await;
    let about = AuditEvent { subject: Some(studio.anna.id), ..samples::event(AuditKind::AccountEdited) };
    let rested = samples::letter(Recipient::Account(studio.anna.id), LetterKind::PasswordChanged, "rested");
    land(&store, Change::recorded_as(about).letter(rested.clone())).await;
    store.claim_letters(later(1), later(61), digest("rested"), 10).await.answered();
    land(&store, settle(rested.id, digest("rested"), LetterState::Sent, later(2))).await;
    let mut staying = Vec::new();
    for account in [&studio.anna, &studio.bruno] {
        let unlock = samples::token(account, TokenPurpose::Unlock, "x");
        let mut opened = change(SessionWrite::Open(samples::session(account, "here")))
            .write(TokenWrite::Mint(unlock))
            .write(DeviceWrite::Remember(samples::device(account, "here")));
        let recipients = [
            Recipient::Account(account.id),
            Recipient::At(account.id, samples::address("old@mail.example")),
            Recipient::Inviter(account.id, invitation.id),
        ];
        for (n, to) in recipients.iter().enumerate() {
            let letter = samples::letter(to.clone(), LetterKind::UnlockInstructions, &format!("{} {n}", account.login));
            opened = opened.letter(letter);
        }
        land(&store, opened).await;
        staying = recipients.to_vec();
    }
    let lines = store.audit_of_account(studio.anna.id, 10).await.answered();
    assert_eq!(lines.len(), 1);
    let seen = store.account(studio.anna.id).await.answered().answered().version;
    overtaken(&store, change(AccountWrite::Remove { id: studio.anna.id, seen: Version::as_stored(99) })).await;
    let remove = |_| change(AccountWrite::Remove { id: studio.anna.id, seen });
    assert_eq!(landed_at_once(&store, (0..4).map(remove).collect()).await, 1);
    let hanging = async |id| {
        (
            store.account(id).await.answered().is_some(),
            store.sessions_of(id).await.answered().len(),
            store.devices_of(id).await.answered().len(),
            store.token_of(id, TokenPurpose::Unlock).await.answered().is_some(),
        )
    };
    assert_eq!(hanging(studio.anna.id).await, (false, 0, 0, false));
    assert_eq!(hanging(studio.bruno.id).await, (true, 1, 1, true));
    let waiting = store.claim_letters(later(1), later(61), digest("claim"), 10).await.answered();
    assert_eq!(waiting.len(), staying.len());
    assert!(waiting.iter().all(|claimed| staying.contains(&claimed.letter.to)), "{waiting:?}");
    assert_eq!(store.outbox_row(rested.id).await.answered().answered().letter, rested);
    assert_eq!(store.audit_of_account(studio.anna.id, 10).await.answered(), lines);
    let granted = [Granted::Permission(samples::delegable(OwnPermission::AuditRead))];
    assert_eq!(store.grantees(studio.organization.id, &granted, None, 10).await.answered(), []);
    let again = Account { id: samples::id("anna again"), ..studio.anna.clone() };
    land(&store, change(register(&again))).await;
    assert_eq!(store.account_by_login(&again.login).await.answered().account.answered().value.id, again.id);
}

/// With a new epoch every invitation that nobody wrote the end of is taken back.
pub async fn an_epoch_takes_invitations_back(store: Store) {
    let rossi = studio(&store).await.organization;
    let open = Invitation { link: Some(digest("link")), ..samples::invitation(&rossi, "luca") };
    let over = samples::invitation(&rossi, "lia");
    for invitation in [&open, &over] {
        land(&store, offer(invitation)).await;
    }
    decline(&store, &over).await;
    let seen = version(&store, &open).await;
    let epoch = Epoch::as_stored(later(60).as_micros());
    let begin = InstallationWrite::BeginEpoch {
        epoch,
        seen: store.epoch().await.answered(),
        at: later(60),
        ends_passwords: false,
    };
    land(&store, change(begin)).await;
    let state = async |id: Id<Invitation>| store.invitation(id).await.answered().answered().value.state;
    assert_eq!(state(open.id).await, InvitationState::Revoked { at: later(60) });
    assert_eq!(state(over.id).await, InvitationState::Declined { at: NOON });
    assert_eq!(store.invitation_by_link(&digest("link")).await.answered(), None);
    overtaken(&store, replaced(&open, seen)).await;
}

/// Letters to somebody who is invited, and to whoever invited, read back as they were queued, and are listed with the
/// organization's, also when whoever invited is there no more.
pub async fn letters_about_invitations_are_their_organizations(store: Store) {
    let (rossi, verdi) = (studio(&store).await, studio_called(&store, "studio-verdi").await);
    let invitation = samples::invitation(&rossi.organization, "luca");
    land(&store, offer(&invitation)).await;
    let to = [Recipient::Invited(invitation.id), Recipient::Inviter(rossi.anna.id, invitation.id)];
    for (kind, to) in [LetterKind::Invitation, LetterKind::InvitationDeclined].into_iter().zip(&to) {
        let letter = samples::letter(to.clone(), kind, kind.as_str());
        land(&store, recorded().letter(letter.clone())).await;
        assert_eq!(store.outbox_row(letter.id).await.answered().answered().letter, letter);
        let claimed = store.claim_letters(later(1), later(61), digest("claim"), 10).await.answered();
        assert_eq!(claimed.iter().map(|claimed| &claimed.letter).collect::<Vec<_>>(), [&letter]);
        land(&store, settle(letter.id, digest("claim"), LetterState::Sent, later(2))).await;
    }
    let listed = async || {
        for (organization, count) in [(rossi.organization.id, 2), (verdi.organization.id, 0)] {
            let from = LettersFrom::Latest;
            let query = LetterQuery { organization: Some(organization), state: None, from, limit: 10 };
            let page = store.letters_page(&query).await.answered();
            assert_eq!(page.rows.len(), count);
            assert!(page.rows.iter().all(|row| to.contains(&row.letter.to)));
        }
    };
    listed().await;
    let seen = store.account(rossi.anna.id).await.answered().answered().version;
    land(&store, change(AccountWrite::Remove { id: rossi.anna.id, seen })).await;
    listed().await;
}
