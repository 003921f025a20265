//! Tours without a terminal, and rehearsed.

use std::fs;

use crate::answer;
use crate::pack::Draft;

#[test]
fn a_tour_is_presented_in_a_terminal_and_looked_at_anywhere() {
    let (code, _, err) = answer(&["present", "bread"]);
    assert_eq!(code, 2);
    assert!(err.contains("roledex export tour:bread -o handout.html"), "{err}");
    let (code, _, err) = answer(&["notes"]);
    assert_eq!((code, err.contains("roledex show tour:ID")), (2, true), "{err}");
    for (asked, said) in [
        (&["present", "bred"][..], "no tour \"bred\"; did you mean \"bread\"?"),
        (&["present", "bread/5"], "bread has no stop 5; its stops are 1 to 4"),
        (&["present", "bread/0"], "stops count from 1"),
        (&["notes", "--end", "half past"], "a time such as 10:30 is wanted"),
        (&["practice", "--limit", "0"], "a number from 1 to 65535 is wanted"),
        (&["practice", "--limit", "-3"], "a number from 1 to 65535 is wanted"),
        (&["mock", "baker", "--minutes", "soon"], "a number from 1 to 600 is wanted"),
        (&["export", "home", "-o", "a.svg", "--size", "0x5"], "a size such as 120x36 is wanted"),
        (&["export", "home", "baker", "-o", "a.svg"], "a picture shows one place"),
        (&["export", "home", "--notes", "-o", "a.svg"], "a picture shows the screen, and no notes"),
        (&["export", "home", "--size", "80x24", "-o", "a.md"], "--size is that of a picture"),
        (&["export", "tour:bread/1#nonsense", "-o", "a.md"], "tour:bread/1 has no part \"nonsense\""),
        (&["present", "role:baker"], "role:baker is no tour"),
        (&["present", "bread@before"], "a tour is begun at a stop"),
    ] {
        let (code, _, err) = answer(asked);
        assert_eq!((code, err.contains(said)), (2, true), "{asked:?}: {err}");
    }
    let (code, out, _) = answer(&["present", "--check"]);
    assert_eq!(code, 0, "{out}");
    for words in ["as on 100 by 28", "projector-light  11.4:1", "4  By weight", "all can be read"] {
        assert!(out.contains(words), "{words}: {out}");
    }
    let (code, out, _) = answer(&["present", "--check", "--theme", "light"]);
    assert_eq!((code, out.contains("! light             4.7:1  in use")), (1, true), "{out}");
}

#[test]
fn a_pack_without_tours_is_not_presented() {
    let pack = Draft::new();
    fs::remove_dir_all(pack.path("tours")).expect("the tours");
    let told = "this pack has no tours; write one as tours/ID.toml";
    let (code, out, err) = answer(&["--content", pack.name(), "present"]);
    assert_eq!((code, out.as_str(), err.contains(told)), (2, "", true), "{err}");
    let (code, out, _) = answer(&["--content", pack.name(), "present", "--check"]);
    assert!(
        code == 1 && out.contains(&format!("! {told}")) && out.contains("change what is marked"),
        "{out}"
    );
}

#[test]
fn a_rehearsal_tells_what_a_room_could_not_read() {
    let pack = Draft::new();
    let file = pack.path("tours/bread.toml");
    let tour = fs::read_to_string(&file).expect("the tour");
    let check = |from: &str, to: &str| {
        assert!(tour.contains(from), "{from}");
        fs::write(&file, tour.replacen(from, to, 1)).expect("a file");
        answer(&["--content", pack.name(), "present", "--check", "bread"])
    };
    for (from, to, said) in [
        ("minutes = 10", "minutes = 12", "! its stops take 10 minutes together, and it says 12"),
        (
            "role:baker@after#does\"",
            "role:baker@after\"",
            "rows fit on 100 by 28; name a part of the page, such as role:baker@after#",
        ),
        (
            "role:baker@after#does\"",
            "role:baker@after#dos\"",
            "role:baker@after#dos is not there; name a place or a part that is",
        ),
        ("[[stop.say]]\ntext = \"Now turn the era.\"\nsources = [\"editorial\"]\n", "", "it has no notes"),
    ] {
        let (code, out, err) = check(from, to);
        assert_eq!((code, out.contains(said)), (1, true), "{said}: {out}{err}");
    }
}
