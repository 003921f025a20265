//! roledex
pub mod compare;
pub mod content;
pub mod handover;
pub mod near;
pub mod page;
pub mod place;
pub mod shift;
