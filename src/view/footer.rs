//! The line at the bottom: what one can press here, or one line that has to be said.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};

use crate::app::keys::{BINDINGS, Binding, Where};
use crate::app::{Action, App, Ask, At, Dress, Press, Prompt, Spot};
use crate::page::block::Block;
use crate::place::{Column, Kind};
use crate::practice::Offer;
use crate::profile::{Run, Stage};
use crate::typeset::{self, Line, Span, Tone, ascii};

use super::{Frame, put, spot};

/// A hint: its key, its word, and what pressing it does; nothing where it stands for several keys.
type Hint<'a> = (String, &'a str, Option<Action>);

/// Draws the line; where it is too narrow, hints go from the middle, and help and quitting stay.
pub fn draw(frame: &Frame<'_>, columns: usize, area: Rect, buffer: &mut Buffer) -> Vec<Spot> {
    let app = frame.app;
    let shown = |key: &str| if frame.ascii() { ascii(key) } else { key.to_owned() };
    let at = app.whereabouts();
    let is_narrow = area.width < WIDE;
    let applies = |action: &Action| match action {
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
    let is_at =
        |one: &&Binding| one.at == at || (one.at == Where::Everywhere && also_at(at).contains(&one.action));
    let bindings =
        BINDINGS.iter().filter(is_at).filter(|one| !one.hint.0.is_empty() && !is_left_out(&one.action));
    let mut hints: Vec<Hint<'_>> = bindings
        .filter(|one| applies(&one.action))
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

/// The columns between two hints.
fn gap(width: u16) -> u16 {
    if width < WIDE { 2 } else { 3 }
}

fn hint_width((key, word, _): &Hint<'_>) -> u16 {
    let word = if word.is_empty() { 0 } else { super::columns(word) + 1 };
    super::columns(key) + word
}

/// What a hint says, where that hangs on what is asked for.
fn word<'b>(app: &App, binding: &'b Binding) -> &'b str {
    match app.prompt().map(Prompt::ask) {
        Some(Ask::File { .. }) if binding.action == Action::Enter => "write it",
        Some(Ask::Problems) if binding.action == Action::Enter && !app.is_served() => "edit it",
        Some(Ask::Help) if binding.action == Action::Enter => "press it",
        Some(_) => binding.hint.1,
        None if app.note().is_some() && binding.action == Action::Enter => "new line",
        None if app.note().is_some() => "done",
        None => match binding.action {
            Action::Reveal => reveal_word(app),
            Action::TakeBack if is_asking(app) => "question before",
            Action::Enter => match app.offer_here() {
                Some(Offer::Begin(_)) => "begin",
                Some(Offer::Resume(_)) => "resume",
                Some(Offer::PutAway) => "take it",
                None => binding.hint.1,
            },
            Action::Raise if app.asks_for_liking() => "yes",
            Action::Lower if app.asks_for_liking() => "no",
            Action::Fold if app.looks().folded && is_project(app) => "why",
            Action::Fold if app.looks().folded => "unfold",
            _ => binding.hint.1,
        },
    }
}

/// From this width on each grade has a hint of its own.
const GRADES_NEED: u16 = 72;

/// What else is shown where keys have a meaning of their own.
fn also_at(at: Where) -> &'static [Action] {
    match at {
        Where::Practice => &[Action::Back, Action::Enter, Action::Search, Action::Sources, Action::CopyRow],
        Where::Tour => &[
            Action::Enter,
            Action::Search,
            Action::Sources,
            Action::EarlierEra,
            Action::Down,
            Action::Palette,
        ],
        Where::Everywhere | Where::Typing => &[],
    }
}

/// What Space does to the open question.
fn reveal_word(app: &App) -> &'static str {
    let Some(run) = app.run() else { return "reveal" };
    let is_last = run.number() == run.cards.len();
    match (run.stage(), run.card()) {
        (None, Some(card)) if card.revealed && card.answered >= card.asked => "tick",
        (None, _) => "reveal",
        (Some(Stage::Judging), _) if run.would_judge(app.library(), app.page().focus()) => "had it",
        (Some(Stage::Judging), _) if run.has_unjudged(app.library()) => "next point",
        (Some(_), _) if is_last => "finish",
        (Some(_), _) => "next",
    }
}

fn is_asking(app: &App) -> bool {
    app.run().and_then(Run::stage) == Some(Stage::Asking)
}

/// Whether a key of practice does something with the open question.
fn applies_in_run(app: &App, action: &Action) -> bool {
    let Some((run, card)) = app.run().map(|run| (run, run.card())) else { return false };
    match action {
        Action::Grade(_) => match run.stage() {
            None => card.is_some_and(|card| card.revealed),
            Some(_) => run.judges(app.library(), app.page().focus()),
        },
        Action::TakeBack => match &run.clock {
            None => run.at > 0,
            Some(clock) => match clock.stage {
                Stage::Asking => run.at > 0,
                Stage::Judging => !clock.judged.is_empty() || clock.left > 0,
                Stage::Done => true,
            },
        },
        Action::FollowUp => {
            let asks = run.question(app.library()).map_or(0, |question| question.follow_ups.len());
            run.stage() != Some(Stage::Judging) && card.is_some_and(|card| card.asked < asks)
        }
        Action::Reveal => match (run.stage(), card) {
            (None, Some(card)) if card.revealed && card.answered >= card.asked => {
                run.has_point(app.library(), app.page().focus())
            }
            _ => card.is_some(),
        },
        _ => card.is_some(),
    }
}

/// What is the most useful stands first.
const ORDER: &[Action] = &[
    Action::Resume,
    Action::Zoom,
    Action::NextPane,
    Action::Search,
    Action::Mark,
    Action::Compare,
    Action::Raise,
    Action::Lower,
    Action::Fold,
    Action::Route,
    Action::Enter,
    Action::Back,
    Action::EarlierEra,
    Action::Down,
    Action::Sources,
    Action::CopyRow,
    Action::Export,
    Action::Bookmark,
    Action::Palette,
];

/// Where there is room for a few: the way back and in first.
const NARROW: &[Action] = &[
    Action::Resume,
    Action::Zoom,
    Action::NextPane,
    Action::Back,
    Action::Enter,
    Action::Raise,
    Action::Lower,
    Action::Search,
    Action::Sources,
    Action::Mark,
    Action::EarlierEra,
    Action::Compare,
    Action::Fold,
    Action::Route,
    Action::CopyRow,
    Action::Down,
    Action::Export,
    Action::Bookmark,
    Action::Palette,
];

fn is_project(app: &App) -> bool {
    matches!(app.subject().0.place.kind, Kind::Scenario(_))
}

/// Whether a key does something where the reader stands.
fn applies(app: &App, action: &Action) -> bool {
    // Looked for only where it is asked for: rows are found by their keys.
    let row = || app.subject().1;
    let page = || app.subject().0;
    let is_home = || page().place.kind == Kind::Home;
    match action {
        action if action.is_of_runs() => applies_in_run(app, action),
        Action::Enter => {
            app.offer_here().is_some() || app.active().focused().is_some_and(|row| !row.links.is_empty())
        }
        Action::Back => !is_home() || app.at() == At::Margin,
        Action::Resume => app.looks().dress == Dress::Notes && !app.reads_notes(),
        Action::Mark | Action::Route => app.role_here().is_some(),
        Action::Raise | Action::Lower => app.can_raise(),
        Action::Compare => {
            let is_shown = |columns: &[Column]| columns.iter().map(|column| &column.role).eq(app.marked());
            let shown = matches!(&page().place.kind, Kind::Compare(columns) if is_shown(columns));
            !shown && (!app.marked().is_empty() || app.role_here().is_some())
        }
        // As the way back to all panes.
        Action::Zoom => app.looks().zoomed,
        Action::Fold => page().blocks.iter().any(Block::folds),
        Action::EarlierEra => app.library().eras().len() > 1,
        Action::Sources if app.run().is_some() => {
            let judging = app.run().and_then(Run::stage) == Some(Stage::Judging);
            judging || app.run().and_then(Run::card).is_some_and(|card| card.revealed)
        }
        Action::Sources => row().is_some_and(|row| row.all_evidence().any(|one| !one.citations.is_empty())),
        Action::CopyRow | Action::Export => !is_home(),
        _ => true,
    }
}
