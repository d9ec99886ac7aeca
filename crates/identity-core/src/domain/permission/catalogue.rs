//! Which permissions there are: Portineria's own and those of the host product, as data.

use std::collections::BTreeMap;

use thiserror::Error;

use super::{
    super::kernel::{DisplayName, Language},
    OwnPermission, PermissionName,
};

/// What something is called, in each language that there is a text for, with one for all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    otherwise: String,
    by_language: BTreeMap<String, String>,
}

impl Labels {
    /// The text for readers of languages that have none of their own.
    #[must_use]
    pub fn new(otherwise: &DisplayName) -> Self {
        Self { otherwise: otherwise.as_str().to_owned(), by_language: BTreeMap::new() }
    }

    /// With a text for readers of `language`.
    #[must_use]
    pub fn with(mut self, language: Language, text: &DisplayName) -> Self {
        self.by_language.insert(language.as_str().to_owned(), text.as_str().to_owned());
        self
    }

    /// What a reader of `language` reads.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        self.by_language.get(language.as_str()).unwrap_or(&self.otherwise)
    }
}

/// A category under which permissions are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its stable name: one word of `a-z`, `0-9` and `-`.
    pub name: String,
    /// What people read.
    pub labels: Labels,
}

/// A permission as it is declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permission {
    /// Its stable name.
    pub name: PermissionName,
    /// The name of its category.
    pub category: String,
    /// What people read.
    pub labels: Labels,
    /// Whether it stays with the owner, whatever is granted.
    pub owner_only: bool,
}

/// A permission that may be given to somebody. Only a [`Catalogue`] makes it, from those that are not
/// owner-only: an owner-only permission cannot be put into a grant at all.
///
/// ```compile_fail,E0423
/// # use identity_core::domain::permission::{DelegablePermission, OwnPermission};
/// let everything = DelegablePermission(OwnPermission::OrganizationManage.name());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DelegablePermission(PermissionName);

impl DelegablePermission {
    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &PermissionName {
        &self.0
    }

    /// The one that a store holds. Whether it may still be given is asked of the catalogue each time it is used.
    #[must_use]
    pub const fn as_stored(name: PermissionName) -> Self {
        Self(name)
    }
}

/// What is wrong with what a host product declares.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CatalogueError {
    /// Names beginning with `identity.` are Portineria's own.
    #[error("`{0}`: names that begin with `identity.` are Portineria's own")]
    OwnName(String),
    /// Declared twice.
    #[error("`{0}` is declared twice")]
    Twice(String),
    /// A permission in a category that is not declared.
    #[error("`{permission}` is in the category `{category}`, which is not declared")]
    NoCategory {
        /// The permission.
        permission: String,
        /// The category.
        category: String,
    },
    /// A category's name is one word.
    #[error("`{0}`: a category is named by one word of a-z, 0-9 and `-`, at most 32 characters")]
    CategoryName(String),
    /// More than [`Catalogue::LIMIT`] permissions.
    #[error("a catalogue has at most 500 permissions")]
    TooMany,
}

/// Which permissions there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalogue {
    categories: Vec<Category>,
    permissions: Vec<Permission>,
}

impl Catalogue {
    /// The most permissions, Portineria's own included.
    pub const LIMIT: usize = 500;

    /// Portineria's own permissions and no others.
    #[must_use]
    pub fn own() -> Self {
        let labels = |text: &str| Labels { otherwise: text.to_owned(), by_language: BTreeMap::new() };
        let own = |own: OwnPermission| Permission {
            name: own.name(),
            category: OwnPermission::CATEGORY.to_owned(),
            labels: labels(own.label()),
            owner_only: own.is_owner_only(),
        };
        Self {
            categories: vec![Category { name: OwnPermission::CATEGORY.to_owned(), labels: labels("Administration") }],
            permissions: OwnPermission::ALL.into_iter().map(own).collect(),
        }
    }

    /// With what a host product declares, shown before Portineria's own.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn with(self, categories: Vec<Category>, permissions: Vec<Permission>) -> Result<Self, CatalogueError> {
        for category in &categories {
            let letters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            if category.name.is_empty() || category.name.len() > 32 || !category.name.bytes().all(letters) {
                return Err(CatalogueError::CategoryName(category.name.clone()));
            }
        }
        if let Some(own) = permissions.iter().find(|permission| permission.name.as_str().starts_with("identity.")) {
            return Err(CatalogueError::OwnName(own.name.to_string()));
        }
        let next = Self {
            categories: categories.into_iter().chain(self.categories).collect(),
            permissions: permissions.into_iter().chain(self.permissions).collect(),
        };
        let mut names: Vec<&str> = next.permissions.iter().map(|permission| permission.name.as_str()).collect();
        twice(&mut names)?;
        let mut names: Vec<&str> = next.categories.iter().map(|category| category.name.as_str()).collect();
        twice(&mut names)?;
        for Permission { name, category, .. } in &next.permissions {
            if !next.categories.iter().any(|declared| declared.name == *category) {
                let (permission, category) = (name.to_string(), category.clone());
                return Err(CatalogueError::NoCategory { permission, category });
            }
        }
        if next.permissions.len() > Self::LIMIT {
            return Err(CatalogueError::TooMany);
        }
        Ok(next)
    }

    /// With the texts of Portineria's own permissions and of their category in one more language: pairs of a
    /// name and a text. Names that there are not are passed over.
    #[must_use]
    pub fn speaking(mut self, language: Language, texts: &[(&str, &DisplayName)]) -> Self {
        for (name, text) in texts {
            let permissions = self.permissions.iter_mut().map(|p| (p.name.as_str(), &mut p.labels));
            let categories = self.categories.iter_mut().map(|c| (c.name.as_str(), &mut c.labels));
            for (_, labels) in permissions.chain(categories).filter(|(of, _)| of == name) {
                labels.by_language.insert(language.as_str().to_owned(), text.as_str().to_owned());
            }
        }
        self
    }

    /// The permission with this name.
    #[must_use]
    pub fn get(&self, name: &PermissionName) -> Option<&Permission> {
        self.permissions.iter().find(|permission| permission.name == *name)
    }

    /// The same as something that may be given; `None` when there is no such permission or it is owner-only.
    #[must_use]
    pub fn delegable(&self, name: &PermissionName) -> Option<DelegablePermission> {
        self.get(name).filter(|permission| !permission.owner_only).map(|found| DelegablePermission(found.name.clone()))
    }

    /// Every permission, in the order of declaration.
    #[must_use]
    pub fn permissions(&self) -> &[Permission] {
        &self.permissions
    }

    /// The categories, each with its permissions, in the order of declaration.
    pub fn by_category(&self) -> impl Iterator<Item = (&Category, Vec<&Permission>)> {
        self.categories.iter().map(|category| {
            (category, self.permissions.iter().filter(|permission| permission.category == category.name).collect())
        })
    }
}

fn twice(names: &mut [&str]) -> Result<(), CatalogueError> {
    names.sort_unstable();
    match names.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(CatalogueError::Twice(pair[0].to_owned())),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> DisplayName {
        DisplayName::parse(text).unwrap()
    }

    fn mail() -> Category {
        Category { name: "mail".to_owned(), labels: Labels::new(&name("Mail")) }
    }

    fn permission(of: &str, owner_only: bool) -> Permission {
        Permission {
            name: PermissionName::parse(of).unwrap(),
            category: "mail".to_owned(),
            labels: Labels::new(&name("Something")).with(Language::ITALIAN, &name("Qualcosa")),
            owner_only,
        }
    }

    #[test]
    fn an_owner_only_permission_is_not_delegable() {
        let catalogue = Catalogue::own()
            .with(vec![mail()], vec![permission("mail.send", false), permission("mail.sell", true)])
            .unwrap();
        let delegable = |text| catalogue.delegable(&PermissionName::parse(text).unwrap()).is_some();
        assert!(delegable("mail.send") && delegable("identity.accounts.unlock"));
        assert!(!delegable("mail.sell") && !delegable("identity.organization.manage") && !delegable("mail.read"));
    }

    #[test]
    fn a_host_declares_neither_our_names_nor_anything_twice() {
        let refused = |categories, permissions| Catalogue::own().with(categories, permissions).unwrap_err();
        let own = permission("identity.accounts.read", false);
        assert_eq!(refused(vec![mail()], vec![own]), CatalogueError::OwnName("identity.accounts.read".to_owned()));
        let send = || permission("mail.send", false);
        assert_eq!(refused(vec![mail()], vec![send(), send()]), CatalogueError::Twice("mail.send".to_owned()));
        assert_eq!(refused(vec![mail(), mail()], vec![]), CatalogueError::Twice("mail".to_owned()));
        let nowhere = CatalogueError::NoCategory { permission: "mail.send".to_owned(), category: "mail".to_owned() };
        assert_eq!(refused(vec![], vec![send()]), nowhere);
        let spaced = Category { name: "the mail".to_owned(), ..mail() };
        assert_eq!(refused(vec![spaced], vec![]), CatalogueError::CategoryName("the mail".to_owned()));
    }

    #[test]
    fn a_catalogue_has_its_bound() {
        let many = |count: usize| (0..count).map(|n| permission(&format!("mail.p{n}"), false)).collect::<Vec<_>>();
        let own = OwnPermission::ALL.len();
        assert!(Catalogue::own().with(vec![mail()], many(Catalogue::LIMIT - own)).is_ok());
        assert_eq!(Catalogue::own().with(vec![mail()], many(Catalogue::LIMIT - own + 1)), Err(CatalogueError::TooMany));
    }

    #[test]
    fn a_reader_reads_their_own_language_or_the_one_for_all() {
        let catalogue = Catalogue::own()
            .with(vec![mail()], vec![permission("mail.send", false)])
            .unwrap()
            .speaking(Language::ITALIAN, &[("identity.accounts.read", &name("Vedere gli account"))]);
        let text =
            |of, language| catalogue.get(&PermissionName::parse(of).unwrap()).unwrap().labels.text(language).to_owned();
        assert_eq!(text("mail.send", Language::ITALIAN), "Qualcosa");
        assert_eq!(text("mail.send", Language::ENGLISH), "Something");
        assert_eq!(text("identity.accounts.read", Language::ITALIAN), "Vedere gli account");
        assert_eq!(text("identity.accounts.read", Language::ENGLISH), "See the accounts");
    }
}
