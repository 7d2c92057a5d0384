//! `cargo xtask bench size`: what the library weighs in an app, and whose bytes they are.

use std::{collections::BTreeMap, fs, process::Command};

use crate::{
    android::library_for_desktop,
    run::{Failure, root, run},
    setup,
};

/// The most that the library may weigh, an ABI.
const BAR: u64 = 4_000_000;
/// How many crates are named.
const NAMED: usize = 14;

/// Builds the library as phones carry it, for this machine, and weighs it. The last line is JSON.
#[allow(clippy::print_stdout, reason = "figures are what it prints")]
pub(crate) fn bench(_: &[String]) -> Result<(), Failure> {
    setup::to_run()?;
    let library = library_for_desktop()?;
    let folder = root().join("target/bench");
    fs::create_dir_all(&folder).map_err(|error| Failure(format!("{}: {error}", folder.display())))?;
    let stripped = folder.join("stripped.so");
    run(Command::new("strip").arg("--strip-unneeded").arg("-o").arg(&stripped).arg(&library))?;
    let bytes = fs::metadata(&stripped).map_err(|error| Failure(format!("{}: {error}", stripped.display())))?.len();
    let symbols = Command::new("nm")
        .args(["--print-size", "--demangle=rust", "--defined-only"])
        .arg(&library)
        .output()
        .map_err(|error| Failure(format!("nm: {error}")))?;
    let mut shares: Vec<(String, u64)> = shares(&String::from_utf8_lossy(&symbols.stdout)).into_iter().collect();
    shares.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    let named: u64 = shares.iter().map(|(_, bytes)| bytes).sum();
    for (owner, bytes) in shares.iter().take(NAMED) {
        println!("{owner:24} {bytes:>9}  {:>4.1} %", *bytes as f64 * 100.0 / named as f64);
    }
    let met = if bytes <= BAR { "met" } else { "MISSED" };
    println!("{:24} {bytes:>9}  ≤ {BAR} {met}", "stripped");
    let list: Vec<String> = shares
        .iter()
        .take(NAMED)
        .map(|(owner, bytes)| format!("{{\"owner\":\"{owner}\",\"bytes\":{bytes}}}"))
        .collect();
    println!("{{\"bench\":\"size\",\"stripped_bytes\":{bytes},\"bar\":{BAR},\"shares\":[{}]}}", list.join(","));
    Ok(())
}

/// Bytes of functions and constants by the crate whose source they are of, C by its library.
fn shares(symbols: &str) -> BTreeMap<String, u64> {
    let mut shares = BTreeMap::new();
    for line in symbols.lines() {
        let mut words = line.splitn(4, ' ');
        let (Some(_), Some(size), Some(_), Some(name)) = (words.next(), words.next(), words.next(), words.next())
        else {
            continue;
        };
        if let Ok(size) = u64::from_str_radix(size, 16) {
            *shares.entry(owner(name)).or_insert(0) += size;
        }
    }
    shares
}

fn owner(name: &str) -> String {
    // `<doorstep_core::id::Id as core::fmt::Debug>::fmt` is doorstep_core's, `core::ptr::drop_in_place<T>` is core's.
    let path =
        name.trim_start_matches(['<', '&', '*', '(', '[', ' ']).trim_start_matches("dyn ").trim_start_matches("mut ");
    match path.split_once("::") {
        Some((owner, _)) if owner.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_') => {
            owner.to_owned()
        }
        _ if path.starts_with("sqlite3") || path.starts_with("sqlcipher") || path.starts_with("fts") => {
            "SQLite (C)".into()
        }
        _ if path.starts_with("ZSTD") || path.starts_with("HUF") || path.starts_with("FSE") => "zstd (C)".into(),
        _ if path.starts_with("ring_core") || path.contains("fiat_") => "ring (C)".into(),
        _ if path.contains("uniffi") || path.contains("UNIFFI") => "UniFFI's scaffolding".into(),
        _ => "other C".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_go_to_whose_source_it_is() {
        let symbols = "0000000000001000 0000000000000010 t <doorstep_core::id::Id as core::fmt::Debug>::fmt
0000000000002000 0000000000000020 T sqlite3_step
0000000000003000 0000000000000008 t doorstep_core::json::write
0000000000004000 T no_size
0000000000005000 0000000000000001 t core::ptr::drop_in_place<doorstep_core::id::Id>";
        let shares = shares(symbols);
        assert_eq!(shares["doorstep_core"], 0x18);
        assert_eq!(shares["SQLite (C)"], 0x20);
        assert_eq!((shares["core"], shares.len()), (1, 3));
    }
}
