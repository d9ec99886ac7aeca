use anyhow::Result;
use test_support::postgres::Cluster;

#[test]
#[ignore = "needs PostgreSQL: run tests/run"]
fn a_database_is_fresh_can_be_copied_and_goes_with_its_value() -> Result<()> {
    let cluster = Cluster::shared()?;
    let template = cluster.database()?;
    template.query("CREATE TABLE fact (word text); INSERT INTO fact VALUES ('once')")?;
    let copy = cluster.database_from(&template)?;
    let empty = cluster.database()?;

    copy.query("INSERT INTO fact VALUES ('twice')")?;
    assert_eq!(copy.query("SELECT word FROM fact ORDER BY word")?, "once\ntwice");
    assert_eq!(template.query("SELECT count(*), 'x' FROM fact")?, "1|x");
    assert!(empty.query("SELECT 1 FROM fact").is_err());
    assert!(copy.dump()?.contains("twice"));

    let url = copy.url().to_owned();
    let name = url.rsplit('/').next().unwrap_or_default().to_owned();
    drop(copy);
    let left = empty.query(&format!("SELECT count(*) FROM pg_database WHERE datname = '{name}'"))?;
    assert_eq!(left, "0");
    Ok(())
}

#[test]
#[ignore = "needs PostgreSQL: run tests/run"]
fn a_cluster_of_ones_own_can_be_stopped() -> Result<()> {
    let cluster = Cluster::start()?;
    let database = cluster.database()?;
    assert!(database.query("SHOW server_version")?.starts_with(|first: char| first.is_ascii_digit()));
    cluster.stop()?;
    assert!(database.query("SELECT 1").is_err());
    Ok(())
}
