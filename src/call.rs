//! Somebody who comes over SSH with a line that says what they want, and what they get.

use std::sync::Arc;

use crate::app::{App, Theme};
use crate::content::Library;
use crate::environment::Environment;
use crate::page::Shared;
use crate::profile::{Keeper, Pace, Store, StoreError, Wish};
use crate::streams::Streams;

/// What everybody is told where nothing is kept of anybody.
pub const NOTHING_KEPT: &str = "Nothing is kept here: what you say lasts until you leave.";

/// Opens where what a visitor keeps is kept.
pub type OpenStore = Arc<dyn Fn(Pace) -> Result<Box<dyn Store>, StoreError> + Send + Sync>;

/// Somebody who comes over SSH.
pub struct Call {
    /// What they ask for: a place, a command, or nothing.
    pub line: String,
    /// Whether a terminal waits for a screen; else what is asked for is printed.
    pub has_terminal: bool,
    /// What is known of their terminal.
    pub environment: Environment,
    /// The theme that they named before anything else.
    pub theme: Option<Theme>,
    /// The guide they come to.
    pub library: Arc<Library>,
    /// The pages of it that others read.
    pub shared: Arc<Shared>,
    /// Where what they mark is kept.
    pub store: OpenStore,
    /// What they have to know of that, if anything.
    pub said: &'static str,
}

/// Where the guide opens, for whom, and with what.
pub struct Opening {
    /// The sitting.
    pub app: App,
    /// Who keeps what changes of what is kept of the reader.
    pub keeper: Keeper,
    /// Why nothing is kept, where that is so.
    pub trouble: Option<StoreError>,
    /// What is to be practised there at once.
    pub wish: Option<Wish>,
}

/// What a visitor gets.
pub enum Reply {
    /// The guide, on a screen.
    Open(Box<Opening>),
    /// An answer that is written to their streams; it gives the exit code.
    Print(Box<dyn FnOnce(Streams) -> u8 + Send>),
}
