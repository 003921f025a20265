//! Who hands what to whom as a Mermaid flow chart, to go into a document.

use std::collections::BTreeSet;
use std::io::{self, Write};

use crate::content::Library;
use crate::handover;

/// Writes the hand-overs of an era (by its id); those with a trouble spot are dashed.
///
/// The syntax is that of <https://mermaid.js.org/syntax/flowchart.html>: ids of nodes, texts in quotation marks with
/// `#quot;` for such a mark inside, and `#35;` for what begins such a word.
///
/// # Errors
/// What the writer says.
pub fn hand_overs(library: &Library, era: &str, out: &mut impl Write) -> io::Result<()> {
    let all = handover::all(library, era);
    let mut parties = BTreeSet::new();
    writeln!(out, "flowchart LR")?;
    for one in all.iter().flat_map(|(_, gives)| gives) {
        for party in [one.from, one.to] {
            if parties.insert(party) {
                writeln!(out, "    {}[{}]", node(party), quoted(library.party_name(party)))?;
            }
        }
    }
    for one in all.iter().flat_map(|(_, gives)| gives) {
        let arrow = if one.trouble.is_some() { "-.->" } else { "-->" };
        writeln!(out, "    {} {arrow}|{}| {}", node(one.from), quoted(one.what.as_str()), node(one.to))?;
    }
    Ok(())
}

/// The id of a node: behind a letter of its own, for some words mean something to Mermaid ("end").
fn node(party: &str) -> String {
    format!("p-{party}")
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('#', "#35;").replace('"', "#quot;"))
}
