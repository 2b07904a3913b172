//! All rules, sorted by name. A new rule is one file in `rules/` and one line here.

use super::{Rule, rules};

/// All rules, sorted by name.
pub static RULES: &[&Rule] = &[
    &rules::actual_in_future::RULE,
    &rules::ambiguous_scalar::RULE,
    &rules::bad_date::RULE,
    &rules::bad_duration::RULE,
    &rules::bad_enum::RULE,
    &rules::bad_id::RULE,
    &rules::big_bang_migration::RULE,
    &rules::certain_or_impossible_risk::RULE,
    &rules::comma_split_text::RULE,
    &rules::contingency_without_trigger::RULE,
    &rules::cycle::RULE,
    &rules::dangling_end::RULE,
    &rules::dead_path::RULE,
    &rules::decide_by_too_late::RULE,
    &rules::decider_without_authority::RULE,
    &rules::decision_overdue::RULE,
    &rules::decision_with_one_option::RULE,
    &rules::decision_without_decider::RULE,
    &rules::decision_without_rationale::RULE,
    &rules::departed_owner::RULE,
    &rules::done_before_need::RULE,
    &rules::done_without_proof::RULE,
    &rules::double_count::RULE,
    &rules::due_before_need::RULE,
    &rules::duplicate_id::RULE,
    &rules::duplicate_item::RULE,
    &rules::duplicate_key::RULE,
    &rules::floating_start::RULE,
    &rules::forecast_in_past::RULE,
    &rules::forecast_too_early::RULE,
    &rules::hash_cut_text::RULE,
    &rules::ignore_expired::RULE,
    &rules::ignore_unused::RULE,
    &rules::ignore_without_reason::RULE,
    &rules::in_freeze::RULE,
    &rules::infeasible_due::RULE,
    &rules::long_duration::RULE,
    &rules::missing_acceptance::RULE,
    &rules::missing_charter::RULE,
    &rules::missing_duration::RULE,
    &rules::missing_oncall::RULE,
    &rules::missing_owner::RULE,
    &rules::missing_production_owner::RULE,
    &rules::missing_required::RULE,
    &rules::mitigation_too_late::RULE,
    &rules::mitigation_without_plan::RULE,
    &rules::needs_dead_item::RULE,
    &rules::non_working_day::RULE,
    &rules::not_a_risk_statement::RULE,
    &rules::occurred_risk_without_blocker::RULE,
    &rules::one_sided_contract::RULE,
    &rules::open_decision_on_critical_path::RULE,
    &rules::ops_not_accepted::RULE,
    &rules::overdue::RULE,
    &rules::owner_is_team::RULE,
    &rules::placeholder_text::RULE,
    &rules::plan_differs_from_choice::RULE,
    &rules::proximity_passed::RULE,
    &rules::range_order::RULE,
    &rules::redundant_edge::RULE,
    &rules::residual_not_lower::RULE,
    &rules::risk_accepted_without_authority::RULE,
    &rules::risk_action_overdue::RULE,
    &rules::risk_class_unexamined::RULE,
    &rules::risk_closed_without_reason::RULE,
    &rules::risk_escalated_nowhere::RULE,
    &rules::risk_hits_nothing::RULE,
    &rules::risk_review_overdue::RULE,
    &rules::risk_without_response::RULE,
    &rules::self_reference::RULE,
    &rules::superseded_by_nothing::RULE,
    &rules::two_owners::RULE,
    &rules::unknown_field::RULE,
    &rules::unknown_person::RULE,
    &rules::unknown_program::RULE,
    &rules::unknown_reference::RULE,
    &rules::vendor_without_contingency::RULE,
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
