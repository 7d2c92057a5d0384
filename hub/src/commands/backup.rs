//! `backup` and `restore`.

use std::{
    io::{Read, Write},
    path::PathBuf,
};

use clap::Args;

use super::desk::{Desk, say};
use crate::{
    backup, clock,
    complaint::{Complaint, Outcome},
    folder::DataFolder,
    identity::Secret,
};

/// Sao lưu trong lúc máy chủ vẫn chạy / Back up while the hub runs
#[derive(Debug, Args)]
pub struct Backup {
    /// Thư mục mới / A new folder
    target: PathBuf,
}

impl Backup {
    pub(super) fn run(&self, desk: &Desk, out: &mut dyn Write) -> Outcome<()> {
        backup::back_up(&desk.hub, &self.target, desk.office().now)?;
        say(
            out,
            format_args!(
                "Đã sao lưu vào {0}. Mở lại cần 24 từ. / Backed up to {0}; it opens with the 24 words.",
                self.target.display()
            ),
        );
        Ok(())
    }
}

/// Khôi phục từ bản sao lưu và 24 từ / Restore from a backup and the 24 words
#[derive(Debug, Args)]
pub struct Restore {
    /// Thư mục sao lưu / The backup's folder
    source: PathBuf,
    /// Tệp chứa 24 từ; không có thì đọc từ bàn phím / A file with the 24 words; without it they are read from standard input
    #[arg(long)]
    phrase_file: Option<PathBuf>,
    /// Danh sách thu hồi và xóa mới nhất đã mất / The newest list of revocations and erasures is lost
    #[arg(long)]
    without_newest_list: bool,
}

impl Restore {
    pub(super) fn run(&self, folder: &DataFolder, out: &mut dyn Write) -> Outcome<()> {
        let now = clock::plausible(clock::now_ms())?;
        let words = match &self.phrase_file {
            Some(path) => std::fs::read_to_string(path).map_err(|error| Complaint::of_file(path, &error))?,
            None => {
                say(out, "24 từ, rồi Ctrl-D / The 24 words, then Ctrl-D:");
                let mut words = String::new();
                let read = std::io::stdin().take(4_096).read_to_string(&mut words);
                read.map_err(|error| Complaint::new("phrase", "Không đọc được 24 từ.", error.to_string()))?;
                words
            }
        };
        let secret = Secret::from_phrase(&words).map_err(|error| {
            Complaint::new("phrase", format!("24 từ không đúng: {}.", error.vietnamese()), format!("{error}."))
        })?;
        let restored = backup::restore(&self.source, folder, &secret, self.without_newest_list, now)?;
        for (commune, generation) in &restored.generations {
            say(out, format_args!("{commune}: thế hệ / generation {generation}"));
        }
        let (acted, not) = restored.office;
        say(out, format_args!("Thu hồi, xóa lại / revoked, erased again: {}", restored.revoked_and_erased));
        say(out, format_args!("Việc tại máy chủ / changes of this machine: {acted} (+ {not})"));
        if let Some(path) = restored.set_aside {
            say(out, format_args!("Cơ sở dữ liệu cũ / the former database: {}", path.display()));
        }
        say(out, "Chạy `serve`; khi các điện thoại đã gửi lại, chạy `recovery end`.");
        say(out, "Run `serve`; once phones have delivered again, run `recovery end`.");
        Ok(())
    }
}
