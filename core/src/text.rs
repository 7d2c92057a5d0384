//! Vietnamese text: cleaning, comparing, sorting, searching, names, phones, addresses, and the guard that keeps
//! citizens' secrets out of free text.
//!
//! Everything here is pure: the same input gives the same output on a phone, at the hub and in an import, so that a
//! search key made by one matches a search key made by another. Stored text is NFC and [`clean`]; keys are derived.
//!
//! | question | answer |
//! |---|---|
//! | what is stored? | [`clean`] |
//! | are these the same words? | [`same`] (tone placement, case, spaces and normal form do not count) |
//! | what does search look in? | [`fold`] |
//! | which hit comes first? | [`rank::Matcher`] |
//! | how are lists sorted? | [`collate::key`], people by [`name::sort_key`], house numbers by [`address::key`] |

pub mod address;
pub mod collate;
pub mod guard;
pub mod name;
pub mod phone;
pub mod rank;

mod form;

pub use form::{clean, fold, same, same_key};
