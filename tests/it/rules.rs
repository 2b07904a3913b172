//! Every rule's page is run: its first example fires the rule at the drawn span and no other rule, the
//! second is silent.
//!
//! A line of only `^` (and spaces) under a line draws a span in the line above; at least the first finding of
//! the rule must lie there. Examples are read beside `BASE`, as of 2026-09-02, in stage `delivering`.

use crate::sandbox::assert_none;
use linchpin::checks::{Check, Default, Facts, Group, Levels, Outcome, RULES, Rule, find, run};
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

/// The kinds of code blocks of a page, each with the file that it stands for.
const FILES: [(&str, &str); 3] = [
    ("yaml", "example.yaml"),
    ("csv", "metrics/delivery.csv"),
    ("md", "docs/requirements.md"),
];

/// An example of a page: its files, and what is drawn in which of them.
#[derive(Default)]
struct Example {
    files: Vec<(&'static str, String)>,
    drawn: Option<(&'static str, usize, usize, usize)>,
}

/// The examples of a page: each begins with a code block of a kind that the one before has already.
fn examples(page: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    for block in page.split("```").skip(1).step_by(2) {
        let (kind, block) = block.split_once('\n').expect("a kind");
        let (_, path) = FILES
            .iter()
            .find(|(known, _)| *known == kind)
            .expect("a known kind");
        let (text, drawn) = read(block);
        let begins = |last: &Example| last.files.iter().any(|(known, _)| known == path);
        if examples.last().is_none_or(begins) {
            examples.push(Example::default());
        }
        let example = examples.last_mut().expect("an example");
        example.files.push((path, text));
        let drawn = drawn.map(|(line, start, end)| (*path, line, start, end));
        example.drawn = example.drawn.or(drawn);
    }
    examples
}

/// The text of a code block, with the drawn line (from 1), first column and column after the last.
fn read(block: &str) -> (String, Drawn) {
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
    (text, drawn)
}

/// The code blocks of a page of YAML alone, each with what is drawn in it.
pub(crate) fn blocks(page: &str) -> Vec<(String, Drawn)> {
    let block = |example: Example| {
        let drawn = example.drawn.map(|(_, line, start, end)| (line, start, end));
        let text = example.files.into_iter().next().map(|(_, text)| text);
        (text.unwrap_or_default(), drawn)
    };
    examples(page).into_iter().map(block).collect()
}

/// Loads an example and runs all rules; a rule that is off is put on for its own page.
fn judge(example: &Example, rule: &Rule) -> (Loaded, Outcome) {
    let holds = |text: &str| example.files.iter().any(|(_, file)| file.contains(text));
    let has_charter =
        example.files.iter().any(|(_, file)| file.starts_with("charter:")) || holds("\ncharter:");
    let mut files = example.files.clone();
    if !has_charter && !holds("# without charter") {
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
        let facts = Facts::of(&loaded, &schedule, &tree, &settings);
        let levels = Levels::new(&settings, loaded.program.stage(), false).expect("levels");
        run(&facts, &loaded.findings, &levels)
    };
    (loaded, outcome)
}

/// Rules that may speak beside another in an example without disturbing it: hints, not findings.
/// The base names no target, since every example has milestones of its own; and the example of a launch leaves
/// out most of what a launch needs.
pub(crate) fn is_hint(rule: &str) -> bool {
    let is_launch =
        find(rule).is_some_and(|rule| rule.level == Default::Launch && rule.group != Group::Schedule);
    let is_small = matches!(
        rule,
        "missing-duration"
            | "dangling-end"
            | "floating-start"
            | "missing-target"
            // A page may show the field that it is about first.
            | "not-formatted"
            | "low-confidence"
            | "bare-critical-vendor"
            | "red-without-recovery"
    );
    is_launch || is_small
}

#[test]
fn the_example_of_every_page_fires_there_and_only_there() {
    let faults: Vec<String> = of_one_state().flat_map(example_faults).collect();
    assert_none(&faults);
}

/// The simulation and the history are worked out on all cores; a rule that runs beside others must not ask for
/// them, or two threads could wait for each other.
#[test]
fn a_rule_that_asks_for_simulation_or_history_says_so() {
    for rule in RULES {
        let path = format!("src/checks/rules/{}.rs", rule.name.replace('-', "_"));
        let text = std::fs::read_to_string(path).expect("a file of its own");
        let asks = text.contains("facts.forecast()") || text.contains("facts.history()");
        assert!(!asks || !matches!(rule.check, Check::Facts(_)), "{}", rule.name);
    }
}

/// The rules that look at one state; those that compare two are in `change_rules`.
fn of_one_state() -> impl Iterator<Item = &'static Rule> {
    let rules = RULES.iter().copied();
    rules.filter(|rule| matches!(rule.check, Check::Facts(_) | Check::Deep(_) | Check::WhileReading))
}

/// What is wrong with the first example of a page.
fn example_faults(rule: &Rule) -> Vec<String> {
    let name = rule.name;
    let blocks = examples(rule.page);
    if blocks.len() != 2 {
        return vec![format!("{name}: a page has two examples")];
    }
    let (loaded, outcome) = judge(&blocks[0], rule);
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
    let Some((path, line, start, end)) = blocks[0].drawn else {
        faults.push(format!("{name}: its example draws no span"));
        return faults;
    };
    let at = found.at.expect("a place");
    let file = loaded.sources.file(at.file);
    let (from, to) = (file.position(at.span.start), file.position(at.span.end));
    if (file.path.as_str(), from.line, from.column, to.column) != (path, line, start, end) {
        faults.push(format!(
            "{name}: `{}` stands at {}:{}:{}-{}, drawn is {path}:{line}:{start}-{end}",
            found.message, file.path, from.line, from.column, to.column
        ));
    }
    faults
}

#[test]
fn the_remedy_of_every_page_is_silent() {
    let mut faults = Vec::new();
    for rule in of_one_state() {
        let (_, outcome) = judge(&examples(rule.page)[1], rule);
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
