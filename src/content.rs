//! The library: a content pack, read once, checked, and looked up by id.

mod asked;
mod called;
pub mod check;
mod entry_kind;
pub mod files;
mod findable;
mod link;
mod lint;
mod load;
mod lookup;
pub mod model;
mod names;
pub mod problem;
mod resolve;
pub mod rule;
mod said;
pub mod schema;
mod shape;
mod shares;
mod shelf;
mod stops;

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use thiserror::Error;

use asked::Asked;
use files::{FileKind, Files};
use model::{
    Actor, Era, Leanings, Pack, Role, RoleEra, Scenario, Skill, SkillGroup, Source, SourceClaim, Tool,
    Toolkit, Tour,
};
use problem::{Problem, Report, Rule, Severity};
use shelf::{Grouped, Shelf};

pub use entry_kind::EntryKind;
pub use findable::{Findable, Findables, FoundKind};
pub use load::FORMAT;
pub use resolve::{Look, ResolveError};
pub use stops::turned;

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
    #[error("{folder} cannot be read: {}", unread(error))]
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

impl LoadError {
    /// What is wrong, as a report also where the folder itself is.
    #[must_use]
    pub fn report(self) -> Report {
        match self {
            Self::Problems(report) => report,
            Self::Unreadable { folder, error } => {
                let message = format!("this folder cannot be read: {}", unread(&error));
                Report::new(&folder, vec![Problem::of_file("", Rule::Unreadable, &message, "")])
            }
        }
    }
}

/// Why the folder of a pack cannot be read.
fn unread(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such folder".to_owned(),
        ErrorKind::NotADirectory => "it is a file; name the folder that holds pack.toml".to_owned(),
        _ => error.to_string(),
    }
}

/// What a citation names: a source, and the key and the words of one of its claims.
pub type Cited<'l> = (&'l Entry<Source>, Option<(&'l str, &'l SourceClaim)>);

/// Something that cites a source: a kind of entry and its id.
pub type Citer = (EntryKind, String);

/// A content pack, read-only and linked: every id in it names an entry that is there.
#[derive(Debug)]
pub struct Library {
    /// The folder it was read from; `None` for the built-in pack.
    folder: Option<PathBuf>,
    pack: Pack,
    eras: Vec<Entry<Era>>,
    actors: BTreeMap<String, Entry<Actor>>,
    roles: Shelf<Role>,
    /// The ids of the roles, by family and name.
    role_order: OnceLock<Vec<String>>,
    scenarios: Shelf<Scenario>,
    leanings: OnceLock<Option<Entry<Leanings>>>,
    questions: OnceLock<Asked>,
    tours: Shelf<Tour>,
    skills: OnceLock<Grouped<SkillGroup, Skill>>,
    tools: OnceLock<Grouped<Toolkit, Tool>>,
    sources: Shelf<Source>,
    cited: OnceLock<BTreeMap<String, BTreeSet<Citer>>>,
    /// Ids of the roles that name a role or actor as a party, by its id.
    partners: OnceLock<BTreeMap<String, Vec<String>>>,
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
        let entries = load::read_again(&files, first);
        let mut eras: Vec<_> = entries.eras.into_values().collect();
        eras.sort_by_key(|era| *era.order.get_ref());
        match entries.pack {
            Some((_, pack)) if !eras.is_empty() => Ok(Self {
                folder: None,
                pack,
                eras,
                actors: entries.actors,
                roles: Shelf::unread(&files),
                role_order: OnceLock::new(),
                scenarios: Shelf::unread(&files),
                leanings: OnceLock::new(),
                questions: OnceLock::new(),
                tours: Shelf::unread(&files),
                skills: OnceLock::new(),
                tools: OnceLock::new(),
                sources: Shelf::unread(&files),
                cited: OnceLock::new(),
                partners: OnceLock::new(),
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
        Self::link(None, Files::built_in())
    }

    /// The pack in a folder.
    ///
    /// # Errors
    /// [`LoadError`]: the folder cannot be read, or everything that is wrong with what is in it.
    pub fn from_folder(folder: &Path) -> Result<Self, LoadError> {
        match load::files_in(folder) {
            Ok(files) => Self::link(Some(folder), files),
            Err(error) => Err(LoadError::Unreadable { folder: folder.display().to_string(), error }),
        }
    }

    fn link(folder: Option<&Path>, mut files: Files) -> Result<Self, LoadError> {
        let mut problems = std::mem::take(&mut files.problems);
        let entries = load::read(&files, &mut problems);
        let cited = link::check(&entries, &files, &mut problems);
        // What only makes a pack worse is for `roledex check` to say.
        problems.retain(|problem| problem.severity == Severity::Error);
        match link::library(entries, cited, files, folder) {
            Some(library) if problems.is_empty() => Ok(library),
            _ => {
                let folder = folder.map(|folder| folder.display().to_string()).unwrap_or_default();
                Err(LoadError::Problems(Report::new(&folder, problems)))
            }
        }
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
}

impl Role {
    /// What the role is in an era, by the era's id; an absent one has a table that says so.
    #[must_use]
    pub fn in_era(&self, era: &str) -> Option<&RoleEra> {
        self.era.get(era).map(Box::as_ref)
    }

    /// Whether there is such a role in an era.
    #[must_use]
    pub fn exists_in(&self, era: &str) -> bool {
        self.present_in(era).is_some()
    }

    /// What the role is in an era, by the era's id; `None` where there is none such.
    #[must_use]
    pub fn present_in(&self, era: &str) -> Option<&RoleEra> {
        self.in_era(era).filter(|now| now.status != model::Status::Absent)
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
