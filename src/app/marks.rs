//! What a reader says of themselves, and marks to come back to: it changes the profile, and every page at once.

use crate::content::model::Level;
use crate::page::row::Subject;
use crate::place::{Kind, Link};
use crate::profile::Change;
use crate::route::required;

use super::{App, Drawn, Effect};

/// What `x` and `X` are asked about.
enum Asked {
    Skill(String),
    Leaning(String),
}

impl App {
    /// Whether the row is about something one can know or like.
    #[must_use]
    pub fn can_raise(&self) -> bool {
        self.asked_here().is_some()
    }

    fn asked_here(&self) -> Option<Asked> {
        if let (_, Some(row)) = self.subject()
            && let Some(Subject::Leaning(id)) = &row.subject
        {
            return Some(Asked::Leaning(id.clone()));
        }
        match self.kind_here()? {
            Kind::Skill(id) => Some(Asked::Skill(id.clone())),
            _ => None,
        }
    }

    /// Says that the skill of the row is known a level better or less, or that something is liked or not.
    pub(super) fn raise(&mut self, up: bool, drawn: &Drawn) -> Effect {
        match self.asked_here() {
            Some(Asked::Skill(id)) => self.know(&id, up, drawn),
            Some(Asked::Leaning(id)) => {
                let before = self.profile.leanings.get(&id);
                // The same answer again takes it back.
                let likes = (before != Some(&up)).then_some(up);
                self.say(match likes {
                    Some(true) => "yes, you like this",
                    Some(false) => "no, rather not",
                    None => "taken back",
                });
                self.change(Change::Leaning(id, likes), drawn)
            }
            None => {
                self.say("x says that you know a skill, and this row is about none");
                Effect::Draw
            }
        }
    }

    fn know(&mut self, id: &str, up: bool, drawn: &Drawn) -> Effect {
        let before = self.profile.skills.get(id).map_or(0, |level| level.number());
        let after = if up { before.saturating_add(1) } else { before.saturating_sub(1) };
        let level = Level::try_from(i64::from(after)).ok();
        let name = self.library.skill(id).map_or(id, |skill| skill.name.get_ref()).to_owned();
        if before == after || (up && level.is_none()) {
            self.say(if up {
                format!("{name}: there is no level above that")
            } else {
                format!("{name}: you have not said that you know it")
            });
            return Effect::Draw;
        }
        let said = match level {
            Some(level) => format!(
                "{name}: you, {} ({after} of 4); {}",
                self.library.level_name(level),
                self.asked_by(id, after)
            ),
            None => format!("{name}: not known; {}", self.asked_by(id, after)),
        };
        self.say(said);
        self.change(Change::Skill(id.to_owned(), level), drawn)
    }

    /// How many roles of the era require a skill, and how many of them no better than so.
    fn asked_by(&self, skill: &str, level: u8) -> String {
        let era = self.library.era_or_default(Some(&self.era())).id.clone();
        let here = self.library.roles().into_iter().filter(|role| role.exists_in(&era));
        let asked: Vec<u8> =
            here.filter_map(|role| required(&self.library, role, &era).get(skill).copied()).collect();
        let enough = asked.iter().filter(|asked| **asked <= level).count();
        match asked.len() {
            0 => "no role here requires it".to_owned(),
            1 => format!("one role requires it, and that is {}enough", if enough == 1 { "" } else { "not " }),
            roles => format!("{roles} roles require it, and that is enough for {enough}"),
        }
    }

    /// Marks the page's place to come back to, or takes the mark away.
    pub(super) fn bookmark(&mut self, drawn: &Drawn) -> Effect {
        let place = self.page.page().place.clone();
        let marked = !self.profile.bookmarks.contains(&place);
        let title = self.library.title(&place);
        self.say(if marked {
            format!("{title} is bookmarked; \"bookmarks\" in the palette lists them")
        } else {
            format!("{title} is no longer bookmarked")
        });
        self.change(Change::Bookmark(place, marked), drawn)
    }

    /// Takes note of where the reader is.
    pub fn arrive(&mut self, here: Link) -> Change {
        let change = Change::Last(here);
        self.profile.apply(&change);
        change
    }

    fn change(&mut self, change: Change, drawn: &Drawn) -> Effect {
        self.profile.apply(&change);
        self.refresh(drawn);
        Effect::Save(change)
    }
}
