use doorstep_core::{id::Id, record::Scope, rules::working_set::Reads};
use doorstep_hub::store::sqlite::recovery::LEAP;

use super::desk::{Desk, types_at};

#[test]
fn a_backup_brings_the_hub_back_without_giving_a_position_twice() {
    let desk = Desk::set_up();
    desk.types(&["squad", "add", "Đội 1"]).unwrap();
    let backup = desk.path("backup");
    desk.types(&["backup", &backup]).unwrap();
    // After the backup: known to the sealed changes of this machine only.
    let member: Id = desk.types(&["member", "add", "Lê Thị Mẫu"]).unwrap().trim().parse().unwrap();
    let highest = desk.office(|office| office.hub.condition(&office.commune).unwrap().head.seq);
    let words = desk.phrase_file();
    let said = desk.types(&["restore", &backup, "--phrase-file", &words]).unwrap();
    assert!(said.contains("generation 1"), "{said}");
    desk.office(|office| {
        let condition = office.hub.condition(&office.commune).unwrap();
        assert!(condition.recovering && condition.head.seq > highest + LEAP);
        assert_eq!(office.member(member).unwrap().name, "Lê Thị Mẫu", "the change of this machine acts again");
        let ws = office.read(|_| Reads::default().grants(member)).unwrap();
        assert!(ws.holds(Scope::Commune, member));
    });
    desk.types(&["recovery", "end"]).unwrap();
    assert!(!desk.office(|office| office.hub.condition(&office.commune).unwrap().recovering));
    assert!(desk.types(&["check"]).unwrap().contains("No problem found"));
}

#[test]
fn another_machine_takes_over_with_the_words_and_only_knowingly_without_the_newest_list() {
    let desk = Desk::set_up();
    desk.types(&["squad", "add", "Đội 1"]).unwrap();
    let (backup, words) = (desk.path("backup"), desk.phrase_file());
    desk.types(&["backup", &backup]).unwrap();
    let other = desk.root.join("other");
    let restore = ["restore", &backup, "--phrase-file", &words];
    assert_eq!(types_at(&other, &restore).unwrap_err().code, "list_lost");
    types_at(&other, &[&restore[..], &["--without-newest-list"]].concat()).unwrap();
    assert!(types_at(&other, &["squad", "list"]).unwrap().contains("Đội 1"));
    assert_eq!(types_at(&other, &["backup", &backup]).unwrap_err().code, "backup_exists");
}

#[test]
fn other_words_or_no_words_restore_nothing() {
    let desk = Desk::set_up();
    let backup = desk.path("backup");
    desk.types(&["backup", &backup]).unwrap();
    let stranger = Desk::set_up();
    let code = |words: &str| desk.refuses(&["restore", &backup, "--phrase-file", words]).code;
    assert_eq!(code(&stranger.phrase_file()), "other_key");
    let path = desk.path("short.txt");
    std::fs::write(&path, "abandon ability").unwrap();
    assert_eq!(code(&path), "phrase");
    assert_eq!(stranger.refuses(&["restore", &backup, "--phrase-file", &desk.phrase_file()]).code, "other_key");
    assert_eq!(desk.office(|office| office.hub.condition(&office.commune).unwrap().generation), 0);
}
