//! What is wrong with the pack, to be read and mended.

use crate::content::problem::Problem;
use crate::page::Page;
use crate::page::block::Block;
use crate::page::row::{Remark, Row};
use crate::place::Place;

use super::{Prompt, section};

/// The most problems that are listed: nobody mends more before they look again.
const MOST_PROBLEMS: usize = 200;

impl Prompt {
    /// The problems of which a text stands in the file's name or in what is said.
    pub(super) fn problems(&self, text: &str, place: Place) -> Page {
        let problems = self.beneath.broken.iter().flat_map(|report| &report.problems);
        let text = text.trim().to_lowercase();
        let fits =
            |row: &Row| row.label.to_lowercase().contains(&text) || row.text.to_lowercase().contains(&text);
        let mut rows: Vec<_> = problems.enumerate().map(problem_row).filter(fits).collect();
        let subtitle = match rows.len() {
            0 if !text.is_empty() => "none of them fits".to_owned(),
            0 => "nothing is wrong with the pack".to_owned(),
            count @ 1..=MOST_PROBLEMS => format!("{count} to mend"),
            count => format!("the first {MOST_PROBLEMS} of {count}"),
        };
        rows.truncate(MOST_PROBLEMS);
        let mut blocks = Vec::new();
        section(&mut blocks, "problems", "What is wrong with the pack", Block::List(rows));
        Page { place, title: "Problems".to_owned(), subtitle, blocks }
    }

    /// The problem that is chosen: its file in the pack, and its line; the line is 0 where it is of no line.
    pub(in crate::app) fn problem(&self) -> Option<(&str, usize)> {
        let number: usize = self.pane.focus().strip_prefix("problems/")?.parse().ok()?;
        let report = self.beneath.broken.as_ref()?;
        let problem = report.problems.get(number.checked_sub(1)?)?;
        Some((&problem.file, problem.line))
    }
}

/// A problem: where it is, what it is, what stands there, and what to do.
fn problem_row((at, problem): (usize, &Problem)) -> Row {
    let stands =
        problem.line_text().filter(|text| !text.is_empty()).map(|text| Remark::new("there", text.to_owned()));
    let help = (!problem.help.is_empty()).then(|| Remark::new("help", problem.help.clone()));
    Row {
        key: format!("problems/{}", at + 1),
        label: problem.place(),
        text: problem.message.clone(),
        remarks: stands.into_iter().chain(help).collect(),
        ..Row::default()
    }
}
