//! The hub's clock is every phone's clock: a hub whose own is plainly wrong does not start.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::complaint::{Complaint, Outcome};

/// 1 July 2025, when the communes that Doorstep knows came to be: no hub ran before.
const FIRST_MS: i64 = 1_751_302_800_000;
/// 1 January 2080: a clock beyond it is set wrong.
const LAST_MS: i64 = 3_471_267_600_000;

/// The machine's time, milliseconds since 1970 (UTC).
pub fn now_ms() -> i64 {
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
        Err(_) => 0,
    }
}

/// Refuses a time that cannot be: 1970 after a flat battery, 2090 after a slip of the hand.
pub fn plausible(now: i64) -> Outcome<i64> {
    if (FIRST_MS..LAST_MS).contains(&now) {
        return Ok(now);
    }
    let shown = chrono::DateTime::from_timestamp_millis(now)
        .map_or_else(|| now.to_string(), |t| t.format("%d/%m/%Y").to_string());
    Err(Complaint::new(
        "clock",
        format!(
            "Đồng hồ của máy này chỉ ngày {shown}, chắc chắn sai. Hãy chỉnh ngày giờ rồi chạy lại; dữ liệu vẫn nguyên."
        ),
        format!(
            "This machine's clock says {shown}, which cannot be. Set date and time, then start again; no data is touched."
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flat_battery_and_a_slip_of_the_hand_are_refused() {
        for wrong in [0, 86_400_000, 3_786_912_000_000, i64::MAX, -1] {
            assert_eq!(plausible(wrong).unwrap_err().code, "clock", "{wrong}");
        }
        assert!(plausible(0).unwrap_err().en.contains("01/01/1970"));
        assert_eq!(plausible(1_764_000_000_000), Ok(1_764_000_000_000));
    }
}
