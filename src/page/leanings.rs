//! What people like to do, for the reader to say yes or no to, and what comes of it: a short way into the guide.

use std::cmp::Reverse;

use crate::content::model::{Leaning, Leanings};
use crate::content::{Entry, EntryKind, Origin};
use crate::fit::Near;
use crate::shift;

use super::block::Block;
use super::draft::{Draft, count, listed};
use super::row::{Evidence, Remark, Row, Subject};

/// The leanings of the pack, each with the reader's answer; nothing where it has none.
pub fn section(draft: &mut Draft<'_>) {
    let Some(leanings) = draft.library.leanings() else { return };
    let how = "Say of each whether you like to do it: x for yes, X for no, the same key again takes it back. \
               Each stands for tasks of some roles (s shows whose); skip any you wish.";
    let evidence = Evidence { editorial: true, ..Evidence::default() };
    let how = Row { key: "answers/how".to_owned(), text: how.to_owned(), evidence, ..Row::default() };
    let said = &draft.reader.profile.leanings;
    let answered = leanings.leaning.iter().filter(|one| said.contains_key(one.id.as_str())).count();
    let note = format!("{answered} of {} answered", leanings.leaning.len());
    let rows = leanings.leaning.iter().map(|one| row(draft, leanings, one)).collect();
    draft.section("leanings", "What do you like to do?", note, Block::Text(vec![how]));
    draft.block(Block::List(rows));
}

fn row(draft: &Draft<'_>, leanings: &Entry<Leanings>, leaning: &Leaning) -> Row {
    let id = leaning.id.as_str();
    let said = match draft.reader.profile.leanings.get(id) {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    let names_one = |task: &str| leaning.tasks.iter().any(|named| named.as_str() == task);
    let mut roles: Vec<_> = draft
        .library
        .roles()
        .into_iter()
        .map(|role| {
            let does = shift::does(draft.library, role, &draft.era.id);
            (does.iter().filter(|(task, _)| names_one(task)).count(), role)
        })
        .collect();
    // Whose work it is most of stands first.
    roles.retain(|(tasks, _)| *tasks > 0);
    roles.sort_by_key(|(tasks, _)| Reverse(*tasks));
    Row {
        key: format!("leanings/{id}"),
        label: said.to_owned(),
        text: leaning.says.to_string(),
        links: roles.iter().map(|(_, role)| draft.target(EntryKind::Role.place(&role.id))).collect(),
        subject: Some(Subject::Leaning(id.to_owned())),
        origin: Some(Origin {
            file: leaning.file.unwrap_or(leanings.file),
            offset: leaning.says.span().start,
        }),
        ..Row::default()
    }
}

/// "you like 3 of its 9 tasks"
#[must_use]
pub fn liked(near: &Near<'_>) -> String {
    let of = count(near.tasks, "task", "tasks");
    match (near.liked.len(), near.disliked.len()) {
        (0, 0) => format!("you said nothing of its {of}"),
        (liked, 0) => format!("you like {liked} of its {of}"),
        (0, disliked) => format!("{disliked} of its {of} you would rather not do"),
        (liked, disliked) => format!("you like {liked} of its {of}, and {disliked} you would rather not do"),
    }
}

/// Which of its tasks those are.
#[must_use]
pub fn tasks(draft: &Draft<'_>, near: &Near<'_>) -> Vec<Remark> {
    /// The most tasks that are told of a role.
    const MOST: usize = 3;
    let does = shift::does(draft.library, near.role, &draft.era.id);
    let texts = |named: &[(&str, &Leaning)]| {
        let named = named.iter().filter_map(|(id, _)| does.iter().find(|(other, _)| other == id));
        let texts: Vec<_> = named.map(|(_, task)| format!("“{}”", task.text.as_str())).collect();
        listed(&texts, MOST)
    };
    let parts = [("liked", texts(&near.liked)), ("rather not", texts(&near.disliked))];
    let told = parts.into_iter().filter(|(_, text)| !text.is_empty());
    told.map(|(label, text)| Remark::new(label, text)).collect()
}
