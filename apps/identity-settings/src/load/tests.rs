use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use insta::assert_snapshot;
use ipnet::IpNet;

use super::*;
use crate::settings::{Bar, LockoutSettings};
use crate::{KNOWN_KEYS, Kind};

mod permissions;
mod ranges;
mod together;

/// A directory with a configuration in it.
struct Desk {
    directory: tempfile::TempDir,
}

impl Desk {
    fn with(text: impl AsRef<[u8]>) -> Self {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("identity.toml"), text).unwrap();
        Self { directory }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn put(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        fs::write(self.path(name), text).unwrap();
        self
    }

    fn load(&self, environment: &[(&str, &str)]) -> Result<Settings, SettingsError> {
        Settings::load(Some(&self.path("identity.toml")), variables(environment))
    }

    /// The text of the error, without the directory's name.
    fn refusal(&self, environment: &[(&str, &str)]) -> String {
        let text = self.load(environment).unwrap_err().to_string();
        text.replace(&format!("{}/", self.directory.path().display()), "")
    }
}

fn variables(environment: &[(&str, &str)]) -> impl Iterator<Item = (String, String)> {
    let owned: Vec<_> = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    owned.into_iter()
}

fn from_environment(environment: &[(&str, &str)]) -> Result<Settings, SettingsError> {
    Settings::load(None, variables(environment))
}

/// A setting in TOML, quoted where its kind is a text.
fn line(path: &str, value: &str) -> String {
    let (section, name) = path.split_once('.').unwrap();
    let bare = KNOWN_KEYS.iter().any(|key| key.path() == path && matches!(key.kind, Kind::Count { .. } | Kind::Flag));
    if bare { format!("[{section}]\n{name} = {value}\n") } else { format!("[{section}]\n{name} = \"{value}\"\n") }
}

#[test]
#[expect(clippy::too_many_lines, reason = "the whole configuration in one snapshot")]
fn without_anything_the_first_run_has_its_defaults() {
    let settings = from_environment(&[("PATH", "/bin"), ("IDENTITY_CONFIG", "x")]).unwrap();
    assert_snapshot!(format!("{settings:#?}").replace(&format!("threads: {}", settings.passwords.threads), "threads: CORES"), @r#"
        Settings {
            web: WebSettings {
                listen: 127.0.0.1:8080,
                operations_listen: 127.0.0.1:9090,
                base_url: BaseUrl {
                    origin: "http://localhost:8080",
                    scheme_length: 4,
                    host: Name(
                        "localhost",
                    ),
                },
                trusted_proxies: [],
                time_zone: Europe/Rome,
                default_language: LanguageIdentifier {
                    language: Language(
                        Some(
                            "en",
                        ),
                    ),
                    script: None,
                    region: None,
                    variants: None,
                },
                product_name: "Portineria",
                shutdown_grace: 20s,
            },
            store: StoreSettings {
                location: Sqlite {
                    path: "identity.db",
                },
                connections: 8,
                mark: MarkFile {
                    path: "identity.key.mark",
                },
                backup_directory: None,
                backup_age: 93600s,
            },
            secrets: SecretSettings {
                house_key: HouseKeyFile {
                    path: "identity.key",
                },
            },
            mail: DevMailbox,
            operator: OperatorContact {
                name: None,
                phone: None,
                email: None,
                hours: None,
            },
            passwords: PasswordSettings {
                memory_kib: 19456,
                passes: 2,
                lanes: 1,
                threads: CORES,
                queue: 128,
            },
            throttle: ThrottleSettings {
                requests_per_minute: 60,
                burst: 30,
            },
            sessions: SessionSettings {
                idle: 43200s,
                absolute: 2592000s,
                fresh: 900s,
            },
            lockout: LockoutSettings {
                limit: 5,
                window: None,
                bar: UntilUnlocked,
                delays: false,
            },
            policy_bounds: PolicyBoundsSettings {
                limit_least: 1,
                limit_most: 100,
                window_least: Some(
                    60s,
                ),
                window_most: None,
                bar_least: For(
                    60s,
                ),
                bar_most: UntilUnlocked,
                delays: Free,
                masked_address: true,
                contact: true,
            },
            tokens: TokenSettings {
                unlock: 1800s,
                reset: 3600s,
                welcome: 604800s,
                address: 86400s,
                break_glass: 900s,
                invitation: 604800s,
            },
            audit: AuditSettings {
                keep_for: None,
            },
            logging: LoggingSettings {
                level: Level(
                    Info,
                ),
                format: Text,
            },
            permissions: HostPermissions {
                categories: [],
                permissions: [],
            },
            warnings: [],
        }
        "#);
}

#[test]
fn a_wrong_type_is_named_with_what_belongs_there() {
    assert_snapshot!(Desk::with("[sessions]\nidle = 12\n[passwords]\npasses = \"3\"\n[lockout]\ndelays = 1\nlimit = 5.0\n[web]\ntrusted_proxies = \"10.0.0.0/8\"\nlisten = { port = 1 }\n").refusal(&[]), @r#"
        identity.toml:2: sessions.idle: has the wrong type, an integer
            Give a duration from 5m to 30d, such as "12h".
        identity.toml:4: passwords.passes: has the wrong type, a text
            Give a whole number from 2 to 10, such as 2.
        identity.toml:6: lockout.delays: has the wrong type, an integer
            Give true or false, such as false.
        identity.toml:7: lockout.limit: has the wrong type, a float
            Give a whole number from 1 to 100, such as 5.
        identity.toml:9: web.trusted_proxies: has the wrong type, a text
            Give a list of IP addresses and networks, such as ["10.0.0.0/8", "192.0.2.7"].
        identity.toml:10: web.listen: has the wrong type, a section
            Give an IP address and a port, such as "127.0.0.1:8080".
        "#);
}

#[test]
fn an_unknown_key_is_refused_with_the_nearest_known_one() {
    assert_snapshot!(Desk::with(
        "listen = \"127.0.0.1:8080\"\n\n[web]\nlisen = \"127.0.0.1:8080\"\nhost = \"x\"\ncolour = \"green\"\n\n[mail]\npassword = \"hunter2\"\n\n[sesions]\nidle = \"1h\"\n\n[appearance]\n[[logging]]\n"
    )
    .refusal(&[]), @r"
        identity.toml:1: listen: there is no such key
            Did you mean web.listen?
        identity.toml:4: web.lisen: there is no such key
            Did you mean web.listen?
        identity.toml:5: web.host: there is no such key
            Did you mean mail.host?
        identity.toml:6: web.colour: there is no such key
            identity.example.toml has every key that there is.
        identity.toml:9: mail.password: there is no such key
            Did you mean mail.password_file?
        identity.toml:11: sesions: there is no such section
            Did you mean [sessions]?
        identity.toml:14: appearance: there is no such section
            identity.example.toml has every key that there is.
        identity.toml:15: logging: is a section, not a list of sections
            Write it as a line of its own in brackets, and its keys below.
        ");
}

#[test]
fn an_unknown_variable_is_refused_with_the_nearest_known_one() {
    assert_snapshot!(from_environment(&[("IDENTITY__WEB__LISTN", "x"), ("IDENTITY__COLOUR", "green"), ("IDENTITY__web__listen", "x")]).unwrap_err().to_string(), @r"
        IDENTITY__COLOUR: there is no such key
            identity.example.toml has every key that there is.
        IDENTITY__WEB__LISTN: there is no such key
            Did you mean IDENTITY__WEB__LISTEN?
        IDENTITY__web__listen: there is no such key
            Did you mean IDENTITY__WEB__LISTEN?
        ");
}

#[test]
fn what_is_out_of_range_is_told_the_range() {
    assert_snapshot!(Desk::with("[sessions]\nidle = \"4m\"\nabsolute = \"31d\"\n[passwords]\nmemory_kib = 19455\nlanes = 5\n[lockout]\nbar = \"59s\"\nlimit = -1\n").refusal(&[]), @r#"
        identity.toml:2: sessions.idle: 4m is less than 5m
            Give a duration from 5m to 30d, such as "12h".
        identity.toml:3: sessions.absolute: 31d is more than 30d
            Give a duration from 1h to 30d, such as "30d".
        identity.toml:5: passwords.memory_kib: 19455 is less than 19456
            Give a whole number from 19456 to 1048576, such as 19456.
        identity.toml:6: passwords.lanes: 5 is more than 4
            Give a whole number from 1 to 4, such as 1.
        identity.toml:8: lockout.bar: 59s is less than 1m
            Give "until-unlocked" or a duration from 1m to 30d, such as "until-unlocked".
        identity.toml:9: lockout.limit: -1 is less than 1
            Give a whole number from 1 to 100, such as 5.
        "#);
}

#[test]
fn faults_come_in_the_order_of_their_lines_and_the_environment_last() {
    let desk = Desk::with(
        "[tokens]\nunlock = \"soon\"\n\n[web]\ntrusted_proxies = [\n  \"10.0.0.0/8\",\n  \"10.0.0.7/8\",\n  \"::/0\",\n]\nbase_url = \"http://id.example.org\"\ntime_zone = \"Rome\"\n",
    );
    assert_snapshot!(desk.refusal(&[("IDENTITY__LOGGING__FORMAT", "xml"), ("IDENTITY__LOCKOUT__LIMIT", "0")]), @r#"
        identity.toml:2: tokens.unlock: "soon" cannot be understood
            Give a duration from 5m to 24h, such as "30m".
        identity.toml:7: web.trusted_proxies: "10.0.0.7/8" is an address inside a network, not a network
            Give 10.0.0.0/8 for the network, or the address alone.
        identity.toml:8: web.trusted_proxies: "::/0" is everybody, and whoever is trusted can claim to be anywhere
            Name the proxies themselves.
        identity.toml:10: web.base_url: plain http would carry passwords to id.example.org unencrypted
            Give an https:// URL, and let a reverse proxy hold the certificate.
        identity.toml:11: web.time_zone: "Rome" cannot be understood
            Give a time zone of the IANA database, such as "Europe/Rome".
        IDENTITY__LOCKOUT__LIMIT: lockout.limit: 0 is less than 1
            Give a whole number from 1 to 100, such as 5.
        IDENTITY__LOGGING__FORMAT: logging.format: "xml" cannot be understood
            Give one of "text", "json", such as text.
        "#);
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let desk = Desk::with("");
    let gone = Settings::load(Some(&desk.path("gone.toml")), variables(&[])).unwrap_err().to_string();
    assert_snapshot!(gone.replace(&format!("{}/", desk.directory.path().display()), ""), @r"
        gone.toml: cannot be read: No such file or directory (os error 2)
            Name a file that the service can read, made from identity.example.toml, or leave it out to use the defaults.
        ");
    assert_snapshot!(Desk::with(b"[web]\nproduct_name = \"Citt\xe0\"\n").refusal(&[]), @r"
        identity.toml:2: is not UTF-8 text
            Save it as UTF-8.
        ");
}

#[test]
fn a_file_that_is_not_toml_is_named_with_its_line_and_none_of_its_content() {
    assert_snapshot!(Desk::with("[web]\n\nbase_url = hunter2\n").refusal(&[]), @r"
        identity.toml:3: is not TOML: string values must be quoted, expected literal string
            Correct the line; identity.example.toml shows how each key is written.
        ");
    assert_snapshot!(Desk::with("[web]\nlisten = \"127.0.0.1:1\"\nlisten = \"127.0.0.1:2\"\n").refusal(&[]), @r"
        identity.toml:3: is not TOML: duplicate key
            Correct the line; identity.example.toml shows how each key is written.
        ");
}

#[test]
fn the_environment_comes_before_the_file() {
    let desk =
        Desk::with("[lockout]\nlimit = 7\ndelays = 3\nwindow = \"1h\"\n[web]\ntrusted_proxies = [\"10.0.0.0/8\"]\n");
    let settings = desk
        .load(&[
            ("IDENTITY__LOCKOUT__LIMIT", "9"),
            ("IDENTITY__LOCKOUT__DELAYS", "true"),
            ("IDENTITY__WEB__TRUSTED_PROXIES", "192.0.2.7, 2001:db8::/32"),
        ])
        .unwrap();
    assert_eq!(
        settings.lockout,
        LockoutSettings { limit: 9, window: Some(Duration::from_hours(1)), bar: Bar::UntilUnlocked, delays: true }
    );
    assert_eq!(
        settings.web.trusted_proxies,
        ["192.0.2.7/32".parse().unwrap(), "2001:db8::/32".parse::<IpNet>().unwrap()]
    );
    assert!(
        desk.load(&[("IDENTITY__LOCKOUT__DELAYS", "true"), ("IDENTITY__WEB__TRUSTED_PROXIES", "")])
            .unwrap()
            .web
            .trusted_proxies
            .is_empty()
    );
}

#[test]
fn a_fault_in_the_environment_names_the_variable() {
    assert_snapshot!(from_environment(&[("IDENTITY__SESSIONS__FRESH", "61m"), ("IDENTITY__LOCKOUT__LIMIT", "five"), ("IDENTITY__WEB__TRUSTED_PROXIES", "proxy.example"), ("IDENTITY__WEB__PRODUCT_NAME", "")]).unwrap_err().to_string(), @r#"
        IDENTITY__LOCKOUT__LIMIT: lockout.limit: "five" cannot be understood
            Give a whole number from 1 to 100, such as 5.
        IDENTITY__SESSIONS__FRESH: sessions.fresh: 61m is more than 1h
            Give a duration from 1m to 1h, such as 15m.
        IDENTITY__WEB__PRODUCT_NAME: web.product_name: "" cannot be understood
            Give a text of 1 to 60 characters, such as Portineria.
        IDENTITY__WEB__TRUSTED_PROXIES: web.trusted_proxies: "proxy.example" cannot be understood
            Give a list of IP addresses and networks, such as 10.0.0.0/8,192.0.2.7.
        "#);
}
