//! The hub that phones sync with: one binary, SQLite inside.
//!
//! From the rim inwards:
//! * [`commands`]: what people type; [`config`], [`folder`], [`logging`]: where and how it runs.
//! * [`server`], [`routes`]: HTTPS; [`admission`], [`attempts`], [`problem`], [`metrics`] stand around them.
//! * [`office`]: what the people who run a commune do, as typed functions over the rulebook.
//! * [`hub`]: the store, the keys and the list together; [`ledger`], [`journal`]: what lies beside the database.
//! * [`backup`]: copies and restoring; [`handed_in`]: sealed files; [`tables`]: exports.
//! * [`identity`]: who a hub is. [`store`]: where records are kept.
//!
//! What may happen is not decided here: `doorstep_core::rules` does, for phones and hub alike.

pub mod admission;
pub mod attempts;
pub mod backup;
pub mod clock;
pub mod commands;
pub mod complaint;
pub mod config;
pub mod folder;
pub mod handed_in;
pub mod hub;
pub mod identity;
pub mod journal;
pub mod ledger;
pub mod logging;
pub mod metrics;
pub mod office;
pub mod problem;
pub mod routes;
pub mod server;
pub mod store;
pub mod tables;
