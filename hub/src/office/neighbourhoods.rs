//! Neighbourhoods: tổ dân phố, thôn, bản. They have no national code and are found by name, former names included.

use std::collections::BTreeMap;

use doorstep_core::{
    change::Change,
    id::Id,
    model::{
        self,
        commune::{Neighbourhood, NeighbourhoodState},
    },
    place::{Outline, Position, Strays},
    receipt::Receipt,
    text::{self, collate},
};
use serde_json::json;

use super::{Office, fields, json_id};
use crate::complaint::{Complaint, Outcome};

impl Office<'_> {
    /// Adds a neighbourhood, and answers its identity.
    pub fn add_neighbourhood(&self, name: &str) -> Outcome<Id> {
        self.submit(self.new_neighbourhood(name)?).map(|receipt| receipt.change)
    }

    /// The change that adds one.
    pub(super) fn new_neighbourhood(&self, name: &str) -> Outcome<Change> {
        let data = fields([("name", text::clean(name).into()), ("state", NeighbourhoodState::Active.as_str().into())]);
        self.change("neighbourhood.add", self.commune.root(), data)
    }

    /// All neighbourhoods, by name.
    pub fn neighbourhoods(&self) -> Outcome<Vec<(Id, Neighbourhood)>> {
        let records = self.of_commune(&model::NEIGHBOURHOOD)?;
        let mut all: Vec<(Id, Neighbourhood)> =
            records.iter().filter_map(|record| Some((record.key.id, record.read::<Neighbourhood>().ok()?))).collect();
        all.sort_by_cached_key(|(id, neighbourhood)| (collate::key(&neighbourhood.name), *id));
        Ok(all)
    }

    /// Moves the households of one neighbourhood to another, which keeps its former names.
    pub fn merge_neighbourhood(&self, from: Id, into: Id) -> Outcome<Receipt> {
        let records = self.of_commune(&model::NEIGHBOURHOOD)?;
        let seen = records.iter().find(|record| record.key.id == from).map_or(0, |record| record.seq);
        let data = fields([("into", json_id(into)), ("neighbourhood", json_id(from))]);
        self.submit(self.change_seeing(seen, "neighbourhood.merge", self.commune.root(), data)?)
    }

    /// Draws the outline of each neighbourhood anew, around the homes whose position somebody agreed to keep: the hull and
    /// its area. Computed here once, and stored, so that no two devices round differently. Answers how many were drawn.
    pub fn outline_neighbourhoods(&self) -> Outcome<usize> {
        let mut pins: BTreeMap<Id, Vec<Position>> = BTreeMap::new();
        for home in self.households()? {
            if let (Some(neighbourhood), Some([lat, lon])) = (home.household.neighbourhood, home.household.pin) {
                // A pin that is no position is left out; the edit that sets pins refuses them since.
                pins.entry(neighbourhood).or_default().extend(Position::in_vietnam(lat, lon).ok());
            }
        }
        let mut drawn = 0;
        for record in self.of_commune(&model::NEIGHBOURHOOD)? {
            let pins = pins.get(&record.key.id).map_or(&[][..], Vec::as_slice);
            let outline = Outline::around(pins, Strays::default());
            let hull: Vec<[i64; 2]> = outline.corners().iter().map(|corner| (*corner).into()).collect();
            let area = i64::try_from(outline.area_m2()).unwrap_or(i64::MAX);
            let was: Neighbourhood = record.read().unwrap_or_default();
            if was.hull == hull {
                continue;
            }
            let data =
                fields([("area_m2", area.into()), ("hull", json!(hull)), ("neighbourhood", json_id(record.key.id))]);
            self.submit(self.change_seeing(record.seq, "neighbourhood.edit", self.commune.root(), data)?)?;
            drawn += 1;
        }
        Ok(drawn)
    }

    /// A neighbourhood by identifier or name.
    pub fn find_neighbourhood(&self, wanted: &str) -> Outcome<Id> {
        let all = self.neighbourhoods()?;
        if let Ok(id) = wanted.parse()
            && all.iter().any(|(known, _)| *known == id)
        {
            return Ok(id);
        }
        called(&all, wanted).ok_or_else(|| {
            Complaint::new(
                "no_neighbourhood",
                "Không có tổ dân phố, thôn nào tên như vậy. Xem `neighbourhood list`.",
                "There is no neighbourhood of that name. See `neighbourhood list`.",
            )
        })
    }
}

/// The neighbourhood that a name means: its present name before former names; one that was merged means where it went.
pub fn called(all: &[(Id, Neighbourhood)], name: &str) -> Option<Id> {
    let by = |test: &dyn Fn(&Neighbourhood) -> bool| all.iter().find(|(_, neighbourhood)| test(neighbourhood));
    let active = |neighbourhood: &Neighbourhood| neighbourhood.state == NeighbourhoodState::Active;
    by(&|n| active(n) && text::same(&n.name, name))
        .or_else(|| by(&|n| active(n) && n.former_names.iter().any(|former| text::same(former, name))))
        .map(|(id, _)| *id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn neighbourhood(name: &str, former: &[&str]) -> Neighbourhood {
        let former_names = former.iter().map(|name| (*name).to_owned()).collect();
        Neighbourhood { name: name.into(), former_names, ..Neighbourhood::default() }
    }

    #[test]
    fn former_names_lead_on_and_merged_ones_do_not_answer() {
        let id = |n: u8| Id::v7(1, [n; 10]);
        let merged = Neighbourhood { state: NeighbourhoodState::Merged, ..neighbourhood("Thôn Đông", &[]) };
        let all = [
            (id(1), merged),
            (id(2), neighbourhood("Tổ dân phố 5", &["Thôn Đông"])),
            (id(3), neighbourhood("Thôn Đoài", &[])),
        ];
        assert_eq!(called(&all, "thôn  ĐÔNG"), Some(id(2)));
        assert_eq!(called(&all, "Thôn Đoài"), Some(id(3)));
        assert_eq!(called(&all, "Thôn Dong"), None);
    }
}
