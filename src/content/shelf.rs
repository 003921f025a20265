//! Entries by id, each read when it is first asked for: a first frame needs few of them.
//!
//! Only the built-in pack is read so, for what is wrong with a folder has to be said at once. That it can
//! be read was checked before the program was built of it.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::files::{FileKind, Files};
use super::load::{self, Entries};
use super::model::{Role, Scenario, Source, Tour};
use super::shares::in_shares;
use super::{Entry, FileId};

/// A kind of entry that has a file of its own.
pub trait Shelved: Sized + Send + Sync {
    /// The kind of its file.
    const KIND: FileKind;

    /// The entries of this kind among those of some files.
    fn among(entries: Entries) -> BTreeMap<String, Entry<Self>>;
}

impl Shelved for Role {
    const KIND: FileKind = FileKind::Role;

    fn among(entries: Entries) -> BTreeMap<String, Entry<Self>> {
        entries.roles
    }
}

impl Shelved for Scenario {
    const KIND: FileKind = FileKind::Scenario;

    fn among(entries: Entries) -> BTreeMap<String, Entry<Self>> {
        entries.scenarios
    }
}

impl Shelved for Source {
    const KIND: FileKind = FileKind::Source;

    fn among(entries: Entries) -> BTreeMap<String, Entry<Self>> {
        entries.sources
    }
}

impl Shelved for Tour {
    const KIND: FileKind = FileKind::Tour;

    fn among(entries: Entries) -> BTreeMap<String, Entry<Self>> {
        entries.tours
    }
}

/// Entries of a kind by id.
#[derive(Debug)]
pub struct Shelf<T> {
    files: Arc<Files>,
    slots: BTreeMap<String, Slot<T>>,
}

#[derive(Debug)]
struct Slot<T> {
    file: FileId,
    entry: OnceLock<Entry<T>>,
}

impl<T: Shelved> Shelf<T> {
    /// Entries that were read already.
    pub fn read(entries: BTreeMap<String, Entry<T>>) -> Self {
        let slot =
            |(id, entry): (String, Entry<T>)| (id, Slot { file: entry.file, entry: OnceLock::from(entry) });
        Self { files: Arc::default(), slots: entries.into_iter().map(slot).collect() }
    }

    /// The entries of some files, none of them read yet.
    pub fn unread(files: &Arc<Files>) -> Self {
        let slots = files.files.iter().enumerate().filter(|(_, file)| file.kind == T::KIND);
        let slots = slots
            .map(|(index, file)| (file.stem.clone(), Slot { file: FileId(index), entry: OnceLock::new() }));
        Self { files: Arc::clone(files), slots: slots.collect() }
    }

    /// An entry.
    pub fn get(&self, id: &str) -> Option<&Entry<T>> {
        self.slots.get(id).map(|slot| self.entry(slot))
    }

    /// Whether there is an entry with an id.
    pub fn contains_key(&self, id: &str) -> bool {
        self.slots.contains_key(id)
    }

    /// All ids, in order.
    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.slots.keys()
    }

    /// All entries by id.
    pub fn values(&self) -> impl Iterator<Item = &Entry<T>> {
        self.fill();
        self.slots.values().map(|slot| self.entry(slot))
    }

    /// Reads what was not read yet.
    fn fill(&self) {
        /// Fewer files than this are read before a thread is there.
        const WORTH_A_THREAD: usize = 4;
        let unread: Vec<_> = self.slots.values().filter(|slot| slot.entry.get().is_none()).collect();
        in_shares(&unread, WORTH_A_THREAD, |slot| {
            self.entry(slot);
        });
    }

    fn entry<'s>(&'s self, slot: &'s Slot<T>) -> &'s Entry<T> {
        #[expect(clippy::expect_used, reason = "tests/shipped.rs and .ci/run read the whole built-in pack")]
        slot.entry.get_or_init(|| {
            let entries = load::read_some(&self.files, |file| file == slot.file, &mut Vec::new());
            T::among(entries).into_values().next().expect("a good entry of the built-in pack")
        })
    }
}

/// Groups of skills or tools and what is in them, by id; read together, for a file tells only its group.
#[derive(Debug, Default)]
pub struct Grouped<G, T> {
    /// The groups.
    pub groups: BTreeMap<String, Entry<G>>,
    /// What is in them.
    pub members: BTreeMap<String, Entry<T>>,
}

/// Reads all groups of a kind.
pub fn read_kind(files: &Files, kind: FileKind) -> Entries {
    load::read_some(files, |file| files.files[file.0].kind == kind, &mut Vec::new())
}
