//! Export: the formats in which other programs read a site.
//!
//! Takes what each body adds and the facts of the whole site, for one edition; gives the bytes of data
//! files (CSV, JSON), the feed (Atom), the calendar (iCalendar), the search index and lists. It stands
//! apart from `render` because its readers are programs: each format follows its own standard, and none of
//! them goes through the theme's templates.

pub mod calendar;
pub mod changes;
pub mod data;
pub mod facts;
pub mod feed;
pub mod fragment;
pub mod gather;
pub mod list;
pub mod search;
