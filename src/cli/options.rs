//! What holds for every command: which pack, for whom, and how it looks.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::app::{Looks, Theme};
use crate::content::{Library, LoadError};
use crate::environment::Environment;

/// How somebody wants to see the guide, wherever they sit.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Looking {
    /// See everything in this era
    #[arg(long, global = true, value_name = "ERA")]
    pub(super) era: Option<String>,
    /// How the terminal view looks [default: as last time; `t` steps through the themes there]
    #[arg(long, global = true, value_name = "NAME", value_parser = theme())]
    pub(super) theme: Option<Theme>,
    /// Read and keep nothing of you
    #[arg(long, global = true)]
    pub(super) no_profile: bool,
    /// When to use colours in the terminal view
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: When,
    /// Draw with ASCII characters only
    #[arg(long, global = true)]
    pub(super) ascii: bool,
}

/// What holds for every command, at the machine it runs on.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Read the content pack in this folder instead of the built-in one
    #[arg(long, global = true, env = "ROLEDEX_CONTENT", value_name = "DIR")]
    pub(super) content: Option<OsString>,
    #[command(flatten)]
    pub(super) looking: Looking,
    /// Keep what the guide knows of you in this file
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "no_profile")]
    pub(super) profile: Option<PathBuf>,
    /// Answer somebody who comes from far, as the `ForceCommand` of an SSH server: nothing they do touches this machine
    #[arg(long)]
    pub(super) served: bool,
}

/// Reads the name of a theme.
fn theme() -> impl TypedValueParser<Value = Theme> {
    PossibleValuesParser::new(Theme::ALL.map(Theme::name)).map(|name| {
        // Only names of themes come this far.
        Theme::named(&name).unwrap_or_default()
    })
}

/// When to do something that only a terminal understands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// In a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How a page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Plain text
    Text,
    /// Markdown
    Markdown,
    /// One HTML document
    Html,
    /// JSON, a contract with `schema_version`
    Json,
    /// A Mermaid flow chart, of hand-overs alone
    Mermaid,
    /// Comma-separated values, of progress alone
    Csv,
}

/// In which form, and how wide.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Form {
    /// How to write it
    #[arg(long, default_value = "text")]
    pub(super) format: Format,
    /// How many columns text takes [default: the terminal's, or 80]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    width: Option<u16>,
}

impl Options {
    pub(super) fn library(&self) -> Result<Library, LoadError> {
        self.folder().map_or_else(Library::built_in, Library::from_folder)
    }

    /// The folder of the pack; `None` for the built-in one. An empty variable is as good as none.
    pub(super) fn folder(&self) -> Option<&Path> {
        self.content.as_deref().filter(|folder| !folder.is_empty()).map(Path::new)
    }

    /// The folder of the pack that an author works on: that of the pack, or this one if it holds a pack.
    pub(super) fn folder_at_hand(&self) -> Option<&Path> {
        let here = Path::new(".");
        self.folder().or_else(|| here.join("pack.toml").is_file().then_some(here))
    }
}

impl Looking {
    /// Whether the terminal cannot show more than ASCII, or the reader does not want more.
    pub(super) fn ascii(&self, environment: &Environment) -> bool {
        self.ascii || environment.is_ascii()
    }

    /// Whether there may be colours.
    pub(super) fn colour(&self, environment: &Environment) -> bool {
        match self.color {
            When::Always => true,
            When::Never => false,
            When::Auto => environment.has_colour(),
        }
    }

    /// How the reader wants to see the terminal view; `kept` is the name of the theme they chose once.
    pub(super) fn looks(&self, kept: Option<&str>, environment: &Environment) -> Looks {
        let colour = self.colour(environment);
        let last = || kept.and_then(Theme::named);
        let theme = if colour { self.theme.or_else(last).unwrap_or_default() } else { Theme::Mono };
        Looks {
            theme,
            colour,
            ascii: self.ascii(environment),
            letters: !environment.is_console(),
            ..Looks::default()
        }
    }
}

impl Form {
    /// Text, as wide as the terminal.
    pub(super) const TEXT: Self = Self { format: Format::Text, width: None };

    pub(super) fn is_json(self) -> bool {
        self.format == Format::Json
    }

    /// The width that was asked for, if one was.
    pub(super) fn width(self) -> Option<u16> {
        self.width
    }
}
