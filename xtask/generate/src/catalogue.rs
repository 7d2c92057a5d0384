//! Words of the catalogue's codes (services, outcomes, blockers, papers), which a history line names by code alone.

use std::{collections::BTreeMap, fmt::Write};

use anyhow::Context;
use serde_json::Value;

use crate::{KOTLIN, SWIFT, names::literal, read, write};

pub(crate) fn generate() -> anyhow::Result<()> {
    let words = words()?;
    write(&format!("{KOTLIN}/Catalogue.kt"), &kotlin(&words)?)?;
    write(&format!("{SWIFT}/Catalogue.swift"), &swift(&words)?)
}

fn kotlin(words: &Words) -> anyhow::Result<String> {
    let mut out = String::from(
        "// Generated from data/ by `cargo xtask strings`.\npackage vn.doorstep.ui.design\n\n\
         private class Words(val vi: String, val en: String)\n\n\
         private val catalogue: Map<String, Words> = mapOf(\n",
    );
    for ((kind, code), (vi, en)) in words {
        let (vi, en) = (literal(plain(vi)), literal(plain(en)));
        writeln!(out, "    {} to Words({vi}, {en}),", literal(&format!("{kind}/{code}")))?;
    }
    out.push_str(
        ")\n\n/** A code of the catalogue in words; a code of a newer catalogue shows as it is. */\n\
         fun catalogueWord(kind: String, code: String, english: Boolean): String =\n\
         \x20   catalogue[\"$kind/$code\"]?.let { if (english) it.en else it.vi } ?: code\n",
    );
    Ok(out)
}

fn swift(words: &Words) -> anyhow::Result<String> {
    let mut out = String::from(
        "// Generated from data/ by `cargo xtask strings`.\n\n\
         private let catalogue: [String: (vi: String, en: String)] = [\n",
    );
    for ((kind, code), (vi, en)) in words {
        let (vi, en) = (literal(plain(vi)), literal(plain(en)));
        writeln!(out, "    {}: ({vi}, {en}),", literal(&format!("{kind}/{code}")))?;
    }
    out.push_str(
        "]\n\nextension Strings {\n    /// A code of the catalogue in words; a code of a newer catalogue shows as it is.\n\
         \x20   public func catalogueWord(_ kind: String, _ code: String) -> String {\n\
         \x20       guard let words = catalogue[\"\\(kind)/\\(code)\"] else { return code }\n\
         \x20       return isEnglish ? words.en : words.vi\n    }\n}\n",
    );
    Ok(out)
}

/// The words without what they leave open: "Thiếu { $paper }" stands beside the paper's own name.
fn plain(words: &str) -> &str {
    words.split('{').next().unwrap_or_default().trim()
}

type Words = BTreeMap<(String, String), (String, String)>;

fn words() -> anyhow::Result<Words> {
    let mut words = BTreeMap::new();
    let codes = read("data/catalogue_codes.csv")?;
    for row in csv::Reader::from_reader(codes.as_bytes()).records() {
        let row = row?;
        let field = |at: usize| row.get(at).unwrap_or_default().to_owned();
        words.insert((field(1), field(0)), (field(2), field(3)));
    }
    let services: Value = serde_json::from_str(&read("data/services.json")?)?;
    for service in services["services"].as_array().or(services.as_array()).context("services.json: no list")? {
        let text =
            |name: &str| service[name].as_str().map(str::to_owned).with_context(|| format!("a service's {name}"));
        words.insert(("service".to_owned(), text("id")?), (text("name_vi")?, text("name_en")?));
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_and_codes_have_words_in_both_languages() {
        let words = words().unwrap();
        assert!(words.len() > 80);
        assert!(words.values().all(|(vi, en)| !vi.is_empty() && !en.is_empty()));
        assert!(words.contains_key(&("blocker".into(), "no_smartphone".into())));
    }
}
