//! `objective-not-measurable`: nobody will be able to say whether it was reached.

use crate::checks::wording;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "objective-not-measurable",
    group: Group::Charter,
    level: Default::Always(Level::Info),
    timed: false,
    summary: "an objective names no number and no date",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
An objective names no number and no date.

Whether it was reached will be a matter of opinion, and those who have one were promised different things.

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: defined
  sponsor: vera
  tpm: tomas
  out_of_scope: [refund flows]
  objectives:
    reliability: Improve reliability
                 ^^^^^^^^^^^^^^^^^^^
milestones:
  checkout-live:
    title: Checkout live for everybody
    owner: jonas
    due: 2026-11-18
    duration: 20d
    accept: All traffic on it for 24 hours
    serves: [reliability]
```

Say how much, or by when it can be seen that it holds:

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: defined
  sponsor: vera
  tpm: tomas
  out_of_scope: [refund flows]
  objectives:
    reliability: Payment failures down from 2.1 % to 0.8 % within 30 days
milestones:
  checkout-live:
    title: Checkout live for everybody
    owner: jonas
    due: 2026-11-18
    duration: 20d
    accept: All traffic on it for 24 hours
    serves: [reliability]
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (id, objective) in facts.program.charter.objectives.iter() {
        let Some(say) = objective.say.as_deref() else {
            continue;
        };
        if objective.by.is_some() || wording::has_number(say) {
            continue;
        }
        found
            .at(
                Place::field("charter", "", "objectives")
                    .key(id.as_str())
                    .key("say"),
                format!(
                    "objective {id}: {} names no number and no date",
                    wording::quoted(say)
                ),
            )
            .help("say how much, or write by: with the date it must hold");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn a_number_in_digits_or_words_or_a_date_will_do() {
        assert_drawn(
            "objective-not-measurable",
            "2026-09-02",
            "\
charter:
  objectives:
    faster: Faster payments
            ^^^^^^^^^^^^^^^ objective faster: \"Faster payments\" names no number and no date
    better: {say: Better onboarding}
                  ^^^^^^^^^^^^^^^^^ objective better: \"Better onboarding\" names no number and no date
    none-lost: {say: Nothing is lost, by: 2026-12-31}
    halved: Half the payment failures
    two-regions: Live in two regions
    failures: Failures below 0.8 %
    empty: {by: 2026-12-31}
",
        );
    }
}
