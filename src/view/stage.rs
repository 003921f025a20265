//! The stage: one page for a room, its title in large letters, its rows with room between them, and nothing else.

mod spread;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{Anchor, App, Ask, At, Drawn, Landing, Pane, PaneDrawn, Prompt};
use crate::content::in_prose;
use crate::page::Page;
use crate::place::{Kind, Listed};
use crate::typeset::{Item, Line, Remarks, Setting, Span, Tone, items};

use super::galley::Galley;
use super::letters::Letters;
use super::sheet::draw_line;
use super::{Frame, footer, prompt, put};
use spread::Spread;

/// From this size on there is room around the page.
const ROOMY: (u16, u16) = (60, 16);
/// Of the lines of the screen a title in drawn letters gets one in so many.
const TITLE_SHARE: u16 = 4;
/// A page lower than this has a line of title alone.
const HEAD_NEEDS: u16 = 8;
/// The column for the mark of the focused row.
const GUTTER: u16 = 2;

/// Draws the page that keys go to; what is asked stands below it in a line, or instead of it.
pub(super) fn draw(frame: &Frame<'_>, galley: &mut Galley, area: Rect, buffer: &mut Buffer) -> Drawn {
    let app = frame.app;
    let mut drawn = match app.prompt() {
        None if app.looks().blank => return Drawn::default(),
        Some(asked) if !is_a_line(asked) => {
            let drawn = prompt::draw(frame, asked, galley, inset(area), buffer);
            say(frame, area, buffer);
            return drawn;
        }
        _ => page(frame, area, buffer),
    };
    say(frame, area, buffer);
    if let Some(asked) = app.prompt() {
        let line = Rect { y: area.bottom().saturating_sub(1), height: area.height.min(1), ..area };
        buffer.set_style(line, frame.styles.ground());
        put(buffer, line, 0, &" ".repeat(line.width.into()), frame.styles.plain());
        let asked = prompt::draw(frame, asked, galley, line, buffer);
        (drawn.prompt, drawn.cursor) = (asked.prompt, asked.cursor);
    }
    drawn
}

/// Whether it is asked in one line, so that the page can stay.
fn is_a_line(asked: &Prompt) -> bool {
    matches!(asked.ask(), Ask::Stop | Ask::Leave | Ask::File { .. })
}

fn say(frame: &Frame<'_>, area: Rect, buffer: &mut Buffer) {
    if !frame.app.message().is_empty() {
        footer::say(frame, 0, area, buffer);
    }
}

/// An area with room around it, where there is enough.
fn inset(area: Rect) -> Rect {
    let (columns, lines) = ROOMY;
    let (x, y) = (2 * u16::from(area.width >= columns), u16::from(area.height >= lines));
    Rect { x: area.x + x, y: area.y + y, width: area.width - 2 * x, height: area.height - 2 * y }
}

fn page(frame: &Frame<'_>, area: Rect, buffer: &mut Buffer) -> Drawn {
    let app = frame.app;
    let inner = inset(area);
    let bottom = Rect { y: inner.bottom().saturating_sub(1), height: inner.height.min(1), ..inner };
    let body = Rect { height: inner.height.saturating_sub(2), ..inner };
    let pane = app.beneath();
    if app.looks().zoomed {
        number(frame, "", bottom, buffer);
        let (pane_drawn, cursor) = zoomed(frame, pane, body, buffer);
        return told(app, pane_drawn, cursor);
    }
    let (head, rows, spread) = lay_out(app, pane, body, &frame.setting(body.width));
    head.draw(frame, body, buffer);
    let (pane_drawn, cursor) = spread.draw(frame, pane, rows, buffer);
    number(frame, &spread.standing(), bottom, buffer);
    told(app, pane_drawn, cursor)
}

/// The head of a page, and its rows with the area below that head.
fn lay_out<'p>(app: &App, pane: &'p Pane, body: Rect, setting: &Setting) -> (Head, Rect, Spread<'p>) {
    let head = Head::new(pane.page(), &beside(app, pane.page()), body, setting);
    let rows = Rect {
        y: (body.y + head.height()).min(body.bottom()),
        height: body.height.saturating_sub(head.height()),
        ..body
    };
    let setting = Setting { width: setting.width.saturating_sub(GUTTER.into()), ..*setting };
    let spread = Spread::new(pane.page(), pane.focus(), app.looks().folded, setting, rows.height);
    (head, rows, spread)
}

/// What was found out about the pane that keys go to.
fn told(app: &App, pane: PaneDrawn, cursor: Option<(u16, u16)>) -> Drawn {
    let drawn = Drawn { cursor, ..Drawn::default() };
    match app.at() {
        At::Index => Drawn { index: Some(pane), ..drawn },
        At::Page => Drawn { page: Some(pane), ..drawn },
        At::Margin => Drawn { margin: Some(pane), ..drawn },
    }
}

/// What stands beside a subtitle: how to begin, as long as no tour was; else the era of a page that does not tell it
/// itself.
fn beside(app: &App, page: &Page) -> String {
    let lists_tours = matches!(page.place.kind, Kind::Tour(None) | Kind::List(Listed::Tours));
    if lists_tours && app.talk().is_none() && !page.subtitle.is_empty() {
        return "Enter begins one, q leaves".to_owned();
    }
    let is_of_tours = matches!(page.place.kind, Kind::Tour(_));
    let era = page.place.era.as_deref().filter(|_| !is_of_tours);
    era.and_then(|era| app.library().era(era))
        .map(|era| in_prose(&era.name))
        .filter(|era| !page.subtitle.contains(era))
        .unwrap_or_default()
}

/// At the bottom: which row of how many, where not all are seen, and which stop.
fn number(frame: &Frame<'_>, rows: &str, area: Rect, buffer: &mut Buffer) {
    let app = frame.app;
    put(buffer, area, GUTTER, &frame.setting(area.width).plain(rows), frame.styles.quiet());
    let Some((tour, stop)) = app.stop_seen() else { return };
    // A tour that is gone from the pack has no stops to count.
    let Some(stops) = app.library().tour(tour).map(|tour| tour.stop.len()) else { return };
    let back = if app.stop_here().is_some() { "" } else { "b  " };
    let words = format!("{back}{stop}/{stops}");
    let column = area.width.saturating_sub(super::columns(&words));
    put(buffer, area, column, &words, frame.styles.quiet());
}

/// The title and what has to be known first.
struct Head {
    title: Letters,
    below: Vec<Line>,
}

impl Head {
    fn new(page: &Page, era: &str, area: Rect, setting: &Setting) -> Self {
        if area.height < HEAD_NEEDS {
            return Self { title: Letters::line(&page.title, setting), below: Vec::new() };
        }
        let most = (area.height + 2) / TITLE_SHARE;
        let told: Vec<_> =
            [page.subtitle.as_str(), era].into_iter().filter(|part| !part.is_empty()).collect();
        let below = setting.flow(&[Span::new(Tone::Quiet, told.join(" · "))], 0, 0);
        let mut head = Self { title: Letters::title(&page.title, most, setting), below };
        // The rows get half of the screen at least.
        while head.height() > area.height / 2 && head.below.pop().is_some() {}
        if head.height() > area.height / 2 {
            head.title = Letters::line(&page.title, setting);
        }
        head
    }

    /// How many lines it takes, with a blank one below.
    fn height(&self) -> u16 {
        let below = u16::try_from(self.below.len()).unwrap_or(u16::MAX);
        let blank = u16::from(!self.below.is_empty());
        self.title.height().saturating_add(below).saturating_add(blank)
    }

    fn draw(&self, frame: &Frame<'_>, area: Rect, buffer: &mut Buffer) {
        self.title.draw(area, frame.styles.strong(), buffer);
        for (line, at) in self.below.iter().zip(area.rows().skip(self.title.height().into())) {
            draw_line(
                line,
                frame.styles,
                Rect { x: at.x.saturating_sub(1), width: at.width + 1, ..at },
                buffer,
            );
        }
    }
}

/// The focused row alone, in large letters with all that has to be said with it; where there is no room for that, in
/// plain words below its name.
fn zoomed(
    frame: &Frame<'_>,
    pane: &Pane,
    area: Rect,
    buffer: &mut Buffer,
) -> (PaneDrawn, Option<(u16, u16)>) {
    let setting = frame.setting(area.width.saturating_sub(GUTTER));
    let mut rows: Vec<_> =
        items(pane.page(), false).into_iter().filter(|item| item.row().is_some()).collect();
    let landing = |at: Option<usize>| {
        let row = rows.get(at?)?.row()?;
        Some(Landing { top: Anchor { part: 1, line: 0 }, focus: row.key.clone() })
    };
    let focus = rows.iter().position(|item| item.row().is_some_and(|row| row.key == pane.focus()));
    // A screen further is the next row.
    let screens = [landing(focus.map(|at| at + 1)), landing(focus.and_then(|at| at.checked_sub(1)))];
    let Some(item) = focus.map(|at| rows.swap_remove(at)) else {
        return (PaneDrawn { screens: Some(screens), ..PaneDrawn::default() }, None);
    };
    let below = below(&item, &setting);
    let room = area.height.saturating_sub(u16::try_from(below.len() + 1).unwrap_or(u16::MAX));
    if let Some(letters) = Letters::drawn(&item.spoken(), room, &setting) {
        letters.draw(area, frame.styles.strong(), buffer);
        for (line, at) in below.iter().zip(area.rows().skip(usize::from(letters.height()) + 1)) {
            draw_line(line, frame.styles, at, buffer);
        }
        return (PaneDrawn { screens: Some(screens), ..PaneDrawn::default() }, Some((area.x, area.y)));
    }
    let label = item.row().map_or("", |row| row.label.as_str());
    let label = Letters::title(label, area.height / TITLE_SHARE, &setting);
    let taken = if label.is_empty() { 0 } else { label.height() + 1 };
    label.draw(area, frame.styles.strong(), buffer);
    let rest =
        Rect { y: (area.y + taken).min(area.bottom()), height: area.height.saturating_sub(taken), ..area };
    let (drawn, cursor) = Spread::alone(item, setting, rest.height).draw(frame, pane, rest, buffer);
    // But first the rest of this one.
    let [next, before] = screens;
    let more = |top: Option<Anchor>| Some(Landing { top: top?, focus: pane.focus().to_owned() });
    let screens = [more(drawn.down).or(next), more(drawn.up).or(before)];
    (PaneDrawn { screens: Some(screens), ..drawn }, cursor)
}

/// The evidence of a row, and what has to be said with it.
fn below(item: &Item<'_>, setting: &Setting) -> Vec<Line> {
    let set = |remarks: Remarks| item.lines(&Setting { remarks, ..*setting });
    let who = item.row().map(|row| [row.attribution.clone(), row.evidence.words()]).unwrap_or_default();
    let who: Vec<_> = who.into_iter().filter(|words| !words.is_empty()).collect();
    let evidence = (!who.is_empty()).then(|| setting.flow(&[Span::new(Tone::Quiet, who.join(" · "))], 0, 0));
    let said = set(Remarks::Alone).into_iter().skip(set(Remarks::None).len());
    evidence.into_iter().flatten().chain(said).collect()
}

/// How much of a page a stage of a size shows at once, from the row that is focused on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Rows that are seen.
    pub shown: usize,
    /// Rows that there are.
    pub of: usize,
    /// Whether its title is drawn in large letters.
    pub is_titled: bool,
}

/// How much of the page that keys go to fits on a stage of so many columns and lines.
#[must_use]
pub fn fit(app: &App, columns: u16, lines: u16) -> Fit {
    let inner = inset(Rect::new(0, 0, columns, lines));
    let body = Rect { height: inner.height.saturating_sub(2), ..inner };
    let setting = Setting { ascii: app.looks().ascii, ..Setting::new(body.width.into()) };
    let (head, _, spread) = lay_out(app, app.beneath(), body, &setting);
    let (shown, of) = spread.fit();
    Fit { shown, of, is_titled: head.title.is_drawn() }
}
