//! The questions of a pack, of all its files together.

use std::collections::BTreeMap;

use super::Entry;
use super::model::{Question, Questions};

/// The questions of a pack, in the order in which they are written; their group is the role.
#[derive(Debug, Default)]
pub struct Asked {
    all: Vec<Entry<Question>>,
    /// Where each stands in `all`, by its id.
    by_id: BTreeMap<String, usize>,
}

impl Asked {
    /// Those of some files; one with the id of another takes its place.
    #[must_use]
    pub fn new(files: Vec<Entry<Questions>>) -> Self {
        let mut asked = Self::default();
        for Entry { file, data: Questions { role, question }, .. } in files {
            for data in question {
                let id = data.id.to_string();
                let entry = Entry { id: id.clone(), group: role.to_string(), file, data };
                if let Some(at) = asked.by_id.get(&id) {
                    asked.all[*at] = entry;
                } else {
                    asked.by_id.insert(id, asked.all.len());
                    asked.all.push(entry);
                }
            }
        }
        asked
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Entry<Question>] {
        &self.all
    }

    /// One by its id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Entry<Question>> {
        self.by_id.get(id).map(|at| &self.all[*at])
    }
}
