//! A skill: what it is, who needs it how well, and what to learn first.

use crate::content::model::{Level, Skill};
use crate::content::{Entry, EntryKind, in_prose};
use crate::place::Place;

use super::Page;
use super::block::{Bar, Block};
use super::draft::{Draft, also};
use super::row::Row;
use super::tool::tool_row;

/// The page of a skill in an era.
pub fn page(mut draft: Draft<'_>, place: &Place, skill: &Entry<Skill>) -> Page {
    let library = draft.library;
    let about = Row {
        key: "about/1".to_owned(),
        text: skill.about.to_string(),
        origin: Some(skill.origin(&skill.about)),
        ..Row::default()
    };
    let told = draft.reader.profile.skills.contains_key(skill.id.as_str());
    let known = match draft.levels().get(skill.id.as_str()).and_then(|level| Level::of(*level)) {
        Some(level) if told => format!("You: {}. x and X raise and lower it.", library.level_name(level)),
        Some(level) => format!(
            "You: {}, for you know what needs it first. x says that you know it better.",
            library.level_name(level)
        ),
        None => "You have not said that you know it; x says so.".to_owned(),
    };
    let known = Row { key: "about/known".to_owned(), text: known, ..Row::default() };
    draft.block(Block::Text(vec![about, known]));
    let needs = skill.needs.iter().map(|id| skill_row(&draft, "needs", id.as_str())).collect();
    draft.section("needs", "Learn first", String::new(), Block::List(needs));
    let roles = role_bars(&draft, &skill.id);
    if roles.is_empty() {
        let text = format!("No role needs it {}.", in_prose(&draft.era.name));
        let none = Row { key: "roles/none".to_owned(), text, ..Row::default() };
        draft.section("roles", "Roles that need it", String::new(), Block::Text(vec![none]));
    }
    let note = "levels are the guide's own judgement".to_owned();
    draft.section("roles", "Roles that need it", note, Block::Bars(roles));
    let tools = library.tools().filter(|tool| tool.skills.iter().any(|id| *id.as_str() == skill.id));
    let tools = tools.map(|tool| tool_row(&draft, "tools", &tool.id)).collect();
    draft.section("tools", "Tools that exercise it", String::new(), Block::List(tools));
    let leads = library.skills().filter(|other| other.needs.iter().any(|id| *id.as_str() == skill.id));
    let leads = leads.map(|other| skill_row(&draft, "leads", &other.id)).collect();
    draft.section("leads", "It opens the way to", String::new(), Block::List(leads));
    let learn = skill.learn.iter().enumerate().map(|(index, resource)| Row {
        key: format!("learn/{}", index + 1),
        label: resource.title.to_string(),
        text: resource.url.to_string(),
        origin: Some(skill.origin(&resource.title)),
        ..Row::default()
    });
    let learn = learn.collect();
    draft.section("learn", "Where to learn it", String::new(), Block::List(learn));
    let group = library.skill_group(&skill.group).map(|group| group.name.clone()).unwrap_or_default();
    let subtitle = [format!("a skill · {group}")].into_iter().chain(also(&skill.aliases));
    draft.page(place.clone(), skill.name.to_string(), subtitle.collect::<Vec<_>>().join(" · "))
}

/// A skill in a list: its name and what it is.
pub fn skill_row(draft: &Draft<'_>, section: &str, id: &str) -> Row {
    let about = draft.library.skill(id).map(|skill| skill.about.to_string()).unwrap_or_default();
    let known = draft.reader.profile.skills.get(id);
    let note = known.map(|level| format!("you: {}", draft.library.level_name(*level))).unwrap_or_default();
    Row { note, ..draft.entry_row(section, EntryKind::Skill, id, about) }
}

/// The roles that need a skill or are helped by it, those that need it most first.
fn role_bars(draft: &Draft<'_>, skill: &str) -> Vec<Bar> {
    let library = draft.library;
    let mut found: Vec<(bool, Level, &str)> = Vec::new();
    for role in library.roles() {
        if let Some(now) = role.present_in(&draft.era.id) {
            found.extend(now.skills.get(skill).map(|level| (true, *level, role.id.as_str())));
            found.extend(now.helpful.get(skill).map(|level| (false, *level, role.id.as_str())));
        }
    }
    found.sort_by_key(|(required, level, _)| (!required, std::cmp::Reverse(*level)));
    let bar = |(required, level, role): (bool, Level, &str)| {
        let name = library.level_name(level);
        let word = if required { name.to_owned() } else { format!("{name}, helpful") };
        Bar {
            row: draft.entry_row("roles", EntryKind::Role, role, String::new()),
            level: level.number(),
            word,
            known: None,
        }
    };
    found.into_iter().map(bar).collect()
}
