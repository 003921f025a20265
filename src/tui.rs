//! The local terminal: the loop that drives a sitting, and what it asks of the machine.

mod clipboard;
mod editor;
mod events;
mod guard;
mod reload;

use std::io::{self, BufWriter, Stdout, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crossterm::event;
use crossterm::style::force_color_output;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Position;

use crate::app::{Action, App, Effect, Looks};
use crate::content::Library;
use crate::moment::Moment;
use crate::place::Link;
use crate::print::file;
use crate::profile::{Change, Keeper, Profile, StoreError, Wish};
use crate::session::Session;
use crate::visible::shown;

use guard::Guard;
use reload::Reload;

/// What a sitting begins with: what the reader keeps, who keeps it, and what has to be said of that.
pub struct Kept {
    /// What the reader keeps.
    pub profile: Profile,
    /// Who keeps what changes.
    pub keeper: Keeper,
    /// Why nothing is kept, where that is so.
    pub trouble: Option<StoreError>,
}

/// Runs a sitting that begins at a link, with what is to be practised there, until the reader quits or the
/// terminal is gone.
///
/// # Errors
/// Where the terminal cannot be read or written.
pub fn run(
    library: Arc<Library>,
    link: &Link,
    looks: Looks,
    kept: Kept,
    asked: Option<Wish>,
) -> io::Result<()> {
    // Whether there are colours was decided already, also by NO_COLOR.
    force_color_output(looks.colour);
    let mut guard = Guard::new()?;
    // Before the first frame, so that a resize from then on is seen.
    event::poll(Duration::ZERO)?;
    let mut terminal = blank_screen()?;
    let size = terminal.size()?;
    let reload = library.folder().map(Reload::of);
    let Kept { profile, mut keeper, trouble } = kept;
    let mut session = Session::new(App::new(library, profile, link, looks), size.width, size.height);
    session.update(Action::Time(Moment::now()));
    if let Some(asked) = asked
        && let Effect::Save(change) = session.update(Action::Practise(Box::new(asked)))
    {
        keep(session.app_mut(), &mut keeper, change);
    }
    if let Some(error) = trouble {
        session.app_mut().say(error.unkept());
    }
    if let Some(why) = reload.as_ref().and_then(Reload::is_blind) {
        session.app_mut().say(why);
    }
    loop {
        session.app_mut().set_unkept(keeper.is_failing());
        draw(&mut terminal, &mut session)?;
        // After the frame, so that nobody waits for it.
        if keep_place(&mut session, &mut keeper, false) {
            draw(&mut terminal, &mut session)?;
        }
        if !step(&mut terminal, &mut session, &mut guard, &mut keeper, reload.as_ref())? {
            keep_place(&mut session, &mut keeper, true);
            for change in session.app_mut().depart() {
                keep(session.app_mut(), &mut keeper, change);
            }
            let kept = keeper.flush();
            drop(guard);
            if let Err(error) = kept {
                // The terminal is the shell's again.
                eprintln!("{}", error.unkept());
            }
            return Ok(());
        }
    }
}

/// Keeps where the reader is, once they are on another page, and to the row when they leave; says whether
/// there is something to show about that.
fn keep_place(session: &mut Session, keeper: &mut Keeper, to_the_row: bool) -> bool {
    let here = session.app().here();
    let last = session.app().profile().last.as_ref();
    if last == Some(&here) || (!to_the_row && last.is_some_and(|last| last.place == here.place)) {
        return false;
    }
    let changes = session.app_mut().arrive(here);
    let mut told = false;
    for change in changes {
        told |= keep(session.app_mut(), keeper, change);
    }
    told
}

/// Keeps a change; says whether there is something to show because it cannot be kept.
fn keep(app: &mut App, keeper: &mut Keeper, change: Change) -> bool {
    let kept = keeper.keep(change);
    if let Err(error) = &kept {
        app.say(error.unkept());
    }
    kept.is_err()
}

type Screen = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// A screen that nothing was drawn on yet; asks the terminal nothing but its size.
fn blank_screen() -> io::Result<Screen> {
    /// More than a frame of a large screen takes: it is written at once, so that a slow line does not
    /// show it in parts.
    const FRAME_BYTES: usize = 1 << 16;
    let writer = BufWriter::with_capacity(FRAME_BYTES, io::stdout());
    Terminal::new(CrosstermBackend::new(writer))
}

fn draw(terminal: &mut Screen, session: &mut Session) -> io::Result<()> {
    terminal.draw(|frame| {
        let area = frame.area();
        if area.as_size() != session.size() {
            session.resize(area.width, area.height);
        }
        if let Some((x, y)) = session.draw(frame.buffer_mut()) {
            // The real cursor sits on the focused row, so that a screen reader follows it.
            frame.set_cursor_position(Position { x, y });
        }
    })?;
    Ok(())
}

/// How long to look for more that has come in: in no time crossterm's source does not look at all.
const LOOK: Duration = Duration::from_micros(10);

/// Waits for something to happen, takes all that has come in by then, and says whether to go on.
fn step(
    terminal: &mut Screen,
    session: &mut Session,
    guard: &mut Guard,
    keeper: &mut Keeper,
    reload: Option<&Reload>,
) -> io::Result<bool> {
    loop {
        // Where a clock is seen it goes on, once a second; else nothing wakes but what comes in.
        if let Some(next) = session.app().clock_changes_in()
            && !event::poll(Duration::from_millis(next))?
        {
            session.update(Action::Time(Moment::now()));
            return Ok(true);
        }
        let event = event::read()?;
        session.update(Action::Time(Moment::now()));
        if let event::Event::Resize(columns, lines) = event {
            session.resize(columns, lines);
            if let Some(news) = reload.and_then(Reload::news) {
                session.update(news);
            }
        }
        if let Some(action) = events::action(&event, session.app()) {
            // What another sitting changed counts before what is changed here.
            if let Some(profile) = keeper.news() {
                session.update(Action::Profile(Box::new(profile)));
            }
            let effect = session.update(action);
            if effect == Effect::Quit {
                return Ok(false);
            }
            if effect == Effect::Suspend {
                for change in session.app_mut().pause() {
                    keep(session.app_mut(), keeper, change);
                }
            }
            if let Effect::Save(change) = effect {
                keep(session.app_mut(), keeper, change);
            } else {
                carry_out(effect, terminal, session, guard)?;
            }
            guard.set_mouse(session.app().looks().mouse)?;
        }
        if !event::poll(LOOK)? {
            return Ok(true);
        }
    }
}

fn carry_out(
    effect: Effect,
    terminal: &mut Screen,
    session: &mut Session,
    guard: &mut Guard,
) -> io::Result<()> {
    match effect {
        Effect::Copy(text) => {
            let out = terminal.backend_mut();
            out.write_all(clipboard::sequence(&text).as_bytes())?;
            Write::flush(out)?;
        }
        Effect::Browse(address) => {
            let message = browse(&address);
            session.app_mut().say(message);
        }
        Effect::Export { file, page, replace } => {
            let path = Path::new(&file);
            if !replace && path.exists() {
                let why = "there is such a file already; Enter replaces it";
                session.app_mut().ask_for_file_again(&file, true, why);
                return Ok(());
            }
            let app = session.app_mut();
            match file::write(&[*page], app.library().pack(), app.looks().ascii, path) {
                Ok(()) => {
                    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
                    app.say(shown(&format!("wrote {}", whole.display())));
                }
                Err(error) => app.ask_for_file_again(&file, false, shown(&error.to_string())),
            }
        }
        Effect::Suspend => {
            guard.suspend()?;
            session.app_mut().come_back(Moment::now());
            *terminal = blank_screen()?;
            session.app_mut().resized();
        }
        Effect::Edit { file, line } => {
            let edited = guard.lend(|| editor::edit(&file, line))?;
            *terminal = blank_screen()?;
            session.app_mut().resized();
            if let Err(why) = edited {
                session.app_mut().say(shown(&why));
            }
        }
        Effect::Reload => {
            if let Some(folder) = session.app().library().folder() {
                let news = reload::read(folder);
                session.update(news);
            }
        }
        // What is to be kept was kept where the sitting goes on.
        Effect::Draw | Effect::Layout | Effect::Save(_) | Effect::Quit => {}
    }
    Ok(())
}

/// Opens an address in a browser, where the reader sits at this machine; says what was done.
fn browse(address: &str) -> String {
    let is_remote = ["SSH_CONNECTION", "SSH_TTY"].iter().any(|name| std::env::var_os(name).is_some());
    let address = shown(address);
    let is_web = address.starts_with("https://") || address.starts_with("http://");
    if !is_web {
        return format!("not opened, this is no address on the web: {address}");
    }
    if is_remote {
        return format!("not opened, you are far from this machine: {address}");
    }
    match open::that_detached(&address) {
        Ok(()) => format!("opened {address}"),
        Err(_) => format!("no browser here; the address is {address}"),
    }
}
