//! All rules, sorted by name. A new rule is one file in `rules/` and one line here.

use super::{Rule, rules};

/// All rules, sorted by name.
pub static RULES: &[&Rule] = &[
    &rules::absent_owner::RULE,
    &rules::acceptance_weakened::RULE,
    &rules::actual_in_future::RULE,
    &rules::aging_blocker::RULE,
    &rules::all_on_one::RULE,
    &rules::ambiguous_scalar::RULE,
    &rules::assumption_unvalidated::RULE,
    &rules::back_dated::RULE,
    &rules::bad_date::RULE,
    &rules::bad_duration::RULE,
    &rules::bad_enum::RULE,
    &rules::bad_id::RULE,
    &rules::bare_critical_vendor::RULE,
    &rules::big_bang_migration::RULE,
    &rules::blocker_blocks_nothing::RULE,
    &rules::blocker_not_escalated::RULE,
    &rules::blocker_on_done_item::RULE,
    &rules::blocker_overdue::RULE,
    &rules::blocker_without_date::RULE,
    &rules::blocker_without_next_action::RULE,
    &rules::blocker_without_waiting_on::RULE,
    &rules::blocker_worded_as_risk::RULE,
    &rules::bulk_shift::RULE,
    &rules::capacity_unstated::RULE,
    &rules::certain_or_impossible_risk::RULE,
    &rules::codeowners_gap::RULE,
    &rules::comma_split_text::RULE,
    &rules::contingency_without_trigger::RULE,
    &rules::contract_not_agreed_in_time::RULE,
    &rules::contract_not_frozen_in_time::RULE,
    &rules::contract_without_need_date::RULE,
    &rules::contract_without_promise::RULE,
    &rules::critical_owner_without_deputy::RULE,
    &rules::cross_team_need::RULE,
    &rules::crunched::RULE,
    &rules::cycle::RULE,
    &rules::dangling_end::RULE,
    &rules::dead_path::RULE,
    &rules::decide_by_too_late::RULE,
    &rules::decider_without_authority::RULE,
    &rules::decision_overdue::RULE,
    &rules::decision_rewritten::RULE,
    &rules::decision_with_one_option::RULE,
    &rules::decision_without_decider::RULE,
    &rules::decision_without_rationale::RULE,
    &rules::delivery_not_accepted::RULE,
    &rules::departed_owner::RULE,
    &rules::dispute_undecided::RULE,
    &rules::done_before_need::RULE,
    &rules::done_without_proof::RULE,
    &rules::double_count::RULE,
    &rules::due_before_need::RULE,
    &rules::duplicate_id::RULE,
    &rules::duplicate_item::RULE,
    &rules::duplicate_key::RULE,
    &rules::execution_index::RULE,
    &rules::floating_start::RULE,
    &rules::forecast_in_past::RULE,
    &rules::forecast_too_early::RULE,
    &rules::frozen_contract_changed::RULE,
    &rules::frozen_without_spec::RULE,
    &rules::hash_cut_text::RULE,
    &rules::high_float::RULE,
    &rules::ignore_expired::RULE,
    &rules::ignore_unused::RULE,
    &rules::ignore_without_reason::RULE,
    &rules::in_freeze::RULE,
    &rules::infeasible_due::RULE,
    &rules::item_deleted::RULE,
    &rules::late_freeze::RULE,
    &rules::late_start::RULE,
    &rules::launch_comms_gap::RULE,
    &rules::launch_comms_too_late::RULE,
    &rules::launch_day_roles::RULE,
    &rules::launch_item_flipped::RULE,
    &rules::launch_item_late::RULE,
    &rules::launch_item_missing::RULE,
    &rules::launch_without_phases::RULE,
    &rules::launched_without_go::RULE,
    &rules::long_duration::RULE,
    &rules::low_confidence::RULE,
    &rules::merge_point::RULE,
    &rules::metric_stale::RULE,
    &rules::milestone_serves_nothing::RULE,
    &rules::missing_acceptance::RULE,
    &rules::missing_charter::RULE,
    &rules::missing_duration::RULE,
    &rules::missing_oncall::RULE,
    &rules::missing_owner::RULE,
    &rules::missing_production_owner::RULE,
    &rules::missing_required::RULE,
    &rules::missing_target::RULE,
    &rules::mitigation_too_late::RULE,
    &rules::mitigation_without_plan::RULE,
    &rules::near_critical::RULE,
    &rules::need_dropped::RULE,
    &rules::needs_dead_item::RULE,
    &rules::new_owner_silent::RULE,
    &rules::no_out_of_scope::RULE,
    &rules::no_rollback_trigger::RULE,
    &rules::no_sponsor::RULE,
    &rules::non_working_day::RULE,
    &rules::not_a_risk_statement::RULE,
    &rules::not_formatted::RULE,
    &rules::objective_date_missed::RULE,
    &rules::objective_not_measurable::RULE,
    &rules::objective_undelivered::RULE,
    &rules::occurred_risk_without_blocker::RULE,
    &rules::one_side_agreed::RULE,
    &rules::one_sided_contract::RULE,
    &rules::open_decision_on_critical_path::RULE,
    &rules::open_severity_defects::RULE,
    &rules::ops_not_accepted::RULE,
    &rules::order_date_passed::RULE,
    &rules::overdue::RULE,
    &rules::overloaded_owner::RULE,
    &rules::owner_is_team::RULE,
    &rules::owner_removed::RULE,
    &rules::phase_without_exit::RULE,
    &rules::placeholder_text::RULE,
    &rules::plan_differs_from_choice::RULE,
    &rules::promise_beats_lead_time::RULE,
    &rules::promise_contradicts_plan::RULE,
    &rules::promised_after_need::RULE,
    &rules::proximity_passed::RULE,
    &rules::qa_after_launch::RULE,
    &rules::qa_unscheduled::RULE,
    &rules::rag_override::RULE,
    &rules::range_order::RULE,
    &rules::ready_without_proof::RULE,
    &rules::red_without_recovery::RULE,
    &rules::redundant_edge::RULE,
    &rules::remaining_frozen::RULE,
    &rules::rename_without_was::RULE,
    &rules::requirement_untraced::RULE,
    &rules::residual_not_lower::RULE,
    &rules::resolved_without_how::RULE,
    &rules::review_too_late::RULE,
    &rules::risk_accepted_without_authority::RULE,
    &rules::risk_action_overdue::RULE,
    &rules::risk_class_unexamined::RULE,
    &rules::risk_closed_bare::RULE,
    &rules::risk_closed_without_reason::RULE,
    &rules::risk_deleted::RULE,
    &rules::risk_escalated_nowhere::RULE,
    &rules::risk_hits_nothing::RULE,
    &rules::risk_lowered::RULE,
    &rules::risk_review_overdue::RULE,
    &rules::risk_without_response::RULE,
    &rules::rollback_unrehearsed::RULE,
    &rules::scope_added::RULE,
    &rules::self_approved::RULE,
    &rules::self_reference::RULE,
    &rules::serial_slip::RULE,
    &rules::slipped_late::RULE,
    &rules::slipping_promise::RULE,
    &rules::slow_approval::RULE,
    &rules::stage_jump::RULE,
    &rules::stale_item::RULE,
    &rules::stale_program::RULE,
    &rules::stale_proof::RULE,
    &rules::started_before_need::RULE,
    &rules::superseded_by_nothing::RULE,
    &rules::target_moved::RULE,
    &rules::target_without_margin::RULE,
    &rules::target_worse::RULE,
    &rules::team_without_lead::RULE,
    &rules::todo_text::RULE,
    &rules::two_owners::RULE,
    &rules::un_done::RULE,
    &rules::unknown_field::RULE,
    &rules::unknown_person::RULE,
    &rules::unknown_program::RULE,
    &rules::unknown_reference::RULE,
    &rules::unplanned_milestone::RULE,
    &rules::unused_contract::RULE,
    &rules::vague_acceptance::RULE,
    &rules::vendor_without_contingency::RULE,
    &rules::vendor_without_fallback::RULE,
    &rules::waived_without_decision::RULE,
    &rules::wrong_kind::RULE,
    &rules::wrong_type::RULE,
    &rules::yaml_syntax::RULE,
];

/// Old names of renamed rules, sorted, each with today's. Settings, suppressions and baselines of others hold
/// rule names for years, so a name is never reused and never forgotten.
static RENAMED: &[(&str, &str)] = &[];

/// The rule of a name, or of the name it had before.
pub fn find(name: &str) -> Option<&'static Rule> {
    let name = today(RENAMED, name);
    let at = RULES.binary_search_by(|rule| rule.name.cmp(name)).ok()?;
    RULES.get(at).copied()
}

/// The names that a rule had before.
pub(super) fn old_names(rule: &Rule) -> impl Iterator<Item = &'static str> {
    let renamed = RENAMED.iter().filter(move |(_, new)| *new == rule.name);
    renamed.map(|(old, _)| *old)
}

/// Today's name of a rule; a name that was never changed is its own.
fn today<'n>(renamed: &[(&'n str, &'n str)], name: &'n str) -> &'n str {
    let known = renamed.iter().find(|(old, _)| *old == name);
    known.map_or(name, |(_, new)| new)
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

    #[test]
    fn a_renamed_rule_is_found_by_its_old_name() {
        let renamed = [("no-owner", "missing-owner")];
        assert_eq!(today(&renamed, "no-owner"), "missing-owner");
        assert_eq!(today(&renamed, "overdue"), "overdue");
    }

    #[test]
    fn an_old_name_leads_to_a_rule_and_is_none() {
        let is_rule = |name: &str| RULES.iter().any(|rule| rule.name == name);
        assert!(RENAMED.is_sorted());
        for (old, new) in RENAMED {
            assert!(!is_rule(old) && is_rule(new), "{old}");
        }
    }
}
