//! Everything that is wrong with the shape of a TOML document, told by the schema of its type.
//!
//! Serde stops at the first thing it cannot read. When it does, the document is walked once along the
//! JSON Schema of the same type: every unknown field, wrong type and missing field is found, each with
//! its place, and taken out, so that what is left can still be read and its links checked in the same run.

use std::collections::BTreeSet;
use std::ops::Range;

use schemars::JsonSchema;
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::problem::{Finding, Rule};
use crate::near::{did_you_mean, nearest};

/// Takes out of a document all that does not fit a type, and says what it was.
///
/// Returns whether what is left can be read as the type.
pub fn prune<T: JsonSchema>(document: &mut Spanned<DeTable<'_>>, findings: &mut Vec<Finding>) -> bool {
    let schema = schemars::schema_for!(T).to_value();
    let walk = Walk { root: &schema };
    let span = document.span();
    walk.table(document.get_mut(), span, &schema, "this file", findings)
}

struct Walk<'s> {
    root: &'s Value,
}

impl<'s> Walk<'s> {
    /// The schema behind references, and behind "this or nothing".
    fn resolve(&self, mut schema: &'s Value) -> &'s Value {
        loop {
            if let Some(reference) = schema["$ref"].as_str() {
                let Some(target) = reference.strip_prefix('#').and_then(|pointer| self.root.pointer(pointer))
                else {
                    return schema;
                };
                schema = target;
            } else if let Some(some) =
                schema["anyOf"].as_array().and_then(|any| any.iter().find(|one| one["type"] != "null"))
            {
                schema = some;
            } else {
                return schema;
            }
        }
    }

    /// `name` is what the value is called in messages, as in "`text`".
    fn value(
        &self,
        value: &mut Spanned<DeValue<'_>>,
        schema: &'s Value,
        name: &str,
        findings: &mut Vec<Finding>,
    ) -> bool {
        let span = value.span();
        let schema = self.resolve(schema);
        let found = found(value.get_ref());
        let example = example(schema, value.get_ref(), name);
        let wrong = |findings: &mut Vec<Finding>| {
            findings.push(Finding {
                rule: Rule::WrongType,
                span: Some(span.clone()),
                message: format!("{name} is {}, and this is {found}", expected(schema)),
                help: format!("write {example}"),
            });
            false
        };
        if let Some(words) = words(schema) {
            let Some(word) = value.get_ref().as_str() else { return wrong(findings) };
            if words.contains(&word) {
                return true;
            }
            findings.push(Finding {
                rule: Rule::WrongType,
                message: format!(
                    "{name} cannot be {word:?}{}",
                    did_you_mean(nearest(word, words.iter().copied()))
                ),
                help: format!("one of {}", words.join(", ")),
                span: Some(span),
            });
            return false;
        }
        match (kind(schema), value.get_mut()) {
            ("object", DeValue::Table(table)) => self.table(table, span, schema, name, findings),
            ("array", DeValue::Array(array)) => self.array(array, span, schema, name, findings),
            ("string", DeValue::String(_)) => true,
            ("integer", DeValue::Integer(integer)) => {
                let number = i64::from_str_radix(integer.as_str(), integer.radix()).ok();
                let low = schema["minimum"].as_i64().unwrap_or(i64::MIN);
                let high = schema["maximum"].as_i64().unwrap_or(i64::MAX);
                number.is_some_and(|number| (low..=high).contains(&number)) || wrong(findings)
            }
            _ => wrong(findings),
        }
    }

    fn array(
        &self,
        array: &mut DeArray<'_>,
        span: Range<usize>,
        schema: &'s Value,
        name: &str,
        findings: &mut Vec<Finding>,
    ) -> bool {
        let before = array.len();
        let mut fits = Vec::with_capacity(before);
        for item in array.iter_mut() {
            fits.push(self.value(item, &schema["items"], &format!("each of {name}"), findings));
        }
        let length = schema["minItems"].as_u64().filter(|length| *length != before as u64);
        if let Some(length) = length {
            findings.push(Finding {
                rule: Rule::WrongType,
                span: Some(span),
                message: format!("{name} has {before} entries, and must have {length}"),
                help: if (before as u64) < length {
                    "add what is missing"
                } else {
                    "take out what is too much"
                }
                .to_owned(),
            });
            return false;
        }
        if schema["minItems"].is_u64() {
            return fits.iter().all(|fits| *fits);
        }
        if fits.contains(&false) {
            let mut kept = DeArray::new();
            array.iter().zip(fits).filter(|(_, fits)| *fits).for_each(|(item, _)| kept.push(item.clone()));
            *array = kept;
        }
        true
    }

    fn table(
        &self,
        table: &mut DeTable<'_>,
        span: Range<usize>,
        schema: &'s Value,
        name: &str,
        findings: &mut Vec<Finding>,
    ) -> bool {
        let empty = serde_json::Map::new();
        let fields = schema["properties"].as_object().unwrap_or(&empty);
        let open = schema["additionalProperties"].is_object().then_some(&schema["additionalProperties"]);
        let (mut bad, mut excused, mut meant) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
        for (key, value) in table.iter_mut() {
            let field: &str = key.get_ref();
            let called = format!("`{}`", field.escape_debug());
            let fits = if let Some(field_schema) = fields.get(field).or(open) {
                self.value(value, field_schema, &called, findings)
            } else {
                let near = nearest(field, fields.keys().map(String::as_str));
                findings.push(unknown(field, near, &key.span(), name, fields));
                // What was misspelt is not missing as well.
                excused.extend(near);
                meant.extend(near.map(|near| (Spanned::new(key.span(), near), field.to_owned())));
                false
            };
            if !fits {
                bad.insert(field.to_owned());
            }
        }
        // What was probably meant is looked at as that, so that the rest can be read all the same.
        for (near, field) in meant.into_iter().filter(|(near, _)| !bad.contains(*near.get_ref())) {
            let free = !table.contains_key(*near.get_ref());
            let Some(mut value) = table.remove(field.as_str()).filter(|_| free) else { continue };
            if self.value(&mut value, &fields[*near.get_ref()], &format!("`{field}`"), findings) {
                table.insert(Spanned::new(near.span(), near.into_inner().to_owned().into()), value);
            }
        }
        for field in &bad {
            table.remove(field.as_str());
        }
        let required = schema["required"].as_array().map(Vec::as_slice).unwrap_or_default();
        let mut whole = true;
        for field in required.iter().filter_map(Value::as_str) {
            if table.contains_key(field) {
                continue;
            }
            whole = false;
            if !bad.contains(field) && !excused.contains(field) {
                let about = fields.get(field).map(|field| self.description(field)).unwrap_or_default();
                findings.push(Finding {
                    rule: Rule::MissingField,
                    span: Some(first_line(&span)),
                    message: format!("{name} has no `{field}`"),
                    help: format!("add `{field}`: {about}"),
                });
            }
        }
        whole
    }

    fn description(&self, schema: &'s Value) -> &'s str {
        schema["description"]
            .as_str()
            .or_else(|| self.resolve(schema)["description"].as_str())
            .unwrap_or("it must be there")
    }
}

fn unknown(
    field: &str,
    near: Option<&str>,
    span: &Range<usize>,
    name: &str,
    fields: &serde_json::Map<String, Value>,
) -> Finding {
    let known: Vec<_> = fields.keys().map(String::as_str).collect();
    Finding {
        rule: Rule::UnknownField,
        span: Some(span.clone()),
        message: format!("{name} has no field `{}`{}", field.escape_debug(), did_you_mean(near)),
        help: format!("its fields are {}", known.join(", ")),
    }
}

/// The JSON type a schema asks for, without the "or nothing" of an optional field.
fn kind(schema: &Value) -> &str {
    match &schema["type"] {
        Value::String(kind) => kind,
        Value::Array(kinds) => {
            kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null").unwrap_or("")
        }
        _ => "",
    }
}

/// The words an enum may be written as.
fn words(schema: &Value) -> Option<Vec<&str>> {
    if let Some(words) = schema["enum"].as_array() {
        return Some(words.iter().filter_map(Value::as_str).collect());
    }
    let variants = schema["oneOf"].as_array()?;
    Some(variants.iter().filter_map(|variant| variant["const"].as_str()).collect())
}

fn expected(schema: &Value) -> String {
    match kind(schema) {
        "string" => "a text in quotes".to_owned(),
        "array" => "a list in [ ]".to_owned(),
        "object" => "a table".to_owned(),
        "integer" => match (schema["minimum"].as_i64(), schema["maximum"].as_i64()) {
            (Some(low), Some(high)) => format!("a whole number from {low} to {high}"),
            _ => "a whole number".to_owned(),
        },
        _ => "one of some words in quotes".to_owned(),
    }
}

/// How a value of the type that a schema asks for is written.
fn example(schema: &Value, value: &DeValue<'_>, name: &str) -> String {
    let has_text = schema["properties"]["text"].is_object();
    match (kind(schema), value) {
        ("integer", DeValue::Integer(_)) => "a number within these bounds".to_owned(),
        ("integer", DeValue::Float(_)) => "a whole number".to_owned(),
        ("integer", _) => "a number without quotes".to_owned(),
        ("string", _) => "it in quotes: \"…\"".to_owned(),
        ("array", DeValue::Table(_)) => format!("it in double brackets: [[{}]]", name.trim_matches('`')),
        ("array", _) => "a list, also of one: [\"…\"]".to_owned(),
        ("object", _) if has_text => "it as { text = \"…\", sources = [\"…\"] }".to_owned(),
        ("object", _) => "its fields in a table of its own, or in { }".to_owned(),
        _ => "one of the words that are known here".to_owned(),
    }
}

fn found(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(_) => "a text".to_owned(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Boolean(flag) => flag.to_string(),
        other => format!("a {}", other.type_str()),
    }
}

/// A table's span may be pages long; its first characters say where it begins.
fn first_line(span: &Range<usize>) -> Range<usize> {
    span.start..span.end.min(span.start + 40)
}
