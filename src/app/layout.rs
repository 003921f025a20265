//! What passes between a reader's state and its drawing: what to hold, and what was found.

use super::Action;

/// Where a line stands in its page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Anchor {
    /// The part of the page: 0 is its head, then its items in order.
    pub part: usize,
    /// The line within the part.
    pub line: usize,
}

/// What is to be kept where it is when the page is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// The pane's first line stands here, as long as the focused row begins in sight or fills the pane.
    Top(Anchor),
    /// The pane's first line stood here; as little as possible moves to have the whole focused row in sight.
    Row(Anchor),
    /// The focused row stands so many lines below the top of the pane.
    Focus(usize),
}

/// A place to scroll to: where the pane begins, and the row that is focused then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Landing {
    /// Where the pane's first line stands.
    pub top: Anchor,
    /// The key of the focused row.
    pub focus: String,
}

/// The panes of the explorer, from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// The entries of a kind.
    Index,
    /// The page.
    Page,
    /// What belongs to the focused row of the page.
    Margin,
}

/// What a drawing found out about a pane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaneDrawn {
    /// Where the pane's first line stands.
    pub top: Anchor,
    /// Lines of the pane above the focused row.
    pub focus_line: usize,
    /// Where the pane begins once more of a focused row that goes on below it is shown.
    pub down: Option<Anchor>,
    /// Where the pane begins once more of a focused row that begins above it is shown.
    pub up: Option<Anchor>,
    /// A screen further and a screen back; `None` for each at the end and the beginning of the page.
    /// Measured only where the reader asked for it ([`super::App::is_paging`]).
    pub screens: Option<[Option<Landing>; 2]>,
}

/// Something on the screen that the mouse can be pressed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Its first column.
    pub x: u16,
    /// Its line.
    pub y: u16,
    /// How many columns it has.
    pub width: u16,
    /// What it is.
    pub what: Press,
}

/// What the mouse was pressed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Press {
    /// A row of a pane; of what is asked, where something is.
    Row(At, String),
    /// The words for an action.
    Do(Action),
}

/// What a drawing found out about the layout.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// The list below what is asked, or the panes that are shown.
    pub prompt: Option<PaneDrawn>,
    /// The index.
    pub index: Option<PaneDrawn>,
    /// The page.
    pub page: Option<PaneDrawn>,
    /// The margin.
    pub margin: Option<PaneDrawn>,
    /// How many columns the page has of which only one is shown; 0 where all are.
    pub columns: usize,
    /// What the mouse can be pressed on; empty where it is not listened to.
    pub spots: Vec<Spot>,
    /// Where the cursor belongs, from the left and the top of the screen.
    pub cursor: Option<(u16, u16)>,
}
