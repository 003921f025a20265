//! Reading places and links from their text, and saying what is wrong with one.

use percent_encoding::percent_decode_str;
use thiserror::Error;

use super::{Column, Head, Kind, Link, Listed, MAX_COLUMNS, MIN_COLUMNS, Place};
use crate::near::{did_you_mean, nearest};
use crate::visible::{first_invisible, is_invisible};

/// Why a text is no place; each says what is wrong and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PlaceError {
    /// Nothing was written.
    #[error("no place was named; try \"home\" or \"role:ai-engineer\"")]
    Empty,
    /// The word before the colon is no kind of place.
    #[error("no kind of place is called {word:?}{}", near.as_deref().map_or_else(kinds, |near| did_you_mean(Some(near))))]
    UnknownKind {
        /// The word.
        word: String,
        /// The kind that was probably meant.
        near: Option<String>,
    },
    /// Hand-overs have a page and no list.
    #[error("hand-overs are no list, but one page: \"handovers\"")]
    HandoversListed,
    /// The word after `list:` is nothing one can list.
    #[error("{word:?} cannot be listed{}", near.as_deref().map_or_else(listable, |near| did_you_mean(Some(near))))]
    UnknownList {
        /// The word.
        word: String,
        /// The list that was probably meant.
        near: Option<String>,
    },
    /// The kind needs an id after the colon.
    #[error("\"{0}\" alone is no place; say which after a colon, as in \"{0}:{example}\"", example = example(.0))]
    MissingId(&'static str),
    /// The kind stands alone.
    #[error("\"{0}\" takes nothing after it; write \"{0}\" alone")]
    Superfluous(&'static str),
    /// An id holds a character that ids and names do not have.
    #[error("{0:?} is no id: ids are lower-case letters, digits and hyphens")]
    BadId(String),
    /// A route that leads to the reader.
    #[error("a route ends at a role; \"me\" is where it may begin: \"route:me,ROLE\"")]
    EndlessRoute,
    /// A comparison with too few or too many columns.
    #[error("a comparison has two to four roles, this one has {0}")]
    ColumnCount(usize),
    /// Two columns are the same.
    #[error(
        "{0:?} stands twice in this comparison; to compare it with itself, name two eras: \"{0}@before\""
    )]
    EqualColumns(String),
    /// Some columns name their era and some do not.
    #[error(
        "either every column names its era or none does, as in \"compare:a@before,b@after\" or \"compare:a,b@after\""
    )]
    MixedColumns,
    /// A route without both of its ends.
    #[error("a route has two ends, as in \"route:data-scientist,ai-engineer\"")]
    RouteEnds,
    /// The stop of a tour is no number from 1.
    #[error("{0:?} is no stop: stops count from 1")]
    BadStop(String),
    /// The text of a search is not percent-encoded UTF-8.
    #[error("the text of \"search:\" must be percent-encoded UTF-8 without characters that cannot be seen")]
    BadSearch,
    /// An `@` or `#` with nothing behind it.
    #[error("nothing stands behind the \"{0}\"; name {part} there, or leave it out", part = end(.0.eq(&'@')))]
    EmptyEnd(char),
}

fn kinds() -> String {
    let words: Vec<_> = Head::ALL.iter().map(|head| head.word()).collect();
    format!("; the kinds are {}", words.join(", "))
}

/// What could stand after the colon of a kind.
fn example(kind: &str) -> &'static str {
    match kind {
        "role" | "mock" => "ai-engineer",
        "list" => "roles",
        "era" => "before",
        _ => "ID",
    }
}

/// What stands behind an `@` or a `#`.
fn end(is_era: bool) -> &'static str {
    if is_era { "an era, as in \"@before\"," } else { "a part of the page, as in \"#does\"," }
}

fn listable() -> String {
    let words: Vec<_> = Listed::ALL.iter().map(|list| list.word()).collect();
    format!("; these can: {}", words.join(", "))
}

impl Place {
    /// Reads a place from its text.
    ///
    /// # Errors
    /// Says what is wrong with the text, as [`PlaceError`].
    pub fn parse(text: &str) -> Result<Self, PlaceError> {
        let (head, argument) = match text.split_once(':') {
            Some((head, argument)) => (head, Some(argument)),
            None => (text.split('@').next().unwrap_or(text), None),
        };
        if head.is_empty() {
            return Err(PlaceError::Empty);
        }
        let head = Head::from_word(head).ok_or_else(|| PlaceError::UnknownKind {
            word: head.to_owned(),
            near: nearest(head, Head::ALL.iter().map(|head| head.word())).map(str::to_owned),
        })?;
        match argument {
            // A comparison may have an `@` in each column, so it takes its own text apart.
            Some(columns) if head == Head::Compare => comparison(columns),
            Some(argument) => {
                let (argument, era) = split_era(argument)?;
                Ok(Self { kind: kind(head, Some(argument))?, era })
            }
            None => {
                let (_, era) = split_era(text)?;
                Ok(Self { kind: kind(head, None)?, era })
            }
        }
    }
}

impl Link {
    /// Reads a link from its text.
    ///
    /// # Errors
    /// Says what is wrong with the text, as [`PlaceError`].
    pub fn parse(text: &str) -> Result<Self, PlaceError> {
        let (place, key) = split_key(text)?;
        Ok(Self { place: Place::parse(place)?, key })
    }
}

/// Takes the key off a link's text.
///
/// # Errors
/// [`PlaceError::EmptyEnd`] where nothing stands behind the `#`.
pub fn split_key(text: &str) -> Result<(&str, Option<String>), PlaceError> {
    split_end(text, '#')
}

/// Takes the era off a place's text.
///
/// # Errors
/// [`PlaceError::EmptyEnd`] where nothing stands behind the `@`.
pub fn split_era(text: &str) -> Result<(&str, Option<String>), PlaceError> {
    split_end(text, '@')
}

fn split_end(text: &str, mark: char) -> Result<(&str, Option<String>), PlaceError> {
    match text.split_once(mark) {
        None => Ok((text, None)),
        Some((_, "")) => Err(PlaceError::EmptyEnd(mark)),
        // No era ends in what a link would take for its key.
        Some((_, end)) if first_invisible(end).is_some() || (mark == '@' && end.contains('#')) => {
            Err(PlaceError::BadId(end.to_owned()))
        }
        Some((rest, end)) => Ok((rest, Some(end.to_owned()))),
    }
}

fn kind(head: Head, argument: Option<&str>) -> Result<Kind, PlaceError> {
    let needed =
        || id(argument.filter(|argument| !argument.is_empty()).ok_or(PlaceError::MissingId(head.word()))?);
    let optional = || argument.map(|_| needed()).transpose();
    let alone = |kind: Kind| match argument {
        None => Ok(kind),
        Some(_) => Err(PlaceError::Superfluous(head.word())),
    };
    match head {
        Head::Home => alone(Kind::Home),
        Head::Handovers => alone(Kind::Handovers),
        Head::Fit => alone(Kind::Fit),
        Head::List => needed().and_then(|word| listed(&word)).map(Kind::List),
        Head::Era => needed().map(Kind::Era),
        Head::Role => needed().map(Kind::Role),
        Head::Scenario => needed().map(Kind::Scenario),
        Head::Tool => needed().map(Kind::Tool),
        Head::Toolkit => needed().map(Kind::Toolkit),
        Head::Skill => needed().map(Kind::Skill),
        Head::Actor => needed().map(Kind::Actor),
        Head::Mock => needed().map(Kind::Mock),
        Head::Question => needed().map(Kind::Question),
        Head::Practice => optional().map(Kind::Practice),
        Head::Progress => optional().map(Kind::Progress),
        Head::Source => needed().and_then(|text| source(&text)),
        Head::Compare => Ok(Kind::Compare(Vec::new())),
        Head::Route => argument.map(ends).transpose().map(Kind::Route),
        Head::Tour => argument.map(stop).transpose().map(Kind::Tour),
        Head::Search => search(argument.unwrap_or_default()),
    }
}

/// Ids are checked against the library later; here only what would break the syntax is refused, so
/// that names and aliases ("LLM engineer") can stand where an id does.
fn id(text: &str) -> Result<String, PlaceError> {
    let breaks = |c: char| is_invisible(c) || matches!(c, ',' | '@' | '#' | '/' | ':');
    if text.trim().is_empty() || text.contains(breaks) {
        return Err(PlaceError::BadId(text.to_owned()));
    }
    Ok(text.to_owned())
}

fn listed(word: &str) -> Result<Listed, PlaceError> {
    if ["handovers", "hand-overs"].iter().any(|one| one.eq_ignore_ascii_case(word)) {
        return Err(PlaceError::HandoversListed);
    }
    Listed::named(word).ok_or_else(|| PlaceError::UnknownList {
        word: word.to_owned(),
        near: nearest(word, Listed::ALL.iter().map(|list| list.word())).map(str::to_owned),
    })
}

fn source(text: &str) -> Result<Kind, PlaceError> {
    let (id, claim) = match text.split_once('.') {
        None => (text, None),
        Some(("", _) | (_, "")) => return Err(PlaceError::BadId(text.to_owned())),
        Some((id, claim)) => (id, Some(claim.to_owned())),
    };
    Ok(Kind::Source { id: id.to_owned(), claim })
}

fn comparison(text: &str) -> Result<Place, PlaceError> {
    let mut columns = Vec::new();
    for part in text.split(',') {
        let (role, era) = split_era(part)?;
        columns.push(Column { role: id(role)?, era });
    }
    if !(MIN_COLUMNS..=MAX_COLUMNS).contains(&columns.len()) {
        return Err(PlaceError::ColumnCount(columns.len()));
    }
    let named = columns.iter().filter(|column| column.era.is_some()).count();
    // `compare:a,b@after`: the one era at the very end is the place's.
    let last_alone = named == 1 && columns.last().is_some_and(|column| column.era.is_some());
    let era = if last_alone { columns.last_mut().and_then(|column| column.era.take()) } else { None };
    if !last_alone && named != 0 && named != columns.len() {
        return Err(PlaceError::MixedColumns);
    }
    if era.as_deref().is_some_and(|era| era.contains('@'))
        || columns.iter().any(|column| column.era.as_deref().is_some_and(|era| era.contains('@')))
    {
        return Err(PlaceError::MixedColumns);
    }
    Ok(Place { kind: Kind::Compare(columns), era })
}

fn ends(text: &str) -> Result<(String, String), PlaceError> {
    let (from, to) = text.split_once(',').ok_or(PlaceError::RouteEnds)?;
    if from.is_empty() || to.is_empty() || to.contains(',') {
        return Err(PlaceError::RouteEnds);
    }
    Ok((id(from)?, id(to)?))
}

fn stop(text: &str) -> Result<(String, Option<u16>), PlaceError> {
    let Some((tour, stop)) = text.split_once('/') else {
        return Ok((id(text)?, None));
    };
    let number = stop.parse().ok().filter(|number| *number > 0);
    Ok((id(tour)?, Some(number.ok_or_else(|| PlaceError::BadStop(stop.to_owned()))?)))
}

fn search(text: &str) -> Result<Kind, PlaceError> {
    let decoded = percent_decode_str(text).decode_utf8().map_err(|_| PlaceError::BadSearch)?;
    if first_invisible(&decoded).is_some() {
        return Err(PlaceError::BadSearch);
    }
    Ok(Kind::Search(decoded.into_owned()))
}
