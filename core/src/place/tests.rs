//! Known distances and areas, degenerate outlines, wrong pins.

use proptest::prelude::*;

use super::*;

/// Quảng Phú ward's label point, as published.
const QUANG_PHU: (i64, i64) = (197_655_000, 1_058_154_000);

fn at(lat_e7: i64, lon_e7: i64) -> Position {
    Position::new(lat_e7, lon_e7).unwrap()
}

/// A position so many 1e-7 degrees north and east of the ward's label point.
fn near(north: i64, east: i64) -> Position {
    at(QUANG_PHU.0 + north, QUANG_PHU.1 + east)
}

#[test]
fn ranges_and_exchanged_numbers_are_noticed() {
    let (lat, lon) = QUANG_PHU;
    assert_eq!(Position::in_vietnam(lat, lon), Ok(at(lat, lon)));
    assert_eq!(Position::in_vietnam(lon, lat), Err(PositionError::Swapped { lat_e7: lon, lon_e7: lat }));
    assert_eq!(Position::in_vietnam(0, 0), Err(PositionError::OutsideVietnam { lat_e7: 0, lon_e7: 0 }));
    // Trường Sa and Hoàng Sa are inside.
    assert!(Position::in_vietnam(86_400_000, 1_119_200_000).is_ok());
    assert!(Position::in_vietnam(165_400_000, 1_116_100_000).is_ok());
    assert_eq!(Position::new(900_000_001, 0), Err(PositionError::Latitude { lat_e7: 900_000_001 }));
    assert_eq!(Position::new(i64::MIN + 1, 0), Err(PositionError::Latitude { lat_e7: i64::MIN + 1 }));
    assert_eq!(Position::new(0, 1_800_000_001), Err(PositionError::Longitude { lon_e7: 1_800_000_001 }));
    assert!(Position::new(-900_000_000, -1_800_000_000).is_ok());
}

#[test]
fn degrees_round_to_the_nearest_unit_and_wild_ones_are_refused() {
    assert_eq!(Position::from_degrees(19.76550004, 105.81539996), Ok(near(0, 0)));
    for wild in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, 90.0000001] {
        assert!(matches!(Position::from_degrees(wild, 0.0), Err(PositionError::Latitude { .. })), "{wild}");
        assert!(matches!(Position::from_degrees(0.0, wild * 2.0), Err(PositionError::Longitude { .. })), "{wild}");
    }
}

#[test]
fn a_body_holds_whole_numbers_and_is_checked() {
    let body = serde_json::to_string(&near(0, 0)).unwrap();
    assert_eq!(body, "[197655000,1058154000]");
    assert_eq!(serde_json::from_str::<Position>(&body).unwrap(), near(0, 0));
    assert!(serde_json::from_str::<Position>("[1058154000,197655000]").is_err());
    assert!(serde_json::from_str::<Position>("[19.5,1058154000]").is_err());
}

#[test]
fn distances_are_those_of_the_ellipsoid() {
    assert_eq!(near(0, 0).distance_m(near(0, 0)), 0);
    // One degree of latitude at the equator; the length of the whole meridian.
    assert_eq!(at(0, 0).distance_m(at(10_000_000, 0)), 110_574);
    assert_eq!(at(-900_000_000, 0).distance_m(at(900_000_000, 0)), 20_003_931);
    // One degree of longitude at the equator.
    assert_eq!(at(0, 0).distance_m(at(0, 10_000_000)), 111_319);
}

#[test]
fn outlines_of_nothing_a_point_and_a_line_have_no_area() {
    let around = |pins: &[Position]| Outline::around(pins, Strays::Keep);
    assert_eq!(around(&[]), Outline::default());
    assert!(!around(&[]).covers(near(0, 0)));
    let point = around(&[near(0, 0); 3]);
    assert_eq!((point.corners(), point.area_m2()), (&[near(0, 0)][..], 0));
    assert!(point.covers(near(0, 0)) && !point.covers(near(0, 1)));
    let line = around(&[near(20, 40), near(0, 0), near(10, 20), near(5, 10)]);
    assert_eq!((line.corners(), line.area_m2()), (&[near(0, 0), near(20, 40)][..], 0));
    assert!(line.covers(near(15, 30)) && !line.covers(near(15, 31)) && !line.covers(near(30, 60)));
    assert_eq!((centroid(&[]), median_centre(&[])), (None, None));
}

#[test]
fn a_square_kilometre_is_one() {
    // At 19.7655° N a kilometre is 90,345 units north and 95,475 units east.
    let corners = [near(0, 0), near(0, 95_475), near(90_345, 95_475), near(90_345, 0)];
    let mut pins = corners.to_vec();
    pins.extend([near(50_000, 50_000), near(0, 50_000), near(1, 1)]);
    let outline = Outline::around(&pins, Strays::default());
    assert_eq!(outline.corners().len(), 4);
    assert!(corners.iter().all(|corner| outline.corners().contains(corner)));
    assert!((999_000..=1_001_000).contains(&outline.area_m2()), "{}", outline.area_m2());
    assert!(pins.iter().all(|pin| outline.covers(*pin)));
    assert!(!outline.covers(near(-1, 0)) && !outline.covers(near(50_000, 95_476)));
    assert_eq!(centroid(&corners), Some(near(45_173, 47_738)));
}

#[test]
fn a_wrong_pin_is_left_out_and_named() {
    let homes: Vec<Position> = (0..30).map(|n| near((n % 6) * 3_000, (n / 6) * 4_000)).collect();
    let clean = Outline::around(&homes, Strays::default());
    let wrong = near(700_000, 0);
    let pins = [&homes[..10], &[wrong], &homes[10..]].concat();
    let outline = Outline::around(&pins, Strays::default());
    assert_eq!((outline.corners(), outline.strays()), (clean.corners(), &[wrong][..]));
    assert!(Outline::around(&pins, Strays::Keep).covers(wrong));
    // Pins of one house and one next door: far in medians, near in metres.
    let lane = [near(0, 0), near(0, 0), near(0, 0), near(0, 5_000)];
    assert!(Outline::around(&lane, Strays::default()).strays().is_empty());
}

#[test]
fn the_ends_of_the_earth_do_not_overflow() {
    let ends = [(-1, -1), (-1, 1), (1, -1), (1, 1)].map(|(lat, lon)| at(lat * 900_000_000, lon * 1_800_000_000));
    let outline = Outline::around(&ends, Strays::Keep);
    assert!(outline.covers(at(0, 0)) && outline.corners().len() == 4);
    assert_eq!(centroid(&ends), Some(at(0, 0)));
}

fn pins() -> impl Strategy<Value = Vec<Position>> {
    // A coarse grid, so that equal pins and pins on one line are common.
    prop::collection::vec((-6i64..6, -6i64..6).prop_map(|(north, east)| near(north * 5_000, east * 5_000)), 0..25)
}

proptest! {
    #[test]
    fn an_outline_covers_its_pins_and_their_centre_whatever_their_order(pins in pins()) {
        let outline = Outline::around(&pins, Strays::Keep);
        for pin in &pins {
            prop_assert!(outline.covers(*pin));
        }
        prop_assert!(outline.corners().iter().all(|corner| pins.contains(corner)));
        if outline.corners().len() > 2 {
            prop_assert!(outline.area_m2() > 0);
            prop_assert!(centroid(&pins).is_some_and(|centre| outline.covers(centre)));
        }
        let backwards: Vec<_> = pins.iter().rev().copied().collect();
        prop_assert_eq!(Outline::around(&backwards, Strays::Keep), outline);
    }

    #[test]
    fn leaving_strays_out_keeps_at_least_half(pins in pins(), medians in 0u32..4, beyond_m in 0u32..500) {
        let outline = Outline::around(&pins, Strays::Drop { medians, beyond_m });
        prop_assert!(outline.strays().len() * 2 <= pins.len());
        let kept = pins.iter().filter(|pin| !outline.strays().contains(pin));
        for pin in kept {
            prop_assert!(outline.covers(*pin));
        }
    }

    #[test]
    fn distance_is_symmetric_and_near_the_sphere(a in any::<(i32, i32)>(), b in any::<(i32, i32)>()) {
        let bring = |(lat, lon): (i32, i32)| at(i64::from(lat) % 900_000_000, i64::from(lon) % 1_800_000_000);
        let (a, b) = (bring(a), bring(b));
        prop_assert_eq!(a.distance_m(b), b.distance_m(a));
        let sphere = geo::Haversine.distance(a.point(), b.point());
        prop_assert!((f64::from(a.distance_m(b)) - sphere).abs() <= sphere * 0.006 + 1.0);
    }
}
