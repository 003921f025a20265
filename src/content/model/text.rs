//! Texts with the place they stand at.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::ops::{Deref, Range};

use compact_str::CompactString;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use toml::Spanned;

/// A text that names another entry or is shown to readers, with where it stands in its file.
///
/// Two are equal, and one is before another, by what they say. Short ones, as ids are, take no memory of their own: a
/// large pack has some hundred thousand of them.
#[derive(Clone, Debug)]
pub struct Text {
    words: CompactString,
    /// In bytes; no file of a pack has as many as 32 bits count.
    span: Range<u32>,
}

impl Text {
    /// A text that stands somewhere in its file; behind the last byte that can be counted, it stands there.
    #[must_use]
    pub fn new(span: Range<usize>, words: &str) -> Self {
        let [start, end] = [span.start, span.end].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        Self { words: words.into(), span: start..end }
    }

    /// What it says.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.words
    }

    /// Where it stands in its file, in bytes.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.start as usize..self.span.end as usize
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(out)
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<CompactString>::deserialize(deserializer)?;
        Ok(Self::new(spanned.span(), spanned.get_ref()))
    }
}

/// By this the schema tells what a list is that is left out.
impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

/// Authors write it as a string.
impl JsonSchema for Text {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        str::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        str::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        str::json_schema(generator)
    }
}
