//! Pages that many read at once, made once for all of them.
//!
//! Whoever has told nothing of themselves sees the same page as everybody else, and of a crowd that is nearly all. A
//! page may take a quarter of a megabyte and a millisecond, and what all have in common stays where the processor is
//! quick to find it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::content::Library;
use crate::place::{Kind, Place};

use super::{Page, Reader, build};

/// How many places are remembered before those that nobody reads any more are forgotten.
const MANY: usize = 500;

/// Pages that somebody reads.
#[derive(Debug, Default)]
pub struct Shared(Mutex<Made>);

#[derive(Debug, Default)]
struct Made {
    /// The edition they were made from.
    library: Weak<Library>,
    pages: HashMap<Place, Weak<Page>>,
}

impl Shared {
    /// The page of a place, for a reader.
    #[must_use]
    pub fn page(&self, library: &Arc<Library>, reader: Reader<'_>, place: &Place) -> Arc<Page> {
        if !is_for_all(reader, place) {
            return Arc::new(build(library, reader, place));
        }
        if let Some(page) = self.made(library, |made| made.pages.get(place).and_then(Weak::upgrade)) {
            return page;
        }
        // Made while nobody waits for it; where two make the same, either will do.
        let page = Arc::new(build(library, reader, place));
        self.made(library, |made| {
            if made.pages.len() >= MANY {
                made.pages.retain(|_, page| page.strong_count() > 0);
            }
            made.pages.insert(place.clone(), Arc::downgrade(&page));
        });
        page
    }

    /// Looks at what was made from an edition.
    fn made<T>(&self, library: &Arc<Library>, look: impl FnOnce(&mut Made) -> T) -> T {
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if made.library.as_ptr() != Arc::as_ptr(library) {
            *made = Made { library: Arc::downgrade(library), pages: HashMap::new() };
        }
        look(&mut made)
    }
}

/// Whether a page says the same to everybody like this reader: nothing of them, of the time, or of what they do.
fn is_for_all(reader: Reader<'_>, place: &Place) -> bool {
    let is_of_now = matches!(
        place.kind,
        Kind::Practice(_) | Kind::Mock(_) | Kind::Progress(_) | Kind::Question(_) | Kind::Search(_)
    );
    !is_of_now && reader.profile.tells_nothing()
}

#[cfg(test)]
mod tests {
    use crate::content::model::Level;
    use crate::profile::{Change, Profile};

    use super::*;

    fn reader(profile: &Profile) -> Reader<'_> {
        Reader { profile, ..Reader::NOBODY }
    }

    #[test]
    fn those_who_have_told_nothing_share_a_page_and_others_have_their_own() {
        let library = || Arc::new(Library::built_in().unwrap_or_else(|error| panic!("{error}")));
        let (one, other) = (library(), library());
        let shared = Shared::default();
        let place = Place::parse("role:ai-engineer@after").unwrap_or_else(|error| panic!("{error}"));
        let page = shared.page(&one, Reader::NOBODY, &place);
        assert!(Arc::ptr_eq(&page, &shared.page(&one, Reader::NOBODY, &place)));
        assert_eq!(*page, build(&one, Reader::NOBODY, &place));
        let mut profile = Profile::default();
        profile.apply(&Change::Theme("mono".to_owned()));
        assert!(
            Arc::ptr_eq(&page, &shared.page(&one, reader(&profile), &place)),
            "a theme is no matter of pages"
        );
        profile.apply(&Change::Skill("python".to_owned(), Level::try_from(3).ok()));
        let own = shared.page(&one, reader(&profile), &place);
        assert!(*own == build(&one, reader(&profile), &place) && *own != *page);
        // Another edition has other pages, and what nobody reads any more is made anew.
        assert!(!Arc::ptr_eq(&page, &shared.page(&other, Reader::NOBODY, &place)));
        let question = Place::parse("practice:ai-engineer").unwrap_or_else(|error| panic!("{error}"));
        let practice = shared.page(&one, Reader::NOBODY, &question);
        assert!(!Arc::ptr_eq(&practice, &shared.page(&one, Reader::NOBODY, &question)));
    }
}
