//! What passes between a sitting and its drawing: what to hold, and what was found.

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
pub struct Stop {
    /// Where the pane's first line stands.
    pub top: Anchor,
    /// The key of the focused row.
    pub focus: String,
}

/// What a drawing found out about the layout.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// Where the pane's first line stands.
    pub top: Anchor,
    /// Lines of the pane above the focused row.
    pub focus_line: usize,
    /// Where the pane begins once more of a focused row that goes on below it is shown.
    pub down: Option<Anchor>,
    /// Where the pane begins once more of a focused row that begins above it is shown.
    pub up: Option<Anchor>,
    /// A screen further; `None` at the end of the page.
    pub further: Option<Stop>,
    /// A screen back; `None` at its beginning.
    pub back: Option<Stop>,
    /// Where the cursor belongs, from the left and the top of the screen.
    pub cursor: Option<(u16, u16)>,
}
