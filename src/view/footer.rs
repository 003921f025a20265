//! The line at the bottom: what one can press here, or one line that has to be said.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::keys::{BINDINGS, Binding, Where};
use crate::app::{Action, App, At, Spot, Target};
use crate::place::Kind;
use crate::typeset::ascii;

use super::{Frame, columns, put, spot};

/// A hint: its key, its word, and what it does.
type Hint<'a> = (String, &'a str, Action);

/// Draws the line; where it is too narrow, hints go from the middle, and help and quitting stay.
pub fn draw(frame: &Frame<'_>, area: Rect, buffer: &mut Buffer) -> Vec<Spot> {
    let app = frame.app;
    if !app.message().is_empty() {
        let setting = frame.setting(area.width.saturating_sub(2));
        put(buffer, area, 1, &setting.cut(&setting.plain(app.message())), frame.styles.strong());
        return Vec::new();
    }
    let shown = |key: &str| if frame.ascii() { ascii(key) } else { key.to_owned() };
    let at = if app.prompt().is_some() { Where::Typing } else { Where::Everywhere };
    let is_shown =
        |one: &&Binding| one.at == at && !one.hint.0.is_empty() && (at == Where::Typing || applies(app, &one.action));
    let mut hints: Vec<Hint<'_>> = BINDINGS
        .iter()
        .filter(is_shown)
        .map(|one| (shown(one.hint.0), one.hint.1, one.action.clone()))
        .collect();
    hints.sort_by_key(|(_, _, action)| ORDER.iter().position(|one| one == action));
    let mut last = Vec::new();
    if !app.marked().is_empty() && at == Where::Everywhere {
        last.push((format!("{} marked", app.marked().len()), "", Action::Compare));
    }
    if at == Where::Everywhere {
        last.push(("?".to_owned(), "help", Action::Help));
        last.push(("q".to_owned(), "quit", Action::Quit));
    }
    let width = |hints: &[Hint<'_>]| -> u16 { hints.iter().map(hint_width).sum() };
    // The number of marked roles goes before help and quitting do.
    while last.len() > 2 && width(&last) >= area.width {
        last.remove(0);
    }
    let kept = (0..=hints.len()).rev().find(|kept| width(&hints[..*kept]) + width(&last) < area.width);
    let end = area.width.saturating_sub(width(&last)).max(1);
    let mut spots = Vec::new();
    for (hints, mut column) in [(&hints[..kept.unwrap_or(0)], 1), (&last[..], end)] {
        for hint in hints {
            let (key, word, action) = hint;
            put(buffer, area, column, key, frame.styles.strong());
            put(buffer, area, column.saturating_add(columns(key) + 1), word, frame.styles.quiet());
            if column < area.width {
                spots.push(spot(area, column, hint_width(hint) - GAP, Target::Do(action.clone())));
            }
            column = column.saturating_add(hint_width(hint));
        }
    }
    spots
}

/// The blanks behind a hint.
const GAP: u16 = 3;

fn hint_width((key, word, _): &Hint<'_>) -> u16 {
    let word = if word.is_empty() { 0 } else { columns(word) + 1 };
    columns(key) + word + GAP
}

/// What is the most useful stands first; the others follow in the order of the table.
const ORDER: &[Action] = &[
    Action::Search,
    Action::Mark,
    Action::Compare,
    Action::Fold,
    Action::Enter,
    Action::Back,
    Action::EarlierEra,
    Action::Down,
    Action::Sources,
    Action::CopyRow,
    Action::Export,
    Action::NextPane,
    Action::Palette,
];

/// Whether a key does something where the reader stands.
fn applies(app: &App, action: &Action) -> bool {
    let (page, row) = app.subject();
    let active = app.active().focused();
    let is_home = page.place.kind == Kind::Home;
    match action {
        Action::Enter => active.is_some_and(|row| !row.links.is_empty()),
        Action::Back => !is_home || app.at() == At::Margin,
        Action::Mark => app.role_here().is_some(),
        Action::Compare => !app.marked().is_empty() || app.role_here().is_some(),
        Action::Fold => page.blocks.iter().any(|block| block.seen(true).len() < block.seen(false).len()),
        Action::EarlierEra => app.library().eras().len() > 1,
        Action::Sources => row.is_some_and(|row| row.all_evidence().any(|one| !one.citations.is_empty())),
        Action::CopyRow | Action::Export => !is_home,
        Action::NextPane => app.index().is_some() && app.at() == At::Index,
        _ => true,
    }
}
