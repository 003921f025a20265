//! The same place as another edition: in another era, or of what has changed meanwhile; the reader stays.

use crate::content::turned;
use crate::page::tour::is_broken;
use crate::place::{Kind, Place};

use super::App;
use super::layout::{At, Drawn};
use super::pane::Pane;

impl App {
    /// Turns to the era before or after; the focused row stays.
    pub(super) fn turn_era(&mut self, later: bool, drawn: &Drawn) {
        let place = self.page.page().place.clone();
        let shown = self.library.shown_at(&place).place;
        if matches!(&shown.kind, Kind::Compare(columns) if columns.iter().any(|column| column.era.is_some()))
        {
            self.say("these columns name their eras and do not turn");
            return;
        }
        if self.run().is_some() {
            self.say("these questions are of this era; ← lays them down, and they wait for you");
            return;
        }
        let mut editions: Vec<_> =
            self.library.eras().iter().map(|era| Some(era.short.to_string())).collect();
        let mut now = Some(self.era());
        if matches!(shown.kind, Kind::Scenario(_)) && self.at != At::Index {
            // A stop that shows a project in one era has no edition of all.
            let whole = Place { era: None, ..place.clone() };
            editions.extend(self.library.shown_at(&whole).place.era.is_none().then_some(None));
            now.clone_from(&shown.era);
        }
        let at = editions.iter().position(|edition| *edition == now).unwrap_or(0);
        let to = if later { editions.get(at + 1) } else { at.checked_sub(1).and_then(|at| editions.get(at)) };
        let Some(to) = to.cloned() else {
            self.say(match now {
                None => "all eras stand side by side here; [ shows the last alone".to_owned(),
                Some(era) => {
                    let name = &self.library.era_or_default(Some(&era)).name;
                    format!("{name} is the {} era", if later { "last" } else { "first" })
                }
            });
            return;
        };
        let turned = |place: &Place| turned(place, to.as_deref());
        if self.stop_here().is_some() && is_broken(&self.build(&turned(&place))) {
            let era = &self.library.era_or_default(to.as_deref()).name;
            self.say(format!("nothing of this stop stands in {era:?}"));
            return;
        }
        let stood = self.entry();
        self.make_again(&turned, drawn);
        match self.at {
            At::Index => {
                if matches!(place.kind, Kind::Era(_)) {
                    self.stand_at_entry(&turned(&place));
                }
                self.follow_entry(stood.as_deref());
            }
            At::Page => self.fill_index(),
            At::Margin => self.fill_margin_again(),
        }
    }

    /// The focused row of the index.
    fn entry(&self) -> Option<String> {
        self.index.as_ref().map(|index| index.focus().to_owned())
    }

    /// Opens the page of the index's focused entry where that is another than before; else the page stays as it
    /// was turned.
    fn follow_entry(&mut self, stood: Option<&str>) {
        if self.entry().as_deref() != stood {
            self.preview();
        }
    }

    /// Makes the page and its index again as another edition; the focused rows stay where they are.
    pub(super) fn make_again(&mut self, edition: &dyn Fn(&Place) -> Place, drawn: &Drawn) {
        let folded = (self.looks.folded, self.looks.folded);
        let made = |pane: &Pane| self.build(&edition(&pane.page().place));
        let (whole, index) = (made(&self.page), self.index.as_ref().map(made));
        let both = [
            (Some(&mut self.page), Some(whole), &drawn.page, folded),
            (self.index.as_mut(), index, &drawn.index, (false, false)),
        ];
        for (pane, again, drawn, folded) in both {
            let (Some(pane), Some(again)) = (pane, again) else { continue };
            // What lies below a prompt was not drawn, and comes back as it was held.
            let held = pane.hold();
            pane.stay(Some(again), drawn.as_ref().map_or(0, |drawn| drawn.focus_line), folded);
            if drawn.is_none() {
                pane.set_hold(held);
            }
        }
    }

    /// Makes everything that is shown again, after what it is made of has changed; the reader stays.
    pub(super) fn refresh(&mut self, drawn: &Drawn) {
        let stood = self.entry();
        self.make_again(&Clone::clone, drawn);
        match self.at {
            At::Index => self.follow_entry(stood.as_deref()),
            At::Page => self.fill_index(),
            At::Margin => {}
        }
        self.fill_margin_again();
    }
}
