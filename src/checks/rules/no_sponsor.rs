//! `no-sponsor`: nobody to escalate to.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Place, Stage};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "no-sponsor",
    group: Group::Charter,
    level: Default::From(Stage::Defined),
    timed: false,
    summary: "the charter has no sponsor",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
The charter names no sponsor. A warning in stage `proposed`, an error from stage `defined` on.

When a date cannot be kept or two teams disagree, somebody above both has to decide. Without a sponsor there is nobody
to go to, and the program waits.

```yaml
charter:
^^^^^^^
  id: atlas
  title: Move checkout to the new payments platform
  stage: defined
  tpm: tomas
  out_of_scope: [refund flows]
```

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: defined
  sponsor: vera
  tpm: tomas
  out_of_scope: [refund flows]
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    // A sponsor that is there but could not be read is already told of.
    if program.has_charter
        && program.charter.sponsor.is_none()
        && !facts.documents.has("charter", "", "sponsor")
    {
        found
            .at(
                Place::item("charter", ""),
                "charter has no sponsor: nobody to escalate to",
            )
            .field("sponsor")
            .help("write sponsor: and the id of the person who pays and clears the way");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn a_charter_needs_one_and_a_folder_without_charter_does_not() {
        let drawn =
            "charter:\n^^^^^^^ charter has no sponsor: nobody to escalate to\n  id: atlas\n  sponsor:\n";
        assert_drawn("no-sponsor", "2026-09-02", drawn);
        assert_drawn(
            "no-sponsor",
            "2026-09-02",
            "charter: {id: atlas, sponsor: vera}\n",
        );
        assert_drawn("no-sponsor", "2026-09-02", "milestones: {ga: {title: Live}}\n");
    }
}
