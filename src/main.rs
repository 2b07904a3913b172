//! The process: takes what is outside in, runs the command line, gives its exit code back.

use linchpin::cli;
use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(cli::run(cli::Env::of_process()))
}
