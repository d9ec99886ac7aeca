use identity_core::domain::{
    kernel::Lifetime,
    lockout::{BarLength, Delays, LockoutPolicy},
    organization::{Leave, PolicyBounds, Reach},
};

use identity_core::domain::{kernel::Language, permission::OwnPermission};

use super::*;

fn settings(directory: &tempfile::TempDir, more: &[(&str, &str)]) -> Settings {
    let path = |name: &str| directory.path().join(name).display().to_string();
    let places = [
        ("IDENTITY__STORE__URL", format!("sqlite://{}", path("identity.db"))),
        ("IDENTITY__SECRETS__HOUSE_KEY_FILE", path("identity.key")),
    ];
    let more = more.iter().map(|(name, value)| (*name, (*value).to_owned()));
    Settings::load(None, places.into_iter().chain(more).map(|(name, value)| (name.to_owned(), value))).unwrap()
}

#[test]
fn the_standard_of_the_configuration_is_the_standard_of_the_core() {
    let directory = tempfile::tempdir().unwrap();
    assert_eq!(house_rules(&settings(&directory, &[])).unwrap(), HouseRules::standard());
}

#[test]
fn every_rule_comes_from_its_own_setting() {
    let directory = tempfile::tempdir().unwrap();
    let given = [
        ("IDENTITY__SESSIONS__IDLE", "1h"),
        ("IDENTITY__SESSIONS__ABSOLUTE", "2h"),
        ("IDENTITY__SESSIONS__FRESH", "3m"),
        ("IDENTITY__TOKENS__UNLOCK", "6m"),
        ("IDENTITY__TOKENS__RESET", "7m"),
        ("IDENTITY__TOKENS__WELCOME", "8h"),
        ("IDENTITY__TOKENS__ADDRESS", "9h"),
        ("IDENTITY__TOKENS__BREAK_GLASS", "13m"),
        ("IDENTITY__TOKENS__INVITATION", "14h"),
        ("IDENTITY__LOCKOUT__LIMIT", "10"),
        ("IDENTITY__LOCKOUT__WINDOW", "11m"),
        ("IDENTITY__LOCKOUT__BAR", "12m"),
        ("IDENTITY__LOCKOUT__DELAYS", "true"),
        ("IDENTITY__AUDIT__KEEP_FOR", "400d"),
        ("IDENTITY__POLICY_BOUNDS__LIMIT_LEAST", "3"),
        ("IDENTITY__POLICY_BOUNDS__LIMIT_MOST", "13"),
        ("IDENTITY__POLICY_BOUNDS__WINDOW_LEAST", "4m"),
        ("IDENTITY__POLICY_BOUNDS__WINDOW_MOST", "14m"),
        ("IDENTITY__POLICY_BOUNDS__BAR_LEAST", "5m"),
        ("IDENTITY__POLICY_BOUNDS__BAR_MOST", "15m"),
        ("IDENTITY__POLICY_BOUNDS__DELAYS", "required"),
        ("IDENTITY__POLICY_BOUNDS__MASKED_ADDRESS", "false"),
        ("IDENTITY__POLICY_BOUNDS__CONTACT", "true"),
    ];
    let rules = house_rules(&settings(&directory, &given)).unwrap();
    assert_eq!(
        rules.sessions,
        SessionLimits { idle: Lifetime::hours(1), absolute: Lifetime::hours(2), fresh: Lifetime::minutes(3) }
    );
    let tokens = TokenLifetimes {
        unlock: Lifetime::minutes(6),
        reset: Lifetime::minutes(7),
        welcome: Lifetime::hours(8),
        address: Lifetime::hours(9),
        break_glass: Lifetime::minutes(13),
        invitation: Lifetime::hours(14),
    };
    assert_eq!(rules.tokens, tokens);
    assert_eq!(rules.audit_kept_for, Some(Lifetime::days(400)));
    let bar = BarLength::For(Lifetime::minutes(12));
    assert_eq!(
        rules.lockout,
        LockoutPolicy::new(10, Some(Lifetime::minutes(11)), bar, Some(Delays::standard())).unwrap()
    );
    let minutes = Lifetime::minutes;
    let bounds = PolicyBounds::standard().with_lockout(
        Reach { least: 3, most: 13 },
        Reach { least: Some(minutes(4)), most: Some(minutes(14)) },
        Reach { least: BarLength::For(minutes(5)), most: BarLength::For(minutes(15)) },
        Leave::Required,
    );
    assert_eq!(rules.bounds, bounds.unwrap().with_disclosure(false, true));
}

#[tokio::test]
async fn a_command_makes_no_installation_and_works_in_the_one_that_is_there() {
    let directory = tempfile::tempdir().unwrap();
    let settings = settings(&directory, &[]);
    assert!(matches!(attach(&settings).await, Err(CompositionError::NoDatabase(_))));
    assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 0);

    let house = compose(&settings).await.unwrap();
    assert!(house.identity.organizations().is_set_up_open().await.unwrap());
    assert!(house.dev_mailbox.is_some() && house.smtp.is_none());
    assert!(attach(&settings).await.unwrap().identity.organizations().is_set_up_open().await.unwrap());

    std::fs::remove_file(settings.secrets.house_key.path()).unwrap();
    assert!(matches!(attach(&settings).await, Err(CompositionError::HouseKey(HouseKeyError::Missing(_)))));
    assert!(matches!(compose(&settings).await, Err(CompositionError::HouseKey(HouseKeyError::Missing(_)))));
}

#[tokio::test]
async fn a_command_refuses_a_database_that_was_never_migrated() {
    let directory = tempfile::tempdir().unwrap();
    let settings = settings(&directory, &[]);
    SeaOrmStore::open(&settings.store.location.url(), 1).await.unwrap();
    assert!(matches!(attach(&settings).await, Err(CompositionError::OlderSchema)));
}

#[test]
fn the_catalogue_is_the_host_products_and_our_own_in_every_language() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("identity.toml");
    std::fs::write(
        &file,
        "[[permissions.category]]\nname = \"mail\"\nlabel = { en = \"Mail\" }\n\
         [[permissions.permission]]\nname = \"mail.send\"\ncategory = \"mail\"\nlabel = { en = \"Send mail\" }\n",
    )
    .unwrap();
    let catalogue = catalogue(&Settings::load(Some(&file), std::iter::empty()).unwrap()).unwrap();
    let names: Vec<_> =
        catalogue.by_category().map(|(category, inside)| (category.name.as_str(), inside.len())).collect();
    assert_eq!(names, [("mail", 1), ("identity", OwnPermission::ALL.len())]);
    let italian = catalogue.get(&OwnPermission::AuditRead.name()).unwrap().labels.text(Language::ITALIAN);
    assert_eq!(italian, "Leggere ed esportare il registro");
}

#[test]
fn a_relay_is_there_when_it_is_configured() {
    let directory = tempfile::tempdir().unwrap();
    assert!(relay(&settings(&directory, &[])).unwrap().is_none());
    let given =
        [("IDENTITY__MAIL__HOST", "smtp.example.org"), ("IDENTITY__MAIL__FROM", "Portineria <no-reply@example.org>")];
    assert!(relay(&settings(&directory, &given)).unwrap().is_some());
}
