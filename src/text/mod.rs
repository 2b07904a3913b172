//! Source text and where things are in it: files, byte spans, line and column, and the trait through
//! which every reader of a program (work tree, git revision, memory) hands over bytes.

mod commits;
mod date;
mod source;
mod tree;

pub use commits::{Blob, Blobs, Commit, FileChange, Step, Steps};
pub use date::{Date, DateError};
pub use source::{FileId, FileSpan, LineIndex, Position, SourceFile, Sources, Span};
pub use tree::{Beside, Entry, MemoryTree, Overlaid, Tree, is_yaml};
