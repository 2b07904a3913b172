//! `missing-charter`: a program with items has no charter.

use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::model::Level;
use crate::text::FileSpan;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "missing-charter",
    group: Group::Structure,
    level: Default::Always(Level::Warn),
    timed: false,
    summary: "a program with items has no charter",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A program with items has no `charter:`.

Its defaults are used: the folder's name for a title, stage `proposed`, and as target the only milestone that
nothing needs. Nobody is named who pays for it, and findings stay warnings however late it is.

```yaml
milestones:
^^^^^^^^^^
  # without charter
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    accept: All rows match the ledger
```

Add the section to any file of the folder:

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: delivering
  sponsor: vera
  tpm: tomas
  target: data-backfill
  out_of_scope:
    - refund flows
milestones:
  data-backfill:
    title: Backfill reconciled
    owner: chen
    due: 2026-10-09
    accept: All rows match the ledger
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let program = facts.program;
    if program.has_charter
        || facts.documents.entity("charter", "").is_some()
        || facts.unread().defines("charter")
        || program.ids().next().is_none()
    {
        return;
    }
    let first = facts
        .documents
        .iter()
        .find_map(|document| document.root()?.entries().next());
    let Some((key, _)) = first else { return };
    let at = FileSpan {
        file: key.file(),
        span: key.span(),
    };
    found
        .at_span(
            "charter",
            at,
            format!("{} has no charter; its defaults are used", program.id),
        )
        .field("charter")
        .help("write charter: with id, title, stage, sponsor, tpm and target");
}
