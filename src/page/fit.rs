//! What is near to what the reader knows or likes, and why.

use crate::content::model::Level;
use crate::content::{EntryKind, in_prose};
use crate::fit::{self, By, Fit, Lever, Near};
use crate::place::{Kind, ME, Place};
use crate::route::Need;

use super::Page;
use super::block::Block;
use super::draft::{Draft, count};
use super::leanings;
use super::row::{Evidence, Remark, Row};

/// The page of what is near in the draft's era.
pub fn page(mut draft: Draft<'_>, place: &Place) -> Page {
    let library = draft.library;
    let fit = fit::fit(library, draft.reader.profile, &draft.era.id);
    let known = known(&draft);
    let by = match fit.by {
        By::Skills => format!("by {} that you know", count(known.len(), "skill", "skills")),
        By::Leanings => "by what you like to do".to_owned(),
        By::Nothing => "you have said nothing yet".to_owned(),
    };
    let subtitle = format!("{} · {by}", in_prose(&draft.era.name));
    if fit.by == By::Skills {
        near(&mut draft, &fit);
        let rows = fit.levers.iter().map(|lever| lever_row(&draft, lever)).collect();
        let note = "one level more of each".to_owned();
        draft.section("levers", "What would change this most", note, Block::List(rows));
        draft.section("known", "What you said you know", String::new(), Block::List(known));
        leanings::section(&mut draft);
    } else {
        leanings::section(&mut draft);
        near(&mut draft, &fit);
    }
    let title = library.title(place);
    draft.page(place.clone(), title, subtitle)
}

/// The skills of this pack that the reader said they know.
fn known(draft: &Draft<'_>) -> Vec<Row> {
    let known = draft.reader.profile.skills.iter().filter(|(id, _)| draft.library.skill(id).is_some());
    let row = |(id, level): (&String, &Level)| {
        draft.entry_row("known", EntryKind::Skill, id, draft.library.level_name(*level).to_owned())
    };
    known.map(row).collect()
}

fn near(draft: &mut Draft<'_>, fit: &Fit<'_>) {
    let how = match fit.by {
        By::Skills => {
            "A role is nearer, the greater the part of its levels that you have. What it requires counts twice \
             as much as what only helps; knowing more than is asked for counts no more. What you like is told \
             beside, and does not count here."
        }
        By::Leanings => {
            "A role is nearer, the more of its tasks you like; those you would rather not do count against it. \
             Once you say what you know, that counts instead: x on any skill."
        }
        By::Nothing => {
            "As soon as you say what you know (x on any skill), or what you like to do, the roles stand here, \
             the nearest first, and why."
        }
    };
    let evidence = Evidence { editorial: true, ..Evidence::default() };
    let how = Row { key: "counted/how".to_owned(), text: how.to_owned(), evidence, ..Row::default() };
    let how = Block::Text(vec![how]);
    if fit.by == By::Nothing {
        draft.section("near", "The nearest roles", String::new(), how);
        return;
    }
    let rows: Vec<_> = fit.roles.iter().map(|near| role_row(draft, fit.by, near)).collect();
    let note = count(rows.len(), "role", "roles");
    draft.section("near", "The nearest roles", note, Block::List(rows));
    draft.block(how);
}

fn role_row(draft: &Draft<'_>, by: By, near: &Near<'_>) -> Row {
    let (text, remarks) = if by == By::Skills {
        (covered(draft, near), lacking(draft, near))
    } else {
        (leanings::liked(near), leanings::tasks(draft, near))
    };
    let mut row = draft.entry_row("near", EntryKind::Role, &near.role.id, text);
    let way = Kind::Route(Some((ME.to_owned(), near.role.id.clone())));
    row.links.push(draft.target(Place::from(way)));
    row.remarks = remarks;
    row
}

/// "you have 4 of its 9 required skills: Python, SQL"
fn covered(draft: &Draft<'_>, near: &Near<'_>) -> String {
    let covered = near.required.iter().filter(|need| need.is_covered());
    let covered: Vec<_> = covered.map(|need| skill_name(draft, need.skill)).collect();
    let of = count(near.required.len(), "required skill", "required skills");
    match (near.required.len(), covered.len()) {
        (0, _) => "it requires no skill".to_owned(),
        (_, 0) => format!("you have none of its {of}"),
        (_, number) => format!("you have {number} of its {of}: {}", covered.join(", ")),
    }
}

fn skill_name(draft: &Draft<'_>, skill: &str) -> String {
    draft.library.skill(skill).map_or(skill, |skill| skill.name.as_str()).to_owned()
}

/// What is nearly there, what is missing, what helps besides, and what is liked.
fn lacking(draft: &Draft<'_>, near: &Near<'_>) -> Vec<Remark> {
    let words = |need: &Need<'_>| {
        let levels = count(need.missing().into(), "level", "levels");
        format!("{} ({levels})", skill_name(draft, need.skill))
    };
    let list = |wanted: &dyn Fn(&&Need<'_>) -> bool| {
        near.required.iter().filter(wanted).map(words).collect::<Vec<_>>().join(", ")
    };
    let helpful = near.helpful.iter().filter(|need| need.is_covered());
    let helpful = helpful.map(|need| skill_name(draft, need.skill)).collect::<Vec<_>>().join(", ");
    let liked =
        if near.liked.is_empty() && near.disliked.is_empty() { String::new() } else { leanings::liked(near) };
    let parts = [
        ("nearly", list(&|need| need.is_nearly())),
        ("missing", list(&|need| !need.is_covered() && !need.is_nearly())),
        ("helps too", helpful),
        ("by what you like", liked),
    ];
    let told = parts.into_iter().filter(|(_, text)| !text.is_empty());
    told.map(|(label, text)| Remark::new(label, text)).collect()
}

fn lever_row(draft: &Draft<'_>, lever: &Lever<'_>) -> Row {
    /// The most roles that are named for a skill.
    const MOST: usize = 3;
    let climb = |(role, now, then): &(&crate::content::Entry<_>, usize, usize)| {
        format!("{} from place {now} to {then}", draft.library.the_party(&role.id))
    };
    let climbs: Vec<_> = lever.climbs.iter().map(climb).collect();
    let text = format!("brings {}", super::draft::listed(&climbs, MOST));
    draft.entry_row("levers", EntryKind::Skill, lever.skill, text)
}
