//! How pending writes fare when power is lost.

use super::file::{File, Op, put};
use doorstep_sim::dice::Dice;

/// What a drive writes whole or not at all, in bytes.
pub const SECTOR: usize = 512;

/// A way in which pending writes fare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// None arrived.
    Dropped,
    /// All arrived, although nobody waited for them.
    Kept,
    /// Those before some moment arrived; the one under way is torn.
    Prefix,
    /// Each arrived or not, whatever came before it: drives reorder.
    Reordered,
    /// Of each, some sectors arrived.
    Torn,
}

impl Loss {
    /// One of them.
    pub(super) fn draw(dice: &mut Dice) -> Loss {
        let all = [Loss::Dropped, Loss::Kept, Loss::Prefix, Loss::Reordered, Loss::Torn, Loss::Torn];
        all[dice.below(all.len())]
    }

    /// Whether a name made or removed since the folder was synced is as it was left.
    pub(super) fn keeps_name(self, dice: &mut Dice) -> bool {
        match self {
            Loss::Dropped => false,
            Loss::Kept => true,
            _ => dice.permille(500),
        }
    }

    /// What is left of a file, and how many of its writes are torn.
    pub(super) fn left_of(self, file: &File, dice: &mut Dice) -> (Vec<u8>, u64) {
        if self == Loss::Kept || file.pending.is_empty() {
            return (file.now.clone(), 0);
        }
        let mut left = file.certain.clone();
        let mut torn = 0;
        let until = dice.below(file.pending.len() + 1);
        for (i, op) in file.pending.iter().enumerate() {
            match self {
                Loss::Kept | Loss::Dropped => {}
                Loss::Prefix if i < until => op.apply(&mut left),
                Loss::Prefix if i == until => torn += u64::from(tear(op, &mut left, dice)),
                Loss::Prefix => {}
                Loss::Reordered if dice.permille(500) => op.apply(&mut left),
                Loss::Reordered => {}
                Loss::Torn => torn += u64::from(tear(op, &mut left, dice)),
            }
        }
        (left, torn)
    }
}

/// Lets some sectors of a write arrive. The file may have grown for the others all the same; they read as zeros then.
/// Answers whether it is neither whole nor gone. A new length cannot be torn: it arrives or not.
fn tear(op: &Op, left: &mut Vec<u8>, dice: &mut Dice) -> bool {
    let Op::Write(at, bytes) = op else {
        if dice.permille(500) {
            op.apply(left);
        }
        return false;
    };
    if dice.permille(300) && left.len() < at + bytes.len() {
        left.resize(at + bytes.len(), 0);
    }
    let (mut arrived, mut sectors, mut from) = (0, 0, 0);
    while from < bytes.len() {
        // Sectors are those of the drive, wherever in one the write begins.
        let to = ((at + from) / SECTOR * SECTOR + SECTOR - at).min(bytes.len());
        sectors += 1;
        if dice.permille(500) {
            arrived += 1;
            put(left, at + from, &bytes[from..to]);
        }
        from = to;
    }
    arrived != 0 && arrived != sectors
}

#[cfg(test)]
mod tests {
    use super::super::Disk;
    use super::*;

    /// A disk whose file holds a synced and an unsynced write of four sectors.
    fn disk() -> Disk {
        let mut disk = Disk::default();
        disk.create("a-wal");
        disk.write("a-wal", 0, &[1; 4 * SECTOR]);
        disk.sync("a-wal");
        disk.write("a-wal", 2 * SECTOR, &[2; 4 * SECTOR]);
        disk
    }

    #[test]
    fn what_was_synced_is_left_and_what_was_not_is_left_in_sectors() {
        let disk = disk();
        let mut dice = Dice::new(1);
        let (mut torn, mut whole, mut gone) = (0, 0, 0);
        for _ in 0..400 {
            let cut = disk.lose_power(&mut dice);
            let left = &cut.image["a-wal"];
            assert!(left[..2 * SECTOR].iter().all(|byte| *byte == 1));
            for (i, sector) in left.chunks(SECTOR).enumerate().skip(2) {
                let old = if i < 4 { 1 } else { 0 };
                assert!(sector.iter().all(|b| *b == 2) || sector.iter().all(|b| *b == old), "sector {i}");
            }
            let new = left.chunks(SECTOR).filter(|sector| sector[0] == 2).count();
            torn += u64::from(!matches!(new, 0 | 4));
            whole += u64::from(new == 4);
            gone += u64::from(new == 0);
            assert_eq!(cut.torn > 0, !matches!(new, 0 | 4), "{:?}", cut.loss);
        }
        assert!(torn > 50 && whole > 50 && gone > 50, "torn {torn}, whole {whole}, gone {gone}");
    }

    #[test]
    fn a_name_is_certain_once_its_folder_was_synced() {
        let mut disk = Disk::default();
        disk.create("a.db");
        disk.write("a.db", 0, &[1; SECTOR]);
        disk.sync("a.db");
        let there = |disk: &Disk, dice: &mut Dice| {
            (0..200).filter(|_| disk.lose_power(dice).image.contains_key("a.db")).count()
        };
        let mut dice = Dice::new(2);
        let some = there(&disk, &mut dice);
        assert!(some > 20 && some < 180, "{some}");
        disk.create("a.db-wal");
        disk.sync("a.db-wal");
        assert_eq!(there(&disk, &mut dice), 200);
        disk.delete("a.db", false);
        let some = there(&disk, &mut dice);
        assert!(some > 20 && some < 180, "{some}");
        disk.delete("a.db-wal", true);
        assert_eq!(there(&disk, &mut dice), 0);
    }
}
