//! The server as a whole: how it begins and ends, whom it knows, and what it says.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use tempfile::TempDir;

use crate::caller::{Caller, connect, enter, key};
use crate::house::{House, PACK};

#[test]
fn a_host_key_is_made_once_and_kept_over_restarts() {
    let folder = TempDir::new().expect("a folder");
    let open = || House::open_at(folder.path(), &[], &[]);
    let fingerprint = open().fingerprint.clone();
    assert!(fingerprint.starts_with("SHA256:"), "{fingerprint}");
    let file = folder.path().join("roledex/host_key");
    let mode = fs::metadata(&file).expect("a key").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(open().fingerprint, fingerprint);
    let other = TempDir::new().expect("a folder");
    assert_ne!(House::open_at(other.path(), &[], &[]).fingerprint, fingerprint);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_here_when_the_server_ends_is_told_and_loses_nothing() {
    for signal in ["TERM", "INT"] {
        let mut house = House::open(&[]);
        let mut reader = Caller::ask(house.address(), Some(1), "baker", Some((80, 24))).await;
        reader.until_shown("Baker").await;
        reader.press("*").await;
        reader.until_shown("bookmark").await;
        let (session, told, _) = connect(house.address()).await.expect("a connection");
        house.signal(signal);
        reader.until_shown("The guide is being closed by whoever keeps it.").await;
        assert_eq!(reader.end().await, Some(0));
        let screen = reader.screen.screen();
        assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
        assert_eq!(house.end().code(), Some(0), "{}", house.log());
        // Also whoever had not begun.
        drop(session.await);
        assert_eq!(*told.lock().expect("a lock"), "the guide is being closed");
        // What was marked is kept, also by a server that begins anew.
        let again = House::open_at(&house.state, &[("ROLEDEX_CONTENT", PACK)], &[]);
        let mut reader = Caller::ask(again.address(), Some(1), "list:bookmarks", Some((80, 24))).await;
        reader.until_shown("Baker").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_who_one_is_and_nobody_else() {
    let house = House::open(&[]);
    let mut one = Caller::ask(house.address(), Some(1), "baker", Some((80, 24))).await;
    one.until_shown("Baker").await;
    assert!(!one.shown().contains("guest"), "{}", one.shown());
    one.press("*q").await;
    assert_eq!(one.end().await, Some(0));
    let fingerprint = key(1).public_key().fingerprint(russh::keys::HashAlg::Sha256);
    let digits = fingerprint.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
    let file = house.state.join("roledex/served").join(format!("{digits}.sqlite"));
    assert_eq!(house.profiles(), [file]);
    let mode = fs::metadata(house.state.join("roledex/served")).expect("a folder").permissions().mode();
    assert_eq!(mode & 0o777, 0o700);

    // The same key by another name, where it was left; another key by the same name; and a guest.
    let mut again = Caller::ask_as(house.address(), "somebody", Some(1), "", Some((80, 24)), &[]).await;
    again.until_shown("Baker").await;
    let mut other = Caller::ask(house.address(), Some(2), "list:bookmarks", Some((80, 24))).await;
    other.until_shown("Bookmarks").await;
    assert!(!other.shown().contains("Baker"), "{}", other.shown());
    let mut guest = Caller::open(house.address(), "baker").await;
    guest.until_shown("You are a guest: what you say lasts until you leave.").await;
    guest.press("j").await;
    guest.until_gone("You are a guest").await;
    guest.press("*q").await;
    guest.end().await;
    assert_eq!(house.profiles().len(), 2, "nothing is kept of a guest");

    // Nobody is told of anybody, and the log knows neither keys nor names nor what was read.
    let log = house.log();
    assert!(log.contains("visit number=1 guest=false screen=true"), "{log}");
    for secret in [&digits[..16], &fingerprint.to_string()[..20], "somebody", "baker"] {
        assert!(!log.contains(secret), "{secret} stands in the log:\n{log}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn visitors_see_it_as_the_host_wants_where_they_say_nothing_else() {
    let house = House::open(&["--era", "before", "--theme", "projector-dark", "--ascii"]);
    for (line, era) in [
        ("practice:baker", "by hand"),
        ("show practice:baker", "by hand"),
        ("show practice:baker --era after", "with the oven"),
    ] {
        let mut one = Caller::ask(house.address(), None, line, None).await;
        assert_eq!(one.end().await, Some(0));
        assert!(one.text().contains(era) && one.text().is_ascii(), "{line}: {}", one.text());
    }
    let mut one = Caller::open(house.address(), "practice:baker").await;
    one.until_shown("BEFORE | after").await;
    assert!(one.text().contains("48;5;") && one.written.is_ascii(), "the theme paints its ground");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_kept_of_anybody_where_nothing_is_to_be_kept() {
    let house = House::open(&["--no-profile"]);
    for number in [Some(1), None] {
        let mut one = Caller::ask(house.address(), number, "baker", Some((80, 24))).await;
        one.until_shown("Nothing is kept here: what you say lasts until you leave.").await;
        one.press("*q").await;
        assert_eq!(one.end().await, Some(0));
    }
    let mut again = Caller::ask(house.address(), Some(1), "list:bookmarks", Some((80, 24))).await;
    again.until_shown("Bookmarks").await;
    assert!(!again.shown().contains("Baker"), "{}", again.shown());
    assert!(!house.state.join("roledex/served").exists(), "a folder of profiles");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_enters_by_no_method_or_a_password() {
    let house = House::open(&[]);
    let (mut session, ..) = connect(house.address()).await.expect("a connection");
    let refused = session.authenticate_none("guide").await.expect("an answer");
    let russh::client::AuthResult::Failure { remaining_methods, .. } = refused else { panic!("{refused:?}") };
    let ways: Vec<_> = remaining_methods.iter().map(<&str>::from).collect();
    assert_eq!(ways, ["publickey", "keyboard-interactive"]);
    let refused = session.authenticate_password("guide", "guide").await.expect("an answer");
    assert!(!refused.success());
    // After that one may still come in.
    assert!(enter(&mut session, "guide", Some(3)).await.expect("an answer").success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_status_tells_who_is_here_and_what_it_takes() {
    let house = House::open(&["--sessions", "2"]);
    let mut guests = Vec::new();
    for _ in 0..2 {
        let mut guest = Caller::open(house.address(), "").await;
        guest.until_shown("guest").await;
        guests.push(guest);
    }
    assert!(connect(house.address()).await.is_err(), "the house is full");
    house.signal("USR1");
    house.until_logged("status sessions=2 handshakes=0 admitted=2 refused=1 memory=\"");
    assert!(house.log().contains("refused address=127.0.0.1"), "{}", house.log());
}

/// What the unit for systemd starts is understood, and begins.
#[tokio::test(flavor = "multi_thread")]
async fn the_service_begins_as_its_unit_says() {
    let unit = include_str!("../../assets/roledex.service");
    let folder = TempDir::new().expect("a folder");
    let state = folder.path().display().to_string();
    let start = unit.lines().find_map(|line| line.strip_prefix("ExecStart=roledex serve "));
    let arguments =
        start.expect("a line that starts it").replace("%S", &state).replace("0.0.0.0:2222", "127.0.0.1:0");
    let arguments: Vec<_> = arguments.split(' ').skip_while(|word| *word != "--host-key").collect();
    assert_eq!(arguments.len(), 4);
    let environment =
        unit.lines().find_map(|line| line.strip_prefix("Environment=")).expect("an environment");
    let environment: Vec<_> = environment.split(' ').filter_map(|pair| pair.split_once('=')).collect();
    let house = House::open_at(folder.path(), &environment, &arguments);
    let mut caller = Caller::open(house.address(), "home").await;
    caller.until_shown("guest").await;
    assert!(folder.path().join("roledex/host_key").exists());
}

#[test]
fn what_keeps_a_server_from_beginning_is_told() {
    let folder = TempDir::new().expect("a folder");
    let house = House::open_at(folder.path(), &[], &[]);
    let taken = format!("127.0.0.1:{}", house.port);
    let key = folder.path().join("no-key");
    fs::write(&key, "no key").expect("a file");
    let key = key.display().to_string();
    for (arguments, words) in [
        (&["--listen", &taken][..], "another program has it: --listen takes another port"),
        (&["--host-key", &key], "others may read the host key"),
        (&["--profiles", &key], "no-key"),
        (&["--listen", "localhost:2222"], "an address and a port are wanted, as in 0.0.0.0:2222"),
        (&["--idle", "soon"], "a time up to a year is wanted, as 90s, 15m or 8h"),
        (&["--sessions", "0"], "a number from 1 to 100000 is wanted"),
    ] {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_roledex"))
            .arg("serve")
            .args(arguments)
            .env("XDG_STATE_HOME", folder.path())
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(words), "{words:?}: {said}");
    }
}
