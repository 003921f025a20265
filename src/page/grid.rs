//! Rows with a cell for each column: roles beside each other, and who does which step.

use super::block::FULL_BAR;
use super::row::{Mark, Row, Symbol};

/// Rows with a cell for each column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// What each column is.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<GridRow>,
    /// Whether the remarks of the rows tell why, so that a face may fold them away.
    pub folds_remarks: bool,
}

/// One row of a grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridRow {
    /// The row.
    pub row: Row,
    /// A cell for each column.
    pub cells: Vec<Cell>,
    /// Whether all columns have the same, so that a face may fold it to a count.
    pub same: bool,
}

/// What one column has of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// It has it.
    Yes,
    /// Nothing is listed for it.
    No,
    /// It needs it this well: 1 to 4, and the level's name.
    Level(u8, String),
    /// These do it, and what the column's era did to that; nobody, where it is empty.
    Doers(Option<Mark>, String),
}

impl Cell {
    /// The cell in words, for whoever does not see it in its column.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Yes => "yes".to_owned(),
            Self::No => "not listed".to_owned(),
            Self::Level(level, name) => format!("{name} ({level} of {FULL_BAR})"),
            Self::Doers(mark, doers) => match mark.as_ref().map(|mark| mark.symbol) {
                Some(Symbol::Gone) => "gone, nobody does it".to_owned(),
                Some(Symbol::Same) => format!("stays with {doers}"),
                Some(Symbol::New) => format!("new, done by {doers}"),
                Some(Symbol::Moved) => format!("moves to {doers}"),
                Some(Symbol::Changed) => format!("changes in part, to {doers}"),
                None if doers.is_empty() => NOBODY.to_owned(),
                None => doers.clone(),
            },
        }
    }
}

/// Who does what nobody does.
pub const NOBODY: &str = "nobody";

impl Grid {
    /// Whether it tells who does what, so that a sign may stand before what a cell says.
    #[must_use]
    pub fn is_of_doers(&self) -> bool {
        self.rows.iter().flat_map(|row| &row.cells).any(|cell| matches!(cell, Cell::Doers(..)))
    }

    /// A row for who listens or reads it as an item of a list: its remarks say whose column they belong to, and
    /// what the cell there says.
    #[must_use]
    pub fn told(&self, row: &GridRow) -> Row {
        let mut told = row.row.clone();
        for (column, cell) in self.columns.iter().zip(&row.cells) {
            for remark in told.remarks.iter_mut().filter(|remark| remark.label == *column) {
                remark.label = format!("{column}, {}", cell.words()).into();
            }
        }
        told
    }

    /// The rows that are seen, as in [`seen`](super::block::Block::seen).
    pub fn seen(&self, folded: bool) -> impl Iterator<Item = &GridRow> {
        self.rows.iter().filter(move |row| !(folded && row.same))
    }
}
