//! Who does the steps of a project in each era, and what became of each step.

use serde::Serialize;

use crate::content::model::{Doing, Era, Scenario, Step, Text};
use crate::content::{Entry, Library};
use crate::shift::Sign;

/// A step of a project through the eras.
#[derive(Clone, Debug)]
pub struct Told<'l> {
    /// The step.
    pub step: &'l Step,
    /// Who does it in each era, the first in time first.
    pub eras: Vec<InEra<'l>>,
}

/// A step of a project in one era.
#[derive(Clone, Copy, Debug)]
pub struct InEra<'l> {
    /// The era.
    pub era: &'l Entry<Era>,
    /// Who does the step then, and how.
    pub doing: &'l Doing,
    /// Who did it in the era before; `None` in the first.
    before: Option<&'l Doing>,
}

/// How many steps of a project an era left where they were, and how many not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// The same do it.
    pub stay: usize,
    /// Others do it.
    #[serde(rename = "move")]
    pub moved: usize,
    /// Somebody joined those who do it, or left them.
    pub change: usize,
    /// Nobody did it before.
    pub new: usize,
    /// Nobody does it any more.
    pub gone: usize,
}

/// The steps of a project in order, each through the eras of the pack.
#[must_use]
pub fn steps<'l>(library: &'l Library, scenario: &'l Scenario) -> Vec<Told<'l>> {
    let told = |step: &'l Step| {
        let mut eras: Vec<InEra<'l>> = Vec::new();
        for era in library.eras() {
            // A pack is only used where each step has every era.
            let Some(doing) = step.era.get(era.id.as_str()) else { continue };
            let before = eras.last().map(|last| last.doing);
            eras.push(InEra { era, doing, before });
        }
        Told { step, eras }
    };
    scenario.step.iter().map(told).collect()
}

impl InEra<'_> {
    /// What the era did to the step; `None` in the first era, and where nobody did it nor does.
    #[must_use]
    pub fn sign(&self) -> Option<Sign> {
        let (was, now) = (&self.before?.by, &self.doing.by);
        let holds = |all: &[Text], one: &Text| all.iter().any(|other| other.as_str() == one.as_str());
        let kept = now.iter().filter(|party| holds(was, party)).count();
        match (was.len(), now.len()) {
            (0, 0) => None,
            (0, _) => Some(Sign::New),
            (_, 0) => Some(Sign::Gone),
            (before, after) if kept == before && kept == after => Some(Sign::Same),
            _ if kept > 0 => Some(Sign::Changed),
            _ => Some(Sign::To(now.iter().map(ToString::to_string).collect())),
        }
    }
}

impl Counts {
    /// What an era (by its id) did to the steps of a project; all is 0 in the first.
    #[must_use]
    pub fn of(steps: &[Told<'_>], era: &str) -> Self {
        let mut counts = Self::default();
        let here = steps.iter().flat_map(|told| &told.eras).filter(|one| one.era.id == era);
        for sign in here.filter_map(InEra::sign) {
            match sign {
                Sign::Same => counts.stay += 1,
                Sign::To(_) | Sign::From(_) => counts.moved += 1,
                Sign::Changed => counts.change += 1,
                Sign::New => counts.new += 1,
                Sign::Gone => counts.gone += 1,
            }
        }
        counts
    }

    /// "4 stay, 2 move, 1 new"; empty where there is nothing to count.
    #[must_use]
    pub fn words(&self) -> String {
        let verb = |number: usize, one: &'static str, many: &'static str| {
            (number, if number == 1 { one } else { many })
        };
        let parts = [
            verb(self.stay, "stays", "stay"),
            verb(self.moved, "moves", "move"),
            verb(self.change, "changes in part", "change in part"),
            (self.new, "new"),
            (self.gone, "gone"),
        ];
        let told = parts.iter().filter(|(number, _)| *number > 0);
        told.map(|(number, word)| format!("{number} {word}")).collect::<Vec<_>>().join(", ")
    }
}
