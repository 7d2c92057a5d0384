//! Pull: one page of what a member holds, from one snapshot.
//!
//! A pull runs in legs, from the phone's cursor to the head, and again from there to the head as it is by then. Of roots
//! held now a leg carries all records and tombstones up to its end where the root's grants changed within the leg, and
//! those above its beginning elsewhere. The page in which the feed is drained to the head carries the checkpoint.

use std::collections::BTreeSet;

use serde_json::value::RawValue;

use super::store::{Condition, FeedRow, Snapshot, StoreResult};
use crate::{
    id::{Id, Seq},
    planted::{Bug, planted},
    record::{Grant, Scope, Span},
    sync::{
        cursor::{Cursor, Leg, Place},
        wire::{Checkpoint, Line, PageHead, RecordLine, RequestHead},
    },
};

/// Rows that one query brings.
const CHUNK: usize = 500;
/// What a record's line costs besides its body.
const LINE_BYTES: usize = 130;

/// The lines of one page; none where the phone's place is not part of this history and it must resync.
pub fn pull(
    snapshot: &mut dyn Snapshot,
    member: Id,
    request: &RequestHead,
    condition: &Condition,
) -> StoreResult<Option<Vec<Line>>> {
    let head = condition.head;
    for place in [&request.cursor, &request.spool.head].into_iter().flatten() {
        if !snapshot.knows(place)? && !planted(Bug::UnknownMarkIgnored) {
            return Ok(None);
        }
    }
    let page = PageHead { cursor: request.cursor, spool: request.spool.id, page: request.spool.pages, head };
    let mut lines = vec![Line::Page(page)];
    if request.cursor == Some(head) && request.spool.leg.is_none() {
        // An unchanged head: nothing to compare either.
        let checkpoint = Checkpoint { cursor: head, full: false, gone: Vec::new(), digest: String::new() };
        lines.push(Line::Checkpoint(checkpoint));
        return Ok(Some(lines));
    }
    let base = request.cursor.map_or(0, |cursor| cursor.seq);
    let mut leg = request.spool.leg.clone().unwrap_or(Leg { from: base, to: head.seq, at: Place::Start });
    if planted(Bug::OnePositionInsteadOfLegs) {
        leg.to = head.seq;
    }
    if leg.to > head.seq || leg.from < base || leg.from > leg.to {
        return Ok(None);
    }
    let holdings = Holdings::of(snapshot, member)?;
    let mut budget = snapshot.page_bytes() as i64;
    loop {
        if !carry(snapshot, member, &holdings, &mut leg, &mut lines, &mut budget)? {
            lines.push(Line::More(leg));
            return Ok(Some(lines));
        }
        if leg.to == head.seq {
            break;
        }
        leg = Leg { from: leg.to, to: head.seq, at: Place::Start };
    }
    lines.push(Line::Checkpoint(checkpoint(snapshot, &holdings, request.cursor, head)?));
    Ok(Some(lines))
}

/// Carries on with a leg until it is drained (answers true) or the page is full.
fn carry(
    snapshot: &mut dyn Snapshot,
    member: Id,
    holdings: &Holdings,
    leg: &mut Leg,
    lines: &mut Vec<Line>,
    budget: &mut i64,
) -> StoreResult<bool> {
    let receipts_after = match leg.at {
        Place::Receipts(seq) => seq,
        Place::Start | Place::Root(..) => {
            if !carry_roots(snapshot, holdings, leg, lines, budget)? {
                return Ok(false);
            }
            leg.from
        }
    };
    let mut after = receipts_after;
    loop {
        let receipts = snapshot.receipts(member, after, leg.to, CHUNK)?;
        let full = receipts.len() == CHUNK;
        for receipt in receipts {
            after = receipt.seq;
            let text = receipt.to_text();
            *budget -= text.len() as i64;
            lines.extend(RawValue::from_string(text).ok().map(Line::Receipt));
            if *budget <= 0 {
                leg.at = Place::Receipts(after);
                return Ok(false);
            }
        }
        if !full {
            return Ok(true);
        }
    }
}

fn carry_roots(
    snapshot: &mut dyn Snapshot,
    holdings: &Holdings,
    leg: &mut Leg,
    lines: &mut Vec<Line>,
    budget: &mut i64,
) -> StoreResult<bool> {
    let (first, resumed) = match leg.at {
        Place::Root(root, seq) => (root, Some(seq)),
        _ => (Id::HUB, None),
    };
    for (root, since) in holdings.held_from(first) {
        let touched = leg.from == 0 || holdings.touched(*root, leg.from, leg.to);
        let mut after = if touched { 0 } else { leg.from };
        match resumed.filter(|_| *root == first) {
            Some(seq) => after = after.max(seq),
            None if touched => {
                lines.push(Line::Root(*root, *since));
                *budget -= 60;
            }
            None => {}
        }
        loop {
            let rows = snapshot.feed(*root, after, leg.to, CHUNK)?;
            let full = rows.len() == CHUNK;
            #[cfg(planted)]
            let rows = rows
                .into_iter()
                .filter(|row| !planted(Bug::CheckpointFromTwoSnapshots) || row.seq <= crate::planted::EARLIER.get());
            for FeedRow { key, seq, body } in rows {
                after = seq;
                *budget -= (LINE_BYTES + body.as_ref().map_or(0, String::len)) as i64;
                let b = body.and_then(|body| RawValue::from_string(body).ok());
                lines.push(Line::Record(RecordLine { k: key.kind, i: key.id, o: *root, s: seq, b }));
                if *budget <= 0 {
                    leg.at = Place::Root(*root, after);
                    return Ok(false);
                }
            }
            if !full {
                break;
            }
        }
    }
    Ok(true)
}

fn checkpoint(
    snapshot: &mut dyn Snapshot,
    holdings: &Holdings,
    cursor: Option<Cursor>,
    head: Cursor,
) -> StoreResult<Checkpoint> {
    let held: BTreeSet<Id> = holdings.held.iter().map(|(root, _)| *root).collect();
    let digest = snapshot.digest(&held)?.to_text();
    // In a full pull too: a root that left between two pages has rows in the spool.
    let gone = holdings.gone_since(cursor.map_or(0, |cursor| cursor.seq));
    Ok(Checkpoint { cursor: head, full: cursor.is_none(), gone, digest })
}

/// What a member holds and held: grants to the scopes that they belong or belonged to, while they did. Both lists are in
/// order of root: a coordinator holds tens of thousands, and every page asks anew.
struct Holdings {
    /// Roots held now, and the newest position since when.
    held: Vec<(Id, Seq)>,
    /// Spans in which each root was held.
    spans: Vec<(Id, Span)>,
}

impl Holdings {
    fn of(snapshot: &mut dyn Snapshot, member: Id) -> StoreResult<Holdings> {
        let memberships = snapshot.memberships(member)?;
        let scopes: BTreeSet<Scope> = memberships.iter().map(|m| m.scope).collect();
        let mut spans: Vec<(Id, Span)> = Vec::new();
        for Grant { scope, root, span } in snapshot.grants_to(&scopes)? {
            let of_scope = memberships.iter().filter(|m| m.scope == scope);
            spans.extend(of_scope.filter_map(|membership| Some((root, overlap(span, membership.span)?))));
        }
        spans.sort_by_key(|(root, _)| *root);
        let of_root = spans.chunk_by(|(one, _), (other, _)| one == other);
        let since = |spans: &[(Id, Span)]| spans.iter().filter(|(_, span)| span.is_open()).map(|(_, s)| s.since).max();
        let held = of_root.filter_map(|spans| Some((spans.first()?.0, since(spans)?))).collect();
        Ok(Holdings { held, spans })
    }

    /// Roots held now, from one on.
    fn held_from(&self, first: Id) -> &[(Id, Seq)] {
        &self.held[self.held.partition_point(|(root, _)| *root < first)..]
    }

    /// Whether a root's grants or memberships changed in (from, to].
    fn touched(&self, root: Id, from: Seq, to: Seq) -> bool {
        let within = |seq: Seq| from < seq && seq <= to;
        let first = self.spans.partition_point(|(other, _)| *other < root);
        let spans = self.spans[first..].iter().take_while(|(other, _)| *other == root);
        spans.into_iter().any(|(_, span)| within(span.since) || span.until.is_some_and(within))
    }

    /// Roots that were touched after a position and are not held now.
    fn gone_since(&self, seq: Seq) -> Vec<Id> {
        let is_held = |root: Id| self.held.binary_search_by_key(&root, |(held, _)| *held).is_ok();
        let ended = |(_, span): &(Id, Span)| span.until.is_some_and(|until| until > seq);
        let of_root = self.spans.chunk_by(|(one, _), (other, _)| one == other);
        let gone = of_root.filter(|spans| spans.iter().any(ended)).filter_map(|spans| Some(spans.first()?.0));
        gone.filter(|root| !is_held(*root)).collect()
    }
}

fn overlap(a: Span, b: Span) -> Option<Span> {
    let since = a.since.max(b.since);
    let until = match (a.until, b.until) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    (until.is_none_or(|until| since < until)).then_some(Span { since, until })
}
