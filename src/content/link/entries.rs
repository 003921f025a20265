//! The ids in each kind of entry, but those of its evidence.

use std::collections::{BTreeMap, BTreeSet};

use super::{IdKind, Linker};
use crate::content::Entry;
use crate::content::files::FileKind;
use crate::content::model::{Era, Gets, Gives, Question, Role, RoleEra, Scenario, Text, Tour};
use crate::content::problem::Rule;
use crate::place::{Kind, Link, MADE, ME, Place, is_id};

impl<'a> Linker<'a> {
    /// Checks the ids of all entries.
    pub(super) fn entries(&mut self) {
        let entries = self.entries;
        if let Some((file, pack)) = &entries.pack {
            self.file = *file;
            self.ids(IdKind::Era, &pack.default_era);
            let families = pack.family.iter().map(|family| &family.id);
            for id in families.filter(|id| !is_id(id.as_str())) {
                let message = format!("{:?} is no id", id.as_str());
                self.add(Rule::BadId, id, message, "ids are lower-case letters, digits and hyphens");
            }
        }
        self.eras();
        for actor in entries.actors.values().filter(|actor| entries.roles.contains_key(&actor.id)) {
            self.file = actor.file;
            let message = format!("{:?} is an actor and a role", actor.id);
            self.add(Rule::DuplicateId, &actor.about.text, message, "rename one of the two files");
        }
        for role in entries.roles.values() {
            self.file = role.file;
            self.role(role);
        }
        for skill in entries.skills.values() {
            self.file = skill.file;
            self.once(IdKind::Skill, &skill.needs);
        }
        for tool in entries.tools.values() {
            self.file = tool.file;
            self.once(IdKind::Skill, &tool.skills);
            self.once(IdKind::Era, &tool.eras);
            self.once(IdKind::Tool, &tool.replaces);
        }
        for scenario in entries.scenarios.values() {
            self.file = scenario.file;
            self.scenario(scenario);
        }
        self.questions();
        self.leanings();
        for tour in entries.tours.values() {
            self.file = tour.file;
            self.tour(tour);
        }
    }

    fn eras(&mut self) {
        let entries = self.entries;
        let mut orders = BTreeMap::new();
        let mut shorts = BTreeSet::new();
        let mut eras: Vec<_> = entries.eras.values().collect();
        eras.sort_by_key(|era| era.file);
        let files = self.files;
        let inherited = &files.files[..files.inherited];
        let is_inherited =
            |id: &str| inherited.iter().any(|file| file.kind == FileKind::Era && file.stem() == id);
        for era in eras {
            self.file = era.file;
            if !inherited.is_empty() && !is_inherited(&era.id) {
                let message = "a pack that adds to another has its eras, for what is there tells of no other";
                let help = "write about those eras; or begin a pack of its own, with all its roles";
                self.find(Rule::MissingEra, era.order.span(), message.to_owned(), help);
            }
            if let Some(other) = orders.insert(*era.order.get_ref(), &era.id) {
                let message = format!("this era has the same order as {other:?}");
                self.find(
                    Rule::DuplicateId,
                    era.order.span(),
                    message,
                    "number the eras in the order of time",
                );
            }
            if !is_id(era.short.as_str()) {
                let message = format!("{:?} is no id", era.short.as_str());
                self.add(Rule::BadId, &era.short, message, "ids are lower-case letters, digits and hyphens");
            }
            // A short id that is the id of another era would stand before it.
            let is_others = entries.eras.contains_key(era.short.as_str()) && *era.short.as_str() != era.id;
            if !shorts.insert(era.short.as_str()) || is_others {
                let message = format!("another era is called {:?} too", era.short.as_str());
                self.add(Rule::DuplicateId, &era.short, message, "give each era a short id of its own");
            }
            for bridge in &era.bridge {
                self.ids(IdKind::Party, &bridge.between);
                self.id(IdKind::Role, &bridge.by);
            }
        }
    }

    fn role(&mut self, role: &'a Entry<Role>) {
        if role.id == ME {
            let message = format!("no role can have the id {ME:?}");
            self.add(Rule::BadId, &role.name, message, "in a route that means the reader; rename the file");
        }
        if let Some((_, pack)) = self.entries.pack.as_ref().filter(|_| self.is_whole(FileKind::Pack)) {
            let families: Vec<_> = pack.family.iter().map(|family| family.id.as_str()).collect();
            if !families.contains(&role.family.as_str()) {
                self.unknown("family", &role.family, || families);
            }
        }
        for versus in &role.versus {
            self.id(IdKind::Role, &versus.role);
        }
        for next in &role.next {
            self.id(IdKind::Role, &next.role);
            self.ids(IdKind::Era, &next.era);
        }
        for Gives { to, era, .. } in &role.gives {
            self.id(IdKind::Party, to);
            self.ids(IdKind::Era, era);
        }
        for Gets { from, era, .. } in &role.gets {
            self.id(IdKind::Actor, from);
            self.ids(IdKind::Era, era);
        }
        for (era, role_era) in &role.era {
            self.id(IdKind::Era, era);
            self.role_era(role_era);
        }
        self.tasks(role);
    }

    fn role_era(&mut self, era: &'a RoleEra) {
        self.once(IdKind::Skill, era.skills.keys().chain(era.helpful.keys()));
        self.once(IdKind::Tool, &era.tools);
        self.distinct("task", era.does.iter().map(|task| &task.id));
        for gone in &era.gone {
            self.once(IdKind::Party, &gone.to);
        }
        for remark in &era.evidence {
            self.once(IdKind::SkillOrTool, &remark.of);
        }
    }

    fn scenario(&mut self, scenario: &'a Entry<Scenario>) {
        self.distinct("step", scenario.step.iter().map(|step| &step.id));
        self.ids(IdKind::Era, scenario.era.keys());
        for era in self.entries.eras.keys() {
            if !scenario.era.contains_key(era.as_str()) {
                let message = format!("this project has no [era.{era}]");
                self.add(
                    Rule::MissingEra,
                    &scenario.name,
                    message,
                    "add it, with what comes of the project then",
                );
            }
        }
        for step in &scenario.step {
            self.ids(IdKind::Era, step.era.keys());
            for doing in step.era.values() {
                self.once(IdKind::Party, &doing.by);
            }
            for era in self.entries.eras.keys() {
                if !step.era.contains_key(era.as_str()) {
                    let message = format!("this step has no [step.era.{era}]");
                    let help = "add it; `by = []` says that nobody does the step then, and `how` says why";
                    self.add(Rule::MissingEra, &step.id, message, help);
                }
            }
        }
    }

    fn questions(&mut self) {
        let mut seen: BTreeMap<&str, bool> = BTreeMap::new();
        for file in &self.entries.questions {
            self.file = file.file;
            self.id(IdKind::Role, &file.role);
            let is_own = self.files.is_own(file.file);
            for Question { id, era, skills, .. } in &file.question {
                if !is_id(id.as_str()) {
                    let message = format!("{:?} is no id", id.as_str());
                    self.add(Rule::BadId, id, message, "ids are lower-case letters, digits and hyphens");
                } else if id.as_str().starts_with(MADE) {
                    let message = format!("{:?} is kept for questions made from the guide", id.as_str());
                    self.add(Rule::BadId, id, message, &format!("begin it with another word than {MADE:?}"));
                }
                if seen.insert(id.as_str(), is_own) == Some(is_own) {
                    let message = format!("another question has the id {:?} too", id.as_str());
                    self.add(Rule::DuplicateId, id, message, "give each question an id of its own");
                }
                self.ids(IdKind::Era, era);
                self.once(IdKind::Skill, skills);
            }
        }
    }

    /// What people like to do names tasks that some role does.
    fn leanings(&mut self) {
        let Some(leanings) = &self.entries.leanings else { return };
        self.file = leanings.file;
        self.distinct("leaning", leanings.leaning.iter().map(|leaning| &leaning.id));
        if !self.is_whole(FileKind::Role) {
            return;
        }
        let eras = self.entries.roles.values().flat_map(|role| role.data.era.values());
        let known: BTreeSet<_> = eras.flat_map(|era| &era.does).map(|task| task.id.as_str()).collect();
        let known: Vec<_> = known.into_iter().collect();
        // Who replaces a built-in role may take away tasks that a built-in leaning names.
        let own = leanings.leaning.iter().filter(|one| self.files.is_own(one.file.unwrap_or(leanings.file)));
        for task in own.flat_map(|leaning| &leaning.tasks) {
            if known.binary_search(&task.as_str()).is_err() {
                self.unknown("task", task, || known.clone());
            }
        }
    }

    /// An era as places name it: by its short id, or by its id.
    fn era(&mut self, named: &Text) {
        let eras = &self.entries.eras;
        let is_known = |era: &Entry<Era>| era.id == *named.as_str() || era.short == *named;
        if self.is_whole(FileKind::Era) && !eras.values().any(is_known) {
            self.unknown("era", named, || eras.values().map(|era| era.short.as_str()).collect());
        }
    }

    fn is_asked(&self, id: &str) -> bool {
        let asked = self.entries.questions.iter().flat_map(|file| &file.question);
        asked.into_iter().any(|question| question.id.as_str() == id)
    }

    fn tour(&mut self, tour: &'a Entry<Tour>) {
        for stop in &tour.stop {
            match Link::parse(stop.place.as_str()) {
                Ok(Link { place: Place { kind: Kind::Tour(_), .. }, .. }) => {
                    let message = "the stop of a tour cannot be one of a tour".to_owned();
                    self.add(Rule::BadPlace, &stop.place, message, "name what that stop shows");
                }
                Ok(Link { place: Place { kind: Kind::Question(id), .. }, .. })
                    if !id.starts_with(MADE) && !self.is_asked(&id) && self.is_whole(FileKind::Questions) =>
                {
                    let message = format!("no question {id:?}");
                    self.add(Rule::BadPlace, &stop.place, message, "name the id of a question that is asked");
                }
                Ok(link) => {
                    let at_stop = |id: &String| Text::new(stop.place.span(), id);
                    for (kind, id) in named(&link.place.kind) {
                        self.id(kind, &at_stop(id));
                    }
                    let eras = named_eras(&link.place.kind).into_iter().chain(&link.place.era);
                    eras.for_each(|era| self.era(&at_stop(era)));
                }
                Err(error) => {
                    let help = "write a place as links do, such as role:ai-engineer@after#does";
                    self.add(Rule::BadPlace, &stop.place, error.to_string(), help);
                }
            }
        }
    }
}

/// The ids that a place names, but for eras.
fn named(place: &Kind) -> Vec<(IdKind, &String)> {
    match place {
        Kind::Role(id) | Kind::Mock(id) | Kind::Practice(Some(id)) | Kind::Progress(Some(id)) => {
            vec![(IdKind::Role, id)]
        }
        Kind::Scenario(id) => vec![(IdKind::Scenario, id)],
        Kind::Skill(id) => vec![(IdKind::Skill, id)],
        Kind::Tool(id) => vec![(IdKind::Tool, id)],
        Kind::Toolkit(id) => vec![(IdKind::Toolkit, id)],
        Kind::Actor(id) => vec![(IdKind::Actor, id)],
        Kind::Source { id, .. } => vec![(IdKind::Source, id)],
        Kind::Compare(columns) => columns.iter().map(|column| (IdKind::Role, &column.role)).collect(),
        Kind::Route(Some((from, to))) => {
            [from, to].into_iter().filter(|id| *id != ME).map(|id| (IdKind::Role, id)).collect()
        }
        _ => Vec::new(),
    }
}

/// The eras that a kind of place names.
fn named_eras(place: &Kind) -> Vec<&String> {
    match place {
        Kind::Era(era) => vec![era],
        Kind::Compare(columns) => columns.iter().filter_map(|column| column.era.as_ref()).collect(),
        _ => Vec::new(),
    }
}
