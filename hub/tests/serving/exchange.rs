use doorstep_core::{
    enrolment::Token,
    id::Id,
    receipt::{Fate, Receipt},
    sync::hub::Keys,
    sync::wire::{Line, MAX_COMPRESSED, Standing},
};

use super::ward::{Ward, get, post, problem, with_token};

fn pushed(lines: &[Line]) -> Vec<Id> {
    let id = |line: &Line| match line {
        Line::Pushed(id) => Some(*id),
        _ => None,
    };
    lines.iter().filter_map(id).collect()
}

fn receipts(lines: &[Line]) -> Vec<Receipt> {
    let receipt = |line: &Line| match line {
        Line::Receipt(text) => Receipt::from_text(text.get()),
        _ => None,
    };
    lines.iter().filter_map(receipt).collect()
}

#[tokio::test]
async fn enrol_sync_receipt() {
    let ward = Ward::start().await;
    let phone = ward.phone().await;
    let change = phone.edits_own_number(1);
    let answer = ward.sync(&phone, &[(1, &change)]).await;
    assert_eq!(answer.head.standing, Standing::Ok);
    assert_eq!(pushed(&answer.lines), [change.id]);
    let given = receipts(&answer.lines);
    assert_eq!((given[0].change, &given[0].fate), (change.id, &Fate::Applied));
    assert!(given[0].verify(ward.app.hub.keys().receipt_key()), "the hub's own receipt");
    assert!(matches!(answer.lines.last(), Some(Line::Checkpoint(_))));
    // Sent again, it acts once: the same receipt.
    assert_eq!(receipts(&ward.sync(&phone, &[(1, &change)]).await.lines), given);
    let member = ward.office().member(ward.volunteer).unwrap();
    assert_eq!(member.phone, "+84951000001");
}

#[tokio::test]
async fn a_wrong_token_is_a_stranger() {
    let ward = Ward::start().await;
    let phone = ward.phone().await;
    let request = with_token(post("/v1/sync", phone.body(&[])), &Token::from_bytes([9; 32]));
    let answer = ward.send(request).await;
    assert_eq!(problem(&answer), (401, "unknown-device".into()));
    assert_eq!(answer.headers()["www-authenticate"], "Bearer");
    assert_eq!(problem(&ward.send(post("/v1/sync", phone.body(&[]))).await).0, 401);
}

#[tokio::test]
async fn a_revoked_phone_gets_nothing_but_that_its_work_is_safe() {
    let ward = Ward::start().await;
    let phone = ward.phone().await;
    ward.office().revoke(phone.answer.device).unwrap();
    let change = phone.edits_own_number(2);
    let answer = ward.sync(&phone, &[(1, &change)]).await;
    assert_eq!(answer.head.standing, Standing::Revoked);
    assert_eq!(answer.head.durable, [change.id]);
    assert!(answer.lines.is_empty());
    assert!(ward.office().member(ward.volunteer).unwrap().phone.is_empty(), "parked, not applied");
    let listed = &ward.app.hub.listed()[&ward.commune];
    assert!(listed.revoked.contains(&phone.answer.device), "the revocation is on the list beside the database");
}

#[tokio::test]
async fn bodies_that_are_too_large_or_do_not_read_are_refused() {
    let ward = Ward::start().await;
    let phone = ward.phone().await;
    let large = with_token(post("/v1/sync", vec![0; MAX_COMPRESSED + 1]), &phone.answer.token);
    match ward.send_pinned(large, phone_pin(&ward)).await {
        Ok(answer) => assert_eq!(problem(&answer), (413, "too-large".into())),
        // The hub answered and closed while the body was still under way.
        Err(error) => {
            assert!(error.to_string().contains("connection") || error.to_string().contains("broken"), "{error}")
        }
    }
    let noise = with_token(post("/v1/sync", b"not zstd".to_vec()), &phone.answer.token);
    assert_eq!(problem(&ward.send(noise).await), (400, "bad-body".into()));
}

fn phone_pin(ward: &Ward) -> [u8; 32] {
    *ward.app.hub.keys().pin()
}

#[tokio::test]
async fn other_pages() {
    let ward = Ward::start().await;
    assert_eq!(problem(&ward.send(get("/nowhere")).await), (404, "not-found".into()));
    assert_eq!(problem(&ward.send(get("/v1/sync")).await), (405, "method".into()));
    let home = ward.send(get("/")).await;
    let text = String::from_utf8_lossy(home.body()).into_owned();
    assert!(text.contains("Từng Nhà") && text.contains("hub of a volunteer squad"));
    ward.phone().await;
    let metrics = ward.send(get("/metrics")).await;
    let text = String::from_utf8_lossy(metrics.body()).into_owned();
    assert!(text.contains("doorstep_enrolments_total 1"), "{text}");
    assert!(text.contains(r#"doorstep_requests_total{route="other",status="404"} 1"#), "{text}");
}

#[tokio::test]
async fn a_clock_far_off_is_counted_and_does_no_harm() {
    let ward = Ward::start().await;
    let phone = ward.phone().await;
    let mut request = doorstep_core::sync::wire::Request::decode(&phone.body(&[])).unwrap();
    request.head.now = 0;
    let request = with_token(post("/v1/sync", request.encode().unwrap()), &phone.answer.token);
    assert_eq!(ward.send(request).await.status(), 200);
    assert_eq!(ward.app.metrics.skewed.get(), 1);
}
