//! What answers whatever is asked for: the guide, who asks, and where the answer goes.

use std::cell::{OnceCell, RefCell};
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;

use crate::app::App;
use crate::call::{OpenStore, Opening};
use crate::content::{Library, ResolveError};
use crate::page::Shared;
use crate::place::{Kind, Link, Place};
use crate::profile::{Pace, Wish};
use crate::sitting::Kept;
use crate::streams::Streams;
use crate::tui;
use crate::visible::shown;

use super::options::{Form, Looking};
use super::profile::kept;

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
        self.program == super::visit::PROGRAM
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

    /// The place of a kind that is about a role, which may be named as elsewhere: `ai-engineer@before`.
    pub(super) fn of_role(
        &self,
        role: &str,
        kind: impl FnOnce(String) -> Kind,
    ) -> Result<Place, ResolveError> {
        let role = role.strip_prefix("role:").unwrap_or(role);
        let (role, era) =
            role.split_once('@').map_or((role, None), |(role, era)| (role, Some(era.to_owned())));
        self.in_era(Place { kind: kind(role.to_owned()), era })
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
        let Kept { profile, keeper, trouble } = kept((self.store)(Pace::Keyboard));
        let last = || {
            let last = profile.last.clone().filter(|_| self.looking.era.is_none())?;
            Some(Link { place: self.library.canonical(last.place).ok()?, key: last.key })
        };
        let link = match link.or_else(last) {
            Some(link) => link,
            None => self.home()?,
        };
        let environment = &self.streams.borrow().environment;
        let looks = self.looking.looks(profile.theme.as_deref(), environment);
        let library = Arc::clone(&self.library);
        let app = match shared {
            Some(shared) => App::served(library, profile, &link, looks, shared),
            None => App::new(library, profile, &link, looks),
        };
        Ok(Opening { app, keeper, trouble, wish })
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
                let there = match file.try_exists() {
                    Ok(true) => String::new(),
                    Ok(false) => " (nothing is kept yet)".to_owned(),
                    Err(error) => format!(" (it cannot be looked at: {error})"),
                };
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
    let Opening { app, keeper, trouble, wish } = opening;
    tui::run(app, (keeper, trouble), wish).context("the terminal does not answer")
}
