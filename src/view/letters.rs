//! Large letters: drawn where there is room for them, else capitals with room between, else capitals.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text;
use ratatui::widgets::Widget;
use tui_big_text::{BigText, PixelSize};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::typeset::{self, Setting, Span, Tone};

use super::put;

/// How letters can be drawn, and how many columns and lines one takes: of whole blocks, and of quarters of them.
const SIZES: [(PixelSize, u16); 2] = [(PixelSize::Full, 8), (PixelSize::Quadrant, 4)];

/// A text in lines of letters, as large as there is room for them.
pub struct Letters {
    lines: Vec<String>,
    /// How they are drawn; `None` where they are written.
    drawn: Option<(PixelSize, u16)>,
}

impl Letters {
    /// A title in at most so many lines of the screen where it is drawn; else in capitals, spaced where they fit.
    pub fn title(text: &str, most: u16, setting: &Setting) -> Self {
        Self::drawn(text, most, setting).unwrap_or_else(|| {
            let capitals = setting.plain(&text.to_uppercase());
            let spaced = spaced(&capitals);
            let lines = if spaced.width() <= setting.width {
                vec![spaced]
            } else {
                let lines = setting.flow(&[Span::new(Tone::Title, capitals)], 0, 0);
                lines.iter().map(typeset::words).collect()
            };
            Self { lines, drawn: None }
        })
    }

    /// A text in one line, in capitals, as far as it goes.
    pub fn line(text: &str, setting: &Setting) -> Self {
        Self { lines: vec![setting.cut(&setting.plain(&text.to_uppercase()))], drawn: None }
    }

    /// A text in drawn letters; `None` where they would take more than so many lines of the screen, a word is wider
    /// than a line, or there is no drawing of one of its letters.
    pub fn drawn(text: &str, most: u16, setting: &Setting) -> Option<Self> {
        let text = typeset::straight(text);
        // Of other letters there may be no drawing.
        if setting.ascii || !setting.letters || !text.chars().all(|c| c.is_ascii_graphic() || c == ' ') {
            return None;
        }
        SIZES.into_iter().find_map(|(pixels, size)| {
            let room = setting.width / usize::from(size);
            let fits = text.split(' ').all(|word| word.len() <= room);
            let lines: Vec<_> = textwrap::wrap(&text, room.max(1)).into_iter().map(Into::into).collect();
            let letters = Self { lines, drawn: Some((pixels, size)) };
            (fits && letters.height() <= most).then_some(letters)
        })
    }

    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.lines.iter().all(String::is_empty)
    }

    /// Whether they are drawn, and not written.
    pub fn is_drawn(&self) -> bool {
        self.drawn.is_some()
    }

    /// How many lines of the screen they take.
    pub fn height(&self) -> u16 {
        let lines = u16::try_from(self.lines.len()).unwrap_or(u16::MAX);
        self.drawn.map_or(lines, |(_, size)| lines.saturating_mul(size))
    }

    /// Draws them from the left and the top of an area.
    pub fn draw(&self, area: Rect, style: Style, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        if let Some((pixels, _)) = self.drawn {
            let lines: Vec<_> = self.lines.iter().map(|line| text::Line::from(line.as_str())).collect();
            BigText::builder().pixel_size(pixels).style(style).lines(lines).build().render(area, buffer);
        } else {
            for (line, at) in self.lines.iter().zip(area.rows()) {
                put(buffer, at, 0, line, style);
            }
        }
    }
}

/// A text with a blank behind each letter, and three between words.
fn spaced(text: &str) -> String {
    let word = |word: &str| word.graphemes(true).collect::<Vec<_>>().join(" ");
    text.split(' ').map(word).collect::<Vec<_>>().join("   ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, columns: usize, most: u16) -> (Vec<String>, u16) {
        let letters = Letters::title(text, most, &Setting::new(columns));
        let height = letters.height();
        (letters.lines, height)
    }

    #[test]
    fn letters_are_drawn_where_there_is_room_and_spaced_where_there_is_not() {
        let owned = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
        for (text, columns, most, expected, height) in [
            ("The first gap", 96, 7, &["The first gap"][..], 4),
            ("The first gap", 40, 8, &["The first", "gap"], 8),
            ("The first gap", 40, 7, &["T H E   F I R S T   G A P"], 1),
            ("The first gap", 20, 8, &["THE FIRST GAP"], 1),
            ("The first gap", 9, 8, &["THE FIRST", "GAP"], 2),
            ("Straße", 96, 7, &["S T R A S S E"], 1),
            ("模型", 96, 7, &["模 型"], 1),
        ] {
            assert_eq!(lines(text, columns, most), (owned(expected), height), "{text} in {columns}");
        }
        let ascii = Setting { ascii: true, ..Setting::new(96) };
        assert_eq!(Letters::title("Gap", 7, &ascii).height(), 1, "letters are drawn with more than ASCII");
    }

    #[test]
    fn letters_stay_in_their_area_however_small_it_is() {
        let letters = Letters::title("The first gap", 7, &Setting::new(96));
        for (columns, height) in [(0, 0), (1, 1), (3, 2), (96, 3)] {
            let area = Rect::new(0, 0, columns, height);
            let mut buffer = Buffer::empty(area);
            letters.draw(Rect::new(0, 0, 96, 4), Style::new(), &mut buffer);
        }
    }
}
