//! All the outside there is: arguments, environment, clock, terminal. Below this layer nothing looks at any
//! of them.
#![allow(clippy::disallowed_methods, reason = "the one home of the outside")]

use crate::git::Hints;
use crate::text::Date;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What a run gets from outside.
#[derive(Debug)]
pub struct Env {
    /// Arguments with the program's own name.
    pub args: Vec<String>,
    /// The current folder.
    pub cwd: PathBuf,
    /// Today, in the local time zone.
    pub today: Date,
    /// What the output looks like.
    pub terminal: Terminal,
    /// What a CI run says about the change it runs for.
    pub change: Hints,
}

/// What is known of the place of output.
#[derive(Clone, Debug, Default)]
pub struct Terminal {
    /// Whether standard output is a terminal.
    pub out: bool,
    /// Whether standard error is a terminal.
    pub err: bool,
    /// Its width.
    pub width: Option<usize>,
    /// `COLUMNS`.
    pub columns: Option<usize>,
    /// `NO_COLOR` is set and not empty.
    pub no_color: bool,
    /// `FORCE_COLOR` or `CLICOLOR_FORCE` asks for color.
    pub force_color: bool,
    /// `CLICOLOR=0` or `TERM=dumb`.
    pub dumb: bool,
    /// Running on GitHub Actions.
    pub github: bool,
    /// Running on GitLab CI.
    pub gitlab: bool,
    /// Whether the locale takes UTF-8.
    pub unicode: bool,
}

impl Env {
    /// The process's own.
    pub fn of_process() -> Env {
        let args = std::env::args_os().map(|arg| arg.to_string_lossy().into_owned());
        let now = jiff::ZonedDateTime::now().date();
        let today = Date::from_ymd(i32::from(now.year()), now.month() as u32, now.day() as u32);
        Env {
            args: args.collect(),
            cwd: std::env::current_dir().unwrap_or_else(|_| PathBuf::from(".")),
            today: today.unwrap_or(Date::MAX),
            terminal: Terminal::of_process(),
            change: hints(),
        }
    }

    /// Writes a file that must not exist yet, and the folders above it.
    ///
    /// # Errors
    /// When the file exists or cannot be written.
    pub fn create(path: &Path, text: &str) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut file = std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(path)?;
        file.write_all(text.as_bytes())
    }

    /// Writes a file whole, in place of what is there, and makes the folders above it. A device or a pipe is
    /// written to as it is.
    ///
    /// # Errors
    /// When it cannot be written; then what was there before still is.
    pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        match std::fs::metadata(path) {
            Ok(found) if found.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Ok(found) if !found.is_file() => {
                let mut file = std::fs::OpenOptions::new().write(true).open(path)?;
                file.write_all(bytes)
            }
            Ok(_) => crate::workdir::replace(&std::fs::canonicalize(path)?, bytes),
            Err(_) => crate::workdir::replace(path, bytes),
        }
    }

    /// Whether anything is there.
    pub fn is_taken(path: &Path) -> bool {
        std::fs::symlink_metadata(path).is_ok()
    }

    /// Whether a folder is there.
    pub fn is_folder(path: &Path) -> bool {
        std::fs::metadata(path).is_ok_and(|found| found.is_dir())
    }

    /// The path with its links and dots resolved, where it exists.
    pub fn resolved(path: &Path) -> PathBuf {
        std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    /// Writes to standard output. `false` when nobody reads any more, which is no error.
    ///
    /// # Errors
    /// When writing fails for another reason.
    pub fn print(text: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other,
        }
    }

    /// Tells the time since it was made.
    pub fn clock() -> Box<dyn Fn() -> Duration + Send> {
        let begin = Instant::now();
        Box::new(move || begin.elapsed())
    }

    /// Writes to standard error; nothing can be done if that fails.
    pub fn complain(text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }
}

/// A variable of the environment; an empty one counts as absent.
fn var(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// What GitHub and GitLab say about the change a run is for.
fn hints() -> Hints {
    let event = var("GITHUB_EVENT_PATH").and_then(|path| std::fs::read(path).ok());
    let event: serde_json::Value = event
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default();
    let sha = |path: &str| event.pointer(path)?.as_str().map(str::to_owned);
    let reference = var("GITHUB_REF").unwrap_or_default();
    Hints {
        named: var("LINCHPIN_BASE"),
        is_merge_of_pull_request: reference.starts_with("refs/pull/") && reference.ends_with("/merge"),
        merge_group: sha("/merge_group/base_sha"),
        pull_request: sha("/pull_request/base/sha"),
        before: sha("/before"),
        target_branch: var("CI_MERGE_REQUEST_TARGET_BRANCH_SHA"),
        diff_base: var("CI_MERGE_REQUEST_DIFF_BASE_SHA"),
        trunk: var("GITHUB_BASE_REF")
            .or_else(|| var("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"))
            .or_else(|| var("CI_DEFAULT_BRANCH")),
    }
}

impl Terminal {
    fn of_process() -> Terminal {
        let is_on = |name: &str| var(name).is_some_and(|value| value != "0" && value != "false");
        let locale = var("LC_ALL").or_else(|| var("LC_CTYPE")).or_else(|| var("LANG"));
        let unicode = locale.is_none_or(|locale| {
            let locale = locale.to_lowercase().replace('-', "");
            locale.contains("utf8") || !(locale == "c" || locale == "posix")
        });
        Terminal {
            out: io::stdout().is_terminal(),
            err: io::stderr().is_terminal(),
            width: terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)),
            columns: var("COLUMNS").and_then(|value| value.parse().ok()),
            no_color: var("NO_COLOR").is_some(),
            force_color: is_on("FORCE_COLOR") || is_on("CLICOLOR_FORCE"),
            dumb: var("CLICOLOR").as_deref() == Some("0") || var("TERM").as_deref() == Some("dumb"),
            github: is_on("GITHUB_ACTIONS"),
            gitlab: is_on("GITLAB_CI"),
            unicode,
        }
    }
}
