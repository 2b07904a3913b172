//! `launched-without-go`: it was launched, and nobody had decided so.

use super::launches;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::Place;
use crate::schedule::{Readiness, Refusal, State};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "launched-without-go",
    group: Group::Readiness,
    level: Default::Launch,
    timed: false,
    summary: "a launch is done, and no decision let it go",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A launch is done, and no decision let it go: `go` is not written, or the decision was not taken by then.

Who said go, and what they knew, is the first question after a launch that went wrong.

```yaml
milestones:
  checkout-live:
    title: Checkout live for everybody
    owner: jonas
    kind: launch
    due: 2026-08-28
    done: 2026-08-27
          ^^^^^^^^^^
    accept:
      - is: All traffic on the new checkout for 24 hours
        proof: https://example.org/dash
launches:
  checkout-live:
    ops: {team: web, oncall: web-primary, accepted_by: jonas, accepted_on: 2026-08-14}
```

```yaml
milestones:
  checkout-live:
    title: Checkout live for everybody
    owner: jonas
    kind: launch
    due: 2026-08-28
    done: 2026-08-27
    accept:
      - is: All traffic on the new checkout for 24 hours
        proof: https://example.org/dash
launches:
  checkout-live:
    ops: {team: web, oncall: web-primary, accepted_by: jonas, accepted_on: 2026-08-14}
    go: d-go
decisions:
  d-go:
    title: Do we go?
    decider: vera
    decided: 2026-08-26
    chosen: go
    because: All twelve items are ready and shown
    options:
      go: {say: Launch on 27 August, downside: Two weeks before the sale}
      wait: {say: Wait for September, cost: A month of both systems}
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let done = |launch: &&Readiness<'_>| launch.state == State::Done;
    for launch in facts.launches().iter().filter(done) {
        let milestone = facts.program.milestones.get(launch.id.as_str());
        let Some(done) = milestone.and_then(|milestone| milestone.done) else {
            continue;
        };
        let (id, day) = (launch.id, done.near(facts.as_of));
        let message = match launch.launch.and_then(|written| written.go.as_ref()) {
            None => format!("{id} was launched {day} without a go decision"),
            Some(go) => match facts.program.stands(go.as_str(), None, done) {
                // An unknown one is told as such, and one that nobody took too.
                Ok(_) | Err(Refusal::Unknown | Refusal::Nobody) => continue,
                Err(Refusal::Open) => format!("{id} was launched {day}, before {go} was decided"),
                Err(Refusal::Superseded) => {
                    format!("{id} was launched {day}, and another decision replaced {go}")
                }
                Err(Refusal::Declined | Refusal::NotTheirs { .. }) => {
                    format!("{id} was launched {day}, though {go} chose none")
                }
            },
        };
        found
            .at(Place::field("milestones", id.as_str(), "done"), message)
            .severity(launches::severity(facts, launch))
            .help("write go: under launches, with the decision that let it go");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::findings;

    #[test]
    fn the_decision_has_to_be_taken_by_the_day_of_the_launch() {
        let launched = |go: &str, decision: &str| {
            let text = format!(
                "milestones:\n  ga: {{title: Live, kind: launch, due: 2026-08-28, done: 2026-08-27}}\n\
                 launches: {{ga: {{{go}}}}}\ndecisions: {{d-go: {{{decision}}}}}\n"
            );
            findings("launched-without-go", "2026-09-02", &text)
        };
        let good = "decider: jo, decided: 2026-08-27, chosen: go";
        assert!(launched("go: d-go", good).is_empty());
        assert_eq!(
            launched("", good),
            ["error 2: ga was launched 27 Aug without a go decision"]
        );
        assert_eq!(
            launched("go: d-go", "decider: jo, decided: 2026-08-28, chosen: go"),
            ["error 2: ga was launched 27 Aug, before d-go was decided"]
        );
        assert_eq!(
            launched("go: d-go", "decider: jo, decided: 2026-08-26, chosen: none"),
            ["error 2: ga was launched 27 Aug, though d-go chose none"]
        );
        assert!(
            launched("go: d-nowhere", good).is_empty(),
            "told as an unknown reference"
        );
    }

    #[test]
    fn what_is_no_launch_needs_no_go() {
        let text = "milestones:\n  ga: {title: Live, done: 2026-08-27}\n";
        assert!(findings("launched-without-go", "2026-09-02", text).is_empty());
    }
}
