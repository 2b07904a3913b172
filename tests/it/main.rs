//! Tests of the whole: what a user would see.

mod rules;
