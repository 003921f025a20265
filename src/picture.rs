//! A picture of a screen: SVG with its words as text, so that it can be read, searched and copied.

use std::fmt::Write as _;

use maud::{Markup, Render, html};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

use crate::session::Session;
use crate::view::contrast::channels;

/// A cell of the picture in its units, as wide and as high as fonts of terminals have it.
const CELL: (usize, usize) = (10, 20);
/// The line on which letters stand, from the top of their cell.
const BASE: usize = 15;
/// The size of the letters: 0.6 of it is what monospaced fonts take.
const FONT: &str = "16.67";
/// What stands for the terminal's own colours.
const GROUND: &str = "#1c1c1c";
const INK: &str = "#d0d0d0";

/// The screen of a session as SVG; `title` is what it is called for who does not see it.
#[must_use]
pub fn svg(session: &mut Session, title: &str) -> String {
    let size = session.size();
    let mut buffer = Buffer::empty(Rect::new(0, 0, size.width, size.height));
    session.draw(&mut buffer);
    let (width, height) = (usize::from(size.width) * CELL.0, usize::from(size.height) * CELL.1);
    let lines: Vec<Vec<Run>> = (0..size.height).map(|y| runs(&buffer, y)).collect();
    let picture = html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {width} {height}")) role="img"
            aria-labelledby="title" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"
            font-size=(FONT) shape-rendering="crispEdges" {
            title id="title" { (title) }
            rect width="100%" height="100%" fill=(ground(&lines)) {}
            @for (y, line) in lines.iter().enumerate() {
                @for run in line { (run.shown(y, ground(&lines))) }
            }
        }
    };
    format!("{}\n", picture.render().into_string())
}

/// What most of the screen stands on.
fn ground(lines: &[Vec<Run>]) -> &str {
    lines.last().and_then(|line| line.last()).map_or(GROUND, |run| &run.back)
}

/// Cells of a line that look the same.
struct Run {
    column: usize,
    columns: usize,
    text: String,
    ink: String,
    back: String,
    modifier: Modifier,
    /// Whether its letters may be wider or narrower than a cell in some font.
    is_plain: bool,
}

/// The runs of a line.
fn runs(buffer: &Buffer, y: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut x = 0;
    while x < buffer.area.width {
        let Some(cell) = buffer.cell((x, y)) else { break };
        let columns = unicode_width::UnicodeWidthStr::width(cell.symbol()).max(1);
        let run = Run::of(cell, x.into(), columns);
        match runs.last_mut() {
            Some(last) if last.is_like(&run) => {
                last.text.push_str(cell.symbol());
                last.columns += columns;
            }
            _ => runs.push(run),
        }
        x = x.saturating_add(u16::try_from(columns).unwrap_or(1));
    }
    runs
}

impl Run {
    fn of(cell: &Cell, column: usize, columns: usize) -> Self {
        let (mut ink, mut back) = (colour(cell.fg, INK), colour(cell.bg, GROUND));
        if cell.modifier.contains(Modifier::REVERSED) {
            std::mem::swap(&mut ink, &mut back);
        }
        Self {
            column,
            columns,
            text: cell.symbol().to_owned(),
            ink,
            back,
            modifier: cell.modifier,
            is_plain: cell.symbol().is_ascii(),
        }
    }

    fn is_like(&self, other: &Self) -> bool {
        // What is no ASCII stands in a cell of its own: no font moves what comes after it.
        let look = |run: &Self| (run.modifier, run.is_plain);
        self.is_plain && look(self) == look(other) && self.ink == other.ink && self.back == other.back
    }

    fn shown(&self, y: usize, ground: &str) -> Markup {
        let (x, top) = (self.column * CELL.0, y * CELL.1);
        let width = self.columns * CELL.0;
        let words = self.text.trim_end();
        let begins = self.text.len() - self.text.trim_start().len();
        let has = |modifier: Modifier| self.modifier.contains(modifier);
        html! {
            @if self.back != ground { rect x=(x) y=(top) width=(width) height=(CELL.1) fill=(self.back) {} }
            @if let Some(block) = block(words) {
                path fill=(self.ink) d=(quadrants(block, x, top)) {}
            } @else if !words.trim().is_empty() {
                text x=(x + begins * CELL.0) y=(top + BASE) fill=(self.ink) textLength=((words.len() - begins).min(self.columns) * CELL.0)
                    font-weight=[has(Modifier::BOLD).then_some("bold")]
                    text-decoration=[has(Modifier::UNDERLINED).then_some("underline")]
                    opacity=[has(Modifier::DIM).then_some("0.7")]
                    xml:space="preserve" { (words.trim_start()) }
            }
        }
    }
}

/// A colour of a cell, where it is not the terminal's own.
fn colour(colour: Color, own: &str) -> String {
    match (channels(colour), colour) {
        (Some([red, green, blue]), _) => format!("#{red:02x}{green:02x}{blue:02x}"),
        (None, Color::Blue) => "#5fafff".to_owned(),
        (None, Color::Yellow) => "#ffd75f".to_owned(),
        _ => own.to_owned(),
    }
}

/// Which quarters of its cell a block element fills: upper left, upper right, lower left, lower right.
///
/// They are drawn, for fonts leave seams between them.
fn block(symbol: &str) -> Option<[bool; 4]> {
    let (t, f) = (true, false);
    Some(match symbol {
        "█" => [t, t, t, t],
        "▀" => [t, t, f, f],
        "▄" => [f, f, t, t],
        "▌" => [t, f, t, f],
        "▐" => [f, t, f, t],
        "▘" => [t, f, f, f],
        "▝" => [f, t, f, f],
        "▖" => [f, f, t, f],
        "▗" => [f, f, f, t],
        "▚" => [t, f, f, t],
        "▞" => [f, t, t, f],
        "▙" => [t, f, t, t],
        "▛" => [t, t, t, f],
        "▜" => [t, t, f, t],
        "▟" => [f, t, t, t],
        _ => return None,
    })
}

fn quadrants(filled: [bool; 4], x: usize, y: usize) -> String {
    let (half, high) = (CELL.0 / 2, CELL.1 / 2);
    let corners = [(x, y), (x + half, y), (x, y + high), (x + half, y + high)];
    let mut path = String::new();
    for ((x, y), _) in corners.into_iter().zip(filled).filter(|(_, filled)| *filled) {
        // Text can always be written.
        let _ = write!(path, "M{x} {y}h{half}v{high}h-{half}z");
    }
    path
}
