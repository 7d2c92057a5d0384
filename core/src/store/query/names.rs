//! Names of members, from the rosters of the squads that the phone holds.

use std::collections::BTreeMap;

use doorstep_sqlcipher::rusqlite::Connection;

use crate::{
    id::Id,
    model::{
        self,
        member::{Member, Role},
        squad::Squad,
    },
    record::Key,
    store::{StoreResult, records},
};

/// A member, as squad mates see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mate {
    /// The member.
    pub id: Id,
    /// Full name.
    pub name: String,
    /// What they may do.
    pub roles: Vec<Role>,
}

/// Names by member and by squad.
pub(super) struct Names {
    members: BTreeMap<Id, String>,
    squads: BTreeMap<Id, Squad>,
}

impl Names {
    pub(super) fn load(conn: &Connection) -> StoreResult<Names> {
        let mut names = Names { members: BTreeMap::new(), squads: BTreeMap::new() };
        for squad in records::views::<Squad>(conn, &model::SQUAD)? {
            names.members.extend(squad.body.roster.iter().map(|(id, entry)| (*id, entry.name.clone())));
            names.squads.insert(squad.id, squad.body);
        }
        for member in records::views::<Member>(conn, &model::MEMBER)? {
            names.members.insert(member.id, member.body.name);
        }
        Ok(names)
    }

    /// A member's name; empty where the phone does not know it.
    pub(super) fn of(&self, member: Option<Id>) -> String {
        member.and_then(|id| self.members.get(&id)).cloned().unwrap_or_default()
    }

    pub(super) fn squad(&self, squad: Option<Id>) -> String {
        squad.and_then(|id| self.squads.get(&id)).map(|squad| squad.name.clone()).unwrap_or_default()
    }

    /// A squad's members, sorted by given name.
    pub(super) fn mates(&self, squad: Option<Id>) -> Vec<Mate> {
        let roster = squad.and_then(|id| self.squads.get(&id)).map(|squad| &squad.roster);
        let mut mates: Vec<Mate> = roster
            .into_iter()
            .flatten()
            .map(|(id, entry)| Mate { id: *id, name: entry.name.clone(), roles: entry.roles.clone() })
            .collect();
        mates.sort_by_cached_key(|mate| crate::text::name::sort_key(&mate.name));
        mates
    }
}

/// A member's own record.
pub(super) fn member(conn: &Connection, id: Id) -> StoreResult<Member> {
    Ok(records::view(conn, &Key::new(model::MEMBER, id))?.unwrap_or_default())
}
