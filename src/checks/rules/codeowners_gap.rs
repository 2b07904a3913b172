//! `codeowners-gap`: a team's file that the team is not asked about.

use crate::checks::codeowners::CodeOwners;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::{Level, Person, Place, Program, Team};
use crate::parse::{PersonId, TeamId};
use crate::text::{FileId, FileSpan};
use std::collections::{BTreeMap, BTreeSet};

pub(in crate::checks) static RULE: Rule = Rule {
    name: "codeowners-gap",
    group: Group::Ownership,
    level: Default::Always(Level::Off),
    timed: false,
    summary: "a file of one team whose changes CODEOWNERS does not show them",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
All items of a file are of one team, and CODEOWNERS does not ask that team about changes of the file.

A promise that others can change without the team is none of theirs. The file is looked for where hosts look for it; a
team is `@organization/team`, or the handle or the mail address of its lead or of one of its people.

```yaml
milestones:
^^^^^^^^^^
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
```

Add a line to CODEOWNERS, here `/example.yaml @acme/data`, or move the items to a file of the team that is asked:

```yaml
milestones:
  checkout-ui-beta:
    title: Checkout UI beta
    owner: jonas
    due: 2026-09-25
    accept: Ten staff complete a purchase without help
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let codeowners = CodeOwners::of(facts);
    for (file, team) in files_of_teams(facts) {
        let path = facts.sources.file(file).path.as_str();
        let owners = codeowners.as_ref().map_or(&[][..], |known| known.owners(path));
        let known = facts.program.teams.get(team.as_str());
        if owners
            .iter()
            .any(|owner| is_of(facts.program, &team, known, owner))
        {
            continue;
        }
        let asked = match (&codeowners, owners) {
            (None, _) => "there is no CODEOWNERS file".to_owned(),
            (_, []) => "CODEOWNERS asks nobody".to_owned(),
            (_, owners) => format!("CODEOWNERS asks {}", owners.join(" ")),
        };
        let document = facts.documents.iter().find(|document| document.file() == file);
        let Some((key, _)) = document
            .and_then(|document| document.root())
            .and_then(|root| root.entries().next())
        else {
            continue;
        };
        let at = FileSpan {
            file,
            span: key.span(),
        };
        found
            .at_span(
                &format!("teams.{team}"),
                at,
                format!("{path} is of team {team}, but {asked}"),
            )
            .help(format!(
                "write /{path} and the team's handle at the end of CODEOWNERS"
            ));
    }
}

/// Files whose items are all of one team, by path.
fn files_of_teams(facts: &Facts<'_>) -> Vec<(FileId, TeamId)> {
    let mut of: BTreeMap<FileId, BTreeSet<&TeamId>> = BTreeMap::new();
    for row in facts.rows() {
        let Some(team) = row.team else { continue };
        let at = facts
            .documents
            .find(&Place::item(row.kind.section(), row.id.as_str()));
        if let Some(at) = at {
            of.entry(at.file).or_default().insert(team);
        }
    }
    of.into_iter()
        .filter(|(_, teams)| teams.len() == 1)
        .filter_map(|(file, teams)| Some((file, (*teams.first()?).clone())))
        .collect()
}

/// Whether an owner in CODEOWNERS is a team, or one of its people.
fn is_of(program: &Program, id: &TeamId, team: Option<&Team>, owner: &str) -> bool {
    let Some(name) = owner.strip_prefix('@') else {
        return people(program, id, team).any(|(_, person)| person.email.as_deref() == Some(owner));
    };
    if let Some((_, group)) = name.rsplit_once('/') {
        return group.eq_ignore_ascii_case(id.as_str());
    }
    people(program, id, team).any(|(id, person)| {
        let handle = person.handle.as_deref().unwrap_or(id.as_str());
        handle.eq_ignore_ascii_case(name)
    })
}

fn people<'p>(
    program: &'p Program,
    id: &'p TeamId,
    team: Option<&'p Team>,
) -> impl Iterator<Item = (&'p PersonId, &'p Person)> {
    let lead = team.and_then(|team| team.lead.as_ref());
    let all = program.people.iter();
    all.filter(move |(person, known)| lead == Some(*person) || known.team.as_ref() == Some(id))
}

#[cfg(test)]
mod tests {
    use crate::checks::drawn::assert_drawn_beside;

    const PLAN: &str = "\
teams: {data: {title: Data, lead: chen}, web: {title: Web}}
people: {chen: {name: Chen Li, handle: chenli}, ana: {name: Ana, team: data, email: ana@acme.example}}
milestones:
  data-backfill: {title: Backfill, owner: ana}
  data-moved: {title: Moved, team: data}
";

    fn silent_with(codeowners: &str) {
        assert_drawn_beside(
            "codeowners-gap",
            "2026-09-02",
            &[("CODEOWNERS", codeowners)],
            PLAN,
        );
    }

    fn told_with(beside: &[(&str, &str)], message: &str) {
        let drawn = PLAN.replacen(
            '\n',
            &format!("\n^^^^^ plan.yaml is of team data, but {message}\n"),
            1,
        );
        assert_drawn_beside("codeowners-gap", "2026-09-02", beside, &drawn);
    }

    #[test]
    fn the_team_its_lead_and_its_people_will_do() {
        silent_with("* @acme/data\n");
        silent_with("* @acme/office\n/plan.yaml @ChenLi\n");
        silent_with("* @acme/office ana@acme.example\n");
        silent_with("* @ana\n");
    }

    #[test]
    fn another_team_nobody_or_no_file_will_not() {
        told_with(
            &[("CODEOWNERS", "* @acme/data\nplan.yaml @acme/web @vera\n")],
            "CODEOWNERS asks @acme/web @vera",
        );
        told_with(
            &[(".github/CODEOWNERS", "/other.yaml @acme/data\n")],
            "CODEOWNERS asks nobody",
        );
        told_with(&[], "there is no CODEOWNERS file");
    }

    #[test]
    fn a_file_of_several_teams_is_no_teams() {
        let plan = format!("{PLAN}  checkout-ui: {{title: Checkout, team: web}}\n");
        assert_drawn_beside("codeowners-gap", "2026-09-02", &[], &plan);
    }
}
