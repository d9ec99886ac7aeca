//! A file for each noun: from what was typed to a use case of the core, and back to an answer. Nothing is decided
//! here.

mod account;
mod audit;
mod backup;
mod break_glass;
mod date;
mod doctor;
mod drill;
mod invitation;
mod lockout;
mod organization;
mod outbox;
mod permission;
mod policy;
mod profile;
mod readiness;
mod restore;
mod rights;

use std::path::{Path, PathBuf};

use chrono_tz::Tz;
use clap_mangen::Man;
use identity_core::{
    Identity,
    application::authority::Authority,
    change::Versioned,
    domain::{
        account::{Account, Rank, Standing},
        kernel::{DisplayName, EmailAddress, Handle, Language, LoginName, MemberName, TextError, Timestamp},
        organization::Organization,
        session::Source,
    },
};
use identity_settings::{House, Settings, attach, process_environment};

use crate::{
    arguments::{self, Cli, Noun},
    operator::operator,
    output::Answer,
    refusal::{Refusal, Why},
    words::{Sentence, Words, say},
};

pub(crate) use invitation::state as invitation_state;
pub(crate) use policy::all_out_of_bounds;

/// The configuration file that is read where none is named, if it is there; the service does the same.
const USUAL_FILE: &str = "identity.toml";

/// Carries a command out.
///
/// # Errors
/// Why it was not.
pub(crate) fn run(cli: Cli, words: &Words) -> Result<Answer, Refusal> {
    match cli.noun {
        Noun::Completions { shell } => {
            let mut text = Vec::new();
            clap_complete::generate(shell, &mut arguments::command(), "identity", &mut text);
            Ok(Answer::verbatim(String::from_utf8_lossy(&text).into_owned()))
        }
        Noun::Man { directory: None } => {
            let mut text = Vec::new();
            Man::new(arguments::command()).render(&mut text).map_err(Refusal::Written)?;
            Ok(Answer::verbatim(String::from_utf8_lossy(&text).into_owned()))
        }
        Noun::Man { directory: Some(directory) } => {
            clap_mangen::generate_to(arguments::command(), &directory).map_err(Refusal::Written)?;
            Ok(Answer::verbatim(String::new()))
        }
        noun => {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Refusal::Input)?;
            runtime.block_on(at_the_desk(noun, cli.config.as_deref(), words))
        }
    }
}

async fn at_the_desk(noun: Noun, config: Option<&Path>, words: &Words) -> Result<Answer, Refusal> {
    let file = configuration(config)?;
    if matches!(noun, Noun::Doctor) {
        return Ok(doctor::examine(file.as_deref(), words).await);
    }
    if let Noun::Drill { organization, to } = &noun {
        return drill::hold(file.as_deref(), words, organization.as_deref(), to.as_deref()).await;
    }
    match noun {
        Noun::Restore(typed) => return restore::restore(&load(file.as_deref())?, words, &typed).await,
        Noun::Restored(typed) => return restore::restored(&load(file.as_deref())?, words, &typed).await,
        _ => {}
    }
    let desk = Desk::open(file.as_deref()).await?;
    let answer = match noun {
        Noun::Organization(verb) => organization::run(&desk, words, verb).await,
        Noun::Account(verb) => account::run(&desk, words, verb).await,
        Noun::Invitation(verb) => invitation::run(&desk, words, verb).await,
        Noun::Permission(verb) => permission::run(&desk, words, verb).await,
        Noun::Profile(verb) => profile::run(&desk, words, verb).await,
        Noun::Lockout(verb) => lockout::run(&desk, verb).await,
        Noun::Policy(verb) => policy::run(&desk, verb).await,
        Noun::Outbox(verb) => outbox::run(&desk, verb).await,
        Noun::BreakGlass(asked) => break_glass::run(&desk, words, asked).await,
        Noun::Readiness { organization, strict } => readiness::run(&desk, organization.as_deref(), strict).await,
        Noun::Backup { file } => backup::run(&desk, words, &file).await,
        Noun::Drill { .. }
        | Noun::Doctor
        | Noun::Restore(_)
        | Noun::Restored(_)
        | Noun::Completions { .. }
        | Noun::Man { .. } => Ok(Answer::verbatim(String::new())),
        Noun::Audit(verb) => audit::run(&desk, words, verb).await,
    };
    // What is done is done, whether or not the connections end well.
    desk.house.store.as_ref().clone().close().await.ok();
    answer
}

/// The configuration file to read, if any.
fn configuration(named: Option<&Path>) -> Result<Option<PathBuf>, Refusal> {
    match named {
        Some(path) if path.exists() => Ok(Some(path.to_owned())),
        Some(path) => Err(Refusal::NoSuchFile(path.to_owned())),
        None => Ok(Some(PathBuf::from(USUAL_FILE)).filter(|path| path.exists())),
    }
}

fn load(file: Option<&Path>) -> Result<Settings, Refusal> {
    Settings::load(file, process_environment()).map_err(Refusal::Settings)
}

/// Where the operator works: the house, and on whose word.
struct Desk {
    house: House,
    authority: Authority<'static>,
    from: Source,
    zone: Tz,
    default_language: Language,
    base_url: String,
    /// The file of the house key.
    key: PathBuf,
}

impl Desk {
    async fn open(file: Option<&Path>) -> Result<Self, Refusal> {
        let settings = load(file)?;
        Self::in_house(&settings).await
    }

    async fn in_house(settings: &Settings) -> Result<Self, Refusal> {
        let house = attach(settings).await?;
        Ok(Self {
            house,
            authority: Authority::Operator(operator()),
            from: Source::local(),
            zone: settings.web.time_zone,
            default_language: Language::parse(settings.web.default_language.language.as_str())
                .unwrap_or(Language::ENGLISH),
            base_url: settings.web.base_url.as_str().to_owned(),
            key: settings.secrets.house_key.path().to_owned(),
        })
    }

    fn identity(&self) -> &Identity {
        &self.house.identity
    }

    async fn organization(&self, handle: &str) -> Result<Versioned<Organization>, Refusal> {
        let missing = || Refusal::NoSuchOrganization(handle.to_owned());
        let parsed = Handle::parse(handle).map_err(|_| missing())?;
        self.identity().organizations().by_handle(&parsed).await?.ok_or_else(missing)
    }

    async fn account(&self, login: &str) -> Result<Versioned<Account>, Refusal> {
        let missing = || Refusal::NoSuchAccount(login.to_owned());
        let parsed = LoginName::read(login).ok_or_else(missing)?;
        self.identity().accounts().by_login(&parsed).await?.ok_or_else(missing)
    }

    /// Every organization, or the one that was named.
    async fn organizations(&self, handle: Option<&str>) -> Result<Vec<Organization>, Refusal> {
        const PAGE: u32 = 200;
        if let Some(handle) = handle {
            return Ok(vec![self.organization(handle).await?.value]);
        }
        let mut all: Vec<Organization> = Vec::new();
        loop {
            let after = all.last().map(|organization| organization.handle.clone());
            let page = self.identity().organizations().list(after.as_ref(), PAGE).await?;
            if page.is_empty() {
                return Ok(all);
            }
            all.extend(page);
        }
    }
}

fn unacceptable(option: &'static str, given: &str, why: Why) -> Refusal {
    Refusal::Unacceptable { option, given: given.to_owned(), why }
}

/// The login name of a member that is to be: the name, and the handle of its organization.
fn new_member(login: &str) -> Result<(MemberName, &str), Refusal> {
    let refused = |why| unacceptable("LOGIN", login, why);
    let (name, handle) = login.split_once('/').ok_or_else(|| refused(Why::NoMember))?;
    let name = MemberName::parse(name).map_err(|error| refused(Why::Name(error)))?;
    Handle::parse(handle).map_err(|error| refused(Why::Name(error)))?;
    Ok((name, handle))
}

fn display_name(option: &'static str, given: &str) -> Result<DisplayName, Refusal> {
    DisplayName::parse(given).map_err(|error| unacceptable(option, given, Why::Text(error)))
}

fn address(option: &'static str, given: &str) -> Result<EmailAddress, Refusal> {
    EmailAddress::parse(given).map_err(|error| unacceptable(option, given, Why::Address(error)))
}

fn language(given: &str) -> Result<Language, Refusal> {
    Language::parse(given).map_err(|error| unacceptable("--language", given, Why::Language(error)))
}

/// A value that may be left out, read by a core type's own reader.
fn optional<T>(
    option: &'static str,
    given: Option<&str>,
    read: impl Fn(&str) -> Result<T, TextError>,
) -> Result<Option<T>, Refusal> {
    given.map(|given| read(given).map_err(|error| unacceptable(option, given, Why::Text(error)))).transpose()
}

fn rank(rank: Rank) -> (&'static str, Sentence) {
    match rank {
        Rank::Member => ("member", say!("rank-member")),
        Rank::Owner => ("owner", say!("rank-owner")),
    }
}

/// The state of an account, as one word: suspended outweighs ended, and that locked.
fn state(account: &Account, is_locked: bool, now: Timestamp) -> (&'static str, Sentence) {
    match account.standing {
        Standing::Suspended { .. } => ("suspended", say!("state-suspended")),
        Standing::Active if !account.is_active_at(now) => ("ended", say!("state-ended")),
        Standing::Active if is_locked => ("locked", say!("state-locked")),
        Standing::Active => ("active", say!("state-active")),
    }
}

fn yes_or_no(is_so: bool) -> Sentence {
    if is_so { say!("yes") } else { say!("no") }
}
