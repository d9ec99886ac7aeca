//! People's stories, told through the real programs: the web app in a real browser, the CLI, and mail over real SMTP.
//!
//! The stories are in `tests/journeys`, one file each, listed in its `main.rs`; what they share is in `house`, `visitor`
//! and `stranger` beside them. Nothing here knows more of the programs than a person, an administrator or an attacker
//! does: addresses, words on pages, mails, and for what must not be kept, everything that is stored.
//!
//! `tests/run` runs them. With `IDENTITY_PICTURES` naming a directory, pages that the stories come past are pictured
//! there.
