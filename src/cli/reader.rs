//! What the guide keeps of a reader: where, in which form, and what it makes of it.

use std::fs;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use clap::Subcommand;
use etcetera::base_strategy::{BaseStrategy, choose_base_strategy};

use crate::goal;
use crate::page::block::Block;
use crate::page::row::Row;
use crate::page::{self, Page, Reader};
use crate::place::{Kind, Place};
use crate::profile::{self, Keeper, Memory, Sqlite, Store, StoreError};
use crate::record;
use crate::route::ME;
use crate::tui::Kept;
use crate::visible::shown;

use super::Asked;
use super::options::Form;
use super::options::Options;

/// What can be done with a profile.
#[derive(Debug, Subcommand)]
pub enum ProfileCommand {
    /// Print the profile as JSON
    #[command(after_help = "Example: roledex profile export > me.json")]
    Export,
    /// Add what an exported profile holds to this one; what it has already is replaced
    #[command(after_help = "Example: roledex profile import me.json")]
    Import {
        /// The file, or - for what is piped in
        file: PathBuf,
    },
}

impl Options {
    /// The file of the profile; `None` where nothing is kept.
    ///
    /// # Errors
    /// Where the reader has no home folder, in words.
    pub fn profile_file(&self) -> Result<Option<PathBuf>, String> {
        if self.no_profile {
            return Ok(None);
        }
        if let Some(file) = &self.profile {
            return Ok(Some(file.clone()));
        }
        let homeless = |why: String| {
            format!("there is no home folder to keep it in ({why}); --profile FILE names a file")
        };
        let folders = choose_base_strategy().map_err(|error| homeless(error.to_string()))?;
        // Where the system has no folder for what is kept between sittings, that for data is nearest.
        let state = folders.state_dir().unwrap_or_else(|| folders.data_dir());
        Ok(Some(state.join("roledex").join("profile.sqlite")))
    }

    /// What is kept of the reader, and who keeps what changes.
    pub(super) fn kept(&self) -> Kept {
        let (store, homeless): (Box<dyn Store>, _) = match self.profile_file() {
            Ok(Some(file)) => (Box::new(Sqlite::at(&file)), None),
            Ok(None) => (Box::new(Memory::default()), None),
            Err(why) => (
                Box::new(Memory::default()),
                Some(StoreError::Unusable { file: "the profile".to_owned(), why }),
            ),
        };
        let (keeper, profile, trouble) = Keeper::new(store);
        Kept { profile, keeper, trouble: homeless.or(trouble) }
    }
}

impl Asked {
    /// For whom pages are made.
    pub(super) fn reader(&self) -> Reader<'_> {
        Reader { profile: &self.kept.profile }
    }

    /// Says why what the reader keeps is not used, where that is so.
    pub(super) fn tell_trouble(&self) {
        if let Some(trouble) = &self.kept.trouble {
            eprintln!("your profile is not used: {trouble}");
        }
    }

    /// Prints the one thing to learn or read next, and why.
    pub(super) fn next(&self, form: Form) -> anyhow::Result<()> {
        let era = self.in_era(Kind::Home.into())?.era;
        let era = self.library.era_or_default(era.as_deref());
        let goal = goal::goal(&self.library, &self.kept.profile, &era.id);
        if form.is_json() {
            let value = record::next(&self.library, &self.kept.profile, goal.as_ref(), &era.id);
            let mut out = BufWriter::new(io::stdout().lock());
            writeln!(out, "{}", serde_json::to_string_pretty(&value)?)?;
            return Ok(out.flush()?);
        }
        let place = match &goal {
            Some(goal) => Kind::Route(Some((ME.to_owned(), goal.role.id.clone()))),
            None => Kind::Fit,
        };
        let place = Place::from(place).at(era.short.get_ref());
        let line = |id: &str, text: String| Row { key: format!("next/{id}"), text, ..Row::default() };
        let mut rows = Vec::new();
        let title = match &goal {
            Some(goal) => {
                let whole = page::build(&self.library, self.reader(), &place);
                let first = whole.blocks.iter().flat_map(Block::rows).find(|row| is_step(row)).cloned();
                rows.push(line(
                    "why",
                    format!("For {}: {}.", self.library.the_party(&goal.role.id), goal.why.words()),
                ));
                rows.extend(first);
                "Learn next"
            }
            None if self.kept.profile.skills.is_empty() => {
                rows.push(line(
                    "tell",
                    "Say first what you like to do or what you know; so far you have told nothing."
                        .to_owned(),
                ));
                "Read next"
            }
            None => {
                rows.push(line(
                    "all",
                    "You know what every role of this era requires. See how near they are, and choose."
                        .to_owned(),
                ));
                "Read next"
            }
        };
        rows.push(line("place", format!("roledex open {place}")));
        let page =
            Page { place, title: title.to_owned(), subtitle: String::new(), blocks: vec![Block::Text(rows)] };
        self.print(&page, form)
    }

    /// Prints the profile as JSON, or adds one to it.
    pub(super) fn profile(&mut self, what: &ProfileCommand) -> anyhow::Result<()> {
        if let Some(trouble) = self.kept.trouble.take() {
            return Err(trouble.into());
        }
        match what {
            ProfileCommand::Export => {
                let mut out = io::stdout().lock();
                writeln!(out, "{}", profile::export(&self.kept.profile))?;
                Ok(out.flush()?)
            }
            ProfileCommand::Import { file } => self.import(file),
        }
    }

    fn import(&mut self, file: &Path) -> anyhow::Result<()> {
        let name = shown(&file.display().to_string());
        let text = if file.as_os_str() == "-" {
            let mut text = String::new();
            io::stdin().lock().read_to_string(&mut text)?;
            text
        } else {
            fs::read_to_string(file).map_err(|error| anyhow::anyhow!("{name} cannot be read: {error}"))?
        };
        let imported = profile::import(&text)
            .map_err(|error| anyhow::anyhow!("{name}: {error}; nothing was changed"))?;
        let mut changes = 0;
        for change in imported.changes() {
            self.kept.keeper.keep(change)?;
            changes += 1;
        }
        eprintln!("took over {changes} things from {name}");
        Ok(())
    }
}

/// Whether a row of a way is something to be learnt.
fn is_step(row: &Row) -> bool {
    row.key.starts_with("learn/") && !row.links.is_empty()
}
