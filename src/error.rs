//! Failures of the run: wrong usage, no such folder, an unreadable file. What is wrong *in* a program's files
//! is never one of these; that is a [finding](crate::diagnostic).

use std::fmt;

/// Why a run could not do its job.
#[derive(Debug)]
pub struct Error {
    /// What happened, in one sentence.
    pub message: String,
    /// What to do next.
    pub help: Vec<String>,
}

/// A result of a run.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A failure without help.
    pub fn new(message: impl Into<String>) -> Error {
        Error {
            message: message.into(),
            help: Vec::new(),
        }
    }

    /// Adds what to do next.
    pub fn help(mut self, help: impl Into<String>) -> Error {
        self.help.push(help.into());
        self
    }

    /// A file or folder that cannot be read.
    pub fn unreadable(path: &str, error: &std::io::Error) -> Error {
        let reason = match error.kind() {
            std::io::ErrorKind::NotFound => "it does not exist".into(),
            std::io::ErrorKind::PermissionDenied => "permission denied".into(),
            _ => error.to_string(),
        };
        Error::new(format!("cannot read {path}: {reason}"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
