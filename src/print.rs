//! Pages as plain text, Markdown and HTML, written to anything.

pub mod html;
pub mod markdown;
pub mod text;
