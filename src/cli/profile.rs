//! What the guide keeps of a reader: where, in which form, and what is next for them.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Subcommand;
use etcetera::base_strategy::{BaseStrategy, choose_base_strategy};

use crate::moment::Moment;
use crate::page::{self, Reader};
use crate::place::Kind;
use crate::profile::{self, Keeper, Memory, Pace, Profile, Sqlite, Store, StoreError};
use crate::record;
use crate::sitting::Kept;
use crate::visible::shown;

use super::Asked;
use super::options::{Form, Options};

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
        if self.looking.no_profile {
            return Ok(None);
        }
        if let Some(file) = &self.profile {
            return Ok(Some(file.clone()));
        }
        let folder = Self::state_folder().map_err(|why| format!("{why}; --profile FILE names a file"))?;
        Ok(Some(folder.join("profile.sqlite")))
    }

    /// The folder of what is kept between sittings.
    ///
    /// # Errors
    /// Where the reader has no home folder, in words.
    pub fn state_folder() -> Result<PathBuf, String> {
        let folders = choose_base_strategy()
            .map_err(|error| format!("there is no home folder to keep it in ({error})"))?;
        // Where the system has no folder for what is kept between sittings, that for data is nearest.
        let state = folders.state_dir().unwrap_or_else(|| folders.data_dir());
        Ok(state.join("roledex"))
    }

    /// Where what the reader keeps is kept.
    pub(super) fn store(&self, pace: Pace) -> Result<Box<dyn Store>, StoreError> {
        match self.profile_file() {
            Ok(Some(file)) => Ok(Box::new(Sqlite::at(&file, pace))),
            Ok(None) => Ok(Box::new(Memory::default())),
            Err(why) => Err(StoreError::Unusable { file: "the profile".to_owned(), why }),
        }
    }
}

/// What a store holds, and who keeps what changes; without a store it is kept in mind.
pub fn kept(store: Result<Box<dyn Store>, StoreError>) -> Kept {
    let (store, homeless): (Box<dyn Store>, _) = match store {
        Ok(store) => (store, None),
        Err(error) => (Box::new(Memory::default()), Some(error)),
    };
    let (keeper, profile, trouble) = Keeper::new(store);
    Kept { profile, keeper, trouble: homeless.or(trouble) }
}

/// Why an exported profile cannot be read.
fn unread(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::InvalidData => "it is no text".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    }
}

impl Asked {
    /// What is kept of the reader; where that cannot be used, why is said once.
    pub(super) fn kept(&self) -> &Kept {
        self.kept.get_or_init(|| {
            let kept = kept((self.store)(Pace::Leisure));
            if let Some(trouble) = &kept.trouble {
                self.tell(&format!("your profile is not used: {trouble}{}", self.instead(trouble)));
            }
            kept
        })
    }

    /// What else whoever asked can do where their profile is not used.
    pub(super) fn instead(&self, trouble: &StoreError) -> &'static str {
        if self.is_far() { "" } else { trouble.instead() }
    }

    /// For whom pages are made.
    pub(super) fn reader(&self) -> Reader<'_> {
        Reader { profile: &self.kept().profile, now: Moment::now(), is_far: self.is_far(), ..Reader::NOBODY }
    }

    /// Prints the one thing to learn or read next, and why.
    pub(super) fn next(&self, form: Form) -> anyhow::Result<()> {
        let era = self.in_era(Kind::Home.into())?.era;
        let era = self.library.era_or_default(era.as_deref());
        if form.is_json() {
            return self.print_json(&record::next(&self.library, &self.kept().profile, &era.id));
        }
        self.print(&page::next::page(&self.library, self.reader(), era, self.program), form)
    }

    /// Prints the profile as JSON, or adds one to it.
    pub(super) fn profile(&self, what: &ProfileCommand) -> anyhow::Result<()> {
        let Kept { profile, keeper, trouble } = kept((self.store)(Pace::Leisure));
        if let Some(trouble) = trouble {
            anyhow::bail!("{trouble}{}", self.instead(&trouble));
        }
        match what {
            ProfileCommand::Export => {
                if profile == Profile::default() {
                    self.tell("nothing is kept yet; \"roledex paths\" tells where it was looked for");
                }
                self.write(|out| Ok(writeln!(out, "{}", profile::export(&profile))?))
            }
            ProfileCommand::Import { .. } if self.looking.no_profile => {
                anyhow::bail!("--no-profile keeps nothing, so there is nothing to add to")
            }
            ProfileCommand::Import { file } => self.import(file, &profile, keeper),
        }
    }

    fn import(&self, file: &Path, here: &Profile, mut keeper: Keeper) -> anyhow::Result<()> {
        let name = shown(&file.display().to_string());
        let text = if file.as_os_str() == "-" {
            let mut text = String::new();
            self.streams.borrow_mut().input.read_to_string(&mut text).map(|_| text)
        } else {
            fs::read_to_string(file)
        };
        let text = text.map_err(|error| {
            anyhow::anyhow!(
                "{name} cannot be read: {}; \"roledex profile export\" writes a profile",
                unread(&error)
            )
        })?;
        let mut imported = profile::import(text.trim_start_matches('\u{feff}'))
            .map_err(|error| anyhow::anyhow!("{name}: {error}; nothing was changed"))?;
        // A run that went on here stays as far as it is.
        imported.runs.retain(|key, run| here.runs.get(key).is_none_or(|own| own.touched < run.touched));
        let changes: Vec<_> = imported.changes().collect();
        let all = changes.len();
        for (done, change) in changes.into_iter().enumerate() {
            keeper.keep(change).with_context(|| {
                format!("{done} of {all} entries were taken over, then it failed; the same again goes on")
            })?;
        }
        self.tell(&format!("took over {all} {} from {name}", if all == 1 { "entry" } else { "entries" }));
        Ok(())
    }
}
