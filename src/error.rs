//! Failures of the run: what kept linchpin from answering at all. What is wrong with the user's files is a
//! finding and never comes here.
//!
//! An error carries a plain message and, apart from it, what to do next: `help` lines that name the exact
//! command. [`std::fmt::Display`] prints the message alone; the command line prints the help below it.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::path::Path;

/// The result of anything that can fail as a run.
pub type Result<T> = std::result::Result<T, Error>;

/// Why the run cannot go on, and what helps.
#[derive(Debug)]
pub struct Error {
    message: String,
    help: Vec<String>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// A failure in plain words, without a full stop.
    pub fn new(message: impl Into<String>) -> Error {
        Error {
            message: message.into(),
            help: Vec::new(),
            source: None,
        }
    }

    /// Adds one line that says what to do next.
    pub fn help(mut self, line: impl Into<String>) -> Error {
        self.help.push(line.into());
        self
    }

    /// Says before the message what was being done.
    pub fn within(mut self, what: impl fmt::Display) -> Error {
        self.message = format!("{what}: {}", self.message);
        self
    }

    /// Adds the failure underneath.
    pub fn caused_by(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Error {
        self.source = Some(source.into());
        self
    }

    /// What happened.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do next, one line each, possibly none.
    pub fn helps(&self) -> &[String] {
        &self.help
    }

    /// The command line cannot be followed.
    pub fn usage(message: impl Into<String>) -> Error {
        Error::new(message)
    }

    /// A folder that was asked for does not exist; `near` is an existing one with a similar name.
    pub fn no_such_folder(path: impl fmt::Display, near: Option<&str>) -> Error {
        let error = Error::new(format!("there is no folder `{path}`"));
        match near {
            Some(near) => error.help(format!("did you mean `{near}`?")),
            None => error.help("name the folder that holds the program's `charter:`"),
        }
    }

    /// A file or folder cannot be read. An [`Error`] inside `cause` is handed on as it is, so that what a
    /// git tree has to say survives the way through [`std::io::Error`].
    pub fn unreadable(path: impl fmt::Display, cause: io::Error) -> Error {
        let cause = match cause.downcast::<Error>() {
            Ok(error) => return error,
            Err(cause) => cause,
        };
        let message = match cause.kind() {
            io::ErrorKind::NotFound => format!("there is no `{path}`"),
            io::ErrorKind::PermissionDenied => format!("cannot read `{path}`: permission denied"),
            _ => format!("cannot read `{path}`: {cause}"),
        };
        Error::new(message).caused_by(cause)
    }

    /// A file cannot be written.
    pub fn unwritable(path: impl fmt::Display, cause: io::Error) -> Error {
        let message = match cause.kind() {
            io::ErrorKind::PermissionDenied => format!("cannot write `{path}`: permission denied"),
            _ => format!("cannot write `{path}`: {cause}"),
        };
        Error::new(message).caused_by(cause)
    }

    /// A revision is asked for where there is no git repository.
    pub fn no_repository(path: &Path) -> Error {
        Error::new(format!("`{}` is in no git repository", path.display()))
            .help("run this inside a clone, or make one: `git init`")
    }

    /// Files are to be read in a git directory, which holds commits only.
    pub fn no_work_tree(path: &Path) -> Error {
        let path = path.display();
        Error::new(format!(
            "`{path}` is a git directory: it holds commits and no files"
        ))
        .help("read a commit: add `--rev HEAD`")
        .help(format!("or work in a clone: `git clone {path}`"))
    }

    /// History is asked for where git has none.
    pub fn no_history(path: &Path) -> Error {
        Error::new(format!("git holds no history of `{}`", path.display()))
            .help("commit the program first: `git init`, `git add .`, `git commit`")
    }

    /// No branch, tag or commit has this name; `near` is one with a similar name.
    pub fn unknown_revision(spec: &str, near: Option<&str>) -> Error {
        let error = Error::new(format!("`{spec}` is no branch, tag or commit of this repository"));
        match near {
            Some(near) => error.help(format!("did you mean `{near}`?")),
            None => error,
        }
    }

    /// The repository belongs to another user, so git's settings in it are not to be trusted.
    pub fn foreign_owner(path: &Path) -> Error {
        let path = path.display();
        Error::new(format!(
            "the repository `{path}` belongs to another user, and git does not trust it"
        ))
        .help(format!(
            "if you do: `git config --global --add safe.directory {path}`"
        ))
    }

    /// The repository is stored in a way that linchpin cannot read; `what` names it.
    pub fn unsupported_repository(what: &str) -> Error {
        Error::new(format!("this repository uses {what}, which linchpin cannot read"))
            .help("reports and checks of the work tree need no git: leave out `--rev` and `--base`")
    }

    /// The repository has no commit yet.
    pub fn no_commits() -> Error {
        Error::new("this repository has no commits yet").help("commit first: `git add . && git commit`")
    }

    /// A commit lies beyond the end of a shallow clone; a parent of HEAD needs a depth of no more than 2.
    pub fn missing_in_shallow(commit: &str, remote: &str, is_parent_of_head: bool) -> Error {
        let short = commit.get(..7).unwrap_or(commit);
        let depth = match is_parent_of_head {
            true => "`with: { fetch-depth: 2 }`, or 0 for all history",
            false => "`with: { fetch-depth: 0 }`",
        };
        Error::new(format!("commit {short} is not in this clone, which is shallow"))
            .help(format!("in a GitHub workflow, give actions/checkout {depth}"))
            .help("in GitLab CI, set `GIT_DEPTH: 0`")
            .help(format!(
                "or run: `git fetch --no-tags --depth=1 {remote} {commit}`"
            ))
    }

    /// A commit is not there, though the clone is whole: it was never fetched, or a forced push took it away.
    pub fn missing_commit(commit: &str, remote: &str) -> Error {
        let short = commit.get(..7).unwrap_or(commit);
        Error::new(format!("commit {short} is not in this clone"))
            .help(format!("fetch it: `git fetch --no-tags {remote} {commit}`"))
            .help("or, where a forced push took it away, name another: `--base REV`")
    }

    /// The content of a file was left out when the repository was cloned with a filter.
    pub fn missing_in_partial(object: &str, remote: &str) -> Error {
        let short = object.get(..7).unwrap_or(object);
        Error::new(format!(
            "object {short} is not in this clone, which was made with a filter"
        ))
        .help(format!(
            "fetch what is missing: `git fetch --refetch --no-filter {remote}`"
        ))
        .help("or clone without `--filter`")
    }

    /// An object is missing although the clone should hold it.
    pub fn missing_object(object: &str) -> Error {
        Error::new(format!("object {object} is missing from this repository"))
            .help("see what is damaged: `git fsck`")
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.source {
            Some(source) => Some(source.as_ref()),
            None => None,
        }
    }
}

impl From<Error> for io::Error {
    fn from(error: Error) -> io::Error {
        io::Error::other(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn display_is_the_message_and_help_stands_apart() {
        let error = Error::unknown_revision("mian", Some("main"));
        assert_eq!(
            error.to_string(),
            "`mian` is no branch, tag or commit of this repository"
        );
        assert_eq!(error.helps(), ["did you mean `main`?"]);
    }

    #[test]
    fn an_error_survives_the_way_through_io() {
        let through = Error::unreadable("a.yaml", Error::no_commits().into());
        assert_eq!(through.message(), "this repository has no commits yet");
        let plain = Error::unreadable("a.yaml", io::ErrorKind::PermissionDenied.into());
        assert_eq!(plain.to_string(), "cannot read `a.yaml`: permission denied");
        assert!(plain.source().is_some());
    }

    #[test]
    fn a_missing_commit_comes_with_the_exact_command() {
        let sha = "d3b0e58b68b0e372f507b59eee87523a78906659";
        let error = Error::missing_in_shallow(sha, "origin", true);
        assert!(error.helps()[0].contains("fetch-depth: 2"), "{:?}", error.helps());
        let fetch = format!("or run: `git fetch --no-tags --depth=1 origin {sha}`");
        assert_eq!(error.helps().last(), Some(&fetch));
        let error = Error::missing_in_shallow(sha, "origin", false);
        assert!(error.helps()[0].contains("fetch-depth: 0"), "{:?}", error.helps());
    }
}
