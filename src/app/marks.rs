//! What a reader says of themselves, and marks to come back to: it changes the profile, and every page at once.

use crate::content::model::Level;
use crate::fit::{By, fit};
use crate::page::row::Subject;
use crate::place::{Kind, Link, Listed, Place};
use crate::profile::{Change, Profile};
use crate::route::{known, required};

use super::{App, Drawn, Effect};

/// The most roles that are named after an answer.
const MOST_TOLD: usize = 3;

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

    /// Whether the row asks what the reader likes to do.
    #[must_use]
    pub fn asks_for_liking(&self) -> bool {
        matches!(self.asked_here(), Some(Asked::Leaning(_)))
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
        let Some(asked) = self.asked_here() else {
            self.say("x says that you know a skill, and this row is about none: stand on a skill first");
            return Effect::Draw;
        };
        let (Asked::Skill(id) | Asked::Leaning(id)) = &asked;
        // A skill that is learnt leaves its place to the next, and who presses on does not mean that one.
        if self.raised.as_ref().is_some_and(|raised| raised != id) {
            self.raised = None;
            self.say(format!("that is done; once more, and it counts for {}", self.name_of(&asked)));
            return Effect::Draw;
        }
        self.raised = Some(id.clone());
        match asked {
            Asked::Skill(id) => self.know(&id, up, drawn),
            Asked::Leaning(id) => self.like(id, up, drawn),
        }
    }

    fn name_of(&self, asked: &Asked) -> String {
        match asked {
            Asked::Skill(id) => {
                self.library.skill(id).map_or(id.clone(), |skill| skill.name.get_ref().clone())
            }
            Asked::Leaning(_) => "this".to_owned(),
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
        let first: Vec<_> = first.map(|near| near.role.name.get_ref().as_str()).collect();
        self.say(match (fit.by, first.is_empty()) {
            (By::Leanings, false) => format!("{answer}; the nearest now: {}", first.join(", ")),
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

    /// Marks a place to come back to, or takes the mark away: that of a bookmark's row, else the page's.
    pub(super) fn bookmark(&mut self, drawn: &Drawn) -> Effect {
        let (page, row) = self.subject();
        let is_list = page.place.kind == Kind::List(Listed::Bookmarks);
        let of_row = row.filter(|_| is_list).and_then(|row| row.links.first());
        let place = of_row.map_or(&self.page.page().place, |target| &target.link.place).clone();
        // A bookmark may be written otherwise than the page's place, with a name for an id.
        let canonical =
            |marked: &&Place| self.library.canonical((*marked).clone()).is_ok_and(|one| one == place);
        let marked =
            self.profile.bookmarks.iter().find(|marked| **marked == place || canonical(marked)).cloned();
        let title = self.library.title(&place);
        if let Some(marked) = marked {
            self.say(format!("{title} is no longer bookmarked"));
            return self.change(Change::Bookmark(marked, false), drawn);
        }
        self.say(format!("{title} is bookmarked; / bookmarks shows them all"));
        self.change(Change::Bookmark(place, true), drawn)
    }

    /// Takes note of where the reader is, and where they are headed.
    pub fn arrive(&mut self, here: Link) -> Vec<Change> {
        let to = match &here.place.kind {
            Kind::Route(Some((_, to))) if self.profile.goal.as_ref() != Some(to) => Some(to.clone()),
            _ => None,
        };
        let changes: Vec<_> = std::iter::once(Change::Last(here)).chain(to.map(Change::Goal)).collect();
        for change in &changes {
            self.profile.apply(change);
        }
        changes
    }

    /// Goes on with what another sitting of the reader changed; where one is and how it looks stays.
    pub(super) fn take_over(&mut self, profile: Profile, drawn: &Drawn) {
        let run = self.run().cloned();
        let last = self.profile.last.take();
        self.profile = Profile { last, ..profile };
        self.settle_runs();
        self.overtaken |= run.is_some() && run.as_ref() != self.run();
        self.refresh(drawn);
    }

    fn change(&mut self, change: Change, drawn: &Drawn) -> Effect {
        self.profile.apply(&change);
        self.refresh(drawn);
        Effect::Save(change)
    }
}
