//! What stands beside a row: who says so, what speaks against it, and where it leads.

use crate::content::model::words;
use crate::content::{Library, Origin};
use crate::place::{Kind, Place};

use super::block::Block;
use super::draft::{Draft, capital};
use super::row::{Citation, Evidence, Row, Target, is_address};
use super::{Page, Reader};

/// The margin of a row of a page.
#[must_use]
pub fn page(library: &Library, reader: Reader<'_>, of: &Page, row: &Row) -> Page {
    let era = library.era_or_default(of.place.era.as_deref());
    let mut draft = Draft::new(library, reader, era);
    evidence(&mut draft, "evidence", "Evidence", &row.evidence);
    for (at, remark) in row.remarks.iter().enumerate() {
        let section = format!("remark-{}", at + 1);
        let said = Row {
            key: format!("{section}/said"),
            attribution: remark.attribution.clone(),
            text: remark.text.clone(),
            ..Row::default()
        };
        draft.section(&section, &capital(&remark.label), String::new(), Block::Text(vec![said]));
        let cited = remark.evidence.citations.iter().map(|citation| cited(&draft, &section, citation));
        let cited = cited.collect();
        draft.block(Block::List(cited));
    }
    links(&mut draft, row);
    web(&mut draft, of, row);
    let title = if row.label.is_empty() { of.title.clone() } else { capital(&row.label) };
    draft.bare(of.place.clone(), title)
}

fn evidence(draft: &mut Draft<'_>, section: &str, title: &str, evidence: &Evidence) {
    let line = match evidence {
        Evidence { editorial: true, .. } => "Editorial: the guide's own judgement.",
        Evidence { unsourced: true, .. } => "No source is named.",
        _ => "",
    };
    let mut rows: Vec<_> = evidence.citations.iter().map(|one| cited(draft, section, one)).collect();
    if !line.is_empty() {
        rows.push(Row { key: format!("{section}/line"), text: line.to_owned(), ..Row::default() });
    }
    let note = evidence.as_of.as_ref().map(|year| format!("as of {year}")).unwrap_or_default();
    draft.section(section, title, note, Block::List(rows));
}

/// A citation: the source and its claim, the kind of statement, its date, and what it says.
fn cited(draft: &Draft<'_>, section: &str, citation: &Citation) -> Row {
    let place = citation.place();
    let Kind::Source { id, claim } = &place.kind else { return Row::default() };
    let key = claim.as_ref().map_or_else(|| format!("{section}/{id}"), |key| format!("{section}/{id}.{key}"));
    let date = draft.library.source(id).map(|source| {
        let read = || format!("read on {}", source.read.as_str());
        words(source.date.as_ref()).map_or_else(read, str::to_owned)
    });
    let kind = claim.as_ref().map(|_| citation.kind.word().to_owned());
    let origin = draft.library.source(id).map(|source| {
        let said = claim.as_ref().and_then(|key| source.claim.get(key.as_str()));
        said.map_or_else(
            || source.origin(&source.title),
            |said| Origin { file: said.file.unwrap_or(source.file), offset: said.says.span().start },
        )
    });
    Row {
        key,
        label: draft.library.title(&place),
        attribution: kind.into_iter().chain(date).collect::<Vec<_>>().join(", "),
        text: citation.says.clone(),
        links: vec![draft.target(place)],
        origin,
        ..Row::default()
    }
}

/// Where the row leads, without what the evidence leads to already; Enter on the row follows the first.
fn links(draft: &mut Draft<'_>, row: &Row) {
    let cited: Vec<Place> = row.all_evidence().flat_map(|one| &one.citations).map(Citation::place).collect();
    let mut rows: Vec<Row> = Vec::new();
    for Target { link, title } in &row.links {
        let key = format!("links/{link}");
        if cited.contains(&link.place) || rows.iter().any(|row| row.key == key) {
            continue;
        }
        rows.push(Row {
            key,
            label: title.clone(),
            text: link.place.kind.head().word().to_owned(),
            links: vec![Target { link: link.clone(), title: title.clone() }],
            ..Row::default()
        });
    }
    draft.section("links", "Leads to", String::new(), Block::List(rows));
}

/// The address of the row on the web.
fn web(draft: &mut Draft<'_>, of: &Page, row: &Row) {
    let rows = address(draft.library, of, row).map(str::to_owned).into_iter().map(|text| Row {
        key: "web/address".to_owned(),
        text,
        ..Row::default()
    });
    let rows = rows.collect();
    draft.section("web", "On the web", String::new(), Block::List(rows));
}

/// The address on the web that belongs to a row: one it names, else its source's, else of what it leads
/// to, else of what its page is about.
#[must_use]
pub fn address<'a>(library: &'a Library, of: &'a Page, row: &'a Row) -> Option<&'a str> {
    let of_place = |place: &Place| match &place.kind {
        Kind::Source { id, .. } => words(library.source(id)?.url.as_ref()),
        Kind::Tool(id) => words(library.tool(id)?.url.as_ref()),
        _ => None,
    };
    let named = row.text.split(' ').find(|word| is_address(word));
    let cited = || row.all_evidence().flat_map(|one| &one.citations).find_map(|one| of_place(&one.place()));
    let linked = || row.links.iter().find_map(|target| of_place(&target.link.place));
    named.or_else(cited).or_else(linked).or_else(|| of_place(&of.place))
}
