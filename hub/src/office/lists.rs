//! Household lists: what a reading of `doorstep-import` becomes in the rulebook's changes.
//!
//! The list's own code, or else its place in the reading, gives a household its key; the key gives it its identity. A
//! column that a list lacks changes nothing; what somebody corrected at a door stays; nothing is ever deleted.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use doorstep_core::{
    change::Change,
    id::Id,
    json::{self, Fields},
    model::{self, household::Household as Home, import_source::ImportSource},
    receipt::{Fate, Receipt},
    rules::working_set::Reads,
    text,
};
use doorstep_import::{
    Reading,
    diff::{self, Imported, Plan},
    household::Household,
    rekey::{Kept, KeptField},
    value::standing::Category,
};
use serde_json::{Value, json};

use super::{Office, fields, json_id, neighbourhoods::called};
use crate::complaint::Outcome;

/// Changes of one transaction.
const BATCH: usize = 200;

/// What earlier lists made.
#[derive(Debug, Clone, Default)]
pub struct Earlier {
    imported: Vec<Imported>,
    missing: BTreeSet<String>,
}

/// What applying a list came to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Applied {
    /// Neighbourhoods made because the list names them.
    pub neighbourhoods: usize,
    /// Households made or changed.
    pub households: usize,
    /// Residents made.
    pub residents: usize,
    /// Receipts of what was not applied.
    pub not_applied: Vec<Receipt>,
}

impl Office<'_> {
    /// What earlier lists made, for [`plan`](Office::plan_list).
    pub fn earlier_lists(&self) -> Outcome<Earlier> {
        let names: BTreeMap<Id, String> = self.neighbourhoods()?.into_iter().map(|(id, n)| (id, n.name)).collect();
        let homes = self.all(&model::HOUSEHOLD)?;
        let reads = homes.iter().fold(Reads::default(), |reads, home| reads.record(model::IMPORT_SOURCE, home.root));
        let ws = self.read(|_| reads.clone())?;
        let mut earlier = Earlier::default();
        for home in homes {
            let Some(source) = ws.view::<ImportSource>(model::IMPORT_SOURCE, Some(home.root)) else { continue };
            let last: Home = json::read(&source.last).unwrap_or_default();
            let current: Home = home.read().unwrap_or_default();
            if source.missing {
                earlier.missing.insert(source.key.clone());
            }
            let (last_imported, current) = (kept(&last, &names), kept(&current, &names));
            earlier.imported.push(Imported { key: source.key, last_imported, current });
        }
        Ok(earlier)
    }

    /// What a list would change. Pure: nothing is written.
    pub fn plan_list(&self, earlier: &Earlier, reading: &mut Reading) -> Plan {
        for household in &mut reading.households {
            // What the hub does not keep of a household cannot differ; residents have a year of birth of their own.
            household.present.remove(&KeptField::BirthYear);
            household.present.remove(&KeptField::Note);
            let first = household.categories.iter().find(|category| !code_of(**category).is_empty()).copied();
            household.categories = first.into_iter().collect();
        }
        diff::diff(&earlier.imported, reading)
    }

    /// Applies a plan: unknown neighbourhoods first, then households, then the people of new households.
    pub fn apply_list(&self, earlier: &Earlier, reading: &Reading, plan: &Plan, batch: &str) -> Outcome<Applied> {
        let mut applied = Applied::default();
        let neighbourhoods = self.neighbourhoods_of(reading, &mut applied)?;
        let mut taken: BTreeSet<String> = earlier.imported.iter().map(|imported| imported.key.clone()).collect();
        let mut changes = Vec::new();
        let mut residents = Vec::new();
        for at in &plan.created {
            let household = &reading.households[*at];
            let key = new_key(household, &mut taken);
            changes.push(self.import_household(&key, batch, as_fields(household, &neighbourhoods, true))?);
            let root = self.household_of_key(&key);
            for (at, person) in persons(household).into_iter().enumerate() {
                residents.push(self.import_resident(root, at, person)?);
            }
        }
        let updated = plan.updated.iter().map(|update| (&update.key, update.household));
        let kept = plan.kept.iter().map(|stays| (&stays.key, stays.household));
        let back = plan.unchanged.iter().filter(|(key, _)| earlier.missing.contains(key)).map(|(key, at)| (key, *at));
        let again: BTreeMap<&String, usize> = updated.chain(kept).chain(back).collect();
        for (key, at) in again {
            let data = as_fields(&reading.households[at], &neighbourhoods, false);
            changes.push(self.import_household(key, batch, data)?);
        }
        for key in plan.missing.iter().filter(|key| !earlier.missing.contains(*key)) {
            changes.push(self.change("household.import_missing", self.household_of_key(key), fields([]))?);
        }
        applied.households = self.in_batches(&changes, &mut applied.not_applied)?;
        applied.residents = self.in_batches(&residents, &mut applied.not_applied)?;
        Ok(applied)
    }

    fn in_batches(&self, changes: &[Change], not_applied: &mut Vec<Receipt>) -> Outcome<usize> {
        let mut count = 0;
        for changes in changes.chunks(BATCH) {
            for receipt in self.submit_all(changes)? {
                if receipt.fate == Fate::Applied { count += 1 } else { not_applied.push(receipt) }
            }
        }
        Ok(count)
    }

    /// The neighbourhoods that a list names, by the list's spelling; unknown ones are made.
    fn neighbourhoods_of(&self, reading: &Reading, applied: &mut Applied) -> Outcome<HashMap<String, Id>> {
        let known = self.neighbourhoods()?;
        let mut found: HashMap<String, Id> = HashMap::new();
        let mut made: Vec<(String, Change)> = Vec::new();
        for name in reading.households.iter().map(|household| &household.neighbourhood).filter(|name| !name.is_empty())
        {
            if found.contains_key(name) {
                continue;
            }
            let id = match (called(&known, name), made.iter().find(|(made, _)| text::same(made, name))) {
                (Some(id), _) => id,
                (None, Some((_, change))) => change.id,
                (None, None) => {
                    let change = self.new_neighbourhood(name)?;
                    made.push((name.clone(), change.clone()));
                    change.id
                }
            };
            found.insert(name.clone(), id);
        }
        let changes: Vec<Change> = made.into_iter().map(|(_, change)| change).collect();
        applied.neighbourhoods = self.in_batches(&changes, &mut applied.not_applied)?;
        Ok(found)
    }
}

/// A record as the comparison of lists sees it.
fn kept(home: &Home, names: &BTreeMap<Id, String>) -> Kept {
    let name = home.neighbourhood.and_then(|id| names.get(&id)).cloned();
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let category =
        [Category::Poor, Category::NearPoor, Category::Merit].into_iter().find(|c| code_of(*c) == home.category);
    Kept {
        code: some(&home.code),
        head: home.head.clone(),
        neighbourhood: name.unwrap_or_default(),
        address: some(&home.address.text),
        phones: home.phones.iter().map(|phone| phone.number.clone()).collect(),
        member_count: home.people.and_then(|people| u32::try_from(people).ok()),
        categories: category.into_iter().collect(),
        ..Kept::default()
    }
}

/// The household's category for a kind of a list; empty for kinds that only say to ask at the door.
const fn code_of(category: Category) -> &'static str {
    match category {
        Category::Poor => "poor",
        Category::NearPoor => "near_poor",
        Category::Merit => "policy",
        Category::Elderly | Category::SocialProtection => "",
    }
}

/// A key for a household that no list had before: its code, or name and neighbourhood; numbered where that is taken.
fn new_key(household: &Household, taken: &mut BTreeSet<String>) -> String {
    let base = match household.code.as_deref().map(text::same_key).filter(|code| !code.is_empty()) {
        Some(code) => code,
        None => format!("{} | {}", text::same_key(&household.neighbourhood), text::same_key(&household.head)),
    };
    let mut key = base.clone();
    let mut number = 1;
    while !taken.insert(key.clone()) {
        number += 1;
        key = format!("{base} #{number}");
    }
    key
}

/// The members of a household's body that the list has.
fn as_fields(household: &Household, neighbourhoods: &HashMap<String, Id>, whole: bool) -> Fields {
    let mut data = Fields::new();
    let has = |field| whole || household.present.contains(&field);
    if has(KeptField::Head) {
        data.insert("head".into(), household.head.as_str().into());
        data.extend(household.honorific.as_ref().map(|word| ("honorific".to_owned(), Value::from(word.as_str()))));
    }
    if has(KeptField::Neighbourhood) {
        data.extend(neighbourhoods.get(&household.neighbourhood).map(|id| ("neighbourhood".to_owned(), json_id(*id))));
    }
    if has(KeptField::Address) {
        data.extend(household.address.as_ref().map(|text| ("address".to_owned(), json!({ "text": text }))));
    }
    if has(KeptField::Phones) {
        let numbers = household.phones.iter().map(|number| json!({ "number": number }));
        data.insert("phones".into(), numbers.collect());
    }
    if has(KeptField::MemberCount) {
        data.extend(household.member_count.map(|count| ("people".to_owned(), Value::from(count))));
    }
    if has(KeptField::Categories) {
        let code = household.categories.iter().map(|category| code_of(*category)).find(|code| !code.is_empty());
        data.insert("category".into(), code.unwrap_or_default().into());
    }
    data.extend(household.code.as_ref().map(|code| ("code".to_owned(), Value::from(code.as_str()))));
    data
}

/// The people of a household where the list has a row for each; a list of heads makes no residents.
fn persons(household: &Household) -> Vec<Fields> {
    if household.people.is_empty() {
        return Vec::new();
    }
    let resident = |name: &str, relation: &str, year: Option<i32>, phone: Option<&String>| {
        let mut data = fields([("name", name.into())]);
        if !relation.is_empty() {
            data.insert("relation".into(), relation.into());
        }
        data.extend(year.map(|year| ("birth_year".to_owned(), Value::from(year))));
        data.extend(phone.map(|number| ("phone".to_owned(), json!({ "number": number }))));
        data
    };
    let head = resident(&household.head, "chủ hộ", household.birth_year, None);
    let others = household.people.iter().map(|p| resident(&p.name, &p.relation, p.birth_year, p.phones.first()));
    std::iter::once(head).chain(others).collect()
}
