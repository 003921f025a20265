//! What a reader says that they know or like: with `x` a level up or yes, with `X` a level down or no.

use crate::content::model::Level;
use crate::fit::{By, fit};
use crate::page::row::Subject;
use crate::place::Kind;
use crate::profile::Change;
use crate::route::{known, required};

use super::{Again, App, Drawn, Dress, Effect};

/// The most roles that are named after an answer.
const MOST_TOLD: usize = 3;

/// What the row is about where `x` and `X` have something to say.
enum Raised {
    Skill(String),
    Leaning(String),
}

impl App {
    /// Whether the row is about something one can know or like.
    #[must_use]
    pub fn can_raise(&self) -> bool {
        self.raised_here().is_some()
    }

    /// Whether the row asks what the reader likes to do.
    #[must_use]
    pub fn asks_for_liking(&self) -> bool {
        matches!(self.raised_here(), Some(Raised::Leaning(_)))
    }

    fn raised_here(&self) -> Option<Raised> {
        if let (_, Some(row)) = self.subject()
            && let Some(Subject::Leaning(id)) = &row.subject
        {
            return Some(Raised::Leaning(id.clone()));
        }
        match self.kind_here()? {
            Kind::Skill(id) => Some(Raised::Skill(id.clone())),
            _ => None,
        }
    }

    /// Says that the skill of the row is known a level better or less, or that something is liked or not.
    pub(super) fn raise(&mut self, up: bool, drawn: &Drawn) -> Effect {
        let Some(here) = self.raised_here() else {
            self.say(
                "x and X say how well you know a skill, and this row is about none: stand on a skill first",
            );
            return Effect::Draw;
        };
        let (Raised::Skill(id) | Raised::Leaning(id)) = &here;
        // A skill that is learnt leaves its place to the next, and who presses on does not mean that one.
        if matches!(&self.again, Some(Again::Raised(raised)) if raised != id) {
            self.again = None;
            self.say(format!("that is done; once more, and it counts for {}", self.name_of(&here)));
            return Effect::Draw;
        }
        self.again = Some(Again::Raised(id.clone()));
        match here {
            Raised::Skill(id) => self.know(&id, up, drawn),
            Raised::Leaning(id) => self.like(id, up, drawn),
        }
    }

    fn name_of(&self, here: &Raised) -> String {
        match here {
            Raised::Skill(id) => self.library.skill(id).map_or(id.clone(), |skill| skill.name.to_string()),
            Raised::Leaning(_) => "this".to_owned(),
        }
    }

    fn like(&mut self, id: String, up: bool, drawn: &Drawn) -> Effect {
        // The same answer again takes it back.
        let likes = (self.profile.leanings.get(&id) != Some(&up)).then_some(up);
        let effect = self.change(Change::Leaning(id, likes), drawn);
        let answer = match likes {
            Some(true) => "yes",
            Some(false) => "no",
            None => "taken back",
        };
        let era = self.library.era_or_default(Some(&self.era())).id.clone();
        let fit = fit(&self.library, &self.profile, &era);
        let first = fit.roles.iter().filter(|near| !near.liked.is_empty()).take(MOST_TOLD);
        let first: Vec<_> = first.map(|near| near.role.name.as_str()).collect();
        self.say(match (fit.by, first.is_empty()) {
            // What that comes to is theirs, and no room's.
            (By::Leanings, false) if self.looks.dress != Dress::Stage => {
                format!("{answer}; the nearest now: {}", first.join(", "))
            }
            _ => answer.to_owned(),
        });
        effect
    }

    fn know(&mut self, id: &str, up: bool, drawn: &Drawn) -> Effect {
        // Who knows what builds on a skill knows it a little, and is past that with the first step up.
        let told = self.profile.skills.get(id).map_or(0, |level| level.number());
        let before =
            if up { known(&self.library, &self.profile).get(id).copied().unwrap_or(told) } else { told };
        let after = if up { before.saturating_add(1) } else { before.saturating_sub(1) };
        let level = Level::of(after);
        let name = self.library.skill(id).map_or(id, |skill| skill.name.as_str()).to_owned();
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
}
