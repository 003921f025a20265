//! A laptop with nothing but OpenSSH.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::house::{DEADLINE, House, PACK};
use crate::interview::{self, FAR, Machine, SMALL};
use crate::line;
use crate::pty::Terminal;

const README: &str = include_str!("../../README.md");

/// A laptop: a folder with a key of its own, and the servers it knows.
struct Laptop {
    home: TempDir,
    to: SocketAddr,
}

/// Whether a program is here; where it has to be, it is a failure that it is not.
fn has(program: &str) -> bool {
    let is_here = Path::new(program).exists();
    assert!(is_here || std::env::var_os("ROLEDEX_MUST_RUN").is_none(), "{program} is not installed");
    if !is_here {
        eprintln!("skipped: no {program}");
    }
    is_here
}

impl Laptop {
    /// A laptop of somebody who comes to an address; `None` where there is no OpenSSH here.
    fn open(to: SocketAddr) -> Option<Self> {
        if !has("/usr/bin/ssh") {
            return None;
        }
        Some(Self { home: TempDir::new().expect("a folder"), to })
    }

    /// Makes a key, by which its owner is known from then on.
    fn make_key(&self) {
        self.make_key_of("ed25519");
    }

    fn make_key_of(&self, kind: &str) {
        let key = self.home.path().join("key").display().to_string();
        let made =
            Command::new("/usr/bin/ssh-keygen").args(["-q", "-t", kind, "-N", "", "-f", &key]).status();
        assert!(made.is_ok_and(|status| status.success()), "no key is made");
    }

    /// What `ssh` is called with.
    fn arguments(&self, options: &[&str], name: &str, line: &[&str]) -> Vec<String> {
        let file = |name: &str| self.home.path().join(name).display().to_string();
        let known = format!("UserKnownHostsFile={}", file("known"));
        let port = self.to.port().to_string();
        let mut arguments: Vec<_> =
            ["-F", "none", "-q", "-o", &known, "-o", "StrictHostKeyChecking=accept-new", "-p", &port]
                .map(str::to_owned)
                .into();
        if self.home.path().join("key").exists() {
            arguments.extend(["-o", "IdentitiesOnly=yes", "-i", &file("key")].map(str::to_owned));
        } else {
            arguments.extend(["-o", "IdentityFile=none"].map(str::to_owned));
        }
        arguments.extend(options.iter().map(ToString::to_string));
        arguments.push(format!("{name}127.0.0.1"));
        arguments.extend(line.iter().map(ToString::to_string));
        arguments
    }

    /// `ssh` in a terminal.
    fn terminal(&self, name: &str, line: &[&str], size: (u16, u16), term: &str) -> Terminal {
        let arguments = self.arguments(&["-t"], name, line);
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        Terminal::run("/usr/bin/ssh", &arguments, size, &[("TERM", term)])
    }

    /// `ssh` without one.
    fn ask(&self, options: &[&str], line: &[&str]) -> Output {
        let mut command = Command::new("/usr/bin/ssh");
        command.args(self.arguments(options, "", line)).stdin(Stdio::null()).output().expect("it runs")
    }
}

/// A guide that is served, and a laptop at the other end of a long line.
struct Served {
    house: House,
    laptop: Laptop,
}

impl Served {
    fn open() -> Option<Self> {
        let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder").keep();
        let house = House::open_at(&folder, &[], &[]);
        let laptop = Laptop::open(line::far(house.address(), FAR))?;
        laptop.make_key();
        Some(Self { house, laptop })
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.house.state);
    }
}

impl Machine for Served {
    fn open(&self, command: &[&str]) -> Terminal {
        self.laptop.terminal("", &[&["roledex"], command].concat(), SMALL, "xterm-256color")
    }

    fn open_in_tmux(&self, command: &[&str]) -> Terminal {
        self.laptop.terminal("", command, SMALL, "tmux-256color")
    }

    fn print(&self, command: &[&str]) -> String {
        let output = self.laptop.ask(&[], command);
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    fn of_profile(&self, command: &[&str], typed: &str) -> String {
        let [profile] = &self.house.profiles()[..] else {
            panic!("one profile: {:?}", self.house.profiles())
        };
        let profile = profile.display().to_string();
        let mut program = Command::new(env!("CARGO_BIN_EXE_roledex"));
        let program =
            program.args(command).args(["--profile", &profile]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = program.spawn().expect("it runs");
        std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), typed.as_bytes())
            .expect("it reads");
        let output = child.wait_with_output().expect("it ends");
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    fn until_gone(&self, opened: u32) {
        let begun = Instant::now();
        self.house.until_logged(&format!("visit over number={opened}"));
        assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    }
}

#[test]
fn a_candidate_practises_over_ssh_from_far_away() {
    if let Some(served) = Served::open() {
        interview::practise(&served);
    }
}

#[test]
fn an_interview_over_ssh_outlives_its_connection() {
    if let Some(served) = Served::open() {
        interview::hold_an_interview(&served);
    }
}

/// E-2, 10 and 11: line by line, and a typo that is mended meanwhile.
#[test]
fn plain_prompts_over_ssh_keep_progress_over_a_mended_typo() {
    let folder = TempDir::new().expect("a folder");
    let pack = folder.path().join("pack");
    let copied = Command::new("cp").arg("-r").arg(PACK).arg(&pack).status();
    assert!(copied.is_ok_and(|status| status.success()));
    let content = pack.display().to_string();
    let house = House::open_at(folder.path(), &[("ROLEDEX_CONTENT", &content)], &[]);
    let Some(laptop) = Laptop::open(house.address()) else { return };
    laptop.make_key();
    let line = ["practice", "baker", "--limit", "2", "--lines"];
    let mut plain = laptop.terminal("", &line, (80, 24), "dumb");
    plain.until_shown("Question 1 of 2, junior: A customer says").until_shown("Enter shows");
    plain
        .press("\r")
        .until_shown("1 again, 2 hard, 3 good, 4 easy")
        .press("3\r")
        .until_shown("Question 2 of 2");
    plain.press("\x04");
    assert_eq!(plain.end(), 0);
    assert!(plain.shown().contains("At 2 of 2; the same command goes on there."), "{}", plain.shown());
    assert!(plain.written.iter().all(|byte| *byte != 0x1b), "no escape sequence");
    let progress =
        || String::from_utf8(laptop.ask(&[], &["progress", "--format", "csv"]).stdout).expect("UTF-8");
    let before = progress();
    assert!(before.contains("baker,crust-too-hard,junior,,timing kneading,1,"), "{before}");
    let file = pack.join("questions/baker.toml");
    let text = fs::read_to_string(&file).expect("questions");
    fs::write(&file, text.replace("the crust is too hard", "this crust is too hard")).expect("a file");
    let end = Instant::now() + DEADLINE;
    while !String::from_utf8_lossy(&laptop.ask(&[], &["progress"]).stdout).contains("this crust is too hard")
    {
        assert!(Instant::now() < end, "the save is not seen");
    }
    assert_eq!(progress(), before);
}

#[test]
fn a_student_looks_around_with_nothing_but_ssh() {
    let house = House::open(&[]);
    let Some(laptop) = Laptop::open(house.address()) else { return };
    // A guest, since there is no key; told so once.
    let mut guide = laptop.terminal("", &[], (100, 30), "xterm-256color");
    guide.until_shown("You are a guest: what you say lasts until you leave.");
    guide.press("1").until_shown("Baker").until_gone("You are a guest");
    guide.press("/sell").until_shown(">  Seller").press("\r").until_shown("WITH THE OVEN");
    guide.press("[").until_shown("BEFORE").resize(60, 18).until_shown("Seller");
    guide.press("q");
    assert_eq!(guide.end(), 0);
    let screen = guide.screen.screen();
    assert!(!screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor());
    // A place, a theme, and what is printed.
    let mut compared =
        laptop.terminal("mono@", &["compare:baker,seller@after"], (80, 24), "an-unknown-terminal");
    compared.until_shown("Baker").until_shown("Seller").press("q");
    assert_eq!(compared.end(), 0);
    assert!(!String::from_utf8_lossy(&compared.written).contains("38;5;"), "mono has no colours");
    for (line, code, out, message) in [
        (&["show", "role:baker"][..], 0, "Baker", ""),
        (&["search", "xyzzy"], 1, "", "nothing fits"),
        (&["show", "nobody"], 2, "", "nobody"),
        (&["sh", "-c", "id"], 2, "", "error"),
    ] {
        let output = laptop.ask(&[], line);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(output.status.code(), Some(code), "{line:?}: {output:?}");
        assert!(text(&output.stdout).contains(out) && text(&output.stderr).contains(message), "{output:?}");
    }
}

#[test]
fn a_key_of_any_kind_is_a_key() {
    let house = House::open(&[]);
    for kind in ["rsa", "ecdsa", "ed25519"] {
        let Some(laptop) = Laptop::open(house.address()) else { return };
        laptop.make_key_of(kind);
        let mut guide = laptop.terminal("", &["baker"], (80, 24), "xterm-256color");
        guide.until_shown("Baker").until_shown("q quit").press("q");
        assert_eq!(guide.end(), 0, "{kind}");
        assert!(!String::from_utf8_lossy(&guide.written).contains("guest"), "{kind}");
    }
    assert_eq!(house.profiles().len(), 3);
}

#[test]
fn what_the_readme_types_opens_or_prints() {
    let folder = TempDir::new().expect("a folder");
    let house = House::open_at(folder.path(), &[], &[]);
    let Some(laptop) = Laptop::open(house.address()) else { return };
    let lines: Vec<_> = README.lines().filter_map(|line| line.strip_prefix("$ ssh -p 2222 ")).collect();
    assert_eq!(lines.len(), 7);
    for line in lines {
        let mut words = line.split(" #").next().unwrap_or_default().split_whitespace();
        let host = words.next().expect("a host");
        let name = host.strip_suffix("guide.example.org").expect("the host of the examples");
        let (terminal, words): (Vec<_>, Vec<_>) = words.partition(|word| *word == "-t");
        if terminal.is_empty() && !words.is_empty() {
            let output = laptop.ask(&[], &words);
            assert_eq!(output.status.code(), Some(0), "{line}: {output:?}");
            assert!(!output.stdout.is_empty(), "{line}");
        } else {
            let mut opened = laptop.terminal(name, &words, (100, 30), "xterm-256color");
            opened.until_shown("roledex").until_shown("AFTER").press("q");
            assert_eq!(opened.end(), 0, "{line}");
        }
    }
}

#[test]
fn nothing_but_the_guide_is_there_for_ssh() {
    let house = House::open(&["--sessions", "1"]);
    let Some(laptop) = Laptop::open(house.address()) else { return };
    let said = |output: &Output| String::from_utf8_lossy(&output.stderr).into_owned();
    // No subsystem, no way on, and no way in from elsewhere.
    let output = laptop.ask(&["-s"], &["sftp"]);
    assert!(!output.status.success() && output.stdout.is_empty(), "{output:?}");
    let output = laptop.ask(&["-W", "127.0.0.1:22"], &[]);
    assert!(!output.status.success(), "{output:?}");
    let output = laptop.ask(&["-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:1"], &["show", "home"]);
    assert!(!output.status.success() && output.stdout.is_empty(), "{output:?}");
    // Whoever does not find a seat is told why, where ssh is not kept from saying it.
    let mut here = laptop.terminal("", &[], (80, 24), "xterm-256color");
    here.until_shown("guest");
    let arguments = laptop.arguments(&[], "", &["show", "home"]);
    let arguments = arguments.iter().filter(|argument| *argument != "-q");
    let output = Command::new("/usr/bin/ssh").args(arguments).stdin(Stdio::null()).output().expect("it runs");
    assert_eq!(output.status.code(), Some(255));
    assert!(
        said(&output).contains("all seats of this guide are taken; please come again in a while"),
        "{}",
        said(&output)
    );
    here.press("q");
    assert_eq!(here.end(), 0);
}

/// OpenSSH's own server, with what the README has for its configuration.
struct Sshd {
    folder: TempDir,
    child: std::process::Child,
    port: u16,
}

impl Sshd {
    fn open(force: &str) -> Option<Self> {
        const PROGRAM: &str = "/usr/sbin/sshd";
        if !has(PROGRAM) {
            return None;
        }
        // It wants this folder where it is started by root.
        let _ = fs::create_dir_all("/run/sshd");
        let folder = TempDir::new().expect("a folder");
        let file = |name: &str| folder.path().join(name);
        let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let port = free.expect("a port").port();
        let made = Command::new("/usr/bin/ssh-keygen")
            .args(["-q", "-t", "ed25519", "-N", "", "-f"])
            .arg(file("host"))
            .status();
        assert!(made.is_ok_and(|status| status.success()), "no key is made");
        // The README's lines, for every login.
        let (_, readme) = README.split_once("Match User guide\n").expect("the README has them");
        let recipe = readme.lines().take_while(|line| line.starts_with("    ")).map(|line| {
            let line = line.trim();
            let program = "ForceCommand /usr/local/bin/roledex --served";
            if line == program { format!("ForceCommand {force}") } else { line.to_owned() }
        });
        let lines = [
            format!("Port {port}"),
            "ListenAddress 127.0.0.1".to_owned(),
            format!("HostKey {}", file("host").display()),
            format!("AuthorizedKeysFile {}", file("authorized").display()),
            "StrictModes no".to_owned(),
            "UsePAM no".to_owned(),
            "PidFile none".to_owned(),
            "Subsystem sftp internal-sftp".to_owned(),
        ];
        let lines: Vec<_> = lines.into_iter().chain(recipe).collect();
        assert!(lines.iter().any(|line| line.contains(force)), "{lines:?}");
        fs::write(file("config"), lines.join("\n") + "\n").expect("a file");
        let mut command = Command::new(PROGRAM);
        let log = fs::File::create(file("log")).expect("a log");
        let child =
            command.args(["-D", "-e", "-f"]).arg(file("config")).stderr(log).spawn().expect("it starts");
        let sshd = Self { folder, child, port };
        let end = Instant::now() + DEADLINE;
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < end, "sshd does not begin: {}", sshd.log());
            std::thread::sleep(Duration::from_millis(10));
        }
        Some(sshd)
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    fn authorized(&self) -> PathBuf {
        self.folder.path().join("authorized")
    }
}

impl Drop for Sshd {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn behind_openssh_there_is_the_guide_and_nothing_else() {
    let state = TempDir::new().expect("a folder");
    let program = env!("CARGO_BIN_EXE_roledex");
    // The login would have its own home; here it is that of whoever runs the tests.
    let force = format!("XDG_STATE_HOME={} {program} --served --content {PACK}", state.path().display());
    let Some(sshd) = Sshd::open(&force) else { return };
    let Some(laptop) = Laptop::open(([127, 0, 0, 1], sshd.port).into()) else { return };
    laptop.make_key();
    fs::copy(laptop.home.path().join("key.pub"), sshd.authorized()).expect("a key");
    let mut guide = laptop.terminal("", &["role:baker"], (80, 24), "xterm-256color");
    guide.until_shown("Baker");
    guide
        .press("e")
        .until_shown("nothing is written here")
        .press("\x1a")
        .until_shown("there is no shell here");
    let mut tool = laptop.terminal("", &["tool:peel"], (80, 24), "xterm-256color");
    tool.until_shown("q quit").press("o").until_shown("open it at your side").press("q");
    assert_eq!(tool.end(), 0, "{}", sshd.log());
    guide.press("*").until_shown("bookmark").press("q");
    assert_eq!(guide.end(), 0, "{}", sshd.log());
    for (line, code, said) in [
        (&["show", "role:baker"][..], 0, ""),
        (&["search", "xyzzy"], 1, "nothing fits"),
        (&["sh", "-c", "id"], 2, "unexpected argument '-c'"),
        (&["show", "role:baker", "--content", PACK], 2, "unexpected argument '--content'"),
        (&["export", "role:baker", "-o", "/tmp/roledex-test-served.html"], 2, "not available over SSH"),
    ] {
        let output = laptop.ask(&[], line);
        assert_eq!(output.status.code(), Some(code), "{line:?}: {output:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains(said), "{line:?}: {output:?}");
    }
    assert!(!Path::new("/tmp/roledex-test-served.html").exists(), "it was written all the same");
    // Of a subsystem there is nothing: its name comes to the guide as a command that it does not have.
    let output = laptop.ask(&["-s"], &["sftp"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{output:?}");
    let bookmarks = laptop.ask(&[], &["list", "bookmarks"]);
    assert!(String::from_utf8_lossy(&bookmarks.stdout).contains("Baker"), "{bookmarks:?}");
}

#[test]
fn a_host_key_that_signs_by_rsa_is_refused() {
    if !has("/usr/bin/ssh-keygen") {
        return;
    }
    let folder = TempDir::new().expect("a folder");
    let key = folder.path().join("host");
    let made =
        Command::new("/usr/bin/ssh-keygen").args(["-q", "-t", "rsa", "-N", "", "-f"]).arg(&key).status();
    assert!(made.is_ok_and(|status| status.success()), "no key is made");
    let output = Command::new(env!("CARGO_BIN_EXE_roledex"))
        .args(["serve", "--listen", "127.0.0.1:0", "--host-key"])
        .arg(&key)
        .env("XDG_STATE_HOME", folder.path())
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("RSA") && said.contains("ssh-keygen -t ed25519"), "{said}");
}
