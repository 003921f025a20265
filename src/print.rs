//! Pages as plain text, Markdown and HTML, written to anything.

pub mod file;
pub mod html;
pub mod markdown;
pub mod mermaid;
pub mod text;
