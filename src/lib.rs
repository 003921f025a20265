//! roledex, a field guide to data and AI careers in the terminal.
//!
//! One idea carries the program: a [`place::Place`] says where a reader is, and a [`page::Page`] is what
//! stands there, computed from the [`content::Library`] and what the reader keeps, their
//! [`profile::Profile`]. A page knows nothing of terminals; a *face* shows it: the terminal ([`view`]), or
//! plain text, Markdown and HTML ([`mod@print`]).
//!
//! ```text
//! TOML files ─▶ Library ─▶ (Place, Reader) ─▶ Page ─┬▶ typeset ─┬▶ app ─▶ view ─▶ session ─▶ sitting, terminal ─▶ tui, ssh
//!               content    place   profile  │ page  │           └▶ print::text
//!                  │                        │       └▶ print::markdown, print::html, print::mermaid
//!                  └▶ shift, handover, compare, project, route, search ─▶ fit, goal, question, practice
//!                                           └▶ record ─▶ JSON
//! ```
//!
//! Pages and records are made of what shift … practice find out, which are free functions of a library and a profile.
//! Nothing lower names anything higher; `tests/layers.rs` keeps it so. From low to high:
//! [`environment`], [`visible`], [`folded`], [`moment`] and [`near`]; [`clipboard`], [`place`] and [`streams`];
//! [`content`]; [`follow`], [`handover`], [`profile`], [`shift`] and [`talk`]; [`compare`], [`project`], [`route`] and
//! [`search`]; [`fit`]; [`goal`] and [`question`]; [`practice`]; [`record`]; [`page`]; [`typeset`]; [`mod@print`]; [`app`];
//! [`view`]; [`session`]; [`picture`], [`sitting`] and [`terminal`]; [`call`]; [`tui`] and `ssh`; [`cli`]. `CONTRIBUTING.md` says in a
//! line what each is for.

pub mod app;
pub mod call;
pub mod cli;
pub mod clipboard;
pub mod compare;
pub mod content;
pub mod environment;
pub mod fit;
pub mod folded;
pub mod follow;
pub mod goal;
pub mod handover;
pub mod moment;
pub mod near;
pub mod page;
pub mod picture;
pub mod place;
pub mod practice;
pub mod print;
pub mod profile;
pub mod project;
pub mod question;
pub mod record;
pub mod route;
pub mod search;
pub mod session;
pub mod shift;
pub mod sitting;
#[cfg(feature = "ssh")]
pub mod ssh;
pub mod streams;
pub mod talk;
pub mod terminal;
pub mod tui;
pub mod typeset;
pub mod view;
pub mod visible;
