//! The world around the phone of a flow, for whatever language the app under test is written in: it reads commands from
//! its standard input, one a line, and answers each with one line, `ok`, `ok TEXT`, or `no WHY`. It ends with its input.
//!
//! * [`ward`]: the hub and its ward; [`wire`]: what connects phones with it; [`phones`]: other people's phones.
//! * [`mod@file`]: the database of the phone of the script, as a newer app leaves it.
//!
//! What it understands: `tests/flows/README.md`.

mod file;
mod phones;
mod ward;
mod wire;

use std::io::{BufRead, Write, stdin, stdout};

use anyhow::Context;

use crate::{phones::Phones, ward::Ward};

/// A newer app's schema has a higher version.
const BY_A_NEWER_APP: i32 = 100;

fn main() -> anyhow::Result<()> {
    let mut ward = Ward::open()?;
    let mut phones = Phones::default();
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let line = line?;
        match obey(&mut ward, &mut phones, line.trim()) {
            Ok(None) => writeln!(out, "ok")?,
            Ok(Some(text)) => writeln!(out, "ok {text}")?,
            // One line, whatever the error says.
            Err(error) => writeln!(out, "no {}", format!("{error:#}").replace('\n', " "))?,
        }
        out.flush()?;
    }
    Ok(())
}

/// Obeys one command.
fn obey(ward: &mut Ward, phones: &mut Phones, line: &str) -> anyhow::Result<Option<String>> {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        ["hub", "start"] => ward.start()?,
        ["hub", "stop"] => ward.stop(),
        ["hub", "stranger"] => ward.stranger()?,
        ["hub", "loses-answer"] => ward.loses_next_answer(),
        ["hub", "later", minutes] => ward.later(minutes.parse().context("minutes")?),
        ["hub", "give", member, homes @ ..] => ward.give(member, homes)?,
        ["hub", "take", home] => ward.take(home)?,
        ["hub", "spends-next"] => ward.spends_next(),
        ["hub", "invite", member] => return invite(ward, member).map(Some),
        ["hub", "revoke", member] => ward.revoke(member)?,
        ["hub", "count", kind, count] => counted(ward.records(kind, "")?, count)?,
        ["hub", "count", kind, count, text @ ..] => counted(ward.records(kind, &text.join(" "))?, count)?,
        ["hub", "handed-in", path, count] => counted(ward.handed_in(path)?, count)?,
        ["wire", "down"] => ward.wire.cut_after(0),
        ["wire", "up"] => ward.wire.mend(),
        ["wire", "cut", bytes] => ward.wire.cut_after(bytes.parse().context("bytes")?),
        ["file", "newer", path, key] => file::change_version(path, key, BY_A_NEWER_APP)?,
        ["file", "known", path, key] => file::change_version(path, key, -BY_A_NEWER_APP)?,
        ["phone", member, rest @ ..] => phones.act(ward, member, rest)?,
        _ => anyhow::bail!("unknown: {line}"),
    }
    Ok(None)
}

/// An invitation for the phone of the script; a spent one, where the script says so.
fn invite(ward: &mut Ward, member: &str) -> anyhow::Result<String> {
    let text = ward.invite(member, &ward.wire)?;
    if ward.next_is_spent() {
        phones::spend(ward, &text)?;
    }
    Ok(text)
}

fn counted(found: usize, wanted: &str) -> anyhow::Result<()> {
    let wanted: usize = wanted.parse().context("a number")?;
    anyhow::ensure!(found == wanted, "there are {found}, not {wanted}");
    Ok(())
}
