//! Model: the plain data that the stages hand to one another.
//!
//! Nothing here reads, decides or writes anything but what follows from one value alone. It stands apart from
//! the stages because they meet in these types only, and never import one another.
//!
//! | module | holds |
//! |---|---|
//! | `compiled`, `document` | what parsing gives for one file |
//! | `outline`, `documents` | what each volume knows of the rest of the site |
//! | `whole` | all that a content says, for those who write it |
//! | `vocabulary` | what the content has for a field, for those who write it |
//! | `ledger` | what resolving gives for one volume |
//! | `view` | what planning gives for one page |
//! | `marks`, `plain` | what follows from one document: ids on its page, whether all of it is public |
//! | `paragraphs` | what is read of HTML that the program made |
//! | `findings`, `strings` | messages of a run; labels of the theme |

pub mod compiled;
pub mod document;
pub mod documents;
pub mod findings;
pub mod ledger;
pub mod marks;
pub mod outline;
pub mod paragraphs;
pub mod plain;
pub mod strings;
pub mod view;
pub mod vocabulary;
pub mod whole;
