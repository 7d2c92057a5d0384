//! Who the author is, and whether they hold what they write about.

use super::{
    context::{Context, Side},
    outcome::Stop,
    working_set::{self, Slot, WorkingSet},
};
use crate::{
    change::Change,
    id::Id,
    model::{self, household::Household, member::Member, member::Role},
    receipt::Reason,
    record::Key,
};

/// How the author stands to a root.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holding {
    /// Holds it.
    Now,
    /// Held it when they wrote, and was relieved meanwhile.
    Then,
    /// Never held it, as far as this side knows.
    Never,
}

/// The author of a change, by the records as they stand.
#[derive(Clone, Debug)]
pub struct Author {
    /// Who.
    pub id: Id,
    /// Their record; the hub itself has none.
    pub member: Option<Member>,
}

impl Author {
    /// The author of a change.
    pub fn of(change: &Change, ws: &WorkingSet) -> Author {
        Author { id: change.member, member: working_set::member(ws, change.member) }
    }

    /// The hub itself: imports, timers, set-up.
    pub fn is_hub(&self) -> bool {
        self.id == Id::HUB
    }

    fn has(&self, role: &Role) -> bool {
        self.member.as_ref().is_some_and(|member| member.is(role))
    }

    /// Whether they look after the whole commune.
    pub fn coordinates(&self) -> bool {
        self.is_hub() || self.has(&Role::Coordinator)
    }

    /// Whether they lead a squad, or the commune.
    pub fn leads(&self, squad: Option<Id>) -> bool {
        self.coordinates()
            || (self.has(&Role::Leader) && squad.is_some() && self.member.as_ref().and_then(|m| m.squad) == squad)
    }

    /// Whether they lead any squad.
    pub fn leads_some(&self) -> bool {
        self.coordinates() || self.has(&Role::Leader)
    }

    /// Their squad.
    pub fn squad(&self) -> Option<Id> {
        self.member.as_ref().and_then(|member| member.squad)
    }

    /// Stops unless they look after the commune.
    pub fn must_coordinate(&self) -> Result<(), Stop> {
        if self.coordinates() { Ok(()) } else { Err(Stop::refused(Reason::NotAllowed)) }
    }

    /// Stops unless they lead the squad.
    pub fn must_lead(&self, squad: Option<Id>) -> Result<(), Stop> {
        if self.leads(squad) { Ok(()) } else { Err(Stop::refused(Reason::NotAllowed)) }
    }
}

/// How the author stands to the change's root.
///
/// At the hub: by the grants and memberships of its own history, at the position that the change names as its `epoch`.
/// A household that its author added offline, before any grant had a position, counts as held then.
pub fn holding(change: &Change, ctx: &Context, ws: &WorkingSet) -> Holding {
    if change.member == Id::HUB || ctx.accepted_by.is_some() {
        return Holding::Now;
    }
    let root = change.root;
    if ctx.side == Side::Phone {
        return if ws.grants(root).iter().any(|grant| grant.span.is_open()) { Holding::Now } else { Holding::Never };
    }
    let epoch = ctx.seen(change.epoch);
    let mut then = false;
    for grant in ws.grants(root) {
        let member_of = |at: Option<i64>| {
            ws.memberships(change.member).iter().any(|membership| {
                membership.scope == grant.scope && at.map_or(membership.span.is_open(), |at| membership.span.covers(at))
            })
        };
        if grant.span.is_open() && member_of(None) {
            return Holding::Now;
        }
        then |= epoch != 0 && grant.span.covers(epoch) && member_of(Some(epoch));
    }
    if !then && change.epoch == 0 {
        then = match ws.slot(&Key::new(model::HOUSEHOLD, root)) {
            Slot::Held(record) => record.read::<Household>().is_ok_and(|home| home.added_by == Some(change.member)),
            _ => false,
        };
    }
    if then { Holding::Then } else { Holding::Never }
}
