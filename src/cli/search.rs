//! Prints what is found for a text.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use serde_json::json;

use crate::place::{Kind, Place};
use crate::record;
use crate::search::{Hit, Near, search};
use crate::typeset::Setting;
use crate::visible::shown;

use super::{Asked, Form, Format};

/// The widest that the column of places gets.
const PLACE_WIDTH: usize = 40;

impl Asked {
    /// Prints the hits, a line each, and says whether there are any.
    pub(super) fn search(&self, text: &str, form: Form) -> anyhow::Result<ExitCode> {
        // What was typed stands in the page's title.
        let text = &shown(text);
        let hits = search(&self.library, text, &|_| Near::Elsewhere).hits;
        match form.format {
            Format::Text => self.lines(&hits, form.width_or(usize::MAX))?,
            Format::Json => {
                let document = record::document("hits", json!(hits));
                writeln!(io::stdout(), "{}", serde_json::to_string_pretty(&document)?)?;
            }
            Format::Markdown | Format::Html | Format::Mermaid | Format::Csv => {
                self.show(&self.in_era(Place::from(Kind::Search(text.to_owned())))?.into(), form)?;
            }
        }
        if hits.is_empty() {
            eprintln!("nothing fits {text:?}; try fewer words, or other ones");
        }
        Ok(if hits.is_empty() { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }

    fn lines(&self, hits: &[Hit], width: usize) -> io::Result<()> {
        let setting = Setting { ascii: self.options.ascii(), ..Setting::new(width) };
        let places: Vec<_> = hits.iter().map(|hit| hit.link.to_string()).collect();
        let column = places.iter().map(String::len).max().unwrap_or(0).min(PLACE_WIDTH);
        let mut out = BufWriter::new(io::stdout().lock());
        for (hit, place) in hits.iter().zip(places) {
            let colon = if hit.text.is_empty() { "" } else { ": " };
            let line = format!("{place:column$}  {}{colon}{}", hit.title, hit.text);
            writeln!(out, "{}", setting.cut(&setting.plain(&line)))?;
        }
        out.flush()
    }
}
