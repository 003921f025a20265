//! What a role needs in an era: its skills as bars, its tools by toolkit.

use std::collections::BTreeMap;

use crate::content::model::{self, Level, Role, RoleEra};
use crate::content::{Entry, EntryKind, Library};
use crate::page::block::{Bar, Block};
use crate::page::draft::{Draft, count, nth_key};
use crate::page::row::{Evidence, Row};
use crate::shift::{self, NeededSkill, Sign};

/// Adds the skills of a role, and what is said of them.
pub fn skills(draft: &mut Draft<'_>, role: &Entry<Role>, now: &RoleEra) {
    let library = draft.library;
    let skills = shift::skills(library, role, &draft.era.id);
    let bars = skills.iter().map(|skill| bar(draft, role, now, skill)).collect();
    let note = if draft.levels().is_empty() {
        "levels are the guide's own judgement"
    } else {
        "needed, yours; levels are the guide's own judgement"
    };
    draft.section("skills", "Skills", note.to_owned(), Block::Bars(bars));
    let said = told(draft, now, true);
    let said = said_rows(draft, "skills-said", role, &said);
    draft.section("skills-said", "Said of its skills", String::new(), Block::List(said));
}

fn bar(draft: &Draft<'_>, role: &Entry<Role>, now: &RoleEra, skill: &NeededSkill<'_>) -> Bar {
    let library = draft.library;
    let mut row = draft.entry_row("skills", EntryKind::Skill, skill.id, String::new());
    row.mark = draft.mark(skill.sign.as_ref());
    row.evidence = said_evidence(draft, now, skill.id);
    row.origin = role.in_era(&draft.era.id).and_then(|now| {
        let key = now.skills.get_key_value(skill.id).or(now.helpful.get_key_value(skill.id));
        key.map(|(key, _)| role.origin(key))
    });
    let needed = |(level, required): (Level, bool)| {
        let name = library.level_name(level);
        if required { name.to_owned() } else { format!("{name}, helpful") }
    };
    let now = skill.level.map(|level| (level, skill.required));
    let word = match (now, skill.before, &skill.sign) {
        (Some(now), Some(before), Some(Sign::Changed)) => format!("{}, was {}", needed(now), needed(before)),
        (Some(now), _, Some(Sign::New)) => format!("{}, new", needed(now)),
        (Some(now), _, Some(Sign::Same)) => format!("{}, same", needed(now)),
        (Some(now), ..) => needed(now),
        (None, Some(before), _) => format!("was {}, gone", needed(before)),
        (None, None, _) => String::new(),
    };
    let known = skill.level.and_then(|_| draft.known(skill.id));
    Bar { row, level: skill.level.map_or(0, Level::number), word, known }
}

/// What the remarks on a role's skills and tools cite for one of them.
fn said_evidence(draft: &Draft<'_>, now: &RoleEra, id: &str) -> Evidence {
    let said = now.evidence.iter().filter(|said| said.of.iter().any(|of| of.as_str() == id));
    let mut evidence = Evidence::default();
    evidence.add(said.flat_map(|said| draft.evidence(&said.sources, None).citations));
    evidence
}

/// The remarks on skills, or those on tools alone, each with which one it is of those on its first subject.
fn told<'l>(draft: &Draft<'_>, now: &'l RoleEra, skills: bool) -> Vec<(usize, &'l model::Remark)> {
    let is_skill = |id: &model::Text| draft.library.skill(id.as_str()).is_some();
    let numbered = now.evidence.iter().enumerate().map(|(at, said)| {
        (now.evidence[..=at].iter().filter(|other| other.of.first() == said.of.first()).count(), said)
    });
    numbered.filter(|(_, said)| said.of.iter().any(is_skill) == skills).collect()
}

fn said_rows(
    draft: &Draft<'_>,
    section: &str,
    role: &Entry<Role>,
    said: &[(usize, &model::Remark)],
) -> Vec<Row> {
    let rows = said.iter().map(|(nth, said)| {
        let first = said.of.first().map_or("", |of| of.as_str());
        let mut row = draft.statement(nth_key(section, first, *nth), role.file, *said);
        let library = draft.library;
        let places = said.of.iter().flat_map(|of| {
            let id = of.as_str();
            let skill = library.skill(id).map(|_| EntryKind::Skill.place(id));
            skill.into_iter().chain(library.tool(id).map(|_| EntryKind::Tool.place(id)))
        });
        row.links.splice(0..0, places.map(|place| draft.target(place)));
        row
    });
    rows.collect()
}

/// Adds the tools of a role by toolkit, and what is said of them.
pub fn tools(draft: &mut Draft<'_>, role: &Entry<Role>, now: &RoleEra) {
    let library = draft.library;
    let tools = shift::tools(library, role, &draft.era.id);
    let mut kits: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for tool in &tools {
        if let Some(entry) = library.tool(tool.0) {
            kits.entry(&entry.group).or_default().push(tool);
        }
    }
    let rows = kits.into_iter().filter_map(|(kit, mine)| {
        let mut row = draft.entry_row("tools", EntryKind::Toolkit, kit, tool_names(library, &mine)?);
        row.links.extend(mine.iter().map(|(id, _)| draft.target(EntryKind::Tool.place(id))));
        row.evidence.add(mine.iter().flat_map(|(id, _)| said_evidence(draft, now, id).citations));
        Some(row)
    });
    let rows: Vec<_> = rows.collect();
    let in_use = tools.iter().filter(|(_, sign)| *sign != Some(Sign::Gone)).count();
    draft.section("tools", "Toolkit", count(in_use, "tool", "tools"), Block::Card(rows));
    let said = told(draft, now, false);
    let said = said_rows(draft, "tools-said", role, &said);
    draft.section("tools-said", "Said of its tools", String::new(), Block::List(said));
}

/// "Python, R; new: `LangChain`; no longer: Rasa"; `None` where there are no tools.
fn tool_names(library: &Library, tools: &[&(&str, Option<Sign>)]) -> Option<String> {
    let names = |wanted: fn(&Option<Sign>) -> bool| {
        let names: Vec<_> =
            tools.iter().filter(|(_, sign)| wanted(sign)).filter_map(|(id, _)| library.tool(id)).collect();
        names.iter().map(|tool| tool.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let parts = [
        ("", names(|sign| matches!(sign, None | Some(Sign::Same)))),
        ("new: ", names(|sign| matches!(sign, Some(Sign::New)))),
        ("no longer: ", names(|sign| matches!(sign, Some(Sign::Gone)))),
    ];
    let parts: Vec<_> = parts
        .iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(word, names)| format!("{word}{names}"))
        .collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}
