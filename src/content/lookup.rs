//! What the library is asked for: entries by id, and lists of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use memchr::memchr_iter;

use super::asked::Asked;
use super::files::{FileKind, PackFile};
use super::model::{
    self, Actor, Era, Leanings, Pack, Question, Role, Scenario, Skill, SkillGroup, Source, Tool, Toolkit,
    Tour,
};
use super::{Cited, Citer, Entry, FileId, Findables, Library, Origin, shelf};
use crate::place::Listed;

impl Library {
    /// The pack itself.
    #[must_use]
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    /// The eras, the first in time first; there is at least one.
    #[must_use]
    pub fn eras(&self) -> &[Entry<Era>] {
        &self.eras
    }

    /// The era with an id or a short name; the pack's default where there is none such.
    #[must_use]
    pub fn era_or_default(&self, id: Option<&str>) -> &Entry<Era> {
        let default = model::words(self.pack.default_era.as_ref());
        let found = [id, default].into_iter().flatten().find_map(|id| self.era(id));
        found.unwrap_or(&self.eras[0])
    }

    /// The era with an id or a short name.
    #[must_use]
    pub fn era(&self, id: &str) -> Option<&Entry<Era>> {
        self.eras.iter().find(|era| era.id == id || era.short.as_str() == id)
    }

    /// The era before an era, by its id.
    #[must_use]
    pub fn era_before(&self, id: &str) -> Option<&Entry<Era>> {
        let at = self.eras.iter().position(|era| era.id == id)?;
        at.checked_sub(1).map(|before| &self.eras[before])
    }

    /// A role by id.
    #[must_use]
    pub fn role(&self, id: &str) -> Option<&Entry<Role>> {
        self.roles.get(id)
    }

    /// A project by id.
    #[must_use]
    pub fn scenario(&self, id: &str) -> Option<&Entry<Scenario>> {
        self.scenarios.get(id)
    }

    /// An actor by id.
    #[must_use]
    pub fn actor(&self, id: &str) -> Option<&Entry<Actor>> {
        self.actors.get(id)
    }

    /// A skill by id.
    #[must_use]
    pub fn skill(&self, id: &str) -> Option<&Entry<Skill>> {
        self.grouped_skills().members.get(id)
    }

    /// A tool by id.
    #[must_use]
    pub fn tool(&self, id: &str) -> Option<&Entry<Tool>> {
        self.grouped_tools().members.get(id)
    }

    /// A toolkit by id; its tools are in [`Library::tools`].
    #[must_use]
    pub fn toolkit(&self, id: &str) -> Option<&Entry<Toolkit>> {
        self.grouped_tools().groups.get(id)
    }

    /// A group of skills by id; its skills are in [`Library::skills`].
    #[must_use]
    pub fn skill_group(&self, id: &str) -> Option<&Entry<SkillGroup>> {
        self.grouped_skills().groups.get(id)
    }

    /// A source by id.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&Entry<Source>> {
        self.sources.get(id)
    }

    /// The source, and the claim of it, that a citation (`source` or `source.CLAIM`) names.
    #[must_use]
    pub fn citation(&self, citation: &str) -> Option<Cited<'_>> {
        let (id, key) = model::citation_parts(citation);
        let source = self.source(id)?;
        let claim = match key {
            None => None,
            Some(key) => Some(source.claim.get_key_value(key).map(|(key, claim)| (key.as_str(), claim))?),
        };
        Some((source, claim))
    }

    /// Roles, by family in the pack's order, then by name.
    #[must_use]
    pub fn roles(&self) -> Vec<&Entry<Role>> {
        let order = self.role_order.get_or_init(|| {
            let families = &self.pack.family;
            let rank = |role: &Entry<Role>| families.iter().position(|family| family.id == role.family);
            let mut roles: Vec<_> = self.roles.values().collect();
            roles.sort_by_key(|role| (rank(role), role.name.as_str().to_lowercase()));
            roles.into_iter().map(|role| role.id.clone()).collect()
        });
        order.iter().filter_map(|id| self.role(id)).collect()
    }

    /// Projects by id.
    pub fn scenarios(&self) -> impl Iterator<Item = &Entry<Scenario>> {
        self.scenarios.values()
    }

    /// What people like to do; `None` where the pack has nothing of that.
    #[must_use]
    pub fn leanings(&self) -> Option<&Entry<Leanings>> {
        let read = || shelf::read_kind(&self.files, FileKind::Leanings).leanings;
        self.leanings.get_or_init(read).as_ref()
    }

    fn asked(&self) -> &Asked {
        self.questions
            .get_or_init(|| Asked::new(shelf::read_kind(&self.files, FileKind::Questions).questions))
    }

    /// The questions, in the order in which they are written; the group of each is the id of its role.
    #[must_use]
    pub fn questions(&self) -> &[Entry<Question>] {
        self.asked().all()
    }

    /// A question by id.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Entry<Question>> {
        self.asked().get(id)
    }

    /// A tour by id.
    #[must_use]
    pub fn tour(&self, id: &str) -> Option<&Entry<Tour>> {
        self.tours.get(id)
    }

    /// Tours by id.
    pub fn tours(&self) -> impl Iterator<Item = &Entry<Tour>> {
        self.tours.values()
    }

    /// Actors by id.
    pub fn actors(&self) -> impl Iterator<Item = &Entry<Actor>> {
        self.actors.values()
    }

    /// Groups of skills by id.
    pub fn skill_groups(&self) -> impl Iterator<Item = &Entry<SkillGroup>> {
        self.grouped_skills().groups.values()
    }

    /// Skills by id.
    pub fn skills(&self) -> impl Iterator<Item = &Entry<Skill>> {
        self.grouped_skills().members.values()
    }

    /// Toolkits by id.
    pub fn toolkits(&self) -> impl Iterator<Item = &Entry<Toolkit>> {
        self.grouped_tools().groups.values()
    }

    /// Tools by id.
    pub fn tools(&self) -> impl Iterator<Item = &Entry<Tool>> {
        self.grouped_tools().members.values()
    }

    /// Sources by id.
    pub fn sources(&self) -> impl Iterator<Item = &Entry<Source>> {
        self.sources.values()
    }

    /// The entries with a statement that cites a source.
    pub fn citers(&self, source: &str) -> impl Iterator<Item = &Citer> {
        // All that is said has to be looked through, so it is read together.
        let cited = self.cited.get_or_init(|| match Self::built_in_and_checked() {
            Ok(library) => library.cited.into_inner().unwrap_or_default(),
            Err(_) => BTreeMap::new(),
        });
        cited.get(source).into_iter().flatten()
    }

    /// Roles that hand something to a party, get something from it, or gave up a task to it; in the order of
    /// [`Library::roles`].
    pub fn partners(&self, party: &str) -> impl Iterator<Item = &Entry<Role>> {
        let partners = self.partners.get_or_init(|| {
            let mut partners: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for role in self.roles() {
                let gone = role.era.values().flat_map(|era| &era.gone).flat_map(|gone| &gone.to);
                let given = role.gives.iter().map(|gives| &gives.to);
                for party in gone.chain(given).chain(role.gets.iter().map(|gets| &gets.from)) {
                    let roles = partners.entry(party.to_string()).or_default();
                    if roles.last() != Some(&role.id) {
                        roles.push(role.id.clone());
                    }
                }
            }
            partners
        });
        partners.get(party).into_iter().flatten().filter_map(|id| self.role(id))
    }

    /// Everything that can be searched for.
    pub fn findables(&self) -> &Findables {
        self.findables.get_or_init(|| Findables::new(self))
    }

    /// How many files there are of what a list lists; for skills, tools and questions these are groups.
    #[must_use]
    pub fn file_count(&self, list: Listed) -> usize {
        let kind = match list {
            Listed::Roles => FileKind::Role,
            Listed::Eras => FileKind::Era,
            Listed::Actors => FileKind::Actor,
            Listed::Skills => FileKind::Skills,
            Listed::Toolkits | Listed::Tools => FileKind::Toolkit,
            Listed::Sources => FileKind::Source,
            Listed::Scenarios => FileKind::Scenario,
            Listed::Questions => FileKind::Questions,
            Listed::Tours => FileKind::Tour,
            Listed::Bookmarks => return 0,
        };
        let (inherited, own) = self.files.files.split_at(self.files.inherited);
        let is_of = |file: &&PackFile| file.kind == kind;
        let is_new = |file: &&PackFile| {
            is_of(file) && !inherited.iter().filter(is_of).any(|other| other.stem() == file.stem())
        };
        inherited.iter().filter(is_of).count() + own.iter().filter(is_new).count()
    }

    /// Whether a list has anything in it.
    #[must_use]
    pub fn has_any(&self, list: Listed) -> bool {
        self.file_count(list) > 0
    }

    /// The folder of the pack; `None` for the built-in one.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// A number that tells what stands in the files of the pack from what stood or will stand there.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        self.files.fingerprint()
    }

    /// The file and the line, from 1, in which something was written; `None` where that is in the program.
    #[must_use]
    pub fn written_in(&self, origin: Origin) -> Option<(PathBuf, usize)> {
        let folder = self.folder()?;
        let Origin { file, offset } = origin;
        let file = self.files.files.get(file.0).filter(|_| self.files.is_own(file))?;
        let above = &file.bytes[..offset.min(file.bytes.len())];
        Some((folder.join(&*file.path), memchr_iter(b'\n', above).count() + 1))
    }

    /// The path of a file, from the pack's folder.
    #[must_use]
    pub fn file_path(&self, file: FileId) -> &str {
        &self.files.files[file.0].path
    }
}
