//! Phones and hub as processes, on real files and real HTTPS.
//!
//! * [`ward`]: a small ward on disk; [`process`]: its hub and its phones as children of this program.
//! * [`kills`]: both killed at random moments; nothing acknowledged is lost and each visit acts once.
//! * [`weather`]: a village's network between them; [`network`]: every sync completes once the link holds again.

pub mod chance;
pub mod child;
pub mod kills;
pub mod network;
pub mod phone;
pub mod process;
pub mod twins;
pub mod ward;
pub mod weather;
