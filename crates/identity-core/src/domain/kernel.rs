//! The small words everything else is said in: times, ids, names, addresses, secrets.

mod email;
mod folding;
mod id;
mod language;
mod name;
mod secret;
mod text;
mod time;

pub use email::{EmailAddress, EmailAddressError, MAX_EMAIL_BYTES};
pub use folding::folded;
pub use id::Id;
pub use language::{Language, LanguageError};
pub use name::{Handle, LoginName, LoginNameError, MAX_LOGIN_BYTES, MemberName, NameKey, TypedLogin};
pub use secret::{Digest, HouseKey, SecretBytes, SecretToken, SecretTokenError, UnlockCode};
pub use text::{DisplayName, PhoneNumber, ShortText, TextError};
pub use time::{Lifetime, Timestamp};
