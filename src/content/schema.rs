//! The JSON Schemas of a pack's files, made from the types that read them.

use schemars::{SchemaGenerator, schema_for};
use serde_json::{Value, json};

use super::model::{
    Actor, Era, Leanings, Pack, Questions, Role, Scenario, SkillGroup, Source, Toolkit, Tour,
};

/// Declares the kinds of file and the type that reads each.
macro_rules! kinds {
    ($($name:literal => $file:ty,)+) => {
        /// The kinds of file, by the names of their schemas.
        pub const KINDS: &[&str] = &[$($name,)+];

        /// The schema of a kind of file.
        #[must_use]
        pub fn of(kind: &str) -> Option<Value> {
            match kind {
                $($name => Some(schema_for!($file).to_value()),)+
                _ => None,
            }
        }

        /// One schema that every file of a pack fits.
        #[must_use]
        pub fn any() -> Value {
            let mut generator = SchemaGenerator::default();
            let kinds = [$(generator.subschema_for::<$file>().to_value(),)+];
            json!({
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "title": "a file of a roledex pack",
                "anyOf": kinds,
                "$defs": generator.take_definitions(true),
            })
        }
    };
}

kinds! {
    "pack" => Pack,
    "era" => Era,
    "actor" => Actor,
    "role" => Role,
    "skill" => SkillGroup,
    "toolkit" => Toolkit,
    "scenario" => Scenario,
    "question" => Questions,
    "leanings" => Leanings,
    "tour" => Tour,
    "source" => Source,
}
