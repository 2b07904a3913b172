//! `bulk-shift`: more than ten dates moved by the same amount.

use crate::checks::{Change, Check, Default, Facts, Found, Group, Rule};
use crate::diff::Edit;
use crate::model::{Level, Place};
use crate::text::Date;
use std::collections::BTreeMap;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "bulk-shift",
    group: Group::Change,
    level: Default::Always(Level::Info),
    timed: false,
    summary: "more than ten dates moved by the same amount",
    page: PAGE,
    folded: None,
    check: Check::Change(check),
};

const PAGE: &str = "\
More than ten dates moved by the same number of days.

That is one event, a new start or a new plan, and it should be seen as one and not lost among its lines. The program
before:

```yaml
milestones:
  m00: {title: Step 0 reached, owner: chen, due: 2026-10-01, accept: Signed}
  m01: {title: Step 1 reached, owner: lee, due: 2026-10-02, accept: Signed}
  m04: {title: Step 4 reached, owner: tomas, due: 2026-10-05, accept: Signed}
  m05: {title: Step 5 reached, owner: tam, due: 2026-10-06, accept: Signed}
  m06: {title: Step 6 reached, owner: chen, due: 2026-10-07, accept: Signed}
  m07: {title: Step 7 reached, owner: lee, due: 2026-10-08, accept: Signed}
  m08: {title: Step 8 reached, owner: jonas, due: 2026-10-09, accept: Signed}
  m11: {title: Step 11 reached, owner: tam, due: 2026-10-12, accept: Signed}
  m12: {title: Step 12 reached, owner: chen, due: 2026-10-13, accept: Signed}
  m13: {title: Step 13 reached, owner: lee, due: 2026-10-14, accept: Signed}
  m14: {title: Step 14 reached, owner: jonas, due: 2026-10-15, accept: Signed}
```

and after:

```yaml
milestones:
  m00: {title: Step 0 reached, owner: chen, due: 2026-10-08, accept: Signed}
                                                 ^^^^^^^^^^
  m01: {title: Step 1 reached, owner: lee, due: 2026-10-09, accept: Signed}
  m04: {title: Step 4 reached, owner: tomas, due: 2026-10-12, accept: Signed}
  m05: {title: Step 5 reached, owner: tam, due: 2026-10-13, accept: Signed}
  m06: {title: Step 6 reached, owner: chen, due: 2026-10-14, accept: Signed}
  m07: {title: Step 7 reached, owner: lee, due: 2026-10-15, accept: Signed}
  m08: {title: Step 8 reached, owner: jonas, due: 2026-10-16, accept: Signed}
  m11: {title: Step 11 reached, owner: tam, due: 2026-10-19, accept: Signed}
  m12: {title: Step 12 reached, owner: chen, due: 2026-10-20, accept: Signed}
  m13: {title: Step 13 reached, owner: lee, due: 2026-10-21, accept: Signed}
  m14: {title: Step 14 reached, owner: jonas, due: 2026-10-22, accept: Signed}
```

Nothing has to be mended. Where only a few move, each speaks for itself:

```yaml
milestones:
  m00: {title: Step 0 reached, owner: chen, due: 2026-10-08, accept: Signed}
  m01: {title: Step 1 reached, owner: lee, due: 2026-10-02, accept: Signed}
  m04: {title: Step 4 reached, owner: tomas, due: 2026-10-05, accept: Signed}
  m05: {title: Step 5 reached, owner: tam, due: 2026-10-06, accept: Signed}
  m06: {title: Step 6 reached, owner: chen, due: 2026-10-07, accept: Signed}
  m07: {title: Step 7 reached, owner: lee, due: 2026-10-08, accept: Signed}
  m08: {title: Step 8 reached, owner: jonas, due: 2026-10-09, accept: Signed}
  m11: {title: Step 11 reached, owner: tam, due: 2026-10-12, accept: Signed}
  m12: {title: Step 12 reached, owner: chen, due: 2026-10-13, accept: Signed}
  m13: {title: Step 13 reached, owner: lee, due: 2026-10-14, accept: Signed}
  m14: {title: Step 14 reached, owner: jonas, due: 2026-10-15, accept: Signed}
```
";

/// More dates than this make a bulk.
const MANY: usize = 10;

fn check(_: &Facts<'_>, change: &Change<'_>, found: &mut Found<'_>) {
    let mut shifts: BTreeMap<i32, Vec<&Edit>> = BTreeMap::new();
    for each in &change.diff.edits {
        let edit = &each.edit;
        let date = |side: &Option<String>| Date::parse(side.as_deref()?).ok();
        if edit.field.is_some()
            && !edit.is_elsewhere()
            && let (Some(old), Some(new)) = (date(&edit.old), date(&edit.new))
        {
            shifts.entry(new.day() - old.day()).or_default().push(edit);
        }
    }
    for (days, mut edits) in shifts.into_iter().filter(|(_, edits)| edits.len() > MANY) {
        edits.sort_by_key(|edit| (edit.section, edit.id.clone(), edit.field));
        let Some(first) = edits.first() else { continue };
        let field = first.field.unwrap_or_default();
        let way = if days > 0 { "later" } else { "earlier" };
        let message = format!(
            "{} dates moved by {} calendar days, all {way}",
            edits.len(),
            days.abs()
        );
        found
            .at(Place::field(first.section.as_str(), &first.id, field), message)
            .help("say in the change why all of them move");
    }
}
