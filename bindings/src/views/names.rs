//! Members.

use doorstep_core::{id::Id, model::member::Role, store::query::names::Mate};

/// A member, as squad mates see them.
#[uniffi::remote(Record)]
pub struct Mate {
    /// The member.
    pub id: Id,
    /// Full name.
    pub name: String,
    /// What they may do.
    pub roles: Vec<Role>,
}
