//! Taps: what a person with this phone in hand might do next, drawn from what the phone shows. Some of it the rulebook
//! refuses at once, some only the hub can decide.

mod home;
mod office;
mod ride;

use doorstep_core::{
    id::Id,
    json::Fields,
    record::{Kind, Record},
    store::{records, saving::Draft},
};
use doorstep_sqlcipher::rusqlite::Connection;
use serde_json::{Value, json};

pub use self::office::assign;
use crate::{dice::Dice, town::fields};

/// A phone's screen: what it holds.
pub struct Screen<'a> {
    conn: &'a Connection,
    /// Who holds the phone.
    pub me: Id,
    /// The commune's root.
    pub commune: Id,
}

impl<'a> Screen<'a> {
    /// The screen of a phone.
    pub fn new(conn: &'a Connection, me: Id, commune: Id) -> Screen<'a> {
        Screen { conn, me, commune }
    }

    fn all(&self, kind: &'static str) -> Vec<Record> {
        records::of_kind(self.conn, &Kind::new(kind)).unwrap_or_default()
    }

    fn any(&self, kind: &'static str, dice: &mut Dice) -> Option<Record> {
        let all = self.all(kind);
        dice.pick(&all).cloned()
    }

    fn of_root(&self, kind: &str, root: Id) -> Vec<Record> {
        let all = records::of_root(self.conn, root).unwrap_or_default();
        all.into_iter().filter(|record| record.key.kind.as_str() == kind).collect()
    }

    /// A household that somebody would knock at.
    fn home(&self, dice: &mut Dice) -> Option<Record> {
        let all = self.all("household");
        let mut own: Vec<Record> = all;
        own.retain(|record| !record.body.contains_key("alias_of") || dice.permille(200));
        dice.pick(&own).cloned()
    }

    fn resident(&self, dice: &mut Dice) -> Option<Record> {
        self.any("resident", dice)
    }
}

const WORDS: &[&str] = &["gọi trước", "chó dữ", "cổng khóa", "hẹn chiều", "nhà sau đình", "nặng tai"];
/// Working days, a day on which the Centre is closed, a Sunday.
const DAYS: &[&str] = &["2026-12-07", "2026-12-08", "2026-12-08", "2026-12-10", "2026-12-09", "2026-12-13"];

fn draft(kind: &'static str, root: Option<Id>, data: Value) -> Option<Draft> {
    Some(Draft { kind, root, data: fields(data) })
}

fn text(fields: &Fields, name: &str) -> Option<String> {
    fields.get(name).and_then(Value::as_str).map(str::to_owned)
}

/// What the person does next; none where the screen offers nothing to do it with.
pub fn next(screen: &Screen<'_>, dice: &mut Dice) -> Option<Draft> {
    type Make = fn(&Screen<'_>, &mut Dice) -> Option<Draft>;
    let choices: &[(usize, Make)] = &[
        (14, home::visit),
        (4, home::amend),
        (6, home::note),
        (2, home::remove_note),
        (9, home::edit),
        (3, home::add),
        (5, home::add_resident),
        (6, home::edit_resident),
        (7, home::consent),
        (3, home::withdraw),
        (2, home::follow_up),
        (4, home::edit_follow_up),
        (3, home::close_conflict),
        (8, assign),
        (3, office::take_back),
        (2, office::merge_homes),
        (1, office::unmerge_homes),
        (1, office::rename_neighbourhood),
        (1, office::merge_neighbourhoods),
        (1, office::split_neighbourhood),
        (1, office::add_neighbourhood),
        (1, office::edit_squad),
        (1, office::add_squad),
        (2, office::edit_member),
        (1, office::add_member),
        (1, office::vehicle),
        (2, office::edit_vehicle),
        (1, office::point),
        (1, office::commune),
        (1, office::responsibility),
        (1, office::announce),
        (2, office::erase),
        (8, ride::book),
        (5, ride::give_vehicle),
        (3, ride::cancel),
        (8, ride::step),
    ];
    let make = dice.weighted(choices)?;
    let mut made = make(screen, dice)?;
    if dice.permille(40) {
        // A newer release of the app on this phone.
        made.data.insert("newer".into(), json!({"level": 1.0, "tags": ["a"]}));
    }
    Some(made)
}
