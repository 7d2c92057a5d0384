//! `init`: a new hub.

use std::io::Write;

use clap::Args;
use doorstep_core::id::CommuneCode;

use super::desk::{parse_commune, say};
use crate::{
    clock,
    complaint::{Complaint, Outcome},
    config::{Settings, TEMPLATE},
    folder::DataFolder,
    hub::Hub,
    identity::Secret,
    office::Office,
};

/// Lập máy chủ mới / Set a new hub up
#[derive(Debug, Args)]
pub struct Init {
    /// Tên xã, phường; mặc định theo danh mục / The commune's name; usual: by the official table
    #[arg(long)]
    pub name: Option<String>,
}

impl Init {
    pub(super) fn run(&self, folder: &DataFolder, commune: Option<&str>, out: &mut dyn Write) -> Outcome<()> {
        let now = clock::plausible(clock::now_ms())?;
        let commune = parse_commune(commune.ok_or_else(|| {
            Complaint::new(
                "which_commune",
                "Cần mã xã, phường: `init --commune 16522`.",
                "The commune's code is needed: `init --commune 16522`.",
            )
        })?)?;
        if folder.is_set_up() {
            let shown = folder.path().display();
            return Err(Complaint::new(
                "already_set_up",
                format!("{shown} đã có máy chủ. Không ghi đè; hãy chọn thư mục khác bằng --data."),
                format!("There is a hub in {shown} already. Nothing is overwritten; name another folder with --data."),
            ));
        }
        let (name, unit) = self.names(&commune)?;
        folder.make()?;
        let _alone = folder.use_alone()?;
        let settings = folder.settings();
        if !settings.exists() {
            DataFolder::write_private(&settings, TEMPLATE)?;
        }
        let config = Settings::of_environment()?.over(Settings::read(&settings)?, folder)?;
        let secret = Secret::random().map_err(|_| {
            Complaint::new(
                "no_randomness",
                "Hệ điều hành không cấp được số ngẫu nhiên.",
                "The operating system gives no randomness.",
            )
        })?;
        let hub = Hub::create(folder, &config.list, &secret)?;
        Office::of(&hub, commune, now).set_up_commune(&name, &unit)?;
        // Last: a folder without a secret is not set up, and `init` can be tried again after it was emptied.
        DataFolder::write_private(&folder.secret(), &format!("{}\n", secret.to_hex()))?;
        say(out, format_args!("Đã lập máy chủ cho {unit} ({commune}) trong {}.", folder.path().display()));
        say(out, format_args!("A hub for {unit} ({commune}) is set up.\n"));
        say(out, "Cụm từ khôi phục: chép ra giấy, cất riêng. Chỉ hiện lần này. Mất nó thì bản sao lưu không mở được.");
        say(
            out,
            "The recovery phrase: write it on paper and keep it apart. It is shown once; no backup opens without it.\n",
        );
        let phrase = secret.to_phrase();
        for (at, line) in phrase.split(' ').collect::<Vec<_>>().chunks(6).enumerate() {
            say(out, format_args!("  {:>2}  {}", at * 6 + 1, line.join(" ")));
        }
        say(out, "\nTiếp theo / Next: member add, device enrol, serve");
        Ok(())
    }

    /// Name and unit ("phường Quảng Phú") by the official table, or as given for a code that it lacks.
    fn names(&self, commune: &CommuneCode) -> Outcome<(String, String)> {
        let found = official(commune.as_str());
        match (&self.name, found) {
            (Some(name), Some((_, unit))) => Ok((name.clone(), format!("{unit} {name}"))),
            (None, Some((name, unit))) => Ok((name.clone(), format!("{unit} {name}"))),
            (Some(name), None) => Ok((name.clone(), name.clone())),
            (None, None) => Err(Complaint::new(
                "commune",
                format!("Danh mục không có mã {commune}. Kiểm tra mã, hoặc đặt tên bằng --name."),
                format!("The official table has no code {commune}. Check it, or give a name with --name."),
            )),
        }
    }
}

/// Name and type of a unit out of the table that ships with the release.
fn official(code: &str) -> Option<(String, &'static str)> {
    const TABLE: &str = include_str!("../../../data/vn_communes_3321.csv");
    let mut reader = csv::Reader::from_reader(TABLE.as_bytes());
    let headers = reader.headers().ok()?.clone();
    let column = |name: &str| headers.iter().position(|header| header == name);
    let (codes, names, units) = (column("commune_code")?, column("name")?, column("type")?);
    let row = reader.records().filter_map(Result::ok).find(|row| row.get(codes) == Some(code))?;
    let unit = match row.get(units)? {
        "phuong" => "phường",
        "dac_khu" => "đặc khu",
        _ => "xã",
    };
    Some((row.get(names)?.to_owned(), unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_official_table_knows_the_commune() {
        assert_eq!(official("16522"), Some(("Quảng Phú".into(), "phường")));
        assert_eq!(official("99999"), None);
    }
}
