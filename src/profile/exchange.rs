//! A profile as JSON, to be taken to another machine or put into a document.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Interview, Profile, Review, Run};
use crate::content::model::Level;
use crate::place::{Link, Place};

/// The version of this JSON; a change that breaks a reader raises it. The first had nothing of practice.
const SCHEMA_VERSION: u32 = 3;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    schema_version: u32,
    profile: Fields,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Fields {
    skills: BTreeMap<String, Level>,
    leanings: BTreeMap<String, bool>,
    bookmarks: Vec<String>,
    last: Option<String>,
    stop: Option<String>,
    goal: Option<String>,
    theme: Option<String>,
    reviews: Vec<Review>,
    runs: Vec<Run>,
    interviews: Vec<Interview>,
}

/// Why a text is no profile.
#[derive(Debug, Error)]
pub enum ImportError {
    /// It is no JSON, or not in the shape that is exported.
    #[error("this is no exported profile, as \"roledex profile export\" writes it: {}", misshapen(.0))]
    Shape(#[from] serde_json::Error),
    /// It does not begin as a JSON object does.
    #[error(
        "this is no exported profile, as \"roledex profile export\" writes it: it does not begin with {{"
    )]
    NoObject,
    /// Another version of the program wrote it.
    #[error(
        "this profile has schema_version {}, and this program reads 1 to {SCHEMA_VERSION}{}",
        .0,
        help(*.0)
    )]
    Version(u32),
    /// A place in it is none.
    #[error("the bookmark, last place or stop {0:?} is no place: {1}")]
    Place(String, crate::place::PlaceError),
}

/// What to do about a version.
fn help(version: u32) -> &'static str {
    if version > SCHEMA_VERSION { "; get a newer roledex" } else { "" }
}

/// What is wrong with the shape of a text.
fn misshapen(error: &serde_json::Error) -> String {
    match (error.is_eof(), error.line(), error.column()) {
        (true, 1, 0) => "it is empty".to_owned(),
        (true, line, column) => format!("it ends in the middle (line {line}, column {column})"),
        _ => error.to_string(),
    }
}

/// A profile as JSON.
#[must_use]
pub fn export(profile: &Profile) -> String {
    let profile = Fields {
        skills: profile.skills.clone(),
        leanings: profile.leanings.clone(),
        bookmarks: profile.bookmarks.iter().map(Place::to_string).collect(),
        last: profile.last.as_ref().map(Link::to_string),
        stop: profile.stop.as_ref().map(Place::to_string),
        goal: profile.goal.clone(),
        theme: profile.theme.clone(),
        reviews: profile.reviews.clone(),
        runs: profile.runs.values().cloned().collect(),
        interviews: profile.interviews.clone(),
    };
    let document = Document { schema_version: SCHEMA_VERSION, profile };
    // Maps with texts as keys, lists, texts and numbers always have a JSON.
    serde_json::to_string_pretty(&document).unwrap_or_default()
}

/// The profile in a JSON.
///
/// # Errors
/// Where it is none; nothing of it is to be used then.
pub fn import(text: &str) -> Result<Profile, ImportError> {
    #[derive(Deserialize)]
    struct Head {
        schema_version: u32,
    }
    if text.trim_start().starts_with(|first| first != '{') {
        return Err(ImportError::NoObject);
    }
    let head: Head = serde_json::from_str(text)?;
    if !(1..=SCHEMA_VERSION).contains(&head.schema_version) {
        return Err(ImportError::Version(head.schema_version));
    }
    let Document { profile, .. } = serde_json::from_str(text)?;
    let bad = |text: &str| {
        let text = text.to_owned();
        |error| ImportError::Place(text, error)
    };
    let place = |text: &String| Place::parse(text).map_err(bad(text));
    let link = |text: &String| Link::parse(text).map_err(bad(text));
    Ok(Profile {
        skills: profile.skills,
        leanings: profile.leanings,
        bookmarks: profile.bookmarks.iter().map(place).collect::<Result<_, _>>()?,
        last: profile.last.as_ref().map(link).transpose()?,
        stop: profile.stop.as_ref().map(place).transpose()?,
        goal: profile.goal,
        theme: profile.theme,
        reviews: profile.reviews,
        runs: newest(profile.runs),
        interviews: profile.interviews,
    })
}

/// Runs by their keys; of two with the same the one that was touched last.
fn newest(mut runs: Vec<Run>) -> BTreeMap<String, Run> {
    runs.sort_by_key(|run| run.touched);
    runs.into_iter().map(|run| (run.key(), run)).collect()
}
