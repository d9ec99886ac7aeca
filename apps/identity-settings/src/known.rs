//! The one table of keys. Reading, defaults, suggestions and the example file all come from it.

use std::time::Duration;

use crate::fault::Place;
use crate::span::written;

/// One key that a configuration may hold.
#[derive(Debug)]
pub struct KnownKey {
    /// The table it stands in.
    pub section: &'static str,
    /// Its name inside that table.
    pub name: &'static str,
    /// What its value is, with its bounds.
    pub kind: Kind,
    /// What holds when it is not given.
    pub fallback: Fallback,
    /// What it is for, in lines as the example file shows them.
    pub doc: &'static str,
}

/// What a key's value is.
#[derive(Debug)]
pub enum Kind {
    /// A line of text for people.
    Text {
        /// The most characters it may have.
        longest: usize,
    },
    /// A whole number.
    Count {
        /// The least that is accepted.
        least: u32,
        /// The most that is accepted.
        most: u32,
    },
    /// A duration, written as a number and `s`, `m`, `h` or `d`.
    Span {
        /// The shortest that is accepted.
        least: Duration,
        /// The longest that is accepted.
        most: Duration,
        /// A word that may stand in its place.
        word: Option<&'static str>,
    },
    /// One of these words.
    Choice(&'static [&'static str]),
    /// `true` or `false`.
    Flag,
    /// An IP address with a port.
    Socket,
    /// The origin that browsers see.
    Origin,
    /// A name of the IANA time zone database.
    Zone,
    /// A BCP 47 language tag.
    Language,
    /// A list of IP networks.
    Networks,
    /// Where the database is.
    Store,
    /// A path to a file.
    File,
    /// A host name or an IP address.
    Host,
    /// A mail address.
    Address,
    /// A mail address, alone or as `Name <address>`.
    Sender,
}

/// What holds when a key is not given.
#[derive(Debug, Clone, Copy)]
pub enum Fallback {
    /// This value, written as it would be in the environment.
    Value(&'static str),
    /// Nothing; the example file shows the first text, and the second says what its absence means.
    Absent(&'static str, &'static str),
}

impl KnownKey {
    /// `section.name`.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{}.{}", self.section, self.name)
    }

    /// The environment variable that sets it.
    #[must_use]
    pub fn variable(&self) -> String {
        format!("IDENTITY__{}__{}", self.section, self.name).to_uppercase()
    }

    /// Its default, or else a value to show as an example.
    #[must_use]
    pub fn sample(&self) -> &'static str {
        match self.fallback {
            Fallback::Value(value) | Fallback::Absent(value, _) => value,
        }
    }

    /// The sample as TOML.
    #[must_use]
    pub fn sample_as_toml(&self) -> String {
        match self.kind {
            Kind::Count { .. } | Kind::Flag => self.sample().to_owned(),
            Kind::Networks => {
                let networks: Vec<String> =
                    self.sample().split(',').filter(|one| !one.is_empty()).map(|one| format!("\"{one}\"")).collect();
                format!("[{}]", networks.join(", "))
            }
            _ => format!("\"{}\"", self.sample()),
        }
    }

    /// The sample as it is written at `place`.
    pub(crate) fn sample_at(&self, place: &Place) -> String {
        match (place, &self.kind) {
            (Place::Environment { .. }, Kind::Networks) => "10.0.0.0/8,192.0.2.7".to_owned(),
            (_, Kind::Networks) => "[\"10.0.0.0/8\", \"192.0.2.7\"]".to_owned(),
            (Place::Environment { .. }, _) => self.sample().to_owned(),
            _ => self.sample_as_toml(),
        }
    }
}

impl Kind {
    /// What may be given, in words: `a duration from 5m to 30d`.
    #[must_use]
    pub fn allowed(&self) -> String {
        match self {
            Self::Text { longest } => format!("a text of 1 to {longest} characters"),
            Self::Count { least, most } => format!("a whole number from {least} to {most}"),
            Self::Span { least, most, word: None } => {
                format!("a duration from {} to {}", written(*least), written(*most))
            }
            Self::Span { least, most, word: Some(word) } => {
                format!("\"{word}\" or a duration from {} to {}", written(*least), written(*most))
            }
            Self::Choice(words) => {
                let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
                format!("one of {}", quoted.join(", "))
            }
            Self::Flag => "true or false".to_owned(),
            Self::Socket => "an IP address and a port".to_owned(),
            Self::Origin => "a URL of scheme, host and port alone".to_owned(),
            Self::Zone => "a time zone of the IANA database".to_owned(),
            Self::Language => "a language tag".to_owned(),
            Self::Networks => "a list of IP addresses and networks".to_owned(),
            Self::Store => "a URL, sqlite://PATH or postgres://USER@HOST/DATABASE".to_owned(),
            Self::File => "a path to a file".to_owned(),
            Self::Host => "a host name or an IP address".to_owned(),
            Self::Address => "a mail address".to_owned(),
            Self::Sender => "a mail address, alone or as Name <address>".to_owned(),
        }
    }
}

const fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

const fn minutes(count: u64) -> Duration {
    Duration::from_mins(count)
}

const fn hours(count: u64) -> Duration {
    Duration::from_hours(count)
}

const fn days(count: u64) -> Duration {
    Duration::from_hours(count * 24)
}

/// A duration between two bounds, with no word in its place.
const fn span(least: Duration, most: Duration) -> Kind {
    Kind::Span { least, most, word: None }
}

const fn count(least: u32, most: u32) -> Kind {
    Kind::Count { least, most }
}

macro_rules! known_keys {
    ($($constant:ident: $section:literal $name:literal, $kind:expr, $fallback:expr, $doc:literal;)+) => {
        $(pub(crate) static $constant: KnownKey =
            KnownKey { section: $section, name: $name, kind: $kind, fallback: $fallback, doc: $doc };)+

        /// Every key that there is, in the order of the example file.
        pub static KNOWN_KEYS: &[&KnownKey] = &[$(&$constant),+];
    };
}

use Fallback::{Absent, Value};

known_keys! {
    WEB_LISTEN: "web" "listen", Kind::Socket, Value("127.0.0.1:8080"),
        "Where the pages are served.";
    WEB_OPERATIONS_LISTEN: "web" "operations_listen", Kind::Socket, Value("127.0.0.1:9090"),
        "Where /healthz, /readyz and /metrics are served. Not for the public: keep it on an inner address.";
    WEB_BASE_URL: "web" "base_url", Kind::Origin, Value("http://localhost:8080"),
        "What people's browsers see, and the start of every link in a mail: scheme, host and port, no path.\nPlain http is accepted for a loopback host only, since passwords travel over it.";
    WEB_TRUSTED_PROXIES: "web" "trusted_proxies", Kind::Networks, Value(""),
        "Reverse proxies whose X-Forwarded-For is believed, such as [\"10.0.0.0/8\", \"192.0.2.7\"].\nAnybody else's is ignored.";
    WEB_TIME_ZONE: "web" "time_zone", Kind::Zone, Value("Europe/Rome"),
        "The zone in which pages and mails write times.";
    WEB_DEFAULT_LANGUAGE: "web" "default_language", Kind::Language, Value("en"),
        "The language for people whose own is not known.";
    WEB_PRODUCT_NAME: "web" "product_name", Kind::Text { longest: 60 }, Value("Portineria"),
        "The name on every page and in every mail.";
    WEB_SHUTDOWN_GRACE: "web" "shutdown_grace", span(seconds(1), minutes(10)), Value("20s"),
        "How long requests that are under way may go on after the signal to stop.";

    STORE_URL: "store" "url", Kind::Store, Value("sqlite://identity.db"),
        "The database: a SQLite file, or PostgreSQL 15 or later. SQLite is for one node.";
    STORE_URL_FILE: "store" "url_file", Kind::File, Absent("store-url.secret", "url is used"),
        "A file that holds the URL, for one with a password in it. Instead of url, not beside it.";
    STORE_CONNECTIONS: "store" "connections", count(1, 64), Value("8"),
        "The most connections to the database. SQLite uses fewer: it has one writer at a time.";
    STORE_MARK_FILE: "store" "mark_file", Kind::File, Absent("identity.mark", "beside house_key_file, with .mark behind its name"),
        "Where the service remembers how far the database had come, so that it refuses to start on an older copy until\n`identity restored` has been told. Holds no secret. Keep it out of the database's backups.";
    STORE_BACKUP_DIRECTORY: "store" "backup_directory", Kind::File, Absent("/var/backups/portineria", "doctor does not look for backups"),
        "Where backups are kept. `identity doctor` says when the newest file there is too old.";
    STORE_BACKUP_AGE: "store" "backup_age", span(hours(1), days(30)), Value("26h"),
        "How old the newest backup may become.";

    SECRETS_HOUSE_KEY_FILE: "secrets" "house_key_file", Kind::File, Value("identity.key"),
        "The key that this installation's digests are bound to: 32 bytes in hexadecimal. Every node needs the same.\nMade at the first run with SQLite; for PostgreSQL make it with `identity-web key` and copy it to each node.\nKeep a copy apart from the database's backups.";

    MAIL_HOST: "mail" "host", Kind::Host, Absent("smtp.example.org", "must be given when anything of [mail] is"),
        "The SMTP relay.";
    MAIL_PORT: "mail" "port", count(1, 65_535), Absent("587", "587 for starttls, 465 for tls"),
        "Its port.";
    MAIL_SECURITY: "mail" "security", Kind::Choice(&["starttls", "tls"]), Value("starttls"),
        "How the connection is encrypted. Either way the relay's certificate is verified.";
    MAIL_USERNAME: "mail" "username", Kind::Text { longest: 255 }, Absent("portineria", "no authentication"),
        "Whom to authenticate as. Goes together with password_file.";
    MAIL_PASSWORD_FILE: "mail" "password_file", Kind::File, Absent("smtp-password.secret", "no authentication"),
        "The file that holds the password, readable by the service alone. Goes together with username.";
    MAIL_FROM: "mail" "from", Kind::Sender, Absent("Portineria <no-reply@example.org>", "must be given when anything of [mail] is"),
        "Whom letters come from.";
    MAIL_TIMEOUT: "mail" "timeout", span(seconds(5), seconds(50)), Value("30s"),
        "How long one delivery may take in all, before it is tried again later.";
    MAIL_TRUSTED_CERTIFICATE_FILE: "mail" "trusted_certificate_file", Kind::File, Absent("relay-root.pem", "the public authorities alone"),
        "A root certificate in PEM to trust beside the public ones, for a private relay.";

    OPERATOR_NAME: "operator" "name", Kind::Text { longest: 120 }, Absent("Help desk", "not shown"),
        "Who can help.";
    OPERATOR_PHONE: "operator" "phone", Kind::Text { longest: 40 }, Absent("+39 06 0000 0000", "not shown"),
        "Their telephone number, as people read it.";
    OPERATOR_EMAIL: "operator" "email", Kind::Address, Absent("help@example.org", "not shown"),
        "Their mail address.";
    OPERATOR_HOURS: "operator" "hours", Kind::Text { longest: 120 }, Absent("Mon-Fri 9-18", "not shown"),
        "When they are there.";

    PASSWORDS_MEMORY_KIB: "passwords" "memory_kib", count(19_456, 1_048_576), Value("19456"),
        "Memory of one argon2id hash, in KiB. Each hashing thread keeps this much.";
    PASSWORDS_PASSES: "passwords" "passes", count(2, 10), Value("2"),
        "Passes over that memory.";
    PASSWORDS_LANES: "passwords" "lanes", count(1, 4), Value("1"),
        "Lanes of one hash.";
    PASSWORDS_THREADS: "passwords" "threads", count(0, 64), Value("0"),
        "Hashes at the same time. 0 is as many as there are cores.";
    PASSWORDS_QUEUE: "passwords" "queue", count(1, 4096), Value("128"),
        "Hashes that may wait for a thread. Beyond that people are asked to try again in a moment (503).";

    THROTTLE_REQUESTS_PER_MINUTE: "throttle" "requests_per_minute", count(1, 1_000_000), Value("60"),
        "Sign-in, unlock and recovery requests per minute from one source network (IPv4 address, IPv6 /64).";
    THROTTLE_BURST: "throttle" "burst", count(1, 1_000_000), Value("30"),
        "How many of them may come at once.";

    SESSIONS_IDLE: "sessions" "idle", span(minutes(5), days(30)), Value("12h"),
        "A session ends after this long without use.";
    SESSIONS_ABSOLUTE: "sessions" "absolute", span(hours(1), days(30)), Value("30d"),
        "A session ends after this long in any case.";
    SESSIONS_FRESH: "sessions" "fresh", span(minutes(1), hours(1)), Value("15m"),
        "How long a sign-in counts as recent; afterwards sensitive acts ask for the password again.";

    LOCKOUT_LIMIT: "lockout" "limit", count(1, 100), Value("5"),
        "Consecutive failures that bar a login name.";
    LOCKOUT_WINDOW: "lockout" "window", Kind::Span { least: minutes(1), most: days(30), word: Some("none") }, Value("none"),
        "Failures no longer count after this long without another. \"none\": they count until a success or an unlock.";
    LOCKOUT_BAR: "lockout" "bar", Kind::Span { least: minutes(1), most: days(30), word: Some("until-unlocked") }, Value("until-unlocked"),
        "How long a barred login name stays barred.";
    LOCKOUT_DELAYS: "lockout" "delays", Kind::Flag, Value("false"),
        "Whether each failure makes the next attempt wait longer.";

    POLICY_BOUNDS_LIMIT_LEAST: "policy_bounds" "limit_least", count(1, 100), Value("1"),
        "The fewest failures that may bar a login name.";
    POLICY_BOUNDS_LIMIT_MOST: "policy_bounds" "limit_most", count(1, 100), Value("100"),
        "The most failures that may be accepted before it is barred.";
    POLICY_BOUNDS_WINDOW_LEAST: "policy_bounds" "window_least", Kind::Span { least: minutes(1), most: days(30), word: Some("none") }, Value("1m"),
        "The shortest window in which failures may count. \"none\": they must always count until a success or an unlock.";
    POLICY_BOUNDS_WINDOW_MOST: "policy_bounds" "window_most", Kind::Span { least: minutes(1), most: days(30), word: Some("none") }, Value("none"),
        "The longest window. \"none\": failures may count until a success or an unlock.";
    POLICY_BOUNDS_BAR_LEAST: "policy_bounds" "bar_least", Kind::Span { least: minutes(1), most: days(30), word: Some("until-unlocked") }, Value("1m"),
        "The shortest time that a lockout may last. \"until-unlocked\": it must always last until somebody unlocks.";
    POLICY_BOUNDS_BAR_MOST: "policy_bounds" "bar_most", Kind::Span { least: minutes(1), most: days(30), word: Some("until-unlocked") }, Value("until-unlocked"),
        "The longest time. \"until-unlocked\": a lockout may last until somebody unlocks.";
    POLICY_BOUNDS_DELAYS: "policy_bounds" "delays", Kind::Choice(&["free", "required", "forbidden"]), Value("free"),
        "Whether growing delays are left to the organizations.";
    POLICY_BOUNDS_MASKED_ADDRESS: "policy_bounds" "masked_address", Kind::Flag, Value("true"),
        "Whether an organization may show the masked contact address to whoever types a login name.\nIt tells which login names exist.";
    POLICY_BOUNDS_CONTACT: "policy_bounds" "contact", Kind::Flag, Value("true"),
        "Whether an organization may show its contact person to whoever types a login name.\nIt tells which login names exist.";

    TOKENS_UNLOCK: "tokens" "unlock", span(minutes(5), hours(24)), Value("30m"),
        "How long the code and link that unlock are good.";
    TOKENS_RESET: "tokens" "reset", span(minutes(5), hours(24)), Value("1h"),
        "How long the link that resets a password is good.";
    TOKENS_WELCOME: "tokens" "welcome", span(hours(1), days(30)), Value("7d"),
        "How long the link with which a new person sets a password is good.";
    TOKENS_ADDRESS: "tokens" "address", span(hours(1), days(7)), Value("24h"),
        "How long the link that confirms a contact address is good.";
    TOKENS_BREAK_GLASS: "tokens" "break_glass", span(minutes(5), hours(1)), Value("15m"),
        "How long the link is good that `identity break-glass` prints.";
    TOKENS_INVITATION: "tokens" "invitation", span(hours(1), days(30)), Value("7d"),
        "How long an invitation can be accepted, from when it is made; sending it again makes it no longer.";

    AUDIT_KEEP_FOR: "audit" "keep_for", Kind::Span { least: days(30), most: days(3_650), word: Some("forever") }, Value("forever"),
        "How long lines of the audit log are kept. Older ones are taken out, whole sealed batches at a time, about once a day;\ntheir seals and the counts of the overview stay, so that the log can still be verified.";

    LOGGING_LEVEL: "logging" "level", Kind::Choice(&["error", "warn", "info", "debug", "trace"]), Value("info"),
        "The least that is logged.";
    LOGGING_FORMAT: "logging" "format", Kind::Choice(&["text", "json"]), Value("text"),
        "Lines for people, or an object per line for machines.";
}

/// What the example file says above each section. Those of `permissions` are no keys but declarations: see
/// [`crate::declared`].
pub(crate) const SECTIONS: &[(&str, &str)] = &[
    ("web", "Pages."),
    ("store", "Where everything is kept."),
    ("secrets", "Secrets that are neither in this file nor in the database."),
    (
        "mail",
        "Outgoing mail. While nothing is set here, letters are shown at /dev/mailbox instead of being sent:\nfor trying things out, and refused for a base_url that others can reach.",
    ),
    ("operator", "Whom people may turn to, shown to everyone in the same way."),
    ("passwords", "What hashing a password costs. Raised costs apply to each password at its next use."),
    ("throttle", "What one source network may ask for."),
    ("sessions", "How long a sign-in lasts."),
    ("lockout", "What a new organization starts with; each can have its own policy afterwards."),
    (
        "policy_bounds",
        "How far organizations may go with a policy of their own. A policy that they have already, and that is beyond a bound set\nlater, holds until it is changed; `identity doctor` and the console tell of it.",
    ),
    ("tokens", "How long mailed codes and links are good."),
    ("audit", "The audit log."),
    ("logging", "What the service writes about itself, to standard error."),
    (
        "permissions",
        "What the host product lets its accounts do, shown before Portineria's own permissions. A category is one word, a permission\ntwo to four with dots between them; owner_only says that it can never be given to anybody. Labels are one line of\n1 to 80 characters for each language; readers of others read the English one, or else the first. At most 488 permissions.",
    ),
];
