//! What is wrong with a pack as JSON, with what there is in it and what its sources say where that was asked for.

use serde_json::{Value, json};

use crate::content::check::{Sampled, Stats};
use crate::content::problem::{Problem, Report};

use super::document;

/// All problems of a pack; counts and statements beside them where they were asked for.
#[must_use]
pub fn checked(report: &Report, stats: Option<&Stats>, sample: Option<&[Sampled]>) -> Value {
    let problems = report.problems.iter().map(|problem| self::problem(report, problem)).collect();
    let problems = ("problems", problems);
    let stats = stats.map(|stats| ("stats", json!(stats)));
    let sample = sample.map(|sample| ("sample", json!(sample)));
    document([Some(problems), stats, sample].into_iter().flatten())
}

fn problem(report: &Report, problem: &Problem) -> Value {
    json!({
        "rule": problem.rule.name(),
        "severity": problem.severity,
        "file": report.path(problem),
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "help": problem.help,
    })
}
