//! Members: who takes part, in which roles.

use doorstep_core::{
    id::Id,
    json::Fields,
    model::{
        self,
        member::{Member, Role},
    },
    receipt::Receipt,
    rules::working_set::Reads,
    text::phone,
};
use serde_json::Value;

use super::{Office, fields, json_id};
use crate::complaint::{Complaint, Outcome};

/// What a command may set of a member; none leaves it as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MemberData {
    /// Full name.
    pub name: Option<String>,
    /// A phone number as people write it.
    pub phone: Option<String>,
    /// Roles.
    pub roles: Option<Vec<Role>>,
    /// Squad.
    pub squad: Option<Id>,
    /// The day on which a leader saw the driving licence, ISO date.
    pub licence_checked_on: Option<String>,
}

impl MemberData {
    fn into_fields(self) -> Outcome<Fields> {
        let mut data = Fields::new();
        if let Some(name) = self.name {
            data.insert("name".into(), name.trim().into());
        }
        if let Some(number) = self.phone {
            data.insert("phone".into(), e164(&number)?.into());
        }
        if let Some(roles) = self.roles {
            data.insert("roles".into(), roles.iter().map(|role| Value::from(role.as_str())).collect());
        }
        if let Some(squad) = self.squad {
            data.insert("squad".into(), json_id(squad));
        }
        if let Some(day) = self.licence_checked_on {
            data.insert("licence_checked_on".into(), day.into());
        }
        Ok(data)
    }
}

impl Office<'_> {
    /// Adds a member, and answers their identity.
    pub fn add_member(&self, data: MemberData) -> Outcome<Id> {
        let mut change = self.change("member.add", Id::HUB, data.into_fields()?)?;
        change.root = change.id;
        self.submit(change).map(|receipt| receipt.change)
    }

    /// Edits a member.
    pub fn edit_member(&self, member: Id, data: MemberData) -> Outcome<Receipt> {
        self.patch_member(member, data.into_fields()?)
    }

    /// Notes that a member has left: their phones may only deliver, what they held goes back to the squad's list.
    pub fn member_leaves(&self, member: Id) -> Outcome<Receipt> {
        for device in self.devices()?.into_iter().filter(|device| device.member == member) {
            self.revoke(device.id)?;
        }
        for household in self.households()?.into_iter().filter(|household| household.assignment.member == Some(member))
        {
            self.take_back(&household)?;
        }
        self.patch_member(member, fields([("left", true.into())]))
    }

    fn patch_member(&self, member: Id, mut data: Fields) -> Outcome<Receipt> {
        let ws = self.read(|_| Reads::default().record(model::MEMBER, member))?;
        let seen = ws.get(model::MEMBER, member).map(|record| record.seq).ok_or_else(|| unknown(member))?;
        data.insert("member".into(), json_id(member));
        if data.keys().any(|field| matches!(field.as_str(), "left" | "squad")) && !data.contains_key("roles") {
            // The rule asks whether the author may give the roles that result.
            let roles = ws.view::<Member>(model::MEMBER, Some(member)).unwrap_or_default().roles;
            data.insert("roles".into(), roles.iter().map(|role| Value::from(role.as_str())).collect());
        }
        self.submit(self.change_seeing(seen, "member.edit", member, data)?)
    }

    /// A member.
    pub fn member(&self, id: Id) -> Outcome<Member> {
        let ws = self.read(|_| Reads::default().record(model::MEMBER, id))?;
        ws.view(model::MEMBER, Some(id)).ok_or_else(|| unknown(id))
    }

    /// All members, sorted as Vietnamese lists are: by given name.
    pub fn members(&self) -> Outcome<Vec<(Id, Member)>> {
        let records = self.all(&model::MEMBER)?;
        let mut members: Vec<(Id, Member)> =
            records.iter().filter_map(|record| Some((record.root, record.read::<Member>().ok()?))).collect();
        members.sort_by_cached_key(|(id, member)| (doorstep_core::text::name::sort_key(&member.name), *id));
        Ok(members)
    }
}

fn unknown(member: Id) -> Complaint {
    Complaint::new(
        "no_member",
        format!("Không có thành viên {member}. Xem `member list`."),
        format!("There is no member {member}. See `member list`."),
    )
}

fn e164(text: &str) -> Outcome<String> {
    phone::normalise(text).map_err(|_| {
        Complaint::new(
            "phone",
            "Số điện thoại không đúng dạng Việt Nam (ví dụ 0912 345 678).",
            "The phone number is not of a Vietnamese form (such as 0912 345 678).",
        )
    })
}
