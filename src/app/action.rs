//! What a reader wants, and what a host has to do about it.

/// What a reader wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// The next row, or the rest of one taller than the screen.
    Down,
    /// The row before, or the beginning of one taller than the screen.
    Up,
    /// A screen further.
    PageDown,
    /// A screen back.
    PageUp,
    /// The first row.
    First,
    /// The last row.
    Last,
    /// Follow the row's first link.
    Enter,
    /// Back to where the reader came from.
    Back,
    /// All roles.
    Roles,
    /// The era and what it changed.
    Eras,
    /// The era before.
    EarlierEra,
    /// The era after.
    LaterEra,
    /// Fold or open what is the same in all columns.
    Fold,
    /// The keys and what they do.
    Help,
    /// Leave.
    Quit,
}

/// What a host has to do after an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Draw again, once nothing more has come in.
    Draw,
    /// Nothing was done, because the layout is out of date: draw into a buffer that nobody sees, hand
    /// what was found to [`super::App::set_drawn`], and bring the same action again.
    Layout,
    /// End the sitting.
    Quit,
}
