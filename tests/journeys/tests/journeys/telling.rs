//! How a story becomes two tests.

/// A test per database for each story.
macro_rules! journeys {
    ($($(#[$rows:meta])* $name:ident => $file:ident::$story:ident;)+) => {
        $($(#[$rows])* mod $name {
            use anyhow::Result;

            use crate::house::{Database, House};

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            #[ignore = "needs Chromium: run tests/run"]
            async fn on_sqlite() -> Result<()> {
                let house = House::open(Database::Sqlite).await?;
                house.explained(crate::$file::$story(&house).await)
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            #[ignore = "needs Chromium and PostgreSQL: run tests/run"]
            async fn on_postgresql() -> Result<()> {
                let house = House::open(Database::Postgresql).await?;
                house.explained(crate::$file::$story(&house).await)
            }
        })+
    };
}
