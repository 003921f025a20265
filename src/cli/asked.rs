//! What can be asked for wherever somebody sits, and what answers it.

use std::cell::{OnceCell, RefCell};
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use clap::Subcommand;

use crate::app::App;
use crate::call::{OpenStore, Opening};
use crate::content::{Library, ResolveError};
use crate::page::Shared;
use crate::place::{Column, Kind, Link, MAX_COLUMNS, MIN_COLUMNS, Place, PlaceError, split_era};
use crate::profile::{Pace, Wish};
use crate::sitting::Kept;
use crate::streams::Streams;
use crate::tui;
use crate::visible::shown;

use super::options::{Form, Looking};
use super::practice::{Asking, Mock, Practice};
use super::profile::kept;
use super::{Code, lines};

/// What is printed, for whoever asks; nothing of it touches the machine it runs on.
#[derive(Clone, Debug, Subcommand)]
pub enum Printed {
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
        /// roles, eras, actors, skills, toolkits, tools, scenarios (or projects), questions, tours, sources or bookmarks
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
    /// Print the route from a role, or from what you know (`me`), to a role
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
    /// Practise interview questions, ten at a time; goes on with what you began
    Practice(Practice),
    /// Hold a mock interview: questions against the clock, graded point by point
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
}

/// What was asked for, and what answers it.
pub struct Asked {
    pub(super) library: Arc<Library>,
    pub(super) looking: Looking,
    pub(super) store: OpenStore,
    /// What is kept of the reader, once a command needs it.
    pub(super) kept: OnceCell<Kept>,
    pub(super) streams: RefCell<Streams>,
    /// What stands before a command where it is written: the program's name, and nothing for whoever sits far away.
    pub(super) program: &'static str,
}

impl Asked {
    /// What answers somebody who wants to see the guide so.
    pub(super) fn new(
        library: Arc<Library>,
        looking: Looking,
        store: OpenStore,
        streams: Streams,
        program: &'static str,
    ) -> Self {
        Self { library, looking, store, kept: OnceCell::new(), streams: RefCell::new(streams), program }
    }

    /// Whether whoever asks sits far from the machine this runs on.
    pub(super) fn is_far(&self) -> bool {
        self.program.is_empty()
    }

    /// Writes data, all at once.
    pub(super) fn write(&self, say: impl FnOnce(&mut Vec<u8>) -> anyhow::Result<()>) -> anyhow::Result<()> {
        let mut text = Vec::new();
        say(&mut text)?;
        let out = &mut self.streams.borrow_mut().out;
        let written = out.write_all(&text).and_then(|()| out.flush());
        written.context("standard output cannot be written")
    }

    /// Writes a message.
    pub(super) fn tell(&self, message: &str) {
        // One that cannot be written has nowhere else to go.
        let _ = writeln!(self.streams.borrow_mut().messages, "{message}");
    }

    /// Whether only ASCII is to be written.
    pub(super) fn ascii(&self) -> bool {
        self.looking.ascii(&self.streams.borrow().environment)
    }

    /// How many columns text takes: as many as were asked for, else as the terminal has.
    pub(super) fn width(&self, form: Form) -> Option<usize> {
        form.width().or(self.streams.borrow().columns).map(usize::from)
    }

    /// The place that a text means, in the era that was asked for where it names none.
    pub(super) fn at(&self, text: &str) -> Result<Link, ResolveError> {
        let mut link = self.library.resolve(text)?;
        link.place = self.in_era(link.place)?;
        Ok(link)
    }

    /// The first page.
    pub(super) fn home(&self) -> Result<Link, ResolveError> {
        Ok(self.in_era(Kind::Home.into())?.into())
    }

    pub(super) fn in_era(&self, place: Place) -> Result<Place, ResolveError> {
        let place = self.library.canonical(place)?;
        match &self.looking.era {
            Some(era) => Ok(self.library.seen_in(place, &self.library.era_short(era)?)),
            None => Ok(place),
        }
    }

    /// Prints what is asked for; what is to be practised opens the guide, where there is a terminal for it.
    pub(super) fn print_or_ask(&self, what: Printed) -> anyhow::Result<Code> {
        match what {
            Printed::Show { place, form } => self.show(&self.at(&place)?, form)?,
            Printed::List { kind, form } => self.show(&self.at(&format!("list:{kind}"))?, form)?,
            Printed::Compare { roles, form } => self.show(&self.comparison(&roles)?.into(), form)?,
            Printed::Route { from, to, form } => {
                self.show(&self.in_era(Kind::Route(Some((from, to))).into())?.into(), form)?;
            }
            Printed::Fit { form } => self.show(&self.in_era(Kind::Fit.into())?.into(), form)?,
            Printed::Next { form } => self.next(form)?,
            Printed::Practice(wanted) => self.ask(self.practise(wanted)?)?,
            Printed::Mock(wanted) => self.ask(self.interview(wanted)?)?,
            Printed::Progress { role, form } => {
                self.show(&self.in_era(Kind::Progress(role).into())?.into(), form)?;
            }
            Printed::Search { text, form } => return self.search(&text.join(" "), form),
        }
        Ok(0)
    }

    /// Asks questions, in the guide or line by line.
    fn ask(&self, asking: Asking) -> anyhow::Result<()> {
        let Asking { place, wish, in_lines } = asking;
        let has_screen = {
            let streams = self.streams.borrow();
            streams.is_terminal && !streams.environment.is_dumb()
        };
        if in_lines || !has_screen {
            return lines::practise(self, &place.to_string(), &wish, true);
        }
        self.open(Some(place.into()), Some(wish))
    }

    /// Each role may be a name or an alias, and may have an era behind an `@`.
    fn comparison(&self, roles: &[String]) -> anyhow::Result<Place> {
        let mut columns = Vec::new();
        for role in roles {
            let (role, era) = split_era(role)?;
            let role = role.strip_prefix("role:").unwrap_or(role);
            columns.push(Column { role: role.to_owned(), era });
        }
        let dated = columns.iter().filter(|column| column.era.is_some()).count();
        if dated != 0 && dated != columns.len() {
            return Err(PlaceError::MixedColumns.into());
        }
        Ok(self.in_era(Kind::Compare(columns).into())?)
    }

    /// A sitting that begins at a link, with what is to be practised there; without one where the reader was last,
    /// if that is still there and no era is asked for, else at the first page.
    /// Where others read too, `shared` are their pages.
    pub(super) fn opening(
        &self,
        link: Option<Link>,
        wish: Option<Wish>,
        shared: Option<Arc<Shared>>,
    ) -> anyhow::Result<Opening> {
        let kept = kept((self.store)(Pace::Keyboard));
        let last = || {
            let last = kept.profile.last.clone().filter(|_| self.looking.era.is_none())?;
            Some(Link { place: self.library.canonical(last.place).ok()?, key: last.key })
        };
        let link = match link.or_else(last) {
            Some(link) => link,
            None => self.home()?,
        };
        let environment = &self.streams.borrow().environment;
        let looks = self.looking.looks(kept.profile.theme.as_deref(), environment);
        let (library, profile) = (Arc::clone(&self.library), kept.profile.clone());
        let app = match shared {
            Some(shared) => App::served(library, profile, &link, looks, shared),
            None => App::new(library, profile, &link, looks),
        };
        Ok(Opening { app, kept, wish })
    }

    /// Opens the guide in the terminal of this process.
    pub(super) fn open(&self, link: Option<Link>, wish: Option<Wish>) -> anyhow::Result<()> {
        if !std::io::stdout().is_terminal() {
            let place = link.map_or(Kind::Home.into(), |link| link.place);
            anyhow::bail!(
                "the guide opens in a terminal, and this is none; \"roledex show {place}\" prints the page"
            );
        }
        run_here(self.opening(link, wish, None)?)
    }

    /// Prints where content comes from, and where what is marked is kept.
    pub(super) fn paths(&self, profile_file: Result<Option<PathBuf>, String>) -> anyhow::Result<()> {
        let pack = self.library.pack();
        let content = self.library.folder().map_or_else(
            || "built in".to_owned(),
            // The name of a folder is of somebody's making.
            |folder| {
                shown(&folder.canonicalize().unwrap_or_else(|_| folder.to_owned()).display().to_string())
            },
        );
        let profile = match profile_file {
            Ok(Some(file)) => {
                let there = if file.exists() { "" } else { " (nothing is kept yet)" };
                format!("{}{there}", shown(&file.display().to_string()))
            }
            Ok(None) => "none: nothing is kept".to_owned(),
            Err(why) => format!("none: {why}"),
        };
        self.write(|out| {
            writeln!(out, "content  {content}")?;
            writeln!(out, "pack     {}, version {}, {}", pack.name, pack.version, pack.licence)?;
            Ok(writeln!(out, "profile  {profile}")?)
        })
    }
}

/// Runs a sitting in the terminal of this process.
pub fn run_here(opening: Opening) -> anyhow::Result<()> {
    let Opening { app, kept: Kept { keeper, trouble, .. }, wish } = opening;
    tui::run(app, (keeper, trouble), wish).context("the terminal does not answer")
}
