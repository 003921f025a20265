//! Everything that a pack says, statement by statement, wherever it stands.

use super::load::Entries;
use super::model::{Claim, EDITORIAL, Statement, Text};
use super::{Entry, EntryKind, FileId};

/// Something that a pack says, and who is answerable for it.
#[derive(Clone, Debug)]
pub struct Said<'e> {
    /// The file it stands in.
    pub file: FileId,
    /// The entry that says it, where pages are made of such entries.
    pub citer: Option<(EntryKind, &'e str)>,
    /// What is said.
    pub text: &'e Text,
    /// Who says so.
    pub sources: &'e [Text],
    /// Ids of the entries it is about.
    pub see: &'e [Text],
    /// The year of a figure in it.
    pub as_of: Option<&'e Text>,
    /// Whether it is a statement that has to name its evidence; a tool may, and need not.
    pub is_statement: bool,
}

impl Said<'_> {
    /// Whether a source says so, and not the guide itself.
    #[must_use]
    pub fn is_sourced(&self) -> bool {
        self.sources.iter().any(|source| source.as_str() != EDITORIAL)
    }
}

/// Everything that the entries of a pack say.
#[must_use]
pub fn all(entries: &Entries) -> Vec<Said<'_>> {
    let mut all = Vec::new();
    each(entries, |said| all.push(said));
    all
}

/// Goes through everything that the entries of a pack say.
pub fn each<'e>(entries: &'e Entries, take: impl FnMut(Said<'e>)) {
    let mut walk = Walk { file: FileId(0), citer: None, take };
    walk.eras(entries);
    walk.roles(entries);
    walk.projects_and_practice(entries);
    for tool in entries.tools.values() {
        walk.enter(Some(EntryKind::Tool), tool);
        walk.words(&tool.data.about, &tool.data.sources, false);
    }
}

struct Walk<'e, F> {
    file: FileId,
    citer: Option<(EntryKind, &'e str)>,
    take: F,
}

impl<'e, F: FnMut(Said<'e>)> Walk<'e, F> {
    fn enter<T>(&mut self, kind: Option<EntryKind>, entry: &'e Entry<T>) {
        self.file = entry.file;
        self.citer = kind.map(|kind| (kind, entry.id.as_str()));
    }

    /// Words that name who says so and nothing else.
    fn words(&mut self, text: &'e Text, sources: &'e [Text], is_statement: bool) {
        let (file, citer) = (self.file, self.citer);
        (self.take)(Said { file, citer, text, sources, see: &[], as_of: None, is_statement });
    }

    fn claim(&mut self, claim: &'e dyn Statement) {
        let (file, citer) = (self.file, self.citer);
        let (text, sources, see, as_of) = (claim.text(), claim.sources(), claim.see(), claim.as_of());
        (self.take)(Said { file, citer, text, sources, see, as_of, is_statement: true });
        if let Some(but) = claim.but() {
            self.claim(but);
        }
    }

    fn claims(&mut self, claims: impl IntoIterator<Item = &'e Claim>) {
        claims.into_iter().for_each(|claim| self.claim(claim));
    }

    fn eras(&mut self, entries: &'e Entries) {
        for era in entries.eras.values() {
            self.enter(Some(EntryKind::Era), era);
            self.claim(&era.data.summary);
            for bridge in &era.data.bridge {
                self.claims(bridge.gap.iter().chain(&bridge.effect));
            }
            self.claims(era.data.shift.iter().chain(&era.data.about));
        }
        for actor in entries.actors.values() {
            self.enter(Some(EntryKind::Actor), actor);
            self.claim(&actor.data.about);
        }
    }

    fn roles(&mut self, entries: &'e Entries) {
        for role in entries.roles.values() {
            self.enter(Some(EntryKind::Role), role);
            let role = &role.data;
            self.claim(&role.mission);
            self.claims(role.definition.iter().chain(&role.varies).chain(&role.entry).chain(&role.demand));
            role.versus.iter().for_each(|versus| self.claim(versus));
            self.claims(role.myth.iter().map(|myth| &myth.truth));
            self.claims(role.next.iter().map(|next| &next.because));
            for gives in &role.gives {
                self.words(&gives.what, &gives.sources, true);
                self.claims(&gives.trouble);
            }
            for gets in &role.gets {
                self.words(&gets.what, &gets.sources, true);
                self.claims(&gets.trouble);
            }
            for era in role.era.values() {
                self.claim(&era.summary);
                era.does.iter().for_each(|task| self.claim(task));
                era.gone.iter().for_each(|gone| self.claim(gone));
                era.evidence.iter().for_each(|remark| self.claim(remark));
            }
        }
    }

    fn projects_and_practice(&mut self, entries: &'e Entries) {
        for scenario in entries.scenarios.values() {
            self.enter(Some(EntryKind::Scenario), scenario);
            self.claims(scenario.data.era.values().map(|era| &era.outcome));
            self.claims(scenario.data.step.iter().flat_map(|step| step.era.values()).map(|one| &one.how));
        }
        for questions in &entries.questions {
            self.enter(None, questions);
            for question in &questions.data.question {
                self.citer = Some((EntryKind::Question, question.id.as_str()));
                self.words(&question.answer, &question.sources, true);
            }
        }
        for tour in entries.tours.values() {
            self.enter(None, tour);
            self.claims(tour.data.stop.iter().flat_map(|stop| &stop.say));
        }
    }
}
