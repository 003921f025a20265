//! The line at the bottom: what one can press here, or one line that has to be said.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};

use crate::app::keys::{BINDINGS, Binding, Where};
use crate::app::{Action, App, Ask, At, Press, Prompt, Spot};
use crate::typeset::{self, Line, Span, Tone, ascii};

use super::hints::{NARROW, ORDER, also_at, applies, is_project, word};
use super::{Frame, put, spot};

/// A hint: its key, its word, and what pressing it does; nothing where it stands for several keys.
type Hint<'a> = (String, &'a str, Option<Action>);

/// Draws the line; where it is too narrow, hints go from the middle, and help and quitting stay.
pub fn draw(frame: &Frame<'_>, columns: usize, area: Rect, buffer: &mut Buffer) -> Vec<Spot> {
    let app = frame.app;
    let shown = |key: &str| if frame.ascii() { ascii(key) } else { key.to_owned() };
    let at = app.whereabouts();
    let is_narrow = area.width < WIDE;
    let is_hinted = |action: &Action| match action {
        Action::NextPane => columns > 0 && app.at() == At::Page,
        Action::Down if matches!(app.prompt().map(Prompt::ask), Some(Ask::File { .. })) => false,
        Action::Down if app.note().is_some() => false,
        // Where there is little room it is named once there is something to compare.
        Action::Compare if is_narrow && app.marked().is_empty() => false,
        action if app.is_served() && action.touches_the_host() => false,
        action => at == Where::Typing || applies(app, action),
    };
    // Grades stand in one hint where there is no room for four.
    let in_one = area.width < GRADES_NEED;
    let is_left_out = |action: &Action| matches!(action, Action::Grade(2..)) && in_one;
    let waits = app.waiting_here().is_some();
    let is_at = |one: &&Binding| {
        one.at == at
            || (one.at == Where::Everywhere && also_at(at).contains(&one.action))
            || (waits && one.action == Action::TakeBack)
    };
    let bindings =
        BINDINGS.iter().filter(is_at).filter(|one| !one.hint.0.is_empty() && !is_left_out(&one.action));
    let mut hints: Vec<Hint<'_>> = bindings
        .filter(|one| is_hinted(&one.action))
        .map(|one| match one.action {
            Action::Grade(_) if in_one => ("1-4".to_owned(), "grade", None),
            _ => (shown(one.hint.0), word(app, one), Some(one.action.clone())),
        })
        .collect();
    let order = if is_narrow { NARROW } else { ORDER };
    hints.sort_by_key(|(_, _, action)| match action {
        Some(Action::Compare) if is_narrow && app.marked().len() > 1 => Some(0),
        // Why a step changed hands is folded away there, and nobody would look for it.
        Some(Action::Fold) if is_project(app) => Some(0),
        // Nobody is to throw away what they would go on with.
        Some(Action::TakeBack) if waits => order.iter().position(|one| *one == Action::Enter),
        // What the page asks for.
        Some(Action::Mark | Action::Route) if app.chooses_way() => Some(0),
        action => action.as_ref().and_then(|action| order.iter().position(|one| one == action)),
    });
    let mut last = Vec::new();
    if at != Where::Typing {
        if app.broken().is_some() {
            last.push(("!".to_owned(), "broken pack", Some(Action::Problems)));
        }
        if let Some(left) = app.interview_elsewhere() {
            last.push((left, "", None));
        }
        if app.is_unkept() {
            last.push(("not kept".to_owned(), "", None));
        }
        // Where there is little room, `c compare` tells it; and Space marks nothing in practice.
        if !app.marked().is_empty() && at != Where::Practice && area.width >= MARKS_NEED {
            last.push((format!("{} marked", app.marked().len()), "", Some(Action::Compare)));
        }
        last.push(("?".to_owned(), "help", Some(Action::Help)));
        last.push(("q".to_owned(), "quit", Some(Action::Quit)));
    }
    let gap = gap(area.width);
    let width = |hints: &[Hint<'_>]| -> u16 { hints.iter().map(|hint| hint_width(hint) + gap).sum() };
    // What is most wanted has room before the number of marked roles, and before the words of help and quitting.
    let first = hints.first().map_or(0, |hint| hint_width(hint) + gap);
    if width(&last) + first >= area.width {
        last.retain(|(_, _, action)| *action != Some(Action::Compare));
    }
    if last.len() >= 2 && width(&last) + first >= area.width {
        last.iter_mut().filter(|(key, ..)| key == "?" || key == "q").for_each(|(_, word, _)| *word = "");
    }
    while last.len() > 2 && width(&last) >= area.width {
        last.remove(0);
    }
    // What is too long leaves its room to what comes behind it.
    let mut taken = width(&last);
    hints.retain(|hint| {
        let needed = taken + hint_width(hint) + gap;
        let fits = needed < area.width;
        taken = if fits { needed } else { taken };
        fits
    });
    let end = (area.width + gap).saturating_sub(width(&last) + 1).max(1);
    let mut spots = Vec::new();
    for (hints, mut column) in [(&hints[..], 1), (&last[..], end)] {
        for hint in hints {
            let (key, word, action) = hint;
            put(buffer, area, column, key, frame.styles.strong());
            put(buffer, area, column.saturating_add(super::columns(key) + 1), word, frame.styles.quiet());
            if let Some(action) = action.as_ref().filter(|_| column < area.width) {
                spots.push(spot(area, column, hint_width(hint), Press::Do(action.clone())));
            }
            column = column.saturating_add(hint_width(hint) + gap);
        }
    }
    spots
}

/// Says what has to be said, over the last lines of the screen; in the very last one so many columns at its end stay
/// as they are. Gives where it stands.
pub fn say(frame: &Frame<'_>, kept: u16, area: Rect, buffer: &mut Buffer) -> Rect {
    let message = frame.app.message();
    let setting = frame.setting(area.width.saturating_sub(2));
    let mut lines = setting.flow(&[Span::new(Tone::Strong, message)], 0, 0);
    let last = lines.last().map_or(0, |line| super::columns(&typeset::words(line)));
    if last + 1 > area.width.saturating_sub(kept) {
        lines.push(Line::new());
    }
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(area.height.saturating_sub(1));
    let area = Rect { y: area.bottom() - height, height, ..area };
    for (line, at) in lines.iter().zip(area.rows()) {
        let kept = if at.bottom() == area.bottom() { kept } else { 0 };
        let at = Rect { width: at.width.saturating_sub(kept), ..at };
        Clear.render(at, buffer);
        buffer.set_style(at, frame.styles.ground());
        put(buffer, at, 1, &typeset::words(line), frame.styles.strong());
    }
    area
}

/// The columns at the end of the line that help and quitting take, with the gap before them: no message covers these.
pub fn kept(app: &App, area: Rect) -> u16 {
    if area.is_empty() || app.whereabouts() == Where::Typing {
        return 0;
    }
    let gap = gap(area.width);
    let words = ["? help", "q quit"].map(super::columns);
    words.iter().sum::<u16>() + 2 * gap + 1
}

/// A screen narrower than this says nothing of how many roles are marked.
const MARKS_NEED: u16 = 60;

/// A screen narrower than this has room for a few hints.
const WIDE: u16 = 86;

/// From this width on each grade has a hint of its own.
const GRADES_NEED: u16 = 72;

/// The columns between two hints.
fn gap(width: u16) -> u16 {
    if width < WIDE { 2 } else { 3 }
}

fn hint_width((key, word, _): &Hint<'_>) -> u16 {
    let word = if word.is_empty() { 0 } else { super::columns(word) + 1 };
    super::columns(key) + word
}
