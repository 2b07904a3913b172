//! What is said and how it looks: views turn facts into pages, renderers turn pages into text, and JSON has
//! shapes of its own.

pub mod json;
pub mod page;
pub mod render;
pub mod views;
