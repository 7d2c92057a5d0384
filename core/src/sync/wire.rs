//! The lines of an exchange: JSON Lines in one zstd frame each way (`POST /v1/sync`).
//!
//! A request is a head, changes, an end. An answer is a head, receipts for what was pushed, one page, an end. Bodies and
//! changes travel as the bytes that are stored. Decompressed size, lines and depth are capped before anything is parsed.

mod frame;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use self::frame::{pack, unpack};
use super::cursor::{Cursor, Leg};
use crate::{
    id::{Id, Seq},
    record::Kind,
};

/// The version of the wire that this release speaks.
pub const VERSION: u32 = 1;
/// Compression level: zstd-3 is within 10 % of a binary format (`docs/protocol.md`).
pub const ZSTD_LEVEL: i32 = 3;
/// The largest body that either side reads, compressed.
pub const MAX_COMPRESSED: usize = 4 << 20;
/// The largest body that either side unpacks.
pub const MAX_UNPACKED: usize = 32 << 20;
/// The most lines in one body.
pub const MAX_LINES: usize = 200_000;
/// The longest line.
pub const MAX_LINE: usize = 256 << 10;
/// A page ends when its lines come to this many bytes before compression; compressed it stays below 128 KB, so
/// that a cut costs no more than that (households and visits shrink sixfold and more: `docs/performance.md`).
pub const PAGE_BYTES: usize = 768 << 10;
/// The most changes in one request; a phone with more sends the rest in the next.
pub const MAX_CHANGES: usize = 1_000;

/// What is wrong with a body. Says where and what, never the content.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum WireError {
    /// More than a limit allows.
    #[error("{what} above the limit of {limit}")]
    TooLarge {
        /// Bytes, lines, or a line's length.
        what: &'static str,
        /// The limit.
        limit: usize,
    },
    /// Not a zstd frame, or cut short.
    #[error("not a whole zstd frame")]
    Compression,
    /// A line does not read.
    #[error("line {line}: {problem}")]
    Line {
        /// From 1.
        line: usize,
        /// What is wrong.
        problem: String,
    },
    /// The end line is missing: the body was cut.
    #[error("cut short after line {after}: the end line is missing")]
    Cut {
        /// Lines read.
        after: usize,
    },
}

fn bad(line: usize, problem: impl ToString) -> WireError {
    WireError::Line { line, problem: problem.to_string() }
}

/// A phone's place in a spool of pages that it has not applied yet.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SpoolPlace {
    /// Random, new for every spool: two exchanges of one phone may cross.
    pub id: Id,
    /// Pages stored so far.
    pub pages: u32,
    /// The head at which the last page was read; none before the first page.
    pub head: Option<Cursor>,
    /// Where the pull stands; none before the first page.
    pub leg: Option<Leg>,
}

/// The first line of a request.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RequestHead {
    /// [`VERSION`] of the phone.
    pub v: u32,
    /// The phone's current incarnation: new after reinstall, restore or clone.
    pub inc: Id,
    /// Where the phone stands; none for a full snapshot.
    pub cursor: Option<Cursor>,
    /// The spool under way.
    pub spool: SpoolPlace,
    /// The highest generation of the hub that the phone has seen.
    pub generation: u32,
    /// The phone's estimate of the time, milliseconds since 1970: the hub notes skew and never refuses for it.
    pub now: i64,
    /// Whether to send no page (a phone without room, or on its way out).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub push_only: bool,
    /// How many gaps in the queue could not be filled since the last exchange, for the leader.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub gaps: u32,
}

fn is_zero(n: &u32) -> bool {
    *n == 0
}

/// A change on its way, with its place in the device's queue *beside* it.
#[derive(Debug, Serialize, Deserialize)]
pub struct PushLine {
    /// Its number within the incarnation, gapless from 1.
    pub n: i64,
    /// The incarnation, where it is not the request's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inc: Option<Id>,
    /// The change's canonical text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Box<RawValue>>,
    /// Or the change sealed to the hub's key, hexadecimal: of a household that the phone no longer holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<String>,
    /// The hub's own earlier receipt, where the phone has one that the hub's snapshot lacked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<Box<RawValue>>,
}

/// A request.
#[derive(Debug)]
pub struct Request {
    /// Its head.
    pub head: RequestHead,
    /// Changes in order.
    pub changes: Vec<PushLine>,
}

/// What the hub says about the device and the phone's cursor.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// All is well.
    Ok,
    /// The hub does not know the cursor's mark: drop the spool, take a full snapshot.
    Resync,
    /// The device was revoked: it gets nothing but that its work is safe.
    Revoked,
    /// The release is too old to pull; its pushes are still taken.
    UpdateNeeded,
}

/// The place in the queue that the hub expects next.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Expected {
    /// The incarnation.
    pub inc: Id,
    /// The number.
    pub n: i64,
}

/// The first line of an answer.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct AnswerHead {
    /// [`VERSION`] of the hub.
    pub v: u32,
    /// The hub's time, milliseconds since 1970.
    pub now: i64,
    /// Raised by each restore; a phone refuses a lower one, for the old hub may still run.
    pub generation: u32,
    /// About the device and its cursor.
    pub standing: Standing,
    /// Where the queue has a gap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Expected>,
    /// Another change already has a number that this phone gave: a clone. The phone takes a new incarnation.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cloned: bool,
    /// For a revoked device: which of its changes are durable.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub durable: Vec<Id>,
}

/// A record or tombstone of a page.
#[derive(Debug, Serialize, Deserialize)]
pub struct RecordLine {
    /// Kind.
    pub k: Kind,
    /// Identity.
    pub i: Id,
    /// Root.
    pub o: Id,
    /// Revision.
    pub s: Seq,
    /// Body; none for a tombstone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub b: Option<Box<RawValue>>,
}

/// What a line after the head can be.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// This change has a fate: pauses resending, nothing more. A checkpoint carries the receipt that counts.
    Pushed(Id),
    /// A page begins.
    Page(PageHead),
    /// A record or tombstone.
    Record(RecordLine),
    /// A root that the phone holds, and since when: the epoch of what it writes there.
    Root(Id, Seq),
    /// A receipt, from the same snapshot as the rows.
    Receipt(Box<RawValue>),
    /// More pages follow.
    More(Leg),
    /// The feed is drained to the head.
    Checkpoint(Checkpoint),
    /// The last line: how many lines came before it.
    End(usize),
}

/// Which request a page answers. It is stored only if cursor, spool and number equal those of the phone now.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PageHead {
    /// The cursor of the request.
    pub cursor: Option<Cursor>,
    /// The spool of the request.
    pub spool: Id,
    /// The number of this page within the spool, from 0.
    pub page: u32,
    /// The head at which the page was read; the next request repeats it.
    pub head: Cursor,
}

/// The end of a pull, from the snapshot of its last page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Checkpoint {
    /// The head of that snapshot.
    pub cursor: Cursor,
    /// Whether the spool holds everything: what is not in it goes.
    pub full: bool,
    /// Roots touched since the phone's cursor and not held now.
    pub gone: Vec<Id>,
    /// The digest of the records held.
    pub digest: String,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// Its head.
    pub head: AnswerHead,
    /// The lines between head and end.
    pub lines: Vec<Line>,
}

fn push_line<T: Serialize>(text: &mut String, value: &T) {
    // These types have string keys and no failing parts; an error would leave an empty line, which the reader refuses.
    text.push_str(&serde_json::to_string(value).unwrap_or_default());
    text.push('\n');
}

/// The lines of a body, numbered from 1, without the line breaks.
fn lines(text: &str) -> Result<Vec<&str>, WireError> {
    if !text.ends_with('\n') {
        return Err(WireError::Cut { after: text.lines().count().saturating_sub(1) });
    }
    let lines: Vec<&str> = text.lines().collect();
    if lines.len() > MAX_LINES {
        return Err(WireError::TooLarge { what: "lines", limit: MAX_LINES });
    }
    if lines.iter().any(|line| line.len() > MAX_LINE) {
        return Err(WireError::TooLarge { what: "bytes in a line", limit: MAX_LINE });
    }
    Ok(lines)
}

#[derive(Serialize, Deserialize)]
struct EndLine {
    end: usize,
}

impl Request {
    /// The request as sent.
    pub fn encode(&self) -> Result<Vec<u8>, WireError> {
        pack(&self.to_text())
    }

    /// The lines before compression.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        push_line(&mut text, &self.head);
        self.changes.iter().for_each(|change| push_line(&mut text, change));
        push_line(&mut text, &EndLine { end: 1 + self.changes.len() });
        text
    }

    /// Reads a request as received.
    pub fn decode(bytes: &[u8]) -> Result<Request, WireError> {
        let text = unpack(bytes)?;
        let lines = lines(&text)?;
        let [head, changes @ .., end] = lines.as_slice() else { return Err(WireError::Cut { after: lines.len() }) };
        let end: EndLine = serde_json::from_str(end).map_err(|_| WireError::Cut { after: lines.len() })?;
        if end.end != lines.len() - 1 {
            return Err(bad(lines.len(), "the end line counts other lines"));
        }
        if changes.len() > MAX_CHANGES {
            return Err(WireError::TooLarge { what: "changes", limit: MAX_CHANGES });
        }
        let head = serde_json::from_str(head).map_err(|e| bad(1, short(&e)))?;
        let changes = changes
            .iter()
            .enumerate()
            .map(|(i, line)| serde_json::from_str(line).map_err(|e| bad(i + 2, short(&e))))
            .collect::<Result<_, _>>()?;
        Ok(Request { head, changes })
    }
}

impl Answer {
    /// The answer as sent.
    pub fn encode(&self) -> Result<Vec<u8>, WireError> {
        pack(&self.to_text())
    }

    /// The lines before compression.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        push_line(&mut text, &self.head);
        self.lines.iter().for_each(|line| push_line(&mut text, line));
        push_line(&mut text, &Line::End(1 + self.lines.len()));
        text
    }

    /// Reads an answer as received.
    pub fn decode(bytes: &[u8]) -> Result<Answer, WireError> {
        let text = unpack(bytes)?;
        let lines = lines(&text)?;
        let [head, rest @ .., end] = lines.as_slice() else { return Err(WireError::Cut { after: lines.len() }) };
        match serde_json::from_str(end) {
            Ok(Line::End(n)) if n == lines.len() - 1 => {}
            _ => return Err(WireError::Cut { after: lines.len() }),
        }
        let head = serde_json::from_str(head).map_err(|e| bad(1, short(&e)))?;
        let lines = rest
            .iter()
            .enumerate()
            .map(|(i, line)| serde_json::from_str(line).map_err(|e| bad(i + 2, short(&e))))
            .collect::<Result<_, _>>()?;
        Ok(Answer { head, lines })
    }
}

/// What is wrong with a line and in which column, without the content that serde would quote.
fn short(error: &serde_json::Error) -> String {
    let what = match error.classify() {
        serde_json::error::Category::Syntax => "not JSON",
        serde_json::error::Category::Eof => "cut short",
        _ => "a member is missing or of another type",
    };
    format!("{what} (column {})", error.column())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> Request {
        let id = Id::v7(5, [1; 10]);
        Request {
            head: RequestHead {
                v: VERSION,
                inc: id,
                cursor: Some(Cursor { seq: 7, mark: [1; 8] }),
                spool: SpoolPlace { id, pages: 0, head: None, leg: None },
                generation: 0,
                now: 1,
                push_only: false,
                gaps: 0,
            },
            changes: vec![PushLine {
                n: 1,
                inc: None,
                change: Some(RawValue::from_string(r#"{"a":1.0}"#.into()).unwrap()),
                sealed: None,
                was: None,
            }],
        }
    }

    #[test]
    fn a_request_round_trips_with_the_bytes_of_its_changes() {
        let request = request();
        let read = Request::decode(&request.encode().unwrap()).unwrap();
        assert_eq!(read.head, request.head);
        assert_eq!(read.changes[0].change.as_ref().unwrap().get(), r#"{"a":1.0}"#);
    }

    #[test]
    fn a_body_cut_anywhere_is_refused() {
        let text = request().to_text();
        for cut in 0..text.len() {
            if text.is_char_boundary(cut) {
                let bytes = pack(&text[..cut]).unwrap();
                assert!(Request::decode(&bytes).is_err(), "cut at {cut}");
            }
        }
        let bytes = request().encode().unwrap();
        for cut in 0..bytes.len() {
            assert!(Request::decode(&bytes[..cut]).is_err(), "frame cut at {cut}");
        }
    }

    #[test]
    fn a_bomb_is_refused_without_being_held() {
        let bomb = pack(&"0".repeat(MAX_UNPACKED + 10)).unwrap();
        assert!(bomb.len() < 10_000);
        let error = Request::decode(&bomb).unwrap_err();
        assert_eq!(error, WireError::TooLarge { what: "unpacked bytes", limit: MAX_UNPACKED });
    }

    #[test]
    fn errors_name_the_line_and_never_the_content() {
        let text = request().to_text().replace(r#""n":1"#, r#""n":"Nguyễn Thị Hương""#);
        let error = Request::decode(&pack(&text).unwrap()).unwrap_err().to_string();
        assert!(error.starts_with("line 2: a member is missing or of another type"), "{error}");
        assert!(!error.contains("Hương"));
    }
}
