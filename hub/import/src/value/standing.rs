//! What lists say about a household's standing: kinds that matter to a visit are kept as codes; diagnoses and
//! disabilities never are, only the question they lead to.

use std::collections::BTreeSet;

use doorstep_core::text::{clean, fold};
use serde::{Deserialize, Serialize};

/// A kind of household that decides what help it may need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Hộ nghèo.
    Poor,
    /// Hộ cận nghèo.
    NearPoor,
    /// Người cao tuổi.
    Elderly,
    /// Người có công, gia đình chính sách.
    Merit,
    /// Bảo trợ xã hội.
    SocialProtection,
}

/// What a list says became of the household.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Moved away.
    Moved,
    /// The head has died.
    Deceased,
}

/// The categories of a cell, and whether it hints at a need for help with moving about.
pub fn categories(text: &str) -> (BTreeSet<Category>, bool) {
    let text = format!(" {} ", words(text));
    let has = |word: &str| text.contains(&format!(" {word} "));
    let near = has("can ngheo") || has("hcn");
    let mut found = BTreeSet::new();
    if near {
        found.insert(Category::NearPoor);
    }
    if has("ho ngheo") || has("hn") || (has("ngheo") && !near && !has("thoat ngheo")) {
        found.insert(Category::Poor);
    }
    if has("nct") || has("cao tuoi") || has("nguoi gia") {
        found.insert(Category::Elderly);
    }
    if has("ncc") || has("co cong") || has("chinh sach") || has("thuong binh") || has("liet si") || has("liet sy") {
        found.insert(Category::Merit);
    }
    if has("btxh") || has("bao tro") {
        found.insert(Category::SocialProtection);
    }
    (found, is_sensitive(&text))
}

/// Whether a text tells of disability, illness, ethnicity or religion. Such text is not kept.
pub fn is_sensitive(text: &str) -> bool {
    let text = format!(" {} ", words(text));
    [
        "nkt",
        "khuyet tat",
        "tan tat",
        "tam than",
        "tu ky",
        "dong kinh",
        "ung thu",
        "hiv",
        "aids",
        "liet",
        "bai nao",
        "cam diec",
        "khiem thi",
        "khiem thinh",
        "down",
        "benh",
        "nghien",
        "dan toc",
        "ton giao",
        "dang vien",
        "mu loa",
    ]
    .iter()
    .any(|word| text.contains(&format!(" {word} ")))
        && !text.contains(" liet si ")
        && !text.contains(" liet sy ")
}

fn words(text: &str) -> String {
    clean(&fold(text).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect::<String>())
}

/// Whether a note says that the household moved away or its head died.
pub fn status(text: &str) -> Option<Status> {
    let text = format!(" {} ", words(text));
    let away = [
        "da chuyen",
        "chuyen di",
        "chuyen khau",
        "chuyen ho khau",
        "chuyen noi khac",
        "da di khoi",
        "chuyen nha",
        "da ban nha",
        "khong con o",
        "cat khau",
        "chuyen den noi khac",
        "da doi di",
    ];
    let arrived = text.contains(" chuyen den ") || text.contains(" chuyen ve ") || text.contains(" moi chuyen ");
    if away.iter().any(|w| text.contains(&format!(" {w} "))) && (!arrived || text.contains("noi khac")) {
        return Some(Status::Moved);
    }
    let dead = ["da mat", "da chet", "qua doi", "tu tran", "chet"];
    let of_thing = ["giay", "so", "the", "cccd", "cmnd", "dien thoai", "sim", "the bhyt"];
    let of_other = ["vo", "chong", "con", "bo", "me", "cha"];
    dead.iter().find_map(|word| {
        let at = text.find(&format!(" {word} "))?;
        let after = text[at + word.len() + 2..].trim_start();
        let before = text[..at].trim_end();
        let other = of_other.iter().any(|w| before.ends_with(&format!(" {w}")));
        let thing = of_thing.iter().any(|w| after.starts_with(w));
        (!other && !thing).then_some(Status::Deceased)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_codes() {
        assert_eq!(categories("Hộ cận nghèo").0, BTreeSet::from([Category::NearPoor]));
        assert_eq!(categories("Hộ nghèo, NCT").0, BTreeSet::from([Category::Poor, Category::Elderly]));
        assert_eq!(categories("NKT"), (BTreeSet::new(), true));
        assert_eq!(categories("Gia đình liệt sĩ"), (BTreeSet::from([Category::Merit]), false));
    }

    #[test]
    fn notes_tell_who_left() {
        assert_eq!(status("Đã chuyển đi Hà Nội"), Some(Status::Moved));
        assert_eq!(status("chuyển đến từ xã khác"), None);
        assert_eq!(status("Đã mất 2024"), Some(Status::Deceased));
        assert_eq!(status("chồng đã mất"), None);
        assert_eq!(status("đã mất sổ hộ khẩu"), None);
        assert_eq!(status("đi làm xa"), None);
    }
}
