//! The screens that the header names and the numbers open.

use crate::content::Library;
use crate::place::{Kind, Listed, MADE, Place};

/// A screen: its number and its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Screen {
    /// The key that opens it.
    pub number: u8,
    /// What the header calls it.
    pub name: &'static str,
}

/// All screens, in order.
pub const SCREENS: [Screen; 7] = [
    Screen { number: 1, name: "Roles" },
    Screen { number: 2, name: "Eras" },
    Screen { number: 3, name: "Projects" },
    Screen { number: 4, name: "Compare" },
    Screen { number: 5, name: "Route" },
    Screen { number: 6, name: "Practice" },
    Screen { number: 7, name: "Tours" },
];

impl Screen {
    /// The screen with a number.
    #[must_use]
    pub fn numbered(number: u8) -> Option<Self> {
        SCREENS.into_iter().find(|screen| screen.number == number)
    }

    /// The screen that a place belongs to.
    #[must_use]
    pub fn of(kind: &Kind) -> Option<Self> {
        let number = match kind {
            // Sources are read from anywhere, and belong to no screen.
            Kind::Home
            | Kind::Search(_)
            | Kind::Source { .. }
            | Kind::List(Listed::Sources | Listed::Bookmarks) => {
                return None;
            }
            Kind::Role(_)
            | Kind::Tool(_)
            | Kind::Toolkit(_)
            | Kind::Skill(_)
            | Kind::Actor(_)
            | Kind::List(
                Listed::Roles | Listed::Actors | Listed::Skills | Listed::Toolkits | Listed::Tools,
            ) => 1,
            Kind::Era(_) | Kind::Handovers | Kind::List(Listed::Eras) => 2,
            Kind::Scenario(_) | Kind::List(Listed::Scenarios) => 3,
            Kind::Compare(_) => 4,
            Kind::Route(_) | Kind::Fit => 5,
            Kind::Practice(_)
            | Kind::Mock(_)
            | Kind::Progress(_)
            | Kind::Question(_)
            | Kind::List(Listed::Questions) => 6,
            Kind::Tour(_) | Kind::List(Listed::Tours) => 7,
        };
        Self::numbered(number)
    }

    /// Where the screen begins in an era; `None` where this pack or edition has nothing there.
    #[must_use]
    pub fn place(self, library: &Library, era: &str) -> Option<Place> {
        let list = |list: Listed| library.has_any(list).then_some(Kind::List(list));
        let kind = match self.number {
            1 => list(Listed::Roles)?,
            2 => Kind::Era(era.to_owned()),
            3 => list(Listed::Scenarios)?,
            5 if library.file_count(Listed::Roles) > 1 => Kind::Route(None),
            4 if library.file_count(Listed::Roles) > 1 => Kind::Compare(Vec::new()),
            6 if library.has_any(Listed::Questions) => Kind::Practice(None),
            7 => list(Listed::Tours)?,
            _ => return None,
        };
        Some(library.seen_in(kind.into(), era))
    }
}

/// The list that stands beside a place as its index; `None` where a place has no index.
#[must_use]
pub fn index_of(kind: &Kind) -> Option<Listed> {
    match kind {
        Kind::List(list) => Some(*list),
        Kind::Role(_) => Some(Listed::Roles),
        Kind::Era(_) => Some(Listed::Eras),
        Kind::Actor(_) => Some(Listed::Actors),
        Kind::Skill(_) => Some(Listed::Skills),
        Kind::Toolkit(_) => Some(Listed::Toolkits),
        Kind::Tool(_) => Some(Listed::Tools),
        Kind::Source { .. } => Some(Listed::Sources),
        Kind::Question(id) if !id.starts_with(MADE) => Some(Listed::Questions),
        Kind::Home
        | Kind::Handovers
        | Kind::Scenario(_)
        | Kind::Compare(_)
        | Kind::Route(_)
        | Kind::Fit
        | Kind::Practice(_)
        | Kind::Mock(_)
        | Kind::Progress(_)
        | Kind::Question(_)
        | Kind::Tour(_)
        | Kind::Search(_) => None,
    }
}
