//! Neighbourhoods: tổ dân phố, thôn, bản. They have no national code and are found by name, former names included.

use doorstep_core::{
    change::Change,
    id::Id,
    model::{
        self,
        commune::{Neighbourhood, NeighbourhoodState},
    },
    receipt::Receipt,
    text::{self, collate},
};

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
