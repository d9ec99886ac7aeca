use identity_core::domain::{
    account::{Account, ContactAddress, Standing},
    import::{ImportOutcome, outcome},
    kernel::TextError,
};
use identity_testkit::samples;
use proptest::prelude::*;

use super::*;

fn handle() -> Handle {
    Handle::parse("studio-rossi").unwrap()
}

fn sheet(text: &str) -> Sheet {
    read(text.as_bytes(), &handle()).unwrap()
}

fn file_fault(bytes: impl AsRef<[u8]>) -> FileFault {
    read(bytes.as_ref(), &handle()).unwrap_err()
}

/// The line, the column and what is wrong, of the one row that is.
fn fault(text: &str) -> (u32, Option<Column>, CellFault) {
    let sheet = sheet(text);
    assert_eq!(sheet.faults.len(), 1, "{:?}", sheet.faults);
    (sheet.faults[0].line, sheet.faults[0].column, sheet.faults[0].what)
}

#[test]
fn a_row_is_read_column_by_column_in_any_order() {
    let sheet = sheet(
        "State,contact,LOGIN,language,display_name\r\nsuspended,marco@mail.example,Marco,EN,Marco Bianchi\r\n,,anna/studio-rossi,,\r\n\r\nactive,-,studio-rossi,,\"Rossi, Giulia\"\r\n",
    );
    assert_eq!(sheet.faults, []);
    let marco = &sheet.rows[0];
    assert_eq!((marco.line, marco.login.to_string().as_str()), (2, "marco/studio-rossi"));
    assert_eq!(marco.display_name.as_ref().map(DisplayName::as_str), Some("Marco Bianchi"));
    assert_eq!(marco.language, Some(Language::ENGLISH));
    assert_eq!(marco.contact, ContactWish::At(samples::address("marco@mail.example")));
    assert_eq!(marco.standing, Some(StandingWish::Suspended));
    let anna = &sheet.rows[1];
    assert_eq!((anna.line, anna.login.to_string().as_str()), (3, "anna/studio-rossi"));
    assert_eq!(
        (&anna.display_name, anna.language, &anna.contact, anna.standing),
        (&None, None, &ContactWish::AsItIs, None)
    );
    let giulia = &sheet.rows[2];
    assert_eq!((giulia.line, giulia.login.to_string().as_str()), (5, "studio-rossi"));
    assert_eq!((&giulia.contact, giulia.standing), (&ContactWish::Nowhere, Some(StandingWish::Active)));
    assert_eq!(giulia.display_name.as_ref().map(DisplayName::as_str), Some("Rossi, Giulia"));
}

#[test]
fn semicolons_and_a_byte_order_mark_are_taken_as_spreadsheets_write_them() {
    let sheet = sheet("\u{feff}login;display_name\nmarco;\"Bianchi; Marco, detto \"\"il Rosso\"\"\"\n");
    assert_eq!(sheet.rows[0].display_name.as_ref().unwrap().as_str(), "Bianchi; Marco, detto \"il Rosso\"");
}

#[test]
fn a_file_that_is_no_csv_says_what_it_is_instead() {
    assert_eq!(file_fault(""), FileFault::Empty);
    assert_eq!(file_fault("\u{feff} \n\n"), FileFault::Empty);
    assert_eq!(file_fault(b"PK\x03\x04rest"), FileFault::NotText);
    assert_eq!(file_fault(b"%PDF-1.7"), FileFault::NotText);
    let utf16: Vec<u8> = "login,state\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(file_fault(&utf16), FileFault::Utf16);
    assert_eq!(file_fault([b"\xff\xfe".as_slice(), &utf16].concat()), FileFault::Utf16);
    assert_eq!(file_fault(b"\xfe\xff\0l\0o"), FileFault::Utf16);
    assert_eq!(
        file_fault(b"login,display_name\nmarco,Nicol\xf2\n"),
        FileFault::Encoding { line: 2, character: 12 },
        "Latin-1"
    );
    assert_eq!(file_fault("login\nmàrco\0\n"), FileFault::Nul { line: 2, character: 6 });
    assert_eq!(
        file_fault("<!doctype html>\n<p>"),
        FileFault::UnknownColumn { column: 1, name: "<!doctype html>".to_owned() }
    );
}

#[test]
fn a_head_that_cannot_be_right_is_refused_with_its_column() {
    assert_eq!(
        file_fault("login,display name\n"),
        FileFault::UnknownColumn { column: 2, name: "display name".to_owned() }
    );
    assert_eq!(file_fault("login,\n"), FileFault::UnknownColumn { column: 2, name: String::new() });
    assert_eq!(file_fault("login,state,State\n"), FileFault::ColumnTwice { column: 3, name: Column::State });
    assert_eq!(file_fault("display_name\nAnna\n"), FileFault::NoLogin);
    let FileFault::UnknownColumn { name, .. } = file_fault("x".repeat(1_000_000)) else { panic!("another fault") };
    assert_eq!(name.len(), 83);
}

#[test]
fn what_is_wrong_with_a_cell_is_told_with_line_and_column() {
    let rows = |row: &str| {
        format!("login,display_name,language,contact,state\nanna,Anna,it,anna@mail.example,active\n{row}\n")
    };
    for (row, column, what) in [
        ("mar co,M,,,", Column::Login, CellFault::Login(LoginNameError::UnusableCharacter)),
        (",M,,,", Column::Login, CellFault::Login(LoginNameError::Empty)),
        ("mar\u{200b}co,M,,,", Column::Login, CellFault::Login(LoginNameError::Invisible)),
        ("marco/studio-verdi,M,,,", Column::Login, CellFault::OtherOrganization),
        ("marco,https://evil.example,,,", Column::DisplayName, CellFault::Name(TextError::LooksLikeALink)),
        ("marco,M\u{202e}arco,,,", Column::DisplayName, CellFault::Name(TextError::Invisible)),
        ("marco,\"M\nN\",,,", Column::DisplayName, CellFault::LineBreak),
        ("marco,M,italiano,,", Column::Language, CellFault::Language(Language::parse("italiano").unwrap_err())),
        (
            "marco,M,,\"a@mail.example, b@mail.example\",",
            Column::Contact,
            CellFault::Address(EmailAddress::parse("a@mail.example, b").unwrap_err()),
        ),
        ("marco,M,,,locked", Column::State, CellFault::State),
    ] {
        assert_eq!(fault(&rows(row)), (3, Some(column), what), "{row}");
        assert_eq!(sheet(&rows(row)).rows.len(), 1, "the other row is read all the same");
    }
    assert_eq!(fault(&rows("marco,M")), (3, None, CellFault::Ragged { cells: 2, head: 5 }));
    assert_eq!(fault(&rows("marco,M,,,,x")), (3, None, CellFault::Ragged { cells: 6, head: 5 }));
}

#[test]
fn lines_are_counted_however_they_end() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["login,state", "", "anna,x", "", "", "bruno,y"].join(end);
        let lines: Vec<u32> = sheet(&text).faults.iter().map(|fault| fault.line).collect();
        assert_eq!(lines, [3, 6], "{end:?}");
    }
}

#[test]
fn a_quote_that_is_not_closed_swallows_nothing_in_silence() {
    let text = "login,display_name\nmarco,\"Marco\nanna,Anna\nbruno,Bruno\n";
    assert_eq!(fault(text), (2, Some(Column::DisplayName), CellFault::LineBreak));
}

#[test]
fn each_limit_holds_on_both_sides() {
    let cell = |letters: usize| format!("login,contact\nmarco,{}\n", "x".repeat(letters));
    assert_eq!(fault(&cell(LONGEST_CELL + 1)).2, CellFault::TooLong { limit: LONGEST_CELL });
    assert!(matches!(fault(&cell(LONGEST_CELL)).2, CellFault::Address(_)));
    assert_eq!(fault(&cell(1_000_000)).2, CellFault::TooLong { limit: LONGEST_CELL });

    let rows = |count: usize| (0..count).fold("login\n".to_owned(), |all, n| all + &format!("m{n}\n"));
    assert_eq!(sheet(&rows(MOST_ROWS)).rows.len(), MOST_ROWS);
    assert_eq!(file_fault(rows(MOST_ROWS + 1)), FileFault::TooManyRows { limit: MOST_ROWS });

    let mut bytes = b"login\nmarco\n".to_vec();
    bytes.resize(crate::MOST_BYTES, b'\n');
    assert_eq!(read(&bytes, &handle()).unwrap().rows.len(), 1);
    bytes.push(b'\n');
    assert_eq!(file_fault(bytes), FileFault::TooLarge { limit: crate::MOST_BYTES });
}

fn display_names() -> impl Strategy<Value = DisplayName> {
    "['=+@\\-]{0,2}[A-Za-zàèòüßñ名前,;\" ']{1,20}".prop_filter_map("no name", |name| DisplayName::parse(&name).ok())
}

fn accounts() -> impl Strategy<Value = Account> {
    let names = ("[a-z0-9][a-z0-9_-]{0,10}[a-z0-9]", display_names());
    let rest = (proptest::option::of("[=+a-z-]{1,8}@mail\\.example"), any::<bool>(), "[a-z]{2,3}");
    (names, rest).prop_map(|((login, name), (address, is_active, language))| {
        let organization = samples::organization("studio-rossi");
        let member = samples::member(&organization, &login);
        Account {
            name,
            language: Language::parse(&language).unwrap(),
            contact: address.map(|address| ContactAddress { address: samples::address(&address), confirmed_at: None }),
            standing: if is_active { Standing::Active } else { Standing::Suspended { since: samples::NOON } },
            ..member
        }
    })
}

proptest! {
    #[test]
    fn what_was_exported_changes_nothing_when_it_is_imported(account in accounts()) {
        let text = format!("{}{}", crate::head(), crate::line(&account));
        let sheet = sheet(&text);
        prop_assert_eq!(&sheet.faults, &[]);
        let [row] = sheet.rows.as_slice() else { panic!("{text}") };
        prop_assert_eq!(outcome(row, Some(&account)), ImportOutcome::Unchanged);
        prop_assert_eq!(row.display_name.as_ref(), Some(&account.name));
        prop_assert_eq!(row.language, Some(account.language));
        prop_assert!(!crate::line(&account).contains(",="), "{}", text);
        for cell in text.lines().nth(1).unwrap_or_default().split(',') {
            prop_assert!(!cell.trim_start_matches('"').starts_with(['=', '+', '@', '-']) || cell.starts_with('"'), "{}", text);
        }
    }

    #[test]
    fn no_bytes_at_all_break_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..300), text in "(login|state|[,;\"\n'=]|[a-z]{1,3}){0,60}") {
        for bytes in [bytes.as_slice(), text.as_bytes()] {
            if let Ok(sheet) = read(bytes, &handle()) {
                prop_assert!(sheet.rows.len() + sheet.faults.len() <= bytes.len());
            }
        }
    }
}
