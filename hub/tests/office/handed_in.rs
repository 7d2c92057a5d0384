use doorstep_core::{
    change::Change,
    enrolment::{DevicePlatform, EnrolRequest, SealedChange, Token},
    id::Id,
    sealed::{
        SealingSeed,
        outbox_file::{self, Frame},
    },
};
use doorstep_hub::office::{
    devices::{self, Whereabouts},
    fields,
};

use super::desk::Desk;

#[test]
fn a_sealed_file_counts_only_with_the_token_of_its_author() {
    let desk = Desk::set_up();
    desk.types(&["squad", "add", "Đội 1"]).unwrap();
    let member: Id = desk.types(&["member", "add", "Lê Thị Mẫu", "--squad", "Đội 1"]).unwrap().trim().parse().unwrap();
    let file = desk.office(|office| {
        let whereabouts = Whereabouts { addresses: vec!["127.0.0.1:1".into()], local_name: None };
        let invitation = office.invite(member, "", &whereabouts).unwrap();
        let request = EnrolRequest {
            code: invitation.code,
            attempt: Token::from_bytes([1; 32]),
            label: "Mẫu".into(),
            platform: DevicePlatform::Terminal,
            os: String::new(),
            app: String::new(),
        };
        let answer = devices::enrol(office.hub, &request, &whereabouts, office.now).unwrap();
        let frame = |tag: u8, token: Token| {
            let id = Id::v7(office.now, [tag; 10]);
            let data = fields([("member", member.to_string().into()), ("phone", format!("+8495100000{tag}").into())]);
            let change = office.change("member.edit", member, data).unwrap();
            let change = Change { id, member, seen: i64::MAX, ..change }.to_text();
            let plain = SealedChange { token, change }.to_bytes();
            let seed = SealingSeed::from_random_bytes([tag; 32]);
            Frame::seal(&invitation.sealing_key, uuid::Uuid::from_bytes(*id.as_bytes()), &plain, seed).unwrap()
        };
        let frames = [frame(11, answer.token), frame(12, Token::from_bytes([9; 32]))];
        outbox_file::encode(uuid::Uuid::from_bytes(*answer.device.as_bytes()), &frames)
    });
    let path = desk.path("handed.sealed");
    std::fs::write(&path, file).unwrap();
    let said = desk.types(&["receive", &path]).unwrap();
    assert!(said.contains("1 taken, 1 refused, 0 damaged"), "{said}");
    assert_eq!(desk.office(|office| office.member(member).unwrap().phone), "+849510000011");
    // As often as it is handed in, it acts once.
    assert_eq!(desk.types(&["receive", &path]).unwrap(), said);
}
