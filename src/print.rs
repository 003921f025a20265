//! Pages as plain text, Markdown and HTML, written to anything.

mod document;
pub mod file;
pub mod html;
pub mod markdown;
pub mod mermaid;
pub mod text;

pub use document::Document;
