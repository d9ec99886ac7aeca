//! Lists of people as CSV files, to be read into what `identity-core` imports and written from what it
//! exports. The same columns both ways, so that what was exported can be imported again and changes nothing.
//!
//! ```
//! use identity_core::domain::kernel::Handle;
//!
//! let handle = Handle::parse("studio-rossi")?;
//! let sheet = identity_csv::read(b"login,display_name,contact\nmarco,Marco Bianchi,marco@mail.example\n", &handle)?;
//! assert_eq!(sheet.rows[0].login.to_string(), "marco/studio-rossi");
//! assert!(sheet.faults.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | column | what it holds | an empty cell |
//! |---|---|---|
//! | `login` | `marco` or `marco/studio-rossi`; the handle alone for the owner | is refused |
//! | `display_name` | what people call the person; a new account needs it | says nothing |
//! | `language` | `it`, `en` and so on | says nothing |
//! | `contact` | the contact address; `-` takes it away | says nothing |
//! | `state` | `active` or `suspended` | says nothing |
//!
//! Columns come in any order, and all but `login` may be missing. A file is UTF-8, with commas or semicolons
//! (as the head has them), and within [`MOST_BYTES`], [`MOST_ROWS`] and [`LONGEST_CELL`].

mod column;
mod fault;
mod formula;
mod reader;
mod text;
mod writer;

pub use column::Column;
pub use fault::{CellFault, FileFault, RowFault};
pub use reader::{LONGEST_CELL, MOST_ROWS, Sheet, read};
pub use text::MOST_BYTES;
pub use writer::{head, line};
