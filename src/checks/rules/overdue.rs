//! `overdue`: its date is past and it is not done.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Item, Kind, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "overdue",
    group: Group::Schedule,
    level: Default::Timed,
    timed: true,
    summary: "a due date is past and the item is not done",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A due date is past and the item is not done.

A missed date that nobody speaks of is worse than a late one: everything behind it still counts on it. Say when it will
be there, or that it is done.

```yaml
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-08-28
         ^^^^^^^^^^
    started: 2026-08-03
    remaining: 0d
    accept: Ten staff complete a purchase without help
```

```yaml
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-08-28
    started: 2026-08-03
    done: 2026-08-27
    accept: Ten staff complete a purchase without help
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for row in facts.rows() {
        let field = match row.kind {
            Kind::Milestone => "due",
            Kind::Contract => "need_by",
            // A decision has a rule of its own.
            _ => continue,
        };
        // A promise that is still to come says when; how late that is another rule tells.
        if let Item::Contract(contract) = row.item
            && contract
                .promised
                .as_ref()
                .is_some_and(|promised| promised.likely() >= facts.as_of)
        {
            continue;
        }
        let Some(due) = row.due.filter(|due| *due < facts.as_of && row.state.is_open()) else {
            continue;
        };
        let late = facts.schedule.days_between(due, facts.as_of);
        let held = row
            .ix
            .map_or(0, |ix| facts.schedule.plan.graph.needed_by(ix).count());
        let waits = match held {
            0 => String::new(),
            1 => "; 1 item waits for it".into(),
            more => format!("; {more} items wait for it"),
        };
        found
            .at(
                Place::field(row.kind.section(), row.id.as_str(), field),
                format!(
                    "{} was due {}, {late} d ago{waits}",
                    row.id,
                    due.near(facts.as_of)
                ),
            )
            .help(match row.kind {
                Kind::Contract => "write delivered: DATE, or a new promised: date",
                _ => "write done: DATE, or forecast: with the date it will be there",
            });
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn a_contract_with_a_promise_to_come_is_not_overdue() {
        // From Tue 25 August to Wed 2 September are six working days.
        assert_drawn(
            "overdue",
            "2026-09-02",
            "\
contracts:
  silent: {title: Silent, from: a, to: b, need_by: 2026-08-25}
                                                   ^^^^^^^^^^ silent was due 25 Aug, 6 d ago
  broken: {title: Broken, from: a, to: b, need_by: 2026-08-25, promised: 2026-09-01}
                                                   ^^^^^^^^^^ broken was due 25 Aug, 6 d ago
  promised: {title: Promised, from: a, to: b, need_by: 2026-08-25, promised: [2026-08-31, 2026-09-02, 2026-09-09]}
",
        );
    }
}
