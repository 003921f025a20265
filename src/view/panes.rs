//! The panes: which of them fit, and where each stands.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{App, At, Drawn};
use crate::page::row::{Row, Subject};
use crate::place::Kind;
use crate::typeset::{Extent, Setting};

use super::Frame;
use super::galley::Galleys;
use super::sheet::{self, Focus, Shown};

/// From this width on, index, page and margin stand beside each other.
const THREE: u16 = 120;
/// From this width on, many columns leave room for a margin.
const ROOMY: u16 = 160;
/// From this width on, two panes stand beside each other.
const TWO: u16 = 86;
/// From this width on, two panes stand one above the other.
const STACKED: u16 = 60;
/// A body lower than this has room for one pane.
const STACK_NEEDS: u16 = 14;
/// The narrowest and the widest that the index gets, and the share of the screen in between: in the narrowest the
/// longest name of a shipped role is shown whole.
const INDEX: (u16, u16, u16) = (32, 56, 4);
/// The narrowest and the widest that the margin gets, and the share of the screen in between.
const MARGIN: (u16, u16, u16) = (32, 48, 4);

/// Where each pane stands; `None` for those that do not show.
#[derive(Clone, Copy, Debug, Default)]
struct Places {
    index: Option<Rect>,
    page: Option<Rect>,
    margin: Option<Rect>,
}

/// ```text
/// 120 and more:  index │ page │ margin        60–85: index above page, or page above margin
/// 86–119:        index │ page, page │ margin  under 60: the one that the reader is in
/// ```
fn places(app: &App, area: Rect) -> Places {
    let at = app.at();
    let has_index = app.index().is_some();
    // The first page has no evidence to show, and many columns need the room.
    let needs_room = app.page().page().place.kind == Kind::Home || (compared(app) > 2 && area.width < ROOMY);
    let one = |area: Rect| match at {
        At::Index => Places { index: Some(area), ..Places::default() },
        At::Page => Places { page: Some(area), ..Places::default() },
        At::Margin => Places { margin: Some(area), ..Places::default() },
    };
    let wide = |(narrowest, widest, share): (u16, u16, u16)| (area.width / share).clamp(narrowest, widest);
    let (index_width, margin) = (wide(INDEX), wide(MARGIN));
    let beside = |index: bool, with_margin: bool| {
        let left = Rect { width: index_width, ..area };
        let right = Rect { x: area.right() - margin, width: margin, ..area };
        // A rule stands between two panes.
        let begin = if index { left.right() + 1 } else { area.x };
        let end = if with_margin { right.x - 1 } else { area.right() };
        let page = Rect { x: begin, width: end - begin, ..area };
        Places { index: index.then_some(left), page: Some(page), margin: with_margin.then_some(right) }
    };
    if app.looks().zoomed {
        return one(area);
    }
    match area.width {
        THREE.. => beside(has_index, !needs_room || at == At::Margin),
        TWO.. if at == At::Margin => beside(false, true),
        TWO.. => beside(has_index, false),
        STACKED.. if area.height >= STACK_NEEDS && at != At::Page => stacked(at, area),
        _ => one(area),
    }
}

fn stacked(at: At, area: Rect) -> Places {
    // The page gets three fifths of what the rule between them leaves.
    let fifths = if at == At::Index { 2 } else { 3 };
    let top = Rect { height: ((area.height - 1) * fifths + 2) / 5, ..area };
    let bottom = Rect { y: top.bottom() + 1, height: area.bottom() - top.bottom() - 1, ..area };
    match at {
        At::Index => Places { index: Some(top), page: Some(bottom), margin: None },
        At::Page | At::Margin => Places { index: None, page: Some(top), margin: Some(bottom) },
    }
}

/// Draws the panes that fit.
pub fn draw(frame: &Frame<'_>, galleys: &mut Galleys, area: Rect, buffer: &mut Buffer) -> Drawn {
    let app = frame.app;
    let places = places(app, area);
    let marked = |row: &Row| is_marked(app, row);
    let shown = |at: At| Shown {
        pane: match (at, app.index()) {
            (At::Index, Some(index)) => index,
            (At::Margin, _) => app.margin(),
            _ => app.page(),
        },
        at,
        focus: match (at, app.at()) {
            (at, here) if at == here => Focus::Active,
            (At::Index, _) | (At::Page, At::Margin) => Focus::Shown,
            _ => Focus::Hidden,
        },
        folded: app.looks().folded,
        is_paging: app.is_paging() && at == app.at(),
        marked: &marked,
        setting: setting(frame, at, places, area.width),
        styles: frame.styles,
    };
    // In the rules stands which pane goes on below.
    rules(frame, places, area, buffer);
    let mut drawn = Drawn::default();
    for (at, place) in [(At::Index, places.index), (At::Page, places.page), (At::Margin, places.margin)] {
        let Some(place) = place else { continue };
        let galley = match at {
            At::Index => &mut galleys.index,
            At::Page => &mut galleys.page,
            At::Margin => &mut galleys.margin,
        };
        let (pane, cursor, spots) = sheet::draw(&shown(at), galley, place, buffer);
        drawn.cursor = cursor.or(drawn.cursor);
        drawn.spots.extend(spots);
        match at {
            At::Index => drawn.index = Some(pane),
            At::Page => drawn.page = Some(pane),
            At::Margin => drawn.margin = Some(pane),
        }
    }
    if area.width < TWO {
        drawn.columns = compared(app);
    }
    drawn
}

/// An index beside its page has names alone; a comparison that is narrow has one column.
fn setting(frame: &Frame<'_>, at: At, places: Places, width: u16) -> Setting {
    let columns = if width < TWO { compared(frame.app) } else { 0 };
    let extent = match at {
        At::Index if places.page.is_some() => Extent::Names,
        At::Margin if places.page.is_some() => Extent::Body,
        _ => Extent::Page,
    };
    Setting { extent, column: frame.app.looks().column.checked_rem(columns), ..frame.setting(0) }
}

/// How many columns the page compares.
fn compared(app: &App) -> usize {
    match &app.page().page().place.kind {
        Kind::Compare(columns) => columns.len(),
        _ => 0,
    }
}

fn is_marked(app: &App, row: &Row) -> bool {
    let Some(Subject::Entry(subject)) = &row.subject else { return false };
    // A row that only speaks of a role is not the role.
    !row.label.is_empty() && matches!(&subject.kind, Kind::Role(id) if app.marked().contains(id))
}

/// The rules between panes.
fn rules(frame: &Frame<'_>, places: Places, area: Rect, buffer: &mut Buffer) {
    let beside = [(places.index, places.page), (places.page, places.margin)];
    for (one, other) in beside {
        let (Some(one), Some(other)) = (one, other) else { continue };
        if one.y == other.y {
            frame.upright(one.right(), area, buffer);
        } else {
            frame.rule(Rect { y: one.bottom(), height: 1, ..area }, buffer);
        }
    }
}
