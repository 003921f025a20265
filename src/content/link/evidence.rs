//! Who says so: that what is cited is there, can bear a statement, and is not cited too often at once.

use std::collections::BTreeMap;

use super::{IdKind, Linker, MOST_GUESSES};
use crate::content::files::FileKind;
use crate::content::model::{ClaimKind, EDITORIAL, Text, citation_parts};
use crate::content::problem::Rule;
use crate::content::said;
use crate::near::{did_you_mean, nearest};

/// The most claims of one source on one statement.
const MOST_CLAIMS: usize = 3;

impl Linker<'_> {
    /// Checks the evidence of all that is said, and notes who cites what.
    pub(super) fn evidence(&mut self) {
        let mut last = None;
        said::each(self.entries, |said| {
            self.file = said.file;
            self.sources(said.sources);
            self.ids(IdKind::Anything, said.see);
            self.years(&said);
            let Some(citer) = said.citer else { return };
            for source in said.sources.iter().filter(|source| source.as_str() != EDITORIAL) {
                let (source, _) = citation_parts(source.as_str());
                // What an entry says often rests on one source.
                if last.replace((source, citer)) != Some((source, citer)) {
                    self.cited.entry(source).or_default().insert(citer);
                }
            }
        });
    }

    fn sources(&mut self, citations: &[Text]) {
        self.twice("citation", citations.iter());
        for citation in citations {
            let text = citation.as_str();
            if text == EDITORIAL {
                if citations.len() > 1 {
                    let message = "a statement is editorial or has sources, not both".to_owned();
                    self.add(Rule::MixedEvidence, citation, message, "take one of them out");
                }
                continue;
            }
            self.citation(citation);
        }
        if citations.len() > MOST_CLAIMS {
            self.claims(citations);
        }
    }

    /// Says where one source is cited too often.
    fn claims(&mut self, citations: &[Text]) {
        let mut claims: BTreeMap<&str, usize> = BTreeMap::new();
        for citation in citations {
            let (source, Some(_)) = citation_parts(citation.as_str()) else { continue };
            let count = claims.entry(source).or_default();
            *count += 1;
            if *count == MOST_CLAIMS + 1 {
                let message = format!("this statement cites more than {MOST_CLAIMS} claims of {source:?}");
                let help = "keep the three that bear it most, or say it in several statements";
                self.add(Rule::TooManyClaims, citation, message, help);
            }
        }
    }

    fn citation(&mut self, citation: &Text) {
        let entries = self.entries;
        let text = citation.as_str();
        let (id, key) = citation_parts(text);
        if entries.declared.contains(id) || entries.declared.contains(text) {
            return;
        }
        let Some(source) = entries.sources.get(id) else {
            if !entries.incomplete.contains(&FileKind::Source) {
                let known = || entries.sources.keys().map(String::as_str).chain([EDITORIAL]).collect();
                self.unknown("source", &Text::new(citation.span(), id), known);
            }
            return;
        };
        let Some(key) = key else { return };
        match source.claim.get(key) {
            None => {
                self.guesses += 1;
                let keys = source.claim.keys().map(Text::as_str);
                let guess = (self.guesses <= MOST_GUESSES).then(|| nearest(key, keys)).flatten();
                let near = did_you_mean(guess);
                let message = format!("{:?} has no claim {key:?}{near}", source.short);
                let help = if self.files.is_own(source.file) {
                    format!("add [claim.{key}] to {}", self.files.files[source.file.0].path)
                } else {
                    format!("\"roledex show source:{id}\" shows the claims it has")
                };
                self.add(Rule::UnknownId, citation, message, &help);
            }
            Some(claim) if claim.kind == ClaimKind::Meta => {
                let message = format!("{key:?} says something about the source itself");
                self.add(Rule::MetaClaim, citation, message, "cite what the source says about the matter");
            }
            Some(_) => {}
        }
    }
}
