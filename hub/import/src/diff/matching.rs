//! Pairs households of a list with those of earlier imports, each at most once.

use std::collections::{BTreeSet, HashMap};

use super::Imported;
use crate::rekey::{Kept, Key};

/// For each household of the list its place among the previous ones.
pub(super) fn pair(previous: &[Imported], files: &[Kept]) -> Vec<Option<usize>> {
    let old: Vec<Key> = previous.iter().map(|p| p.last_imported.key()).collect();
    // A name corrected at the door also finds its household, when the list was corrected the same way.
    let now: Vec<Key> = previous.iter().map(|p| p.current.key()).collect();
    let new: Vec<Key> = files.iter().map(Kept::key).collect();
    let mut pairs = Pairs { of: vec![None; files.len()], taken: BTreeSet::new() };
    by_code(&old, &new, &mut pairs);
    by_person(&old, &new, &mut pairs);
    by_person(&now, &new, &mut pairs);
    pairs.of
}

struct Pairs {
    of: Vec<Option<usize>>,
    taken: BTreeSet<usize>,
}

impl Pairs {
    fn join(&mut self, file: usize, previous: usize) {
        self.of[file] = Some(previous);
        self.taken.insert(previous);
    }
}

fn by_code(old: &[Key], new: &[Key], pairs: &mut Pairs) {
    let mut by_code: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, key) in old.iter().enumerate() {
        if let Some(code) = &key.code {
            by_code.entry(code).or_default().push(index);
        }
    }
    for (file, key) in new.iter().enumerate() {
        let Some(candidates) = key.code.as_deref().and_then(|code| by_code.get(code)) else { continue };
        // A code may be unique only within its neighbourhood.
        let mut fitting: Vec<usize> =
            candidates.iter().copied().filter(|c| !pairs.taken.contains(c) && key.same_code(&old[*c])).collect();
        fitting.sort_by_key(|c| old[*c].person.1 != key.person.1);
        if let Some(best) = fitting.first() {
            pairs.join(file, *best);
        }
    }
}

fn by_person(old: &[Key], new: &[Key], pairs: &mut Pairs) {
    let mut by_person: HashMap<&(String, String), Vec<usize>> = HashMap::new();
    for (index, key) in old.iter().enumerate().filter(|(index, _)| !pairs.taken.contains(index)) {
        by_person.entry(&key.person).or_default().push(index);
    }
    let mut proposals: Vec<(std::cmp::Reverse<u32>, usize, usize)> = Vec::new();
    let mut alike: HashMap<&(String, String), usize> = HashMap::new();
    for (file, key) in new.iter().enumerate().filter(|(file, _)| pairs.of[*file].is_none()) {
        *alike.entry(&key.person).or_default() += 1;
        for previous in by_person.get(&key.person).into_iter().flatten() {
            if let Some(agreement) = key.agreement(&old[*previous]) {
                proposals.push((std::cmp::Reverse(agreement), file, *previous));
            }
        }
    }
    // The strongest agreement first, so that two of the same name find each their own.
    proposals.sort_unstable();
    for (agreement, file, previous) in proposals {
        let person = &new[file].person;
        // With nothing to compare, only a name that is alone on both sides is the same household.
        let alone = alike.get(person) == Some(&1) && by_person.get(person).is_some_and(|p| p.len() == 1);
        let told = agreement.0 > 0 || alone || old[previous] == new[file];
        if told && pairs.of[file].is_none() && !pairs.taken.contains(&previous) {
            pairs.join(file, previous);
        }
    }
}
