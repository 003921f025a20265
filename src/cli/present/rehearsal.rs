//! What a room will see, before it is there: the terminal, the themes, and every stop.

use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::Arc;

use crossterm::style::Color::AnsiValue;
use crossterm::style::Stylize;
use ratatui::style::Color;

use crate::app::{App, Looks, Theme};
use crate::content::model::Tour;
use crate::content::{Entry, Library};
use crate::page;
use crate::page::tour::{is_broken, stop_place};
use crate::place::{Kind, Place};
use crate::profile::Profile;
use crate::view::stage::{self, Fit};
use crate::view::theme::Styles;

use super::super::{Asked, Code};
use super::NO_TOURS;

/// The size that tours are made for: what a projector shows of a terminal in large letters.
const SIZE: (u16, u16) = (100, 28);
/// The least contrast that is read from the last row.
const CONTRAST: f64 = 7.0;

/// Writes the report; 1 where something should be changed. What is of this room stands last, where it is seen.
pub fn report(asked: &Asked, only: Option<&Place>) -> anyhow::Result<Code> {
    let terminal = asked.streams.borrow().is_terminal.then(crossterm::terminal::size).and_then(Result::ok);
    // A larger terminal shows what a usual projector does, and more.
    let size = terminal.map_or(SIZE, |(columns, lines)| (columns.min(SIZE.0), lines.min(SIZE.1)));
    let mut text = String::new();
    let tours = asked.library.tours().filter(|tour| match only.map(|place| &place.kind) {
        Some(Kind::Tour(Some((id, _)))) => tour.id == *id,
        _ => true,
    });
    let mut trouble = false;
    for tour in tours {
        trouble |= rehearse(&asked.library, tour, size, &mut text);
    }
    if text.is_empty() {
        trouble |= line(&mut text, true, NO_TOURS);
    }
    trouble |= themes(asked, terminal.is_some(), &mut text);
    trouble |= screen(terminal, &mut text);
    let last = if trouble { "change what is marked with !, then look again" } else { "all can be read" };
    let _ = writeln!(text, "\n{last}");
    asked.write(|out| Ok(out.write_all(text.as_bytes())?))?;
    Ok(Code::from(trouble))
}

/// A line of the report; `!` stands before what should be changed.
fn line(text: &mut String, is_bad: bool, words: &str) -> bool {
    let _ = writeln!(text, "{} {words}", if is_bad { "!" } else { " " });
    is_bad
}

/// The size of the terminal, and how much text there is on it.
fn screen(terminal: Option<(u16, u16)>, text: &mut String) -> bool {
    let (columns, lines) = SIZE;
    let _ = writeln!(text, "\nThe terminal");
    let Some((width, height)) = terminal else {
        let told =
            format!("this is none, so its size is not known; the stops are as on {columns} by {lines}");
        return line(text, false, &told);
    };
    let letters = large_letters(width);
    let told = format!("{width} columns and {height} lines; {letters} large letters in a line of a title");
    let is_small = width < columns || height < lines;
    line(text, is_small, &told);
    if is_small {
        let advice =
            format!("make its letters smaller or its window larger, until it has {columns} and {lines}");
        line(text, true, &advice);
    }
    is_small
}

/// The contrast of each theme and, where somebody can see it, how words look in it.
fn themes(asked: &Asked, is_seen: bool, text: &mut String) -> bool {
    let used = asked.theme_for_rooms();
    let is_seen = is_seen && asked.looking.colour(&asked.streams.borrow().environment);
    let _ = writeln!(text, "\nThe themes, by their least contrast; {CONTRAST:.0}:1 and more is for rooms");
    let mut trouble = false;
    for theme in Theme::ALL {
        let styles = Styles::of(theme);
        let ratio = styles.contrast();
        let told = match ratio {
            Some(ratio) => format!("{:<16} {ratio:>4.1}:1", theme.name()),
            None => format!("{:<16} the terminal's own colours, which cannot be measured", theme.name()),
        };
        let is_used = theme == used;
        let is_bad = is_used && ratio.is_none_or(|ratio| ratio < CONTRAST) && theme != Theme::Mono;
        let ground = styles.ground();
        let sample = match (ground.fg, ground.bg) {
            (Some(Color::Indexed(fg)), Some(Color::Indexed(bg))) if is_seen => {
                let words = " Can the last row read this? ".with(AnsiValue(fg)).on(AnsiValue(bg));
                format!("  {words}")
            }
            _ => String::new(),
        };
        trouble |= line(text, is_bad, &format!("{told}{sample}{}", if is_used { "  in use" } else { "" }));
        if is_bad {
            line(text, true, "take --theme projector-dark or projector-light");
        }
    }
    if used == Theme::Mono && asked.looking.theme.is_none() {
        line(text, false, "colours are off here; --color always turns them on");
    }
    trouble
}

/// Every stop of a tour, as it is on a stage of a size.
fn rehearse(library: &Arc<Library>, tour: &Entry<Tour>, size: (u16, u16), text: &mut String) -> bool {
    if !text.is_empty() {
        text.push('\n');
    }
    let _ = writeln!(text, "{} (tour:{}): {}", tour.title.as_str(), tour.id, tour.length());
    let mut trouble = false;
    let minutes: u32 = tour.stop.iter().map(|stop| u32::from(stop.minutes)).sum();
    if minutes != u32::from(tour.minutes) {
        let told = format!("its stops take {minutes} minutes together, and it says {}", tour.minutes);
        trouble |= line(text, true, &told);
    }
    for (number, stop) in (1..).zip(&tour.stop) {
        let place = stop_place(&tour.id, number);
        let mut findings = Vec::new();
        let page = page::build(library, page::Reader::NOBODY, &place);
        if is_broken(&page) {
            findings.push(format!("{} is not there; name a place or a part that is", stop.place.as_str()));
        } else {
            let Fit { shown, of, is_titled } = fit(library, place, size);
            if !is_titled {
                findings.push(format!(
                    "its title is not in large letters; take plain ones, at most {} in a line",
                    large_letters(size.0)
                ));
            }
            if shown < of {
                findings.push(format!(
                    "{shown} of {of} rows fit on {} by {}; name a part of the page, such as {}",
                    size.0,
                    size.1,
                    part(stop.place.as_str(), &page)
                ));
            }
        }
        if stop.say.is_empty() {
            findings.push("it has no notes; write what to say under [[stop.say]]".to_owned());
        }
        let told = format!("{number:>2}  {}", stop.title.as_str());
        trouble |= line(text, !findings.is_empty(), &told);
        for finding in findings {
            line(text, true, &format!("    {finding}"));
        }
    }
    trouble
}

/// How many large letters a line of a title has on a screen of so many columns.
fn large_letters(columns: u16) -> u16 {
    columns.saturating_sub(4) / 4
}

fn fit(library: &Arc<Library>, place: Place, (columns, lines): (u16, u16)) -> Fit {
    let looks = Looks { theme: Theme::ProjectorDark, ..Looks::default() };
    let app = App::new(Arc::clone(library), Profile::default(), &place.into(), looks);
    stage::fit(&app.on_stage(Theme::ProjectorDark), columns, lines)
}

/// A part of a page that would be less: the section of its first row, or the row.
fn part(place: &str, page: &page::Page) -> String {
    let (whole, key) = place.split_once('#').unwrap_or((place, ""));
    let row = page.blocks.iter().flat_map(page::block::Block::rows).next();
    let first = row.map_or("", |row| row.key.as_str());
    let section = first.split('/').next().unwrap_or_default();
    format!("{whole}#{}", if key == section { first } else { section })
}
