use doorstep_core::{id::Id, json::Fields};
use doorstep_hub::office::Office;
use serde_json::{Value, json};

use super::desk::Desk;

const LIST: &str = "STT,Họ và tên chủ hộ,Tổ dân phố\n1,Nguyễn Thị Mẫu,Tổ dân phố 5\n2,Trần Văn Thử,Tổ dân phố 5\n\
3,Lê Văn Ví Dụ,Tổ dân phố 5\n4,Mai Thị Mẫu,Tổ dân phố 5\n5,Vũ Văn Thử,Tổ dân phố 6\n";

fn does(office: &Office<'_>, kind: &str, root: Id, data: Value) -> Id {
    let data: Fields = data.as_object().cloned().unwrap();
    let change = office.change(kind, root, data).unwrap();
    let id = change.id;
    office.submit(change).unwrap();
    id
}

#[test]
fn an_outline_spans_the_homes_whose_position_somebody_agreed_to_keep() {
    let desk = Desk::set_up();
    let list = desk.path("list.csv");
    std::fs::write(&list, LIST).unwrap();
    desk.types(&["import", &list]).unwrap();
    assert!(desk.types(&["neighbourhood", "outline"]).unwrap().contains("0 outlines drawn"));
    // The corners of a field of about 105 m by 110 m.
    let pins = [
        [197_650_000, 1_058_150_000],
        [197_650_000, 1_058_160_000],
        [197_660_000, 1_058_160_000],
        [197_660_000, 1_058_150_000],
    ];
    desk.office(|office| {
        let homes = office.households().unwrap();
        let of_five = office.find_neighbourhood("Tổ dân phố 5").unwrap();
        let homes = homes.iter().filter(|home| home.household.neighbourhood == Some(of_five));
        for (home, pin) in homes.zip(pins) {
            let resident = does(office, "resident.add", home.id, json!({ "name": "Nguyễn Thị Mẫu" }));
            let consent = json!({ "resident": resident, "purpose": "pin", "answer": "given", "method": "screen" });
            does(office, "consent.record", home.id, consent);
            does(office, "household.edit", home.id, json!({ "pin": pin }));
        }
    });
    assert!(desk.types(&["neighbourhood", "outline"]).unwrap().contains("1 outlines drawn"));
    desk.office(|office| {
        let all = office.neighbourhoods().unwrap();
        let (_, five) = all.iter().find(|(_, neighbourhood)| neighbourhood.name == "Tổ dân phố 5").unwrap();
        assert_eq!(five.hull.len(), 4);
        assert!((11_000..12_200).contains(&five.area_m2), "{}", five.area_m2);
    });
    assert!(desk.types(&["neighbourhood", "outline"]).unwrap().contains("0 outlines drawn"));
}
