//! The mouse: what it was pressed on, and over what its wheel was turned.

use super::{Action, App, Drawn, Effect, Press, Spot};

impl App {
    /// A row further or back, in the pane that the mouse is over.
    pub(super) fn turn_wheel(&mut self, (x, y): (u16, u16), further: bool, drawn: &Drawn) -> Effect {
        let row = |spot: &Spot| match &spot.what {
            Press::Row(at, _) if (spot.x..spot.x.saturating_add(spot.width)).contains(&x) => {
                Some((spot.y.abs_diff(y), *at))
            }
            _ => None,
        };
        match drawn.spots.iter().filter_map(row).min_by_key(|(far, _)| *far) {
            // Another pane may get other room.
            Some((_, at)) if at != self.at => self.at = at,
            _ => self.drawn = Some(drawn.clone()),
        }
        self.update(if further { Action::Down } else { Action::Up })
    }

    /// What the mouse was pressed on: a row is stood on first, and followed when one stands there already.
    pub(super) fn click(&mut self, x: u16, y: u16, drawn: &Drawn) -> Effect {
        let hit = |spot: &&Spot| spot.y == y && (spot.x..spot.x.saturating_add(spot.width)).contains(&x);
        let Some(Spot { what, .. }) = drawn.spots.iter().find(hit) else { return Effect::Draw };
        self.drawn = Some(drawn.clone());
        match what {
            Press::Do(action) => return self.update(action.clone()),
            Press::Row(at, key) => {
                let is_here = self.prompt.is_some() || self.at == *at;
                if is_here && self.active().focus() == key {
                    return self.update(Action::Enter);
                }
                if self.prompt.is_none() {
                    self.at = *at;
                }
                if let Some(pane) = self.active_drawn(drawn) {
                    self.active_mut().touch(key, pane);
                }
                self.drawn = None;
                self.moved();
            }
        }
        Effect::Draw
    }
}
