//! What a reader has of what is asked for, on any page.

use crate::content::model::{Level, Role};

use super::draft::{Draft, count};

impl Draft<'_> {
    /// How well the reader knows a skill, as number and in words; `None` where they told nothing of what they
    /// know.
    #[must_use]
    pub fn known(&self, skill: &str) -> Option<(u8, String)> {
        let level = self.levels().get(skill).copied().unwrap_or(0);
        let word = Level::of(level).map_or("not yet", |level| self.library.level_name(level));
        (!self.levels().is_empty()).then(|| (level, word.to_owned()))
    }

    /// "you have 9 of 14 skills" of those a role requires here; `None` where the reader told nothing of what they
    /// know.
    #[must_use]
    pub fn share(&self, role: &Role) -> Option<String> {
        let known = self.levels();
        let now = role.in_era(&self.era.id).filter(|now| !now.skills.is_empty() && !known.is_empty())?;
        let is_had = |id: &str, level: Level| known.get(id).is_some_and(|known| *known >= level.number());
        let had = now.skills.iter().filter(|(id, level)| is_had(id.as_str(), **level));
        Some(format!("you have {} of {}", had.count(), count(now.skills.len(), "skill", "skills")))
    }
}
