//! A tool and what it is for, and a toolkit and what is in it.

use crate::content::model::{Tool, Toolkit, words};
use crate::content::{Entry, EntryKind, in_prose};
use crate::place::Place;

use super::Page;
use super::block::Block;
use super::draft::{Draft, also, count};
use super::row::{Evidence, Row};
use super::skill::skill_row;

/// The page of a tool in an era.
pub fn page(mut draft: Draft<'_>, place: &Place, tool: &Entry<Tool>) -> Page {
    let library = draft.library;
    // What a tool is for needs no source; who uses it is said on the roles' pages.
    let evidence = Evidence { unsourced: false, ..draft.evidence(&tool.sources, None) };
    let about = Row {
        key: "about/1".to_owned(),
        attribution: evidence.attribution(),
        text: tool.about.to_string(),
        links: evidence.citations.iter().map(|citation| draft.target(citation.place())).collect(),
        evidence,
        origin: Some(tool.origin(&tool.about)),
        ..Row::default()
    };
    draft.block(Block::Text(vec![about]));
    let eras = eras_of(&draft, tool);
    let facts = [
        ("url", "Home page", words(tool.url.as_ref()).map(str::to_owned)),
        ("since", "Since", words(tool.since.as_ref()).map(str::to_owned)),
        ("licence", "Licence", tool.licence.clone()),
        ("era", "Belongs to", (!eras.is_empty()).then_some(eras)),
    ];
    draft.section("facts", "Facts", String::new(), Block::Card(fact_rows("facts", facts)));
    let replaces = tool.replaces.iter().map(|id| tool_row(&draft, "replaces", id.as_str())).collect();
    draft.section("replaces", "Took over from", String::new(), Block::List(replaces));
    let users = library.roles().into_iter().filter(|role| {
        role.in_era(&draft.era.id).is_some_and(|now| now.tools.iter().any(|id| *id.as_str() == tool.id))
    });
    let users =
        users.map(|role| draft.entry_row("roles", EntryKind::Role, &role.id, String::new())).collect();
    let note = in_prose(&draft.era.name);
    draft.section("roles", "Roles that use it", note, Block::List(users));
    let skills = tool.skills.iter().map(|id| skill_row(&draft, "skills", id.as_str())).collect();
    draft.section("skills", "Skills it exercises", String::new(), Block::List(skills));
    let group = library.toolkit(&tool.group).map(|kit| kit.name.clone()).unwrap_or_default();
    let others = draft.tools_of(&tool.group).into_iter().filter(|other| other.id != tool.id);
    let others = others.map(|other| tool_row(&draft, "beside", &other.id)).collect();
    draft.section("beside", "Beside it", group.clone(), Block::List(others));
    let subtitle = [format!("a tool · {group}")].into_iter().chain(also(&tool.aliases));
    draft.page(place.clone(), tool.name.to_string(), subtitle.collect::<Vec<_>>().join(" · "))
}

/// The page of a toolkit.
pub fn toolkit(mut draft: Draft<'_>, place: &Place, kit: &Entry<Toolkit>) -> Page {
    let about = Row {
        key: "about/1".to_owned(),
        text: kit.about.to_string(),
        origin: Some(kit.origin(&kit.about)),
        ..Row::default()
    };
    draft.block(Block::Text(vec![about]));
    let tools = draft.tools_of(&kit.id).into_iter();
    let tools: Vec<_> = tools.map(|tool| tool_row(&draft, "tools", &tool.id)).collect();
    let note = count(tools.len(), "tool", "tools");
    draft.section("tools", "Tools", note, Block::List(tools));
    draft.page(place.clone(), kit.name.clone(), "a toolkit".to_owned())
}

/// A tool in a list: its name, what one does with it, and where it belongs if that is not in the era of the page.
pub fn tool_row(draft: &Draft<'_>, section: &str, id: &str) -> Row {
    let tool = draft.library.tool(id);
    let about = tool.map(|tool| tool.about.to_string()).unwrap_or_default();
    let strange = tool.filter(|tool| !tool.eras.iter().any(|era| *era.as_str() == draft.era.id));
    let note = strange.map(|tool| in_prose(&eras_of(draft, tool))).unwrap_or_default();
    Row { note, ..draft.entry_row(section, EntryKind::Tool, id, about) }
}

/// The names of the eras that a tool belongs to; nothing where it belongs to all.
fn eras_of(draft: &Draft<'_>, tool: &Tool) -> String {
    let eras = tool.eras.iter().filter_map(|id| draft.library.era(id.as_str()));
    eras.map(|era| era.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// Facts that are known, as rows of a card.
pub fn fact_rows<const N: usize>(section: &str, facts: [(&str, &str, Option<String>); N]) -> Vec<Row> {
    let row = |(id, label, text): (&str, &str, Option<String>)| {
        Some(Row { key: format!("{section}/{id}"), label: label.to_owned(), text: text?, ..Row::default() })
    };
    facts.into_iter().filter_map(row).collect()
}
