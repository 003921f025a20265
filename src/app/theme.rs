//! The names of the themes; what they look like is the view's business.

/// A theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// The terminal's own colours on its own background.
    #[default]
    Terminal,
    /// Dark on light, painted.
    Light,
    /// Light on dark, painted.
    Dark,
    /// Black on white for a projector: nothing dim, contrast at least 7:1.
    ProjectorLight,
    /// White on black for a projector: nothing dim, contrast at least 7:1.
    ProjectorDark,
    /// No colours: bold, underlined and reversed alone.
    Mono,
}

impl Theme {
    /// All themes, in the order in which one steps through them.
    pub const ALL: [Self; 6] =
        [Self::Terminal, Self::Light, Self::Dark, Self::ProjectorLight, Self::ProjectorDark, Self::Mono];

    /// The name it is asked for by.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::ProjectorLight => "projector-light",
            Self::ProjectorDark => "projector-dark",
            Self::Mono => "mono",
        }
    }

    /// The theme of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }

    /// Whether it is made for a room: every cell painted, and nothing dim.
    #[must_use]
    pub fn is_for_rooms(self) -> bool {
        matches!(self, Self::ProjectorLight | Self::ProjectorDark)
    }

    /// The other theme for rooms; from any other the dark one.
    #[must_use]
    pub fn next_for_rooms(self) -> Self {
        if self == Self::ProjectorDark { Self::ProjectorLight } else { Self::ProjectorDark }
    }

    /// The theme after it; after the last the first.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|theme| *theme == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }
}
