//! What changes of what is kept: bookmarks, where the reader is, and what they did in another sitting.

use crate::place::{Kind, Link, Listed, Place};
use crate::profile::{Change, Profile, Run};

use super::{Again, App, Drawn, Dress, Effect};

impl App {
    /// Marks a place to come back to, or takes the mark away: that of a bookmark's row, else the page's.
    ///
    /// A row that is gone leaves its place to the next, and who presses again means the one that is gone.
    pub(super) fn bookmark(&mut self, drawn: &Drawn) -> Effect {
        let is_list = self.subject().0.place.kind == Kind::List(Listed::Bookmarks);
        if let Some(Again::Unmarked(place)) = self.again.take_if(|_| is_list) {
            self.say(format!("{} is bookmarked again", self.library.title(&place)));
            return self.change(Change::Bookmark(place, true), drawn);
        }
        let (_, row) = self.subject();
        let of_row = row.filter(|_| is_list).and_then(|row| row.links.first());
        let place = of_row.map_or(&self.page.page().place, |target| &target.link.place).clone();
        // A bookmark may be written otherwise than the page's place, with a name for an id.
        let canonical =
            |marked: &&Place| self.library.canonical((*marked).clone()).is_ok_and(|one| one == place);
        let marked =
            self.profile.bookmarks.iter().find(|marked| **marked == place || canonical(marked)).cloned();
        let title = self.library.title(&place);
        if let Some(marked) = marked {
            let again = if is_list { "; * puts it back" } else { "" };
            self.say(format!("{title} is no longer bookmarked{again}"));
            self.again = is_list.then(|| Again::Unmarked(marked.clone()));
            return self.change(Change::Bookmark(marked, false), drawn);
        }
        self.say(format!("{title} is bookmarked; / bookmarks shows them all"));
        self.change(Change::Bookmark(place, true), drawn)
    }

    /// Takes note of the page the reader is on, and where they are headed; says what is to be kept of that.
    pub fn arrive(&mut self) -> Vec<Change> {
        self.keep_place(|last, here| last.place == here.place)
    }

    /// Takes note of where the reader is, unless that is the same as what is kept. Who presents or reads the notes comes
    /// back to where they were before that, and to the stop that was presented.
    pub(super) fn keep_place(&mut self, is_same: impl Fn(&Link, &Link) -> bool) -> Vec<Change> {
        let changes: Vec<_> = match self.looks.dress {
            Dress::Explorer => {
                let here = self.here();
                if self.profile.last.as_ref().is_some_and(|last| is_same(last, &here)) {
                    return Vec::new();
                }
                let to = match &here.place.kind {
                    Kind::Route(Some((_, to))) if self.profile.goal.as_ref() != Some(to) => Some(to.clone()),
                    _ => None,
                };
                std::iter::once(Change::Last(here)).chain(to.map(Change::Goal)).collect()
            }
            Dress::Stage => {
                let stop = self.presented().filter(|stop| self.profile.stop.as_ref() != Some(stop));
                stop.map(Change::Stop).into_iter().collect()
            }
            Dress::Notes => Vec::new(),
        };
        for change in &changes {
            self.profile.apply(change);
        }
        changes
    }

    /// Goes on with what another sitting of the reader changed; where one is and how it looks stays.
    pub(super) fn take_over(&mut self, profile: Profile, drawn: &Drawn) {
        let run = self.run().cloned();
        let (last, stop) = (self.profile.last.take(), self.profile.stop.take());
        self.profile = Profile { last, stop, ..profile };
        self.settle_runs();
        let is_here = |run: &Run| self.run().is_some_and(|now| now.is_as_far_as(run));
        self.overtaken |= run.is_some_and(|run| !is_here(&run));
        self.refresh(drawn);
    }

    pub(super) fn change(&mut self, change: Change, drawn: &Drawn) -> Effect {
        self.profile.apply(&change);
        self.refresh(drawn);
        Effect::Save(change)
    }
}
