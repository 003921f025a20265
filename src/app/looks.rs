//! How a reader wants to see it: nothing here changes what a page says.

use super::{Action, App, At, Drawn, Effect, PaneDrawn, Theme};
use crate::page::block::Block;
use crate::profile::Change;

/// How a reader wants to see it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own, with a key of its own")]
pub struct Looks {
    /// The theme.
    pub theme: Theme,
    /// Whether there may be colours.
    pub colour: bool,
    /// Whether only ASCII is to be drawn.
    pub ascii: bool,
    /// Whether what is the same in all columns is folded to a count.
    pub folded: bool,
    /// Whether the pane one is in is shown alone.
    pub zoomed: bool,
    /// Whether the mouse is listened to.
    pub mouse: bool,
    /// Whether large letters may be drawn.
    pub letters: bool,
    /// Whether nothing is shown.
    pub blank: bool,
    /// What it is dressed for.
    pub dress: Dress,
    /// Which column of a comparison is shown where there is room for one.
    pub column: usize,
}

/// What a sitting is dressed for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Dress {
    /// For one reader.
    #[default]
    Explorer,
    /// For a room: large titles, and nothing around the page.
    Stage,
    /// For whoever speaks to the room: what to say, and the time.
    Notes,
}

impl Default for Looks {
    fn default() -> Self {
        Self {
            theme: Theme::Terminal,
            colour: true,
            ascii: false,
            folded: true,
            zoomed: false,
            mouse: false,
            letters: true,
            blank: false,
            dress: Dress::Explorer,
            column: 0,
        }
    }
}

impl App {
    pub(super) fn change_looks(&mut self, action: &Action) -> Effect {
        let looks = &mut self.looks;
        match action {
            Action::Zoom => looks.zoomed = !looks.zoomed,
            Action::Theme if !looks.colour => {
                self.message = "colours are off; --color always turns them on".to_owned();
            }
            Action::Theme => {
                let for_rooms = looks.dress == Dress::Stage;
                looks.theme = if for_rooms { looks.theme.next_for_rooms() } else { looks.theme.next() };
                let name = looks.theme.name();
                self.message = format!("theme {name}");
                if for_rooms {
                    // That of the room says nothing of how somebody likes to read alone.
                    return Effect::Draw;
                }
                let change = Change::Theme(name.to_owned());
                self.profile.apply(&change);
                return Effect::Save(change);
            }
            Action::Mouse => {
                looks.mouse = !looks.mouse;
                self.message = if looks.mouse {
                    "mouse on: wheel, rows, this line; m gives it back to the terminal"
                } else {
                    "mouse off: the terminal selects again"
                }
                .to_owned();
            }
            _ => {}
        }
        Effect::Draw
    }

    /// Folds or opens what is the same in all columns.
    pub(super) fn fold(&mut self, drawn: &Drawn) {
        let page = self.page.page();
        if !page.blocks.iter().any(Block::folds) {
            self.say("nothing here can be folded or opened");
            return;
        }
        let was = self.looks.folded;
        self.looks.folded = !was;
        let line = drawn.page.as_ref().map_or(0, |pane: &PaneDrawn| pane.focus_line);
        self.page.stay(None, line, (was, !was));
        self.say(if was { "all of it is shown; d folds it" } else { "folded; d opens it" });
    }

    /// The next pane, or the next column where one is shown alone.
    pub(super) fn turn_pane(&mut self, by: isize, drawn: &Drawn) {
        if drawn.columns > 0 && self.at == At::Page {
            let to = (self.looks.column % drawn.columns).checked_add_signed(by);
            let to = to.unwrap_or(drawn.columns - 1) % drawn.columns;
            self.looks.column = to;
            // Its head may be out of sight.
            let mut grids = self.page.page().blocks.iter().filter_map(Block::columns);
            if let Some(head) = grids.find_map(|columns| columns.get(to)) {
                let said = format!("{head} ({} of {})", to + 1, drawn.columns);
                self.say(said);
            }
            return;
        }
        let is_there = |at: &At| match at {
            At::Index => self.index.is_some(),
            At::Page => true,
            At::Margin => !self.margin.page().blocks.is_empty(),
        };
        let panes: Vec<_> = [At::Index, At::Page, At::Margin].into_iter().filter(is_there).collect();
        let at = panes.iter().position(|pane| *pane == self.at).unwrap_or(0);
        self.at = panes[at.checked_add_signed(by).unwrap_or(panes.len() - 1) % panes.len()];
    }
}
