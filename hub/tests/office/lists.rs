use super::desk::Desk;

const LIST: &str = "STT,Họ và tên chủ hộ,Tổ dân phố,Địa chỉ,Số điện thoại\n\
1,Nguyễn Thị Mẫu,Tổ dân phố 5,12/3 đường Mẫu,0951 234 567\n\
2,Trần Văn Thử,Tổ dân phố 5,14 đường Mẫu,0951 234 568\n\
3,Lê Văn Ví Dụ,Tổ dân phố 6,2 đường Thử,\n";

fn write(desk: &Desk, name: &str, text: &str) -> String {
    let path = desk.path(name);
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn a_list_becomes_households_of_squads_and_members() {
    let desk = Desk::set_up();
    let squad = desk.types(&["squad", "add", "Đội 1"]).unwrap();
    let member = desk.types(&["member", "add", "Phạm Thị Mẫu", "--squad", "đội 1", "--phone", "0951234569"]).unwrap();
    desk.types(&["neighbourhood", "add", "Tổ dân phố 5"]).unwrap();
    desk.types(&["responsibility", "set", "tổ dân phố 5", "Đội 1", "--from", "2025-07-01"]).unwrap();
    let list = write(&desk, "list.csv", LIST);
    let preview = desk.types(&["import", &list, "--dry-run"]).unwrap();
    assert!(preview.contains("Households: new 3, changed 0"), "{preview}");
    assert!(desk.office(|office| office.households().unwrap()).is_empty(), "a preview writes nothing");
    let said = desk.types(&["import", &list]).unwrap();
    assert!(said.contains("3 households, 0 residents, 1 new neighbourhoods; 0 not applied"), "{said}");
    let homes = desk.office(|office| office.households().unwrap());
    let of_squad =
        homes.iter().filter(|home| home.assignment.squad.map(|id| id.to_string()) == Some(squad.trim().into()));
    assert_eq!(of_squad.count(), 2, "the squad responsible for the neighbourhood has its households");
    // The same list again changes nothing; a moved number is one change.
    let again = desk.types(&["import", &list]).unwrap();
    assert!(again.contains("new 0, changed 0, unchanged 3"), "{again}");
    let corrected = write(&desk, "list2.csv", &LIST.replace("0951 234 568", "0951 234 599"));
    let said = desk.types(&["import", &corrected]).unwrap();
    assert!(said.contains("new 0, changed 1, unchanged 2"), "{said}");
    let given = desk.types(&["assign", "--member", member.trim(), "--neighbourhood", "Tổ dân phố 5"]).unwrap();
    assert!(given.contains("2 households given, 0 not."), "{given}");
    let table = desk.types(&["export", "households"]).unwrap();
    assert!(table.contains("0951 234 599") && table.contains("Phạm Thị Mẫu"), "{table}");
    // Whoever leaves gives their households back.
    desk.types(&["member", "leave", member.trim()]).unwrap();
    let homes = desk.office(|office| office.households().unwrap());
    assert!(homes.iter().all(|home| home.assignment.member.is_none()));
    assert!(desk.types(&["check"]).unwrap().contains("No problem found"));
}

#[test]
fn merged_neighbourhoods_answer_to_their_former_names() {
    let desk = Desk::set_up();
    let list = write(&desk, "list.csv", LIST);
    desk.types(&["import", &list]).unwrap();
    desk.types(&["neighbourhood", "merge", "Tổ dân phố 6", "Tổ dân phố 5"]).unwrap();
    let homes = desk.office(|office| office.households().unwrap());
    let five = desk.office(|office| office.find_neighbourhood("Tổ dân phố 6").unwrap());
    assert!(homes.iter().all(|home| home.household.neighbourhood == Some(five)));
}
