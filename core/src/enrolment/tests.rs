use proptest::prelude::*;

use super::*;
use crate::{id::Id, model::member::Role, sealed::HubSealingKey};

fn invitation() -> Invitation {
    Invitation {
        commune: "16522".parse().unwrap(),
        commune_name: "Quảng Phú".into(),
        addresses: vec!["192.168.1.10:8443".into(), "[fd00::1]:8443".into()],
        local_name: Some("doorstep-16522.local:8443".into()),
        pin: [7; 32],
        sealing_key: HubSealingKey::from_bytes([9; 32]),
        code: OneTimeCode::from_random([0xAB; 8]),
        generation: 3,
    }
}

/// The text with a fresh check, so that a test reaches what lies behind it.
fn rechecked(text: &str) -> String {
    let (body, _) = text.rsplit_once("&z=").unwrap();
    format!("{body}&z={}", crate::receipt::hex(&blake3::hash(body.as_bytes()).as_bytes()[..4]))
}

#[test]
fn the_text_is_compact_and_round_trips() {
    let text = invitation().to_text().unwrap();
    assert!(text.len() < 330, "{}", text.len());
    assert!(text.is_ascii());
    assert_eq!(Invitation::from_text(&format!("  {text}\n")), Ok(invitation()));
}

#[test]
fn a_text_cut_anywhere_is_cut_short_or_another_app() {
    let text = invitation().to_text().unwrap();
    for end in 0..text.len() {
        let error = Invitation::from_text(&text[..end]).unwrap_err();
        let expected = if end < "doorstep:".len() { InvitationError::OtherApp } else { InvitationError::CutShort };
        assert_eq!(error, expected, "cut at {end}");
    }
}

#[test]
fn every_error_names_what_is_wrong() {
    let text = invitation().to_text().unwrap();
    let error = |text: &str| Invitation::from_text(text).unwrap_err();
    assert_eq!(error("https://example.vn/app"), InvitationError::OtherApp);
    assert_eq!(error(""), InvitationError::OtherApp);
    assert_eq!(error(&text.replace("doorstep:1", "doorstep:2")), InvitationError::NewerVersion { version: 2 });
    assert_eq!(error(&text.replace("16522", "16523")), InvitationError::Altered);
    let long = text.replace("&k=", &format!("&x={}&k=", "y".repeat(MAX_TEXT)));
    assert!(matches!(error(&rechecked(&long)), InvitationError::TooLong { .. }));
    for (was, becomes, part) in [
        ("&p=07", "&p=0G", Part::Pin),
        ("&p=0707", "&p=", Part::Pin),
        ("&s=09", "&s=x9", Part::SealingKey),
        ("c=16522", "c=1652", Part::Commune),
        ("&g=3", "&g=-3", Part::Generation),
        ("&g=3", "&g=3&g=3", Part::Generation),
        ("192.168.1.10:8443", "192.168.1.10", Part::Addresses),
        (".local:8443", ".local:0", Part::LocalName),
        ("Qu%E1", "Qu%E", Part::CommuneName),
        ("&k=", "&k=U", Part::Code),
    ] {
        assert_eq!(error(&rechecked(&text.replace(was, becomes))), InvitationError::BadPart { part }, "{was}");
    }
    let without_code = text.replace(&format!("&k={}", invitation().code), "");
    assert_eq!(error(&rechecked(&without_code)).code(), "bad_part");
}

#[test]
fn parts_of_a_later_release_are_passed_over() {
    let text = invitation().to_text().unwrap().replace("&g=3", "&g=3&colour=green");
    assert_eq!(Invitation::from_text(&rechecked(&text)), Ok(invitation()));
}

#[test]
fn nothing_is_written_that_no_phone_could_read() {
    let without = Invitation { addresses: vec![], ..invitation() };
    assert_eq!(without.to_text(), Err(InvitationError::BadPart { part: Part::Addresses }));
    let many = Invitation { addresses: vec![format!("{}:8443", "a".repeat(60)); 5], ..invitation() };
    assert!(matches!(many.to_text(), Err(InvitationError::TooLong { .. })));
}

#[test]
fn a_code_reads_as_people_say_it() {
    let code = OneTimeCode::from_random([0, 0x10, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77]);
    let text = code.to_string();
    assert_eq!(text.len(), 14);
    let spoken = text.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
    assert_eq!(spoken.parse(), Ok(code));
    assert_eq!("K7QD-3MXP".parse::<OneTimeCode>(), Err(BadCode::Length { found: 8 }));
    assert_eq!("K7QD-3MXP-9T2U".parse::<OneTimeCode>(), Err(BadCode::Character { position: 12, found: 'U' }));
    assert!(!format!("{code:?}").contains(&text));
}

#[test]
fn the_answer_round_trips_and_the_token_does_not_print() {
    let answer = EnrolAnswer {
        device: Id::v7(1, [1; 10]),
        member: Id::v7(1, [2; 10]),
        name: "Lê Thị Mẫu".into(),
        roles: vec![Role::Volunteer],
        token: Token::from_bytes([5; 32]),
        addresses: vec!["192.168.1.10:8443".into()],
        local_name: None,
        sealing_key: HubSealingKey::from_bytes([9; 32]),
        generation: 0,
        commune: "16522".parse().unwrap(),
        commune_name: "Quảng Phú".into(),
        now: 1_764_000_000_000,
    };
    let text = serde_json::to_string(&answer).unwrap();
    assert_eq!(serde_json::from_str::<EnrolAnswer>(&text).unwrap(), answer);
    assert!(!format!("{answer:?}").contains(&answer.token.to_text()));
    assert!("05".parse::<Token>().is_err());
}

proptest! {
    #[test]
    fn any_text_is_answered_without_a_panic(text in ".{0,200}") {
        let _ = Invitation::from_text(&text);
        let _ = Invitation::from_text(&format!("doorstep:1?{text}"));
        let _ = Invitation::from_text(&rechecked(&format!("doorstep:1?c=16522&n={text}&z=")));
        let _ = text.parse::<OneTimeCode>();
    }

    #[test]
    fn every_invitation_round_trips(
        name in "[\\PC]{1,24}",
        hosts in prop::collection::vec("[a-z0-9]{1,12}", 1..4),
        port in 1u16..,
        pin: [u8; 32],
        key: [u8; 32],
        code: [u8; 8],
        generation: u32,
    ) {
        prop_assume!(!name.trim().is_empty());
        let invitation = Invitation {
            commune: "16522".parse().unwrap(),
            commune_name: name,
            addresses: hosts.iter().map(|host| format!("{host}:{port}")).collect(),
            local_name: None,
            pin,
            sealing_key: HubSealingKey::from_bytes(key),
            code: OneTimeCode::from_random(code),
            generation,
        };
        match invitation.to_text() {
            Ok(text) => {
                prop_assert!(text.len() <= MAX_TEXT);
                prop_assert_eq!(Invitation::from_text(&text), Ok(invitation));
            }
            // Marks outside ASCII take three characters a byte.
            Err(InvitationError::TooLong { .. }) => {}
            Err(error) => prop_assert_eq!(error, InvitationError::BadPart { part: Part::CommuneName }),
        }
    }
}
