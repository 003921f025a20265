//! What things look like: the only place with colours.

use ratatui::style::{Color, Modifier, Style};

use crate::app::Theme;
use crate::page::row::Symbol;
use crate::typeset::Tone;

use super::contrast::contrast;

/// A look for every meaning.
#[derive(Clone, Copy, Debug)]
pub struct Styles {
    ground: Style,
    before: Style,
    after: Style,
    heading: Style,
    quiet: Style,
}

/// Black and white of the 256-colour palette, which no terminal's theme changes.
const BLACK: Color = Color::Indexed(16);
const WHITE: Color = Color::Indexed(231);

impl Styles {
    /// What a theme looks like.
    #[must_use]
    pub fn of(theme: Theme) -> Self {
        let dim = Style::new().add_modifier(Modifier::DIM);
        let fg = |colour: u8| Style::new().fg(Color::Indexed(colour));
        match theme {
            // Blue is of before and yellow of after, as the terminal's own theme has them.
            Theme::Terminal => Self {
                before: Style::new().fg(Color::Blue),
                after: Style::new().fg(Color::Yellow),
                ..Self::painted(Style::new(), dim)
            },
            Theme::Mono => Self::painted(Style::new(), dim),
            Theme::Light => Self {
                before: fg(25),
                after: fg(130),
                ..Self::painted(Style::new().fg(Color::Indexed(235)).bg(WHITE), fg(242))
            },
            Theme::Dark => Self {
                before: fg(75),
                after: fg(214),
                ..Self::painted(Style::new().fg(Color::Indexed(252)).bg(Color::Indexed(234)), fg(246))
            },
            // No orange is dark enough on white, so it is the ground of black words.
            Theme::ProjectorLight => Self {
                before: fg(18),
                after: Style::new().fg(BLACK).bg(Color::Indexed(214)),
                ..Self::painted(Style::new().fg(BLACK).bg(WHITE), Style::new())
            },
            Theme::ProjectorDark => Self {
                before: fg(117),
                after: fg(214),
                ..Self::painted(Style::new().fg(WHITE).bg(BLACK), Style::new())
            },
        }
    }

    /// One colour on a ground, and how what one may skip looks.
    fn painted(ground: Style, quiet: Style) -> Self {
        let heading = Style::new().add_modifier(Modifier::BOLD);
        Self { ground, before: Style::new(), after: Style::new(), heading, quiet }
    }

    /// What everything stands on.
    #[must_use]
    pub fn ground(&self) -> Style {
        self.ground
    }

    /// Words in a tone.
    #[must_use]
    pub fn tone(&self, tone: Tone) -> Style {
        match tone {
            Tone::Plain | Tone::Bar => Style::new(),
            Tone::Title | Tone::Heading | Tone::Strong => self.heading,
            Tone::Quiet => self.quiet,
            // Marked without colour, so that it is seen in any theme.
            Tone::Found => Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
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

    /// Plain words.
    #[must_use]
    pub fn plain(&self) -> Style {
        Style::new()
    }

    /// What one may skip.
    #[must_use]
    pub fn quiet(&self) -> Style {
        self.quiet
    }

    /// The lines between regions.
    #[must_use]
    pub fn rule(&self) -> Style {
        self.quiet
    }

    /// What is important in a line of the frame.
    #[must_use]
    pub fn strong(&self) -> Style {
        self.heading
    }

    /// The screen that the reader is on.
    #[must_use]
    pub fn here(&self) -> Style {
        self.heading.add_modifier(Modifier::UNDERLINED)
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

    /// Every look there is.
    fn all(&self) -> Vec<Style> {
        use Symbol::{Changed, Gone, Moved, New, Same};
        let signs = [Same, New, Changed, Gone, Moved].map(|symbol| self.tone(Tone::Sign(symbol)));
        let tones =
            [Tone::Plain, Tone::Title, Tone::Heading, Tone::Strong, Tone::Quiet, Tone::Bar, Tone::Found];
        let tones = tones.map(|tone| self.tone(tone));
        let frame = [
            self.ground(),
            self.quiet(),
            self.rule(),
            self.strong(),
            self.here(),
            self.era(true, true),
            self.era(true, false),
            self.era(false, true),
            self.era(false, false),
            self.focused(),
        ];
        [&signs[..], &tones, &frame].concat()
    }

    /// The least contrast ratio of all its looks; `None` where the terminal's own colours have a part in it.
    #[must_use]
    pub fn contrast(&self) -> Option<f64> {
        let ratio = |style: Style| {
            let style = self.ground().patch(style);
            contrast(style.fg?, style.bg?)
        };
        self.all().into_iter().map(ratio).try_fold(f64::INFINITY, |least, ratio| Some(least.min(ratio?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn painted_themes_can_be_read() {
        for (theme, least) in [
            (Theme::Light, 4.5),
            (Theme::Dark, 4.5),
            (Theme::ProjectorLight, 7.0),
            (Theme::ProjectorDark, 7.0),
        ] {
            let styles = Styles::of(theme);
            for style in styles.all() {
                let style = styles.ground().patch(style);
                let ratio = style.fg.zip(style.bg).and_then(|(fg, bg)| contrast(fg, bg));
                assert!(ratio >= Some(least), "{theme:?}: {style:?} has {ratio:?}:1");
                assert!(!style.add_modifier.contains(Modifier::DIM), "{theme:?}: {style:?} is dim");
            }
        }
    }

    #[test]
    fn the_other_themes_have_the_terminals_colours_or_none() {
        for style in Styles::of(Theme::Mono).all() {
            assert_eq!((style.fg, style.bg), (None, None));
        }
        for style in Styles::of(Theme::Terminal).all() {
            assert!(matches!(style.fg, None | Some(Color::Blue | Color::Yellow)) && style.bg.is_none());
        }
    }
}
