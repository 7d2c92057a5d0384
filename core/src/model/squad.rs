//! A squad (đội hình) and its roster.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::member::Role;
use crate::id::Id;

/// What squad mates see of each other.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct RosterEntry {
    /// Full name.
    pub name: String,
    /// Roles.
    pub roles: Vec<Role>,
}

/// A squad: a root of its own, held by each of its members.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Squad {
    /// Name.
    pub name: String,
    /// Members by id: copies that rules refresh, so that a phone can name a partner without holding their record.
    pub roster: BTreeMap<Id, RosterEntry>,
}
