//! What became of each task: the signs of a role page are computed from it.

use std::collections::BTreeSet;

use super::{Linker, MOST_GUESSES};
use crate::content::Entry;
use crate::content::files::FileKind;
use crate::content::model::{Role, Status, Text};
use crate::content::problem::Rule;
use crate::near::{did_you_mean, nearest};

impl<'a> Linker<'a> {
    /// In every era but the first it must be said of each task of the era before whether it is kept,
    /// changed or gone: the signs are computed from that.
    pub(super) fn tasks(&mut self, role: &'a Entry<Role>) {
        let entries = self.entries;
        // Which era an unknown one means is told where that is told.
        let is_unread =
            |era: &Text| entries.declared.contains(era.as_str()) || !entries.eras.contains_key(era.as_str());
        let is_unsound = entries.unsound.contains(&role.file);
        if is_unsound || entries.incomplete.contains(&FileKind::Era) || role.era.keys().any(is_unread) {
            // What was left out of this file may be what is missed; and where an era cannot be read, nobody
            // can say which came before which.
            return;
        }
        let mut eras: Vec<_> = entries.eras.values().collect();
        eras.sort_by_key(|era| *era.order.get_ref());
        let mut before: Vec<&Text> = Vec::new();
        for era in eras {
            let Some(now) = role.era.get(era.id.as_str()) else {
                before.clear();
                let message = format!("this role has no [era.{}]", era.id);
                self.add(
                    Rule::MissingEra,
                    &role.name,
                    message,
                    "add it; a role that did not exist then has status = \"absent\" and a summary",
                );
                continue;
            };
            let does = sorted(now.does.iter().map(|task| &task.id));
            let said: Vec<_> = now.keeps.iter().chain(now.gone.iter().map(|gone| &gone.id)).collect();
            let mut meant = BTreeSet::new();
            for id in &said {
                if before.binary_search(id).is_err() {
                    self.guesses += 1;
                    let known = before.iter().map(|task| task.as_str());
                    let guess = (self.guesses <= MOST_GUESSES).then(|| nearest(id, known));
                    meant.extend(guess.flatten());
                    let near = did_you_mean(guess.flatten());
                    let message =
                        format!("{:?} is no task of this role in the era before{near}", id.as_str());
                    self.add(Rule::Tasks, id, message, "`keeps` and `gone` name tasks of the era before");
                } else if does.binary_search(id).is_ok() {
                    let message = format!("{:?} stands under `does` as well", id.as_str());
                    self.add(
                        Rule::Tasks,
                        id,
                        message,
                        "a task is kept as it is, changed (then only under `does`), or gone",
                    );
                }
            }
            self.distinct("task", said.iter().copied());
            let told = sorted(said);
            for task in &before {
                let is_in = |tasks: &[&Text]| tasks.binary_search(task).is_ok();
                // Of one that is misspelt it is told already.
                if !is_in(&does) && !is_in(&told) && !meant.contains(task.as_str()) {
                    let message =
                        format!("what became of the task {:?} in {:?} is not said", task.as_str(), era.name);
                    self.add(
                        Rule::Tasks,
                        task,
                        message,
                        "name it in `keeps`, under `does` with its new text, or under `gone`",
                    );
                }
            }
            if now.status == Status::Absent {
                before.clear();
            } else {
                let kept = sorted(&now.keeps);
                before.retain(|task| kept.binary_search(task).is_ok());
                before = sorted(before.into_iter().chain(does));
            }
        }
    }
}

/// Tasks in the order of their ids, each once: the few that a role has are found sooner so than in a tree.
fn sorted<'t>(tasks: impl IntoIterator<Item = &'t Text>) -> Vec<&'t Text> {
    let mut tasks: Vec<_> = tasks.into_iter().collect();
    tasks.sort_unstable();
    tasks.dedup();
    tasks
}
