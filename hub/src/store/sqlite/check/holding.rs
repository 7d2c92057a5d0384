//! Grants and memberships, and that they agree with what leaders read.

use std::collections::BTreeSet;

use doorstep_core::{
    id::Id,
    json::{self, Fields},
    model::{assignment::Assignment, household::Household, ride::Ride},
    record::Scope,
    sync::hub::store::StoreResult,
};
use doorstep_sqlcipher::rusqlite::params;

use super::{
    super::{error::OrStoreError, row},
    Check,
};

impl Check<'_> {
    /// No scope holds a root twice at a time, and nobody belongs to a scope twice.
    pub(super) fn spans(&mut self) -> StoreResult<()> {
        self.overlaps(
            "root_grant",
            "SELECT root, scope, since, until FROM root_grant WHERE commune = ?1 ORDER BY 1, 2, 3",
        )?;
        self.overlaps(
            "membership",
            "SELECT member, scope, since, until FROM membership WHERE commune = ?1 ORDER BY 1, 2, 3",
        )
    }

    fn overlaps(&mut self, table: &'static str, sql: &str) -> StoreResult<()> {
        let mut last: Option<(Id, Scope, Option<i64>)> = None;
        self.each(sql, [self.commune], |check, found| {
            let (id, scope) = (row::id(found, 0).or_store()?, row::scope(found, 1).or_store()?);
            let since: i64 = found.get(2).or_store()?;
            let earlier = last.filter(|(of, to, _)| (*of, *to) == (id, scope));
            if earlier.is_some_and(|(_, _, until)| until.is_none_or(|until| until > since)) {
                check.report(table, format!("{id} {scope}"), format!("overlaps the one before it at {since}"));
            }
            last = Some((id, scope, found.get(3).or_store()?));
            Ok(())
        })
    }

    /// Every household has an assignment, and is held by its squad, its member and the commune: by them alone, unless it
    /// is an alias, which whoever holds the other household may read too.
    pub(super) fn assignments(&mut self) -> StoreResult<()> {
        let sql = "SELECT h.id, h.body, a.body FROM record AS h
                   LEFT JOIN record AS a ON a.commune = h.commune AND a.kind = 'assignment' AND a.id = h.id
                   WHERE h.commune = ?1 AND h.kind = 'household' AND h.body IS NOT NULL";
        self.each(sql, [self.commune], |check, found| {
            let id = row::id(found, 0).or_store()?;
            let (Some(household), Some(assignment)) =
                (view::<Household>(found.get(1).or_store()?), view::<Assignment>(found.get(2).or_store()?))
            else {
                check.report("record", format!("household {id}"), "it or its assignment is missing or does not read");
                return Ok(());
            };
            let mut named = BTreeSet::from([Scope::Commune]);
            named.extend(assignment.squad.map(Scope::Squad));
            named.extend(assignment.member.map(Scope::Member));
            let holding = check.open_grants(id)?;
            for scope in named.difference(&holding) {
                check.report("root_grant", format!("{id} {scope}"), "is named by the assignment and does not hold it");
            }
            if household.alias_of.is_none() {
                for scope in holding.difference(&named) {
                    check.report("root_grant", format!("{id} {scope}"), "holds it and is not named by the assignment");
                }
            }
            Ok(())
        })
    }

    /// The driver of a ride that is not over holds the ride.
    pub(super) fn rides(&mut self) -> StoreResult<()> {
        let sql = "SELECT id, root, body FROM record WHERE commune = ?1 AND kind = 'ride' AND body IS NOT NULL";
        self.each(sql, [self.commune], |check, found| {
            let (id, root) = (row::id(found, 0).or_store()?, row::id(found, 1).or_store()?);
            let Some(ride) = view::<Ride>(found.get(2).or_store()?) else {
                check.report("record", format!("ride {id}"), "its body does not read");
                return Ok(());
            };
            if let Some(driver) = ride.driver.filter(|_| !ride.state.is_over())
                && !check.open_grants(root)?.contains(&Scope::Member(driver))
            {
                check.report(
                    "root_grant",
                    format!("{root} {}", Scope::Member(driver)),
                    "the driver does not hold the ride",
                );
            }
            Ok(())
        })
    }

    fn open_grants(&self, root: Id) -> StoreResult<BTreeSet<Scope>> {
        self.connection
            .prepare_cached("SELECT scope FROM root_grant WHERE commune = ?1 AND root = ?2 AND until IS NULL")
            .or_store()?
            .query_map(params![self.commune, root.as_bytes()], |found| row::scope(found, 0))
            .or_store()?
            .collect::<Result<_, _>>()
            .or_store()
    }
}

/// A typed view of a stored body.
fn view<T: serde::de::DeserializeOwned>(body: Option<String>) -> Option<T> {
    let fields: Fields = serde_json::from_str(&body?).ok()?;
    json::read(&fields).ok()
}
