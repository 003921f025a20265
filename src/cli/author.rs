//! The commands of those who write packs.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use clap::builder::PossibleValuesParser;

use crate::content::schema::KINDS;

use super::{Code, Options, check, new, schema};

/// What somebody who writes a pack asks for.
#[derive(Debug, Subcommand)]
pub enum Author {
    /// Tell all that is wrong with a pack, where, and what to do; exits with 1 where it has errors
    #[command(
        after_help = "Examples:\n  roledex check my-pack\n  roledex check --strict --format github\n  \
                            roledex check --explain unused-claim\n  roledex check --sample 40 --seed 7"
    )]
    Check(check::Check),
    /// Begin a pack, or add a role to the pack at hand
    #[command(
        args_conflicts_with_subcommands = true,
        subcommand_negates_reqs = true,
        after_help = "Examples:\n  roledex new my-pack\n  roledex new --extend my-pack\n  roledex new role data-steward --content my-pack"
    )]
    New {
        #[command(subcommand)]
        what: Option<New>,
        /// Add to the built-in pack, instead of beginning from nothing
        #[arg(long)]
        extend: bool,
        /// The folder of the pack: empty, or not there yet
        #[arg(value_name = "DIR", required = true)]
        folder: Option<PathBuf>,
    },
    /// Print the JSON Schema of a kind of file, or of all, for editors that complete and check TOML
    #[command(after_help = "Example: roledex schema role > role.json")]
    Schema {
        /// The kind of file
        #[arg(value_parser = PossibleValuesParser::new(KINDS))]
        kind: Option<String>,
    },
}

/// What to begin in a pack.
#[derive(Debug, Subcommand)]
pub enum New {
    /// Add a role file to the pack of --content, or of this folder
    #[command(after_help = "Example: roledex new role data-steward --content my-pack")]
    Role {
        /// The role's id, which names its file: lower-case letters, digits and hyphens
        id: String,
    },
}

impl Author {
    /// Does what was asked; reads no pack but the one that it is about.
    pub fn answer(&self, options: &Options) -> anyhow::Result<Code> {
        match self {
            Self::Check(asked) => return check::run(asked, options),
            Self::New { what: Some(New::Role { id }), .. } => new::role(options.folder_at_hand(), id)?,
            Self::New { what: None, extend, folder } => {
                new::pack(folder.as_deref().unwrap_or(Path::new(".")), *extend)?;
            }
            Self::Schema { kind } => schema::print(kind.as_deref())?,
        }
        Ok(0)
    }
}
