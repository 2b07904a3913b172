//! Every rule's page is run: its first example fires the rule at the drawn span and no other rule, the
//! second is silent.
//!
//! A line of only `^` (and spaces) under a line draws a span in the line above; at least the first finding of
//! the rule must lie there. Examples are read beside `BASE`, as of 2026-09-02, in stage `delivering`.

use linchpin::checks::{Answers, Check, Default, Facts, Levels, Outcome, RULES, Rule, run};
use linchpin::load::{Loaded, load};
use linchpin::model::{Level, RuleSetting, Settings};
use linchpin::parse::Slug;
use linchpin::schedule::{Options, Schedule};
use linchpin::text::{Date, MemoryTree};

pub(crate) const BASE: &str = "\
charter:
  id: atlas
  title: Move checkout to the new payments platform
  stage: delivering
  sponsor: vera
  tpm: tomas
  out_of_scope:
    - refund flows
teams:
  web: {title: Web checkout, lead: jonas}
  data: {title: Data engineering, lead: chen}
  infra: {title: Platform, lead: lee}
  cloudco: {title: CloudCo, kind: vendor, lead: tam}
people:
  vera: {name: Vera Lindqvist}
  tomas: {name: Tomas Adeyemi}
  jonas: {name: Jonas Weber, team: web, deputy: lee}
  chen: {name: Chen Li, team: data, deputy: lee}
  lee: {name: Lee Park, team: infra, deputy: chen}
  tam: {name: T. Tam, team: cloudco}
";

/// Line (from 1), first column and column after the last of a drawn span.
pub(crate) type Drawn = Option<(usize, usize, usize)>;

/// The code blocks of a page, each with the drawn line (from 1), first column and column after the last.
pub(crate) fn examples(page: &str) -> Vec<(String, Drawn)> {
    let mut blocks = Vec::new();
    for block in page.split("```yaml\n").skip(1) {
        let block = block.split("```").next().expect("a closed block");
        let mut text = String::new();
        let mut drawn = None;
        let mut number = 0;
        for line in block.lines() {
            let carets = line.trim();
            if !carets.is_empty() && carets.chars().all(|c| c == '^') {
                let start = line.chars().position(|c| c == '^').expect("a caret");
                drawn = drawn.or(Some((number, start + 1, start + 1 + carets.len())));
            } else {
                text.push_str(line);
                text.push('\n');
                number += 1;
            }
        }
        blocks.push((text, drawn));
    }
    blocks
}

/// Loads an example and runs all rules; a rule that is off is put on for its own page.
fn judge(text: &str, rule: &Rule) -> (Loaded, Outcome) {
    let has_charter = text.starts_with("charter:") || text.contains("\ncharter:");
    let mut files = vec![("example.yaml", text.to_owned())];
    if !has_charter && !text.contains("# without charter") {
        files.push(("zz-base.yaml", BASE.to_owned()));
    }
    files.push((
        "CODEOWNERS",
        "* @acme/office\n/example.yaml @acme/web\n".to_owned(),
    ));
    let tree = MemoryTree::new(files);
    let loaded = load(&tree, "", "atlas").expect("loads");
    let as_of = Date::parse("2026-09-02").expect("a date");
    let mut settings = <Settings as std::default::Default>::default();
    if rule.level == Default::Always(Level::Off) {
        let level = Some(Level::Info);
        settings
            .rules
            .insert(Slug::from(rule.name), RuleSetting { level, after: None });
    }
    let outcome = {
        let schedule = Schedule::new(
            &loaded.program,
            &[],
            as_of,
            <Options as std::default::Default>::default(),
        );
        let facts = Facts {
            program: &loaded.program,
            schedule: &schedule,
            documents: &loaded.documents,
            sources: &loaded.sources,
            tree: &tree,
            folder: "",
            settings: &settings,
            others: &[],
            as_of,
            answers: Answers::default(),
        };
        let levels = Levels::new(&settings, loaded.program.stage(), false).expect("levels");
        run(&facts, &loaded.findings, &levels)
    };
    (loaded, outcome)
}

/// Rules that may speak beside another in an example without disturbing it: hints, not findings.
/// The base names no target, since every example has milestones of its own.
pub(crate) fn is_hint(rule: &str) -> bool {
    matches!(
        rule,
        "missing-duration" | "dangling-end" | "floating-start" | "missing-target" | "capacity-unstated"
    )
}

#[test]
fn the_example_of_every_page_fires_there_and_only_there() {
    let faults: Vec<String> = of_one_state().flat_map(example_faults).collect();
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// The rules that look at one state; those that compare two have a test of their own.
fn of_one_state() -> impl Iterator<Item = &'static Rule> {
    let rules = RULES.iter().copied();
    rules.filter(|rule| !matches!(rule.check, Check::Change(_)))
}

/// What is wrong with the first example of a page.
fn example_faults(rule: &Rule) -> Vec<String> {
    let name = rule.name;
    let blocks = examples(rule.page);
    if blocks.len() != 2 {
        return vec![format!("{name}: a page has two examples")];
    }
    let (text, drawn) = &blocks[0];
    let (loaded, outcome) = judge(text, rule);
    let mut faults: Vec<String> = outcome
        .findings
        .iter()
        .filter(|other| other.rule != name && !is_hint(other.rule) && !name.starts_with("ignore-"))
        .map(|other| format!("{name}: its example fires {} too: {}", other.rule, other.message))
        .collect();
    let Some(found) = outcome.findings.iter().find(|found| found.rule == name) else {
        faults.push(format!("{name} does not fire on its example"));
        return faults;
    };
    if found.help.is_none() {
        faults.push(format!("{name}: no help"));
    }
    let Some((line, start, end)) = drawn else {
        faults.push(format!("{name}: its example draws no span"));
        return faults;
    };
    let at = found.at.expect("a place");
    let file = loaded.sources.file(at.file);
    let (from, to) = (file.position(at.span.start), file.position(at.span.end));
    if (from.line, from.column, to.column) != (*line, *start, *end) {
        faults.push(format!(
            "{name}: `{}` stands at {}:{}-{}, drawn is {line}:{start}-{end}",
            found.message, from.line, from.column, to.column
        ));
    }
    faults
}

#[test]
fn the_remedy_of_every_page_is_silent() {
    let mut faults = Vec::new();
    for rule in of_one_state() {
        let (_, outcome) = judge(&examples(rule.page)[1].0, rule);
        for found in &outcome.findings {
            if !is_hint(found.rule) || found.rule == rule.name {
                faults.push(format!(
                    "{}: its remedy fires {}: {}",
                    rule.name, found.rule, found.message
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_page_says_what_and_why() {
    for rule in RULES {
        let before = rule.page.split("```").next().expect("text");
        assert!(
            before.len() > 120,
            "{}: say what it finds and why it matters",
            rule.name
        );
        assert!(
            rule.summary.len() <= 80,
            "{}: the summary is one short line",
            rule.name
        );
        assert!(
            rule.page.lines().all(|line| line.chars().count() <= 120),
            "{}: long lines",
            rule.name
        );
    }
}
