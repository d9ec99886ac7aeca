//! The host product's permissions, as `[permissions]` declares them.

use std::ops::Range;

use identity_core::domain::{
    kernel::{DisplayName, Language, TextError},
    permission::{Catalogue, CatalogueError, Category, Labels, OwnPermission, Permission, PermissionName},
};
use toml_edit::{Item, TableLike, Value};

use crate::{
    fault::{Fault, Place},
    nearest::nearest,
    settings::HostPermissions,
    source::{Sheet, Source, a, key_span},
    trouble::{Trouble, quoted},
};

/// The section.
pub(crate) const SECTION: &str = "permissions";

const LISTS: [&str; 2] = ["category", "permission"];

/// What the example file shows of it.
pub(crate) const SAMPLE: &str = r#"[[permissions.category]]
name = "mail"
label = { en = "Mail", it = "Posta" }

[[permissions.permission]]
name = "mail.send"
category = "mail"
label = { en = "Send mail", it = "Inviare posta" }

[[permissions.permission]]
name = "mail.transfer"
category = "mail"
label = { en = "Give the mailbox to somebody else", it = "Cedere la casella" }
owner_only = true
"#;

/// What is wrong with a declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeclarationTrouble {
    /// Something else stands where a list of sections belongs.
    NotAList(&'static str, &'static str),
    /// There is no such key in a declaration.
    UnknownKey(Option<&'static str>),
    /// A key that must be given is not.
    Missing(Key),
    /// The value has another type.
    WrongType(Key, &'static str),
    /// The text is no name of a permission.
    Name(String),
    /// The text is no label.
    Label(TextError),
    /// No language has this tag.
    Language(String),
    /// A label in the same language twice.
    LanguageTwice(String),
    /// The catalogue does not take it.
    Catalogue(CatalogueError),
}

/// A key of a declaration: the list that the declaration is in, and the key's name.
pub type Key = (&'static str, &'static str);

/// How a key is written, for remedies.
fn form(key: Key) -> &'static str {
    match key {
        ("category", "name") => "name = \"mail\"",
        (_, "name") => "name = \"mail.send\"",
        ("category", _) => "label = { en = \"Mail\", it = \"Posta\" }",
        (_, "category") => "category = \"mail\"",
        (_, "label") => "label = { en = \"Send mail\", it = \"Inviare posta\" }",
        _ => "owner_only = true",
    }
}

impl DeclarationTrouble {
    pub(crate) fn what(&self) -> String {
        match self {
            Self::NotAList(_, found) => format!("is a list of sections, not {found}"),
            Self::UnknownKey(_) => "there is no such key".to_owned(),
            Self::Missing((_, key)) => format!("{key} is not given"),
            Self::WrongType(_, found) => format!("has the wrong type, {found}"),
            Self::Name(given) => format!("{given} is no name of a permission"),
            Self::Label(TextError::Empty) => "says nothing".to_owned(),
            Self::Label(error) => format!("cannot be shown: {error}"),
            Self::Language(given) => format!("{given} is no language"),
            Self::LanguageTwice(tag) => format!("has two texts in the language {tag}"),
            Self::Catalogue(error) => error.to_string(),
        }
    }

    pub(crate) fn remedy(&self) -> String {
        match self {
            Self::NotAList(list, _) => {
                format!("Write each as a line [[permissions.{list}]] of its own, and its keys below.")
            }
            Self::UnknownKey(Some(meant)) => format!("Did you mean {meant}?"),
            Self::UnknownKey(None) => "identity.example.toml shows how each declaration is written.".to_owned(),
            Self::Missing(key) | Self::WrongType(key, _) => format!("Write it as {}.", form(*key)),
            Self::Name(_) => {
                "Give two to four words of a-z, 0-9 and - with dots between them, at most 64 characters, such as \"mail.send\"."
                    .to_owned()
            }
            Self::Label(_) => {
                format!("Give a text of 1 to {} characters on one line, with no address in it.", DisplayName::LIMIT)
            }
            Self::Language(_) => "Give two or three letters, such as en or it.".to_owned(),
            Self::LanguageTwice(_) => "Remove one of the two.".to_owned(),
            Self::Catalogue(error) => of_catalogue(error),
        }
    }
}

fn of_catalogue(error: &CatalogueError) -> String {
    match error {
        CatalogueError::OwnName(_) => "Begin the name with a word of your own product's.".to_owned(),
        CatalogueError::Twice(name) if name == OwnPermission::CATEGORY => {
            "Portineria's own permissions are shown under that name: give another one.".to_owned()
        }
        CatalogueError::Twice(_) => "Remove one of the two, or give it another name.".to_owned(),
        CatalogueError::NoCategory { .. } => {
            "Declare it with [[permissions.category]], or name one that is declared.".to_owned()
        }
        CatalogueError::CategoryName(_) => "Give such a name, such as \"mail\".".to_owned(),
        CatalogueError::TooMany => {
            format!("Declare at most {}.", Catalogue::LIMIT.saturating_sub(OwnPermission::ALL.len()))
        }
    }
}

/// A declaration, and where it stands.
type Placed<T> = (Place, T);

/// Reads the section. What is wrong is recorded, each with its line.
pub(crate) fn collect(sheet: &Sheet<'_>, section: &dyn TableLike, source: &mut Source) {
    let before = source.faults.len();
    let (mut categories, mut permissions) = (Vec::new(), Vec::new());
    for (name, item) in section.iter() {
        let place = sheet.place(key_span(section, name).or_else(|| item.span()));
        let Some(list) = LISTS.into_iter().find(|list| *list == name) else {
            let meant = nearest(name, LISTS).map(|(meant, _)| format!("{SECTION}.{meant}"));
            source.faults.push(Fault::elsewhere(format!("{SECTION}.{name}"), place, Trouble::UnknownKey(meant)));
            continue;
        };
        let Some(declarations) = tables(item) else {
            let found = if item.is_array() { "a list of something else" } else { a(item.type_name()) };
            let trouble = DeclarationTrouble::NotAList(list, found);
            source.faults.push(fault(list, place, trouble));
            continue;
        };
        for (span, table) in declarations {
            let place = sheet.place(span);
            let mut declaration = Declaration { sheet, place, table, list, faults: &mut source.faults };
            match list {
                "category" => categories.extend(declaration.category()),
                _ => permissions.extend(declaration.permission()),
            }
        }
    }
    // Declarations that could not be read would make others look wrong.
    if source.faults.len() == before {
        source.declared = fitting(categories, permissions, &mut source.faults);
    }
}

fn fault(of: &str, place: Place, trouble: DeclarationTrouble) -> Fault {
    Fault::elsewhere(format!("{SECTION}.{of}"), place, Trouble::Declaration(trouble))
}

/// A section of a list, with where it begins.
type Section<'a> = (Option<Range<usize>>, &'a dyn TableLike);

/// The sections of a list, however it is written.
fn tables(item: &Item) -> Option<Vec<Section<'_>>> {
    if let Some(tables) = item.as_array_of_tables() {
        return Some(tables.iter().map(|table| (table.span(), table as &dyn TableLike)).collect());
    }
    let inline = |value: &Value| value.as_inline_table().is_some();
    let array = item.as_array().filter(|array| array.iter().all(inline))?;
    let tables = array.iter().filter_map(Value::as_inline_table);
    Some(tables.map(|table| (table.span(), table as &dyn TableLike)).collect())
}

/// The declarations that the catalogue takes; the core says which it does not.
fn fitting(
    mut categories: Vec<Placed<Category>>,
    mut permissions: Vec<Placed<Permission>>,
    faults: &mut Vec<Fault>,
) -> HostPermissions {
    let mut unusable: Vec<String> = Vec::new();
    loop {
        let bare = HostPermissions {
            categories: categories.iter().map(|(_, category)| category.clone()).collect(),
            permissions: permissions.iter().map(|(_, permission)| permission.clone()).collect(),
        };
        let Err(error) = Catalogue::own().with(bare.categories.clone(), bare.permissions.clone()) else {
            return bare;
        };
        let name = match &error {
            CatalogueError::OwnName(name) | CatalogueError::Twice(name) | CatalogueError::CategoryName(name) => name,
            CatalogueError::NoCategory { permission, .. } => permission,
            CatalogueError::TooMany => "",
        };
        // The later one of two; any will do where there are too many.
        let of_permission = permissions.iter().rposition(|(_, found)| found.name.as_str() == name);
        let of_category = categories.iter().rposition(|(_, found)| found.name == name);
        let (list, place) = match (of_permission, of_category) {
            (Some(index), _) => (LISTS[1], permissions.remove(index).0),
            (None, Some(index)) => (LISTS[0], categories.remove(index).0),
            (None, None) => match permissions.last() {
                Some((place, _)) => {
                    faults.push(fault(LISTS[1], place.clone(), DeclarationTrouble::Catalogue(error)));
                    return HostPermissions::default();
                }
                None => return HostPermissions::default(),
            },
        };
        // A category with an unusable name is one fault, not one more for each permission in it.
        match &error {
            CatalogueError::CategoryName(name) => unusable.push(name.clone()),
            CatalogueError::NoCategory { category, .. } if unusable.contains(category) => continue,
            _ => {}
        }
        faults.push(fault(list, place, DeclarationTrouble::Catalogue(error)));
    }
}

/// One declaration, on its way to a value.
struct Declaration<'a> {
    sheet: &'a Sheet<'a>,
    /// Where it begins.
    place: Place,
    table: &'a dyn TableLike,
    list: &'static str,
    faults: &'a mut Vec<Fault>,
}

impl Declaration<'_> {
    fn category(&mut self) -> Option<Placed<Category>> {
        self.only(&["name", "label"]);
        let name = self.text("name");
        let labels = self.labels();
        let (place, name) = name?;
        Some((place, Category { name, labels: labels? }))
    }

    fn permission(&mut self) -> Option<Placed<Permission>> {
        self.only(&["name", "category", "label", "owner_only"]);
        let name = self.text("name").and_then(|(place, text)| match PermissionName::parse(&text) {
            Ok(name) => Some((place, name)),
            Err(_) => self.refuse("name", place, DeclarationTrouble::Name(quoted(&text))),
        });
        let category = self.text("category");
        let labels = self.labels();
        let owner_only = self.flag("owner_only");
        let (place, name) = name?;
        Some((place, Permission { name, category: category?.1, labels: labels?, owner_only: owner_only? }))
    }

    fn place_of(&self, key: &str) -> Place {
        self.sheet.place(key_span(self.table, key))
    }

    fn missing<T>(&mut self, key: &'static str) -> Option<T> {
        self.faults.push(fault(self.list, self.place.clone(), DeclarationTrouble::Missing((self.list, key))));
        None
    }

    fn refuse<T>(&mut self, key: &str, place: Place, trouble: DeclarationTrouble) -> Option<T> {
        self.faults.push(fault(&format!("{}.{key}", self.list), place, trouble));
        None
    }

    fn only(&mut self, known: &'static [&'static str]) {
        let unknown: Vec<String> =
            self.table.iter().map(|(name, _)| name.to_owned()).filter(|name| !known.contains(&name.as_str())).collect();
        for name in unknown {
            let meant =
                nearest(&name, known.iter().copied()).and_then(|(meant, _)| known.iter().find(|key| **key == meant));
            self.refuse::<()>(&name, self.place_of(&name), DeclarationTrouble::UnknownKey(meant.copied()));
        }
    }

    fn text(&mut self, key: &'static str) -> Option<Placed<String>> {
        let place = self.place_of(key);
        match self.table.get(key) {
            None => self.missing(key),
            Some(item) => match item.as_str() {
                Some(text) => Some((place, text.to_owned())),
                None => self.refuse(key, place, DeclarationTrouble::WrongType((self.list, key), a(item.type_name()))),
            },
        }
    }

    fn flag(&mut self, key: &'static str) -> Option<bool> {
        let Some(item) = self.table.get(key) else {
            return Some(false);
        };
        let found = a(item.type_name());
        item.as_bool()
            .or_else(|| self.refuse(key, self.place_of(key), DeclarationTrouble::WrongType((self.list, key), found)))
    }

    /// The English text, or else the first, is for readers of all other languages.
    fn labels(&mut self) -> Option<Labels> {
        const KEY: &str = "label";
        let Some(item) = self.table.get(KEY) else {
            return self.missing(KEY);
        };
        let place = self.place_of(KEY);
        let Some(texts) = item.as_table_like() else {
            return self.refuse(KEY, place, DeclarationTrouble::WrongType((self.list, KEY), a(item.type_name())));
        };
        let faults = self.faults.len();
        let mut read: Vec<(Language, DisplayName)> = Vec::new();
        for (tag, item) in texts.iter() {
            let trouble = match self.label(tag, item) {
                Ok((language, _)) if read.iter().any(|(other, _)| *other == language) => {
                    DeclarationTrouble::LanguageTwice(language.as_str().to_owned())
                }
                Ok(label) => {
                    read.push(label);
                    continue;
                }
                Err(trouble) => trouble,
            };
            let place = self.sheet.place(key_span(texts, tag));
            self.refuse::<()>(&format!("{KEY}.{tag}"), place, trouble);
        }
        if self.faults.len() > faults {
            return None;
        }
        let english = read.iter().find(|(language, _)| *language == Language::ENGLISH);
        let Some((_, otherwise)) = english.or(read.first()) else {
            return self.refuse(KEY, place, DeclarationTrouble::Label(TextError::Empty));
        };
        Some(read.iter().fold(Labels::new(otherwise), |labels, (language, text)| labels.with(*language, text)))
    }

    fn label(&self, tag: &str, item: &Item) -> Result<(Language, DisplayName), DeclarationTrouble> {
        let language = Language::parse(tag).map_err(|_| DeclarationTrouble::Language(quoted(tag)))?;
        let wrong = || DeclarationTrouble::WrongType((self.list, "label"), a(item.type_name()));
        let text = item.as_str().ok_or_else(wrong)?;
        Ok((language, DisplayName::parse(text).map_err(DeclarationTrouble::Label)?))
    }
}
