//! `no-out-of-scope`: what is not said is assumed.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Place, Stage};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "no-out-of-scope",
    group: Group::Charter,
    level: Default::From(Stage::Delivering),
    timed: false,
    summary: "the charter does not say what is out of scope",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
The charter does not say what is out of scope. A warning at first, an error from stage `delivering` on.

What is not said is assumed, by everybody differently. Two lines now spare a quarrel in the last week.

```yaml
charter:
^^^^^^^
  id: atlas
  title: Move checkout to the new payments platform
  stage: defined
  sponsor: vera
  tpm: tomas
```

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: defined
  sponsor: vera
  tpm: tomas
  out_of_scope:
    - refund flows
    - gift cards
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    let written = facts
        .documents
        .entity("charter", "")
        .and_then(|(_, charter)| charter.get("out_of_scope"));
    // What is there but could not be read is already told of; an empty list says nothing.
    let is_unreadable =
        program.charter.out_of_scope.is_none() && written.is_some_and(|(_, value)| !value.is_null());
    let is_said = program
        .charter
        .out_of_scope
        .as_ref()
        .is_some_and(|list| !list.is_empty());
    if program.has_charter && !is_said && !is_unreadable {
        found
            .at(
                Place::item("charter", ""),
                "charter does not say what is out of scope",
            )
            .field("out_of_scope")
            .help("write out_of_scope: with what people may think belongs to it and does not");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn an_empty_list_says_nothing() {
        let message = "^^^^^^^ charter does not say what is out of scope\n";
        assert_drawn(
            "no-out-of-scope",
            "2026-09-02",
            &format!("charter:\n{message}  id: atlas\n"),
        );
        let empty = format!("charter:\n{message}  id: atlas\n  out_of_scope: []\n");
        assert_drawn("no-out-of-scope", "2026-09-02", &empty);
        assert_drawn(
            "no-out-of-scope",
            "2026-09-02",
            "charter: {id: atlas, out_of_scope: [refunds]}\n",
        );
        assert_drawn(
            "no-out-of-scope",
            "2026-09-02",
            "milestones: {ga: {title: Live}}\n",
        );
    }
}
