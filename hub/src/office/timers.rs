//! What the hub does by itself as time goes on. It acts by changes, like everybody: no query compares a clock.

use doorstep_core::{
    id::Id,
    model::{self, ride::Ride},
    record::Scope,
    rules::working_set::Reads,
};

use super::{Office, fields};
use crate::complaint::Outcome;

/// A ride stays with its driver for so long after it ended.
const RIDE_KEPT_MS: i64 = 24 * 60 * 60 * 1000;

impl Office<'_> {
    /// Closes rides that ended a day ago and that their drivers still hold; answers how many.
    pub fn close_rides(&self) -> Outcome<usize> {
        let mut due: Vec<(Id, Id)> = Vec::new();
        for record in self.all(&model::RIDE)? {
            let ride: Ride = record.read().unwrap_or_default();
            let ended = ride.ended_at.is_some_and(|ended| ended.saturating_add(RIDE_KEPT_MS) <= self.now);
            due.extend(ride.driver.filter(|_| ended).map(|driver| (record.root, driver)));
        }
        let reads = due.iter().fold(Reads::default(), |reads, (ride, _)| reads.grants(*ride));
        let ws = self.read(|_| reads.clone())?;
        due.retain(|(ride, driver)| ws.holds(Scope::Member(*driver), *ride));
        let changes =
            due.iter().map(|(ride, _)| self.change("ride.close", *ride, fields([]))).collect::<Outcome<Vec<_>>>()?;
        if changes.is_empty() { Ok(0) } else { Ok(self.submit_all(&changes)?.len()) }
    }
}
