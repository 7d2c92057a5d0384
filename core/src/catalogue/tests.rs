//! The catalogue that ships, and how others are read.

use std::collections::BTreeSet;

use super::*;

fn catalogue() -> &'static Catalogue {
    Catalogue::built_in()
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

#[test]
fn the_built_in_catalogue_reads_whole() {
    assert_eq!(Catalogue::read(SERVICES, CODES).as_ref(), Ok(catalogue()));
    let raw: serde_json::Value = serde_json::from_str(SERVICES).unwrap();
    let raw_services = raw["services"].as_array().unwrap();
    assert_eq!(catalogue().services().len(), raw_services.len());
    assert_eq!(catalogue().version(), raw["as_of"]);
    for (service, raw) in catalogue().services().iter().zip(raw_services) {
        assert_eq!(service.id, raw["id"]);
        assert_eq!(service.papers.len(), raw["bring"].as_array().unwrap().len());
        assert_eq!(service.steps.len(), raw["steps"].as_array().unwrap().len());
        assert_eq!(service.follow_up_days.map(u64::from), raw["follow_up_days"].as_u64());
        assert_eq!(service.online_only_from.is_some(), raw.get("online_only_since").is_some());
        assert!(service.needs.iter().all(|id| catalogue().service(id).is_some()), "{}", service.id);
    }
}

/// No code without words in both languages, no words for a code that no service uses, no paper without its own code.
#[test]
fn every_code_has_words_and_every_word_a_use() {
    let services = catalogue().services();
    let used = |kind: CodeKind| -> BTreeSet<&str> {
        let strings = |list: fn(&Service) -> &[String]| services.iter().flat_map(list).map(String::as_str).collect();
        match kind {
            CodeKind::Service => services.iter().map(|service| service.id.as_str()).chain([OTHER_SERVICE]).collect(),
            CodeKind::Group => services.iter().map(|service| service.group.as_str()).collect(),
            CodeKind::Where => strings(|service| &service.places),
            CodeKind::Outcome => strings(|service| &service.outcomes),
            CodeKind::Blocker => {
                services.iter().flat_map(|s| &s.blockers).map(String::as_str).chain([MISSING_PAPER]).collect()
            }
            CodeKind::Paper => strings(|service| &service.papers),
        }
    };
    for kind in CodeKind::ALL {
        let listed: BTreeSet<&str> = catalogue().codes(kind).map(|(code, _)| code).collect();
        assert_eq!(listed, used(kind), "{kind:?}");
        for (code, word) in catalogue().codes(kind) {
            assert!(!word.vi.is_empty() && !word.en.is_empty() && word.vi != word.en, "{kind:?} {code}");
            assert!(code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'), "{code}");
            let composed: String = unicode_normalization::UnicodeNormalization::nfc(word.vi.as_str()).collect();
            assert_eq!(word.vi, composed);
        }
    }
    assert!(catalogue().codes(CodeKind::Paper).all(|(code, _)| !code.starts_with("paper_")));
}

#[test]
fn blockers_are_worded_as_on_the_screens() {
    let words: Vec<_> = catalogue().codes(CodeKind::Blocker).map(|(code, word)| (code, word.vi.as_str())).collect();
    assert_eq!(
        words,
        [
            ("account_on_other_device", "Tài khoản đang ở máy khác"),
            ("feature_phone", "Chỉ có điện thoại phím bấm"),
            ("forgot_passcode", "Quên mật khẩu hoặc passcode"),
            ("missing_paper", "Thiếu { $paper }"),
            ("no_network", "Không có sóng"),
            ("no_nfc", "Máy không có NFC"),
            ("no_smartphone", "Không có điện thoại thông minh"),
            ("old_os", "Máy đời cũ, không cài được"),
            ("otp_to_old_phone", "Mã OTP gửi về số cũ"),
            ("sim_not_own_name", "SIM không chính chủ"),
        ]
    );
}

#[test]
fn a_service_is_found_with_all_that_its_screens_show() {
    let pension = catalogue().service("social_pension").unwrap();
    assert_eq!(pension.name.vi, "Trợ cấp hưu trí xã hội");
    assert_eq!((pension.follow_up_days, pension.procedure_code.as_deref()), (Some(14), Some("1.014027")));
    assert_eq!(
        pension.monthly_amount(day("2026-06-30")).map(|amount| (amount.vnd, amount.verified)),
        Some((500_000, true))
    );
    assert_eq!(
        pension.monthly_amount(day("2026-07-01")).map(|amount| (amount.vnd, amount.verified)),
        Some((540_000, false))
    );
    assert_eq!(pension.monthly_amount(day("2025-06-30")), None);
    let land = catalogue().service("land_change").unwrap();
    assert!(land.is_online_only(day("2025-10-01")) && !land.is_online_only(day("2025-09-30")));
    assert!(catalogue().service("vneid_level2_register").unwrap().needs_travel);
    assert!(catalogue().service("disability_assessment").unwrap().sensitive);
    let id_card = catalogue().word(CodeKind::Paper, "id_card").unwrap();
    assert_eq!((id_card.vi.as_str(), id_card.en.as_str()), ("Căn cước", "ID card"));
    let skills: Vec<_> = catalogue().services_in("skills").map(|service| service.id.as_str()).collect();
    assert_eq!(skills, ["digital_literacy"]);
}

#[test]
fn only_codes_of_the_service_are_accepted() {
    let check = |service, outcome, blocker| catalogue().check(service, outcome, blocker);
    assert_eq!(check("vneid_install", "installed", None), Ok(()));
    assert_eq!(check("vneid_install", "blocked", Some("no_smartphone")), Ok(()));
    assert_eq!(check("vneid_install", "blocked", Some(MISSING_PAPER)), Ok(()));
    assert_eq!(check("epayment", "blocked", Some("no_smartphone")), Ok(()), "a service that lists none takes any");
    assert_eq!(check(OTHER_SERVICE, "done", Some("no_network")), Ok(()));
    assert!(matches!(check("vneid_install", "approved", None), Err(CodeMismatch::Outcome { .. })));
    assert!(matches!(check("vneid_install", "blocked", Some("no_nfc")), Err(CodeMismatch::Blocker { .. })));
    assert!(matches!(check(OTHER_SERVICE, "vanished", None), Err(CodeMismatch::Outcome { .. })));
    assert!(matches!(check(OTHER_SERVICE, "done", Some("vanished")), Err(CodeMismatch::Blocker { .. })));
    assert_eq!(
        check("passport", "done", None).unwrap_err().to_string(),
        "service \"passport\" is not in the catalogue of 2026-11-23: update the catalogue or choose another service"
    );
}

const CODES_OF_ONE: &str = "code,kind,vi,en\nother,service,Việc khác,Other\ng,group,Nhóm,Group\nhome,where,Nhà,Home\n\
     done,outcome,Xong,Done\nmissing_paper,blocker,Thiếu,Missing\n";

fn one(extra: &str) -> String {
    format!(
        r#"{{"as_of": "2027-01-01", "new": 1, "services": [
            {{"id": "s", "group": "g", "name_vi": "Một", "where": ["home"], "outcomes": ["done"]{extra}}}]}}"#
    )
}

#[test]
fn a_newer_catalogue_reads_as_far_as_it_is_known() {
    let json = one(r#", "bring": ["Sổ đỏ", "Sổ đỏ"], "new_field": {"deep": [1.5, null]}"#);
    let newer = Catalogue::read(&json, CODES_OF_ONE).unwrap();
    let papers = &newer.service("s").unwrap().papers;
    assert_eq!(papers[0], papers[1]);
    assert_eq!(newer.word(CodeKind::Paper, &papers[0]).unwrap().vi, "Sổ đỏ");
    assert_eq!(newer, Catalogue::read(&json, CODES_OF_ONE).unwrap(), "the code is the same wherever it is read");
    assert_eq!(newer.service("s").unwrap().name.en, "Một");
}

#[test]
fn a_broken_catalogue_says_what_and_where() {
    let error = |json: &str, codes: &str| Catalogue::read(json, codes).unwrap_err();
    assert!(matches!(error("{", CODES_OF_ONE), CatalogueError::Services { line: 1, .. }));
    assert!(matches!(error(&one(""), "code,kind,vi,en\na,colour,x,y\n"), CatalogueError::Codes { row: 2, .. }));
    let twice = format!("{CODES_OF_ONE}done,outcome,Xong,Done\n");
    assert_eq!(error(&one(""), &twice), CatalogueError::Twice { code: "done".into() });
    assert_eq!(
        error(&one(r#", "blockers": ["flood"]"#), CODES_OF_ONE).to_string(),
        "Blocker \"flood\" of \"s\" has no row in the codes: add its Vietnamese and English words"
    );
    let none = one("").replace(r#"["done"]"#, "[]");
    assert_eq!(error(&none, CODES_OF_ONE), CatalogueError::NoOutcome { service: "s".into() });
    let doubled = one(r#"}, {"id": "s", "group": "g", "name_vi": "Hai", "where": [], "outcomes": ["done"]"#);
    assert_eq!(error(&doubled, CODES_OF_ONE), CatalogueError::Twice { code: "s".into() });
}
