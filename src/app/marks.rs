//! Roles that a reader marks, and what is made of them: a comparison, or a route.

use crate::place::{Column, Kind, Link, MAX_COLUMNS, ME, Place};

use super::App;

impl App {
    pub(super) fn mark(&mut self) {
        let Some(role) = self.role_here().map(str::to_owned) else {
            self.say("Space marks roles, and this row is about none: stand on a role first");
            return;
        };
        let name = self.library.party_name(&role).to_owned();
        if let Some(at) = self.marked.iter().position(|marked| *marked == role) {
            self.marked.remove(at);
            self.say(format!("{name} is no longer marked"));
        } else if self.marked.len() == MAX_COLUMNS {
            self.say(format!("{MAX_COLUMNS} roles are marked, and no more fit beside each other"));
        } else {
            self.marked.push(role);
            let next = match self.marked.len() {
                1 if self.chooses_way() => "r on another shows the route there",
                1 => "mark another, then c compares",
                _ => "c compares",
            };
            self.say(format!("{name} is marked; {next}"));
        }
    }

    pub(super) fn unmark(&mut self) {
        self.say(match self.marked.len() {
            0 => "no role is marked; Space marks the one of a row",
            _ => "no role is marked any more",
        });
        self.marked.clear();
    }

    /// Compares the marked roles, or the only marked one with the one the reader stands at.
    pub(super) fn compare(&mut self) {
        let mut roles = self.marked.clone();
        if let ([marked], Some(here)) = (&self.marked[..], self.role_here())
            && marked != here
        {
            roles.push(here.to_owned());
        }
        let columns = |roles: Vec<String>| roles.into_iter().map(|role| Column { role, era: None }).collect();
        if roles.len() < 2 {
            // Who has begun to mark goes on among the roles.
            let key = (!self.marked.is_empty()).then(|| "roles".to_owned());
            self.go(&Link { place: Kind::Compare(Vec::new()).into(), key });
            self.say(match &self.marked[..] {
                [] => "mark two roles with Space, then press c",
                _ => "mark another role with Space, then press c",
            });
        } else {
            self.go(&Place::from(Kind::Compare(columns(roles))).into());
        }
    }

    /// Shows the route to the role here: from the first marked role, else from what the reader knows.
    pub(super) fn go_to_role(&mut self) {
        let Some(to) = self.role_here().map(str::to_owned) else {
            self.say("r shows the route to a role, and this row is about none: stand on a role first");
            return;
        };
        let from = self.marked.iter().find(|role| **role != to).cloned().unwrap_or_else(|| ME.to_owned());
        self.go(&Place::from(Kind::Route(Some((from, to)))).into());
    }

    /// Whether the page asks between which roles a route is to be shown.
    #[must_use]
    pub fn chooses_way(&self) -> bool {
        self.subject().0.place.kind == Kind::Route(None)
    }

    /// Shows the route between the first two marked roles, or where one chooses it.
    pub(super) fn choose_way(&mut self) {
        let way = match &self.marked[..] {
            [from, to, ..] => Some((from.clone(), to.clone())),
            _ => None,
        };
        self.go(&Place::from(Kind::Route(way)).into());
    }
}
