//! What every store of the hub must do, run over SQLite in memory and in a file.

mod exchange;
mod ward;

use doorstep_hub::store::sqlite::SqliteHub;

/// Marks that repeat from run to run.
fn marks() -> doorstep_hub::store::sqlite::Marks {
    let mut n = 0u64;
    Box::new(move || {
        n += 1;
        n.to_be_bytes()
    })
}

#[test]
fn sqlite_in_memory() {
    let mut hub = SqliteHub::in_memory(marks()).unwrap();
    hub.create_commune(&ward::commune()).unwrap();
    exchange::visit_gets_its_receipt(&mut hub);
}

#[test]
fn sqlite_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let key = doorstep_sqlcipher::Key::new([3; 32]);
    let mut hub = SqliteHub::open(&folder.path().join("hub.db"), Some(&key), marks()).unwrap();
    hub.create_commune(&ward::commune()).unwrap();
    exchange::visit_gets_its_receipt(&mut hub);
}
