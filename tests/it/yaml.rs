//! The YAML reader against an independent one, and against bytes that are no YAML at all.

use linchpin::load::load;
use linchpin::parse::{self, NodeRef};
use linchpin::text::{FileId, MemoryTree, SourceFile};
use proptest::prelude::*;
use serde_yaml::Value;
use std::fs;
use std::path::Path;

/// Whether a node says what the other reader says; a scalar counts as its text.
fn same(node: NodeRef<'_>, value: &Value) -> bool {
    match value {
        Value::Null => node.is_null(),
        Value::Bool(truth) => node.text() == truth.to_string(),
        Value::Number(number) => {
            let both = (node.text().parse::<f64>(), number.as_f64());
            matches!(both, (Ok(ours), Some(theirs)) if ours == theirs)
        }
        Value::String(text) => node.is_scalar() && node.text() == text,
        Value::Sequence(items) => {
            let ours: Vec<NodeRef<'_>> = node.items().collect();
            ours.len() == items.len() && ours.into_iter().zip(items).all(|(node, item)| same(node, item))
        }
        Value::Mapping(entries) => {
            let ours: Vec<(NodeRef<'_>, NodeRef<'_>)> = node.entries().collect();
            ours.len() == entries.len()
                && ours
                    .into_iter()
                    .zip(entries)
                    .all(|((key, node), (theirs, value))| same(key, theirs) && same(node, value))
        }
        Value::Tagged(_) => true,
    }
}

fn agrees(text: &str) {
    let source = SourceFile::new("a.yaml", text);
    let (document, found) = parse::document(FileId(0), &source);
    assert!(found.is_empty(), "{found:?} in\n{text}");
    let value: Value = serde_yaml::from_str(text).unwrap();
    assert!(
        same(document.root().unwrap(), &value),
        "read differently:\n{text}"
    );
}

#[test]
fn every_example_is_read_as_an_independent_reader_reads_it() {
    let mut files = 0;
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "yaml") {
                agrees(&fs::read_to_string(path).unwrap());
                files += 1;
            }
        }
    }
    assert!(files > 20);
}

#[test]
fn scalars_of_every_style_are_read_alike() {
    for text in [
        "a: 'it''s'\nb: \"tab\\t \\u00e9\"\nc: plain # comment\nd: a#b\n",
        "a: |\n  one\n  two\nb: >-\n  folded\n  text\n\n  next\n",
        "a: [1, 'x', {b: c, d: [e]}]\nf: {g: , h: ~}\n",
        "é: ü\n漢: [字, \"字\"]\n",
        "a: multi\n  line plain\nb: \"multi\n  line\"\n",
        "a: &x [1, 2]\nb: *x\n",
        "\"quoted key\": 1\n? complex\n: 2\n",
    ] {
        agrees(text);
    }
}

#[test]
fn merge_keys_are_followed_and_explicit_keys_win() {
    let text = "base: &base {owner: ana, due: 2026-01-02}\nmore: &more {owner: bob, kind: work}\nitem:\n  <<: [*base, *more]\n  due: 2026-02-03\n";
    let source = SourceFile::new("a.yaml", text);
    let (document, _) = parse::document(FileId(0), &source);
    let (_, item) = document.root().unwrap().get("item").unwrap();
    let field = |name| item.get(name).map(|(_, value)| value.text());
    assert_eq!(
        (field("owner"), field("due"), field("kind")),
        (Some("ana"), Some("2026-02-03"), Some("work"))
    );
}

#[test]
fn the_span_of_a_quoted_scalar_ends_at_its_quote_and_the_comment_is_seen() {
    let text = "a: 'it''s' # two\nb: \"x\\\"y\" # 'three'\n";
    let source = SourceFile::new("a.yaml", text);
    let (document, _) = parse::document(FileId(0), &source);
    let value = |name| document.root().unwrap().get(name).unwrap().1;
    assert_eq!(
        (value("a").source(), value("b").source()),
        ("'it''s'", "\"x\\\"y\"")
    );
    let comments: Vec<&str> = parse::comments(&document)
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    assert_eq!(comments, ["two", "'three'"]);
}

/// What YAML 1.2 forbids, one rule each. The public suite of hostile documents (its 94 documents that are no
/// YAML, and its 312 that are) was judged alike, but for streams of several documents, which are refused here.
#[test]
fn what_is_no_yaml_is_refused_at_a_place_inside_the_file() {
    for text in [
        "a: b: c\n",
        "a: 'b'c\n",
        "a: \"b\" c\n",
        "a: [b, c\n",
        "a: [b, c]]\n",
        "a: {b: c\nd: e\n",
        "a: [b,, c]\n",
        "a: [b] c\n",
        "- a\nb: c\n",
        "a: b\n- c\n",
        "a:\n  b: c\n d: e\n",
        "a:\n\tb: c\n",
        "a: - b\n",
        "a: *nobody\n",
        "a: &x &y b\n",
        "a: &x\n&y b\n",
        "a: \"\\q\"\n",
        "a: \"b\n",
        "a: 'b\n",
        "a: \"b\nc\"\n",
        "a: |x\n  b\n",
        "a: |10\n  b\n",
        "a: >\n    \n  b\n",
        "a: %b\n",
        "a: @b\n",
        "a: `b\n",
        "a: [b, #c\nd]\n",
        "a: !<b c\n",
        "%YAML 1.2\n",
        "%YAML 1.2\n%YAML 1.2\n---\na: b\n",
        "a: b\n--- c\nd: e\n",
        "a: b\n... c\n",
        "[a\n: b]: c\n",
        "a\nb: c\n",
        "\"a\nb\": c\n",
        "a: b\n  c: d\n",
    ] {
        let source = SourceFile::new("a.yaml", text);
        let (_, found) = parse::document(FileId(0), &source);
        let syntax = found.iter().find(|found| found.rule == "yaml-syntax");
        let Some(syntax) = syntax else {
            panic!("taken for YAML: {text:?}, {found:?}");
        };
        let at = syntax.at.unwrap().span;
        assert!(at.start <= at.end && at.end as usize <= text.len(), "{text:?}");
    }
}

/// Loads bytes; every span must be in its file and on boundaries of characters.
fn survives(bytes: &[u8]) -> Result<(), TestCaseError> {
    let loaded = load(&MemoryTree::new([("a.yaml", bytes.to_vec())]), "", "fuzz").unwrap();
    for found in &loaded.findings {
        let at = found.at.unwrap();
        let text = &loaded.sources.file(at.file).text;
        let (start, end) = (at.span.start as usize, at.span.end as usize);
        prop_assert!(start <= end && end <= text.len(), "{found:?}");
        prop_assert!(
            text.is_char_boundary(start) && text.is_char_boundary(end),
            "{found:?}"
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        survives(&bytes)?;
    }

    #[test]
    fn no_text_of_yaml_signs_makes_the_reader_panic(text in "[a-c:\\-\\[\\]{},#&*!|>'\"%@`~? \n\té漢]{0,120}") {
        survives(text.as_bytes())?;
    }

    #[test]
    fn no_mutation_of_a_program_makes_the_reader_panic(
        at in any::<prop::sample::Index>(), cut in 0..40usize, put in "[a-c:\\-\\[\\]{},#&*'\" \n\té]{0,8}"
    ) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/atlas/risks.yaml");
        let mut bytes = fs::read(path).unwrap();
        let from = at.index(bytes.len());
        let to = (from + cut).min(bytes.len());
        bytes.splice(from..to, put.bytes());
        survives(&bytes)?;
    }
}
