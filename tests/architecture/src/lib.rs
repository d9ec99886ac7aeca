//! What the tests about the code itself read: the repository's files, its crates, and source text without comments.

mod repository;
mod source;

pub use repository::{Member, Repository, Room};
pub use source::{Source, without_comments_and_texts};
