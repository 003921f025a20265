//! The shapes in which rows stand on a page.

use std::iter;

use super::grid::Grid;
use super::row::{CAVEAT, Evidence, Row};
use crate::profile::Grade;

/// A part of a page. Every face matches each of these once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Begins a section.
    Heading(Heading),
    /// Paragraphs.
    Text(Vec<Row>),
    /// Items, one below the other.
    List(Vec<Row>),
    /// Facts: each row's label and what it says.
    Card(Vec<Row>),
    /// Rows with a cell for each column.
    Grid(Grid),
    /// Levels of skills.
    Bars(Vec<Bar>),
    /// Two parties, the gap between them, and the role that spans it.
    Bridge(Box<Bridge>),
    /// What was found, one line each.
    Hits(Vec<HitRow>),
    /// Points that one ticks or grades.
    Checklist(Vec<Check>),
}

/// The title of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The section's id, the first part of its rows' keys.
    pub section: String,
    /// Its title.
    pub title: String,
    /// A short remark beside it: "9 tasks".
    pub note: String,
}

/// How well a role needs a skill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The row; its label is the skill's or the role's name.
    pub row: Row,
    /// The level, 1 to 4; 0 where it is needed no more.
    pub level: u8,
    /// The level in words.
    pub word: String,
    /// How well the reader knows it, and that in words; `None` where they said nothing of what they know.
    pub known: Option<(u8, String)>,
}

/// The most that a bar shows.
pub const FULL_BAR: u8 = 4;

/// Something that was found, and the letters by which it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HitRow {
    /// The row.
    pub row: Row,
    /// The letters of its label that were looked for, counted in characters as a reader sees them.
    pub in_label: Vec<usize>,
    /// The same for its text.
    pub in_text: Vec<usize>,
}

/// A point of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The row.
    pub row: Row,
    /// What the reader said of it.
    pub tick: Tick,
}

/// What a reader said of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tick {
    /// Nothing.
    Open,
    /// Their answer had it.
    Had,
    /// It went so.
    Graded(Grade),
}

impl Tick {
    /// Whether the answer had the point.
    #[must_use]
    pub fn is_had(self) -> bool {
        match self {
            Self::Open => false,
            Self::Had => true,
            Self::Graded(grade) => grade.is_had(),
        }
    }

    /// The box that stands before the point.
    #[must_use]
    pub fn mark(self) -> String {
        match self {
            Self::Open => "[ ]".to_owned(),
            Self::Had => "[x]".to_owned(),
            Self::Graded(grade) => format!("[{}]", grade.number()),
        }
    }
}

/// Two parties and the role that spans the gap between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bridge {
    /// The row; its text says the same in a sentence.
    pub row: Row,
    /// The party on one side.
    pub left: String,
    /// The party on the other side.
    pub right: String,
    /// The role that spans the gap.
    pub by: String,
}

impl Block {
    /// The rows of the block, in order.
    #[must_use]
    pub fn rows(&self) -> Vec<&Row> {
        self.each_row().collect()
    }

    /// The row with a key.
    #[must_use]
    pub fn row(&self, key: &str) -> Option<&Row> {
        self.each_row().find(|row| row.key == key)
    }

    fn each_row(&self) -> Box<dyn Iterator<Item = &Row> + '_> {
        match self {
            Self::Heading(_) => Box::new(iter::empty()),
            Self::Text(rows) | Self::List(rows) | Self::Card(rows) => Box::new(rows.iter()),
            Self::Grid(grid) => Box::new(grid.rows.iter().map(|row| &row.row)),
            Self::Bars(bars) => Box::new(bars.iter().map(|bar| &bar.row)),
            Self::Bridge(bridge) => Box::new(iter::once(&bridge.row)),
            Self::Hits(hits) => Box::new(hits.iter().map(|hit| &hit.row)),
            Self::Checklist(checks) => Box::new(checks.iter().map(|check| &check.row)),
        }
    }

    /// The rows that are seen: without those that are the same in all columns, where they are folded.
    #[must_use]
    pub fn seen(&self, folded: bool) -> Vec<&Row> {
        match self {
            Self::Grid(grid) => grid.seen(folded).map(|row| &row.row).collect(),
            block => block.rows(),
        }
    }

    /// What its columns are; `None` where it has none.
    #[must_use]
    pub fn columns(&self) -> Option<&[String]> {
        match self {
            Self::Grid(grid) => Some(&grid.columns),
            _ => None,
        }
    }

    /// Whether a face may fold something of it.
    #[must_use]
    pub fn folds(&self) -> bool {
        match self {
            Self::Grid(grid) => grid.folds_remarks || grid.rows.iter().any(|row| row.same),
            _ => false,
        }
    }

    /// The block with some of its rows alone; `None` where none is left.
    #[must_use]
    pub fn only(&self, keep: impl Fn(&Row) -> bool) -> Option<Self> {
        fn kept<T: Clone>(all: &[T], keep: impl Fn(&T) -> bool) -> Vec<T> {
            all.iter().filter(|one| keep(one)).cloned().collect()
        }
        let block = match self {
            Self::Heading(_) => return None,
            Self::Text(rows) => Self::Text(kept(rows, keep)),
            Self::List(rows) => Self::List(kept(rows, keep)),
            Self::Card(rows) => Self::Card(kept(rows, keep)),
            Self::Grid(grid) => {
                Self::Grid(Grid { rows: kept(&grid.rows, |row| keep(&row.row)), ..grid.clone() })
            }
            Self::Bars(bars) => Self::Bars(kept(bars, |bar| keep(&bar.row))),
            Self::Bridge(bridge) => return keep(&bridge.row).then(|| self.clone()),
            Self::Hits(hits) => Self::Hits(kept(hits, |hit| keep(&hit.row))),
            Self::Checklist(checks) => Self::Checklist(kept(checks, |check| keep(&check.row))),
        };
        (!block.rows().is_empty()).then_some(block)
    }

    /// Marks caveats that say the same as the one that is seen above them, whatever is folded.
    pub fn shorten_caveats(&mut self) {
        let may_be_folded: Vec<_> = match self {
            // Where several caveats stand below one row, "above" would not tell which is meant.
            Self::Grid(grid) if grid.is_of_doers() => return,
            Self::Grid(grid) => grid.rows.iter().map(|row| row.same).collect(),
            _ => Vec::new(),
        };
        let mut above = String::new();
        for (nth, row) in self.rows_mut().into_iter().enumerate() {
            for remark in row.remarks.iter_mut().filter(|remark| remark.label == CAVEAT) {
                remark.again = remark.text == above;
                if may_be_folded.get(nth) != Some(&true) {
                    above.clone_from(&remark.text);
                }
            }
        }
    }

    /// The rows of the block, to be changed while the page is made.
    pub(super) fn rows_mut(&mut self) -> Vec<&mut Row> {
        match self {
            Self::Heading(_) => Vec::new(),
            Self::Text(rows) | Self::List(rows) | Self::Card(rows) => rows.iter_mut().collect(),
            Self::Grid(grid) => grid.rows.iter_mut().map(|row| &mut row.row).collect(),
            Self::Bars(bars) => bars.iter_mut().map(|bar| &mut bar.row).collect(),
            Self::Bridge(bridge) => vec![&mut bridge.row],
            Self::Hits(hits) => hits.iter_mut().map(|hit| &mut hit.row).collect(),
            Self::Checklist(checks) => checks.iter_mut().map(|check| &mut check.row).collect(),
        }
    }
}

impl Row {
    /// Everything that says so: for the row itself, then for its remarks.
    pub fn all_evidence(&self) -> impl Iterator<Item = &Evidence> {
        iter::once(&self.evidence).chain(self.remarks.iter().map(|remark| &remark.evidence))
    }
}
