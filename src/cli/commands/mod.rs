//! One file per command; the doc comment of each is its help.

mod blocked;
mod brief;
mod check;
mod completions;
mod contracts;
mod critical_path;
mod decisions;
mod diff;
mod escalate;
mod explain;
mod export;
mod fmt;
mod forecast;
mod import;
pub mod init;
mod new;
mod owners;
mod quality;
mod readiness;
mod rename;
mod report;
mod risks;
mod schedule;
mod schema;
mod set;
mod show;
mod summary;
mod trend;

use super::Env;
use crate::error::Result;
use clap::Subcommand;

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The whole picture: target, critical path, what is blocked, ownership gaps, findings
    Report(report::Report),
    /// What drives the date, why each item is there, and when it must start
    CriticalPath(critical_path::CriticalPath),
    /// What is stuck, whom we wait for, and what one more week costs
    Blocked(blocked::Blocked),
    /// Gaps, single points, load, bus factor; what stands still when somebody is away
    Owners(owners::Owners),
    /// Every item: dates, float, margin, state
    Schedule(schedule::Schedule),
    /// The give/get board: need against promise, order-by dates, and the chance of being late
    Contracts(contracts::Contracts),
    /// The decision log: what is undecided, what it holds up, and for how long it may wait
    Decisions(decisions::Decisions),
    /// The dates that will hold: P10 to P90, chance of each due date, drivers, risks worth attacking
    Forecast(forecast::Forecast),
    /// The risk register, ranked by what closing each risk would bring
    Risks(risks::Risks),
    /// One item, or the charter: fields, dates, what it waits for and what waits for it
    Show(show::Show),
    /// GO, CONDITIONAL GO or NO-GO for a launch, with the reasons; exit code 1 on NO-GO
    Readiness(readiness::Readiness),
    /// How sound the plan is: the DCMA 14 points and GAO practices, with "not assessable" as an answer
    Quality(quality::Quality),
    /// One page for executives: the ask, the dates, one cause, what changed
    Summary(summary::Summary),
    /// The memo for the one who decides: what, why, the options modelled alone and together, a recommendation
    Escalate(escalate::Escalate),
    /// Run the rules; exit code 1 if any finding is at or above --fail-on
    Check(check::Check),
    /// What a change means: fields, dates, critical path, what is blocked, and what each edit does
    Diff(diff::Diff),
    /// The morning: what moved, what is stuck, what trends to failure, what only you can do, what comes up
    Brief(brief::Brief),
    /// How dates drifted and promises moved, from git: slip chart, moves, and the figures of history
    Trend(trend::Trend),
    /// A rule's page; without a name all rules with their levels
    Explain(explain::Explain),
    /// Write a small valid program to start from
    Init(init::Init),
    /// Add an item, with the fields that its kind is asked for, in the order of the ids
    New(new::New),
    /// Write fields of one item into its file
    Set(set::Set),
    /// Give an item another id, in every file that names it
    Rename(rename::Rename),
    /// Put the files in their canonical layout; comments stay with what they stand at
    Fmt(fmt::Fmt),
    /// Turn another tool's table into YAML, or bring a program up to date with it
    Import(import::Import),
    /// Print the program for other tools
    Export(export::Export),
    /// Print the JSON Schema of the program files, the settings or a report
    Schema(schema::Schema),
    /// Print the completion script of a shell
    Completions(completions::Completions),
}

impl Command {
    /// Runs the command; the result is the exit code.
    ///
    /// # Errors
    /// When the run itself fails.
    pub fn run(&self, env: &Env) -> Result<u8> {
        match self {
            Command::Report(command) => command.run(env),
            Command::CriticalPath(command) => command.run(env),
            Command::Blocked(command) => command.run(env),
            Command::Owners(command) => command.run(env),
            Command::Schedule(command) => command.run(env),
            Command::Contracts(command) => command.run(env),
            Command::Decisions(command) => command.run(env),
            Command::Forecast(command) => command.run(env),
            Command::Risks(command) => command.run(env),
            Command::Show(command) => command.run(env),
            Command::Readiness(command) => command.run(env),
            Command::Quality(command) => command.run(env),
            Command::Summary(command) => command.run(env),
            Command::Escalate(command) => command.run(env),
            Command::Check(command) => command.run(env),
            Command::Diff(command) => command.run(env),
            Command::Brief(command) => command.run(env),
            Command::Trend(command) => command.run(env),
            Command::Explain(command) => command.run(env),
            Command::Init(command) => command.run(env),
            Command::New(command) => command.run(env),
            Command::Set(command) => command.run(env),
            Command::Rename(command) => command.run(env),
            Command::Fmt(command) => command.run(env),
            Command::Import(command) => command.run(env),
            Command::Export(command) => command.run(env),
            Command::Schema(command) => command.run(),
            Command::Completions(command) => command.run(),
        }
    }
}
