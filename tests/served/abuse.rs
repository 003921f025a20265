//! Limits that are reached, what is not for visitors, and what goes wrong for one of them.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use roledex::ssh::Limits;

use crate::caller::{Caller, connect, enter};
use crate::house::{DEADLINE, House, with, with_limits};

/// What somebody is told who is not let in.
async fn refusal(to: SocketAddr) -> String {
    // russh's client shows no reason for a parting before keys were agreed on, so the bytes are read.
    let heard = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(to).expect("a connection");
        stream.set_read_timeout(Some(DEADLINE)).expect("a deadline");
        stream.write_all(b"SSH-2.0-test\r\n").expect("it is sent");
        let mut heard = Vec::new();
        stream.read_to_end(&mut heard).expect("it ends");
        String::from_utf8_lossy(&heard).into_owned()
    });
    heard.await.expect("it is heard")
}

#[tokio::test(flavor = "multi_thread")]
async fn no_more_come_in_than_there_is_room_for_and_a_refusal_says_why() {
    for (limits, why) in [
        (Limits { sessions: 2, ..Limits::default() }, "all seats of this guide are taken"),
        (Limits { per_address: 2, ..Limits::default() }, "too many have come from your address"),
    ] {
        let to = with_limits(limits);
        let mut here = [Caller::open(to, "baker").await, Caller::open(to, "baker").await];
        for caller in &mut here {
            caller.until_shown("Baker").await;
        }
        let told = refusal(to).await;
        assert!(told.starts_with("SSH-2.0-roledex\r\n") && told.contains(why), "{told:?}");
        // Whoever is here goes on, and where one leaves another may come.
        let [mut one, two] = here;
        two.press("q").await;
        let mut two = two;
        two.end().await;
        one.press("j").await;
        let end = Instant::now() + DEADLINE;
        while connect(to).await.is_err() {
            assert!(Instant::now() < end, "nobody may come in any more");
        }
        one.press("q").await;
        assert_eq!(one.end().await, Some(0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_says_nothing_or_takes_too_long_has_to_leave() {
    let short = Duration::from_secs(1);
    let to = with_limits(Limits { handshake: short, handshakes: 1, ..Limits::default() });
    // One who says nothing, and one who comes meanwhile and waits for their turn.
    let mut silent = TcpStream::connect(to).expect("a connection");
    let mut next = Caller::open(to, "baker").await;
    next.until_shown("Baker").await;
    silent.set_read_timeout(Some(DEADLINE)).expect("a deadline");
    let mut heard = Vec::new();
    silent.read_to_end(&mut heard).expect("it ends");
    // One who says who they are, and asks for nothing.
    let to = with_limits(Limits { grace: short, ..Limits::default() });
    let (mut session, told, _) = connect(to).await.expect("a connection");
    enter(&mut session, "guide", None).await.expect("an answer");
    drop(tokio::time::timeout(DEADLINE, session).await.expect("it ends"));
    assert_eq!(*told.lock().expect("a lock"), "you took too long to begin");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sitting_ends_where_no_key_is_pressed_or_it_has_been_long() {
    let short = Duration::from_millis(1500);
    let to = with_limits(Limits { idle: short, ..Limits::default() });
    let mut idle = Caller::open(to, "baker").await;
    idle.until_shown("Baker").await;
    // A change of its size is no sign of life, however long it goes on.
    let mut turns = 0;
    let end = Instant::now() + DEADLINE;
    while !idle.shown().contains("You pressed no key for a long while") {
        assert!(Instant::now() < end, "it is kept awake");
        let _ = idle.channel.window_change(80, 24 + turns % 2, 0, 0).await;
        turns += 1;
        while tokio::time::timeout(Duration::from_millis(50), idle.hear()).await == Ok(true) {}
    }
    assert_eq!(idle.end().await, Some(0));
    // What the terminal sends by itself is one; this machine may keep it waiting for a while.
    let long = 2 * short;
    let mut awake = Caller::open(with_limits(Limits { idle: long, ..Limits::default() }), "baker").await;
    awake.until_shown("Baker").await;
    let begun = Instant::now();
    while begun.elapsed() < 2 * long {
        // The terminal gets the focus.
        awake.channel.data(&b"\x1b[I"[..]).await.expect("it is sent");
        while tokio::time::timeout(Duration::from_millis(50), awake.hear()).await == Ok(true) {}
    }
    assert!(!awake.shown().contains("You pressed no key"), "{}", awake.shown());
    awake.press("q").await;
    assert_eq!(awake.end().await, Some(0));
    // Also line by line.
    let mut lines = Caller::ask(to, Some(1), "practice baker --lines", None).await;
    assert_eq!(lines.end().await, Some(0));
    assert!(lines.text().contains("You pressed no key for a long while"), "{}", lines.text());
    assert!(lines.text().contains("the same command goes on there."), "{}", lines.text());

    let to = with_limits(Limits { max: short, ..Limits::default() });
    let mut long = Caller::open(to, "baker").await;
    long.until_shown("Baker").await;
    let end = Instant::now() + DEADLINE;
    while !long.shown().contains("This sitting has been very long") {
        assert!(Instant::now() < end, "it goes on and on");
        // It may end while the key is on its way.
        let _ = long.channel.data(&b"jk"[..]).await;
        while tokio::time::timeout(Duration::from_millis(20), long.hear()).await == Ok(true) {}
    }
    assert_eq!(long.end().await, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_has_one_channel_for_one_visit() {
    let house = House::open(&[]);
    let mut caller = Caller::open(house.address(), "baker").await;
    caller.until_shown("Baker").await;
    assert!(caller.session.channel_open_session().await.is_err(), "a second channel");
    // A second request on the first is refused, and nothing happens.
    caller.channel.exec(true, "show seller").await.expect("it is sent");
    caller.press("/still").await;
    caller.until_shown("/ still").await;
    assert!(!caller.text().contains("SELLER"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_forwarded_and_no_subsystem_runs() {
    let house = House::open(&[]);
    let (mut session, ..) = connect(house.address()).await.expect("a connection");
    enter(&mut session, "guide", Some(1)).await.expect("an answer");
    assert!(session.channel_open_direct_tcpip("127.0.0.1", 22, "127.0.0.1", 1).await.is_err());
    assert!(session.channel_open_direct_streamlocal("/var/run/docker.sock").await.is_err());
    assert!(session.tcpip_forward("127.0.0.1", 0).await.is_err());
    assert!(session.streamlocal_forward("/tmp/roledex-test-socket").await.is_err());
    for ask in ["sftp", "netconf"] {
        let (mut session, ..) = connect(house.address()).await.expect("a connection");
        enter(&mut session, "guide", Some(1)).await.expect("an answer");
        let mut channel = session.channel_open_session().await.expect("a channel");
        channel.request_x11(true, false, "MIT-MAGIC-COOKIE-1", "00", 0).await.expect("it is sent");
        channel.agent_forward(true).await.expect("it is sent");
        channel.request_subsystem(true, ask).await.expect("it is sent");
        for _ in 0..3 {
            let answer = tokio::time::timeout(DEADLINE, channel.wait()).await.expect("an answer");
            assert!(matches!(answer, Some(russh::ChannelMsg::Failure)), "{ask}: {answer:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_without_an_end_and_a_flood_of_tries_are_cut_off() {
    let house = House::open(&[]);
    let (mut session, told, _) = connect(house.address()).await.expect("a connection");
    enter(&mut session, "guide", None).await.expect("an answer");
    let channel = session.channel_open_session().await.expect("a channel");
    channel.exec(true, "x".repeat(5000)).await.expect("it is sent");
    drop(tokio::time::timeout(DEADLINE, session).await.expect("it ends"));
    assert_eq!(*told.lock().expect("a lock"), "what you ask for is longer than 4096 bytes");

    let (mut session, ..) = connect(house.address()).await.expect("a connection");
    let mut tries = 0;
    while let Ok(answer) = session.authenticate_password("guide", "guess").await {
        assert!(!answer.success() && tries < 20, "{answer:?} after {tries}");
        tries += 1;
    }
    assert!((1..20).contains(&tries), "{tries}");
}

/// Keys wait until it is their turn, and no more of them than anybody types.
#[tokio::test(flavor = "multi_thread")]
async fn who_types_on_and_on_is_sent_away() {
    /// Twice as much as may wait.
    const MUCH: usize = 1024 * 1024;
    let house = House::open(&[]);
    let (mut session, ..) = connect(house.address()).await.expect("a connection");
    enter(&mut session, "guide", None).await.expect("an answer");
    let channel = session.channel_open_session().await.expect("a channel");
    channel.request_pty(false, "xterm", 80, 24, 0, 0, &[]).await.expect("it is sent");
    channel.request_shell(false).await.expect("it is sent");
    let (mut shown, typed) = channel.split();
    // What is shown is read, so that only what is typed can be too much.
    let reading = tokio::spawn(async move { while shown.wait().await.is_some() {} });
    let typing = async {
        for _ in 0..MUCH / 4096 {
            if typed.data(&[b'j'; 4096][..]).await.is_err() {
                // The session ends as well.
                std::future::pending::<()>().await;
            }
        }
    };
    let is_cut_off = tokio::select! {
        ended = tokio::time::timeout(DEADLINE, session) => ended.is_ok(),
        () = typing => false,
    };
    assert!(is_cut_off, "all of it was taken in");
    house.until_logged("ending=Gone");
    reading.abort();
}

/// What a terminal would take for a command of the guide's own is shown as what it is, or not at all.
#[tokio::test]
async fn nothing_that_is_sent_comes_back_as_an_escape() {
    const ODD: &str = "\u{1b}]0;owned\u{7}\u{1b}[31m\u{9b}5n\u{202e}";
    let house = House::open(&[]);
    let is_harmless =
        |text: &str| !["\u{1b}]0;", "\u{7}", "\u{9b}", "\u{202e}"].iter().any(|odd| text.contains(odd));
    for line in
        [format!("show 'x{ODD}'"), format!("search '{ODD}'"), format!("--era '{ODD}'"), ODD.to_owned()]
    {
        for terminal in [None, Some((80, 24))] {
            let mut caller = Caller::ask(house.address(), None, &line, terminal).await;
            assert_ne!(caller.end().await, Some(0), "{line:?}");
            let told = caller.text() + &caller.messages;
            assert!(
                told.contains("owned") && is_harmless(&told) && !told.contains('\u{1b}'),
                "{line:?}: {told:?}"
            );
        }
    }
    let mut caller = Caller::open(house.address(), "baker").await;
    caller.until_shown("Baker").await;
    caller.press(format!("/\u{1b}[200~before{ODD}behind\u{1b}[201~")).await;
    caller.until_shown("behind").await;
    assert!(is_harmless(&caller.text()), "{:?}", caller.text());
    assert!(is_harmless(&house.log()) && !house.log().contains("owned"), "{:?}", house.log());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_ends_one_sitting_and_the_others_go_on() {
    let to = with(Limits::default(), |call| {
        assert_ne!(call.line, "panic");
        roledex::cli::receive(call)
    });
    let mut other = Caller::open(to, "baker").await;
    other.until_shown("Baker").await;
    for terminal in [Some((80, 24)), None] {
        let mut broken = Caller::ask(to, None, "panic", terminal).await;
        assert_eq!(broken.end().await, Some(70));
        let words = if terminal.is_some() { broken.text() } else { broken.messages.clone() };
        assert!(words.contains("Something went wrong here, and was noted."), "{words}");
        assert!(!broken.screen.screen().alternate_screen());
        assert!(terminal.is_some() || broken.written.is_empty(), "data of a command is data alone");
    }
    other.press("/go on").await;
    other.until_shown("/ go on").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_come_in_at_once() {
    let house = House::open(&[]);
    let to = house.address();
    let coming: Vec<_> = (0..100)
        .map(|number| {
            tokio::spawn(async move {
                let mut caller =
                    Caller::ask(to, (number % 2 == 0).then_some(number), "baker", Some((80, 24))).await;
                caller.until_shown("Baker").await;
                caller.press("q").await;
                caller.end().await
            })
        })
        .collect();
    for one in coming {
        assert_eq!(one.await.expect("it comes in"), Some(0));
    }
    house.until_logged("visit over number=100");
}

/// Where too many files are open nobody can be let in; those who are here go on, and later others may come.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_outlives_a_lack_of_files() {
    let house = House::open_in("ulimit -n 40; exec \"$0\" \"$@\"");
    let to = house.address();
    let mut here = Caller::open(to, "baker").await;
    here.until_shown("Baker").await;
    let many: Vec<_> = (0..60).filter_map(|_| TcpStream::connect(to).ok()).collect();
    house.until_logged("nobody can be let in for now");
    here.press("/go on").await;
    here.until_shown("/ go on").await;
    // Who comes now waits, and is not sent away.
    let waiting: Vec<_> = (0..8).map(|_| tokio::spawn(Caller::open(to, "baker"))).collect();
    drop(many);
    for next in waiting {
        next.await.expect("it is let in").until_shown("Baker").await;
    }
}

/// Whoever floods has their turn like everybody, and the server ends when it is told to, whatever still waits.
#[tokio::test(flavor = "multi_thread")]
async fn a_flood_keeps_nobody_waiting_and_no_server_from_ending() {
    let mut house = House::open(&[]);
    let to = house.address();
    let mut floods = Vec::new();
    for _ in 0..2 {
        let flood = Caller::ask(to, None, "baker", Some((500, 200))).await;
        for _ in 0..50 {
            flood.press(b"\x04\x15".repeat(2048)).await;
        }
        flood.channel.eof().await.expect("it is sent");
        floods.push(flood);
    }
    let silent = TcpStream::connect(to).expect("a connection");
    let mut other = Caller::open(to, "baker").await;
    other.until_shown("Baker").await;
    other.press("/go on").await;
    other.until_shown("/ go on").await;
    // Somebody who floods is gone as soon as they hang up.
    floods[0].stop.cut();
    house.until_logged("ending=Gone");
    house.signal("TERM");
    let begun = Instant::now();
    assert_eq!(house.end().code(), Some(0));
    assert!(!house.log().contains("not all have heard it"), "{}", house.log());
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    drop((floods, silent));
}

/// What is no SSH, or breaks off, or tells wrong lengths.
#[tokio::test(flavor = "multi_thread")]
async fn a_bad_beginning_harms_nobody() {
    let house = House::open(&[]);
    let to = house.address();
    let mut other = Caller::open(to, "baker").await;
    other.until_shown("Baker").await;
    let hello = b"SSH-2.0-test\r\n".to_vec();
    let with = |rest: &[u8]| [&hello[..], rest].concat();
    let beginnings = [
        b"GET / HTTP/1.1\r\n\r\n".to_vec(),
        vec![0xff; 100_000],
        hello.clone(),
        // A packet said to be endless, one without a length, and one that is cut off.
        with(&[0xff; 64]),
        with(&[0; 64]),
        with(&[0, 0, 1, 0, 4, 20, 1, 2, 3]),
        // A key exchange that offers nothing.
        with(&[&[0, 0, 0, 92, 4, 20][..], &[7; 16], &[0; 74]].concat()),
    ];
    let log_before = house.log().len();
    let all: Vec<_> = beginnings
        .into_iter()
        .map(|bytes| {
            tokio::task::spawn_blocking(move || {
                let mut stream = TcpStream::connect(to).expect("a connection");
                // It may be ended before all is sent.
                let _ = stream.write_all(&bytes);
                let _ = stream.shutdown(std::net::Shutdown::Write);
                stream.set_read_timeout(Some(DEADLINE)).expect("a deadline");
                let mut heard = Vec::new();
                let ended = stream.read_to_end(&mut heard);
                let timed_out = ended.is_err_and(|error| error.kind() == std::io::ErrorKind::WouldBlock);
                assert!(!timed_out, "it is left open");
            })
        })
        .collect();
    for one in all {
        one.await.expect("it ends");
    }
    other.press("/go on").await;
    other.until_shown("/ go on").await;
    assert!(!house.log()[log_before..].contains("panic"), "{}", house.log());
    let mut next = Caller::open(to, "baker").await;
    next.until_shown("Baker").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_ends_the_server_gives_terminals_back() {
    // What whoever runs this ignores is ignored by what they run, as after `nohup`.
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).unwrap_or("0");
    let is_nohup = u64::from_str_radix(ignored.trim(), 16).is_ok_and(|ignored| ignored & 1 == 1);
    for signal in ["TERM", "INT", "HUP", "QUIT"] {
        let mut house = House::open(&[]);
        let mut caller = Caller::open(house.address(), "baker").await;
        caller.until_shown("Baker").await;
        house.signal(signal);
        if signal == "HUP" && is_nohup {
            caller.press("/still here").await;
            caller.until_shown("/ still here").await;
            house.signal("TERM");
        }
        assert_eq!(caller.end().await, Some(0), "{signal}");
        assert!(caller.shown().contains("being closed by whoever keeps it"), "{signal}: {}", caller.shown());
        assert!(!caller.screen.screen().alternate_screen(), "{signal}");
        assert_eq!(house.end().code(), Some(0), "{signal}");
    }
}
