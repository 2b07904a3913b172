//! One rule run over a text in memory, for the tests that stand beside the rules.

use super::{Facts, Levels, find, run};
use crate::load::load;
use crate::model::{Level, RuleSetting, Settings};
use crate::parse::Slug;
use crate::schedule::{Options, Schedule};
use crate::text::{Date, MemoryTree};

/// What a rule finds in a program written as one text, each finding as `level line: message`.
pub(super) fn findings(rule: &str, as_of: &str, yaml: &str) -> Vec<String> {
    judge(rule, as_of, yaml, false)
}

/// The same with time given its full weight.
pub(super) fn scheduled(rule: &str, as_of: &str, yaml: &str) -> Vec<String> {
    judge(rule, as_of, yaml, true)
}

fn judge(rule: &str, as_of: &str, yaml: &str, scheduled: bool) -> Vec<String> {
    let tree = MemoryTree::new([("plan.yaml", yaml)]);
    let loaded = load(&tree, "", "atlas").expect("loads");
    let mut settings = Settings::default();
    let known = find(rule).expect("a rule");
    if known.level == super::Default::Always(Level::Off) {
        let level = Some(Level::Info);
        settings
            .rules
            .insert(Slug::from(rule), RuleSetting { level, after: None });
    }
    let as_of = Date::parse(as_of).expect("a date");
    let schedule = Schedule::new(&loaded.program, &[], as_of, Options::default());
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
        answers: super::Answers::default(),
    };
    let levels = Levels::new(&settings, loaded.program.stage(), scheduled).expect("levels");
    let outcome = run(&facts, &loaded.findings, &levels);
    let ours = outcome.findings.iter().filter(|found| found.rule == rule);
    ours.map(|found| {
        let at = found.at.expect("a place");
        let line = loaded.sources.file(at.file).position(at.span.start).line;
        format!("{} {line}: {}", found.severity.as_str(), found.message)
    })
    .collect()
}
