//! Prints what stands at a place.

use std::io::Write;

use serde_json::Value;

use crate::environment::Environment;
use crate::moment::Moment;
use crate::page::block::Block;
use crate::page::{self, Page};
use crate::place::{Kind, Link, ME, Place};
use crate::practice::progress::{self, TableLine};
use crate::print::{Document, html, markdown, mermaid, text};
use crate::question;
use crate::record;
use crate::route;
use crate::typeset::Setting;

use super::Asked;
use super::options::{Form, Format};

/// How many columns text takes where nobody says.
const USUAL_WIDTH: usize = 80;

impl Asked {
    /// Prints what stands at a place: its page, or the value behind it.
    pub(super) fn show(&self, link: &Link, form: Form) -> anyhow::Result<()> {
        let place = &link.place;
        if link.key.is_some() && matches!(form.format, Format::Json | Format::Mermaid) {
            // Of these the whole is printed; but a part that is not there is a mistake as anywhere.
            self.page(link)?;
        }
        match (form.format, &place.kind) {
            (Format::Json, _) => self.print_json(&self.record(place)?),
            (Format::Mermaid, Kind::Handovers) => {
                let era = self.library.era_or_default(place.era.as_deref());
                self.write(|out| Ok(mermaid::hand_overs(&self.library, &era.id, out)?))
            }
            (Format::Csv, Kind::Progress(role)) => {
                self.write(|out| self.progress_table(role.as_deref(), out))
            }
            _ => {
                self.print(&self.page(link)?, form)?;
                match self.in_the_guide(link).filter(|_| form.format == Format::Text) {
                    Some(told) => self.write(|out| {
                        writeln!(out)?;
                        Ok(text::prose(&told, &self.setting(form), out)?)
                    }),
                    None => Ok(()),
                }
            }
        }
    }

    /// What to type for what keys do on a page that tells of them.
    fn in_the_guide(&self, link: &Link) -> Option<String> {
        let (place, program) = (&link.place, self.program);
        match &place.kind {
            _ if link.key.is_some() => None,
            Kind::Compare(columns) if columns.is_empty() => {
                Some(format!("{program}compare ROLE ROLE prints two roles beside each other."))
            }
            Kind::Route(Some((from, _))) if from != ME => None,
            Kind::Fit | Kind::Route(_) if Environment::of_this_process().is_dumb() => {
                let why = "Keys are pressed in the guide, which needs a terminal with a screen";
                Some(format!("{why}; TERM says that this one has none."))
            }
            Kind::Fit | Kind::Route(_) => {
                Some(format!("Keys are pressed in the guide: {program}open {place}"))
            }
            _ => None,
        }
    }

    /// How text is set.
    fn setting(&self, form: Form) -> Setting {
        let width = self.width(form).unwrap_or(USUAL_WIDTH);
        Setting { ascii: self.ascii(), aloud: true, ..Setting::new(width) }
    }

    /// Prints a page.
    pub(super) fn print(&self, page: &Page, form: Form) -> anyhow::Result<()> {
        let place = &page.place;
        match form.format {
            Format::Text => self.write(|out| Ok(text::write(page, &self.setting(form), out)?)),
            Format::Markdown => self.write(|out| Ok(markdown::write(page, out)?)),
            Format::Html => {
                let document = Document::of(&self.library, vec![page.clone()]);
                self.write(|out| Ok(html::write(&document, out)?))
            }
            // JSON is made of the value behind a page, and never comes here.
            Format::Json | Format::Mermaid => {
                let program = self.program;
                anyhow::bail!("\"{place}\" has no Mermaid chart; \"{program}show handovers\" has one")
            }
            Format::Csv => {
                let program = self.program;
                anyhow::bail!(
                    "\"{place}\" has no table of values; \"{program}progress --format csv\" has one"
                )
            }
        }
    }

    /// Prints a value as JSON.
    pub(super) fn print_json(&self, value: &Value) -> anyhow::Result<()> {
        self.write(|out| Ok(writeln!(out, "{}", serde_json::to_string_pretty(value)?)?))
    }

    /// The page of a link, or the part of it that the link names.
    pub(super) fn page(&self, link: &Link) -> anyhow::Result<Page> {
        // A way that cannot be is a mistake on the command line, and no page.
        if let Kind::Route(Some((_, to))) = &link.place.kind {
            let era = self.library.era_or_default(link.place.era.as_deref());
            route::end(&self.library, to, &era.id)?;
        }
        if let Kind::Question(id) = &link.place.kind {
            self.has_question(id)?;
        }
        let page = page::build(&self.library, self.reader(), &link.place);
        match &link.key {
            None => Ok(page),
            Some(key) => page.part(key).ok_or_else(|| {
                let sections = page.blocks.iter().filter_map(|block| match block {
                    Block::Heading(heading) => Some(heading.section.as_str()),
                    _ => None,
                });
                let sections = sections.collect::<Vec<_>>().join(", ");
                anyhow::anyhow!("{} has no part {key:?}; its parts are {sections}", link.place)
            }),
        }
    }

    /// Whether there is such a question, also among those made from the guide.
    fn has_question(&self, id: &str) -> anyhow::Result<()> {
        match question::find(&self.library, id) {
            Some(_) => Ok(()),
            None => anyhow::bail!("no question {id:?}\n{}list questions shows what there is", self.program),
        }
    }

    /// What was practised as comma-separated values, a line each.
    fn progress_table(&self, role: Option<&str>, out: &mut Vec<u8>) -> anyhow::Result<()> {
        let progress = progress::progress(&self.library, &self.kept().profile, role);
        let mut table = csv::WriterBuilder::new().has_headers(false).from_writer(out);
        table.write_record(TableLine::FIELDS)?;
        for one in &progress.questions {
            table.serialize(one.line())?;
        }
        Ok(table.flush()?)
    }

    fn record(&self, place: &Place) -> anyhow::Result<Value> {
        if let Kind::Question(id) = &place.kind {
            self.has_question(id)?;
        }
        record::of(&self.library, &self.kept().profile, Moment::now(), place)?.ok_or_else(|| {
            let program = self.program;
            match &place.kind {
                Kind::Search(_) => {
                    anyhow::anyhow!("\"{place}\" has no JSON; \"{program}search TEXT --format json\" has")
                }
                _ => anyhow::anyhow!("\"{place}\" has no JSON; \"{program}show {place}\" has text"),
            }
        })
    }
}
