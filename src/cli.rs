//! The command line: what can be asked for, and what each asking does.

mod author;
mod check;
mod completions;
mod export;
mod lines;
mod manual;
mod new;
mod options;
mod practice;
mod profile;
mod schema;
mod search;
mod show;

use std::cell::OnceCell;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::{Parser, Subcommand};

use author::Author;
use options::{Form, Format, Options};
use practice::{Mock, Practice};
use profile::ProfileCommand;

use crate::content::{Library, LoadError, ResolveError};
use crate::place::{Column, Kind, Link, MAX_COLUMNS, MIN_COLUMNS, Place};
use crate::profile::{Pace, Wish};
use crate::tui::{self, Kept};
use crate::typeset::Setting;
use crate::visible::shown;

/// A field guide to data and AI careers: the roles before and after foundation models.
#[derive(Debug, Parser)]
#[command(
    version,
    about,
    max_term_width = 100,
    after_help = "\
Examples:
  roledex                                     open the guide
  roledex compare ai-engineer data-scientist  two roles beside each other
  roledex show role:ml-engineer@before        a role as it was
  roledex search \"data drift\"                 what is found for a text
  roledex list roles                          all roles

Exit codes: 0 done; 1 a search without hits; 2 wrong use, an unknown id, or something that cannot be read."
)]
pub struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open the guide at a place
    #[command(after_help = "Example: roledex open role:ai-engineer@before")]
    Open {
        /// A place, an id or a name: `ai-engineer`, `role:ai-engineer@before#does`
        place: String,
    },
    /// Print what stands at a place
    #[command(
        after_help = "Examples:\n  roledex show ai-engineer\n  roledex show era:before --format markdown"
    )]
    Show {
        /// A place, an id or a name: `ai-engineer`, `tool:pytorch`, `role:ai-engineer@before`
        place: String,
        #[command(flatten)]
        form: Form,
    },
    /// Print all entries of a kind
    #[command(after_help = "Example: roledex list tools --format json")]
    List {
        /// roles, eras, actors, skills, toolkits, tools, scenarios, questions, tours, sources or bookmarks
        kind: String,
        #[command(flatten)]
        form: Form,
    },
    /// Print two to four roles beside each other
    #[command(after_help = "Examples:\n  roledex compare ai-engineer data-scientist\n  \
                            roledex compare data-scientist@before data-scientist@after")]
    Compare {
        /// Roles, each with or without its era: `ai-engineer`, `ai-engineer@before`
        #[arg(required = true, num_args = MIN_COLUMNS..=MAX_COLUMNS, value_name = "ROLE")]
        roles: Vec<String>,
        #[command(flatten)]
        form: Form,
    },
    /// Print the way from a role, or from what you know (`me`), to a role
    #[command(
        after_help = "Examples:\n  roledex route data-scientist ai-engineer\n  roledex route me ml-engineer"
    )]
    Route {
        /// The role where it begins, or `me`
        from: String,
        /// The role where it leads
        to: String,
        #[command(flatten)]
        form: Form,
    },
    /// Print which roles are near to what you know, and why
    #[command(after_help = "Example: roledex fit --era before")]
    Fit {
        #[command(flatten)]
        form: Form,
    },
    /// Print the one thing to learn or read next, and why
    #[command(after_help = "Example: roledex next")]
    Next {
        #[command(flatten)]
        form: Form,
    },
    /// Practise interview questions, ten at a time; what you began is gone on with
    Practice(Practice),
    /// Hold a mock interview: questions against the clock, judged point by point
    Mock(Mock),
    /// Print what you practised, how it went, and what is due
    #[command(
        after_help = "Examples:\n  roledex progress ai-engineer\n  roledex progress --format csv > progress.csv"
    )]
    Progress {
        /// Only this role
        role: Option<String>,
        #[command(flatten)]
        form: Form,
    },
    /// Print what is found for a text, the best first, a line each; exits with 1 where nothing is
    #[command(
        after_help = "Examples:\n  roledex search pyhton\n  roledex search \"data drift\" --format json"
    )]
    Search {
        /// What to look for
        #[arg(required = true, value_name = "TEXT")]
        text: Vec<String>,
        #[command(flatten)]
        form: Form,
    },
    /// Write pages to one file, in the form that its name ends in: .txt, .md or .html
    #[command(after_help = "Example: roledex export ai-engineer data-scientist -o roles.html")]
    Export {
        /// The places, in order
        #[arg(required = true, value_name = "PLACE")]
        places: Vec<String>,
        /// The file to write
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Take what the guide keeps of you along, or bring it
    #[command(subcommand)]
    Profile(ProfileCommand),
    #[command(flatten)]
    Author(Author),
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
    /// Print where the guide's content comes from, and where what you mark is kept
    #[command(after_help = "Example: roledex paths")]
    Paths,
}

/// Does what was asked, and says how it went.
#[must_use]
pub fn run(cli: Cli) -> ExitCode {
    match answer(cli) {
        Ok(code) => code,
        // Whoever reads may stop reading: `roledex show home | head -1`.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // A message that cannot be written has nowhere else to go.
            let _ = writeln!(io::stderr(), "{}", message(&error));
            ExitCode::from(2)
        }
    }
}

/// The longest line of a message: an argument may be of any length.
const LONGEST_LINE: usize = 400;

/// What is said of an error; a report of a pack's problems says "error" for each.
fn message(error: &anyhow::Error) -> String {
    let text = match error.downcast_ref::<LoadError>() {
        Some(LoadError::Problems(report)) => report.to_string(),
        _ => format!("error: {error:#}{}", next_step(error)),
    };
    // Names of files and arguments are of somebody's making.
    let line = |line: &str| Setting::new(LONGEST_LINE).cut(&shown(line));
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Where to look, after an error that could not say what was meant.
fn next_step(error: &anyhow::Error) -> String {
    match error.downcast_ref::<ResolveError>() {
        Some(ResolveError::Unknown { near: None, list, .. }) => {
            format!("\nroledex list {} shows what there is", list.word())
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

fn answer(cli: Cli) -> anyhow::Result<ExitCode> {
    let Cli { options, command } = cli;
    // What is for authors has to work on packs that cannot be read.
    if let Some(Command::Author(asked)) = &command {
        return asked.answer(&options);
    }
    let library = options.library()?;
    let asked = Asked { library: Arc::new(library), options, kept: OnceCell::new() };
    // The system takes the memory of a large pack back at once; entry by entry it would take a while.
    std::mem::forget(Arc::clone(&asked.library));
    let home = |asked: &Asked| Ok::<_, ResolveError>(Link::from(asked.in_era(Kind::Home.into())?));
    match command {
        Some(Command::Search { text, form }) => return asked.search(&text.join(" "), form),
        Some(Command::Profile(what)) => asked.profile(&what),
        None if !io::stdout().is_terminal() => asked.show(&home(&asked)?, Form::TEXT),
        None => asked.open(None, None),
        Some(Command::Open { place }) => {
            let link = asked.at(&place)?;
            asked.open(Some(link), None)
        }
        Some(Command::Show { place, form }) => asked.show(&asked.at(&place)?, form),
        Some(Command::List { kind, form }) => asked.show(&asked.at(&format!("list:{kind}"))?, form),
        Some(Command::Compare { roles, form }) => asked.show(&asked.comparison(&roles)?.into(), form),
        Some(Command::Route { from, to, form }) => {
            asked.show(&asked.in_era(Kind::Route(Some((from, to))).into())?.into(), form)
        }
        Some(Command::Fit { form }) => asked.show(&asked.in_era(Kind::Fit.into())?.into(), form),
        Some(Command::Next { form }) => asked.next(form),
        Some(Command::Practice(wanted)) => asked.practise(wanted),
        Some(Command::Mock(wanted)) => asked.interview(wanted),
        Some(Command::Progress { role, form }) => {
            asked.show(&asked.in_era(Kind::Progress(role).into())?.into(), form)
        }
        Some(Command::Export { places, output }) => asked.export(&places, &output),
        Some(Command::Completions { shell }) => asked.completions(shell),
        Some(Command::Man) => manual::write(&mut io::stdout().lock()),
        Some(Command::Paths) => asked.paths(),
        // This was answered above.
        Some(Command::Author(_)) => Ok(()),
    }?;
    Ok(ExitCode::SUCCESS)
}

/// What was asked for, and what answers it.
struct Asked {
    library: Arc<Library>,
    options: Options,
    /// What is kept of the reader, once a command needs it.
    kept: OnceCell<Kept>,
}

impl Asked {
    /// The place that a text means, in the era that was asked for where it names none.
    fn at(&self, text: &str) -> Result<Link, ResolveError> {
        let mut link = self.library.resolve(text)?;
        link.place = self.in_era(link.place)?;
        Ok(link)
    }

    fn in_era(&self, place: Place) -> Result<Place, ResolveError> {
        let place = self.library.canonical(place)?;
        match &self.options.era {
            Some(era) => Ok(self.library.seen_in(place, &self.library.era_short(era)?)),
            None => Ok(place),
        }
    }

    /// Each role may be a name or an alias, and may have an era behind an `@`.
    fn comparison(&self, roles: &[String]) -> anyhow::Result<Place> {
        let mut columns = Vec::new();
        for role in roles {
            let (role, era) = crate::place::split_era(role)?;
            let role = role.strip_prefix("role:").unwrap_or(role);
            columns.push(Column { role: role.to_owned(), era });
        }
        let dated = columns.iter().filter(|column| column.era.is_some()).count();
        if dated != 0 && dated != columns.len() {
            return Err(crate::place::PlaceError::MixedColumns.into());
        }
        Ok(self.in_era(Kind::Compare(columns).into())?)
    }

    /// Opens the guide at a link, with what is to be practised there; without one where the reader was last, if that is still there and no era is
    /// asked for, else at the first page.
    fn open(self, link: Option<Link>, wish: Option<Wish>) -> anyhow::Result<()> {
        if !io::stdout().is_terminal() {
            let place = link.map_or(Kind::Home.into(), |link| link.place);
            anyhow::bail!(
                "the guide opens in a terminal, and this is none; \"roledex show {place}\" prints the page"
            );
        }
        let kept = self.options.kept(Pace::Keyboard);
        let last = || {
            let last = kept.profile.last.clone().filter(|_| self.options.era.is_none())?;
            Some(Link { place: self.library.canonical(last.place).ok()?, key: last.key })
        };
        let link = match link.or_else(last) {
            Some(link) => link,
            None => self.in_era(Kind::Home.into())?.into(),
        };
        let looks = self.options.looks(kept.profile.theme.as_deref());
        tui::run(self.library, &link, looks, kept, wish).context("the terminal does not answer")
    }

    fn paths(&self) -> anyhow::Result<()> {
        let pack = self.library.pack();
        let whole = |folder: &Path| folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let content = self.options.folder().map_or_else(
            || "built in".to_owned(),
            // The name of a folder is of somebody's making.
            |folder| shown(&whole(folder).display().to_string()),
        );
        let mut out = io::stdout().lock();
        writeln!(out, "content  {content}")?;
        writeln!(out, "pack     {}, version {}, {}", pack.name, pack.version, pack.licence)?;
        let profile = match self.options.profile_file() {
            Ok(Some(file)) => {
                let there = if file.exists() { "" } else { " (nothing is kept yet)" };
                format!("{}{there}", shown(&file.display().to_string()))
            }
            Ok(None) => "none: nothing is kept".to_owned(),
            Err(why) => format!("none: {why}"),
        };
        writeln!(out, "profile  {profile}")?;
        Ok(out.flush()?)
    }
}
