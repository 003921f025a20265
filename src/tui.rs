//! The local terminal: the loop that drives a sitting, and what it asks of the machine.

mod channel;
mod editor;
mod events;
mod guard;
mod reload;

use std::io;
use std::path::Path;
use std::time::Duration;

use crossterm::event;
use ratatui::buffer::Buffer;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;

use crate::app::{Action, App, Dress, Effect};
use crate::clipboard;
use crate::environment::Environment;
use crate::moment::Moment;
use crate::print::{Document, file};
use crate::profile::{Keeper, StoreError, Wish};
use crate::sitting::Sitting;
use crate::terminal::Terminal;
use crate::visible::shown;

use channel::Channel;
use guard::Guard;
use reload::Reload;

/// Runs a sitting that begins at a link, with what is to be practised there, until the reader quits or the
/// terminal is gone.
///
/// # Errors
/// Where the terminal cannot be read or written.
pub fn run(app: App, kept: (Keeper, Option<StoreError>), asked: Option<Wish>) -> io::Result<()> {
    let guard = Guard::new()?;
    // Before the first frame, so that a resize from then on is seen.
    event::poll(Duration::ZERO)?;
    let size = crossterm::terminal::size()?;
    let library = app.library();
    let mut reload = library.folder().map(|folder| Reload::of(folder, Some(library.fingerprint())));
    // Notes that were given no pack of their own take that of the presentation.
    let takes_pack = app.looks().dress == Dress::Notes && reload.is_none();
    let (is_stage, is_served) = (app.looks().dress == Dress::Stage, app.is_served());
    let channel = Channel::of(&app);
    let (keeper, trouble) = kept;
    let mut sitting = Sitting::begin(app, keeper, asked, size);
    if let Some(error) = trouble {
        let instead = if is_served { "" } else { error.instead() };
        sitting.say(format!("{}{instead}", error.unkept()));
    }
    if let Some(why) = reload.as_ref().and_then(Reload::is_blind) {
        sitting.say(why);
    }
    if let Err(why) = &channel {
        sitting.say(shown(why));
        if is_stage {
            Channel::wait_for_turn();
        }
    }
    let mut channel = channel.ok().flatten();
    let (mut terminal, mut easel) = (Terminal::default(), Buffer::default());
    let ended = loop {
        match turn(&mut terminal, &mut easel, &mut sitting, &mut channel) {
            Ok(true) => {}
            ended => break ended,
        }
        let news = reload.as_ref().and_then(Reload::news);
        for news in news.into_iter().chain(channel.iter().flat_map(Channel::news)) {
            if let Action::Talk(Some(talk)) = &news
                && takes_pack
            {
                take_pack(&mut sitting, &mut reload, talk.content.as_deref());
            }
            sitting.tell_time();
            sitting.bring(news);
        }
    };
    // Also where the terminal is gone, what was done in it is kept.
    let kept = sitting.end();
    drop(guard);
    if let Err(error) = kept {
        // The terminal is the shell's again.
        eprintln!("{}", error.unkept());
    }
    ended.map(drop)
}

/// Shows the sitting as it is now, to whoever follows it as well, and takes what comes in then; says whether to go on.
fn turn(
    terminal: &mut Terminal,
    easel: &mut Buffer,
    sitting: &mut Sitting,
    channel: &mut Option<Channel>,
) -> io::Result<bool> {
    draw(terminal, easel, sitting)?;
    let app = sitting.session().app();
    if channel.is_none() && app.looks().dress == Dress::Stage {
        // The presentation that notes followed may have gone by now.
        *channel = Channel::of(app).ok().flatten();
    }
    if let Some(channel) = channel {
        channel.tell(app);
    }
    if sitting.keep_place() {
        draw(terminal, easel, sitting)?;
    }
    step(terminal, sitting, channel.as_ref())
}

/// Makes the terminal show the sitting; a frame is written at once, so that a slow line does not show it in parts.
fn draw(terminal: &mut Terminal, easel: &mut Buffer, sitting: &mut Sitting) -> io::Result<()> {
    write(&terminal.draw(sitting.session_mut(), easel)?)
}

/// Writes to the terminal, past the buffer of standard output: that writes what has line ends in it in two parts.
fn write(mut bytes: &[u8]) -> io::Result<()> {
    let out = io::stdout();
    while !bytes.is_empty() {
        match rustix::io::write(&out, bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => bytes = &bytes[written..],
            Err(Errno::INTR) => {}
            // A program that had the terminal before may have left it so that writing does not wait.
            Err(Errno::AGAIN) => {
                let mut room = [PollFd::new(&out, PollFlags::OUT)];
                rustix::io::retry_on_intr(|| poll(&mut room, None))?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// How long to look for more that has come in: in no time crossterm's source does not look at all.
const LOOK: Duration = Duration::from_micros(10);

/// Waits for something to happen, takes all that has come in by then, and says whether to go on.
fn step(terminal: &mut Terminal, sitting: &mut Sitting, channel: Option<&Channel>) -> io::Result<bool> {
    loop {
        // Where a clock is seen it goes on, once a second; else nothing wakes but what comes in.
        if let Some(next) = sitting.session().app().clock_changes_in()
            && !event::poll(Duration::from_millis(next))?
        {
            sitting.tell_time();
            return Ok(true);
        }
        let event = event::read()?;
        if let event::Event::Resize(columns, lines) = event {
            sitting.tell_time();
            sitting.session_mut().resize(columns, lines);
            terminal.forget();
        }
        if let Some(input) = events::input(&event) {
            let effect = sitting.input(input);
            if effect == Effect::Quit {
                return Ok(false);
            }
            if let Effect::Lead { forward } = effect {
                if !channel.is_some_and(|channel| channel.lead(forward)) {
                    sitting.say("there is no presentation to lead");
                }
            } else {
                carry_out(effect, terminal, sitting)?;
            }
        }
        if !event::poll(LOOK)? {
            return Ok(true);
        }
    }
}

/// Takes the pack of a presentation, and follows it as the presentation does.
fn take_pack(sitting: &mut Sitting, reload: &mut Option<Reload>, folder: Option<&Path>) {
    // One that could not be read is not tried again each time: it is followed.
    if reload.as_ref().map(Reload::folder) == folder {
        return;
    }
    // Followed first, so that no save is missed.
    *reload = folder.map(|folder| Reload::of(folder, None));
    let read = match folder {
        Some(folder) => reload::read(folder),
        None => reload::built_in(),
    };
    sitting.bring(read);
}

fn carry_out(effect: Effect, terminal: &mut Terminal, sitting: &mut Sitting) -> io::Result<()> {
    let app = sitting.session_mut().app_mut();
    match effect {
        Effect::Copy(text) => {
            write(clipboard::sequence(&text, &Environment::of_this_process()).as_bytes())?;
        }
        Effect::Browse(address) => {
            app.say(browse(&address));
        }
        Effect::Export { file, page, replace } => {
            let path = Path::new(&file);
            if !replace && path.exists() {
                let why = "there is such a file already; Enter replaces it";
                app.ask_for_file_again(&file, true, why);
                return Ok(());
            }
            let document = Document::of(app.library(), vec![*page]);
            let written = file::write(&document, app.looks().ascii, path);
            match written {
                Ok(()) => {
                    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
                    app.say(shown(&format!("wrote {}", whole.display())));
                }
                Err(error) => app.ask_for_file_again(&file, false, shown(&error.to_string())),
            }
        }
        Effect::Suspend => {
            Guard::suspend()?;
            app.come_back(Moment::now());
            take_again(terminal, sitting)?;
        }
        Effect::Edit { file, line } => {
            let edited = Guard::lend(|| editor::edit(&file, line))?;
            take_again(terminal, sitting)?;
            if let Err(why) = edited {
                sitting.say(shown(&why));
            }
        }
        Effect::Reload => {
            if let Some(folder) = app.library().folder() {
                let news = reload::read(folder);
                sitting.bring(news);
            }
        }
        // What is to be kept the sitting has kept.
        Effect::Draw | Effect::Layout | Effect::Save(_) | Effect::Lead { .. } | Effect::Quit => {}
    }
    Ok(())
}

/// Begins anew on a terminal that something else had meanwhile.
fn take_again(terminal: &mut Terminal, sitting: &mut Sitting) -> io::Result<()> {
    *terminal = Terminal::default();
    let (columns, lines) = crossterm::terminal::size()?;
    sitting.session_mut().resize(columns, lines);
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
