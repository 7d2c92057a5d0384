//! All words of an import, Vietnamese first. One place, so that a translator or a coordinator can read them through.

use crate::read::RefusalKind;
use crate::report::{Code, Finding};

/// A message in both languages.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Words {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

fn words(vi: impl Into<String>, en: impl Into<String>) -> Words {
    Words { vi: vi.into(), en: en.into() }
}

/// What is wrong, with place and value.
pub fn finding(finding: &Finding) -> Words {
    let (vi, en) = what(finding.code);
    let Finding { sheet, row, column, value, count, .. } = finding;
    let mut place_vi = format!("Dòng {row}");
    let mut place_en = format!("Row {row}");
    if !sheet.is_empty() {
        place_vi = format!("Trang “{sheet}”, dòng {row}");
        place_en = format!("Sheet “{sheet}”, row {row}");
    }
    if let Some(column) = column {
        place_vi.push_str(&format!(", cột {column}"));
        place_en.push_str(&format!(", column {column}"));
    }
    let shown = if value.is_empty() { String::new() } else { format!(" (“{value}”)") };
    let many = if *count > 1 { format!(" [{count}]") } else { String::new() };
    words(format!("{place_vi}: {vi}{shown}{many}"), format!("{place_en}: {en}{shown}{many}"))
}

/// What is wrong, without place.
fn what(code: Code) -> (&'static str, &'static str) {
    match code {
        Code::NoName => ("thiếu tên chủ hộ", "the head's name is missing"),
        Code::NoHead => ("hộ không có dòng “Chủ hộ”", "the household has no row “Chủ hộ”"),
        Code::NoNeighbourhood => ("không biết thôn, tổ dân phố nào", "the neighbourhood is not known"),
        Code::NameInvalid => ("ô tên không phải là tên người", "this is not a person's name"),
        Code::NameTooLong => ("tên quá dài", "the name is too long"),
        Code::FormulaError => ("công thức bị lỗi (#REF!, #N/A…)", "the formula shows an error (#REF!, #N/A…)"),
        Code::FormulaWithoutValue => ("công thức chưa có kết quả", "the formula has no stored result"),
        Code::PhoneInvalid => ("số điện thoại không đúng", "the phone number is not valid"),
        Code::PhoneLostDigits => {
            ("số điện thoại đã bị Excel làm mất chữ số", "the spreadsheet lost digits of the phone")
        }
        Code::PhoneOldPrefix => ("đầu số 01x cũ, không còn dùng", "an old 01x phone number, no longer in use"),
        Code::BirthInvalid => ("ngày sinh không có thật", "no such date of birth"),
        Code::BirthOutOfRange => ("năm sinh không thể có", "an impossible year of birth"),
        Code::BirthIsAge => ("có vẻ là tuổi, không phải năm sinh", "looks like an age, not a year of birth"),
        Code::IdNumberInText => {
            ("có số giấy tờ, thẻ hoặc tài khoản, đã xóa", "an ID, card or account number was removed")
        }
        Code::SensitiveInText => {
            ("có thông tin sức khỏe, dân tộc hoặc tôn giáo, đã bỏ", "health, ethnicity or religion was removed")
        }
        Code::DuplicateInFile => ("trùng với một hộ ở trên", "the same household as one above"),
        Code::TwoHeads => ("hộ có hai dòng “Chủ hộ”, lấy dòng đầu", "two rows “Chủ hộ”; the first was taken"),
        Code::StatusMoved => ("danh sách ghi đã chuyển đi hoặc đã mất", "the list says moved away or deceased"),
        Code::TextTooLong => ("chữ quá dài, đã cắt bớt", "the text is too long and was cut"),
        Code::FormulaCell => {
            ("ô tính bằng công thức, lấy kết quả đã lưu", "computed by a formula; the stored result was taken")
        }
        Code::HiddenRows => ("có dòng bị ẩn, vẫn được đọc", "some rows are hidden; they were read"),
        Code::HeadAssumed => {
            ("không rõ ai là chủ hộ, lấy người đầu tiên", "no head is named; the first person was taken")
        }
        Code::ListOfPersons => {
            ("danh sách người, không phải hộ: mỗi người thành một hộ", "a list of persons: each became a household")
        }
        Code::NeighbourhoodFromAddress => ("thôn, tổ lấy từ địa chỉ", "the neighbourhood was taken from the address"),
        Code::EditedInField => {
            ("đã sửa tại hộ, giữ nguyên giá trị đã sửa", "corrected in the field; the correction stays")
        }
    }
}

/// What to do about it.
pub fn fix(code: Code) -> Words {
    let (vi, en) = match code {
        Code::NoName => ("Điền họ tên chủ hộ rồi nhập lại.", "Fill in the head's name and import again."),
        Code::NoHead => {
            ("Ghi “Chủ hộ” vào cột quan hệ của một người.", "Write “Chủ hộ” in the relation column of one person.")
        }
        Code::NoNeighbourhood => (
            "Thêm cột Thôn/TDP, hoặc chọn một thôn/TDP cho cả tệp.",
            "Add a column Thôn/TDP, or choose one neighbourhood for the whole file.",
        ),
        Code::NameInvalid => {
            ("Sửa ô tên; kiểm tra cột có bị lệch không.", "Correct the name; check whether columns are shifted.")
        }
        Code::NameTooLong => ("Rút gọn còn họ tên một người.", "Shorten it to one person's name."),
        Code::FormulaError | Code::FormulaWithoutValue | Code::FormulaCell => {
            ("Sao chép rồi dán dưới dạng giá trị, lưu lại tệp.", "Copy and paste as values, then save the file.")
        }
        Code::PhoneInvalid | Code::PhoneOldPrefix => ("Hỏi lại số khi đến nhà.", "Ask for the number at the door."),
        Code::PhoneLostDigits => (
            "Định dạng cột là Văn bản rồi nhập lại số từ bản gốc.",
            "Format the column as text and enter the number again.",
        ),
        Code::BirthInvalid | Code::BirthOutOfRange => {
            ("Sửa năm sinh, hoặc hỏi khi đến nhà.", "Correct the year, or ask at the door.")
        }
        Code::BirthIsAge => ("Ghi năm sinh thay cho tuổi.", "Write the year of birth instead of the age."),
        Code::IdNumberInText => {
            ("Không cần làm gì; nên xóa số đó khỏi danh sách gốc.", "Nothing to do; better delete it from the list.")
        }
        Code::SensitiveInText => (
            "Không cần làm gì; chỉ ghi nhu cầu hỗ trợ, không ghi bệnh.",
            "Nothing to do; note needs, never a diagnosis.",
        ),
        Code::DuplicateInFile => {
            ("Xóa một trong hai dòng nếu là một hộ.", "Delete one of the rows if they are one household.")
        }
        Code::TwoHeads => ("Sửa quan hệ của một người, hoặc tách hộ.", "Correct one relation, or split the household."),
        Code::StatusMoved => {
            ("Hỏi tổ trưởng, trưởng thôn trước khi đến.", "Ask the head of the neighbourhood before visiting.")
        }
        Code::TextTooLong => ("Rút gọn ghi chú.", "Shorten the text."),
        Code::HiddenRows => {
            ("Bỏ ẩn để kiểm tra; xóa dòng không cần.", "Unhide and check; delete rows that are not meant.")
        }
        Code::HeadAssumed => ("Thêm cột “Quan hệ với chủ hộ”.", "Add a column “Quan hệ với chủ hộ”."),
        Code::ListOfPersons => {
            ("Nên dùng danh sách hộ; hoặc thêm cột chủ hộ.", "Better use a list of households, or add the head.")
        }
        Code::NeighbourhoodFromAddress => {
            ("Kiểm tra; nên thêm cột Thôn/TDP.", "Check it; better add a column Thôn/TDP.")
        }
        Code::EditedInField => ("Xem cả hai giá trị và chọn.", "Compare both values and choose."),
    };
    words(vi, en)
}

/// Why a file is refused and what to do.
pub fn refusal(kind: RefusalKind) -> Words {
    match kind {
        RefusalKind::Password => words(
            "Tệp có mật khẩu. Hãy mở tệp, bỏ mật khẩu rồi lưu và tải lên lại.",
            "The file is protected by a password. Open it, remove the password, save it and upload it again.",
        ),
        RefusalKind::Html => words(
            "Tệp .xls này thật ra là trang web. Hãy mở bằng Excel, chọn Lưu thành, kiểu .xlsx.",
            "This .xls file is really a web page. Open it in Excel and save it as .xlsx.",
        ),
        RefusalKind::TooBig => words(
            "Tệp quá lớn khi mở ra. Hãy xóa các trang, dòng, cột không dùng hoặc chia thành nhiều tệp.",
            "The file is too large once opened. Delete unused sheets, rows and columns, or split it.",
        ),
        RefusalKind::Damaged => words(
            "Tệp bị hỏng hoặc tải lên chưa đủ. Hãy mở lại bằng Excel, lưu thành tệp mới rồi thử lại.",
            "The file is damaged or incomplete. Open it in Excel, save it under a new name and try again.",
        ),
        RefusalKind::UnknownKind => words(
            "Không đọc được loại tệp này. Hãy lưu danh sách thành .xlsx, .xls, .ods hoặc .csv.",
            "This kind of file cannot be read. Save the list as .xlsx, .xls, .ods or .csv.",
        ),
        RefusalKind::Empty => words("Tệp không có gì.", "The file is empty."),
        RefusalKind::NoTable => words(
            "Không tìm thấy bảng có cột họ tên. Hãy thêm dòng tiêu đề như “Họ và tên chủ hộ”, “Địa chỉ”, “Thôn/TDP”.",
            "No table with a column of names was found. Add a header row such as “Họ và tên chủ hộ”, “Địa chỉ”, “Thôn/TDP”.",
        ),
    }
}
