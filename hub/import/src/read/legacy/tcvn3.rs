//! TCVN 5712-1 as fonts use it. Capital vowels with tones do not exist: they come back small, and names are tidied
//! later.

/// Letters from each code on.
const LETTERS: [(char, &str); 8] = [
    ('\u{A1}', "ĂÂÊÔƠƯĐăâêôơưđ"),
    ('\u{B5}', "àảãáạ"),
    ('\u{BB}', "ằẳẵắ"),
    ('\u{C6}', "ặầẩẫấậè"),
    ('\u{CE}', "ẻẽéẹềểễếệìỉ"),
    ('\u{DC}', "ĩíịò"),
    ('\u{E1}', "ỏõóọồổỗốộờởỡớợù"),
    ('\u{F1}', "ủũúụừửữứựỳỷỹýỵ"),
];

/// Latin-1 look-alikes to Unicode.
pub(super) fn decode(text: &str) -> String {
    text.chars().map(letter).collect()
}

fn letter(c: char) -> char {
    LETTERS
        .iter()
        .find_map(|(first, letters)| {
            let place = (c as u32).checked_sub(*first as u32)?;
            letters.chars().nth(place as usize)
        })
        .unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_the_standard_is_right() {
        // TCVN 5712-1, in code order of the small toned letters.
        for (code, letter_at) in [
            (0xB5, 'à'),
            (0xB9, 'ạ'),
            (0xBB, 'ằ'),
            (0xBE, 'ắ'),
            (0xC6, 'ặ'),
            (0xC7, 'ầ'),
            (0xCB, 'ậ'),
            (0xCC, 'è'),
            (0xCE, 'ẻ'),
            (0xD1, 'ẹ'),
            (0xD2, 'ề'),
            (0xD6, 'ệ'),
            (0xD7, 'ì'),
            (0xD8, 'ỉ'),
            (0xDC, 'ĩ'),
            (0xDE, 'ị'),
            (0xDF, 'ò'),
            (0xE1, 'ỏ'),
            (0xE4, 'ọ'),
            (0xE5, 'ồ'),
            (0xE9, 'ộ'),
            (0xEA, 'ờ'),
            (0xEE, 'ợ'),
            (0xEF, 'ù'),
            (0xF1, 'ủ'),
            (0xF4, 'ụ'),
            (0xF5, 'ừ'),
            (0xF9, 'ự'),
            (0xFA, 'ỳ'),
            (0xFE, 'ỵ'),
            (0xAD, 'ư'),
            (0xAE, 'đ'),
        ] {
            assert_eq!(letter(char::from(code)), letter_at, "{code:x}");
        }
        assert_eq!(decode("B¶o Th¾ng"), "Bảo Thắng");
    }
}
