//! The command line. Vietnamese first, English after the dot.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::words::Lang;

/// Điện thoại Từng Nhà trong cửa sổ dòng lệnh · A Doorstep phone in a terminal
#[derive(Parser)]
#[command(name = "doorstep-phone", version)]
pub(crate) struct Cli {
    /// Thư mục của máy · The phone's folder
    #[arg(long, env = "DOORSTEP_PHONE", default_value = "doorstep-phone", global = true)]
    pub(crate) phone: PathBuf,
    /// Ngôn ngữ · Language
    #[arg(long, env = "DOORSTEP_LANG", value_enum, default_value = "vi", global = true)]
    pub(crate) lang: Lang,
    /// Việc cần làm · What to do
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Việc cần làm · What to do
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Ghi danh bằng mã mời · Enrol with an invitation
    Enrol {
        /// Mã mời · The invitation
        invitation: String,
        /// Tên máy · What the leader sees in a list
        #[arg(long, default_value = "Terminal")]
        label: String,
    },
    /// Việc hôm nay · What to do today
    Today,
    /// Tìm hộ · Find a home
    Find {
        /// Tên, địa chỉ, đuôi số điện thoại · Name, address, tail of a phone number
        #[arg(required = true)]
        words: Vec<String>,
    },
    /// Xem một hộ · Show a home
    Show {
        /// Số dòng hoặc tên · Row number or name
        household: String,
    },
    /// Ghi kết quả · Record a visit
    Visit(VisitArgs),
    /// Rút lại một lần đến · Take a visit back
    Undo {
        /// Số dòng trong "show" · Row number in `show`
        visit: String,
    },
    /// Ghi chú · Write a note
    Note {
        /// Số dòng hoặc tên · Row number or name
        household: String,
        /// Nội dung · The text
        #[arg(required = true)]
        text: Vec<String>,
    },
    /// Ghi sự đồng ý · Keep an answer to a purpose
    Consent(ConsentArgs),
    /// Xe đưa đón · Rides
    #[command(subcommand)]
    Ride(RideCommand),
    /// Thêm hộ · Add a home found at a door
    AddHousehold(AddArgs),
    /// Thêm người · Add a person
    AddPerson {
        /// Số dòng hoặc tên · Row number or name
        household: String,
        /// Họ tên · Full name
        name: String,
        /// ông, bà, cụ…
        #[arg(long, default_value = "")]
        honorific: String,
        /// Năm sinh · Year of birth
        #[arg(long)]
        born: Option<i32>,
    },
    /// Người này đang ở đâu: at_home, away, hospital, moved, deceased · Where a person is
    PersonState {
        /// Số dòng trong "show" · Row number in `show`
        person: String,
        /// at_home, away, hospital, moved, deceased
        state: String,
    },
    /// Giao hộ (đội trưởng) · Assign homes (leaders)
    Assign {
        /// Tên thành viên · The member's name
        member: String,
        /// Số dòng hoặc tên · Row numbers or names
        #[arg(required = true)]
        households: Vec<String>,
    },
    /// Đội (đội trưởng) · The squad (leaders)
    Squad {
        /// Chỉ hộ chưa giao · Only homes that nobody has
        #[arg(long)]
        unassigned: bool,
    },
    /// Việc đã ghi · What became of what was done
    Fates,
    /// Đồng bộ · Sync
    Sync,
    /// Tình trạng máy · How the phone stands
    Status,
    /// Tệp việc chưa gửi để nộp thay · The sealed file of unsent work
    HandOver,
}

/// Ghi kết quả · A visit
#[derive(Args)]
pub(crate) struct VisitArgs {
    /// Số dòng hoặc tên · Row number or name
    pub(crate) household: String,
    /// xong, chưa-xong, vắng-nhà, hẹn-lại, từ-chối, chuyển-đi, báo-cán-bộ, lên-công-an · done, not-home, …
    pub(crate) outcome: String,
    /// Đi cùng · Who knocked too
    #[arg(long)]
    pub(crate) with: Vec<String>,
    /// Dịch vụ=kết quả, thêm @số dòng của người · SERVICE=OUTCOME, with @row of a person
    #[arg(long)]
    pub(crate) service: Vec<String>,
    /// Giấy tờ còn thiếu · Papers missing
    #[arg(long)]
    pub(crate) missing: Vec<String>,
    /// Ngày quay lại, 2026-11-30 · Day to come back
    #[arg(long)]
    pub(crate) back: Option<chrono::NaiveDate>,
    /// Ngày hẹn việc còn lại · Day of a follow-up
    #[arg(long)]
    pub(crate) follow_up: Option<chrono::NaiveDate>,
}

/// Sự đồng ý · An answer
#[derive(Args)]
pub(crate) struct ConsentArgs {
    /// Số dòng của người trong "show" · Row number of a person in `show`
    pub(crate) person: String,
    /// record, ride, contact, pin, language
    pub(crate) purpose: String,
    /// given, declined, withdraw
    pub(crate) answer: String,
    /// paper, spoken, screen
    #[arg(long, default_value = "screen")]
    pub(crate) method: String,
    /// Người làm chứng · Who witnessed a spoken answer
    #[arg(long, default_value = "")]
    pub(crate) witness: String,
}

/// Xe đưa đón · Rides
#[derive(Subcommand)]
pub(crate) enum RideCommand {
    /// Các chuyến hôm nay và người chưa về · Today's rides and who is not home
    List {
        /// Ngày · The day
        #[arg(long)]
        day: Option<chrono::NaiveDate>,
    },
    /// Đăng ký xe · Book
    Book(BookArgs),
    /// Bước tiếp theo · Report a step
    Step {
        /// Số dòng · Row number
        ride: String,
        /// picked_up, at_point, served, turned_away, going_home, home_safe, with_family
        state: Option<String>,
    },
    /// Hủy · Cancel
    Cancel {
        /// Số dòng · Row number
        ride: String,
        /// family, ill, papers, weather, point, no_show
        reason: String,
    },
}

/// Đăng ký xe · A booking
#[derive(Args)]
pub(crate) struct BookArgs {
    /// Số dòng của người trong "show" · Row number of a person in `show`
    pub(crate) person: String,
    /// Dịch vụ · Service
    #[arg(long, default_value = "other")]
    pub(crate) service: String,
    /// Điểm đến · Name of the service point
    #[arg(long)]
    pub(crate) point: Option<String>,
    /// Ngày · The day
    #[arg(long)]
    pub(crate) day: chrono::NaiveDate,
    /// Đón từ, 8:00 · Ready from
    #[arg(long)]
    pub(crate) from: String,
    /// Đến trước, 9:00 · At the point by
    #[arg(long)]
    pub(crate) by: String,
    /// Về từ · Back from
    #[arg(long, requires = "home_by")]
    pub(crate) back_from: Option<String>,
    /// Về đến nhà trước · Home by
    #[arg(long, requires = "back_from")]
    pub(crate) home_by: Option<String>,
    /// Người đi cùng · Companions
    #[arg(long, default_value_t = 0)]
    pub(crate) companions: i64,
    /// Xe · Name of the vehicle
    #[arg(long)]
    pub(crate) vehicle: Option<String>,
}

/// Thêm hộ · A home
#[derive(Args)]
pub(crate) struct AddArgs {
    /// Tên chủ hộ · Whom to ask for
    pub(crate) head: String,
    /// Tổ dân phố, thôn · Name of the neighbourhood
    #[arg(long)]
    pub(crate) neighbourhood: String,
    /// ông, bà, cụ…
    #[arg(long, default_value = "")]
    pub(crate) honorific: String,
    /// Số nhà · House number
    #[arg(long, default_value = "")]
    pub(crate) house_no: String,
    /// Ngõ · Lane
    #[arg(long, default_value = "")]
    pub(crate) lane: String,
    /// Đường · Street
    #[arg(long, default_value = "")]
    pub(crate) street: String,
    /// Cách tìm nhà · Landmark
    #[arg(long, default_value = "")]
    pub(crate) landmark: String,
    /// Số điện thoại · Phone
    #[arg(long)]
    pub(crate) tel: Vec<String>,
    /// Thêm dù có thể trùng · Add although it may be a duplicate
    #[arg(long)]
    pub(crate) anyway: bool,
}
