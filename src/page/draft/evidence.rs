//! Who says so: the evidence of rows, the remarks below them, and the sources of a page.

use std::borrow::Cow;

use super::Draft;
use crate::content::Entry;
use crate::content::EntryKind;
use crate::content::model::{Claim, ClaimKind, EDITORIAL, Source, Statement, Text, words};
use crate::page::block::Block;
use crate::page::row::{CAVEAT, Citation, Evidence, Remark, Row};
use crate::place::{Kind, Place};

/// The section in which a page has the sources of all its lines.
pub const SOURCES: &str = "sources";

impl Draft<'_> {
    pub(super) fn cited_sources(&self) -> Vec<Row> {
        self.sources_of(self.blocks.iter().flat_map(Block::rows))
    }

    /// The sources that are cited in rows, in the order in which they are first cited.
    pub fn sources_of<'r>(&self, rows: impl Iterator<Item = &'r Row>) -> Vec<Row> {
        let mut ids: Vec<&str> = Vec::new();
        for citation in rows.flat_map(Row::all_evidence).flat_map(|evidence| &evidence.citations) {
            if !ids.contains(&citation.source.as_str()) {
                ids.push(&citation.source);
            }
        }
        ids.iter().filter_map(|id| self.library.source(id)).map(|source| self.source_row(source)).collect()
    }

    /// A source as one line: what it is, who wrote it, when, and where it is.
    #[must_use]
    pub fn source_row(&self, source: &Entry<Source>) -> Row {
        let by = [
            source.author.as_deref(),
            source.publisher.as_deref(),
            words(source.date.as_ref()),
            words(source.url.as_ref()),
        ];
        let text = std::iter::once(source.title.as_str()).chain(by.into_iter().flatten());
        let place = EntryKind::Source.place(&source.id);
        Row {
            key: format!("sources/{}", source.id),
            label: source.short.clone(),
            text: text.collect::<Vec<_>>().join(" · "),
            links: vec![self.target(place.clone())],
            subject: Some(place.into()),
            origin: Some(source.origin(&source.title)),
            ..Row::default()
        }
    }

    /// The caveats of a statement's sources, and what speaks against it.
    #[must_use]
    pub fn remarks(&self, statement: &dyn Statement) -> Vec<Remark> {
        self.remarks_on(statement.sources(), statement.but())
    }

    /// The caveats of sources, and what speaks against what they are cited for.
    #[must_use]
    pub fn remarks_on(&self, sources: &[Text], but: Option<&Claim>) -> Vec<Remark> {
        let mut remarks: Vec<Remark> = Vec::new();
        for citation in sources {
            let claim = self.library.citation(citation.as_str()).and_then(|(_, claim)| claim);
            let caveat = claim.and_then(|(_, claim)| claim.caveat.clone());
            if let Some(text) = caveat.filter(|text| !remarks.iter().any(|remark| remark.text == *text)) {
                remarks.push(Remark::new(CAVEAT, text));
            }
        }
        if let Some(but) = but {
            remarks.push(self.remark("against it", but));
            remarks.extend(self.remarks(but));
        }
        remarks
    }

    /// A statement that stands below another.
    #[must_use]
    pub fn remark(&self, label: impl Into<Cow<'static, str>>, claim: &Claim) -> Remark {
        let evidence = self.evidence(&claim.sources, words(claim.as_of.as_ref()));
        Remark {
            label: label.into(),
            attribution: evidence.attribution(),
            text: claim.text.to_string(),
            evidence,
            again: false,
        }
    }

    /// Who says so, from citations as the pack writes them.
    #[must_use]
    pub fn evidence(&self, sources: &[Text], as_of: Option<&str>) -> Evidence {
        let citation = |cited: &Text| {
            let (source, claim) = self.library.citation(cited.as_str())?;
            Some(Citation {
                source: source.id.clone(),
                short: source.short.clone(),
                claim: claim.map(|(key, _)| key.to_owned()),
                says: claim.map_or_else(|| source.title.to_string(), |(_, claim)| claim.says.to_string()),
                kind: claim.map_or(ClaimKind::Fact, |(_, claim)| claim.kind),
            })
        };
        let mut citations = Vec::with_capacity(sources.len());
        citations.extend(sources.iter().filter_map(citation));
        Evidence {
            editorial: sources.iter().any(|source| source.as_str() == EDITORIAL),
            unsourced: sources.is_empty(),
            citations,
            as_of: as_of.map(str::to_owned),
        }
    }
}

impl Citation {
    /// The place of what is cited.
    #[must_use]
    pub fn place(&self) -> Place {
        Kind::Source { id: self.source.clone(), claim: self.claim.clone() }.into()
    }
}
