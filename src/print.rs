//! Pages as plain text, Markdown and HTML, written to anything.

pub mod html;
pub mod markdown;
pub mod text;

/// Whether a word is an address on the web.
fn is_address(word: &str) -> bool {
    word.starts_with("https://") || word.starts_with("http://")
}
