//! The command line: arguments in, text and an exit code out. 0: clean or merely reported. 1: findings at or
//! above `--fail-on`, or a NO-GO. 2: wrong usage, or the run itself failed.

mod adding;
mod changes;
mod chronicle;
pub mod commands;
mod deeds;
mod each;
mod env;
mod filter;
mod locate;
mod lookback;
mod options;
mod past;
mod progress;
mod session;

pub use env::{Env, Terminal};

use crate::error::Error;
use clap::Parser;
use clap::error::ErrorKind;
use commands::Command;

/// Critical path, blocked items and ownership gaps of a program kept as YAML in git.
#[derive(Debug, Parser)]
#[command(
    name = "linchpin",
    version,
    max_term_width = 100,
    disable_help_subcommand = true
)]
#[command(
    after_help = "Start with `linchpin init`, then `linchpin report`. Exit codes: 0 clean or merely \
                        reported, 1 findings at or above --fail-on or a NO-GO, 2 wrong usage or a run that failed."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// Runs a command line; the result is the exit code.
pub fn run(env: Env) -> u8 {
    let arguments = match Arguments::try_parse_from(&env.args) {
        Ok(arguments) => arguments,
        Err(error) => {
            let is_help = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            let text = error.render().to_string();
            if is_help {
                return if Env::print(&text).is_ok() { 0 } else { 2 };
            }
            Env::complain(&text);
            return 2;
        }
    };
    match arguments.command.run(&env) {
        Ok(code) => code,
        Err(error) => {
            Env::complain(&explain(&error));
            2
        }
    }
}

/// A failure as its reader sees it.
fn explain(error: &Error) -> String {
    use crate::report::render::clean;
    let mut text = format!("error: {}\n", clean(error.message()));
    for help in error.helps() {
        text.push_str(&format!("  help: {}\n", clean(help)));
    }
    text
}
