//! Search.

use doorstep_core::store::query::{
    home::HomeLine,
    search::{Found, Hit, Hits},
};

/// A home that was found.
#[uniffi::remote(Record)]
pub struct Hit {
    /// The home.
    pub home: HomeLine,
    /// How.
    pub found: Found,
}

/// The screen.
#[uniffi::remote(Record)]
pub struct Hits {
    /// The best first.
    pub hits: Vec<Hit>,
    /// How many there are.
    pub total: u32,
}
