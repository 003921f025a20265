//! How things are called: entries, levels, and what stands at a place.

use super::model::Level;
use super::{Library, in_prose};
use crate::place::{Column, Kind, Listed, MADE, ME, Place};

impl Library {
    /// What stands at a place, in a few words: the name of an entry, or of the kind of page.
    #[must_use]
    pub fn title(&self, place: &Place) -> String {
        let named = |name: Option<&str>, id: &str| name.unwrap_or(id).to_owned();
        let role = |id: &str| named(self.role_name(id), id);
        let of_role = |what: &str, id: &Option<String>| match id {
            Some(id) => format!("{what}: {}", role(id)),
            None => what.to_owned(),
        };
        match &place.kind {
            Kind::Home => "Home".to_owned(),
            Kind::List(Listed::Scenarios) => "Projects".to_owned(),
            Kind::List(list) => {
                let mut title = list.word().to_owned();
                title[..1].make_ascii_uppercase();
                title
            }
            Kind::Era(id) => self.era(id).map_or_else(|| id.clone(), |era| era.name.clone()),
            Kind::Handovers => "Who hands what to whom".to_owned(),
            Kind::Role(id) => role(id),
            Kind::Tool(id) => self.tool(id).map_or_else(|| id.clone(), |tool| tool.name.to_string()),
            Kind::Toolkit(id) => self.toolkit(id).map_or_else(|| id.clone(), |toolkit| toolkit.name.clone()),
            Kind::Skill(id) => self.skill(id).map_or_else(|| id.clone(), |skill| skill.name.to_string()),
            Kind::Actor(id) => self.party_name(id).to_owned(),
            Kind::Source { id, claim } => {
                let short = self.sources.name(id).unwrap_or(id);
                claim.as_ref().map_or_else(|| short.to_owned(), |claim| format!("{short} {claim}"))
            }
            Kind::Compare(columns) if columns.is_empty() => "Compare roles".to_owned(),
            Kind::Compare(columns) => self.columns_title(columns),
            Kind::Route(None) => "Find a route".to_owned(),
            Kind::Route(Some((from, to))) if from == ME => format!("From what you know to {}", role(to)),
            Kind::Route(Some((from, to))) => format!("From {} to {}", role(from), role(to)),
            Kind::Fit => "What is near to you".to_owned(),
            Kind::Practice(id) => of_role("Practice", id),
            Kind::Progress(id) => of_role("Progress", id),
            Kind::Mock(id) => format!("Mock interview: {}", role(id)),
            Kind::Scenario(id) => named(self.scenarios.name(id), id),
            Kind::Question(id) if id.starts_with(MADE) => "A question of the guide".to_owned(),
            Kind::Question(id) => {
                self.question(id).map_or_else(|| id.clone(), |question| question.ask.to_string())
            }
            Kind::Tour(None) => "Tours".to_owned(),
            Kind::Tour(Some((id, Some(number)))) => match self.stop(id, *number) {
                Some((_, stop)) => stop.title.to_string(),
                None => id.clone(),
            },
            Kind::Tour(Some((id, None))) => named(self.tours.name(id), id),
            Kind::Search(text) => format!("Search: {text}"),
        }
    }

    /// "AI engineer and data scientist"; one role in several eras, and several roles in one, are told once.
    fn columns_title(&self, columns: &[Column]) -> String {
        let one_role = columns.windows(2).all(|pair| pair[0].role == pair[1].role);
        let one_era = columns.windows(2).all(|pair| pair[0].era == pair[1].era);
        let era = |column: &Column| {
            let era = column.era.as_deref().map(|era| self.era_or_default(Some(era)));
            era.map(|era| era.short.to_string()).unwrap_or_default()
        };
        let name = |column: &Column| self.party_name(&column.role).to_owned();
        let part = |(at, column): (usize, &Column)| {
            let name = if at == 0 { name(column) } else { in_prose(&name(column)) };
            match (one_role, one_era) {
                (true, false) => era(column),
                (_, true) => name,
                (false, false) => format!("{name} ({})", era(column)),
            }
        };
        let mut parts: Vec<_> = columns.iter().enumerate().map(part).collect();
        let last = parts.pop().unwrap_or_default();
        let joined = format!("{} and {last}", parts.join(", "));
        match columns.first() {
            Some(column) if one_role && !one_era => format!("{}, {joined}", name(column)),
            Some(column) if one_era && column.era.is_some() => format!("{joined}, {}", era(column)),
            _ => joined,
        }
    }

    /// The name of a family.
    #[must_use]
    pub fn family_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.pack.family.iter().find(|family| family.id.as_str() == id).map_or(id, |family| &family.name)
    }

    /// The name of a role.
    #[must_use]
    pub fn role_name(&self, id: &str) -> Option<&str> {
        self.roles.name(id)
    }

    /// The name of a role or an actor.
    #[must_use]
    pub fn party_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.role_name(id).or_else(|| self.actor(id).map(|actor| actor.name.as_str())).unwrap_or(id)
    }

    /// A role or actor as it stands in a sentence: "the ML engineer", "foundation models".
    #[must_use]
    pub fn the_party(&self, id: &str) -> String {
        match self.role_name(id) {
            Some(name) => format!("the {}", in_prose(name)),
            None => self.party_name(id).to_owned(),
        }
    }

    /// The name of a level.
    #[must_use]
    pub fn level_name(&self, level: Level) -> &str {
        let Some(names) = &self.pack.levels else { return "" };
        match level.number() {
            1 => &names.one,
            2 => &names.two,
            3 => &names.three,
            _ => &names.four,
        }
    }
}
