//! What a reader can stand on: one statement or entry, with its evidence and where it leads.

use std::borrow::Cow;

use crate::content::Origin;
use crate::content::model::ClaimKind;
use crate::place::{Link, Place};
use crate::practice::Offer;
use crate::shift::Sign;

/// One thing on a page that a reader can stand on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// `section/id`, unique in its page and the same in every era, width and edition of the pack.
    pub key: String,
    /// The short words it goes by, where it has some: a name, "from the ML engineer".
    pub label: String,
    /// Who is answerable for the text, where it is more than the guide's own or a plain fact.
    pub attribution: String,
    /// What it says.
    pub text: String,
    /// What the era did to it.
    pub mark: Option<Mark>,
    /// A short remark beside it.
    pub note: String,
    /// Who says so.
    pub evidence: Evidence,
    /// What has to be said with it: a caveat, what speaks against it, where it goes wrong.
    pub remarks: Vec<Remark>,
    /// Where it leads; Enter follows the first.
    pub links: Vec<Target>,
    /// What it is about, where that is not what its page is about.
    pub subject: Option<Subject>,
    /// Where in the pack it was written.
    pub origin: Option<Origin>,
}

/// What a row is about, and keys may ask it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// What stands at a place: a role, a skill, a tool.
    Entry(Place),
    /// Whether the reader likes to do something: the leaning's id.
    Leaning(String),
    /// Something to practise.
    Practice(Offer),
}

impl From<Place> for Subject {
    fn from(place: Place) -> Self {
        Self::Entry(place)
    }
}

/// A link and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The link.
    pub link: Link,
    /// What stands there.
    pub title: String,
}

/// What an era did to a row, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The sign.
    pub symbol: Symbol,
    /// The word that always goes with it: "new", "from the ML engineer".
    pub word: String,
}

/// The signs of what an era did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Symbol {
    /// As it was.
    Same,
    /// Not there before.
    New,
    /// There before, and otherwise now.
    Changed,
    /// No longer there.
    Gone,
    /// Came from somebody, or went to somebody.
    Moved,
}

impl Symbol {
    /// The sign as it is written, one or two columns of ASCII.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Same => "=",
            Self::New => "+",
            Self::Changed => "~",
            Self::Gone => "-",
            Self::Moved => "->",
        }
    }
}

impl Mark {
    /// The mark of a sign; `name` gives the name of a role or actor as it stands in a sentence.
    #[must_use]
    pub fn new(sign: &Sign, name: impl Fn(&str) -> String) -> Self {
        let names = |ids: &[String]| ids.iter().map(|id| name(id)).collect::<Vec<_>>().join(" and ");
        let (symbol, word) = match sign {
            Sign::Same => (Symbol::Same, "same".to_owned()),
            Sign::New => (Symbol::New, "new".to_owned()),
            Sign::Changed => (Symbol::Changed, "changed".to_owned()),
            Sign::Gone => (Symbol::Gone, "gone".to_owned()),
            Sign::From(roles) => (Symbol::Moved, format!("from {}", names(roles))),
            Sign::To(parties) => (Symbol::Moved, format!("to {}", names(parties))),
        };
        Self { symbol, word }
    }
}

/// Whether a word is an address on the web.
#[must_use]
pub fn is_address(word: &str) -> bool {
    word.starts_with("https://") || word.starts_with("http://")
}

/// What a remark is called that says what to keep in mind when relying on a source.
pub const CAVEAT: &str = "caveat";

/// Something that has to be said with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What it is: "caveat", "against it", "trouble", or whose words they are.
    pub label: Cow<'static, str>,
    /// Who is answerable for it, as in [`Row::attribution`].
    pub attribution: String,
    /// What it says.
    pub text: String,
    /// Who says so.
    pub evidence: Evidence,
    /// Whether the caveat that is seen above it in its block says the same; faces may then say it in short.
    pub again: bool,
}

/// Who says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The guide itself says so, on its own judgement.
    pub editorial: bool,
    /// It is a statement, and nobody is named.
    pub unsourced: bool,
    /// The sources that say so.
    pub citations: Vec<Citation>,
    /// The year of a figure.
    pub as_of: Option<String>,
}

/// A source, or one claim of it, that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The source's id.
    pub source: String,
    /// How lines name the source.
    pub short: String,
    /// The key of the claim; `None` where the source is cited whole.
    pub claim: Option<String>,
    /// What the source says there.
    pub says: String,
    /// What kind of statement it makes.
    pub kind: ClaimKind,
}

impl Remark {
    /// Something that the guide itself adds, which needs no evidence.
    #[must_use]
    pub fn new(label: &'static str, text: String) -> Self {
        let evidence = Evidence::default();
        Self { label: label.into(), attribution: String::new(), text, evidence, again: false }
    }

    /// What is said: in short where the caveat before it says the same.
    #[must_use]
    pub fn said(&self) -> &str {
        if self.again { "as above" } else { &self.text }
    }
}

impl Evidence {
    /// Adds citations, each once.
    pub fn add(&mut self, citations: impl IntoIterator<Item = Citation>) {
        for citation in citations {
            if !self.citations.contains(&citation) {
                self.citations.push(citation);
            }
        }
    }

    /// The strongest kind of statement among those cited.
    #[must_use]
    pub fn strongest(&self) -> Option<ClaimKind> {
        self.citations.iter().map(|citation| citation.kind).min()
    }

    /// The short names of the sources with the strongest kind, each once.
    #[must_use]
    pub fn voices(&self) -> Vec<&str> {
        let strongest = self.strongest();
        let mut voices: Vec<&str> = Vec::new();
        for citation in self.citations.iter().filter(|citation| Some(citation.kind) == strongest) {
            if !voices.contains(&citation.short.as_str()) {
                voices.push(&citation.short);
            }
        }
        voices
    }

    /// Who is answerable: nobody in particular for a fact, else the sources and the kind of statement.
    #[must_use]
    pub fn attribution(&self) -> String {
        match self.strongest() {
            None | Some(ClaimKind::Fact) => String::new(),
            Some(kind) => format!("{}, {}", self.voices().join(" and "), kind.word()),
        }
    }

    /// The short names of the sources, each once.
    #[must_use]
    pub fn names(&self) -> String {
        let mut names: Vec<&str> = Vec::new();
        for citation in &self.citations {
            if !names.contains(&citation.short.as_str()) {
                names.push(&citation.short);
            }
        }
        names.join("; ")
    }

    /// The sources that are cited, each once as long as no other stands between, with the keys of its claims.
    #[must_use]
    pub fn cited(&self) -> Vec<Cited<'_>> {
        let mut cited: Vec<Cited<'_>> = Vec::new();
        for Citation { source, short, claim, .. } in &self.citations {
            if cited.last().is_none_or(|last| last.short != short) {
                cited.push(Cited { source, short, claims: Vec::new() });
            }
            if let (Some(last), Some(claim)) = (cited.last_mut(), claim) {
                last.claims.push(claim);
            }
        }
        cited
    }

    /// What stands in place of sources where there are none.
    #[must_use]
    pub fn instead(&self) -> Option<&'static str> {
        match self {
            Self { editorial: true, .. } => Some("editorial"),
            Self { unsourced: true, .. } => Some("no source"),
            _ => None,
        }
    }

    /// The sources in words, each with its claims: `Warepam 2024 S7 S8; O*NET 29.2`.
    #[must_use]
    pub fn words(&self) -> String {
        self.words_with(|_| String::new())
    }

    /// The same with something before the name of each source.
    #[must_use]
    pub fn words_with(&self, before: impl Fn(&Cited<'_>) -> String) -> String {
        let words = |cited: Cited<'_>| {
            let name = format!("{}{}", before(&cited), cited.short);
            std::iter::once(name.as_str()).chain(cited.claims).collect::<Vec<_>>().join(" ")
        };
        let cited: Vec<_> = match self.instead() {
            Some(instead) => vec![instead.to_owned()],
            None => self.cited().into_iter().map(words).collect(),
        };
        let as_of = self.as_of.as_ref().map(|year| format!("as of {year}"));
        cited.into_iter().chain(as_of).collect::<Vec<_>>().join("; ")
    }
}

/// A source that is cited, and what of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited<'e> {
    /// The source's id.
    pub source: &'e str,
    /// How lines name the source.
    pub short: &'e str,
    /// The keys of its claims; none where it is cited whole.
    pub claims: Vec<&'e str>,
}
