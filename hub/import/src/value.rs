//! What single cells mean: birth, place, standing, secrets. Pure functions of a cell.

pub mod birth;
pub mod place;
pub mod secret;
pub mod standing;
