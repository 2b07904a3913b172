//! JUnit's XML, which most CI servers show as a list of tests: a suite for each file, a failed case for each
//! finding. Findings that cannot fail, because the base has them too, are skipped cases.

use super::{Entry, Judged};
use crate::report::render::clean;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The findings as JUnit's XML.
pub fn render(all: &[Judged<'_>]) -> String {
    let entries: Vec<Entry<'_>> = all.iter().flat_map(Judged::entries).collect();
    let mut suites: BTreeMap<&str, Vec<&Entry<'_>>> = BTreeMap::new();
    for entry in &entries {
        suites.entry(entry.place().path).or_default().push(entry);
    }
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    if entries.is_empty() {
        // An empty report is taken for a run that did not happen.
        out.push_str(
            "<testsuites name=\"linchpin\" tests=\"1\" failures=\"0\" errors=\"0\">\n  \
             <testsuite name=\"linchpin\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">\n    \
             <testcase name=\"no findings\" classname=\"linchpin\"/>\n  </testsuite>\n</testsuites>\n",
        );
        return out;
    }
    let (tests, failures) = tally(entries.iter());
    let _ = writeln!(
        out,
        "<testsuites name=\"linchpin\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">"
    );
    for (path, entries) in suites {
        let (tests, failures) = tally(entries.iter().copied());
        let _ = writeln!(
            out,
            "  <testsuite name=\"{}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{}\">",
            escape(path),
            tests - failures
        );
        for entry in entries {
            case(&mut out, entry);
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    // The old form of a workflow command is read anywhere in a line.
    out.replace("##[", "#&#35;[")
}

/// Cases and failed ones.
fn tally<'e, 'a: 'e>(entries: impl Iterator<Item = &'e Entry<'a>>) -> (usize, usize) {
    entries.fold((0, 0), |(tests, failures), entry| {
        (tests + 1, failures + usize::from(entry.found.new != Some(false)))
    })
}

fn case(out: &mut String, entry: &Entry<'_>) {
    let found = entry.found;
    let place = entry.place();
    let level = found.severity.as_str();
    // The fingerprint as a name: servers follow a case over time by its name.
    let _ = writeln!(
        out,
        "    <testcase name=\"{}\" classname=\"{}\" file=\"{}\" line=\"{}\">",
        escape(&entry.fingerprint.to_string()),
        escape(place.path.trim_end_matches(".yaml").trim_end_matches(".yml")),
        escape(place.path),
        place.start.line
    );
    let message = escape(&clean(&found.message));
    if found.new == Some(false) {
        let _ = writeln!(out, "      <skipped message=\"{level}, not new: {message}\"/>");
    } else {
        let _ = write!(
            out,
            "      <failure type=\"{level}[{}]\" message=\"{message}\">",
            found.rule
        );
        out.push_str(&escape(&super::concise::line(entry)));
        out.push_str("</failure>\n");
    }
    out.push_str("    </testcase>\n");
}

/// Text for an element or attribute: what XML 1.0 forbids even as an entity is shown as `clean` shows it, or
/// as a question mark.
fn escape(text: &str) -> String {
    let text = clean(text);
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\u{fffe}' | '\u{ffff}' => out.push('?'),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{hostile, many};
    use super::*;

    #[test]
    fn hostile_text_leaves_no_markup_and_no_forbidden_character() {
        let text = hostile(render);
        // `>` outside markup is written as an entity, so each tag ends where it should.
        let tags: Vec<&str> = text
            .split('<')
            .skip(1)
            .map(|tag| tag.split_inclusive('>').next().unwrap())
            .collect();
        assert!(tags.iter().all(|tag| tag.ends_with('>')), "{text}");
        assert!(!text.contains("<script") && !text.contains("]]>"), "{text}");
        let forbidden = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{fffe}' | '\u{ffff}');
        assert!(!text.contains(forbidden), "{text:?}");
    }

    #[test]
    fn each_finding_is_one_failed_case_and_none_is_one_passed() {
        let text = many(25, render);
        assert_eq!(text.matches("<failure ").count(), 25);
        assert!(text.contains("tests=\"25\" failures=\"25\""), "{text}");
        let none = render(&[]);
        assert!(
            none.contains("tests=\"1\" failures=\"0\"") && none.contains("<testcase name=\"no findings\"")
        );
    }
}
