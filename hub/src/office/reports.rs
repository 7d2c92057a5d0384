//! What leaves the hub as tables: households, receipts, counts.

use std::collections::BTreeMap;

use doorstep_core::{
    id::{CommuneCode, Id},
    receipt::Receipt,
    text::phone,
};

use super::Office;
use crate::{
    complaint::Outcome,
    tables::{Cell, Table},
};

/// Receipts that one query brings.
const CHUNK: usize = 1_000;

impl Office<'_> {
    /// Households with who looks after them.
    pub fn household_table(&self) -> Outcome<Table> {
        let neighbourhoods: BTreeMap<Id, String> =
            self.neighbourhoods()?.into_iter().map(|(id, neighbourhood)| (id, neighbourhood.name)).collect();
        let squads: BTreeMap<Id, String> = self.squads()?.into_iter().map(|(id, squad)| (id, squad.name)).collect();
        let members: BTreeMap<Id, String> = self.members()?.into_iter().map(|(id, member)| (id, member.name)).collect();
        let named = |names: &BTreeMap<Id, String>, id: Option<Id>| -> Cell {
            id.and_then(|id| names.get(&id)).map(String::as_str).unwrap_or_default().into()
        };
        let rows = self.households()?.into_iter().map(|home| {
            let household = home.household;
            let address = household.address;
            let parts = [address.house_no, address.lane, address.street, address.text];
            let address: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            let phones: Vec<String> = household.phones.iter().map(|p| phone::display(&p.number)).collect();
            vec![
                household.code.into(),
                household.head.into(),
                named(&neighbourhoods, household.neighbourhood),
                address.join(", ").into(),
                phones.join("; ").into(),
                household.category.into(),
                named(&squads, home.assignment.squad),
                named(&members, home.assignment.member),
                home.id.to_string().into(),
            ]
        });
        let headings =
            vec!["Mã hộ", "Chủ hộ", "Tổ, thôn", "Địa chỉ", "Điện thoại", "Diện", "Đội hình", "Người phụ trách", "Mã"];
        Ok(Table { headings, rows: rows.collect() })
    }

    /// Every receipt: what was done, by whom, what became of it. No text of people.
    pub fn receipt_table(&self) -> Outcome<Table> {
        let rows = self.receipts()?.into_iter().map(|receipt| {
            vec![
                receipt.change.to_string().into(),
                receipt.kind.into(),
                receipt.member.to_string().into(),
                receipt.root.to_string().into(),
                receipt.fate.as_str().into(),
                receipt.reason.map(|reason| reason.to_string()).unwrap_or_default().into(),
                Cell::Number(receipt.at),
                Cell::Number(receipt.received),
            ]
        });
        let headings = vec!["Mã", "Việc", "Người làm", "Hồ sơ", "Kết quả", "Lý do", "Lúc làm (ms)", "Lúc nhận (ms)"];
        Ok(Table { headings, rows: rows.collect() })
    }

    /// Counts by day and metric, from receipts: phone and leader never disagree about who did what.
    pub fn report_table(&self) -> Outcome<Table> {
        let mut counts: BTreeMap<(String, String), i64> = BTreeMap::new();
        for line in self.receipts()?.into_iter().flat_map(|receipt| receipt.counters) {
            *counts.entry((line.day, line.metric)).or_default() += line.n;
        }
        let rows = counts.into_iter().map(|((day, metric), n)| vec![day.into(), metric.into(), Cell::Number(n)]);
        Ok(Table { headings: vec!["Ngày", "Chỉ tiêu", "Số lượng"], rows: rows.collect() })
    }

    /// The newest receipt of every change, in order of position.
    fn receipts(&self) -> Outcome<Vec<Receipt>> {
        let mut members: Vec<Id> = self.members()?.into_iter().map(|(id, _)| id).collect();
        members.push(Id::HUB);
        let mut all: BTreeMap<(Id, [u8; 32]), Receipt> = BTreeMap::new();
        for member in members {
            for receipt in self.receipts_of(&self.commune, member)? {
                all.insert((receipt.change, receipt.hash), receipt);
            }
        }
        let mut all: Vec<Receipt> = all.into_values().collect();
        all.sort_by_key(|receipt| receipt.seq);
        Ok(all)
    }

    fn receipts_of(&self, commune: &CommuneCode, member: Id) -> Outcome<Vec<Receipt>> {
        Ok(self.hub.look(commune, |snapshot| {
            let to = snapshot.condition()?.head.seq;
            let mut all = Vec::new();
            let mut after = 0;
            loop {
                let page = snapshot.receipts(member, after, to, CHUNK)?;
                let full = page.len() == CHUNK;
                after = page.last().map_or(after, |receipt| receipt.seq);
                all.extend(page);
                if !full {
                    return Ok(all);
                }
            }
        })?)
    }
}
