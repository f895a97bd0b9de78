//! The nouns: plain data that one stage builds and the next ones read.

pub mod compiled;
pub mod document;
pub mod documents;
pub mod findings;
pub mod front_matter;
pub mod ledger;
pub mod marks;
pub mod outline;
pub mod plain;
pub mod register;
pub mod strings;
pub mod view;
