//! Writes pages to one file, and pictures of screens.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::app::{App, Looks, Theme};
use crate::page::{Page, tour};
use crate::picture;
use crate::place::{Kind, Link, Place};
use crate::practice::deck;
use crate::print::file::FileError;
use crate::print::{Document, file};
use crate::profile::Wish;
use crate::session::Session;
use crate::view::LARGEST;
use crate::visible::shown;

use super::Asked;

/// What to write, and where.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Examples:
  roledex export ai-engineer data-scientist -o roles.html
  roledex export tour:who-is-an-ai-engineer --notes -o handout.html
  roledex export role:ai-engineer@after -o screen.svg --size 100x30 --theme light")]
pub struct Export {
    /// The places, in order; a tour is written stop by stop, and practice question by question with the answers
    #[arg(required = true, value_name = "PLACE")]
    places: Vec<String>,
    /// The file to write; its name ends in .txt, .md, .html or, for a picture of the screen, in .svg
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Write what is said at the stops of tours, too
    #[arg(long)]
    notes: bool,
    /// The columns and lines of a picture [default: 120x36]
    #[arg(long, value_name = "COLUMNSxLINES", value_parser = size)]
    size: Option<(u16, u16)>,
}

/// The size of a picture where nobody says.
const USUAL_SIZE: (u16, u16) = (120, 36);

/// Reads the size of a screen.
fn size(text: &str) -> Result<(u16, u16), String> {
    let read = || {
        let (columns, lines) = text.split_once('x')?;
        Some((columns.parse().ok()?, lines.parse().ok()?))
    };
    let (widest, tallest) = LARGEST;
    let is_drawn =
        |(columns, lines): &(u16, u16)| (1..=widest).contains(columns) && (1..=tallest).contains(lines);
    let wanted = || format!("a size such as 120x36 is wanted, at most {widest}x{tallest}");
    read().filter(is_drawn).ok_or_else(wanted)
}

impl Asked {
    /// Writes the pages of some places, or a picture, to a file, whole or not at all.
    pub(super) fn export(&self, asked: &Export) -> anyhow::Result<()> {
        let file = &asked.output;
        let links = asked.places.iter().map(|place| self.at(place)).collect::<Result<Vec<_>, _>>()?;
        if file::ending(file).as_deref() == Some("svg") {
            let [link] = &links[..] else {
                anyhow::bail!("a picture shows one place; give each a file of its own")
            };
            anyhow::ensure!(!asked.notes, "a picture shows the screen, and no notes");
            let size = asked.size.unwrap_or(USUAL_SIZE);
            file::write_picture(&self.picture(link, size), file)?;
        } else {
            anyhow::ensure!(asked.size.is_none(), "--size is that of a picture, and its file ends in .svg");
            let mut pages = Vec::new();
            for link in &links {
                for page in self.pages(link, asked.notes)? {
                    if !pages.contains(&page) {
                        pages.push(page);
                    }
                }
            }
            let document = self.titled(&links, Document::of(&self.library, pages));
            file::write(&document, self.looking.ascii, file).map_err(|error| match error {
                FileError::Form(_) => anyhow::anyhow!("{error}, or in .svg for a picture of the screen"),
                error => error.into(),
            })?;
        }
        self.tell(&wrote(file));
        Ok(())
    }

    /// A document under the title of what was asked for, where its pages are called otherwise.
    fn titled<'l>(&self, links: &[Link], document: Document<'l>) -> Document<'l> {
        let is_spread = |link: &Link| matches!(link.place.kind, Kind::Practice(_) | Kind::Tour(_));
        let called = |link: &Link| self.library.title(&link.place);
        match links {
            [link] => match &link.place.kind {
                Kind::Tour(Some((id, None))) => match self.library.tour(id) {
                    Some(tour) => document.titled(tour.title.to_string(), tour.length()),
                    None => document,
                },
                Kind::Practice(_) if !document.is_one() => {
                    let subtitle = format!("{} questions, with what a good answer has", document.pages.len());
                    document.titled(called(link), subtitle)
                }
                _ => document,
            },
            links if links.iter().any(is_spread) => {
                document.titled(links.iter().map(called).collect::<Vec<_>>().join(" · "), String::new())
            }
            _ => document,
        }
    }

    /// The pages of a place: of a tour its stops, of practice the questions that are written for it.
    fn pages(&self, link: &Link, with_notes: bool) -> anyhow::Result<Vec<Page>> {
        if let (Kind::Practice(role), None) = (&link.place.kind, &link.key) {
            let questions = self.questions(role.as_deref(), link.place.era.as_deref());
            if !questions.is_empty() {
                let asked = |link: &Link| {
                    let mut page = self.page(link)?;
                    // All of them are called alike, so each goes by what it asks.
                    page.title = self.library.title(&link.place);
                    page.blocks.retain(|block| !matches!(&block.rows()[..], [row] if row.text == page.title));
                    anyhow::Ok(page)
                };
                return questions.iter().map(asked).collect();
            }
        }
        let Kind::Tour(Some((id, stop))) = &link.place.kind else { return Ok(vec![self.page(link)?]) };
        let era = link.place.era.as_deref();
        let stops = self.library.tour(id).map_or(0, |tour| tour.stop.len());
        let all = 1..=u16::try_from(stops).unwrap_or(u16::MAX);
        let wanted = all.filter(|number| stop.is_none_or(|stop| stop == *number));
        let page = |number| tour::handed_out(&self.library, self.reader(), (id, number), era, with_notes);
        let pages = wanted.filter_map(page);
        Ok(match &link.key {
            None => pages.collect(),
            Some(key) => {
                let parts: Vec<_> = pages.filter_map(|page| page.part(key)).collect();
                anyhow::ensure!(!parts.is_empty(), "{} has no part {key:?}", link.place);
                parts
            }
        })
    }

    /// The questions that are written about a role, or all, in an era (by its short name).
    fn questions(&self, role: Option<&str>, era: Option<&str>) -> Vec<Link> {
        let era = self.library.era_or_default(era);
        let all = deck::all(&self.library, &Wish::usual(role, &era.id));
        let written = all.into_iter().filter(|question| !question.is_made());
        written.map(|question| Place::from(Kind::Question(question.id)).into()).collect()
    }

    /// The screen at a link; a stop of a tour is dressed for the stage.
    fn picture(&self, link: &Link, (columns, lines): (u16, u16)) -> String {
        let asked = self.looking.theme;
        let looks =
            Looks { theme: asked.unwrap_or(Theme::Dark), ascii: self.looking.ascii, ..Looks::default() };
        let app = App::new(self.library.clone(), self.kept().profile.clone(), link, looks);
        let is_stop = app.stop_here().is_some();
        let app = if is_stop { app.on_stage(asked.unwrap_or(Theme::ProjectorDark)) } else { app };
        let title = self.library.title(&link.place);
        picture::svg(&mut Session::new(app, columns, lines), &title)
    }
}

fn wrote(file: &Path) -> String {
    format!("wrote {}", shown(&file.display().to_string()))
}
