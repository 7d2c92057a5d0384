//! Words for what the rulebook decides.

use doorstep_core::receipt::{Reason, Receipt};

use crate::complaint::Complaint;

/// A change that was not applied, as a complaint. Arguments are codes, identifiers and numbers; no text of people.
pub(super) fn complaint(receipt: &Receipt) -> Complaint {
    let (vi, en) = reason(receipt.reason.as_ref());
    let field = receipt.args.get("field").or_else(|| receipt.args.get("kind")).and_then(|value| value.as_str());
    let about = field.map(|field| format!(" ({field})")).unwrap_or_default();
    let number = receipt.change.short();
    Complaint::new(
        "not_applied",
        format!("Không thực hiện được: {vi}{about}. Biên nhận #{number}."),
        format!("Not done: {en}{about}. Receipt #{number}."),
    )
}

/// A reason in Vietnamese and English.
pub(super) fn reason(reason: Option<&Reason>) -> (&'static str, &'static str) {
    match reason {
        Some(Reason::NotYourHousehold) => {
            ("hộ này chưa từng được giao cho người làm", "the author never held the household")
        }
        Some(Reason::NotAllowed) => ("vai trò của người làm không cho phép", "the author's role does not allow it"),
        Some(Reason::MovedOn) => ("bản ghi đã thay đổi từ lúc xem", "the record has moved on since it was seen"),
        Some(Reason::Conflict) => ("người khác đã sửa đúng chỗ đó", "somebody else has edited the same"),
        Some(Reason::HandedOver) => ("hộ đã được giao cho người khác", "the household was handed over meanwhile"),
        Some(Reason::Revoked) => ("thiết bị đã bị thu hồi", "the device was revoked"),
        Some(Reason::Altered) => ("mã thay đổi đã dùng cho nội dung khác", "the same identity came with other content"),
        Some(Reason::UnknownKind) => {
            ("phiên bản máy chủ này chưa biết loại thay đổi đó", "this release does not know the kind")
        }
        Some(Reason::NotFound) => ("không tìm thấy điều được nhắc tới", "what it names is not here"),
        Some(Reason::AlreadyThere) => ("đã có rồi", "it is there already"),
        Some(Reason::Invalid) => ("thiếu hoặc sai giá trị", "a value is missing or not of its form"),
        Some(Reason::SecretInText) => (
            "nội dung giống số định danh, số thẻ hoặc mã OTP",
            "the text looks like an identity number, a card or a one-time code",
        ),
        Some(Reason::Redacted) => ("nội dung đã được xóa theo yêu cầu", "the content was erased on request"),
        Some(Reason::Deceased) => ("người đã mất", "the person has died"),
        Some(Reason::ConsentMissing) => ("người dân chưa đồng ý", "the resident has not agreed"),
        Some(Reason::ConsentWithdrawn) => ("người dân đã rút lại đồng ý", "the resident has withdrawn the agreement"),
        Some(Reason::SeatsFull) => ("xe đã hết chỗ", "all seats are taken"),
        Some(Reason::NoWheelchairSpace) => ("xe không có chỗ cho xe lăn", "the vehicle has no place for a wheelchair"),
        Some(Reason::MotorbikeUnsafe) => {
            ("xe máy không an toàn cho người này", "a motorbike is not safe for this passenger")
        }
        Some(Reason::PointClosed) => ("điểm phục vụ nghỉ ngày đó", "the service point is closed that day"),
        Some(Reason::WrongState) => ("chuyến đang ở bước khác", "the ride is in another state"),
        Some(Reason::ReturnNeverCancelled) => ("không được hủy lượt đưa về", "a return is never cancelled"),
        Some(Reason::Recovering) => {
            ("máy chủ đang khôi phục: chờ `recovery end`", "the hub is recovering: wait for `recovery end`")
        }
        Some(Reason::Settled) => ("đã có người quyết định", "a person has decided"),
        Some(Reason::Internal) => {
            ("lỗi của máy chủ, chờ bản sửa", "a fault of the hub; it waits for a repaired release")
        }
        Some(Reason::Newer(_)) => ("lý do của bản mới hơn", "a reason of a newer release"),
        None => ("không có lý do thêm", "no further reason"),
    }
}
