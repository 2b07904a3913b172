//! All rules, sorted by name. A new rule is one file in `rules/` and one line here.

use super::{Rule, rules};

/// All rules, sorted by name.
pub static RULES: &[&Rule] = &[
    &rules::absent_owner::RULE,
    &rules::actual_in_future::RULE,
    &rules::aging_blocker::RULE,
    &rules::all_on_one::RULE,
    &rules::ambiguous_scalar::RULE,
    &rules::assumption_unvalidated::RULE,
    &rules::bad_date::RULE,
    &rules::bad_duration::RULE,
    &rules::bad_enum::RULE,
    &rules::bad_id::RULE,
    &rules::blocker_blocks_nothing::RULE,
    &rules::blocker_not_escalated::RULE,
    &rules::blocker_on_done_item::RULE,
    &rules::blocker_overdue::RULE,
    &rules::blocker_without_date::RULE,
    &rules::blocker_without_next_action::RULE,
    &rules::blocker_without_waiting_on::RULE,
    &rules::blocker_worded_as_risk::RULE,
    &rules::capacity_unstated::RULE,
    &rules::codeowners_gap::RULE,
    &rules::comma_split_text::RULE,
    &rules::contract_not_agreed_in_time::RULE,
    &rules::contract_not_frozen_in_time::RULE,
    &rules::contract_without_need_date::RULE,
    &rules::contract_without_promise::RULE,
    &rules::critical_owner_without_deputy::RULE,
    &rules::cross_team_need::RULE,
    &rules::cycle::RULE,
    &rules::dangling_end::RULE,
    &rules::dead_path::RULE,
    &rules::delivery_not_accepted::RULE,
    &rules::departed_owner::RULE,
    &rules::dispute_undecided::RULE,
    &rules::done_before_need::RULE,
    &rules::done_without_proof::RULE,
    &rules::due_before_need::RULE,
    &rules::duplicate_id::RULE,
    &rules::duplicate_item::RULE,
    &rules::duplicate_key::RULE,
    &rules::execution_index::RULE,
    &rules::floating_start::RULE,
    &rules::forecast_in_past::RULE,
    &rules::forecast_too_early::RULE,
    &rules::frozen_without_spec::RULE,
    &rules::hash_cut_text::RULE,
    &rules::high_float::RULE,
    &rules::ignore_expired::RULE,
    &rules::ignore_unused::RULE,
    &rules::ignore_without_reason::RULE,
    &rules::in_freeze::RULE,
    &rules::infeasible_due::RULE,
    &rules::late_freeze::RULE,
    &rules::late_start::RULE,
    &rules::long_duration::RULE,
    &rules::milestone_serves_nothing::RULE,
    &rules::missing_acceptance::RULE,
    &rules::missing_charter::RULE,
    &rules::missing_duration::RULE,
    &rules::missing_oncall::RULE,
    &rules::missing_owner::RULE,
    &rules::missing_production_owner::RULE,
    &rules::missing_required::RULE,
    &rules::missing_target::RULE,
    &rules::near_critical::RULE,
    &rules::needs_dead_item::RULE,
    &rules::no_out_of_scope::RULE,
    &rules::no_sponsor::RULE,
    &rules::non_working_day::RULE,
    &rules::objective_not_measurable::RULE,
    &rules::objective_undelivered::RULE,
    &rules::one_side_agreed::RULE,
    &rules::one_sided_contract::RULE,
    &rules::ops_not_accepted::RULE,
    &rules::order_date_passed::RULE,
    &rules::overdue::RULE,
    &rules::overloaded_owner::RULE,
    &rules::owner_is_team::RULE,
    &rules::placeholder_text::RULE,
    &rules::promise_beats_lead_time::RULE,
    &rules::promise_contradicts_plan::RULE,
    &rules::promised_after_need::RULE,
    &rules::rag_override::RULE,
    &rules::range_order::RULE,
    &rules::redundant_edge::RULE,
    &rules::resolved_without_how::RULE,
    &rules::self_approved::RULE,
    &rules::self_reference::RULE,
    &rules::slow_approval::RULE,
    &rules::started_before_need::RULE,
    &rules::target_without_margin::RULE,
    &rules::team_without_lead::RULE,
    &rules::two_owners::RULE,
    &rules::unknown_field::RULE,
    &rules::unknown_person::RULE,
    &rules::unknown_program::RULE,
    &rules::unknown_reference::RULE,
    &rules::unused_contract::RULE,
    &rules::vague_acceptance::RULE,
    &rules::vendor_without_fallback::RULE,
    &rules::wrong_kind::RULE,
    &rules::wrong_type::RULE,
    &rules::yaml_syntax::RULE,
];

/// The rule of a name.
pub fn find(name: &str) -> Option<&'static Rule> {
    let at = RULES.binary_search_by(|rule| rule.name.cmp(name)).ok()?;
    RULES.get(at).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_sorted_and_found_by_name() {
        assert!(RULES.is_sorted_by(|a, b| a.name < b.name));
        assert!(
            RULES
                .iter()
                .all(|rule| find(rule.name).is_some_and(|found| found.name == rule.name))
        );
    }
}
