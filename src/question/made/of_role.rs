//! What a role hands to others and gets from them, and what an era did to its work.

use std::collections::BTreeMap;

use crate::content::model::{ClaimKind, Era, Role, Seniority, Text};
use crate::content::{Entry, EntryKind, Library, in_prose};
use crate::handover::{self, HandOver};
use crate::question::{Point, Question};
use crate::shift::{self, Sign, Telling};

use super::{Made, asked_further, link, point};

/// The questions about a role in an era.
pub fn of_role<'l>(library: &'l Library, role: &'l Entry<Role>, era: &'l Entry<Era>) -> Vec<Question<'l>> {
    let about = OfRole { library, role, era };
    let made = [about.handed(false), about.handed(true), about.added(), about.left()];
    made.into_iter().flatten().filter_map(|made| made.in_era(era)).collect()
}

/// A role in an era, of which something is asked.
struct OfRole<'l> {
    library: &'l Library,
    role: &'l Entry<Role>,
    era: &'l Entry<Era>,
}

impl<'l> OfRole<'l> {
    fn made(&self, what: &str, ask: String, level: Seniority, points: Vec<Point>, section: &str) -> Made<'l> {
        Made {
            id: format!("{what}-{}", self.role.id),
            ask,
            roles: vec![&self.role.id],
            level,
            points,
            follow_ups: Vec::new(),
            page: link(EntryKind::Role.place(&self.role.id), self.era, section),
        }
    }

    /// What it hands to others, or gets from them; asked of the last era in which that is so.
    fn handed(&self, gives: bool) -> Option<Made<'l>> {
        let later = self.library.eras().iter().skip_while(|one| one.id != self.era.id).nth(1);
        let points = self.handed_in(self.era, gives);
        let words = |points: &[(String, HandOver<'_>)]| {
            points.iter().map(|(words, _)| words.clone()).collect::<Vec<_>>()
        };
        if later.is_some_and(|later| words(&self.handed_in(later, gives)) == words(&points)) {
            return None;
        }
        let (name, when) = (self.library.the_party(&self.role.id), in_prose(&self.era.name));
        let (what, ask) = if gives {
            ("gives", format!("What does {name} hand to others {when}, and to whom?"))
        } else {
            ("gets", format!("What does {name} get {when}, and from whom or what?"))
        };
        let troubles = points.iter().filter_map(|(handed, one)| {
            let trouble = one.trouble?;
            Some(point(format!("{handed}: {}", trouble.text.as_str()), trouble))
        });
        let troubles: Vec<_> = troubles.collect();
        let follow_up = asked_further("What can go wrong with these?", troubles);
        let points = points
            .into_iter()
            .map(|(handed, one)| Point { text: handed, sources: one.sources.to_vec(), but: None })
            .collect();
        let made = self.made(what, ask, Seniority::Junior, points, what);
        Some(Made { follow_ups: follow_up, ..made })
    }

    /// What is handed over in an era, in words.
    fn handed_in(&self, era: &Entry<Era>, gives: bool) -> Vec<(String, HandOver<'l>)> {
        let (handed, received) = handover::of(self.library, &self.role.id, &era.id);
        let words = |one: HandOver<'l>| {
            let (preposition, party) = if gives { ("to", one.to) } else { ("from", one.from) };
            let party = self.library.the_party(party);
            (format!("{}, {preposition} {party}", one.what.as_str()), one)
        };
        let all = if gives { handed } else { received };
        all.into_iter().map(words).collect()
    }

    /// The tasks of the era with what became of each; none where the role was not there before.
    fn shifted(&self) -> Vec<shift::Shifted<'l>> {
        let before = self.library.era_before(&self.era.id).filter(|before| self.role.exists_in(&before.id));
        if before.is_none() || !self.role.exists_in(&self.era.id) {
            return Vec::new();
        }
        shift::tasks(self.library, self.role, &self.era.id)
    }

    fn names(&self, ids: &[String]) -> String {
        ids.iter().map(|id| self.library.the_party(id)).collect::<Vec<_>>().join(" and ")
    }

    /// Tasks that the era brought; nothing where all that is known of them are single examples.
    fn added(&self) -> Option<Made<'l>> {
        let tasks = self.shifted();
        let added = tasks.iter().filter_map(|task| match (&task.said, &task.sign) {
            (Telling::Does(said), Some(Sign::New)) => Some((said.text.to_string(), *said)),
            (Telling::Does(said), Some(Sign::From(from))) => {
                Some((format!("{} (from {})", said.text.as_str(), self.names(from)), *said))
            }
            _ => None,
        });
        let added: Vec<_> = added.collect();
        let kind = |source: &Text| self.library.citation(source.as_str())?.1.map(|(_, claim)| claim.kind);
        let is_example =
            |sources: &[Text]| sources.iter().all(|source| kind(source) == Some(ClaimKind::Example));
        if added.iter().all(|(_, said)| is_example(&said.sources)) {
            return None;
        }
        let (name, when) = (self.library.the_party(&self.role.id), in_prose(&self.era.name));
        let ask = format!("Which tasks are new to {name} {when}?");
        let points = added.into_iter().map(|(text, said)| point(text, said)).collect();
        Some(self.made("added", ask, Seniority::Junior, points, "does"))
    }

    /// Tasks that the era took away, each in the words of the era before, and what became of it.
    fn left(&self) -> Option<Made<'l>> {
        let before = self.library.era_before(&self.era.id)?;
        let did: BTreeMap<_, _> = shift::does(self.library, self.role, &before.id).into_iter().collect();
        let tasks = self.shifted();
        let left = tasks.iter().filter_map(|task| {
            let Telling::Gone(gone) = task.said else { return None };
            let was = did.get(task.id)?;
            let to = match &task.sign {
                Some(Sign::To(to)) => format!("taken over by {}", self.names(to)),
                _ => "done no more".to_owned(),
            };
            let now = format!("{}: {to}: {}", in_prose(&self.era.name), gone.text.as_str());
            let was_done = format!("{}: {}", in_prose(&before.name), was.text.as_str());
            Some([point(was_done, *was), point(now, gone)])
        });
        let points = left.flatten().collect();
        let (name, then) = (self.library.the_party(&self.role.id), in_prose(&before.name));
        let now = in_prose(&self.era.name);
        let ask = format!("Which work of {name} {then} went to others or ended {now}?");
        Some(self.made("left", ask, Seniority::Mid, points, "gone"))
    }
}
