//! What a reader wants, and what a host has to do about it.

use std::path::PathBuf;
use std::sync::Arc;

use crate::content::Library;
use crate::content::problem::Report;
use crate::moment::Moment;
use crate::page::Page;
use crate::profile::{Change, Profile, Wish};
use crate::talk::Talk;

use super::key::Key;

/// Declares the actions that keys are bound to, together with the list of them.
macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        /// What a reader wants.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Action {
            $($(#[$doc])* $name,)+
            /// The last place of one of the screens in the header, by its number.
            Screen(u8),
            /// Grade an answer or a point, 1 to 4.
            Grade(u8),
            /// Ask for the number of a stop, which begins so.
            JumpTo(char),
            /// A presentation told where it is; `None` where it has ended.
            Talk(Option<Box<Talk>>),
            /// A character that was typed where text is asked for.
            Type(char),
            /// A key that does nothing here.
            Unbound(Key),
            /// A text that was pasted.
            Paste(String),
            /// The mouse was pressed there, from the left and the top.
            Click(u16, u16),
            /// The wheel of the mouse was turned there, further or back.
            Wheel(u16, u16, bool),
            /// It is so late now.
            Time(Moment),
            /// Practise, or hold an interview, at the place that is open.
            Practise(Box<Wish>),
            /// Another sitting changed what the reader keeps.
            Profile(Box<Profile>),
            /// The pack was read again.
            Library(Fresh),
            /// The pack was read again, and cannot be used.
            PackBroken(Arc<Report>),
        }

        impl Action {
            /// Every action that carries nothing.
            pub const PLAIN: &[Self] = &[$(Self::$name,)+];
        }
    };
}

actions! {
    /// The next row, or the rest of one taller than the screen.
    Down,
    /// The row before, or the beginning of one taller than the screen.
    Up,
    /// A screenful further.
    PageDown,
    /// A screenful back.
    PageUp,
    /// The first row.
    First,
    /// The last row.
    Last,
    /// In: from the index to the page, from a row to where it leads; what is typed is done.
    Enter,
    /// Back to where the reader came from, or out of what was asked.
    Back,
    /// The page before, in the order of reading.
    Earlier,
    /// The page after, in the order of reading.
    Later,
    /// The next pane, or the next column where one is shown.
    NextPane,
    /// The pane or column before.
    PreviousPane,
    /// The era before.
    EarlierEra,
    /// The era after.
    LaterEra,
    /// Mark the role of this row for comparing, or take the mark away.
    Mark,
    /// Take all marks away.
    Unmark,
    /// Compare the marked roles.
    Compare,
    /// Show the route to the role of this row.
    Route,
    /// Say that one knows the skill of this row, or knows it better; that one likes what it says.
    Raise,
    /// Say that one knows the skill of this row less well; that one does not like what it says.
    Lower,
    /// Bookmark this place, or no longer.
    Bookmark,
    /// Reveal what a good answer has, then tick what one's own had.
    Reveal,
    /// Take the last grade back.
    TakeBack,
    /// Ask what would be asked next.
    FollowUp,
    /// Write to the open question.
    Note,
    /// The next stop of the tour.
    Forward,
    /// The stop before.
    Backward,
    /// Ask for the number of a stop.
    Jump,
    /// Show the room nothing, until the next key.
    Blank,
    /// Back to the stop of the tour last seen.
    Resume,
    /// Fold or open what is the same in all columns, and why.
    Fold,
    /// Ask for a text to look for.
    Search,
    /// Ask for an action or a place.
    Palette,
    /// Show all keys.
    Help,
    /// Who says so, and where the row leads.
    Sources,
    /// Open the address of this row in a browser.
    Browse,
    /// Copy this row and its link.
    CopyRow,
    /// Copy the page as Markdown.
    CopyPage,
    /// Ask for a file to write the page to.
    Export,
    /// Open the editor where this row is written.
    Edit,
    /// Read the pack again.
    Reload,
    /// Show what is wrong with the pack.
    Problems,
    /// Show this pane alone, or all again.
    Zoom,
    /// The next theme.
    Theme,
    /// Let the mouse be heard, or leave it to the terminal.
    Mouse,
    /// Take away the character before the cursor.
    Erase,
    /// Take away the word before the cursor.
    EraseWord,
    /// Take away all that was typed.
    EraseAll,
    /// Take away the character under the cursor.
    EraseNext,
    /// The cursor to the beginning of the line.
    LineStart,
    /// The cursor to the end of the line.
    LineEnd,
    /// The cursor a character to the left.
    Left,
    /// The cursor a character to the right.
    Right,
    /// Leave for the shell that the guide was started from, until one comes back.
    Suspend,
    /// End the sitting.
    Quit,
}

impl Action {
    /// Whether it does something on the machine that this runs on, beside keeping what the reader says.
    #[must_use]
    pub fn touches_the_host(&self) -> bool {
        matches!(self, Self::Browse | Self::Export | Self::Edit | Self::Reload | Self::Suspend)
    }

    /// Whether the reader wants it, and nobody else brings it.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        !matches!(
            self,
            Self::Time(_) | Self::Profile(_) | Self::Library(_) | Self::PackBroken(_) | Self::Talk(_)
        )
    }

    /// Whether it is something one does with a tour.
    #[must_use]
    pub fn is_of_tours(&self) -> bool {
        matches!(
            self,
            Self::Forward | Self::Backward | Self::Jump | Self::JumpTo(_) | Self::Blank | Self::Resume
        )
    }

    /// Whether it is something one does with an open question.
    #[must_use]
    pub fn is_of_runs(&self) -> bool {
        matches!(self, Self::Reveal | Self::Grade(_) | Self::TakeBack | Self::FollowUp | Self::Note)
    }
}

/// A library that comes while a sitting goes on; the same only as itself.
#[derive(Clone, Debug)]
pub struct Fresh(pub Arc<Library>);

impl PartialEq for Fresh {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Fresh {}

/// What a host has to do after an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Draw again, once nothing more has come in.
    Draw,
    /// Nothing was done, because the layout is out of date: draw into a buffer that nobody sees, hand
    /// what was found to [`super::App::set_drawn`], and bring the same action again.
    Layout,
    /// Send a text to the reader's clipboard.
    Copy(String),
    /// Open an address in a browser, where the reader sits at this machine.
    Browse(String),
    /// Write a page to a file; where there is one already, only if it may be replaced.
    Export {
        /// The name of the file; its ending tells the form.
        file: String,
        /// What to write.
        page: Box<Page>,
        /// Whether the reader agreed to replace a file.
        replace: bool,
    },
    /// Open the reader's editor, where the reader sits at this machine.
    Edit {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// Ask the presentation to go to the next stop, or to the one before.
    Lead {
        /// Whether to the next.
        forward: bool,
    },
    /// Keep what the reader changed; it holds in the sitting already.
    Save(Change),
    /// Read the pack again, and bring it as an action.
    Reload,
    /// Give the terminal to the shell until the reader comes back.
    Suspend,
    /// End the sitting.
    Quit,
}
