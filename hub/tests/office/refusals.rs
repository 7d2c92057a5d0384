use std::{fs, net::TcpListener};

use doorstep_hub::folder::DataFolder;

use super::desk::{Desk, types_at};

#[test]
fn every_refusal_has_its_code_and_both_languages() {
    let desk = Desk::set_up();
    let missing = desk.path("missing.csv");
    let broken = desk.path("broken.xlsx");
    fs::write(&broken, b"PK\x03\x04 cut").unwrap();
    let nobody = "0197f0c4-8f5e-7c3a-9b1d-2f60a4c1d7e8";
    for (arguments, code) in [
        (&["init", "--commune", "16522"][..], "already_set_up"),
        (&["--commune", "1652", "member", "list"], "commune"),
        (&["--commune", "15127", "member", "list"], "which_commune"),
        (&["member", "edit", "someone", "--name", "Mẫu"], "id"),
        (&["member", "edit", nobody, "--name", "Mẫu"], "no_member"),
        (&["member", "add", "Mẫu", "--role", "boss"], "role"),
        (&["member", "add", "Mẫu", "--phone", "12"], "phone"),
        (&["member", "add", " "], "not_applied"),
        (&["member", "add", "Mẫu", "--squad", "Đội 9"], "no_squad"),
        (&["neighbourhood", "merge", "Thôn A", "Thôn B"], "no_neighbourhood"),
        (&["device", "enrol", nobody], "no_member"),
        (&["device", "revoke", nobody], "unknown_device"),
        (&["parked", "accept", nobody], "not_parked"),
        (&["import", &missing], "no_file"),
        (&["import", &broken], "list_refused"),
        (&["import", &broken, "--map", "C"], "mapping"),
        (&["receive", &broken], "sealed_file"),
        (&["export", "report", "--format", "xlsx"], "which_file"),
        (&["restore", &missing, "--phrase-file", &missing], "no_file"),
    ] {
        let complaint = desk.refuses(arguments);
        assert_eq!(complaint.code, code, "{arguments:?}: {complaint}");
        assert!(!complaint.vi.is_empty() && !complaint.en.is_empty() && complaint.vi != complaint.en, "{complaint}");
    }
    assert!(desk.types(&["check"]).unwrap().contains("No problem found"), "nothing was lost by any of them");
}

#[test]
fn no_hub_is_made_by_accident() {
    let folder = tempfile::tempdir().unwrap();
    let nowhere = folder.path().join("nowhere");
    for arguments in [&["member", "list"][..], &["serve"], &["check"]] {
        assert_eq!(types_at(&nowhere, arguments).unwrap_err().code, "no_file", "{arguments:?}");
    }
    assert!(!nowhere.exists());
    let desk = Desk::set_up();
    fs::remove_file(desk.data().join("hub.db")).unwrap();
    assert_eq!(desk.refuses(&["member", "list"]).code, "no_file");
    assert!(!desk.data().join("hub.db").exists(), "an empty one would tell phones to forget everything");
}

#[test]
fn two_hubs_never_share_a_folder_and_commands_work_beside_one() {
    let desk = Desk::set_up();
    let folder = DataFolder::at(desk.data());
    let serving = folder.use_for_serving().unwrap();
    assert_eq!(desk.refuses(&["serve"]).code, "in_use");
    desk.types(&["squad", "add", "Đội 1"]).unwrap();
    let backup = desk.path("backup");
    desk.types(&["backup", &backup]).unwrap();
    assert_eq!(desk.refuses(&["restore", &backup, "--phrase-file", &desk.phrase_file()]).code, "in_use");
    drop(serving);
    drop(folder.use_for_serving().unwrap());
}

#[test]
fn a_busy_port_is_named() {
    let desk = Desk::set_up();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let complaint = desk.refuses(&["serve", "--listen", &address]);
    assert_eq!(complaint.code, "port_busy");
    assert!(complaint.vi.contains(&address) && complaint.en.contains(&address));
}

#[test]
fn another_key_a_lost_list_and_a_damaged_list_are_told_apart() {
    let desk = Desk::set_up();
    let list = desk.data().join("list.jsonl");
    let whole = fs::read_to_string(&list).unwrap();
    // Torn by a power cut: the last line was never acknowledged.
    fs::write(&list, format!("{whole}{{\"eras")).unwrap();
    desk.types(&["squad", "list"]).unwrap();
    fs::write(&list, format!("{whole}noise\n")).unwrap();
    assert_eq!(desk.refuses(&["squad", "list"]).code, "list_damaged");
    fs::remove_file(&list).unwrap();
    assert_eq!(desk.refuses(&["squad", "list"]).code, "no_file");
    fs::write(&list, &whole).unwrap();
    let secret = desk.data().join("secret.key");
    let ours = fs::read_to_string(&secret).unwrap();
    fs::write(&secret, "ab".repeat(32)).unwrap();
    assert_eq!(desk.refuses(&["squad", "list"]).code, "list_of_another_hub");
    fs::write(&secret, "short").unwrap();
    assert_eq!(desk.refuses(&["squad", "list"]).code, "bad_secret");
    fs::write(&secret, ours).unwrap();
    desk.types(&["squad", "list"]).unwrap();
}

/// `/dev/full` takes no byte: as a disk that has just filled up.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_loses_nothing() {
    let desk = Desk::set_up();
    let office = desk.data().join("office");
    let kept = fs::read_dir(&office).unwrap().next().unwrap().unwrap().path();
    let aside = desk.root.join("kept");
    fs::rename(&kept, &aside).unwrap();
    std::os::unix::fs::symlink("/dev/full", &kept).unwrap();
    assert_eq!(desk.refuses(&["squad", "add", "Đội 1"]).code, "disk_full");
    fs::rename(&aside, &kept).unwrap();
    assert_eq!(desk.types(&["squad", "list"]).unwrap(), "", "nothing was half done");
    desk.types(&["squad", "add", "Đội 1"]).unwrap();
}

#[cfg(unix)]
#[test]
fn the_secret_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::set_up();
    let mode = |name: &str| fs::metadata(desk.data().join(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!(
        (mode("secret.key"), mode("list.jsonl"), mode("doorstep.toml"), mode(".")),
        (0o600, 0o600, 0o600, 0o700)
    );
}
