//! People's stories, told through the real programs: the web app in a real browser, the CLI, and mail over real SMTP.
//!
//! The stories are in `tests/journeys`: one file each, and what they share in [`house`], [`visitor`] and [`stranger`].
//! Nothing here knows more of the programs than a person, an administrator or an attacker does: addresses, words on
//! pages, mails, and for the things that must not be kept, everything that is stored.
//!
//! `tests/run` runs them. With `IDENTITY_PICTURES` naming a directory, the pages that the stories come past are
//! pictured there.
//!
//! [`house`]: ../journeys/house/index.html
//! [`visitor`]: ../journeys/visitor/index.html
//! [`stranger`]: ../journeys/stranger/index.html
