//! The language server: what editors ask over standard input, answered over standard output.
//!
//! Takes messages of the Language Server Protocol; gives mistakes as one types, completions, explanations, places,
//! other names and fixes. It stands apart from [`crate::author`], which knows the content and no protocol, and from
//! the engine behind it, which it asks through a [`Backend`].
//!
//! Two threads share the work. One answers what needs the open file and what was found last: completions,
//! explanations and places, at once. The other looks at the content whenever it has changed, reports what is wrong,
//! and answers what has to be true of the content as it is now: other names, and fixes.
//!
//! | module | holds |
//! |---|---|
//! | `backend` | what the server asks of whoever has the content |
//! | `sheet` | a text as the editor has it, and places in it |
//! | `desk` | the files that are open |
//! | `offered` | what the server offers, as the editor is told |
//! | `server` | the messages: what is answered by whom |
//! | `answers` | what is answered at once |
//! | `examiner` | the thread that looks at the content |
//! | `report` | diagnostics as the protocol has them |
//! | `fixes` | remedies as actions |

mod answers;
mod backend;
mod desk;
mod examiner;
mod fixes;
mod offered;
mod report;
mod server;
mod sheet;

pub use backend::{Backend, Look, Mended, Texts};
pub use server::serve;
