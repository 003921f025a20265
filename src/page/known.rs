//! What a reader has of what is asked for, on any page.

use crate::content::model::Role;

use super::draft::{Draft, count};

impl Draft<'_> {
    /// How well the reader knows a skill, as number and in words; `None` where they said nothing of what
    /// they know.
    #[must_use]
    pub fn known(&self, skill: &str) -> Option<(u8, String)> {
        let skills = &self.reader.profile.skills;
        let known = || match skills.get(skill) {
            Some(level) => (level.number(), self.library.level_name(*level).to_owned()),
            None => (0, "not yet".to_owned()),
        };
        (!skills.is_empty()).then(known)
    }

    /// "you have 9 of 14 skills" of those a role requires here; `None` where the reader said nothing of what they
    /// know.
    #[must_use]
    pub fn share(&self, role: &Role) -> Option<String> {
        let known = &self.reader.profile.skills;
        let now = role.in_era(&self.era.id).filter(|now| !now.skills.is_empty() && !known.is_empty())?;
        let had = now
            .skills
            .iter()
            .filter(|(id, level)| known.get(id.get_ref()).is_some_and(|known| known >= *level));
        Some(format!("you have {} of {}", had.count(), count(now.skills.len(), "skill", "skills")))
    }
}
