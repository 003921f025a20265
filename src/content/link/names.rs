//! Names that mean two things, dates that are no days, addresses that lead nowhere.

use std::collections::BTreeMap;

use fluent_uri::Uri;
use jiff::civil::Date;

use super::Linker;
use crate::content::Entry;
use crate::content::model::{EDITORIAL, Text};
use crate::content::names::as_id;
use crate::content::problem::Rule;
use crate::content::said::Said;

impl Linker<'_> {
    /// Checks names, dates and addresses.
    pub(super) fn names(&mut self) {
        let entries = self.entries;
        self.apart("role", &entries.roles, |role| std::iter::once(&role.name).chain(&role.aliases).collect());
        self.apart("skill", &entries.skills, |skill| skill.aliases.iter().collect());
        self.apart("tool", &entries.tools, |tool| tool.aliases.iter().collect());
        for skill in entries.skills.values() {
            self.file = skill.file;
            skill.learn.iter().for_each(|one| self.address(&one.url));
        }
        for tool in entries.tools.values() {
            self.file = tool.file;
            tool.url.iter().for_each(|url| self.address(url));
            tool.since.iter().for_each(|since| self.date(since));
        }
        for source in entries.sources.values() {
            self.file = source.file;
            if source.id == EDITORIAL {
                let message = format!("no source can have the id {EDITORIAL:?}");
                let help = "as a citation that means that no source stands behind it; rename the file";
                self.find(Rule::BadId, source.read.span(), message, help);
            }
            source.url.iter().for_each(|url| self.address(url));
            source.date.iter().for_each(|date| self.date(date));
            if date(source.read.as_str()).is_none_or(|(_, is_whole)| !is_whole) {
                let message = format!("{:?} is no whole date", source.read.as_str());
                self.add(
                    Rule::BadDate,
                    &source.read,
                    message,
                    "write the day it was looked at, as 2025-03-24",
                );
            }
        }
    }

    /// Checks that no two entries of a kind go by the same name.
    fn apart<T>(
        &mut self,
        noun: &str,
        entries: &BTreeMap<String, Entry<T>>,
        names: impl Fn(&T) -> Vec<&Text>,
    ) {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        // Those of a pack that is extended first: whoever takes a name that is there has to find another.
        let mut called: Vec<_> = entries.values().map(|entry| (entry, names(&entry.data))).collect();
        called.retain(|(_, names)| !names.is_empty());
        called.sort_by_key(|(entry, _)| entry.file);
        for (entry, names) in called {
            self.file = entry.file;
            for name in names {
                let key = as_id(name.as_str());
                if entries.contains_key(&key) && key != entry.id {
                    let message =
                        format!("{:?} is the id of another {noun}, which it leads to", name.as_str());
                    let help = "take another name, or give that one another id";
                    self.add(Rule::DuplicateName, name, message, help);
                    continue;
                }
                if let Some(other) = seen.insert(key, &entry.id) {
                    let whose = if other == entry.id {
                        format!("this {noun} goes")
                    } else {
                        format!("{other:?} goes")
                    };
                    let message = format!("{whose} by the name {:?} already", name.as_str());
                    self.add(Rule::DuplicateName, name, message, "take it out of one of the two");
                }
            }
        }
    }

    /// Checks the years of figures.
    pub(super) fn years(&mut self, said: &Said<'_>) {
        said.as_of.iter().for_each(|year| self.date(year));
    }

    fn date(&mut self, text: &Text) {
        if date(text.as_str()).is_none() {
            let message = format!("{:?} is no date", text.as_str());
            self.add(Rule::BadDate, text, message, "write 2025, 2025-03 or 2025-03-24");
        }
    }

    fn address(&mut self, url: &Text) {
        let parsed = Uri::parse(url.as_str()).ok();
        let is_web = parsed.is_some_and(|uri| {
            matches!(uri.scheme().as_str(), "http" | "https")
                && uri.authority().is_some_and(|authority| authority.host().contains('.'))
        });
        if !is_web {
            let message = format!("{:?} is no address on the web", url.as_str());
            self.add(Rule::BadUrl, url, message, "write all of it, beginning with https://");
        }
    }
}

/// The first day that a date (2025, 2025-03 or 2025-03-24) covers, and whether it is a whole one.
#[must_use]
pub fn date(text: &str) -> Option<(Date, bool)> {
    let whole = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        10 => text.to_owned(),
        _ => return None,
    };
    Some((whole.parse().ok()?, text.len() == 10))
}
