//! What stands at a place: a [`Page`], made from the library, that knows nothing of terminals.

mod actor;
pub mod block;
mod compare;
mod draft;
mod era;
mod fit;
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

use crate::content::Library;
use crate::moment::Moment;
use crate::place::{Kind, Place};
use crate::practice::Desk;
use crate::profile::Profile;
use crate::question::find as find_question;
use crate::search::Near;

use block::Block;
use draft::Draft;

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
}

impl Reader<'static> {
    /// Somebody of whom nothing is kept.
    pub const NOBODY: Self =
        Self { profile: &Profile::EMPTY, now: Moment(0), desk: &Desk::EMPTY, is_writing: false };
}

/// Makes the page of a place; one without an era is seen in the pack's default era, a project in all.
///
/// The place should be canonical ([`Library::canonical`]); where what it names is not there, the page
/// says so in one line.
#[must_use]
pub fn build(library: &Library, reader: Reader<'_>, place: &Place) -> Page {
    let era = library.era_or_default(place.era.as_deref());
    let place = library.seen_in(place.clone(), era.short.get_ref());
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
        Kind::Tour(_) => Some(line(library, &place, "This edition of the guide has no such page yet.")),
    };
    page.unwrap_or_else(|| line(library, &place, "Nothing stands here: it is not in this pack."))
}

impl Page {
    /// The section with an id, or the one with the row of a key, alone; `None` where there is none such.
    #[must_use]
    pub fn part(&self, key: &str) -> Option<Self> {
        let is_meant = |block: &Block| match block {
            Block::Heading(heading) => heading.section == key,
            block => block.rows().iter().any(|row| row.key == key),
        };
        let at = self.blocks.iter().position(is_meant)?;
        let begins = |block: &Block| matches!(block, Block::Heading(_));
        let from = self.blocks[..=at].iter().rposition(begins).unwrap_or(0);
        let to =
            self.blocks[from + 1..].iter().position(begins).map_or(self.blocks.len(), |next| from + 1 + next);
        Some(Self { blocks: self.blocks[from..to].to_vec(), ..self.clone() })
    }
}

/// A page of one line.
fn line(library: &Library, place: &Place, text: &str) -> Page {
    let row = row::Row { key: "page/line".to_owned(), text: text.to_owned(), ..row::Row::default() };
    Page {
        place: place.clone(),
        title: library.title(place),
        subtitle: String::new(),
        blocks: vec![Block::Text(vec![row])],
    }
}
