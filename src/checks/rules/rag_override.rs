//! `rag-override`: a color that is not what a person may say.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Item, Level, Place, RagColor};
use crate::schedule::{Color, Colors, Evidence, Reason};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "rag-override",
    group: Group::Schedule,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a color set by hand is better than the computed one, or has expired",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A color set by hand is better than the computed one, or its `until` is past.

Colors follow from dates and facts; a person who knows more may only make one worse, for a while. What is red by its
dates and amber by hand is a watermelon. Chance and staleness need the forecast and history and are not looked at here.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-09
    duration: 5d
    started: 2026-08-31
    remaining: 10d
    accept: All rows match the ledger
    rag: {at_least: amber, because: The last rows are hard, until: 2026-09-30}
    ^^^
```

Take it back; or make the color worse than it is:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-18
    duration: 5d
    started: 2026-08-31
    remaining: 10d
    accept: All rows match the ledger
    rag: {at_least: red, because: The last rows are hard, until: 2026-09-30}
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let colors = Colors::new(facts.schedule);
    for row in facts.rows().iter().filter(|row| row.state.is_open()) {
        let Item::Milestone(milestone) = row.item else {
            continue;
        };
        let Some(rag) = &milestone.rag else { continue };
        let place = Place::field("milestones", row.id.as_str(), "rag");
        if let Some(until) = rag.until.filter(|until| *until < facts.as_of) {
            found
                .at(
                    place.on_key(),
                    format!(
                        "{}: the color set by hand expired {}",
                        row.id,
                        until.near(facts.as_of)
                    ),
                )
                .help("delete rag:, or write a new until: with the reason it still holds");
            continue;
        }
        let computed = colors.computed(row, &Evidence::default());
        let Some(computed) = computed.filter(|computed| computed.color == Color::Red) else {
            continue;
        };
        if rag.at_least == Some(RagColor::Amber) {
            let why = computed.reasons.first().map_or_else(String::new, why);
            found
                .at(
                    place.on_key(),
                    format!("{} is set to amber, but is red{why}", row.id),
                )
                .help("delete rag:, or mend what makes it red; a person may only make a color worse");
        }
    }
}

/// The reason for a red in words.
fn why(reason: &Reason<'_>) -> String {
    match reason {
        Reason::DuePassed(days) => format!(": due {days} d ago"),
        Reason::Late { days, tolerance: 0 } => format!(": {days} d late"),
        Reason::Late { days, tolerance } => format!(": {days} d late, tolerance {tolerance} d"),
        Reason::Held(blocker) => format!(": {blocker} holds it, with no date to come"),
        Reason::NeedGone(need) => format!(": it needs {need}, which is gone"),
        Reason::PromiseBroken(contract) => format!(": the promise of {contract} has passed"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    /// As of Wednesday 2 September; 10 days of work end on Tuesday the 15th.
    fn plan(fields: &str, drawn: &str, rest: &str) {
        assert_drawn(
            "rag-override",
            "2026-09-02",
            &format!(
                "\
charter: {{tolerance: {{milestone: 2d}}}}
milestones:
  aa:
    owner: lee
    accept: Signed
    duration: 10d
{fields}{drawn}{rest}"
            ),
        );
    }

    const AMBER: &str = "    rag: {at_least: amber, because: The vendor, until: 2026-09-02}\n";

    #[test]
    fn amber_by_hand_is_no_match_for_a_red() {
        let late = format!("    due: 2026-09-10\n{AMBER}");
        plan(
            &late,
            "    ^^^ aa is set to amber, but is red: 3 d late, tolerance 2 d\n",
            "",
        );
        let over = format!("    due: 2026-09-01\n{AMBER}");
        plan(&over, "    ^^^ aa is set to amber, but is red: due 1 d ago\n", "");
        let held = format!("    due: 2026-12-31\n{AMBER}");
        plan(
            &held,
            "    ^^^ aa is set to amber, but is red: b-key holds it, with no date to come\n",
            "blockers: {b-key: {title: No key, blocks: [aa]}}\n",
        );
    }

    #[test]
    fn equal_worse_or_of_what_is_not_known_to_be_red_is_silent() {
        plan(&format!("    due: 2026-09-11\n{AMBER}"), "", "");
        plan(&format!("    due: 2026-12-31\n{AMBER}"), "", "");
        plan(
            "    due: 2026-09-10\n    rag: {at_least: red, because: The vendor}\n",
            "",
            "",
        );
        plan(
            &format!("    done: 2026-09-01\n    due: 2026-08-01\n{AMBER}"),
            "",
            "",
        );
        plan(
            &format!("    cancelled: {{date: 2026-09-01}}\n    due: 2026-08-01\n{AMBER}"),
            "",
            "",
        );
    }

    #[test]
    fn one_that_has_expired_is_told_whatever_it_says() {
        let rag = "    rag: {at_least: red, because: The vendor, until: 2026-09-01}\n";
        plan(rag, "    ^^^ aa: the color set by hand expired 1 Sep\n", "");
    }
}
