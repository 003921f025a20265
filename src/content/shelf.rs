//! Entries by id, each read when it is first asked for: a first frame needs few of them.
//!
//! Only the built-in pack is read so, for what is wrong with a folder has to be said at once. That it can
//! be read was checked before the program was built of it.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use toml::de::DeTable;

use super::files::{FileKind, Files};
use super::load::{self, Entries};
use super::model::{Role, Scenario, Source, Tour};
use super::shares::in_shares;
use super::{Entry, FileId};

/// A kind of entry that has a file of its own.
pub trait Shelved: Sized + Send + Sync {
    /// The kind of its file.
    const KIND: FileKind;

    /// The field that says how an entry is called.
    const NAME: &'static str;

    /// The entries of this kind among those of some files.
    fn among(entries: Entries) -> BTreeMap<String, Entry<Self>>;

    /// How an entry is called.
    fn name(&self) -> &str;
}

impl Shelved for Role {
    const KIND: FileKind = FileKind::Role;
    const NAME: &'static str = "name";

    fn among(entries: Entries) -> BTreeMap<String, Entry<Self>> {
        entries.roles
    }

    fn name(&self) -> &str {
        self.name.as_str()
    }
}

impl Shelved for Scenario {
    const KIND: FileKind = FileKind::Scenario;
    const NAME: &'static str = "name";

    fn among(entries: Entries) -> BTreeMap<String, Entry<Self>> {
        entries.scenarios
    }

    fn name(&self) -> &str {
        self.name.as_str()
    }
}

impl Shelved for Source {
    const KIND: FileKind = FileKind::Source;
    const NAME: &'static str = "short";

    fn among(entries: Entries) -> BTreeMap<String, Entry<Self>> {
        entries.sources
    }

    fn name(&self) -> &str {
        &self.short
    }
}

impl Shelved for Tour {
    const KIND: FileKind = FileKind::Tour;
    const NAME: &'static str = "title";

    fn among(entries: Entries) -> BTreeMap<String, Entry<Self>> {
        entries.tours
    }

    fn name(&self) -> &str {
        self.title.as_str()
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
    name: OnceLock<String>,
    /// In a place of its own, as most are never read.
    entry: OnceLock<Box<Entry<T>>>,
}

impl<T> Slot<T> {
    fn new(file: FileId, entry: OnceLock<Box<Entry<T>>>) -> Self {
        Self { file, name: OnceLock::new(), entry }
    }
}

impl<T: Shelved> Shelf<T> {
    /// Entries that were read already.
    pub fn read(entries: BTreeMap<String, Entry<T>>) -> Self {
        let slot =
            |(id, entry): (String, Entry<T>)| (id, Slot::new(entry.file, OnceLock::from(Box::new(entry))));
        Self { files: Arc::default(), slots: entries.into_iter().map(slot).collect() }
    }

    /// The entries of some files, none of them read yet.
    pub fn unread(files: &Arc<Files>) -> Self {
        let slots = files.files.iter().enumerate().filter(|(_, file)| file.kind == T::KIND);
        let slots =
            slots.map(|(index, file)| (file.stem().to_owned(), Slot::new(FileId(index), OnceLock::new())));
        Self { files: Arc::clone(files), slots: slots.collect() }
    }

    /// An entry.
    pub fn get(&self, id: &str) -> Option<&Entry<T>> {
        self.slots.get(id).map(|slot| self.entry(slot))
    }

    /// How an entry is called; most of a file that was not read yet stays so.
    pub fn name(&self, id: &str) -> Option<&str> {
        let slot = self.slots.get(id)?;
        if let Some(entry) = slot.entry.get() {
            return Some(entry.name());
        }
        let FileId(file) = slot.file;
        let name = slot.name.get_or_init(|| {
            let name = at_the_top(&self.files.files[file].text(), T::NAME);
            name.unwrap_or_else(|| self.entry(slot).name().to_owned())
        });
        Some(name)
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
            let entries = load::read_again(&self.files, |file| file == slot.file);
            let entry = T::among(entries).into_values().next();
            Box::new(entry.expect("a good entry of the built-in pack"))
        })
    }
}

/// A text field of a file that stands before its first table, as all fields of no table do.
fn at_the_top(text: &str, field: &str) -> Option<String> {
    let top = text.find("\n[").map_or(text, |end| &text[..end]);
    let document = DeTable::parse(top).ok()?;
    document.get_ref().get(field)?.get_ref().as_str().map(str::to_owned)
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
    load::read_again(files, |file| files.files[file.0].kind == kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_whether_or_not_its_file_was_read() {
        fn agree<T: Shelved>(files: &Arc<Files>) {
            let (top, whole) = (Shelf::<T>::unread(files), Shelf::<T>::unread(files));
            assert!(whole.values().count() > 0);
            for entry in whole.values() {
                assert_eq!(top.name(&entry.id), Some(entry.name()));
                assert!(top.slots[&entry.id].entry.get().is_none(), "the whole of {} was read", entry.id);
            }
        }
        let files = Arc::new(Files::built_in());
        agree::<Role>(&files);
        agree::<Scenario>(&files);
        agree::<Source>(&files);
        agree::<Tour>(&files);
    }

    #[test]
    fn what_stands_at_the_top_is_found_there_alone() {
        let cases = [
            ("name = \"A\"\n[x]\nname = \"B\"", Some("A")),
            ("[x]\nname = \"B\"", None),
            ("about = \"\"\"\n[not a table\n\"\"\"\nname = \"A\"", None),
            ("", None),
        ];
        for (text, name) in cases {
            assert_eq!(at_the_top(text, "name").as_deref(), name, "{text}");
        }
    }
}
