//! Keys that stand twice in one mapping: a finding each, and a mark by which readers pass them over.

use super::{Children, Document, Entries, Kind, NodeRef};
use crate::diagnostic::Diagnostic;
use crate::text::FileSpan;
use rustc_hash::FxHashMap;

/// Marks the keys that stand twice in one mapping, and says so.
pub(super) fn mark_repeated(document: &mut Document) -> Vec<Diagnostic> {
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    let mut keys: Vec<(u32, &str)> = Vec::new();
    let mut seen: FxHashMap<&str, u32> = FxHashMap::default();
    for (number, node) in document.nodes.iter().enumerate() {
        let Kind::Mapping { .. } = node.kind else { continue };
        let children = Children {
            document,
            at: number as u32 + 1,
            end: node.next,
        };
        keys.clear();
        keys.extend(
            Entries::Written(children)
                .map(|(key, _)| key)
                .filter(|key| key.is_scalar() && key.text() != "<<")
                .map(|key| (key.position(), key.text())),
        );
        if keys.len() <= FEW {
            for (at, (key, text)) in keys.iter().enumerate() {
                let first = keys[..at].iter().find(|(_, known)| known == text);
                pairs.extend(first.map(|(first, _)| (*key, *first)));
            }
        } else if !keys.is_sorted_by(|(_, a), (_, b)| a < b) {
            seen.clear();
            for (key, text) in &keys {
                let first = *seen.entry(text).or_insert(*key);
                if first != *key {
                    pairs.push((*key, first));
                }
            }
        }
    }
    let at = |key: u32| FileSpan {
        file: document.file,
        span: document.node(key).span(),
    };
    let owners = if pairs.is_empty() {
        Vec::new()
    } else {
        entities(document)
    };
    let twice = |(key, first): &(u32, u32)| {
        let name = document.node(*key).text();
        let mut found = Diagnostic::new("duplicate-key", format!("{name} is defined twice"))
            .with_at(at(*key))
            .with_field(name)
            .with_help("delete one of the two; the first is used")
            .with_label(at(*first), "first here");
        let before = owners.partition_point(|(start, _)| start <= key);
        found.id = before.checked_sub(1).map(|at| owners[at].1.clone());
        found
    };
    let found = pairs.iter().map(twice).collect();
    let mut repeated: Vec<u32> = pairs.into_iter().map(|(key, _)| key).collect();
    repeated.sort_unstable();
    document.repeated = repeated;
    found
}

/// The node of the key of each entity, ascending, and the id that findings about it carry.
fn entities(document: &Document) -> Vec<(u32, String)> {
    let mut found = Vec::new();
    let entries = document.root().into_iter().flat_map(NodeRef::entries);
    for (section, value) in entries {
        found.push((section.position(), section.text().to_owned()));
        if matches!(section.text(), "charter" | "calendar") {
            continue;
        }
        for (key, _) in value.entries() {
            let id = match section.text() {
                space @ ("people" | "teams") => format!("{space}.{}", key.text()),
                _ => key.text().to_owned(),
            };
            found.push((key.position(), id));
        }
    }
    found.sort_unstable();
    found
}

/// Keys of one mapping that are compared each with each.
const FEW: usize = 16;
