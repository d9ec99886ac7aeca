//! The negative control: a store that is wrong in one chosen way, and the facts that must notice. A fact
//! that no fault fails would prove nothing.

mod aftermath;
mod commits;
mod installation;
mod invitations;
mod noticed;
mod outbox;
mod profiles;
mod readiness;
mod reads;

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use identity_core::{domain::session::Session, ports::SignedInSession};
use tokio::task::JoinSet;

use self::noticed::NOTICED;
use crate::{
    MemoryStore,
    conformance::{self, Fact},
};

/// A [`MemoryStore`] with a fault.
#[derive(Debug, Default)]
struct CarelessStore {
    memory: MemoryStore,
    fault: Option<Fault>,
    /// What it remembers though it should not.
    stale: Mutex<Vec<SignedInSession>>,
    closed: Mutex<Vec<Session>>,
}

/// In which way a store is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    CommitsHalf,
    IgnoresVersions,
    ForgetsReliances,
    BalksAtCrossing,
    WritesBackwards,
    LosesLetters,
    CutsToMilliseconds,
    FoundsTwice,
    SharesHandles,
    ForgetsContactPersons,
    FindsNoHandles,
    RepeatsTheFirstPage,
    SharesLoginNames,
    RenamesAccounts,
    MovesVersions,
    HidesOrganizations,
    ComparesAddressesAsSpelt,
    DropsTags,
    AnswersCrowds,
    KnowsOneName,
    SkipsAtPageEdges,
    AlwaysTellsOfMore,
    SearchesByPattern,
    SearchesByCase,
    SearchesByAccent,
    SortsByLoginName,
    ForgetsTies,
    BelievesAnyPlace,
    ForgetsFilters,
    ForgetsLanguages,
    CountsPages,
    ShowsEveryOrganization,
    InventsVersions,
    MixesDevices,
    MixesKinds,
    RefusalsMakeGuards,
    ForgetsRefusals,
    ClearsSharedGuardsOnly,
    ClearsWithoutMoving,
    ClearsSomethingOnly,
    TellsOldLockouts,
    TellsLandedLockoutsOnly,
    TellsSharedLockoutsOnly,
    SweepsEveryGuard,
    SweepsByTheMark,
    SpendsTwice,
    KeepsOlderTokens,
    MixesPurposes,
    KillsEveryPurpose,
    KillsEverybody,
    RotatesTwice,
    ClosesForAnybody,
    ClosesTheOneThatStays,
    RemembersStaleAccounts,
    ListsBackwards,
    MarksBringBack,
    SweepsIdleSessionsOnly,
    KnowsOthersDevices,
    AddsADeviceEachTime,
    ForgetsTheDeviceBound,
    ClaimsTwice,
    ClaimsTheFarthestFirst,
    ClaimsTooSoon,
    NeverClaimsAgain,
    RefusesLateSettles,
    AcceptsLostClaims,
    SettlesTwice,
    KeepsDroppedLetters,
    RetriesAnything,
    CountsWhatNeverWent,
    AddressesBeyondTheCap,
    SweepsTheQueue,
    SkipsLettersOfOneMoment,
    MissesOwnDoing,
    FindsHealthyPeople,
    RepeatsTheUnready,
    BelievesTheFirstMail,
    CountsWithoutEnd,
    ForgetsBrokenGlass,
    ForgetsWhomElse,
    CountsTheEnded,
    TellsOfEverything,
    RecordsOnceOnly,
    SharesProfileNames,
    MovesProfiles,
    ForgetsProfileVersions,
    DefinesWithoutEnd,
    KeepsRemovedProfiles,
    ShowsProfilesOfOthers,
    ForgetsGivers,
    ForgetsEnds,
    FindsGranteesOnce,
    RepeatsGrantees,
    RevivesTheDead,
    BeginsEpochsTwice,
    KeepsWhatWasGiven,
    ForgetsTheNewestLine,
    SealsAnything,
    PrunesAnything,
    PrunesSealsToo,
    PrunesTheYoung,
    ForgetsTallies,
    InvitesTwice,
    InvitesWithoutEnd,
    ForgetsInvitationVersions,
    RewritesInvitations,
    KeepsOldLinks,
    ForgetsOffers,
    ListsLapsedInvitations,
    RepeatsInvitations,
    CountsEveryInvitation,
    FindsTheLatestOverdue,
    KeepsSessionsOfTheRemoved,
    KeepsLettersToTheRemoved,
    TakesWhatRests,
    KeepsInvitationsOpen,
    LosesTheInvited,
}

impl CarelessStore {
    fn with(fault: Option<Fault>) -> Arc<Self> {
        Arc::new(Self { fault, ..Self::default() })
    }

    fn is(&self, fault: Fault) -> bool {
        self.fault == Some(fault)
    }
}

/// True when the fact does not hold on a store with this fault.
async fn notices(fact: Fact, fault: Option<Fault>) -> bool {
    let mut task = JoinSet::new();
    task.spawn((fact.hold)(CarelessStore::with(fault)));
    let outcome = task.join_next().await.unwrap();
    outcome.is_err_and(|failure| failure.is_panic())
}

#[test]
fn every_fault_is_noticed_by_the_facts_meant_for_it() {
    conformance::run(async {
        let mut missed = Vec::new();
        for (fault, facts) in NOTICED {
            for name in *facts {
                let fact = conformance::facts().into_iter().find(|fact| fact.name == *name).unwrap();
                if !notices(fact, Some(*fault)).await {
                    missed.push((fault, name));
                }
            }
        }
        assert!(missed.is_empty(), "not noticed: {missed:#?}");
    });
}

#[test]
fn every_fact_notices_some_fault() {
    let noticing: BTreeSet<&str> = NOTICED.iter().flat_map(|(_, facts)| facts.iter().copied()).collect();
    let all: BTreeSet<&str> = conformance::facts().iter().map(|fact| fact.name).collect();
    assert_eq!(noticing, all);
}

/// Without its fault the store passes: what the facts notice is the fault, not the wrapper.
#[test]
fn without_a_fault_nothing_is_noticed() {
    conformance::run(async {
        let mut wrong = Vec::new();
        for fact in conformance::facts() {
            if notices(fact, None).await {
                wrong.push(fact.name);
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    });
}
