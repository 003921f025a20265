//! What every action does, first to what is typed, then to the pane and the page that one is in.

use tui_input::InputRequest;

use super::key::Key;
use super::layout::{Drawn, PaneDrawn};
use super::prompt::Ask;
use super::{Action, App, At, Dress, Effect};

impl App {
    /// Does what the reader wants.
    pub fn update(&mut self, action: Action) -> Effect {
        let action = self.pending.take().unwrap_or(action);
        if let Some(effect) = self.in_note(&action) {
            return effect;
        }
        self.again = self.again.take().filter(|again| again.outlives(&action));
        // What is pressed on a screen that shows something else does not count as having seen it.
        let is_unseen = matches!(action, Action::Profile(_) | Action::Time(_) | Action::Click(..))
            || (action == Action::Enter && self.prompt.is_some());
        if !(action.is_of_runs() || is_unseen) {
            self.overtaken = false;
        }
        if action.is_wanted() && std::mem::take(&mut self.looks.blank) && action != Action::Quit {
            // It only wakes the screen, so that nobody goes on in the dark without knowing.
            self.drawn = None;
            return Effect::Draw;
        }
        match action {
            action if self.is_served() && action.touches_the_host() => return self.decline(&action),
            Action::Type(letter) if self.asks(&Ask::Leave) => {
                self.leave();
                if letter.eq_ignore_ascii_case(&'y') {
                    return Effect::Quit;
                }
            }
            // No number goes on with it: it is meant for the stop.
            Action::Type(letter) if self.asks(&Ask::Stop) && !letter.is_ascii_digit() => {
                self.leave();
                return self
                    .action(Key::Char(letter))
                    .map_or(Effect::Draw, |action| self.after_layout(action));
            }
            action if action.is_of_tours() && self.asks(&Ask::Stop) => {
                self.leave();
                return self.after_layout(action);
            }
            // What is pressed by mistake does not end a presentation; who asks twice means it.
            Action::Quit if self.looks.dress == Dress::Stage && !self.asks(&Ask::Leave) => {
                self.ask(Ask::Leave, "");
                self.drawn = None;
            }
            Action::Quit => return Effect::Quit,
            Action::Suspend => return Effect::Suspend,
            Action::Unbound(key) => self.say_unbound(key),
            Action::Time(now) => self.tell_time(now),
            Action::Type(letter) => self.edit(InputRequest::InsertChar(letter)),
            Action::Paste(text) => self.paste(&text),
            Action::Erase if self.prompt.as_ref().is_some_and(|prompt| prompt.text().is_empty()) => {
                self.leave();
            }
            Action::Erase => self.edit(InputRequest::DeletePrevChar),
            Action::EraseWord => self.edit(InputRequest::DeletePrevWord),
            Action::EraseAll => self.edit(InputRequest::DeleteLine),
            Action::EraseNext => self.edit(InputRequest::DeleteNextChar),
            Action::LineStart => self.edit(InputRequest::GoToStart),
            Action::LineEnd => self.edit(InputRequest::GoToEnd),
            Action::Left => self.edit(InputRequest::GoToPrevChar),
            Action::Right => self.edit(InputRequest::GoToNextChar),
            action => {
                self.settle();
                return match self.drawn.take() {
                    Some(drawn) => self.update_drawn(action, &drawn),
                    None => self.after_layout(action),
                };
            }
        }
        Effect::Draw
    }

    /// Asks for the layout first, whatever it was that the host brought.
    pub(super) fn after_layout(&mut self, action: Action) -> Effect {
        self.pending = Some(action);
        Effect::Layout
    }

    /// Finds what there is to choose from for all that was typed by now; before anything is drawn.
    pub fn settle(&mut self) {
        if let Some(prompt) = &mut self.prompt {
            prompt.settle(&self.library);
        }
    }

    /// What a drawing found out about the pane that keys go to.
    pub(super) fn active_drawn<'d>(&self, drawn: &'d Drawn) -> Option<&'d PaneDrawn> {
        match (&self.prompt, self.at) {
            (Some(_), _) => drawn.prompt.as_ref(),
            (None, At::Index) => drawn.index.as_ref(),
            (None, At::Page) => drawn.page.as_ref(),
            (None, At::Margin) => drawn.margin.as_ref(),
        }
    }

    /// Does what needs to know the layout.
    fn update_drawn(&mut self, action: Action, drawn: &Drawn) -> Effect {
        let nothing = PaneDrawn::default();
        let pane = self.active_drawn(drawn).unwrap_or(&nothing);
        let is_paging = matches!(action, Action::PageDown | Action::PageUp);
        // Asked once: a page that tells of no screens has none.
        let is_asked = std::mem::take(&mut self.is_paging);
        if is_paging && !is_asked && pane.screens.is_none() && self.active_drawn(drawn).is_some() {
            self.is_paging = true;
            return self.after_layout(action);
        }
        self.message.clear();
        let folded = self.folded();
        match action {
            Action::Down => self.active_mut().down(pane, folded),
            Action::Up => self.active_mut().up(pane, folded),
            Action::First => self.active_mut().step(pane, isize::MIN, folded),
            Action::Last => self.active_mut().step(pane, isize::MAX, folded),
            Action::PageDown | Action::PageUp => {
                let further = action == Action::PageDown;
                let [down, up] = pane.screens.clone().unwrap_or_default();
                let (stop, end) = if further { (down, isize::MAX) } else { (up, isize::MIN) };
                self.active_mut().jump(pane, stop.as_ref(), end, folded);
            }
            Action::Back if self.prompt.is_some() => self.leave(),
            Action::Enter if self.prompt.is_some() => return self.take(),
            Action::Click(x, y) => return self.click(x, y, drawn),
            Action::Wheel(x, y, further) => return self.turn_wheel((x, y), further, drawn),
            Action::Profile(profile) => self.take_over(*profile, drawn),
            Action::Practise(wish) => return self.practise(*wish),
            Action::Library(fresh) => self.renew(fresh.0, drawn),
            Action::PackBroken(report) => self.break_off(report),
            Action::Talk(talk) => self.hear(talk.map(|talk| *talk)),
            action if action.is_of_tours() => return self.do_in_tour(&action),
            action => return self.update_page(action, drawn),
        }
        self.moved();
        Effect::Draw
    }

    /// Does what concerns pages, not what is typed.
    fn update_page(&mut self, action: Action, drawn: &Drawn) -> Effect {
        match action {
            Action::TakeBack if self.run().is_none() => return self.discard(),
            action if action.is_of_runs() => return self.do_in_run(&action, drawn),
            Action::Back if self.at == At::Page && self.run().is_some() => return self.lay_down(),
            Action::Enter if self.offer_here().is_some() => {
                let offer = self.offer_here().cloned();
                return offer.map_or(Effect::Draw, |offer| self.take_offer(offer));
            }
            Action::Enter => self.enter(),
            Action::Back => self.go_back(),
            Action::Earlier => self.earlier(),
            Action::Later => self.later(),
            Action::NextPane => self.turn_pane(1, drawn),
            Action::PreviousPane => self.turn_pane(-1, drawn),
            Action::EarlierEra => self.turn_era(false, drawn),
            Action::LaterEra => self.turn_era(true, drawn),
            Action::Screen(number) => self.go_to_screen(number),
            Action::Mark => self.mark(),
            Action::Unmark => self.unmark(),
            Action::Compare => self.compare(),
            Action::Route => self.go_to_role(),
            Action::Raise => return self.raise(true, drawn),
            Action::Lower => return self.raise(false, drawn),
            Action::Bookmark => return self.bookmark(drawn),
            Action::Fold => self.fold(drawn),
            Action::Search => self.ask(Ask::Search, ""),
            Action::Palette => self.ask(Ask::Palette, ""),
            Action::Help => self.ask(Ask::Help, ""),
            Action::Sources => {
                self.stand_at_evidence();
                self.turn_to_margin();
            }
            Action::Browse => return self.browse(),
            Action::CopyRow => return self.copy_row(),
            Action::CopyPage => return self.copy_page(),
            Action::Edit => return self.edit_row(),
            Action::Reload => return self.reload(),
            Action::Problems => self.show_problems(),
            Action::Export => {
                let name = self.file_name();
                self.ask(Ask::File { replace: None }, &name);
            }
            action => return self.change_looks(&action),
        }
        self.fill_margin();
        Effect::Draw
    }

    /// After the focus moved: the index opens the page beside it, and the page its margin.
    pub(super) fn moved(&mut self) {
        if self.prompt.is_none() {
            if self.at == At::Index {
                self.preview();
            }
            self.fill_margin();
        }
    }
}
