//! The database's clock, read without asking the database each time.
#![expect(clippy::disallowed_methods, reason = "this is the clock that everything else asks")]

use std::{
    fmt,
    sync::atomic::{AtomicI64, Ordering},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use identity_core::{
    domain::kernel::Timestamp,
    ports::{Clock, StoreFailure},
};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

use crate::connection::{Place, SeaOrmStore, answered};

/// Of several measurements the one with the shortest way there and back is the truest.
const MEASUREMENTS: usize = 3;

/// What time it is where the data is: on `PostgreSQL` the server's clock, so that nodes never disagree about
/// what has expired; on `SQLite` this machine's, which is where the data is. Whole microseconds.
pub struct DatabaseClock {
    store: SeaOrmStore,
    start: Instant,
    /// The database's time at `start`, in microseconds; moves when it is measured again.
    at_start: AtomicI64,
    shift: i64,
}

impl DatabaseClock {
    pub(crate) async fn measured(store: SeaOrmStore, shift_seconds: i64) -> Result<Self, StoreFailure> {
        let clock = Self {
            store,
            start: Instant::now(),
            at_start: AtomicI64::new(0),
            shift: shift_seconds.saturating_mul(1_000_000),
        };
        clock.refresh().await?;
        Ok(clock)
    }

    /// Measures how far the database's clock has drifted from this process's. To be called every minute or so.
    ///
    /// # Errors
    /// When the database does not answer; the last measurement is kept.
    pub async fn refresh(&self) -> Result<(), StoreFailure> {
        if matches!(self.store.place, Place::Sqlite { .. }) {
            return Ok(());
        }
        let mut best: Option<(Duration, i64)> = None;
        for _ in 0..MEASUREMENTS {
            let asked = Instant::now();
            let told = answered(self.ask()).await?;
            let way = asked.elapsed();
            let middle = asked.duration_since(self.start) + way / 2;
            if best.is_none_or(|(shortest, _)| way < shortest) {
                best = Some((way, told.saturating_sub(micros(middle))));
            }
        }
        if let Some((_, at_start)) = best {
            self.at_start.store(at_start, Ordering::Relaxed);
        }
        Ok(())
    }

    async fn ask(&self) -> Result<i64, DbErr> {
        let sql = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";
        let row = self.store.reader.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
        row.ok_or_else(|| DbErr::RecordNotFound("the database tells no time".to_owned()))?.try_get_by_index(0)
    }
}

impl Clock for DatabaseClock {
    fn now(&self) -> Timestamp {
        let now = match self.store.place {
            Place::Sqlite { .. } => SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, micros),
            Place::Postgres { .. } => {
                self.at_start.load(Ordering::Relaxed).saturating_add(micros(self.start.elapsed()))
            }
        };
        Timestamp::from_micros(now.saturating_add(self.shift))
    }
}

impl fmt::Debug for DatabaseClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DatabaseClock").field("now", &self.now()).finish_non_exhaustive()
    }
}

fn micros(span: Duration) -> i64 {
    i64::try_from(span.as_micros()).unwrap_or(i64::MAX)
}
