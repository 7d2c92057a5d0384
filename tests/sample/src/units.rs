//! The administrative units that the product ships, from `data/` at the root of the repository.
//!
//! Embedded, so that a ward can be generated anywhere. Origins, licence and caveats: `data/README.md`.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

const COMMUNES: &str = include_str!("../../../data/vn_communes_3321.csv");
const PROVINCES: &str = include_str!("../../../data/vn_provinces_34.csv");
const THANH_HOA: &str = include_str!("../../../data/thanh_hoa_communes.csv");

/// The three kinds of commune since July 2025.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommuneKind {
    /// Phường: an urban ward; its neighbourhoods are tổ dân phố or phố.
    Phuong,
    /// Xã: a rural commune; its neighbourhoods are thôn, làng or bản.
    Xa,
    /// Đặc khu: a special zone, mostly islands; its neighbourhoods are thôn here.
    DacKhu,
}

impl CommuneKind {
    /// The Vietnamese word, without capital: `phường`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Phuong => "phường",
            Self::Xa => "xã",
            Self::DacKhu => "đặc khu",
        }
    }
}

/// A commune as the unit table knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commune {
    /// Five digits as text, leading zeros kept: `00004`.
    #[serde(rename(deserialize = "commune_code"))]
    pub code: String,
    /// Phường, xã or đặc khu.
    #[serde(rename(deserialize = "type"))]
    pub kind: CommuneKind,
    /// Name without the kind: `Quảng Phú`.
    pub name: String,
    /// Two digits as text.
    pub province_code: String,
}

#[derive(Deserialize)]
struct ProvinceRow {
    province_code: String,
    full_name: String,
}

/// What is known of a commune of Thanh Hóa beyond its name.
#[derive(Deserialize)]
pub(crate) struct Surveyed {
    pub(crate) commune_code: String,
    pub(crate) label_lat: f64,
    pub(crate) label_lon: f64,
    pub(crate) bbox_min_lon: f64,
    pub(crate) bbox_min_lat: f64,
    pub(crate) bbox_max_lon: f64,
    pub(crate) bbox_max_lat: f64,
    merged_from_pre_2025_07_01: String,
}

impl Surveyed {
    /// Names of the units that were merged on 1 July 2025, without kind or former district; a name met twice is kept once.
    pub(crate) fn old_units(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for unit in self.merged_from_pre_2025_07_01.split(',') {
            let unit = unit.split('(').next().unwrap_or_default().trim();
            let name = ["Phường ", "Xã ", "Thị trấn "].iter().find_map(|kind| unit.strip_prefix(kind)).unwrap_or(unit);
            if !name.is_empty() && !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        names
    }
}

// A row that does not parse is left out; a test counts the rows of every table, so none can go missing unseen.
fn rows<T: for<'de> Deserialize<'de>>(text: &str) -> Vec<T> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().filter_map(Result::ok).collect()
}

static ALL: LazyLock<Vec<Commune>> = LazyLock::new(|| rows(COMMUNES));
static ALL_PROVINCES: LazyLock<Vec<ProvinceRow>> = LazyLock::new(|| rows(PROVINCES));
static ALL_SURVEYED: LazyLock<Vec<Surveyed>> = LazyLock::new(|| rows(THANH_HOA));

/// All 3,321 communes, in the order of their codes.
pub fn communes() -> &'static [Commune] {
    &ALL
}

/// The commune with this code.
pub fn commune(code: &str) -> Option<&'static Commune> {
    communes().iter().find(|commune| commune.code == code)
}

/// Full name of a province: `Tỉnh Thanh Hoá`.
pub fn province_name(code: &str) -> Option<&'static str> {
    ALL_PROVINCES.iter().find(|row| row.province_code == code).map(|row| row.full_name.as_str())
}

pub(crate) fn surveyed(code: &str) -> Option<&'static Surveyed> {
    ALL_SURVEYED.iter().find(|row| row.commune_code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_every_table_is_read() {
        assert_eq!(communes().len(), 3321);
        assert_eq!(ALL_PROVINCES.len(), 34);
        assert_eq!(ALL_SURVEYED.len(), 166);
        assert!(communes().iter().all(|c| c.code.len() == 5 && province_name(&c.province_code).is_some()));
    }

    #[test]
    fn quang_phu_has_its_seven_old_wards() {
        let units = surveyed("16522").expect("in the table").old_units();
        assert_eq!(units.len(), 7);
        assert!(units.contains(&"Quảng Hưng".to_owned()));
    }
}
