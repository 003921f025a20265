//! What is near to what the reader knows, and why; and a short way in for who has said nothing yet.

use crate::content::in_prose;
use crate::content::model::Leaning;
use crate::content::{Entry, EntryKind};
use crate::fit::{self, Fit, Lever, Near, Need};
use crate::place::{Kind, Place};
use crate::route::{self, ME};
use crate::shift;

use super::Page;
use super::block::Block;
use super::draft::{Draft, count};
use super::row::{Evidence, Remark, Row, Subject};

/// The page of what is near in the draft's era.
pub fn page(mut draft: Draft<'_>, place: &Place) -> Page {
    let library = draft.library;
    let fit = fit::fit(library, draft.reader.profile, &draft.era.id);
    let profile = draft.reader.profile;
    let known = route::known(library, profile).len();
    let by = match (fit.by_skills, profile.leanings.is_empty()) {
        (true, _) => format!("by {} that you know", count(known, "skill", "skills")),
        (false, false) => "by what you like to do".to_owned(),
        (false, true) => "you have told nothing yet".to_owned(),
    };
    let subtitle = format!("{} · {by}", in_prose(&draft.era.name));
    if !fit.by_skills {
        leanings(&mut draft);
    }
    near(&mut draft, &fit);
    if fit.by_skills {
        let rows = fit.levers.iter().map(|lever| lever_row(&draft, lever)).collect();
        let note = "one level more of each".to_owned();
        draft.section("levers", "What would change this most", note, Block::List(rows));
        leanings(&mut draft);
    }
    let title = library.title(place);
    draft.page(place.clone(), title, subtitle)
}

/// A sentence of the guide's own.
fn line(key: &str, text: &str) -> Row {
    let evidence = Evidence { editorial: true, ..Evidence::default() };
    Row { key: key.to_owned(), text: text.to_owned(), evidence, ..Row::default() }
}

fn near(draft: &mut Draft<'_>, fit: &Fit<'_>) {
    let told = fit.by_skills || !draft.reader.profile.leanings.is_empty();
    let how = match (fit.by_skills, told) {
        (true, _) => {
            "A role is nearer, the greater the part of its levels that you have. What it requires counts twice \
             as much as what only helps; knowing more than is asked for counts no more."
        }
        (false, true) => {
            "A role is nearer, the more of its tasks you like; those you would rather not do count against it. \
             Once you say what you know, that counts instead: x on any skill."
        }
        (false, false) => {
            "As soon as you say what you like to do, or what you know (x on any skill), the roles stand here, \
             the nearest first, and why."
        }
    };
    let how = Block::Text(vec![line("near/how", how)]);
    if !told {
        draft.section("near", "The nearest roles", String::new(), how);
        return;
    }
    let rows: Vec<_> = fit.roles.iter().map(|near| role_row(draft, fit, near)).collect();
    let note = count(rows.len(), "role", "roles");
    draft.section("near", "The nearest roles", note, Block::List(rows));
    draft.block(how);
}

fn role_row(draft: &Draft<'_>, fit: &Fit<'_>, near: &Near<'_>) -> Row {
    let text = if fit.by_skills { known(draft, near) } else { liked(near) };
    let mut row = draft.entry_row("near", EntryKind::Role, &near.role.id, text);
    let way = Kind::Route(Some((ME.to_owned(), near.role.id.clone())));
    row.links.push(draft.target(Place::from(way)));
    row.remarks = if fit.by_skills { lacking(draft, near) } else { tasks(draft, near) };
    row
}

/// "you have 4 of its 9 required skills: Python, SQL"
fn known(draft: &Draft<'_>, near: &Near<'_>) -> String {
    let covered: Vec<_> = near.required.iter().filter(|need| need.is_covered()).collect();
    let of = count(near.required.len(), "required skill", "required skills");
    if covered.is_empty() {
        return format!("you have none of its {of}");
    }
    let names = covered.iter().map(|need| skill_name(draft, need.skill)).collect::<Vec<_>>().join(", ");
    format!("you have {} of its {of}: {names}", covered.len())
}

fn skill_name(draft: &Draft<'_>, skill: &str) -> String {
    draft.library.skill(skill).map_or_else(|| skill.to_owned(), |skill| in_prose(skill.name.get_ref()))
}

/// What is nearly there, what is missing, and what helps besides.
fn lacking(draft: &Draft<'_>, near: &Near<'_>) -> Vec<Remark> {
    let words = |need: &Need<'_>| {
        let levels = count(need.missing().into(), "level", "levels");
        format!("{} ({levels})", skill_name(draft, need.skill))
    };
    let list = |wanted: &dyn Fn(&&Need<'_>) -> bool, needs: &[Need<'_>]| {
        needs.iter().filter(wanted).map(words).collect::<Vec<_>>().join(", ")
    };
    let helpful = near.helpful.iter().filter(|need| need.is_covered());
    let helpful = helpful.map(|need| skill_name(draft, need.skill)).collect::<Vec<_>>().join(", ");
    let parts = [
        ("nearly", list(&|need| need.is_nearly(), &near.required)),
        ("missing", list(&|need| !need.is_covered() && !need.is_nearly(), &near.required)),
        ("helps too", helpful),
    ];
    let told = parts.into_iter().filter(|(_, text)| !text.is_empty());
    told.map(|(label, text)| remark(label, text)).collect()
}

fn remark(label: &'static str, text: String) -> Remark {
    Remark {
        label: label.into(),
        attribution: String::new(),
        text,
        evidence: Evidence::default(),
        again: false,
    }
}

/// "3 of its 9 tasks are what you like to do"
fn liked(near: &Near<'_>) -> String {
    let of = count(near.tasks, "task", "tasks");
    match (near.liked.len(), near.disliked.len()) {
        (0, 0) => format!("nothing was said of its {of}"),
        (liked, 0) => format!("you like {liked} of its {of}"),
        (0, disliked) => format!("{disliked} of its {of} you would rather not do"),
        (liked, disliked) => format!("you like {liked} of its {of}, and {disliked} you would rather not do"),
    }
}

/// The most tasks that are told of a role.
const MOST_TASKS: usize = 3;

/// Which of its tasks those are.
fn tasks(draft: &Draft<'_>, near: &Near<'_>) -> Vec<Remark> {
    let does = shift::does(draft.library, near.role, &draft.era.id);
    let texts = |named: &[(&str, &Leaning)]| {
        let named_tasks = named.len();
        let named = named.iter().filter_map(|(id, _)| does.iter().find(|(other, _)| other == id));
        let mut texts: Vec<_> = named.map(|(_, task)| task.text.get_ref().clone()).collect();
        if texts.len() > MOST_TASKS {
            texts.truncate(MOST_TASKS);
            texts.push(format!("{} more", named_tasks - MOST_TASKS));
        }
        texts.join("; ")
    };
    let parts = [("you like", texts(&near.liked)), ("rather not", texts(&near.disliked))];
    let told = parts.into_iter().filter(|(_, text)| !text.is_empty());
    told.map(|(label, text)| remark(label, text)).collect()
}

fn lever_row(draft: &Draft<'_>, lever: &Lever<'_>) -> Row {
    /// The most roles that are named for a skill.
    const MOST: usize = 3;
    let climb = |(role, now, then): &(&Entry<_>, usize, usize)| {
        format!("{} from place {now} to {then}", draft.library.the_party(&role.id))
    };
    let mut climbs: Vec<_> = lever.climbs.iter().take(MOST).map(climb).collect();
    if lever.climbs.len() > MOST {
        climbs.push(format!("{} more", lever.climbs.len() - MOST));
    }
    let text = format!("brings {}", climbs.join(", "));
    draft.entry_row("levers", EntryKind::Skill, lever.skill, text)
}

/// What people like to do, for the reader to say yes or no to.
fn leanings(draft: &mut Draft<'_>) {
    let Some(leanings) = draft.library.leanings() else { return };
    let how = "Say of each whether you like to do it: x for yes, X for no, the same key again takes it back. \
               Each stands for tasks of some roles (s shows whose); leave out what you like.";
    let answered = leanings.leaning.iter();
    let answered =
        answered.filter(|one| draft.reader.profile.leanings.contains_key(one.id.get_ref())).count();
    let note = format!("{answered} of {} answered", leanings.leaning.len());
    let rows = leanings.leaning.iter().map(|one| leaning_row(draft, leanings, one)).collect();
    draft.section("leanings", "What do you like to do?", note, Block::Text(vec![line("leanings/how", how)]));
    draft.block(Block::List(rows));
}

fn leaning_row<T>(draft: &Draft<'_>, file: &Entry<T>, leaning: &Leaning) -> Row {
    let id = leaning.id.get_ref();
    let said = match draft.reader.profile.leanings.get(id) {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    let names_one = |task: &str| leaning.tasks.iter().any(|named| named.get_ref() == task);
    let roles = draft.library.roles().into_iter().filter(|role| {
        shift::does(draft.library, role, &draft.era.id).iter().any(|(task, _)| names_one(task))
    });
    let links: Vec<_> = roles.map(|role| draft.target(EntryKind::Role.place(&role.id))).collect();
    Row {
        key: format!("leanings/{id}"),
        text: leaning.says.get_ref().clone(),
        note: said.to_owned(),
        links,
        subject: Some(Subject::Leaning(id.clone())),
        origin: Some(file.origin(&leaning.says)),
        ..Row::default()
    }
}
