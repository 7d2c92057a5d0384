//! What the day came to, told by the hub's own tables: a receipt for every tap, and the rows of every phone against the
//! rows that the hub says it holds.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use anyhow::Context;
use doorstep_core::{
    id::{Id, Seq},
    model::{self, ride::Ride},
    receipt::{Fate, Receipt},
    record::{Key, Scope},
    rules::working_set::Reads,
    store::{PhoneStore, checkpoint},
    sync::hub::store::Snapshot,
};
use doorstep_sqlcipher::Key as FileKey;
use serde_json::json;

use crate::{day::Lived, phone::DemoPhone, ward::Ward};

/// The figures.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    households: usize,
    phones: usize,
    taps: usize,
    receipts: usize,
    applied: usize,
    superseded: usize,
    parked: usize,
    refused: usize,
    rows_compared: usize,
    rows_differ: usize,
    rides_booked: usize,
    rides_begun: usize,
    rides_home_safe: usize,
    handed_over: usize,
    revoked: usize,
    answers_lost: u64,
}

/// A row: key, root, revision, body.
type Row = (Key, Id, Seq, String);

/// Adds everything up.
pub(crate) fn of(ward: &Ward, phones: &[DemoPhone], lived: &Lived) -> anyhow::Result<Tally> {
    let mut tally = Tally {
        households: ward.office().households().map_err(|error| anyhow::anyhow!(error.en))?.len(),
        phones: phones.len(),
        handed_over: lived.handed_over,
        revoked: phones.iter().filter(|phone| phone.has_destroyed_its_key()).count(),
        answers_lost: phones.iter().map(|phone| phone.line.cuts()).sum(),
        ..Tally::default()
    };
    let mut booked = Vec::new();
    for tap in phones.iter().flat_map(DemoPhone::taps) {
        tally.taps += 1;
        let receipts = ward.hub.look(&ward.commune, |snapshot| snapshot.receipts_of(tap))?;
        let Some(receipt) = receipts.into_iter().max_by_key(|receipt| receipt.seq) else { continue };
        tally.count(&receipt);
        if receipt.kind == "ride.book" {
            booked.push(receipt.root);
        }
    }
    tally.rides_booked = booked.len();
    let reads = booked.iter().fold(Reads::default(), |reads, ride| reads.record(model::RIDE, *ride));
    let rides = ward.hub.read(&ward.commune, |_| reads.clone())?;
    for ride in booked.iter().filter_map(|id| rides.view::<Ride>(model::RIDE, Some(*id))) {
        let ended = ride.ended_at.is_some() && ride.state.is_over();
        tally.rides_home_safe += usize::from(ride.state == model::ride::RideState::HomeSafe);
        tally.rides_begun += usize::from(ride.state.is_return_due() || (ended && ride.cancelled.is_none()));
    }
    for phone in phones.iter().filter(|phone| phone.owner.id != lived.revoked) {
        compare(ward, phone, &mut tally)?;
    }
    Ok(tally)
}

/// Every row of a phone's file against the hub's row, byte for byte, and the other way round.
fn compare(ward: &Ward, phone: &DemoPhone, tally: &mut Tally) -> anyhow::Result<()> {
    phone.app.pause();
    let key = FileKey::new(phone.key);
    let store = PhoneStore::open(&phone.file, &key)?;
    let at_phone = checkpoint::revisions(store.connection())?;
    let at_hub = ward.hub.look(&ward.commune, |snapshot| rows_for(snapshot, phone.owner.id))?;
    let index = |rows: &[Row]| rows.iter().map(|row| (row.0.clone(), row.clone())).collect::<BTreeMap<_, _>>();
    let (phone_rows, hub_rows) = (index(&at_phone), index(&at_hub));
    let keys: BTreeSet<&Key> = phone_rows.keys().chain(hub_rows.keys()).collect();
    tally.rows_compared += keys.len();
    tally.rows_differ += keys.into_iter().filter(|key| phone_rows.get(key) != hub_rows.get(key)).count();
    drop(store);
    phone.app.resume().context("the phone opens again")
}

/// What a member holds, asked of the tables and not of the feed that phones are fed from.
fn rows_for(snapshot: &mut dyn Snapshot, member: Id) -> Result<Vec<Row>, doorstep_core::sync::hub::store::StoreError> {
    let head = snapshot.condition()?.head.seq;
    let mut scopes: BTreeSet<Scope> = [Scope::Member(member)].into();
    scopes.extend(snapshot.memberships(member)?.iter().filter(|m| m.span.is_open()).map(|m| m.scope));
    let roots: BTreeSet<Id> =
        snapshot.grants_to(&scopes)?.iter().filter(|grant| grant.span.is_open()).map(|grant| grant.root).collect();
    let mut rows = Vec::new();
    for root in roots {
        for row in snapshot.feed(root, 0, head, usize::MAX >> 1)? {
            if let Some(body) = row.body {
                rows.push((row.key, root, row.seq, body));
            }
        }
    }
    Ok(rows)
}

impl Tally {
    fn count(&mut self, receipt: &Receipt) {
        self.receipts += 1;
        match receipt.fate {
            Fate::Applied => self.applied += 1,
            Fate::Superseded => self.superseded += 1,
            Fate::Parked => self.parked += 1,
            _ => self.refused += 1,
        }
    }

    /// Whether nothing was lost, nothing differs, and whoever was fetched is home.
    pub(crate) fn is_sound(&self) -> bool {
        self.taps > 0
            && self.receipts == self.taps
            && self.rows_compared > 0
            && self.rows_differ == 0
            && self.rides_home_safe == self.rides_begun
            && self.revoked == 1
    }

    /// The table that people read.
    pub(crate) fn table(&self, took: Duration) -> String {
        let seconds = format!("{:.1}", took.as_secs_f64());
        let fates = format!(
            "{} đã ghi nhận · {} đã có bản mới hơn · {} chờ xem xét · {} không được ghi nhận",
            self.applied, self.superseded, self.parked, self.refused
        );
        let lines = [
            ("Hộ", "households", self.households.to_string()),
            ("Máy", "phones", self.phones.to_string()),
            ("Việc đã ghi (chạm)", "taps", self.taps.to_string()),
            ("Biên nhận", "receipts", self.receipts.to_string()),
            ("", "fates", fates),
            ("Hộ đổi người", "handed over", self.handed_over.to_string()),
            ("Máy bị thu hồi, đã hủy khóa", "revoked", self.revoked.to_string()),
            ("Trả lời bị mất trên đường", "answers lost", self.answers_lost.to_string()),
            ("Dòng so sánh máy ↔ hub", "rows compared", self.rows_compared.to_string()),
            ("Dòng khác nhau", "rows that differ", self.rows_differ.to_string()),
            ("Chuyến đăng ký", "rides booked", self.rides_booked.to_string()),
            ("Đã về nhà an toàn", "home safe", format!("{} / {}", self.rides_home_safe, self.rides_begun)),
            ("Thời gian", "seconds", seconds),
        ];
        let mut table = String::from("\nDữ liệu mẫu, không có thật · all people are invented\n");
        for (vi, en, value) in lines {
            let pad = 30usize.saturating_sub(vi.chars().count());
            table.push_str(&format!("  {vi}{} {en:18} {value}\n", " ".repeat(pad)));
        }
        table
    }

    /// The same for programs.
    pub(crate) fn json(&self, took: Duration) -> String {
        json!({
            "households": self.households,
            "phones": self.phones,
            "taps": self.taps,
            "receipts": self.receipts,
            "applied": self.applied,
            "superseded": self.superseded,
            "parked": self.parked,
            "refused": self.refused,
            "rows_compared": self.rows_compared,
            "rows_differ": self.rows_differ,
            "rides_booked": self.rides_booked,
            "rides_begun": self.rides_begun,
            "rides_home_safe": self.rides_home_safe,
            "handed_over": self.handed_over,
            "revoked": self.revoked,
            "answers_lost": self.answers_lost,
            "seconds": (took.as_secs_f64() * 10.0).round() / 10.0,
        })
        .to_string()
    }
}
