//! The line on top: the screens there are, or where one is, and in which era.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::screen::{SCREENS, Screen};
use crate::app::{Action, At, Press, Spot};
use crate::place::Kind;

use super::{Frame, columns, put, spot};

/// From this width on there is room for the screens.
const SCREENS_NEED: u16 = 86;
/// The program's name, from the second column on.
const NAME: &str = "roledex";
/// With so many columns left of the eras there is room for some letters of a title behind the name.
const TITLE_NEEDS: u16 = 16;

/// Draws the line; the era is kept where the rest has to be cut.
pub fn draw(frame: &Frame<'_>, area: Rect, buffer: &mut Buffer) -> Vec<Spot> {
    let mut spots = Vec::new();
    let right = eras(frame, area, buffer, &mut spots);
    if right > columns(NAME) {
        put(buffer, area, 1, NAME, frame.styles.strong());
    }
    if area.width >= SCREENS_NEED {
        screens(frame, Rect { width: right, ..area }, buffer, &mut spots);
    } else if right >= TITLE_NEEDS {
        title(frame, area, right, buffer);
    }
    spots
}

fn screens(frame: &Frame<'_>, area: Rect, buffer: &mut Buffer, spots: &mut Vec<Spot>) {
    let app = frame.app;
    let here = Screen::of(&app.place().kind);
    let mut column = 11;
    for screen in SCREENS {
        if screen.place(app.library(), &app.era()).is_none() {
            continue;
        }
        let words = format!("{} {}", screen.number, screen.name);
        if column + columns(&words) >= area.width {
            return;
        }
        let style = if here == Some(screen) { frame.styles.here() } else { frame.styles.quiet() };
        put(buffer, area, column, &words, style);
        spots.push(spot(area, column, columns(&words), Press::Do(Action::Screen(screen.number))));
        column += columns(&words) + 2;
    }
}

fn title(frame: &Frame<'_>, area: Rect, right: u16, buffer: &mut Buffer) {
    let app = frame.app;
    let separator = if frame.ascii() { ">" } else { "›" };
    put(buffer, area, 9, separator, frame.styles.quiet());
    let page = match (app.at(), app.index()) {
        (At::Index, Some(index)) => index.page(),
        _ => app.page().page(),
    };
    let setting = frame.setting(right.saturating_sub(12));
    put(buffer, area, 11, &setting.cut(&setting.plain(&page.title)), frame.styles.strong());
}

/// The eras at the right, the reader's in capitals; gives the column where they begin.
fn eras(frame: &Frame<'_>, area: Rect, buffer: &mut Buffer, spots: &mut Vec<Spot>) -> u16 {
    let app = frame.app;
    let bar = if frame.ascii() { "|" } else { "│" };
    let dated = matches!(&app.page().page().place.kind, Kind::Compare(all) if all.iter().any(|one| one.era.is_some()));
    let place = &app.page().page().place;
    // A project without an era is seen in all of them.
    let all = app.at() != At::Index && matches!(place.kind, Kind::Scenario(_)) && place.era.is_none();
    let here = app.era();
    let names = app.library().eras().iter().map(|era| {
        let short = era.short.as_str();
        let is_here = !dated && (short == here || all);
        (if is_here { short.to_uppercase() } else { short.to_owned() }, is_here)
    });
    let names: Vec<_> = names.collect();
    let taken =
        names.iter().fold(0_u16, |taken, (name, _)| taken.saturating_add(columns(name)).saturating_add(3));
    let begin = area.width.saturating_sub(taken);
    let at = names.iter().position(|(_, is_here)| *is_here);
    let mut column = begin;
    for (index, (name, is_here)) in names.iter().enumerate() {
        let before = if index == 0 { " " } else { bar };
        put(buffer, area, column, &format!("{before} "), frame.styles.rule());
        column = column.saturating_add(columns(before) + 1);
        put(buffer, area, column, name, frame.styles.era(index == 0, *is_here));
        // Only the eras beside the reader's are one turn away.
        let turn = match at {
            Some(at) if index + 1 == at => Some(Action::EarlierEra),
            Some(at) if at + 1 == index => Some(Action::LaterEra),
            _ => None,
        };
        if let Some(turn) = turn.filter(|_| column < area.width) {
            spots.push(spot(area, column, columns(name), Press::Do(turn)));
        }
        column = column.saturating_add(columns(name) + 1);
    }
    begin
}
