//! `requirement-untraced`: no milestone shows that a requirement is met.

use super::dead_path;
use super::launches;
use crate::checks::{Check, Default, Facts, Found, Group, Rule};
use crate::diagnostic::Severity;
use crate::model::Place;
use rustc_hash::FxHashSet;

pub(in crate::checks) static RULE: Rule = Rule {
    name: "requirement-untraced",
    group: Group::Readiness,
    level: Default::Launch,
    timed: false,
    summary: "a requirement of the requirements file is named by no milestone",
    page: PAGE,
    folded: None,
    check: Check::Facts(check),
};

const PAGE: &str = "\
A line of a requirements file begins with the id of a requirement, such as `PAY-2`, and no milestone names it in its
title, its acceptance criteria, its `ref` or the like. A warning until 20 working days before the launch, an error
from then on.

What no milestone shows is found missing by the customer.

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: delivering
  sponsor: jonas
  tpm: jonas
  target: checkout-live
  out_of_scope: [refund flows]
  requirements: [docs/requirements.md]
                 ^^^^^^^^^^^^^^^^^^^^
people:
  jonas: {name: Jonas Weber, deputy: lee}
  lee: {name: Lee Park}
milestones:
  checkout-live:
    title: Checkout live for everybody
    owner: jonas
    due: 2026-11-18
    duration: 5d
    accept:
      - \"PAY-1: all traffic on the new checkout for 24 hours\"
```

```md
PAY-1 All traffic runs on the new checkout
PAY-2 Failures are below 0.8 %
```

```yaml
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: delivering
  sponsor: jonas
  tpm: jonas
  target: checkout-live
  out_of_scope: [refund flows]
  requirements: [docs/requirements.md]
people:
  jonas: {name: Jonas Weber, deputy: lee}
  lee: {name: Lee Park}
milestones:
  checkout-live:
    title: Checkout live for everybody
    owner: jonas
    due: 2026-11-18
    duration: 5d
    accept:
      - \"PAY-1: all traffic on the new checkout for 24 hours\"
      - \"PAY-2: failure rate below 0.8 % for a week\"
```

```md
PAY-1 All traffic runs on the new checkout
PAY-2 Failures are below 0.8 %
```
";

fn check(facts: &Facts<'_>, found: &mut Found<'_>) {
    let files = facts.program.charter.requirements.iter().enumerate();
    let files: Vec<(usize, &str, Vec<String>)> = files
        .filter_map(|(at, text)| Some((at, text.as_str(), required(facts, text)?)))
        .collect();
    if files.iter().all(|(_, _, ids)| ids.is_empty()) {
        return;
    }
    let named = named(facts);
    // The launch that comes first decides how serious it is.
    let severities = launches::ahead(facts).map(|(_, severity)| severity);
    let severity = severities.max().unwrap_or(Severity::Warn);
    for (at, path, ids) in files {
        let bare: Vec<&str> = ids
            .iter()
            .map(String::as_str)
            .filter(|id| !named.contains(*id))
            .collect();
        if bare.is_empty() {
            continue;
        }
        let all = ids.len();
        let (number, is) = (bare.len(), if bare.len() == 1 { "is" } else { "are" });
        found
            .at(
                Place::field("charter", "", "requirements").at(at),
                format!(
                    "{path}: {number} of {all} requirements {is} named by no milestone: {}",
                    launches::some(&bare)
                ),
            )
            .severity(severity)
            .help("name the id in an acceptance criterion of the milestone that shows it");
    }
}

/// The ids with which lines of a requirements file begin, each once; nothing where there is no such file.
fn required(facts: &Facts<'_>, text: &str) -> Option<Vec<String>> {
    let path = dead_path::path(text.trim())?;
    let in_folder = format!("{}/{path}", facts.folder);
    let places = [dead_path::normal(&in_folder), dead_path::normal(path)];
    let bytes = places
        .into_iter()
        .flatten()
        .find_map(|place| facts.tree.read(&place).ok())?;
    let text = String::from_utf8_lossy(&bytes);
    let mut known = FxHashSet::default();
    let mut ids = Vec::new();
    for line in text.lines() {
        let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        if let Some(id) = words(line)
            .next()
            .filter(|word| line.starts_with(word))
            .filter(|word| is_id(word))
            && known.insert(id.to_owned())
        {
            ids.push(id.to_owned());
        }
    }
    Some(ids)
}

/// Every word in the texts of milestones that were not called off.
fn named(facts: &Facts<'_>) -> FxHashSet<String> {
    let mut named = FxHashSet::default();
    let milestones = facts.program.milestones.values();
    for milestone in milestones.filter(|milestone| milestone.cancelled.is_none()) {
        let criteria = milestone
            .accept
            .iter()
            .flat_map(|criterion| criterion.is.iter().chain(&criterion.proof));
        let lists = [&milestone.ref_, &milestone.spec, &milestone.deliverables];
        let texts = criteria
            .chain(lists.into_iter().flat_map(|list| list.iter()))
            .chain(milestone.title.iter().chain(&milestone.note));
        named.extend(
            texts
                .flat_map(|text| words(text))
                .filter(|word| is_id(word))
                .map(str::to_owned),
        );
    }
    named
}

/// What stands between blanks and marks; `PAY-2` and `NFR-1.3` are one word.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '.' | '_'))
        .map(|word| word.trim_matches(['-', '.', '_']))
        .filter(|word| !word.is_empty())
}

/// Whether a word is the id of a requirement: capital letters, and numbers behind a hyphen. Names of standards
/// look alike and are none.
fn is_id(word: &str) -> bool {
    let Some((name, number)) = word.rsplit_once('-') else {
        return false;
    };
    let starts = name.starts_with(|c: char| c.is_ascii_uppercase());
    let is_name = starts
        && name
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '-' | '_'));
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || c == '.');
    let standards = [
        "UTF", "SHA", "ISO", "IEC", "AES", "RSA", "RFC", "CVE", "TLS", "HTTP", "IEEE", "NIST", "SOC", "EN",
        "DIN",
    ];
    is_name && is_number && !standards.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::is_id;
    use crate::checks::drawn::assert_drawn_beside;

    #[test]
    fn ids_of_requirements_are_told_from_names_of_standards() {
        for id in ["PAY-2", "REQ-007", "NFR-1.3", "R-1", "ACME-PAY-12", "R2_X-1"] {
            assert!(is_id(id), "{id}");
        }
        for word in [
            "UTF-8",
            "SHA-256",
            "ISO-27001",
            "pay-2",
            "PAY-",
            "PAY",
            "2026-09-02",
            "PAY-2a",
        ] {
            assert!(!is_id(word), "{word}");
        }
    }

    #[test]
    fn a_requirement_counts_once_in_whatever_form_the_line_has() {
        let file = "# PAY-1: live\n\n- **PAY-2** fast\n| PAY-3 | cheap |\n1. PAY-4 is no first word\nSee PAY-5\n\
                    PAY-2 again\nUTF-8 only\n";
        let beside = [("docs/r.md", file), ("docs/none.md", "Prose.\n")];
        assert_drawn_beside(
            "requirement-untraced",
            "2026-09-02",
            &beside,
            "\
charter:
  requirements:
    - docs/none.md
    - docs/missing.md
    - Orders in under a second
    - docs/r.md
      ^^^^^^^^^ docs/r.md: 2 of 3 requirements are named by no milestone: PAY-2 and PAY-3
milestones:
  live: {title: PAY-1 is live}
  fast: {title: Fast, ref: PAY-2, cancelled: {date: 2026-08-31, because: Too dear}}
",
        );
    }
}
