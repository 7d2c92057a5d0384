//! What a person decides about parked changes, and the end of a recovery. The hub's engine carries the decision out:
//! it applies the parked change again, as accepted, or gives it its last receipt.

use super::{
    Class, Decision, Rule,
    form::Form,
    nothing,
    outcome::{Outcome, Stop, Write},
};
use crate::{change::Change, codes, id::Id, receipt::Reason};

codes! {
    /// What a person decides about a parked change.
    Settlement {
        /// It shall act, although its author did not hold the root or something moved meanwhile.
        Accept = "accept",
        /// It shall not act.
        Reject = "reject",
    }
}

/// The rules of this file.
pub const RULES: &[Rule] = &[
    Rule { kind: "parked.settle", class: Class::Open, keeps: &[], reads: nothing, apply: settle },
    Rule { kind: "recovery.end", class: Class::Open, keeps: &[], reads: nothing, apply: end_recovery },
];

/// The decision in a `parked.settle` change: which change, and what shall become of it.
pub fn decision(change: &Change) -> Option<(Id, Settlement)> {
    let form = Form(&change.data);
    Some((form.id("change").ok()?, form.code("decision").ok()?))
}

fn settle(change: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    if !d.author.leads_some() {
        return Err(Stop::refused(Reason::NotAllowed));
    }
    match decision(change) {
        Some((_, settlement)) if settlement.is_known() => Ok(Outcome::applied(Vec::new())),
        _ => Err(Stop::invalid("decision")),
    }
}

/// A leader has seen that phones have delivered what the restored hub lacked: commands count again.
fn end_recovery(_: &Change, d: &Decision<'_>) -> Result<Outcome, Stop> {
    d.author.must_coordinate()?;
    Ok(Outcome::applied(vec![Write::EndRecovery]))
}
