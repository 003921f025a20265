//! Statements with their evidence, and the sources that they cite.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::text::Text;
use crate::content::FileId;

/// The words of a text that may be left out.
#[must_use]
pub fn words(text: Option<&Text>) -> Option<&str> {
    text.map(Text::as_str)
}

/// The one word that may stand where a source does: the guide itself says so.
pub const EDITORIAL: &str = "editorial";

/// How texts begin that are still to be written, as in a role that was just begun.
pub const UNWRITTEN: &str = "TODO";

/// The source's id and the claim's key of a citation (`source` or `source.CLAIM`).
#[must_use]
pub fn citation_parts(citation: &str) -> (&str, Option<&str>) {
    citation.split_once('.').map_or((citation, None), |(id, key)| (id, Some(key)))
}

/// Something that is said, with its evidence.
pub trait Statement {
    /// What is said.
    fn text(&self) -> &Text;
    /// Citations: `source`, `source.CLAIM`, or the one word `editorial`.
    fn sources(&self) -> &[Text];
    /// Ids of the entries it is about.
    fn see(&self) -> &[Text];
    /// The year of a figure in it.
    fn as_of(&self) -> Option<&Text>;
    /// What speaks against it.
    fn but(&self) -> Option<&Claim>;
}

/// Declares a statement: the fields every statement has, and some of its own.
macro_rules! statement {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
            /// what is said, in words of your own
            pub text: Text,
            /// who says so: a list of `source-id.CLAIM` and `source-id`, or of `editorial` alone
            #[serde(default)]
            pub sources: Vec<Text>,
            /// ids of the entries it is about
            #[serde(default)]
            pub see: Vec<Text>,
            /// the year of a figure in it
            pub as_of: Option<Text>,
            /// a claim that speaks against it
            pub but: Option<Box<Claim>>,
        }

        impl Statement for $name {
            fn text(&self) -> &Text { &self.text }
            fn sources(&self) -> &[Text] { &self.sources }
            fn see(&self) -> &[Text] { &self.see }
            fn as_of(&self) -> Option<&Text> { self.as_of.as_ref() }
            fn but(&self) -> Option<&Claim> { self.but.as_deref() }
        }
    };
}

statement! {
    /// A statement with its evidence.
    Claim {}
}

pub(super) use statement;

/// `sources/ID.toml`: something that was read, and what it says.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// its title
    pub title: Text,
    /// how lines name it, as in "Warepam 2024"
    pub short: String,
    /// who wrote it
    pub author: Option<String>,
    /// who published it
    pub publisher: Option<String>,
    /// when it came out: 2025, 2025-03 or 2025-03-24, in quotes
    pub date: Option<Text>,
    /// where it is
    pub url: Option<Text>,
    /// the date on which it was looked at
    pub read: Text,
    /// what it says, by key
    #[serde(default)]
    pub claim: BTreeMap<Text, SourceClaim>,
}

/// One thing that a source says.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceClaim {
    /// what it says, in words of your own
    pub says: Text,
    /// what kind of statement that is
    pub kind: ClaimKind,
    /// what to keep in mind when relying on it
    pub caveat: Option<String>,
    /// The file it stands in, where that is not its source's: a pack may add claims to a built-in source.
    #[serde(skip)]
    pub file: Option<FileId>,
}

/// What kind of statement a source makes, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ClaimKind {
    /// The source states it as a fact.
    Fact,
    /// The source gives it as an example.
    Example,
    /// The source thinks so.
    Opinion,
    /// The source expects it.
    Forecast,
    /// It is about the source itself; no line cites it.
    Meta,
}

impl ClaimKind {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Fact => "fact",
            Self::Example => "example",
            Self::Opinion => "opinion",
            Self::Forecast => "forecast",
            Self::Meta => "about the source",
        }
    }
}
