//! The commune and what everybody in it knows: neighbourhoods, service points, responsibilities, visit rounds.

use serde::Deserialize;

use crate::{codes, id::Id};

/// A ward, commune or special zone (phường, xã, đặc khu).
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Commune {
    /// Five digits, as text.
    pub code: String,
    /// Official name.
    pub name: String,
    /// The unit as volunteers introduce themselves: "phường Quảng Phú".
    pub unit: String,
    /// Extra holidays and closures of the commune, ISO dates.
    pub holidays: Vec<String>,
    /// Compensation working days, ISO dates.
    pub working_days: Vec<String>,
}

codes! {
    /// What became of a neighbourhood.
    NeighbourhoodState {
        /// In use.
        Active = "active",
        /// It went into another one.
        Merged = "merged",
        /// It was divided into several.
        Split = "split",
    }
}

/// A self-governing unit under the commune (TT 04/2012/TT-BNV); it has no national code and is renamed, merged and split.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default)]
pub struct Neighbourhood {
    /// Name with its word: "Tổ dân phố 5", "Thôn Đông".
    pub name: String,
    /// Former names, oldest first: lists from before a renaming still match.
    pub former_names: Vec<String>,
    /// What became of it.
    pub state: NeighbourhoodState,
    /// Where its households went when it was merged or split.
    pub into: Vec<Id>,
    /// What it was made from.
    pub from: Vec<Id>,
    /// Head of the neighbourhood, who announces visits: name as people say it.
    pub announcer: String,
    /// Their phone, E.164.
    pub announcer_phone: String,
    /// Convex hull of its homes, `[lat, lon]` in 1e-7 degrees; empty until there are three pins.
    pub hull: Vec<[i64; 2]>,
    /// Area of the hull in square metres.
    pub area_m2: i64,
}

impl Default for Neighbourhood {
    fn default() -> Self {
        Neighbourhood {
            name: String::new(),
            former_names: Vec::new(),
            state: NeighbourhoodState::Active,
            into: Vec::new(),
            from: Vec::new(),
            announcer: String::new(),
            announcer_phone: String::new(),
            hull: Vec::new(),
            area_m2: 0,
        }
    }
}

/// A place where services are given: the Centre, the commune police.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct ServicePoint {
    /// Name as people say it.
    pub name: String,
    /// `centre` or `police`.
    pub place: String,
    /// Days on which it is closed beyond weekends and holidays, ISO dates.
    pub closed_on: Vec<String>,
    /// Whether it works on Saturdays.
    pub saturday: bool,
    /// `[lat, lon]` in 1e-7 degrees.
    pub pin: Option<[i64; 2]>,
}

/// A squad's responsibility for a neighbourhood from one day to another: new households there fall to the squad.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Responsibility {
    /// The squad.
    pub squad: Option<Id>,
    /// The neighbourhood.
    pub neighbourhood: Option<Id>,
    /// First day, ISO date.
    pub from: String,
    /// Last day, ISO date; none while it lasts.
    pub to: Option<String>,
}

/// A day of visits that somebody announced to a neighbourhood, so that no stranger stands at the door.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct VisitRound {
    /// Where.
    pub neighbourhood: Option<Id>,
    /// The squad that comes.
    pub squad: Option<Id>,
    /// ISO date.
    pub date: String,
    /// Who announced it (head of the neighbourhood, loudspeaker, Zalo group).
    pub announced_by: String,
}
