//! The library: a content pack, read once, checked, and looked up by id.

pub mod files;
mod findable;
mod link;
mod load;
pub mod model;
pub mod problem;
mod resolve;
mod shape;
mod shelf;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use thiserror::Error;

use crate::place::Listed;
use files::{FileKind, Files};
use model::{Actor, Era, Level, Pack, Role, RoleEra, Skill, SkillGroup, Source, SourceClaim, Tool, Toolkit};
use problem::Report;
use shelf::{Grouped, Shelf};

pub use findable::{Findable, Findables, FoundKind};
pub use load::FORMAT;
pub use resolve::ResolveError;

/// Which file of the pack something stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(usize);

/// Where in the pack something was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Origin {
    /// The file.
    pub file: FileId,
    /// Bytes from its beginning.
    pub offset: usize,
}

/// An entry of the pack and where it came from.
#[derive(Clone, Debug)]
pub struct Entry<T> {
    /// Its id.
    pub id: String,
    /// The id of the group it stands in; empty where its kind has no groups.
    pub group: String,
    /// The file it stands in.
    pub file: FileId,
    /// What the file says.
    pub data: T,
}

impl<T> Deref for Entry<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.data
    }
}

/// Why there is no library.
#[derive(Debug, Error)]
pub enum LoadError {
    /// The folder cannot be read.
    #[error("{folder} cannot be read: {error}")]
    Unreadable {
        /// The folder.
        folder: String,
        /// What the system says.
        error: std::io::Error,
    },
    /// The pack has problems.
    #[error("{0}")]
    Problems(Report),
}

/// What a citation names: a source, and the key and the words of one of its claims.
pub type Cited<'l> = (&'l Entry<Source>, Option<(&'l str, &'l SourceClaim)>);

/// Something that cites a source: a kind of entry and its id.
pub type Citer = (EntryKind, String);

/// The kinds of entry that a bare id may name, in the order in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// A role.
    Role,
    /// A skill.
    Skill,
    /// A tool.
    Tool,
    /// A toolkit.
    Toolkit,
    /// An era.
    Era,
    /// A source.
    Source,
    /// An actor.
    Actor,
}

/// A content pack, read-only and linked: every id in it names an entry that is there.
#[derive(Debug)]
pub struct Library {
    pack: Pack,
    eras: Vec<Entry<Era>>,
    actors: BTreeMap<String, Entry<Actor>>,
    roles: Shelf<Role>,
    /// The ids of the roles, by family and name.
    role_order: OnceLock<Vec<String>>,
    skills: OnceLock<Grouped<SkillGroup, Skill>>,
    tools: OnceLock<Grouped<Toolkit, Tool>>,
    sources: Shelf<Source>,
    cited: OnceLock<BTreeMap<String, BTreeSet<Citer>>>,
    files: Arc<Files>,
    /// Made when something is first searched for.
    findables: OnceLock<Findables>,
}

impl Library {
    /// The pack that is built into the program; most of it is read when it is first asked for.
    ///
    /// # Errors
    /// Only where the program was built with a broken pack, which its tests keep from happening.
    pub fn built_in() -> Result<Self, LoadError> {
        let files = Arc::new(Files::built_in());
        let first = |file: FileId| {
            matches!(files.files[file.0].kind, FileKind::Pack | FileKind::Era | FileKind::Actor)
        };
        let mut problems = Vec::new();
        let entries = load::read_some(&files, first, &mut problems);
        let mut eras: Vec<_> = entries.eras.into_values().collect();
        eras.sort_by_key(|era| *era.order.get_ref());
        match entries.pack {
            Some((_, pack)) if problems.is_empty() && !eras.is_empty() => Ok(Self {
                pack,
                eras,
                actors: entries.actors,
                roles: Shelf::unread(&files),
                role_order: OnceLock::new(),
                skills: OnceLock::new(),
                tools: OnceLock::new(),
                sources: Shelf::unread(&files),
                cited: OnceLock::new(),
                files,
                findables: OnceLock::new(),
            }),
            _ => Self::built_in_and_checked(),
        }
    }

    /// The same, all of it read and checked.
    ///
    /// # Errors
    /// All that is wrong with the pack that the program was built with.
    pub fn built_in_and_checked() -> Result<Self, LoadError> {
        Self::link(String::new(), Files::built_in())
    }

    /// The pack in a folder.
    ///
    /// # Errors
    /// [`LoadError`]: the folder cannot be read, or everything that is wrong with what is in it.
    pub fn from_folder(folder: &Path) -> Result<Self, LoadError> {
        let name = folder.display().to_string();
        match Files::in_folder(folder) {
            Ok(files) => Self::link(name, files),
            Err(error) => Err(LoadError::Unreadable { folder: name, error }),
        }
    }

    fn link(folder: String, mut files: Files) -> Result<Self, LoadError> {
        let mut problems = std::mem::take(&mut files.problems);
        let entries = load::read(&files, &mut problems);
        let linked = link::link(entries, &files, &mut problems);
        match linked {
            Some(library) if problems.is_empty() => Ok(library),
            _ => {
                problems.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
                Err(LoadError::Problems(Report { folder, problems }))
            }
        }
    }

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
        let default = self.pack.default_era.get_ref();
        id.and_then(|id| self.era(id)).or_else(|| self.era(default)).unwrap_or(&self.eras[0])
    }

    /// The era with an id or a short name.
    #[must_use]
    pub fn era(&self, id: &str) -> Option<&Entry<Era>> {
        self.eras.iter().find(|era| era.id == id || era.short.get_ref() == id)
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
            Some(key) => {
                Some(source.claim.get_key_value(key).map(|(key, claim)| (key.get_ref().as_str(), claim))?)
            }
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
            roles.sort_by_key(|role| (rank(role), role.name.get_ref().to_lowercase()));
            roles.into_iter().map(|role| role.id.clone()).collect()
        });
        order.iter().filter_map(|id| self.role(id)).collect()
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

    /// Everything that can be searched for.
    pub fn findables(&self) -> &Findables {
        self.findables.get_or_init(|| Findables::new(self))
    }

    /// How many files there are of what a list lists; for skills and tools these are groups.
    #[must_use]
    pub fn number_of(&self, list: Listed) -> usize {
        let kind = match list {
            Listed::Roles => FileKind::Role,
            Listed::Eras => FileKind::Era,
            Listed::Actors => FileKind::Actor,
            Listed::Skills => FileKind::Skills,
            Listed::Toolkits | Listed::Tools => FileKind::Toolkit,
            Listed::Sources => FileKind::Source,
            Listed::Scenarios | Listed::Questions | Listed::Tours | Listed::Bookmarks => return 0,
        };
        self.files.files.iter().filter(|file| file.kind == kind).count()
    }

    /// Whether a list has anything in it.
    #[must_use]
    pub fn has_any(&self, list: Listed) -> bool {
        self.number_of(list) > 0
    }

    fn grouped_skills(&self) -> &Grouped<SkillGroup, Skill> {
        self.skills.get_or_init(|| {
            let entries = shelf::read_kind(&self.files, FileKind::Skills);
            Grouped { groups: entries.skill_groups, members: entries.skills }
        })
    }

    fn grouped_tools(&self) -> &Grouped<Toolkit, Tool> {
        self.tools.get_or_init(|| {
            let entries = shelf::read_kind(&self.files, FileKind::Toolkit);
            Grouped { groups: entries.toolkits, members: entries.tools }
        })
    }

    /// The name of a family.
    #[must_use]
    pub fn family_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.pack.family.iter().find(|family| family.id.get_ref() == id).map_or(id, |family| &family.name)
    }

    /// The name of a role or an actor.
    #[must_use]
    pub fn party_name<'a>(&'a self, id: &'a str) -> &'a str {
        match (self.role(id), self.actor(id)) {
            (Some(role), _) => role.name.get_ref(),
            (None, Some(actor)) => &actor.name,
            (None, None) => id,
        }
    }

    /// The path of a file, from the pack's folder.
    #[must_use]
    pub fn file_path(&self, file: FileId) -> &str {
        &self.files.files[file.0].path
    }

    /// A role or actor as it stands in a sentence: "the ML engineer", "foundation models".
    #[must_use]
    pub fn the_party(&self, id: &str) -> String {
        match self.role(id) {
            Some(role) => format!("the {}", in_prose(role.name.get_ref())),
            None => self.party_name(id).to_owned(),
        }
    }

    /// The name of a level.
    #[must_use]
    pub fn level_name(&self, level: Level) -> &str {
        let names = &self.pack.levels;
        match level.number() {
            1 => &names.one,
            2 => &names.two,
            3 => &names.three,
            _ => &names.four,
        }
    }
}

impl Role {
    /// What the role is in an era, by the era's id; an absent one has a table that says so.
    #[must_use]
    pub fn in_era(&self, era: &str) -> Option<&RoleEra> {
        self.era.get(era)
    }

    /// Whether there is such a role in an era.
    #[must_use]
    pub fn exists_in(&self, era: &str) -> bool {
        self.in_era(era).is_some_and(|role| role.status != model::Status::Absent)
    }
}

/// A name as it stands within a sentence: "Data scientist" loses its capital, "ML engineer" and
/// "DevOps engineer" do not.
#[must_use]
pub fn in_prose(name: &str) -> String {
    let word = name.split(' ').next().unwrap_or_default();
    let mut letters = word.chars();
    match letters.next() {
        Some(first)
            if letters.clone().count() > 0 && letters.all(|c| c.is_lowercase() || !c.is_alphabetic()) =>
        {
            first.to_lowercase().chain(name.chars().skip(1)).collect()
        }
        _ => name.to_owned(),
    }
}
