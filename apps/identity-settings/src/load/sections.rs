//! Each section of the configuration, from what was given to its values.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::thread;
use std::time::Duration;

use ipnet::IpNet;
use tracing::Level;
use unic_langid::LanguageIdentifier;

use crate::base_url::{BaseUrl, host_name};
use crate::known::{self as keys, KnownKey};
use crate::mark::MarkFile;
use crate::reading::{Reading, Refused, text_within};
use crate::secret_file::{read_certificates, read_secret};
use crate::sender::{Sender, address};
use crate::settings::{
    AuditSettings, Bar, DelaysLeave, LockoutSettings, LogFormat, LoggingSettings, Mail, OperatorContact,
    PasswordSettings, PolicyBoundsSettings, Relay, RelayCredentials, RelaySecurity, SecretSettings, SessionSettings,
    StoreSettings, ThrottleSettings, TokenSettings, WebSettings,
};
use crate::store_location::StoreLocation;
use crate::trouble::{Trouble, quoted};

pub(super) fn web(reading: &mut Reading) -> Result<WebSettings, Refused> {
    let listen = reading.value(&keys::WEB_LISTEN, parsed);
    let operations_listen = reading.value(&keys::WEB_OPERATIONS_LISTEN, parsed);
    let base_url = reading.value(&keys::WEB_BASE_URL, BaseUrl::parse);
    let trusted_proxies = reading.list(&keys::WEB_TRUSTED_PROXIES, network);
    let time_zone = reading.value(&keys::WEB_TIME_ZONE, parsed);
    let default_language = reading.value(&keys::WEB_DEFAULT_LANGUAGE, language);
    let product_name = reading.value(&keys::WEB_PRODUCT_NAME, |text| text_within(&keys::WEB_PRODUCT_NAME, text));
    let shutdown_grace = reading.span(&keys::WEB_SHUTDOWN_GRACE);
    Ok(WebSettings {
        listen: listen?,
        operations_listen: operations_listen?,
        base_url: base_url?,
        trusted_proxies: trusted_proxies?,
        time_zone: time_zone?,
        default_language: default_language?,
        product_name: product_name?,
        shutdown_grace: shutdown_grace?,
    })
}

pub(super) fn store(reading: &mut Reading) -> Result<StoreSettings, Refused> {
    let base = reading.base().to_owned();
    let location = if !reading.has(&keys::STORE_URL_FILE) {
        reading.value(&keys::STORE_URL, |text| StoreLocation::parse(text, &base))
    } else if reading.has(&keys::STORE_URL) {
        reading.refuse(&keys::STORE_URL_FILE, Trouble::Beside("store.url"));
        Err(Refused)
    } else {
        reading.warn_if_loose(&keys::STORE_URL_FILE);
        reading
            .content(&keys::STORE_URL_FILE, |path| {
                read_secret(path).and_then(|url| StoreLocation::parse(url.expose(), &base))
            })
            .and_then(|location| location.ok_or(Refused))
    };
    let connections = reading.count(&keys::STORE_CONNECTIONS);
    let mark = if reading.has(&keys::STORE_MARK_FILE) {
        reading.file(&keys::STORE_MARK_FILE)
    } else {
        reading.file(&keys::SECRETS_HOUSE_KEY_FILE).map(|key| {
            let mut name = key.into_os_string();
            name.push(".mark");
            name.into()
        })
    };
    let backup_directory = if reading.has(&keys::STORE_BACKUP_DIRECTORY) {
        reading.file(&keys::STORE_BACKUP_DIRECTORY).map(Some)
    } else {
        Ok(None)
    };
    let backup_age = reading.span(&keys::STORE_BACKUP_AGE);
    Ok(StoreSettings {
        location: location?,
        connections: connections?,
        mark: MarkFile::at(mark?),
        backup_directory: backup_directory?,
        backup_age: backup_age?,
    })
}

pub(super) fn secrets(reading: &mut Reading) -> Result<SecretSettings, Refused> {
    reading.warn_if_loose(&keys::SECRETS_HOUSE_KEY_FILE);
    reading.file(&keys::SECRETS_HOUSE_KEY_FILE).map(SecretSettings::at)
}

pub(super) fn mail(reading: &mut Reading) -> Result<Mail, Refused> {
    if !reading.mentions("mail") {
        return Ok(Mail::DevMailbox);
    }
    let host = reading.value(&keys::MAIL_HOST, |text| host_name(text).ok_or_else(|| Trouble::unparsable(text)));
    let security = reading.choice(&keys::MAIL_SECURITY, |word| match word {
        "starttls" => Some(RelaySecurity::StartTls),
        "tls" => Some(RelaySecurity::Tls),
        _ => None,
    });
    let port = if reading.has(&keys::MAIL_PORT) {
        reading.count(&keys::MAIL_PORT)
    } else {
        security.map(|security| if security == RelaySecurity::Tls { 465 } else { 587 })
    };
    let credentials = credentials(reading);
    let from = reading.value(&keys::MAIL_FROM, Sender::parse);
    let timeout = reading.span(&keys::MAIL_TIMEOUT);
    let trusted_certificate = reading.content(&keys::MAIL_TRUSTED_CERTIFICATE_FILE, read_certificates);
    Ok(Mail::Relay(Relay {
        host: host?,
        port: port?,
        security: security?,
        credentials: credentials?,
        from: from?,
        timeout: timeout?,
        trusted_certificate: trusted_certificate?,
    }))
}

fn credentials(reading: &mut Reading) -> Result<Option<RelayCredentials>, Refused> {
    match (reading.has(&keys::MAIL_USERNAME), reading.has(&keys::MAIL_PASSWORD_FILE)) {
        (true, false) => {
            reading.refuse(&keys::MAIL_USERNAME, Trouble::Without("mail.password_file"));
        }
        (false, true) => {
            reading.refuse(&keys::MAIL_PASSWORD_FILE, Trouble::Without("mail.username"));
        }
        _ => {}
    }
    reading.warn_if_loose(&keys::MAIL_PASSWORD_FILE);
    let username = optional_text(reading, &keys::MAIL_USERNAME);
    let password = reading.content(&keys::MAIL_PASSWORD_FILE, read_secret);
    Ok(username?.zip(password?).map(|(username, password)| RelayCredentials { username, password }))
}

pub(super) fn operator(reading: &mut Reading) -> Result<OperatorContact, Refused> {
    let name = optional_text(reading, &keys::OPERATOR_NAME);
    let phone = optional_text(reading, &keys::OPERATOR_PHONE);
    let email = reading.optional(&keys::OPERATOR_EMAIL, address);
    let hours = optional_text(reading, &keys::OPERATOR_HOURS);
    Ok(OperatorContact { name: name?, phone: phone?, email: email?, hours: hours? })
}

pub(super) fn passwords(reading: &mut Reading) -> Result<PasswordSettings, Refused> {
    let memory_kib = reading.count(&keys::PASSWORDS_MEMORY_KIB);
    let passes = reading.count(&keys::PASSWORDS_PASSES);
    let lanes = reading.count(&keys::PASSWORDS_LANES);
    let threads = reading.count(&keys::PASSWORDS_THREADS);
    let queue = reading.count(&keys::PASSWORDS_QUEUE);
    let cores = || {
        thread::available_parallelism().ok().and_then(|cores| u32::try_from(cores.get()).ok()).and_then(NonZeroU32::new)
    };
    Ok(PasswordSettings {
        memory_kib: memory_kib?,
        passes: passes?,
        lanes: lanes?,
        threads: NonZeroU32::new(threads?).or_else(cores).unwrap_or(NonZeroU32::MIN),
        queue: queue?,
    })
}

pub(super) fn throttle(reading: &mut Reading) -> Result<ThrottleSettings, Refused> {
    let requests_per_minute = reading.count(&keys::THROTTLE_REQUESTS_PER_MINUTE);
    let burst = reading.count(&keys::THROTTLE_BURST);
    Ok(ThrottleSettings { requests_per_minute: requests_per_minute?, burst: burst? })
}

pub(super) fn sessions(reading: &mut Reading) -> Result<SessionSettings, Refused> {
    let (idle, absolute, fresh) = (
        reading.span(&keys::SESSIONS_IDLE),
        reading.span(&keys::SESSIONS_ABSOLUTE),
        reading.span(&keys::SESSIONS_FRESH),
    );
    Ok(SessionSettings { idle: idle?, absolute: absolute?, fresh: fresh? })
}

pub(super) fn lockout(reading: &mut Reading) -> Result<LockoutSettings, Refused> {
    let limit = reading.count(&keys::LOCKOUT_LIMIT);
    let window = reading.span_or_word(&keys::LOCKOUT_WINDOW);
    let bar = reading.span_or_word(&keys::LOCKOUT_BAR);
    let delays = reading.flag(&keys::LOCKOUT_DELAYS);
    Ok(LockoutSettings {
        limit: limit?,
        window: window?,
        bar: bar?.map_or(Bar::UntilUnlocked, Bar::For),
        delays: delays?,
    })
}

pub(super) fn policy_bounds(reading: &mut Reading) -> Result<PolicyBoundsSettings, Refused> {
    let limits = (reading.count(&keys::POLICY_BOUNDS_LIMIT_LEAST), reading.count(&keys::POLICY_BOUNDS_LIMIT_MOST));
    let windows = (
        reading.span_or_word(&keys::POLICY_BOUNDS_WINDOW_LEAST),
        reading.span_or_word(&keys::POLICY_BOUNDS_WINDOW_MOST),
    );
    let bars =
        (reading.span_or_word(&keys::POLICY_BOUNDS_BAR_LEAST), reading.span_or_word(&keys::POLICY_BOUNDS_BAR_MOST));
    let delays = reading.choice(&keys::POLICY_BOUNDS_DELAYS, |word| match word {
        "free" => Some(DelaysLeave::Free),
        "required" => Some(DelaysLeave::Required),
        "forbidden" => Some(DelaysLeave::Forbidden),
        _ => None,
    });
    let masked_address = reading.flag(&keys::POLICY_BOUNDS_MASKED_ADDRESS);
    let contact = reading.flag(&keys::POLICY_BOUNDS_CONTACT);
    let bar = |span: Option<Duration>| span.map_or(Bar::UntilUnlocked, Bar::For);
    Ok(PolicyBoundsSettings {
        limit_least: limits.0?,
        limit_most: limits.1?,
        window_least: windows.0?,
        window_most: windows.1?,
        bar_least: bar(bars.0?),
        bar_most: bar(bars.1?),
        delays: delays?,
        masked_address: masked_address?,
        contact: contact?,
    })
}

pub(super) fn tokens(reading: &mut Reading) -> Result<TokenSettings, Refused> {
    let (unlock, reset) = (reading.span(&keys::TOKENS_UNLOCK), reading.span(&keys::TOKENS_RESET));
    let (welcome, address) = (reading.span(&keys::TOKENS_WELCOME), reading.span(&keys::TOKENS_ADDRESS));
    let (break_glass, invitation) = (reading.span(&keys::TOKENS_BREAK_GLASS), reading.span(&keys::TOKENS_INVITATION));
    Ok(TokenSettings {
        unlock: unlock?,
        reset: reset?,
        welcome: welcome?,
        address: address?,
        break_glass: break_glass?,
        invitation: invitation?,
    })
}

pub(super) fn audit(reading: &mut Reading) -> Result<AuditSettings, Refused> {
    Ok(AuditSettings { keep_for: reading.span_or_word(&keys::AUDIT_KEEP_FOR)? })
}

pub(super) fn logging(reading: &mut Reading) -> Result<LoggingSettings, Refused> {
    let level = reading.choice(&keys::LOGGING_LEVEL, |word| match word {
        "error" => Some(Level::ERROR),
        "warn" => Some(Level::WARN),
        "info" => Some(Level::INFO),
        "debug" => Some(Level::DEBUG),
        "trace" => Some(Level::TRACE),
        _ => None,
    });
    let format = reading.choice(&keys::LOGGING_FORMAT, |word| match word {
        "text" => Some(LogFormat::Text),
        "json" => Some(LogFormat::Json),
        _ => None,
    });
    Ok(LoggingSettings { level: level?, format: format? })
}

fn optional_text(reading: &mut Reading, key: &'static KnownKey) -> Result<Option<String>, Refused> {
    reading.optional(key, |text| text_within(key, text))
}

fn parsed<T: std::str::FromStr>(text: &str) -> Result<T, Trouble> {
    text.parse().map_err(|_| Trouble::unparsable(text))
}

fn language(text: &str) -> Result<LanguageIdentifier, Trouble> {
    let language: LanguageIdentifier = parsed(text)?;
    if language.language.is_empty() { Err(Trouble::unparsable(text)) } else { Ok(language) }
}

fn network(text: &str) -> Result<IpNet, Trouble> {
    if let Ok(address) = text.parse::<IpAddr>() {
        return Ok(IpNet::from(address));
    }
    let network: IpNet = parsed(text)?;
    if network.prefix_len() == 0 {
        return Err(Trouble::TrustsEverybody(quoted(text)));
    }
    if network.trunc() != network {
        return Err(Trouble::LooseNetwork { given: quoted(text), network: network.trunc().to_string() });
    }
    Ok(network)
}
