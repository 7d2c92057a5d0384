//! What people type: one file a command. Each opens the hub, calls the office, and says what came of it, Vietnamese first.

mod assign;
mod backup;
mod catalogue;
mod check;
mod desk;
mod device;
mod export;
mod import;
mod init;
mod member;
mod neighbourhood;
mod parked;
mod receive;
mod recovery;
mod responsibility;
mod serve;
mod squad;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

pub use self::desk::Desk;
use crate::{complaint::Outcome, config::Settings, folder::DataFolder};

/// Máy chủ Từng Nhà / The hub of Doorstep.
#[derive(Debug, Parser)]
#[command(name = "doorstep-hub", version, max_term_width = 120)]
pub struct Cli {
    /// Thư mục dữ liệu / The data folder
    #[arg(long, global = true, env = "DOORSTEP_DATA", default_value = "doorstep-data")]
    pub data: PathBuf,
    /// Mã xã, phường khi máy chủ có nhiều hơn một / The commune, where the hub has several
    #[arg(long, global = true, env = "DOORSTEP_COMMUNE")]
    pub commune: Option<String>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lập máy chủ mới, in cụm từ khôi phục một lần / Set a new hub up; prints the recovery phrase once
    Init(init::Init),
    /// Chạy máy chủ / Run the hub
    Serve(Settings),
    /// Thành viên / Members
    #[command(subcommand)]
    Member(member::Member),
    /// Đội hình / Squads
    #[command(subcommand)]
    Squad(squad::Squad),
    /// Tổ dân phố, thôn / Neighbourhoods
    #[command(subcommand)]
    Neighbourhood(neighbourhood::Neighbourhood),
    /// Đội hình phụ trách tổ, thôn / Which squad looks after which neighbourhood
    #[command(subcommand)]
    Responsibility(responsibility::Responsibility),
    /// Điện thoại / Phones
    #[command(subcommand)]
    Device(device::Device),
    /// Giao hộ / Give households to a member or a squad
    Assign(assign::Assign),
    /// Thay đổi chờ quyết định / Changes that wait for a decision
    #[command(subcommand)]
    Parked(parked::Parked),
    /// Nhập danh sách hộ / Import a household list
    Import(import::Import),
    /// Xuất bảng / Export a table
    Export(export::Export),
    /// Nhận tệp niêm phong / Take a sealed file
    Receive(receive::Receive),
    /// Sao lưu / Back up
    Backup(backup::Backup),
    /// Khôi phục từ bản sao lưu / Restore a backup
    Restore(backup::Restore),
    /// Kiểm tra cơ sở dữ liệu / Check the database
    Check,
    /// Danh mục dịch vụ / The services that this release knows
    Catalogue,
    /// Khôi phục / Recovery
    #[command(subcommand)]
    Recovery(recovery::Recovery),
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    match run(&Cli::parse(), &mut std::io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(complaint) => {
            use std::io::Write;
            // Standard error gone: the exit code still tells.
            let _ = writeln!(std::io::stderr(), "{complaint}\n[{}]", complaint.code);
            ExitCode::FAILURE
        }
    }
}

/// Runs a command; what it says goes to `out`.
pub fn run(cli: &Cli, out: &mut dyn std::io::Write) -> Outcome<()> {
    let folder = DataFolder::at(&cli.data);
    match &cli.command {
        Command::Init(init) => return init.run(&folder, cli.commune.as_deref(), out),
        Command::Serve(settings) => return serve::run(&folder, settings.clone(), out),
        Command::Restore(restore) => return restore.run(&folder, out),
        Command::Catalogue => return catalogue::run(out),
        _ => {}
    }
    let desk = Desk::open(&folder, cli.commune.as_deref())?;
    match &cli.command {
        Command::Init(_) | Command::Serve(_) | Command::Restore(_) | Command::Catalogue => Ok(()),
        Command::Import(command) => command.run(&desk, out),
        Command::Export(command) => command.run(&desk, out),
        Command::Receive(command) => command.run(&desk, out),
        Command::Backup(command) => command.run(&desk, out),
        Command::Check => check::run(&desk, out),
        Command::Member(command) => command.run(&desk, out),
        Command::Squad(command) => command.run(&desk, out),
        Command::Neighbourhood(command) => command.run(&desk, out),
        Command::Responsibility(command) => command.run(&desk, out),
        Command::Device(command) => command.run(&desk, out),
        Command::Assign(command) => command.run(&desk, out),
        Command::Parked(command) => command.run(&desk, out),
        Command::Recovery(command) => command.run(&desk, out),
    }
}
