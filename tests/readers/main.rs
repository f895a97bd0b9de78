//! The readers of deadlines, numbers and document numbers: against the facts, and against laws.

mod facts;
mod laws;
mod pieces;
