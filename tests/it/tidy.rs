//! The layer order as a test: a program flows one way, and each foreign crate is named in its own place.
//!
//! The check reads text, not syntax. It cuts a file's tests, comments and string literals away and collects
//! `crate::NAME`, also from inside `use crate::{a::…, b}`; a use that it cannot see (a re-export under
//! another name) would have to be built on purpose.

use crate::sandbox::assert_none;
use std::fs;
use std::path::{Path, PathBuf};

/// The layers, each with those it may name besides itself and `error`.
const LAYERS: [(&str, &[&str]); 22] = {
    const PARSE: &[&str] = &["text", "diagnostic"];
    const MODEL: &[&str] = &["text", "diagnostic", "parse"];
    const LOAD: &[&str] = &["text", "diagnostic", "parse", "model"];
    const GRAPH: &[&str] = &["text", "diagnostic", "parse", "model", "load"];
    const SCHEDULE: &[&str] = &["text", "diagnostic", "parse", "model", "load", "graph"];
    const FACTS: &[&str] = &[
        "text",
        "diagnostic",
        "parse",
        "model",
        "load",
        "graph",
        "schedule",
    ];
    const CHECKS: &[&str] = &[
        "text",
        "diagnostic",
        "parse",
        "model",
        "load",
        "graph",
        "schedule",
        "forecast",
        "diff",
        "history",
        "edit",
    ];
    const HISTORY: &[&str] = &[
        "text",
        "diagnostic",
        "parse",
        "model",
        "load",
        "graph",
        "schedule",
        "forecast",
        "diff",
    ];
    const REPORT: &[&str] = &[
        "text",
        "diagnostic",
        "parse",
        "model",
        "load",
        "graph",
        "schedule",
        "forecast",
        "checks",
        "diff",
        "history",
        "exchange",
    ];
    const LSP: &[&str] = &[
        "text",
        "diagnostic",
        "parse",
        "model",
        "load",
        "graph",
        "schedule",
        "forecast",
        "checks",
        "diff",
        "history",
        "exchange",
        "report",
        "edit",
    ];
    const ANYTHING: &[&str] = &["*"];
    [
        ("error", &[]),
        ("text", &[]),
        ("diagnostic", &["text"]),
        ("git", &["text"]),
        ("workdir", &["text"]),
        ("discover", &["text", "git", "workdir"]),
        ("parse", PARSE),
        ("model", MODEL),
        ("load", LOAD),
        ("graph", GRAPH),
        ("schedule", SCHEDULE),
        ("forecast", FACTS),
        ("diff", FACTS),
        ("checks", CHECKS),
        ("history", HISTORY),
        ("exchange", FACTS),
        ("edit", LOAD),
        ("report", REPORT),
        ("schema", LSP),
        ("lsp", LSP),
        ("cli", ANYTHING),
        ("main", ANYTHING),
    ]
};

/// The foreign crates, each with the paths under `src/` that may name it.
const HOMES: [(&str, &[&str]); 12] = [
    ("fearless_simd", &["forecast/"]),
    ("saphyr_parser", &["parse/"]),
    ("serde_yaml", &["parse/", "edit/", "exchange/"]),
    ("petgraph", &["graph/", "graph.rs"]),
    ("git2", &["git/"]),
    ("comfy_table", &["report/render/"]),
    ("miette", &["report/render/"]),
    ("clap", &["cli/"]),
    ("clap_complete", &["cli/"]),
    ("jiff", &["text/", "cli/env.rs", "git/"]),
    (
        "schemars",
        &["parse/", "report/json/", "report/render/findings/", "schema.rs"],
    ),
    ("csv", &["model/", "exchange/"]),
];

/// The longest that a file may be before its tests.
const LINES: usize = 450;

#[test]
fn layers_are_in_order_and_foreign_crates_at_home() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&src, &mut files);
    assert!(!files.is_empty(), "no sources under {}", src.display());
    let mut faults = Vec::new();
    for file in &files {
        let path = file
            .strip_prefix(&src)
            .unwrap()
            .to_str()
            .unwrap()
            .replace('\\', "/");
        faults.extend(faults_of(&path, &fs::read_to_string(file).unwrap()));
    }
    assert_none(&faults);
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut found: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    found.sort();
    for path in found {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// What a file does that it must not, as `src/PATH:LINE: rule`.
fn faults_of(path: &str, source: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |line: usize, rule: String| faults.push(format!("src/{path}:{line}: {rule}"));
    if !source.starts_with("//!") {
        fault(
            1,
            "every file opens with `//!` and one sentence why it exists".to_owned(),
        );
    }
    let code = bare(without_tests(source));
    let lines = code.lines().count();
    if lines > LINES && !path.ends_with("tests.rs") {
        fault(
            lines,
            format!("{lines} lines before the tests; {LINES} are the limit: split the file"),
        );
    }
    for (line, used) in crate_uses(&code) {
        if let Some(rule) = layer_rule(layer_of(path), &used) {
            fault(line, rule);
        }
    }
    for (foreign, homes) in HOMES {
        let at_home = homes.iter().any(|home| path.starts_with(home));
        if let Some(line) = line_naming(&code, foreign).filter(|_| !at_home) {
            fault(line, format!("`{foreign}` is named only in {}", homes.join(", ")));
        }
    }
    faults
}

/// The layer of a file: its folder under `src/`, or its own name.
fn layer_of(path: &str) -> &str {
    path.split('/').next().unwrap_or(path).trim_end_matches(".rs")
}

/// Why `layer` must not name `used`.
fn layer_rule(layer: &str, used: &str) -> Option<String> {
    let known = |name: &str| LAYERS.iter().find(|(layer, _)| *layer == name);
    if layer == "lib" || layer == used || used == "error" {
        return None;
    }
    let Some((_, allowed)) = known(layer) else {
        return Some(format!(
            "`{layer}` is no layer; give it a place in tests/it/tidy.rs"
        ));
    };
    // What is no layer is an item of lib.rs or a macro.
    if known(used).is_none() || allowed.contains(&"*") || allowed.contains(&used) {
        return None;
    }
    Some(format!(
        "`{layer}` must not use `{used}`; it may use {}",
        allowed.join(", ")
    ))
}

/// The text before the first `#[cfg(test)]` of a `mod … {`; such a module is always last. A `mod …;` or a
/// lone item for tests hides nothing that follows.
fn without_tests(source: &str) -> &str {
    let mut from = 0;
    while let Some(at) = source[from..].find("#[cfg(test)]").map(|at| from + at) {
        let after = &source[at..];
        let opens = after.find('{').unwrap_or(after.len());
        let ends = after.find(';').unwrap_or(after.len());
        if opens < ends && after[..opens].contains("mod ") {
            return &source[..at];
        }
        from = at + 1;
    }
    source
}

/// The code with comments and the insides of string literals blanked, line for line.
fn bare(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let raw = ["r\"", "r#\"", "r##\""]
            .iter()
            .find(|open| rest.starts_with(**open));
        let after_word = code.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let blank = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(open) = raw.filter(|_| !after_word) {
            let close = format!("\"{}", "#".repeat(open.len() - 2));
            rest[open.len()..]
                .find(&close)
                .map_or(rest.len(), |end| open.len() + end + close.len())
        } else if first == '"' {
            string_end(rest)
        } else if rest.starts_with("'\"'") {
            3
        } else if rest.starts_with("'\\\"'") {
            4
        } else {
            code.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        code.extend(rest[..blank].chars().map(|c| if c == '\n' { c } else { ' ' }));
        rest = &rest[blank..];
    }
    code
}

/// One past the closing quote of the string literal that `text` begins with.
fn string_end(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The line and name of each `crate::NAME`, and of each head of `crate::{NAME…, NAME…}`.
fn crate_uses(code: &str) -> Vec<(usize, String)> {
    let mut uses = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let whole = !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$');
        let rest = &code[at + "crate::".len()..];
        let line = |offset: usize| code[..at + "crate::".len() + offset].matches('\n').count() + 1;
        if whole && rest.starts_with('{') {
            uses.extend(heads(rest).into_iter().map(|(offset, name)| (line(offset), name)));
        } else if whole {
            uses.push((line(0), word(rest)));
        }
    }
    uses
}

/// The names right behind the outer `{` and `,` of a group, with their offsets.
fn heads(group: &str) -> Vec<(usize, String)> {
    let mut heads = Vec::new();
    let mut depth = 0;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if depth == 1 && (c == '{' || c == ',') {
            let rest = group[at + 1..].trim_start();
            let offset = group.len() - rest.len();
            heads.push((offset, word(rest)));
        }
    }
    heads.retain(|(_, name)| !name.is_empty());
    heads
}

fn word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

/// The first line that names a foreign crate as a path or in `use`.
fn line_naming(code: &str, foreign: &str) -> Option<usize> {
    let at = code.match_indices(foreign).map(|(at, _)| at).find(|at| {
        let before = &code[..*at];
        let after = &code[at + foreign.len()..];
        let starts = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':' || c == '.')
            || before.ends_with("::") && before.trim_end_matches(':').ends_with([' ', '(', '<', '\n']);
        let used = before.trim_end().ends_with("use") && after.starts_with([';', ' ']);
        starts && (after.starts_with("::") || used)
    })?;
    Some(code[..at].matches('\n').count() + 1)
}

#[test]
fn the_check_itself_can_fail() {
    let faults = |path: &str, source: &str| faults_of(path, source);
    assert_eq!(
        faults(
            "graph/cycles.rs",
            "//! Why.\nuse crate::model::Program;\nuse crate::schedule::Dates;\n"
        ),
        [
            "src/graph/cycles.rs:3: `graph` must not use `schedule`; it may use text, diagnostic, parse, model, load"
        ]
    );
    let grouped =
        "//! Why.\nuse crate::{\n    error::Error,\n    text::{Span, cli},\n    report::Page,\n};\n";
    assert_eq!(
        faults("parse/mod.rs", grouped),
        ["src/parse/mod.rs:5: `parse` must not use `report`; it may use text, diagnostic"]
    );
    assert_eq!(
        faults("model/ids.rs", "fn f() {}\n"),
        ["src/model/ids.rs:1: every file opens with `//!` and one sentence why it exists"]
    );
    assert_eq!(
        faults("util.rs", "//! Why.\nuse crate::text::Span;\n"),
        ["src/util.rs:2: `util` is no layer; give it a place in tests/it/tidy.rs"]
    );
    let long = format!("//! Why.\n{}", "fn f() {}\n".repeat(LINES));
    assert_eq!(faults("parse/mod.rs", &long).len(), 1);
}

#[test]
fn foreign_crates_are_seen_in_code_and_not_in_words() {
    let names = |source: &str| !faults_of("schedule/mod.rs", &format!("//! Why.\n{source}\n")).is_empty();
    for source in [
        "use git2::Oid;",
        "use git2;",
        "use git2 as g;",
        "fn f(r: &git2::Repository) {}",
        "fn f() { let c = '\"'; git2::init(); }",
        "type T = Vec<::git2::Oid>;",
        "pub use petgraph::Graph;",
        "#[derive(clap::Parser)]",
        "#[cfg(test)]\nmod fixture;\nuse git2::Oid;",
    ] {
        assert!(names(source), "{source}");
    }
    for source in [
        "// git2::Oid is not for here",
        "/* use git2::Oid; */",
        "const S: &str = \"git2::Oid \\\" git2::Oid\";",
        "const S: &str = r#\"use \"git2::Oid\"\"#;",
        "use crate::text::csv::Thing;",
        "let csv = 1;",
        "#[cfg(test)]\nmod tests {\n    use git2::Oid;\n}",
    ] {
        assert!(!names(source), "{source}");
    }
}

/// A rule that runs beside others on all cores and asks for an answer that is itself worked out on all cores could
/// wait for itself forever; see `found_by_rules`.
#[test]
fn rules_that_ask_for_the_simulation_or_history_are_deep() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/checks/rules");
    let mut asking = 0;
    for entry in fs::read_dir(folder).expect("the rules") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("a rule");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        if code.contains("facts.forecast()") || code.contains("facts.history()") {
            asking += 1;
            assert!(!code.contains("check: Check::Facts("), "{}", path.display());
        }
    }
    assert!(asking > 0, "nothing was looked at");
}
