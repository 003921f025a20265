//! The man page: the command line as it is declared, and all keys.

use std::fmt::Write as _;
use std::io::Write;

use clap::builder::PossibleValue;
use clap::{Arg, Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::app::keys::BINDINGS;

use super::Cli;

/// What the environment and files say, beside the options.
const ENVIRONMENT: [(&str, &str); 4] = [
    ("ROLEDEX_CONTENT", "the folder of the content pack, where --content names none"),
    ("NO_COLOR", "no colours, where it is set to anything"),
    ("VISUAL, EDITOR", "what opens the file of a row when E is pressed"),
    ("XDG_STATE_HOME", "below it, in roledex/profile.sqlite, is what is kept of you; usually ~/.local/state"),
];

/// Writes the man page.
pub fn write(out: &mut impl Write) -> anyhow::Result<()> {
    let man = Man::new(Cli::command());
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    let mut synopsis = Roff::new();
    synopsis.control("SH", ["SYNOPSIS"]).text([bold("roledex"), roman(" [OPTIONS] [COMMAND]")]);
    synopsis.to_writer(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    commands(&mut page)?;
    keys(&mut page)?;
    environment(&mut page)?;
    extra(&mut page)?;
    man.render_version_section(&mut page)?;
    Ok(out.write_all(&page)?)
}

/// Every command with how it is used, what else may be said with it, and an example.
fn commands(out: &mut Vec<u8>) -> std::io::Result<()> {
    let mut roff = Roff::new();
    roff.control("SH", ["COMMANDS"]);
    let mut command = Cli::command();
    command.build();
    command.get_subcommands_mut().for_each(|one| describe(one, &mut roff));
    roff.to_writer(out)
}

/// A command, and those below it.
fn describe(command: &mut Command, roff: &mut Roff) {
    if command.get_name() == "help" {
        return;
    }
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").lines().map(str::trim);
    roff.control("TP", []);
    roff.text([bold(usage.collect::<Vec<_>>().join(", "))]);
    roff.text([roman(command.get_about().map(ToString::to_string).unwrap_or_default())]);
    let own = |argument: &&Arg| !argument.is_global_set() && !argument.is_hide_set();
    for argument in command.get_arguments().filter(own).filter(|argument| argument.get_id() != "help") {
        roff.control("br", []);
        roff.text([bold(argument.to_string()), roman(format!("  {}", told(argument)))]);
    }
    let example = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    as_typed(&example, roff);
    command.get_subcommands_mut().for_each(|one| describe(one, roff));
}

/// What an option or argument does, the values it may have, and the one it has where it is left out.
fn told(argument: &Arg) -> String {
    let mut told = argument.get_help().map(ToString::to_string).unwrap_or_default();
    let values = argument.get_possible_values();
    let values: Vec<_> =
        values.iter().filter(|one| !one.is_hide_set()).map(PossibleValue::get_name).collect();
    if !values.is_empty() && argument.get_action().takes_values() {
        let _ = write!(told, " (one of {})", values.join(", "));
    }
    let usual: Vec<_> = argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if !usual.is_empty() && argument.get_action().takes_values() {
        let _ = write!(told, " [{}]", usual.join(" "));
    }
    told
}

/// Lines as they stand, to be copied.
fn as_typed(lines: &str, roff: &mut Roff) {
    if !lines.is_empty() {
        roff.control("nf", []);
        for line in lines.lines() {
            roff.text([roman(line.to_owned())]);
        }
        roff.control("fi", []);
    }
}

fn environment(out: &mut Vec<u8>) -> std::io::Result<()> {
    let mut roff = Roff::new();
    roff.control("SH", ["ENVIRONMENT"]);
    for (name, help) in ENVIRONMENT {
        roff.control("TP", []);
        roff.text([bold(name)]);
        roff.text([roman(help)]);
    }
    roff.to_writer(out)
}

/// The examples and what else stands below the help of the program, a section each.
fn extra(out: &mut Vec<u8>) -> std::io::Result<()> {
    let text = Cli::command().get_after_help().map(ToString::to_string).unwrap_or_default();
    let mut roff = Roff::new();
    for part in text.split("\n\n") {
        let (title, said) = part.split_once(':').unwrap_or_default();
        roff.control("SH", [title.to_uppercase().as_str()]);
        match said.strip_prefix('\n') {
            Some(lines) => as_typed(lines, &mut roff),
            None => {
                roff.text([roman(said.trim().to_owned())]);
            }
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
