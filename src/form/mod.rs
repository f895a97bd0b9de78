//! Form: one content file as a form in the browser, and back.
//!
//! Takes the text of a file and what was filled in; gives the form as HTML, and the text as a person would have
//! written it: what was not touched stays as it is, byte for byte. It stands apart from the server, which knows
//! nothing of what is in a form, and from the readers: fields are those that the readers of front matter tell of
//! themselves, and measures and indicators are read by the parser.
//!
//! | module | holds |
//! |---|---|
//! | `value` | what a field holds, in the file and in the form |
//! | `head` | front matter with some fields changed |
//! | `markdown` | Markdown without front matter |
//! | `rows` | measures as rows, and a list of measures with some rows changed |
//! | `written` | one of those measures where it is written |
//! | `figures` | indicators as rows, and their tables with some rows changed |
//! | `sent` | what a browser sends |
//! | `filled` | a file as a form, and the text of the file with what was filled in |
//! | `kept` | a file with another text, whose other bytes are kept |
//! | `page`, `inputs`, `conflict`, `words` | the form as HTML, and its words in both languages |

mod conflict;
mod figures;
mod filled;
mod head;
mod inputs;
mod kept;
mod markdown;
mod page;
mod rows;
mod sent;
mod value;
mod words;
mod written;

pub use filled::{Filled, Form, Refusal};
pub use page::{Frame, Live, Notice, Page};
pub use sent::{Deed, Sent};
