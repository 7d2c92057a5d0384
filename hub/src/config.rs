//! Settings: flags before environment (`DOORSTEP_*`) before `doorstep.toml` before what is usual.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use clap::{Args, Parser};
use serde::Deserialize;

use crate::{
    complaint::{Complaint, Outcome},
    folder::DataFolder,
};

/// The file that `init` writes: every setting, with its usual value and what it is for.
pub const TEMPLATE: &str = include_str!("../doorstep.toml");

/// Where a hub listens when nothing else is set.
pub const USUAL_LISTEN: &str = "0.0.0.0:8443";

/// Settings of any source; what a source does not set is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Args)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Address and port to listen on / Địa chỉ và cổng
    #[arg(long, env = "DOORSTEP_LISTEN")]
    pub listen: Option<SocketAddr>,
    /// Addresses that phones are told, host:port / Các địa chỉ báo cho điện thoại
    #[arg(long = "address", env = "DOORSTEP_ADDRESSES", value_delimiter = ',')]
    pub addresses: Option<Vec<String>>,
    /// A .local name with port that phones are told / Tên .local kèm cổng
    #[arg(long, env = "DOORSTEP_LOCAL_NAME")]
    pub local_name: Option<String>,
    /// Where the list beside the database lies / Nơi đặt danh sách bên cạnh cơ sở dữ liệu
    #[arg(long, env = "DOORSTEP_LIST")]
    pub list: Option<PathBuf>,
    /// Exchanges at the same time / Số lượt đồng bộ cùng lúc
    #[arg(long, env = "DOORSTEP_WORKERS")]
    pub workers: Option<usize>,
    /// Requests admitted at the same time; more are asked to come back / Số yêu cầu nhận cùng lúc
    #[arg(long, env = "DOORSTEP_QUEUE")]
    pub queue: Option<usize>,
    /// Log lines as text or json / Dạng nhật ký: text hoặc json
    #[arg(long, env = "DOORSTEP_LOG_FORMAT")]
    pub log_format: Option<String>,
    /// The least level logged: error, warn, info, debug / Mức nhật ký
    #[arg(long, env = "DOORSTEP_LOG_LEVEL")]
    pub log_level: Option<String>,
    /// Whether /metrics answers other machines / Cho máy khác xem /metrics
    #[arg(long, env = "DOORSTEP_METRICS_OPEN")]
    pub metrics_open: Option<bool>,
}

/// Settings decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// What phones are told; where nothing is set, the addresses of this machine.
    pub addresses: Vec<String>,
    /// A `.local` name with port.
    pub local_name: Option<String>,
    /// The list beside the database.
    pub list: PathBuf,
    /// Exchanges at the same time.
    pub workers: usize,
    /// Requests admitted at the same time.
    pub queue: usize,
    /// Whether log lines are JSON.
    pub log_json: bool,
    /// The least level logged.
    pub log_level: tracing::Level,
    /// Whether `/metrics` answers other machines.
    pub metrics_open: bool,
}

/// A command line without flags: what is left is the environment.
#[derive(Parser)]
#[command(no_binary_name = true)]
struct Environment {
    #[command(flatten)]
    settings: Settings,
}

impl Settings {
    /// What the environment sets. Commands that take none of these flags must mean the same hub as `serve` all the same: its
    /// list, its addresses.
    pub fn of_environment() -> Outcome<Settings> {
        let none: [&str; 0] = [];
        let read = Environment::try_parse_from(none).map_err(|error| {
            let why = error.to_string();
            Complaint::new("settings", format!("Biến môi trường DOORSTEP_* sai: {why}"), format!("DOORSTEP_*: {why}"))
        })?;
        Ok(read.settings)
    }

    /// Reads a settings file; none is as good as an empty one.
    pub fn read(path: &Path) -> Outcome<Settings> {
        match std::fs::read_to_string(path) {
            Ok(text) => toml::from_str(&text).map_err(|error| {
                let line =
                    error.span().map_or(1, |span| text.bytes().take(span.start).filter(|b| *b == b'\n').count() + 1);
                let (shown, why) = (path.display(), error.message().to_owned());
                Complaint::new(
                    "settings",
                    format!("{shown}, dòng {line}: {why}. Sửa dòng đó rồi chạy lại."),
                    format!("{shown}, line {line}: {why}. Mend that line and start again."),
                )
            }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Settings::default()),
            Err(error) => Err(Complaint::of_file(path, &error)),
        }
    }

    /// These settings, and where they set nothing those of `file`, and then what is usual.
    pub fn over(self, file: Settings, folder: &DataFolder) -> Outcome<Config> {
        let listen = match self.listen.or(file.listen) {
            Some(listen) => listen,
            None => USUAL_LISTEN.parse().map_err(|_| bad("listen", USUAL_LISTEN, "0.0.0.0:8443"))?,
        };
        let addresses = self.addresses.or(file.addresses).unwrap_or_default();
        let local_name = self.local_name.or(file.local_name).filter(|name| !name.is_empty());
        let wrong = |address: &&String| !doorstep_core::enrolment::is_address(address);
        if let Some(address) = addresses.iter().chain(&local_name).find(wrong) {
            return Err(bad("addresses", address, "192.168.1.10:8443"));
        }
        let log_json = match self.log_format.or(file.log_format).as_deref() {
            None | Some("text") => false,
            Some("json") => true,
            Some(other) => return Err(bad("log_format", other, "text")),
        };
        let level = self.log_level.or(file.log_level).unwrap_or_else(|| "info".into());
        let log_level = level.parse().map_err(|_| bad("log_level", &level, "info"))?;
        Ok(Config {
            listen,
            addresses: if addresses.is_empty() { own_addresses(listen) } else { addresses },
            local_name,
            list: self.list.or(file.list).unwrap_or_else(|| folder.list()),
            workers: self.workers.or(file.workers).unwrap_or(4).clamp(1, 256),
            queue: self.queue.or(file.queue).unwrap_or(64).clamp(1, 10_000),
            log_json,
            log_level,
            metrics_open: self.metrics_open.or(file.metrics_open).unwrap_or(false),
        })
    }
}

fn bad(setting: &str, found: &str, example: &str) -> Complaint {
    Complaint::new(
        "settings",
        format!("Thiết lập {setting} có giá trị {found:?} không đúng. Ví dụ đúng: {example}."),
        format!("The setting {setting} has the value {found:?}, which is not of its form. For example: {example}."),
    )
}

/// The address by which this machine reaches others, when it listens on all. No packet is sent to find it.
fn own_addresses(listen: SocketAddr) -> Vec<String> {
    if !listen.ip().is_unspecified() {
        return vec![listen.to_string()];
    }
    let towards = |target: &str| {
        let socket = std::net::UdpSocket::bind("0.0.0.0:0").ok()?;
        socket.connect(target).ok()?;
        Some(SocketAddr::new(socket.local_addr().ok()?.ip(), listen.port()).to_string())
    };
    // Documentation addresses (RFC 5737): never in use, but routed like any other.
    vec![towards("192.0.2.1:9").unwrap_or_else(|| format!("127.0.0.1:{}", listen.port()))]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> Outcome<Settings> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("doorstep.toml");
        std::fs::write(&path, text).unwrap();
        Settings::read(&path)
    }

    #[test]
    fn the_template_is_what_is_usual() {
        let folder = DataFolder::at("/data");
        let usual = Settings::default().over(Settings::default(), &folder).unwrap();
        assert_eq!(Settings::default().over(file(TEMPLATE).unwrap(), &folder).unwrap(), usual);
        // Every setting is in the template, commented out or not.
        for name in
            ["listen", "addresses", "local_name", "list", "workers", "queue", "log_format", "log_level", "metrics_open"]
        {
            assert!(TEMPLATE.contains(&format!("{name} = ")), "{name}");
        }
    }

    #[test]
    fn flags_come_before_the_file() {
        let flags = Settings { workers: Some(2), ..Settings::default() };
        let config = flags.over(file("workers = 9\nqueue = 7").unwrap(), &DataFolder::at("/data")).unwrap();
        assert_eq!((config.workers, config.queue), (2, 7));
    }

    #[test]
    fn a_wrong_setting_is_named_with_its_line() {
        let error = file("workers = 4\nquue = 7\n").unwrap_err();
        assert_eq!(error.code, "settings");
        assert!(error.en.contains("line 2") && error.en.contains("quue"), "{error}");
        let error = Settings { log_level: Some("loud".into()), ..Settings::default() };
        let error = error.over(Settings::default(), &DataFolder::at("/data")).unwrap_err();
        assert!(error.vi.contains("log_level") && error.vi.contains("loud"));
    }
}
