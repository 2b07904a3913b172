//! One program, merged from its files: typed entities, their common view, and where each is written.

mod contract;
mod decision;
mod documents;
mod entity;
mod item;
mod merge;
mod metrics;
mod misfits;
mod overlay;
mod program;
mod risk;
mod section;
mod settings;

pub use contract::ContractState;
pub use decision::DecisionState;
pub use documents::{Documents, On, Place, Step};
pub use entity::*;
pub use item::{Item, Kind};
pub use merge::{assemble, merge};
pub use metrics::{MetricsFile, Sample, metrics_name, read_metrics};
pub use misfits::misfits;
pub use overlay::{Edit, overlay, whereabouts};
pub use program::Program;
pub use risk::RiskLevel;
pub use section::Section;
pub use settings::{Level, RuleSetting, Settings, Thresholds};
