//! roledex
pub mod content;
pub mod near;
pub mod place;
