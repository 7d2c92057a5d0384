//! Reads household lists as Vietnamese wards and communes really keep them, and says what a new list would change.
//!
//! ```text
//! bytes ─ read ─▶ Book ─ header, columns ─▶ Table ─ rows, household ─▶ Reading ─ diff ─▶ Plan
//!        (xlsx, xls, ods, csv,   (which row is the   (forbidden columns  (drafts, errors,   (what the hub
//!         old encodings, limits)  header, what is     already gone)       warnings)          would change)
//!                                 in which column)
//! ```
//!
//! [`read()`] opens untrusted bytes within limits; everything after [`book::Book`] is pure. Nothing here writes to a
//! database: the hub turns a [`diff::Plan`] into changes of the rulebook.
//!
//! # Where does a new column go?
//! 1. Its wordings: one line in `data/header_synonyms.json`. If it must never be kept, under a `FORBIDDEN:` key; then
//!    nothing more is needed.
//! 2. Its meaning: a variant of [`columns::Field`].
//! 3. Its cells: a function in `value/`, called once from [`household`]; what can be wrong with a cell is a
//!    [`report::Code`], whose words in both languages live in [`messages`].
//! 4. If a later list may change it: a line in [`rekey::Kept`], where re-import compares field by field.
//!
//! # Privacy
//! Cells of forbidden columns are erased in [`table`] right after the header is understood: no later step, message or
//! preview can show them. Free text passes the guard of `doorstep_core::text::guard`.

pub mod book;
pub mod columns;
pub mod diff;
pub mod export;
pub mod header;
pub mod household;
pub mod json;
pub mod messages;
pub mod read;
pub mod rekey;
pub mod report;
pub mod rows;
pub mod table;
pub mod value;

mod options;
mod reading;

pub use options::Options;
pub use read::{Refusal, RefusalKind};
pub use reading::{Reading, SheetReading, read, understand};
