//! A sitting over SSH: what is pressed, shown, copied, asked for and kept.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::caller::Caller;
use crate::house::{DEADLINE, House, PACK, with_limits};

use roledex::ssh::Limits;

#[tokio::test]
async fn keys_may_be_cut_anywhere_and_a_lone_esc_is_one() {
    let house = House::open(&[]);
    let mut caller = Caller::open(house.address(), "list:roles").await;
    caller.until_shown(">  Baker").await;
    // Arrow down, in three pieces.
    for piece in ["\x1b", "[", "B"] {
        caller.press(piece).await;
    }
    caller.until_gone(">  Baker").await;
    // What a terminal answers that nobody asked, and a letter cut in half, are no keys.
    caller.press("\x1b]11;rgb:1e1e/1e").await;
    caller.press("1e/1e1e\x1b\\\x1b[24;80R/b").await;
    caller.press(&"ä".as_bytes()[..1]).await;
    caller.press(&"ä".as_bytes()[1..]).await;
    caller.until_shown("/ bä").await;
    caller.press("\x1b").await;
    caller.until_gone("/ bä").await;
    caller.press("/\x1b[200~q q\x1b[201~").await;
    caller.until_shown("/ q q").await;
    caller.press("\x03").await;
    assert_eq!(caller.end().await, Some(0));
}

#[tokio::test]
async fn a_terminal_may_change_its_size_and_have_none_or_one_beyond_reason() {
    let house = House::open(&[]);
    let mut caller = Caller::ask(house.address(), Some(1), "baker", Some((80, 24))).await;
    caller.until_shown("q quit").await;
    for (columns, lines) in [(120, 40), (20, 5), (45, 20)] {
        caller.resize(columns, lines).await;
        caller.until("it is drawn anew", |screen| screen.contents().contains("Baker")).await;
    }
    caller.channel.window_change(0, 0, 0, 0).await.expect("it is sent");
    caller.channel.window_change(u32::MAX, 1, 0, 0).await.expect("it is sent");
    caller.resize(80, 24).await;
    caller.until_shown("q quit").await;
    caller.press("q").await;
    assert_eq!(caller.end().await, Some(0));
    // A size beyond reason is drawn as far as anybody has a screen.
    let mut huge = Caller::open(house.address(), "baker").await;
    huge.until_shown("Baker").await;
    huge.at_rest().await;
    huge.written.clear();
    huge.channel.window_change(60_000, 60_000, 0, 0).await.expect("it is sent");
    huge.at_rest().await;
    assert!((1000..200_000).contains(&huge.written.len()), "{} bytes", huge.written.len());
}

#[tokio::test]
async fn the_name_one_comes_by_may_be_a_theme() {
    // What the server was told of its own terminal is nobody else's.
    let folder = TempDir::new().expect("a folder");
    let environment =
        [("ROLEDEX_CONTENT", crate::house::PACK), ("NO_COLOR", "1"), ("TERM", "dumb"), ("LANG", "C")];
    let house = House::open_at(folder.path(), &environment, &[]);
    for (name, painted, coloured) in
        [("mono", false, false), ("projector-dark", true, true), ("guide", false, true)]
    {
        let ask = Caller::ask_as(house.address(), name, Some(1), "role:seller@after", Some((80, 24)), &[]);
        let mut caller = ask.await;
        caller.until_shown("q quit").await;
        let text = caller.text();
        assert_eq!((text.contains("48;5;"), text.contains("38;5;")), (painted, coloured), "{name}");
    }
    // No colour is lost where nobody knows the terminal, and none is written where none is wanted.
    for (environment, coloured) in [(&[("TERM", "none")], true), (&[("NO_COLOR", "1")], false)] {
        let ask = Caller::ask_as(
            house.address(),
            "guide",
            Some(1),
            "role:seller@after",
            Some((80, 24)),
            environment,
        );
        let mut caller = ask.await;
        caller.until_shown("q quit").await;
        assert_eq!(caller.text().contains("38;5;"), coloured, "{environment:?}");
    }
    let ask = Caller::ask_as(house.address(), "guide", Some(1), "seller", Some((80, 24)), &[("LANG", "C")]);
    let mut caller = ask.await;
    caller.until_shown("q quit").await;
    assert!(caller.written.is_ascii(), "a locale without UTF-8 gets ASCII");
}

#[tokio::test]
async fn what_touches_the_machine_is_not_done_and_not_offered() {
    let house = House::open(&[]);
    let before = fs::read_dir(&house.state).expect("a folder").count();
    let mut caller = Caller::ask(house.address(), None, "role:baker", Some((100, 40))).await;
    for (key, words) in [
        ("e", "nothing is written here; Y copies the page as Markdown to your side"),
        ("E", "this guide is read here, and written elsewhere"),
        ("\x1a", "there is no shell here to go to; q leaves the guide"),
        ("\x12", "what changes in this guide is shown by itself"),
    ] {
        caller.press(key).await;
        caller.until_shown(words).await;
    }
    caller.press("?").await;
    caller.until_shown("search everything").await;
    caller.press("export").await;
    caller.until_shown("no key does that").await;
    caller.press("\x1b").await;
    caller.until_gone("no key does that").await;
    // What is copied goes to the visitor's own clipboard.
    caller.press("y").await;
    caller.until_shown("sent to your terminal's clipboard").await;
    assert!(caller.text().contains("\x1b]52;c;"));
    caller.press("q").await;
    assert_eq!(caller.end().await, Some(0));
    // No browser opens but at the visitor's side.
    let mut caller = Caller::ask(house.address(), None, "tool:peel", Some((100, 40))).await;
    caller.until_shown("q quit").await;
    caller.press("o").await;
    caller.until_shown("open it at your side: https://example.org/almanac?a=1&b=2").await;
    assert_eq!(fs::read_dir(&house.state).expect("a folder").count(), before);
}

#[tokio::test]
async fn a_command_prints_and_ends_with_its_code() {
    let house = House::open(&[]);
    for (line, code, out, messages) in [
        ("show role:baker", 0, "Baker\n", ""),
        ("role:baker@before", 0, "Baker\n", ""),
        ("roledex list roles", 0, "Roles", ""),
        ("search dough", 0, "dough", ""),
        ("search xyzzy", 1, "", "nothing fits \"xyzzy\""),
        ("show nobody", 2, "", "\nssh HOST search nobody looks for it"),
        ("show role:nobody", 2, "", "\nssh HOST list roles shows what there is"),
        ("serve", 2, "", "serve is not available over SSH; help tells what is"),
        ("next", 0, " open fit@after\n", ""),
        ("shwo role:baker", 2, "", "'show'"),
        ("show bread maker", 0, "Baker", ""),
        ("progress bread maker", 0, "Baker", ""),
        ("show role:bakr", 2, "", "did you mean"),
        ("compare baker seller --format markdown", 0, "# ", ""),
        ("fit", 0, "", ""),
        ("help", 0, "Usage: ssh HOST", ""),
        ("list nothing", 2, "", "cannot be listed"),
        ("show \"", 2, "", "quotation mark"),
    ] {
        let mut caller = Caller::ask(house.address(), None, line, None).await;
        assert_eq!(caller.end().await, Some(code), "{line}: {}{}", caller.text(), caller.messages);
        assert!(
            caller.text().contains(out) && caller.messages.contains(messages),
            "{line}: {}{}",
            caller.text(),
            caller.messages
        );
        assert!(!caller.written.contains(&0x1b) && !caller.written.contains(&b'\r'), "{line}");
    }
    // Nothing at all is the first page, as where the program is piped.
    let mut caller = Caller::ask(house.address(), None, "", None).await;
    assert_eq!(caller.end().await, Some(0));
    assert!(
        caller.text().contains("WHERE TO GO") || caller.text().contains("Where to go"),
        "{}",
        caller.text()
    );
    // In a terminal lines end as it wants them, and are as long as it is wide.
    let mut caller = Caller::ask(house.address(), None, "show role:baker", Some((40, 20))).await;
    assert_eq!(caller.end().await, Some(0));
    let text = caller.text();
    assert!(text.lines().all(|line| line.trim_end().chars().count() <= 40), "{text}");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}

#[tokio::test]
async fn nothing_else_runs() {
    let house = House::open(&[]);
    // What is named is there and good, so that nothing but a refusal keeps it from being read.
    let folder = TempDir::new().expect("a folder");
    let profile = folder.path().join("me.json");
    let exported = Command::new(env!("CARGO_BIN_EXE_roledex"))
        .args(["--no-profile", "profile", "export"])
        .output()
        .expect("it runs");
    fs::write(&profile, exported.stdout).expect("a profile");
    let import = format!("profile import {}", profile.display());
    let (show, open) = (format!("show role:baker --content {PACK}"), format!("--content {PACK}"));
    let check = format!("check {PACK}");
    let no_option = "error: unexpected argument '--";
    let not_here = "is not available over SSH; help tells what is";
    for (line, why) in [
        ("sh -c id", "error: unexpected argument '-c'"),
        ("/bin/sh", "error: "),
        ("export role:baker -o /tmp/roledex-test-export.html", not_here),
        (&show, no_option),
        ("show role:baker --profile /tmp/roledex-test.sqlite", no_option),
        (&open, no_option),
        (&check, not_here),
        ("serve", not_here),
        (&import, not_here),
        ("new /tmp/roledex-test-pack", not_here),
        ("--served", no_option),
        ("paths", not_here),
        ("scp -t /tmp", "error: unexpected argument '-t'"),
    ] {
        let mut caller = Caller::ask(house.address(), None, line, None).await;
        assert_eq!(caller.end().await, Some(2), "{line}: {}{}", caller.text(), caller.messages);
        assert!(caller.written.is_empty() && caller.messages.contains(why), "{line}: {}", caller.messages);
    }
    for file in ["/tmp/roledex-test-export.html", "/tmp/roledex-test.sqlite", "/tmp/roledex-test-pack"] {
        assert!(!std::path::Path::new(file).exists(), "{file}");
    }
}

#[tokio::test]
async fn questions_are_asked_line_by_line_with_a_terminal_and_without() {
    let house = House::open(&[]);
    let mut plain = Caller::ask(house.address(), Some(1), "practice baker --limit 2 --lines", None).await;
    plain.press("\n3\n\n").await;
    plain.channel.eof().await.expect("it is sent");
    assert_eq!(plain.end().await, Some(0));
    assert!(plain.text().contains("At 2 of 2; the same command goes on there."), "{}", plain.text());

    let mut typed =
        Caller::ask(house.address(), Some(1), "practice baker --limit 2 --lines", Some((80, 24))).await;
    typed.until_shown("Going on at 2 of 2.").await;
    typed.until_shown("1 again, 2 hard").await;
    typed.press("34\x7f\x7f9\r").await;
    typed.until_shown("A digit from 1 to 4").await;
    typed.press("2\r").await;
    assert_eq!(typed.end().await, Some(0));
    assert!(typed.shown().contains("Done: 1 hard, 1 good."), "{}", typed.shown());
    // Where a terminal can only be written to, questions come line by line by themselves.
    let (mut session, ..) = crate::caller::connect(house.address()).await.expect("a connection");
    crate::caller::enter(&mut session, "guide", None).await.expect("an answer");
    let channel = session.channel_open_session().await.expect("a channel");
    channel.request_pty(false, "dumb", 80, 24, 0, 0, &[]).await.expect("it is sent");
    channel.exec(false, "practice baker --limit 1").await.expect("it is sent");
    let mut dumb = Caller { session, channel, ..plain };
    dumb.written.clear();
    dumb.until_shown("Enter shows what a good answer has.").await;
    dumb.press("\x04").await;
    assert_eq!(dumb.end().await, Some(0));
    assert!(!dumb.written.contains(&0x1b), "no escape sequence");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_hangs_up_in_the_middle_loses_nothing() {
    let house = House::open(&[]);
    let line = "practice baker --limit 2";
    let mut caller = Caller::ask(house.address(), Some(1), line, Some((80, 24))).await;
    caller.until_shown("1/2").await;
    caller.press(" 3").await;
    caller.until_shown("2/2").await;
    // Frames are under way while the line goes dead.
    caller.stop.stop();
    for _ in 0..50 {
        caller.press("jk").await;
    }
    caller.stop.cut();
    house.until_logged("visit over number=1 ending=Gone");
    let mut again = Caller::ask(house.address(), Some(1), line, Some((80, 24))).await;
    again.until_shown(">  Resume at 2/2").await;
}

/// What the one profile of a house has marked.
fn bookmarks(house: &House) -> String {
    let profile = house.profiles().first().map(|file| file.display().to_string()).unwrap_or_default();
    let mut command = Command::new(env!("CARGO_BIN_EXE_roledex"));
    let output =
        command.args(["list", "bookmarks", "--content", crate::house::PACK, "--profile", &profile]).output();
    String::from_utf8_lossy(&output.expect("it runs").stdout).into_owned()
}

/// Whoever reads nothing for a while gets the newest screen afterwards, and not all that was drawn meanwhile.
#[tokio::test]
async fn a_slow_reader_gets_the_newest_frame_and_no_backlog() {
    const KEYS: usize = 100;
    /// Longer than frames have to stand: each key would be a frame of its own.
    const BETWEEN: Duration = Duration::from_millis(20);
    let house = House::open(&[]);
    let mut caller = Caller::ask(house.address(), Some(1), "role:baker", Some((80, 24))).await;
    caller.until_shown("q quit").await;
    caller.at_rest().await;
    // What turning the era back and forth writes to somebody who reads it.
    let before = caller.written.len();
    for (key, era) in [("[", "BEFORE"), ("]", "AFTER")] {
        caller.press(key).await;
        caller.until_shown(era).await;
        caller.at_rest().await;
    }
    let a_key = (caller.written.len() - before) / 2;
    caller.stop.stop();
    for _ in 0..KEYS / 2 {
        for key in ["[", "]"] {
            caller.press(key).await;
            tokio::time::sleep(BETWEEN).await;
        }
    }
    caller.press("*/newest").await;
    // All of them were taken in before anything is read.
    let end = Instant::now() + DEADLINE;
    while !bookmarks(&house).contains("Baker") {
        assert!(Instant::now() < end, "keys are not taken in");
        tokio::time::sleep(BETWEEN).await;
    }
    let before = caller.written.len();
    caller.stop.go();
    caller.until_shown("/ newest").await;
    let late = caller.written.len() - before;
    assert!(late < a_key * KEYS / 4, "{late} bytes late, of {KEYS} keys with {a_key} bytes each");
}

#[tokio::test]
async fn a_reader_who_reads_nothing_at_all_is_dropped() {
    let to = with_limits(Limits { stall: Duration::from_millis(400), ..Limits::default() });
    let mut caller = Caller::open(to, "list:roles").await;
    caller.until_shown("guest").await;
    caller.stop.stop();
    let begun = Instant::now();
    let mut keys = 0;
    // Until the other side has had enough, and keys no longer go out.
    while begun.elapsed() < DEADLINE
        && caller.channel.data(if keys % 2 == 0 { &b"j"[..] } else { b"k" }).await.is_ok()
        && !caller.session.is_closed()
    {
        keys += 1;
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(begun.elapsed() < DEADLINE, "nobody dropped it");
    // Nobody else is the worse for it.
    Caller::open(to, "list:roles").await.until_shown("guest").await;
}

#[tokio::test]
async fn a_save_is_seen_in_every_sitting_and_a_broken_one_says_so() {
    let folder = TempDir::new().expect("a folder");
    let pack = folder.path().join("pack");
    let copied = Command::new("cp").arg("-r").arg(crate::house::PACK).arg(&pack).status();
    assert!(copied.is_ok_and(|status| status.success()));
    let content = pack.display().to_string();
    let house = House::open_at(folder.path(), &[("ROLEDEX_CONTENT", &content)], &[]);
    let mut sittings = Vec::new();
    for _ in 0..3 {
        let mut caller = Caller::ask(house.address(), None, "role:baker", Some((100, 40))).await;
        caller.until_shown("Baker").await;
        caller.press("j").await;
        sittings.push(caller);
    }
    let file = pack.join("roles/baker.toml");
    let text = fs::read_to_string(&file).expect("a role");
    fs::write(&file, text.replace("name = \"Baker\"", "name = \"Master baker\"")).expect("a file");
    for caller in &mut sittings {
        caller.until_shown("Master baker").await;
    }
    fs::write(&file, "name = ").expect("a file");
    for caller in &mut sittings {
        caller.until_shown("edition").await;
        assert!(caller.shown().contains("Master baker"), "{}", caller.shown());
        assert!(!caller.shown().contains(&content), "nobody is told where it lies");
    }
    // Whoever comes now sees the same.
    let mut late = Caller::ask(house.address(), None, "role:baker", Some((100, 40))).await;
    late.until_shown("Master baker").await;
    late.until_shown("You are a guest").await;
    late.press("j").await;
    late.until_shown("! broken pack").await;
    fs::write(&file, text).expect("a file");
    for caller in &mut sittings {
        caller.until_shown("mended").await;
        caller.until_gone("Master baker").await;
    }
}

#[tokio::test]
async fn an_idle_sitting_writes_nothing_and_a_clock_little() {
    let house = House::open(&[]);
    let mut caller = Caller::open(house.address(), "baker").await;
    caller.until_shown("guest").await;
    caller.at_rest().await;
    let quiet = tokio::time::timeout(Duration::from_secs(3), caller.hear()).await;
    assert!(quiet.is_err(), "something was written");
    let mut held = Caller::open(house.address(), "mock baker --minutes 5").await;
    held.until_shown("4:5").await;
    held.at_rest().await;
    held.written.clear();
    held.until_shown("4:55").await;
    assert!(held.written.len() < 600, "{} bytes for some seconds", held.written.len());
}
