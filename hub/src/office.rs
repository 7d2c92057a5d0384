//! What the people who run a commune's hub do, as typed functions: for commands, the console and demonstrations.
//!
//! Nothing here writes records: each function makes a [`Change`], authored by the hub itself or by a member, and gives it
//! to the rulebook; what it cannot do, no other way can.

pub mod assignments;
pub mod devices;
pub mod households;
pub mod lists;
pub mod members;
pub mod neighbourhoods;
pub mod parked;
pub mod reports;
pub mod squads;
pub mod timers;
mod words;

use doorstep_core::{
    change::Change,
    id::{CommuneCode, Id, Seq},
    json::Fields,
    model::{self, commune::Commune},
    receipt::{Fate, Receipt},
    record::{Kind, Record},
    rules::{
        links::Link,
        working_set::{Reads, WorkingSet},
    },
};
use serde_json::Value;

use crate::{
    complaint::{Complaint, Outcome},
    hub::Hub,
};

/// One commune of a hub, at a time, for an author.
#[derive(Clone, Copy)]
pub struct Office<'h> {
    /// The hub.
    pub hub: &'h Hub,
    /// The commune.
    pub commune: CommuneCode,
    /// Who acts: the hub itself ([`Id::HUB`]), or a member whose roles the rulebook checks.
    pub author: Id,
    /// When, milliseconds since 1970.
    pub now: i64,
}

impl<'h> Office<'h> {
    /// The office of a commune, acting as the hub itself.
    pub fn of(hub: &'h Hub, commune: CommuneCode, now: i64) -> Office<'h> {
        Office { hub, commune, author: Id::HUB, now }
    }

    /// Sets a commune up: makes room for it, and its own record.
    pub fn set_up_commune(&self, name: &str, unit: &str) -> Outcome<()> {
        if !self.hub.store().communes()?.contains(&self.commune) {
            self.hub.store().create_commune(&self.commune)?;
        }
        let data = fields([("code", self.commune.as_str().into()), ("name", name.into()), ("unit", unit.into())]);
        self.submit(self.change("commune.set_up", self.commune.root(), data)?).map(drop)
    }

    /// The commune's own record.
    pub fn commune_record(&self) -> Outcome<Commune> {
        let root = self.commune.root();
        let ws = self.read(|_| Reads::default().record(model::COMMUNE, root))?;
        Ok(ws.view(model::COMMUNE, Some(root)).unwrap_or_default())
    }

    /// A new change of the author, of a kind, about a root.
    pub fn change(&self, kind: &str, root: Id, data: Fields) -> Outcome<Change> {
        Ok(Change {
            id: new_id(self.now)?,
            member: self.author,
            at: self.now,
            unsure: false,
            kind: kind.into(),
            v: 1,
            root,
            seen: 0,
            after: Vec::new(),
            epoch: 0,
            data,
        })
    }

    /// The same by somebody who has seen a record at a revision.
    pub fn change_seeing(&self, seen: Seq, kind: &str, root: Id, data: Fields) -> Outcome<Change> {
        Ok(Change { seen, ..self.change(kind, root, data)? })
    }

    /// Submits a change; anything short of *applied* is a complaint.
    pub fn submit(&self, change: Change) -> Outcome<Receipt> {
        let receipt = self.submit_all(std::slice::from_ref(&change))?.into_iter().next();
        let receipt =
            receipt.ok_or_else(|| Complaint::new("internal", "Không có biên nhận.", "No receipt came back."))?;
        if receipt.fate == Fate::Applied { Ok(receipt) } else { Err(words::complaint(&receipt)) }
    }

    /// Submits changes in one transaction, and answers what became of each.
    pub fn submit_all(&self, changes: &[Change]) -> Outcome<Vec<Receipt>> {
        Ok(self.hub.submit(&self.commune, changes, self.now)?)
    }

    /// Reads records.
    pub fn read(&self, reads: impl Fn(&WorkingSet) -> Reads) -> Outcome<WorkingSet> {
        Ok(self.hub.read(&self.commune, reads)?)
    }

    /// All records of a kind that follow the commune's own root.
    fn of_commune(&self, kind: &Kind) -> Outcome<Vec<Record>> {
        let link = Link::of_root(self.commune.root());
        let ws = self.read(|ws| Reads::default().link(ws, link.clone()))?;
        Ok(ws.linked(&link).filter(|record| record.key.kind == *kind).cloned().collect())
    }

    /// All records of a kind, whatever they follow, in order of identifier.
    pub fn all(&self, kind: &Kind) -> Outcome<Vec<Record>> {
        let scopes = [doorstep_core::record::Scope::Commune].into();
        let roots = self.hub.look(&self.commune, |snapshot| {
            Ok(snapshot
                .grants_to(&scopes)?
                .into_iter()
                .filter(|g| g.span.is_open())
                .map(|g| g.root)
                .collect::<Vec<_>>())
        })?;
        // Members, squads and households are roots of their own: asked for by key, in one read.
        let reads = roots.iter().fold(Reads::default(), |reads, root| reads.record(kind.clone(), *root));
        let ws = self.read(|_| reads.clone())?;
        Ok(roots.iter().filter_map(|root| ws.get(kind.clone(), *root).cloned()).collect())
    }
}

/// A new identifier at a time.
pub fn new_id(now: i64) -> Outcome<Id> {
    let mut random = [0; 10];
    getrandom::fill(&mut random).map_err(|_| {
        Complaint::new(
            "no_randomness",
            "Hệ điều hành không cấp được số ngẫu nhiên.",
            "The operating system gives no randomness.",
        )
    })?;
    Ok(Id::v7(now, random))
}

/// The data of a change.
pub fn fields<const N: usize>(members: [(&str, Value); N]) -> Fields {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// An identifier inside data.
pub fn json_id(id: Id) -> Value {
    id.to_string().into()
}
