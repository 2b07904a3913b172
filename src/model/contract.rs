//! The state of a contract, which follows from its dated facts, and how far it has come.

use super::Contract;
use crate::parse::TeamId;

/// The state of a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContractState {
    /// One side has written it down.
    Proposed,
    /// Both teams are in `agreed_by`.
    Agreed,
    /// Its content has stopped changing.
    Frozen,
    /// The giver has delivered.
    Delivered,
    /// The receiver has accepted.
    Accepted,
    /// The two sides disagree.
    Disputed,
    /// It was called off.
    Withdrawn,
}

impl ContractState {
    /// All of them.
    pub const ALL: [ContractState; 7] = [
        ContractState::Proposed,
        ContractState::Agreed,
        ContractState::Frozen,
        ContractState::Delivered,
        ContractState::Accepted,
        ContractState::Disputed,
        ContractState::Withdrawn,
    ];

    /// How far a contract can come, the least first.
    pub const MATURITY: [ContractState; 5] = [
        ContractState::Proposed,
        ContractState::Agreed,
        ContractState::Frozen,
        ContractState::Delivered,
        ContractState::Accepted,
    ];

    /// The word used on screen and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            ContractState::Proposed => "proposed",
            ContractState::Agreed => "agreed",
            ContractState::Frozen => "frozen",
            ContractState::Delivered => "delivered",
            ContractState::Accepted => "accepted",
            ContractState::Disputed => "disputed",
            ContractState::Withdrawn => "withdrawn",
        }
    }
}

impl Contract {
    /// Its teams that are not in `agreed_by`, the giver first.
    pub fn silent(&self) -> Vec<&TeamId> {
        let sides = [self.from.as_ref(), self.to.as_ref()].into_iter().flatten();
        sides
            .filter(|team| !self.agreed_by.contains_key(team.as_str()))
            .collect()
    }

    /// Its state: withdrawn and disputed before all else, then the last step that it has reached.
    pub fn state(&self) -> ContractState {
        if self.withdrawn.is_some() {
            ContractState::Withdrawn
        } else if self.disputed.is_some() {
            ContractState::Disputed
        } else {
            self.maturity()
        }
    }

    /// The last step that it has reached, whatever was disputed or called off since.
    pub fn maturity(&self) -> ContractState {
        if self.accepted.is_some() {
            ContractState::Accepted
        } else if self.delivered.is_some() {
            ContractState::Delivered
        } else if self.frozen.is_some() {
            ContractState::Frozen
        } else if self.has_both_sides() {
            ContractState::Agreed
        } else {
            ContractState::Proposed
        }
    }

    fn has_both_sides(&self) -> bool {
        let agrees = |team: &Option<crate::parse::TeamId>| {
            team.as_ref()
                .is_some_and(|team| self.agreed_by.contains_key(team.as_str()))
        };
        agrees(&self.from) && agrees(&self.to)
    }
}

#[cfg(test)]
mod tests {
    use crate::load::load;
    use crate::text::MemoryTree;

    fn told(fields: &str) -> String {
        let plan = format!("contracts: {{key: {{title: Key, from: infra, to: data{fields}}}}}\n");
        let loaded = load(&MemoryTree::new([("plan.yaml", plan.as_str())]), "", "test").expect("loads");
        let contract = loaded.program.contracts.get("key").expect("the contract");
        format!("{} {}", contract.state().as_str(), contract.maturity().as_str())
    }

    #[test]
    fn a_contract_is_as_far_as_its_last_fact_and_a_dispute_hides_it() {
        assert_eq!(told(""), "proposed proposed");
        assert_eq!(told(", agreed_by: {infra: lee}"), "proposed proposed");
        let agreed = ", agreed_by: {infra: lee, data: chen}";
        assert_eq!(told(agreed), "agreed agreed");
        assert_eq!(told(", frozen: 2026-09-01"), "frozen frozen");
        let came = format!("{agreed}, delivered: 2026-09-01");
        assert_eq!(told(&came), "delivered delivered");
        assert_eq!(
            told(&format!("{came}, accepted: 2026-09-02")),
            "accepted accepted"
        );
        assert_eq!(
            told(&format!("{came}, disputed: {{since: 2026-09-02}}")),
            "disputed delivered"
        );
        assert_eq!(
            told(&format!(
                "{agreed}, disputed: {{since: 2026-09-02}}, withdrawn: {{date: 2026-09-03}}"
            )),
            "withdrawn agreed"
        );
    }
}
