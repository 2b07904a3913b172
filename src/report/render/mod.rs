//! One renderer per format; each turns a page or findings into text and knows no view.
//!
//! All text that a user could have written passes [`clean()`] here, never in a view: so no new report can
//! forget it.

pub mod findings;
pub mod human;
pub mod markdown;
pub mod words;

mod arrange;
pub(crate) mod clean;
mod ink;
mod wrap;

pub use clean::clean;

/// Finished text that renderers of this layer did not write, with every workflow command in it broken where
/// the output is read for them.
pub fn safe(text: String, look: &Look) -> String {
    clean::neutralize(text, look.workflow)
}

/// What the place of output can show; decided once by the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Columns of a line; less than 40 counts as 40.
    pub width: usize,
    /// Whether to write colors.
    pub color: bool,
    /// Whether signs outside ASCII can be shown; text from files is shown as it is either way.
    pub unicode: bool,
    /// Whether the output is read for workflow commands (GitHub Actions): then none can be smuggled in.
    pub workflow: bool,
}

impl Look {
    /// Text for a file, a pipe or a test: Unicode without colors.
    pub fn plain(width: usize) -> Look {
        Look {
            width,
            color: false,
            unicode: true,
            workflow: false,
        }
    }

    /// The width that is used: at least 40.
    fn columns(&self) -> usize {
        self.width.max(40)
    }
}
