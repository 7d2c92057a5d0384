//! Finding a home: by name, address, landmark or the tail of a phone number. Exact accents come first.

use std::ops::Range;

use doorstep_sqlcipher::rusqlite::{Connection, Row};

use super::{
    Page,
    home::{Home, HomeLine},
};
use crate::{
    codes,
    id::Id,
    store::{PhoneStore, StoreError, StoreResult, records::id_at},
    text::{
        fold, name,
        rank::{Forms, Matcher, Rank},
    },
};

/// From how many digits on a query is also the tail of a phone number.
const PHONE_TAIL: usize = 3;

codes! {
    /// How a home was found.
    Found {
        /// With the accents as typed.
        Exact = "exact",
        /// Without regard to accents.
        Folded = "folded",
        /// By the end of a phone number.
        Phone = "phone",
    }
}

/// A home that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The home.
    pub home: HomeLine,
    /// How.
    pub found: Found,
}

/// The screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hits {
    /// The best first.
    pub hits: Vec<Hit>,
    /// How many there are.
    pub total: u32,
}

/// What answers a query. A letter alone finds thousands: their keys stand one behind another in `sort`.
#[derive(Default)]
struct Candidates {
    found: Vec<Candidate>,
    sort: Vec<u8>,
}

struct Candidate {
    id: Id,
    rank: Option<Rank>,
    sort: Range<usize>,
}

impl Candidates {
    /// Those of a page, the best first: the others need no order.
    fn best(mut self, page: Page) -> Vec<Candidate> {
        let sort = |candidate: &Candidate| &self.sort[candidate.sort.clone()];
        let order =
            |a: &Candidate, b: &Candidate| b.rank.cmp(&a.rank).then_with(|| sort(a).cmp(sort(b))).then(a.id.cmp(&b.id));
        let wanted = page.from.saturating_add(page.count) as usize;
        if wanted < self.found.len() {
            self.found.select_nth_unstable_by(wanted, order);
            self.found.truncate(wanted);
        }
        self.found.sort_unstable_by(order);
        page.of(self.found)
    }
}

impl PhoneStore {
    /// Homes that answer a query. An empty query gives none.
    pub fn search(&self, query: &str, page: Page) -> StoreResult<Hits> {
        let conn = self.connection();
        let candidates = candidates(conn, query)?;
        let mut total = candidates.found.len() as u32;
        let matcher = Matcher::new(query);
        let mut hits = Vec::new();
        for candidate in candidates.best(page) {
            let Some(home) = Home::load(conn, candidate.id)? else { continue };
            let line = home.line(conn)?;
            // The row was filled with the head's name. A head who has died is not found by it.
            let renamed = line.head != home.body.head;
            if renamed && candidate.rank.is_some() && matcher.rank(&shown(&line)).is_none() {
                total -= 1;
                continue;
            }
            let found = match candidate.rank {
                None => Found::Phone,
                Some(Rank::FoldedInside | Rank::FoldedStart) => Found::Folded,
                Some(_) => Found::Exact,
            };
            hits.push(Hit { home: line, found });
        }
        Ok(Hits { hits, total })
    }

    /// Homes whose head has the same name, accents and case aside: to look at before adding one.
    pub fn possible_duplicates(&self, head: &str) -> StoreResult<Vec<HomeLine>> {
        let name = name::read(head).full;
        let key = fold(&name);
        let hits = self.search(&name, Page::first(50))?.hits.into_iter();
        Ok(hits.map(|hit| hit.home).filter(|home| fold(&home.head) == key).collect())
    }
}

/// What of a home a query may match.
fn shown(line: &HomeLine) -> String {
    [line.head.as_str(), &line.address, &line.landmark].join(" · ")
}

fn candidates(conn: &Connection, query: &str) -> StoreResult<Candidates> {
    let digits: String = query.chars().filter(char::is_ascii_digit).collect();
    let is_number = digits.len() >= PHONE_TAIL && query.chars().all(|c| c.is_ascii_digit() || " .-+()".contains(c));
    // A national number's leading zero is not in its stored form.
    let tail = digits.trim_start_matches('0').as_bytes();
    let matcher = Matcher::new(query);
    let mut statement = conn.prepare_cached("SELECT household, sort, folded, phones, exact, whole FROM door")?;
    let mut rows = statement.query([])?;
    let mut candidates = Candidates::default();
    while let Some(row) = rows.next()? {
        // Borrowed from the page: most rows are looked at and left.
        let folded = bytes(row, 2)?;
        let rank = if matcher.may_match(folded) {
            matcher.rank_of(Forms { folded, exact: bytes(row, 4)?, whole: bytes(row, 5)? })
        } else {
            None
        };
        let by_phone = || Ok::<_, StoreError>(bytes(row, 3)?.split(|b| *b == b' ').any(|phone| phone.ends_with(tail)));
        if rank.is_some() || is_number && by_phone()? {
            let from = candidates.sort.len();
            candidates.sort.extend_from_slice(bytes(row, 1)?);
            candidates.found.push(Candidate { id: id_at(row, 0)?, rank, sort: from..candidates.sort.len() });
        }
    }
    Ok(candidates)
}

fn bytes<'a>(row: &'a Row<'_>, column: usize) -> StoreResult<&'a [u8]> {
    row.get_ref(column)?.as_bytes().map_err(|_| StoreError::Corrupt { what: "door" })
}
