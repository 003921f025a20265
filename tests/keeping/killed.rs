//! The program is killed while it writes, and nothing that anybody saw is lost.

use std::time::Instant;

use tempfile::TempDir;

use crate::{DEADLINE, importing, kept, many};

/// How often it is killed.
const KILLS: usize = 200;
/// How often with one store: what is in it is read again and again.
const WITH_ONE: usize = 20;
/// More than is written before it is killed.
const ENTRIES: usize = 3000;

/// Where the moments come from: `ROLEDEX_SEED`, or always the same number.
fn seed() -> u64 {
    std::env::var("ROLEDEX_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(5)
}

#[test]
fn nothing_that_was_seen_is_lost_when_the_program_is_killed() {
    eprintln!("ROLEDEX_SEED={}", seed());
    let mut random = fastrand::Rng::with_seed(seed());
    let mut cut_off = 0;
    for store in 0..KILLS / WITH_ONE {
        let folder = TempDir::new().expect("a folder");
        let profile = folder.path().join("profile.sqlite");
        for round in 0..WITH_ONE {
            let before = kept(&profile).skills.len();
            let mut child = importing(&profile, &many(&format!("round-{round}"), ENTRIES));
            let wanted = before + random.usize(0..100);
            let begun = Instant::now();
            let seen = loop {
                let seen = kept(&profile).skills.len();
                if seen >= wanted {
                    break seen;
                }
                let ended = child.try_wait().expect("a child");
                assert!(
                    ended.is_none() || kept(&profile).skills.len() >= wanted,
                    "round {round}: it ended by itself with {seen} of {wanted} and {ended:?}"
                );
                assert!(begun.elapsed() < DEADLINE, "{seen} of {wanted}");
            };
            child.kill().expect("it can be killed");
            child.wait().expect("it ends");
            let after = kept(&profile).skills.len();
            assert!(after >= seen, "store {store}, round {round}: {after} of {seen}");
            cut_off += usize::from(after < before + ENTRIES);
            let store = rusqlite::Connection::open(&profile).expect("the store opens");
            let sound: String =
                store.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("an answer");
            assert_eq!(sound, "ok", "round {round}");
        }
    }
    assert!(cut_off > KILLS * 4 / 5, "only {cut_off} were killed before they were done");
}
