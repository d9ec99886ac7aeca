//! People to try: a studio, a mailbox with collaborators, and one of each kind of trouble.

mod mailbox;

use anyhow::{Context, Result, bail};
use identity_core::{
    application::{
        account::NewAccount, authority::Authority, invitation::NewInvitation, organization::NewOrganization,
        sign_in::PasswordSignIn,
    },
    domain::{
        kernel::{DisplayName, EmailAddress, Handle, Id, Language, LoginName, MemberName, PhoneNumber, ShortText},
        organization::{ContactPerson, Organization, OrganizationPolicy},
        permission::{Granted, PermissionName, RightsWish},
        session::{Source, Visit},
    },
};

pub use mailbox::product;

use crate::serve::Running;

/// The password of everybody in the demo.
const PASSWORD: &str = "quattro gatti sul tetto";

/// Who can sign in, and what is to be seen with them.
pub struct Person {
    login: &'static str,
    about: &'static str,
}

struct Member {
    name: &'static str,
    display_name: &'static str,
    language: Language,
    address: Option<&'static str>,
    administers: bool,
}

const fn member(
    name: &'static str,
    display_name: &'static str,
    address: Option<&'static str>,
    administers: bool,
) -> Member {
    Member { name, display_name, language: Language::ITALIAN, address, administers }
}

const STUDIO: [Member; 6] = [
    member("sara", "Sara Vitale", Some("sara.vitale@mail.example"), true),
    member("marco", "Marco Bianchi", Some("marco.bianchi@mail.example"), false),
    member("anna", "Anna Ferri", Some("anna.ferri@mail.example"), false),
    member("bruno", "Bruno Galli", Some("bruno.galli@mail.example"), false),
    member("davide", "Davide Longo", None, false),
    member("luca", "Luca Marchetti", Some("luca.marchetti@mail.example"), false),
];

const MAILBOX: [Member; 2] = [
    Member {
        language: Language::ENGLISH,
        ..member("marco", "Marco Bianchi", Some("marco.bianchi@mail.example"), false)
    },
    Member { language: Language::ENGLISH, ..member("emma", "Emma Keller", Some("emma.keller@mail.example"), false) },
];

/// Fills an empty house; leaves one alone that has people in it.
///
/// # Errors
/// When the house is set up for real use, or the store does not answer.
pub async fn move_in(running: &Running) -> Result<Vec<Person>> {
    if running.app.dev_mailbox.is_none() {
        bail!(
            "`demo` has made-up people with a known password: it does not run where mail is really sent. Remove [mail] from the configuration, or use an empty directory"
        );
    }
    if !running.app.identity.organizations().is_set_up_open().await? {
        let studio = Handle::parse("studio-rossi")?;
        if running.app.identity.organizations().by_handle(&studio).await?.is_none() {
            bail!("there are organizations in this database already: run `demo` in an empty directory");
        }
        return Ok(people());
    }
    let operator = Authority::Operator(ShortText::parse("demo")?);
    organization(
        running,
        &operator,
        "studio-rossi",
        "Studio Rossi",
        "Giulia Rossi",
        "giulia.rossi@studio-rossi.example",
        false,
        &STUDIO,
    )
    .await?;
    let mailbox = organization(
        running,
        &operator,
        "info@pec.example",
        "Segreteria Comune di Esempio",
        "Paolo Conti",
        "paolo.conti@mail.example",
        true,
        &MAILBOX,
    )
    .await?;
    collaborators(running, &operator, mailbox).await?;
    bar(running, "bruno/studio-rossi").await?;
    suspend(running, &operator, "luca/studio-rossi").await?;
    Ok(people())
}

#[expect(clippy::too_many_arguments, reason = "one row of made-up facts")]
async fn organization(
    running: &Running,
    operator: &Authority<'_>,
    handle: &str,
    name: &str,
    owner: &str,
    address: &str,
    shows: bool,
    members: &[Member],
) -> Result<Id<Organization>> {
    let identity = &running.app.identity;
    let from = Source::local();
    let owner_name = DisplayName::parse(owner)?;
    let owner_address = EmailAddress::parse(address)?;
    let contact = ContactPerson {
        name: owner_name.clone(),
        phone: Some(PhoneNumber::parse("02 5550 0142")?),
        email: Some(owner_address.clone()),
        hours: Some(ShortText::parse("9-18")?),
    };
    let policy = OrganizationPolicy {
        shows_masked_address: shows,
        shows_contact: shows,
        ..OrganizationPolicy::standard(identity.rules().lockout)
    };
    let new = NewOrganization {
        handle: Handle::parse(handle)?,
        name: DisplayName::parse(name)?,
        contact: Some(contact),
        language: Language::ITALIAN,
        owner_name,
        owner_address: Some(owner_address),
        password: Some(PASSWORD),
        policy: Some(policy),
    };
    let organization = identity.organizations().open(operator, new, &from).await?;
    for member in members {
        let new = NewAccount {
            name: MemberName::parse(member.name)?,
            display_name: DisplayName::parse(member.display_name)?,
            language: member.language,
            contact: member.address.map(EmailAddress::parse).transpose()?,
            rights: if member.administers { RightsWish::administration() } else { RightsWish::default() },
            ends_at: None,
            password: Some(PASSWORD),
        };
        identity.accounts().register(operator, organization, new, &from).await?;
    }
    Ok(organization)
}

/// Lets others act for the mailbox: one reads and sends by a profile, one only reads, and one is invited.
async fn collaborators(running: &Running, operator: &Authority<'_>, mailbox: Id<Organization>) -> Result<()> {
    let identity = &running.app.identity;
    let (permissions, from) = (identity.permissions(), Source::local());
    let delegable = |name| PermissionName::parse(name).ok().and_then(|name| permissions.catalogue().delegable(&name));
    // A configuration with permissions of its own has others.
    let (Some(read), Some(send)) = (delegable(mailbox::READ), delegable(mailbox::SEND)) else {
        return Ok(());
    };
    let holds = [read.clone(), send].into();
    let name = DisplayName::parse("Segreteria")?;
    let profile = permissions.define(operator, mailbox, name, &holds, &from).await?;
    for (login, what) in
        [("emma/info@pec.example", Granted::Profile(profile)), ("marco/info@pec.example", Granted::Permission(read))]
    {
        let login = LoginName::read(login).context("a made-up name does not parse")?;
        let account = identity.accounts().by_login(&login).await?.context("a made-up person is missing")?;
        permissions.grant(operator, account.value.id, what, None, &from).await?;
    }
    let invited = NewInvitation {
        name: MemberName::parse("nadia")?,
        display_name: DisplayName::parse("Nadia Ferro")?,
        language: Language::ITALIAN,
        address: EmailAddress::parse("nadia.ferro@mail.example")?,
        rights: RightsWish { held: vec![(Granted::Profile(profile), None)] },
        ends_at: None,
    };
    identity.invitations().offer(operator, mailbox, invited, &from).await?;
    Ok(())
}

async fn bar(running: &Running, login: &str) -> Result<()> {
    let visit = Visit { from: Source::network([203, 0, 113, 24].into()), device: None };
    for _ in 0..running.app.identity.rules().lockout.limit() {
        let request = PasswordSignIn { login, password: "not the password", devices: &[], visit: &visit };
        if running.app.identity.sign_in().with_password(request).await.is_ok() {
            bail!("the wrong password of {login} was accepted");
        }
    }
    Ok(())
}

async fn suspend(running: &Running, operator: &Authority<'_>, login: &str) -> Result<()> {
    let name = LoginName::read(login).context("a made-up name does not parse")?;
    let accounts = running.app.identity.accounts();
    let account = accounts.by_login(&name).await?.context("a made-up person is missing")?;
    accounts.suspend(operator, account.value.id, &Source::local()).await?;
    Ok(())
}

fn people() -> Vec<Person> {
    let person = |login, about| Person { login, about };
    vec![
        person("studio-rossi", "the owner of an accounting studio; sees the console"),
        person("sara/studio-rossi", "an administrator there"),
        person("marco/studio-rossi", "a member; get this one barred and back in"),
        person("bruno/studio-rossi", "barred already"),
        person("davide/studio-rossi", "has no contact address, so no way back alone"),
        person("luca/studio-rossi", "suspended"),
        person("info@pec.example", "the owner of a mailbox that shows masked addresses and its contact person"),
        person("emma/info@pec.example", "acts for it with a profile: reads and sends, at /mailbox"),
        person("marco/info@pec.example", "the same Marco there, who only reads; nadia is invited, see /dev/mailbox"),
    ]
}

/// Prints who can sign in.
#[expect(clippy::print_stdout, reason = "this is for the person at the terminal")]
pub fn introduce(people: &[Person]) {
    println!();
    println!("Everybody's password is: {PASSWORD}");
    for person in people {
        println!("    {:<24} {}", person.login, person.about);
    }
}
