//! The pages: what each of them shows, as plain values, and how it is set.
//!
//! A page is a struct of owned values and an askama template; nothing in here knows the domain, the
//! store or HTTP. A handler fills in the struct and calls `render`. Every page stands in a [`Page`],
//! and everything that it says comes from the catalogues under `locales/`.

pub use askama::Template;

mod account;
mod assets;
mod barred;
mod break_glass;
mod console;
mod console_account;
mod console_audit;
mod console_bulk;
mod console_form;
mod console_import;
mod console_invitations;
mod console_list;
mod console_organization;
mod console_overview;
mod console_permissions;
mod console_profiles;
mod console_rights;
pub(crate) mod demo;
mod field;
mod first_run;
mod frame;
mod happening;
mod home;
mod invitation;
mod leaves;
mod mailbox;
mod markup;
mod moments;
mod outbox;
mod password;
mod permits;
mod policies;
mod policy_words;
mod readiness;
mod recovery;
mod sessions;
mod sign_in;
mod status;
mod unlock;
mod words;

#[doc(hidden)]
pub mod samples;

#[cfg(test)]
mod checks;

pub use account::{
    AccountAddress, AccountLanguage, AccountPassword, AccountPasswordTrouble, AddressDone, AddressLink, AddressOnFile,
    AddressOutcome, AddressTrouble, PendingAddress,
};
pub use assets::{asset, asset_version};
pub use barred::Barred;
pub use break_glass::{BreakGlass, BreakGlassDone};
pub use console::{AccountRow, AddressState, ConsoleLocked, LockedRow, Rank, Standing, WaitingNetwork};
pub use console_account::ConsoleAccount;
pub use console_audit::{AuditFilter, AuditLine, AuditTrouble, ByWhom, ConsoleAudit, Subject, what_happened};
pub use console_bulk::{BulkAct, BulkFate, BulkLine, ConsoleBulk};
pub use console_form::{AccountFields, AccountFormTrouble, ConsoleAccountForm, FormSubject, RightsChoices};
pub use console_import::{ConsoleImport, ImportLine, ImportReport, ImportState, Remark, WrongLine};
pub use console_invitations::{
    ConsoleInvitation, ConsoleInvitations, ConsoleRemove, InvitationLine, InvitationOutcome,
};
pub use console_list::{ConsoleAccounts, Listing, Sorting, StateFilter};
pub use console_organization::{ConsoleOrganization, OrganizationFields, OrganizationTrouble};
pub use console_overview::{ConsoleOverview, DayFigures, Locked};
pub use console_permissions::{ConsolePermissions, WhoMay};
pub use console_profiles::{ConsoleProfile, ConsoleProfiles, HolderRow, ProfileRow, ProfileTrouble};
pub use console_rights::{ConsoleRights, GrantRow, GrantState, RightsTrouble};
pub use first_run::{FirstRun, SetUp, SetUpDone, SetUpFields, SetUpTrouble};
pub use frame::{Acting, Alarm, AlarmStep, Contact, Notice, Page, Person, Problem, Tone, View};
pub use happening::{Actor, Happening, HistoryLine};
pub use home::{Home, LastSignIn};
pub use invitation::{Invitation, InvitationAnswered, InvitationElsewhere};
pub use leaves::{Accessibility, Privacy};
pub use mailbox::{LetterRow, Mailbox, MailboxLetter};
pub use markup::{Markup, Phrase, Tally};
pub use outbox::{ConsoleOutbox, LetterFilter, OutboxLine, OutboxPerson};
pub use password::{PasswordRules, Weakness};
pub use permits::{Choice, ChoiceGroup, Permit, PermitGroup, PermitWhy};
pub use policies::{ConsolePolicies, PolicyBounds, PolicyFields, PolicyTrouble, Trial, TrialEnd, TrialRow};
pub use policy_words::Meaning;
pub use readiness::{ConsoleReadiness, Counted, Reason, Stretch, UnreadyRow};
pub use recovery::{
    DeadLink, DeadLinkKind, ForgotLogin, ForgotLoginSent, ForgotPassword, ForgotPasswordSent, PasswordPurpose,
    PasswordSet, SetPassword,
};
pub use sessions::{AccountSessions, Browser, DeviceRow, SessionRow};
pub use sign_in::{SignIn, SignInTrouble, SignedOut, StepUp, StepUpTrouble};
pub use status::{Status, StatusPage};
pub use unlock::{CodeTrouble, FailedAttempts, UnlockAsk, UnlockLink, UnlockMail, Unlocked};
pub use words::{Language, Words};
