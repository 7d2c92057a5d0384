//! What the phone keeps of its hub, inside the encrypted file: the token, where it is, and how it is recognised.

use doorstep_core::{
    enrolment::{EnrolAnswer, Invitation},
    receipt::{hex, unhex},
    store::{StoreError, StoreResult, meta},
};
use doorstep_sqlcipher::rusqlite::Connection;

use crate::transport::Hub;

const TOKEN: &str = "hub.token";
const PIN: &str = "hub.pin";
const ADDRESSES: &str = "hub.addresses";
/// The random bytes of an enrolment under way, with the code's hash that they belong to.
const ATTEMPT: &str = "enrol.attempt";

/// Keeps what the hub said when it let the phone in.
pub(crate) fn keep(conn: &Connection, invitation: &Invitation, answer: &EnrolAnswer) -> StoreResult<()> {
    meta::set(conn, TOKEN, &answer.token.to_text())?;
    meta::set(conn, PIN, &hex(&invitation.pin))?;
    let mut addresses = invitation.addresses.clone();
    addresses.extend(answer.addresses.iter().cloned());
    addresses.extend(answer.local_name.clone().or_else(|| invitation.local_name.clone()));
    meta::set(conn, ADDRESSES, &unique(addresses).join(","))?;
    meta::set(conn, meta::SEALING_KEY, &answer.sealing_key.to_string())?;
    meta::set(conn, meta::GENERATION, &answer.generation.to_string())
}

/// Takes the addresses of an invitation, before those known so far. Answers whether it is of this phone's hub.
pub(crate) fn follow(conn: &Connection, invitation: &Invitation) -> StoreResult<bool> {
    let known = hub(conn)?;
    if known.pin != invitation.pin {
        return Ok(false);
    }
    let named = invitation.addresses.iter().chain(&invitation.local_name).cloned();
    meta::set(conn, ADDRESSES, &unique(named.chain(known.addresses)).join(","))?;
    Ok(true)
}

fn unique(addresses: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut unique: Vec<String> = Vec::new();
    for address in addresses {
        if !unique.contains(&address) {
            unique.push(address);
        }
    }
    unique
}

/// The attempt succeeded, and the phone counts as enrolled.
pub(crate) fn forget_attempt(conn: &Connection) -> StoreResult<()> {
    meta::remove(conn, ATTEMPT)
}

/// The device's token.
pub(crate) fn token(conn: &Connection) -> StoreResult<String> {
    meta::get(conn, TOKEN)?.ok_or(StoreError::NotEnrolled)
}

/// The hub.
pub(crate) fn hub(conn: &Connection) -> StoreResult<Hub> {
    let (pin, addresses) = (meta::get(conn, PIN)?, meta::get(conn, ADDRESSES)?);
    let (Some(pin), Some(addresses)) = (pin, addresses) else { return Err(StoreError::NotEnrolled) };
    let pin = unhex(&pin).ok_or(StoreError::Corrupt { what: "pin" })?;
    Ok(Hub { addresses: addresses.split(',').map(str::to_owned).collect(), pin })
}

/// The random bytes of this invitation's attempt: drawn once, kept before they are sent.
pub(crate) fn attempt(conn: &Connection, invitation: &Invitation, fresh: [u8; 32]) -> StoreResult<[u8; 32]> {
    let code = hex(&invitation.code.hash());
    if let Some(kept) = meta::get(conn, ATTEMPT)?
        && let Some((of, bytes)) = kept.split_once(' ')
        && of == code
        && let Some(bytes) = unhex(bytes)
    {
        return Ok(bytes);
    }
    meta::set(conn, ATTEMPT, &format!("{code} {}", hex(&fresh)))?;
    Ok(fresh)
}
