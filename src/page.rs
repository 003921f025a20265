//! What stands at a place: a [`Page`], made from the library, that knows nothing of terminals.

mod actor;
pub mod block;
mod compare;
mod draft;
mod era;
mod fit;
pub mod grid;
mod handovers;
mod home;
mod known;
mod leanings;
mod list;
pub mod margin;
mod mock;
pub mod next;
mod practice;
mod progress;
mod project;
mod question;
mod role;
mod route;
pub mod row;
pub mod search;
mod shared;
mod skill;
mod source;
mod stones;
mod summary;
mod tool;
pub mod tour;

use crate::content::Library;
use crate::moment::Moment;
use crate::place::{Kind, Listed, Place};
use crate::practice::Desk;
use crate::profile::Profile;
use crate::question::find as find_question;
use crate::search::Near;

use block::{Block, Heading};
use draft::{Draft, SOURCES};
use row::{Row, Subject};

pub use shared::Shared;

/// What stands at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The place, canonical and with its era.
    pub place: Place,
    /// Its title.
    pub title: String,
    /// What has to be known first: "new in this era · Engineering".
    pub subtitle: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// The row that says so, where a page has nothing to show.
const BROKEN: &str = "page/broken";

/// For whom a page is made.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'r> {
    /// What they keep.
    pub profile: &'r Profile,
    /// The time.
    pub now: Moment,
    /// What their sitting does about practice.
    pub desk: &'r Desk,
    /// Whether a note is being written, which stands beside its page then.
    pub is_writing: bool,
    /// Whether they speak at the stops of a tour, and read what to say there instead of what the room sees.
    pub speaks: bool,
    /// Whether they sit far from the machine this runs on, and have no shell there.
    pub is_far: bool,
}

impl Reader<'static> {
    /// Somebody of whom nothing is kept.
    pub const NOBODY: Self = Self {
        profile: &Profile::EMPTY,
        now: Moment(0),
        desk: &Desk::EMPTY,
        is_writing: false,
        speaks: false,
        is_far: false,
    };
}

/// Makes the page of a place; one without an era is seen in the pack's default era, a project in all.
///
/// The place should be canonical ([`Library::canonical`]); where what it names is not there, the page
/// says so in one line.
#[must_use]
pub fn build(library: &Library, reader: Reader<'_>, place: &Place) -> Page {
    let era = library.era_or_default(place.era.as_deref());
    let place = library.seen_in(place.clone(), era.short.as_str());
    let draft = Draft::new(library, reader, era);
    let page = match &place.kind {
        Kind::Home => Some(home::page(draft, &place)),
        Kind::List(list) => Some(list::page(draft, &place, *list)),
        Kind::Era(id) => library.era(id).map(|era| era::page(Draft::new(library, reader, era), &place)),
        Kind::Role(id) => library.role(id).map(|role| role::page(draft, &place, role)),
        Kind::Actor(id) => library.actor(id).map(|actor| actor::page(draft, &place, actor)),
        Kind::Skill(id) => library.skill(id).map(|skill| skill::page(draft, &place, skill)),
        Kind::Tool(id) => library.tool(id).map(|tool| tool::page(draft, &place, tool)),
        Kind::Toolkit(id) => library.toolkit(id).map(|toolkit| tool::toolkit(draft, &place, toolkit)),
        Kind::Source { id, claim } => {
            library.source(id).map(|source| source::page(draft, &place, source, claim.as_deref()))
        }
        Kind::Compare(columns) if !columns.is_empty() => compare::page(draft, &place, columns),
        Kind::Compare(_) => Some(compare::choose(draft, &place)),
        Kind::Handovers => Some(handovers::page(draft, &place)),
        Kind::Scenario(id) => library.scenario(id).map(|scenario| project::page(draft, &place, scenario)),
        Kind::Fit => Some(fit::page(draft, &place)),
        Kind::Route(Some((from, to))) => Some(route::page(draft, &place, from, to)),
        Kind::Route(None) => Some(route::choose(draft, &place)),
        Kind::Search(text) => Some(search::page(library, &place, text, &|_| Near::Elsewhere)),
        Kind::Question(id) => find_question(library, id).map(|one| question::page(draft, &place, &one)),
        Kind::Practice(role) => Some(practice::page(draft, &place, role.as_deref())),
        Kind::Mock(role) => Some(mock::page(draft, &place, role)),
        Kind::Progress(role) => Some(progress::page(draft, &place, role.as_deref())),
        Kind::Tour(None) => Some(list::page(draft, &place, Listed::Tours)),
        Kind::Tour(Some((id, None))) => library.tour(id).map(|tour| tour::page(draft, &place, tour)),
        Kind::Tour(Some((id, Some(number)))) => {
            library.stop(id, *number).map(|(tour, stop)| tour::stop(draft, &place, tour, *number, stop))
        }
    };
    page.unwrap_or_else(|| line(library, &place, "Nothing stands here: it is not in this pack."))
}

impl Page {
    /// A part alone: the section with an id, or the rows whose keys are `key` or begin with it and `/`, below the
    /// heading of their section; `None` where there is none such.
    #[must_use]
    pub fn part(&self, key: &str) -> Option<Self> {
        let is_heading = |block: &Block| matches!(block, Block::Heading(_));
        let is_section = |block: &Block| matches!(block, Block::Heading(heading) if heading.section == key);
        let mut blocks = Vec::new();
        if let Some(from) = self.blocks.iter().position(is_section) {
            let section = self.blocks[from + 1..].iter().take_while(|block| !is_heading(block));
            blocks.extend(self.blocks[from..=from].iter().chain(section).cloned());
        } else {
            let is_meant = |row: &Row| {
                row.key.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            let mut heading = None;
            for block in &self.blocks {
                if let Block::Heading(all) = block {
                    // What is remarked on a section may not be true of a part.
                    heading = Some(Block::Heading(Heading { note: String::new(), ..all.clone() }));
                } else if let Some(mut block) = block.only(is_meant) {
                    block.shorten_caveats();
                    blocks.extend(heading.take());
                    blocks.push(block);
                }
            }
        }
        (!blocks.is_empty()).then(|| Self { blocks, ..self.clone() })
    }

    /// The page without the list of its sources, where each line tells its own.
    #[must_use]
    pub fn without_sources(mut self) -> Self {
        let is_list = |block: &Block| matches!(block, Block::Heading(heading) if heading.section == SOURCES);
        let is_source = |row: &Row| {
            let is_of = |place: &Place| matches!(place.kind, Kind::Source { .. });
            matches!(&row.subject, Some(Subject::Entry(place)) if is_of(place))
        };
        // A section that is called by an id may be called so too.
        if let Some(from) = self.blocks.iter().rposition(is_list)
            && self.blocks[from..].iter().flat_map(Block::rows).all(is_source)
        {
            self.blocks.truncate(from);
        }
        self
    }
}

/// The sources that pages cite, in the order in which they are first cited.
#[must_use]
pub fn sources(library: &Library, pages: &[Page]) -> Vec<Row> {
    let draft = Draft::new(library, Reader::NOBODY, library.era_or_default(None));
    draft.sources_of(pages.iter().flat_map(|page| &page.blocks).flat_map(Block::rows))
}

/// A page of one line.
fn line(library: &Library, place: &Place, text: &str) -> Page {
    let row = Row { key: BROKEN.to_owned(), text: text.to_owned(), ..Row::default() };
    Page {
        place: place.clone(),
        title: library.title(place),
        subtitle: String::new(),
        blocks: vec![Block::Text(vec![row])],
    }
}
