//! What a room will see, before it is there: the terminal, the themes, and every stop.

use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::Arc;

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

/// The size that tours are made for: what a projector shows of a terminal in large letters.
const SIZE: (u16, u16) = (100, 28);
/// The least contrast that is read from the last row.
const CONTRAST: f64 = 7.0;

/// Writes the report; 1 where something should be changed.
pub fn report(asked: &Asked, only: Option<&Place>) -> anyhow::Result<Code> {
    let library = &asked.library;
    let theme = asked.theme_for_rooms();
    let mut text = String::new();
    let mut trouble = terminal(asked, &mut text);
    trouble |= themes(asked, theme, &mut text);
    let tours = library.tours().filter(|tour| match only.map(|place| &place.kind) {
        Some(Kind::Tour(Some((id, _)))) => tour.id == *id,
        _ => true,
    });
    let mut any = false;
    for tour in tours {
        any = true;
        trouble |= rehearse(library, tour, &mut text);
    }
    if !any {
        let _ = writeln!(text, "\nThis pack has no tours yet.");
    }
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
fn terminal(asked: &Asked, text: &mut String) -> bool {
    let (columns, lines) = SIZE;
    let _ = writeln!(text, "The terminal");
    let size = asked.streams.borrow().is_terminal.then(crossterm::terminal::size).and_then(Result::ok);
    let Some((width, height)) = size else {
        return line(text, false, "this is no terminal, so its size is not known; the rest is checked");
    };
    let letters = usize::from(width.saturating_sub(4)) / 4;
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

/// The contrast of each theme.
fn themes(asked: &Asked, used: Theme, text: &mut String) -> bool {
    let _ = writeln!(
        text,
        "\nThe themes, by their least contrast ({CONTRAST:.0}:1 and more is for rooms; t changes it)"
    );
    let mut trouble = false;
    for theme in Theme::ALL {
        let ratio = Styles::of(theme).contrast();
        let told = match ratio {
            Some(ratio) => format!("{:<16} {ratio:.1}:1", theme.name()),
            None => format!("{:<16} the terminal's own colours, which cannot be measured", theme.name()),
        };
        let is_used = theme == used;
        let is_bad = is_used && ratio.is_none_or(|ratio| ratio < CONTRAST) && theme != Theme::Mono;
        trouble |= line(text, is_bad, &format!("{told}{}", if is_used { "  in use" } else { "" }));
        if is_bad {
            line(text, true, "take --theme projector-dark or projector-light");
        }
    }
    if used == Theme::Mono && asked.looking.theme.is_none() {
        line(text, false, "colours are off here; --color always turns them on");
    }
    trouble
}

/// Every stop of a tour, as it is on a stage of the size that tours are made for.
fn rehearse(library: &Arc<Library>, tour: &Entry<Tour>, text: &mut String) -> bool {
    let _ = writeln!(text, "\n{} (tour:{}): {}", tour.title.get_ref(), tour.id, tour.length());
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
            findings.push(format!("{} is not there; name a place or a part that is", stop.place.get_ref()));
        } else {
            let Fit { shown, of } = fit(library, place);
            if shown < of {
                findings.push(format!(
                    "{shown} of {of} rows fit on {} by {}; name a part of the page, such as {}",
                    SIZE.0,
                    SIZE.1,
                    part(stop.place.get_ref(), &page)
                ));
            }
        }
        if stop.say.is_empty() {
            findings.push("it has no notes; write what to say under [[stop.say]]".to_owned());
        }
        let told = format!("{number:>2}  {}", stop.title.get_ref());
        trouble |= line(text, !findings.is_empty(), &told);
        for finding in findings {
            line(text, true, &format!("    {finding}"));
        }
    }
    trouble
}

fn fit(library: &Arc<Library>, place: Place) -> Fit {
    let looks = Looks { theme: Theme::ProjectorDark, ..Looks::default() };
    let app = App::new(Arc::clone(library), Profile::default(), &place.into(), looks);
    stage::fit(&app.on_stage(Theme::ProjectorDark), SIZE.0, SIZE.1)
}

/// A part of a page that would be less: the section of its first row, or the row.
fn part(place: &str, page: &page::Page) -> String {
    let (whole, key) = place.split_once('#').unwrap_or((place, ""));
    let row = page.blocks.iter().flat_map(page::block::Block::rows).next();
    let first = row.map_or("", |row| row.key.as_str());
    let section = first.split('/').next().unwrap_or_default();
    format!("{whole}#{}", if key == section { first } else { section })
}
