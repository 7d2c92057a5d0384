//! How people write telephone numbers into a cell.

use super::dirt::BadPhone;
use super::grid::Cell;
use crate::dice::Dice;
use crate::names::Sex;
use crate::phones::Phone;

/// The cell for these phones, all of which a correct import can read.
pub(super) fn good(dice: &mut Dice, phones: &[Phone], head: Sex, lost_zeros: u32) -> Cell {
    match phones {
        [] => Cell::Empty,
        [phone] => match phone.owner.label_vi(head) {
            None if dice.permille(lost_zeros) => Cell::Number(phone.number.parse().unwrap_or_default()),
            None => Cell::Text(styled(dice, &phone.number)),
            Some(label) => Cell::Text(labelled(dice, &phone.number, label)),
        },
        several => {
            let texts: Vec<String> = several
                .iter()
                .map(|phone| match phone.owner.label_vi(head) {
                    None => phone.number.clone(),
                    Some(label) => format!("{} ({label})", phone.number),
                })
                .collect();
            Cell::Text(texts.join(dice.pick(&[" / ", "; ", ", ", "\n", "/"])))
        }
    }
}

fn styled(dice: &mut Dice, number: &str) -> String {
    let (a, b, c) = (&number[..4], &number[4..7], &number[7..]);
    match dice.weighted([50, 15, 12, 8, 6, 5, 4].into_iter()) {
        0 => number.to_owned(),
        1 => format!("{a}.{b}.{c}"),
        2 => format!("{a} {b} {c}"),
        3 => format!("{a}-{b}-{c}"),
        4 => number[1..].to_owned(),
        5 => format!("+84 {} {b} {c}", &a[1..]),
        _ => format!("84{}", &number[1..]),
    }
}

fn labelled(dice: &mut Dice, number: &str, label: &str) -> String {
    match dice.below(3) {
        0 => format!("{number} ({label})"),
        1 => format!("số {label} {number}"),
        _ => format!("{number} - {label}"),
    }
}

/// A cell from which no number can be had.
pub(super) fn bad(kind: BadPhone, phone: &Phone) -> Cell {
    let number = &phone.number;
    Cell::Text(match kind {
        BadPhone::TooShort => format!("{} {}", &number[..4], &number[4..7]),
        BadPhone::TooLong => format!("{number}5"),
        BadPhone::Exponent => format!("{},{}E+08", &number[1..2], &number[2..4]),
    })
}
