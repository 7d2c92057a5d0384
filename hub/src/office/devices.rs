//! Phones: inviting, enrolling, revoking.

use doorstep_core::{
    enrolment::{EnrolAnswer, EnrolRequest, Invitation, MAX_LABEL, OneTimeCode},
    id::{CommuneCode, Id},
    model::{self, commune::Commune, device::DeviceState, member::Member},
    receipt::{Fate, Receipt},
    rules::{links::Link, working_set::Reads},
    sync::hub::{ExchangeError, store::StoreError},
};

use super::{Office, fields, json_id};
use crate::{
    complaint::{Complaint, Outcome},
    hub::Hub,
    store::sqlite::enrolment,
};

/// How long a code lives, milliseconds.
pub const CODE_MS: i64 = 15 * 60 * 1000;

/// Where phones find the hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whereabouts {
    /// `host:port`, the likeliest first.
    pub addresses: Vec<String>,
    /// A `.local` name with port.
    pub local_name: Option<String>,
}

/// A phone in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The device.
    pub id: Id,
    /// Whose it is.
    pub member: Id,
    /// Their name.
    pub name: String,
    /// What the leader called it.
    pub label: String,
    /// What it may do.
    pub state: DeviceState,
}

/// Why a phone was not let in.
#[derive(Debug, thiserror::Error)]
pub enum NotEnrolled {
    /// The code is unknown, spent or expired; or the phone that used it was revoked meanwhile.
    #[error("the code is wrong, spent or expired")]
    BadCode,
    /// The rulebook did not take the device.
    #[error("the device was not taken")]
    NotApplied(Box<Receipt>),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The engine failed.
    #[error(transparent)]
    Exchange(#[from] ExchangeError),
}

impl Office<'_> {
    /// Invites a phone of a member: a code that works once, for 15 minutes.
    pub fn invite(&self, member: Id, label: &str, whereabouts: &Whereabouts) -> Outcome<Invitation> {
        let record = self.member(member)?;
        if record.left {
            return Err(Complaint::new(
                "member_left",
                "Thành viên này đã nghỉ, không ghi danh điện thoại được.",
                "This member has left; no phone can be enrolled for them.",
            ));
        }
        let mut random = [0; 8];
        getrandom::fill(&mut random)
            .map_err(|_| Complaint::new("no_randomness", "Không có số ngẫu nhiên.", "No randomness."))?;
        let code = OneTimeCode::from_random(random);
        self.hub.store().remove_expired_codes(self.now)?;
        let kept = enrolment::Invitation {
            commune: self.commune,
            member,
            expires_at: self.now + CODE_MS,
            label: label.chars().take(MAX_LABEL).collect(),
        };
        self.hub.store().add_code(&code.hash(), &kept)?;
        Ok(Invitation {
            commune: self.commune,
            commune_name: self.commune_record()?.name,
            addresses: whereabouts.addresses.clone(),
            local_name: whereabouts.local_name.clone(),
            pin: *self.hub.keys().pin(),
            sealing_key: self.hub.keys().sealing_key(),
            code,
            generation: self.hub.condition(&self.commune)?.generation,
        })
    }

    /// Phones of all members, by name.
    pub fn devices(&self) -> Outcome<Vec<Listed>> {
        let mut devices = Vec::new();
        for member in self.all(&model::MEMBER)? {
            let name = member.read::<Member>().unwrap_or_default().name;
            let link = Link::of_root(member.root);
            let ws = self.read(|ws| Reads::default().link(ws, link.clone()))?;
            for record in ws.linked(&link).filter(|record| record.key.kind == model::DEVICE) {
                let device: model::device::Device = record.read().unwrap_or_default();
                let model::device::Device { label, state } = device;
                devices.push(Listed { id: record.key.id, member: member.root, name: name.clone(), label, state });
            }
        }
        Ok(devices)
    }

    /// Revokes a phone: from its next sync on it may only deliver what it had not sent.
    pub fn revoke(&self, device: Id) -> Outcome<Receipt> {
        let row = self.hub.look(&self.commune, |snapshot| snapshot.device(device))?;
        let Some(row) = row else { return Err(ExchangeError::UnknownDevice.into()) };
        self.submit(self.change("device.revoke", row.member, fields([("device", json_id(device))]))?)
    }
}

/// Lets a phone in: takes its code, makes the device, adds its token, all or nothing.
///
/// A phone whose answer was lost asks again with the same `attempt`: its token follows from it, so that the hub answers
/// the same although the code is spent.
pub fn enrol(
    hub: &Hub,
    request: &EnrolRequest,
    whereabouts: &Whereabouts,
    now: i64,
) -> Result<EnrolAnswer, NotEnrolled> {
    let token = hub.keys().token_of(&request.attempt);
    if let Some((commune, device)) = hub.store().find_credential(&token.hash())? {
        let row = hub.look(&commune, |snapshot| snapshot.device(device))?;
        let row = row.filter(|row| row.state == DeviceState::Active).ok_or(NotEnrolled::BadCode)?;
        return answer(hub, commune, device, row.member, request, whereabouts, now);
    }
    let device = Id::HUB.derive(&format!("device {}", doorstep_core::receipt::hex(&token.hash())));
    let invitation = hub.atomically(|work| {
        let invitation = work.unit.take_code(&request.code.hash(), now)?.ok_or(NotEnrolled::BadCode)?;
        let label = if request.label.trim().is_empty() { &invitation.label } else { &request.label };
        let label: String = label.chars().filter(|c| !c.is_control()).take(MAX_LABEL).collect();
        let data = fields([
            ("app", short(&request.app).into()),
            ("label", label.into()),
            ("os", short(&request.os).into()),
            ("platform", request.platform.as_str().chars().take(20).collect::<String>().into()),
            ("state", DeviceState::Active.as_str().into()),
        ]);
        let office = Office::of(hub, invitation.commune, now);
        let mut change = office.change("device.enrol", invitation.member, data).map_err(|_| no_randomness())?;
        change.id = device;
        let receipts = work.submit(&invitation.commune, &[change], now)?;
        match receipts.into_iter().next() {
            Some(receipt) if receipt.fate == Fate::Applied => {}
            Some(receipt) => return Err(NotEnrolled::NotApplied(Box::new(receipt))),
            None => return Err(NotEnrolled::BadCode),
        }
        work.unit.add_credential(&token.hash(), &invitation.commune, device)?;
        Ok(invitation)
    })?;
    answer(hub, invitation.commune, device, invitation.member, request, whereabouts, now)
}

fn answer(
    hub: &Hub,
    commune: CommuneCode,
    device: Id,
    member: Id,
    request: &EnrolRequest,
    whereabouts: &Whereabouts,
    now: i64,
) -> Result<EnrolAnswer, NotEnrolled> {
    let root = commune.root();
    let reads = || Reads::default().record(model::COMMUNE, root).record(model::MEMBER, member);
    let ws = hub.read(&commune, |_| reads())?;
    let record: Member = ws.view(model::MEMBER, Some(member)).unwrap_or_default();
    Ok(EnrolAnswer {
        device,
        member,
        name: record.name,
        roles: record.roles,
        token: hub.keys().token_of(&request.attempt),
        addresses: whereabouts.addresses.clone(),
        local_name: whereabouts.local_name.clone(),
        sealing_key: hub.keys().sealing_key(),
        generation: hub.condition(&commune)?.generation,
        commune,
        commune_name: ws.view::<Commune>(model::COMMUNE, Some(root)).unwrap_or_default().name,
        now,
    })
}

fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(40).collect()
}

fn no_randomness() -> NotEnrolled {
    StoreError::Unavailable("no randomness".into()).into()
}
