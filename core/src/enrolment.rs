//! Enrolment: how a phone comes to know a hub, and the hub a phone.
//!
//! The hub shows an [`Invitation`] as a QR code: where it is, how it is recognised, and a [`OneTimeCode`]. The phone
//! connects to any of the addresses, accepts the connection only if the server proves the invitation's key, and sends an
//! [`EnrolRequest`] (`POST /v1/enrol`); the [`EnrolAnswer`] carries its token. Where no camera works, the code is read
//! aloud and typed; the rest is then typed or copied as text.

mod code;
mod invitation;
mod sealed_change;
#[cfg(test)]
mod tests;
mod wire;

pub use code::{BadCode, OneTimeCode};
pub use invitation::{Invitation, InvitationError, MAX_TEXT, Part, is_address};
pub use sealed_change::SealedChange;
pub use wire::{DevicePlatform, EnrolAnswer, EnrolRequest, MAX_ENROL_BODY, MAX_LABEL, Token};
