//! The table, and a guard as a row of it. `device` is empty for the guard that strangers share.

use identity_core::{
    change::Versioned,
    domain::{
        kernel::{NameKey, Timestamp},
        lockout::{Bar, GuardKey, GuardKind, LastFailure, SignInGuard},
    },
};
use sea_orm::{DbErr, entity::prelude::*};

use crate::rows::{count, digest, moment, source, source_text, unreadable, version};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "guards")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(super) name_key: Vec<u8>,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(super) kind: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub(super) device: Vec<u8>,
    pub(super) counted: i64,
    pub(super) counted_at: Option<i64>,
    pub(super) in_a_row: i64,
    pub(super) epoch: i64,
    pub(super) bar_since: Option<i64>,
    pub(super) bar_until: Option<i64>,
    pub(super) bar_landed: bool,
    pub(super) not_before: Option<i64>,
    pub(super) last_failure_at: Option<i64>,
    pub(super) last_failure_from: Option<String>,
    pub(super) refused: i64,
    pub(super) refused_at: Option<i64>,
    pub(super) known: bool,
    pub(super) touched_at: i64,
    pub(super) version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(super) fn of(guard: &SignInGuard, known: bool) -> Self {
        let (name_key, kind, device) = primary_key(&guard.key);
        let failure = guard.last_failure.as_ref();
        let moments = [guard.counted_at, guard.bar.map(|bar| bar.since), failure.map(|failure| failure.at)];
        Self {
            name_key,
            kind,
            device,
            counted: i64::from(guard.counted),
            counted_at: guard.counted_at.map(Timestamp::as_micros),
            in_a_row: i64::from(guard.in_a_row),
            epoch: i64::from(guard.epoch),
            bar_since: guard.bar.map(|bar| bar.since.as_micros()),
            bar_until: guard.bar.and_then(|bar| bar.until).map(Timestamp::as_micros),
            bar_landed: guard.bar.is_some_and(|bar| bar.landed),
            not_before: guard.not_before.map(Timestamp::as_micros),
            last_failure_at: failure.map(|failure| failure.at.as_micros()),
            last_failure_from: failure.and_then(|failure| source_text(&failure.from)),
            refused: 0,
            refused_at: None,
            known,
            touched_at: moments.into_iter().flatten().max().map_or(0, Timestamp::as_micros),
            version: 1,
        }
    }

    pub(crate) fn versioned(self) -> Result<Versioned<SignInGuard>, DbErr> {
        let name: [u8; 32] = self.name_key.as_slice().try_into().map_err(|_| unreadable("guards.name_key"))?;
        let device = if self.device.is_empty() { None } else { Some(digest(&self.device, "guards.device")?) };
        let from = source(self.last_failure_from.as_deref(), "guards.last_failure_from")?;
        let guard = SignInGuard {
            key: GuardKey { name: NameKey::as_stored(name), kind: kind(&self.kind)?, device },
            counted: count(self.counted, "guards.counted")?,
            counted_at: self.counted_at.map(moment),
            in_a_row: count(self.in_a_row, "guards.in_a_row")?,
            epoch: count(self.epoch, "guards.epoch")?,
            bar: self.bar_since.map(|since| Bar {
                since: moment(since),
                until: self.bar_until.map(moment),
                landed: self.bar_landed,
            }),
            not_before: self.not_before.map(moment),
            last_failure: self.last_failure_at.map(|at| LastFailure { at: moment(at), from }),
        };
        Ok(Versioned { value: guard, version: version(self.version) })
    }
}

pub(super) fn primary_key(key: &GuardKey) -> (Vec<u8>, String, Vec<u8>) {
    let device = key.device.map_or_else(Vec::new, |device| device.as_bytes().to_vec());
    (key.name.as_bytes().to_vec(), kind_word(key.kind).to_owned(), device)
}

pub(super) const fn kind_word(kind: GuardKind) -> &'static str {
    match kind {
        GuardKind::Password => "password",
        GuardKind::UnlockCode => "unlock-code",
    }
}

fn kind(word: &str) -> Result<GuardKind, DbErr> {
    [GuardKind::Password, GuardKind::UnlockCode]
        .into_iter()
        .find(|kind| kind_word(*kind) == word)
        .ok_or_else(|| unreadable("guards.kind"))
}
