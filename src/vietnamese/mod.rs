//! Vietnamese: letters, dates, deadlines, figures and numbers of documents, as they are written in
//! Vietnamese records.
//!
//! Takes the words of an author, gives what they mean, or none where they mean nothing that can be relied
//! on. It stands apart because these rules hold for any Vietnamese record: nothing here knows the site, its
//! content format or its diagnostics.

pub mod citation;
pub mod date;
pub mod deadline;
pub mod figure;
pub mod letters;
