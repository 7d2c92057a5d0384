//! What became of what this member did: saved, sent, then the hub's word. Nothing vanishes from here: what the phone no
//! longer holds keeps its line, without a name.

use doorstep_sqlcipher::rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::Value;

use super::{Page, home::Home};
use crate::{
    codes,
    id::Id,
    receipt::{Reason, Receipt},
    store::{PhoneStore, StoreResult, meta, receipts, records::id_at},
};

codes! {
    /// How far a change has come.
    FateStep {
        /// Durable on this phone.
        Saved = "saved",
        /// The hub has it; what became of it comes with the next checkpoint.
        Sent = "sent",
        /// It acts.
        Applied = "applied",
        /// Something newer stands.
        Superseded = "superseded",
        /// It waits for a person's decision.
        Parked = "parked",
        /// It breaks a rule.
        Refused = "refused",
    }
}

/// An argument of a reason: an identifier, a number, the name of a field; never text of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReasonArg {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// Arguments of a reason, as screens take them.
pub fn reason_args(args: &crate::json::Fields) -> Vec<ReasonArg> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    args.iter().map(|(name, value)| ReasonArg { name: name.clone(), value: text(value) }).collect()
}

/// What became of one change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FateView {
    /// The change.
    pub change: Id,
    /// The receipt's short name, as people read it to each other: `A41F`.
    pub receipt: String,
    /// How far it has come.
    pub step: FateStep,
    /// Why, where there is more to say.
    pub reason: Option<Reason>,
    /// Arguments of the reason.
    pub args: Vec<ReasonArg>,
}

impl FateView {
    /// The hub has it and it acts, or the phone knows nothing else.
    fn new(change: Id, step: FateStep, receipt: Option<&Receipt>) -> FateView {
        FateView {
            change,
            receipt: change.short(),
            step,
            reason: receipt.and_then(|receipt| receipt.reason.clone()),
            args: receipt.map(|receipt| reason_args(&receipt.args)).unwrap_or_default(),
        }
    }
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FateLine {
    /// What became of it.
    pub fate: FateView,
    /// The kind of change, such as `visit.record`.
    pub kind: String,
    /// When it was done, milliseconds since 1970.
    pub at: i64,
    /// The household or ride that it belongs to.
    pub root: Id,
    /// Whom it is about; none where the phone no longer holds the household.
    pub who: Option<String>,
    /// Whether a person has to look at it: parked or refused, and not looked at since.
    pub needs_you: bool,
}

/// How many of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FateCounts {
    /// Saved, not sent.
    pub saved: u32,
    /// At the hub; no word yet of what became of it.
    pub sent: u32,
    /// Acting.
    pub applied: u32,
    /// Superseded.
    pub superseded: u32,
    /// Waiting for a decision.
    pub parked: u32,
    /// Refused.
    pub refused: u32,
}

impl FateCounts {
    fn add(&mut self, step: &FateStep, n: u32) {
        match step {
            FateStep::Saved => self.saved += n,
            FateStep::Sent => self.sent += n,
            FateStep::Applied => self.applied += n,
            FateStep::Superseded => self.superseded += n,
            FateStep::Parked => self.parked += n,
            _ => self.refused += n,
        }
    }
}

/// Which lines to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FateFilter {
    /// Only what somebody has to look at.
    pub needs_you: bool,
    /// Only what no checkpoint has covered.
    pub unsent: bool,
    /// Only what belongs to this household or ride.
    pub root: Option<Id>,
}

/// The screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fates {
    /// What needs a person first, then the newest deed first.
    pub lines: Vec<FateLine>,
    /// How many lines the filter lets through.
    pub total: u32,
    /// All changes, whatever the filter.
    pub counts: FateCounts,
    /// When the phone last stood at its hub's word, milliseconds since 1970.
    pub last_success: Option<i64>,
}

/// Every change with its step: what is in the outbox, and what only its receipt still tells of. *Sent* is what the hub has
/// answered for: that a request was made proves nothing. A receipt counts once a checkpoint has covered its change.
const CHANGES: &str = "
    WITH change AS (
        SELECT o.id AS id, o.root AS root, o.kind AS kind, o.at AS at,
            CASE WHEN o.state = 'covered' AND r.fate IS NOT NULL THEN r.fate
                 WHEN o.durable = 1 OR o.id IN (SELECT change FROM provisional) THEN 'sent' ELSE 'saved' END AS step, r.seq AS seq
        FROM queue o LEFT JOIN receipt r ON r.change = o.id
        UNION ALL
        SELECT r.change, r.root, json_extract(r.text, '$.kind'), r.at, r.fate, r.seq
        FROM receipt r WHERE r.change NOT IN (SELECT id FROM queue)
    )";

/// Which of them ask for a person: parked or refused by a receipt that nobody has looked at.
const SEEN: &str = ", seen AS (
        SELECT c.*, step IN ('parked', 'refused') AND coalesce(l.seq, -1) < c.seq AS needs_you
        FROM change c LEFT JOIN looked_at l ON l.change = c.id
    )";

impl PhoneStore {
    /// The person has looked at what became of a change. A newer word of the hub asks again.
    pub fn look_at(&mut self, change: Id) -> StoreResult<()> {
        let sql = "INSERT OR REPLACE INTO looked_at (change, seq) SELECT change, seq FROM receipt WHERE change = ?1";
        self.connection().prepare_cached(sql)?.execute([change.as_bytes()])?;
        Ok(())
    }

    /// What became of what this member did.
    pub fn fates(&self, filter: &FateFilter, page: Page) -> StoreResult<Fates> {
        let conn = self.connection();
        let mut counts = FateCounts::default();
        let mut statement =
            conn.prepare_cached(&format!("{CHANGES} SELECT step, count(*) FROM change GROUP BY step"))?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, u32>(1)?)))?;
        for row in rows {
            let (step, n) = row?;
            counts.add(&FateStep::from(step.as_str()), n);
        }
        let (lines, total) = lines(conn, filter, page)?;
        Ok(Fates { lines, total, counts, last_success: last_success(conn)? })
    }
}

pub(super) fn last_success(conn: &Connection) -> StoreResult<Option<i64>> {
    Ok(meta::get(conn, meta::CHECKPOINT_AT)?.and_then(|text| text.parse().ok()))
}

fn lines(conn: &Connection, filter: &FateFilter, page: Page) -> StoreResult<(Vec<FateLine>, u32)> {
    let condition = "WHERE (?1 = 0 OR needs_you) AND (?2 = 0 OR step IN ('saved', 'sent'))
                       AND (?3 IS NULL OR root = ?3)";
    let root = filter.root.as_ref().map(|root| root.as_bytes().as_slice());
    let total = conn
        .prepare_cached(&format!("{CHANGES} {SEEN} SELECT count(*) FROM seen {condition}"))?
        .query_row(params![filter.needs_you, filter.unsent, root], |row| row.get(0))?;
    let mut statement = conn.prepare_cached(&format!(
        "{CHANGES} {SEEN} SELECT id, root, kind, at, step, needs_you FROM seen {condition}
         ORDER BY needs_you DESC, at DESC, id DESC LIMIT ?4 OFFSET ?5"
    ))?;
    let read = |row: &Row<'_>| {
        let (id, root) = (id_at(row, 0)?, id_at(row, 1)?);
        Ok((
            id,
            root,
            row.get::<_, String>(2)?,
            row.get::<_, i64>(3)?,
            row.get::<_, String>(4)?,
            row.get::<_, bool>(5)?,
        ))
    };
    let rows = statement.query_map(params![filter.needs_you, filter.unsent, root, page.count, page.from], read)?;
    let mut lines = Vec::new();
    for row in rows {
        let (id, root, kind, at, step, needs_you) = row?;
        let step = FateStep::from(step.as_str());
        let receipt = if step == FateStep::Saved || step == FateStep::Sent { None } else { receipts::get(conn, id)? };
        let fate = FateView::new(id, step, receipt.as_ref());
        lines.push(FateLine { fate, kind, at, root, who: who(conn, root)?, needs_you });
    }
    Ok((lines, total))
}

/// Whom a root is about, while the phone holds it.
pub(in crate::store) fn who(conn: &Connection, root: Id) -> StoreResult<Option<String>> {
    if let Some(home) = Home::load(conn, root)? {
        return Ok(Some(home.who(None)));
    }
    super::ride::passenger(conn, root)
}

/// What became of one change of this member; none for what others did.
pub(super) fn of(conn: &Connection, change: Id) -> StoreResult<Option<FateView>> {
    let queued: Option<(String, bool)> = conn
        .prepare_cached("SELECT state, durable = 1 OR id IN (SELECT change FROM provisional) FROM queue WHERE id = ?1")?
        .query_row([change.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let receipt = receipts::get(conn, change)?;
    let step = match (queued, &receipt) {
        (Some((state, sent)), _) if state == "pending" => {
            if sent {
                FateStep::Sent
            } else {
                FateStep::Saved
            }
        }
        (_, Some(receipt)) => FateStep::from(receipt.fate.as_str()),
        (None, None) => return Ok(None),
        (Some(_), None) => FateStep::Sent,
    };
    let shown = receipt.as_ref().filter(|_| !matches!(step, FateStep::Saved | FateStep::Sent));
    Ok(Some(FateView::new(change, step, shown)))
}
