//! The guide over SSH: a sitting for everybody who comes, and nothing else of the machine.

mod decoder;
