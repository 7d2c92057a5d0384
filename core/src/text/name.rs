//! Vietnamese personal names: family, middle, given, in this order; people are sorted and addressed by the given name.

use super::collate;
use super::form::{clean, fold, same};

/// Forms of address, longest first where one begins another. The dialect forms *mế* and *o* are of Thanh Hóa's hills
/// and coast.
pub const HONORIFICS: [&str; 15] =
    ["ông", "bà", "cụ", "bác", "cô", "chú", "dì", "cậu", "mợ", "thím", "anh", "chị", "em", "mế", "o"];

/// Family names met in Thanh Hóa; they tell "Ông Nguyễn Văn Bình" (address) from "Ông Ích Khiêm" (a family name).
const SURNAMES: &str = "an âu bạch bàn bế bùi cao cầm chu châu chử cù cung đàm đan đào đặng đậu đèo điền điêu đinh đoàn \
    đồng đỗ đới doãn dư dương giang giáp giàng hà hàn hạ hồ hoa hoàng hứa hùng huỳnh khổng khúc khương kiều kim la lã lại lâm lang \
    lành lầu lê lều lò lô lộc lữ lục lương lường lưu lý ma mã mạc mạch mai mẫn mông nghiêm ngân ngô nguyễn nhâm nhữ ninh nông ông \
    phạm phan phí phó phùng phương quách quan quản sái sùng sơn tạ tào tăng thạch thái thào thân thẩm thi thiều thịnh tiêu tô tôn tòng tống \
    trà trần trang triệu trịnh trương trưởng từ ứng vàng văn vi viên vũ võ vương xa xồng yên";

/// A name taken apart from the form of address written before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Form of address found before the name, in small letters ("bà").
    pub honorific: Option<String>,
    /// The name alone, as [`tidy`] writes it.
    pub full: String,
}

/// Takes "hộ ông", "hộ bà", "ông", "bà", "cụ"… off a name as lists write it, and tidies the rest.
pub fn read(written: &str) -> Name {
    let text = clean(written);
    let mut words: Vec<&str> = text.split(' ').filter(|w| !w.is_empty()).collect();
    if words.len() > 1 && ["hộ", "hộ:"].iter().any(|h| same(words[0], h)) {
        words.remove(0);
        if words.len() > 1 && same(words[0], "gia") && same(words[1], "đình") {
            words.drain(..2);
        }
    }
    let mut honorific = None;
    if words.len() > 1
        && let Some(found) = honorific_of(words[0])
        && is_address(found, words[0], &words[1..])
    {
        honorific = Some(found.to_owned());
        words.remove(0);
    }
    Name { honorific, full: tidy(&words.join(" ")) }
}

fn honorific_of(word: &str) -> Option<&'static str> {
    let bare = word.trim_end_matches(['.', ':']).to_lowercase();
    match bare.as_str() {
        "ô" if word.ends_with('.') => Some("ông"),
        "b" if word.ends_with('.') => Some("bà"),
        _ => HONORIFICS.into_iter().find(|h| *h == bare),
    }
}

fn is_address(honorific: &str, written: &str, rest: &[&str]) -> bool {
    match honorific {
        "ông" => rest.len() == 1 || is_surname(rest[0]),
        "bà" | "cụ" | "bác" | "mế" => true,
        _ => is_surname(rest[0]) || written.chars().all(char::is_lowercase),
    }
}

/// Whether a word is a family name known here; accents count.
pub fn is_surname(word: &str) -> bool {
    SURNAMES.split_whitespace().any(|s| same(s, word))
}

/// The given name: the last word.
pub fn given(full: &str) -> &str {
    full.split_whitespace().next_back().unwrap_or("")
}

/// The sort key of a list of people: given name, then family and middle names. Sorted as a BLOB.
pub fn sort_key(full: &str) -> Vec<u8> {
    let text = clean(full);
    let (rest, last) = text.rsplit_once(' ').unwrap_or(("", &text));
    let mut key = collate::key(last);
    key.extend([0, 0]);
    key.extend(collate::key(rest));
    key
}

/// How a person is spoken of: honorific and given name, "bà Hương"; without a honorific the full name.
pub fn address_form(honorific: Option<&str>, full: &str) -> String {
    match honorific.filter(|h| !h.is_empty()) {
        Some(h) => format!("{} {}", h.to_lowercase(), given(full)),
        None => full.to_owned(),
    }
}

/// Capitals as names have them: "NGUYỄN THỊ HƯƠNG", "nguyễn thị hương" and "Nguyễn thị Hương" all become
/// "Nguyễn Thị Hương". A word in mixed case is left as written.
pub fn tidy(name: &str) -> String {
    // Twice: a list that shouts all but one letter ("LÊ THỊ a") shows it only once that letter is capital too.
    in_capitals(&in_capitals(&clean(name)))
}

fn in_capitals(text: &str) -> String {
    let shouted = text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
    text.split(' ')
        .map(|word| match shouted || word.chars().next().is_some_and(char::is_lowercase) {
            true => capitalise(word),
            false => word.to_owned(),
        })
        .collect::<Vec<_>>()
        .join(" ")
}

fn capitalise(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut start = true;
    for c in word.chars() {
        if start {
            out.extend(c.to_uppercase());
        } else {
            out.extend(c.to_lowercase());
        }
        start = !c.is_alphanumeric();
    }
    clean(&out)
}

/// The key under which two spellings of a name are the same person's name (accents count, honorifics do not).
pub fn key(written: &str) -> String {
    super::same_key(&read(written).full)
}

/// The folded search key of a name.
pub fn search_key(full: &str) -> String {
    fold(full)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_shouts_all_but_one_letter_is_tidied() {
        assert_eq!(tidy("LÊ THỊ a"), "Lê Thị A");
    }

    #[test]
    fn forms_of_address_come_off() {
        for (written, honorific, full) in [
            ("Hộ ông Nguyễn Văn Bình", Some("ông"), "Nguyễn Văn Bình"),
            ("hộ bà LÊ THỊ HƯƠNG", Some("bà"), "Lê Thị Hương"),
            ("Bà Tư", Some("bà"), "Tư"),
            ("ÔNG TRẦN HỮU TÚ", Some("ông"), "Trần Hữu Tú"),
            ("cụ Nga", Some("cụ"), "Nga"),
            ("Ô. Lê Văn A", Some("ông"), "Lê Văn A"),
            ("Ông Ích Khiêm", None, "Ông Ích Khiêm"),
            ("Mế Hà Thị Ún", Some("mế"), "Hà Thị Ún"),
            ("Anh Lê Văn Đức", Some("anh"), "Lê Văn Đức"),
            ("Hồ Văn Ông", None, "Hồ Văn Ông"),
            ("Hộ gia đình bà Vi Thị Lò", Some("bà"), "Vi Thị Lò"),
            ("Ông", None, "Ông"),
            ("Chú", None, "Chú"),
        ] {
            let name = read(written);
            assert_eq!((name.honorific.as_deref(), name.full.as_str()), (honorific, full), "{written}");
        }
    }

    #[test]
    fn capitals_are_tidied() {
        for (written, tidy_form) in [
            ("NGUYỄN THỊ HƯƠNG", "Nguyễn Thị Hương"),
            ("lê văn ước", "Lê Văn Ước"),
            ("ứng Thị Chúc", "Ứng Thị Chúc"),
            ("H'HEN NIÊ", "H'Hen Niê"),
            ("Lê Văn McA", "Lê Văn McA"),
        ] {
            assert_eq!(tidy(written), tidy_form);
        }
    }

    #[test]
    fn lists_sort_by_given_name() {
        let mut people = ["Trần Văn Ước", "Lê Thị An", "Bùi Thị Ấn", "An Văn Đức", "Vũ Dung", "Lê Dung"];
        people.sort_by_key(|p| sort_key(p));
        assert_eq!(people, ["Lê Thị An", "Bùi Thị Ấn", "Lê Dung", "Vũ Dung", "An Văn Đức", "Trần Văn Ước"]);
    }

    #[test]
    fn people_are_addressed_by_given_name() {
        assert_eq!(address_form(Some("Bà"), "Nguyễn Thị Hương"), "bà Hương");
        assert_eq!(address_form(None, "Nguyễn Thị Hương"), "Nguyễn Thị Hương");
    }
}
