//! Tells all that is wrong with a pack, what there is in it, and what its sources say.

use std::fmt::Write as _;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::content::check::{Checked, Sampled, Stats, check};
use crate::content::model::{Stop, Tour};
use crate::content::problem::{Finding, Report, Rule, Severity};
use crate::content::{Entry, FileId, Library, LoadError};
use crate::environment::Environment;
use crate::page::tour::{is_broken, stop_place};
use crate::page::{self, Reader};
use crate::record;
use crate::typeset::{self, Setting, Span, Tone};
use crate::visible::shown;

use super::{Code, Options};

/// What to check, and what to tell of it.
#[derive(Clone, Debug, Args)]
pub struct Check {
    /// The folder of the pack [default: that of --content, or this one if it holds a pack, or else the built-in pack]
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// How to write it
    #[arg(long, default_value = "text")]
    format: CheckFormat,
    /// Take warnings for errors
    #[arg(long)]
    strict: bool,
    /// Tell what a rule asks for, and why
    #[arg(long, value_name = "RULE", value_parser = rule(), hide_possible_values = true, conflicts_with = "format")]
    explain: Option<Rule>,
    /// Count what there is, and on what evidence it rests
    #[arg(long)]
    stats: bool,
    /// Print so many statements beside what their sources say, drawn at random
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// Draw the sample that this number stands for
    #[arg(long, value_name = "N", default_value_t = 1, requires = "sample")]
    seed: u64,
}

/// How problems are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    /// For people, with excerpts
    Text,
    /// JSON, a contract with `schema_version`
    Json,
    /// Annotations of a workflow on GitHub
    Github,
}

/// Reads the name of a rule.
fn rule() -> impl TypedValueParser<Value = Rule> {
    PossibleValuesParser::new(Rule::ALL.iter().map(|rule| rule.name()))
        // Only names of rules come this far.
        .map(|name| Rule::named(&name).unwrap_or(Rule::Syntax))
}

/// The day it is, in the time of Greenwich: evidence ages by months.
pub fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

/// Checks a pack and prints what was asked for; the code is 1 where something has to be mended.
pub fn run(asked: &Check, options: &Options) -> anyhow::Result<Code> {
    let mut out = BufWriter::new(io::stdout().lock());
    if let Some(rule) = asked.explain {
        writeln!(out, "{} ({})\n", rule.name(), rule.severity().word())?;
        for line in Setting::new(80).flow(&[Span::new(Tone::Plain, rule.explanation())], 0, 0) {
            writeln!(out, "{}", typeset::words(&line))?;
        }
        out.flush()?;
        return Ok(0);
    }
    let folder = asked.folder.as_deref().or_else(|| options.folder_at_hand());
    let name = || folder.map(|folder| shown(&folder.display().to_string())).unwrap_or_default();
    let mut checked =
        check(folder, today()).map_err(|error| LoadError::Unreadable { folder: name(), error })?;
    if checked.report.count(Severity::Error) == 0 {
        checked.add(broken_stops(&folder.map_or_else(Library::built_in, Library::from_folder)?));
    }
    if asked.strict {
        checked.report = checked.report.strict();
    }
    let report = &checked.report;
    let code = Code::from(report.count(Severity::Error) > 0);
    match write(&checked, asked, options, &mut out).and_then(|()| Ok(out.flush()?)) {
        // Whoever reads may stop reading; the pack is as bad as before.
        Err(error) if super::is_broken_pipe(&error) => Ok(code),
        written => written.map(|()| code),
    }
}

/// Stops of tours that show nothing: their place cannot be, or has no such part.
fn broken_stops(library: &Library) -> Vec<(FileId, Finding)> {
    let stops = library.tours().flat_map(|tour| (1..).zip(&tour.stop).map(move |stop| (tour, stop)));
    let broken = stops.filter(|(tour, (number, _))| {
        is_broken(&page::build(library, Reader::NOBODY, &stop_place(&tour.id, *number)))
    });
    let finding = |(tour, (number, stop)): (&Entry<Tour>, (u16, &Stop))| {
        let shown = library.shown_at(&stop_place(&tour.id, number)).place;
        let message = match library.canonical(shown) {
            Err(error) => error.to_string(),
            Ok(_) => format!("{} is not there", stop.place.as_str()),
        };
        let help =
            "name a place or a part that is; asked for this one, `roledex show` tells which parts there are";
        let span = Some(stop.place.span());
        (tour.file, Finding { rule: Rule::BadPlace, span, message, help: help.to_owned() })
    };
    broken.map(finding).collect()
}

/// Writes what was asked for.
fn write(checked: &Checked, asked: &Check, options: &Options, out: &mut impl Write) -> anyhow::Result<()> {
    let report = &checked.report;
    let stats = asked.stats.then(|| checked.stats());
    let sample = asked.sample.map(|count| checked.sample(count, asked.seed));
    match asked.format {
        CheckFormat::Json => {
            let value = record::checked(report, stats.as_ref(), sample.as_deref());
            writeln!(out, "{}", serde_json::to_string_pretty(&value)?)?;
        }
        CheckFormat::Github => out.write_all(annotations(report).as_bytes())?,
        CheckFormat::Text => {
            let colour =
                io::stdout().is_terminal() && options.looking.colour(&Environment::of_this_process());
            let told = stats.is_some() || sample.is_some();
            if let Some(stats) = stats {
                out.write_all(counts(&stats).as_bytes())?;
            }
            if let Some(sample) = sample {
                out.write_all(sheet(&sample).as_bytes())?;
            }
            writeln!(out, "{}", if told { report.summary() } else { report.text(colour) })?;
        }
    }
    Ok(())
}

/// Problems as GitHub's workflow commands: <https://docs.github.com/actions/reference/workflow-commands>.
fn annotations(report: &Report) -> String {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let mut text = String::new();
    for problem in &report.problems {
        let joint = if problem.help.is_empty() { "" } else { "; " };
        let _ = writeln!(
            text,
            "::{} file={},line={},col={},title={}::{}{joint}{}",
            problem.severity.word(),
            property(&report.path(problem)),
            problem.line.max(1),
            problem.column.max(1),
            property(problem.rule.name()),
            data(&problem.message),
            data(&problem.help),
        );
    }
    text
}

/// What there is, for people.
fn counts(stats: &Stats) -> String {
    let mut text = String::new();
    let mut table = |title: &str, rows: &mut dyn Iterator<Item = (&str, usize)>| {
        let _ = writeln!(text, "{title}");
        for (name, count) in rows {
            let _ = writeln!(text, "  {count:>6}  {name}");
        }
        text.push('\n');
    };
    table("ENTRIES", &mut stats.entries.iter().map(|(name, count)| (*name, *count)));
    let rest = stats.statements - stats.sourced - stats.editorial;
    let who = [("cite a source", stats.sourced), ("are editorial", stats.editorial), ("say nothing", rest)];
    table("STATEMENTS", &mut who.into_iter().filter(|(_, count)| *count > 0));
    table(
        "EVIDENCE, by the strongest that a statement cites",
        &mut stats.evidence.iter().map(|(name, count)| (*name, *count)),
    );
    let mut sources: Vec<_> = stats.sources.iter().map(|(id, count)| (id.as_str(), *count)).collect();
    sources.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    table("SOURCES, by the statements that cite them", &mut sources.into_iter());
    if let Some(share) = (stats.sourced * 100).checked_div(stats.statements) {
        let _ = writeln!(text, "{share} % of statements cite a source");
    }
    text
}

/// Statements beside what their sources say, for somebody who did not write them.
fn sheet(sample: &[Sampled]) -> String {
    let mut text = String::new();
    for (at, one) in sample.iter().enumerate() {
        let _ = writeln!(text, "{:>3}  {}\n     says    {}", at + 1, one.place, one.text);
        for (citation, says) in &one.evidence {
            let says = says.as_deref().unwrap_or("cited whole");
            let _ = writeln!(text, "     source  {citation}: {says}");
        }
        text.push('\n');
    }
    text
}
