//! `assumption-unvalidated`: taken for true longer than was meant.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Place, Program};
use rustc_hash::FxHashSet;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "assumption-unvalidated",
    group: Group::Charter,
    level: Default::Always(Level::Warn),
    timed: true,
    summary: "an assumption is past its date, or broken without consequence",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
An assumption has not been validated by its date; or it broke, and no risk or decision names it (by its id, in any of
its texts or as the end of its own id).

A plan stands on what is taken for true. Found false early, an assumption is a decision; found false late, it is a
slip.

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: defined
  sponsor: vera
  tpm: tomas
  out_of_scope: [refund flows]
  assumptions:
    single-region:
      say: One region is enough for the first year
      owner: lee
      validate_by: 2026-09-01
                   ^^^^^^^^^^
```

Write when it was found to hold, or not to hold (`broken:`) and a risk or a decision that says what follows:

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: defined
  sponsor: vera
  tpm: tomas
  out_of_scope: [refund flows]
  assumptions:
    single-region:
      say: One region is enough for the first year
      owner: lee
      validate_by: 2026-09-01
      validated: 2026-08-28
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let mut names: Option<FxHashSet<String>> = None;
    for (id, assumption) in facts.program.charter.assumptions.iter() {
        let place = |field: &str| {
            Place::field("charter", "", "assumptions")
                .key(id.as_str())
                .key(field)
        };
        if let Some(broken) = assumption.broken {
            let names = names.get_or_insert_with(|| names_in(facts.program));
            if !names.contains(id.as_str()) {
                found
                    .at(
                        place("broken"),
                        format!(
                            "assumption {id}: broken {}, and no risk or decision names it",
                            broken.near(facts.as_of)
                        ),
                    )
                    .help(format!(
                        "write a risk or a decision that names {id} and says what follows"
                    ));
            }
            continue;
        }
        let Some(by) = assumption.validate_by else {
            continue;
        };
        if assumption.validated.is_none() && by < facts.as_of {
            found
                .at(
                    place("validate_by"),
                    format!(
                        "assumption {id}: validate by {}, still open",
                        by.near(facts.as_of)
                    ),
                )
                .help("write validated: or broken: with the date, or a new validate_by:");
        }
    }
}

/// Every word that risks and decisions use, and every way that their ids end.
fn names_in(program: &Program) -> FxHashSet<String> {
    let mut names = FxHashSet::default();
    let mut add = |id: &str, texts: &[&Option<String>]| {
        names.extend(id.match_indices('-').map(|(at, _)| id[at + 1..].to_owned()));
        for text in texts.iter().filter_map(|text| text.as_deref()) {
            let words = text.split(|c: char| !c.is_alphanumeric() && c != '-');
            names.extend(words.map(|word| word.trim_matches('-').to_lowercase()));
        }
    };
    for (id, risk) in program.risks.iter() {
        let texts = [
            &risk.title,
            &risk.trigger,
            &risk.contingency,
            &risk.fallback,
            &risk.note,
        ];
        add(id.as_str(), &texts);
    }
    for (id, decision) in program.decisions.iter() {
        add(id.as_str(), &[&decision.title, &decision.because, &decision.note]);
    }
    names
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    /// As of Wednesday 2 September.
    fn assumption(fields: &str, drawn: &str, rest: &str) {
        let plan = format!("charter:\n  assumptions:\n    single-region:\n      {fields}\n{drawn}{rest}");
        assert_drawn("assumption-unvalidated", "2026-09-02", &plan);
    }

    #[test]
    fn the_day_itself_is_in_time() {
        let drawn = "                   ^^^^^^^^^^ assumption single-region: validate by 1 Sep, still open\n";
        assumption("validate_by: 2026-09-01", drawn, "");
        assumption("validate_by: 2026-09-02", "", "");
        assumption("validated: 2026-09-01\n      validate_by: 2026-09-01", "", "");
        assumption("say: Without a date", "", "");
    }

    #[test]
    fn a_broken_one_must_be_named_by_a_risk_or_a_decision() {
        let broken = "validate_by: 2026-08-01\n      broken: 2026-09-01";
        let drawn = "              ^^^^^^^^^^ assumption single-region: broken 1 Sep, and no risk or decision names it\n";
        assumption(broken, drawn, "");
        let silent = |rest: &str| assumption(broken, "", rest);
        silent("risks: {r-single-region: {title: If one region is not enough then we wait}}\n");
        silent("decisions: {d-regions: {title: What if Single-Region does not hold?}}\n");
        let other = "decisions: {d-regions: {title: 'Not single-regional, is it?'}}\n";
        assumption(broken, drawn, other);
    }
}
