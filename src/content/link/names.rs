//! Names that mean two things, dates that are no days, addresses that lead nowhere.

use std::collections::BTreeMap;

use fluent_uri::Uri;
use jiff::civil::Date;

use super::Linker;
use crate::content::model::{EDITORIAL, Text};
use crate::content::problem::Rule;
use crate::content::resolve::as_id;
use crate::content::said::Said;

impl Linker<'_> {
    /// Checks names of roles, dates and addresses.
    pub(super) fn names(&mut self) {
        let entries = self.entries;
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        // Those of a pack that is extended first: whoever takes a name that is there has to find another.
        let mut roles: Vec<_> = entries.roles.values().collect();
        roles.sort_by_key(|role| role.file);
        for role in roles {
            self.file = role.file;
            for name in std::iter::once(&role.name).chain(&role.aliases) {
                let key = as_id(name.get_ref());
                if entries.roles.contains_key(&key) && key != role.id {
                    let message =
                        format!("{:?} is the id of another role, which it leads to", name.get_ref());
                    self.add(
                        Rule::DuplicateName,
                        name,
                        message,
                        "take another name, or rename that role's file",
                    );
                    continue;
                }
                if let Some(other) = seen.insert(key, &role.id) {
                    let whose = if other == role.id {
                        "this role goes".to_owned()
                    } else {
                        format!("{other:?} goes")
                    };
                    let message = format!("{whose} by the name {:?} already", name.get_ref());
                    self.add(Rule::DuplicateName, name, message, "take it out of one of the two");
                }
            }
        }
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
            if date(source.read.get_ref()).is_none_or(|(_, is_whole)| !is_whole) {
                let message = format!("{:?} is no whole date", source.read.get_ref());
                self.add(
                    Rule::BadDate,
                    &source.read,
                    message,
                    "write the day it was looked at, as 2025-03-24",
                );
            }
        }
    }

    /// Checks the years of figures.
    pub(super) fn years(&mut self, said: &Said<'_>) {
        said.as_of.iter().for_each(|year| self.date(year));
    }

    fn date(&mut self, text: &Text) {
        if date(text.get_ref()).is_none() {
            let message = format!("{:?} is no date", text.get_ref());
            self.add(Rule::BadDate, text, message, "write 2025, 2025-03 or 2025-03-24");
        }
    }

    fn address(&mut self, url: &Text) {
        let parsed = Uri::parse(url.get_ref().as_str()).ok();
        let is_web = parsed.is_some_and(|uri| {
            matches!(uri.scheme().as_str(), "http" | "https")
                && uri.authority().is_some_and(|authority| authority.host().contains('.'))
        });
        if !is_web {
            let message = format!("{:?} is no address on the web", url.get_ref());
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
