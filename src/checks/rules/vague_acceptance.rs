//! `vague-acceptance`: it cannot be checked.

use crate::checks::wording;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "vague-acceptance",
    group: Group::Schedule,
    level: Default::Always(Level::Info),
    timed: false,
    summary: "an acceptance criterion cannot be checked",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
An acceptance criterion rests on a word such as `works`, `good` or `as needed`, and names no number, nothing that can
be looked at and nobody who signs.

Whether it is met is then decided on the day, by whoever is most tired of the question.

```yaml
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
    duration: 15d
    accept:
      - Good performance
        ^^^^^^^^^^^^^^^^
```

Say what can be seen, at which number, or who signs:

```yaml
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
    duration: 15d
    accept:
      - p99 under 200 ms at 2 000 requests per second
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (id, milestone) in facts.program.milestones.iter() {
        if milestone.done.is_some() || milestone.cancelled.is_some() {
            continue;
        }
        for (number, criterion) in milestone.accept.iter().enumerate() {
            let Some(text) = criterion.is.as_deref() else {
                continue;
            };
            if criterion.proof.is_none() && criterion.met.is_none() && wording::is_vague(text) {
                found
                    .at(
                        Place::field("milestones", id.as_str(), "accept")
                            .at(number)
                            .key("is"),
                        format!("{id}: {} cannot be checked", wording::quoted(text)),
                    )
                    .help("name a number, a thing that can be looked at, or who signs");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn each_criterion_is_looked_at_until_it_is_met() {
        assert_drawn(
            "vague-acceptance",
            "2026-09-02",
            "\
milestones:
  ga:
    accept:
      - Checkout works
        ^^^^^^^^^^^^^^ ga: \"Checkout works\" cannot be checked
      - {is: Looks good, met: 2026-09-01}
      - {is: Looks good, proof: docs/review.md}
      - {is: Looks good}
             ^^^^^^^^^^ ga: \"Looks good\" cannot be checked
      - Ten staff complete a purchase without help
  beta:
    accept: As needed
            ^^^^^^^^^ beta: \"As needed\" cannot be checked
  over: {accept: Looks good, done: 2026-09-01}
  dead: {accept: Looks good, cancelled: {date: 2026-09-01}}
",
        );
    }
}
