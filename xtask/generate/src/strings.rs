//! `strings/` to typed functions. A key that one language lacks, an argument that only one has, a phone's message that
//! no screen says: each stops the build.

mod ios;
mod swift;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
    path::Path,
};

use anyhow::{bail, ensure};

use crate::{
    ANDROID, KOTLIN, SWIFT,
    messages::{self, Messages, Piece},
    names::{camel, literal},
    read, root, write,
};

/// Codes of the core have a family of messages each, found by code: `outcome` and `not_home` is `outcome-not-home`.
const FAMILIES: &[&str] = &[
    "blocked-next",
    "tile",
    "outcome",
    "state",
    "fate",
    "ride-state",
    "ride-next",
    "ride-cancel",
    "refusal",
    "consent",
    "consent-ask",
    "consent-state",
    "need",
    "reason",
    "error-state",
    "error-enrolment",
    "error-sync",
    "error-storage",
    "kind",
    "role",
    "method",
    "field",
    "vehicle",
    "form",
    "turned-away",
];

pub(crate) fn generate() -> anyhow::Result<()> {
    let (vi, en) = (load("vi")?, load("en")?);
    let problems = differences(&vi, &en);
    ensure!(problems.is_empty(), "strings:\n{}", problems.join("\n"));
    for (folder, app, extension) in
        [("phone", "android", "kt"), ("phone", "ios", "swift"), ("android", "android", "kt")]
    {
        let file = format!("strings/{folder}/vi.ftl");
        let unused = unused(&messages::parse(&file, &read(&file)?)?, app, extension)?;
        ensure!(unused.is_empty(), "{file}: no screen of {app} says: {}", unused.join(", "));
    }
    write(&format!("{KOTLIN}/Strings.kt"), &kotlin(&vi, &en)?)?;
    write(&format!("{ANDROID}/values/strings.xml"), &android(&vi)?)?;
    write(&format!("{ANDROID}/values-en/strings.xml"), &android(&en)?)?;
    write(&format!("{SWIFT}/Strings.swift"), &swift::strings(&vi, &en)?)?;
    let system = system()?;
    write("ios/App/InfoPlist.xcstrings", &ios::catalog(&system)?)?;
    write("ios/Generated/Words.xcconfig", &ios::settings(&system))
}

/// What iOS shows of the app.
fn system() -> anyhow::Result<ios::System> {
    let own = |lang: &str| {
        let file = format!("strings/ios/{lang}.ftl");
        messages::parse(&file, &read(&file)?)
    };
    let (vi, en) = (own("vi")?, own("en")?);
    let problems = differences(&vi, &en);
    ensure!(problems.is_empty(), "strings/ios:\n{}", problems.join("\n"));
    let (mut all_vi, mut all_en) = (load("vi")?, load("en")?);
    all_vi.extend(vi.clone());
    all_en.extend(en);
    ios::system(&all_vi, &all_en, &vi)
}

/// What a phone says: what all say, the codes' words, and the phone's own, which win.
fn load(lang: &str) -> anyhow::Result<Messages> {
    let mut all = Messages::new();
    for folder in ["", "terminal/", "phone/", "android/"] {
        let file = format!("strings/{folder}{lang}.ftl");
        let messages = messages::parse(&file, &read(&file)?)?;
        all.extend(messages.into_iter().filter(|(key, _)| !key.starts_with("term-")));
    }
    Ok(all)
}

fn differences(vi: &Messages, en: &Messages) -> Vec<String> {
    let mut problems = Vec::new();
    let keys: BTreeSet<&String> = vi.keys().chain(en.keys()).collect();
    for key in keys {
        match (vi.get(key), en.get(key)) {
            (Some(vi), Some(en)) => {
                let (mut a, b) = (messages::args(vi), messages::args(en));
                // How one calls oneself and the other is a matter of Vietnamese; English says "I", "we", "you".
                for pronoun in ["self", "address"] {
                    if !b.contains_key(pronoun) {
                        a.remove(pronoun);
                    }
                }
                if a.keys().ne(b.keys()) {
                    problems.push(format!("{key}: arguments differ"));
                }
            }
            (None, _) => problems.push(format!("{key}: not in Vietnamese")),
            (_, None) => problems.push(format!("{key}: not in English")),
        }
    }
    problems
}

/// The phone's own messages that no source of an app's screens names.
fn unused(own: &Messages, app: &str, extension: &str) -> anyhow::Result<Vec<String>> {
    let mut sources = String::new();
    gather(&root().join(app), extension, &mut sources)?;
    // A whole word: in an extension of the words themselves nothing stands before it.
    let words: BTreeSet<&str> = sources.split(|letter: char| !(letter.is_alphanumeric() || letter == '_')).collect();
    Ok(own.keys().filter(|key| family(key).is_none() && !words.contains(camel(key).as_str())).cloned().collect())
}

fn gather(folder: &Path, extension: &str, into: &mut String) -> anyhow::Result<()> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            // What is generated names every message.
            if !path.ends_with("Generated") {
                gather(&path, extension, into)?;
            }
        } else if path.extension().is_some_and(|own| own == extension) {
            into.push_str(&fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

/// The family of a key and its code: the longest prefix that is one.
fn family(key: &str) -> Option<(&'static str, &str)> {
    FAMILIES
        .iter()
        .filter_map(|family| Some((*family, key.strip_prefix(family)?.strip_prefix('-')?)))
        .max_by_key(|(family, _)| family.len())
}

/// Codes and keys of each family.
fn families(messages: &Messages) -> BTreeMap<&'static str, Vec<(&str, &String)>> {
    let mut families: BTreeMap<&str, Vec<(&str, &String)>> = BTreeMap::new();
    for key in messages.keys() {
        if let Some((family, code)) = family(key) {
            families.entry(family).or_default().push((code, key));
        }
    }
    families
}

/// Names and types of a message's arguments; a number if either language chooses by it.
fn signature(vi: &[Piece], en: &[Piece]) -> BTreeMap<String, bool> {
    let mut args = messages::args(vi);
    for (arg, is_number) in messages::args(en) {
        let entry = args.entry(arg).or_insert(false);
        *entry |= is_number;
    }
    args
}

fn kotlin(vi: &Messages, en: &Messages) -> anyhow::Result<String> {
    let mut out = String::from(
        "// Generated from strings/ by `cargo xtask strings`.\npackage vn.doorstep.ui.design\n\n\
         /** Words of one language. */\ninterface Strings {\n    val isEnglish: Boolean\n",
    );
    let signatures: BTreeMap<&String, BTreeMap<String, bool>> =
        vi.iter().map(|(key, pieces)| (key, signature(pieces, &en[key]))).collect();
    let head = |key: &str, args: &BTreeMap<String, bool>| {
        let name = camel(key);
        if args.is_empty() {
            return format!("val {name}: String");
        }
        let args: Vec<String> = args
            .iter()
            .map(|(arg, number)| format!("{}: {}", camel(arg), if *number { "Int" } else { "String" }))
            .collect();
        format!("fun {name}({}): String", args.join(", "))
    };
    for (key, args) in &signatures {
        writeln!(out, "    {}", head(key, args))?;
    }
    for (family, codes) in &families(vi) {
        writeln!(out, "\n    /** A code in words; none for a code of a newer release. */")?;
        writeln!(
            out,
            "    fun {}Of(code: String, args: Map<String, String> = emptyMap()): String? = when (code) {{",
            camel(family)
        )?;
        for (code, key) in codes {
            let args: Vec<String> = signatures[*key]
                .iter()
                .map(|(arg, number)| {
                    let given = format!("args[{}]", literal(arg));
                    if *number { format!("{given}?.toIntOrNull() ?: 0") } else { format!("{given}.orEmpty()") }
                })
                .collect();
            let call = if args.is_empty() { camel(key) } else { format!("{}({})", camel(key), args.join(", ")) };
            writeln!(out, "        {} -> {call}", literal(&code.replace('-', "_")))?;
        }
        out.push_str("        else -> null\n    }\n");
    }
    out.push_str("}\n");
    for (object, messages) in [("Vi", vi), ("En", en)] {
        writeln!(out, "\nobject {object} : Strings {{\n    override val isEnglish = {}", object == "En")?;
        for (key, pieces) in messages {
            writeln!(out, "    override {} = {}", getter(&head(key, &signatures[key])), kotlin_text(pieces))?;
        }
        out.push_str("}\n");
    }
    Ok(out)
}

/// A property without a field: objects hold no text twice.
fn getter(head: &str) -> String {
    if head.starts_with("val") { format!("{head} get()") } else { head.to_owned() }
}

fn kotlin_text(pieces: &[Piece]) -> String {
    let parts: Vec<String> = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => literal(text).replace('$', "\\$"),
            Piece::Arg(arg) => format!("\"${{{}}}\"", camel(arg)),
            Piece::Count { arg, one, other } => {
                format!("(if ({} == 1) {} else {})", camel(arg), kotlin_text(one), kotlin_text(other))
            }
        })
        .collect();
    if parts.is_empty() { "\"\"".into() } else { parts.join(" + ") }
}

/// What Android itself shows, outside the app: its name for the string, and ours.
const SYSTEM: &[(&str, &str)] = &[("app_name", "blocked-title")];

fn android(messages: &Messages) -> anyhow::Result<String> {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- Generated from strings/ by `cargo xtask strings`. -->\n<resources>\n",
    );
    for (name, key) in SYSTEM {
        let Some([Piece::Text(text)]) = messages.get(*key).map(Vec::as_slice) else { bail!("{key}: no plain text") };
        ensure!(
            !text.contains(['<', '&', '\'', '"', '\\', '@', '?']),
            "{key}: XML or Android reads it as something else"
        );
        writeln!(out, "    <string name=\"{name}\">{text}</string>")?;
    }
    Ok(out + "</resources>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> Messages {
        messages::parse("x", text).unwrap()
    }

    #[test]
    fn a_gap_or_another_argument_is_found() {
        let (vi, en) = (messages("a = x { $n }\nb = y\n"), messages("a = x { $m }\n"));
        assert_eq!(differences(&vi, &en), ["a: arguments differ", "b: not in English"]);
        assert!(differences(&vi, &vi).is_empty());
    }

    #[test]
    fn what_ios_shows_is_there() {
        assert!(system().unwrap().contains_key("NSCameraUsageDescription"));
    }

    #[test]
    fn both_languages_of_a_phone_say_the_same() {
        assert!(differences(&load("vi").unwrap(), &load("en").unwrap()).is_empty());
    }

    #[test]
    fn numbers_choose_in_the_language_that_has_plurals() {
        let vi = messages("a = { $n } việc\n");
        let en = messages("a = { $n ->\n    [one] { $n } item\n   *[other] { $n } items\n }\n");
        let text = kotlin(&vi, &en).unwrap();
        assert!(text.contains("fun a(n: Int): String\n"));
        assert!(text.contains(r#"(if (n == 1) "${n}" + " item" else "${n}" + " items")"#));
    }

    #[test]
    fn the_longest_family_wins() {
        assert_eq!(family("consent-state-given"), Some(("consent-state", "given")));
        assert_eq!(family("consent-ride"), Some(("consent", "ride")));
        assert_eq!(family("today-progress"), None);
    }
}
