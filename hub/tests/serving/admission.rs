use doorstep_hub::{
    admission::{Admission, Urgency},
    routes::headers::PRIORITY,
};

use super::ward::{Ward, post, problem, with_token};

#[tokio::test]
async fn a_full_hub_says_so_before_it_reads_and_keeps_room_for_people_who_wait() {
    let admission = Admission::new(4, 1);
    let ward = Ward::start_with(admission.clone()).await;
    let phone = ward.phone().await;
    let places: Vec<_> = (0..3).map(|_| admission.admit(Urgency::Background).unwrap()).collect();
    // Not even a token: nothing of it is looked at.
    let answer = ward.send(post("/v1/sync", vec![])).await;
    assert_eq!(problem(&answer), (503, "queue-full".into()));
    let seconds: u64 = answer.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((15..=60).contains(&seconds), "{seconds}");
    let mut tapped = with_token(post("/v1/sync", phone.body(&[])), &phone.answer.token);
    tapped.headers_mut().insert(PRIORITY, "user".parse().unwrap());
    assert_eq!(ward.send(tapped).await.status(), 200);
    drop(places);
    assert_eq!(ward.send(phone.request(&[])).await.status(), 200);
    assert_eq!(ward.app.metrics.turned_away.get(), 1);
}
