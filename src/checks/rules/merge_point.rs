//! `merge-point`: several paths of about the same length meet, and the latest of them counts.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::forecast::{Options, chances};
use crate::graph::Ix;
use crate::model::{Kind, Level, Place, Relation};
use crate::parse::Date;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "merge-point",
    group: Group::Schedule,
    level: Default::Always(Level::Off),
    timed: false,
    summary: "several needs of about the same date meet",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

/// Working days before the last of the needs within which another one counts.
const NEAR: i64 = 5;

const PAGE: &str = "\
Two or more needs of an item are finished at about the same date: the others within five working days before the last.

Each of them may be likely to be in time, and yet all of them together are not: the chances multiply. This merge bias
is why plans with many parallel paths are later than their longest path says. Keep a buffer before the merge, or make
one of the paths clearly shorter.

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: delivering
  sponsor: vera
  tpm: tomas
  target: ga
  out_of_scope: [refund flows]
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
    duration: [12d, 15d, 20d]
    accept: Ten staff complete a purchase without help
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    duration: [12d, 16d, 22d]
    accept: All rows match the ledger
  ga:
    title: General availability
    owner: priya
    due: 2026-10-30
    duration: 2d
    needs: [checkout-ui-beta, data-backfill]
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    accept: All traffic on the new platform for 24 hours
```

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: delivering
  sponsor: vera
  tpm: tomas
  target: ga
  out_of_scope: [refund flows]
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-10-09
    duration: [5d, 7d, 9d]
    accept: Ten staff complete a purchase without help
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    duration: [12d, 16d, 22d]
    accept: All rows match the ledger
  ga:
    title: General availability
    owner: priya
    due: 2026-10-30
    duration: 2d
    needs: [checkout-ui-beta, data-backfill]
    accept: All traffic on the new platform for 24 hours
```
";

/// Paths that meet.
struct Merge<'a> {
    id: &'a str,
    needs: Vec<Ix>,
    by: Date,
}

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let merges = merges(facts);
    let mut groups = Vec::new();
    for merge in &merges {
        groups.extend(merge.needs.iter().map(|need| (vec![*need], merge.by)));
        groups.push((merge.needs.clone(), merge.by));
    }
    if groups.is_empty() {
        return;
    }
    let chances = chances(facts.schedule, Options::default(), &groups);
    let mut chances = chances.into_iter();
    for merge in merges {
        let of = |need: &Ix, chance: f64| {
            let id = &facts.schedule.plan.graph.nodes[*need as usize].id;
            format!("P({id}) = {:.0} %", chance * 100.0)
        };
        let each: Vec<String> = merge
            .needs
            .iter()
            .zip(chances.by_ref())
            .map(|(need, chance)| of(need, chance))
            .collect();
        let all = chances.next().unwrap_or(0.0);
        let word = if merge.needs.len() == 2 { "both" } else { "all" };
        let message = format!(
            "{}: {}, {word} {:.0} % by {}",
            merge.id,
            each.join(", "),
            all * 100.0,
            merge.by.near(facts.as_of)
        );
        found
            .at(
                Place::field(Kind::Milestone.section(), merge.id, "needs"),
                message,
            )
            .help("keep a buffer before the merge, or shorten one of the paths");
    }
}

/// The open milestones at which open needs meet, each with the day on which it would be finished itself.
fn merges<'a>(facts: &Facts<'a>) -> Vec<Merge<'a>> {
    let schedule = facts.schedule;
    let graph = &schedule.plan.graph;
    let mut merges = Vec::new();
    for row in facts.rows() {
        let (Some(ix), Some(by), Kind::Milestone) = (row.ix, row.early_finish, row.kind) else {
            continue;
        };
        if schedule.is_done(ix) {
            continue;
        }
        let open = graph.needs(ix).iter().filter(|edge| {
            edge.relation == Relation::FS
                && !schedule.is_done(edge.from)
                && graph.nodes[edge.from as usize].program == 0
        });
        let mut needs: Vec<(Ix, Date)> = open
            .filter_map(|edge| Some((edge.from, schedule.finish_date(edge.from)?)))
            .collect();
        needs.dedup();
        let Some(last) = needs.iter().map(|(_, date)| *date).max() else {
            continue;
        };
        needs.retain(|(_, date)| schedule.days_between(*date, last) <= NEAR);
        if needs.len() > 1 {
            merges.push(Merge {
                id: row.id.as_str(),
                needs: needs.into_iter().map(|(need, _)| need).collect(),
                by,
            });
        }
    }
    merges
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn chances_that_meet_multiply() {
        // ga is finished earliest on the 18th working day from 2 September on, the 25th. Drawn as 12, 15, 20 and
        // 12, 16, 21 the two are at 1 - 2 x 2 / (8 x 5) = 90 % and 1 - 3 x 3 / (9 x 5) = 80 % after 18 days, both
        // at 72 %. The third is six days before them.
        assert_drawn(
            "merge-point",
            "2026-09-02",
            "\
charter: {id: atlas, target: ga}
milestones:
  web: {duration: [12d, 15d, 20d]}
  data: {duration: [12d, 16d, 21d]}
  early: {duration: [7d, 9d, 11d]}
  ga: {duration: 2d, needs: [web, data, early]}
                            ^^^^^^^^^^^^^^^^^^ ga: P(data) = 80 %, P(web) = 90 %, both 72 % by 25 Sep
  apart: {duration: 2d, needs: [web, early]}
",
        );
    }
}
