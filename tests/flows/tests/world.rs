//! The program itself, as an app's runner talks with it.

#![allow(clippy::unwrap_used, reason = "helpers of tests stand outside test functions")]

use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

struct World {
    child: Child,
    told: ChildStdin,
    said: BufReader<ChildStdout>,
}

impl World {
    fn open() -> World {
        let program = env!("CARGO_BIN_EXE_doorstep-world");
        let mut child = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (told, said) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        World { child, told, said }
    }

    fn tell(&mut self, command: &str) -> String {
        writeln!(self.told, "{command}").unwrap();
        let mut answer = String::new();
        self.said.read_line(&mut answer).unwrap();
        answer.trim_end().to_owned()
    }

    fn is_ok(&mut self, command: &str) {
        assert_eq!(self.tell(command), "ok", "{command}");
    }
}

#[test]
fn a_day_by_lines() {
    let mut world = World::open();
    world.is_ok("hub give minh H1 H2");
    world.is_ok("phone minh holds H1");
    world.is_ok("phone minh lacks H3");
    world.is_ok("phone minh visit H1 not_home");
    world.is_ok("hub count visit 0");
    world.is_ok("phone minh sync");
    world.is_ok("hub count visit 1 not_home");
    assert_eq!(world.tell("hub count visit 2"), "no there are 1, not 2");
    // The leader gives a home away on a phone, not at the hub.
    world.is_ok("phone mai assign H2 lan");
    world.is_ok("phone mai sync");
    world.is_ok("phone minh sync");
    world.is_ok("phone minh lacks H2");
    // A ride is booked where the passenger agreed, and not before.
    assert!(world.tell("phone minh book H1 car").starts_with("no refused: consent_missing"));
    world.is_ok("phone minh consent H1 ride");
    world.is_ok("phone minh book H1 car");
    world.is_ok("phone minh sync");
    world.is_ok("hub count ride 1");
    assert!(world.tell("hub invite lan").starts_with("ok doorstep:1?"));
}

#[test]
fn a_hub_that_is_gone_is_no_hub_and_a_stranger_is_none_either() {
    let mut world = World::open();
    world.is_ok("hub give minh H1");
    world.is_ok("phone minh note H1 gọi trước");
    world.is_ok("hub stop");
    assert_eq!(world.tell("phone minh sync"), "no sync: offline");
    world.is_ok("hub stranger");
    assert_eq!(world.tell("phone minh sync"), "no sync: wrong_key");
    world.is_ok("hub stop");
    world.is_ok("hub start");
    world.is_ok("phone minh sync");
    world.is_ok("hub count note 1 gọi trước");
    assert!(world.tell("hub dance").starts_with("no unknown"));
    // It ends with its input.
    let World { mut child, told, .. } = world;
    drop(told);
    assert!(child.wait().unwrap().success());
}
