//! `member`: add, list, edit, leave.

use std::io::Write;

use clap::{Args, Subcommand};
use doorstep_core::{
    id::Id,
    model::member::{Member as Record, Role},
    text::phone,
};

use super::desk::{Desk, parse_id, say};
use crate::{
    complaint::{Complaint, Outcome},
    office::members::MemberData,
};

/// Thành viên / Members
#[derive(Debug, Subcommand)]
pub enum Member {
    /// Thêm / Add
    Add {
        /// Họ tên / Full name
        name: String,
        #[command(flatten)]
        set: Set,
    },
    /// Danh sách / List
    List,
    /// Sửa / Edit
    Edit {
        /// Mã / Identifier
        member: String,
        /// Họ tên mới / New name
        #[arg(long)]
        name: Option<String>,
        #[command(flatten)]
        set: Set,
    },
    /// Nghỉ: thu hồi điện thoại, trả hộ về đội / Leave: phones are revoked, households go back to the squad
    Leave {
        /// Mã / Identifier
        member: String,
    },
}

/// What can be set of a member.
#[derive(Debug, Default, Args)]
pub struct Set {
    /// Số điện thoại / Phone number
    #[arg(long)]
    phone: Option<String>,
    /// Vai trò: volunteer, leader, coordinator, driver / Roles
    #[arg(long = "role", value_delimiter = ',')]
    roles: Option<Vec<String>>,
    /// Mã hoặc tên đội hình / Squad, by identifier or name
    #[arg(long)]
    squad: Option<String>,
    /// Ngày đã xem giấy phép lái xe / Day on which the licence was seen, YYYY-MM-DD
    #[arg(long)]
    licence_checked_on: Option<String>,
}

impl Set {
    fn data(&self, desk: &Desk, name: Option<&String>) -> Outcome<MemberData> {
        let roles = self.roles.as_ref().map(|roles| roles.iter().map(|role| known_role(role)).collect::<Outcome<_>>());
        Ok(MemberData {
            name: name.cloned(),
            phone: self.phone.clone(),
            roles: roles.transpose()?,
            squad: self.squad.as_ref().map(|squad| super::squad::find(desk, squad)).transpose()?,
            licence_checked_on: self.licence_checked_on.clone(),
        })
    }
}

fn known_role(text: &str) -> Outcome<Role> {
    let role = Role::from(text.trim());
    if role.is_known() {
        return Ok(role);
    }
    let known = Role::KNOWN.join(", ");
    Err(Complaint::new(
        "role",
        format!("Không có vai trò {text:?}. Các vai trò: {known}."),
        format!("There is no role {text:?}. The roles are {known}."),
    ))
}

impl Member {
    pub(super) fn run(&self, desk: &Desk, out: &mut dyn Write) -> Outcome<()> {
        let office = desk.office();
        match self {
            Member::Add { name, set } => {
                let mut data = set.data(desk, Some(name))?;
                data.roles.get_or_insert_with(|| vec![Role::Volunteer]);
                say(out, office.add_member(data)?);
            }
            Member::List => office.members()?.iter().for_each(|(id, member)| say(out, line(*id, member))),
            Member::Edit { member, name, set } => {
                office.edit_member(parse_id(member)?, set.data(desk, name.as_ref())?)?;
                say(out, "Đã sửa. / Edited.");
            }
            Member::Leave { member } => {
                office.member_leaves(parse_id(member)?)?;
                say(out, "Đã cho nghỉ; điện thoại bị thu hồi. / Left; their phones are revoked.");
            }
        }
        Ok(())
    }
}

fn line(id: Id, member: &Record) -> String {
    let roles: Vec<&str> = member.roles.iter().map(Role::as_str).collect();
    let left = if member.left { "đã nghỉ/left" } else { "" };
    format!("{id}\t{}\t{}\t{}\t{left}", member.name, phone::display(&member.phone), roles.join(","))
}
