//! What exists: one file a kind of record, each a typed *view* of a body.
//!
//! Rules never write these structs back over a body: they patch the JSON and keep what they do not know. Every member is
//! optional to read, so that bodies of older and newer releases open.

pub mod assignment;
pub mod commune;
pub mod conflict;
pub mod consent;
pub mod device;
pub mod follow_up;
pub mod household;
pub mod import_source;
pub mod member;
pub mod note;
pub mod resident;
pub mod ride;
pub mod squad;
pub mod vehicle;
pub mod visit;

use crate::record::Kind;

/// The commune itself, its neighbourhoods, service points, responsibilities and visit rounds follow the commune.
pub const COMMUNE: Kind = Kind::new("commune");
/// Tổ dân phố, thôn, bản: see [`commune::Neighbourhood`].
pub const NEIGHBOURHOOD: Kind = Kind::new("neighbourhood");
/// The Centre, the commune police: see [`commune::ServicePoint`].
pub const SERVICE_POINT: Kind = Kind::new("service_point");
/// Which squad looks after which neighbourhood: see [`commune::Responsibility`].
pub const RESPONSIBILITY: Kind = Kind::new("responsibility");
/// A day of visits announced to a neighbourhood: see [`commune::VisitRound`].
pub const VISIT_ROUND: Kind = Kind::new("visit_round");
/// Đội hình: see [`squad::Squad`].
pub const SQUAD: Kind = Kind::new("squad");
/// See [`vehicle::Vehicle`].
pub const VEHICLE: Kind = Kind::new("vehicle");
/// See [`member::Member`].
pub const MEMBER: Kind = Kind::new("member");
/// See [`device::Device`].
pub const DEVICE: Kind = Kind::new("device");
/// See [`household::Household`].
pub const HOUSEHOLD: Kind = Kind::new("household");
/// See [`resident::Resident`].
pub const RESIDENT: Kind = Kind::new("resident");
/// See [`consent::Consent`].
pub const CONSENT: Kind = Kind::new("consent");
/// See [`assignment::Assignment`].
pub const ASSIGNMENT: Kind = Kind::new("assignment");
/// See [`visit::Visit`].
pub const VISIT: Kind = Kind::new("visit");
/// See [`follow_up::FollowUp`].
pub const FOLLOW_UP: Kind = Kind::new("follow_up");
/// See [`note::Note`].
pub const NOTE: Kind = Kind::new("note");
/// See [`ride::Ride`].
pub const RIDE: Kind = Kind::new("ride");
/// See [`import_source::ImportSource`].
pub const IMPORT_SOURCE: Kind = Kind::new("import_source");
/// See [`conflict::Conflict`].
pub const CONFLICT: Kind = Kind::new("conflict");
