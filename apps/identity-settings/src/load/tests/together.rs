//! Values that depend on each other, and on files.

use super::*;
use crate::HouseKeyError;
use crate::settings::{Relay, RelaySecurity};
use crate::store_location::StoreLocation;

const RELAY: &str = "[mail]\nhost = \"smtp.example.org\"\nfrom = \"Portineria <no-reply@example.org>\"\n";

fn relay(settings: Settings) -> Relay {
    match settings.mail {
        Mail::Relay(relay) => relay,
        Mail::DevMailbox => panic!("no relay"),
    }
}

#[test]
fn a_relay_needs_little_and_takes_a_secret_from_its_file() {
    let plain = relay(Desk::with(RELAY).load(&[]).unwrap());
    assert_eq!((plain.host.as_str(), plain.port, plain.security), ("smtp.example.org", 587, RelaySecurity::StartTls));
    assert_eq!((plain.from.name(), plain.from.address()), (Some("Portineria"), "no-reply@example.org"));
    assert!(plain.credentials.is_none() && plain.trusted_certificate.is_none());

    let text = format!(
        "{RELAY}security = \"tls\"\nusername = \"me\"\npassword_file = \"smtp.secret\"\ntrusted_certificate_file = \"root.pem\"\n"
    );
    let desk = Desk::with(text).put("smtp.secret", "correct horse\n").put("root.pem", "-----BEGIN CERTIFICATE-----\n");
    let full = relay(desk.load(&[]).unwrap());
    assert_eq!((full.port, full.security), (465, RelaySecurity::Tls));
    let credentials = full.credentials.unwrap();
    assert_eq!((credentials.username.as_str(), credentials.password.expose()), ("me", "correct horse"));
    assert_eq!(full.trusted_certificate.unwrap(), b"-----BEGIN CERTIFICATE-----\n");
    assert_eq!(relay(desk.load(&[("IDENTITY__MAIL__PORT", "25")]).unwrap()).port, 25);
}

#[test]
fn half_a_relay_is_refused() {
    assert_snapshot!(Desk::with("[web]\n\n[mail]\nport = 25\nusername = \"me\"\n").refusal(&[]), @r#"
        identity.toml:3: mail.from: is not given
            Give a mail address, alone or as Name <address>, such as "Portineria <no-reply@example.org>".
        identity.toml:3: mail.host: is not given
            Give a host name or an IP address, such as "smtp.example.org".
        identity.toml:5: mail.username: means nothing without mail.password_file
            Set mail.password_file too, or remove this.
        "#);
    assert_snapshot!(from_environment(&[("IDENTITY__MAIL__HOST", "smtp.example.org")]).unwrap_err().to_string(), @r"
        IDENTITY__MAIL__FROM: mail.from: is not given
            Give a mail address, alone or as Name <address>, such as Portineria <no-reply@example.org>.
        ");
}

#[test]
fn a_secret_that_is_not_there_is_named() {
    let text =
        format!("{RELAY}username = \"me\"\npassword_file = \"smtp.secret\"\ntrusted_certificate_file = \"root.pem\"\n");
    assert_snapshot!(Desk::with(&text).put("root.pem", "x").refusal(&[]), @r"
        identity.toml:5: mail.password_file: smtp.secret cannot be read: No such file or directory (os error 2)
            Put the file there, and let the service's user read it.
        identity.toml:6: mail.trusted_certificate_file: root.pem holds no certificate in PEM
            Give a file with a block that starts with -----BEGIN CERTIFICATE-----.
        ");
    assert_snapshot!(Desk::with(&text).put("root.pem", "-----BEGIN CERTIFICATE-----").put("smtp.secret", "\n").refusal(&[]), @r"
        identity.toml:5: mail.password_file: smtp.secret is empty
            Write the secret into it, on one line.
        ");
}

#[cfg(unix)]
#[test]
fn a_secret_that_others_can_read_is_warned_about() {
    use std::os::unix::fs::PermissionsExt;
    let text =
        format!("{RELAY}username = \"me\"\npassword_file = \"smtp.secret\"\n[store]\nurl_file = \"url.secret\"\n");
    let desk = Desk::with(text)
        .put("smtp.secret", "correct horse")
        .put("url.secret", "postgres://u:p@localhost/d")
        .put("identity.key", "0".repeat(64));
    let warnings = |mode| {
        for name in ["smtp.secret", "url.secret", "identity.key"] {
            fs::set_permissions(desk.path(name), fs::Permissions::from_mode(mode)).unwrap();
        }
        let warnings = desk.load(&[]).unwrap().warnings;
        warnings
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("\n")
            .replace(&format!("{}/", desk.directory.path().display()), "")
    };
    assert_eq!(warnings(0o600), "");
    assert_snapshot!(warnings(0o644), @r"
        url.secret has mode 0644: others on this machine can read or change it. Run: chmod 600 url.secret
        identity.key has mode 0644: others on this machine can read or change it. Run: chmod 600 identity.key
        smtp.secret has mode 0644: others on this machine can read or change it. Run: chmod 600 smtp.secret
        ");
}

#[test]
fn the_url_of_the_store_is_given_once_and_never_repeated() {
    let desk =
        Desk::with("[store]\nurl_file = \"url.secret\"\n").put("url.secret", "postgres://u:hunter2@localhost/d\n");
    assert_eq!(*desk.load(&[]).unwrap().store.location.url(), "postgres://u:hunter2@localhost/d");
    assert!(!format!("{:?}", desk.load(&[]).unwrap()).contains("hunter2"));
    let both = Desk::with("[store]\nurl = \"sqlite://x.db\"\nurl_file = \"url.secret\"\n");
    assert_snapshot!(both.refusal(&[]), @r"
        identity.toml:3: store.url_file: stands beside store.url, and only one of them can hold
            Remove one of the two.
        ");
    let wrong = Desk::with("[store]\nurl_file = \"url.secret\"\n").put("url.secret", "mysql://u:hunter2@localhost/d\n");
    assert_snapshot!(wrong.refusal(&[]), @r"
        identity.toml:2: store.url_file: cannot be understood: it starts with neither sqlite:// nor postgres://
            Write into the file what belongs there, on one line.
        ");
    assert_snapshot!(from_environment(&[("IDENTITY__STORE__URL", "mysql://u:hunter2@localhost/d")]).unwrap_err().to_string(), @r"
        IDENTITY__STORE__URL: store.url: cannot be understood: it starts with neither sqlite:// nor postgres://
            Give a URL, sqlite://PATH or postgres://USER@HOST/DATABASE, such as sqlite://identity.db.
        ");
}

#[test]
fn a_store_elsewhere_is_warned_about_until_it_is_verified() {
    let warnings = |url| from_environment(&[("IDENTITY__STORE__URL", url)]).unwrap().warnings;
    assert_eq!(warnings("postgres://u@db.example/d"), [SettingsWarning::UnverifiedStore]);
    assert_eq!(warnings("postgres://u@db.example/d?sslmode=verify-full"), []);
}

#[test]
fn paths_start_at_the_directory_of_the_file() {
    let desk = Desk::with("");
    let settings = desk.load(&[]).unwrap();
    assert_eq!(settings.secrets.house_key.path(), desk.path("identity.key"));
    assert!(matches!(&settings.store.location, StoreLocation::Sqlite { path } if *path == desk.path("identity.db")));
    let elsewhere = desk.load(&[("IDENTITY__SECRETS__HOUSE_KEY_FILE", "/etc/portineria/key")]).unwrap();
    assert_eq!(elsewhere.secrets.house_key.path(), Path::new("/etc/portineria/key"));
}

#[test]
fn plain_http_is_refused_for_a_host_that_others_reach() {
    assert_snapshot!(Desk::with(format!("[web]\nbase_url = \"http://id.example.org\"\n{RELAY}")).refusal(&[]), @r"
        identity.toml:2: web.base_url: plain http would carry passwords to id.example.org unencrypted
            Give an https:// URL, and let a reverse proxy hold the certificate.
        ");
    assert_snapshot!(Desk::with(format!("[web]\nbase_url = \"https://id.example.org/app\"\n{RELAY}")).refusal(&[]), @r"
        identity.toml:2: web.base_url: has a path
            Give scheme, host and port alone, such as https://id.example.org.
        ");
    assert!(Desk::with(format!("[web]\nbase_url = \"https://id.example.org\"\n{RELAY}")).load(&[]).is_ok());
}

#[test]
fn the_dev_mailbox_is_not_for_others() {
    assert_snapshot!(Desk::with("[web]\nbase_url = \"https://id.example.org\"\n[mail]\n").refusal(&[]), @r"
        identity.toml:2: web.base_url: people reach https://id.example.org, and without a relay the dev mailbox would show them each other's letters
            Set host and from in [mail], or use a loopback base_url while trying things out.
        ");
    let reachable = from_environment(&[("IDENTITY__WEB__LISTEN", "0.0.0.0:8080")]).unwrap();
    assert_eq!(reachable.warnings, [SettingsWarning::MailboxInReach("0.0.0.0:8080".parse().unwrap())]);
    assert_eq!(from_environment(&[]).unwrap().warnings, []);
}

#[test]
fn two_listeners_need_two_addresses() {
    let same = |address| {
        from_environment(&[("IDENTITY__WEB__LISTEN", address), ("IDENTITY__WEB__OPERATIONS_LISTEN", address)])
    };
    assert_snapshot!(same("127.0.0.1:8080").unwrap_err().to_string(), @r"
        IDENTITY__WEB__OPERATIONS_LISTEN: web.operations_listen: is the same address as web.listen
            Give the operations listener a port of its own.
        ");
    assert!(same("127.0.0.1:0").is_ok());
}

#[test]
fn the_first_run_makes_a_house_key_and_no_later_one_does() {
    let desk = Desk::with("");
    let settings = desk.load(&[]).unwrap();
    let made = settings.house_key().unwrap();
    fs::write(desk.path("identity.db"), "").unwrap();
    assert_eq!(settings.house_key().unwrap(), made);
    fs::remove_file(desk.path("identity.key")).unwrap();
    assert!(matches!(settings.house_key(), Err(HouseKeyError::Missing(_))));
    assert!(!desk.path("identity.key").exists());
}

#[test]
fn nodes_on_a_server_are_given_their_house_key() {
    let desk = Desk::with("[store]\nurl = \"postgres://u@localhost/d\"\n");
    let settings = desk.load(&[]).unwrap();
    let refusal = settings.house_key().unwrap_err().to_string();
    assert_snapshot!(refusal.replace(&format!("{}/", desk.directory.path().display()), ""), @r"
        the house key identity.key is not there; without it nobody's codes, links and sessions can be checked
            New installation: make it with `identity-web key`, and copy it to every node. Otherwise: put it back from its backup.
        ");
    settings.secrets.house_key.create().unwrap();
    settings.house_key().unwrap();
}

#[test]
fn bounds_leave_something_and_hold_what_organizations_start_with() {
    assert_snapshot!(Desk::with("[policy_bounds]\nlimit_least = 9\nlimit_most = 8\nwindow_least = \"none\"\nwindow_most = \"15m\"\nbar_least = \"2h\"\nbar_most = \"1h\"\n").refusal(&[]), @r"
        identity.toml:2: policy_bounds.limit_least: is more than limit_most, and leaves nothing in between
            Lower it, or raise limit_most.
        identity.toml:4: policy_bounds.window_least: is more than window_most, and leaves nothing in between
            Lower it, or raise window_most.
        identity.toml:6: policy_bounds.bar_least: is more than bar_most, and leaves nothing in between
            Lower it, or raise bar_most.
        ");
    assert_snapshot!(Desk::with("[lockout]\nlimit = 11\nwindow = \"5m\"\n[policy_bounds]\nlimit_most = 10\nwindow_least = \"15m\"\nbar_most = \"1h\"\ndelays = \"required\"\n").refusal(&[]), @r"
        identity.toml:2: lockout.limit: is beyond policy_bounds.limit_most, and a new organization starts with it
            Give a value within the bound, or change policy_bounds.limit_most.
        identity.toml:3: lockout.window: is beyond policy_bounds.window_least, and a new organization starts with it
            Give a value within the bound, or change policy_bounds.window_least.
        default: lockout.bar: is beyond policy_bounds.bar_most, and a new organization starts with it
            Give a value within the bound, or change policy_bounds.bar_most.
        default: lockout.delays: is beyond policy_bounds.delays, and a new organization starts with it
            Give a value within the bound, or change policy_bounds.delays.
        ");
    assert_snapshot!(Desk::with("[lockout]\nlimit = 2\nwindow = \"2h\"\nbar = \"1m\"\ndelays = true\n[policy_bounds]\nlimit_least = 3\nwindow_most = \"1h\"\nbar_least = \"5m\"\ndelays = \"forbidden\"\n").refusal(&[]), @r"
        identity.toml:2: lockout.limit: is beyond policy_bounds.limit_least, and a new organization starts with it
            Give a value within the bound, or change policy_bounds.limit_least.
        identity.toml:3: lockout.window: is beyond policy_bounds.window_most, and a new organization starts with it
            Give a value within the bound, or change policy_bounds.window_most.
        identity.toml:4: lockout.bar: is beyond policy_bounds.bar_least, and a new organization starts with it
            Give a value within the bound, or change policy_bounds.bar_least.
        identity.toml:5: lockout.delays: is beyond policy_bounds.delays, and a new organization starts with it
            Give a value within the bound, or change policy_bounds.delays.
        ");
}
