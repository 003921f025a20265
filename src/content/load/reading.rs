//! One file: from its text to what it holds, with all that is wrong with it by itself.

use std::ops::Range;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

use super::{Care, FORMAT};
use crate::content::FileId;
use crate::content::files::{FileKind, Files, PackFile};
use crate::content::model::{
    Actor, Era, Leanings, Pack, Questions, Role, Scenario, SkillGroup, Source, Toolkit, Tour, UNWRITTEN,
};
use crate::content::problem::{Finding, Rule};
use crate::content::shape;
use crate::place::is_claim_key;
use crate::visible::{first_invisible, is_invisible};

/// What a file holds.
pub enum Data {
    Pack(Pack),
    Era(Era),
    Actor(Actor),
    Role(Box<Role>),
    Skills(SkillGroup),
    Toolkit(Toolkit),
    Scenario(Scenario),
    Questions(Questions),
    Leanings(Leanings),
    Tour(Tour),
    Source(Source),
}

/// A file that was read.
pub struct Reading {
    pub id: FileId,
    /// What it holds, where it can be read.
    pub data: Option<Data>,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
    /// What it has, where something in it cannot be read.
    pub declared: Vec<String>,
}

impl Reading {
    /// Reads a file.
    pub fn of(files: &Files, id: FileId, care: Care) -> Self {
        let FileId(index) = id;
        let file = &files.files[index];
        let mut opened = Opened {
            file,
            care,
            is_extending: files.inherited > 0,
            findings: Vec::new(),
            declared: Vec::new(),
        };
        let data = match file.kind {
            FileKind::Pack => opened.pack().map(Data::Pack),
            FileKind::Era => opened.parse().map(Data::Era),
            FileKind::Actor => opened.parse().map(Data::Actor),
            FileKind::Role => opened.parse().map(Box::new).map(Data::Role),
            FileKind::Skills => opened.parse().map(Data::Skills),
            FileKind::Toolkit => opened.parse().map(Data::Toolkit),
            FileKind::Scenario => opened.parse().map(Data::Scenario),
            FileKind::Questions => opened.parse().map(Data::Questions),
            FileKind::Leanings => opened.parse().map(Data::Leanings),
            FileKind::Tour => opened.parse().map(Data::Tour),
            FileKind::Source => opened.source().map(Data::Source),
        };
        let Opened { findings, declared, .. } = opened;
        Self { id, data, findings, declared }
    }
}

/// A file while it is read.
struct Opened<'f> {
    file: &'f PackFile,
    care: Care,
    /// Whether the pack may leave to another what every pack has to say.
    is_extending: bool,
    findings: Vec<Finding>,
    declared: Vec<String>,
}

impl Opened<'_> {
    fn pack(&mut self) -> Option<Pack> {
        let pack: Pack = self.parse()?;
        let format = *pack.format.get_ref();
        if format != FORMAT {
            self.findings.push(Finding {
                rule: Rule::UnknownFormat,
                span: Some(pack.format.span()),
                message: format!("this pack has format {format}, and this program reads format {FORMAT}"),
                help: if format > FORMAT { "get a newer roledex" } else { "write `format = 1`" }.to_owned(),
            });
        }
        let mut families = std::collections::BTreeSet::new();
        for family in pack.family.iter().filter(|family| !families.insert(family.id.as_str())) {
            self.findings.push(Finding {
                rule: Rule::DuplicateId,
                span: Some(family.id.span()),
                message: format!("the family {:?} stands here twice", family.id.as_str()),
                help: "take one of them out".to_owned(),
            });
        }
        if !self.is_extending {
            let missing = [
                ("default_era", pack.default_era.is_none(), "the id of the era a reader starts in"),
                ("levels", pack.levels.is_none(), "the names of the four levels of a skill"),
            ];
            for (field, _, about) in missing.into_iter().filter(|(_, is_missing, _)| *is_missing) {
                self.findings.push(Finding {
                    rule: Rule::MissingField,
                    span: Some(pack.format.span()),
                    message: format!("this file has no `{field}`"),
                    help: format!("add `{field}`: {about}"),
                });
            }
        }
        Some(pack)
    }

    fn source(&mut self) -> Option<Source> {
        let source: Source = self.parse()?;
        for key in source.claim.keys().filter(|key| !is_claim_key(key)) {
            self.findings.push(Finding {
                rule: Rule::BadId,
                span: Some(key.span()),
                message: format!("{:?} is no key of a claim", key.as_str()),
                help: "keys are letters, digits and hyphens".to_owned(),
            });
        }
        Some(source)
    }

    /// Notes what the file has, whether or not it can be read.
    fn declare(&mut self, document: &DeTable<'_>) {
        self.declared.push(self.file.stem().to_owned());
        for members in ["skill", "tool", "claim"] {
            let table = document.get(members).and_then(|members| members.get_ref().as_table());
            for id in table.into_iter().flat_map(DeTable::keys) {
                let id = id.get_ref();
                self.declared.push(if members == "claim" {
                    format!("{}.{id}", self.file.stem())
                } else {
                    id.to_string()
                });
            }
        }
    }

    /// Reads the file as a type; where it does not fit, says all that is wrong and reads the rest.
    fn parse<T: DeserializeOwned + JsonSchema>(&mut self) -> Option<T> {
        let text = self.file.text();
        let (document, errors) = DeTable::parse_recoverable(&text);
        // What the parser made up to recover, and what it takes for errors then, would only give follow-on problems.
        if let Some(error) = errors.iter().min_by_key(|error| error.span().map(|span| span.start)) {
            self.findings.push(Finding {
                rule: Rule::Syntax,
                span: error.span().or(Some(0..0)),
                message: format!(
                    "this is no TOML: {}",
                    error.message().lines().collect::<Vec<_>>().join("; ")
                ),
                help: "mend it here or on the line before; what else is wrong with this file is told then"
                    .to_owned(),
            });
            return None;
        }
        if self.care == Care::New {
            walk(document.get_ref(), &text, &mut self.findings);
        }
        let before = self.findings.len();
        if let Ok(value) = T::deserialize(Deserializer::from(document)) {
            return Some(value);
        }
        let mut document = DeTable::parse(&text).ok()?;
        self.declare(document.get_ref());
        let whole = shape::prune::<T>(&mut document, &mut self.findings);
        match T::deserialize(Deserializer::from(document)) {
            Ok(value) => Some(value),
            Err(error) => {
                // A file that cannot be read never goes without at least one problem.
                if whole || self.findings.len() == before {
                    self.findings.push(Finding {
                        rule: Rule::WrongType,
                        span: error.span().or(Some(0..0)),
                        message: error.message().lines().collect::<Vec<_>>().join("; "),
                        help: "`roledex schema` tells what each field takes".to_owned(),
                    });
                }
                None
            }
        }
    }
}

/// Finds texts and keys with characters that content may not hold, and what was begun and left empty or unwritten.
fn walk(table: &DeTable<'_>, file: &str, findings: &mut Vec<Finding>) {
    for (key, value) in table {
        visible(key.get_ref(), key.span(), file, findings);
        walk_value(value, file, findings);
        let is_blank = |value: &DeValue<'_>| value.as_str().is_some_and(|text| text.trim().is_empty());
        let empty = match value.get_ref() {
            DeValue::Array(items) if items.is_empty() => Some(("", key.span())),
            DeValue::Array(items) => {
                let item = items.iter().find(|item| is_blank(item.get_ref()));
                item.map(|item| ("a text of ", item.span()))
            }
            DeValue::Table(table) => table.is_empty().then(|| ("", key.span())),
            text => is_blank(text).then(|| ("", key.span())),
        };
        // What nobody does says so by an empty list; what has no sources is told as that.
        let may_be = || matches!(key.get_ref().as_ref(), "by" | "to" | "sources");
        if let Some((what, span)) = empty.filter(|_| !may_be()) {
            findings.push(Finding {
                rule: Rule::Empty,
                span: Some(span),
                message: format!("there is nothing in {what}`{}`", key.get_ref().escape_debug()),
                help: "fill it; what need not be there may be left out".to_owned(),
            });
        }
    }
}

fn walk_value(value: &Spanned<DeValue<'_>>, file: &str, findings: &mut Vec<Finding>) {
    match value.get_ref() {
        // Nearly all texts are.
        DeValue::String(text) if is_plain(text) => {}
        DeValue::String(text) => {
            visible(text, value.span(), file, findings);
            written(text, value.span(), findings);
        }
        DeValue::Array(items) => items.iter().for_each(|item| walk_value(item, file, findings)),
        DeValue::Table(table) => walk(table, file, findings),
        _ => {}
    }
}

/// Whether nothing can be said of how a text is written.
fn is_plain(text: &str) -> bool {
    let is_inked = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    let bytes = text.as_bytes();
    is_inked(bytes.first())
        && is_inked(bytes.last())
        && !text.starts_with(UNWRITTEN)
        && first_invisible(text).is_none()
}

fn written(text: &str, span: Range<usize>, findings: &mut Vec<Finding>) {
    let is_blank = |c: char| c.is_whitespace() && !is_invisible(c);
    let (rule, message, help) = if text.starts_with(UNWRITTEN) {
        (Rule::Unwritten, "this is still to be written", "put your own words in its place")
    } else if !text.trim().is_empty() && (text.starts_with(is_blank) || text.ends_with(is_blank)) {
        (Rule::StrayBlank, "this text begins or ends with a blank", "take it out")
    } else {
        return;
    };
    findings.push(Finding { rule, span: Some(span), message: message.to_owned(), help: help.to_owned() });
}

fn visible(text: &str, span: Range<usize>, file: &str, findings: &mut Vec<Finding>) {
    if let Some(c) = first_invisible(text) {
        // No eye finds it: it is pointed at, unless it is written as an escape. A text of several lines has line
        // breaks that may stand there.
        let written = file.get(span.clone()).filter(|_| !matches!(c, '\n' | '\r'));
        let span = match written.and_then(|written| written.find(c)) {
            Some(at) => span.start + at..span.start + at + c.len_utf8(),
            None => span,
        };
        let (name, help) = match c {
            '\n' | '\r' => {
                ("a line break".to_owned(), "keep a text on one line, or end its lines with a backslash")
            }
            '\t' => ("a tab".to_owned(), "write a space"),
            c => (
                format!("U+{:04X}, which cannot be seen", u32::from(c)),
                "take it out; write what can be seen",
            ),
        };
        findings.push(Finding {
            rule: Rule::InvisibleCharacter,
            span: Some(span),
            message: format!("this text holds {name}"),
            help: help.to_owned(),
        });
    }
}
