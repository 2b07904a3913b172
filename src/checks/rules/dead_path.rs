//! `dead-path`: a path to a file that does not exist.

use crate::checks::texts;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::Level;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "dead-path",
    group: Group::References,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a path to a file that does not exist",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A `spec`, `proof` or other path names a file that does not exist.

What is to be built, or what shows that it was, cannot be looked up. Paths count from the root of the repository
or from the program's folder; addresses on the web are not visited.

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
    spec: docs/backfil.md
          ^^^^^^^^^^^^^^^
```

Mend the path, add the file, or give its address:

```yaml
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-09-25
    accept: All rows match the ledger
    spec: https://wiki.example.com/backfill
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    texts::each(facts, |value| {
        let is_field = matches!(
            value.key,
            "spec" | "deliverables" | "proof" | "requirements" | "constraints"
        );
        if !is_field || !value.node.is_scalar() {
            return;
        }
        let text = value.node.text().trim();
        let Some(path) = path(text) else { return };
        let in_folder = format!("{}/{path}", facts.folder);
        let places = [normal(path), normal(&in_folder)];
        // What leads out of the tree cannot be seen.
        if places
            .iter()
            .any(|place| place.as_ref().is_none_or(|place| facts.tree.exists(place)))
        {
            return;
        }
        found
            .at_span(
                &value.id(),
                value.at(),
                format!("{}: {} {text}: no such file", value.id(), value.key),
            )
            .field(value.field)
            .help("mend the path, counted from the root or the program's folder, or add the file");
    });
}

/// The path that a text is; prose, addresses and keys of a tracker are none.
pub(super) fn path(text: &str) -> Option<&str> {
    let path = text.split('#').next().unwrap_or_default();
    let is_address = text.contains("://") || text.contains('@') || text.starts_with("www.");
    let has_extension = path.rsplit_once('.').is_some_and(|(stem, extension)| {
        !stem.is_empty()
            && (1..=5).contains(&extension.len())
            && extension.starts_with(|c: char| c.is_ascii_alphabetic())
    });
    let is_path = !is_address && !path.contains(char::is_whitespace) && (path.contains('/') || has_extension);
    is_path.then_some(path)
}

/// The path without `.` and `..`; nothing where it leads out of the tree.
pub(super) fn normal(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
