//! Findings, one format a file. None of them sorts or leaves out: that is the caller's.

pub mod concise;
pub mod human;
pub mod json;
