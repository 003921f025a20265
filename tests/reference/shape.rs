//! The shape of JSON, as it is seen in values.

use std::collections::{BTreeMap, BTreeSet};

use roledex::moment::Moment;
use serde_json::Value;

/// What stands at a path, in all values that were seen.
#[derive(Debug, Default)]
pub struct Shape {
    /// What it was: "string", "list" …
    pub types: BTreeSet<&'static str>,
    /// How often it was there.
    pub seen: usize,
    /// How often it was an object; a field that was seen less often may be absent.
    pub objects: usize,
    pub fields: Vec<(String, Self)>,
    /// What a list holds, or an object whose keys are ids.
    pub items: Option<Box<Self>>,
    /// The only words that it may be.
    pub words: Option<Vec<String>>,
    /// A value that was seen.
    pub example: Option<Value>,
    /// The shared shapes that hold further fields of it.
    pub parts: BTreeSet<&'static str>,
}

/// What is known of values before they are seen.
pub struct Known {
    /// How paths end at which an object has ids as keys.
    pub by_id: &'static [&'static str],
    /// How paths end at which there are only some words, and these.
    pub words: Vec<(&'static str, Vec<String>)>,
}

/// A shape that stands at several paths.
pub struct Shared {
    pub name: &'static str,
    pub about: &'static str,
    /// The fields that tell it.
    pub fields: &'static [&'static str],
    /// Further fields that it may have.
    pub further: &'static [&'static str],
    /// Whether an object of this shape has no other field.
    pub is_whole: bool,
    /// Whether something of it may be null.
    pub has_null: bool,
}

pub fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "whole number",
        Value::String(text) if text.ends_with('Z') && text.parse::<Moment>().is_ok() => "moment",
        Value::String(_) => "string",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    }
}

impl Shape {
    /// Takes in a value; whether it may be shown as an example.
    pub fn see(&mut self, path: &str, value: &Value, known: &Known, is_shown: bool) {
        self.seen += 1;
        self.types.insert(type_of(value));
        match value {
            Value::Array(values) => {
                let items = self.items.get_or_insert_default();
                for value in values {
                    items.see(&format!("{path}[]"), value, known, is_shown);
                }
            }
            Value::Object(fields) if known.by_id.iter().any(|end| path.ends_with(end)) => {
                let items = self.items.get_or_insert_default();
                fields.values().for_each(|value| items.see(&format!("{path}.*"), value, known, is_shown));
            }
            Value::Object(fields) => {
                self.objects += 1;
                for (name, value) in fields {
                    self.field(name).see(&format!("{path}.{name}"), value, known, is_shown);
                }
            }
            Value::Null => {}
            _ => {
                let words = known.words.iter().find(|(end, _)| path.ends_with(end)).map(|(_, words)| words);
                if let Some((words, text)) = words.zip(value.as_str()) {
                    let is_word = words.iter().any(|word| word == text);
                    assert!(is_word, "{path} is {value}, and the reference tells of {words:?}");
                    self.words = Some(words.clone());
                }
                if is_shown && self.example.as_ref().is_none_or(|example| example == "") {
                    self.example = Some(value.clone());
                }
            }
        }
    }

    fn field(&mut self, name: &str) -> &mut Self {
        let at = self.fields.iter().position(|(own, _)| own == name).unwrap_or_else(|| {
            self.fields.push((name.to_owned(), Self::default()));
            self.fields.len() - 1
        });
        &mut self.fields[at].1
    }

    fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(own, _)| own == name)
    }

    /// Brings what stands at several paths to one, in this and all below it.
    pub fn share(&mut self, all: &[Shared], shared: &mut BTreeMap<&'static str, Self>) {
        let below = self.fields.iter_mut().map(|(_, field)| field).chain(self.items.as_deref_mut());
        below.for_each(|below| below.share(all, shared));
        for one in all {
            let is_of = |name: &str| one.fields.contains(&name) || one.further.contains(&name);
            let is_other = |(name, field): &(String, Self)| {
                let is_null = field.types.contains("null") && !one.has_null;
                if is_of(name) { is_null } else { one.is_whole }
            };
            if !one.fields.iter().all(|name| self.has(name)) || self.fields.iter().any(is_other) {
                continue;
            }
            let (own, rest) = std::mem::take(&mut self.fields).into_iter().partition(|(name, _)| is_of(name));
            self.fields = rest;
            self.parts.insert(one.name);
            let part = Self { objects: self.objects, fields: own, ..Self::default() };
            shared.entry(one.name).or_default().merge(part);
        }
    }

    fn merge(&mut self, other: Self) {
        self.types.extend(other.types);
        self.seen += other.seen;
        self.objects += other.objects;
        other.fields.into_iter().for_each(|(name, field)| self.field(&name).merge(field));
        if let Some(items) = other.items {
            self.items.get_or_insert_default().merge(*items);
        }
        self.words = self.words.take().or(other.words);
        self.example = self.example.take().or(other.example);
        self.parts.extend(other.parts);
    }

    /// Whether a field of this may be absent.
    pub fn may_lack(&self, field: &Self) -> bool {
        field.seen < self.objects
    }

    /// What of a value is not of this shape.
    pub fn misfits(&self, path: &str, value: &Value, shared: &BTreeMap<&'static str, Self>) -> Vec<String> {
        if !self.types.contains(type_of(value)) {
            return vec![format!("{path} is {value}, and no {:?}", self.types)];
        }
        let items = |values: &mut dyn Iterator<Item = &Value>| {
            let Some(items) = &self.items else { return Vec::new() };
            values.flat_map(|value| items.misfits(&format!("{path}[]"), value, shared)).collect()
        };
        match value {
            Value::Array(values) => items(&mut values.iter()),
            Value::Object(fields) if self.items.is_some() => items(&mut fields.values()),
            Value::Object(fields) => {
                let parts = self.parts.iter().map(|name| &shared[name]).chain([self]);
                let known: BTreeMap<_, _> = parts
                    .flat_map(|part| {
                        part.fields.iter().map(|(name, field)| (name.as_str(), (field, part.may_lack(field))))
                    })
                    .collect();
                let absent = known.iter().filter(|(name, (_, may))| !may && !fields.contains_key(**name));
                let mut misfits: Vec<_> = absent.map(|(name, _)| format!("{path} has no {name}")).collect();
                for (name, value) in fields {
                    let path = format!("{path}.{name}");
                    match known.get(name.as_str()) {
                        Some((field, _)) => misfits.extend(field.misfits(&path, value, shared)),
                        None => misfits.push(format!("{path} is not told of")),
                    }
                }
                misfits
            }
            Value::String(text) if self.words.as_ref().is_some_and(|words| !words.contains(text)) => {
                vec![format!("{path} is {value}, and none of {:?}", self.words)]
            }
            _ => Vec::new(),
        }
    }
}
