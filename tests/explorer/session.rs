//! A sitting with the fixed pack, told as a story: `Session::new(80, 24).press("/ knead enter").screen()`.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use roledex::app::{Action, App, Effect, Looks, Theme};
use roledex::content::Library;
use roledex::moment::Moment;
use roledex::profile::Profile;
use roledex::session;

/// The fixed pack, read once.
pub static LIBRARY: LazyLock<Arc<Library>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pack");
    Arc::new(Library::from_folder(&folder).expect("the fixed pack is good"))
});

/// When presentations begin.
pub const BEGUN: Moment = Moment(1_795_000_000_000);

/// A sitting in a story.
pub struct Session(pub session::Session);

impl Session {
    /// A sitting that begins at the first page.
    pub fn new(columns: u16, lines: u16) -> Self {
        Self::at("home", columns, lines)
    }

    /// A sitting that begins at a place.
    pub fn at(place: &str, columns: u16, lines: u16) -> Self {
        Self::with(place, Looks { colour: false, ..Looks::default() }, columns, lines)
    }

    /// A sitting that begins at a place and looks like this.
    pub fn with(place: &str, looks: Looks, columns: u16, lines: u16) -> Self {
        let link = LIBRARY.resolve(place).expect("a place of the fixed pack");
        let app = App::new(Arc::clone(&LIBRARY), Profile::default(), &link, looks);
        Self(session::Session::new(app, columns, lines))
    }

    /// A presentation that begins at a place.
    pub fn on_stage(place: &str, columns: u16, lines: u16) -> Self {
        Self::on_stage_of(&LIBRARY, place, columns, lines)
    }

    /// The same of another pack.
    pub fn on_stage_of(library: &Arc<Library>, place: &str, columns: u16, lines: u16) -> Self {
        let link = library.resolve(place).expect("a place of the pack");
        let app = App::new(Arc::clone(library), Profile::default(), &link, Looks::default());
        Self::begun(app.on_stage(Theme::ProjectorDark), columns, lines)
    }

    /// The notes to a presentation.
    pub fn with_notes(columns: u16, lines: u16) -> Self {
        let link = LIBRARY.resolve("tour").expect("a place of the fixed pack");
        let app = App::new(Arc::clone(&LIBRARY), Profile::default(), &link, Looks::default());
        Self::begun(app.with_notes(None), columns, lines)
    }

    fn begun(app: App, columns: u16, lines: u16) -> Self {
        let mut session = session::Session::new(app, columns, lines);
        session.update(Action::Time(BEGUN));
        Self(session)
    }

    /// So many seconds after the beginning.
    pub fn after(&mut self, seconds: i64) -> &mut Self {
        self.0.update(Action::Time(Moment(BEGUN.0 + seconds * 1000)));
        self
    }

    /// A sitting of somebody of whom something is kept already.
    pub fn for_reader(place: &str, profile: Profile) -> Self {
        let link = LIBRARY.resolve(place).expect("a place of the fixed pack");
        let looks = Looks { colour: false, ..Looks::default() };
        Self(session::Session::new(App::new(Arc::clone(&LIBRARY), profile, &link, looks), 80, 24))
    }

    /// Whether one who wants to leave can: the second Ctrl-C leaves also a presentation, whatever is asked.
    pub fn lets_go(&mut self) -> bool {
        let mut quits = |_| *self.press("ctrl-c").0.effect() == Effect::Quit;
        (0..2).any(&mut quits)
    }

    /// Presses the keys of a story.
    pub fn press(&mut self, story: &str) -> &mut Self {
        self.0.press(story);
        self
    }

    /// Another size of the screen.
    pub fn resize(&mut self, columns: u16, lines: u16) -> &mut Self {
        self.0.resize(columns, lines);
        self
    }

    /// The screen as text.
    pub fn screen(&mut self) -> String {
        self.0.screen()
    }

    /// The place and the focused row of the pane that keys go to.
    pub fn here(&self) -> String {
        let app = self.0.app();
        format!("{}#{}", app.place(), app.active().focus())
    }

    /// What is said to the reader.
    pub fn message(&self) -> String {
        self.0.app().message().to_owned()
    }

    /// What the host has to do.
    pub fn effect(&self) -> Effect {
        self.0.effect().clone()
    }
}
