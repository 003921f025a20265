//! A broken pack says everything that is wrong with it, where, and what to do; nothing panics.

use std::fs;
use std::os::unix::fs::symlink;

use insta::assert_snapshot;
use jiff::civil::date;
use proptest::prelude::*;
use roledex::content::check::check;
use roledex::content::problem::{Rule, Severity};
use roledex::content::{Library, LoadError};
use tempfile::TempDir;

use crate::pack::{Draft, PACK};

#[test]
fn every_problem_is_said_in_one_run() {
    let broken = Draft::new()
        .replace("roles/baker.toml", "mission", "misson")
        .replace("roles/baker.toml", "kneading = 4", "kneading = 7")
        .replace("roles/baker.toml", "status = \"reshaped\"", "status = \"reshapd\"")
        .replace("roles/seller.toml", "family = \"selling\"", "family = \"seling\"")
        .replace("roles/seller.toml", "keeps = [\"sell\"]", "keeps = [\"sel\"]")
        .replace("roles/stoker.toml", "almanac.A3", "almanac.A33")
        .replace("roles/stoker.toml", "[\"thermometer\"]", "[\"thermometre\"]")
        .replace("skills/craft.toml", "needs = [\"kneading\"]", "needs = \"kneading\"")
        .replace("skills/trade.toml", "[skill.counting]", "[skill.fire]")
        .replace("toolkits/bench.toml", "One kneads in it.", "One kneads\\u001b[31m in it.")
        .replace("toolkits/counter.toml", "name = \"Till\"\n", "")
        .replace("sources/leaflet.toml", "title = \"A leaflet", "title = A leaflet")
        .write("rolls/baker.toml", "name = \"x\"")
        .write("actors/Late.toml", "");
    assert_snapshot!(broken.report());
}

#[test]
fn each_mistake_breaks_its_rule() {
    let replaced = |file: &str, from: &str, to: &str| Draft::new().replace(file, from, to).rules();
    let cases = [
        (replaced("pack.toml", "format = 1", "format = 2"), Rule::UnknownFormat),
        (replaced("pack.toml", "format = 1", "format = \"1\""), Rule::WrongType),
        (replaced("pack.toml", "with-oven", "no-oven"), Rule::UnknownId),
        (replaced("roles/baker.toml", "kneading = 4", "kneading = 7"), Rule::WrongType),
        (replaced("eras/by-hand.toml", "short = \"before\"", "short = \"after\""), Rule::DuplicateId),
        (replaced("eras/by-hand.toml", "short = \"before\"", "short = \"with-oven\""), Rule::DuplicateId),
        (replaced("eras/by-hand.toml", "order = 1", "order = 2"), Rule::DuplicateId),
        (replaced("eras/by-hand.toml", "by = \"seller\"", "by = \"oven\""), Rule::UnknownId),
        (replaced("eras/by-hand.toml", "\"baker\", \"customers\"", "\"baker\""), Rule::WrongType),
        (replaced("roles/baker.toml", "to = \"seller\"", "to = \"nobody\""), Rule::UnknownId),
        (replaced("roles/baker.toml", "from = \"oven\"", "from = \"stoker\""), Rule::UnknownId),
        (replaced("roles/baker.toml", "[era.by-hand]", "[era.by-foot]"), Rule::UnknownId),
        (replaced("roles/baker.toml", "keeps = [\"knead\"]", "keeps = []"), Rule::Tasks),
        (replaced("roles/baker.toml", "keeps = [\"knead\"]", "keeps = [\"knead\", \"shape\"]"), Rule::Tasks),
        (replaced("roles/baker.toml", "id = \"time\"", "id = \"shape\""), Rule::DuplicateId),
        (
            replaced("roles/baker.toml", "\"almanac.A1\", \"leaflet\"", "\"almanac.A1\", \"editorial\""),
            Rule::MixedEvidence,
        ),
        (
            replaced("roles/baker.toml", "\"almanac.A1\", \"leaflet\"", "\"leaflet\", \"leaflet\""),
            Rule::DuplicateId,
        ),
        (
            replaced("roles/baker.toml", "\"bread maker\"", "\"bread maker\", \"Bread-maker \""),
            Rule::DuplicateName,
        ),
        (
            Draft::new()
                .replace("roles/stoker.toml", "name = \"Stoker\"", "name = \"Heater\"")
                .replace("roles/baker.toml", "\"bread maker\"", "\"stoker\"")
                .rules(),
            Rule::DuplicateName,
        ),
        (replaced("toolkits/bench.toml", "\"oven shovel\"", "\"Trough\""), Rule::DuplicateName),
        (replaced("skills/craft.toml", "\"clock sense\"", "\"a\", \"A\""), Rule::DuplicateName),
        (replaced("roles/stoker.toml", "[era.by-hand]", "[era.by-hand2]"), Rule::UnknownId),
        (
            replaced("roles/baker.toml", "\"stoker\"\nera = \"with-oven\"", "\"stoker\"\nera = \"by-hand\""),
            Rule::AbsentParty,
        ),
        (
            replaced(
                "roles/stoker.toml",
                "\n[era.with-oven]",
                "\n[[era.by-hand.evidence]]\nof = [\"fire\"]\ntext = \"x\"\nsources = [\"editorial\"]\n[era.with-oven]",
            ),
            Rule::Status,
        ),
        (replaced("skills/craft.toml", "needs = [\"kneading\"]", "needs = [\"trough\"]"), Rule::UnknownId),
        (replaced("toolkits/bench.toml", "eras = [\"by-hand\"]", "eras = [\"by-head\"]"), Rule::UnknownId),
        (replaced("sources/almanac.toml", "[claim.A1]", "[claim.\"A 1\"]"), Rule::BadId),
        (replaced("roles/baker.toml", "counting = 1", "timing = 1"), Rule::DuplicateId),
        (
            replaced("skills/craft.toml", "needs = [\"kneading\"]", "needs = [\"fire\", \"fire\"]"),
            Rule::DuplicateId,
        ),
        (replaced("sources/almanac.toml", "kind = \"fact\"", "kind = \"rumour\""), Rule::WrongType),
        (
            replaced("sources/almanac.toml", "Bakers make bread.", "Bakers\\u202E make bread."),
            Rule::InvisibleCharacter,
        ),
        (Draft::new().write("roles/x.toml", [b'a', 0xff, 0xfe]).rules(), Rule::NotUtf8),
        (Draft::new().write("roles/x.toml", vec![b'#'; (1 << 20) + 1]).rules(), Rule::FileTooLarge),
        (Draft::new().write("roles/Big Name.toml", "").rules(), Rule::BadId),
        (Draft::new().write("notes.toml", "").rules(), Rule::UnknownFile),
        (
            Draft::new().write("actors/baker.toml", "name = \"b\"\nabout = { text = \"x\" }").rules(),
            Rule::DuplicateId,
        ),
    ];
    for (index, (rules, wanted)) in cases.iter().enumerate() {
        assert!(rules.contains(wanted), "case {index}: {wanted:?} is not among {rules:?}");
    }
}

#[test]
fn a_misspelt_field_hides_nothing_of_the_rest_of_its_file() {
    let rules = Draft::new()
        .replace("roles/stoker.toml", "family", "famly")
        .replace("roles/stoker.toml", "fire = 4", "fira = 4")
        .replace("roles/stoker.toml", "[\"thermometer\"]", "[\"thermometre\"]")
        .rules();
    assert_eq!(rules, [Rule::UnknownField, Rule::UnknownId, Rule::UnknownId]);
}

#[test]
fn a_name_with_what_parts_a_link_is_found_all_the_same() {
    let draft = Draft::new().replace("roles/baker.toml", "bread maker", "C# baker, at: home");
    let library = draft.load().unwrap_or_else(|error| panic!("{error}"));
    let found = |text: &str| library.resolve(text).map(|link| link.to_string());
    assert_eq!(found("c# Baker, at: home"), Ok("role:baker".to_owned()));
    assert!(found("C# stoker").is_err());
}

#[test]
fn a_long_chain_of_needs_is_followed_to_its_end() {
    // Three files, each of less than a megabyte; a test has two megabytes of stack, as a thread has.
    let mut draft = Draft::new();
    for file in 0..3 {
        let skill = |at: usize| {
            let needs = if at == 23_999 { String::new() } else { format!("needs = [\"s{}\"]\n", at + 1) };
            format!("[skill.s{at}]\nname = \"S\"\nabout = \"S\"\n{needs}")
        };
        let skills: String = (file * 8_000..(file + 1) * 8_000).map(skill).collect();
        draft = draft.write(&format!("skills/chain-{file}.toml"), format!("name = \"Chain\"\n{skills}"));
    }
    assert!(draft.load().is_ok(), "{}", draft.report());
}

#[test]
fn a_folder_that_is_none_is_no_empty_folder() {
    let draft = Draft::new();
    fs::remove_dir_all(draft.path("tours")).expect("a folder");
    symlink("nowhere", draft.path("tours")).expect("a link");
    assert_eq!(draft.rules(), [Rule::Unreadable]);
    let twice = Draft::new().replace("pack.toml", "id = \"selling\"", "id = \"making\"").rules();
    assert!(twice.contains(&Rule::DuplicateId), "{twice:?}");
}

#[test]
fn what_hangs_on_a_folder_or_a_file_that_is_not_read_is_not_told() {
    let outside = TempDir::new().expect("a folder");
    for (name, other, rule) in [
        ("skills", None, Rule::OutsidePack),
        ("eras", None, Rule::OutsidePack),
        ("pack.toml", None, Rule::OutsidePack),
        ("skills", Some("skill"), Rule::UnknownFile),
        ("sources", Some("source"), Rule::UnknownFile),
        ("eras", Some("era"), Rule::UnknownFile),
        ("pack.toml", Some("pack.TOML"), Rule::UnknownFile),
        ("roles/baker.toml", Some("roles/Baker.toml"), Rule::BadId),
        ("questions/baker.toml", Some("questions/Baker.toml"), Rule::BadId),
    ] {
        let draft = Draft::new();
        let target = other.map_or_else(|| outside.path().join(name), |other| draft.path(other));
        fs::rename(draft.path(name), &target).expect("it can be moved");
        if other.is_none() {
            symlink(target, draft.path(name)).expect("a link");
        }
        let rules = draft.rules();
        assert!(!rules.is_empty() && rules.iter().all(|told| *told == rule), "{name}: {}", draft.report());
    }
}

#[test]
fn what_is_no_pack_says_so() {
    let empty = TempDir::new().expect("a folder");
    let error = Library::from_folder(empty.path()).expect_err("an empty folder is no pack").to_string();
    assert!(error.contains("no pack.toml") && error.contains("1 error in "), "{error}");
    let missing =
        Library::from_folder(&empty.path().join("nowhere")).expect_err("a missing folder is no pack");
    assert!(matches!(missing, LoadError::Unreadable { .. }), "{missing}");
    let file = empty.path().join("file");
    fs::write(&file, "").expect("a file");
    assert!(matches!(Library::from_folder(&file), Err(LoadError::Unreadable { .. })));
}

#[test]
fn links_that_leave_the_pack_are_not_followed() {
    let broken = Draft::new();
    let outside = TempDir::new().expect("a folder");
    fs::write(outside.path().join("secret.toml"), "name = \"secret\"").expect("a file");
    symlink(outside.path().join("secret.toml"), broken.path("roles/secret.toml")).expect("a link");
    symlink(outside.path(), broken.path("extra")).expect("a link");
    symlink("nowhere", broken.path("roles/lost.toml")).expect("a link");
    let report = broken.report();
    assert_eq!(broken.rules().iter().filter(|rule| **rule == Rule::OutsidePack).count(), 2, "{report}");
    assert!(report.contains("this link leads nowhere"), "{report}");
    assert!(!report.contains("name = \"secret\""), "{report}");
    // A link that stays inside is as good as a file.
    let inside = Draft::new();
    symlink(inside.path("skills/craft.toml"), inside.path("skills/again.toml")).expect("a link");
    assert_eq!(inside.rules(), [Rule::DuplicateId; 3], "{}", inside.report());
}

#[test]
fn one_slip_is_told_once() {
    for (file, from, to) in [
        ("roles/baker.toml", "keeps = [\"knead\"]", "keeps = [\"knaed\"]"),
        ("roles/stoker.toml", "[era.by-hand]", "[era.by-hnd]"),
    ] {
        let draft = Draft::new().replace(file, from, to);
        assert_eq!(draft.rules().len(), 1, "{}", draft.report());
        assert!(draft.report().contains("did you mean"), "{}", draft.report());
    }
}

#[test]
fn what_was_left_out_of_a_file_is_not_missed_elsewhere() {
    for (file, from, to) in [
        ("pack.toml", "name = \"Selling\"", ""),
        ("roles/baker.toml", "name = \"Baker\"", "nam = \"Baker\""),
        ("roles/baker.toml", "[era.by-hand]\nstatus = \"established\"", "[era.by-hand]"),
        ("roles/seller.toml", "[era.by-hand]\nstatus = \"new\"", "[era.by-hand]"),
        ("roles/stoker.toml", "id = \"clean\"", ""),
        ("eras/by-hand.toml", "years", "yeers"),
        ("questions/baker.toml", "level = \"junior\"", ""),
        ("tours/bread.toml", "title = \"The oven came\"", ""),
    ] {
        let draft = Draft::new().replace(file, from, to).replace(
            "tours/bread.toml",
            "era:after#bridge-stoker",
            "question:crust-too-hard",
        );
        let told = [Rule::MissingField, Rule::UnknownField];
        let rules = draft.rules();
        let is_told = !rules.is_empty() && rules.iter().all(|rule| told.contains(rule));
        assert!(is_told, "{from}: {}", draft.report());
    }
}

#[test]
fn a_file_that_is_not_read_is_told_of() {
    let text = "name = \"Crumb\"";
    let misspelt = ["roles/crumb.TOML", "crumb.Toml", "roles/crumb.tml", "roles/crumb.tolm"];
    let elsewhere = ["roles/below/crumb.toml", "roles/crumb", "roles/crumb.yaml", "sources/crumb.json"];
    for file in misspelt.into_iter().chain(elsewhere) {
        let draft = Draft::new();
        let folder = draft.path(file).parent().map(std::path::Path::to_owned).expect("a folder");
        fs::create_dir_all(folder).expect("a folder");
        let draft = draft.write(file, text);
        assert_eq!(draft.rules(), [Rule::UnknownFile], "{file}: {}", draft.report());
    }
    for file in ["roles/README", "roles/notes.md", "Makefile", "data.json"] {
        let draft = Draft::new().write(file, text);
        assert!(draft.load().is_ok(), "{file}");
    }
}

#[test]
fn what_hangs_on_a_pack_file_that_cannot_be_read_is_not_told() {
    for text in ["", "\n\n", "format = "] {
        let draft =
            Draft::new().write("pack.toml", text).replace("roles/baker.toml", "almanac.A1", "nobody.A1");
        let rules = draft.rules();
        let told = [Rule::MissingField, Rule::Syntax];
        assert!(!rules.is_empty() && rules.iter().all(|rule| told.contains(rule)), "{text:?}: {rules:?}");
    }
}

#[test]
fn a_named_pipe_is_not_waited_for() {
    let broken = Draft::new();
    let pipe = broken.path("roles/pipe.toml");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
    assert!(made.success());
    assert_eq!(broken.rules(), [Rule::Unreadable]);
}

#[test]
fn a_pack_of_too_many_files_is_refused() {
    let broken = Draft::new();
    for number in 0..=roledex::content::files::MAX_FILES {
        fs::write(broken.path(&format!("skills/{number}.txt")), "").expect("a file");
    }
    assert!(broken.rules().contains(&Rule::TooManyFiles));
}

#[test]
fn an_excerpt_is_cut_around_its_span_and_shows_no_escape() {
    let long = format!("name = \"{}\" misspelt = 1 {}", "x".repeat(5_000), "y".repeat(5_000));
    let report = Draft::new().write("roles/x.toml", long).report();
    assert!(report.lines().all(|line| line.chars().count() < 250), "{report}");
    let report = Draft::new().write("roles/x.toml", "name = \"a\u{1b}]0;owned\u{7}b\"").report();
    assert!(!report.contains(|c: char| c.is_control() && c != '\n'), "{report:?}");
}

#[test]
fn ten_thousand_problems_are_all_found_and_some_are_written_out() {
    let broken = Draft::new()
        .write("roles/lines.toml", format!("aliases = [{}]", "1,\n".repeat(10_000)))
        .write("roles/line.toml", format!("name = \"x\"\naliases = [{}]", "1,".repeat(10_000)));
    assert!(broken.rules().len() > 20_000);
    assert!(broken.report().contains("... and "), "a count of those that are not written out");
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_read() {
    let text = fs::read_to_string(format!("{PACK}/roles/baker.toml")).expect("a file");
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let pack = Draft::new().write("roles/baker.toml", windows);
    assert!(pack.load().is_ok(), "{}", pack.report());
    let report = Draft::new().write("roles/crumb.toml", "\u{feff}nam = \"Crumb\"").report();
    assert!(report.contains("crumb.toml:1:1\n  |\n1 | nam = \"Crumb\""), "{report}");
}

#[test]
fn a_bracket_that_is_not_closed_is_told_once() {
    let draft = Draft::new().replace("leanings.toml", "\"shape\"]", "\"shape\"");
    assert_eq!(draft.rules(), [Rule::Syntax], "{}", draft.report());
    assert!(draft.report().contains("leanings.toml:6:1"), "{}", draft.report());
}

#[test]
fn what_an_author_keeps_beside_the_pack_is_left_alone() {
    let pack = Draft::new()
        .write("README.md", "hello")
        .write(".git/config.toml", "x")
        .write("roles/.baker.toml.swp", "x");
    assert!(pack.load().is_ok());
}

/// A load either works or says what is wrong; the report can always be written.
fn survives(pack: &Draft) -> bool {
    let checked = check(Some(pack.folder()), date(2026, 11, 21)).expect("the folder can be read");
    let errors = checked.report.count(Severity::Error);
    match pack.load() {
        Ok(_) => assert_eq!(errors, 0, "{}", checked.report),
        Err(LoadError::Problems(report)) => {
            assert!(errors > 0 && report.problems.len() == errors, "{}", checked.report);
            assert!(report.to_string().contains(" in /"), "{report}");
        }
        Err(error) => panic!("{error}"),
    }
    let _ = (checked.stats(), checked.sample(3, 1));
    errors == 0
}

const FILES: [&str; 8] = [
    "pack.toml",
    "eras/by-hand.toml",
    "actors/oven.toml",
    "roles/baker.toml",
    "roles/stoker.toml",
    "skills/craft.toml",
    "toolkits/bench.toml",
    "sources/almanac.toml",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..300), file in prop::sample::select(&FILES)) {
        prop_assert!(!survives(&Draft::new().write(file, bytes)));
    }

    #[test]
    fn any_text_is_survived(text in "([a-z_.]{1,8} ?= ?(\"\\PC{0,9}\"|[0-9]{1,3}|\\[\\]|\\{ ?\\})\n|\\[{1,2}[a-z.]{1,9}\\]{1,2}\n){0,12}", file in prop::sample::select(&FILES)) {
        survives(&Draft::new().write(file, text));
    }

    #[test]
    fn a_file_cut_off_anywhere_is_survived(part in 0.0..1.0f64, file in prop::sample::select(&FILES)) {
        let bytes = fs::read(format!("{PACK}/{file}")).expect("a file");
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a part of a small length")]
        let end = (bytes.len() as f64 * part) as usize;
        survives(&Draft::new().write(file, &bytes[..end]));
    }

    #[test]
    fn swapped_lines_are_survived(a in 0usize..120, b in 0usize..120, file in prop::sample::select(&FILES)) {
        let text = fs::read_to_string(format!("{PACK}/{file}")).expect("a file");
        let mut lines: Vec<_> = text.lines().collect();
        let (a, b) = (a % lines.len(), b % lines.len());
        lines.swap(a, b);
        survives(&Draft::new().write(file, lines.join("\n")));
    }
}
