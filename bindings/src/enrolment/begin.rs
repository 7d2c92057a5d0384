//! `POST /v1/enrol`, once.

use doorstep_core::{
    enrolment::{EnrolAnswer, EnrolRequest, Invitation, MAX_LABEL, Token},
    receipt::hex,
    store,
};

use super::{DeviceInput, EnrolledView, InvitationView, binding};
use crate::{
    error::Error,
    phone::{Phone, random},
    sync::{jitter, refusal_code},
    transport::{
        Client, Hub,
        cancel::CancelToken,
        http::{Answer, Post},
        retry::Policy,
    },
};

/// The most bytes of an answer.
const MAX_ANSWER: usize = 16 << 10;

pub(super) fn view(invitation: Invitation) -> InvitationView {
    let pin = hex(&invitation.pin).to_uppercase();
    let groups: Vec<&str> = (0..4).map(|i| &pin[i * 4..i * 4 + 4]).collect();
    InvitationView {
        commune: invitation.commune,
        commune_name: invitation.commune_name,
        addresses: invitation.addresses,
        key: groups.join(" "),
    }
}

pub(super) fn begin(
    phone: &Phone,
    text: &str,
    device: DeviceInput,
    cancel: &CancelToken,
) -> Result<EnrolledView, Error> {
    let invitation = Invitation::from_text(text)?;
    let attempt = phone.with(|store| {
        if store.is_enrolled() {
            return Err(Error::State("already_enrolled"));
        }
        let mut fresh = [0; 32];
        random(&mut fresh);
        Ok(binding::attempt(store.connection(), &invitation, fresh)?)
    })?;
    let request = EnrolRequest {
        code: invitation.code,
        attempt: Token::from_bytes(attempt),
        label: device.label.chars().take(MAX_LABEL).collect(),
        platform: device.platform,
        os: device.os,
        app: device.app,
    };
    let answer = ask(phone, &invitation, &request, cancel)?;
    let moment = phone.moment()?;
    phone.with(|store| {
        let enrolment = store::Enrolment { commune: answer.commune, member: answer.member, device: answer.device };
        // The binding first: a phone that counts as enrolled always knows its hub. A kill in between asks again.
        binding::keep(store.connection(), &invitation, &answer)?;
        store.enrol(enrolment, answer.now, moment, &mut random)?;
        Ok(binding::forget_attempt(store.connection())?)
    })?;
    phone.everything_changed();
    Ok(EnrolledView { name: answer.name, roles: answer.roles, commune_name: answer.commune_name })
}

fn ask(
    phone: &Phone,
    invitation: &Invitation,
    request: &EnrolRequest,
    cancel: &CancelToken,
) -> Result<EnrolAnswer, Error> {
    let mut addresses = invitation.addresses.clone();
    addresses.extend(invitation.local_name.clone());
    let hub = Hub { addresses, pin: invitation.pin };
    let body = serde_json::to_vec(request).map_err(|_| Error::Input { field: "device" })?;
    let answer = Client::new(hub, Policy::new(&jitter), cancel).over(phone.networks()).post(&Post {
        path: "/v1/enrol",
        content_type: "application/json",
        token: None,
        person_waits: true,
        body: &body,
        max_answer: MAX_ANSWER,
    })?;
    match answer {
        Answer { status: 200, body, .. } => {
            serde_json::from_slice(&body).map_err(|_| Error::Hub { status: 200, code: "bad_answer".into() })
        }
        Answer { status, body, .. } => Err(Error::Hub { status, code: refusal_code(status, &body) }),
    }
}
