//! What only the SQLite store promises: files, versions, refills, copies, enrolment, recovery, and its check.

use std::path::Path;

use doorstep_core::{
    id::Id,
    receipt::{Fate, Reason},
    rules::working_set::Reads,
    sync::hub::{
        ExchangeError, Keys,
        push::submit,
        store::{HubStore, StoreError},
    },
};
use doorstep_hub::store::sqlite::{OpenHubError, SqliteHub, enrolment::Invitation, recovery::LEAP};
use doorstep_sqlcipher::{Key, OpenError, OpenOptions, rusqlite::Connection};

use crate::{
    exchange, marks,
    script::{commit, head, put},
    ward::{self, DEVICE, HOUSEHOLD, MEMBER, NOW, TestKeys, change, commune, id},
};

/// A hub in a new plain file, with the invented commune and a visit in it.
fn hub_in(folder: &Path) -> SqliteHub {
    let mut hub = SqliteHub::open(&folder.join("hub.db"), None, marks()).unwrap();
    hub.create_commune(&commune()).unwrap();
    exchange::visit_gets_its_receipt(&mut hub);
    hub
}

fn raw(path: &Path) -> Connection {
    doorstep_sqlcipher::open(path, None, &OpenOptions::new(i32::MAX)).unwrap()
}

#[test]
fn snapshots_do_not_see_later_commits_and_keep_nobody_waiting() {
    let folder = tempfile::tempdir().unwrap();
    let mut hub = hub_in(folder.path());
    let mut other = hub.clone();
    let before = head(&mut hub);
    let mut snapshot = hub.snapshot(&commune()).unwrap();
    let after = commit(&mut other, &Reads::default(), vec![put("note", 300, id(HOUSEHOLD), "{}", &[])]);
    assert_eq!(snapshot.condition().unwrap().head, before);
    let seen = snapshot.feed(id(HOUSEHOLD), before.seq, i64::MAX, 10).unwrap();
    assert_eq!(seen, [], "of one commit, whatever is committed meanwhile");
    assert!(!snapshot.knows(&after).unwrap());
    drop(snapshot);
    assert_eq!(hub.snapshot(&commune()).unwrap().feed(id(HOUSEHOLD), before.seq, i64::MAX, 10).unwrap().len(), 1);
    // A transaction under way is not seen either, and does not keep readers waiting.
    let open = other.begin(&commune()).unwrap();
    assert_eq!(hub.snapshot(&commune()).unwrap().condition().unwrap().head, after);
    drop(open);
}

#[test]
fn handles_on_several_threads_take_turns() {
    let folder = tempfile::tempdir().unwrap();
    let mut hub = hub_in(folder.path());
    let before = head(&mut hub).seq;
    std::thread::scope(|scope| {
        for thread in 0..12 {
            let mut hub = hub.clone();
            scope.spawn(move || {
                for n in 0..5 {
                    let note =
                        change(id(5_000 + thread * 10 + n), Id::HUB, "note.add", id(HOUSEHOLD), r#"{"text":"mẫu"}"#);
                    ward::apply(&mut hub, &[note]);
                    let mut snapshot = hub.snapshot(&commune()).unwrap();
                    let head = snapshot.condition().unwrap().head;
                    assert!(snapshot.knows(&head).unwrap());
                }
            });
        }
    });
    // A record and a receipt each.
    assert_eq!(head(&mut hub).seq, before + 12 * 5 * 2);
    assert_eq!(hub.check(&commune(), Some(TestKeys.receipt_key())).unwrap(), []);
}

#[test]
fn a_file_keeps_everything_under_its_key() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hub.db");
    let key = Key::new([3; 32]);
    let mut hub = SqliteHub::open(&path, Some(&key), marks()).unwrap();
    hub.create_commune(&commune()).unwrap();
    exchange::visit_gets_its_receipt(&mut hub);
    hub.set_setting("language", "vi").unwrap();
    let before = head(&mut hub);
    drop(hub);
    let wrong = SqliteHub::open(&path, Some(&Key::new([4; 32])), marks()).err();
    assert!(matches!(wrong, Some(OpenHubError::File(OpenError::WrongKey))), "{wrong:?}");
    let mut hub = SqliteHub::open(&path, Some(&key), marks()).unwrap();
    assert_eq!(head(&mut hub), before);
    assert_eq!(hub.communes().unwrap(), [commune()]);
    assert_eq!(hub.setting("language").unwrap().as_deref(), Some("vi"));
    assert_eq!(hub.check(&commune(), Some(TestKeys.receipt_key())).unwrap(), []);
    assert!(matches!(hub.create_commune(&commune()), Err(StoreError::Deterministic(_))));
}

#[test]
fn a_newer_file_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hub.db");
    raw(&path).pragma_update(None, "user_version", 99).unwrap();
    let refused = SqliteHub::open(&path, None, marks()).err().unwrap();
    assert!(matches!(refused, OpenHubError::File(OpenError::Newer { found: 99, .. })), "{refused:?}");
    assert!(refused.to_string().contains("99") && refused.vietnamese().contains("99"));
    let tables: i64 = raw(&path).query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap();
    assert_eq!(tables, 0);
}

#[test]
fn links_of_another_version_are_refilled_at_open_from_where_it_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hub.db");
    let mut hub = hub_in(folder.path());
    // More than one transaction of a refill takes.
    let many =
        (10_000..14_500).map(|n| put("vehicle", n, id(HOUSEHOLD), &format!(r#"{{"driver":"{}"}}"#, id(MEMBER)), &[]));
    commit(&mut hub, &Reads::default(), many.collect());
    drop(hub);
    let links = |connection: &Connection| -> i64 {
        connection.query_row("SELECT count(*) FROM link", [], |row| row.get(0)).unwrap()
    };
    let reopened = |sql: &str| {
        let connection = raw(&path);
        connection.execute_batch(sql).unwrap();
        drop(connection);
        let hub = SqliteHub::open(&path, None, marks()).unwrap();
        let found = hub.check(&commune(), None).unwrap();
        (links(&raw(&path)), found)
    };
    let all = links(&raw(&path));
    assert!(all > 4_500);
    let stale = "INSERT INTO link SELECT commune, 'old.name', 'x', kind, id FROM record WHERE kind = 'visit';";
    let older = "UPDATE projection SET version = 0, done_to = NULL WHERE name = 'link';";
    assert_eq!(reopened(&format!("{stale}{older}")), (all, vec![]));
    let half = "DELETE FROM link WHERE id IN (SELECT id FROM record WHERE rowid > 2000);";
    assert_eq!(reopened(&format!("{half} UPDATE projection SET done_to = 2000;")), (all, vec![]));
    // Cut short in an attempt at yet another version: all of it again.
    assert_eq!(reopened(&format!("{half} UPDATE projection SET version = 0, done_to = 2000;")), (all, vec![]));
    // Without a word about it, nothing is refilled; the check tells.
    let (left, found) = reopened(half);
    assert!(left < all);
    assert!(found.iter().all(|problem| problem.table == "link") && found.len() as i64 == all - left);
}

#[test]
fn the_check_finds_what_is_broken() {
    let folder = tempfile::tempdir().unwrap();
    let hub = hub_in(folder.path());
    let key = Some(TestKeys.receipt_key());
    assert_eq!(hub.check(&commune(), key).unwrap(), []);
    let plants = [
        ("UPDATE record SET body = '{\"b\":1, \"a\":2}' WHERE kind = 'visit'", "record"),
        ("UPDATE record SET body = '{}' WHERE kind = 'visit'", "link"),
        ("UPDATE record SET seq = 1000000 WHERE kind = 'visit'", "record"),
        ("UPDATE record SET seq = (SELECT max(seq) FROM receipt) WHERE kind = 'visit'", "receipt"),
        ("UPDATE record SET body = NULL WHERE kind = 'assignment'", "record"),
        (
            "UPDATE record SET body = replace(body, 'member\":\"', 'memberx\":\"') WHERE kind = 'assignment'",
            "root_grant",
        ),
        ("INSERT INTO link VALUES ('99001', 'x', 'y', 'visit', zeroblob(16))", "link"),
        (
            "INSERT INTO field_mark VALUES ('99001', 'x', zeroblob(16), 'f', 1, 1, 1, zeroblob(16), zeroblob(16))",
            "field_mark",
        ),
        ("UPDATE root_digest SET digest = zeroblob(16)", "root_digest"),
        ("DELETE FROM root_digest", "root_digest"),
        ("UPDATE root_grant SET until = since + 1 WHERE length(scope) = 1", "root_grant"),
        (
            "INSERT INTO root_grant SELECT commune, root, scope, since - 1, since + 5 FROM root_grant WHERE since > 1",
            "root_grant",
        ),
        ("INSERT INTO membership VALUES ('99001', zeroblob(16), x'63', 1000000, NULL)", "membership"),
        ("UPDATE receipt SET text = replace(text, 'applied', 'refused')", "receipt"),
        ("UPDATE receipt SET text = replace(text, 'applied', 'parked')", "receipt"),
        ("UPDATE receipt SET member = zeroblob(16) WHERE member <> zeroblob(16)", "receipt"),
        ("UPDATE high_water SET n = n + 1", "high_water"),
        ("DELETE FROM high_water", "place"),
        ("DELETE FROM receipt", "place"),
        ("INSERT INTO parked VALUES ('99001', zeroblob(16), NULL, 0, 0, '{}')", "parked"),
        ("INSERT INTO erased SELECT commune, id FROM record WHERE kind = 'visit'", "erased"),
        ("DELETE FROM mark", "head"),
        ("INSERT INTO skipped VALUES ('99001', 1, 3)", "record"),
        (
            "INSERT INTO record VALUES ('99001', 'ride', zeroblob(16), zeroblob(16), 1000000, '{\"driver\":\"00000000-0000-0000-0000-000000000000\",\"state\":\"confirmed\"}')",
            "root_grant",
        ),
    ];
    for (n, (sql, table)) in plants.iter().enumerate() {
        let path = folder.path().join(format!("{n}.db"));
        hub.backup_to(&path).unwrap();
        let broken = SqliteHub::open(&path, None, marks()).unwrap();
        let connection = raw(&path);
        let touched = connection.execute(sql, []).unwrap();
        let found = broken.check(&commune(), key).unwrap();
        assert!(touched > 0, "{sql}");
        assert!(found.iter().any(|problem| problem.table == *table), "{sql}: {found:?}");
        assert!(found.iter().all(|problem| !problem.to_string().contains("Mẫu")), "no content: {found:?}");
    }
}

#[test]
fn a_backup_is_whole_and_under_the_same_key_while_a_transaction_is_under_way() {
    let folder = tempfile::tempdir().unwrap();
    let (key, copy) = (Key::new([3; 32]), folder.path().join("copy.db"));
    let mut hub = SqliteHub::open(&folder.path().join("hub.db"), Some(&key), marks()).unwrap();
    hub.create_commune(&commune()).unwrap();
    exchange::visit_gets_its_receipt(&mut hub);
    let before = head(&mut hub);
    let mut writing = hub.clone();
    let open = writing.begin(&commune()).unwrap();
    hub.backup_to(&copy).unwrap();
    drop(open);
    assert!(hub.backup_to(&copy).is_err(), "an existing file is not overwritten");
    assert!(matches!(SqliteHub::open(&copy, None, marks()), Err(OpenHubError::File(OpenError::KeyMissing))));
    let mut restored = SqliteHub::open(&copy, Some(&key), marks()).unwrap();
    assert_eq!(head(&mut restored), before);
    assert_eq!(restored.check(&commune(), Some(TestKeys.receipt_key())).unwrap(), []);
}

#[test]
fn hubs_from_one_template_are_independent() {
    let template = SqliteHub::in_memory(marks()).unwrap();
    template.create_commune(&commune()).unwrap();
    let bytes = template.to_bytes().unwrap();
    let mut first = SqliteHub::from_bytes(&bytes, marks()).unwrap();
    let mut second = SqliteHub::from_bytes(&bytes, marks()).unwrap();
    exchange::visit_gets_its_receipt(&mut first);
    assert_eq!(head(&mut second).seq, 0);
    assert!(head(&mut first).seq > 0);
    assert!(SqliteHub::from_bytes(b"not a database", marks()).is_err());
    assert!(SqliteHub::in_memory(marks()).unwrap().to_bytes().is_ok());
}

#[test]
fn a_code_enrols_one_phone_or_stays() {
    let folder = tempfile::tempdir().unwrap();
    let mut hub = hub_in(folder.path());
    let (code, token, phone) = ([1; 32], [2; 32], id(777));
    let invitation =
        Invitation { commune: commune(), member: id(MEMBER), expires_at: NOW + 1, label: "Máy mẫu 2".into() };
    hub.add_code(&code, &invitation).unwrap();
    let enrol = |hub: &SqliteHub, now: i64, token: [u8; 32]| {
        hub.atomically(|unit| {
            let found = unit.take_code(&code, now)?;
            let Some(invitation) = found else { return Ok::<bool, ExchangeError>(false) };
            let enrol = change(phone, Id::HUB, "device.enrol", invitation.member, r#"{"label":"x","state":"active"}"#);
            submit(unit, &TestKeys, &invitation.commune, &[enrol], now)?;
            unit.add_credential(&token, &invitation.commune, phone)?;
            Ok(true)
        })
    };
    assert!(!enrol(&hub, NOW + 1, token).unwrap(), "expired");
    // The token is taken: nothing of it happens, the device included.
    hub.add_credential(&token, &commune(), id(DEVICE)).unwrap();
    assert!(enrol(&hub, NOW, token).is_err());
    assert!(hub.snapshot(&commune()).unwrap().device(phone).unwrap().is_none());
    assert!(hub.remove_credential(&token).unwrap());
    assert!(enrol(&hub, NOW, token).unwrap(), "the code is still there");
    assert!(!enrol(&hub, NOW, [3; 32]).unwrap(), "and works once");
    assert_eq!(hub.find_credential(&token).unwrap(), Some((commune(), phone)));
    assert_eq!(hub.find_credential(&[9; 32]).unwrap(), None);
    assert!(hub.snapshot(&commune()).unwrap().device(phone).unwrap().is_some());
    hub.add_code(&[4; 32], &invitation).unwrap();
    assert_eq!(hub.remove_expired_codes(NOW + 1).unwrap(), 1);
}

#[test]
fn a_restored_commune_goes_on_above_everything_and_parks_commands() {
    let folder = tempfile::tempdir().unwrap();
    let mut hub = hub_in(folder.path());
    let old = head(&mut hub);
    let highest = old.seq + 500;
    let new = hub.begin_recovery(&commune(), highest).unwrap();
    assert_eq!(new.seq, highest + LEAP);
    let condition = hub.snapshot(&commune()).unwrap().condition().unwrap();
    assert_eq!((condition.generation, condition.recovering), (1, true));
    assert_eq!(condition.skipped, [(old.seq + 1, new.seq)]);
    assert!(hub.snapshot(&commune()).unwrap().knows(&old).unwrap(), "of the same history");
    let coordinator =
        change(id(400), Id::HUB, "member.add", commune().root(), r#"{"name":"Lê Thị Mẫu","roles":["coordinator"]}"#);
    ward::apply(&mut hub, &[coordinator]);
    let seen = hub.snapshot(&commune()).unwrap().feed(id(HOUSEHOLD), 0, i64::MAX, 100).unwrap();
    let assignment = seen.iter().find(|row| row.key.kind.as_str() == "assignment").unwrap().seq;
    let mut take_back = change(id(401), id(400), "assignment.take_back", id(HOUSEHOLD), "{}");
    take_back.seen = assignment;
    let given = submit(&mut hub, &TestKeys, &commune(), &[take_back], NOW).unwrap();
    assert_eq!((&given[0].fate, &given[0].reason), (&Fate::Parked, &Some(Reason::Recovering)));
    // The ward's altered change waits beside it for a person, before and after.
    let waiting = |hub: &mut SqliteHub| -> Vec<Id> {
        let parked = hub.snapshot(&commune()).unwrap().parked().unwrap();
        parked.into_iter().map(|parked| parked.change).collect()
    };
    let before = waiting(&mut hub);
    assert!(before.contains(&id(401)) && before.len() == 2, "{before:?}");
    assert_eq!(hub.check(&commune(), Some(TestKeys.receipt_key())).unwrap(), []);
    let end = change(id(402), id(400), "recovery.end", commune().root(), "{}");
    ward::apply(&mut hub, &[end]);
    let mut snapshot = hub.snapshot(&commune()).unwrap();
    assert!(!snapshot.condition().unwrap().recovering);
    let after: Vec<Id> = snapshot.parked().unwrap().into_iter().map(|parked| parked.change).collect();
    assert!(!after.contains(&id(401)) && after.len() == 1, "the parked command was decided: {after:?}");
    let decided = snapshot.receipts_of(id(401)).unwrap();
    assert_eq!((decided.len(), &decided[0].fate), (1, &Fate::Applied), "{:?}", decided[0].reason);
    drop(snapshot);
    assert_eq!(hub.check(&commune(), Some(TestKeys.receipt_key())).unwrap(), []);
}
