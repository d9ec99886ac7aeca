//! What is wrong with a list and what to do about it, as messages of the catalogue.

use identity_core::domain::{
    import::ImportFault,
    kernel::{EmailAddressError, LanguageError, LoginNameError, TextError},
};
use identity_csv::{CellFault, Column, FileFault};

use crate::views::Remark;

/// What is wrong with a file as a whole.
pub(super) fn file_fault(fault: &FileFault) -> Remark {
    match fault {
        FileFault::Empty => Remark::new("import-empty"),
        FileFault::TooLarge { limit } => Remark::new("import-too-large").count("limit", *limit >> 20),
        FileFault::TooManyRows { limit } => Remark::new("import-too-many").count("limit", *limit),
        FileFault::NotText => Remark::new("import-no-text"),
        FileFault::Utf16 => Remark::new("import-utf16"),
        FileFault::Encoding { line, character } => at("import-encoding", *line, *character),
        FileFault::Nul { line, character } => at("import-nul", *line, *character),
        FileFault::UnknownColumn { column, name } => {
            let known = Column::ALL.map(Column::name).join(", ");
            let remark = Remark::new("import-unknown-column").count("column", u64::from(*column));
            remark.text("name", name.clone()).text("known", known)
        }
        FileFault::ColumnTwice { column, name } => {
            Remark::new("import-column-twice").count("column", u64::from(*column)).text("name", name.to_string())
        }
        FileFault::NoLogin => Remark::new("import-no-login"),
    }
}

fn at(key: &'static str, line: u32, character: u32) -> Remark {
    Remark::new(key).count("line", u64::from(line)).count("character", u64::from(character))
}

/// What is wrong with a cell.
pub(super) fn cell_fault(fault: CellFault) -> Remark {
    match fault {
        CellFault::Ragged { cells, head } => Remark::new("import-ragged").count("cells", cells).count("head", head),
        CellFault::LineBreak => Remark::new("import-line-break"),
        CellFault::TooLong { limit } => Remark::new("import-too-long").count("limit", limit),
        CellFault::OtherOrganization => Remark::new("import-other-organization"),
        CellFault::State => Remark::new("import-state"),
        CellFault::Login(error) => Remark::new(match error {
            LoginNameError::Empty => "import-login-empty",
            LoginNameError::TooLong => "import-login-long",
            LoginNameError::UnusableCharacter | LoginNameError::Host => "import-login-characters",
            LoginNameError::Invisible => "import-invisible",
        }),
        CellFault::Name(error) => match error {
            TextError::TooLong { limit } => Remark::new("import-too-long").count("limit", limit),
            TextError::LooksLikeALink => Remark::new("import-link"),
            TextError::Empty | TextError::Invisible | TextError::NotANumber => Remark::new("import-invisible"),
        },
        CellFault::Language(LanguageError) => Remark::new("import-language"),
        CellFault::Address(error) => Remark::new(match error {
            EmailAddressError::NotAnAddress => "import-address",
            EmailAddressError::UnusableCharacter => "import-address-characters",
            EmailAddressError::TooLong => "import-address-long",
            EmailAddressError::Host => "import-address-host",
        }),
    }
}

/// Why a line cannot be made true.
pub(super) fn import_fault(fault: ImportFault) -> Remark {
    match fault {
        ImportFault::NoDisplayName => Remark::new("import-no-name"),
        ImportFault::Twice { first } => Remark::new("import-twice").count("first", u64::from(first)),
        ImportFault::Owner => Remark::new("import-owner"),
        ImportFault::Stronger => Remark::new("import-stronger"),
        ImportFault::OwnAccount => Remark::new("import-own"),
        ImportFault::NoSuchOwner => Remark::new("import-no-owner"),
    }
}
