//! What makes a pack worse without keeping it from being used: the warnings of `roledex check`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use jiff::ToSpan;
use jiff::civil::Date;
use unicode_width::UnicodeWidthStr;

use super::FileId;
use super::files::Files;
use super::link::{date, placed};
use super::load::Entries;
use super::model::{ClaimKind, RoleEra, Text, citation_parts};
use super::problem::{Finding, Problem, Rule};
use super::said::Said;

/// The widest name that is shown whole everywhere, in columns.
const WIDEST_NAME: usize = 28;
/// The widest words for what is handed over, in columns.
const WIDEST_WHAT: usize = 60;
/// How long evidence holds before somebody should look at it again, in months.
const FRESH_MONTHS: i32 = 24;
/// How many statements may cite a source that does not list its claims.
const MOST_UNLISTED: usize = 5;
/// How many points tell a good answer to a question.
const POINTS: RangeInclusive<usize> = 3..=7;
/// The fewest answers among which a room can choose.
const FEWEST_OPTIONS: usize = 2;
/// With fewer neighbours than this, nothing can be said about what is usual.
const FEWEST_NEIGHBOURS: usize = 4;

/// Finds what is to be mended in the files of the pack itself, not in those of one that it extends.
pub fn lint(entries: &Entries, said: &[Said<'_>], files: &Files, today: Date, problems: &mut Vec<Problem>) {
    let mut lint = Lint { files, findings: BTreeMap::new() };
    lint.evidence(entries, said);
    lint.sources(entries, said, today);
    lint.names(entries);
    lint.thin_roles(entries);
    lint.amounts(entries);
    problems.extend(placed(lint.findings, files));
}

struct Lint<'f> {
    files: &'f Files,
    findings: BTreeMap<FileId, Vec<Finding>>,
}

impl Lint<'_> {
    fn add(&mut self, file: FileId, at: &Text, rule: Rule, message: String, help: &str) {
        if self.files.is_own(file) {
            let finding = Finding { rule, span: Some(at.span()), message, help: help.to_owned() };
            self.findings.entry(file).or_default().push(finding);
        }
    }

    fn evidence(&mut self, entries: &Entries, said: &[Said<'_>]) {
        for said in said.iter().filter(|said| said.is_statement) {
            self.figures(said);
            // In a file of which something was left out, that may be the sources.
            if !said.sources.is_empty() || entries.unsound.contains(&said.file) {
                continue;
            }
            let message = "nobody says so: this statement has no sources".to_owned();
            let help = "name who says so, or write sources = [\"editorial\"]";
            self.add(said.file, said.text, Rule::NoEvidence, message, help);
        }
    }

    /// Looks for shares without their year.
    fn figures(&mut self, said: &Said<'_>) {
        let text = said.text.as_str();
        let share = ["%", "per cent", "percent"]
            .into_iter()
            .flat_map(|sign| text.match_indices(sign))
            .any(|(at, _)| text[..at].trim_end().ends_with(|c: char| c.is_ascii_digit()));
        let has_year =
            |words: &str| words.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 4);
        if share && said.as_of.is_none() && !has_year(text) {
            let message = "this share has no year".to_owned();
            self.add(
                said.file,
                said.text,
                Rule::UndatedFigure,
                message,
                "add as_of with the year of the figure",
            );
        }
    }

    fn sources(&mut self, entries: &Entries, said: &[Said<'_>], today: Date) {
        let citations: BTreeSet<&str> = said.iter().flat_map(|said| said.sources).map(Text::as_str).collect();
        let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
        for said in said {
            let cited: BTreeSet<_> =
                said.sources.iter().map(|citation| citation_parts(citation.as_str()).0).collect();
            for source in cited {
                *uses.entry(source).or_default() += 1;
            }
        }
        // Where a file could not be read, nobody knows what it cites.
        let is_whole = entries.unsound.is_empty() && entries.incomplete.is_empty();
        let oldest = today.saturating_sub(FRESH_MONTHS.months());
        for source in entries.sources.values() {
            let file = source.file;
            let count = uses.get(source.id.as_str()).copied().unwrap_or_default();
            if count == 0 && is_whole {
                let message = "nothing cites this source".to_owned();
                self.add(file, &source.title, Rule::UnusedSource, message, "cite it, or take the file out");
            }
            if count > MOST_UNLISTED && source.claim.is_empty() {
                let message = format!("{count} statements cite this source, and it lists no claims");
                let help = "list what it says as [claim.KEY], and cite those";
                self.add(file, &source.title, Rule::UnlistedClaims, message, help);
            }
            if date(source.read.as_str()).is_some_and(|(read, _)| read < oldest) {
                let message = format!("nobody looked at this source for more than {FRESH_MONTHS} months");
                let help = "look whether it still says so, and bring the date up to date";
                self.add(file, &source.read, Rule::StaleEvidence, message, help);
            }
            for (key, claim) in source.claim.iter().filter(|(_, claim)| claim.kind != ClaimKind::Meta) {
                if is_whole
                    && count > 0
                    && !citations.contains(format!("{}.{}", source.id, key.as_str()).as_str())
                {
                    let message = format!("nothing cites the claim {:?}", key.as_str());
                    let help = "cite it, take it out, or give it the kind \"meta\"";
                    self.add(claim.file.unwrap_or(file), key, Rule::UnusedClaim, message, help);
                }
            }
        }
    }

    fn names(&mut self, entries: &Entries) {
        let roles = entries.roles.values().map(|role| (role.file, &role.data.name));
        let skills = entries.skills.values().map(|skill| (skill.file, &skill.data.name));
        let tools = entries.tools.values().map(|tool| (tool.file, &tool.data.name));
        for (file, name) in roles.chain(skills).chain(tools) {
            let help = "shorten it; the whole name can be an alias or stand in what is said about it";
            self.width(file, name, Rule::LongName, WIDEST_NAME, help);
        }
        for role in entries.roles.values() {
            let gets = role.data.gets.iter().map(|gets| &gets.what);
            for what in role.data.gives.iter().map(|gives| &gives.what).chain(gets) {
                let help = "keep what is handed over; what goes wrong with it belongs into `trouble`";
                self.width(role.file, what, Rule::LongWhat, WIDEST_WHAT, help);
            }
        }
    }

    fn width(&mut self, file: FileId, text: &Text, rule: Rule, widest: usize, help: &str) {
        let width = text.as_str().width();
        if width > widest {
            let message = format!("this is {width} columns wide, and {widest} fit");
            self.add(file, text, rule, message, help);
        }
    }

    /// Finds roles with less than a third of what is usual in an era.
    fn amounts(&mut self, entries: &Entries) {
        for asked in &entries.questions {
            let those =
                asked.data.question.iter().filter(|question| !POINTS.contains(&question.points.len()));
            for question in those {
                let (fewest, most) = (POINTS.start(), POINTS.end());
                let message = format!(
                    "points of this question: {}; {fewest} to {most} are held against an answer",
                    question.points.len()
                );
                let help = "write what tells a good answer from a weak one, each point by itself";
                self.add(asked.file, &question.ask, Rule::HowMany, message, help);
            }
        }
        for tour in entries.tours.values().filter(|tour| !entries.unsound.contains(&tour.file)) {
            if tour.stop.is_empty() {
                let help = "add [[stop]] with a place, a title and minutes";
                self.add(tour.file, &tour.title, Rule::HowMany, "this tour has no stops".to_owned(), help);
            }
            let votes = tour.stop.iter().filter_map(|stop| stop.vote.as_ref());
            for vote in votes.filter(|vote| vote.options.len() < FEWEST_OPTIONS) {
                let message = format!(
                    "options of this vote: {}; {FEWEST_OPTIONS} are the fewest to choose from",
                    vote.options.len()
                );
                let help = "add what else one can answer, or take the vote out";
                self.add(tour.file, &vote.ask, Rule::HowMany, message, help);
            }
        }
    }

    fn thin_roles(&mut self, entries: &Entries) {
        let mut told = BTreeSet::new();
        for era in entries.eras.keys() {
            let roles: Vec<_> = entries.roles.values().filter(|role| role.exists_in(era)).collect();
            let mut weights: Vec<_> = roles.iter().filter_map(|role| role.in_era(era)).map(weight).collect();
            weights.sort_unstable();
            let usual = weights.get(weights.len() / 2).copied().unwrap_or_default();
            if roles.len() <= FEWEST_NEIGHBOURS {
                continue;
            }
            for role in roles.into_iter().filter(|role| !entries.unsound.contains(&role.file)) {
                let Some((key, now)) = role.era.get_key_value(era.as_str()) else { continue };
                let own = weight(now);
                // Said once of a role, in the first era in which it is so.
                if own * 3 < usual && told.insert(role.id.as_str()) {
                    let message =
                        format!("tasks, skills and tools of this role in this era: {own}; usual are {usual}");
                    let help = "say more of it, or leave the role out until there is more to say";
                    self.add(role.file, key, Rule::ThinRole, message, help);
                }
            }
        }
    }
}

/// How much is said of a role in an era.
fn weight(era: &RoleEra) -> usize {
    era.does.len() + era.keeps.len() + era.skills.len() + era.helpful.len() + era.tools.len()
}
