//! Those who come over SSH: what they may ask for, and what they get.
//!
//! What touches the machine is no part of what is read here, so that no option and no command can be forgotten.

use std::io::{self, Write};
use std::sync::Arc;

use clap::{CommandFactory, Parser, Subcommand};

use crate::call::{Call, NOTHING_KEPT, OpenStore, Opening, Reply};
use crate::content::Library;
use crate::environment::Environment;
use crate::page::Shared;
use crate::profile::{Memory, Pace};
use crate::streams::Streams;
use crate::visible::shown;

use super::asked::{Asked, run_here};
use super::options::{Form, Looking, Options, When};
use super::printed::Printed;
use super::words::{name_at, parse};
use super::{Cli, Code, failed, lines};

/// What stands before a command: nothing, for how somebody calls this machine is not known here.
pub const PROGRAM: &str = "ssh HOST ";

/// A field guide to data and AI careers, over SSH.
#[derive(Debug, Parser)]
#[command(
    name = "ssh HOST",
    term_width = 80,
    // The visitor's own ssh takes options that stand first for its own.
    override_usage = "ssh HOST [-t] [COMMAND] [OPTIONS]",
    after_help = "\
Examples:
  ssh HOST                                            the guide, where you left it
  ssh HOST -t compare:ml-engineer,ai-engineer@after   the guide at a place
  ssh HOST -t practice ai-engineer                    questions for the interview
  ssh HOST show role:ai-engineer                      a page as text
  ssh HOST practice ai-engineer --lines               questions line by line"
)]
struct Visitor {
    #[command(flatten)]
    looking: Looking,
    #[command(subcommand)]
    wanted: Option<Wanted>,
}

/// What a visitor may ask for.
#[derive(Debug, Subcommand)]
enum Wanted {
    /// Open the guide at a place; a place alone does the same
    Open {
        /// A place, an id or a name: `ai-engineer`, `role:ai-engineer@before#does`
        place: String,
    },
    #[command(flatten)]
    Printed(Printed),
}

/// Reads what a visitor wants, and finds what they get.
#[must_use]
pub fn receive(call: Call) -> Reply {
    receive_as(call, &Looking::default())
}

/// The same, where they see it as the host wants as far as they say nothing else.
pub(super) fn receive_as(call: Call, host: &Looking) -> Reply {
    let visitor = match read(&call.line) {
        Ok(visitor) => visitor,
        Err(why) => return Reply::Print(Box::new(move |streams| explain(&why, streams))),
    };
    let Call { has_terminal, environment, theme, library, shared, store, said, .. } = call;
    let Visitor { looking, wanted } = visitor;
    let looking = Looking {
        era: looking.era.or_else(|| host.era.clone()),
        theme: looking.theme.or(theme).or(host.theme),
        color: if looking.color == When::Auto { host.color } else { looking.color },
        ascii: looking.ascii || host.ascii,
        ..looking
    };
    let has_screen = has_terminal && !environment.is_dumb();
    let is_asking = |wanted: &Wanted| match wanted {
        Wanted::Open { .. } => has_screen,
        Wanted::Printed(Printed::Practice(asked)) => has_screen && !asked.is_in_lines(),
        Wanted::Printed(Printed::Mock(asked)) => has_screen && !asked.is_in_lines(),
        Wanted::Printed(_) => false,
    };
    let opens = wanted.as_ref().map_or(has_screen, is_asking);
    let ask = move |streams| {
        Asked::new(library, looking.clone(), keeping(looking.no_profile, store), streams, PROGRAM)
    };
    if opens {
        let asked = ask(nowhere(environment));
        return match open(&asked, wanted, shared) {
            Ok(opening) => Reply::Open(Box::new(opening)),
            Err(why) => {
                Reply::Print(Box::new(move |mut streams| failed(&why, PROGRAM, &mut streams.messages)))
            }
        };
    }
    Reply::Print(Box::new(move |streams| {
        let asked = ask(streams);
        print(&asked, wanted, said)
            .unwrap_or_else(|why| failed(&why, PROGRAM, &mut asked.streams.borrow_mut().messages))
    }))
}

/// Where is kept what a visitor says, who may not want anything to be kept.
fn keeping(is_unwanted: bool, store: OpenStore) -> OpenStore {
    if is_unwanted { Arc::new(|_| Ok(Box::new(Memory::default()) as _)) } else { store }
}

/// Reads a line, in which the program's own name says nothing.
fn read(line: &str) -> Result<Visitor, clap::Error> {
    let mut words = shlex::split(line).ok_or_else(|| {
        let why = "a quotation mark is not closed\n";
        Visitor::command().error(clap::error::ErrorKind::InvalidValue, why)
    })?;
    words.drain(..words.iter().position(|word| word != "roledex").unwrap_or(words.len()));
    if let Some(word) = words.first().filter(|word| is_for_the_host(word)) {
        let why = format!("{word} is not available over SSH; help tells what is\n");
        return Err(Visitor::command().error(clap::error::ErrorKind::InvalidSubcommand, why));
    }
    if words.first().is_some_and(|command| TAKE_A_NAME.contains(&command.as_str())) {
        let name = name_at(&words[1..]);
        let (many, name) = (name.len(), name.join(" "));
        words.splice(1..=many, (many > 0).then_some(name));
    }
    words.insert(0, "ssh HOST".to_owned());
    parse(words)
}

/// Commands that take one name, or none.
const TAKE_A_NAME: [&str; 6] = ["open", "show", "practice", "practise", "mock", "progress"];

/// Whether a word is a command for those alone who sit at the machine this runs on.
fn is_for_the_host(word: &str) -> bool {
    let has = |command: clap::Command| command.get_subcommands().any(|one| one.get_name() == word);
    has(Cli::command()) && !has(Visitor::command())
}

fn open(asked: &Asked, wanted: Option<Wanted>, shared: Arc<Shared>) -> anyhow::Result<Opening> {
    let (link, wish) = match wanted {
        None => (None, None),
        Some(Wanted::Open { place }) => (Some(asked.at(&place)?), None),
        Some(Wanted::Printed(Printed::Practice(wanted))) => {
            let asking = asked.practise(wanted)?;
            (Some(asking.place.into()), Some(asking.wish))
        }
        Some(Wanted::Printed(Printed::Mock(wanted))) => {
            let asking = asked.interview(&wanted)?;
            (Some(asking.place.into()), Some(asking.wish))
        }
        Some(Wanted::Printed(_)) => (Some(asked.home()?), None),
    };
    asked.opening(link, wish, Some(shared))
}

/// Prints what is asked for; `said` is what they have to know of what is kept, if anything.
fn print(asked: &Asked, wanted: Option<Wanted>, said: &str) -> anyhow::Result<Code> {
    let asking = match wanted {
        None => return asked.show(&asked.home()?, Form::TEXT).map(|()| 0),
        Some(Wanted::Open { place }) => return asked.show(&asked.at(&place)?, Form::TEXT).map(|()| 0),
        Some(Wanted::Printed(Printed::Practice(wanted))) => asked.practise(wanted)?,
        Some(Wanted::Printed(Printed::Mock(wanted))) => asked.interview(&wanted)?,
        Some(Wanted::Printed(what)) => return asked.print_or_ask(what),
    };
    if !said.is_empty() {
        asked.tell(said);
    }
    lines::practise(asked, &asking.place.to_string(), &asking.wish, said.is_empty()).map(|()| 0)
}

/// Says what was wrong with a line, or what could be asked for.
fn explain(why: &clap::Error, mut streams: Streams) -> Code {
    // The visitor's own ssh would take that for itself.
    let text = why.render().to_string().replace("try '--help'", "try 'ssh HOST help'");
    let text: String = text.lines().map(|line| shown(line) + "\n").collect();
    let to = if why.use_stderr() { &mut streams.messages } else { &mut streams.out };
    // Whoever does not listen any more hears nothing.
    let _ = to.write_all(text.as_bytes()).and_then(|()| to.flush());
    Code::try_from(why.exit_code()).unwrap_or(2)
}

/// Streams for what asks and answers nothing by itself.
fn nowhere(environment: Environment) -> Streams {
    Streams {
        input: Box::new(io::empty()),
        out: Box::new(io::sink()),
        messages: Box::new(io::sink()),
        environment,
        columns: None,
        is_terminal: false,
    }
}

/// Answers whoever OpenSSH hands over: what they asked for stands in `SSH_ORIGINAL_COMMAND`.
pub fn behind_openssh(options: Options, library: Arc<Library>) -> anyhow::Result<Code> {
    let streams = Streams::of_this_process();
    let (host, store) = (options.looking.clone(), Arc::new(options));
    let said = if host.no_profile { NOTHING_KEPT } else { "" };
    let call = Call {
        line: std::env::var("SSH_ORIGINAL_COMMAND").unwrap_or_default(),
        has_terminal: streams.is_terminal,
        environment: streams.environment.clone(),
        theme: None,
        library,
        shared: Arc::default(),
        // Who comes from far comes from far, whoever lets them in.
        store: Arc::new(move |_| store.store(Pace::Served)),
        said,
    };
    match receive_as(call, &host) {
        Reply::Open(mut opening) => {
            if !said.is_empty() {
                opening.app.say(said);
            }
            run_here(*opening).map(|()| 0)
        }
        Reply::Print(answer) => Ok(answer(streams)),
    }
}
