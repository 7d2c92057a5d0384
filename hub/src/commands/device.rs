//! `device`: enrol, list, revoke.

use std::io::Write;

use clap::Subcommand;
use qrcode::{EcLevel, QrCode, render::unicode::Dense1x2};

use super::desk::{Desk, parse_id, say};
use crate::{
    complaint::{Complaint, Outcome},
    office::devices::Whereabouts,
};

/// Điện thoại / Phones
#[derive(Debug, Subcommand)]
pub enum Device {
    /// Mời ghi danh: mã dùng một lần trong 15 phút / Invite: a code that works once, for 15 minutes
    Enrol {
        /// Mã thành viên / The member's identifier
        member: String,
        /// Vẽ mã QR / Draw the QR code
        #[arg(long)]
        qr: bool,
        /// Tên gọi của máy / What to call the phone
        #[arg(long, default_value = "")]
        label: String,
    },
    /// Danh sách / List
    List,
    /// Thu hồi máy mất, máy trả / Revoke a lost or returned phone
    Revoke {
        /// Mã máy / The device's identifier
        device: String,
    },
}

impl Device {
    pub(super) fn run(&self, desk: &Desk, out: &mut dyn Write) -> Outcome<()> {
        let office = desk.office();
        match self {
            Device::Enrol { member, qr, label } => {
                let config = &desk.config;
                let whereabouts =
                    Whereabouts { addresses: config.addresses.clone(), local_name: config.local_name.clone() };
                let invitation = office.invite(parse_id(member)?, label, &whereabouts)?;
                let text = invitation.to_text().map_err(|error| {
                    Complaint::new("invitation", format!("Không tạo được lời mời ({error})."), error.to_string())
                })?;
                say(out, format_args!("Mã / Code: {}  (15 phút, một lần / 15 minutes, once)\n", invitation.code));
                if *qr {
                    say(out, draw(&text)?);
                }
                say(out, text);
            }
            Device::List => {
                for device in office.devices()? {
                    say(out, format_args!("{}\t{}\t{}\t{}", device.id, device.name, device.label, device.state));
                }
            }
            Device::Revoke { device } => {
                office.revoke(parse_id(device)?)?;
                say(
                    out,
                    "Đã thu hồi: máy chỉ còn gửi được việc chưa gửi. / Revoked: it may only deliver what it had not sent.",
                );
            }
        }
        Ok(())
    }
}

/// A QR code out of half blocks, dark on light whatever the terminal's colours.
fn draw(text: &str) -> Outcome<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).map_err(|error| {
        Complaint::new(
            "invitation",
            format!("Không vẽ được mã QR ({error})."),
            format!("The QR code cannot be drawn ({error})."),
        )
    })?;
    let drawn =
        code.render::<Dense1x2>().dark_color(Dense1x2::Dark).light_color(Dense1x2::Light).quiet_zone(true).build();
    // Blocks take the terminal's text colour, which is usually the light one: the colours are set, line by line.
    Ok(drawn.lines().map(|line| format!("\x1b[30;107m{line}\x1b[0m\n")).collect())
}
