//! The lines on top of the notes: time and pace, what the room sees, and what comes next.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Frame, columns, put};

/// From this height on there is a second line.
const MORE_NEEDS: u16 = 10;
/// A screen narrower than this has no room for all times in one line, and one of this height has room for another.
const TIMES_NEED: (u16, u16) = (72, 15);

/// How many lines they take on a screen.
pub fn height(screen: Rect) -> u16 {
    let (width, height) = TIMES_NEED;
    match screen.height {
        low if low < super::FRAME_NEEDS => 0,
        low if low < MORE_NEEDS => 1,
        tall if tall >= height && screen.width < width => 3,
        _ => 2,
    }
}

/// Draws them; where it is too narrow, the pace is kept, and where it is too low, the time.
pub fn draw(frame: &Frame<'_>, area: Rect, buffer: &mut Buffer) {
    let app = frame.app;
    let lines: Vec<_> = area.rows().collect();
    let Some(talk) = app.talk() else {
        let waiting = ["waiting for a presentation".to_owned(), "\"roledex present\" begins one".to_owned()];
        return parts(frame, &waiting, area, buffer);
    };
    let Some(standing) = app.standing() else {
        return parts(frame, &[format!("the tour {:?} is not in this pack", talk.tour)], area, buffer);
    };
    let stops = app.library().tour(&talk.tour).map(|tour| &tour.stop[..]).unwrap_or_default();
    let sees = match &talk.aside {
        _ if !app.is_told() => "the presentation is gone".to_owned(),
        _ if talk.is_blank => "the room sees nothing".to_owned(),
        Some(place) => format!("the room sees {place}"),
        None => String::new(),
    };
    let number = format!("{}/{}", talk.stop, stops.len());
    let next = match stops.get(usize::from(talk.stop)) {
        Some(next) => format!("next: {}", next.title.as_str()),
        None => "next: the end".to_owned(),
    };
    let until = app.talk_ends().map(|end| format!("until {end}")).unwrap_or_default();
    let times = [standing.pace(), number, standing.here(), standing.times(), until];
    let (now, all) = times.split_at(3);
    let next = [next, sees];
    let told: &[&[String]] = if lines.len() < 3 { &[&times, &next] } else { &[now, all, &next] };
    for (at, told) in lines.iter().zip(told) {
        parts(frame, told, *at, buffer);
    }
}

/// Writes the parts of a line, as many as fit; what is important stands first.
fn parts(frame: &Frame<'_>, parts: &[String], area: Rect, buffer: &mut Buffer) {
    let mut column = 1;
    for (nth, part) in parts.iter().filter(|part| !part.is_empty()).enumerate() {
        let words = if nth == 0 { part.clone() } else { format!(" · {part}") };
        let words = frame.setting(area.width.saturating_sub(1)).cut(&frame.setting(area.width).plain(&words));
        if nth > 0 && column + columns(&words) > area.width {
            break;
        }
        let style = if nth == 0 { frame.styles.strong() } else { frame.styles.plain() };
        put(buffer, area, column, &words, style);
        column += columns(&words);
    }
}
