//! What iOS itself shows of the app, outside of it: its name, and why it asks for what. The String Catalog has both
//! languages; the settings have the first, since a permission without its reason in `Info.plist` ends the app.

use std::collections::BTreeMap;

use anyhow::{bail, ensure};
use serde_json::{Value, json};

use crate::messages::{Messages, Piece};

/// The key of `Info.plist`, and ours.
const SYSTEM: &[(&str, &str)] = &[
    ("CFBundleDisplayName", "blocked-title"),
    ("NSCameraUsageDescription", "permission-camera"),
    ("NSFaceIDUsageDescription", "permission-face-id"),
    ("NSLocalNetworkUsageDescription", "permission-local-network"),
];

/// What the system shows, by its key: Vietnamese, English.
pub(super) type System = BTreeMap<&'static str, (String, String)>;

/// Both languages of each key. `own` is what `strings/ios` says: all of it must be shown.
pub(super) fn system(vi: &Messages, en: &Messages, own: &Messages) -> anyhow::Result<System> {
    for key in own.keys() {
        ensure!(SYSTEM.iter().any(|(_, ours)| ours == key), "strings/ios: {key} is shown nowhere");
    }
    let mut system = System::new();
    for (name, key) in SYSTEM {
        let (in_vi, in_en) = (plain(vi, key, "Vietnamese")?, plain(en, key, "English")?);
        ensure!(in_vi != in_en, "{key}: the same in both languages");
        system.insert(name, (in_vi, in_en));
    }
    Ok(system)
}

fn plain(messages: &Messages, key: &str, language: &str) -> anyhow::Result<String> {
    let Some([Piece::Text(text)]) = messages.get(key).map(Vec::as_slice) else {
        bail!("{key}: no plain text in {language}")
    };
    // A setting ends at `//`, and `$` begins another one.
    ensure!(!text.contains(['\n', '$', '"', '\\']) && !text.contains("//"), "{key}: a setting reads it otherwise");
    Ok(text.clone())
}

/// `InfoPlist.xcstrings`.
pub(super) fn catalog(system: &System) -> anyhow::Result<String> {
    let said = |text: &str| json!({ "stringUnit": { "state": "translated", "value": text } });
    let strings: serde_json::Map<String, Value> = system
        .iter()
        .map(|(name, (vi, en))| {
            let both = json!({ "en": said(en), "vi": said(vi) });
            ((*name).to_owned(), json!({ "extractionState": "manual", "localizations": both }))
        })
        .collect();
    let catalog = json!({ "sourceLanguage": "vi", "strings": strings, "version": "1.0" });
    Ok(serde_json::to_string_pretty(&catalog)? + "\n")
}

/// `Words.xcconfig`.
pub(super) fn settings(system: &System) -> String {
    let mut out = String::from("// Generated from strings/ by `cargo xtask strings`.\n");
    for (name, (vi, _)) in system {
        out.push_str(&format!("INFOPLIST_KEY_{name} = {vi}\n"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::parse;

    fn messages(language: &str) -> Messages {
        let of = |key: &str| format!("{key} = {language} {key}\n");
        parse("x", &SYSTEM.iter().map(|(_, key)| of(key)).collect::<String>()).unwrap()
    }

    #[test]
    fn a_reason_that_one_language_lacks_stops_the_build() {
        let (vi, en) = (messages("vi"), messages("en"));
        assert!(system(&vi, &en, &Messages::new()).is_ok());
        for missing in SYSTEM.iter().map(|(_, key)| key) {
            let mut without = en.clone();
            without.remove(*missing);
            assert!(system(&vi, &without, &Messages::new()).is_err(), "{missing} in English");
            assert!(system(&without, &en, &Messages::new()).is_err(), "{missing} in Vietnamese");
        }
        assert!(system(&vi, &vi, &Messages::new()).is_err(), "one language twice");
        let own = parse("x", "permission-moon = x\n").unwrap();
        assert!(system(&vi, &en, &own).is_err(), "shown nowhere");
    }

    #[test]
    fn what_a_setting_would_cut_off_is_refused() {
        for text in ["see https://x", "costs $ 5"] {
            let mut vi = messages("vi");
            vi.extend(parse("x", &format!("permission-camera = {text}\n")).unwrap());
            assert!(system(&vi, &messages("en"), &Messages::new()).is_err(), "{text}");
        }
    }

    #[test]
    fn the_catalog_has_both_and_the_settings_the_first() {
        let system = system(&messages("vi"), &messages("en"), &Messages::new()).unwrap();
        let catalog: Value = serde_json::from_str(&catalog(&system).unwrap()).unwrap();
        let camera = &catalog["strings"]["NSCameraUsageDescription"]["localizations"];
        assert_eq!(camera["vi"]["stringUnit"]["value"], "Vi permission-camera");
        assert_eq!(camera["en"]["stringUnit"]["value"], "En permission-camera");
        assert!(settings(&system).contains("\nINFOPLIST_KEY_NSCameraUsageDescription = Vi permission-camera\n"));
    }
}
