//! One reader's state together with the size of their screen: what every host drives.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

use crate::app::key::Key;
use crate::app::{Action, App, Effect};
use crate::view::{self, Galleys};

/// One reader's state and the size of their screen.
#[derive(Debug)]
pub struct Session {
    app: App,
    area: Rect,
    effect: Effect,
    galleys: Galleys,
}

impl Session {
    /// A reader at a screen of so many columns and lines.
    #[must_use]
    pub fn new(app: App, columns: u16, lines: u16) -> Self {
        let area = within_reason(columns, lines);
        Self { app, area, effect: Effect::Draw, galleys: Galleys::default() }
    }

    /// The reader's state.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The reader's state, for what a host has to tell it.
    pub fn app_mut(&mut self) -> &mut App {
        &mut self.app
    }

    /// The size of the screen.
    #[must_use]
    pub fn size(&self) -> Size {
        self.area.as_size()
    }

    /// The screen has another size.
    pub fn resize(&mut self, columns: u16, lines: u16) {
        self.area = within_reason(columns, lines);
        self.app.resized();
    }

    /// Draws the screen, and gives where the cursor belongs.
    pub fn draw(&mut self, buffer: &mut Buffer) -> Option<(u16, u16)> {
        self.app.settle();
        let drawn = view::draw(&self.app, &mut self.galleys, self.area, buffer);
        let cursor = drawn.cursor;
        self.app.set_drawn(drawn);
        cursor
    }

    /// Does what the reader wants, finding the layout first where that takes it; never [`Effect::Layout`].
    pub fn update(&mut self, action: Action) -> Effect {
        /// The layout of what is asked for, that of the page below, then the screens before and after; more
        /// is never asked for.
        const LAYOUTS: usize = 3;
        for _ in 0..LAYOUTS {
            match self.app.update(action.clone()) {
                Effect::Layout => {
                    // Nobody has to see it, and a server of many sittings keeps no screen for each.
                    self.draw(&mut Buffer::empty(self.area));
                }
                effect => return effect,
            }
        }
        match self.app.update(action) {
            Effect::Layout => Effect::Draw,
            effect => effect,
        }
    }

    /// Presses a key.
    pub fn key(&mut self, key: Key) -> Effect {
        self.app.action(key).map_or(Effect::Draw, |action| self.update(action))
    }

    /// Presses the keys of a story, such as `"/ mlops enter"` ([`Key::story`]).
    pub fn press(&mut self, story: &str) -> &mut Self {
        for key in Key::story(story) {
            self.effect = self.key(key);
        }
        self
    }

    /// What the host has to do after the last key of a story.
    #[must_use]
    pub fn effect(&self) -> &Effect {
        &self.effect
    }

    /// The screen as text, a line each, without blanks at the ends.
    pub fn screen(&mut self) -> String {
        let mut buffer = Buffer::empty(self.area);
        self.draw(&mut buffer);
        let line = |y| {
            let cells = (0..self.area.width).filter_map(|x| buffer.cell((x, y)));
            // A wide character fills two cells; the second is empty.
            let mut line = String::new();
            let mut skip = 0;
            for cell in cells {
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                line.push_str(cell.symbol());
                skip = unicode_width::UnicodeWidthStr::width(cell.symbol()).saturating_sub(1);
            }
            line.trim_end().to_owned()
        };
        (0..self.area.height).map(line).collect::<Vec<_>>().join("\n")
    }
}

/// The area of a screen, as far as it is drawn: a client over the network chooses its size.
fn within_reason(columns: u16, lines: u16) -> Rect {
    let (widest, tallest) = view::LARGEST;
    Rect::new(0, 0, columns.min(widest), lines.min(tallest))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::app::Looks;
    use crate::content::Library;
    use crate::place::Link;
    use crate::profile::Profile;

    use super::*;

    fn session() -> Session {
        let library = Arc::new(Library::built_in().unwrap_or_else(|error| panic!("{error}")));
        let link = Link::parse("role:ai-engineer@after").unwrap_or_else(|error| panic!("{error}"));
        Session::new(App::new(library, Profile::default(), &link, Looks::default()), 120, 36)
    }

    #[test]
    fn what_was_kept_of_a_frame_shows_the_same_as_what_is_set_anew() {
        let mut session = session();
        let keys = "j j j [ j ] pgdn pgdn k tab j j backtab backtab j j enter backspace / p y down esc ? j esc \
                    G z j m s space c z z esc t j pgup L";
        for key in keys.split(' ') {
            session.press(key);
            for (columns, lines) in [(120, 36), (80, 24), (120, 36)] {
                if session.area.as_size() != Size::new(columns, lines) {
                    session.resize(columns, lines);
                }
                let kept = session.screen();
                assert_eq!(kept, session.screen(), "twice after {key}");
                session.galleys = Galleys::default();
                assert_eq!(kept, session.screen(), "after {key} at {columns}×{lines}");
            }
        }
    }

    #[test]
    fn the_eras_stand_whole_at_the_top_and_what_has_no_room_beside_them_is_left_out() {
        let mut session = session();
        for width in 17..=60 {
            session.resize(width, 20);
            let screen = session.screen();
            let top = screen.lines().next().unwrap_or_default();
            let left = top.strip_suffix("before │ AFTER").map(str::trim);
            let is_whole = left.is_some_and(|left| {
                let title = left.strip_prefix("roledex ›").map(str::trim);
                left.is_empty() || left == "roledex" || title.is_some_and(|title| title.chars().count() > 2)
            });
            assert!(is_whole, "at {width} columns: {top:?}");
        }
    }
}
