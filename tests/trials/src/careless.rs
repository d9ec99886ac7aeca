//! The negative control: a sign-in that verifies first and counts afterwards, as many do. On the same store and with the
//! same hasher as the real one, it must not pass where that does.

use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use identity_core::change::{Change, GuardWrite, Versioned};
use identity_core::domain::account::Account;
use identity_core::domain::kernel::{HouseKey, Id, LoginName, NameKey};
use identity_core::domain::lockout::{GuardKey, GuardKind, LockoutPolicy, Reservation, Verdict, reserve, settle};
use identity_core::domain::password::TypedPassword;
use identity_core::domain::session::Source;
use identity_core::ports::{Accounts, Clock, Guards, Landing, Ledger, PasswordHasher};
use identity_crypto::{Argon2Pool, HashingParameters, PoolSize};
use identity_store_sea_orm::{DatabaseClock, SeaOrmStore};
use tokio::task::JoinSet;

use crate::history::{History, Kind};
use crate::house::PASSWORD;
use crate::volley::Hit;
use crate::wire::Answer;

/// A sign-in that counts too late.
pub struct CarelessSignIn {
    store: SeaOrmStore,
    clock: DatabaseClock,
    hasher: Argon2Pool,
    house: HouseKey,
    policy: LockoutPolicy,
}

impl CarelessSignIn {
    /// On the store of a house, under its key.
    ///
    /// # Errors
    /// The store cannot be opened.
    pub async fn on(url: &str, house: HouseKey) -> Result<Arc<Self>> {
        let store = SeaOrmStore::open(url, 8).await?;
        let clock = store.clock(0).await?;
        let hasher = Argon2Pool::start(HashingParameters::default(), PoolSize::default())?;
        Ok(Arc::new(Self { store, clock, hasher, house, policy: LockoutPolicy::standard() }))
    }

    /// The burst of R1, and the right password afterwards.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn burst(self: &Arc<Self>, login: &str, guesses: usize) -> Result<History> {
        let name = LoginName::read(login).context("no login name")?;
        let account = self.store.account_by_login(&name).await?.account;
        let account = Arc::new(account.context("no such account")?);
        let mut history = History::default();
        let mut flying = JoinSet::new();
        for place in 0..guesses {
            let (sign_in, account) = (Arc::clone(self), Arc::clone(&account));
            flying.spawn(async move {
                let begun = Instant::now();
                let status = sign_in.guess(&account, &format!("certamente sbagliata {place}")).await?;
                anyhow::Ok(hit(place, begun, status))
            });
        }
        let hits = flying.join_all().await.into_iter().collect::<Result<Vec<_>>>()?;
        history.volley(Kind::Guess, login, &hits);
        let limit = u64::from(self.policy.limit());
        history.evaluated(login, self.hasher.evaluations(), limit);
        let begun = Instant::now();
        let status = self.guess(&account, PASSWORD).await?;
        history.volley(Kind::Afterwards, login, &[hit(0, begun, status)]);
        Ok(history)
    }

    /// Verifies, then counts.
    async fn guess(&self, account: &Versioned<Account>, password: &str) -> Result<u16> {
        let name = NameKey::of(&account.value.login, &self.house);
        let key = GuardKey::shared(name, GuardKind::Password);
        let Ok(ticket) = self.hasher.admit() else {
            return Ok(503);
        };
        let read = self.store.guard(&key).await?;
        // Decided on what was read, and not written down before the password has been looked at.
        let Reservation::Granted { attempt, .. } = reserve(&read.value, &self.policy, self.clock.now()) else {
            return Ok(403);
        };
        let typed = TypedPassword::read(password)?;
        let hash = account.value.password.as_ref().map(|password| &password.hash);
        let verdict = self.hasher.verify(ticket, &attempt, typed, hash).await?;
        if verdict.verdict == Verdict::Right {
            return Ok(200);
        }
        loop {
            let now = self.clock.now();
            let read = self.store.guard(&key).await?;
            let guard = match reserve(&read.value, &self.policy, now) {
                Reservation::Granted { guard, attempt } => {
                    let from = Source::local();
                    match settle(&guard, &self.policy, &attempt, Verdict::Wrong, &from, now) {
                        identity_core::domain::lockout::Settlement::Fails { guard, .. }
                        | identity_core::domain::lockout::Settlement::LocksNow { guard, .. } => guard,
                        _ => guard,
                    }
                }
                Reservation::Refused(_) | Reservation::Bars { .. } => return Ok(403),
            };
            let seen = read.version;
            let change = Change::counting(GuardWrite::Put { guard, seen, known: true });
            let stamped = change.stamped(&self.house, |event| anyhow::Ok(Id::new(event.at, [0; 10])))?;
            if self.store.commit(stamped).await? == Landing::Landed {
                return Ok(401);
            }
        }
    }
}

fn hit(place: usize, begun: Instant, status: u16) -> Hit {
    let ended = Instant::now();
    let answer = Answer { status, headers: Vec::new(), body: String::new(), took: ended - begun };
    Hit { place, node: 0, begun, ended, answer: Some(answer) }
}

/// The house key in a file, as the trials' own houses have it.
///
/// # Errors
/// It holds none.
pub fn house_key(file: &std::path::Path) -> Result<HouseKey> {
    let text = std::fs::read_to_string(file)?;
    let digits = text.trim().as_bytes();
    ensure!(digits.len() == 64, "no house key");
    let mut key = [0; 32];
    for (byte, pair) in key.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair)?, 16)?;
    }
    Ok(HouseKey::new(key))
}
