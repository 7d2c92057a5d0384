//! The words beside a run of digits.

use std::ops::Range;

use crate::text::fold;

/// How far a word may stand from its number, in characters.
const REACH: usize = 32;

/// Nouns that make "mã …" a name for something harmless.
const HARMLESS: [&str; 26] = [
    "mã hồ sơ",
    "mã hộ",
    "mã thủ tục",
    "mã bưu",
    "mã đơn vị",
    "mã phường",
    "mã xã",
    "mã tỉnh",
    "mã phiếu",
    "mã biên nhận",
    "mã vạch",
    "mã dịch vụ",
    "mã khu vực",
    "mã vùng",
    "mã lỗi",
    "mã đội",
    "mã số hồ sơ",
    "mã số hộ",
    "mã lịch hẹn",
    "mã hẹn",
    "mã tra cứu",
    "mã số thứ tự",
    "mã hành chính",
    "mã chuyến",
    "mã hàng",
    "mã lực",
];

/// Words that, right before a number, say what it is.
const COUNTED: [&str; 19] = [
    "nam",
    "sinh nam",
    "ngay",
    "thang",
    "luc",
    "gio",
    "so nha",
    "to",
    "lo",
    "quay",
    "ho so",
    "km",
    "thua",
    "tang",
    "phong",
    "so thu tu",
    "stt",
    "duong",
    "ngo",
];

/// Surroundings of a number.
pub(super) struct Near {
    /// Before it, small letters with accents.
    before: String,
    /// Before it, folded.
    before_folded: String,
    /// After it, up to the next number.
    after: String,
    after_folded: String,
}

impl Near {
    pub(super) fn of(text: &str, range: &Range<usize>) -> Self {
        let reach_back: Vec<char> = text[..range.start].chars().rev().take(REACH).collect();
        let before: String = reach_back.into_iter().rev().collect::<String>().to_lowercase();
        // A clause of its own has its own words; so has an earlier number.
        let clause = before.rsplit(['\n', ';']).next().unwrap_or("").to_owned();
        let after: String = text[range.end..]
            .chars()
            .take(REACH)
            .take_while(|c| !c.is_ascii_digit() && !matches!(c, '\n' | ';' | ',' | '.'))
            .collect::<String>()
            .to_lowercase();
        Self { before_folded: fold(&clause), after_folded: fold(&after), before: clause, after }
    }

    /// Căn cước, CMND, định danh.
    pub(super) fn names_id(&self) -> bool {
        ["cccd", "cmnd", "cmt", "can cuoc", "dinh danh", "chung minh", "ho chieu", "so cc"]
            .iter()
            .any(|w| has_word(&self.before_folded, w))
    }

    /// Số tài khoản, STK.
    pub(super) fn names_account(&self) -> bool {
        ["stk", "so tai khoan", "tai khoan", "so tk", "so the"].iter().any(|w| has_word(&self.before_folded, w))
    }

    /// OTP, mã, mật khẩu, PIN: the word before the number, or right after it ("123456 là mã OTP").
    pub(super) fn names_code(&self) -> bool {
        if self.counted() {
            return false;
        }
        let mut before = self.before.clone();
        let mut after = self.after.clone();
        for harmless in HARMLESS {
            before = before.replace(harmless, " ");
            after = after.replace(harmless, " ");
        }
        let spoken = |accented: &str, folded: &str| {
            ["otp", "mat khau", "passcode", "password", "pass", "ma pin", "ma xac", "ma kich hoat", "ma bao mat", "mk"]
                .iter()
                .any(|w| has_word(folded, w))
                || ["mã", "pin"].iter().any(|w| has_word(accented, w))
        };
        // Folded words count only where the accented text still has its "mã" (harmless ones are gone from it).
        spoken(&before, &fold(&before)) || self.after_folded.len() <= REACH && spoken(&after, &fold(&after))
    }

    /// "năm 1952", "tổ 1234", "hồ sơ 0123": the number counts or names something.
    fn counted(&self) -> bool {
        let words = self.before_folded.trim_end_matches([' ', ':', '.']);
        COUNTED.iter().any(|w| words == *w || words.strip_suffix(w).is_some_and(|rest| rest.ends_with(' ')))
    }
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
