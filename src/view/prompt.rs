//! What is asked for: the line that is typed, and below it what there is to choose from.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};

use crate::app::{Ask, At, Drawn, Prompt};
use crate::page::Page;
use crate::typeset::{self, Extent, Setting, Span, Tone};

use super::galley::Galley;
use super::sheet::{self, Focus, Shown};
use super::{Frame, columns, put};

/// What stands before the line, in so many columns.
fn question(ask: &Ask, width: u16) -> &'static str {
    /// Fewer columns than this cut off what the letters of an answer mean.
    const LEAVE_NEEDS: u16 = 30;
    match ask {
        Ask::Leave if width < LEAVE_NEEDS => "leave? y/N ",
        Ask::Search => "/ ",
        Ask::Palette => ": ",
        Ask::Help => "? ",
        Ask::Problems => "! ",
        Ask::Stop => "stop ",
        Ask::Leave => "leave the presentation? y/N ",
        Ask::File { .. } => "write this page to: ",
    }
}

/// What is said where nothing is typed yet.
fn invitation(ask: &Ask, is_served: bool) -> &'static str {
    match ask {
        Ask::Problems if is_served => "type to find one",
        Ask::Search => "a role, tool, skill, source, or words of what is said",
        Ask::Palette => "what to do or where to go",
        Ask::Help => "type to find a key; Enter presses it",
        Ask::Problems => "type to find one; Enter edits the file there",
        Ask::File { .. } => "the name of a file",
        Ask::Stop => "its number, then Enter",
        Ask::Leave => "",
    }
}

/// Fewer columns than this are too few to see what one types.
const TYPED_NEEDS: u16 = 12;

/// Draws the line and the choices.
pub fn draw(
    frame: &Frame<'_>,
    prompt: &Prompt,
    galley: &mut Galley,
    area: Rect,
    buffer: &mut Buffer,
) -> Drawn {
    let styles = frame.styles;
    let question = question(prompt.ask(), area.width);
    // Where both would not fit into a line, what is typed has one of its own.
    let is_split = 1 + columns(question) + TYPED_NEEDS > area.width && area.height > 2;
    let gap = u16::from(area.height > 4);
    let heights = [u16::from(is_split), 1, gap].map(Constraint::Length);
    let [above, line, _, list] =
        Layout::vertical([heights[0], heights[1], heights[2], Constraint::Min(0)]).areas(area);
    put(buffer, if is_split { above } else { line }, 1, question, styles.strong());
    let column = if is_split { 1 } else { 1 + columns(question) };
    let page = prompt.pane().page();
    // Where it is narrow, what is typed goes before the number of hits.
    let room = line.width.saturating_sub(column + 1);
    let typed = prompt.text();
    let cursor = u16::try_from(prompt.cursor()).unwrap_or(u16::MAX);
    let hidden = cursor.saturating_sub(room.saturating_sub(1));
    let written = if typed.is_empty() {
        let words = frame.setting(room).cut(invitation(prompt.ask(), frame.app.is_served()));
        put(buffer, line, column, &words, styles.quiet());
        columns(&words)
    } else {
        put(buffer, line, column, &from_column(typed, hidden), styles.plain());
        if hidden > 0 {
            let sign = if frame.ascii() { "~" } else { "…" };
            put(buffer, line, column, sign, styles.quiet());
        }
        columns(typed).min(room)
    };
    let is_file = matches!(prompt.ask(), Ask::File { .. });
    if prompt.pane().focused().is_none() && !is_file && !typed.is_empty() && !list.is_empty() {
        // What to do next stands where the choices would.
        let words = [Span::new(Tone::Quiet, page.subtitle.as_str())];
        let told = frame.setting(list.width.saturating_sub(2)).flow(&words, 0, 0);
        for (words, at) in told.iter().zip(list.rows()) {
            put(buffer, at, 1, &typeset::words(words), styles.quiet());
        }
    } else if !typed.is_empty() || is_file || *prompt.ask() == Ask::Problems {
        remark(frame, page, column + written, line, buffer);
    }
    let shown = Shown {
        pane: prompt.pane(),
        at: At::Page,
        focus: Focus::Active,
        folded: false,
        is_paging: frame.app.is_paging(),
        marked: &|_| false,
        setting: Setting { extent: Extent::Body, ..frame.setting(0) },
        styles,
    };
    let (choices, _, spots) = sheet::draw(&shown, galley, list, buffer);
    let x = line.x + (column + cursor - hidden).min(line.width.saturating_sub(1));
    let cursor = (line.height > 0).then_some((x, line.y));
    Drawn { prompt: Some(choices), cursor, spots, ..Drawn::default() }
}

/// How many hits there are, at the right.
fn remark(frame: &Frame<'_>, page: &Page, taken: u16, area: Rect, buffer: &mut Buffer) {
    let words = frame.setting(area.width).plain(&page.subtitle);
    let column = area.width.saturating_sub(columns(&words) + 1);
    if column > taken + 2 {
        put(buffer, area, column, &words, frame.styles.quiet());
    }
}

/// A text without its first columns.
fn from_column(text: &str, hidden: u16) -> String {
    let mut columns = 0;
    let is_hidden = |c: &char| {
        columns += unicode_width::UnicodeWidthChar::width(*c).unwrap_or(0);
        columns <= hidden.into()
    };
    text.chars().skip_while(is_hidden).collect()
}
