//! The wire as it is frozen: what these tests spell out is what phones in the field send and read. A difference here is a
//! new version of the wire, never an edit of the expectation.

#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]

use doorstep_core::{
    change::Change,
    id::Id,
    json,
    receipt::{CounterLine, Fate, Reason, Receipt},
    record::Kind,
    sync::{
        cursor::{Cursor, Leg, Place},
        wire::{
            Answer, AnswerHead, Checkpoint, Expected, Line, PageHead, PushLine, RecordLine, Request, RequestHead,
            SpoolPlace, Standing,
        },
    },
};
use proptest::prelude::*;
use serde_json::value::RawValue;

fn id(n: u8) -> Id {
    Id::from_bytes([n; 16])
}

fn raw(text: &str) -> Box<RawValue> {
    RawValue::from_string(text.to_owned()).unwrap()
}

fn change() -> Change {
    Change {
        id: id(1),
        member: id(2),
        at: 1_795_485_600_000,
        unsure: true,
        kind: "household.edit".into(),
        v: 1,
        root: id(3),
        seen: 117,
        after: vec![id(4)],
        epoch: 118,
        data: json::parse_canonical(r#"{"landmark":"cổng xanh"}"#).unwrap(),
    }
}

const CHANGE: &str = r#"{"after":["04040404-0404-0404-0404-040404040404"],"at":1795485600000,"data":{"landmark":"cổng xanh"},"epoch":118,"id":"01010101-0101-0101-0101-010101010101","kind":"household.edit","member":"02020202-0202-0202-0202-020202020202","root":"03030303-0303-0303-0303-030303030303","seen":117,"unsure":true,"v":1}"#;

#[test]
fn a_change_is_spelled_so() {
    assert_eq!(change().to_text(), CHANGE);
    assert_eq!(Change::from_text(CHANGE).unwrap(), change());
    let hash = doorstep_core::receipt::hex(&Change::hash_of(CHANGE));
    assert_eq!(hash, "8ae079304be7e373d5ee8f1a4cdfe273817948a098118c8f01e077d391afbd87");
}

fn receipt() -> Receipt {
    let mut receipt = Receipt {
        change: id(1),
        hash: [9; 32],
        kind: "household.edit".into(),
        member: id(2),
        root: id(3),
        fate: Fate::Superseded,
        reason: Some(Reason::Conflict),
        args: json::parse_canonical(r#"{"field":"landmark"}"#).unwrap(),
        seq: 431,
        at: 1_795_485_600_000,
        received: 1_795_485_700_000,
        counters: vec![CounterLine { metric: "visits".into(), day: "2026-11-24".into(), member: id(2), n: 1 }],
        mac: [0; 16],
    };
    receipt.seal(&[7; 32]);
    receipt
}

const RECEIPT: &str = r#"{"args":{"field":"landmark"},"at":1795485600000,"counters":[{"day":"2026-11-24","member":"02020202-0202-0202-0202-020202020202","metric":"visits","n":1}],"fate":"superseded","hash":"0909090909090909090909090909090909090909090909090909090909090909","id":"01010101-0101-0101-0101-010101010101","kind":"household.edit","mac":"2f4ba9283d922e6fc632bf095911ebde","member":"02020202-0202-0202-0202-020202020202","reason":"conflict","received":1795485700000,"root":"03030303-0303-0303-0303-030303030303","seq":431}"#;

#[test]
fn a_receipt_is_spelled_so() {
    assert_eq!(receipt().to_text(), RECEIPT);
    assert_eq!(Receipt::from_text(RECEIPT).unwrap(), receipt());
}

#[test]
fn a_request_is_spelled_so() {
    let request = Request {
        head: RequestHead {
            v: 1,
            inc: id(5),
            cursor: Some(Cursor { seq: 412, mark: [0x9f; 8] }),
            spool: SpoolPlace {
                id: id(6),
                pages: 1,
                head: Some(Cursor { seq: 431, mark: [7; 8] }),
                leg: Some(Leg { from: 412, to: 431, at: Place::Root(id(3), 420) }),
            },
            generation: 2,
            now: 1_795_485_600_000,
            push_only: false,
            gaps: 0,
        },
        changes: vec![
            PushLine { n: 17, inc: None, change: Some(raw(CHANGE)), sealed: None, was: None },
            PushLine { n: 3, inc: Some(id(8)), change: None, sealed: Some("00ff".into()), was: Some(raw("{}")) },
        ],
    };
    let lines = [
        r#"{"v":1,"inc":"05050505-0505-0505-0505-050505050505","cursor":"412.9f9f9f9f9f9f9f9f","spool":{"id":"06060606-0606-0606-0606-060606060606","pages":1,"head":"431.0707070707070707","leg":{"from":412,"to":431,"at":{"root":["03030303-0303-0303-0303-030303030303",420]}}},"generation":2,"now":1795485600000}"#,
        &format!(r#"{{"n":17,"change":{CHANGE}}}"#),
        r#"{"n":3,"inc":"08080808-0808-0808-0808-080808080808","sealed":"00ff","was":{}}"#,
        r#"{"end":3}"#,
    ];
    assert_eq!(request.to_text(), lines.join("\n") + "\n");
    let read = Request::decode(&request.encode().unwrap()).unwrap();
    assert_eq!(read.to_text(), request.to_text());
}

#[test]
fn an_answer_is_spelled_so() {
    let cursor = Cursor { seq: 431, mark: [7; 8] };
    let answer = Answer {
        head: AnswerHead {
            v: 1,
            now: 1_795_485_700_000,
            generation: 2,
            standing: Standing::UpdateNeeded,
            expected: Some(Expected { inc: id(5), n: 17 }),
            cloned: true,
            durable: vec![id(1)],
        },
        lines: vec![
            Line::Pushed(id(1)),
            Line::Page(PageHead { cursor: None, spool: id(6), page: 0, head: cursor }),
            Line::Root(id(3), 118),
            Line::Record(RecordLine {
                k: Kind::new("note"),
                i: id(4),
                o: id(3),
                s: 119,
                b: Some(raw(r#"{"text":"a","x":1.0}"#)),
            }),
            Line::Record(RecordLine { k: Kind::new("note"), i: id(5), o: id(3), s: 120, b: None }),
            Line::Receipt(raw("{}")),
            Line::More(Leg { from: 0, to: 431, at: Place::Receipts(400) }),
            Line::Checkpoint(Checkpoint { cursor, full: true, gone: vec![id(9)], digest: "0f".into() }),
        ],
    };
    let lines = [
        r#"{"v":1,"now":1795485700000,"generation":2,"standing":"update_needed","expected":{"inc":"05050505-0505-0505-0505-050505050505","n":17},"cloned":true,"durable":["01010101-0101-0101-0101-010101010101"]}"#,
        r#"{"pushed":"01010101-0101-0101-0101-010101010101"}"#,
        r#"{"page":{"cursor":null,"spool":"06060606-0606-0606-0606-060606060606","page":0,"head":"431.0707070707070707"}}"#,
        r#"{"root":["03030303-0303-0303-0303-030303030303",118]}"#,
        r#"{"record":{"k":"note","i":"04040404-0404-0404-0404-040404040404","o":"03030303-0303-0303-0303-030303030303","s":119,"b":{"text":"a","x":1.0}}}"#,
        r#"{"record":{"k":"note","i":"05050505-0505-0505-0505-050505050505","o":"03030303-0303-0303-0303-030303030303","s":120}}"#,
        r#"{"receipt":{}}"#,
        r#"{"more":{"from":0,"to":431,"at":{"receipts":400}}}"#,
        r#"{"checkpoint":{"cursor":"431.0707070707070707","full":true,"gone":["09090909-0909-0909-0909-090909090909"],"digest":"0f"}}"#,
        r#"{"end":9}"#,
    ];
    assert_eq!(answer.to_text(), lines.join("\n") + "\n");
    let read = Answer::decode(&answer.encode().unwrap()).unwrap();
    assert_eq!(read.to_text(), answer.to_text());
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = Request::decode(&bytes);
        let _ = Answer::decode(&bytes);
        let packed = zstd::bulk::compress(&bytes, 3).unwrap();
        let _ = Request::decode(&packed);
        let _ = Answer::decode(&packed);
        let text = String::from_utf8_lossy(&bytes);
        let _ = Change::from_text(&text);
        let _ = Receipt::from_text(&text);
        let _ = Cursor::parse(&text);
    }

    /// One spelling a value: whatever parses as canonical is written back as the same bytes.
    #[test]
    fn what_parses_as_canonical_is_written_back_unchanged(text in json_text()) {
        if let Ok(fields) = json::parse_canonical(&text) {
            prop_assert_eq!(json::fields_to_canonical(&fields), text);
        }
    }

    /// A bent change either is refused or still has the bytes that were sent.
    #[test]
    fn a_bent_change_is_refused_or_hashes_differently(at in 0usize..CHANGE.len(), with in any::<u8>()) {
        let mut bytes = CHANGE.as_bytes().to_vec();
        bytes[at] = with;
        if let Ok(text) = String::from_utf8(bytes)
            && text != CHANGE
            && Change::from_text(&text).is_ok()
        {
            prop_assert_ne!(Change::hash_of(&text), Change::hash_of(CHANGE));
        }
    }
}

fn json_text() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        "-?(0|[1-9][0-9]{0,25})(\\.[0-9]{1,3})?".prop_map(|n| n),
        "[a-zđêư ]{0,8}".prop_map(|s| format!("{s:?}")),
    ];
    let value = leaf.prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(|v| format!("[{}]", v.join(","))),
            proptest::collection::vec(("[a-d]{1,2}", inner), 0..4).prop_map(|members| {
                let members: Vec<String> = members.into_iter().map(|(k, v)| format!("{k:?}:{v}")).collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    });
    value.prop_map(|v| format!("{{\"a\":{v}}}"))
}
