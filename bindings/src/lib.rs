//! The facade of a phone: what the apps, the terminal phone and tests call. No rule lives here.
//!
//! One entry object, [`Doorstep`], with a small object an area ([`today`], [`households`], [`visits`], …): a screen costs
//! one call, and a form is told in it what it was left with ([`screens`]). Records go in (`…Input`) and come out (views of
//! [`doorstep_core::store::query`]); objects are only handles.
//!
//! What the sans-I/O core needs is owned here: [`transport`] speaks HTTPS to the hub, [`platform`] is what a phone must
//! offer (clocks, a key to destroy), `phone` holds the open file, `worker` is its one thread, and [`sealed_outbox`] keeps
//! the file that survives the database's key.
//!
//! Everything blocks: an app calls from a background thread. A panic stays inside: UniFFI makes it an exception.

pub mod consents;
pub mod doorstep;
pub mod drafts;
pub mod enrolment;
pub mod error;
pub mod fates;
pub mod households;
pub mod input;
pub mod leading;
pub mod networks;
pub mod notes;
pub mod observe;
mod phone;
pub mod platform;
pub mod recovery;
pub mod rides;
pub mod screens;
pub mod sealed_outbox;
pub mod search;
pub mod settings;
pub mod sync;
pub mod today;
pub mod transport;
pub mod types;
mod views;
pub mod visits;
mod worker;

pub use doorstep::Doorstep;
pub use error::DoorstepError;

uniffi::setup_scaffolding!("doorstep");
