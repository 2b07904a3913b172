//! `risk-accepted-without-authority`: who may accept it has not.

use super::risks;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Decision, DecisionState, Level, Place, Response, Risk};
use crate::parse::{ItemId, PersonId};
use std::collections::BTreeMap;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "risk-accepted-without-authority",
    group: Group::Risks,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a high risk is accepted without a decision by who may accept it",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A high risk is accepted without a decision by who may accept it: `authority.accept_high_risk` in the charter, else the
sponsor.

Who carries the damage has to say yes, and before it happens. High is a level of the five-by-five matrix of probability
and likely delay.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
risks:
  r-late-export:
    title: If the export is late, then the backfill starts late
    owner: chen
    prob: 0.7
    delay: 20d
    hits: [data-backfill]
    response: accept
              ^^^^^^
    review_by: 2026-09-15
```

Name the decision:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
risks:
  r-late-export:
    title: If the export is late, then the backfill starts late
    owner: chen
    prob: 0.7
    delay: 20d
    hits: [data-backfill]
    response: accept
    review_by: 2026-09-15
    decision: d-accept-export
decisions:
  d-accept-export:
    title: Do we accept the risk of a late export?
    decider: vera
    raised: 2026-08-24
    decided: 2026-08-31
    chosen: accept
    because: A second export would cost more than the delay
    options:
      accept: Accept it
      second-export: Pay for a second export
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    let named = program.charter.authority.as_ref();
    let may = named
        .and_then(|authority| authority.accept_high_risk.as_ref())
        .or(program.charter.sponsor.as_ref());
    let who = may.map_or("the sponsor", |may| program.name_of(may.as_str()));
    let mut changing: BTreeMap<&str, Vec<&ItemId>> = BTreeMap::new();
    for (id, decision) in program.decisions.iter() {
        for changed in decision.changes.iter() {
            changing.entry(changed.as_str()).or_default().push(id);
        }
    }
    for (id, risk) in risks::open(facts) {
        if risk.response != Some(Response::Accept) || !risk.is_high() {
            continue;
        }
        let size = risks::size(risk).unwrap_or_default();
        let place = Place::field("risks", id.as_str(), "response");
        let Some(candidates) = candidates(facts, risk, changing.get(id.as_str())) else {
            continue;
        };
        let lacks = candidates
            .iter()
            .map(|(decision, value)| lacks(facts, decision, value, may))
            .min_by_key(Option::is_some);
        match lacks {
            None => {
                found
                    .at(place, format!("{id} ({size}) is accepted without a decision"))
                    .help(format!(
                        "write decision: with one by {who}, or choose another response"
                    ));
            }
            Some(Some(lack)) => {
                let decision = Place::item("decisions", candidates[0].0.as_str());
                found
                    .at(place, format!("{id} ({size}) is accepted, but {lack}"))
                    .also(&decision, "the decision")
                    .help(format!("get a decision by {who}, or choose another response"));
            }
            Some(None) => {}
        }
    }
}

/// The decisions that may cover a risk: the one it names, and those that list it in `changes`. None where the
/// one it names does not exist, of which another rule tells.
fn candidates<'p>(
    facts: &Facts<'p>,
    risk: &'p Risk,
    changing: Option<&Vec<&'p ItemId>>,
) -> Option<Vec<(&'p ItemId, &'p Decision)>> {
    let mut ids: Vec<&'p ItemId> = Vec::new();
    if let Some(named) = &risk.decision {
        ids.push(facts.program.decisions.get_key_value(named.as_str())?.0);
    }
    ids.extend(changing.into_iter().flatten().copied());
    let known = |id: &'p ItemId| Some((id, facts.program.decisions.get(id.as_str())?));
    Some(ids.into_iter().filter_map(known).collect())
}

/// Why a decision does not cover the risk; none where it does.
fn lacks(facts: &Facts<'_>, id: &ItemId, decision: &Decision, may: Option<&PersonId>) -> Option<String> {
    match facts.program.decision_state(id, decision) {
        DecisionState::Decided => match (&decision.decider, may) {
            (None, _) => Some(format!("{id} names no decider")),
            (Some(decider), Some(may)) if decider != may => {
                Some(format!("{id} was decided by {decider}, and {may} has to"))
            }
            _ => None,
        },
        DecisionState::Superseded => Some(format!("{id} was superseded")),
        DecisionState::Open | DecisionState::Deferred => Some(format!("{id} is not decided")),
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::findings;

    /// A risk of the given size that is accepted, and a decision with the given fields.
    fn program(risk: &str, decision: &str) -> String {
        format!(
            "charter: {{id: atlas, sponsor: tomas, authority: {{accept_high_risk: vera}}}}\nrisks:\n  \
             r-late-export: {{title: If late then late, response: accept, {risk}}}\ndecisions:\n  \
             d-accept: {{title: Do we accept it?, {decision}}}\n"
        )
    }

    fn found(risk: &str, decision: &str) -> Vec<String> {
        let text = program(risk, decision);
        findings("risk-accepted-without-authority", "2026-09-02", &text)
    }

    const HIGH: &str = "prob: 0.7, delay: 20d, decision: d-accept";

    #[test]
    fn a_decision_by_the_right_person_covers_it() {
        assert_eq!(found(HIGH, "decider: vera, decided: 2026-08-31"), [""; 0]);
        let listed = found(
            "prob: 0.7, delay: 20d",
            "decider: vera, decided: 2026-08-31, changes: [r-late-export]",
        );
        assert_eq!(listed, [""; 0]);
        assert_eq!(
            found(HIGH, "decider: tomas, decided: 2026-08-31"),
            [
                "error 3: r-late-export (70 % of 20 d) is accepted, but d-accept was decided by tomas, and vera has to"
            ]
        );
        assert_eq!(
            found(HIGH, "decider: vera"),
            ["error 3: r-late-export (70 % of 20 d) is accepted, but d-accept is not decided"]
        );
        assert_eq!(
            found("prob: 0.7, delay: 20d", "decider: vera"),
            ["error 3: r-late-export (70 % of 20 d) is accepted without a decision"]
        );
    }

    #[test]
    fn without_named_authority_the_sponsor_decides() {
        let text = program(HIGH, "decider: tomas, decided: 2026-08-31");
        let text = text.replace(", authority: {accept_high_risk: vera}", "");
        let found = findings("risk-accepted-without-authority", "2026-09-02", &text);
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn smaller_risks_and_other_responses_need_none() {
        // 60 % of 15 d is moderate, of 16 d high.
        assert_eq!(found("prob: 0.6, delay: 15d", "decider: vera"), [""; 0]);
        assert_eq!(found("prob: 0.6, delay: 16d", "decider: vera").len(), 1);
        assert_eq!(found("prob: 0.9", "decider: vera"), [""; 0]);
        assert_eq!(
            found("prob: 0.7, delay: 20d, occurred: 2026-09-01", "decider: vera"),
            [""; 0]
        );
        assert_eq!(
            found("prob: 0.7, delay: 20d, decision: d-other", "decider: vera"),
            [""; 0]
        );
    }
}
