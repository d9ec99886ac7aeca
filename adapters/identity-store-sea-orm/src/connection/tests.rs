use super::*;

#[test]
fn sqlite_below_3_51_3_is_refused() {
    for old in ["3.51.2", "3.50.9", "3.8.11.1", "2.99.99", "3.51", "", "nonsense"] {
        assert!(!sqlite::is_new_enough(old), "{old}");
    }
    for new in ["3.51.3", "3.51.10", "3.52.0", "3.100.0", "4.0.0", "3.51.3.1"] {
        assert!(sqlite::is_new_enough(new), "{new}");
    }
    let told = OpenError::SqliteTooOld { found: "3.51.2".to_owned() }.to_string();
    assert!(told.contains("3.51.2") && told.contains("3.51.3 or newer"), "{told}");
}

#[tokio::test]
async fn an_address_that_names_no_database_is_refused_without_being_repeated() {
    for url in [
        "",
        "identity.db",
        "mysql://u:s3cret@h/d",
        "sqlite://",
        "sqlite::memory:",
        "sqlite://x?mode=memory",
        "postgres://u:s3cret@h:port/d",
    ] {
        let refusal = SeaOrmStore::open(url, 1).await.map(|_| ()).unwrap_err();
        assert!(matches!(refusal, OpenError::Address(_)), "{url}");
        assert!(!format!("{refusal} {refusal:?}").contains("s3cret"), "{url}");
    }
}

#[tokio::test]
async fn a_database_that_does_not_answer_is_named_without_its_password() {
    let refusal = SeaOrmStore::open("postgres://identity:s3cret@127.0.0.1:1/studio", 1).await.map(|_| ()).unwrap_err();
    let told = format!("{refusal} {refusal:?}");
    assert!(told.contains("studio at 127.0.0.1:1"), "{told}");
    assert!(!told.contains("s3cret"), "{told}");
}

#[tokio::test]
async fn a_directory_that_is_not_there_is_told() {
    let refusal = SeaOrmStore::open("sqlite:///nowhere/at/all/identity.db", 1).await.map(|_| ()).unwrap_err();
    assert!(matches!(&refusal, OpenError::File { path, .. } if path.starts_with("/nowhere/at/all")), "{refusal:?}");
}

#[cfg(unix)]
#[tokio::test]
async fn the_files_belong_to_this_user_alone() {
    use std::os::unix::fs::PermissionsExt;
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("identity.db");
    let store = SeaOrmStore::open(&format!("sqlite://{}", file.display()), 2).await.unwrap();
    store.migrate().await.unwrap();
    let files: Vec<_> = std::fs::read_dir(directory.path()).unwrap().map(Result::unwrap).collect();
    assert!(files.len() >= 3, "{files:?}");
    for file in files {
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", file.path());
    }
}
