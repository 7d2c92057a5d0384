//! Who a hub is: everything follows from one secret of 32 bytes, which 24 words can bring back.
//!
//! Phones pin the identity *key*. The certificate around it is made anew at each start and means nothing: neither its
//! names nor its dates are looked at. Why P-256, and why one secret: `docs/decisions/0004-hub-identity.md`.

mod keys;
mod phrase;
mod secret;

pub use keys::{BadKey, HubKeys, TlsIdentity};
pub use phrase::{BadPhrase, WORDS};
pub use secret::Secret;
