//! How long a large list takes and how much memory: 20,000 households unless another number is given.
//!
//! ```text
//! cargo run --release -p doorstep-import --example bench -- 20000
//! ```
//!
//! The list is written to a file by one process and read by another, so that the peak is the reader's own.

use std::error::Error;
use std::io::Write;
use std::process::Command;
use std::time::Instant;

use chrono::NaiveDate;
use doorstep_import::diff::{Imported, diff};
use doorstep_import::rekey::Kept;
use doorstep_import::{Options, read};
use rust_xlsxwriter::Workbook;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [mode, path] = arguments.as_slice()
        && mode == "read"
    {
        return measure(path);
    }
    let count: u32 = arguments.first().map_or(Ok(20_000), |n| n.parse())?;
    let folder = std::env::temp_dir();
    for (name, bytes) in [("doorstep-bench.xlsx", xlsx(count)?), ("doorstep-bench.csv", csv(count))] {
        let path = folder.join(name);
        std::fs::write(&path, bytes)?;
        Command::new(std::env::current_exe()?).arg("read").arg(&path).status()?;
        std::fs::remove_file(&path)?;
    }
    Ok(())
}

fn measure(path: &str) -> Result<(), Box<dyn Error>> {
    let bytes = std::fs::read(path)?;
    let start = Instant::now();
    let reading = read(&bytes, path, &Options::on(NaiveDate::from_ymd_opt(2026, 11, 24).ok_or("no such day")?));
    let reading_time = start.elapsed();
    let households = reading.households.iter().map(Kept::from).enumerate();
    let ward: Vec<Imported> = households
        .map(|(i, kept)| Imported { key: i.to_string(), last_imported: kept.clone(), current: kept })
        .collect();
    let start = Instant::now();
    let plan = diff(&ward, &reading);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("?").trim();
    writeln!(
        std::io::stdout(),
        "{} households, {} findings, {} KB file: read {:.2} s, compared {:.2} s ({} unchanged), peak {peak}",
        reading.households.len(),
        reading.findings.len(),
        bytes.len() / 1024,
        reading_time.as_secs_f64(),
        start.elapsed().as_secs_f64(),
        plan.unchanged.len(),
    )?;
    Ok(())
}

const HEADER: [&str; 9] =
    ["STT", "Họ và tên chủ hộ", "Năm sinh", "Tổ dân phố", "Địa chỉ", "Số điện thoại", "Số CCCD", "Số khẩu", "Ghi chú"];

/// An invented household.
fn row(n: u32) -> [String; 9] {
    let pick = |list: &[&str], by: u32| list[(by as usize) % list.len()].to_owned();
    let name = [
        pick(&["Nguyễn", "Lê", "Trần", "Phạm", "Trịnh", "Bùi", "Hà", "Quách"], n),
        pick(&["Văn", "Thị", "Đức", "Thị Thu", "Hữu"], n / 8),
        pick(&["Hường", "Ước", "Tú", "Ất", "Lan", "Bình", "Dũng", "Mơ", "Quý", "Ái", "Sen"], n / 3),
    ];
    [
        n.to_string(),
        if n.is_multiple_of(7) { name.join(" ").to_uppercase() } else { name.join(" ") },
        (1930 + n % 70).to_string(),
        format!("Tổ dân phố {}", n / 280 + 1),
        format!("{}/{} đường {}", n % 300 + 1, n / 300 + 1, pick(&["Lê Lai", "Trần Phú", "Bà Triệu", "Đội Cung"], n)),
        format!("095{:07}", n * 37 % 10_000_000),
        format!("0991{:08}", n),
        (n % 6 + 1).to_string(),
        if n.is_multiple_of(10) { "gọi trước khi đến".to_owned() } else { String::new() },
    ]
}

fn xlsx(count: u32) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, text) in HEADER.iter().enumerate() {
        sheet.write_string(2, column as u16, *text)?;
    }
    for n in 1..=count {
        for (column, text) in row(n).iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            sheet.write_string(n + 2, column as u16, text)?;
        }
    }
    Ok(book.save_to_buffer()?)
}

fn csv(count: u32) -> Vec<u8> {
    let rows = (1..=count).map(|n| row(n).join(";"));
    std::iter::once(HEADER.join(";")).chain(rows).collect::<Vec<_>>().join("\r\n").into_bytes()
}
