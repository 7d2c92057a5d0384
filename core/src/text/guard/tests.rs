//! What the guard must catch and what it must let pass. All numbers are invented: ID numbers begin with 099, which is no
//! province; cards are the issuers' published test numbers.

use super::*;

const CAUGHT: [(&str, SecretKind); 48] = [
    ("099055001234", SecretKind::IdNumber),
    ("CCCD 099055001234", SecretKind::IdNumber),
    ("cccd:099055001234", SecretKind::IdNumber),
    ("Số định danh cá nhân 099188004321 của bà", SecretKind::IdNumber),
    ("099 055 001 234", SecretKind::IdNumber),
    ("0990 5500 1234", SecretKind::IdNumber),
    ("099.055.001.234", SecretKind::IdNumber),
    ("099-055-001-234", SecretKind::IdNumber),
    ("căn cước (099055001234)", SecretKind::IdNumber),
    ("bà Hương 099155001234 chưa có VNeID", SecretKind::IdNumber),
    ("０９９０５５００１２３４", SecretKind::IdNumber),
    ("CMND 171234567", SecretKind::IdNumber),
    ("cmt: 171 234 567", SecretKind::IdNumber),
    ("CCCD 99055001234", SecretKind::IdNumber),
    ("CCCD cũ 099155001234", SecretKind::IdNumber),
    ("Căn cước công dân số 099055001234", SecretKind::IdNumber),
    ("giấy tờ 099055001234, 0951234567", SecretKind::IdNumber),
    ("chứng minh thư 171234567", SecretKind::IdNumber),
    ("so dinh danh 099055001234", SecretKind::IdNumber),
    ("4111111111111111", SecretKind::Card),
    ("thẻ 4111 1111 1111 1111", SecretKind::Card),
    ("4111-1111-1111-1111", SecretKind::Card),
    ("5555555555554444", SecretKind::Card),
    ("5105 1051 0510 5100", SecretKind::Card),
    ("378282246310005", SecretKind::Card),
    ("3782 822463 10005", SecretKind::Card),
    ("9704000000000018", SecretKind::Card),
    ("thẻ ATM 9704 0000 0000 0018 của ông", SecretKind::Card),
    ("6011111111111117", SecretKind::Card),
    ("2223003122003222", SecretKind::Card),
    ("STK 9999123456789", SecretKind::Account),
    ("số tài khoản: 19012345678 ngân hàng", SecretKind::Account),
    ("Số TK 10112345", SecretKind::Account),
    ("OTP 123456", SecretKind::Code),
    ("otp là 4821", SecretKind::Code),
    ("mã 123456", SecretKind::Code),
    ("Mã xác nhận: 8841", SecretKind::Code),
    ("mã xác thực 552211", SecretKind::Code),
    ("mật khẩu 12345678", SecretKind::Code),
    ("Mật khẩu VNeID: 246810", SecretKind::Code),
    ("mat khau 246810", SecretKind::Code),
    ("passcode 135790", SecretKind::Code),
    ("mã PIN 0000", SecretKind::Code),
    ("123456 là mã OTP", SecretKind::Code),
    ("ma otp 776655", SecretKind::Code),
    ("pass wifi 88888888", SecretKind::Code),
    ("mã kích hoạt 1357", SecretKind::Code),
    ("MK: 112233", SecretKind::Code),
];

const PASSED: [&str; 62] = [
    "",
    "Bà đi vắng, hẹn thứ hai",
    "0951234567",
    "0951 234 567",
    "0951.234.567",
    "+84 951 234 567",
    "0237 3711 222",
    "0951234567/0954445566",
    "0951234567 0954445566",
    "gọi 0951234567 hoặc 0954445566",
    "09512345670954445566",
    "500.000 đ",
    "500.000đ/tháng",
    "540.000 đồng từ 1/7/2026",
    "2.000 đồng hai trang đầu",
    "100.000.000.000 đồng",
    "1.200.000.000",
    "5400000 đ",
    "200k",
    "phí 20000 đồng",
    "lương hưu 3500000 VND",
    "24/11/2026",
    "24-11-2026",
    "24.11.2026",
    "2026-11-24",
    "sinh năm 1952",
    "ngày 02/09/1952",
    "8:30 ngày 24/11",
    "lúc 14:05",
    "số thứ tự 105",
    "Số 1024, quầy 3",
    "A012",
    "phiếu B1024",
    "H56.16.08-251124-0001",
    "000.00.16.H56-251124-0012",
    "mã hồ sơ H56.16.08-251124-0001",
    "mã hồ sơ 251124",
    "Mã hồ sơ: 00123456",
    "mã hộ 0153",
    "mã hộ T11-005",
    "mã thủ tục 1.014027",
    "thủ tục 2.000815",
    "mã bưu chính 40000",
    "mã phường 16522",
    "mã đơn vị 15127",
    "mã lịch hẹn 4521",
    "mã tra cứu 778899",
    "hotline 1900 0368",
    "12/34/56 Lê Lai",
    "Lô 10, MB 2026",
    "ngõ 1234 đường Bà Triệu",
    "thửa 1024 tờ 15",
    "19.7655, 105.8154",
    "Nghị định 176/2025",
    "Quyết định 19/2025/QĐ-TTg",
    "26 người, 339 hồ sơ, 315 trực tuyến",
    "tuyến 12 - 34 - 56 - 78",
    "1234567890123",
    "4111111111111112",
    "mã số hộ 2026",
    "quên mật khẩu, hẹn ngày 24/11/2026",
    "chưa có mật khẩu; nhà số 1234",
];

#[test]
fn secrets_are_caught() {
    for (text, kind) in CAUGHT {
        let found = find(text);
        assert_eq!(found.iter().map(|s| s.kind).collect::<Vec<_>>(), [kind], "{text}");
        let shown = redact(text);
        assert!(find(&shown).is_empty(), "{text} → {shown}");
        let digits = |s: &str| s.chars().filter(char::is_ascii_digit).count();
        assert!(digits(&shown) + 4 <= digits(text).max(4), "{text} → {shown}");
    }
}

#[test]
fn ordinary_numbers_pass() {
    for text in PASSED {
        assert_eq!(find(text), [], "{text}");
        assert_eq!(redact(text), text);
    }
}

#[test]
fn a_phone_beside_a_secret_stays_readable() {
    assert_eq!(redact("CCCD 099055001234, gọi 0951234567"), "CCCD •••, gọi 0951234567");
}
