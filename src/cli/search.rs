//! Prints what is found for a text.

use std::io::Write;

use crate::place::{Kind, Place};
use crate::record;
use crate::search::{Hit, Near, search};
use crate::typeset::Setting;
use crate::visible::shown;

use super::{Asked, Code, Form, Format};

/// The widest that the column of places gets.
const PLACE_WIDTH: usize = 40;

impl Asked {
    /// Prints the hits, a line each, and says whether there are any.
    pub(super) fn search(&self, text: &str, form: Form) -> anyhow::Result<Code> {
        // What was typed stands in the page's title.
        let text = &shown(text);
        let hits = search(&self.library, text, &|_| Near::Elsewhere).hits;
        match form.format {
            Format::Text => self.lines(&hits, self.width(form).unwrap_or(usize::MAX))?,
            Format::Json => self.print_json(&record::hits(&hits))?,
            Format::Markdown | Format::Html | Format::Mermaid | Format::Csv => {
                self.show(&self.in_era(Place::from(Kind::Search(text.to_owned())))?.into(), form)?;
            }
        }
        if text.trim().is_empty() {
            self.tell("nothing was asked for; type a word");
        } else if hits.is_empty() {
            self.tell(&format!("nothing fits {text:?}; try fewer words, or other ones"));
        }
        Ok(Code::from(hits.is_empty()))
    }

    fn lines(&self, hits: &[Hit], width: usize) -> anyhow::Result<()> {
        let setting = Setting { ascii: self.ascii(), ..Setting::new(width) };
        let places: Vec<_> = hits.iter().map(|hit| hit.link.to_string()).collect();
        let column = places.iter().map(String::len).max().unwrap_or(0).min(PLACE_WIDTH);
        self.write(|out| {
            for (hit, place) in hits.iter().zip(places) {
                let colon = if hit.text.is_empty() { "" } else { ": " };
                let line = format!("{place:column$}  {}{colon}{}", hit.title, hit.text);
                writeln!(out, "{}", setting.cut(&setting.plain(&line)))?;
            }
            Ok(())
        })
    }
}
