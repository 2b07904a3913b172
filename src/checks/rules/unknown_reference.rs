//! `unknown-reference`: a reference to an id that does not exist.

use crate::checks::references::{self, Wants};
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::diagnostic::{Suggestions, is_certain};
use crate::model::{Level, Place};
use std::collections::BTreeSet;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "unknown-reference",
    group: Group::References,
    level: Default::Always(Level::Error),
    timed: false,
    summary: "a reference to an id that does not exist",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A reference to an id that does not exist.

A need that points nowhere protects nothing: the date is computed as if it had never been written.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
  go-live:
    title: Checkout is live
    owner: jonas
    due: 2026-10-30
    needs:
      - data-backfil
        ^^^^^^^^^^^^
    accept: All traffic runs on the new platform
```

Write the id as it stands where the item is defined, or define it:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
  go-live:
    title: Checkout is live
    owner: jonas
    due: 2026-10-30
    needs:
      - data-backfill
    accept: All traffic runs on the new platform
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    let mut suggestions = Suggestions::default();
    for reference in facts.references() {
        let id = reference.id;
        if id.is_empty() || id.contains('/') || reference.is_known(program) || facts.unread().defines(id) {
            continue;
        }
        let place = reference.place.clone();
        let respelt = |near: &str| reference.respelt(near);
        let what = reference.wants.name();
        let message = format!("{} {} {id}: no such {what}", reference.subject(), reference.verb);
        let near = suggestions.nearest(id, || reference.candidates(program));
        let elsewhere = facts.others.iter().find(|other| other.kind(id).is_some());
        let said = found.at(place, message);
        match (near, elsewhere) {
            (Some(near), _) => {
                let home = references::home(facts, near);
                said.help(format!("did you mean {near}{home}?")).replace_if(
                    is_certain(id, near, reference.candidates(program)),
                    &respelt(near),
                );
            }
            (None, Some(other)) if matches!(reference.wants, Wants::Need) => {
                let full = format!("{}/{id}", other.id);
                said.help(format!("write {full}; it is in another program"));
            }
            (None, _) => {
                said.help(format!(
                    "define {id}, or name {} that exists",
                    reference.wants.one()
                ));
            }
        }
    }
    for (id, _) in program
        .launches
        .iter()
        .filter(|(id, _)| program.kind(id.as_str()).is_none() && !facts.unread().defines(id.as_str()))
    {
        let near = suggestions.nearest(id.as_str(), || program.milestones.keys().map(|id| id.as_str()));
        let said = found.at(
            Place::item("launches", id.as_str()),
            format!("launch {id}: no such milestone"),
        );
        match near {
            Some(near) => {
                let milestones = program.milestones.keys().map(|id| id.as_str());
                said.help(format!("did you mean {near}?"))
                    .replace_if(is_certain(id.as_str(), near, milestones), near)
            }
            None => said.help("use the id of the launch milestone as key"),
        };
    }
    teams_of_figures(facts, found, &mut suggestions);
}

/// Teams that the tracker's figures name, each told once a file.
fn teams_of_figures(facts: &Facts<'_>, found: &mut Found<'_>, suggestions: &mut Suggestions) {
    let teams = &facts.program.teams;
    if teams.is_empty() {
        return;
    }
    for (name, samples) in &facts.program.metrics {
        let mut told = BTreeSet::new();
        for (at, sample) in samples.iter().enumerate() {
            let Some(team) = sample.team.as_ref().map(|team| team.as_str()) else {
                continue;
            };
            if teams.contains_key(team) || facts.unread().defines(team) || !told.insert(team) {
                continue;
            }
            let near = suggestions.nearest(team, || teams.keys().map(|id| id.as_str()));
            found
                .at(
                    Place::figure(name, at),
                    format!("{} is about {team}: no such team", sample.metric),
                )
                .help(match near {
                    Some(near) => format!("did you mean {near}?"),
                    None => "name a team that exists, or leave the column empty".into(),
                });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn;

    #[test]
    fn what_an_option_sets_is_looked_for() {
        assert_drawn(
            "unknown-reference",
            "2026-09-02",
            "\
people: {chen: {name: Chen Li}}
milestones: {data-backfill: {title: Backfill reconciled}}
launches: {data-backfill: {}}
decisions:
  d-scope:
    title: What do we launch first?
    options:
      a-eu:
        set: {data-backfil.duration: 12d, data-backfill.due: 2026-10-09}
              ^^^^^^^^^^^^^^^^^^^^^ d-scope sets data-backfil: no such item
      b-wait:
        set:
          people.chne.away: [2026-10-05]
          ^^^^^^^^^^^^^^^^ d-scope sets chne: no such person
          people.chen.away: [2026-10-05]
          teams.web.lead: chen
          launches.data-backfill.go: d-scope
          calendar.week: mon-sat
          d-scope.decided: 2026-09-02
          charter.title: Another
",
        );
    }

    #[test]
    fn a_team_or_a_person_is_looked_for_among_both_once_there_are_both() {
        let program = |people: &str, told: [&str; 5]| {
            let [who, to, consulted, informed, comm] = told;
            assert_drawn(
                "unknown-reference",
                "2026-09-02",
                &format!(
                    "\
charter: {{stakeholders: [{{who: suport, wants: The date}}, {{who: support}}, {{who: chen}}]}}
{who}{people}teams: {{support: {{title: Support, kind: business}}}}
milestones: {{ga: {{title: Live}}}}
risks: {{r-qa: {{title: If QA is booked then we wait, response: transfer, to: quality}}}}
{to}decisions:
  d-scope:
    title: What first?
    consulted: [legal, chen]
{consulted}    informed: nobody
{informed}launches:
  ga: {{comms: [{{to: sales}}, {{to: support}}]}}
{comm}"
                ),
            );
        };
        program("", [""; 5]);
        program(
            "people: {chen: {name: Chen Li}}\n",
            [
                "                               ^^^^^^ charter informs suport: no such team or person\n",
                "                                                                            ^^^^^^^ r-qa is transferred to quality: no such team or person\n",
                "                ^^^^^ d-scope consults legal: no such team or person\n",
                "              ^^^^^^ d-scope informs nobody: no such team or person\n",
                "                    ^^^^^ ga tells sales: no such team or person\n",
            ],
        );
    }
}
