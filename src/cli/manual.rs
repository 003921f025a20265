//! The man page: the command line as it is declared, and all keys.

use std::io::Write;

use clap::CommandFactory;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::app::keys::BINDINGS;

use super::Cli;

/// Writes the man page.
pub fn write(out: &mut impl Write) -> anyhow::Result<()> {
    let man = Man::new(Cli::command());
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    commands(&mut page)?;
    keys(&mut page)?;
    man.render_extra_section(&mut page)?;
    man.render_version_section(&mut page)?;
    Ok(out.write_all(&page)?)
}

/// Every command with how it is used, what else may be said with it, and an example.
fn commands(out: &mut Vec<u8>) -> std::io::Result<()> {
    let mut roff = Roff::new();
    roff.control("SH", ["COMMANDS"]);
    let mut command = Cli::command();
    command.build();
    for one in command.get_subcommands_mut().filter(|one| one.get_name() != "help") {
        let usage = one.render_usage().to_string();
        let usage = usage.trim_start_matches("Usage: ").lines().map(str::trim);
        let options =
            one.get_arguments().filter(|argument| !argument.is_global_set() && !argument.is_hide_set());
        let options: Vec<_> = options
            .filter(|argument| argument.get_id() != "help")
            .map(|argument| {
                (argument.to_string(), argument.get_help().map(ToString::to_string).unwrap_or_default())
            })
            .collect();
        let about = one.get_about().map(ToString::to_string).unwrap_or_default();
        let example = one.get_after_help().map(ToString::to_string).unwrap_or_default();
        roff.control("TP", []);
        roff.text([bold(usage.collect::<Vec<_>>().join(", "))]);
        roff.text([roman(about)]);
        for (name, help) in options {
            roff.control("br", []);
            roff.text([bold(name), roman(format!("  {help}"))]);
        }
        for line in example.lines() {
            roff.control("br", []);
            roff.text([roman(line.to_owned())]);
        }
    }
    roff.to_writer(out)
}

fn keys(out: &mut Vec<u8>) -> std::io::Result<()> {
    let mut roff = Roff::new();
    roff.control("SH", ["KEYS"]);
    let mut group = None;
    for binding in BINDINGS {
        if group != Some(binding.group) {
            roff.control("SS", [binding.group.title()]);
            group = Some(binding.group);
        }
        roff.control("TP", []);
        roff.text([bold(binding.shown)]);
        roff.text([roman(binding.help)]);
    }
    roff.to_writer(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_option_of_every_command_stands_there_with_what_it_does_and_every_command_has_an_example() {
        let mut page = Vec::new();
        write(&mut page).unwrap_or_else(|error| panic!("{error}"));
        let page = String::from_utf8_lossy(&page).replace("\\-", "-").replace("\\*(Aq", "'");
        for command in Cli::command().get_subcommands() {
            let example = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(example.contains("roledex "), "{} has no example", command.get_name());
            for argument in command.get_arguments() {
                let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(
                    !help.is_empty() && page.contains(&help),
                    "{}: {}",
                    command.get_name(),
                    argument.get_id()
                );
            }
        }
    }
}
