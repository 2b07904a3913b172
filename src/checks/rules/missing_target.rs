//! `missing-target`: no promise, no forecast.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Place, Stage};
use crate::parse::ItemId;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "missing-target",
    group: Group::Charter,
    level: Default::From(Stage::Delivering),
    timed: false,
    summary: "the charter names no target",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
The charter names no target, or one that was cancelled. A warning at first, an error from stage `delivering` on.

Everything is ranked by its effect on the target. Without one the program has promised nothing, and nothing can be
late.

```yaml
charter:
^^^^^^^
  id: atlas
  title: Move checkout to the new payments platform
  stage: delivering
  sponsor: vera
  tpm: tomas
  out_of_scope: [refund flows]
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
    duration: 15d
    accept: Ten staff complete a purchase without help
```

Name the milestone that is the promise to the outside:

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: delivering
  sponsor: vera
  tpm: tomas
  target: checkout-ui-beta
  out_of_scope: [refund flows]
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
    duration: 15d
    accept: Ten staff complete a purchase without help
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    if !program.has_charter {
        return;
    }
    let named = &program.charter.target;
    if named.is_empty() {
        let written = facts
            .documents
            .entity("charter", "")
            .and_then(|(_, charter)| charter.get("target"));
        let (place, message) = match written {
            None => (
                Place::item("charter", ""),
                "charter has no target: nothing is promised, and nothing can be late",
            ),
            Some((_, value)) if value.is_null() || value.is_sequence() && value.items().next().is_none() => {
                (Place::field("charter", "", "target"), "target names no milestone")
            }
            // What is there but could not be read is already told of.
            Some(_) => return,
        };
        found
            .at(place, message)
            .field("target")
            .help("write target: and the id of the milestone that was promised");
        return;
    }
    // Of what is no milestone the rules about references speak.
    let cancelled = |id: &ItemId| {
        let milestone = program.milestones.get(id.as_str());
        milestone.is_some_and(|milestone| milestone.cancelled.is_some())
    };
    if named.iter().all(cancelled) {
        let ids: Vec<&str> = named.iter().map(|id| id.as_str()).collect();
        let was = if ids.len() == 1 { "was" } else { "were" };
        found
            .at(
                Place::field("charter", "", "target"),
                format!("target names no milestone: {} {was} cancelled", ids.join(", ")),
            )
            .help("name the milestone that is promised now");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn an_empty_target_and_a_cancelled_one_are_none() {
        let no_target = "^^^^^^^ charter has no target: nothing is promised, and nothing can be late\n";
        assert_drawn(
            "missing-target",
            "2026-09-02",
            &format!("charter:\n{no_target}  id: atlas\n"),
        );
        let empty = "charter:\n  target: []\n          ^^ target names no milestone\n";
        assert_drawn("missing-target", "2026-09-02", empty);
        let milestones = "milestones:\n  aa: {cancelled: {date: 2026-09-01}}\n  bb: {title: Live}\n";
        let drawn = "          ^^ target names no milestone: aa was cancelled\n";
        let cancelled = format!("charter:\n  target: aa\n{drawn}{milestones}");
        assert_drawn("missing-target", "2026-09-02", &cancelled);
    }

    #[test]
    fn one_that_is_left_will_do_and_a_misspelt_one_is_told_of_elsewhere() {
        let milestones = "milestones:\n  aa: {cancelled: {date: 2026-09-01}}\n  bb: {title: Live}\n";
        for target in ["bb", "[aa, bb]", "cc"] {
            assert_drawn(
                "missing-target",
                "2026-09-02",
                &format!("charter: {{target: {target}}}\n{milestones}"),
            );
        }
        assert_drawn("missing-target", "2026-09-02", milestones);
    }
}
