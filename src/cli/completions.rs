//! What makes a shell complete commands and ids.

use std::collections::BTreeSet;
use std::io::{self, Write};

use clap::builder::PossibleValuesParser;
use clap::{Arg, CommandFactory};
use clap_complete::Shell;

use crate::content::{EntryKind, FoundKind};
use crate::place::ME;

use super::{Asked, Cli};

impl Asked {
    /// Prints the completions of a shell, with the ids of the pack that is in use.
    pub(super) fn completions(&self, shell: Shell) -> anyhow::Result<()> {
        let mut ids: Vec<String> = Vec::new();
        let [mut roles, mut tours, mut skills]: [Vec<String>; 3] = Default::default();
        for found in self.library.findables().all() {
            let place = found.link.place.to_string();
            // A bare id is what a reader types; and a colon begins a new word in some shells.
            let id = place.split_once(':').map_or(place.as_str(), |(_, id)| id).to_owned();
            let is_entry = matches!(found.kind, FoundKind::Entry(_) | FoundKind::Page);
            if is_entry && !ids.contains(&id) {
                ids.push(id.clone());
            }
            match found.kind {
                FoundKind::Entry(EntryKind::Role) => roles.push(id),
                FoundKind::Entry(EntryKind::Tour) => tours.push(id),
                FoundKind::Entry(EntryKind::Skill) => skills.push(id),
                _ => {}
            }
        }
        let mut command = Cli::command();
        let starts: Vec<String> = std::iter::once(ME.to_owned()).chain(roles.iter().cloned()).collect();
        let places = [
            ("open", "place", &ids),
            ("show", "place", &ids),
            ("export", "places", &ids),
            ("compare", "roles", &roles),
            ("route", "from", &starts),
            ("route", "to", &roles),
            ("practice", "role", &roles),
            ("practice", "skill", &skills),
            ("mock", "role", &roles),
            ("progress", "role", &roles),
            ("present", "tour", &tours),
        ];
        for (name, argument, known) in places {
            let known = PossibleValuesParser::new(known.clone());
            command =
                command.mut_subcommand(name, |sub| sub.mut_arg(argument, |one| one.value_parser(known)));
        }
        let lists = PossibleValuesParser::new(crate::place::Listed::ALL.iter().map(|list| list.word()));
        command = command.mut_subcommand("list", |sub| sub.mut_arg("kind", |one| one.value_parser(lists)));
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut command, "roledex", &mut script);
        if shell == Shell::Fish {
            // The generator leaves out what stands without a name.
            for sub in command.get_subcommands() {
                let known = sub.get_positionals().flat_map(Arg::get_possible_values);
                let known: BTreeSet<_> = known.map(|one| one.get_name().to_owned()).collect();
                let known: Vec<_> = known.into_iter().collect();
                let (name, known) = (sub.get_name(), known.join(" "));
                if !known.is_empty() {
                    writeln!(
                        script,
                        "complete -c roledex -n \"__fish_roledex_using_subcommand {name}\" -f -a \"{known}\""
                    )?;
                }
            }
        }
        Ok(io::stdout().lock().write_all(&script)?)
    }
}
