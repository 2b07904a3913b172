//! `launch-day-roles`: nobody is named who leads the launch, speaks, or may stop it.

use super::launches;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::schedule::Role;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "launch-day-roles",
    group: Group::Readiness,
    level: Default::Launch,
    timed: false,
    summary: "nobody is named who leads a launch, speaks for it, or may roll it back",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
Nobody is named who leads the launch on the day, who speaks for it, or who may roll it back. A warning until 20
working days before the launch, an error from then on.

On the day there is no time to find out who decides.

```yaml
milestones:
  checkout-live:
    title: Checkout live for everybody
    owner: jonas
    kind: launch
    due: 2026-11-18
    duration: 5d
    accept: All traffic on the new checkout for 24 hours
launches:
  checkout-live:
    roles: {commander: jonas}
    ^^^^^
```

```yaml
milestones:
  checkout-live:
    title: Checkout live for everybody
    owner: jonas
    kind: launch
    due: 2026-11-18
    duration: 5d
    accept: All traffic on the new checkout for 24 hours
launches:
  checkout-live:
    roles: {commander: jonas, comms: tomas, rollback: lee}
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    for (launch, severity) in launches::ahead(facts) {
        let Some(written) = launch.launch else { continue };
        let open: Vec<&str> = launch.open_roles().map(Role::as_str).collect();
        let is_unread = written.roles.is_none() && launches::holds(facts, launch, "roles");
        if open.is_empty() || is_unread {
            continue;
        }
        let word = if open.len() == 1 { "role" } else { "roles" };
        let place = match written.roles {
            Some(_) => launches::place(launch).key("roles").on_key(),
            None => launches::place(launch),
        };
        found
            .at(
                place,
                format!(
                    "{}: nobody has the {word} {} on the day",
                    launch.id,
                    launches::some(&open)
                ),
            )
            .field("roles")
            .severity(severity)
            .help("write roles: with commander, comms and rollback, and the id of one person each");
    }
}

#[cfg(test)]
mod tests {
    use super::super::launches::told;

    #[test]
    fn all_three_are_asked_for() {
        let roles = |roles: &str| told("launch-day-roles", "2026-09-02", roles);
        let message = "ga: nobody has the roles commander, comms and rollback on the day";
        assert_eq!(roles("    ops: {team: web}\n"), [format!("warn 4: {message}")]);
        assert_eq!(roles("    roles: {}\n"), [format!("warn 5: {message}")]);
        assert!(roles("    roles: {commander: jo, comms: jo, rollback: jo}\n").is_empty());
        assert!(roles("    roles: everybody\n").is_empty(), "told as a wrong type");
    }
}
