//! The command line: what can be asked for, and what each asking does.

mod asked;
mod author;
mod check;
mod completions;
mod export;
mod lines;
mod manual;
mod new;
mod options;
mod practice;
mod present;
mod printed;
mod profile;
mod schema;
mod search;
#[cfg(feature = "ssh")]
mod serve;
mod show;
mod visit;
mod words;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};

use asked::Asked;
use author::Author;
use options::{Form, Format, Options};
use printed::Printed;
use profile::ProfileCommand;

pub use visit::receive;

use crate::call::OpenStore;
use crate::content::{Library, LoadError, Look, ResolveError};
use crate::environment::Environment;
use crate::place::PlaceError;
use crate::streams::Streams;
use crate::typeset::Setting;
use crate::visible::shown;

/// A field guide to data and AI careers: the roles before and after foundation models.
#[derive(Debug, Parser)]
#[command(
    version,
    about,
    override_usage = "roledex [OPTIONS] [COMMAND | PLACE]",
    max_term_width = 100,
    after_help = "\
Examples:
  roledex                                     open the guide
  roledex ai-engineer                         open it at a role
  roledex compare ai-engineer data-scientist  two roles beside each other
  roledex show role:ml-engineer@before        a role as it was
  roledex search \"data drift\"                 what is found for a text
  roledex list roles                          all roles
  roledex present who-is-an-ai-engineer       a guided tour, on a projector

Exit codes: 0 done; 1 a search without hits, or something to be mended; 2 wrong use, an unknown id, or something that cannot be read; 128 and the number of a signal that ended it, as 130 after Ctrl-C."
)]
pub struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open the guide at a place; a place alone does the same
    #[command(after_help = "Example: roledex open role:ai-engineer@before")]
    Open {
        /// A place, an id or a name: `ai-engineer`, `role:ai-engineer@before#does`
        place: String,
    },
    #[command(flatten)]
    Printed(Printed),
    /// Write pages, a tour as a handout, or a picture of the screen to one file
    Export(export::Export),
    /// Present a tour to a room, in large letters
    Present(present::Present),
    /// Show what to say to the presentation that is open on this machine, what comes next, and the time
    Notes(present::Notes),
    /// Export or import what the guide keeps of you
    #[command(subcommand, after_help = "Example: roledex profile export > me.json")]
    Profile(ProfileCommand),
    #[command(flatten)]
    Author(Author),
    /// Serve the guide over SSH: whoever has ssh needs nothing else
    #[cfg(feature = "ssh")]
    Serve(serve::Serve),
    /// Print what makes a shell complete commands and ids of places
    #[command(
        after_help = "Example: roledex completions bash > ~/.local/share/bash-completion/completions/roledex"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the man page, with all keys
    #[command(after_help = "Example: roledex man | man -l -")]
    Man,
    /// Print where the guide's content comes from, and where what it keeps of you is
    #[command(after_help = "Example: roledex paths")]
    Paths,
}

impl Cli {
    /// Reads the words that the program was called with, its own name first.
    ///
    /// # Errors
    /// What is wrong with them, or what was asked for instead: help, or the version.
    pub fn read(words: impl Iterator<Item = OsString>) -> Result<Self, clap::Error> {
        let words: Vec<_> = words.collect();
        match words.iter().map(|word| word.to_str().map(str::to_owned)).collect() {
            Some(words) => words::parse(words),
            // A folder may be called in another way than by text.
            None => Self::try_parse_from(words),
        }
    }
}

/// What stands before a command, where somebody sits at the machine that this runs on.
const PROGRAM: &str = "roledex ";

/// Does what was asked, and says how it went.
#[must_use]
pub fn run(cli: Cli) -> ExitCode {
    let code = answer(cli).unwrap_or_else(|error| failed(&error, PROGRAM, &mut io::stderr()));
    ExitCode::from(code)
}

/// An exit code.
type Code = u8;

/// Says what went wrong, to somebody who writes `program` before a command.
fn failed(error: &anyhow::Error, program: &str, messages: &mut dyn Write) -> Code {
    // Whoever reads may stop reading: `roledex show home | head -1`.
    if is_broken_pipe(error) {
        return 0;
    }
    // A message that cannot be written has nowhere else to go.
    let _ = writeln!(messages, "{}", message(error, program));
    2
}

/// The longest line of a message: an argument may be of any length.
const LONGEST_LINE: usize = 400;

/// What is said of an error; a report of a pack's problems says "error" for each.
fn message(error: &anyhow::Error, program: &str) -> String {
    let text = match error.downcast_ref::<LoadError>() {
        Some(LoadError::Problems(report)) => report.to_string(),
        // What is read or written elsewhere says what that is.
        _ if error.is::<io::Error>() && error.chain().count() == 1 => {
            format!("error: standard output cannot be written: {error}")
        }
        _ => format!("error: {error:#}{}", next_step(error, program)),
    };
    // Names of files and arguments are of somebody's making.
    let line = |line: &str| Setting::new(LONGEST_LINE).cut(&shown(line));
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// What to do after an error that could not say what was meant.
fn next_step(error: &anyhow::Error, program: &str) -> String {
    if let Some(LoadError::Unreadable { .. }) = error.downcast_ref::<LoadError>() {
        return format!(
            "\n--content or ROLEDEX_CONTENT names the folder; without both the guide shows its own content, \
             and \"{program}new DIR\" begins a pack"
        );
    }
    match error.downcast_ref::<ResolveError>() {
        Some(ResolveError::Unknown { near: None, look, id, .. }) => match look {
            Look::List(list) => format!("\n{program}list {} shows what there is", list.word()),
            Look::Source(id) => format!("\n{program}show source:{id} shows its claims"),
            Look::Everywhere => match shlex::try_quote(id) {
                Ok(text) => {
                    let ends_options = if id.starts_with('-') { "-- " } else { "" };
                    format!("\n{program}search {ends_options}{text} looks for it in every text")
                }
                Err(_) => String::new(),
            },
        },
        Some(ResolveError::Place(PlaceError::HandoversListed)) => {
            format!("\n{program}show handovers shows it")
        }
        _ => String::new(),
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// What is done on the machine this runs on.
fn answer(cli: Cli) -> anyhow::Result<Code> {
    let Cli { options, command } = cli;
    let content = std::env::var_os("ROLEDEX_CONTENT");
    anyhow::ensure!(
        options.content.as_ref().is_none_or(|folder| !folder.is_empty()) || options.content == content,
        "--content names no folder: it is empty; leave it out for the guide's own content"
    );
    anyhow::ensure!(
        !options.served || command.is_none(),
        "--served answers what somebody asks for over SSH, and nothing else; leave it or the command out"
    );
    // What is for authors has to work on packs that cannot be read.
    if let Some(Command::Author(asked)) = &command {
        return asked.answer(&options);
    }
    let mut options = options;
    if options.served && options.content == content {
        // A variable may be of the visitor's making.
        options.content = None;
    }
    let shows_pack = !matches!(
        command,
        Some(Command::Profile(_) | Command::Completions { .. } | Command::Man | Command::Paths)
    );
    let library = match options.library() {
        Ok(library) => library,
        Err(error) if shows_pack => return Err(error.into()),
        Err(error) => {
            // What is asked for stands in no pack.
            let why = match &error {
                LoadError::Unreadable { .. } => error.to_string(),
                LoadError::Problems(report) => report.first_line(),
            };
            let _ = writeln!(io::stderr(), "{}; the built-in pack stands in for it", shown(&why));
            Library::built_in()?
        }
    };
    if let Some(era) = options.looking.era.as_deref().filter(|_| shows_pack) {
        library.era_short(era)?;
    }
    let library = Arc::new(library);
    // The system takes the memory of a large pack back at once; entry by entry it would take a while.
    std::mem::forget(Arc::clone(&library));
    if options.served {
        return visit::behind_openssh(options, library);
    }
    #[cfg(feature = "ssh")]
    let command = match command {
        Some(Command::Serve(asked)) => {
            anyhow::ensure!(
                options.profile.is_none(),
                "--profile is what is kept of you; --profiles DIR names the folder for those who come"
            );
            return asked.run(&library, options.looking).map(|()| 0);
        }
        command => command,
    };
    let looking = options.looking.clone();
    let profile_file = options.profile_file();
    let store: OpenStore = Arc::new(move |pace| options.store(pace));
    let is_terminal = io::stdout().is_terminal();
    let has_screen = is_terminal && !Environment::of_this_process().is_dumb();
    let asked = Asked::new(library, looking, store, Streams::of_this_process(), PROGRAM);
    match command {
        None if !has_screen => asked.show(&asked.home()?, Form::TEXT)?,
        None => asked.open(None, None)?,
        // A terminal without a screen gets what stands there, as a pipe gets the first page.
        Some(Command::Open { place }) if is_terminal && !has_screen => {
            asked.show(&asked.at(&place)?, Form::TEXT)?;
        }
        Some(Command::Open { place }) => {
            let link = asked.at(&place)?;
            asked.open(Some(link), None)?;
        }
        Some(Command::Printed(what)) => return asked.print_or_ask(what),
        Some(Command::Present(what)) => return asked.present(&what),
        Some(Command::Notes(what)) => asked.notes(&what)?,
        Some(Command::Profile(what)) => asked.profile(&what)?,
        Some(Command::Export(what)) => asked.export(&what)?,
        Some(Command::Completions { shell }) => asked.completions(shell)?,
        Some(Command::Man) => asked.write(manual::write)?,
        Some(Command::Paths) => asked.paths(profile_file)?,
        // These were answered above.
        Some(Command::Author(_)) => {}
        #[cfg(feature = "ssh")]
        Some(Command::Serve(_)) => {}
    }
    Ok(0)
}
