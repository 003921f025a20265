//! What things look like: the only place with colours.

use ratatui::style::{Color, Modifier, Style};

use crate::page::row::Symbol;
use crate::typeset::Tone;

/// A look for every meaning.
#[derive(Clone, Copy, Debug)]
pub struct Styles {
    before: Style,
    after: Style,
    heading: Style,
    quiet: Style,
}

impl Styles {
    /// The terminal's own sixteen colours: blue is of before, yellow is of after.
    #[must_use]
    pub fn terminal() -> Self {
        Self {
            before: Style::new().fg(Color::Blue),
            after: Style::new().fg(Color::Yellow),
            heading: Style::new().add_modifier(Modifier::BOLD),
            quiet: Style::new().add_modifier(Modifier::DIM),
        }
    }

    /// No colours; only bold, dim and reverse video.
    #[must_use]
    pub fn mono() -> Self {
        Self { before: Style::new(), after: Style::new(), ..Self::terminal() }
    }

    /// Words in a tone.
    #[must_use]
    pub fn tone(&self, tone: Tone) -> Style {
        match tone {
            Tone::Plain | Tone::Bar => Style::new(),
            Tone::Title | Tone::Heading | Tone::Strong => self.heading,
            Tone::Quiet => self.quiet,
            Tone::Sign(symbol) => self.sign(symbol),
        }
    }

    fn sign(&self, symbol: Symbol) -> Style {
        match symbol {
            Symbol::Same => self.quiet,
            Symbol::Changed => self.heading,
            Symbol::New | Symbol::Moved => self.after.add_modifier(Modifier::BOLD),
            Symbol::Gone => self.before.add_modifier(Modifier::BOLD),
        }
    }

    /// What one may skip.
    #[must_use]
    pub fn quiet(&self) -> Style {
        self.quiet
    }

    /// What is important in a line of the frame.
    #[must_use]
    pub fn strong(&self) -> Style {
        self.heading
    }

    /// The name of an era: the first is of before, the others are of after.
    #[must_use]
    pub fn era(&self, first: bool, here: bool) -> Style {
        let colour = if first { self.before } else { self.after };
        if here { colour.add_modifier(Modifier::BOLD) } else { self.quiet }
    }

    /// The focused row.
    #[must_use]
    pub fn focused(&self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }
}
