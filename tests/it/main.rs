//! All integration tests as one binary, so that they link once.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests work on real files, and a panic is a failed test"
)]

mod change_rules;
mod clones;
mod commands;
mod edits;
mod exchange;
mod forecast;
mod formats;
mod gate;
mod history;
mod history_rules;
mod independent;
mod judgement;
mod large;
mod long;
mod mutations;
mod networks;
mod programs;
mod readers;
mod readiness;
mod readme;
mod reimport;
mod rules;
mod sandbox;
mod schema;
mod slips;
mod start;
mod stories;
mod tidy;
mod yaml;
