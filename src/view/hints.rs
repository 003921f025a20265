//! Which keys are named at the bottom, in which order, and by which words.

use crate::app::keys::{Binding, Where};
use crate::app::{Action, App, Ask, At, Dress, Prompt};
use crate::page::block::Block;
use crate::place::{Column, Kind};
use crate::practice::Offer;
use crate::profile::{Run, Stage};

/// What a hint says, where that hangs on what is asked for.
pub fn word<'b>(app: &App, binding: &'b Binding) -> &'b str {
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
            Action::TakeBack if app.waiting_here().is_some() => "throw away",
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

/// What else is shown where keys have a meaning of their own.
pub fn also_at(at: Where) -> &'static [Action] {
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
pub const ORDER: &[Action] = &[
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
pub const NARROW: &[Action] = &[
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

pub fn is_project(app: &App) -> bool {
    matches!(app.subject().0.place.kind, Kind::Scenario(_))
}

/// Whether a key does something where the reader stands.
pub fn applies(app: &App, action: &Action) -> bool {
    // Looked for only where it is asked for: rows are found by their keys.
    let row = || app.subject().1;
    let page = || app.subject().0;
    let is_home = || page().place.kind == Kind::Home;
    match action {
        Action::TakeBack if app.waiting_here().is_some() => true,
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
