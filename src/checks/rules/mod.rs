//! The rules, one a file.

pub(super) mod ignore_expired;
pub(super) mod missing_owner;
