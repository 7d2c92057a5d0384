use doorstep_core::{enrolment::EnrolAnswer, model::device::DeviceState};
use doorstep_hub::office::{Office, devices::CODE_MS};

use super::ward::{NOW, Ward, asking, get, post, problem, with_token};

#[tokio::test]
async fn a_phone_is_let_in_once_and_again_after_a_lost_answer() {
    let ward = Ward::start().await;
    let invitation = ward.invite();
    assert_eq!(&invitation.pin, ward.app.hub.keys().pin());
    let first = ward.enrol(&asking(&invitation, 1)).await;
    assert_eq!(first.status(), 200);
    let answer: EnrolAnswer = serde_json::from_slice(first.body()).unwrap();
    assert_eq!((answer.member, answer.name.as_str()), (ward.volunteer, "Lê Thị Mẫu"));
    assert_eq!((answer.commune_name.as_str(), answer.now), ("Quảng Phú", NOW));
    // The answer was lost: the same phone asks again.
    let again = ward.enrol(&asking(&invitation, 1)).await;
    assert_eq!(serde_json::from_slice::<EnrolAnswer>(again.body()).unwrap(), answer);
    // Another phone with the same code.
    assert_eq!(problem(&ward.enrol(&asking(&invitation, 2)).await), (403, "bad-code".into()));
    let devices = ward.office().devices().unwrap();
    assert_eq!(devices.len(), 1);
    assert_eq!((devices[0].id, &devices[0].state), (answer.device, &DeviceState::Active));
}

#[tokio::test]
async fn an_expired_code_lets_nobody_in() {
    let ward = Ward::start().await;
    // Made so long ago that it is void by now.
    let earlier = Office { now: NOW - CODE_MS, ..ward.office() };
    let invitation = earlier.invite(ward.volunteer, "", &ward.app.whereabouts).unwrap();
    assert_eq!(problem(&ward.enrol(&asking(&invitation, 1)).await), (403, "bad-code".into()));
    let later = Office { now: NOW - CODE_MS + 1, ..ward.office() };
    let invitation = later.invite(ward.volunteer, "", &ward.app.whereabouts).unwrap();
    assert_eq!(ward.enrol(&asking(&invitation, 1)).await.status(), 200);
}

#[tokio::test]
async fn guessing_codes_is_bounded() {
    let ward = Ward::start().await;
    let mut invitation = ward.invite();
    let right = invitation.code;
    for guess in 0..10 {
        invitation.code = doorstep_core::enrolment::OneTimeCode::from_random([guess; 8]);
        assert_eq!(problem(&ward.enrol(&asking(&invitation, guess)).await).0, 403);
    }
    invitation.code = right;
    let answer = ward.enrol(&asking(&invitation, 99)).await;
    assert_eq!(problem(&answer), (429, "too-many-attempts".into()));
    assert!(answer.headers()["retry-after"].to_str().unwrap().parse::<u64>().unwrap() > 0);
}

#[tokio::test]
async fn a_request_that_does_not_read_is_refused_without_its_content() {
    let ward = Ward::start().await;
    let answer = ward.send(post("/v1/enrol", br#"{"code":"K7QD-3MXP-9T2U"}"#.to_vec())).await;
    assert_eq!(problem(&answer), (400, "bad-body".into()));
    assert!(!String::from_utf8_lossy(answer.body()).contains("9T2U"));
    let answer = ward.send(post("/v1/enrol", vec![b' '; 5_000])).await;
    assert_eq!(problem(&answer), (413, "too-large".into()));
}

#[tokio::test]
async fn a_hub_with_another_key_is_not_talked_to() {
    let ward = Ward::start().await;
    assert!(ward.send_pinned(get("/healthz"), [0; 32]).await.is_err());
    assert_eq!(ward.send(get("/healthz")).await.status(), 200);
}

#[tokio::test]
async fn a_phone_revoked_before_it_asked_again_is_not_let_in() {
    let ward = Ward::start().await;
    let invitation = ward.invite();
    let answer = ward.enrol(&asking(&invitation, 1)).await;
    let answer: EnrolAnswer = serde_json::from_slice(answer.body()).unwrap();
    ward.office().revoke(answer.device).unwrap();
    assert_eq!(problem(&ward.enrol(&asking(&invitation, 1)).await), (403, "bad-code".into()));
    // Its token still lets it deliver.
    let phone = super::ward::Phone { answer, inc: doorstep_core::id::Id::v7(NOW, [3; 10]) };
    let request = with_token(post("/v1/sync", phone.body(&[])), &phone.answer.token);
    assert_eq!(ward.send(request).await.status(), 200);
}
