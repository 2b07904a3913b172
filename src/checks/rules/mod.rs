//! The rules, one a file.

pub(super) mod ambiguous_scalar;
pub(super) mod bad_date;
pub(super) mod bad_duration;
pub(super) mod bad_enum;
pub(super) mod bad_id;
pub(super) mod duplicate_id;
pub(super) mod duplicate_item;
pub(super) mod duplicate_key;
pub(super) mod ignore_expired;
pub(super) mod ignore_unused;
pub(super) mod ignore_without_reason;
pub(super) mod missing_charter;
pub(super) mod missing_owner;
pub(super) mod range_order;
pub(super) mod self_reference;
pub(super) mod two_owners;
pub(super) mod unknown_field;
pub(super) mod unknown_reference;
pub(super) mod wrong_kind;
pub(super) mod wrong_type;
pub(super) mod yaml_syntax;
