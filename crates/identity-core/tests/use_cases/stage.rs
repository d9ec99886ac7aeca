//! A studio with its people, and how they act.

use identity_core::{
    application::{
        account::NewAccount,
        authority::Authority,
        organization::NewOrganization,
        session::Present,
        sign_in::{PasswordSignIn, SignInError, SignedIn},
    },
    change::LetterKind,
    domain::{
        account::Account,
        kernel::{DisplayName, EmailAddress, Handle, Id, Language, LoginName, MemberName, SecretToken, ShortText},
        organization::{ContactPerson, Organization, OrganizationPolicy},
        permission::RightsWish,
        session::{Source, Visit},
    },
};
use identity_testkit::{TestHouse, fakes::PostedLetter};

pub(crate) const RIGHT: &str = "quattro gatti sul tetto";
pub(crate) const WRONG: &str = "tre cani sotto il letto";
pub(crate) const NEW: &str = "sette anatre nello stagno";

pub(crate) struct Stage {
    pub(crate) house: TestHouse,
    pub(crate) organization: Id<Organization>,
    pub(crate) visit: Visit,
}

pub(crate) fn operator() -> Authority<'static> {
    Authority::Operator(ShortText::parse("root").unwrap())
}

pub(crate) fn visit(last: u8) -> Visit {
    Visit { from: Source::network([203, 0, 113, last].into()), device: ShortText::cut("Firefox, Linux") }
}

impl Stage {
    /// Studio Rossi, with its owner and marco, who can be reached at marco@mail.example.
    pub(crate) async fn new() -> Self {
        let house = TestHouse::new();
        let organization = open(&house, "studio-rossi", None).await;
        let stage = Self { house, organization, visit: visit(7) };
        stage.add("marco", Some("marco@mail.example"), RightsWish::default()).await;
        stage
    }

    pub(crate) async fn add(&self, name: &str, address: Option<&str>, rights: RightsWish) -> Id<Account> {
        let new = NewAccount {
            name: MemberName::parse(name).unwrap(),
            display_name: DisplayName::parse(&format!("{name} del Prato")).unwrap(),
            language: Language::ITALIAN,
            contact: address.map(|address| EmailAddress::parse(address).unwrap()),
            rights,
            ends_at: None,
            password: Some(RIGHT),
        };
        self.house.identity.accounts().register(&operator(), self.organization, new, &Source::local()).await.unwrap()
    }

    pub(crate) async fn account(&self, login: &str) -> Account {
        let name = LoginName::read(login).unwrap();
        self.house.identity.accounts().by_login(&name).await.unwrap().unwrap().value
    }

    pub(crate) async fn try_with(
        &self,
        login: &str,
        password: &str,
        devices: &[SecretToken],
    ) -> Result<SignedIn, SignInError> {
        let request = PasswordSignIn { login, password, devices, visit: &self.visit };
        self.house.identity.sign_in().with_password(request).await
    }

    pub(crate) async fn sign_in(&self, login: &str) -> SignedIn {
        self.try_with(login, RIGHT, &[]).await.unwrap()
    }

    pub(crate) async fn present(&self, session: &SecretToken) -> Option<Present> {
        self.house.identity.sessions().present(session).await.unwrap()
    }

    pub(crate) async fn fail(&self, login: &str, times: u32) {
        for _ in 0..times {
            assert!(matches!(
                self.try_with(login, WRONG, &[]).await,
                Err(SignInError::NotRight | SignInError::Barred { .. })
            ));
        }
    }

    pub(crate) async fn bar(&self, login: &str) {
        self.fail(login, 5).await;
        assert!(matches!(self.try_with(login, RIGHT, &[]).await, Err(SignInError::Barred { .. })));
    }

    /// The letter of a kind that is delivered last, once everything due is delivered.
    pub(crate) async fn letter(&self, kind: LetterKind) -> PostedLetter {
        self.house.deliver_all().await;
        self.house.courier.posted_of(kind).pop().unwrap()
    }

    pub(crate) async fn link(&self, kind: LetterKind) -> SecretToken {
        SecretToken::parse(&self.letter(kind).await.link.unwrap()).unwrap()
    }
}

pub(crate) async fn open(house: &TestHouse, handle: &str, policy: Option<OrganizationPolicy>) -> Id<Organization> {
    let name = DisplayName::parse("Studio Rossi").unwrap();
    let contact =
        ContactPerson { name: DisplayName::parse("Giulia Rossi").unwrap(), phone: None, email: None, hours: None };
    let new = NewOrganization {
        handle: Handle::parse(handle).unwrap(),
        name,
        contact: Some(contact),
        language: Language::ITALIAN,
        owner_name: DisplayName::parse("Giulia Rossi").unwrap(),
        owner_address: Some(EmailAddress::parse("giulia@mail.example").unwrap()),
        password: Some(RIGHT),
        policy,
    };
    house.identity.organizations().open(&operator(), new, &Source::local()).await.unwrap()
}
