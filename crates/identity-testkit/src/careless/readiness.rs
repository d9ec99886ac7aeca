//! Careless looking for who might not get back in.

use async_trait::async_trait;
use identity_core::{
    domain::{
        kernel::{Id, Timestamp},
        organization::Organization,
        readiness::Severity,
    },
    ports::{Readiness, ReadinessCounts, ReadinessPage, ReadinessQuery, StoreFailure},
};

use super::{CarelessStore, Fault};

#[async_trait]
impl Readiness for CarelessStore {
    async fn readiness_page(&self, query: &ReadinessQuery) -> Result<ReadinessPage, StoreFailure> {
        let mut query = query.clone();
        if self.is(Fault::FindsHealthyPeople) {
            query.severity = Severity::AtRisk;
        }
        if self.is(Fault::RepeatsTheUnready) {
            query.after = None;
        }
        if self.is(Fault::ForgetsWhomElse) {
            query.also = None;
        }
        let mut page = self.memory.readiness_page(&query).await?;
        if self.is(Fault::BelievesTheFirstMail) {
            page.rows
                .iter_mut()
                .filter_map(|row| row.last_mail.as_mut())
                .for_each(|mail| mail.at = crate::samples::NOON);
        }
        Ok(page)
    }

    async fn readiness_counts(
        &self,
        organization: Id<Organization>,
        now: Timestamp,
        at_most: u32,
    ) -> Result<ReadinessCounts, StoreFailure> {
        let at_most = if self.is(Fault::CountsWithoutEnd) { u32::MAX } else { at_most };
        let now = if self.is(Fault::CountsTheEnded) { Timestamp::from_micros(0) } else { now };
        self.memory.readiness_counts(organization, now, at_most).await
    }
}
