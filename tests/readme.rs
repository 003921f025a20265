//! What the README tells a reader to type does what it says.

use std::process::{Command, Stdio};

use roledex::app::keys::BINDINGS;
use tempfile::TempDir;

const README: &str = include_str!("../README.md");

/// What the README types behind `roledex`, without its comments.
fn commands() -> Vec<&'static str> {
    let lines = README.lines().filter_map(|line| line.strip_prefix("$ roledex"));
    // A `#` with a blank before it begins a comment; `ai-engineer#skills` is a link.
    lines.map(|line| line.split(" #").next().unwrap_or_default().trim()).collect()
}

#[test]
fn every_command_works() {
    let folder = TempDir::new().expect("a folder");
    let commands = commands();
    assert!(commands.len() >= 20, "{commands:?}");
    // A stage needs a terminal, and a server does not end; both are tried elsewhere.
    let ends = |command: &&&str| {
        !command.split(' ').any(|word| {
            matches!(word, "serve" | "notes") || (word == "present" && !command.contains("--check"))
        })
    };
    for command in commands.iter().filter(ends) {
        let mut shell = Command::new("/bin/sh");
        shell
            .env_clear()
            .env("XDG_STATE_HOME", folder.path().join("state"))
            .env("LANG", "C.UTF-8")
            .current_dir(folder.path())
            .args(["-c", &format!("{} {command}", env!("CARGO_BIN_EXE_roledex"))])
            .stdin(Stdio::null());
        let output = shell.output().expect("a shell");
        let told = String::from_utf8_lossy(&output.stderr);
        // Of what opens the guide, the place was found.
        let opens = told.starts_with("error: the guide opens in a terminal");
        assert!(output.status.success() || opens, "{command}: {told}");
    }
    for written in ["roles.html", "handout.html", "home.svg"] {
        assert!(folder.path().join(written).exists(), "{written}");
    }
}

#[test]
fn every_key_it_names_is_bound() {
    let (_, keys) = README.split_once("On the left stands an index").expect("the README tells the keys");
    let (keys, _) = keys.split_once("before each line").expect("the sentence ends");
    let typed = ["pyhton", "mle", "k8s", "warepam s31"];
    let named: Vec<_> = keys.split('`').skip(1).step_by(2).filter(|word| !typed.contains(word)).collect();
    assert!(named.len() >= 20, "{named:?}");
    for key in named {
        let bound = BINDINGS.iter().any(|binding| binding.shown.split(' ').any(|shown| shown == key));
        assert!(bound, "{key} is not bound");
    }
}

#[test]
fn the_man_page_names_every_key_and_command() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_roledex"));
    let output = program
        .env_clear()
        .env("XDG_STATE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/nobody"))
        .env("LANG", "C.UTF-8")
        .arg("man")
        .output()
        .expect("it runs");
    // Without the escapes of roff: `\\-` is a hyphen, `\\fB` turns bold on.
    let page = String::from_utf8(output.stdout).expect("UTF-8").replace("\\-", "-");
    let page = page.replace("\\fB", "").replace("\\fR", "").replace("\\fI", "").replace("\\*(Aq", "'");
    for binding in BINDINGS {
        let rows = page.lines().zip(page.lines().skip(1));
        let told = rows.filter(|(key, help)| *key == binding.shown && *help == binding.help).count();
        assert_eq!(told, 1, "{} {}\n{page}", binding.shown, binding.help);
    }
    let help = Command::new(env!("CARGO_BIN_EXE_roledex")).arg("help").env("LANG", "C.UTF-8").output();
    let help = String::from_utf8(help.expect("it runs").stdout).expect("UTF-8");
    let (_, commands) = help.split_once("Commands:\n").expect("the help lists them");
    let commands = commands.lines().take_while(|line| !line.is_empty());
    let commands: Vec<_> = commands.filter_map(|line| line.strip_prefix("  ")?.split(' ').next()).collect();
    let commands: Vec<_> = commands.into_iter().filter(|word| !word.is_empty()).collect();
    assert!(commands.len() > 20 && commands.contains(&"mock"), "{commands:?}");
    for command in commands.into_iter().filter(|command| *command != "help") {
        assert!(page.contains(&format!("roledex {command}")), "{command}");
    }
}

#[test]
fn the_pictures_can_be_made_anew() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let script = std::fs::read_to_string(root.join("assets/pictures.sh")).expect("the script");
    let (_, listed) = script.split_once("<<'END'\n").expect("a list");
    let listed: Vec<_> = listed.lines().filter(|line| *line != "END").collect();
    let folder = TempDir::new().expect("a folder");
    for line in &listed {
        let [name, size, theme, place] = line.split_whitespace().collect::<Vec<_>>()[..] else {
            panic!("{line:?} is no picture")
        };
        assert!(README.contains(&format!("(assets/{name}.svg)")), "the README shows no {name}");
        let file = folder.path().join(format!("{name}.svg"));
        let program = Command::new(env!("CARGO_BIN_EXE_roledex"))
            .env_clear()
            .env("LANG", "C.UTF-8")
            .args(["--no-profile", "export", place, "--size", size, "--theme", theme, "-o"])
            .arg(&file)
            .output()
            .expect("it runs");
        assert!(program.status.success(), "{line}: {}", String::from_utf8_lossy(&program.stderr));
        let (made, shown) =
            (std::fs::metadata(&file), std::fs::metadata(root.join(format!("assets/{name}.svg"))));
        assert!(made.is_ok_and(|made| made.len() > 5000) && shown.is_ok(), "{name}");
    }
    assert_eq!(
        README.matches(".svg)").count(),
        listed.len(),
        "every picture of the README is made by the script"
    );
}

#[test]
fn what_it_shows_is_what_is_printed() {
    let shown: Vec<_> = README.split("<!-- shown by: roledex ").skip(1).collect();
    assert!(!shown.is_empty());
    for part in shown {
        let (command, rest) = part.split_once(" -->\n```text\n").expect("a block follows");
        let (block, _) = rest.split_once("```").expect("it ends");
        let mut program = Command::new(env!("CARGO_BIN_EXE_roledex"));
        let program = program.env_clear().env("LANG", "C.UTF-8").arg("--no-profile").args(command.split(' '));
        let output = program.stdin(Stdio::null()).output().expect("it runs");
        assert!(String::from_utf8_lossy(&output.stdout).contains(block), "{command}");
    }
}
