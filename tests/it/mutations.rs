//! From a clean program that has every field, one line is broken at a time in every way a line can be
//! broken. Each break is found on its line, or stands in a list below with the reason why it does no harm.

use crate::sandbox::assert_none;
use linchpin::checks::{self, Facts, Levels};
use linchpin::diagnostic::{Diagnostic, Severity};
use linchpin::load::{Loaded, load};
use linchpin::model::Settings;
use linchpin::schedule::{Options, Schedule};
use linchpin::text::{Date, MemoryTree};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A finding: its rule, its line, its message.
type Found = (&'static str, usize, String);

fn clean() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/whole/plan.yaml")).unwrap()
}

/// All findings on a text, as `check` has them on 2 March 2026.
fn found(text: &str) -> Vec<Found> {
    let (loaded, findings) = judged(text.as_bytes());
    let line = |found: &Diagnostic| {
        found
            .at
            .map_or(0, |at| loaded.sources.file(at.file).position(at.span.start).line)
    };
    findings
        .iter()
        .map(|each| (each.rule, line(each), each.message.clone()))
        .collect()
}

/// A file through the whole gate: read, scheduled, judged by every rule.
fn judged(bytes: &[u8]) -> (Loaded, Vec<Diagnostic>) {
    let tree = MemoryTree::new([("plan.yaml", bytes.to_vec())]);
    let loaded = load(&tree, "", "whole").unwrap();
    let as_of = Date::parse("2026-03-02").unwrap();
    let schedule = Schedule::new(&loaded.program, &[], as_of, Options::default());
    let settings = Settings::default();
    let levels = Levels::new(&settings, loaded.program.stage(), false).unwrap();
    let facts = Facts::of(&loaded, &schedule, &tree, &settings);
    let findings = checks::run(&facts, &loaded.findings, &levels).findings;
    (loaded, findings)
}

/// A line of the program that has a key.
#[derive(Debug)]
struct Line {
    /// Its number, from 0.
    at: usize,
    /// One past the last line of what belongs to it.
    end: usize,
    /// Columns before the key.
    indent: usize,
    /// The names on the way to it; ids are `*`.
    path: String,
    key: String,
    value: String,
    /// Whether the key is an id.
    is_id: bool,
}

const SECTIONS: [&str; 8] = [
    "teams",
    "people",
    "milestones",
    "contracts",
    "blockers",
    "risks",
    "decisions",
    "launches",
];
/// Mappings whose keys are ids too.
const MAPS: [&str; 6] = [
    "objectives",
    "assumptions",
    "agreed_by",
    "options",
    "items",
    "set",
];

fn lines(text: &str) -> Vec<Line> {
    let all: Vec<&str> = text.lines().collect();
    let depth = |line: &str| line.len() - line.trim_start_matches([' ', '-']).len();
    let mut way: Vec<(usize, String, bool)> = Vec::new();
    let mut found = Vec::new();
    for (at, line) in all.iter().enumerate() {
        let indent = depth(line);
        let Some((key, value)) = line.trim_start_matches([' ', '-']).split_once(':') else {
            continue;
        };
        if line.starts_with('#') || key.contains(' ') {
            continue;
        }
        while way.last().is_some_and(|(above, _, _)| *above >= indent) {
            way.pop();
        }
        let parent = way.last().map_or("", |(_, name, _)| name.as_str());
        let is_id = way.len() == 1 && SECTIONS.contains(&parent) || MAPS.contains(&parent);
        let name = if is_id { "*" } else { key };
        let path: Vec<&str> = way
            .iter()
            .map(|(_, name, is_id)| if *is_id { "*" } else { name.as_str() })
            .chain([name])
            .collect();
        let below = all[at + 1..]
            .iter()
            .take_while(|next| next.find(|c| c != ' ').unwrap_or(0) > indent);
        found.push(Line {
            at,
            end: at + 1 + below.count(),
            indent,
            path: path.join("."),
            key: key.to_owned(),
            value: value.trim().to_owned(),
            is_id,
        });
        way.push((indent, key.to_owned(), is_id));
    }
    found
}

/// The program with one line in place of another.
fn with(text: &str, at: usize, new: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    lines[at] = new;
    lines.join("\n") + "\n"
}

/// The line with another value.
fn valued(text: &str, line: &Line, value: &str) -> String {
    let old = text.lines().nth(line.at).unwrap();
    let head = &old[..old.find(':').unwrap() + 1];
    with(text, line.at, &format!("{head} {value}"))
}

/// Findings without their lines, which move with what stands above them.
fn said(findings: &[Found]) -> BTreeSet<(&'static str, String)> {
    let each = findings.iter();
    each.map(|(rule, _, message)| (*rule, message.clone())).collect()
}

/// The program is as good as without a finding: what time and likelihood say of it may change with the
/// rules, what the format says may not.
#[test]
fn the_program_reads_without_a_finding() {
    let (loaded, findings) = judged(clean().as_bytes());
    assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
    assert!(
        findings.iter().all(|found| found.severity < Severity::Error),
        "{findings:?}"
    );
}

/// The breaks that went unfound on their line and are in no list.
fn unfound(
    breaks: impl IntoIterator<Item = (usize, String, String)>,
    harmless: &[(&str, &str)],
) -> Vec<String> {
    let before = said(&found(&clean()));
    let mut faults = Vec::new();
    let mut used = BTreeSet::new();
    for (at, name, text) in breaks {
        let findings = found(&text);
        let is_new =
            |(rule, line, message): &Found| *line == at + 1 && !before.contains(&(*rule, message.clone()));
        if findings.iter().any(is_new) {
            continue;
        }
        match harmless.iter().position(|(known, _)| *known == name) {
            Some(known) => {
                used.insert(known);
            }
            None => faults.push(format!("line {}: {name}: {findings:?}", at + 1)),
        }
    }
    for (at, (name, reason)) in harmless.iter().enumerate() {
        if !used.contains(&at) {
            faults.push(format!("{name} ({reason}) is found now; take it off the list"));
        }
    }
    faults
}

fn none(faults: &[String]) {
    assert_none(faults);
}

/// Every field of the format is in the program, so that a new one is broken here too.
#[test]
fn the_program_has_every_field_of_the_format() {
    let schema: serde_json::Value =
        serde_json::from_str(&linchpin::schema::Kind::find("program").unwrap().text()).unwrap();
    let keys: BTreeSet<String> = lines(&clean()).into_iter().map(|line| line.key).collect();
    let mut open = vec![&schema];
    let mut missing = BTreeSet::new();
    while let Some(value) = open.pop() {
        if let Some(properties) = value.get("properties").and_then(serde_json::Value::as_object) {
            missing.extend(properties.keys().filter(|name| !keys.contains(*name)));
        }
        match value {
            serde_json::Value::Object(fields) => open.extend(fields.values()),
            serde_json::Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_misspelt_key_is_found_on_its_line() {
    let text = clean();
    let breaks = lines(&text).into_iter().filter(|line| !line.is_id).map(|line| {
        let old = text.lines().nth(line.at).unwrap();
        let new = old.replacen(&format!("{}:", line.key), &format!("{}x:", line.key), 1);
        (line.at, line.path, with(&text, line.at, &new))
    });
    none(&unfound(breaks, &[]));
}

#[test]
fn a_value_of_another_shape_is_found_on_its_line() {
    let text = clean();
    let mut breaks = Vec::new();
    for line in lines(&text).into_iter().filter(|line| !line.value.is_empty()) {
        for value in ["{q: {r: 1}}", "[[a, b], [c]]"] {
            breaks.push((line.at, line.path.clone(), valued(&text, &line, value)));
        }
    }
    none(&unfound(breaks, &[]));
}

/// Wrong values by the form of the right one.
fn wrong(line: &Line) -> Vec<String> {
    let value = line.value.as_str();
    let of = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if Date::parse(value).is_ok() {
        return of(&["2026-13-01", "2026-02-30", "31/03/2026", "1899-12-31", "soon"]);
    }
    let unit = value.trim_start_matches(|c: char| c.is_ascii_digit());
    if ["d", "w", "ed"].contains(&unit) && unit != value {
        return of(&["-1d", "8", "8 days", "20000d", "eight"]);
    }
    let texts = [
        "title",
        "say",
        "wants",
        "cadence",
        "name",
        "handle",
        "email",
        "because",
        "ask",
        "next",
        "resolution",
        "note",
        "oncall",
        "channel",
        "cost",
        "downside",
        "version",
        "fallback",
        "trigger",
        "contingency",
        "recovery",
        "exit",
        "workstream",
        "over",
        "do",
        "is",
        "was",
        "rollback_if",
    ];
    match line.key.as_str() {
        "prob" => of(&["1.5", "130%", "-0.1", "lowish"]),
        "spread" => of(&["[1.3, 1.0, 0.9]", "[1.0, 1.0]", "wide"]),
        "cost" if value == "12000" => of(&["a lot", "12k"]),
        "away" => of(&["2026-08-07..2026-08-03", "2026-08-03 to 2026-08-07"]),
        "week" => of(&["mon-frx", "all"]),
        "duration" => of(&["[20d, 15d, 10d]", "[10d, 15d]", "[1d, 2d, 3d, 4d]"]),
        "delay" => of(&["[9d, 5d, 10d]", "xxl", "5"]),
        "promised" => of(&["[2026-04-20, 2026-04-10, 2026-04-06]", "April"]),
        "lag" => of(&["2", "two days"]),
        key if texts.contains(&key) => Vec::new(),
        _ if !value.is_empty() && value.chars().all(is_word) => vec![format!("{value}x")],
        _ => Vec::new(),
    }
}

#[test]
fn a_wrong_date_duration_word_or_id_is_found_on_its_line() {
    let text = clean();
    let mut breaks = Vec::new();
    for line in lines(&text) {
        for value in wrong(&line) {
            breaks.push((
                line.at,
                format!("{} = {value}", line.path),
                valued(&text, &line, &value),
            ));
        }
    }
    assert!(breaks.len() > 400, "{}", breaks.len());
    none(&unfound(breaks, VALUES));
}

const KEY: &str = "a key of another tool, which only that tool knows";

const VALUES: &[(&str, &str)] = &[
    ("charter.id = wholex", "a program may be called anything"),
    ("milestones.*.needs.lag = -1d", "a negative lag is a lead"),
    ("milestones.*.ref = SHOP-12x", KEY),
    ("contracts.*.ref = SHOP-20x", KEY),
    ("blockers.*.ref = SHOP-30x", KEY),
    ("risks.*.ref = SHOP-40x", KEY),
    ("decisions.*.ref = SHOP-50x", KEY),
];

#[test]
fn a_line_twice_is_found_at_the_second() {
    let text = clean();
    let all: Vec<&str> = text.lines().collect();
    let mut breaks = Vec::new();
    for line in lines(&text) {
        let mut twice = all.clone();
        let old = all[line.at];
        // The first key of a list's entry: only the key itself, without its dash.
        let again = format!(
            "{}{}",
            " ".repeat(line.indent),
            old.trim_start_matches([' ', '-'])
        );
        let mut block: Vec<&str> = vec![&again];
        block.extend(&all[line.at + 1..line.end]);
        twice.splice(line.end..line.end, block);
        breaks.push((line.end, line.path, twice.join("\n") + "\n"));
    }
    none(&unfound(breaks, &[]));
}

#[test]
fn lines_in_another_order_change_nothing() {
    let text = clean();
    let before = said(&found(&text));
    let all: Vec<&str> = text.lines().collect();
    let every = lines(&text);
    for line in &every {
        let next = every
            .iter()
            .find(|next| next.at == line.end && next.indent == line.indent);
        let Some(next) = next.filter(|_| !all[line.at].contains("- ")) else {
            continue;
        };
        let mut swapped = all.clone();
        swapped.splice(
            line.at..next.end,
            [&all[next.at..next.end], &all[line.at..line.end]].concat(),
        );
        let now = said(&found(&(swapped.join("\n") + "\n")));
        assert_eq!(now, before, "{} after {}", line.path, next.path);
    }
}

/// A missing field is found at the item that lacks it, or the format does without it.
#[test]
fn a_missing_field_is_found_at_its_item_or_may_be_missing() {
    let text = clean();
    let before = said(&found(&text));
    let all: Vec<&str> = text.lines().collect();
    let (mut silent, mut heard) = (BTreeSet::new(), BTreeSet::new());
    for line in lines(&text).iter().filter(|line| !line.is_id) {
        if all[line.at].contains("- ") {
            continue;
        }
        let mut less = all.clone();
        less.drain(line.at..line.end);
        let now = said(&found(&(less.join("\n") + "\n")));
        let is_silent = now.difference(&before).next().is_none();
        let paths = if is_silent { &mut silent } else { &mut heard };
        paths.insert(line.path.clone());
    }
    // What is finished or called off needs less; a field counts as asked for where any item must have it.
    silent.retain(|path| !heard.contains(path));
    let listed: BTreeSet<&str> = MAY_MISS
        .iter()
        .flat_map(|(_, paths)| paths.iter().copied())
        .collect();
    let more: Vec<&String> = silent
        .iter()
        .filter(|path| !listed.contains(path.as_str()))
        .collect();
    assert!(more.is_empty(), "silent, and not listed: {more:#?}");
    let asked: Vec<&&str> = listed.iter().filter(|path| !silent.contains(**path)).collect();
    assert!(asked.is_empty(), "listed, and not silent: {asked:#?}");
}

/// Fields that may be missing without a finding, by the reason. A rule that comes to ask for one may stay listed.
const MAY_MISS: &[(&str, &[&str])] = &[
    (
        "asked for where it matters: on or near the critical path, of a high risk, or near its date",
        &[
            "blockers.*.next",               // blocker-without-next-action
            "blockers.*.escalate_by",        // blocker-not-escalated
            "blockers.*.escalated",          // blocker-not-escalated
            "charter.authority",             // risk-accepted-without-authority
            "charter.authority.rebaseline",  // decider-without-authority
            "charter.authority.waive_gate",  // decider-without-authority
            "contracts.*.agreed_by",         // contract-not-agreed-in-time
            "contracts.*.fallback",          // vendor-without-fallback
            "contracts.*.freeze_by",         // contract-not-frozen-in-time
            "contracts.*.disputed.decision", // dispute-undecided
            "contracts.*.spec",              // frozen-without-spec
            "decisions.*.decide_by",         // open-decision-on-critical-path
            "launches.*.go",                 // launched-without-go
            "milestones.*.accept.met",       // done-without-proof
            "milestones.*.accept.proof",     // done-without-proof
            "milestones.*.recovery",         // red-without-recovery
            "people.*.deputy",               // critical-owner-without-deputy
            "risks.*.decision",              // risk-accepted-without-authority
            "risks.*.to",                    // risk-escalated-nowhere
        ],
    ),
    (
        "says more and changes no state, date or duty",
        &[
            "blockers.*.escalated.ask",
            "blockers.*.kind",
            "blockers.*.note",
            "blockers.*.raised",
            "blockers.*.ref",
            "blockers.*.was",
            "calendar.freezes.name",
            "calendar.holidays.name",
            "charter.assumptions.*.say",
            "charter.constraints",
            "charter.in_scope",
            "charter.objectives.*.say",
            "charter.requirements",
            "charter.stakeholders",
            "charter.stakeholders.cadence",
            "charter.stakeholders.wants",
            "contracts.*.disputed.over",
            "contracts.*.kind",
            "contracts.*.note",
            "contracts.*.ref",
            "contracts.*.version",
            "contracts.*.was",
            "contracts.*.withdrawn.because",
            "decisions.*.consulted",
            "decisions.*.deferred.because",
            "decisions.*.informed",
            "decisions.*.note",
            "decisions.*.options.*.cost",
            "decisions.*.options.*.downside",
            "decisions.*.options.*.kind",
            "decisions.*.options.*.say",
            "decisions.*.raised",
            "decisions.*.ref",
            "decisions.*.was",
            "launches.*.comms.channel",
            "launches.*.phases.share",
            "milestones.*.cancelled.because",
            "milestones.*.confirmed",
            "milestones.*.deliverables",
            "milestones.*.kind",
            "milestones.*.note",
            "milestones.*.rag.because",
            "milestones.*.ref",
            "milestones.*.spec",
            "milestones.*.was",
            "milestones.*.workstream",
            "people.*.email",
            "people.*.handle",
            "people.*.name",
            "risks.*.class",
            "risks.*.closed.proof",
            "risks.*.cost",
            "risks.*.fallback",
            "risks.*.plan.proof",
            "risks.*.ref",
            "risks.*.was",
            "teams.*.kind",
            "teams.*.title",
        ],
    ),
    (
        "has a default in the format, or one by reason: authority is the sponsor's",
        &[
            "charter.authority",
            "charter.authority.accept_high_risk",
            "charter.authority.rebaseline",
            "charter.authority.waive_gate",
            "blockers.*.owner",
            "calendar",
            "calendar.freezes",
            "calendar.holidays",
            "calendar.week",
            "charter.spread",
            "charter.stage",
            "charter.start",
            "charter.tolerance",
            "charter.tolerance.milestone",
            "charter.tolerance.target",
            "milestones.*.deputy",
            "milestones.*.needs.lag",
            "milestones.*.needs.type",
            "milestones.*.team",
            "people",
            "teams",
            "teams.*.calendar",
            "teams.*.calendar.week",
        ],
    ),
    (
        "a fact that is not there: the item is as open as before it",
        &[
            "contracts.*.delivered",
            "contracts.*.disputed",
            "contracts.*.disputed.since",
            "contracts.*.frozen",
            "contracts.*.ordered",
            "decisions.*.chosen",
            "launches.*.comms.sent",
            "launches.*.items.*.checked_by",
            "launches.*.items.*.covered_by",
            "launches.*.items.*.ready",
            "launches.*.items.*.started",
            "launches.*.items.*.waived",
            "launches.*.ops.accepted_by",
            "milestones.*.forecast",
            "milestones.*.remaining",
        ],
    ),
    (
        "asked for by no rule of the catalog: without it a date, a duty or a way out is unknown, and the reports say so",
        &[
            "blockers.*.escalated.date",
            "charter.assumptions.*.owner",
            "contracts.*.withdrawn.date",
            "decisions.*.driver",
            "launches.*.comms.date",
            "launches.*.comms.owner",
            "launches.*.items.*.owner",
            "milestones.*.cancelled.date",
            "milestones.*.not_before",
            "people.*.away",
            "people.*.team",
            "people.*.until",
            "risks.*.closed.date",
            "risks.*.plan.owner",
            "teams.*.escalate_to",
            "blockers.*.escalated.to",
            "charter.assumptions",
            "charter.assumptions.*.validate_by",
            "charter.objectives.*.by",
            "contracts.*.lead_time",
            "contracts.*.source",
            "contracts.*.withdrawn.decision",
            "decisions.*.changes",
            "decisions.*.deferred",
            "decisions.*.deferred.to",
            "decisions.*.options.*.set",
            "milestones.*.cancelled.decision",
            "milestones.*.rag",
            "milestones.*.rag.at_least",
            "milestones.*.rag.until",
            "risks.*.plan.by",
            "risks.*.residual",
            "risks.*.residual.delay",
            "risks.*.residual.prob",
        ],
    ),
];

#[test]
fn broken_yaml_is_found_where_it_breaks() {
    let text = clean();
    let mut breaks = Vec::new();
    for line in lines(&text) {
        let old = text.lines().nth(line.at).unwrap();
        if old.starts_with(' ') {
            breaks.push((
                line.at,
                format!("{}: tab", line.path),
                with(&text, line.at, &format!("\t{}", old.trim_start())),
            ));
        }
        if !line.value.is_empty() {
            for value in ["@priya", "a: b", "]", "*nobody"] {
                breaks.push((
                    line.at,
                    format!("{}: {value}", line.path),
                    valued(&text, &line, value),
                ));
            }
        }
    }
    none(&unfound(breaks, &[]));
}

/// Every break is an error or at least a warning where the value is lost, so that CI can see it.
#[test]
fn a_value_that_is_not_read_is_never_only_a_note() {
    let text = clean();
    for line in lines(&text).iter().filter(|line| !line.value.is_empty()) {
        let tree = MemoryTree::new([("plan.yaml", valued(&text, line, "{q: {r: 1}}").into_bytes())]);
        let loaded = load(&tree, "", "whole").unwrap();
        for finding in &loaded.findings {
            assert!(finding.severity >= Severity::Warn, "{finding:?}");
        }
    }
}

/// Every place that a finding names lies in its file and on boundaries of characters.
fn survives(bytes: &[u8]) -> Result<(), TestCaseError> {
    let (loaded, findings) = judged(bytes);
    for finding in loaded.findings.iter().chain(&findings) {
        let related = finding.related.iter().map(|label| label.at);
        for at in finding.at.into_iter().chain(related) {
            let text = &loaded.sources.file(at.file).text;
            let (start, end) = (at.span.start as usize, at.span.end as usize);
            prop_assert!(start <= end && end <= text.len(), "{finding:?}");
            prop_assert!(
                text.is_char_boundary(start) && text.is_char_boundary(end),
                "{finding:?}"
            );
        }
    }
    Ok(())
}

/// Cuts and puts at any places of the program, several at once.
fn mutated(cuts: &[(prop::sample::Index, usize, String)]) -> Vec<u8> {
    let mut bytes = clean().into_bytes();
    for (at, cut, put) in cuts {
        let from = at.index(bytes.len().max(1)).min(bytes.len());
        let to = (from + cut).min(bytes.len());
        bytes.splice(from..to, put.bytes());
    }
    bytes
}

fn cuts() -> impl Strategy<Value = Vec<(prop::sample::Index, usize, String)>> {
    let put = "[a-e0-9:\\-\\[\\]{},#&*!|>'\"%@`~? \n\té漢]{0,10}";
    prop::collection::vec((any::<prop::sample::Index>(), 0..60usize, put), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_mutation_makes_the_gate_panic(cuts in cuts()) {
        survives(&mutated(&cuts))?;
    }

    #[test]
    fn no_bytes_make_the_gate_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        survives(&bytes)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// The longer run: `cargo test --release -- --ignored`.
    #[test]
    #[ignore = "takes minutes"]
    fn no_mutation_of_many_makes_the_gate_panic(cuts in cuts()) {
        survives(&mutated(&cuts))?;
    }
}
