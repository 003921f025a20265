//! What is drawn: bars of levels, and bridges over gaps.

use crate::page::block::{Bar, Bridge, FULL_BAR};

use super::flow::{line_width, width};
use super::item::{INDENT, LABELS_NEED, MARKED_INDENT, named, signed, with_remarks};
use super::{Line, Remarks, Setting, Span, Tone};

/// What a bar and its word take beside the labels.
const BARS_NEED: usize = 17;

/// The filled and the empty part of a bar.
pub fn bar(level: u8, setting: &Setting) -> [Span; 2] {
    let (full, empty) = if setting.ascii { ("#", ".") } else { ("█", "░") };
    let level = usize::from(level.min(FULL_BAR));
    let rest = usize::from(FULL_BAR) - level;
    [Span::new(Tone::Bar, full.repeat(level)), Span::new(Tone::Quiet, empty.repeat(rest))]
}

/// The lines of a bar: its label, what is needed, and what the reader has.
pub fn bar_lines(shown: &Bar, labels: usize, marked: bool, setting: &Setting) -> Vec<Line> {
    let row = &shown.row;
    let indent = if marked { MARKED_INDENT } else { INDENT };
    let room = if setting.width < indent + labels + BARS_NEED { 0 } else { labels };
    let blank = room.saturating_sub(width(&row.label)) + 2;
    let [full, empty] = bar(shown.level, setting);
    let mut spans = vec![
        Span::new(Tone::Strong, row.label.as_str()),
        // Blanks that must not be broken or lost where the bars stand in a column; elsewhere a bar has a line of its own
        // before it comes apart.
        Span::new(Tone::Plain, if room == 0 { "  ".to_owned() } else { "\u{a0}".repeat(blank) }),
        full,
        empty,
    ];
    // What is needed, then what the reader has; for whoever listens, in words.
    let known = shown.known.as_ref().filter(|_| !setting.aloud);
    if let Some((level, _)) = known {
        spans.push(Span::new(Tone::Plain, "\u{a0}"));
        spans.extend(bar(*level, setting));
    }
    spans.push(Span::new(Tone::Plain, format!(" {}", shown.word)));
    if let Some((_, word)) = shown.known.as_ref().filter(|_| setting.aloud) {
        spans.push(Span::new(Tone::Quiet, format!(" · you: {word}")));
    }
    spans.extend(named(&row.evidence));
    let bars = if known.is_some() { 12 } else { 7 };
    let hang = if setting.width < LABELS_NEED { indent + 2 } else { indent + room + bars };
    let mut lines = signed(setting.flow(&spans, indent, hang), row.mark.as_ref());
    for span in lines.iter_mut().flatten() {
        if span.text.contains('\u{a0}') {
            span.text = span.text.replace('\u{a0}', " ");
        }
    }
    with_remarks(lines, row, indent, setting)
}

/// The narrowest a drawn bridge gets; below that the sentence stands alone.
const BRIDGE_NEEDS: usize = 12;

/// The lines of a bridge: what it spans and who bridges it, or a sentence where there is no room.
pub fn bridge_lines(bridge: &Bridge, setting: &Setting) -> Vec<Line> {
    let (dash, from, to) = if setting.ascii { ("-", "`", "'") } else { ("─", "└", "┘") };
    let room = setting.width.min(66).saturating_sub(2 * INDENT);
    let names = width(&bridge.left) + width(&bridge.right);
    let dashes = room.saturating_sub(names + " gap ".len() + 2);
    let mut lines = Vec::new();
    let spanned = room.saturating_sub(names / 2 + 6);
    if dashes >= BRIDGE_NEEDS && width(&bridge.by) <= spanned {
        let half = dash.repeat(dashes / 2);
        let quiet = |text: String| Span::new(Tone::Quiet, text);
        let blank = Span::new(Tone::Plain, " ".repeat(INDENT));
        let top = vec![
            blank.clone(),
            Span::new(Tone::Plain, format!("{} ", bridge.left)),
            quiet(format!("{half} gap {half}")),
            Span::new(Tone::Plain, format!(" {}", bridge.right)),
        ];
        let (start, end) = (width(&bridge.left) / 2, line_width(&top) - INDENT - width(&bridge.right) / 2);
        let span = end.saturating_sub(start + 2 + width(&bridge.by) + 2);
        let bottom = vec![
            blank,
            Span::new(Tone::Plain, " ".repeat(start)),
            Span::new(Tone::Bar, format!("{from}{} ", dash.repeat(span / 2))),
            Span::new(Tone::Strong, bridge.by.as_str()),
            Span::new(Tone::Bar, format!(" {}{to}", dash.repeat(span - span / 2))),
        ];
        lines.extend([top, bottom]);
    }
    if lines.is_empty() || setting.aloud || setting.remarks == Remarks::Alone {
        let sentence = Span::new(Tone::Quiet, bridge.row.text.as_str());
        let spans: Vec<_> = std::iter::once(sentence).chain(named(&bridge.row.evidence)).collect();
        lines.extend(setting.flow(&spans, INDENT, INDENT));
    }
    lines
}
