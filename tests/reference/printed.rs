//! What the program prints as JSON, for everything that it prints JSON for.

use std::cell::RefCell;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::rc::Rc;
use std::sync::Arc;

use roledex::call::{Call, Reply};
use roledex::cli;
use roledex::content::{FoundKind, Library};
use roledex::environment::Environment;
use roledex::place::Listed;
use roledex::profile::{Memory, Pace, Profile, Store, StoreError, export, import};
use roledex::question::made;
use roledex::streams::Streams;
use serde_json::Value;

use crate::pack::{Draft, PACK};

/// What was printed, and whether it is always the same.
pub struct Printed {
    pub value: Value,
    pub is_fixed: bool,
}

/// Somebody of whom the guide keeps something of everything.
pub fn reader() -> Profile {
    import(include_str!("profile.json")).expect("a profile")
}

/// Somebody who told all, somebody who only likes something, and somebody who told nothing.
fn readers() -> [Profile; 3] {
    let all = reader();
    let liking = Profile { leanings: all.leanings.clone(), ..Profile::EMPTY };
    [all, liking, Profile::EMPTY]
}

/// Everything that is printed of the fixed pack, of one that leaves out what it may, and of the shipped one.
pub fn everything() -> Vec<Printed> {
    let bare = Draft::new().replace("pack.toml", "attribution = \"With thanks to the <Rye> Press.\"\n", "");
    let shipped = Library::built_in().expect("the shipped pack is good");
    let fixed = Library::from_folder(Path::new(PACK)).expect("the fixed pack is good");
    let mut all = Vec::new();
    for (library, is_fixed) in [(fixed, true), (bare.load().expect("a pack"), true), (shipped, false)] {
        let library = Arc::new(library);
        for line in lines(&library) {
            // What is known of a reader changes only some pages.
            let is_of_reader = ["fit", "next", "progress", "route me", "list bookmarks"]
                .iter()
                .any(|command| line.starts_with(command));
            for profile in readers().into_iter().take(if is_of_reader { 3 } else { 1 }) {
                all.push(Printed { value: answer(&library, &profile, &line), is_fixed });
            }
        }
    }
    all.extend(checks());
    for profile in readers() {
        let value = serde_json::from_str(&export(&profile)).expect("JSON");
        all.push(Printed { value, is_fixed: true });
    }
    all
}

/// Every line that prints JSON of a pack.
pub fn lines(library: &Library) -> Vec<String> {
    let lists = Listed::ALL.iter().map(|list| format!("list {}", list.word()));
    let entries = library.findables().all().iter().filter(|found| matches!(found.kind, FoundKind::Entry(_)));
    let mut lines: Vec<_> = lists.chain(entries.map(|entry| format!("show {}", entry.link))).collect();
    lines.extend(
        ["show home", "search bread", "search data", "search xyzzyxyzzy", "progress"].map(str::to_owned),
    );
    let roles: Vec<_> = library.roles().iter().map(|role| role.id.clone()).collect();
    lines.extend(roles.iter().map(|role| format!("progress {role}")));
    lines.push(format!("compare {}", roles[..roles.len().min(3)].join(" ")));
    let both = library.eras().iter().map(|era| format!("{}@{}", roles[0], era.short.as_str()));
    lines.push(format!("compare {}", both.collect::<Vec<_>>().join(" ")));
    for era in library.eras() {
        let short = era.short.as_str();
        lines.extend(["fit", "next", "show handovers"].map(|what| format!("{what} --era {short}")));
        let made = made::all(library, None, &era.id);
        // Of hundreds, some of each kind.
        let some = made.iter().step_by(1 + made.len() / 50);
        lines.extend(some.map(|question| format!("show question:{}", question.id)));
        let there = library.roles().into_iter().filter(|role| role.exists_in(&era.id));
        let there: Vec<_> = there.map(|role| role.id.as_str()).collect();
        lines.extend(there.iter().map(|to| format!("route me {to} --era {short}")));
        lines.extend(there.iter().skip(1).map(|to| format!("route {} {to} --era {short}", there[0])));
    }
    lines
}

/// Where an answer is written.
#[derive(Clone, Default)]
struct Sheet(Rc<RefCell<Vec<u8>>>);

impl Write for Sheet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a line prints, asked in this process as over SSH: no process a line, and no folder.
fn answer(library: &Arc<Library>, profile: &Profile, line: &str) -> Value {
    let kept = profile.clone();
    let store = move |_: Pace| -> Result<Box<dyn Store>, StoreError> {
        let mut store = Memory::default();
        kept.changes().try_for_each(|change| store.apply(&change))?;
        Ok(Box::new(store))
    };
    let call = Call {
        line: format!("{line} --format json"),
        has_terminal: false,
        environment: Environment::default(),
        theme: None,
        library: Arc::clone(library),
        shared: Arc::default(),
        store: Arc::new(store),
        said: "",
    };
    let Reply::Print(print) = cli::receive(call) else { panic!("{line} opens the guide") };
    let (out, messages) = (Sheet::default(), Sheet::default());
    let streams = Streams {
        input: Box::new(io::empty()),
        out: Box::new(out.clone()),
        messages: Box::new(messages.clone()),
        environment: Environment::default(),
        columns: None,
        is_terminal: false,
    };
    let code = print(streams);
    // A search without hits exits with 1, and prints that there are none.
    assert!(
        code == 0 || line.starts_with("search"),
        "{line}: {}",
        String::from_utf8_lossy(&messages.0.borrow())
    );
    serde_json::from_slice(&out.0.borrow()).unwrap_or_else(|error| panic!("{line}: {error}"))
}

/// What the real program answers in a folder.
pub fn said(folder: &Path, arguments: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_roledex"));
    program.env_clear().env("LANG", "C.UTF-8").current_dir(folder).args(arguments).stdin(Stdio::null());
    program.output().expect("the program runs")
}

/// What the real program prints in a folder as JSON.
pub fn program(folder: &Path, arguments: &[&str]) -> Value {
    let Output { stdout, stderr, .. } = said(folder, arguments);
    let told = String::from_utf8_lossy(&stderr);
    serde_json::from_slice(&stdout).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {told}"))
}

/// What is said of packs that are checked: one that is good, one that is not, and one of which all files are read.
fn checks() -> Vec<Printed> {
    let broken = Draft::new().replace("actors/customers.toml", "editorial", "editoral");
    let broken = broken.write("actors/\u{fc}ber.toml", [0xff, 0xfe]);
    let whole = ["check", ".", "--format", "json"];
    let sample = ["check", ".", "--format", "json", "--stats", "--sample", "30"];
    vec![
        Printed { value: program(broken.folder(), &whole), is_fixed: true },
        Printed { value: program(Path::new(PACK), &sample), is_fixed: true },
        Printed { value: program(&Path::new(PACK).join("../../content"), &sample), is_fixed: false },
    ]
}
