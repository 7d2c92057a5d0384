//! Neighbourhoods: thôn, tổ dân phố, phố, bản… in cells, group rows, titles, sheet names and addresses.

use doorstep_core::text::{clean, name, same, same_key};

/// Words for a neighbourhood, longest first; how they are written; their short key.
const KINDS: [(&str, &str, &str); 18] = [
    ("tổ dân phố", "Tổ dân phố", "t"),
    ("khu dân cư", "Khu dân cư", "kdc"),
    ("khối phố", "Khối phố", "kh"),
    ("tiểu khu", "Tiểu khu", "tk"),
    ("khu phố", "Khu phố", "kp"),
    ("tổ dp", "Tổ dân phố", "t"),
    ("tdp", "TDP", "t"),
    ("thôn", "Thôn", "th"),
    ("làng", "Làng", "l"),
    ("khối", "Khối", "kh"),
    ("xóm", "Xóm", "x"),
    ("phố", "Phố", "p"),
    ("bản", "Bản", "b"),
    ("khu", "Khu", "k"),
    ("kp", "KP", "kp"),
    ("tổ", "Tổ", "t"),
    ("ấp", "Ấp", "a"),
    ("t.", "T.", "t"),
];

/// Words after which "tổ", "bản", "khu"… mean something else: tổ công tác, bản kê, khu vực.
const OTHERWISE: [&str; 22] = [
    "trưởng",
    "phó",
    "công",
    "viên",
    "vực",
    "kê",
    "tổng",
    "sao",
    "đồ",
    "dân",
    "các",
    "văn",
    "nghề",
    "tự",
    "cam",
    "theo",
    "trong",
    "chức",
    "và",
    "hộ",
    "trên",
    "toàn",
];

/// A neighbourhood at the beginning of a text: its kind's place in [`KINDS`], and the rest.
fn led(text: &str) -> Option<(usize, &str)> {
    let lower = text.to_lowercase();
    KINDS.iter().enumerate().find_map(|(at, (kind, ..))| {
        let rest = lower.strip_prefix(kind)?;
        let bounded = rest.chars().next().is_none_or(|c| !c.is_alphabetic()) || *kind == "t.";
        // Lower-casing may change lengths; then the text is none of ours.
        bounded.then(|| text.get(text.len().checked_sub(rest.len())?..)).flatten().map(|rest| (at, rest))
    })
}

/// The name behind a kind: up to four words, until punctuation or a word that begins something else.
fn named(rest: &str, whole: bool) -> Option<String> {
    let rest = rest.trim_start_matches([' ', ':', '.', '-', '–', '/']);
    let cut = rest.find([',', '(', ';', '-', '–', ':', '\n', '/']).unwrap_or(rest.len());
    let mut words: Vec<&str> = rest[..cut].split_whitespace().collect();
    if words.len() > 1 && same(words[0], "số") {
        words.remove(0);
    }
    let first = *words.first()?;
    if OTHERWISE.iter().any(|w| same(w, first)) {
        return None;
    }
    if first.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(first.trim_start_matches('0').to_uppercase()).filter(|n| !n.is_empty());
    }
    let stop = ["năm", "phường", "xã", "quý", "tháng", "đợt", "thị", "thành", "huyện", "tỉnh", "kỳ", "gồm", "có"];
    let end = words.iter().skip(1).position(|w| stop.iter().any(|s| w.to_lowercase() == *s)).map(|n| n + 1);
    // "Phố Thành Yên": a stop word may begin the name itself, and "thành", "thị" occur within names written whole.
    let end = if whole { words.len() } else { end.unwrap_or(words.len()) };
    words.truncate(end.min(5));
    Some(name::tidy(&words.join(" ")))
}

/// A whole text that is a neighbourhood's name: a group row, a sheet's name. Leading "I.", "1)", "*" do not count.
pub fn whole(text: &str) -> Option<String> {
    let text = clean(text);
    let bare = without_enumeration(&text);
    let (kind, rest) = led(bare)?;
    if bare.split_whitespace().count() > 9 {
        return None;
    }
    Some(format!("{} {}", KINDS[kind].1, named(rest, false)?))
}

fn without_enumeration(text: &str) -> &str {
    let bare = text.trim_start_matches(['*', '-', '+', '•', ' ']);
    match bare.split_once(['.', ')', ' ']) {
        Some((number, rest)) if is_enumeration(number) && !rest.trim().is_empty() => {
            rest.trim_start_matches(['.', ' '])
        }
        _ => bare,
    }
}

/// I, IV, A, 3: what numbers a group.
pub fn is_enumeration(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', ')', '-']);
    let roman = !bare.is_empty() && bare.chars().all(|c| "IVXLivx".contains(c));
    let letter = bare.chars().count() == 1 && bare.chars().all(|c| c.is_ascii_alphabetic());
    let figure = !bare.is_empty() && bare.len() <= 3 && bare.bytes().all(|b| b.is_ascii_digit());
    roman || letter || figure
}

/// The neighbourhood that a title names: "DANH SÁCH HỘ THÔN NGỌC TRẠO".
pub fn in_title(title: &str) -> Option<String> {
    let title = clean(title);
    let starts = std::iter::once(0).chain(title.match_indices([' ', '(', ':']).map(|(at, c)| at + c.len()));
    starts.filter(|at| !within_other_words(&title, *at)).filter_map(|at| led(&title[at..])).find_map(|(kind, rest)| {
        let name = named(rest, false)?;
        // "TỔ RÀ SOÁT", "KHU LƯU NIỆM": in titles these kinds have numbers.
        let numbered = name.starts_with(|c: char| c.is_ascii_digit());
        let vague = matches!(KINDS[kind].0, "tổ" | "t." | "khu" | "khối" | "kp");
        (numbered || !vague).then(|| format!("{} {name}", KINDS[kind].1))
    })
}

/// "THÀNH PHỐ Thanh Hóa", "trưởng THÔN Lê Văn A", "nông THÔN mới", "văn BẢN số 5": the word before makes it another word.
fn within_other_words(text: &str, at: usize) -> bool {
    let before = text[..at].split(|c: char| !c.is_alphanumeric()).rfind(|w| !w.is_empty()).unwrap_or("").to_lowercase();
    ["thành", "trưởng", "phó", "nông", "văn", "biên", "phiên", "đường", "dãy", "bí", "thư"]
        .iter()
        .any(|w| same(w, &before))
}

/// The neighbourhood within an address. Streets are called phố, too, and lanes xóm: those do not count.
pub fn in_address(address: &str) -> Option<String> {
    let address = clean(address);
    let starts = std::iter::once(0).chain(address.match_indices([' ', ',']).map(|(at, c)| at + c.len()));
    starts
        .filter(|at| !within_other_words(&address, *at))
        .filter_map(|at| led(address[at..].trim_start()))
        .filter(|(kind, _)| matches!(KINDS[*kind].2, "t" | "th" | "kp" | "b" | "tk") && KINDS[*kind].0 != "t.")
        .find_map(|(kind, rest)| Some(format!("{} {}", KINDS[kind].1, named(rest, false)?)))
}

/// A cell of the neighbourhood column. A bare number takes the kind that the column's header names.
pub fn in_cell(text: &str, header: &str) -> String {
    let text = clean(text);
    let bare_number = !text.is_empty() && text.len() <= 4 && text.starts_with(|c: char| c.is_ascii_digit());
    if bare_number {
        let header = clean(header);
        let starts = std::iter::once(0).chain(header.match_indices([' ', '/', '(']).map(|(at, c)| at + c.len()));
        let kind = starts.filter_map(|at| led(&header[at..])).map(|(kind, _)| KINDS[kind].1).next();
        return format!("{} {}", kind.unwrap_or("Tổ"), text.trim_start_matches('0'));
    }
    let shouted = !text.chars().any(char::is_lowercase) && text.chars().filter(|c| c.is_alphabetic()).count() > 3;
    match led(&text) {
        Some((kind, rest)) if shouted => match named(rest, true) {
            Some(name) => format!("{} {name}", KINDS[kind].1),
            None => text,
        },
        None if shouted => name::tidy(&text),
        _ => text,
    }
}

/// The key under which two spellings are one neighbourhood: "TDP 05" is "Tổ dân phố số 5", "Phố Cốc Hạ" is "Cốc Hạ".
pub fn key(text: &str) -> String {
    let text = clean(text);
    let Some((kind, rest)) = led(&text) else { return bare_key(&text) };
    let name = bare_key(rest);
    match name.starts_with(|c: char| c.is_ascii_digit()) {
        true => format!("{}{name}", KINDS[kind].2),
        false if name.is_empty() => bare_key(&text),
        false => name,
    }
}

fn bare_key(text: &str) -> String {
    let key = same_key(text);
    let words = key.split(|c: char| c.is_whitespace() || c.is_ascii_punctuation()).filter(|w| !w.is_empty());
    let number = same_key("số");
    words
        .filter(|w| *w != number)
        .map(|w| if w.bytes().all(|b| b.is_ascii_digit()) { w.trim_start_matches('0') } else { w })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_their_neighbourhood() {
        for (title, found) in [
            ("DANH SÁCH HỘ THÔN NGỌC TRẠO", Some("Thôn Ngọc Trạo")),
            ("danh sách hộ thôn cẩm vân", Some("Thôn Cẩm Vân")),
            ("BẢNG KÊ NHÂN KHẨU TỔ DÂN PHỐ 11", Some("Tổ dân phố 11")),
            ("Danh sách hộ nghèo tổ dân phố số 05, phường Quảng Phú năm 2026", Some("Tổ dân phố 5")),
            ("DANH SÁCH HỘ PHỐ THÀNH YÊN - PHƯỜNG QUẢNG PHÚ", Some("Phố Thành Yên")),
            ("Danh sách hộ thôn Đồng Tâm năm 2026", Some("Thôn Đồng Tâm")),
            ("BẢN KÊ KHAI HỘ GIA ĐÌNH", None),
            ("DANH SÁCH HỘ CẦN HỖ TRỢ", None),
            ("Danh sách hộ theo thôn, tổ dân phố", None),
            ("Sổ hộ năm 2026", None),
            ("UBND THÀNH PHỐ THANH HÓA", None),
            ("Trưởng thôn: Lê Văn A", None),
            ("Chương trình nông thôn mới", None),
            ("(Kèm theo Văn bản số 123/UBND-VX)", None),
            ("TỔ RÀ SOÁT HỘ NGHÈO", None),
            ("PHƯỜNG QUẢNG PHÚ, KHU PHỐ 4", Some("Khu phố 4")),
            ("UBND PHƯỜNG ĐÔNG SƠN", None),
        ] {
            assert_eq!(in_title(title).as_deref(), found, "{title}");
        }
    }

    #[test]
    fn group_rows_and_cells() {
        assert_eq!(whole("PHỐ ĐÔNG LỄ").as_deref(), Some("Phố Đông Lễ"));
        assert_eq!(whole("I. TỔ DÂN PHỐ 3").as_deref(), Some("Tổ dân phố 3"));
        assert_eq!(whole("Khu vực thành thị"), None);
        assert_eq!(whole("Tô Văn Bản"), None);
        assert_eq!(in_cell("2", "Tổ dân phố"), "Tổ dân phố 2");
        assert_eq!(in_cell("02", "Thôn/TDP"), "Thôn 2");
        assert_eq!(in_cell("Khu phố 1", "Khu phố"), "Khu phố 1");
        assert_eq!(in_cell("PHỐ NÚI NẤP", "Phố"), "Phố Núi Nấp");
    }

    #[test]
    fn spellings_share_a_key() {
        for (a, b) in [
            ("TDP 05", "Tổ dân phố số 5"),
            ("Tổ 1", "tổ  01"),
            ("Phố Cốc Hạ", "phố cốc hạ"),
            ("Thôn Thuỷ", "Thôn Thủy"),
        ] {
            assert_eq!(key(a), key(b), "{a} {b}");
        }
        assert_ne!(key("Tổ 1"), key("Tổ 11"));
        assert_ne!(key("Thôn 1"), key("Tổ 1"));
        assert_eq!(in_address("12 Lê Lai, Tổ 5, phường Quảng Phú").as_deref(), Some("Tổ 5"));
        assert_eq!(in_address("12 phố Lê Lai"), None);
    }
}
