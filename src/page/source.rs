//! A source: what it is, what it says, and where the guide relies on it.

use crate::content::model::{Source, SourceClaim, Text, words};
use crate::content::{Entry, EntryKind, Origin};
use crate::place::{Kind, Place};

use super::Page;
use super::block::Block;
use super::draft::{Draft, count};
use super::row::{CAVEAT, Remark, Row};
use super::tool::fact_rows;

/// The page of a source.
pub fn page(mut draft: Draft<'_>, place: &Place, source: &Entry<Source>, claim: Option<&str>) -> Page {
    let facts = [
        ("author", "Author", source.author.clone()),
        ("publisher", "Publisher", source.publisher.clone()),
        ("date", "Published", words(source.date.as_ref()).map(str::to_owned)),
        ("url", "Address", words(source.url.as_ref()).map(str::to_owned)),
        ("read", "Looked at", Some(source.read.to_string())),
    ];
    draft.section("facts", "Facts", String::new(), Block::Card(fact_rows("facts", facts)));
    let mut claims: Vec<_> = source.claim.iter().collect();
    // In the order of the file: S9 stands before S10.
    claims.sort_by_key(|(key, claim)| (claim.file.unwrap_or(source.file), key.span().start));
    let all = claims.len();
    claims.retain(|(key, _)| claim.is_none_or(|claim| key.as_str() == claim));
    let rows: Vec<_> = claims.into_iter().map(|(key, claim)| claim_row(source, key, claim)).collect();
    let note = if claim.is_some() {
        format!("one of {}", count(all, "claim", "claims"))
    } else {
        count(all, "claim", "claims")
    };
    let note = format!("{note}, in the guide's words");
    draft.section("claims", "What it says", note, Block::List(rows));
    if claim.is_some() {
        let whole = draft.entry_row("whole", EntryKind::Source, &source.id, source.title.to_string());
        draft.section("whole", "The whole source", String::new(), Block::List(vec![whole]));
    }
    let users = draft.library.citers(&source.id).map(|(kind, id)| {
        let row = draft.entry_row("used", *kind, id, String::new());
        Row { key: format!("used/{}/{id}", kind.noun()), note: kind.noun().to_owned(), ..row }
    });
    let users = users.collect();
    draft.section("used", "Where the guide relies on it", String::new(), Block::List(users));
    draft.page(place.clone(), source.title.to_string(), format!("a source · {}", source.short))
}

fn claim_row(source: &Entry<Source>, key: &Text, claim: &SourceClaim) -> Row {
    let caveat = claim.caveat.iter().cloned().map(|text| Remark::new(CAVEAT, text));
    Row {
        key: format!("claims/{}", key.as_str()),
        label: key.to_string(),
        text: claim.says.to_string(),
        note: claim.kind.word().to_owned(),
        remarks: caveat.collect(),
        subject: Some(
            Place::from(Kind::Source { id: source.id.clone(), claim: Some(key.to_string()) }).into(),
        ),
        origin: Some(Origin { file: claim.file.unwrap_or(source.file), offset: claim.says.span().start }),
        ..Row::default()
    }
}
