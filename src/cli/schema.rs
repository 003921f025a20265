//! Prints the JSON Schema of a kind of file.

use std::io::{self, Write};

use crate::content::schema;

/// Prints the schema of a kind, or of all kinds as one.
pub fn print(kind: Option<&str>) -> anyhow::Result<()> {
    let schema = kind.and_then(schema::of).unwrap_or_else(schema::any);
    let mut out = io::stdout().lock();
    writeln!(out, "{}", serde_json::to_string_pretty(&schema)?)?;
    Ok(out.flush()?)
}
